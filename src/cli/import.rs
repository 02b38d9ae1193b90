//! `jejak import`: a Mermaid `journey` becomes a journey document.

use super::args;
use super::{Done, Manner, check, files, say};
use jejak::model::mermaid::read_mermaid;
use jejak::{Value, model, value};
use std::process::ExitCode;

pub fn run(args: &args::Import, manner: Manner) -> Done {
    let (journey, problems) = read_mermaid(&files::text(&args.file)?);
    let told: Vec<Value> = problems.iter().map(|problem| check::write(problem, manner)).collect();
    let journey = files::usable(&args.file, journey, problems, manner.lang)?;
    let document = model::write_journey(&journey);
    if args.output.is_some() || !manner.json {
        files::write(args.output.as_deref(), &say::document(&document))?;
    }
    if manner.json {
        say::object(&value::map([
            ("file", args.output.clone().into()),
            ("journey", if args.output.is_none() { document } else { Value::Null }),
            ("problems", Value::List(told)),
        ]));
    }
    Ok(ExitCode::SUCCESS)
}
