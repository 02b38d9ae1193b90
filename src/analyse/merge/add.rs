//! Adding one document to another, part by part.

use super::answers;
use crate::analyse::met;
use crate::analyse::themes::millionths;
use crate::diag::{Issue, SAMPLES};
use crate::error::{Code, Error};
use crate::model::evidence::*;
use crate::model::order::{arrange, arrange_by};
use std::collections::BTreeMap;

/// Adds `part` to what is merged so far; both are about the same.
pub fn add(merged: &mut Evidence, part: &Evidence) -> Result<(), Error> {
    merged.journey = merged.journey.take().or_else(|| part.journey.clone());
    merged.period = match (merged.period, part.period) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (a, b) => a.or(b),
    };
    merged.data_end = merged.data_end.max(part.data_end);
    if merged.made_by != part.made_by {
        merged.made_by = Some(concat!("jejak ", env!("CARGO_PKG_VERSION")).to_owned());
    }
    plus(&mut merged.people, part.people);
    match (&mut merged.funnel, &part.funnel) {
        (Some(sum), Some(more)) => funnel(sum, more),
        (None, more) => merged.funnel.clone_from(more),
        (Some(_), None) => {}
    }
    segments(merged, part);
    let whose = whose(merged, part);
    stages(&mut merged.stages, &part.stages, &whose, "/stages")?;
    for (at, (sum, more)) in merged.touchpoints.iter_mut().zip(&part.touchpoints).enumerate() {
        plus(&mut sum.people, more.people);
        answers::add(&mut sum.answers, &more.answers, &format!("/touchpoints/{at}"))?;
    }
    for (at, (sum, more)) in merged.personas.iter_mut().zip(&part.personas).enumerate() {
        plus(&mut sum.people, more.people);
        stages(&mut sum.stages, &more.stages, &whose, &format!("/personas/{at}/stages"))?;
    }
    for (at, (sum, more)) in merged.channels.iter_mut().zip(&part.channels).enumerate() {
        plus(&mut sum.people, more.people);
        sum.own |= more.own;
        answers::add(&mut sum.answers, &more.answers, &format!("/channels/{at}"))?;
    }
    let events = events(merged, part);
    moves(&mut merged.moves, &part.moves);
    ways(merged, part);
    if !events {
        merged.moves.retain(|one| one.level != EVENT);
        merged.sequences.retain(|one| one.level != EVENT);
        merged.after.retain(|one| one.level != EVENT);
    }
    planned(merged, part);
    cohorts(&mut merged.cohorts, &part.cohorts);
    themes(&mut merged.themes, &part.themes);
    merged.comments.extend(part.comments.iter().cloned());
    measures(&mut merged.measures, &part.measures);
    for words in &part.words {
        AnswerWords::add(&mut merged.words, words);
    }
    Ok(())
}

fn plus(sum: &mut u64, more: u64) {
    *sum = sum.saturating_add(more);
}

/// Adds lists whose things are known by a key; those of `more` that are new stand at the end.
fn by_key<T: Clone, K: Ord>(sums: &mut Vec<T>, more: &[T], key: impl Fn(&T) -> K, add: impl Fn(&mut T, &T)) {
    let mut known: BTreeMap<K, usize> = BTreeMap::new();
    for (at, one) in sums.iter().enumerate() {
        known.entry(key(one)).or_insert(at);
    }
    for one in more {
        match known.get(&key(one)).and_then(|at| sums.get_mut(*at)) {
            Some(sum) => add(sum, one),
            None => {
                known.insert(key(one), sums.len());
                sums.push(one.clone());
            }
        }
    }
}

fn funnel(sum: &mut Funnel, more: &Funnel) {
    for (sum, more) in sum.steps.iter_mut().zip(&more.steps) {
        sum.add(more);
    }
}

/// Groups, largest first, equal ones by value, as they are measured.
fn segments(merged: &mut Evidence, part: &Evidence) {
    if merged.segments.is_empty() {
        merged.segments.clone_from(&part.segments);
        return;
    }
    for (sum, more) in merged.segments.iter_mut().zip(&part.segments) {
        by_key(
            &mut sum.groups,
            &more.groups,
            |group| group.value.clone(),
            |sum, more| {
                plus(&mut sum.people, more.people);
                funnel(&mut sum.funnel, &more.funnel);
            },
        );
        arrange(&mut sum.groups, |a, b| b.people.cmp(&a.people).then_with(|| a.value.cmp(&b.value)));
    }
}

/// Whose answers a stage has when two documents are merged.
#[derive(Clone, Copy)]
enum Whose {
    Both,
    /// The first was asked about the stage itself, the second about its touchpoints only.
    First,
    Second,
}

/// By stage. Answers of a stage are those to the stage itself, and only where there are none in all those of its
/// touchpoints: where one document has some, the touchpoints of the other do not count.
fn whose(merged: &Evidence, part: &Evidence) -> Vec<(String, Whose)> {
    let pairs = merged.stages.iter().zip(&part.stages);
    let of = |(a, b): (&StageEvidence, &StageEvidence)| {
        let whose = match (answers::pooled(a, &merged.touchpoints), answers::pooled(b, &part.touchpoints)) {
            (true, false) => Whose::Second,
            (false, true) => Whose::First,
            _ => Whose::Both,
        };
        (a.id.clone(), whose)
    };
    pairs.map(of).collect()
}

fn stages(
    sums: &mut Vec<StageEvidence>,
    more: &[StageEvidence],
    whose: &[(String, Whose)],
    pointer: &str,
) -> Result<(), Error> {
    for (at, more) in more.iter().enumerate() {
        let Some(sum) = sums.iter_mut().find(|sum| sum.id == more.id) else {
            sums.push(more.clone());
            continue;
        };
        plus(&mut sum.people, more.people);
        plus(&mut sum.returned, more.returned);
        sum.time_in.merge(&more.time_in);
        match whose.iter().find(|(id, _)| *id == sum.id).map_or(Whose::Both, |(_, whose)| *whose) {
            Whose::First => {}
            Whose::Second => sum.answers.clone_from(&more.answers),
            Whose::Both => answers::add(&mut sum.answers, &more.answers, &format!("{pointer}/{at}"))?,
        }
    }
    Ok(())
}

/// The level that is told where nobody met a touchpoint, or where it is asked for.
const EVENT: &str = "event";

/// False where events are told of one part only, in which nobody met a touchpoint: of all together they would not be.
fn events(a: &Evidence, b: &Evidence) -> bool {
    let has = |one: &Evidence, level: &str| one.moves.iter().any(|moves| moves.level == level);
    let left_out = |one: &Evidence| has(one, "touchpoint") && !has(one, EVENT);
    !left_out(a) && !left_out(b)
}

/// The ways of all, and what followed the steps.
fn ways(merged: &mut Evidence, part: &Evidence) {
    by_key(
        &mut merged.sequences,
        &part.sequences,
        |one| (one.unit.clone(), one.level.clone()),
        |sum, more| {
            plus(&mut sum.total, more.total);
            let key = |one: &Sequence| (one.path.clone(), one.more);
            by_key(&mut sum.top, &more.top, key, |sum, more| plus(&mut sum.people, more.people));
        },
    );
    by_key(
        &mut merged.after,
        &part.after,
        |one| (one.step.clone(), one.unit.clone(), one.level.clone()),
        |sum, more| {
            plus(&mut sum.people, more.people);
            let key = |one: &Next| one.to.clone();
            by_key(&mut sum.next, &more.next, key, |sum, more| plus(&mut sum.people, more.people));
        },
    );
}

fn moves(sums: &mut Vec<Moves>, more: &[Moves]) {
    by_key(
        sums,
        more,
        |one| (one.unit.clone(), one.level.clone()),
        |sum, more| {
            plus(&mut sum.total, more.total);
            by_key(
                &mut sum.links,
                &more.links,
                |link| (link.from.clone(), link.to.clone()),
                |sum, more| {
                    plus(&mut sum.people, more.people);
                    plus(&mut sum.times, more.times);
                    sum.seconds.merge(&more.seconds);
                },
            );
        },
    );
}

fn planned(merged: &mut Evidence, part: &Evidence) {
    let (Some(sum), Some(more)) = (&mut merged.planned, &part.planned) else {
        merged.planned = merged.planned.take().or_else(|| part.planned.clone());
        return;
    };
    plus(&mut sum.met, more.met);
    plus(&mut sum.out_of_order, more.out_of_order);
    let stages = &merged.stages;
    for (sums, more) in [(&mut sum.skipped, &more.skipped), (&mut sum.repeated, &more.repeated)] {
        by_key(sums, more, |(id, _)| id.clone(), |sum, more| plus(&mut sum.1, more.1));
        let place = |id: &str| stages.iter().position(|stage| stage.id == id).unwrap_or(usize::MAX);
        arrange_by(sums, |(id, _)| place(id));
    }
}

/// Cohorts of one start that were followed as long; others of the same start stay apart, since what became of
/// these people later is not known.
fn cohorts(sums: &mut Vec<Cohort>, more: &[Cohort]) {
    by_key(
        sums,
        more,
        |one| (one.start.clone(), one.active.len()),
        |sum, more| {
            plus(&mut sum.size, more.size);
            sum.active.iter_mut().zip(&more.active).for_each(|(sum, more)| plus(sum, *more));
        },
    );
    arrange(sums, |a, b| a.start.cmp(&b.start).then(b.active.len().cmp(&a.active.len())));
}

fn themes(sums: &mut Vec<Theme>, more: &[Theme]) {
    by_key(
        sums,
        more,
        |one| (one.at.clone(), one.text.clone()),
        |sum, more| {
            plus(&mut sum.count, more.count);
            plus(&mut sum.scored, more.scored);
            sum.sum = millionths(sum.sum).saturating_add(millionths(more.sum)) as f64 / 1e6;
        },
    );
}

fn measures(sums: &mut Vec<Measure>, more: &[Measure]) {
    by_key(
        sums,
        more,
        |one| {
            // All parts together decide where carts and orders are.
            let decided = one.met.is_empty();
            let at = if decided { one.at.as_str() } else { "" };
            let source = if decided || one.kind != MeasureKind::Abandoned { one.source.as_str() } else { "" };
            (at.to_owned(), one.kind, source.to_owned())
        },
        |sum, more| {
            plus(&mut sum.count, more.count);
            plus(&mut sum.of, more.of);
            met::join(&mut sum.met, &more.met);
        },
    );
}

/// The rows of all parts: one entry a source, kind and system, in the order in which they are met.
pub fn rows(parts: &[Evidence]) -> Vec<SourceRows> {
    let mut sums: Vec<SourceRows> = Vec::new();
    for part in parts {
        let key = |one: &SourceRows| (one.source.clone(), one.kind.word(), one.system.clone());
        by_key(&mut sums, &part.rows, key, |sum, more| {
            for (sum, more) in [
                (&mut sum.read, more.read),
                (&mut sum.used, more.used),
                (&mut sum.unmatched, more.unmatched),
                (&mut sum.rejected, more.rejected),
            ] {
                plus(sum, more);
            }
            by_key(&mut sum.issues, &more.issues, |issue| issue.code, issue);
        });
    }
    // Where one part could join the people of a source, they are joined.
    let joined = |source: &str| {
        let of = |part: &Evidence| {
            part.rows.iter().any(|rows| rows.source == source && rows.used > 0 && !apart(rows))
        };
        parts.iter().any(of)
    };
    for sum in &mut sums {
        if joined(&sum.source) {
            sum.issues.retain(|issue| issue.code != Code::NotJoined);
        }
    }
    sums
}

fn apart(rows: &SourceRows) -> bool {
    rows.issues.iter().any(|issue| issue.code == Code::NotJoined)
}

fn issue(sum: &mut Issue, more: &Issue) {
    plus(&mut sum.count, more.count);
    let room = SAMPLES.saturating_sub(sum.first.len());
    sum.first.extend(more.first.iter().take(room).cloned());
}
