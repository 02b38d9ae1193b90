//! The same shop with something in every lane, in both languages.

use super::{evidence, journey};
use jejak::model::evidence::*;
use jejak::model::journey::*;
use jejak::model::time::Duration;

/// One stage: texts of its three touchpoints, `/` between them, `|` between several of one.
struct Texts {
    actions: &'static str,
    thoughts: &'static str,
    needs: &'static str,
    expectations: &'static str,
    quotes: &'static str,
    /// Text and severity.
    pains: &'static [(&'static str, f64)],
    /// Text, impact, effort, status.
    opportunities: &'static [(&'static str, f64, f64, Status)],
    /// Frontstage, backstage with what is done there, support.
    layers: [&'static str; 4],
}

const INDONESIAN: [Texts; 5] = [
    Texts {
        actions: "Berhenti di Reels|Membuka profil toko/Mengetik “serum untuk kulit sensitif”/Membuka tautan teman",
        thoughts: "Teman-temanku pakai ini. Cocok tidak buat kulitku?//Kalau dia cocok, aku juga mau coba.",
        needs: "Bukti yang tidak diedit/Nomor BPOM/",
        expectations: "/Harga langsung terlihat/",
        quotes: "Kok muncul terus di beranda, ya?//",
        pains: &[("Klaim di iklan sulit dibuktikan", 2.0)],
        opportunities: &[("Foto sebelum dan sesudah dari pembeli", 3.0, 2.0, Status::Doing)],
        layers: ["Admin media sosial", "Tim konten", "Menjadwalkan unggahan", "Platform iklan"],
    },
    Texts {
        actions: "Membandingkan ukuran 15 ml dan 30 ml/Membaca ulasan bintang dua/Bertanya stok",
        thoughts: "/Fotonya bagus, tapi saya mau coba baunya dulu./",
        needs: "/Ulasan dari kulit yang mirip/Jawaban dari orang, bukan mesin",
        expectations: "Harga di sini sama dengan yang dibayar//Dibalas dalam sepuluh menit",
        quotes: "",
        pains: &[("Ukuran dan tekstur tidak terlihat di ponsel", 3.0)],
        opportunities: &[("Video tekstur 10 detik di halaman produk", 3.0, 1.0, Status::Planned)],
        layers: ["Apoteker di chat", "", "", "Katalog produk"],
    },
    Texts {
        actions: "Memasukkan serum ke keranjang|Mengisi alamat|Memeriksa ongkir|Memakai voucher/Memindai QRIS/",
        thoughts: "/Ongkir baru muncul di akhir. Lebih mahal dari serumnya./",
        needs: "Total harga yang jelas sejak awal, termasuk ongkir, biaya layanan, dan potongan voucher, supaya tidak \
                perlu mengulang dari keranjang hanya untuk melihat berapa yang sebenarnya dibayar sampai paketnya \
                tiba di rumah/Bayar di tempat/",
        expectations: "Ongkir tampak di halaman produk//",
        quotes: "Sudah isi semua, eh ongkirnya lebih mahal dari serumnya.|Kenapa tidak bilang di awal?/Voucher ditolak.//",
        pains: &[
            ("Voucher ditolak tanpa alasan", 3.0),
            ("Ongkir tidak terlihat sebelum langkah terakhir", 5.0),
            ("QRIS kedaluwarsa saat berpindah aplikasi", 4.0),
            ("Harus membuat akun dulu", 2.0),
        ],
        opportunities: &[
            ("Tampilkan ongkir di halaman produk", 5.0, 2.0, Status::Idea),
            ("Bayar tanpa akun", 3.0, 3.0, Status::Idea),
        ],
        layers: ["Admin pesanan", "Gudang", "Mengambil dan mengemas pesanan", "Gerbang pembayaran"],
    },
    Texts {
        actions: "Melacak paket/Membuka e-mail perawatan/Menulis keluhan",
        thoughts: "Sudah sembilan hari, paketnya di mana?//",
        needs: "Kabar tanpa harus bertanya//",
        expectations: "Tiba dalam empat hari//",
        quotes: "Resinya diam seminggu.//Adminnya ramah, tapi paketnya tetap telat.",
        pains: &[("42% paket terlambat, tanpa kabar", 4.0)],
        opportunities: &[("Kabar otomatis saat paket terlambat", 4.0, 2.0, Status::Planned)],
        layers: ["Kurir", "Tim pengiriman", "Menelepon kurir saat resi diam", "Sistem resi"],
    },
    Texts {
        actions: "Menulis ulasan dengan foto/Membagikan kode ajak/",
        thoughts: "/Sekali cocok, aku ajak dua teman sekantor./",
        needs: "",
        expectations: "/Kode bisa langsung dipakai teman/",
        quotes: "",
        pains: &[("Kode ajak sulit ditemukan", 1.0)],
        opportunities: &[("Kode ajak di dalam paket", 3.0, 1.0, Status::Done)],
        layers: ["", "", "", ""],
    },
];

const ENGLISH: [Texts; 5] = [
    Texts {
        actions: "Stops at a reel|Opens the shop’s profile/Types “serum for sensitive skin”/Opens a friend’s link",
        thoughts: "My friends use this. Will it suit my skin?//If it suits her, I will try it too.",
        needs: "Proof that is not retouched/A registration number/",
        expectations: "/The price is there at once/",
        quotes: "Why do I keep seeing this?//",
        pains: &[("Claims in ads are hard to verify", 2.0)],
        opportunities: &[("Before-and-after photos by buyers", 3.0, 2.0, Status::Doing)],
        layers: ["Social media admin", "Content team", "Schedules the posts", "Ad platform"],
    },
    Texts {
        actions: "Compares 15 ml and 30 ml/Reads the two-star reviews/Asks about stock",
        thoughts: "/Nice photos, but I want to smell it first./",
        needs: "/Reviews by skin like mine/An answer from a person",
        expectations: "The price here is the price I pay//An answer within ten minutes",
        quotes: "",
        pains: &[("Size and texture cannot be seen on a phone", 3.0)],
        opportunities: &[("A 10-second texture video", 3.0, 1.0, Status::Planned)],
        layers: ["Pharmacist in the chat", "", "", "Product catalogue"],
    },
    Texts {
        actions: "Puts the serum into the cart|Fills in the address|Checks the shipping cost|Tries a voucher/Scans QRIS/",
        thoughts: "/Shipping only shows at the end. It costs more than the serum./",
        needs: "The whole price from the start, with shipping, service fee and voucher, so that nobody has to go back \
                to the cart only to see what is really paid until the parcel is at the door, and can still decide \
                against it/Cash on delivery/",
        expectations: "Shipping cost on the product page//",
        quotes: "I filled in everything, then shipping was more than the serum.|Why not say it first?/Voucher refused.//",
        pains: &[
            ("A voucher is refused without a reason", 3.0),
            ("Shipping cost is hidden until the last step", 5.0),
            ("QRIS expires while changing apps", 4.0),
            ("An account is needed first", 2.0),
        ],
        opportunities: &[
            ("Show shipping cost on the product page", 5.0, 2.0, Status::Idea),
            ("Pay without an account", 3.0, 3.0, Status::Idea),
        ],
        layers: ["Order desk", "Warehouse", "Picks and packs the order", "Payment gateway"],
    },
    Texts {
        actions: "Tracks the parcel/Opens the care e-mail/Writes a complaint",
        thoughts: "Nine days already. Where is my parcel?//",
        needs: "News without having to ask//",
        expectations: "Arrives within four days//",
        quotes: "The tracking stood still for a week.//The desk is kind, but the parcel is late all the same.",
        pains: &[("42% of parcels are late, without a word", 4.0)],
        opportunities: &[("Automatic notice when a parcel is late", 4.0, 2.0, Status::Planned)],
        layers: [
            "Courier",
            "Dispatch team",
            "Calls the courier when tracking stands still",
            "Tracking system",
        ],
    },
    Texts {
        actions: "Writes a review with a photo/Shares the invite code/",
        thoughts: "/It suits me, so I brought two colleagues./",
        needs: "",
        expectations: "/Friends can use the code at once/",
        quotes: "",
        pains: &[("The invite code is hard to find", 1.0)],
        opportunities: &[("Invite code inside the parcel", 3.0, 1.0, Status::Done)],
        layers: ["", "", "", ""],
    },
];

fn list(texts: &str, nth: usize) -> Vec<String> {
    let own = texts.split('/').nth(nth).unwrap_or_default();
    own.split('|').filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// The map of `journey` with something in every lane.
pub fn full(indonesian: bool) -> Journey {
    let all = if indonesian { &INDONESIAN } else { &ENGLISH };
    let mut map = journey(indonesian);
    let who = [Some("rani"), Some("trudi"), Some("rani"), None, Some("rani")];
    for (at, (stage, texts)) in map.stages.iter_mut().zip(all).enumerate() {
        stage.planned = [Some(300), Some(86_400), Some(360), None, None][at].map(Duration::seconds);
        for (nth, touchpoint) in stage.touchpoints.iter_mut().enumerate() {
            touchpoint.actions = list(texts.actions, nth);
            touchpoint.thoughts = list(texts.thoughts, nth);
            touchpoint.needs = list(texts.needs, nth);
            touchpoint.expectations = list(texts.expectations, nth);
            touchpoint.quotes = list(texts.quotes, nth);
            if !touchpoint.thoughts.is_empty() {
                touchpoint.personas = who[at].map(str::to_owned).into_iter().collect();
            }
        }
        let first = &mut stage.touchpoints[0];
        first.pains = texts
            .pains
            .iter()
            .map(|(text, severity)| Pain { text: (*text).into(), severity: Some(*severity), owner: None })
            .collect();
        first.opportunities = texts
            .opportunities
            .iter()
            .map(|(text, impact, effort, status)| Opportunity {
                text: (*text).into(),
                impact: Some(*impact),
                effort: Some(*effort),
                status: *status,
                ..Opportunity::default()
            })
            .collect();
        let [front, back, done, support] = texts.layers;
        for (name, layer, nth) in
            [(front, Layer::Frontstage, 0), (back, Layer::Backstage, 1), (support, Layer::Support, 2)]
        {
            if !name.is_empty() {
                stage.touchpoints.push(Touchpoint {
                    id: format!("{}-layer-{nth}", stage.id),
                    name: name.into(),
                    layer,
                    actions: (nth == 1 && !done.is_empty()).then(|| done.to_owned()).into_iter().collect(),
                    ..Touchpoint::default()
                });
            }
        }
    }
    map
}

/// The evidence of `evidence` with answers at touchpoints: of everybody, of three people, of nobody, in words, to questions
/// of other kinds.
pub fn asked(indonesian: bool) -> Evidence {
    let mut out = backed(indonesian);
    let question = if indonesian {
        "Seberapa mudah bagi Anda menemukan produk yang cocok, membandingkan ukurannya, dan mengetahui harga \
         seluruhnya termasuk ongkir sebelum membayar?"
    } else {
        "How easy was it for you to find a product that suits you, to compare its sizes, and to know the whole price \
         with shipping before you paid?"
    };
    let of = |kind: ScoreKind, label: Option<&str>, counts: &[(f64, u64)], missing| Answers {
        source: "survey".into(),
        kind,
        scale: kind.scale(),
        method: kind.method(),
        label: label.map(str::to_owned),
        flip: false,
        line: false,
        counts: counts.to_vec(),
        missing,
        n: counts.iter().map(|(_, n)| n).sum(),
        weights: None,
    };
    let ease = of(
        ScoreKind::Ces,
        Some(question),
        &[(1.0, 9), (2.0, 14), (4.0, 31), (5.0, 40), (6.0, 22), (7.0, 8)],
        3,
    );
    let few = of(ScoreKind::Csat, None, &[(1.0, 2), (4.0, 1)], 0);
    let none = of(ScoreKind::Csat, None, &[], 4);
    let all = of(ScoreKind::Csat, None, &[(1.0, 40), (2.0, 22), (3.0, 30), (4.0, 61), (5.0, 17)], 2);
    for (at, answers) in [(3, ease), (6, all), (7, few), (8, none)] {
        out.touchpoints[at].answers = vec![answers];
    }
    out
}

/// The evidence of `evidence` with counts that are no answers, scores of other kinds and themes out of all.
pub fn backed(indonesian: bool) -> Evidence {
    let mut out = evidence(indonesian);
    let measure = |at: &str, kind, count, of| Measure {
        at: at.into(),
        kind,
        source: "shop".into(),
        count,
        of,
        met: Vec::new(),
    };
    out.measures = vec![
        measure("awareness-0", MeasureKind::Reach, 182_400, 0),
        measure("purchase", MeasureKind::Abandoned, 1950, 3046),
        measure("retention", MeasureKind::OnTime, 636, 1096),
        measure("advocacy", MeasureKind::Repeat, 161, 564),
    ];
    let theme = |at: &str, text: &str, count| Theme {
        at: at.into(),
        text: text.into(),
        count,
        scored: count,
        sum: -0.7 * count as f64,
    };
    let late = if indonesian { "terlambat" } else { "late" };
    out.themes = vec![
        theme("purchase", "", 128),
        theme("purchase", if indonesian { "ongkir" } else { "shipping cost" }, 74),
        theme("purchase", "voucher", 16),
        theme("retention", "", 58),
        theme("retention", late, 31),
    ];
    let nps = |detractors, passives, promoters| Answers {
        source: "nps".into(),
        kind: ScoreKind::Nps,
        scale: (0.0, 10.0),
        method: ScoreKind::Nps.method(),
        label: None,
        flip: false,
        line: false,
        counts: vec![(3.0, detractors), (8.0, passives), (10.0, promoters)],
        missing: 2,
        n: detractors + passives + promoters,
        weights: None,
    };
    out.stages[4].answers.insert(0, nps(22, 28, 84));
    out
}
