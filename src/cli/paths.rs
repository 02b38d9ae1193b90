//! `jejak paths`: where people go, over the rows of files.

use super::args;
use super::funnel::{WINDOWS, choice, columns, time_unit};
use super::say::pick;
use super::{Done, Manner, Stop, files, say};
use jejak::analyse::paths::{Ask, Asked, asked};
use jejak::analyse::{self};
use jejak::figures::rates::{share, wilson};
use jejak::figures::{Quantiles, quantiles};
use jejak::ingest::{Need, Plan};
use jejak::model::evidence::{After, Link, Next, Planned, Sequence};
use jejak::model::journey::{Channel, Journey, Stage};
use jejak::model::rule::{FunnelRule, Role, Unit};
use jejak::model::table::{Data, Table};
use jejak::model::{steps, switches};
use jejak::words::{self, Lang, Numbers, numbers::Plain, picture};
use jejak::{Code, Error, Value, value};
use std::collections::BTreeSet;
use std::process::ExitCode;

/// What moves lead between.
const LEVELS: [&str; 4] = ["event", "stage", "touchpoint", "channel"];

pub fn run(args: &args::Paths, manner: Manner) -> Done {
    let mut journey = journey(args, manner)?;
    let known = |word: &str| LEVELS.into_iter().find(|level| *level == word);
    let level = match choice(args.level.as_deref(), "--level", known, &LEVELS)? {
        Some(level) => level,
        None if args.steps.is_some() => "stage",
        None if journey.stages.iter().any(|stage| !stage.touchpoints.is_empty()) => "touchpoint",
        None => "event",
    };
    if level != "event" && level != "channel" && journey.stages.is_empty() {
        return Err(Stop::call(Error::new(Code::MissingKey, "--journey")));
    }
    if args.after.is_some() && journey.funnel.steps.is_empty() {
        return Err(Stop::call(Error::new(Code::MissingKey, "--steps")));
    }
    let tables = tables(args, &journey, level, manner.lang)?;
    if journey.channels.is_empty() {
        journey.channels = channels(&tables);
    }
    let taken: Vec<&Table> = tables.iter().collect();
    let [from, to, after] = [&args.from, &args.to, &args.after].map(|word| word.as_deref());
    let ask = Ask { level, from, to, after };
    let asked = asked(&journey, &taken, &ask).map_err(|error| match error.code {
        Code::Conflict | Code::UnknownId => Stop::call(error),
        _ => Stop::input(&args.files.join(", "), error),
    })?;
    if manner.json {
        say::object(&report(&asked, args));
    } else {
        print(&asked, &journey, args, manner.lang);
    }
    Ok(ExitCode::SUCCESS)
}

/// The journey that is asked about: the one that is named, or one whose stages are the steps.
fn journey(args: &args::Paths, manner: Manner) -> Result<Journey, Stop> {
    let mut journey = match (&args.journey, &args.steps) {
        (Some(path), _) => files::journey(path, manner.lang)?,
        (None, Some(line)) => {
            let steps = steps::parse(line).map_err(Stop::call)?;
            let stages = steps.iter().map(|step| Stage {
                id: step.id.clone(),
                name: step.name.clone(),
                rules: step.any.clone(),
                ..Stage::default()
            });
            let stages = stages.collect();
            Journey { stages, funnel: FunnelRule { steps, ..FunnelRule::default() }, ..Journey::default() }
        }
        (None, None) => Journey::default(),
    };
    let units = ["person", "session"];
    let known = |word: &str| Unit::of(word).filter(|_| units.contains(&word));
    let unit = choice(args.unit.as_deref(), "--unit", known, &units)?;
    journey.funnel.unit = unit.unwrap_or(journey.funnel.unit);
    if let Some(window) = choice(args.window.as_deref(), "--window", switches::window, WINDOWS)? {
        journey.funnel.window = window;
    }
    journey.funnel.by = None;
    Ok(journey)
}

fn tables(args: &args::Paths, journey: &Journey, level: &str, lang: Lang) -> Result<Vec<Table>, Stop> {
    let mut tables = Vec::new();
    for file in &args.files {
        let (plan, path) = match args.journey {
            Some(_) => {
                let (id, path) = match (file.split_once('='), journey.sources.as_slice()) {
                    (None, [only]) => (only.id.as_str(), file.as_str()),
                    (Some(pair), _) => pair,
                    (None, _) => return Err(Stop::call(Error::new(Code::BadText, file.as_str()))),
                };
                let Some(source) = journey.sources.iter().find(|source| source.id == id) else {
                    return Err(Stop::call(Error::new(Code::UnknownId, id)));
                };
                (Plan::of(source, analyse::keep(journey, id), &analyse::shared(journey)), path)
            }
            None => {
                let mut fields = analyse::keep(journey, "");
                if level == "channel" {
                    fields.push("channel".to_owned());
                }
                let mut plan = Plan {
                    source: file.clone(),
                    columns: columns(&args.reading)?,
                    time_unit: time_unit(&args.reading)?,
                    table: args.reading.table,
                    need: Need::Events,
                    ..Plan::default()
                };
                // A column may be missing in one of several files, but not in the only one.
                if args.files.len() > 1 {
                    plan.wish = fields
                } else {
                    plan.keep = fields
                }
                (plan, file.as_str())
            }
        };
        let read = files::rows(path, plan)?;
        for issue in read.table.issues.iter() {
            say::message(&format!("{path}: {}", words::issue(issue, lang)));
        }
        tables.push(read.table);
    }
    Ok(tables)
}

/// The channels that rows name, by name.
fn channels(tables: &[Table]) -> Vec<Channel> {
    let mut names = BTreeSet::new();
    for column in tables.iter().filter_map(|table| table.role(Role::Channel)) {
        if let Data::Texts(texts) = &column.data {
            let codes = (0..texts.entries()).filter_map(|code| u32::try_from(code).ok());
            names.extend(codes.map(|code| texts.entry(code).trim()).filter(|name| !name.is_empty()));
        }
    }
    let channel = |name: &str| Channel { id: name.to_owned(), name: name.to_owned(), ..Channel::default() };
    names.into_iter().map(channel).collect()
}

/// Moves, those that most make first; of equals as they are listed.
fn most(asked: &Asked) -> Vec<&Link> {
    let mut links: Vec<&Link> = asked.moves.links.iter().collect();
    links.sort_by_key(|link| core::cmp::Reverse((link.times, link.people)));
    links
}

/// How often a thing is left, repeats apart: what moves from it are shares of.
fn left(asked: &Asked, from: &str) -> u64 {
    let out = asked.moves.links.iter().filter(|link| link.from == from && link.to != from);
    out.fold(0, |sum, link| sum.saturating_add(link.times))
}

fn interval(of: u64, all: u64) -> Value {
    wilson(of, all).map_or(Value::Null, |(low, high)| Value::List(vec![low.into(), high.into()]))
}

fn seconds(times: &Quantiles) -> Value {
    if times.n == 0 {
        return Value::Null;
    }
    value::map([
        ("n", times.n.into()),
        ("p25", times.p25.into()),
        ("median", times.median.into()),
        ("p75", times.p75.into()),
        ("p90", times.p90.into()),
    ])
}

fn report(asked: &Asked, args: &args::Paths) -> Value {
    let links = most(asked).into_iter().map(|link| {
        let of = if link.from == link.to { None } else { share(link.times, left(asked, &link.from)) };
        value::map([
            ("from", link.from.as_str().into()),
            ("to", link.to.as_str().into()),
            ("people", link.people.into()),
            ("times", link.times.into()),
            ("share", of.into()),
            ("seconds", seconds(&quantiles::of(&link.seconds))),
        ])
    });
    let total = asked.sequences.total;
    let ways = asked.sequences.top.iter().take(args.top).map(|one| {
        value::map([
            ("path", Value::List(one.path.iter().map(|id| id.as_str().into()).collect())),
            ("more", if one.more { true.into() } else { Value::Null }),
            ("people", one.people.into()),
            ("share", share(one.people, total).into()),
            ("interval", interval(one.people, total)),
        ])
    });
    value::map([
        ("level", asked.moves.level.as_str().into()),
        ("unit", asked.moves.unit.as_str().into()),
        ("people", asked.people.into()),
        ("total", asked.moves.total.into()),
        ("links", Value::List(links.collect())),
        ("sequences", Value::List(ways.collect())),
        ("coverage", share(covered(&asked.sequences.top, args.top), total).into()),
        ("ways", (asked.sequences.top.len() as u64).into()),
        ("after", asked.after.as_ref().map_or(Value::Null, report_after)),
        ("planned", asked.planned.as_ref().map_or(Value::Null, report_planned)),
    ])
}

fn report_after(after: &After) -> Value {
    let next = after.next.iter().map(|next| {
        value::map([
            ("to", next.to.as_str().into()),
            ("people", next.people.into()),
            ("share", share(next.people, after.people).into()),
            ("interval", interval(next.people, after.people)),
        ])
    });
    value::map([
        ("step", after.step.as_str().into()),
        ("unit", after.unit.as_str().into()),
        ("people", after.people.into()),
        ("next", Value::List(next.collect())),
    ])
}

fn report_planned(plan: &Planned) -> Value {
    let rate = |n: u64| {
        vec![
            ("people".to_owned(), n.into()),
            ("share".to_owned(), share(n, plan.met).into()),
            ("interval".to_owned(), interval(n, plan.met)),
        ]
    };
    let each = |list: &[(String, u64)]| {
        let one = |(id, n): &(String, u64)| {
            let named = [("stage".to_owned(), Value::from(id.as_str()))];
            Value::Map(named.into_iter().chain(rate(*n)).collect())
        };
        Value::List(list.iter().map(one).collect())
    };
    value::map([
        ("met", plan.met.into()),
        ("skipped", each(&plan.skipped)),
        ("repeated", each(&plan.repeated)),
        ("out_of_order", Value::Map(rate(plan.out_of_order))),
    ])
}

/// Those whose ways are listed.
fn covered(top: &[Sequence], listed: usize) -> u64 {
    top.iter().take(listed).fold(0, |sum, one| sum.saturating_add(one.people))
}

/// What is printed: names, numbers, a language.
struct Page<'p> {
    asked: &'p Asked,
    journey: &'p Journey,
    top: usize,
    lang: Lang,
    numbers: Plain,
}

fn print(asked: &Asked, journey: &Journey, args: &args::Paths, lang: Lang) {
    let page = Page { asked, journey, top: args.top, lang, numbers: Plain(lang) };
    page.moves();
    page.ways();
    asked.after.iter().for_each(|after| page.after(after));
    if asked.after.is_none()
        && let Some(step) = &args.after
    {
        say::line("");
        say::line(&format!("{} “{step}”.", pick(lang, "Nobody is lost at", "Tidak ada yang hilang di")));
    }
    asked.planned.iter().filter(|plan| plan.met > 0).for_each(|plan| page.planned(plan));
}

impl Page<'_> {
    fn pick(&self, english: &'static str, indonesian: &'static str) -> String {
        pick(self.lang, english, indonesian).to_owned()
    }

    fn count(&self, n: u64) -> String {
        self.numbers.decimal(n as f64, 0)
    }

    fn share(&self, n: u64, of: u64) -> String {
        share(n, of).map(|share| self.numbers.percent(share, 1)).unwrap_or_default()
    }

    fn interval(&self, n: u64, of: u64) -> String {
        wilson(n, of).map(|bounds| picture::shares(bounds, &self.numbers)).unwrap_or_default()
    }

    /// What is counted, by the word for it that evidence has, as a label.
    fn unit(&self, word: &str) -> String {
        words::terms::units(Unit::of(word).unwrap_or(Unit::Person), self.lang)
    }

    /// The name of a thing.
    fn name(&self, id: &str, none: &str) -> String {
        let journey = self.journey;
        let named = match self.asked.moves.level.as_str() {
            _ if id.is_empty() => return none.to_owned(),
            "stage" => journey.stages.iter().find(|stage| stage.id == id).map(|stage| &stage.name),
            "touchpoint" => {
                let mut all = journey.stages.iter().flat_map(|stage| &stage.touchpoints);
                all.find(|touchpoint| touchpoint.id == id).map(|touchpoint| &touchpoint.name)
            }
            "channel" => journey.channels.iter().find(|channel| channel.id == id).map(|c| &c.name),
            _ => None,
        };
        named.map_or(id, String::as_str).to_owned()
    }

    fn moves(&self) {
        let (start, end) = (self.pick("(start)", "(mulai)"), self.pick("(end)", "(selesai)"));
        let mut rows = vec![vec![
            self.pick("From", "Dari"),
            self.pick("To", "Ke"),
            self.pick("Times", "Kali"),
            self.unit(&self.asked.moves.unit),
            self.pick("% of from", "% dari asal"),
            picture::words(self.lang).median.to_owned(),
        ]];
        let links = most(self.asked);
        for link in links.iter().take(self.top) {
            let own = link.from == link.to;
            let median = quantiles::of(&link.seconds).median;
            rows.push(vec![
                self.name(&link.from, &start),
                if own { self.pick("(again)", "(lagi)") } else { self.name(&link.to, &end) },
                self.count(link.times),
                self.count(link.people),
                if own { String::new() } else { self.share(link.times, left(self.asked, &link.from)) },
                median.map(|median| words::duration(median, self.lang, &self.numbers)).unwrap_or_default(),
            ]);
        }
        let rest = links.get(self.top..).unwrap_or_default();
        if !rest.is_empty() {
            let times = rest.iter().fold(0_u64, |sum, link| sum.saturating_add(link.times));
            let other = self.pick("other moves", "perpindahan lain");
            rows.push(vec![format!("{} {other}", rest.len()), String::new(), self.count(times)]);
        }
        say::table("ll", &rows);
    }

    fn ways(&self) {
        let (top, total) = (&self.asked.sequences.top, self.asked.sequences.total);
        let mut rows = vec![vec![
            self.pick("Way", "Jalur"),
            self.unit(&self.asked.moves.unit),
            "%".to_owned(),
            self.pick("% so far", "% sampai sini"),
        ]];
        let mut sum = 0_u64;
        for one in top.iter().take(self.top) {
            sum = sum.saturating_add(one.people);
            let mut names: Vec<String> = one.path.iter().map(|id| self.name(id, "")).collect();
            if one.more {
                names.push("…".to_owned());
            }
            rows.push(vec![
                names.join(" → "),
                self.count(one.people),
                self.share(one.people, total),
                self.share(sum, total),
            ]);
        }
        if total > sum {
            let n = top.len().saturating_sub(self.top);
            let other = format!("{n} {}", self.pick("other ways", "jalur lain"));
            let rest = total.saturating_sub(sum);
            rows.push(vec![other, self.count(rest), self.share(rest, total), self.share(total, total)]);
        }
        say::line("");
        say::table("l", &rows);
    }

    fn after(&self, after: &After) {
        let nothing = self.pick("(nothing more)", "(tidak ada lagi)");
        let step = self.journey.funnel.steps.iter().find(|step| step.id == after.step);
        let step = step.map_or(after.step.as_str(), |step| step.name.as_str());
        let unit = self.unit(&after.unit);
        let head = format!("{} “{step}”", self.pick("Did not go on from", "Tidak lanjut dari"));
        let mut rows = vec![vec![head, unit, "%".to_owned(), picture::words(self.lang).interval.to_owned()]];
        let row = |name: String, n: u64| {
            vec![name, self.count(n), self.share(n, after.people), self.interval(n, after.people)]
        };
        rows.extend(
            after.next.iter().take(self.top).map(|next| row(self.name(&next.to, &nothing), next.people)),
        );
        let rest: &[Next] = after.next.get(self.top..).unwrap_or_default();
        if !rest.is_empty() {
            let people = rest.iter().fold(0_u64, |sum, next| sum.saturating_add(next.people));
            rows.push(row(format!("{} {}", rest.len(), self.pick("others", "lainnya")), people));
        }
        say::line("");
        say::table("l", &rows);
    }

    /// Planned against actual: of those who met any stage.
    fn planned(&self, plan: &Planned) {
        let mut rows = vec![vec![
            self.pick("Planned against actual", "Rencana dan kenyataan"),
            words::terms::units(Unit::Person, self.lang),
            "%".to_owned(),
            picture::words(self.lang).interval.to_owned(),
        ]];
        let row = |name: String, n: u64| {
            vec![name, self.count(n), self.share(n, plan.met), self.interval(n, plan.met)]
        };
        let stage = |id: &str| {
            let known = self.journey.stages.iter().find(|stage| stage.id == id);
            known.map_or(id, |stage| stage.name.as_str()).to_owned()
        };
        let frame = picture::frame(self.lang);
        for (list, what) in [(&plan.skipped, frame.skipped), (&plan.repeated, frame.returned)] {
            rows.extend(list.iter().map(|(id, n)| row(format!("{}: {what}", stage(id)), *n)));
        }
        let late = self.pick("met stages out of order", "melewati tahap tidak berurutan");
        rows.push(row(late, plan.out_of_order));
        say::line("");
        say::table("l", &rows);
    }
}
