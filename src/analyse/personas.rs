//! Which persona a person is: the first non-empty value of the segment column.
//!
//! Must never know: names and pictures of personas.

use super::people::Row;
use crate::model::journey::Persona;
use crate::model::table::{Data, Table, Texts};

/// The personas that data can tell apart, with their columns.
pub struct Personas<'a> {
    /// By persona with a segment: its index in the journey, itself, its column by table.
    personas: Vec<(usize, &'a Persona, Vec<Option<&'a Texts>>)>,
}

impl<'a> Personas<'a> {
    /// The personas with a segment, in the journey's order.
    pub fn new(personas: &'a [Persona], tables: &[&'a Table]) -> Self {
        let column = |persona: &Persona| {
            let field = persona.segment.as_ref().map_or("", |segment| segment.field.as_str());
            let texts = |table: &&'a Table| match table.column(field).map(|column| &column.data) {
                Some(Data::Texts(texts)) => Some(texts),
                _ => None,
            };
            tables.iter().map(texts).collect()
        };
        let split = personas.iter().enumerate().filter(|(_, persona)| persona.segment.is_some());
        Self { personas: split.map(|(at, persona)| (at, persona, column(persona))).collect() }
    }

    /// True when no persona has a segment.
    pub fn is_empty(&self) -> bool {
        self.personas.is_empty()
    }

    /// Index in the journey of the persona whose values hold the first non-empty value of its column in these
    /// rows. The first persona in the journey's order wins.
    pub fn of(&self, rows: &[Row]) -> Option<usize> {
        let found = self.personas.iter().find(|(_, persona, columns)| {
            let value = rows
                .iter()
                .filter_map(|row| {
                    Some(columns.get(row.table as usize).copied().flatten()?.row(row.row as usize))
                })
                .map(str::trim)
                .find(|value| !value.is_empty());
            let values = persona.segment.as_ref().map_or(&[][..], |segment| segment.values.as_slice());
            value.is_some_and(|value| values.iter().any(|wanted| wanted.trim() == value))
        });
        found.map(|(at, ..)| *at)
    }

    /// Id of the persona that these rows are of; empty when they are nobody's.
    pub fn id(&self, rows: &[Row]) -> &'a str {
        let of = self.of(rows);
        self.personas
            .iter()
            .find(|(at, ..)| Some(*at) == of)
            .map_or("", |(_, persona, _)| persona.id.as_str())
    }
}
