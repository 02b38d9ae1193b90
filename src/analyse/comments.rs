//! Comments: which columns hold them, and what was said where.
//!
//! Must never know: which words matter, languages.

use super::mask::mask;
use super::placing::{id, texts};
use super::survey::Place;
use super::themes::says_something;
use crate::model::evidence::Comment;
use crate::model::journey::{Journey, Score, Source, SourceKind};
use crate::model::rule::Role;
use crate::model::table::{Data, NO_TIME, Table, Texts};
use crate::model::time::Time;
use core::cmp::Ordering;

/// A comment is cut after so many characters.
const LONGEST: usize = 1_000;
/// More comments than this are not put into evidence.
const MOST: usize = 100_000;

/// One comment at its place.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Where it belongs.
    pub place: Place,
    /// When, where that is known.
    pub time: Option<Time>,
    /// As it was written.
    pub text: &'a str,
    /// The answer beside it, on its own scale.
    pub score: Option<f64>,
    /// The same on the emotion axis.
    pub axis: Option<f64>,
}

impl Said<'_> {
    /// By place, time, text and answer, so that the order of a file's rows changes nothing.
    pub fn order(&self, other: &Self) -> Ordering {
        let number = |score: Option<f64>| score.unwrap_or(f64::NAN);
        let key = |said: &Self| (said.place.order(), said.time.is_none(), said.time);
        key(self)
            .cmp(&key(other))
            .then_with(|| self.text.cmp(other.text))
            .then_with(|| number(self.score).total_cmp(&number(other.score)))
    }
}

/// One column of comments.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    header: &'a str,
    texts: &'a Texts,
    times: Option<&'a [Time]>,
}

impl<'a> Beside<'a> {
    /// The column's header.
    pub fn header(&self) -> &'a str {
        self.header
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.texts.codes.len()
    }

    /// True where nothing stands in a row.
    pub fn is_blank(&self, row: usize) -> bool {
        self.texts.row(row).trim().is_empty()
    }

    /// What stands in a row, with the answer beside it; nothing where it is blank.
    pub fn said(&self, row: usize, place: Place, score: Option<f64>) -> Option<Said<'a>> {
        let text = self.texts.row(row).trim();
        let time = self.times.and_then(|times| times.get(row)).copied().filter(|time| *time != NO_TIME);
        (!text.is_empty()).then_some(Said { place, time, text, score, axis: None })
    }
}

/// The columns of comments of one source.
pub struct Comments<'a> {
    declared: Vec<Beside<'a>>,
    alone: Option<Beside<'a>>,
}

impl<'a> Comments<'a> {
    /// Those that its scores name; and the column with the role comment, where no score names it: of tickets and
    /// surveys as it was recognised, of other sources only where the journey says which it is.
    pub fn new(source: &'a Source, table: &'a Table) -> Self {
        let times = match table.role(Role::Time).map(|column| &column.data) {
            Some(Data::Times(times)) => Some(times.as_slice()),
            _ => None,
        };
        let column = |header: &'a str| match table.column(header).map(|column| &column.data) {
            Some(Data::Texts(texts)) => Some(Beside { header, texts, times }),
            _ => None,
        };
        let named = source.scores.iter().filter_map(|score| score.comment.as_deref());
        let declared: Vec<Beside<'a>> = named.filter_map(column).collect();
        let given = source.columns.iter().find(|(role, _)| *role == Role::Comment);
        let recognised = matches!(source.kind, SourceKind::Tickets | SourceKind::Survey);
        let alone = match given {
            Some((_, header)) => column(header),
            None if recognised => texts(table, Role::Comment).and_then(|_| column(Role::Comment.as_str())),
            None => None,
        };
        let told = |one: &Beside<'a>| declared.iter().any(|known| core::ptr::eq(known.texts, one.texts));
        let alone = alone.filter(|one| !told(one));
        Self { declared, alone }
    }

    /// True where no column holds comments.
    pub fn is_empty(&self) -> bool {
        self.declared.is_empty() && self.alone.is_none()
    }

    /// The comments beside the answers to a score.
    pub fn beside(&self, score: &Score) -> Option<&Beside<'a>> {
        let header = score.comment.as_deref()?;
        self.declared.iter().find(|column| column.header == header)
    }

    /// The comments beside no answer.
    pub fn alone(&self) -> Option<&Beside<'a>> {
        self.alone.as_ref()
    }
}

/// The comments as evidence holds them, without those that say nothing ("-"): masked, cut after a thousand characters, at most 100,000.
pub fn written(journey: &Journey, said: &[Said<'_>]) -> Vec<Comment> {
    let comment = |said: &Said<'_>| {
        let masked = mask(said.text);
        let text = match masked.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", masked.get(..end).unwrap_or_default().trim_end()),
            None => masked.into_owned(),
        };
        let at = id(journey, said.place)?.to_owned();
        Some(Comment { at, text, score: said.score, time: said.time })
    };
    said.iter().filter(|said| says_something(said)).filter_map(comment).take(MOST).collect()
}
