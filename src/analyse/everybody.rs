//! What is counted of everybody, in one pass: a person's rows are read from memory once, and are at hand for all that
//! is asked of them.
//!
//! Must never know: rates, colours, sizes, words.

use super::carts::Carts;
use super::cohorts::Cohorts;
use super::counts;
use super::funnel::{By, Counted, Counting, LostUnit};
use super::matching::Matcher;
use super::parts::{apart, at_one_go};
use super::paths::{Lost, Paths, Things, told};
use super::people::Row;
use super::survey::Context;
use super::visits::Visits;
use crate::error::{Code, Error};
use crate::model::evidence::{After, Cohort};
use crate::model::table::Table;

/// Everything about people that needs only their own rows.
pub struct Everybody<'c, 'a> {
    /// Moves and ways.
    pub paths: Paths<'c, 'a>,
    /// The funnel, where any table has rows for its steps, and what those did next who were lost there.
    pub funnel: Option<(Counted, Vec<After>)>,
    /// Carts that were left behind.
    pub carts: Option<Carts<'c, 'a>>,
    /// By when people started.
    pub cohorts: Vec<Cohort>,
    /// Visits of stages.
    pub visits: Visits,
}

impl<'c, 'a> Everybody<'c, 'a> {
    /// Counts everybody; paths lead between `things`. `whole`: others are going to be merged with it.
    pub async fn count(
        context: &'c Context<'a>,
        steps: &Matcher<'_>,
        things: &'c [Things<'a>],
        whole: bool,
    ) -> Result<Self, Error> {
        let mut sums = at_one_go(|| Sums::new(context, steps, things, whole))?;
        context.people.each_in_parts(&mut |rows| sums.add(rows)).await;
        let Sums { mut paths, funnel, carts, cohorts, visits, .. } = sums;
        apart(paths.finish(whole)).await;
        let rule = &context.journey.funnel;
        let funnel = match funnel {
            Some((funnel, lost)) => {
                Some((apart(funnel.finish(context.people)).await?, lost.finish(&rule.steps, rule.unit)))
            }
            None => None,
        };
        Ok(Self { paths, funnel, carts, cohorts: cohorts.map(Cohorts::finish).unwrap_or_default(), visits })
    }
}

/// What is added up while people are added.
struct Sums<'c, 'a> {
    context: &'c Context<'a>,
    paths: Paths<'c, 'a>,
    funnel: Option<(Counting<'a>, Lost<'c, 'a>)>,
    carts: Option<Carts<'c, 'a>>,
    cohorts: Option<Cohorts<'a>>,
    visits: Visits,
}

impl<'c, 'a> Sums<'c, 'a> {
    fn new(
        context: &'c Context<'a>,
        steps: &Matcher<'_>,
        things: &'c [Things<'a>],
        whole: bool,
    ) -> Result<Self, Error> {
        let paths = Paths::new(context, things)?;
        let funnel = funnel(context, steps)?.map(|funnel| (funnel, Lost::new(told(things))));
        let (carts, cohorts) = (Carts::new(context, whole), Cohorts::new(context));
        let visits = Visits::new(context.journey.stages.len(), context.people.timed);
        Ok(Self { context, paths, funnel, carts, cohorts, visits })
    }

    /// Adds the rows of one person.
    fn add(&mut self, rows: &[Row]) {
        self.paths.add(rows);
        if let Some((funnel, lost)) = &mut self.funnel {
            funnel.add(rows, &mut |one: &LostUnit<'_>| lost.add(one.step, one.mask, one.rows, one.rest));
        }
        if let Some(carts) = &mut self.carts {
            carts.add(rows);
        }
        if let Some(cohorts) = &mut self.cohorts {
            cohorts.add(rows);
        }
        self.visits.add(rows, self.context.places);
    }
}

/// The funnel, where any table has rows for its steps.
fn funnel<'a>(context: &Context<'a>, steps: &Matcher<'_>) -> Result<Option<Counting<'a>>, Error> {
    let Context { journey, tables, people, personas, .. } = *context;
    let rows = |(at, table): (usize, &&Table)| steps.applies(at) && !counts::is_ready(journey, table);
    if journey.funnel.steps.is_empty() || !tables.iter().enumerate().any(rows) {
        return Ok(None);
    }
    steps.complain()?;
    let by = match journey.funnel.by.as_deref() {
        Some("persona") if personas.is_empty() => {
            return Err(Error::new(Code::Conflict, "by persona: no persona has a segment"));
        }
        Some("persona") => Some(By::Personas(personas)),
        Some(field) => Some(By::column(field, journey.funnel.at)),
        None => None,
    };
    Counting::new(tables, people, &journey.funnel, by).map(Some)
}
