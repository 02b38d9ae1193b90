//! What was decided about a file's columns, and the rows that are read by it.

use super::plan::{Need, Plan};
use super::profile::{Profile, Sample};
use super::reader::Read;
use super::report::{ColumnReport, Report};
use super::roles::{self, Decided, Kind, SURE};
use super::rows::Rows;
use super::systems::{self, Known, Moment};
use super::times::{self, Format, Zone};
use crate::diag;
use crate::error::{Code, Error};
use crate::model::order::arrange_by;
use crate::model::rule::Role;
use crate::model::table::Data;

/// Roles that are kept for every source of events, wanted or not: the analysis cannot do without them.
const EVENTS: [Role; 6] = [Role::Person, Role::Time, Role::Event, Role::Session, Role::Lifecycle, Role::End];

/// The decided columns of a file and its rows so far.
#[derive(Debug)]
pub struct Frame {
    /// Column of the file → column of the table.
    pub kept: Vec<(usize, usize)>,
    /// The kept cells.
    pub rows: Rows,
    columns: Vec<ColumnReport>,
    /// Headers that were asked for and have not come yet.
    late: Vec<Late>,
    /// Of times that name none, where it was given.
    zone: Option<i32>,
    /// The system that made the file, where it is known.
    known: Option<Known>,
    /// Columns of times whose cells become events.
    moments: Vec<Moment>,
    /// Headers that are read only to see what rows are.
    hidden: Vec<String>,
}

/// How much a header was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// Without it the file is refused.
    Must,
    /// Its absence is an issue.
    Wish,
    /// Its absence is nothing.
    Hope,
}

/// A header that may come in later rows.
#[derive(Debug)]
struct Late {
    header: String,
    role: Option<Role>,
    asked: Asked,
    nearest: Option<String>,
}

impl Frame {
    /// Decides the columns of a file from its first rows; `more`: later rows may have further columns.
    pub fn of(sample: Sample, plan: &Plan, line: u64, semicolon: bool, more: bool) -> Result<Self, Error> {
        let zone = match &plan.zone {
            Some(name) => {
                Some(times::zone(name).ok_or_else(|| Error::new(Code::NotYet, format!("zone {name}")))?)
            }
            None => None,
        };
        let known = Known::of(&sample, plan.format.as_deref());
        let mut plan = known.as_ref().map_or_else(|| plan.clone(), |known| known.plan(plan));
        // A report says above its rows from when it is.
        plan.since = plan.since.or_else(|| times::first_day(&sample.above));
        let plan = &plan;
        let profiles: Vec<Profile> = (0..sample.headers().len())
            .map(|column| systems::profile(known.as_ref(), &sample, column, plan, semicolon))
            .collect();
        let decided = roles::decide(&sample, &profiles, plan, known.as_ref(), more)?;
        let mut frame = Self {
            kept: Vec::new(),
            rows: Rows::new(plan.need, plan.max_rows),
            columns: Vec::new(),
            late: Vec::new(),
            zone,
            known,
            moments: Vec::new(),
            hidden: Vec::new(),
        };
        frame.choose(&sample, &decided, &profiles, plan, line, more)?;
        frame.ask_for_a_year(&sample, &profiles, plan, line);
        for (at, ((header, decided), profile)) in sample.headers().zip(decided).zip(profiles).enumerate() {
            let (kind, format) = match decided.kind {
                Kind::Text => ("text", None),
                Kind::Time(format) => ("time", Some(format.as_str().to_owned())),
                Kind::Number(writing, _) => ("number", Some(writing.shown())),
            };
            frame.columns.push(ColumnReport {
                header: header.to_owned(),
                role: decided.role,
                confidence: (decided.confidence * 100.0).round() / 100.0,
                kind,
                format,
                zone: None,
                examples: profile.examples,
                preview: sample.preview(at),
            });
        }
        Ok(frame)
    }

    /// Tells of dates that have no year, where nothing says from when they are.
    fn ask_for_a_year(&mut self, sample: &Sample, profiles: &[Profile], plan: &Plan, line: u64) {
        if plan.since.is_some() {
            return;
        }
        for (column, (header, profile)) in sample.headers().zip(profiles).enumerate() {
            let yearless = |cell: &str| times::read(cell, Format::Yearless(0)).is_some();
            if profile.time.is_none()
                && profile.filled > 0
                && let (true, Some(value)) = (sample.cells(column).all(yearless), sample.cells(column).next())
            {
                let (column, value) = (header.to_owned(), value.to_owned());
                self.rows.issues.add(Code::Ambiguous, || diag::Sample { line, column, value });
            }
        }
    }

    /// Keeps what was given, asked for and needed, each once.
    fn choose(
        &mut self,
        sample: &Sample,
        decided: &[Decided],
        profiles: &[Profile],
        plan: &Plan,
        line: u64,
        more: bool,
    ) -> Result<(), Error> {
        let mut wanted: Vec<(usize, Option<Role>)> = Vec::new();
        for (role, header) in &plan.columns {
            match roles::find(sample, header) {
                Some(index) => wanted.push((index, Some(*role))),
                None => self.missing(sample, header, Some(*role), Asked::Must, more, line)?,
            }
        }
        let sure = |role: Role| {
            decided.iter().position(|column| column.role == Some(role) && column.confidence >= SURE)
        };
        let given = |wanted: &[(usize, Option<Role>)], role: Role| {
            wanted.iter().any(|(_, known)| *known == Some(role))
        };
        let all = matches!(plan.need, Need::Any | Need::Picture);
        for role in if all { &Role::ALL[..] } else { &EVENTS[..] } {
            if !given(&wanted, *role)
                && let Some(index) = sure(*role)
            {
                wanted.push((index, Some(*role)));
            }
        }
        if plan.wants_status() && !given(&wanted, Role::Status) {
            wanted.extend(sure(Role::Status).map(|index| (index, Some(Role::Status))));
        }
        for (index, column) in decided.iter().enumerate() {
            let question = plan.need == Need::Picture
                && matches!(column.role, Some(Role::Score | Role::Comment))
                && column.confidence >= SURE;
            if (question || column.moment.is_some()) && !wanted.iter().any(|(known, _)| *known == index) {
                wanted.push((index, column.role));
            }
        }
        let asked = [(&plan.keep, Asked::Must), (&plan.wish, Asked::Wish), (&plan.hope, Asked::Hope)];
        for (field, asked) in
            asked.iter().flat_map(|(fields, asked)| fields.iter().map(|field| (field, *asked)))
        {
            let role = Role::parse(field);
            let index = match role {
                Some(role) if given(&wanted, role) => continue,
                Some(role) => sure(role).or_else(|| sample.find(field)),
                None => sample.find(field),
            };
            match index {
                Some(index) if !wanted.iter().any(|(known, _)| *known == index) => {
                    wanted.push((index, decided.get(index).and_then(|column| column.role)));
                }
                Some(_) => {}
                None if role.is_some() => {}
                None => self.missing(sample, field, None, asked, more, line)?,
            }
        }
        for index in self.known.iter().flat_map(Known::looked_at) {
            if !wanted.iter().any(|(known, _)| *known == index) {
                self.hidden.extend(sample.headers().nth(index).map(str::to_owned));
                wanted.push((index, decided.get(index).and_then(|column| column.role)));
            }
        }
        arrange_by(&mut wanted, |(index, _)| *index);
        for (index, role) in wanted {
            let (Some(column), Some(profile)) = (decided.get(index), profiles.get(index)) else { continue };
            let header = sample.headers().nth(index).unwrap_or("");
            if let Some(event) = &column.moment {
                self.moments.push(Moment { header: header.to_owned(), event: event.clone() });
            }
            let kind = self.kind(header, role, column, profile, plan, line);
            let place = self.rows.keep(header, role, kind, self.zone(header));
            self.kept.push((index, place));
        }
        if plan.need == Need::Events && !decided.iter().any(|column| column.role == Some(Role::Time)) {
            // Without times the rows are taken in the order of the file, which has to be known.
            self.rows.issues.add(Code::NoColumn, || diag::Sample {
                line,
                column: Role::Time.as_str().to_owned(),
                value: String::new(),
            });
        }
        Ok(())
    }

    /// A header that was asked for and is not there (yet).
    fn missing(
        &mut self,
        sample: &Sample,
        header: &str,
        role: Option<Role>,
        asked: Asked,
        more: bool,
        line: u64,
    ) -> Result<(), Error> {
        let error = roles::unknown(sample, header);
        if more {
            self.late.push(Late { header: header.to_owned(), role, asked, nearest: error.nearest });
        } else if asked == Asked::Must {
            return Err(error);
        } else if asked == Asked::Wish {
            let value = error.nearest.unwrap_or_default();
            let column = header.to_owned();
            self.rows.issues.add(Code::UnknownColumn, || diag::Sample { line, column, value });
        }
        Ok(())
    }

    /// A column that no row of the sample had: its place in the table, if it was asked for.
    pub fn late_column(&mut self, header: &str) -> Option<usize> {
        let asked = self.late.iter().position(|late| late.header == header);
        let late = asked.map(|index| self.late.swap_remove(index));
        let role = late.as_ref().and_then(|late| late.role);
        self.columns.push(ColumnReport {
            header: header.to_owned(),
            role,
            confidence: if role.is_some() { 1.0 } else { 0.0 },
            kind: "text",
            format: None,
            zone: None,
            examples: Vec::new(),
            preview: Vec::new(),
        });
        let kind = match role {
            Some(Role::Time | Role::End | Role::Promised | Role::Delivered) => Kind::Time(Format::Iso),
            Some(Role::Amount | Role::Count) => Kind::Number(super::numbers::Writing::PLAIN, false),
            _ => Kind::Text,
        };
        late.map(|_| self.rows.keep(header, role, kind, self.zone(header)))
    }

    /// The zone of a column's times that name none: as given, as its header says, or else UTC.
    fn zone(&self, header: &str) -> Zone {
        match (self.zone, times::zone_in(header)) {
            (Some(minutes), _) => Zone { minutes, from: "given" },
            (None, Some(minutes)) => Zone { minutes, from: "header" },
            (None, None) => Zone { minutes: 0, from: "assumed" },
        }
    }

    /// The error of a header that never came.
    pub fn late_missing(&mut self) -> Result<(), Error> {
        for late in core::mem::take(&mut self.late) {
            match late.asked {
                Asked::Must => return Err(Error::new(Code::UnknownColumn, late.header).nearest(late.nearest)),
                Asked::Wish => {}
                Asked::Hope => continue,
            }
            let value = late.nearest.unwrap_or_default();
            self.rows.issues.add(Code::UnknownColumn, || diag::Sample {
                line: 1,
                column: late.header,
                value,
            });
        }
        Ok(())
    }

    /// How a kept column is read.
    fn kind(
        &mut self,
        header: &str,
        role: Option<Role>,
        column: &Decided,
        profile: &Profile,
        plan: &Plan,
        line: u64,
    ) -> Kind {
        let number = plan.numbers.iter().any(|wanted| wanted == header);
        let kind = match role {
            Some(Role::Time | Role::End | Role::Promised | Role::Delivered) => match column.kind {
                Kind::Time(format) => Kind::Time(format),
                _ => Kind::Time(profile.time_by_name.map_or(Format::Iso, |guess| guess.format)),
            },
            _ if column.moment.is_some() => column.kind,
            Some(Role::Amount | Role::Count) => numbers(profile),
            _ if number => numbers(profile),
            _ => Kind::Text,
        };
        if let Kind::Number(writing, true) = kind {
            let value = writing.shown();
            self.rows.issues.add(Code::Ambiguous, || diag::Sample { line, column: header.to_owned(), value });
        }
        kind
    }

    /// The table and the report, whose file-wide words the format fills in.
    pub fn finish(self, plan: &Plan, line: u64, bad: u64) -> Read {
        let Self { mut rows, mut columns, known, moments, hidden, .. } = self;
        for _ in 0..bad {
            rows.issues.add(Code::BadBytes, || diag::Sample {
                line: 0,
                column: String::new(),
                value: String::new(),
            });
        }
        let (table, formats) = rows.finish(&plan.source, line);
        for (header, format, zone) in formats {
            if let Some(column) = columns.iter_mut().find(|column| column.header == header) {
                column.format = Some(format.as_str().to_owned());
                column.zone = zone;
            }
        }
        let mut table = systems::settle(table, known.as_ref(), &moments, plan, &hidden);
        let people = table.columns.iter_mut().filter(|column| plan.fold && column.role == Some(Role::Person));
        for column in people {
            if let Data::Texts(texts) = &mut column.data {
                texts.fold_addresses();
            }
        }
        let report = Report {
            system: table.system.clone(),
            rows: table.read,
            columns,
            issues: table.issues.clone(),
            ..Report::default()
        };
        Read { table, report }
    }
}

fn numbers(profile: &Profile) -> Kind {
    let (writing, open, _) = profile.number.unwrap_or((super::numbers::Writing::PLAIN, false, 0.0));
    Kind::Number(writing, open)
}
