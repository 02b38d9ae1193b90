//! Survey answers: how often each value was given, and what was missing.
//!
//! Every distinct text is read once. An answer counts when it is a number inside the declared scale (and inside
//! `valid`, where that is given) and is not declared missing; anything else, blank cells and "N/A" included, is
//! *missing*: left out and counted. The distribution is always kept.
//!
//! Must never know: means, intervals, words.

use super::matching::no_such_field;
use super::periods::Period;
use crate::error::{Code, Error};
use crate::model::evidence::{Answers, Weights};
use crate::model::journey::Score;
use crate::model::number;
use crate::model::order::{arrange, arrange_by};
use crate::model::rule::Role;
use crate::model::table::{Data, NO_TIME, Table};
use crate::model::time::Time;
use std::collections::BTreeMap;

/// The largest weight of one answer, 2^53: sums of weights and of their squares stay finite.
const MOST_WEIGHT: f64 = 9_007_199_254_740_992.0;

/// A question: its column and scale, and how its cells are read.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Column, kind and scale.
    pub score: Score,
    /// Inclusive range of valid answers, where narrower than the scale.
    pub valid: Option<(f64, f64)>,
    /// Values that mean "no answer".
    pub missing: Vec<String>,
    /// What splits the answers into groups.
    pub by: Option<By>,
    /// `,` or `.`; where nobody said, a single comma is taken as the decimal mark.
    pub decimal: Option<char>,
}

/// What splits answers into groups.
#[derive(Clone, Debug, PartialEq)]
pub enum By {
    /// The values of a column, by header or role.
    Column(String),
    /// The calendar period of the row's time.
    Period(Period),
}

/// Counts the answers to a question: everybody's first (under an empty name), then, where something splits them, one
/// entry a group: of a column's values largest first, equal ones by value; of periods in the order of time, rows
/// without a time (under an empty name) last.
///
/// Source: `measures.md`, "Scores". Answers outside the declared scale are missing: on 0–10 an 11 is no promoter.
///
/// ```
/// use jejak::analyse::answers::{Question, count};
/// use jejak::model::journey::{Score, ScoreKind};
/// use jejak::model::table::{Column, Data, Table, Texts};
///
/// let mut cells = Texts::new();
/// for cell in ["9", "10", "0", "11", "N/A", "9"] {
///     let code = cells.push_entry(cell);
///     cells.codes.push(code);
/// }
/// let column = Column { header: "NETPRO".to_owned(), role: None, data: Data::Texts(cells) };
/// let table = Table { columns: vec![column], ..Table::default() };
/// let score = Score {
///     column: "NETPRO".to_owned(),
///     kind: ScoreKind::Nps,
///     scale: ScoreKind::Nps.scale(),
///     method: ScoreKind::Nps.method(),
///     stage: None,
///     touchpoint: None,
///     label: None,
///     comment: None,
///     flip: false,
///     weight: None,
///     within: None,
///     line: false,
/// };
/// let question = Question { score, valid: None, missing: Vec::new(), by: None, decimal: None };
/// let groups = count(&table, &question)?;
/// assert_eq!(groups.len(), 1);
/// assert_eq!(groups[0].1.counts, [(0.0, 1), (9.0, 2), (10.0, 1)]);
/// assert_eq!((groups[0].1.n, groups[0].1.missing), (4, 2));
/// # Ok::<(), jejak::Error>(())
/// ```
pub fn count(table: &Table, question: &Question) -> Result<Vec<(String, Answers)>, Error> {
    let reading = Reading::new(table, question)?;
    let split = question.by.as_ref().map(|by| Split::new(table, by)).transpose()?;
    let mut all = Gathered::default();
    let mut groups: BTreeMap<String, Gathered> = BTreeMap::new();
    for row in 0..reading.rows() {
        let answer = reading.answer(row);
        all.add(answer);
        if let Some(split) = &split {
            groups.entry(split.group(row)).or_default().add(answer);
        }
    }
    let mut groups: Vec<(String, Gathered)> = groups.into_iter().collect();
    match question.by {
        Some(By::Period(_)) => arrange_by(&mut groups, |(period, _)| period.is_empty()),
        _ => arrange_by(&mut groups, |(_, gathered)| core::cmp::Reverse(gathered.n)),
    }
    let whole = core::iter::once((String::new(), all));
    Ok(whole
        .chain(groups)
        .map(|(value, gathered)| (value, gathered.finish(table, &question.score)))
        .collect())
}

/// Groups of rows.
enum Split<'t> {
    Cells(&'t Data),
    Periods(&'t [Time], Period),
}

impl<'t> Split<'t> {
    /// An error when the table lacks the column, or has no times.
    fn new(table: &'t Table, by: &By) -> Result<Self, Error> {
        match by {
            By::Column(field) => {
                let column = table.column(field).ok_or_else(|| no_such_field(field, &[table]))?;
                Ok(Self::Cells(&column.data))
            }
            By::Period(period) => match table.role(Role::Time).map(|column| &column.data) {
                Some(Data::Times(times)) => Ok(Self::Periods(times, *period)),
                _ => Err(Error::new(Code::NoColumn, Role::Time.as_str())),
            },
        }
    }

    fn group(&self, row: usize) -> String {
        match self {
            Self::Cells(data) => cell(data, row),
            Self::Periods(times, period) => {
                let time = times.get(row).filter(|time| **time != NO_TIME);
                time.map(|time| period.label(*time)).unwrap_or_default()
            }
        }
    }
}

/// A cell as text.
pub fn cell(data: &Data, row: usize) -> String {
    match data {
        Data::Texts(texts) => texts.row(row).trim().to_owned(),
        Data::Numbers(cells) => {
            cells.get(row).filter(|cell| !cell.is_nan()).map(f64::to_string).unwrap_or_default()
        }
        Data::Times(times) => times.get(row).map(i64::to_string).unwrap_or_default(),
    }
}

/// One answer with its weight, or `None` where it is missing.
pub type Answer = Option<(f64, f64)>;

/// The cells of a question, read.
pub struct Reading<'t> {
    answers: Cells<'t>,
    weights: Option<Cells<'t>>,
}

/// Numbers of a column; each distinct text read once.
enum Cells<'t> {
    Texts { codes: &'t [u32], values: Vec<Option<f64>> },
    Numbers(Vec<Option<f64>>),
}

impl Cells<'_> {
    fn get(&self, row: usize) -> Option<f64> {
        match self {
            Self::Texts { codes, values } => values.get(*codes.get(row)? as usize).copied().flatten(),
            Self::Numbers(values) => values.get(row).copied().flatten(),
        }
    }

    fn rows(&self) -> usize {
        match self {
            Self::Texts { codes, .. } => codes.len(),
            Self::Numbers(values) => values.len(),
        }
    }
}

impl<'t> Reading<'t> {
    /// Reads the cells of a question (and its weights); an error when the table lacks a column.
    pub fn new(table: &'t Table, question: &Question) -> Result<Self, Error> {
        let score = &question.score;
        let (low, high) = score.scale;
        let inside = |value: &f64| {
            *value >= low
                && *value <= high
                && question.valid.is_none_or(|(least, most)| *value >= least && *value <= most)
        };
        let gone: Vec<Option<f64>> =
            question.missing.iter().map(|text| number(text, question.decimal)).collect();
        let answer = |text: &str, value: Option<f64>| {
            let missing = question.missing.iter().any(|missing| missing.trim() == text)
                || (value.is_some() && gone.contains(&value));
            value.filter(|value| !missing && inside(value))
        };
        let read = |field: &str, keep: &dyn Fn(&str, Option<f64>) -> Option<f64>| {
            let column = table.column(field).ok_or_else(|| no_such_field(field, &[table]))?;
            Ok(match &column.data {
                Data::Texts(texts) => {
                    let entry = |code| texts.entry(u32::try_from(code).unwrap_or(u32::MAX)).trim();
                    let entries = (0..texts.entries()).map(entry);
                    let values = entries.map(|text| keep(text, number(text, question.decimal))).collect();
                    Cells::Texts { codes: &texts.codes, values }
                }
                Data::Numbers(cells) => {
                    let value = |cell: &f64| keep("", (!cell.is_nan()).then_some(*cell));
                    Cells::Numbers(cells.iter().map(value).collect())
                }
                // A column of times holds no answers: every one is missing.
                Data::Times(times) => Cells::Numbers(vec![None; times.len()]),
            })
        };
        let answers = read(&score.column, &answer)?;
        let weight =
            |_: &str, value: Option<f64>| value.filter(|weight| (0.0..=MOST_WEIGHT).contains(weight));
        let weights = score.weight.as_deref().map(|field| read(field, &weight)).transpose()?;
        Ok(Self { answers, weights })
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.answers.rows()
    }

    /// The answer of a row; one without a usable weight is missing where answers are weighted.
    pub fn answer(&self, row: usize) -> Answer {
        let value = self.answers.get(row)?;
        let weight = self.weights.as_ref().map_or(Some(1.0), |weights| weights.get(row))?;
        Some((value, weight))
    }
}

/// A cell as a number: all of it, or the number in front of its label (`5 - Very satisfied`, `5 = puas`).
fn number(text: &str, decimal: Option<char>) -> Option<f64> {
    let text = text.trim();
    plain(text, decimal).or_else(|| {
        let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))?;
        let (digits, label) = text.split_at_checked(end)?;
        let label = label.trim_start().strip_prefix(['-', '–', '—', '=', ':', ')'])?.trim_start();
        // "5-7 times" is no answer 5.
        let words = label.chars().next().is_some_and(char::is_alphabetic);
        if words { plain(digits, decimal) } else { None }
    })
}

fn plain(text: &str, decimal: Option<char>) -> Option<f64> {
    // `parse` would also take "inf", "nan" and "1e3": none is an answer.
    if text.is_empty() || !text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+')) {
        return None;
    }
    let comma = decimal != Some('.') && text.matches(',').count() == 1 && !text.contains('.');
    let text = if comma { text.replace(',', ".") } else { text.to_owned() };
    // −0 and 0 are one answer.
    number::parse(&text).map(|value| value + 0.0)
}

/// Answers while they are added.
#[derive(Clone, Debug, Default)]
pub struct Gathered {
    /// Ascending by value.
    counts: Vec<(f64, u64)>,
    /// Value and weight of the answers whose weight is not 1.
    weights: Vec<(f64, f64)>,
    missing: u64,
    /// Valid answers.
    pub n: u64,
}

impl Gathered {
    /// Adds one answer, or one that is missing.
    pub fn add(&mut self, answer: Answer) {
        let Some((value, weight)) = answer else {
            self.missing += 1;
            return;
        };
        self.n += 1;
        if weight != 1.0 {
            self.weights.push((value, weight));
        }
        match self.counts.binary_search_by(|(known, _)| known.total_cmp(&value)) {
            Ok(at) => {
                if let Some((_, count)) = self.counts.get_mut(at) {
                    *count += 1;
                }
            }
            Err(at) => self.counts.insert(at, (value, 1)),
        }
    }

    /// Sums of weights by value, and of squared weights: in an order that is not that of the rows, since sums of
    /// floats depend on it.
    fn weights(&mut self) -> Weights {
        arrange(&mut self.weights, |a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut counts: Vec<(f64, f64)> = Vec::new();
        let (mut ones, mut sum2) = (self.n, 0.0);
        for (value, count) in &self.counts {
            let from = self.weights.partition_point(|(known, _)| known.total_cmp(value).is_lt());
            let odd = self.weights.get(from..).unwrap_or_default();
            let odd = odd.iter().map_while(|(known, weight)| (known == value).then_some(*weight));
            let (mut sum, mut plain) = (0.0, *count);
            for weight in odd {
                (sum, sum2) = (sum + weight, sum2 + weight * weight);
                plain = plain.saturating_sub(1);
                ones = ones.saturating_sub(1);
            }
            counts.push((*value, sum + plain as f64));
        }
        Weights { counts, sum2: sum2 + ones as f64 }
    }

    /// True when neither an answer nor a missing one was added.
    pub fn is_empty(&self) -> bool {
        self.n == 0 && self.missing == 0
    }

    /// The evidence of these answers to `score` in `table`.
    pub fn finish(mut self, table: &Table, score: &Score) -> Answers {
        let weights = score.weight.as_ref().map(|_| self.weights());
        Answers {
            source: table.source.clone(),
            kind: score.kind,
            scale: score.scale,
            method: score.method,
            label: score.label.clone(),
            flip: score.flip,
            line: score.line,
            counts: self.counts,
            missing: self.missing,
            n: self.n,
            weights,
        }
    }
}
