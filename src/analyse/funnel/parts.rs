//! Parts of a person's rows that a chain may not cross: sessions, and rows of one held value.
//!
//! Must never know: steps, windows.

use super::best::Rows;
use crate::analyse::answers::cell;
use crate::analyse::matching::no_such_field;
use crate::analyse::people::Row;
use crate::error::{Code, Error};
use crate::model::rule::{FunnelRule, Role, Unit, Window};
use crate::model::table::{Data, Table, Texts};
use crate::model::time::{Duration, Time};
use std::collections::BTreeMap;

/// A gap longer than this ends a session where rows have no session id and the rule says nothing.
pub const SESSION_GAP: Duration = Duration::seconds(30 * 60);

/// How rows fall into sessions and held values.
pub struct Parts<'t> {
    /// Session ids by table.
    ids: Vec<Option<&'t Texts>>,
    gap: i64,
    /// The held column by table.
    held: Vec<Option<&'t Data>>,
    /// A session is counted, not a person.
    pub unit: bool,
    /// Chains lie in one session.
    window: bool,
    hold: bool,
}

impl<'t> Parts<'t> {
    /// The sessions and the held column of a rule; an error when no table has the column.
    pub fn new(tables: &[&'t Table], rule: &FunnelRule) -> Result<Self, Error> {
        let ids = |table: &&'t Table| match table.role(Role::Session).map(|column| &column.data) {
            Some(Data::Texts(texts)) => Some(texts),
            _ => None,
        };
        let field = rule.hold.as_deref();
        let column = |table: &&'t Table| Some(&table.column(field?)?.data);
        let held: Vec<Option<&Data>> = tables.iter().map(column).collect();
        if let Some(field) = field.filter(|_| !tables.is_empty() && held.iter().all(Option::is_none)) {
            return Err(no_such_field(field, tables));
        }
        let gap = rule.session_gap.unwrap_or(SESSION_GAP);
        if gap.micros < 0 {
            return Err(Error::new(Code::OutOfRange, "session_gap"));
        }
        Ok(Self {
            ids: tables.iter().map(ids).collect(),
            gap: gap.micros,
            held,
            unit: rule.unit == Unit::Session,
            window: rule.window == Window::Session,
            hold: field.is_some(),
        })
    }

    /// True when every table names its sessions: then they need no times.
    pub fn named(&self) -> bool {
        self.ids.iter().all(Option::is_some)
    }

    /// True when chains of one unit may not use all its rows together.
    pub fn divide(&self) -> bool {
        self.hold || (self.window && !self.unit)
    }

    /// The sessions of a person, as places of rows: rows with one id, and rows without an id between which no gap
    /// is longer than the session gap. In the order of their first rows.
    pub fn sessions(&self, rows: &[Row]) -> Vec<Vec<usize>> {
        let mut by_id: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut sessions: Vec<Vec<usize>> = Vec::new();
        let mut last: Option<Time> = None;
        for (at, row) in rows.iter().enumerate() {
            let id = self.id(row);
            if !id.is_empty() {
                by_id.entry(id.to_owned()).or_default().push(at);
                continue;
            }
            let near = last.is_some_and(|last| row.time.saturating_sub(last) <= self.gap);
            last = Some(row.time);
            match sessions.last_mut().filter(|_| near) {
                Some(session) => session.push(at),
                None => sessions.push(vec![at]),
            }
        }
        sessions.extend(by_id.into_values());
        sessions.sort_by_key(|session| session.first().copied());
        sessions
    }

    /// The parts of a unit that a chain may be made of. A row whose held cell is blank belongs to none; an excluded
    /// row that says nothing of its value, or of its session, spoils chains of all of them.
    pub fn of(&self, rows: Rows<'_>) -> Vec<Part> {
        let divided = self.window && !self.unit;
        let sessions = if divided { self.sessions(rows.rows) } else { vec![(0..rows.rows.len()).collect()] };
        let mut parts: BTreeMap<(usize, String), Vec<(usize, bool)>> = BTreeMap::new();
        let mut excluded = Vec::new();
        for (session, places) in sessions.into_iter().enumerate() {
            for at in places {
                let Some(row) = rows.rows.get(at) else { continue };
                let value = if self.hold { self.value(row) } else { String::new() };
                if rows.excluded.get(at).is_some_and(|bits| *bits != 0) {
                    let known = divided && !self.id(row).is_empty();
                    excluded.push((at, known.then_some(session), value.clone()));
                }
                if !(self.hold && value.is_empty()) {
                    parts.entry((session, value)).or_default().push((at, true));
                }
            }
        }
        for ((session, value), part) in &mut parts {
            let concerns = |of: Option<usize>, said: &str| {
                of.is_none_or(|of| of == *session) && (said.is_empty() || said == value)
            };
            let here = excluded.iter().filter(|(_, of, said)| concerns(*of, said));
            part.extend(here.map(|(at, ..)| (*at, false)));
            // A row that is the part's own anyway stands first.
            part.sort_unstable_by_key(|(at, own)| (*at, !own));
            part.dedup_by_key(|(at, _)| *at);
        }
        parts.into_values().map(Part).collect()
    }

    /// The held value of a row.
    fn value(&self, row: &Row) -> String {
        let held = self.held.get(row.table as usize).copied().flatten();
        held.map(|data| cell(data, row.row as usize)).unwrap_or_default()
    }

    /// The session id of a row, blank where it has none.
    fn id(&self, row: &Row) -> &str {
        let ids = self.ids.get(row.table as usize).copied().flatten();
        ids.map_or("", |ids| ids.row(row.row as usize).trim())
    }
}

/// Some rows of a unit, as places in order, and whether a chain may have the row: its own, and excluded ones that
/// are nobody's.
pub struct Part(Vec<(usize, bool)>);

impl Part {
    /// Its rows; those that are not its own match no step.
    pub fn rows(&self, of: Rows<'_>) -> (Vec<Row>, Vec<u64>) {
        let row = |(at, own): &(usize, bool)| {
            let row = of.rows.get(*at)?;
            Some(Row { mask: if *own { row.mask } else { 0 }, ..*row })
        };
        let excluded = |(at, _): &(usize, bool)| of.excluded.get(*at).copied();
        (self.0.iter().filter_map(row).collect(), self.0.iter().filter_map(excluded).collect())
    }

    /// The place in the unit of its row `at`.
    pub fn place(&self, at: usize) -> usize {
        self.0.get(at).map_or(0, |(place, _)| *place)
    }
}
