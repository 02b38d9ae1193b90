//! Mermaid's diagram types by their first word.

/// A type of Mermaid diagram other than the journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is the diagram of that name
pub enum Diagram {
    Flowchart,
    Sequence,
    Class,
    State,
    EntityRelationship,
    Gantt,
    Pie,
    Quadrant,
    Requirement,
    Git,
    C4,
    Mindmap,
    Timeline,
    Zenuml,
    Sankey,
    Xy,
    Block,
    Packet,
    Kanban,
    Architecture,
    Radar,
    Treemap,
    TreeView,
    Venn,
    Ishikawa,
    Wardley,
    EventModel,
    Info,
}

/// First words in small letters, without the endings `-beta`, `-v2` and `-elk`.
const WORDS: [(&str, Diagram); 34] = [
    ("flowchart", Diagram::Flowchart),
    ("graph", Diagram::Flowchart),
    ("sequencediagram", Diagram::Sequence),
    ("classdiagram", Diagram::Class),
    ("statediagram", Diagram::State),
    ("erdiagram", Diagram::EntityRelationship),
    ("gantt", Diagram::Gantt),
    ("pie", Diagram::Pie),
    ("quadrantchart", Diagram::Quadrant),
    ("requirement", Diagram::Requirement),
    ("requirementdiagram", Diagram::Requirement),
    ("gitgraph", Diagram::Git),
    ("c4context", Diagram::C4),
    ("c4container", Diagram::C4),
    ("c4component", Diagram::C4),
    ("c4dynamic", Diagram::C4),
    ("c4deployment", Diagram::C4),
    ("mindmap", Diagram::Mindmap),
    ("timeline", Diagram::Timeline),
    ("zenuml", Diagram::Zenuml),
    ("sankey", Diagram::Sankey),
    ("xychart", Diagram::Xy),
    ("block", Diagram::Block),
    ("packet", Diagram::Packet),
    ("kanban", Diagram::Kanban),
    ("architecture", Diagram::Architecture),
    ("radar", Diagram::Radar),
    ("treemap", Diagram::Treemap),
    ("treeview", Diagram::TreeView),
    ("venn", Diagram::Venn),
    ("ishikawa", Diagram::Ishikawa),
    ("wardley", Diagram::Wardley),
    ("eventmodeling", Diagram::EventModel),
    ("info", Diagram::Info),
];

impl Diagram {
    /// The type whose diagrams begin with `word`, in any case: `flowchart`, `stateDiagram-v2`, `xychart-beta` …
    ///
    /// ```
    /// # use jejak::model::mermaid::Diagram;
    /// assert_eq!(Diagram::of("flowchart-elk"), Some(Diagram::Flowchart));
    /// assert_eq!(Diagram::of("journey"), None);
    /// ```
    pub fn of(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        let plain = ["-beta", "-v2", "-elk"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(&word);
        WORDS.iter().find(|(known, _)| *known == plain).map(|(_, diagram)| *diagram)
    }
}
