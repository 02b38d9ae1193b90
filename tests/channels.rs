//! Scores by channel: an answer that names its channel counts there, any other where its touchpoint is; through
//! evidence, merging and folding.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use jejak::analyse::{Options, fold, measure, merge, publish};
use jejak::figures::{self, ChannelFigures};
use jejak::ingest::{Plan, Reader};
use jejak::model::evidence::Evidence;
use jejak::model::journey::Journey;
use jejak::{analyse, model};

const JOURNEY: &str = r#"{"title": "Shop", "lang": "en",
    "channels": [{"id": "wa", "name": "WhatsApp", "kind": "chat"}, {"id": "web", "name": "Web", "kind": "web"}],
    "stages": [{"id": "ask", "name": "Ask"}, {"id": "buy", "name": "Buy", "touchpoints": [{"id": "cart", "channel": "web"}]}],
    "sources": [{"id": "forms", "kind": "survey", "scores": [
        {"column": "asked", "kind": "csat", "stage": "ask", "label": "Asked"},
        {"column": "bought", "kind": "csat", "touchpoint": "cart", "label": "Bought"}]}]}"#;

fn journey() -> Journey {
    let (journey, problems) = model::read_journey(&serde_json::from_str(JOURNEY).unwrap());
    assert!(problems.is_empty(), "{problems:?}");
    journey.unwrap()
}

/// The evidence of answers: channel (as its cell is written), answer to each question; so many of each.
fn measured(rows: &[(&str, &str, &str, usize)], min_group: u64) -> Evidence {
    let journey = journey();
    let named = rows.iter().any(|(channel, ..)| !channel.is_empty());
    let mut text = if named { "asked,bought,channel\n" } else { "asked,bought\n" }.to_owned();
    for (channel, asked, bought, n) in rows {
        let own = if named { format!(",{channel}") } else { String::new() };
        text += &format!("{asked},{bought}{own}\n").repeat(*n);
    }
    let plan = Plan::of(&journey.sources[0], analyse::keep(&journey, "forms"), &analyse::shared(&journey));
    let mut reader = Reader::new(plan);
    reader.push(text.as_bytes()).unwrap();
    let table = reader.finish().unwrap().table;
    let options = Options { min_group, comments: false, events: false };
    measure(&journey, vec![table], &options).unwrap().0
}

fn shown(evidence: &Evidence) -> Vec<ChannelFigures> {
    figures::derive(&journey(), Some(evidence), None).channels
}

/// By channel: each question with its answers and their mean.
fn scores(evidence: &Evidence) -> Vec<Vec<(String, u64, f64)>> {
    let of = |channel: &ChannelFigures| {
        let one =
            |score: &figures::ScoreFigures| (score.label.clone().unwrap(), score.n, score.mean.unwrap());
        channel.scores.iter().filter(|score| score.n > 0).map(one).collect()
    };
    shown(evidence).iter().map(of).collect()
}

fn one(label: &str, n: u64, mean: f64) -> (String, u64, f64) {
    (label.to_owned(), n, mean)
}

/// Written and read again.
fn again(evidence: &Evidence) -> Evidence {
    let (read, problems) = model::read_evidence(&model::write_evidence(evidence));
    assert!(problems.is_empty(), "{problems:?}");
    read.unwrap()
}

#[test]
fn an_answer_that_names_its_channel_counts_there() {
    let evidence = again(&measured(&[("WhatsApp", "5", "", 20), ("web", "1", "", 20)], 5));
    assert_eq!(scores(&evidence), [vec![one("Asked", 20, 5.0)], vec![one("Asked", 20, 1.0)]]);
    let measured = shown(&evidence).iter().map(|one| one.measured.unwrap().value).collect::<Vec<_>>();
    assert_eq!(measured, [1.0, -1.0]);
    let problems = model::read_evidence(&model::write_evidence(&evidence)).1;
    assert!(problems.is_empty(), "{problems:?}");
}

#[test]
fn its_own_channel_goes_before_that_of_its_touchpoint() {
    // a cart lies on the web: seven of its answers were given on WhatsApp, eight name no channel
    let evidence = measured(&[("wa", "", "2", 7), ("", "", "4", 8), ("web", "", "5", 9)], 5);
    assert_eq!(
        scores(&again(&evidence)),
        [vec![one("Bought", 7, 2.0)], vec![one("Bought", 17, 77.0 / 17.0)]]
    );
    let all: u64 = evidence.touchpoints[0].answers.iter().map(|answers| answers.n).sum();
    assert_eq!(all, 24, "at the touchpoint all are told");
}

#[test]
fn where_no_answer_names_one_the_touchpoints_say_it() {
    let published = measured(&[("", "3", "4", 30)], 5);
    assert!(published.channels.iter().all(|channel| channel.answers.is_empty() && !channel.own));
    let unfolded = measured(&[("", "3", "4", 30)], 0);
    assert_eq!(scores(&published), [vec![], vec![one("Bought", 30, 4.0)]]);
    assert_eq!(scores(&unfolded), scores(&published));
    assert_eq!(publish(&unfolded, 5).channels, published.channels);
}

#[test]
fn parts_make_the_whole_also_where_one_names_no_channel() {
    let (named, bare) = ([("wa", "5", "2", 20), ("", "", "3", 6)], [("", "", "4", 30)]);
    let whole = measured(&[&named[..], &bare[..]].concat(), 0);
    let merged = merge(&[measured(&named, 0), measured(&bare, 0)], true).unwrap();
    assert_eq!(merged.channels, whole.channels);
    let turned = merge(&[measured(&bare, 0), measured(&named, 0)], true).unwrap();
    assert_eq!(turned.channels, whole.channels);
    let direct = measured(&[&named[..], &bare[..]].concat(), 5);
    assert_eq!(publish(&merged, 5).channels, fold(&direct).channels);
    assert_eq!(
        scores(&publish(&merged, 5)),
        [vec![one("Asked", 20, 5.0), one("Bought", 20, 2.0)], vec![one("Bought", 36, 138.0 / 36.0)]]
    );
}

#[test]
fn few_answers_on_a_channel_are_not_told_nor_what_would_tell_them() {
    let few = measured(&[("wa", "5", "", 3), ("web", "1", "", 40)], 5);
    let told = fold(&few);
    assert_eq!(scores(&told), [vec![], vec![]], "forty of forty-three would tell the three");
    assert_eq!(fold(&told), told, "folding again changes nothing");
    assert!(shown(&told).iter().all(|channel| channel.measured.is_none()), "nor are they put elsewhere");
    // two of the cart's answers name WhatsApp: without them the web's would be told from the touchpoint's
    let few = fold(&measured(&[("wa", "", "2", 2), ("", "", "4", 40)], 5));
    assert_eq!(scores(&few), [vec![], vec![]]);
    assert_eq!(few.touchpoints[0].answers[0].n, 42);
}
