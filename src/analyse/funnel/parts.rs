//! Parts of a person's rows that a chain may not cross: sessions, and rows of one held value.
//!
//! Must never know: steps, windows.

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
            let ids = self.ids.get(row.table as usize).copied().flatten();
            let id = ids.map_or("", |ids| ids.row(row.row as usize).trim());
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

    /// The parts of a unit that a chain may be made of. A row whose held cell is blank belongs to none.
    pub fn of(&self, rows: &[Row]) -> Vec<Vec<usize>> {
        let sessions =
            if self.window && !self.unit { self.sessions(rows) } else { vec![(0..rows.len()).collect()] };
        if !self.hold {
            return sessions;
        }
        let mut parts: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
        for (session, places) in sessions.into_iter().enumerate() {
            for at in places {
                let Some(row) = rows.get(at) else { continue };
                let held = self.held.get(row.table as usize).copied().flatten();
                let value = held.map(|data| cell(data, row.row as usize)).unwrap_or_default();
                if !value.is_empty() {
                    parts.entry((session, value)).or_default().push(at);
                }
            }
        }
        parts.into_values().collect()
    }
}
