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
mod typeset;

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
    about: Box<About>,
}

/// What is said beside an error.
#[derive(Default)]
struct About {
    /// The switch that it is about.
    switch: Option<&'static str>,
    /// What may be given instead.
    choices: Vec<String>,
    /// What is wrong in other words than the error's: English, Indonesian.
    words: Option<[String; 2]>,
}

impl Stop {
    /// The input is wrong.
    pub fn input(file: &str, error: Error) -> Self {
        // A setting that is not counted yet is asked for by the call or the document, not by rows.
        Self { file: Some(file.to_owned()), ..Self::call(error) }.given()
    }

    /// The call is wrong.
    pub fn call(error: Error) -> Self {
        Self { file: None, error, call: true, about: Box::default() }
    }

    /// What was given is wrong, not the call.
    fn given(self) -> Self {
        Self { call: false, ..self }
    }

    /// The same, about this switch, which takes one of these.
    pub fn of(mut self, switch: &'static str, choices: &[&str]) -> Self {
        self.about.switch = Some(switch);
        self.about.choices = choices.iter().map(|choice| (*choice).to_owned()).collect();
        self
    }

    /// The same, said in these words: English, Indonesian.
    pub fn said(mut self, words: [String; 2]) -> Self {
        self.about.words = Some(words);
        self
    }

    /// What is wrong, without its file and its switch.
    fn reason(&self, lang: Lang) -> String {
        match &self.about.words {
            Some([english, indonesian]) => say::pick(lang, english, indonesian).to_owned(),
            None => words::problem(&self.error, lang),
        }
    }

    fn sentence(&self, lang: Lang) -> String {
        let mut sentence = self.reason(lang);
        if !self.about.choices.is_empty() {
            let may_be = say::pick(lang, "It may be", "Pilihannya");
            sentence.push_str(&format!(" {may_be}: {}.", self.about.choices.join(", ")));
        }
        let about = self.file.as_deref().into_iter().chain(self.about.switch);
        about.map(|about| format!("{about}: ")).chain([sentence.clone()]).collect()
    }

    fn report(&self, lang: Lang) -> Value {
        let place = match &self.error.place {
            Place::Whole => None,
            place => Some(place.to_string()),
        };
        let error = value::map([
            ("code", self.error.code.as_str().into()),
            ("message", self.reason(lang).into()),
            ("file", self.file.clone().into()),
            ("where", place.into()),
            ("nearest", self.error.nearest.clone().into()),
            ("switch", self.about.switch.map(str::to_owned).into()),
            ("choices", Some(self.about.choices.clone()).filter(|choices| !choices.is_empty()).into()),
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
