//! What is counted of everybody, in one pass: a person's rows are read from memory once, and are at hand for all that
//! is asked of them.
//!
//! Must never know: rates, colours, sizes, words.

use super::carts::Carts;
use super::cohorts::Cohorts;
use super::counts;
use super::course::{self, Course};
use super::few::Few;
use super::funnel::{By, Counted, Counting, LostUnit};
use super::matching::Matcher;
use super::parts::{apart, at_one_go};
use super::paths::{Lost, Nexts, Paths, Things, told};
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
        context.people.few_in_parts(&mut |few| sums.add(few)).await;
        sums.come();
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
    /// Where no row is of several stages, and times are known: what was looked up for paths says all about stages.
    course: Option<Course>,
    /// It says all about the funnel, too, which has no switch, and whose steps are the stages.
    plain: bool,
    nexts: [Nexts; 2],
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
        let mut carts = Carts::new(context, whole);
        if let (Some(carts), Some(events)) = (&mut carts, paths.things_of_events()) {
            carts.learn(events);
        }
        let cohorts = Cohorts::new(context);
        let visits = Visits::new(context.journey.stages.len(), context.people.timed);
        let plain = funnel.as_ref().is_some_and(|(funnel, _)| funnel.is_plain());
        let plain = plain && context.places.are_steps() && paths.knows_nexts();
        let stages = context.journey.stages.len();
        let one_each = context.people.timed && context.places.one_each();
        let course = one_each.then(|| Course::new(stages, if plain { stages } else { 0 }, course::MOST));
        let nexts = Default::default();
        Ok(Self { context, paths, funnel, carts, cohorts, visits, course, plain, nexts })
    }

    /// Adds a few people. Their rows are only made for who does not know enough by what they are of.
    #[inline(never)]
    fn add(&mut self, few: &mut Few<'_>) {
        self.paths.add_few(few);
        let followed = self.follow();
        if !followed {
            few.each().for_each(|rows| self.visits.add(rows, self.context.places));
        }
        if followed && self.plain {
            self.lose();
        } else if let Some((funnel, lost)) = &mut self.funnel {
            let mut lost = |one: &LostUnit<'_>| lost.add(one.step, one.mask, one.rows, one.rest);
            few.each().for_each(|rows| funnel.add(rows, &mut lost));
        }
        match (&mut self.carts, self.paths.events()) {
            (Some(carts), Some(events)) if carts.knows_events() => carts.add_few(events),
            (Some(carts), _) => few.each().for_each(|rows| carts.add(rows)),
            (None, _) => {}
        }
        let stages = self.paths.stages().filter(|_| self.course.is_some());
        if let Some(cohorts) = &mut self.cohorts {
            match stages.filter(|_| cohorts.of_any_stage()) {
                Some(stages) => cohorts.add_few(stages),
                None => few.each().for_each(|rows| cohorts.add(rows)),
            }
        }
    }

    /// Follows the people that were added last through their stages; false where that cannot be.
    fn follow(&mut self) -> bool {
        let Self { paths, funnel, course, visits, .. } = self;
        let (Some(course), Some(stages)) = (course, paths.stages()) else { return false };
        let ended = |stage, micros| visits.add_time(stage, micros);
        course.add(stages, ended, |step, micros| {
            if let Some((funnel, _)) = funnel {
                funnel.add_time(step, micros);
            }
        })
    }

    /// Adds what those of them did next whom a plain funnel lost.
    #[inline(never)]
    fn lose(&mut self) {
        let Self { paths, funnel, course, nexts, .. } = self;
        paths.nexts(nexts);
        let (Some((funnel, lost)), Some(course)) = (funnel, course) else { return };
        let Some(met) = paths.stages() else { return };
        let ([stages, events], all) = (nexts, funnel.steps());
        for (person, come) in course.last(met).enumerate() {
            let level = usize::from(come.level);
            // They left with their last step.
            if let Some(step) = level.checked_sub(1).filter(|_| level < all) {
                lost.add_next(step, [stages.after(person, level), events.after(person, level)]);
            }
        }
    }

    /// Adds up what people were followed to.
    fn come(&mut self) {
        let Self { paths, carts, funnel, course, visits, plain, .. } = self;
        if let (Some(carts), Some(rows)) = (carts, paths.rows_of_events()) {
            carts.add_rows(&rows);
        }
        for (come, people) in course.iter().flat_map(Course::all) {
            visits.add_people(come, people);
            if let Some((funnel, _)) = funnel.as_mut().filter(|_| *plain) {
                funnel.add_people(come.level.into(), come.met, people);
            }
        }
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

#[cfg(test)]
mod tests {
    use crate::analyse::{Options, measure};
    use crate::model::evidence::{Measure, MeasureKind};
    use crate::model::read_journey;
    use crate::model::rule::Role;
    use crate::model::table::{Column, Data, Table, Texts};
    use crate::value::{Value, map};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    const EVENTS: [&str; 7] = ["", "a", "b", "c", "d", "x", "y"];

    /// Rows of one segment, none before the one before it.
    fn table(names: [&str; 7], rows: &[(u8, usize, i64)]) -> Table {
        let mut texts = [Texts::new(), Texts::new(), Texts::new()];
        let [who, what, part] = &mut texts;
        let (mut known, mut when, mut time) = (Vec::new(), Vec::new(), 0);
        let events = names.map(|event| if event.is_empty() { 0 } else { what.push_entry(event) });
        let all = part.push_entry("all");
        for (person, event, later) in rows {
            if !known.contains(person) {
                who.push_entry(&person.to_string());
                known.push(*person);
            }
            let code = known.iter().position(|known| known == person).unwrap() + 1;
            time += later;
            who.codes.push(code as u32);
            what.codes.push(events[*event]);
            part.codes.push(all);
            when.push(time);
        }
        let column = |header: &str, role, data| Column { header: header.to_owned(), role, data };
        let [who, what, part] = texts.map(Data::Texts);
        let columns = vec![
            column("user", Some(Role::Person), who),
            column("event", Some(Role::Event), what),
            column("part", None, part),
            column("time", Some(Role::Time), Data::Times(when)),
        ];
        Table { source: "shop".to_owned(), columns, ..Table::default() }
    }

    proptest! {
        /// A persona's visits, and a funnel with a breakdown, are counted person by person.
        #[test]
        fn few_people_at_once_come_to_what_each_of_them_does(
            rows in prop::collection::vec((0_u8..70, 0_usize..7, prop_oneof![Just(0_i64), 0_i64..3, 1_i64..1 << 34]), 1..300),
            stages in prop::sample::subsequence(vec!["d", "b", "a", "c"], 1..5),
        ) {
            let segment = map([("field", "part".into()), ("in", Value::List(vec!["all".into()]))]);
            let persona = map([("id", "all".into()), ("name", "All".into()), ("segment", segment)]);
            let document = |by: Option<&str>| {
                let stages = Value::List(stages.iter().map(|stage| Value::from(*stage)).collect());
                let funnel = by.map(|by| ("funnel", map([("by", by.into())])));
                let shop = map([("id", "shop".into()), ("kind", "events".into())]);
                let keys = [
                    ("title", "x".into()),
                    ("stages", stages),
                    ("personas", Value::List(vec![persona.clone()])),
                    ("sources", Value::List(vec![shop])),
                ];
                let keys = keys.into_iter().chain(funnel).map(|(key, value)| (key.to_owned(), value));
                read_journey(&Value::Map(keys.collect())).0.unwrap()
            };
            let options = Options { min_group: 0, comments: false, events: true };
            let (few, exact) = measure(&document(None), vec![table(EVENTS, &rows)], &options).unwrap();
            let (each, exact_of_each) = measure(&document(Some("part")), vec![table(EVENTS, &rows)], &options).unwrap();
            prop_assert_eq!(few.funnel.map(|funnel| funnel.steps), each.funnel.map(|funnel| funnel.steps));
            prop_assert_eq!(few.after, each.after);
            prop_assert_eq!(exact.steps, exact_of_each.steps);
            prop_assert_eq!(&few.stages, &few.personas[0].stages);
        }

        /// Events by their names, others by their stage; where two events say other things, rows are asked.
        #[test]
        fn carts_are_those_whose_rows_say_so(
            rows in prop::collection::vec((0_u8..70, 0_usize..7, 0_i64..3), 1..300),
            stages in prop::sample::subsequence(vec!["Keranjang", "Other", "d"], 1..4),
            touchpoint in any::<bool>(),
        ) {
            let names = ["", "a", "cart", "purchase", "d", "x", "y"];
            let any = |events: &[&str]| {
                let rule = |event: &&str| map([("field", "event".into()), ("equals", (*event).into())]);
                Value::List(events.iter().map(rule).collect())
            };
            let stage = |name: &str| {
                let events: &[&str] = match name {
                    "Keranjang" => &["a", "y"],
                    "Other" => &["cart", "x", "y"],
                    other => &[other][..],
                };
                let spot = map([("name", "Spot".into()), ("match", any(&["x"]))]);
                let spots = if touchpoint { vec![spot] } else { Vec::new() };
                map([("name", name.into()), ("match", any(events)), ("touchpoints", Value::List(spots))])
            };
            let document = map([
                ("title", "x".into()),
                ("stages", Value::List(stages.iter().map(|name| stage(name)).collect())),
                ("sources", Value::List(vec![map([("id", "shop".into()), ("kind", "events".into())])])),
            ]);
            let options = Options { min_group: 0, comments: false, events: true };
            let (journey, table) = (read_journey(&document).0.unwrap(), table(names, &rows));
            let (told, _) = measure(&journey, vec![table], &options).unwrap();

            let has = |stage: &str| stages.contains(&stage);
            let mark = |event: &str| match event {
                "cart" => 1,
                "purchase" => 2,
                "a" | "y" if has("Keranjang") => 1,
                _ => 0,
            };
            let at = |event: &str| match event {
                "a" => "keranjang",
                "y" if has("Keranjang") => "keranjang",
                _ if has("Other") => "other",
                _ => "",
            };
            let (mut people, mut met, mut bought) = (BTreeMap::new(), BTreeMap::new(), 0_u64);
            for (person, event, _) in &rows {
                let event = names[*event];
                *people.entry(*person).or_insert(0) |= mark(event);
                *met.entry(at(event).to_owned()).or_insert(0_u64) += u64::from(mark(event) == 1);
                bought += u64::from(mark(event) == 2);
            }
            met.retain(|_, rows| *rows > 0);
            let many = |with: fn(u8) -> bool| people.values().filter(|marks| with(**marks)).count() as u64;
            let expected = (many(|marks| marks == 1), many(|marks| marks & 1 != 0), met, bought);
            let found = told.measures.iter().find(|one| one.kind == MeasureKind::Abandoned);
            let rows_of = |one: &Measure| {
                let rows = one.met.iter().filter(|met| met.rows > 0).map(|met| (met.at.clone(), met.rows));
                rows.collect::<BTreeMap<_, _>>()
            };
            let found = found.map(|one| {
                let bought = one.met.iter().map(|met| met.bought).sum::<u64>();
                (one.count, one.of, rows_of(one), bought)
            });
            prop_assert_eq!(found.unwrap_or_default(), if expected.2.is_empty() && expected.3 == 0 { Default::default() } else { expected });
        }
    }
}
