//! `jejak check`: everything that is wrong with a document.

use super::args;
use super::{Done, Manner, files, say};
use jejak::model::check::{Problem, Severity};
use jejak::{Value, model, value, words};
use std::process::ExitCode;

pub fn run(args: &args::Check, manner: Manner) -> Done {
    let document = files::document(&args.journey)?;
    let evidence = match document.get("schema").and_then(Value::as_text) {
        Some(name) => name.starts_with("jejak.evidence"),
        // A journey counts nobody.
        None => document.get("people").is_some(),
    };
    let (usable, problems) = match evidence {
        true => {
            let (made, problems) = model::read_evidence(&document);
            (made.is_some(), problems)
        }
        false => {
            let (made, problems) = model::read_journey(&document);
            (made.is_some(), problems)
        }
    };
    let ok = usable && problems.iter().all(|problem| problem.severity != Severity::Error);
    if manner.json {
        let problems = problems.iter().map(|problem| write(problem, manner)).collect();
        say::object(&value::map([("ok", ok.into()), ("problems", Value::List(problems))]));
    } else {
        print(&problems, ok, manner);
    }
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// A problem as reports hold it.
pub fn write(problem: &Problem, manner: Manner) -> Value {
    value::map([
        ("severity", problem.severity.as_str().into()),
        ("code", problem.error.code.as_str().into()),
        ("pointer", problem.error.place.to_string().into()),
        ("message", words::problem(&problem.error, manner.lang).into()),
        ("nearest", problem.error.nearest.clone().into()),
    ])
}

fn print(problems: &[Problem], ok: bool, manner: Manner) {
    for problem in problems {
        let word = match problem.severity {
            Severity::Error => say::pick(manner.lang, "error", "kesalahan"),
            Severity::Warning => say::pick(manner.lang, "warning", "peringatan"),
        };
        say::line(&format!("{word}: {}", words::problem(&problem.error, manner.lang)));
    }
    if ok {
        say::line(say::pick(manner.lang, "The document can be used.", "Dokumen ini bisa dipakai."));
    }
}
