//! The `<table>` inside an element as a document: what readers without WebAssembly see is what is drawn.

use super::{read_evidence, read_journey};
use crate::error::{Code, Error, Place};
use crate::model::check::{Problem, Severity};
use crate::model::evidence::Evidence;
use crate::model::fold::small;
use crate::model::journey::{ChannelKind, Journey};
use crate::model::nearest::nearest;
use crate::model::number;
use crate::model::time::Duration;
use crate::value::{Value, map};

/// Words of the first column, in both languages, and the lane or metric they mean.
const ROWS: [(&str, &str); 41] = [
    ("touchpoints", "touchpoints"),
    ("touchpoint", "touchpoints"),
    ("titik kontak", "touchpoints"),
    ("channels", "channel"),
    ("channel", "channel"),
    ("saluran", "channel"),
    ("kanal", "channel"),
    ("actions", "actions"),
    ("action", "actions"),
    ("tindakan", "actions"),
    ("thoughts", "thoughts"),
    ("thought", "thoughts"),
    ("pikiran", "thoughts"),
    ("needs", "needs"),
    ("need", "needs"),
    ("kebutuhan", "needs"),
    ("expectations", "expectations"),
    ("expectation", "expectations"),
    ("ekspektasi", "expectations"),
    ("quotes", "quotes"),
    ("quote", "quotes"),
    ("kutipan", "quotes"),
    ("pains", "pains"),
    ("pain points", "pains"),
    ("titik kesulitan", "pains"),
    ("opportunities", "opportunities"),
    ("opportunity", "opportunities"),
    ("peluang", "opportunities"),
    ("goal", "goal"),
    ("goals", "goal"),
    ("tujuan", "goal"),
    ("emotion", "emotion"),
    ("emosi", "emotion"),
    ("time", "planned"),
    ("waktu", "planned"),
    ("people", "people"),
    ("customers", "people"),
    ("pelanggan", "people"),
    ("orang", "people"),
    ("count", "people"),
    ("jumlah", "people"),
];

/// Reads a table: a header row of stage names with lane types or metrics down the first column, or two columns
/// of steps and counts. Cells hold one thing a line (or parted by `;`); emotions are −2…2; counts become a
/// funnel as it stands there. Pointers are `/row/column`, from 0.
///
/// ```
/// # use jejak::model;
/// let rows = [["Step", "People"], ["Visit", "3,611"], ["Pay", "653"]].map(|row| row.map(String::from).to_vec());
/// let (journey, evidence, problems) = model::read_table(&rows);
/// assert_eq!(journey.unwrap().stages[1].name, "Pay");
/// assert_eq!(evidence.unwrap().funnel.unwrap().steps[0].people, 3_611);
/// assert!(problems.is_empty());
/// ```
pub fn read_table(rows: &[Vec<String>]) -> (Option<Journey>, Option<Evidence>, Vec<Problem>) {
    let mut grid = Grid::default();
    let body = rows.get(1..).unwrap_or_default();
    let counts = |row: &Vec<String>| row.len() == 2 && row.get(1).is_some_and(|cell| whole(cell).is_some());
    if body.iter().any(counts) && rows.iter().all(|row| row.len() <= 2) {
        grid.steps(rows);
    } else {
        grid.lanes(rows);
    }
    grid.finish()
}

#[derive(Default)]
struct Grid {
    title: String,
    stages: Vec<Cells>,
    people: Option<Vec<u64>>,
    problems: Vec<Problem>,
}

/// What the table says of one stage.
#[derive(Default)]
struct Cells {
    name: String,
    goal: Value,
    emotion: Value,
    planned: Value,
    channel: Value,
    touchpoints: Vec<String>,
    lists: Vec<(&'static str, Value)>,
}

impl Grid {
    fn problem(&mut self, severity: Severity, error: Error, row: usize, column: usize) {
        let error = error.at(Place::Pointer(format!("/{row}/{column}")));
        self.problems.push(Problem { severity, error });
    }

    /// Two columns: step, count. A first row without a count is the header.
    fn steps(&mut self, rows: &[Vec<String>]) {
        let mut people = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            let (Some(name), cell) = (row.first(), row.get(1).map_or("", String::as_str)) else { continue };
            match whole(cell) {
                Some(count) => {
                    self.stages.push(Cells { name: name.trim().to_owned(), ..Cells::default() });
                    people.push(count);
                }
                None if i == 0 => {}
                None => self.problem(Severity::Error, Error::new(Code::BadNumber, cell), i, 1),
            }
        }
        self.people = Some(people);
    }

    fn lanes(&mut self, rows: &[Vec<String>]) {
        let header = rows.first().map(Vec::as_slice).unwrap_or_default();
        self.title = header.first().map(|cell| cell.trim().to_owned()).unwrap_or_default();
        let names = header.iter().skip(1).map(|cell| cell.trim().to_owned());
        self.stages = names.map(|name| Cells { name, ..Cells::default() }).collect();
        for (i, row) in rows.iter().enumerate().skip(1) {
            let word = row.first().map(|cell| small(cell.trim())).unwrap_or_default();
            match ROWS.iter().find(|(known, _)| *known == word) {
                Some((_, "people")) => self.people_row(i, row),
                Some((_, lane)) => self.lane(lane, i, row),
                None if row.iter().all(|cell| cell.trim().is_empty()) => {}
                None => {
                    let near = nearest(&word, &ROWS.map(|(known, _)| known)).map(str::to_owned);
                    self.problem(Severity::Warning, Error::new(Code::UnknownKey, word).nearest(near), i, 0);
                }
            }
        }
    }

    fn people_row(&mut self, i: usize, row: &[String]) {
        let mut people = Vec::new();
        for column in 1..=self.stages.len() {
            let cell = row.get(column).map_or("", String::as_str);
            match whole(cell) {
                Some(count) => people.push(count),
                None => return self.problem(Severity::Error, Error::new(Code::BadNumber, cell), i, column),
            }
        }
        self.people = Some(people);
    }

    fn lane(&mut self, lane: &'static str, i: usize, row: &[String]) {
        for column in 1..=self.stages.len() {
            let cell = row.get(column).map_or("", |cell| cell.trim());
            if cell.is_empty() {
                continue;
            }
            let number = number::parse(&cell.replace(['−', '–'], "-").replace(',', "."));
            let wrong = match lane {
                "emotion" if number.is_none_or(|number| !number.is_finite()) => Some(Code::BadNumber),
                "planned" if Duration::parse(cell).is_none() => Some(Code::BadText),
                _ => None,
            };
            if let Some(code) = wrong {
                self.problem(Severity::Error, Error::new(code, cell), i, column);
                continue;
            }
            let Some(stage) = self.stages.get_mut(column.saturating_sub(1)) else { continue };
            match lane {
                "emotion" => stage.emotion = number.into(),
                "planned" => stage.planned = cell.into(),
                "goal" => stage.goal = cell.into(),
                "channel" => stage.channel = cell.into(),
                "touchpoints" => stage.touchpoints = parts(cell),
                list => stage.lists.push((list, parts(cell).into())),
            }
        }
    }

    /// Lanes hang on touchpoints: a stage without one gets one of its own name.
    fn finish(mut self) -> (Option<Journey>, Option<Evidence>, Vec<Problem>) {
        if self.stages.is_empty() {
            let error = Error::new(Code::NotATable, "");
            self.problems.push(Problem { severity: Severity::Error, error });
            return (None, None, self.problems);
        }
        let channels = self.stages.iter().filter_map(|stage| stage.channel.as_text());
        let own = |name: &&str| ChannelKind::of(&small(name)).is_none();
        let mut channels: Vec<&str> = channels.filter(own).collect();
        channels.sort_unstable();
        channels.dedup();
        let document = map([
            ("title", self.title.as_str().into()),
            ("channels", if channels.is_empty() { Value::Null } else { channels.into() }),
            ("stages", Value::List(self.stages.iter().map(Cells::document).collect())),
        ]);
        let (journey, mut problems) = read_journey(&document);
        self.problems.append(&mut problems);
        let evidence = journey.as_ref().zip(self.people).and_then(|(journey, people)| {
            let steps = journey.stages.iter().zip(&people).map(|(stage, count)| {
                map([
                    ("id", stage.id.as_str().into()),
                    ("name", stage.name.as_str().into()),
                    ("people", (*count).into()),
                ])
            });
            let most = people.iter().max().copied().unwrap_or(0);
            let funnel = map([("steps", Value::List(steps.collect()))]);
            let (evidence, mut problems) = read_evidence(&map([("people", most.into()), ("funnel", funnel)]));
            self.problems.append(&mut problems);
            evidence
        });
        (journey, evidence, self.problems)
    }
}

impl Cells {
    fn document(&self) -> Value {
        let mut touchpoints: Vec<Vec<(String, Value)>> =
            self.touchpoints.iter().map(|name| vec![("name".to_owned(), name.as_str().into())]).collect();
        let lanes = self.lists.iter().map(|(lane, list)| ((*lane).to_owned(), list.clone()));
        let mut lanes: Vec<_> = lanes.collect();
        if self.channel != Value::Null {
            lanes.push(("channel".to_owned(), self.channel.clone()));
        }
        if touchpoints.is_empty() && !lanes.is_empty() {
            touchpoints.push(vec![("name".to_owned(), self.name.as_str().into())]);
        }
        if let Some(first) = touchpoints.first_mut() {
            first.append(&mut lanes);
        }
        map([
            ("name", self.name.as_str().into()),
            ("goal", self.goal.clone()),
            ("emotion", self.emotion.clone()),
            ("planned", self.planned.clone()),
            ("touchpoints", Value::List(touchpoints.into_iter().map(Value::Map).collect())),
        ])
    }
}

/// The things in a cell: one a line, or parted by `;` or bullets.
fn parts(cell: &str) -> Vec<String> {
    let parts = cell.split(['\n', '\r', ';', '•']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A count: digits, in groups of three if parted by a comma, a full stop, an apostrophe or a blank.
fn whole(cell: &str) -> Option<u64> {
    let cell = cell.trim();
    let mut groups = cell.split([',', '.', '\'', '’', ' ', '\u{a0}', '\u{202f}']);
    let first = groups.next()?;
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let rest: Vec<_> = groups.collect();
    if !digits(first) || !rest.iter().all(|group| digits(group) && group.len() == 3) {
        return None;
    }
    format!("{first}{}", rest.concat()).parse().ok().filter(|count| *count <= 1 << 53)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::journey::Emotion;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(|line| line.split('|').map(|cell| cell.replace('/', "\n")).collect()).collect()
    }

    #[test]
    fn lanes_and_people() {
        let table = "Shop|Find|Buy\nEmosi|1|−2\nTouchpoints|Ad/Site|Checkout\nPains|slow|late;lost\nPeople|1.200|300\nChannel|ads|Kasir\nTime|2d|1h";
        let (journey, evidence, problems) = read_table(&rows(table));
        let journey = journey.unwrap();
        assert_eq!(problems, []);
        assert_eq!(journey.title, "Shop");
        assert_eq!(journey.stages[1].emotion, Some(Emotion::All(-1.0)));
        assert_eq!(journey.stages[0].touchpoints.len(), 2);
        assert_eq!(journey.stages[1].touchpoints[0].pains.len(), 2);
        assert_eq!(journey.channels.len(), 2);
        let people: Vec<_> = evidence.unwrap().funnel.unwrap().steps.iter().map(|step| step.people).collect();
        assert_eq!(people, [1_200, 300]);
    }

    #[test]
    fn what_cannot_be_read_is_told_at_its_cell() {
        let (journey, evidence, problems) =
            read_table(&rows("|A|B\nemotoin|1|2\nemotion|x|1\npeople|5|about 3\ntime|soon|"));
        let found: Vec<_> = problems.iter().map(|p| p.error.to_string()).collect();
        assert_eq!(
            found,
            [
                "unknown_key (emotoin) at /1/0",
                "bad_number (x) at /2/1",
                "bad_number (about 3) at /3/2",
                "bad_text (soon) at /4/1"
            ]
        );
        assert_eq!(problems[0].error.nearest.as_deref(), Some("emotion"));
        assert_eq!((journey.unwrap().stages.len(), evidence), (2, None));
    }

    #[test]
    fn a_step_without_a_count_is_told() {
        let (journey, evidence, problems) = read_table(&rows("Visit|10\nCart|12.5\nPay|3"));
        assert_eq!(problems.len(), 1);
        assert_eq!((journey.unwrap().stages.len(), evidence.unwrap().people), (2, 10));
    }

    #[test]
    fn nothing_is_no_table() {
        for empty in ["", "only"] {
            assert_eq!(read_table(&rows(empty)).2[0].error.code, Code::NotATable, "{empty}");
        }
    }
}
