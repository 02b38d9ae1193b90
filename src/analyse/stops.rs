//! Words that name nothing by themselves, in English and Indonesian as people type it, and words that turn the
//! next one round.
//!
//! Must never know: which words matter.

/// English words that name nothing.
const ENGLISH: &str = "a about after again all almost already also although always am an and another any anyone \
    anything are as at away be because been before being best between both but by came can come could day days \
    did do does doing done down each either else enough even ever every everyone everything few find first for from \
    get gets getting give go goes going gone got had has have having he her here hers him his how however i i'd i'll \
    i'm i've if in instead into is it it's its itself just keep kept know last least less let like little lot lots \
    made make makes many may maybe me might mine more most much must my myself need next nothing now of off ok okay on once \
    one only or other our ours out over own part per perhaps place please put quite rather really right same say see \
    seem seems she should since so some someone something soon still such sure take than thank thanks thousand that that's the \
    their them then there there's these they they're thing things think this those though through time times to \
    today together told too took try trying two under until up upon us use used using very want wanted was way we \
    we're we've week weeks well went were what when where whether which while who whole whom whose why will with \
    within would yes yet you you're your yours yourself";

/// Indonesian words that name nothing, with their short and spoken forms.
const INDONESIAN: &str = "ada adalah agak agar aja akan akhirnya aku anda antara apa apakah apalagi atas atau bagi \
    bahkan bahwa banget banyak beberapa begini begitu belakang benar berapa bgt bila bisa bkn boleh buat bukannya cara \
    cuma cuman d dalam dan dapat dari daripada deh demi dengan dg dgn di dia dong dr dulu e eh entah gan gara gimana gini \
    gitu gua gue guna hal hampir hanya hari harus hingga ia ini itu iya jadi jangan jd jg jika juga jumlah jgn juta kak \
    kakak kalau kalo kami kamu kan kapan karena karna kata ke kecuali kemarin kembali kemudian kenapa kepada ketika klo \
    km kok krn kurangnya la lagi lah lain lalu langsung lebih lewat lg loh lu lumayan maaf macam mah makanya maka \
    makasih malah mana mas masa masih mau maupun mba mbak melalui memang mengapa menjadi menurut merasa mereka meski \
    meskipun mgkn min minta misal mohon mungkin nah namun nanti ngapain ngga nih nya oh oke oleh orang pada padahal \
    paling pas pasti per perlu pernah pun punya rb ribu rp rasanya saat saja sama sana sangat satu saya sb sbg sblm \
    sbnrnya sdh seandainya sebab sebagai sebelum sebelumnya sebenarnya sedang sedikit segera sehingga sejak sekali \
    sekarang sekitar selain selalu selama seluruh semoga semua seorang sepertinya seperti sering serta sesuatu setelah \
    setiap sih si sini sis skrg sm smp soal sudah supaya suatu tadi tapi tau tdnya telah tentang terhadap terima \
    terlalu terlebih ternyata tersebut terus tetap tetapi tiap tiba tp trs trus tsb tuh udah untuk utk waktu walau \
    walaupun wah ya yaitu yakni yang yg";

/// Words that turn the next one round; an empty second part: they stay as they are.
const TURNS: [(&str, &str); 28] = [
    ("not", ""),
    ("no", ""),
    ("never", ""),
    ("without", ""),
    ("don't", ""),
    ("doesn't", ""),
    ("didn't", ""),
    ("isn't", ""),
    ("wasn't", ""),
    ("aren't", ""),
    ("weren't", ""),
    ("can't", ""),
    ("cannot", ""),
    ("couldn't", ""),
    ("won't", ""),
    ("wouldn't", ""),
    ("tidak", ""),
    ("tdk", "tidak"),
    ("tak", "tidak"),
    ("nggak", "tidak"),
    ("enggak", "tidak"),
    ("gak", "tidak"),
    ("ga", "tidak"),
    ("gk", "tidak"),
    ("kurang", ""),
    ("bukan", ""),
    ("belum", ""),
    ("tanpa", ""),
];

/// Words that may stand between a turning word and the one it turns: "not very clear".
const STRESS: &str = "very too really so that all any terlalu begitu sangat terasa";

/// What a word of a comment does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// It names something.
    Name,
    /// It names nothing.
    Stop,
    /// It names nothing, and may stand between a turning word and the next.
    Stress,
    /// It turns the next one round; as it is written in themes.
    Turn(&'static str),
}

fn among(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// What a word, in small letters, does.
///
/// ```
/// # use jejak::analyse::stops::{Does, does};
/// assert_eq!(does("ongkir"), Does::Name);
/// assert_eq!(does("yang"), Does::Stop);
/// assert_eq!(does("gak"), Does::Turn("tidak"));
/// assert_eq!(does("too"), Does::Stress);
/// ```
pub fn does(word: &str) -> Does {
    if let Some((turn, instead)) = TURNS.iter().find(|(turn, _)| *turn == word) {
        return Does::Turn(if instead.is_empty() { turn } else { instead });
    }
    if among(STRESS, word) {
        Does::Stress
    } else if among(ENGLISH, word) || among(INDONESIAN, word) {
        Does::Stop
    } else {
        Does::Name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fold::small;

    #[test]
    fn no_word_is_in_the_lists_twice() {
        for list in [ENGLISH, INDONESIAN] {
            let mut words: Vec<_> = list.split_ascii_whitespace().collect();
            let all = words.len();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), all);
            assert!(words.iter().all(|word| small(word) == **word));
        }
        for (turn, instead) in TURNS {
            assert!(!among(ENGLISH, turn) && !among(INDONESIAN, turn), "{turn}");
            assert!(
                instead.is_empty() || TURNS.iter().any(|(known, same)| *known == instead && same.is_empty())
            );
        }
    }

    #[test]
    fn what_trade_speaks_of_is_no_stop_word() {
        let words = "shipping cost price delivery payment checkout stock service courier ongkir ongkos kirim mahal \
            lambat telat baru bayar barang paket kurir toko promo pengiriman rusak ramah bagus jelas cod voucher slow \
            late friendly new expensive broken clear";
        for word in words.split_ascii_whitespace() {
            assert_eq!(does(word), Does::Name, "{word}");
        }
    }
}
