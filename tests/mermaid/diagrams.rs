//! Another diagram is named, whatever its type.

use jejak::Code;
use jejak::error::Place;
use jejak::model::mermaid::read_mermaid;
use jejak::words::{Lang, problem};

/// The first line of a diagram of every type that Mermaid 11 knows, and what it is in English.
const DIAGRAMS: [(&str, &str); 43] = [
    ("flowchart TD", "a flowchart"),
    ("flowchart-elk LR", "a flowchart"),
    ("graph LR", "a flowchart"),
    ("graph;", "a flowchart"),
    ("sequenceDiagram", "a sequence diagram"),
    ("classDiagram", "a class diagram"),
    ("classDiagram-v2", "a class diagram"),
    ("stateDiagram", "a state diagram"),
    ("stateDiagram-v2", "a state diagram"),
    ("erDiagram", "an entity relationship diagram"),
    ("gantt", "a Gantt chart"),
    ("pie title Pets", "a pie chart"),
    ("pie", "a pie chart"),
    ("quadrantChart", "a quadrant chart"),
    ("requirement", "a requirement diagram"),
    ("requirementDiagram", "a requirement diagram"),
    ("gitGraph", "a Git graph"),
    ("gitGraph LR:", "a Git graph"),
    ("C4Context", "a C4 diagram"),
    ("C4Container", "a C4 diagram"),
    ("C4Component", "a C4 diagram"),
    ("C4Dynamic", "a C4 diagram"),
    ("C4Deployment", "a C4 diagram"),
    ("mindmap", "a mind map"),
    ("timeline", "a timeline"),
    ("zenuml", "a ZenUML diagram"),
    ("sankey-beta", "a Sankey diagram"),
    ("sankey", "a Sankey diagram"),
    ("xychart-beta horizontal", "an XY chart"),
    ("xychart", "an XY chart"),
    ("block-beta", "a block diagram"),
    ("packet-beta", "a packet diagram"),
    ("packet", "a packet diagram"),
    ("kanban", "a Kanban board"),
    ("architecture-beta", "an architecture diagram"),
    ("radar-beta", "a radar chart"),
    ("treemap-beta", "a treemap"),
    ("treeView-beta", "a tree view"),
    ("venn-beta", "a Venn diagram"),
    ("ishikawa-beta", "an Ishikawa diagram"),
    ("wardley-beta", "a Wardley map"),
    ("eventmodeling", "an event model"),
    ("info showInfo", "Mermaid’s own version notice"),
];

#[test]
fn every_type_is_named_at_its_line() {
    for (first, name) in DIAGRAMS {
        let (journey, problems) =
            read_mermaid(&format!("---\ntitle: T\n---\n%% c\n  {first}\n  A --> B: 5: Me\n"));
        assert_eq!((journey, problems.len()), (None, 1), "{first}");
        assert_eq!(problem(&problems[0].error, Lang::En), format!("This is {name}, not a journey (line 5)."));
        let indonesian = problem(&problems[0].error, Lang::Id);
        assert!(
            indonesian.starts_with("Ini ") && indonesian.ends_with(", bukan journey (baris 5)."),
            "{indonesian}"
        );
    }
}

#[test]
fn what_is_no_diagram_is_told_too() {
    for text in [
        "hello world",
        "# Heading\nText",
        "{\"title\": \"x\"}",
        "journeys\nA: 5",
        "accTitle: x\njourney",
        "a,b\n1,2",
    ] {
        let (journey, problems) = read_mermaid(text);
        assert_eq!((journey, problems[0].error.code), (None, Code::OtherDiagram), "{text}");
        assert!(matches!(problems[0].error.place, Place::Line { line: 1 | 2, column: 0 }), "{text}");
        let said = problem(&problems[0].error, Lang::En);
        assert!(
            said.starts_with("This is no Mermaid journey: it does not begin with “journey” (line "),
            "{said}"
        );
    }
    for text in ["", " \n\n", "%% only a comment"] {
        assert_eq!(read_mermaid(text).1[0].error.code, Code::OtherDiagram, "{text:?}");
    }
    for text in ["journey", "journey\ntitle T\naccDescr: d\n"] {
        let (journey, problems) = read_mermaid(text);
        assert_eq!((journey, problems[0].error.code), (None, Code::EmptyJourney), "{text}");
    }
}
