//! `jejak funnel`: a funnel over the rows of files.

use super::args;
use super::{Done, Manner, Stop, files, rates, say};
use jejak::analyse::{self, funnel::Counted};
use jejak::figures::{self, Figures};
use jejak::ingest::{Need, Plan, Report};
use jejak::model::evidence::{Evidence, SourceRows};
use jejak::model::journey::{Journey, SourceKind, TimeUnit};
use jejak::model::rule::{At, Entry, FunnelRule, Order, Role, Rule, Step, Test, Unit};
use jejak::model::table::{Data, Table};
use jejak::model::time::Duration;
use jejak::model::{self, nearest, presets, steps, switches};
use jejak::words::{self, Lang};
use jejak::{Code, Error, Value, value};
use std::process::ExitCode;

pub fn run(args: &args::Funnel, manner: Manner) -> Done {
    let rule = rule(args)?;
    let journey = Journey { funnel: rule, ..Journey::default() };
    let rule = &journey.funnel;
    let fields = analyse::keep(&journey, "");
    let mut tables = Vec::new();
    let mut reports = Vec::new();
    for file in &args.files {
        let mut plan = Plan {
            source: file.clone(),
            columns: columns(&args.reading)?,
            time_unit: time_unit(&args.reading)?,
            table: args.reading.table,
            since: args.reading.year.and_then(Plan::first_of),
            need: Need::Events,
            ..Plan::default()
        };
        // A column may be missing in one of several files, but not in the only one.
        if args.files.len() > 1 {
            plan.wish = fields.clone()
        } else {
            plan.keep = fields.clone()
        }
        let read = files::rows(file, plan)?;
        tables.push(read.table);
        reports.push(read.report);
    }
    let taken: Vec<&Table> = tables.iter().collect();
    let counted = analyse::funnel::count(&taken, rule).map_err(|error| match error.code {
        // switches that contradict each other are a wrong call, whatever the files hold
        Code::Conflict => Stop::call(error),
        _ => Stop::input(&args.files.join(", "), error),
    })?;
    unseen(&tables, rule, &counted, manner.lang);
    let rows = rows(&tables, &reports, &counted);
    let shown = shown(&journey, counted);
    if manner.json {
        say::object(&report(rule, &rows, &shown, manner));
    } else {
        print(rule, &shown, manner);
        tables.iter().for_each(|table| unused(table, manner));
    }
    Ok(ExitCode::SUCCESS)
}

fn unknown(word: &str, switch: &'static str, known: &[&str]) -> Stop {
    let near = nearest(word, known).map(str::to_owned);
    Stop::call(Error::new(Code::UnknownChoice, word).nearest(near)).of(switch, known)
}

/// The choice that a switch names.
pub fn choice<T>(
    word: Option<&str>,
    switch: &'static str,
    of: impl Fn(&str) -> Option<T>,
    known: &[&str],
) -> Result<Option<T>, Stop> {
    word.map(|word| of(word).ok_or_else(|| unknown(word, switch, known))).transpose()
}

/// What a window may be.
pub const WINDOWS: &[&str] = &["none", "session", "7d", "36h", "30m", "90s", "each:1d"];

fn rule(args: &args::Funnel) -> Result<FunnelRule, Stop> {
    let base = choice(args.like.as_deref(), "--like", switches::like, presets::PRODUCTS)?.unwrap_or_default();
    let window = choice(args.window.as_deref(), "--window", switches::window, WINDOWS)?;
    let ties = choice(args.ties.as_deref(), "--ties", switches::ties, &["allow", "forbid", "2s", "500ms"])?;
    let at = choice(args.at.as_deref(), "--at", switches::at, &["first", "last", "1", "2"])?;
    let exclude = args.exclude.iter().map(|text| steps::exclusion(text)).collect::<Result<Vec<_>, _>>();
    let exclude = exclude.map_err(|error| Stop::call(error).of("--exclude", &["EVENT@I-J"]))?;
    let gap = choice(args.session_gap.as_deref(), "--session-gap", gap, &["30m", "1h", "90s"])?;
    let rule = FunnelRule {
        steps: the_steps(args)?,
        order: choice(args.order.as_deref(), "--order", Order::of, Order::WORDS)?.unwrap_or(base.order),
        window: window.map_or(base.window, |window| switches::window_like(window, base.like.as_deref())),
        unit: choice(args.unit.as_deref(), "--unit", Unit::of, Unit::WORDS)?.unwrap_or(base.unit),
        session_gap: gap,
        ties: ties.unwrap_or(base.ties),
        entry: choice(args.entry.as_deref(), "--entry", Entry::of, Entry::WORDS)?.unwrap_or(base.entry),
        open: args.open,
        exclude,
        hold: args.hold.clone(),
        by: args.by.clone(),
        at: at.unwrap_or(base.at),
        like: base.like,
    };
    within(rule)
}

/// The pause that ends a session, which is no nothing.
fn gap(text: &str) -> Option<Duration> {
    Duration::parse(text).filter(|gap| gap.micros > 0)
}

/// The rule, where it names no step that is not there.
fn within(rule: FunnelRule) -> Result<FunnelRule, Stop> {
    let last = rule.steps.len();
    let outside = |switch| Err(Stop::call(Error::new(Code::OutOfRange, format!("1…{last}"))).of(switch, &[]));
    if rule.exclude.iter().any(|exclusion| exclusion.between.1 > last) {
        return outside("--exclude");
    }
    if matches!(rule.at, At::Step(step) if step > last) {
        return outside("--at");
    }
    Ok(rule)
}

fn the_steps(args: &args::Funnel) -> Result<Vec<Step>, Stop> {
    let mut steps = read_steps(args)?;
    let last = steps.len();
    for text in &args.step_window {
        let window = text.split_once('=').and_then(|(step, window)| {
            let step = step.trim().parse::<usize>().ok()?;
            Some((step, Duration::parse(window.trim()).filter(|window| window.micros >= 0)?))
        });
        let wrong = |code, subject: String| Stop::call(Error::new(code, subject));
        let Some((step, window)) = window else {
            return Err(wrong(Code::BadText, text.clone()).of("--step-window", &["N=30m", "N=7d"]));
        };
        // Before the first step there is none.
        let step = step.checked_sub(1).filter(|step| *step > 0).and_then(|step| steps.get_mut(step));
        let outside = || wrong(Code::OutOfRange, format!("2…{last}")).of("--step-window", &[]);
        step.ok_or_else(outside)?.window = Some(window);
    }
    Ok(steps)
}

fn read_steps(args: &args::Funnel) -> Result<Vec<Step>, Stop> {
    if let Some(line) = &args.steps {
        return steps::parse(line).map_err(Stop::call);
    }
    let path = args.steps_file.as_deref().unwrap_or("-");
    let text = files::text(path)?;
    let steps = steps::literal(&text);
    if steps.is_empty() {
        return Err(Stop::input(path, Error::new(Code::EmptyFile, "")));
    }
    Ok(steps)
}

/// `person=customer_id,time=created`.
pub fn columns(reading: &args::Reading) -> Result<Vec<(Role, String)>, Stop> {
    let pairs =
        reading.columns.as_deref().unwrap_or_default().split(',').filter(|pair| !pair.trim().is_empty());
    pairs
        .map(|pair| {
            let wrong = || Stop::call(Error::new(Code::BadText, pair)).of("--columns", &["ROLE=HEADER"]);
            let (role, header) = pair.split_once('=').ok_or_else(wrong)?;
            let role = role.trim();
            let role = Role::parse(role).ok_or_else(|| unknown(role, "--columns", Role::WORDS))?;
            Ok((role, header.trim().to_owned()))
        })
        .collect()
}

/// The unit of times that are plain numbers.
pub fn time_unit(reading: &args::Reading) -> Result<Option<TimeUnit>, Stop> {
    choice(reading.time_unit.as_deref(), "--time-unit", TimeUnit::of, TimeUnit::WORDS)
}

/// Everything that is derived from a counted funnel.
fn shown(journey: &Journey, counted: Counted) -> Figures {
    let evidence = Evidence {
        period: counted.period,
        data_end: counted.data_end,
        rule: journey.funnel.clone(),
        people: counted.people,
        funnel: Some(counted.funnel),
        segments: counted.segments.into_iter().collect(),
        ..Evidence::default()
    };
    figures::derive(journey, Some(&evidence), Some(&counted.exact))
}

/// What became of the rows of each file.
fn rows(tables: &[Table], reports: &[Report], counted: &Counted) -> Vec<SourceRows> {
    let rows = tables.iter().zip(reports).enumerate().map(|(at, (table, report))| {
        let usable = counted.usable.get(at).copied().unwrap_or_default();
        // Of rows that became several events each, the events are counted.
        let events = usable.matched.saturating_add(usable.unmatched).saturating_add(usable.rejected);
        let read = if table.origin.is_empty() { report.rows } else { events };
        SourceRows {
            source: table.source.clone(),
            kind: SourceKind::Events,
            system: report.system.clone(),
            read,
            used: usable.matched,
            unmatched: usable.unmatched,
            // Rows that never reached the table are counted here too.
            rejected: read.saturating_sub(usable.matched).saturating_sub(usable.unmatched),
            issues: table.issues.iter().cloned().collect(),
        }
    });
    rows.collect()
}

fn report(rule: &FunnelRule, rows: &[SourceRows], shown: &Figures, manner: Manner) -> Value {
    // A document leaves out what is as usual; a report says it.
    let written = model::write_rule(rule);
    let switches = value::map([
        ("order", rule.order.word().into()),
        ("window", rule.window.to_string().into()),
        ("unit", rule.unit.word().into()),
        ("session_gap", rule.session_gap.map(|gap| gap.to_string()).into()),
        ("ties", rule.ties.to_string().into()),
        ("entry", rule.entry.word().into()),
        ("open", rule.open.into()),
        ("exclude", written.get("exclude").cloned().into()),
        ("hold", rule.hold.clone().into()),
        ("by", rule.by.clone().into()),
        ("at", rule.by.is_some().then(|| rule.at.to_string()).into()),
        ("like", rule.like.clone().into()),
        ("words", words::rule(rule, manner.lang).into()),
    ]);
    let shown = figures::write(shown, &figures::SurveyFigures::default());
    let inside = |value: Option<&Value>, key: &str| value.and_then(|value| value.get(key)).cloned();
    let breakdown = shown.get("segments").and_then(|segments| segments.at(0));
    value::map([
        ("rule", switches),
        ("rows", Value::List(rows.iter().map(model::write_rows).collect())),
        ("people", shown.get("people").cloned().into()),
        ("steps", inside(shown.get("funnel"), "steps").into()),
        ("segments", inside(breakdown, "groups").unwrap_or(Value::List(Vec::new()))),
        ("tests", inside(breakdown, "tests").into()),
    ])
}

fn print(rule: &FunnelRule, shown: &Figures, manner: Manner) {
    let lang = manner.lang;
    if let Some(funnel) = &shown.funnel {
        rates::steps(funnel, shown.unit, lang);
    }
    let name =
        |value: &str| if value.is_empty() { words::picture::words(lang).blank } else { value }.to_owned();
    for segments in &shown.segments {
        for group in &segments.groups {
            say::line("");
            say::line(&format!("{} = {}", segments.field, name(&group.value)));
            rates::steps(&group.funnel, shown.unit, lang);
        }
        rates::groups(segments, shown.unit, &segments.field, &name, lang);
    }
    say::line("");
    rates::notes(&words::rule(rule, lang), shown, lang).iter().for_each(|said| say::line(said));
}

/// Steps and exclusions that no row is, on standard error: their names are probably written otherwise in the file.
fn unseen(tables: &[Table], rule: &FunnelRule, counted: &Counted, lang: Lang) {
    let known = events(tables);
    let steps = counted.funnel.steps.iter().filter(|step| step.seen == 0);
    for step in steps {
        let said = say::pick(lang, "No row is the step", "Tidak ada baris untuk langkah");
        told(said, &step.name, &known, lang);
    }
    for exclusion in &rule.exclude {
        if let Rule::Field { field, test: Test::Equals(name), .. } = &exclusion.rule
            && field == Role::Event.as_str()
            && !known.contains(&name.as_str())
        {
            let said = say::pick(
                lang,
                "Nothing is excluded, since no row is",
                "Tidak ada yang dikecualikan karena tidak ada baris",
            );
            told(said, name, &known, lang);
        }
    }
}

/// The events that rows name.
fn events(tables: &[Table]) -> Vec<&str> {
    let mut known = Vec::new();
    for column in tables.iter().filter_map(|table| table.role(Role::Event)) {
        if let Data::Texts(texts) = &column.data {
            let codes = (0..texts.entries()).filter_map(|code| u32::try_from(code).ok());
            known.extend(codes.map(|code| texts.entry(code)).filter(|name| !name.is_empty()));
        }
    }
    known
}

/// Says that no row is `name`, and which event was probably meant: of the first ten thousand.
fn told(said: &str, name: &str, known: &[&str], lang: Lang) {
    let near = nearest(name, known.get(..10_000).unwrap_or(known));
    let meant = say::pick(lang, "did you mean", "apakah maksud Anda");
    let meant = near.map(|near| format!("; {meant} “{near}”?")).unwrap_or(".".to_owned());
    say::message(&format!("{said} “{name}”{meant}"));
}

/// Rows that could not be used, on standard error.
fn unused(table: &Table, manner: Manner) {
    for issue in table.issues.iter() {
        say::message(&format!("{}: {}", table.source, words::issue(issue, manner.lang)));
    }
}
