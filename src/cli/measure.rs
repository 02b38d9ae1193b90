//! `jejak measure`: a journey and its sources become evidence.

use super::args;
use super::{Done, Manner, Stop, files, say};
use jejak::analyse::{self, Options};
use jejak::ingest::Plan;
use jejak::model::journey::{Journey, Source};
use jejak::model::nearest;
use jejak::model::table::Table;
use jejak::{Code, Error, model, words};
use std::path::Path;
use std::process::ExitCode;

pub fn run(args: &args::Measure, manner: Manner) -> Done {
    let journey = files::journey(&args.journey, manner.lang)?;
    let mut tables = Vec::new();
    for (source, file) in sources(args, &journey)? {
        let plan = Plan::of(source, analyse::keep(&journey, &source.id), &analyse::shared(&journey));
        let read = files::rows(&file, plan)?;
        for issue in read.table.issues.iter() {
            say::message(&format!("{file}: {}", words::issue(issue, manner.lang)));
        }
        tables.push(read.table);
    }
    let seen: Vec<&Table> = tables.iter().collect();
    let unmatched = analyse::unmatched(&journey, &seen).map_err(|error| Stop::input(&args.journey, error))?;
    if !unmatched.is_empty() {
        let events = unmatched.iter().map(|one| (one.event.as_str(), one.count));
        say::message(&words::unmatched(events, manner.lang));
    }
    // What is measured for publishing holds only what is worth telling: much less to make and to sort.
    let min_group = if args.unfolded { 0 } else { args.min_group };
    let options = Options { min_group, comments: args.comments, events: args.events };
    let measured = analyse::measure(&journey, tables, &options);
    let (evidence, _) = measured.map_err(|error| Stop::input(&args.journey, error))?;
    let evidence = if args.unfolded { evidence } else { analyse::fold(&evidence) };
    if evidence.min_group <= 1 {
        say::message(words::evidence::not_for_publishing(manner.lang));
    }
    let written = model::write_evidence(&evidence);
    if manner.json {
        say::object(&written);
    }
    if args.output.is_some() || !manner.json {
        files::write(args.output.as_deref(), &say::document(&written))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The sources that have a file: named in the call, or by a relative address in the journey.
fn sources<'j>(args: &args::Measure, journey: &'j Journey) -> Result<Vec<(&'j Source, String)>, Stop> {
    let ids: Vec<&str> = journey.sources.iter().map(|source| source.id.as_str()).collect();
    let mut named = Vec::new();
    for pair in &args.sources {
        let Some((id, file)) = pair.split_once('=') else {
            return Err(Stop::call(Error::new(Code::BadText, pair.as_str())));
        };
        if !ids.contains(&id) {
            let near = nearest(id, &ids).map(str::to_owned);
            return Err(Stop::call(Error::new(Code::UnknownId, id).nearest(near)));
        }
        named.push((id, file));
    }
    let mut found = Vec::new();
    for source in &journey.sources {
        let files: Vec<_> = named.iter().filter(|(id, _)| *id == source.id).collect();
        if files.is_empty() {
            found.push((source, beside(&args.journey, source)?));
        }
        found.extend(files.into_iter().map(|(_, file)| (source, (*file).to_owned())));
    }
    Ok(found)
}

/// The file that a source's relative address means, seen from the journey.
fn beside(journey: &str, source: &Source) -> Result<String, Stop> {
    let missing = || Stop::call(Error::new(Code::MissingKey, format!("--source {}=FILE", source.id)));
    let url = source.url.as_deref().ok_or_else(missing)?;
    if url.contains(':') {
        // Nothing is fetched here: the command line opens files only.
        return Err(missing());
    }
    let folder = Path::new(journey).parent().unwrap_or(Path::new(""));
    Ok(folder.join(url).to_string_lossy().into_owned())
}
