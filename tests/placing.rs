//! Where answers stand that no stage is declared for: by their cells, else by their person's last event.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use jejak::analyse::{self, Options, Placed, parts};
use jejak::ingest::{Need, Plan, Reader};
use jejak::model::evidence::Evidence;
use jejak::model::journey::{Journey, SourceKind};
use jejak::model::table::Table;
use jejak::{Code, Value, model};

fn journey(text: &str) -> Journey {
    let value: Value = serde_json::from_str(text).unwrap();
    let (journey, problems) = model::read_journey(&value);
    assert!(problems.is_empty(), "{problems:?}");
    journey.unwrap()
}

fn read(journey: &Journey, source: &str, file: &str) -> Table {
    let declared = journey.sources.iter().find(|known| known.id == source).unwrap();
    let plan = Plan::of(declared, analyse::keep(journey, source), &analyse::shared(journey));
    let mut reader = Reader::new(plan);
    reader.push(file.as_bytes()).unwrap();
    reader.finish().unwrap().table
}

fn measured(journey: &Journey, tables: &[Table]) -> (Evidence, Vec<Placed>) {
    let options = Options { min_group: 1, comments: false, events: false };
    let tables = tables.iter().collect();
    let (evidence, _, placed) = parts::at_once(analyse::measure_in_parts(journey, tables, &options)).unwrap();
    (evidence, placed)
}

/// How many answers stand nowhere.
fn nowhere(placed: &Placed) -> u64 {
    placed.unknown + placed.several + placed.free + placed.no_time + placed.nobody + placed.too_long
}

/// Answers by stage: how many there are.
fn answers(evidence: &Evidence) -> Vec<(&str, u64)> {
    let n = |stage: &model::evidence::StageEvidence| stage.answers.iter().map(|answers| answers.n).sum();
    evidence.stages.iter().map(|stage| (stage.id.as_str(), n(stage))).collect()
}

const EVENTS: &str = "user,time,event\n\
    a,2026-07-01 10:00:00,view\na,2026-07-01 10:05:00,pay\na,2026-07-01 10:06:00,scroll\n\
    b,2026-07-01 11:00:00,view\n\
    c,2026-05-01 12:00:00,view\nc,2026-05-01 12:01:00,pay\n\
    d,2026-07-09 13:00:00,view\n";

/// a paid a day before; b only looked; c's last event is two months old; d came after the answer; e was never there; f has
/// no name, the last no time. Of a's two answers the second is none.
const ANSWERS: &str = "when,who,score\n\
    2026-07-02 10:00:00,a,5\n2026-07-01 10:05:30,a,\n2026-07-02 10:00:00,b,2\n2026-07-02 10:00:00,c,4\n\
    2026-07-02 10:00:00,d,1\n2026-07-02 10:00:00,e,3\n2026-07-02 10:00:00,,3\n,b,3\n";

fn shop(stages: &str, within: &str) -> Journey {
    journey(&format!(
        r#"{{"title": "Shop", "stages": {stages}, "sources": [
            {{"id": "web", "kind": "events", "columns": {{"person": "user", "time": "time", "event": "event"}}}},
            {{"id": "form", "kind": "survey", "columns": {{"person": "who", "time": "when"}},
              "scores": [{{"column": "score", "kind": "csat"{within}}}]}}]}}"#
    ))
}

fn placed_in(journey: &Journey) -> (Evidence, Placed) {
    let tables = [read(journey, "web", EVENTS), read(journey, "form", ANSWERS)];
    let (evidence, mut placed) = measured(journey, &tables);
    assert_eq!(placed.len(), 1);
    (evidence, placed.remove(0))
}

#[test]
fn without_touchpoints_an_answer_stands_at_the_stage_of_the_last_event_before_it() {
    let (evidence, placed) = placed_in(&shop(r#"["View", "Pay"]"#, r#", "within": "30d""#));
    assert_eq!(answers(&evidence), [("view", 1), ("pay", 1)]);
    assert_eq!((placed.last, placed.told, placed.touchpoints), (2, 0, false));
    assert_eq!(placed.within.map(|within| within.to_string()).as_deref(), Some("30d"));
    // e and nobody; c was there too long ago, and d only afterwards.
    assert_eq!((placed.nobody, placed.too_long, placed.no_time, placed.free), (2, 2, 1, 0));
    assert_eq!(nowhere(&placed), 5);
    let form = evidence.rows.iter().find(|rows| rows.source == "form").unwrap();
    // a's blank answer is used, too: it is a missing one of its stage.
    assert_eq!((form.read, form.used, form.unmatched), (8, 3, 5));
    let all = |evidence: &Evidence| answers(evidence).iter().map(|(_, n)| n).sum::<u64>();
    for (within, n) in [(r#", "within": "90d""#, 3), (r#", "within": "1h""#, 0), ("", 0)] {
        let (evidence, placed) = placed_in(&shop(r#"["View", "Pay"]"#, within));
        assert_eq!((all(&evidence), placed.last), (n, n), "{within}");
    }
    let (_, placed) = placed_in(&shop(r#"["View", "Pay"]"#, ""));
    assert_eq!((placed.free, placed.within), (7, None));
}

#[test]
fn with_touchpoints_only_they_are_last_contacts() {
    let stages = r#"[{"name": "View", "touchpoints": [{"name": "Advert"}]}, "Pay"]"#;
    let (evidence, placed) = placed_in(&shop(stages, r#", "within": "30d""#));
    assert_eq!(answers(&evidence), [("view", 0), ("pay", 0)]);
    assert_eq!((placed.last, placed.touchpoints), (0, true));
    let stages = r#"[{"name": "See", "touchpoints": [{"name": "View"}]}, "Pay"]"#;
    let (evidence, _) = placed_in(&shop(stages, r#", "within": "30d""#));
    // a paid last, and is asked about what was seen.
    assert_eq!(answers(&evidence), [("see", 2), ("pay", 0)]);
}

#[test]
fn an_answer_whose_cell_is_no_stage_is_not_put_where_its_person_was_last() {
    let journey = shop(r#"["View", "Pay"]"#, r#", "within": "30d""#);
    let form = "when,who,score,stage\n2026-07-02 10:00:00,a,5,Returns\n2026-07-02 10:00:00,a,4,\n\
        2026-07-02 10:00:00,b,2,PAY\n2026-07-02 10:00:00,b,1,returns\n2026-07-02 10:00:00,e,1,Returns\n";
    let (evidence, placed) =
        measured(&journey, &[read(&journey, "web", EVENTS), read(&journey, "form", form)]);
    assert_eq!(answers(&evidence), [("view", 0), ("pay", 2)]);
    let placed = &placed[0];
    assert_eq!((placed.told, placed.last, placed.unknown, nowhere(placed)), (1, 1, 3, 3));
    let cells = placed.unknown_cells.iter().map(|one| (one.cell.as_str(), one.answers));
    assert_eq!(cells.collect::<Vec<_>>(), [("Returns", 2), ("returns", 1)]);
}

/// Where answers stand, a cell each.
fn by_cells(stages: &str, cells: &[&str]) -> (Vec<Option<String>>, Evidence, Placed) {
    let journey = shop(stages, "");
    let told = |cell: &str| {
        let form = format!("when,who,score,stage\n2026-07-02 10:00:00,a,5,\"{cell}\"\n");
        let (evidence, mut placed) = measured(&journey, &[read(&journey, "form", &form)]);
        let at = evidence.stages.iter().find(|stage| stage.answers.iter().any(|answers| answers.n > 0));
        (at.map(|stage| stage.id.clone()), evidence.clone(), placed.remove(0))
    };
    let mut all: Vec<_> = cells.iter().map(|cell| told(cell)).collect();
    let places = all.iter().map(|(at, ..)| at.clone()).collect();
    let (_, evidence, placed) = all.pop().unwrap();
    (places, evidence, placed)
}

#[test]
fn a_cell_names_a_stage_as_people_write_it() {
    let stages = r#"[{"id": "product-page", "name": "Halaman produk"}, "Purchase", {"id": "care", "name": "Purnajual"}]"#;
    let cells = [
        "product-page",
        "product_page",
        "Product Page",
        "PRODUCTPAGE",
        " product  page ",
        "product\u{2011}page",
        "Halaman Produk",
        "halaman_produk",
        "Purchase",
        "PEMBELIAN",
        "purna-jual",
        "post purchase",
        "page",
        "-",
    ];
    let (places, ..) = by_cells(stages, &cells);
    let places: Vec<&str> = places.iter().map(|at| at.as_deref().unwrap_or("")).collect();
    assert_eq!(places[..8], ["product-page"; 8]);
    assert_eq!(places[8..], ["purchase", "purchase", "care", "care", "", ""]);
}

#[test]
fn a_cell_that_could_be_two_stages_is_none_and_is_told() {
    // Ids are made of the names: the second of a name has another.
    let stages =
        r#"["Sign up", "Sign-up", {"id": "a", "name": "Help"}, {"id": "b", "name": "Help"}, "Care"]"#;
    let (places, evidence, placed) =
        by_cells(stages, &["sign up", "Sign-Up", "sign_up", "care", "signup", "help"]);
    let places: Vec<&str> = places.iter().map(|at| at.as_deref().unwrap_or("")).collect();
    assert_eq!(places, ["sign-up", "sign-up", "", "care", "", ""]);
    assert_eq!((placed.several, placed.unknown, placed.several_cells[0].cell.as_str()), (1, 0, "help"));
    let told = &evidence.rows[0].issues;
    assert_eq!(
        (told.len(), told[0].code, told[0].count, told[0].first.len()),
        (1, Code::SeveralStages, 1, 0)
    );
    assert_eq!((evidence.rows[0].used, evidence.rows[0].unmatched), (0, 1));
}

#[test]
fn events_and_a_form_without_stages_are_proposed_as_a_map_with_answers() {
    let table = |source: &str, text: &str| {
        let mut reader =
            Reader::new(Plan { source: source.to_owned(), need: Need::Picture, ..Plan::default() });
        reader.push(text.as_bytes()).unwrap();
        reader.finish().unwrap().table
    };
    let form = ANSWERS.replacen("when,who,score", "Timestamp,User ID,How satisfied are you with us?", 1);
    let tables = [table("web", EVENTS), table("form", &form)];
    let journey = analyse::propose(&tables.iter().collect::<Vec<_>>()).unwrap();
    let form = journey.sources.iter().find(|source| source.id == "form").unwrap();
    assert_eq!(form.scores[0].within.map(|within| within.to_string()).as_deref(), Some("30d"));
    let (evidence, placed) = measured(&journey, &tables);
    assert_eq!(answers(&evidence), [("view", 1), ("pay", 1)]);
    assert_eq!((placed[0].last, nowhere(&placed[0])), (2, 5));
    // The document says it, and is measured as it is written.
    let again = model::read_journey(&model::write_journey(&journey)).0.unwrap();
    assert_eq!(measured(&again, &tables), (evidence, placed));
    // A form alone has no events that its answers could follow.
    let alone = analyse::propose(&[&tables[1]]).unwrap();
    assert_eq!(alone.sources[0].scores[0].within, None);
}

/// Where each answer of a form stands: `(when,who,score,stage,touchpoint)` a row, blank where it stands nowhere; and what is told.
fn by_rows(journey: &Journey, rows: &[&str]) -> (Vec<String>, Placed) {
    let told = |rows: &[&str]| {
        let form = format!("when,who,score,stage,touchpoint,said\n{}\n", rows.join("\n"));
        measured(journey, &[read(journey, "web", EVENTS), read(journey, "form", &form)])
    };
    let place = |row: &&str| {
        let (evidence, _) = told(&[row]);
        let touchpoints = evidence.touchpoints.iter().map(|one| (&one.id, &one.answers));
        let stages = evidence.stages.iter().map(|one| (&one.id, &one.answers));
        // A stage has the answers of its touchpoints, too.
        let mut places = touchpoints.chain(stages);
        let found = places.find(|(_, answers)| answers.iter().any(|answers| answers.n > 0));
        found.map(|(id, _)| id.clone()).unwrap_or_default()
    };
    (rows.iter().map(place).collect(), told(rows).1.remove(0))
}

#[test]
fn a_cell_names_a_touchpoint_as_people_write_it_and_one_of_two_is_told() {
    let stages = r#"[{"name": "Look", "touchpoints": [{"id": "product-page", "name": "Halaman produk"}, {"id": "wa-1", "name": "WhatsApp"}]},
        {"name": "Care", "touchpoints": [{"id": "wa-2", "name": "Whats App"}, {"id": "mail", "name": "E-mail"}]}]"#;
    let row = |stage: &str, touchpoint: &str| format!("2026-07-02 10:00:00,zz,5,{stage},{touchpoint},");
    let cells = [
        ("", "product_page", "product-page"),
        ("", "HALAMAN-PRODUK", "product-page"),
        ("", "Email", "mail"),
        ("", "e mail", "mail"),
        // Exactly one's name, before anything that is compared without blanks.
        ("", "whatsapp", "wa-1"),
        ("", "whats app", "wa-2"),
        ("", "whats-app", ""),
        // Of two touchpoints the one of the row's own stage.
        ("look", "whats-app", "wa-1"),
        ("CARE", "whats_app", "wa-2"),
        ("Returns", "whats-app", ""),
        ("", "page", ""),
    ];
    let rows: Vec<String> = cells.iter().map(|(stage, touchpoint, _)| row(stage, touchpoint)).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (places, placed) = by_rows(&shop(stages, r#", "within": "30d""#), &rows);
    assert_eq!(places, cells.map(|(.., place)| place));
    assert_eq!((placed.told, placed.several, placed.unknown), (8, 2, 1));
    let several = placed.several_cells.iter().map(|one| (one.cell.as_str(), one.answers));
    assert_eq!(several.collect::<Vec<_>>(), [("whats-app", 2)]);
    // What a question is about decides between two, too.
    let (places, _) = by_rows(&shop(stages, r#", "stage": "care""#), &[&row("", "whats-app")]);
    assert_eq!(places, ["wa-2"]);
    // One of two places is not the one where the person was last.
    let stages = stages.replace(
        r#"{"name": "Look","#,
        r#"{"name": "Look", "match": [{"field": "event", "equals": "none"}],"#,
    );
    let stages = stages.replace("Halaman produk", "view");
    let (places, placed) = by_rows(
        &shop(&stages, r#", "within": "30d""#),
        &["2026-07-02 10:00:00,a,5,,", "2026-07-02 10:00:00,a,5,,whats-app", "2026-07-02 10:00:00,a,5,,shop"],
    );
    assert_eq!(places, ["product-page", "", "product-page"]);
    assert_eq!((placed.last, placed.several), (2, 1));
    // A place that the map does not have says nothing against it.
    assert_eq!((placed.past, placed.past_cells[0].cell.as_str()), (1, "shop"));
}

#[test]
fn on_a_map_of_stages_a_touchpoint_it_does_not_have_says_nothing_against_the_last_event() {
    let journey =
        shop(r#"["View", "Pay", "Sign up", {"id": "x", "name": "Sign-up"}]"#, r#", "within": "30d""#);
    let rows = [
        ("2026-07-02 10:00:00,a,5,,Instagram,", "pay"),
        ("2026-07-02 10:00:00,b,5,,WhatsApp,", "view"),
        ("2026-07-02 10:00:00,b,5,,WhatsApp,", "view"),
        // A stage that the map does not have, and one that could be two, do.
        ("2026-07-02 10:00:00,a,5,Returns,Instagram,", ""),
        ("2026-07-02 10:00:00,a,5,,signup,", ""),
        // Where the column of touchpoints names stages, these are meant.
        ("2026-07-02 10:00:00,a,5,,VIEW,", "view"),
        ("2026-07-02 10:00:00,a,5,view,Instagram,", "view"),
        ("2026-07-02 10:00:00,e,5,,Instagram,", ""),
    ];
    let (places, placed) = by_rows(&journey, &rows.map(|(row, _)| row));
    assert_eq!(places, rows.map(|(_, place)| place));
    assert_eq!((placed.told, placed.last, placed.unknown, placed.several), (2, 3, 2, 1));
    let list = |cells: &[analyse::Misnamed]| {
        cells.iter().map(|one| format!("{} {}", one.cell, one.answers)).collect::<Vec<_>>()
    };
    assert_eq!((placed.past, list(&placed.past_cells)), (3, vec!["WhatsApp 2".into(), "Instagram 1".into()]));
    assert_eq!(list(&placed.unknown_cells), ["Instagram 1", "Returns 1"]);
}

#[test]
fn what_is_said_beside_no_question_follows_its_person_as_the_answers_do() {
    let asking = |within: &str| {
        let text = r#"{"title": "Shop", "stages": ["View", "Pay"], "sources": [
            {"id": "web", "kind": "events", "columns": {"person": "user", "time": "time", "event": "event"}},
            {"id": "form", "kind": "survey", "columns": {"person": "who", "time": "when", "comment": "said"},
              "scores": [{"column": "score", "kind": "csat"WITHIN}]}]}"#;
        journey(&text.replace("WITHIN", within))
    };
    let form = "when,who,score,said\n2026-07-02 10:00:00,a,5,Paying took long\n2026-07-02 10:00:00,b,,Nice pictures\n\
        2026-07-02 10:00:00,c,2,Too long ago\n";
    let said = |within: &str| {
        let journey = asking(within);
        let tables = [read(&journey, "web", EVENTS), read(&journey, "form", form)];
        let options = Options { min_group: 1, comments: true, events: false };
        let measured = analyse::measure_in_parts(&journey, tables.iter().collect(), &options);
        let (evidence, ..) = parts::at_once(measured).unwrap();
        evidence.comments.into_iter().map(|one| (one.at, one.text)).collect::<Vec<_>>()
    };
    let told = |list: &[(&str, &str)]| {
        list.iter().map(|(at, text)| (at.to_string(), text.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(said(r#", "within": "30d""#), told(&[("view", "Nice pictures"), ("pay", "Paying took long")]));
    assert_eq!(said(""), told(&[]));
}

/// Comments by place, with what is told of them.
fn commented(journey: &Journey, tables: &[Table]) -> (Vec<(String, String)>, Vec<Placed>) {
    let options = Options { min_group: 1, comments: true, events: false };
    let measured = analyse::measure_in_parts(journey, tables.iter().collect(), &options);
    let (evidence, _, placed) = parts::at_once(measured).unwrap();
    (evidence.comments.into_iter().map(|one| (one.at, one.text)).collect(), placed)
}

/// A form that asks for words only. a and b were there the day before, c long before, e never; of a's two answers one is blank.
const WORDS: &str = "Timestamp,User ID,Saran\n\
    2026-07-02 10:00:00,a,Paying took long\n2026-07-02 11:00:00,a, \n2026-07-02 10:00:00,b,Nice pictures\n\
    2026-07-02 10:00:00,c,Too long ago\n2026-07-02 10:00:00,e,Never there\n,b,No time\n";

#[test]
fn a_form_without_any_question_follows_its_people_as_answers_do_and_is_told_so() {
    let table = |source: &str, text: &str| {
        let mut reader =
            Reader::new(Plan { source: source.to_owned(), need: Need::Picture, ..Plan::default() });
        reader.push(text.as_bytes()).unwrap();
        reader.finish().unwrap().table
    };
    let tables = [table("web", EVENTS), table("form", WORDS)];
    let journey = analyse::propose(&tables.iter().collect::<Vec<_>>()).unwrap();
    let form = journey.sources.iter().find(|source| source.id == "form").unwrap();
    assert_eq!(form.kind, SourceKind::Survey);
    assert_eq!(form.within.map(|within| within.to_string()).as_deref(), Some("30d"));
    assert_eq!(journey.sources.iter().filter(|source| source.within.is_some()).count(), 1);
    let (said, placed) = commented(&journey, &tables);
    let told = [("view", "Nice pictures"), ("pay", "Paying took long")];
    assert_eq!(said, told.map(|(at, text)| (at.to_owned(), text.to_owned())));
    let [placed] = placed.as_slice() else { panic!("{placed:?}") };
    assert!(placed.comments && placed.source == "form");
    assert_eq!((placed.last, placed.nobody, placed.too_long, placed.no_time), (2, 1, 1, 1));
    assert_eq!((nowhere(placed), placed.within, placed.touchpoints), (3, form.within, false));
    // The document says it, and is measured as it is written.
    let again = model::read_journey(&model::write_journey(&journey)).0.unwrap();
    assert_eq!(commented(&again, &tables), (said, vec![placed.clone()]));
}

#[test]
fn a_source_says_for_its_comments_and_for_questions_that_do_not_how_long_a_contact_counts() {
    let form = "when,who,score,said\n2026-07-02 10:00:00,a,5,Paying took long\n2026-07-02 10:00:00,c,2,Nice pictures\n";
    let all = |source: &str, score: &str| {
        let text = r#"{"title": "Shop", "stages": ["View", "Pay"], "sources": [
            {"id": "web", "kind": "events", "columns": {"person": "user", "time": "time", "event": "event"}},
            {"id": "form", "kind": "survey", "columns": {"person": "who", "time": "when", "comment": "said"}SOURCE,
              "scores": [{"column": "score", "kind": "csat"SCORE}]}]}"#;
        let journey = journey(&text.replace("SOURCE", source).replace("SCORE", score));
        let (said, placed) =
            commented(&journey, &[read(&journey, "web", EVENTS), read(&journey, "form", form)]);
        let last = |comments: bool| {
            let one = placed.iter().find(|placed| placed.comments == comments).unwrap();
            (one.last, one.within.map(|within| within.to_string()).unwrap_or_default())
        };
        assert_eq!(said.len() as u64, last(true).0);
        (last(false), last(true))
    };
    let (month, quarter) = (r#", "within": "30d""#, r#", "within": "90d""#);
    let told = |answers: u64, one: &str, comments: u64, other: &str| {
        ((answers, one.to_owned()), (comments, other.to_owned()))
    };
    assert_eq!(all("", ""), told(0, "", 0, ""));
    assert_eq!(all(month, ""), told(1, "30d", 1, "30d"));
    assert_eq!(all("", quarter), told(2, "90d", 2, "90d"));
    // Each by its own word.
    assert_eq!(all(month, quarter), told(2, "90d", 1, "30d"));
    assert_eq!(all(quarter, month), told(1, "30d", 2, "90d"));
}
