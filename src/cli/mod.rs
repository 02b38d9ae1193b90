//! Calls → the core → text on a terminal or one JSON object.
//!
//! Exit codes: 0 done, 1 the input is wrong, 2 the call is wrong.

mod args;
mod changes;
mod check;
mod draw;
mod embed;
mod export;
mod figures;
mod files;
mod funnel;
mod import;
mod inspect;
mod measure;
mod merge;
mod paths;
mod png;
mod rates;
mod retention;
mod say;
mod scores;
mod stages;
mod survey;

use args::{Call, Command};
use clap::Parser;
use jejak::words::Lang;
use jejak::{Code, Error, Place, Value, value, words};
use std::process::ExitCode;

/// Why a call ended early.
pub struct Stop {
    /// The file it is about, as the call names it.
    file: Option<String>,
    error: Error,
    /// True where the call is wrong rather than what it was given.
    call: bool,
}

impl Stop {
    /// The input is wrong.
    pub fn input(file: &str, error: Error) -> Self {
        // A setting that is not counted yet is asked for by the call or the document, not by rows.
        Self { file: Some(file.to_owned()), error, call: false }
    }

    /// The call is wrong.
    pub fn call(error: Error) -> Self {
        Self { file: None, error, call: true }
    }

    fn sentence(&self, lang: Lang) -> String {
        let sentence = words::problem(&self.error, lang);
        self.file.as_ref().map_or(sentence.clone(), |file| format!("{file}: {sentence}"))
    }

    fn report(&self, lang: Lang) -> Value {
        let place = match &self.error.place {
            Place::Whole => None,
            place => Some(place.to_string()),
        };
        let error = value::map([
            ("code", self.error.code.as_str().into()),
            ("message", words::problem(&self.error, lang).into()),
            ("file", self.file.clone().into()),
            ("where", place.into()),
            ("nearest", self.error.nearest.clone().into()),
        ]);
        value::map([("error", error)])
    }
}

/// What a command ends with: the exit code, or why it stopped.
pub type Done = Result<ExitCode, Stop>;

/// How a call speaks.
#[derive(Clone, Copy)]
pub struct Manner {
    /// Language of tables and messages.
    pub lang: Lang,
    /// The call asks for that language.
    pub asked: bool,
    /// One JSON object instead of tables.
    pub json: bool,
}

/// Runs the call of this process.
pub fn run() -> ExitCode {
    let call = Call::parse();
    let lang = language(call.lang.as_deref());
    let manner = Manner { lang, asked: call.lang.is_some(), json: call.json };
    let done = match &call.command {
        Command::Inspect(args) => inspect::run(args, manner),
        Command::Check(args) => check::run(args, manner),
        Command::Funnel(args) => funnel::run(args, manner),
        Command::Paths(args) => paths::run(args, manner),
        Command::Survey(args) => survey::run(args, manner),
        Command::Measure(args) => measure::run(args, manner),
        Command::Merge(args) => merge::run(args, manner),
        Command::Figures(args) => figures::run(args, manner),
        Command::Draw(args) => draw::run(args, manner),
        Command::Import(args) => import::run(args, manner),
        Command::Export(args) => export::run(args, manner),
        Command::Embed(args) => embed::run(args, manner),
    };
    done.unwrap_or_else(|stop| {
        if manner.json {
            say::object(&stop.report(manner.lang));
        }
        say::message(&stop.sentence(manner.lang));
        if stop.call || stop.error.code == Code::NotYet { ExitCode::from(2) } else { ExitCode::from(1) }
    })
}

/// The language that is asked for, else that of the terminal.
fn language(asked: Option<&str>) -> Lang {
    let of_terminal = || {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|tag| !tag.is_empty())
    };
    Lang::of(&asked.map(str::to_owned).or_else(of_terminal).unwrap_or_default())
}
