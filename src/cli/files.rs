//! Files in and out: rows in chunks with a progress bar, documents whole.

use super::Stop;
use flate2::bufread::MultiGzDecoder;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jejak::ingest::{Plan, Read, Reader};
use jejak::model::check::{Problem, Severity};
use jejak::model::evidence::Evidence;
use jejak::model::journey::Journey;
use jejak::words::Lang;
use jejak::{Code, Error, Place, Value, model, words};
use std::fs::File;
use std::io::{self, BufRead as _, Read as _};
use std::time::Duration;

/// Bytes a chunk.
const CHUNK: usize = 1 << 18;
/// Work under this shows no bar.
const QUICK: Duration = Duration::from_secs(1);
/// Largest document; rows may be as many as they like.
const DOCUMENT: u64 = 256 << 20;

fn cannot_read(path: &str, error: &io::Error) -> Stop {
    Stop::input(path, Error::new(Code::CannotRead, error.to_string()))
}

/// A file or the standard input, and its length where that is known.
fn open(path: &str) -> Result<(Box<dyn io::Read>, u64), Stop> {
    if path == "-" {
        return Ok((Box::new(io::stdin().lock()), 0));
    }
    let opened = File::open(path).and_then(|file| file.metadata().map(|about| (file, about)));
    let (file, about) = opened.map_err(|error| cannot_read(path, &error))?;
    Ok((Box::new(file), about.len()))
}

/// As [`open`]; what gzip has packed is unpacked on the way, and how long that becomes is not known.
fn unpacked(path: &str) -> Result<(Box<dyn io::Read>, u64), Stop> {
    let (file, length) = open(path)?;
    let mut file = io::BufReader::with_capacity(CHUNK, file);
    let packed = file.fill_buf().map_err(|error| cannot_read(path, &error))?.starts_with(b"\x1f\x8b");
    Ok(if packed { (Box::new(MultiGzDecoder::new(file)), 0) } else { (Box::new(file), length) })
}

/// Reads the rows of a file in chunks.
pub fn rows(path: &str, plan: Plan) -> Result<Read, Stop> {
    let (mut file, length) = unpacked(path)?;
    let mut reader = Reader::new(plan);
    let bar = Bar::new(path, length);
    let mut chunk = vec![0; CHUNK];
    loop {
        let n = match file.read(&mut chunk) {
            Ok(0) => break,
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(cannot_read(path, &error)),
        };
        reader.push(chunk.get(..n).unwrap_or_default()).map_err(|error| Stop::input(path, error))?;
        bar.add(n);
    }
    bar.0.finish_and_clear();
    reader.finish().map_err(|error| Stop::input(path, error))
}

/// A progress bar that shows itself on a terminal once the work takes over a second.
struct Bar(ProgressBar);

impl Bar {
    fn new(name: &str, length: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::hidden());
        let style = if length > 0 { "{msg} {wide_bar} {percent} %" } else { "{msg} {bytes}" };
        bar.set_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(name.to_owned());
        Self(bar)
    }

    fn add(&self, bytes: usize) {
        self.0.inc(bytes as u64);
        if self.0.is_hidden() && self.0.elapsed() > QUICK {
            // It stays hidden where standard error is no terminal.
            self.0.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

fn whole(path: &str) -> Result<Vec<u8>, Stop> {
    let (file, _) = open(path)?;
    let mut bytes = Vec::new();
    file.take(DOCUMENT).read_to_end(&mut bytes).map_err(|error| cannot_read(path, &error))?;
    Ok(bytes)
}

/// Reads a text whole.
pub fn text(path: &str) -> Result<String, Stop> {
    let bytes = whole(path)?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).to_vec();
    String::from_utf8(text).map_err(|_| Stop::input(path, Error::new(Code::BadEncoding, "")))
}

/// Reads a document whole.
pub fn document(path: &str) -> Result<Value, Stop> {
    let bytes = whole(path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Stop::input(path, Error::new(Code::EmptyFile, "")));
    }
    serde_json::from_slice(bytes).map_err(|error| {
        let place = Place::Line { line: error.line() as u64, column: error.column() as u64 };
        let deep = error.to_string().starts_with("recursion limit");
        let broken =
            if deep { Error::new(Code::TooDeep, "64") } else { Error::new(Code::BadJson, "") }.at(place);
        Stop::input(path, binary(bytes).unwrap_or(broken))
    })
}

/// Says what bytes are that are no text at all, such as a picture.
fn binary(bytes: &[u8]) -> Option<Error> {
    let mut reader = Reader::new(Plan::default());
    let read = reader.push(bytes).and_then(|()| reader.finish().map(drop));
    read.err().filter(|error| error.code == Code::NotText)
}

/// Reads a journey; what is wrong with it is said on standard error, and the rest is used.
pub fn journey(path: &str, lang: Lang) -> Result<Journey, Stop> {
    let (journey, problems) = model::read_journey(&document(path)?);
    usable(path, journey, problems, lang)
}

/// Reads evidence, as [`journey`] does.
pub fn evidence(path: &str, lang: Lang) -> Result<Evidence, Stop> {
    let (evidence, problems) = model::read_evidence(&document(path)?);
    usable(path, evidence, problems, lang)
}

/// What could be made of a file, its problems said on standard error; the worst of them where nothing could.
pub fn usable<T>(path: &str, made: Option<T>, problems: Vec<Problem>, lang: Lang) -> Result<T, Stop> {
    let Some(made) = made else {
        let worst = problems.into_iter().find(|problem| problem.severity == Severity::Error);
        let error = worst.map_or_else(|| Error::new(Code::NotATable, ""), |problem| problem.error);
        return Err(Stop::input(path, error));
    };
    for problem in problems {
        super::say::message(&format!("{path}: {}", words::problem(&problem.error, lang)));
    }
    Ok(made)
}

/// Writes a text to a file, or to standard output where none is named.
pub fn write(path: Option<&str>, text: &str) -> Result<(), Stop> {
    match path.filter(|path| *path != "-") {
        None => super::say::text(text),
        Some(path) => write_bytes(path, text.as_bytes())?,
    }
    Ok(())
}

/// Writes bytes to a file.
pub fn write_bytes(path: &str, bytes: &[u8]) -> Result<(), Stop> {
    std::fs::write(path, bytes)
        .map_err(|error| Stop::input(path, Error::new(Code::CannotWrite, error.to_string())))
}
