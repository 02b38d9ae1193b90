//! Rules → step masks: which steps a row matches, in constant time.
//!
//! Every condition is tried once per *distinct* text of its column, never once per row: a row's mask is then a
//! lookup by the codes of its cells.
//!
//! Must never know: persons, order, time.

use crate::error::{Code, Error};
use crate::model::fold::small;
use crate::model::nearest;
use crate::model::number;
use crate::model::rule::{Role, Rule, Test};
use crate::model::table::{Column, Data, Table};

/// How many steps one mask holds.
pub const MOST_STEPS: usize = 64;
/// The step of a row that matches none, where rows are told by one step each.
pub const NO_STEP: u8 = 64;
/// The step of a row that matches several.
pub const SEVERAL: u8 = 128;

/// One condition of a rule.
struct Condition<'a> {
    source: Option<&'a str>,
    field: &'a str,
    test: &'a Test,
    not: bool,
}

/// The conditions that must all hold for a row to match one step.
struct Conjunction<'a> {
    step: usize,
    all: Vec<Condition<'a>>,
}

/// The cells of one column, with the verdict of every distinct text.
enum Cells<'t> {
    /// `verdicts[code * words + word]`: bit c set when conjunction c is not refused by this column.
    Texts { codes: &'t [u32], verdicts: Vec<u64> },
    /// Bounds on a number column: the conjunction's bit is cleared where the test fails.
    Numbers { cells: &'t [f64], tests: Vec<(usize, Test, bool)> },
}

/// How the rows of one table are matched.
struct TableMatch<'t> {
    /// Step of each conjunction that this table can satisfy.
    steps: Vec<usize>,
    words: usize,
    cells: Vec<Cells<'t>>,
    direct: Option<Direct<'t>>,
}

/// What a row matches by the code of its cell, where one text column decides everything.
struct Direct<'t> {
    codes: &'t [u32],
    masks: Vec<u64>,
    steps: Vec<u8>,
}

/// Rules compiled for some tables.
pub struct Matcher<'t> {
    tables: Vec<TableMatch<'t>>,
    /// What rules name and no table has, in order of first mention.
    missing: Vec<Missing>,
}

/// What a rule names and no table has.
struct Missing {
    step: usize,
    /// True: a whole source.
    source: bool,
    error: Error,
}

impl<'t> Matcher<'t> {
    /// Compiles one list of rules (OR) a step, for all tables.
    ///
    /// A condition on a field that a table lacks, or on another source, is never met there, `not` or no `not`.
    pub fn new<'a>(tables: &[&'t Table], steps: impl IntoIterator<Item = &'a [Rule]>) -> Result<Self, Error> {
        let mut conjunctions = Vec::new();
        for (step, rules) in steps.into_iter().enumerate() {
            if step >= MOST_STEPS {
                return Err(Error::new(Code::TooMany, MOST_STEPS.to_string()));
            }
            for rule in rules {
                let mut all = Vec::new();
                flatten(rule, &mut all);
                conjunctions.push(Conjunction { step, all });
            }
        }
        let named = conjunctions.iter().flat_map(|one| one.all.iter().map(|condition| (one.step, condition)));
        let missing = named.filter_map(|(step, condition)| missing(step, condition, tables)).collect();
        let tables = tables
            .iter()
            .map(|table| TableMatch::new(table, &conjunctions))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self { tables, missing })
    }

    /// The steps that row `row` of table `table` matches: bit 0 is the first step.
    #[inline]
    pub fn mask(&self, table: usize, row: usize) -> u64 {
        self.tables.get(table).map_or(0, |matched| matched.mask(row))
    }

    /// The steps that the rows of `table` from `first` on match, as many as `masks` holds: as [`Matcher::mask`],
    /// for many rows.
    pub fn fill(&self, table: usize, first: usize, masks: &mut [u64]) {
        masks.fill(0);
        if let Some(matched) = self.tables.get(table) {
            matched.fill(first, masks);
        }
    }

    /// As [`Matcher::fill`], each row told by its step, [`NO_STEP`] or [`SEVERAL`].
    pub fn fill_steps(&self, table: usize, first: usize, steps: &mut [u8]) {
        match self.tables.get(table) {
            Some(matched) => matched.fill_steps(first, steps),
            None => steps.fill(NO_STEP),
        }
    }

    /// Where one text column decides all about the rows of `table`: its codes, and the step of each code as
    /// [`Matcher::fill_steps`] tells it.
    pub fn by_code(&self, table: usize) -> Option<(&'t [u32], &[u8])> {
        let direct = self.tables.get(table)?.direct.as_ref()?;
        Some((direct.codes, &direct.steps))
    }

    /// What the rows of each code of a column match, where the column with these codes alone decides it.
    pub fn masks(&self, table: usize, codes: &[u32]) -> Option<&[u64]> {
        let direct = self.tables.get(table)?.direct.as_ref()?;
        core::ptr::eq(direct.codes, codes).then_some(direct.masks.as_slice())
    }

    /// True where no row surely matches several steps.
    pub fn one_each(&self) -> bool {
        self.tables.iter().all(|matched| match &matched.direct {
            Some(direct) => !direct.steps.contains(&SEVERAL),
            None => matched.words == 0,
        })
    }

    /// True when the cells of the column with these codes alone decide which steps a row of `table` matches.
    pub fn follows(&self, table: usize, codes: &[u32]) -> bool {
        self.tables.get(table).is_none_or(|matched| match matched.cells.as_slice() {
            [] => true,
            [Cells::Texts { codes: own, .. }] => core::ptr::eq(*own, codes),
            _ => false,
        })
    }

    /// True when rows of `table` can match any step at all.
    pub fn applies(&self, table: usize) -> bool {
        self.tables.get(table).is_some_and(|matched| !matched.steps.is_empty())
    }

    /// An error when a rule names a source or a field that is not there: such a step would count nobody. A source
    /// that was not brought along is none where other rows can meet the step.
    pub fn complain(&self) -> Result<(), Error> {
        let met = |step: usize| self.tables.iter().any(|table| table.steps.contains(&step));
        match self.missing.iter().find(|missing| !(missing.source && met(missing.step))) {
            None => Ok(()),
            Some(missing) => Err(missing.error.clone()),
        }
    }
}

/// What a condition asks for and no table has.
fn missing(step: usize, condition: &Condition<'_>, tables: &[&Table]) -> Option<Missing> {
    let here = |table: &&&Table| condition.source.is_none_or(|source| source == table.source);
    let of_source: Vec<&Table> = tables.iter().filter(here).copied().collect();
    match condition.source {
        Some(source) if of_source.is_empty() => {
            Some(Missing { step, source: true, error: Error::new(Code::UnknownId, source) })
        }
        _ if of_source.iter().any(|table| table.column(condition.field).is_some()) => None,
        _ => Some(Missing { step, source: false, error: no_such_field(condition.field, &of_source) }),
    }
}

/// The error for a field that no table has: a role nobody plays, or a header nobody wrote.
pub fn no_such_field(field: &str, tables: &[&Table]) -> Error {
    if Role::parse(field).is_some() {
        return Error::new(Code::NoColumn, field);
    }
    let columns = tables.iter().flat_map(|table| &table.columns);
    let known: Vec<&str> = columns.map(|column| column.header.as_str()).collect();
    Error::new(Code::UnknownColumn, field).nearest(nearest(field, &known).map(str::to_owned))
}

fn flatten<'a>(rule: &'a Rule, into: &mut Vec<Condition<'a>>) {
    match rule {
        Rule::Field { source, field, test, not } => {
            into.push(Condition { source: source.as_deref(), field, test, not: *not });
        }
        Rule::All(rules) => {
            for rule in rules {
                flatten(rule, into);
            }
        }
    }
}

impl<'t> TableMatch<'t> {
    fn new(table: &'t Table, conjunctions: &[Conjunction<'_>]) -> Result<Self, Error> {
        let usable: Vec<&Conjunction<'_>> = conjunctions
            .iter()
            .filter(|conjunction| {
                conjunction.all.iter().all(|condition| {
                    condition.source.is_none_or(|source| source == table.source)
                        && table.column(condition.field).is_some()
                })
            })
            .collect();
        let words = usable.len().div_ceil(64);
        let steps: Vec<usize> = usable.iter().map(|conjunction| conjunction.step).collect();
        let mut cells = Vec::new();
        for column in &table.columns {
            let here: Vec<(usize, &Condition<'_>)> = usable
                .iter()
                .enumerate()
                .flat_map(|(at, conjunction)| conjunction.all.iter().map(move |condition| (at, condition)))
                .filter(|(_, condition)| {
                    table.column(condition.field).is_some_and(|found| core::ptr::eq(found, column))
                })
                .collect();
            if !here.is_empty() {
                cells.push(Cells::new(column, &here, words)?);
            }
        }
        let direct = match cells.as_slice() {
            [Cells::Texts { codes, verdicts }] if words > 0 => {
                let masks: Vec<u64> = verdicts.chunks(words).map(|bits| step_mask(bits, &steps)).collect();
                let steps = masks.iter().map(|mask| only_step(*mask)).collect();
                Some(Direct { codes, masks, steps })
            }
            _ => None,
        };
        Ok(Self { steps, words, cells, direct })
    }

    fn fill(&self, first: usize, masks: &mut [u64]) {
        match &self.direct {
            Some(direct) => {
                for (mask, code) in masks.iter_mut().zip(direct.codes.get(first..).unwrap_or(&[])) {
                    *mask = direct.masks.get(*code as usize).copied().unwrap_or(0);
                }
            }
            None => {
                for (at, mask) in masks.iter_mut().enumerate() {
                    *mask = self.mask(first.saturating_add(at));
                }
            }
        }
    }

    fn fill_steps(&self, first: usize, steps: &mut [u8]) {
        match &self.direct {
            Some(direct) => {
                let codes = direct.codes.get(first..).unwrap_or(&[]);
                // A column that ends too early is blank at its end.
                steps.get_mut(codes.len()..).unwrap_or_default().fill(NO_STEP);
                for (step, code) in steps.iter_mut().zip(codes) {
                    *step = direct.steps.get(*code as usize).copied().unwrap_or(NO_STEP);
                }
            }
            None => {
                for (at, step) in steps.iter_mut().enumerate() {
                    *step = only_step(self.mask(first.saturating_add(at)));
                }
            }
        }
    }

    #[inline]
    fn mask(&self, row: usize) -> u64 {
        match &self.direct {
            Some(direct) => {
                direct.codes.get(row).and_then(|code| direct.masks.get(*code as usize)).copied().unwrap_or(0)
            }
            None if self.words == 0 => 0,
            None => self.mask_of_all(row),
        }
    }

    /// The mask of a row that several columns decide.
    fn mask_of_all(&self, row: usize) -> u64 {
        let mut mask = 0;
        for word in 0..self.words {
            let mut bits = u64::MAX;
            for cells in &self.cells {
                bits &= cells.verdict(row, word, self.words);
                if bits == 0 {
                    break;
                }
            }
            let steps = self.steps.get(word * 64..).unwrap_or(&[]);
            mask |= step_mask(&[bits], steps);
        }
        mask
    }
}

/// The one step of a mask, [`NO_STEP`] or [`SEVERAL`].
fn only_step(mask: u64) -> u8 {
    // No bit at all is 64 zeros, which is what no step is called.
    if mask.count_ones() > 1 { SEVERAL } else { u8::try_from(mask.trailing_zeros()).unwrap_or(NO_STEP) }
}

/// The steps of the conjunctions whose bits are set.
fn step_mask(bits: &[u64], steps: &[usize]) -> u64 {
    let met = |at: usize| bits.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1);
    steps
        .iter()
        .take(bits.len() * 64)
        .enumerate()
        .filter(|(at, _)| met(*at))
        .fold(0, |mask, (_, step)| mask | 1 << (step % 64))
}

impl<'t> Cells<'t> {
    fn new(column: &'t Column, here: &[(usize, &Condition<'_>)], words: usize) -> Result<Self, Error> {
        match &column.data {
            Data::Texts(texts) => {
                let ready: Vec<(usize, Test, bool)> =
                    here.iter().map(|(at, condition)| (*at, ready(condition.test), condition.not)).collect();
                let mut verdicts = Vec::with_capacity(texts.entries() * words);
                for code in 0..texts.entries() {
                    let text = texts.entry(u32::try_from(code).unwrap_or(u32::MAX)).trim();
                    let folded = small(text);
                    let refused = |word: usize| {
                        ready
                            .iter()
                            .filter(|(at, test, not)| at / 64 == word && holds(test, text, &folded) == *not)
                            .fold(0_u64, |bits, (at, _, _)| bits | 1 << (at % 64))
                    };
                    verdicts.extend((0..words).map(|word| !refused(word)));
                }
                Ok(Self::Texts { codes: &texts.codes, verdicts })
            }
            Data::Numbers(cells) => {
                let tests = here.iter().map(|(at, c)| (*at, c.test.clone(), c.not)).collect();
                Ok(Self::Numbers { cells, tests })
            }
            Data::Times(_) => Err(Error::new(Code::NotYet, format!("match: {}", column.header))),
        }
    }

    fn verdict(&self, row: usize, word: usize, words: usize) -> u64 {
        match self {
            Self::Texts { codes, verdicts } => codes
                .get(row)
                .and_then(|code| verdicts.get(*code as usize * words + word))
                .copied()
                .unwrap_or(0),
            Self::Numbers { cells, tests } => {
                let cell = cells.get(row).copied().unwrap_or(f64::NAN);
                tests
                    .iter()
                    .filter(|(at, test, not)| at / 64 == word && number_holds(test, cell) == *not)
                    .fold(u64::MAX, |bits, (at, _, _)| bits & !(1 << (at % 64)))
            }
        }
    }
}

/// The test with its own texts trimmed (and folded for `Named`), so that each cell is compared once.
fn ready(test: &Test) -> Test {
    match test {
        Test::Equals(text) => Test::Equals(text.trim().to_owned()),
        Test::In(texts) => Test::In(texts.iter().map(|text| text.trim().to_owned()).collect()),
        Test::Named(names) => Test::Named(names.iter().map(|name| small(name.trim())).collect()),
        other => other.clone(),
    }
}

fn holds(test: &Test, text: &str, folded: &str) -> bool {
    match test {
        Test::Equals(wanted) => text == wanted,
        Test::In(wanted) => wanted.iter().any(|wanted| text == wanted),
        Test::Prefix(start) => text.starts_with(start.as_str()),
        Test::Contains(part) => text.contains(part.as_str()),
        Test::AtLeast(least) => number::parse(text).is_some_and(|number| number >= *least),
        Test::AtMost(most) => number::parse(text).is_some_and(|number| number <= *most),
        Test::Named(names) => names.iter().any(|name| folded == name),
    }
}

fn number_holds(test: &Test, cell: f64) -> bool {
    let is = |wanted: &str| number::parse(wanted.trim()).is_some_and(|wanted| wanted == cell);
    match test {
        Test::Equals(wanted) => is(wanted),
        Test::In(wanted) | Test::Named(wanted) => wanted.iter().any(|wanted| is(wanted)),
        Test::AtLeast(least) => cell >= *least,
        Test::AtMost(most) => cell <= *most,
        Test::Prefix(_) | Test::Contains(_) if cell.is_nan() => false,
        Test::Prefix(start) => cell.to_string().starts_with(start.as_str()),
        Test::Contains(part) => cell.to_string().contains(part.as_str()),
    }
}
