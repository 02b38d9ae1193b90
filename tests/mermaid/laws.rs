//! Print → read is the identity on whatever Mermaid can express.

use jejak::model::journey::Journey;
use jejak::model::mermaid::{read_mermaid, write_mermaid};
use jejak::model::read_journey;
use jejak::value::{Value, map};
use proptest::prelude::*;

/// Pieces of names that the grammar takes for itself, that look like something else, or that are simply rare.
const PIECES: [&str; 40] = [
    ":",
    "：",
    ";",
    "#",
    "#35;",
    "#quot;",
    "%%",
    "%%{",
    "}%%",
    ",",
    "{",
    "}",
    "<br>",
    "<",
    ">",
    "&",
    "\"",
    "'",
    "title ",
    "section ",
    "accTitle: ",
    "accDescr {",
    "journey",
    "---",
    "```",
    "\n",
    "\r",
    "\t",
    "\u{0}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    " ",
    "5",
    "10:30",
    ": 4",
    "é",
    "購入",
    "🙂",
    "\u{202e}",
];

fn name() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
        prop::sample::select(vec!["Beli", "Bayar", "Cari", "a"]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

/// A task: its name, its score in hundredths above 1, and who does it (indices of actors).
type Task = (String, u16, Vec<usize>);

/// A journey as a document that Mermaid can express.
fn document(
    (title, scenario, acc_title): (String, Option<String>, Option<String>),
    actors: Vec<String>,
    mut stages: Vec<(String, Vec<Task>)>,
    more: u8,
) -> Value {
    let best = 500 + u16::from(more) * 7;
    // a scale beyond 5 is that of the highest score
    match stages.iter_mut().flat_map(|(_, tasks)| tasks).next() {
        Some(task) if more > 0 => task.1 = best - 100,
        _ => {}
    }
    let best = if stages.iter().all(|(_, tasks)| tasks.is_empty()) { 500 } else { best };
    let mut met: Vec<usize> = Vec::new();
    let list = |items: Vec<Value>| if items.is_empty() { Value::Null } else { Value::List(items) };
    let mut written = Vec::new();
    for (name, tasks) in stages {
        let mut points = Vec::new();
        for (name, score, people) in tasks {
            let mut own: Vec<usize> = Vec::new();
            for one in
                people.into_iter().map(|one| one % actors.len().max(1)).filter(|one| *one < actors.len())
            {
                if !own.contains(&one) {
                    own.push(one);
                }
                if !met.contains(&one) {
                    met.push(one);
                }
            }
            let personas = own.iter().map(|one| format!("p{one}").into()).collect();
            let score = f64::from(100 + score % (best - 99)) / 100.0;
            points.push(map([
                ("name", name.into()),
                ("emotion", score.into()),
                ("personas", list(personas)),
            ]));
        }
        written.push(map([("name", name.into()), ("touchpoints", list(points))]));
    }
    // whoever is met first stands first; the ids are those that names give
    let personas =
        met.iter().map(|one| map([("id", format!("p{one}").into()), ("name", actors[*one].as_str().into())]));
    let scale =
        map([("min", 1.0.into()), ("neutral", 3.0.into()), ("max", (f64::from(best) / 100.0).into())]);
    map([
        ("title", title.into()),
        ("scenario", scenario.into()),
        ("scale", scale),
        ("personas", list(personas.collect())),
        ("stages", Value::List(written)),
        ("ext", acc_title.map(|title| map([("accTitle", title.into())])).into()),
    ])
}

/// The same journey with the ids that its names give, as every journey from Mermaid has them.
fn renamed(mut document: Value) -> Journey {
    let mut ids = jejak::model::journey::Ids::default();
    let mut new: Vec<(String, String)> = Vec::new();
    change(&mut document, "personas", &mut |persona| {
        let (Some(id), Some(name)) = (persona.get("id").cloned(), persona.get("name").cloned()) else {
            return;
        };
        let made = ids.made(name.as_text().unwrap(), "persona");
        new.push((id.as_text().unwrap().to_owned(), made.clone()));
        change_key(persona, "id", made.into());
    });
    change(&mut document, "stages", &mut |stage| {
        change(stage, "touchpoints", &mut |point| {
            change(point, "personas", &mut |id| {
                let made = new.iter().find(|(old, _)| Some(old.as_str()) == id.as_text()).unwrap();
                *id = made.1.as_str().into();
            });
        });
    });
    let (journey, problems) = read_journey(&document);
    assert!(problems.is_empty(), "{problems:?}");
    journey.unwrap()
}

fn change(value: &mut Value, key: &str, with: &mut dyn FnMut(&mut Value)) {
    if let Value::Map(pairs) = value
        && let Some((_, Value::List(items))) = pairs.iter_mut().find(|(name, _)| name == key)
    {
        items.iter_mut().for_each(with);
    }
}

fn change_key(value: &mut Value, key: &str, to: Value) {
    if let Value::Map(pairs) = value
        && let Some((_, old)) = pairs.iter_mut().find(|(name, _)| name == key)
    {
        *old = to;
    }
}

fn journeys() -> impl Strategy<Value = Journey> {
    let task = (name(), 0_u16..2_000, prop::collection::vec(0_usize..6, 0..4));
    let stage = (name(), prop::collection::vec(task, 0..4));
    let texts = (name(), prop::option::of(name()), prop::option::of(name()));
    let actors =
        prop::collection::btree_set(name(), 0..6).prop_map(|names| names.into_iter().collect::<Vec<_>>());
    let more = prop_oneof![Just(0_u8), any::<u8>()];
    (texts, actors, prop::collection::vec(stage, 1..5), more)
        .prop_map(|(texts, actors, stages, more)| renamed(document(texts, actors, stages, more)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn printed_and_read_is_the_same_journey(journey in journeys()) {
        let written = write_mermaid(&journey);
        prop_assert_eq!(&written.dropped, &vec![], "{}", written.text);
        let (read, problems) = read_mermaid(&written.text);
        prop_assert_eq!(problems, vec![], "{}", &written.text);
        prop_assert_eq!(read.as_ref(), Some(&journey), "{}", &written.text);
        prop_assert_eq!(write_mermaid(&read.unwrap()).text, written.text);
    }

    #[test]
    fn any_text_is_read_or_told_at_one_of_its_lines(pieces in prop::collection::vec(name(), 0..30), begun in any::<bool>()) {
        let text = format!("{}{}", if begun { "journey\nsection A\n" } else { "" }, pieces.concat());
        let lines = text.split('\n').flat_map(|line| line.split('\r')).count() as u64;
        let (journey, problems) = read_mermaid(&text);
        prop_assert!(journey.is_some() || !problems.is_empty());
        for problem in &problems {
            let at = &problem.error.place;
            prop_assert!(matches!(at, jejak::Place::Line { line, column: 0 } if (1..=lines).contains(line)), "{:?}", problem);
        }
        if let Some(journey) = journey {
            let again = read_mermaid(&write_mermaid(&journey).text).0;
            let names = |journey: &Journey| journey.stages.iter().map(|stage| stage.touchpoints.len()).collect::<Vec<_>>();
            prop_assert_eq!(again.as_ref().map(names), Some(names(&journey)));
        }
    }
}
