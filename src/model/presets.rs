//! Ready lists of stages, and the products whose counting can be taken over.

/// Names of the stage presets.
pub const STAGES: &[&str] = &["acpra", "acdp", "aidra"];

/// Products whose switches `like` sets.
pub const PRODUCTS: &[&str] =
    &["posthog", "mixpanel", "amplitude", "ga4", "clickhouse", "umami", "plausible", "rybbit"];

/// Every stage of the presets: id, English and Indonesian name.
const NAMES: [(&str, &str, &str); 8] = [
    ("awareness", "Awareness", "Kesadaran"),
    ("interest", "Interest", "Minat"),
    ("consideration", "Consideration", "Pertimbangan"),
    ("decision", "Decision", "Keputusan"),
    ("purchase", "Purchase", "Pembelian"),
    ("post-purchase", "Post-purchase", "Purnajual"),
    ("retention", "Retention", "Retensi"),
    ("advocacy", "Advocacy", "Advokasi"),
];

/// The names, in both languages, of the stages of the presets that `word` names in either, by id or name, compared as
/// `plain` has them.
pub fn also_called(word: &str, plain: impl Fn(&str) -> String) -> Option<[&'static str; 2]> {
    let all = |(id, english, indonesian): &(&str, &str, &str)| {
        [*id, *english, *indonesian].iter().any(|name| plain(name) == word)
    };
    NAMES.iter().find(|names| all(names)).map(|(_, english, indonesian)| [*english, *indonesian])
}

/// The stages of a preset as (id, name), in English, or in Indonesian where `indonesian`; empty for a preset
/// that is not known.
///
/// ```
/// # use jejak::model::presets;
/// assert_eq!(presets::stages("acdp", true)[3], ("post-purchase", "Purnajual"));
/// assert_eq!(presets::stages("aidra", false).len(), 5);
/// ```
pub fn stages(preset: &str, indonesian: bool) -> Vec<(&'static str, &'static str)> {
    let ids: &[&str] = match preset {
        "acpra" => &["awareness", "consideration", "purchase", "retention", "advocacy"],
        "acdp" => &["awareness", "consideration", "decision", "post-purchase"],
        "aidra" => &["awareness", "interest", "decision", "retention", "advocacy"],
        _ => &[],
    };
    ids.iter()
        .filter_map(|id| NAMES.iter().find(|(name, ..)| name == id))
        .map(|(id, english, name)| (*id, if indonesian { *name } else { *english }))
        .collect()
}
