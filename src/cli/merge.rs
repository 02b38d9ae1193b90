//! `jejak merge`: evidence of several groups of people becomes evidence of all of them.

use super::args;
use super::{Done, Manner, Stop, files, say};
use jejak::model::evidence::Evidence;
use jejak::words::{self, Numbers, numbers::Plain};
use jejak::{analyse, model};
use std::process::ExitCode;

pub fn run(args: &args::Merge, manner: Manner) -> Done {
    let mut parts = Vec::new();
    for path in &args.evidence {
        parts.push(files::evidence(path, manner.lang)?);
    }
    let merged = analyse::merge(&parts, args.disjoint).map_err(|refusal| {
        let path = args.evidence.get(refusal.part).map_or("", String::as_str);
        Stop::input(path, refusal.error)
    })?;
    let mut written = if args.unfolded { merged } else { analyse::publish(&merged, args.min_group) };
    if !args.comments {
        written.comments.clear();
    }
    if written.min_group <= 1 {
        say::message(words::evidence::not_for_publishing(manner.lang));
    }
    let ends = parts.iter().filter(|part| part.funnel.is_some()).filter_map(|part| part.data_end);
    if let Some((first, last)) = ends.clone().min().zip(ends.max()).filter(|(first, last)| first != last) {
        say::message(&words::evidence::ends_differ(first, last, manner.lang, &Plain(manner.lang)));
    }
    let document = model::write_evidence(&written);
    if manner.json {
        say::object(&document);
    }
    if args.output.is_some() || !manner.json {
        files::write(args.output.as_deref(), &say::document(&document))?;
    }
    if args.output.as_deref().is_some_and(|path| path != "-") && !manner.json {
        print(args, &parts, &written, manner);
    }
    Ok(ExitCode::SUCCESS)
}

/// What was merged: people and used rows of each document and of all.
fn print(args: &args::Merge, parts: &[Evidence], merged: &Evidence, manner: Manner) {
    let numbers = Plain(manner.lang);
    let count = |n: u64| words::picture::count(n, &numbers);
    let row = |name: &str, evidence: &Evidence| {
        let used = evidence.rows.iter().fold(0_u64, |sum, rows| sum.saturating_add(rows.used));
        let at_last = evidence.funnel.as_ref().and_then(|funnel| funnel.steps.last());
        let period =
            evidence.period.map(|(from, to)| format!("{} – {}", numbers.date(from), numbers.date(to)));
        vec![
            name.to_owned(),
            period.unwrap_or_default(),
            count(evidence.people),
            at_last.map(|step| count(step.people)).unwrap_or_default(),
            count(used),
        ]
    };
    let mut rows = vec![words::evidence::merged_head(manner.lang).map(str::to_owned).to_vec()];
    rows.extend(args.evidence.iter().zip(parts).map(|(path, part)| row(path, part)));
    rows.push(row(words::evidence::all(manner.lang), merged));
    say::table("ll", &rows);
}
