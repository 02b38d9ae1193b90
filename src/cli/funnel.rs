//! `jejak funnel`: a funnel over the rows of files.

use super::args;
use super::{Done, Manner, Stop, files, rates, say};
use jejak::analyse::{self, funnel::Counted};
use jejak::figures::{self, Figures};
use jejak::ingest::{Need, Plan, Report};
use jejak::model::evidence::{Evidence, SourceRows};
use jejak::model::journey::{Journey, SourceKind, TimeUnit};
use jejak::model::rule::{Entry, FunnelRule, Order, Role, Step, Unit};
use jejak::model::table::{Data, Table};
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
    unseen(&tables, &counted, manner.lang);
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

fn unknown(word: &str, known: &[&str]) -> Stop {
    let near = nearest(word, known).map(str::to_owned);
    Stop::call(Error::new(Code::UnknownChoice, word).nearest(near))
}

/// The choice that a switch names.
pub fn choice<T>(
    word: Option<&str>,
    of: impl Fn(&str) -> Option<T>,
    known: &[&str],
) -> Result<Option<T>, Stop> {
    word.map(|word| of(word).ok_or_else(|| unknown(word, known))).transpose()
}

fn rule(args: &args::Funnel) -> Result<FunnelRule, Stop> {
    let base = choice(args.like.as_deref(), switches::like, presets::PRODUCTS)?.unwrap_or_default();
    let window = choice(args.window.as_deref(), switches::window, &["none", "session"])?;
    let exclude = args.exclude.iter().map(|text| steps::exclusion(text)).collect::<Result<Vec<_>, _>>();
    let rule = FunnelRule {
        steps: the_steps(args)?,
        order: choice(args.order.as_deref(), Order::of, Order::WORDS)?.unwrap_or(base.order),
        window: window.map_or(base.window, |window| switches::window_like(window, base.like.as_deref())),
        unit: choice(args.unit.as_deref(), Unit::of, Unit::WORDS)?.unwrap_or(base.unit),
        session_gap: None,
        ties: choice(args.ties.as_deref(), switches::ties, &["allow", "forbid"])?.unwrap_or(base.ties),
        entry: choice(args.entry.as_deref(), Entry::of, Entry::WORDS)?.unwrap_or(base.entry),
        open: args.open,
        exclude: exclude.map_err(Stop::call)?,
        hold: args.hold.clone(),
        by: args.by.clone(),
        at: choice(args.at.as_deref(), switches::at, &["first", "last"])?.unwrap_or(base.at),
        like: base.like,
    };
    let last = rule.steps.len();
    if rule.exclude.iter().any(|exclusion| exclusion.between.1 > last) {
        return Err(Stop::call(Error::new(Code::OutOfRange, format!("1…{last}"))));
    }
    Ok(rule)
}

fn the_steps(args: &args::Funnel) -> Result<Vec<Step>, Stop> {
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
            let wrong = || Stop::call(Error::new(Code::BadText, pair));
            let (role, header) = pair.split_once('=').ok_or_else(wrong)?;
            let role = role.trim();
            Ok((Role::parse(role).ok_or_else(|| unknown(role, Role::WORDS))?, header.trim().to_owned()))
        })
        .collect()
}

/// The unit of times that are plain numbers.
pub fn time_unit(reading: &args::Reading) -> Result<Option<TimeUnit>, Stop> {
    choice(reading.time_unit.as_deref(), TimeUnit::of, TimeUnit::WORDS)
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
    let shown = figures::write(shown);
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
        rates::steps(funnel, lang);
    }
    let name =
        |value: &str| if value.is_empty() { words::picture::words(lang).blank } else { value }.to_owned();
    for segments in &shown.segments {
        for group in &segments.groups {
            say::line("");
            say::line(&format!("{} = {}", segments.field, name(&group.value)));
            rates::steps(&group.funnel, lang);
        }
        rates::groups(segments, &segments.field, &name, lang);
    }
    say::line("");
    rates::notes(&words::rule(rule, lang), shown, lang).iter().for_each(|said| say::line(said));
}

/// Steps that no row is, on standard error: their names are probably written otherwise in the file.
fn unseen(tables: &[Table], counted: &Counted, lang: Lang) {
    let mut known = Vec::new();
    for column in tables.iter().filter_map(|table| table.role(Role::Event)) {
        if let Data::Texts(texts) = &column.data {
            let codes = (0..texts.entries().min(10_000)).filter_map(|code| u32::try_from(code).ok());
            known.extend(codes.map(|code| texts.entry(code)).filter(|name| !name.is_empty()));
        }
    }
    for step in counted.funnel.steps.iter().filter(|step| step.seen == 0) {
        let near = nearest(&step.name, &known);
        let (sentence, meant) = match lang {
            Lang::En => ("No row is the step", "did you mean"),
            Lang::Id => ("Tidak ada baris untuk langkah", "apakah maksud Anda"),
        };
        let meant = near.map(|near| format!("; {meant} “{near}”?")).unwrap_or(".".to_owned());
        say::message(&format!("{sentence} “{}”{meant}", step.name));
    }
}

/// Rows that could not be used, on standard error.
fn unused(table: &Table, manner: Manner) {
    for issue in table.issues.iter() {
        say::message(&format!("{}: {}", table.source, words::issue(issue, manner.lang)));
    }
}
