//! Which stage and touchpoint a row, or a word, belongs to.
//!
//! Must never know: scores, rates.

use super::matching::{MOST_STEPS, Matcher};
use super::people::Row;
use super::survey::Place;
use crate::error::Error;
use crate::model::fold::small;
use crate::model::journey::{Journey, Stage};
use crate::model::presets;
use crate::model::rule::{Rule, Step};
use crate::model::table::Table;

/// A touchpoint by the index of its stage and its own index there.
pub type Spot = (usize, usize);

/// Stages and touchpoints, compiled for some tables.
pub struct Places<'t> {
    stages: Vec<Matcher<'t>>,
    touchpoints: Vec<Matcher<'t>>,
    /// All touchpoints in the order of the journey.
    spots: Vec<Spot>,
    /// The rules of the stages are those of the funnel's steps, one by one: a row's mask says its stages.
    as_steps: bool,
}

fn compile<'t>(tables: &[&'t Table], rules: &[&[Rule]]) -> Result<Vec<Matcher<'t>>, Error> {
    rules.chunks(MOST_STEPS).map(|some| Matcher::new(tables, some.iter().copied())).collect()
}

/// The numbers of the set bits.
pub fn bits(mut left: u64) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
        left &= left.wrapping_sub(1);
        Some(bit)
    })
}

impl<'t> Places<'t> {
    /// Compiles the rules of all stages and touchpoints. Where a stage has rules of its own, only they decide which
    /// rows are its rows, as they do in the funnel.
    pub fn new(journey: &Journey, tables: &[&'t Table]) -> Result<Self, Error> {
        let stages: Vec<&[Rule]> = journey.stages.iter().map(|stage| stage.rules.as_slice()).collect();
        let mut spots = Vec::new();
        let mut touchpoints: Vec<&[Rule]> = Vec::new();
        for (at, stage) in journey.stages.iter().enumerate() {
            for (spot, touchpoint) in stage.touchpoints.iter().enumerate() {
                spots.push((at, spot));
                touchpoints.push(&touchpoint.rules);
            }
        }
        let (stages, touchpoints) = (compile(tables, &stages)?, compile(tables, &touchpoints)?);
        let same = |(step, stage): (&Step, &Stage)| step.any == stage.rules;
        let as_steps = journey.stages.len() <= MOST_STEPS
            && journey.funnel.steps.len() == journey.stages.len()
            && journey.funnel.steps.iter().zip(&journey.stages).all(same);
        Ok(Self { stages, touchpoints, spots, as_steps })
    }

    /// True when rows of `table` can belong to a stage or touchpoint.
    pub fn applies(&self, table: usize) -> bool {
        self.stages.iter().chain(&self.touchpoints).any(|matcher| matcher.applies(table))
    }

    /// True when the column with these codes alone decides where a row of `table` belongs.
    pub fn follows(&self, table: usize, codes: &[u32]) -> bool {
        self.stages.iter().chain(&self.touchpoints).all(|matcher| matcher.follows(table, codes))
    }

    /// True where a row's steps say all: its stages are its steps, and there are no touchpoints.
    pub fn as_steps(&self) -> bool {
        self.as_steps && self.touchpoints.is_empty()
    }

    /// The stages that a row of somebody belongs to, ascending.
    pub fn stages(&self, row: &Row) -> impl Iterator<Item = usize> {
        let (known, stages) = if self.as_steps { (row.mask, &[][..]) } else { (0, &self.stages[..]) };
        bits(known).chain(self.of(stages, row))
    }

    /// Gives each of [`Places::stages`]; for loops over many rows.
    #[inline]
    pub fn each_stage(&self, row: &Row, mut give: impl FnMut(usize)) {
        if self.as_steps {
            return bits(row.mask).for_each(give);
        }
        for (word, matcher) in self.stages.iter().enumerate() {
            let mask = matcher.mask(row.table.into(), row.row as usize);
            bits(mask).for_each(|bit| give(word * MOST_STEPS + bit));
        }
    }

    /// True where [`Places::bits`] holds all stages.
    pub fn in_a_word(&self) -> bool {
        self.stages.len() <= 1
    }

    /// True where a row's stages are its steps.
    pub fn are_steps(&self) -> bool {
        self.as_steps
    }

    /// The stages of the rows of each code of a column, bit 0 the first, where a word holds all stages and the column with these
    /// codes alone decides it.
    pub fn masks(&self, table: usize, codes: &[u32]) -> Option<&[u64]> {
        let [matcher] = self.stages.as_slice() else { return None };
        matcher.masks(table, codes)
    }

    /// True where [`Places::bits`] holds all stages, and surely never more than one of them.
    pub fn one_each(&self) -> bool {
        self.stages.len() == 1 && self.stages.iter().all(Matcher::one_each)
    }

    /// The stages that a row of somebody belongs to, bit 0 the first; of the first [`MOST_STEPS`].
    #[inline]
    pub fn bits(&self, row: &Row) -> u64 {
        if self.as_steps {
            return row.mask;
        }
        self.stages.first().map_or(0, |matcher| matcher.mask(row.table.into(), row.row as usize))
    }

    /// True where a row belongs to the stage, or to any.
    #[inline]
    pub fn meets(&self, row: &Row, stage: Option<usize>) -> bool {
        if self.as_steps {
            return row.mask & stage.map_or(u64::MAX, |stage| 1 << (stage % MOST_STEPS)) != 0;
        }
        let mut met = false;
        self.each_stage(row, |at| met |= stage.is_none_or(|stage| stage == at));
        met
    }

    /// The first of [`Places::stages`].
    #[inline]
    pub fn first_stage(&self, row: &Row) -> Option<usize> {
        if self.as_steps {
            return (row.mask != 0).then(|| row.mask.trailing_zeros() as usize);
        }
        self.stages_of(row).next()
    }

    /// The stages that a row belongs to, whatever is known of its steps.
    pub fn stages_of(&self, row: &Row) -> impl Iterator<Item = usize> {
        self.of(&self.stages, row)
    }

    /// The touchpoints that a row belongs to, in the order of the journey.
    pub fn touchpoints(&self, row: &Row) -> impl Iterator<Item = Spot> {
        self.numbers(row).filter_map(|at| self.spots.get(at).copied())
    }

    /// The touchpoint of a number.
    pub fn spot(&self, number: usize) -> Option<Spot> {
        self.spots.get(number).copied()
    }

    /// The number of a touchpoint.
    pub fn number(&self, spot: Spot) -> Option<usize> {
        self.spots.binary_search(&spot).ok()
    }

    /// As [`Places::touchpoints`], by their numbers among all of the journey.
    pub fn numbers(&self, row: &Row) -> impl Iterator<Item = usize> {
        self.of(&self.touchpoints, row)
    }

    fn of(&self, matchers: &[Matcher<'t>], row: &Row) -> impl Iterator<Item = usize> {
        let (table, row) = (row.table as usize, row.row as usize);
        let masks = matchers.iter().map(move |matcher| matcher.mask(table, row));
        masks.enumerate().flat_map(|(word, mask)| bits(mask).map(move |bit| word * MOST_STEPS + bit))
    }
}

/// True when a cell names a thing by its id or its name, in any case.
pub fn named(cell: &str, id: &str, name: &str) -> bool {
    let cell = small(cell.trim());
    !cell.is_empty() && (cell == small(id.trim()) || cell == small(name.trim()))
}

/// What a cell names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called {
    /// Nothing: it is blank.
    Nothing,
    /// Something that the journey does not have.
    Unknown,
    /// What could be more than one thing.
    Several,
    /// This.
    One(Place),
}

impl Called {
    /// What is named, where it is one thing.
    pub fn one(self) -> Option<Place> {
        match self {
            Self::One(place) => Some(place),
            Self::Nothing | Self::Unknown | Self::Several => None,
        }
    }
}

/// How the stages of a journey, or its touchpoints, may be called in the cells of a file, as people compare words.
///
/// By the id, in any case; else by the name; else by either without heed of blanks, `_` and `-`; else, for a stage of
/// the presets, by its name in the other language. The first of these by which a cell names anything decides, and where
/// it names two places then, it names none.
#[derive(Default)]
pub struct Names([Vec<(String, Place)>; 4]);

impl Names {
    /// Of the stages of a journey.
    pub fn stages(journey: &Journey) -> Self {
        let mut names = Self::default();
        for (at, stage) in journey.stages.iter().enumerate() {
            names.add(&stage.id, &stage.name, Place::Stage(at));
            for word in [plain(&stage.id), plain(&stage.name)] {
                let also = presets::also_called(&word, plain).into_iter().flatten();
                names.0[3].extend(also.map(|word| (plain(word), Place::Stage(at))));
            }
        }
        names
    }

    /// Of all touchpoints of a journey.
    pub fn touchpoints(journey: &Journey) -> Self {
        let mut names = Self::default();
        for (at, stage) in journey.stages.iter().enumerate() {
            for (spot, touchpoint) in stage.touchpoints.iter().enumerate() {
                names.add(&touchpoint.id, &touchpoint.name, Place::Touchpoint(at, spot));
            }
        }
        names
    }

    fn add(&mut self, id: &str, name: &str, place: Place) {
        let [ids, names, plainly, _] = &mut self.0;
        ids.push((small(id.trim()), place));
        names.push((small(name.trim()), place));
        plainly.extend([(plain(id), place), (plain(name), place)]);
    }

    /// What a cell names.
    pub fn called(&self, cell: &str) -> Called {
        self.called_in(cell, None)
    }

    /// What a cell names among the places of a stage, where one is given.
    pub fn called_in(&self, cell: &str, stage: Option<usize>) -> Called {
        let (word, plain) = (small(cell.trim()), plain(cell));
        if word.is_empty() {
            return Called::Nothing;
        }
        for (way, word) in self.0.iter().zip([&word, &word, &plain, &plain]) {
            let here = |place: &Place| stage.is_none_or(|stage| stage == place.stage());
            let mut found =
                way.iter().filter(|(known, place)| !word.is_empty() && known == word && here(place));
            if let Some((_, first)) = found.next() {
                let one = found.all(|(_, other)| other == first);
                return if one { Called::One(*first) } else { Called::Several };
            }
        }
        Called::Unknown
    }
}

/// A word in small letters, without blanks, `_` and strokes.
fn plain(word: &str) -> String {
    let stroke =
        |c: char| c.is_whitespace() || c == '_' || matches!(c, '-' | '\u{2010}'..='\u{2014}' | '\u{2212}');
    small(word).chars().filter(|c| !stroke(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::read_journey;
    use crate::model::rule::Role;
    use crate::model::table::{Column, Data, Texts};
    use crate::value::{Value, map};

    /// A table of one person and some events, one step a word of `steps`, a stage a word of `stages`.
    fn placed(stages: &[&str], steps: &[&str]) -> (bool, Vec<[Vec<usize>; 2]>) {
        let words = |words: &[&str]| Value::List(words.iter().map(|word| Value::from(*word)).collect());
        let mut document = vec![("title", "x".into()), ("stages", words(stages))];
        if !steps.is_empty() {
            document.push(("funnel", map([("steps", words(steps))])));
        }
        let document = Value::Map(document.into_iter().map(|(key, value)| (key.to_owned(), value)).collect());
        let journey = read_journey(&document).0.unwrap();
        let (mut who, mut what) = (Texts::new(), Texts::new());
        who.push_entry("p");
        for event in ["pay", "view", "ping", "cart"] {
            who.codes.push(1);
            let code = what.push_entry(event);
            what.codes.push(code);
        }
        let column = |role: Role, texts| Column {
            header: role.as_str().to_owned(),
            role: Some(role),
            data: Data::Texts(texts),
        };
        let table =
            Table { columns: vec![column(Role::Person, who), column(Role::Event, what)], ..Table::default() };
        let tables = [&table];
        let places = Places::new(&journey, &tables).unwrap();
        let steps =
            Matcher::new(&tables, journey.funnel.steps.iter().map(|step| step.any.as_slice())).unwrap();
        let row =
            |row: u32| Row { time: 0, mask: steps.mask(0, row as usize), row, table: 0, event: Row::FAR };
        let both = |row: Row| [places.stages(&row).collect(), places.stages_of(&row).collect()];
        (places.as_steps, (0..4).map(|at| both(row(at))).collect())
    }

    #[test]
    fn a_row_has_the_same_stages_whether_its_steps_are_asked_or_not() {
        let all = ["view", "cart", "pay"];
        for (steps, as_steps) in [(&[][..], true), (&all[..2], false), (&["pay", "cart", "view"], false)] {
            let (known, rows) = placed(&all, steps);
            assert_eq!(known, as_steps, "{steps:?}");
            assert_eq!(
                rows.iter().map(|[_, of]| of.clone()).collect::<Vec<_>>(),
                [vec![2], vec![0], vec![], vec![1]]
            );
            assert!(rows.iter().all(|[stages, of]| stages == of), "{steps:?}: {rows:?}");
        }
    }
}
