//! `Evidence` → `jejak.evidence/1`.

use super::{flag, keyed, list, pair, text, write_rule};
use crate::diag::Issue;
use crate::model::evidence::*;
use crate::model::time::iso;
use crate::value::{Value, map};

/// Writes evidence: sufficient statistics only, the same bytes for the same evidence.
///
/// Of the rule the switches are written; its steps are those of `funnel`, by id and name.
pub fn write_evidence(evidence: &Evidence) -> Value {
    let rule = write_rule(&evidence.rule);
    map([
        ("schema", "jejak.evidence/1".into()),
        ("journey", text(&evidence.journey)),
        (
            "period",
            evidence
                .period
                .map_or(Value::Null, |(from, to)| Value::List(vec![iso(from).into(), iso(to).into()])),
        ),
        ("data_end", evidence.data_end.map(iso).into()),
        ("made_by", text(&evidence.made_by)),
        ("min_group", evidence.min_group.into()),
        ("rule", rule),
        ("rows", list(&evidence.rows, write_rows)),
        ("people", evidence.people.into()),
        ("funnel", evidence.funnel.as_ref().map_or(Value::Null, funnel)),
        ("segments", list(&evidence.segments, segments)),
        ("stages", list(&evidence.stages, stage)),
        (
            "touchpoints",
            list(&evidence.touchpoints, |item| {
                map([
                    ("id", item.id.as_str().into()),
                    ("stage", text(&item.stage)),
                    ("channel", text(&item.channel)),
                    ("people", item.people.into()),
                    ("answers", list(&item.answers, answers)),
                ])
            }),
        ),
        (
            "personas",
            list(&evidence.personas, |item| {
                map([
                    ("id", item.id.as_str().into()),
                    ("people", item.people.into()),
                    ("stages", list(&item.stages, stage)),
                ])
            }),
        ),
        (
            "channels",
            list(&evidence.channels, |item| {
                map([
                    ("id", item.id.as_str().into()),
                    ("people", item.people.into()),
                    ("answers", list(&item.answers, answers)),
                    ("own", flag(item.own)),
                ])
            }),
        ),
        ("moves", list(&evidence.moves, moves)),
        ("sequences", list(&evidence.sequences, sequences)),
        ("after", list(&evidence.after, after)),
        ("planned", evidence.planned.as_ref().map_or(Value::Null, planned)),
        (
            "cohorts",
            list(&evidence.cohorts, |item| {
                map([
                    ("start", item.start.as_str().into()),
                    ("size", item.size.into()),
                    ("active", list(&item.active, |n| (*n).into())),
                ])
            }),
        ),
        (
            "themes",
            list(&evidence.themes, |item| {
                map([
                    ("at", item.at.as_str().into()),
                    ("text", item.text.as_str().into()),
                    ("count", item.count.into()),
                    // Said only where it is not the count.
                    ("scored", Some(item.scored).filter(|scored| *scored != item.count).into()),
                    ("sum", item.sum.into()),
                ])
            }),
        ),
        (
            "comments",
            list(&evidence.comments, |item| {
                map([
                    ("at", item.at.as_str().into()),
                    ("text", item.text.as_str().into()),
                    ("score", item.score.into()),
                    ("time", item.time.map(iso).into()),
                ])
            }),
        ),
        ("measures", list(&evidence.measures, measure)),
        (
            "words",
            list(&evidence.words, |item| {
                let words =
                    item.words.iter().map(|(answer, word)| (answer.to_string(), word.as_str().into()));
                map([
                    ("source", item.source.as_str().into()),
                    ("label", text(&item.label)),
                    ("words", Value::Map(words.collect())),
                ])
            }),
        ),
    ])
}

fn measure(item: &Measure) -> Value {
    map([
        ("at", item.at.as_str().into()),
        ("kind", item.kind.word().into()),
        ("source", item.source.as_str().into()),
        ("count", item.count.into()),
        ("of", item.of.into()),
        ("met", list(&item.met, met)),
    ])
}

fn met(item: &Met) -> Value {
    map([
        ("at", Some(item.at.as_str()).filter(|at| !at.is_empty()).into()),
        ("source", item.source.as_str().into()),
        ("rows", Some(item.rows).filter(|rows| *rows > 0).into()),
        ("bought", Some(item.bought).filter(|rows| *rows > 0).into()),
    ])
}

/// Writes what became of the rows of one source.
pub fn write_rows(item: &SourceRows) -> Value {
    map([
        ("source", item.source.as_str().into()),
        ("kind", item.kind.word().into()),
        ("system", text(&item.system)),
        ("read", item.read.into()),
        ("used", item.used.into()),
        ("unmatched", item.unmatched.into()),
        ("rejected", item.rejected.into()),
        ("issues", list(&item.issues, issue)),
    ])
}

fn issue(issue: &Issue) -> Value {
    map([
        ("code", issue.code.as_str().into()),
        ("count", issue.count.into()),
        (
            "first",
            list(&issue.first, |sample| {
                map([
                    ("line", sample.line.into()),
                    ("column", sample.column.as_str().into()),
                    ("value", sample.value.as_str().into()),
                ])
            }),
        ),
    ])
}

fn funnel(funnel: &Funnel) -> Value {
    let steps = funnel.steps.iter().map(|step| {
        map([
            ("id", step.id.as_str().into()),
            ("name", step.name.as_str().into()),
            ("people", step.people.into()),
            ("entered", step.entered.into()),
            ("pending", step.pending.into()),
            ("seen", step.seen.into()),
            ("any_order", step.any_order.into()),
            ("seconds", hist(&step.seconds)),
            ("optional", flag(step.optional)),
            ("window", step.window.map(|window| window.to_string()).into()),
        ])
    });
    map([("steps", Value::List(steps.collect()))])
}

/// Bucket → count, then `n` and `sum`; nothing where nothing was added.
fn hist(hist: &Hist) -> Value {
    if *hist == Hist::default() {
        return Value::Null;
    }
    let buckets = hist.buckets.iter().map(|(bucket, count)| (bucket.to_string(), Value::from(*count)));
    let ends = [("n", hist.n), ("sum", hist.sum)].map(|(key, n)| (key.to_owned(), Value::from(n)));
    Value::Map(buckets.chain(ends).collect())
}

fn segments(item: &Segments) -> Value {
    let groups = item.groups.iter().map(|group| {
        map([
            ("value", group.value.as_str().into()),
            ("people", group.people.into()),
            ("funnel", funnel(&group.funnel)),
        ])
    });
    map([("field", item.field.as_str().into()), ("groups", Value::List(groups.collect()))])
}

fn stage(item: &StageEvidence) -> Value {
    map([
        ("id", item.id.as_str().into()),
        ("people", item.people.into()),
        ("returned", item.returned.into()),
        ("time_in", hist(&item.time_in)),
        ("answers", list(&item.answers, answers)),
    ])
}

/// Value → number; the value as the shortest decimal that reads back.
fn by_value<T: Copy + Into<Value>>(counts: &[(f64, T)]) -> Value {
    Value::Map(counts.iter().map(|(value, n)| (value.to_string(), (*n).into())).collect())
}

fn answers(item: &Answers) -> Value {
    let weights = item.weights.as_ref().map_or(Value::Null, |weights| {
        map([("counts", by_value(&weights.counts)), ("sum2", weights.sum2.into())])
    });
    map([
        ("source", item.source.as_str().into()),
        ("kind", item.kind.word().into()),
        ("scale", pair(item.scale)),
        ("method", if item.method == item.kind.method() { Value::Null } else { item.method.word().into() }),
        ("label", text(&item.label)),
        ("flip", flag(item.flip)),
        ("line", flag(item.line)),
        ("counts", by_value(&item.counts)),
        ("missing", item.missing.into()),
        ("n", item.n.into()),
        ("weights", weights),
    ])
}

fn moves(item: &Moves) -> Value {
    let links = item.links.iter().map(|link| {
        map([
            ("from", link.from.as_str().into()),
            ("to", link.to.as_str().into()),
            ("people", link.people.into()),
            ("times", link.times.into()),
            ("seconds", hist(&link.seconds)),
        ])
    });
    map([
        ("unit", item.unit.as_str().into()),
        ("level", item.level.as_str().into()),
        ("total", item.total.into()),
        ("links", Value::List(links.collect())),
    ])
}

fn sequences(item: &Sequences) -> Value {
    let top = item.top.iter().map(|one| {
        let path = Value::List(one.path.iter().map(|id| id.as_str().into()).collect());
        map([("path", path), ("people", one.people.into()), ("more", flag(one.more))])
    });
    map([
        ("unit", item.unit.as_str().into()),
        ("level", item.level.as_str().into()),
        ("total", item.total.into()),
        ("top", Value::List(top.collect())),
    ])
}

fn after(item: &After) -> Value {
    let next =
        item.next.iter().map(|one| map([("to", one.to.as_str().into()), ("people", one.people.into())]));
    map([
        ("step", item.step.as_str().into()),
        ("unit", item.unit.as_str().into()),
        ("level", item.level.as_str().into()),
        ("people", item.people.into()),
        ("next", Value::List(next.collect())),
    ])
}

fn planned(item: &Planned) -> Value {
    let counted = |list: &[(String, u64)]| keyed(list.iter().map(|(id, n)| (id, Value::from(*n))));
    map([
        ("met", item.met.into()),
        ("skipped", counted(&item.skipped)),
        ("repeated", counted(&item.repeated)),
        ("out_of_order", item.out_of_order.into()),
    ])
}

/// Writes exact quantiles for the way from the measuring module to the figures of the same page.
pub fn write_exact(exact: &ExactTimes) -> Value {
    let list =
        |steps: &Vec<Exact>| Value::List(steps.iter().map(|step| step.map(Vec::from).into()).collect());
    map([("steps", list(&exact.steps)), ("groups", Value::List(exact.groups.iter().map(list).collect()))])
}
