//! The field's terms in both languages.

use super::Lang;
use crate::model::journey::{ChannelKind, ScoreKind};
use crate::model::rule::Unit;

/// The five levels of emotion, worst first.
///
/// ```
/// # use jejak::words::{Lang, terms::levels};
/// assert_eq!(levels(Lang::Id), ["Marah", "Kecewa", "Biasa saja", "Puas", "Senang sekali"]);
/// ```
pub const fn levels(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::En => ["Angry", "Disappointed", "Neutral", "Content", "Delighted"],
        Lang::Id => ["Marah", "Kecewa", "Biasa saja", "Puas", "Senang sekali"],
    }
}

/// The name of a preset's stage by its id; `None` for a stage of one's own.
///
/// ```
/// # use jejak::words::{Lang, terms::stage};
/// assert_eq!(stage("post-purchase", Lang::Id), Some("Purnajual"));
/// assert_eq!(stage("post_purchase", Lang::En), Some("Post-purchase"));
/// ```
pub fn stage(id: &str, lang: Lang) -> Option<&'static str> {
    let (english, indonesian) = match id {
        "awareness" => ("Awareness", "Kesadaran"),
        "interest" => ("Interest", "Minat"),
        "consideration" => ("Consideration", "Pertimbangan"),
        "decision" => ("Decision", "Keputusan"),
        "purchase" => ("Purchase", "Pembelian"),
        "post-purchase" | "post_purchase" | "postpurchase" => ("Post-purchase", "Purnajual"),
        "retention" => ("Retention", "Retensi"),
        "advocacy" => ("Advocacy", "Advokasi"),
        _ => return None,
    };
    Some(lang.pick(english, indonesian))
}

/// What a funnel counts, as one or as several of them: people, sessions (which may be orders) or attempts.
///
/// ```
/// # use jejak::{model::rule::Unit, words::{Lang, terms::unit}};
/// assert_eq!(unit(Unit::Session, 2, Lang::En), "sessions or orders");
/// assert_eq!(unit(Unit::Person, 1, Lang::Id), "orang");
/// ```
pub const fn unit(unit: Unit, n: u64, lang: Lang) -> &'static str {
    let (one, many, indonesian) = match unit {
        Unit::Person => ("person", "people", "orang"),
        Unit::Session => ("session or order", "sessions or orders", "sesi atau pesanan"),
        Unit::Attempt => ("attempt", "attempts", "percobaan"),
    };
    lang.pick(if n == 1 { one } else { many }, indonesian)
}

/// The same as a label.
pub fn units(unit: Unit, lang: Lang) -> String {
    super::capital(self::unit(unit, 2, lang))
}

/// The name of a kind of channel.
pub const fn channel(kind: ChannelKind, lang: Lang) -> &'static str {
    let (english, indonesian) = match kind {
        ChannelKind::Web => ("web", "web"),
        ChannelKind::App => ("app", "aplikasi"),
        ChannelKind::Email => ("e-mail", "e-mail"),
        ChannelKind::Chat => ("chat", "chat"),
        ChannelKind::Phone => ("phone", "telepon"),
        ChannelKind::Store => ("store", "toko"),
        ChannelKind::Social => ("social media", "media sosial"),
        ChannelKind::Search => ("search", "pencarian"),
        ChannelKind::Ads => ("ads", "iklan"),
        ChannelKind::Review => ("reviews", "ulasan"),
        ChannelKind::Mail => ("mail", "surat"),
        ChannelKind::Courier => ("courier", "kurir"),
        ChannelKind::Event => ("event", "acara"),
        ChannelKind::Other => ("other", "lainnya"),
    };
    lang.pick(english, indonesian)
}

/// The name of a kind of score, as in a caption.
pub const fn score(kind: ScoreKind, lang: Lang) -> &'static str {
    match kind {
        ScoreKind::Nps => "NPS",
        ScoreKind::Csat => "CSAT",
        ScoreKind::Ces => "CES",
        ScoreKind::Rating => lang.pick("Rating", "Penilaian"),
    }
}

/// A field as people call it: the device and the persona by our word, any other as it stands.
///
/// ```
/// # use jejak::words::{Lang, terms::field};
/// assert_eq!(field("device.category", Lang::Id), "perangkat");
/// assert_eq!(field("kota", Lang::En), "kota");
/// ```
pub fn field(name: &str, lang: Lang) -> String {
    match name {
        "device" | "device.category" | "device category" | "deviceCategory" => {
            lang.pick("device", "perangkat").to_owned()
        }
        _ => name.to_owned(),
    }
}

/// A value of a field as people call it: kinds of device by our word, any other as it stands.
///
/// ```
/// # use jejak::words::{Lang, terms::value};
/// assert_eq!(value("mobile", Lang::En), "phone");
/// assert_eq!(value("Bandung", Lang::Id), "Bandung");
/// ```
pub fn value(value: &str, lang: Lang) -> String {
    match value {
        "mobile" => lang.pick("phone", "ponsel").to_owned(),
        "desktop" => lang.pick("computer", "komputer").to_owned(),
        _ => value.to_owned(),
    }
}
