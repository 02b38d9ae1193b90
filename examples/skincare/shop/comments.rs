//! What people write: every sentence in both languages, the same sentence at the same place.

use super::Lang;
use super::customers::Customer;
use super::facts::Matter;
use super::random::Random;

/// What a comment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Bank {
    HeardGood,
    HeardBad,
    LookedGood,
    LookedBad,
    Postage,
    CheckoutGood,
    CheckoutBad,
    Late,
    ParcelGood,
    ParcelBad,
    LoyalGood,
    LoyalBad,
}

/// A comment before it is put into words.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    bank: Bank,
    pick: u64,
    part: &'static str,
    town: &'static str,
    postage: u64,
    late: i64,
}

impl Said {
    /// A comment of one customer on one touchpoint; `late` days late, where that is what it is about.
    pub fn new(bank: Bank, part: &'static str, late: i64, customer: &Customer, random: &mut Random) -> Self {
        let (town, .., postage) = customer.town;
        Self { bank, pick: random.below(1 << 20), part, town, postage, late }
    }

    /// In words.
    pub fn words(&self, lang: Lang) -> String {
        let fits = |parts: &str| parts.is_empty() || parts.split(' ').any(|part| part == self.part);
        let sentences: Vec<_> = sentences(self.bank).iter().filter(|(parts, ..)| fits(parts)).collect();
        let at = (self.pick % sentences.len().max(1) as u64) as usize;
        let sentence = sentences.get(at).map_or("", |(_, id, en)| lang.of(&(*id, *en)));
        let postage = match lang {
            Lang::Id => format!("{}.000", self.postage),
            Lang::En => format!("{},000", self.postage),
        };
        sentence
            .replace("{town}", self.town)
            .replace("{postage}", &postage)
            .replace("{days}", &self.late.max(2).to_string())
    }
}

/// The touchpoints that a sentence fits (none = any), and the sentence in both languages.
type Sentences = &'static [(&'static str, &'static str, &'static str)];

const fn sentences(bank: Bank) -> Sentences {
    match bank {
        Bank::HeardGood => HEARD_GOOD,
        Bank::HeardBad => HEARD_BAD,
        Bank::LookedGood => LOOKED_GOOD,
        Bank::LookedBad => LOOKED_BAD,
        Bank::Postage => POSTAGE,
        Bank::CheckoutGood => CHECKOUT_GOOD,
        Bank::CheckoutBad => CHECKOUT_BAD,
        Bank::Late => LATE,
        Bank::ParcelGood => PARCEL_GOOD,
        Bank::ParcelBad => PARCEL_BAD,
        Bank::LoyalGood => LOYAL_GOOD,
        Bank::LoyalBad => LOYAL_BAD,
    }
}

const HEARD_GOOD: Sentences = &[
    ("reels", "Reels-nya jujur, kulitnya tidak diedit.", "The Reel is honest, nobody’s skin is filtered."),
    ("reels article", "Singkat dan langsung ke isinya.", "Short and straight to the point."),
    ("article", "Artikelnya gampang dipahami.", "The article is easy to follow."),
    ("search", "Nomor BPOM-nya langsung ketemu.", "Found the BPOM number at once."),
    ("search", "Paling atas waktu saya cari serum.", "Top of the list when I searched for a serum."),
    ("friend_link", "Tahu dari teman kantor, jadi percaya.", "A colleague told me, so I trust it."),
    ("friend_link", "Kakak saya pakai, kulitnya bagus.", "My sister uses it and her skin looks great."),
];

const HEARD_BAD: Sentences = &[
    ("reels", "Iklannya muncul terus.", "The ad keeps coming back."),
    ("reels", "Klaim tujuh hari itu berlebihan.", "Seven days is too good to be true."),
    (
        "search article friend_link",
        "Hurufnya kecil, saya tidak bisa baca.",
        "The letters are small, I cannot read them.",
    ),
    ("article", "Banyak istilah yang saya tidak paham.", "Many terms that I do not understand."),
    ("article", "Artikelnya terlalu panjang untuk HP.", "The article is too long for a phone."),
    ("search", "Alamat gerainya tidak ada.", "No address of a store anywhere."),
    ("friend_link", "Tautannya langsung ke halaman jualan.", "The link goes straight to a sales page."),
];

const LOOKED_GOOD: Sentences = &[
    ("product_page", "Ulasannya banyak dan ada fotonya.", "Lots of reviews, with photos."),
    ("product_page", "Isi dan harganya jelas.", "Contents and price are clear."),
    ("guide", "Kuisnya membantu memilih.", "The quiz helped me choose."),
    ("guide", "Suka ada urutan pakainya.", "I like the order of use."),
    ("ask", "Admin WhatsApp sabar menjawab.", "The WhatsApp team is patient."),
    ("ask", "Cepat dijawab, dikirimi foto tekstur.", "A quick answer, with a photo of the texture."),
    ("brand", "Senang tahu dibuat di Sleman.", "Nice to know that it is made in Sleman."),
    ("brand", "Izin BPOM-nya jelas.", "The BPOM licence is easy to find."),
];

const LOOKED_BAD: Sentences = &[
    ("product_page", "Teksturnya tidak kelihatan dari foto.", "Photos do not show the texture."),
    ("product_page", "Tidak bisa coba baunya dulu.", "No way to try the scent first."),
    ("product_page", "Teksturnya lengket atau tidak?", "Is the texture sticky or not?"),
    ("guide", "Bingung beda serum pagi dan malam.", "Morning or night serum, I am confused."),
    ("guide product_page", "Aman tidak untuk usia 60-an?", "Is it safe for people over 60?"),
    ("ask", "WhatsApp baru dibalas besoknya.", "WhatsApp only answered the next day."),
    ("ask", "Jawabannya seperti robot.", "The answers sound like a robot."),
    ("brand", "Tidak ada foto orang seumuran saya.", "No photo of anybody my age."),
    ("brand", "Ceritanya panjang, gerainya di mana?", "A long story, but where is the store?"),
];

const POSTAGE: Sentences = &[
    ("", "Ongkir baru muncul di halaman terakhir.", "Shipping only showed up on the last page."),
    ("", "Serumnya 89.000, ongkir {postage}. Batal.", "The serum is 89,000, shipping {postage}. No."),
    ("", "Kenapa ongkir tidak ditulis dari awal?", "Why not show shipping from the start?"),
    (
        "",
        "Sudah isi alamat panjang, baru tahu ongkir ke {town} {postage}.",
        "Typed in my whole address before I saw that shipping to {town} is {postage}.",
    ),
    (
        "",
        "Di HP tidak kelihatan, tahu-tahu kena ongkir.",
        "Not visible on the phone, then shipping comes on top.",
    ),
    ("", "Ongkir ke {town} mahal sekali.", "Shipping to {town} is so expensive."),
    ("", "Kaget lihat ongkir, saya tutup.", "Saw the shipping and closed the page."),
    ("", "Di Shopee gratis ongkir, di sini {postage}.", "Shopee has free shipping, here it is {postage}."),
    ("", "Totalnya berubah gara-gara ongkir.", "The total changed because of shipping."),
    ("", "Tolong tampilkan ongkir di halaman produk.", "Please show shipping on the product page."),
    (
        "",
        "Mau coba satu saja, tapi ongkir {postage}. Nanti dulu.",
        "Wanted just one, but {postage} shipping. Later.",
    ),
    (
        "",
        "Ongkir kok baru dihitung setelah pilih kurir.",
        "Shipping is only worked out after choosing a courier.",
    ),
    ("", "Voucher ternyata tidak memotong ongkir.", "The voucher does not cover shipping."),
    (
        "",
        "Bolak-balik di HP cuma untuk tahu ongkir.",
        "Back and forth on my phone just to learn the shipping.",
    ),
];

const CHECKOUT_GOOD: Sentences = &[
    ("pay_online", "Bayar QRIS langsung masuk.", "QRIS payment went straight through."),
    ("pay_online", "Cepat, tidak sampai lima menit.", "Quick, under five minutes."),
    ("pay_cash", "COD dikonfirmasi lewat telepon, jadi tenang.", "They confirmed COD by phone. Reassuring."),
    ("pay_cash", "Bayar di depan rumah, praktis.", "Paid at my door, so easy."),
    ("checkout", "Alamat sudah tersimpan.", "My address was already saved."),
    ("checkout cart", "Dibantu admin waktu bingung.", "Somebody helped when I was stuck."),
    ("cart", "Isi keranjang masih ada besoknya.", "The cart was still there the next day."),
];

const CHECKOUT_BAD: Sentences = &[
    ("pay_online", "Kode QRIS keburu kedaluwarsa.", "The QRIS code expired too soon."),
    (
        "pay_online",
        "Kembali dari aplikasi bank, harus ulang.",
        "Back from the bank app, I had to start over.",
    ),
    ("pay_cash", "Kurir tidak punya kembalian.", "The courier had no change."),
    ("pay_cash", "Tidak yakin pesanan COD-nya masuk.", "Not sure that my COD order went through."),
    ("checkout cart", "Harus daftar dulu baru bisa bayar.", "Had to register before I could pay."),
    ("checkout", "Kolom alamat terlalu kecil di HP.", "The address field is tiny on a phone."),
    ("checkout", "Belum bisa COD ke {town}.", "No cash on delivery to {town}."),
    ("checkout", "Tombolnya kecil, takut salah pencet.", "Small buttons, afraid of pressing the wrong one."),
    ("cart", "Voucher katanya tidak berlaku.", "They say the voucher is not valid."),
];

const LATE: Sentences = &[
    ("", "Paket terlambat {days} hari tanpa kabar.", "The parcel was {days} days late without a word."),
    ("", "Terlambat. Resinya diam di {town}.", "Late. Tracking stood still in {town}."),
    ("", "Janjinya empat hari, terlambat {days} hari.", "Promised in four days, {days} days late."),
    ("", "Paket terlambat, chat baru dibalas besoknya.", "The parcel was late and chat took a day."),
    ("", "Serumnya cocok, kirimannya terlambat.", "The serum suits me, but it came late."),
    ("", "Terlambat, padahal untuk kondangan.", "Too late for the wedding I bought it for."),
    ("", "Terlambat {days} hari dan dusnya penyok.", "{days} days late and the box was dented."),
    (
        "",
        "Jadwal kurir berubah terus, akhirnya terlambat.",
        "The courier kept moving the day, so it was late.",
    ),
    ("", "Tidak dikabari kalau paket terlambat.", "Nobody told me the parcel would be late."),
    ("", "Kalau terlambat, minimal kabari.", "If it is late, at least say so."),
];

const PARCEL_GOOD: Sentences = &[
    ("delivery", "Sampai sebelum janji.", "Arrived before the promised day."),
    ("delivery", "Bungkusnya rapi, ada kartu ucapan.", "Neatly packed, with a card."),
    ("delivery", "Kurirnya ramah, menelepon dulu.", "Friendly courier, called first."),
    ("delivery", "Tidak perih, mau beli lagi.", "No stinging, I will buy again."),
    ("loyalty", "Poin bisa dipakai untuk gratis ongkir.", "Points pay for the shipping."),
    ("loyalty", "Poinnya cepat terkumpul.", "Points add up quickly."),
    ("mail", "E-mail cara pakainya membantu.", "The e-mail on how to use it helped."),
    ("mail", "Saran dua kali seminggu pas sekali.", "Twice a week was just the right advice."),
];

const PARCEL_BAD: Sentences = &[
    ("delivery", "Dusnya penyok, isinya aman.", "Dented box, contents fine."),
    ("delivery", "Botolnya agak bocor.", "The bottle leaked a little."),
    ("delivery", "Ditaruh di tetangga tanpa bilang.", "Left with a neighbour without telling me."),
    ("delivery", "Kulit saya malah kering.", "It dries my skin out."),
    ("loyalty", "Poinnya belum masuk juga.", "My points are still not there."),
    ("loyalty", "Cara menukar poin membingungkan.", "How to redeem points is confusing."),
    ("mail", "E-mailnya terlalu sering.", "Too many e-mails."),
    ("mail", "Tulisan di e-mailnya kecil sekali.", "The print in the e-mail is tiny."),
];

const LOYAL_GOOD: Sentences = &[
    ("", "Flek memudar, adik saya ikut beli.", "Spots are fading, my sister buys it too."),
    ("", "Sudah botol ketiga, tetap cocok.", "Third bottle, and it still suits me."),
    ("", "Dua teman kantor pakai kode saya.", "Two colleagues used my code."),
    ("", "Cocok untuk kulit tipis.", "It suits thin skin."),
    ("", "Dilayani seperti saudara sendiri.", "They treat me like family."),
    ("", "Ulasan saya dibalas, senang sekali.", "They answered my review, so happy."),
    ("", "Cocok, jadi rajin cerita.", "It suits me, so I tell everybody."),
    ("", "Cocok, ibu saya sampai minta.", "It suits me; now my mother wants it."),
];

const LOYAL_BAD: Sentences = &[
    ("", "Produknya bagus, kirimannya masih terlambat.", "Good product, deliveries still late."),
    ("", "Kode ajaknya susah dicari.", "The referral code is hard to find."),
    ("", "Hadiah ajak teman terlalu kecil.", "The reward for inviting is too small."),
    ("", "Harganya naik terus.", "The price keeps rising."),
];

/// The subject of a ticket.
pub fn subject(matter: Matter, words: u64, lang: Lang) -> &'static str {
    let subjects: &[(&str, &str)] = match matter {
        Matter::Late => &[
            ("Belum sampai juga", "Nothing has arrived yet"),
            ("Resi tidak bergerak", "Tracking does not move"),
            ("Paket terlambat, mohon dicek", "Parcel is late, please check"),
            ("Sudah terlambat, kapan tiba?", "Already late, when will it come?"),
        ],
        Matter::Product => &[
            ("Serum dipakai pagi atau malam?", "Serum in the morning or at night?"),
            ("Amankah untuk kulit sensitif?", "Is it safe for sensitive skin?"),
        ],
        Matter::Payment => &[
            ("QRIS sudah dibayar, status belum berubah", "QRIS is paid, the status has not changed"),
            ("Mau ganti COD ke transfer", "Change from COD to a bank transfer"),
        ],
    };
    let at = (words % subjects.len().max(1) as u64) as usize;
    subjects.get(at).map_or("", |both| lang.of(both))
}

/// What a post in the shop's account says.
pub const POSTS: &[(&str, &str)] = &[
    ("Sebelum dan sesudah, tanpa filter", "Before and after, without a filter"),
    ("Rutinitas malam dalam 20 detik", "A night routine in 20 seconds"),
    ("Niacinamide itu apa, sih?", "What is niacinamide, anyway?"),
    ("Tiga kesalahan saat pakai serum", "Three mistakes with serums"),
    ("Dari kebun melati di Sleman", "From the jasmine gardens of Sleman"),
    ("Cek BPOM, jangan cuma cek harga", "Check the BPOM number, not just the price"),
    ("Kata pelanggan minggu ini", "What customers said this week"),
    ("Gajian? Ini urutan belanjanya", "Payday? Buy in this order"),
];
