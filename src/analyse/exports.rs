//! Which file is which source of a journey: by the name of the file, by the system it comes from, by its columns.
//!
//! Must never know: how files are read.

use crate::model::fold::small;
use crate::model::journey::{Journey, Source, SourceKind};
use crate::model::order::arrange_by;

/// What is known of a file before it is measured.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Export {
    /// With its ending: `web.jsonl`.
    pub name: String,
    /// The system that made it, where it is known by its layout.
    pub system: Option<String>,
    /// Its headers.
    pub headers: Vec<String>,
    /// What its rows seem to be.
    pub kind: Option<SourceKind>,
}

/// What a file was known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clue {
    /// Its name is the source's id or address, or holds it.
    Name,
    /// The source's `format` is the system that made it.
    System,
    /// It has the columns that the source names.
    Columns,
    /// It is the only file of its kind, for the only source of that kind.
    Kind,
    /// It is the only file that is left, for the only source that is left.
    Only,
}

impl Clue {
    /// The word that reports use.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::System => "system",
            Self::Columns => "columns",
            Self::Kind => "kind",
            Self::Only => "only",
        }
    }
}

/// The source of each file, by its number in the journey, and what it was known by; no source has two files.
///
/// The strongest clues are settled first: the same name, then the system with most columns, then a part of the name. Of files
/// for which nothing speaks the only one of a kind goes to the only source of that kind, and one last file to one last
/// source. A file that has less than half of the columns a source names is not that source's, unless it is called so.
///
/// ```
/// use jejak::analyse::{Clue, Export, match_sources};
/// use jejak::model::journey::{Journey, Source};
/// let source = |id: &str| Source { id: id.into(), ..Source::default() };
/// let journey = Journey { sources: vec![source("orders"), source("web")], ..Journey::default() };
/// let file = |name: &str| Export { name: name.into(), ..Export::default() };
/// let found = match_sources(&journey, &[file("2026-11 Web.jsonl"), file("export.csv")]);
/// assert_eq!(found, [Some((1, Clue::Name)), Some((0, Clue::Only))]);
/// ```
pub fn match_sources(journey: &Journey, files: &[Export]) -> Vec<Option<(usize, Clue)>> {
    let mut found: Vec<Option<(usize, Clue)>> = vec![None; files.len()];
    let mut taken = vec![false; journey.sources.len()];
    let mut pairs: Vec<(u32, usize, usize, Clue)> = Vec::new();
    for (at, file) in files.iter().enumerate() {
        for (of, source) in journey.sources.iter().enumerate() {
            pairs.extend(weigh(source, file).map(|(weight, clue)| (weight, at, of, clue)));
        }
    }
    // Stable: of equal ones the first file and the first source.
    arrange_by(&mut pairs, |(weight, ..)| core::cmp::Reverse(*weight));
    for (weight, at, of, clue) in &pairs {
        if *weight > 0 {
            settle(&mut found, &mut taken, (*at, *of, *clue));
        }
    }
    let free: Vec<(usize, usize, Clue)> = pairs.iter().map(|(_, at, of, clue)| (*at, *of, *clue)).collect();
    for last in [Clue::Kind, Clue::Only] {
        let open = |at: &usize, of: &usize| found.get(*at) == Some(&None) && taken.get(*of) == Some(&false);
        let left: Vec<(usize, usize)> = free
            .iter()
            .filter(|(at, of, clue)| open(at, of) && (last == Clue::Only || *clue == Clue::Kind))
            .map(|(at, of, _)| (*at, *of))
            .collect();
        let alone = |(at, of): &&(usize, usize)| {
            left.iter().filter(|(other, source)| other == at || source == of).count() == 1
        };
        let one_file =
            |at: usize| found.iter().enumerate().all(|(other, found)| other == at || found.is_some());
        let mut chosen = Vec::new();
        for (at, of) in left.iter().filter(alone) {
            if last == Clue::Kind || one_file(*at) {
                chosen.push((*at, *of, last));
            }
        }
        for one in chosen {
            settle(&mut found, &mut taken, one);
        }
    }
    found
}

/// Gives a file its source where both are free.
fn settle(found: &mut [Option<(usize, Clue)>], taken: &mut [bool], (at, of, clue): (usize, usize, Clue)) {
    if let (Some(file @ None), Some(source @ false)) = (found.get_mut(at), taken.get_mut(of)) {
        (*file, *source) = (Some((of, clue)), true);
    }
}

/// How much speaks for a file being a source's, and what most; 0 where nothing does, nothing where something speaks
/// against it.
fn weigh(source: &Source, file: &Export) -> Option<(u32, Clue)> {
    let name = words(stem(&file.name));
    let called = |id: &str| {
        let id = words(stem(id));
        match () {
            () if id.is_empty() => 0,
            () if id == name => 1_000,
            () if name.windows(id.len()).any(|part| part == id) => 200,
            () => 0,
        }
    };
    let called = called(&source.id).max(source.url.as_deref().map_or(0, called));
    let wanted = wanted(source);
    let there = wanted.iter().filter(|wanted| file.headers.iter().any(|header| header == **wanted)).count();
    let format = source.format.as_deref().filter(|format| !matches!(*format, "auto" | "status"));
    let same = format.zip(file.system.as_deref()).map(|(format, system)| small(format) == small(system));
    let against = same == Some(false) || there * 2 < wanted.len();
    if against && called < 1_000 {
        return None;
    }
    let share = if wanted.is_empty() { 0 } else { 300 * there / wanted.len() };
    let columns = u32::try_from(share).unwrap_or(0);
    let system = if same == Some(true) { 400 } else { 0 };
    let kind = file.kind == Some(source.kind);
    let clues = [(called, Clue::Name), (system, Clue::System), (columns, Clue::Columns)];
    let most = clues.into_iter().rev().max_by_key(|(weight, _)| *weight).filter(|(weight, _)| *weight > 0);
    let sum = called + system + columns;
    let clue = most.map_or(if kind { Clue::Kind } else { Clue::Only }, |(_, clue)| clue);
    // Of equal ones the kind decides.
    Some((if sum > 0 { sum * 2 + u32::from(kind) } else { 0 }, clue))
}

/// The headers that a source names.
fn wanted(source: &Source) -> Vec<&str> {
    let mut wanted: Vec<&str> = source.columns.iter().map(|(_, header)| header.as_str()).collect();
    for score in &source.scores {
        wanted.extend(
            [Some(&score.column), score.comment.as_ref(), score.weight.as_ref()]
                .into_iter()
                .flatten()
                .map(String::as_str),
        );
    }
    wanted
}

/// A file's name without folder, query and endings.
fn stem(name: &str) -> &str {
    let name = name.split(['?', '#']).next().unwrap_or(name);
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.split('.').next().unwrap_or(name)
}

/// The words of a name, small: `2026_Web-Events` → `2026`, `web`, `events`.
fn words(name: &str) -> Vec<String> {
    let parts = name.split(|c: char| !c.is_alphanumeric());
    parts.filter(|part| !part.is_empty()).map(small).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rule::Role;

    fn source(id: &str, kind: SourceKind, columns: &[&str]) -> Source {
        let columns = columns.iter().map(|header| (Role::Person, (*header).to_owned())).collect();
        Source { id: id.into(), kind, columns, ..Source::default() }
    }

    fn file(name: &str, kind: SourceKind, headers: &[&str]) -> Export {
        let headers = headers.iter().map(|header| (*header).to_owned()).collect();
        Export { name: name.into(), kind: Some(kind), headers, ..Export::default() }
    }

    fn told(sources: Vec<Source>, files: &[Export]) -> Vec<Option<(usize, Clue)>> {
        match_sources(&Journey { sources, ..Journey::default() }, files)
    }

    #[test]
    fn a_name_wins_over_columns_and_columns_over_nothing() {
        let sources = || {
            vec![
                source("web", SourceKind::Events, &["user_id", "event"]),
                source("nps", SourceKind::Survey, &["Nomor", "Skor"]),
            ]
        };
        let web = file("download (3).csv", SourceKind::Events, &["user_id", "event", "time"]);
        let nps = file("NPS November.csv", SourceKind::Survey, &["Nomor", "Skor"]);
        assert_eq!(
            told(sources(), &[nps.clone(), web.clone()]),
            [Some((1, Clue::Columns)), Some((0, Clue::Columns))]
        );
        // called like the other source, without its columns
        let called = Export { name: "web.csv".into(), ..nps };
        assert_eq!(told(sources(), &[called, web]), [Some((0, Clue::Name)), None]);
    }

    #[test]
    fn the_system_decides_where_it_is_given() {
        let mut ga = source("a", SourceKind::Events, &[]);
        ga.format = Some("GA4 BigQuery".into());
        let mut shop = source("b", SourceKind::Events, &[]);
        shop.format = Some("shopify".into());
        let of =
            |system: &str| Export { name: "x.csv".into(), system: Some(system.into()), ..Export::default() };
        assert_eq!(
            told(vec![ga, shop], &[of("Shopify"), of("ga4 bigquery"), of("posthog")]),
            [Some((1, Clue::System)), Some((0, Clue::System)), None]
        );
    }

    #[test]
    fn only_one_of_a_kind_is_found_and_two_are_not_guessed() {
        let sources = || vec![source("a", SourceKind::Events, &[]), source("b", SourceKind::Orders, &[])];
        let (events, orders) =
            (file("1.csv", SourceKind::Events, &[]), file("2.csv", SourceKind::Orders, &[]));
        let both = [Some((1, Clue::Kind)), Some((0, Clue::Kind))];
        assert_eq!(told(sources(), &[orders, events.clone()]), both);
        let twice = vec![source("a", SourceKind::Events, &[]), source("b", SourceKind::Events, &[])];
        assert_eq!(told(twice, &[events.clone(), Export { name: "3.csv".into(), ..events }]), [None, None]);
    }
}
