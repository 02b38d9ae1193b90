//! `jejak inspect`: what files are.

use super::args;
use super::funnel::{columns, time_unit};
use super::{Done, Manner, Stop, files, say};
use jejak::ingest::{ColumnReport, Need, Plan, Report, write_report};
use jejak::model::rule::Role;
use jejak::model::table::Table;
use jejak::{Value, analyse, model, value, words};
use std::path::Path;
use std::process::ExitCode;

pub fn run(args: &args::Inspect, manner: Manner) -> Done {
    let mut reports = Vec::new();
    let mut tables = Vec::new();
    let mut done = ExitCode::SUCCESS;
    for file in &args.files {
        let plan = Plan {
            source: Path::new(file)
                .file_stem()
                .map_or(file.clone(), |stem| stem.to_string_lossy().into_owned()),
            need: if args.journey.is_some() { Need::Picture } else { Need::Any },
            columns: columns(&args.reading)?,
            time_unit: time_unit(&args.reading)?,
            table: args.reading.table,
            since: args.reading.year.and_then(Plan::first_of),
            ..Plan::default()
        };
        // A file that cannot be read leaves the others as they are.
        match files::rows(file, plan) {
            Ok(read) => {
                if manner.json {
                    reports.push(write_report(&read.report, file));
                } else {
                    print(&read.report, file, manner);
                }
                tables.extend(args.journey.is_some().then_some(read.table));
            }
            Err(stop) => {
                done = ExitCode::from(1);
                say::message(&stop.sentence(manner.lang));
                reports.push(stop.report(manner.lang));
            }
        }
    }
    if manner.json {
        say::object(&value::map([("files", Value::List(reports))]));
    }
    if let Some(path) = &args.journey {
        propose(&tables, path, &args.files.join(", "), manner)?;
    }
    Ok(done)
}

/// Writes the journey that the tables suggest, and says which events it leaves out.
fn propose(tables: &[Table], path: &str, files: &str, manner: Manner) -> Result<(), Stop> {
    let tables: Vec<&Table> = tables.iter().collect();
    let wrong = |error| Stop::input(files, error);
    let journey = analyse::propose(&tables).map_err(wrong)?;
    files::write(Some(path), &say::document(&model::write_journey(&journey)))?;
    let left = analyse::unmatched(&journey, &tables).map_err(wrong)?;
    if !left.is_empty() {
        say::message(&words::unmatched(left.iter().map(|one| (one.event.as_str(), one.count)), manner.lang));
    }
    Ok(())
}

fn print(report: &Report, file: &str, manner: Manner) {
    let pick = |english, indonesian| say::pick(manner.lang, english, indonesian);
    let system = report.system.as_deref().map(|system| format!("{system}, ")).unwrap_or_default();
    let rows = pick("rows", "baris");
    say::line(&format!("{file}: {system}{}, {}, {} {rows}", report.format, report.encoding, report.rows));
    let head = [
        pick("column", "kolom"),
        pick("role", "peran"),
        pick("sure", "yakin"),
        pick("type", "jenis"),
        pick("format", "format"),
        pick("examples", "contoh"),
    ];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    for column in &report.columns {
        let short = |text: &String| text.chars().take(24).collect::<String>();
        table.push(vec![
            short(&column.header),
            column.role.map_or("", Role::as_str).to_owned(),
            if column.role.is_some() { format!("{:.0}%", column.confidence * 100.0) } else { String::new() },
            column.kind.to_owned(),
            format(column, manner),
            column.examples.iter().map(short).collect::<Vec<_>>().join(" · "),
        ]);
    }
    say::table("llrlll", &table);
    for issue in report.issues.iter() {
        say::line(&words::issue(issue, manner.lang));
    }
}

/// How the cells are written, and the zone of times.
fn format(column: &ColumnReport, manner: Manner) -> String {
    let mut format = column.format.clone().unwrap_or_default();
    if let Some(zone) = &column.zone {
        let said = [("assumed", "dianggap"), ("header", "judul"), ("given", "ditentukan"), ("cells", "sel")];
        let zone = said.into_iter().fold(zone.clone(), |zone, (english, indonesian)| {
            zone.replace(english, say::pick(manner.lang, english, indonesian))
        });
        format.push_str(&format!(", {zone}"));
    }
    format
}
