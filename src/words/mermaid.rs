//! What is said about Mermaid diagrams: what is wrong with one, and what it cannot hold.

use super::numbers::Plain;
use super::{Lang, Numbers, fill, quoted};
use crate::error::Code;
use crate::model::mermaid::{Diagram, Dropped};

/// English and Indonesian, then both for an error that names no subject.
pub(super) fn sentence(code: Code) -> Option<[&'static str; 4]> {
    Some(match code {
        Code::OtherDiagram => [
            "This is {0}, not a journey",
            "Ini {0}, bukan journey",
            "This is no Mermaid journey: it does not begin with “journey”",
            "Ini bukan journey Mermaid: teksnya tidak diawali “journey”",
        ],
        Code::Unclosed => [
            "The block that {0} opens is never closed",
            "Blok yang dibuka dengan {0} tidak pernah ditutup",
            "A block is opened and never closed",
            "Ada blok yang dibuka tetapi tidak pernah ditutup",
        ],
        Code::NoScore => [
            "The task {0} has no score, so its emotion stays empty",
            "Tugas {0} tidak punya skor, jadi emosinya kosong",
            "A task has no score, so its emotion stays empty",
            "Ada tugas tanpa skor, jadi emosinya kosong",
        ],
        Code::NoSection => [
            "Tasks stand before the first section; they became the stage {0}",
            "Ada tugas sebelum section pertama; tugas itu menjadi tahap {0}",
            "Tasks stand before the first section",
            "Ada tugas sebelum section pertama",
        ],
        Code::EmptyJourney => [
            "This journey has no section and no task: {0}",
            "Journey ini tidak punya section maupun tugas: {0}",
            "This journey has no section and no task",
            "Journey ini tidak punya section maupun tugas",
        ],
        _ => return None,
    })
}

/// The diagram that begins with `word`, with its article in English.
pub(super) fn diagram(word: &str, lang: Lang) -> String {
    let Some(diagram) = Diagram::of(word) else { return quoted(word) };
    let (english, indonesian) = match diagram {
        Diagram::Flowchart => ("a flowchart", "diagram alir (flowchart)"),
        Diagram::Sequence => ("a sequence diagram", "diagram sekuens (sequence diagram)"),
        Diagram::Class => ("a class diagram", "diagram kelas (class diagram)"),
        Diagram::State => ("a state diagram", "diagram keadaan (state diagram)"),
        Diagram::EntityRelationship => {
            ("an entity relationship diagram", "diagram relasi entitas (ER diagram)")
        }
        Diagram::Gantt => ("a Gantt chart", "bagan Gantt"),
        Diagram::Pie => ("a pie chart", "diagram lingkaran (pie chart)"),
        Diagram::Quadrant => ("a quadrant chart", "diagram kuadran (quadrant chart)"),
        Diagram::Requirement => ("a requirement diagram", "diagram kebutuhan (requirement diagram)"),
        Diagram::Git => ("a Git graph", "grafik Git"),
        Diagram::C4 => ("a C4 diagram", "diagram C4"),
        Diagram::Mindmap => ("a mind map", "peta pikiran (mindmap)"),
        Diagram::Timeline => ("a timeline", "linimasa (timeline)"),
        Diagram::Zenuml => ("a ZenUML diagram", "diagram ZenUML"),
        Diagram::Sankey => ("a Sankey diagram", "diagram Sankey"),
        Diagram::Xy => ("an XY chart", "grafik XY"),
        Diagram::Block => ("a block diagram", "diagram blok (block diagram)"),
        Diagram::Packet => ("a packet diagram", "diagram paket (packet diagram)"),
        Diagram::Kanban => ("a Kanban board", "papan Kanban"),
        Diagram::Architecture => ("an architecture diagram", "diagram arsitektur (architecture diagram)"),
        Diagram::Radar => ("a radar chart", "diagram radar"),
        Diagram::Treemap => ("a treemap", "peta pohon (treemap)"),
        Diagram::TreeView => ("a tree view", "tampilan pohon (tree view)"),
        Diagram::Venn => ("a Venn diagram", "diagram Venn"),
        Diagram::Ishikawa => ("an Ishikawa diagram", "diagram Ishikawa (tulang ikan)"),
        Diagram::Wardley => ("a Wardley map", "peta Wardley"),
        Diagram::EventModel => ("an event model", "model peristiwa (event modeling)"),
        Diagram::Info => ("Mermaid’s own version notice", "keterangan versi Mermaid"),
    };
    lang.pick(english, indonesian).to_owned()
}

/// What a Mermaid journey cannot hold, in one sentence; `None` where it holds everything.
///
/// ```
/// # use jejak::{model::mermaid::Dropped, words::{Lang, dropped}};
/// let list = [("thoughts", 1204), ("no emotion", 2)].map(|(key, count)| Dropped { key: key.into(), count });
/// assert_eq!(
///     dropped(&list, Lang::En).as_deref(),
///     Some("Mermaid cannot hold everything; left out or changed: thoughts (1,204); tasks without an emotion, written as neutral (2).")
/// );
/// assert_eq!(dropped(&[], Lang::Id), None);
/// ```
pub fn dropped(list: &[Dropped], lang: Lang) -> Option<String> {
    let count = |n: u64| Plain(lang).decimal(n as f64, 0);
    let parts = list.iter().map(|item| format!("{} ({})", dropped_kind(&item.key, lang), count(item.count)));
    let parts: Vec<_> = parts.collect();
    let sentence = lang.pick(
        "Mermaid cannot hold everything; left out or changed: {0}.",
        "Mermaid tidak bisa memuat semuanya; yang dihilangkan atau diubah: {0}.",
    );
    (!parts.is_empty()).then(|| fill(sentence, &[&parts.join("; ")]))
}

/// A kind of what was left out; a key that documents came to have since then is quoted.
pub fn dropped_kind(key: &str, lang: Lang) -> String {
    let (english, indonesian) = match key {
        "actions" => ("actions", "tindakan"),
        "channel" => ("channels of touchpoints", "saluran titik kontak"),
        "channels" => ("channels", "saluran"),
        "emotion by persona" => {
            ("emotions by persona, written as their mean", "emosi per persona, ditulis reratanya")
        }
        "emotion of stage" => {
            ("emotions of stages, written at their tasks", "emosi tahap, ditulis pada tugasnya")
        }
        "expectations" => ("expectations", "ekspektasi"),
        "ext" => ("keys that are not jejak’s", "kunci yang bukan milik jejak"),
        "frustrations" => ("frustrations", "frustrasi"),
        "funnel" => ("rules of the funnel", "aturan corong"),
        "goals" => ("goals", "tujuan"),
        "ids" => ("ids, made from the names when it is read", "id, dibuat dari nama ketika dibaca"),
        "importance" => ("importance", "tingkat kepentingan"),
        "labels" => ("words of the scale", "kata-kata skala"),
        "lanes" => ("lanes", "lajur"),
        "lang" => ("the language", "bahasa"),
        "layer" => ("layers of the blueprint", "lapisan blueprint"),
        "loop" => ("ways back", "jalan kembali"),
        "match" => ("rules for rows", "aturan untuk baris"),
        "name" => ("empty names, written as a dash", "nama kosong, ditulis sebagai garis"),
        "names alike" => ("personas with the same name or none", "persona dengan nama sama atau tanpa nama"),
        "needs" => ("needs", "kebutuhan"),
        "no emotion" => ("tasks without an emotion, written as neutral", "tugas tanpa emosi, ditulis netral"),
        "opportunities" => ("opportunities", "peluang"),
        "owner" => ("the owner", "penanggung jawab"),
        "pains" => ("pain points", "titik kesulitan"),
        "personas" => ("personas whom no task names", "persona yang tidak disebut tugas mana pun"),
        "planned" => ("planned times", "waktu yang direncanakan"),
        "quotes" => ("quotes", "kutipan"),
        "segment" => ("segments of personas", "segmen persona"),
        "share" => ("shares of personas", "porsi persona"),
        "sources" => ("sources of data", "sumber data"),
        "state" => ("the state", "keadaan"),
        "target" => ("targets", "target tahap"),
        "thoughts" => ("thoughts", "pikiran"),
        "to_be" => ("wanted emotions", "emosi yang diinginkan"),
        "trigger" => ("triggers", "pemicu"),
        "updated" => ("the date of the last change", "tanggal perubahan terakhir"),
        _ => return quoted(key),
    };
    lang.pick(english, indonesian).to_owned()
}
