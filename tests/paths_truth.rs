//! Every figure of the paths view is one of `figures::paths`: the picture, its tooltips and its table are searched for
//! numbers, and each must be a count, a share or a time that follows from the evidence, written as its kind is written.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

use jejak::figures::{self, paths};
use jejak::geom::text::Table;
use jejak::geom::theme::Theme;
use jejak::layout::{self, Choice, Input, Laid};
use jejak::model::evidence::Evidence;
use jejak::model::journey::Journey;
use jejak::model::{read_evidence, read_journey};
use jejak::scene::Shape;
use jejak::words::{self, Lang, Numbers, numbers::Plain};
use std::collections::BTreeSet;

fn read(path: &str) -> jejak::Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn documents(lang: Lang) -> (Journey, Evidence) {
    let word = if lang == Lang::Id { "id" } else { "en" };
    let journey = read_journey(&read(&format!("examples/skincare/journey.{word}.json"))).0.unwrap();
    let evidence = read_evidence(&read(&format!("examples/skincare/evidence.{word}.json"))).0.unwrap();
    (journey, evidence)
}

fn laid(journey: &Journey, evidence: &Evidence, width: f64, level: &str, lang: Lang) -> Laid {
    let shown = figures::derive(journey, Some(evidence), None);
    let input = Input {
        journey,
        figures: &shown,
        evidence: Some(evidence),
        width,
        height: None,
        lang,
        theme: &Theme::light(),
        text: &Table,
        numbers: &Plain(lang),
        persona: None,
        selected: None,
        card: 0,
        lanes: None,
        beside: false,
    };
    layout::paths(&input, Choice { level, ..Choice::default() }, true)
}

/// Everything that may be said, counted anew from the links of the evidence alone.
fn allowed(journey: &Journey, evidence: &Evidence, level: &str, lang: Lang) -> BTreeSet<String> {
    let numbers = Plain(lang);
    let moves = evidence.moves.iter().find(|moves| moves.level == level).unwrap();
    let mut counts: BTreeSet<u64> = BTreeSet::from([moves.total]);
    let mut times: BTreeSet<String> = BTreeSet::new();
    let mut shares: Vec<f64> = vec![1.0];
    let ids: BTreeSet<&str> =
        moves.links.iter().flat_map(|link| [link.from.as_str(), link.to.as_str()]).collect();
    let sum = |of: &dyn Fn(&jejak::model::evidence::Link) -> bool| {
        moves.links.iter().filter(|l| of(l)).map(|l| l.times).sum::<u64>()
    };
    // people may be known beside the moves, and returns are of the order
    let found = paths::of(journey, evidence, level).unwrap();
    let shown = paths::folded(
        &found,
        paths::Limits::read_at_a_glance(&found, journey.stages.len()),
        journey.stages.len(),
    );
    for id in ids.iter().filter(|id| !id.is_empty()) {
        let arrivals = sum(&|link| link.to == *id && link.from != *id);
        let exits = sum(&|link| link.from == *id && link.to.is_empty());
        let own = [
            arrivals,
            exits,
            sum(&|link| link.to == *id && link.from.is_empty()),
            sum(&|link| link.from == *id && link.to == *id),
            sum(&|link| link.from == *id && link.to == "other"),
            sum(&|link| link.to == *id && link.from == "other"),
        ];
        counts.extend(own);
        let people = found.nodes.iter().find(|node| node.id == *id).and_then(|node| node.people);
        counts.extend(people);
        shares.extend([
            exits as f64 / people.unwrap_or(arrivals).max(1) as f64,
            exits as f64 / arrivals.max(1) as f64,
        ]);
        for link in moves.links.iter().filter(|link| link.from == *id) {
            shares.push(link.times as f64 / arrivals.max(1) as f64);
        }
    }
    for link in &moves.links {
        counts.extend([link.people, link.times]);
        shares.push(link.times as f64 / moves.total as f64);
        if let Some(median) = link.seconds.quantile(0.5) {
            times.insert(words::duration(median, lang, &numbers));
        }
    }
    for node in &shown.nodes {
        counts.extend([
            node.returns,
            node.from_other,
            node.to_other,
            node.entries,
            node.exits,
            node.arrivals,
            node.repeats.1,
            node.things as u64,
        ]);
        shares.push(node.returns as f64 / node.arrivals.max(1) as f64);
    }
    // a list tells five ways on one by one, and the rest as one
    for (at, node) in shown.nodes.iter().enumerate() {
        let mut ways: Vec<u64> =
            shown.links.iter().filter(|link| link.from == at).map(|link| link.times).collect();
        ways.sort_unstable_by(|a, b| b.cmp(a));
        let rest = ways.iter().skip(5).sum::<u64>() + node.to_other;
        counts.insert(rest);
        shares.push(rest as f64 / node.arrivals.max(1) as f64);
    }
    let exits =
        |ends: bool| shown.nodes.iter().filter(|node| node.ends == ends).map(|node| node.exits).sum::<u64>();
    counts.extend([exits(true), exits(false), shown.beyond.0, shown.beyond.1, shown.hidden as u64]);
    let limits = paths::Limits::read_at_a_glance(&found, journey.stages.len());
    counts.extend([
        limits.nodes,
        limits.links,
        shown.nodes.iter().map(|node| node.things as u64).filter(|n| *n > 1).sum(),
    ]);
    for after in &evidence.after {
        counts.insert(after.people);
        let steps = evidence.funnel.iter().flat_map(|funnel| &funnel.steps);
        counts.extend(steps.filter(|step| step.id == after.step).map(|step| step.pending));
        for next in &after.next {
            counts.insert(next.people);
            shares.push(next.people as f64 / after.people.max(1) as f64);
        }
    }
    for rows in &evidence.rows {
        counts.extend([rows.read, rows.rejected]);
    }
    counts.extend([
        evidence.rows.iter().map(|row| row.read).sum::<u64>(),
        evidence.rows.iter().map(|row| row.rejected).sum(),
    ]);
    let mut out: BTreeSet<String> = counts.iter().map(|n| numbers.decimal(*n as f64, 0)).collect();
    for share in shares {
        out.extend([numbers.percent(share, 0), numbers.percent(share, 1)]);
        if share > 0.0 && share < 0.005 {
            out.insert(numbers.percent(0.01, 0));
        }
    }
    if let Some((from, to)) = evidence.period {
        for date in [from, to] {
            out.extend(figures_of(&numbers.date(date)));
        }
    }
    // a time is its figure and its unit: the figure alone would let others pass
    out.extend(times.iter().flat_map(|time| figures_of(time)));
    out
}

/// The numbers of a text: digits with their separators, and a percent sign that follows.
fn figures_of(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut open = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_ascii_digit() || (!open.is_empty() && matches!(c, '.' | ',')) {
            open.push(c);
            continue;
        }
        let number = open.trim_end_matches(['.', ',']).to_owned();
        if !number.is_empty() {
            let whole = number.len() == open.len() && c == '%';
            out.push(if whole { format!("{number}%") } else { number });
        }
        open.clear();
    }
    out
}

fn texts(laid: &Laid) -> Vec<String> {
    let drawn = laid.scene.marks.iter().filter_map(|mark| match &mark.shape {
        Shape::Text { text, .. } => Some(text.clone()),
        _ => None,
    });
    let items = laid.items.iter().flat_map(|item| item.tip.iter().cloned().chain([item.label.clone()]));
    drawn.chain(items).chain(laid.twin.rows.iter().flatten().cloned()).chain([laid.summary.clone()]).collect()
}

/// What is said and is not allowed, and how many figures were looked at.
fn wrong(laid: &Laid, allowed: &BTreeSet<String>) -> (Vec<String>, usize) {
    let mut seen = 0;
    let mut wrong = Vec::new();
    for text in texts(laid) {
        for figure in figures_of(&text) {
            seen += 1;
            if !allowed.contains(&figure) {
                wrong.push(format!("{figure} in {text:?}"));
            }
        }
    }
    (wrong, seen)
}

#[test]
fn every_figure_follows_from_the_evidence() {
    for lang in Lang::ALL {
        let (journey, evidence) = documents(lang);
        for level in paths::levels(Some(&evidence)) {
            let allowed = allowed(&journey, &evidence, level, lang);
            for width in [360.0, 1280.0] {
                let (wrong, seen) = wrong(&laid(&journey, &evidence, width, level, lang), &allowed);
                assert!(seen > 100, "{level}: only {seen} figures were looked at");
                assert!(wrong.is_empty(), "{level} at {width}: {wrong:#?}");
            }
        }
    }
}

/// One person more on one move is another figure somewhere: it must be seen.
#[test]
fn a_planted_wrong_count_is_found() {
    let (journey, evidence) = documents(Lang::En);
    let allowed = allowed(&journey, &evidence, "stage", Lang::En);
    let mut planted = 0;
    let links = &evidence.moves.iter().find(|moves| moves.level == "stage").unwrap().links;
    for at in 0..links.len() {
        let mut other = evidence.clone();
        let moves = other.moves.iter_mut().find(|moves| moves.level == "stage").unwrap();
        moves.links[at].times += 1_357;
        let (wrong, _) = wrong(&laid(&journey, &other, 1280.0, "stage", Lang::En), &allowed);
        planted += usize::from(!wrong.is_empty());
    }
    assert_eq!(planted, links.len());
}

/// A return without room for all its words says its number at least; where there is more, to where and from where.
#[test]
fn a_return_in_a_narrow_place_says_its_number() {
    let (journey, evidence) = documents(Lang::Id);
    let said = |width: f64, wanted: &str| {
        let drawn = laid(&journey, &evidence, width, "stage", Lang::Id).scene;
        let text = |shape: &Shape| matches!(shape, Shape::Text { text, .. } if &**text == wanted);
        drawn.marks.iter().any(|mark| text(&mark.shape))
    };
    assert!(said(960.0, "190 kembali") && !said(960.0, "190 kembali ke Pertimbangan"));
    assert!(said(960.0, "32 kembali ke Pembelian"));
    assert!(said(1280.0, "190 kembali ke Pertimbangan"));
    assert!(said(1280.0, "32 dari Retensi kembali ke Pembelian"), "where there is room the words are whole");
}
