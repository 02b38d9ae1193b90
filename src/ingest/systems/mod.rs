//! Systems that are known by their layout: what their columns mean, and where their rows mislead.
//!
//! A system is one row of [`table`]; `Known` is a file in which one was found. What a page or a person gives always
//! wins: a system only fills in what was left open.
//!
//! Must never know: languages of the reader, rates, pixels.

mod derive;
mod ladder;
mod likert;
mod moments;
mod table;
mod traps;

pub use likert::is_answer;
pub use moments::{Moment, name_of, says_time};
pub use table::System;

use super::plan::Plan;
use super::profile::{Profile, Sample};
use super::synonyms::normal;
use super::times::{Format, Guess};
use crate::model::fold::small;
use crate::model::journey::SourceKind;
use crate::model::rule::Role;
use crate::model::table::Table;
use table::{SYSTEMS, Trap};

/// A column that a trap looks at: as the trap names it, and in the file.
#[derive(Clone, Debug)]
struct LookedAt {
    names: &'static str,
    column: usize,
    header: String,
}

/// A file and the system that made it.
#[derive(Clone, Debug)]
pub struct Known {
    /// The row of the table.
    pub system: &'static System,
    /// Role → column, of the roles whose header is there.
    pub roles: Vec<(Role, usize)>,
    /// Columns that traps look at.
    looked_at: Vec<LookedAt>,
}

impl Known {
    /// Finds the system by its headers and the lines above them; one that is `given` by its name wins.
    pub fn of(sample: &Sample, given: Option<&str>) -> Option<Self> {
        let headers = Headers::of(sample);
        let given = given.and_then(|name| {
            SYSTEMS
                .iter()
                .filter(|system| small(system.name) == small(name))
                .min_by_key(|system| !headers.fits(system.must))
        });
        let system = given.or_else(|| SYSTEMS.iter().find(|system| headers.fits(system.must)))?;
        let mut roles = Vec::new();
        for pair in system.roles.split(',') {
            let Some((role, names)) = pair.split_once('=') else { continue };
            if let (Some(role), Some(column)) = (Role::parse(role), headers.first(names)) {
                roles.push((role, column));
            }
        }
        for trap in system.traps {
            if let Trap::Breakdown(not) = trap
                && let Some(behind) = roles.first().map(|(_, step)| step.saturating_add(1))
                && headers.names.get(behind).is_some_and(|name| !not.split('|').any(|one| one == name))
            {
                roles.push((Role::Segment, behind));
            }
        }
        let looked_at = system.traps.iter().filter_map(|trap| match trap {
            Trap::Drop(names, _) | Trap::Only(names, _) | Trap::Named(names) => {
                let column = if *names == "^" { Some(0) } else { headers.first(names) }?;
                let header = sample.headers().nth(column)?.to_owned();
                Some(LookedAt { names, column, header })
            }
            _ => None,
        });
        let looked_at = looked_at.collect();
        Some(Self { system, roles, looked_at })
    }

    /// What was asked for, with what the system tells where nothing was given.
    pub fn plan(&self, plan: &Plan) -> Plan {
        let mut plan = plan.clone();
        for trap in self.system.traps {
            if let Trap::Decimal(sign) = trap {
                plan.decimal = plan.decimal.or(Some(*sign));
            }
        }
        plan
    }

    /// The order of day and month where the dates do not tell.
    pub fn order(&self) -> Option<crate::model::journey::DateOrder> {
        self.system.traps.iter().find_map(|trap| match trap {
            Trap::Order(order) => Some(*order),
            _ => None,
        })
    }

    /// True where a header may be a question although nobody gave it a role.
    pub fn asks(&self, header: &str) -> bool {
        let name = normal(header);
        let not = self.system.traps.iter().any(|trap| match trap {
            // The quiz's own columns: `Total skor`, `Nama [Skor]`.
            Trap::NotAsked(names) => {
                names.iter().any(|not| name == *not || (header.ends_with(']') && name.ends_with(not)))
            }
            _ => false,
        });
        self.system.kind == SourceKind::Survey && !not
    }

    /// True for an answer as this system writes it: as anybody's, or `A5`.
    pub fn is_answer(&self, cell: &str) -> bool {
        let coded = self.system.traps.contains(&Trap::Coded);
        is_answer(cell) || (coded && traps::decoded(cell).is_some())
    }

    /// Columns that are read only to see what rows are: kept while reading, gone afterwards.
    pub fn looked_at(&self) -> impl Iterator<Item = usize> + '_ {
        self.looked_at.iter().map(|one| one.column)
    }
}

/// The headers of a file as the table writes them.
struct Headers {
    names: Vec<String>,
    above: String,
    asks: bool,
}

impl Headers {
    fn of(sample: &Sample) -> Self {
        let names = sample.headers().map(|header| {
            let name = normal(header);
            // `#` is a name, too.
            if name.is_empty() { header.to_owned() } else { name }
        });
        let names = names.collect();
        let stamped = sample.cells(0).take(9).any(|cell| cell.contains(" GMT"));
        let asks = stamped || sample.headers().skip(1).any(|header| header.ends_with(['?', ']']));
        Self { names, above: small(&sample.above), asks }
    }

    fn fits(&self, must: &str) -> bool {
        must.split(',').all(|one| match one {
            "?" => self.asks,
            _ => match (one.strip_prefix('^'), one.strip_prefix('~')) {
                (Some(first), _) => self.first(first) == Some(0),
                (_, Some(above)) => self.above.contains(above),
                _ => self.first(one).is_some(),
            },
        })
    }

    /// The column of the first name that is there.
    fn first(&self, names: &str) -> Option<usize> {
        names.split('|').find_map(|name| {
            self.names.iter().position(|known| match name.strip_suffix('*') {
                Some(start) => {
                    known.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
                }
                None => known == name,
            })
        })
    }
}

/// Looks at a column; dates that do not tell the order of day and month have that of the system.
pub fn profile(
    known: Option<&Known>,
    sample: &Sample,
    column: usize,
    plan: &Plan,
    semicolon: bool,
) -> Profile {
    let mut profile = Profile::of(sample, column, plan, semicolon);
    if let (Some(since), true) = (plan.since, profile.whole)
        && sample
            .headers()
            .nth(column)
            .is_some_and(|header| matches!(normal(header).as_str(), "nth day" | "hari ke"))
    {
        let days = Some(Guess { format: Format::Nth(since), rate: profile.number_rate() });
        (profile.time, profile.time_by_name, profile.modern) = (days, days, true);
        return profile;
    }
    let undecided = profile.time_by_name.is_some_and(|guess| guess.format == Format::Numeric(None));
    match known.and_then(Known::order) {
        Some(order) if undecided && plan.date_order.is_none() => {
            Profile::of(sample, column, &Plan { date_order: Some(order), ..plan.clone() }, semicolon)
        }
        _ => profile,
    }
}

/// The `format` of a source whose last known statuses are read as the steps that were passed.
pub const STATUS: &str = "status";

/// Puts a read table right by what is known of its system, and makes events of it where they are asked for.
///
/// `hidden`: headers that were read for this alone.
pub fn settle(
    mut table: Table,
    known: Option<&Known>,
    moments: &[Moment],
    plan: &Plan,
    hidden: &[String],
) -> Table {
    if let Some(known) = known {
        traps::mend(known, &mut table);
        table.system = Some(known.system.name.to_owned());
        table.kind = Some(known.system.kind);
    }
    table.columns.retain(|column| !hidden.contains(&column.header));
    traps::number_answers(&mut table);
    if !moments.is_empty() {
        return derive::events(table, moments);
    }
    if table.role(Role::Event).is_some() || !plan.wants_status() {
        return table;
    }
    if let Some(made) = ladder::events(&table) {
        return made;
    }
    // Statuses of no trade that is known are events of their own.
    if let Some(column) = table.columns.iter_mut().find(|column| column.role == Some(Role::Status)) {
        column.role = Some(Role::Event);
    }
    table
}
