//! The funnel of people whose rows are in order, one person after the other.
//!
//! Must never know: rates, intervals, words.

use super::best::{Best, Rows, Work};
use super::groups::Groups;
use super::plan::Plan;
use super::single::Single;
use super::tally::{Person, Tally};
use super::{By, Counted, Excluded, Parts};
use crate::analyse::parts::at_one_go;
use crate::analyse::people::{People, Row};
use crate::error::{Code, Error};
use crate::model::rule::{FunnelRule, Order, Step, Window};
use crate::model::table::Table;

/// A unit that the funnel loses: it came so far, and may not go on.
pub struct LostUnit<'r> {
    /// The last required step that it reached.
    pub step: usize,
    /// The steps of whose rows the last is where it left: that one; in any order all.
    pub mask: u64,
    /// Its rows.
    pub rows: &'r [Row],
    /// Later rows of the same person that are an attempt's no more.
    pub rest: &'r [Row],
}

/// Is told of everybody who is lost at a step.
type TellLost<'l> = &'l mut dyn FnMut(&LostUnit<'_>);

/// A funnel while people are added.
pub struct Counting<'a> {
    steps: &'a [Step],
    plan: Plan,
    parts: Parts<'a>,
    excluded: Excluded<'a>,
    single: Option<Single>,
    work: Work,
    sums: Sums<'a>,
    /// What went wrong; nobody is counted after that.
    done: Result<(), Error>,
}

impl<'a> Counting<'a> {
    /// Nobody yet.
    pub fn new(
        tables: &[&'a Table],
        people: &People<'_>,
        rule: &'a FunnelRule,
        by: Option<By<'a>>,
    ) -> Result<Self, Error> {
        let data_end = people.period.map(|(_, last)| last);
        let plan = Plan::new(rule, data_end)?;
        let parts = Parts::new(tables, rule)?;
        let excluded = Excluded::new(tables, rule)?;
        let limited = (parts.unit && !parts.named())
            || rule.window != Window::None
            || rule.steps.iter().any(|s| s.window.is_some());
        if (limited || plan.grace.is_some()) && !people.timed && people.count() > 0 {
            return Err(Error::new(Code::NoColumn, "time"));
        }
        let groups = by.map(|by| Groups::new(tables, by)).transpose()?;
        let sums = Sums { total: Tally::new(plan.steps), groups, timed: people.timed };
        let single = Single::new(rule, data_end);
        Ok(Self {
            steps: &rule.steps,
            plan,
            parts,
            excluded,
            single,
            work: Work::default(),
            sums,
            done: Ok(()),
        })
    }

    /// Adds the rows of one person, in their order.
    pub fn add(&mut self, rows: &[Row], lost: TellLost<'_>) {
        if self.done.is_ok() {
            self.done = self.units(rows, lost);
        }
    }

    /// True where no window ends a chain, there is no switch, and rows have times: if no row is of several steps, it is enough to
    /// know how far people came in the order of the steps, and how long each step took.
    pub fn is_plain(&self) -> bool {
        let single = self.single.as_ref().is_some_and(Single::is_unlimited);
        single && !self.parts.unit && self.sums.groups.is_none() && self.sums.timed
    }

    /// Adds so many people who came so many steps, and had rows of these at any time.
    pub fn add_people(&mut self, level: usize, seen: u64, people: u64) {
        self.sums.total.add_level(level, seen, people);
    }

    /// Adds how long somebody took to a step from the one before.
    #[inline]
    pub fn add_time(&mut self, step: usize, micros: i64) {
        self.sums.total.add_time(step, micros);
    }

    /// How many steps there are.
    pub fn steps(&self) -> usize {
        self.steps.len()
    }

    fn units(&mut self, rows: &[Row], lost: TellLost<'_>) -> Result<(), Error> {
        if !self.parts.unit {
            return self.unit(rows, lost);
        }
        for session in self.parts.sessions(rows) {
            self.unit(&session.iter().filter_map(|at| rows.get(*at)).copied().collect::<Vec<_>>(), lost)?;
        }
        Ok(())
    }

    #[inline]
    fn unit(&mut self, rows: &[Row], lost: TellLost<'_>) -> Result<(), Error> {
        let chains = self.sums.chains();
        if let Some((best, seen)) = self.single.as_mut().and_then(|single| single.best(rows, chains)) {
            return self.sums.add([rows, &[]], best, seen, &self.plan, lost);
        }
        // Other switches, as code of their own: most people never come here.
        at_one_go(|| self.switched(rows, chains, lost))
    }

    fn switched(&mut self, rows: &[Row], chains: usize, lost: TellLost<'_>) -> Result<(), Error> {
        let Self { plan, parts, excluded, work, sums, .. } = self;
        let of = excluded.of(rows);
        let rows = Rows { rows, excluded: &of };
        if plan.attempts {
            for part in parts.of(rows) {
                let (rows, excluded) = part.rows(rows);
                let all = Rows { rows: &rows, excluded: &excluded };
                for (range, best) in work.attempts(all, plan, chains)? {
                    let rest = all.slice(range.end..all.rows.len()).rows;
                    let rows = all.slice(range).rows;
                    sums.add([rows, rest], &best, seen(rows), plan, lost)?;
                }
            }
            return Ok(());
        }
        let best = if parts.divide() {
            work.over(rows, &parts.of(rows), plan, chains)?
        } else {
            work.whole(rows, plan, chains)?
        };
        sums.add([rows.rows, &[]], &best, seen(rows.rows), plan, lost)
    }

    /// The counts of everybody who was added.
    pub async fn finish(self, people: &People<'_>) -> Result<Counted, Error> {
        self.done?;
        let Sums { total, groups, .. } = self.sums;
        let (period, usable) = (people.period, people.usable.clone());
        let data_end = period.map(|(_, last)| last);
        let mut counted = Counted { people: total.people, period, data_end, usable, ..Counted::default() };
        (counted.funnel, counted.exact.steps) = total.finish(self.steps).await;
        if let Some(groups) = groups {
            let (segments, exact) = groups.finish(self.steps).await;
            (counted.segments, counted.exact.groups) = (Some(segments), exact);
        }
        Ok(counted)
    }
}

/// What is added up over units.
struct Sums<'a> {
    total: Tally,
    groups: Option<Groups<'a>>,
    timed: bool,
}

impl Sums<'_> {
    /// The rows of a chain are wanted for times between steps, and to read the column of a breakdown.
    fn chains(&self) -> usize {
        if self.groups.is_some() { 1 } else { 2 }
    }

    /// Adds a unit by its rows, and those of the same person that come after it; `seen` are the steps of its rows.
    fn add(
        &mut self,
        [rows, rest]: [&[Row]; 2],
        best: &Best,
        seen: u64,
        plan: &Plan,
        lost: TellLost<'_>,
    ) -> Result<(), Error> {
        if let Some(step) = best.lost(plan) {
            let mask = if plan.order == Order::Any { u64::MAX } else { 1 << step };
            lost(&LostUnit { step, mask, rows, rest });
        }
        let person = Person { best, seen, timed: self.timed };
        self.total.add(&person);
        self.groups.as_mut().map_or(Ok(()), |groups| groups.add(rows, &person, plan.steps))
    }
}

/// The steps that any of these rows has.
fn seen(rows: &[Row]) -> u64 {
    rows.iter().fold(0, |seen, row| seen | row.mask)
}
