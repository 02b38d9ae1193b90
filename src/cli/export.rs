//! `jejak export`: a journey in another tool's words, and what these cannot hold.

use super::args;
use super::{Done, Manner, Stop, files, say};
use jejak::model::mermaid::{Dropped, write_mermaid};
use jejak::model::nearest;
use jejak::{Code, Error, Value, value, words};
use std::process::ExitCode;

pub fn run(args: &args::Export, manner: Manner) -> Done {
    if args.to != "mermaid" {
        let near = nearest(&args.to, &["mermaid"]).map(str::to_owned);
        return Err(Stop::call(Error::new(Code::UnknownChoice, args.to.as_str()).nearest(near)));
    }
    let written = write_mermaid(&files::journey(&args.journey, manner.lang)?);
    if let Some(sentence) = words::dropped(&written.dropped, manner.lang) {
        say::message(&format!("{}: {sentence}", args.journey));
    }
    if args.output.is_some() || !manner.json {
        files::write(args.output.as_deref(), &written.text)?;
    }
    if manner.json {
        let dropped = |item: &Dropped| {
            value::map([
                ("key", item.key.as_str().into()),
                ("count", item.count.into()),
                ("words", words::dropped_kind(&item.key, manner.lang).into()),
            ])
        };
        say::object(&value::map([
            ("file", args.output.clone().into()),
            ("text", args.output.is_none().then_some(written.text).into()),
            ("dropped", Value::List(written.dropped.iter().map(dropped).collect())),
        ]));
    }
    Ok(ExitCode::SUCCESS)
}
