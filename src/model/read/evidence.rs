//! `jejak.evidence/1` → `Evidence`.

use super::{Reading, count, duration, each, flag, items, number, pair, pairs, rules, text, texts, word};
use crate::diag::{Issue, Sample};
use crate::error::Code;
use crate::model::check::{Check, Problem};
use crate::model::evidence::*;
use crate::model::journey::{ScoreKind, ScoreMethod, SourceKind};
use crate::model::number::parse;
use crate::model::order::ascending;
use crate::model::shapes::EVIDENCE;
use crate::model::time::{Time, parse_iso};
use crate::value::Value;
use core::mem::swap;

/// Reads evidence and says what is wrong with it. There is none only where it is no object or another document.
pub fn read_evidence(document: &Value) -> Reading<Evidence> {
    let mut check = Check::default();
    if check.schema(document, "jejak.evidence/1") {
        return (None, check.problems);
    }
    if is_journey(document) {
        check.unknown(Code::WrongSchema, "jejak.journey/1", &["jejak.evidence/1"]);
        return (None, check.problems);
    }
    let evidence = check.document(&EVIDENCE, document).map(|usable| evidence(&mut check, &usable));
    (evidence, check.problems)
}

/// Reads the parts of evidence that have changed: what `parts` names by its keys replaces what `kept` has, all else
/// stays. `times_stand`: the stages of `parts` come without their times, which are those that `kept` has at their places.
/// False, and nothing is changed, where `parts` is no object or of another document, or where times are to stand and there
/// are other places: a stage that cannot be read has none.
pub fn renew_evidence(kept: &mut Evidence, parts: &Value, times_stand: bool) -> (bool, Vec<Problem>) {
    let (new, problems) = read_evidence(parts);
    let Some(mut new) = new else { return (false, problems) };
    if times_stand && !keep_times(kept, &mut new, parts) {
        return (false, problems);
    }
    for (key, _) in parts.as_map().unwrap_or_default() {
        match key.as_str() {
            "journey" => swap(&mut kept.journey, &mut new.journey),
            "period" => swap(&mut kept.period, &mut new.period),
            "data_end" => swap(&mut kept.data_end, &mut new.data_end),
            "made_by" => swap(&mut kept.made_by, &mut new.made_by),
            "min_group" => swap(&mut kept.min_group, &mut new.min_group),
            "rule" => swap(&mut kept.rule, &mut new.rule),
            "rows" => swap(&mut kept.rows, &mut new.rows),
            "people" => swap(&mut kept.people, &mut new.people),
            "funnel" => swap(&mut kept.funnel, &mut new.funnel),
            "segments" => swap(&mut kept.segments, &mut new.segments),
            "stages" => swap(&mut kept.stages, &mut new.stages),
            "touchpoints" => swap(&mut kept.touchpoints, &mut new.touchpoints),
            "personas" => swap(&mut kept.personas, &mut new.personas),
            "channels" => swap(&mut kept.channels, &mut new.channels),
            "moves" => swap(&mut kept.moves, &mut new.moves),
            "sequences" => swap(&mut kept.sequences, &mut new.sequences),
            "after" => swap(&mut kept.after, &mut new.after),
            "planned" => swap(&mut kept.planned, &mut new.planned),
            "cohorts" => swap(&mut kept.cohorts, &mut new.cohorts),
            "measures" => swap(&mut kept.measures, &mut new.measures),
            "themes" => swap(&mut kept.themes, &mut new.themes),
            "comments" => swap(&mut kept.comments, &mut new.comments),
            "words" => swap(&mut kept.words, &mut new.words),
            _ => {}
        }
    }
    (true, problems)
}

/// Gives the stages that are new the times of those at their places. False, and nothing is changed, where there are others.
fn keep_times(kept: &mut Evidence, new: &mut Evidence, parts: &Value) -> bool {
    let named = |key: &str| parts.get(key).is_some();
    if named("stages") && new.stages.len() != kept.stages.len()
        || named("personas") && new.personas.len() != kept.personas.len()
        || new.personas.iter().zip(&kept.personas).any(|(new, kept)| new.stages.len() != kept.stages.len())
    {
        return false;
    }
    let personas = new.personas.iter_mut().zip(&mut kept.personas);
    let own = core::iter::once((&mut new.stages, &mut kept.stages));
    for (new, kept) in own.chain(personas.map(|(new, kept)| (&mut new.stages, &mut kept.stages))) {
        // of what is not named nothing is new
        for (new, kept) in new.iter_mut().zip(kept) {
            swap(&mut new.time_in, &mut kept.time_in);
        }
    }
    true
}

/// True for a journey that names no schema: it counts nobody, and has what only a journey has.
fn is_journey(document: &Value) -> bool {
    let has = |key: &&str| document.get(key).is_some();
    let named = |stage: &Value| stage.as_text().is_some() || stage.get("name").is_some();
    !["schema", "people", "rows"].iter().any(has)
        && (["title", "sources", "lanes"].iter().any(has) || items(document, "stages").iter().any(named))
}

fn evidence(check: &mut Check, document: &Value) -> Evidence {
    let rule = document.get("rule").unwrap_or(&Value::Null);
    Evidence {
        journey: text(document, "journey"),
        period: document.get("period").and_then(|pair| Some((time(pair.at(0)?)?, time(pair.at(1)?)?))),
        data_end: document.get("data_end").and_then(time),
        made_by: text(document, "made_by"),
        min_group: count(document, "min_group").unwrap_or(5),
        rule: check.at("rule", |check| rules::funnel(check, rule, None, None)),
        rows: each(check, document, "rows", rows),
        people: count(document, "people").unwrap_or(0),
        funnel: document.get("funnel").map(|item| check.at("funnel", |check| funnel(check, item))),
        segments: each(check, document, "segments", |check, item| {
            Some(Segments { field: text(item, "field")?, groups: each(check, item, "groups", group) })
        }),
        stages: each(check, document, "stages", stage),
        touchpoints: each(check, document, "touchpoints", |check, item| {
            Some(TouchpointEvidence {
                id: text(item, "id")?,
                stage: text(item, "stage"),
                channel: text(item, "channel"),
                people: count(item, "people").unwrap_or(0),
                answers: each(check, item, "answers", answers),
            })
        }),
        personas: each(check, document, "personas", |check, item| {
            Some(PersonaEvidence {
                id: text(item, "id")?,
                people: count(item, "people").unwrap_or(0),
                stages: each(check, item, "stages", stage),
            })
        }),
        channels: each(check, document, "channels", |check, item| {
            Some(ChannelEvidence {
                id: text(item, "id")?,
                people: count(item, "people").unwrap_or(0),
                answers: each(check, item, "answers", answers),
                own: flag(item, "own"),
            })
        }),
        moves: each(check, document, "moves", |check, item| {
            Some(Moves {
                unit: text(item, "unit")?,
                level: text(item, "level")?,
                total: count(item, "total").unwrap_or(0),
                links: each(check, item, "links", link),
            })
        }),
        sequences: each(check, document, "sequences", |check, item| {
            Some(Sequences {
                unit: text(item, "unit")?,
                level: text(item, "level")?,
                total: count(item, "total").unwrap_or(0),
                top: each(check, item, "top", |_, item| {
                    let (path, people) = (texts(item, "path"), count(item, "people")?);
                    // a way over nothing is none
                    (!path.is_empty()).then(|| Sequence { path, people, more: flag(item, "more") })
                }),
            })
        }),
        after: each(check, document, "after", |check, item| {
            Some(After {
                step: text(item, "step")?,
                unit: text(item, "unit")?,
                level: text(item, "level")?,
                people: count(item, "people")?,
                next: each(check, item, "next", |_, item| {
                    Some(Next { to: text(item, "to")?, people: count(item, "people")? })
                }),
            })
        }),
        planned: document.get("planned").map(|item| Planned {
            met: count(item, "met").unwrap_or(0),
            skipped: counted(item, "skipped"),
            repeated: counted(item, "repeated"),
            out_of_order: count(item, "out_of_order").unwrap_or(0),
        }),
        cohorts: each(check, document, "cohorts", |_, item| {
            let active = items(item, "active").iter().map(|n| n.as_number().unwrap_or(0.0) as u64);
            Some(Cohort { start: text(item, "start")?, size: count(item, "size")?, active: active.collect() })
        }),
        measures: each(check, document, "measures", |_, item| {
            Some(Measure {
                at: text(item, "at")?,
                kind: word(item, "kind", MeasureKind::of)?,
                source: text(item, "source")?,
                count: count(item, "count")?,
                of: count(item, "of").unwrap_or(0),
                met: items(item, "met").iter().filter_map(met).collect(),
            })
        }),
        themes: each(check, document, "themes", |_, item| {
            let comments = count(item, "count")?;
            Some(Theme {
                at: text(item, "at")?,
                text: text(item, "text")?,
                count: comments,
                scored: count(item, "scored").unwrap_or(comments),
                sum: number(item, "sum").unwrap_or(0.0),
            })
        }),
        comments: each(check, document, "comments", |_, item| {
            Some(Comment {
                at: text(item, "at")?,
                text: text(item, "text")?,
                score: number(item, "score"),
                time: item.get("time").and_then(time),
            })
        }),
        words: each(check, document, "words", |_, item| {
            let (source, label) = (text(item, "source")?, text(item, "label"));
            let mut one: Vec<AnswerWords> = Vec::new();
            for (answer, word) in pairs(item, "words") {
                if let (Some(answer), Some(word)) = (parse(answer), word.as_text()) {
                    let words = vec![(answer, word.to_owned())];
                    AnswerWords::add(
                        &mut one,
                        &AnswerWords { source: source.clone(), label: label.clone(), words },
                    );
                }
            }
            one.pop()
        }),
    }
}

fn time(value: &Value) -> Option<Time> {
    value.as_text().and_then(parse_iso)
}

fn counted(item: &Value, key: &str) -> Vec<(String, u64)> {
    let count = |value: &Value| value.as_number().unwrap_or(0.0) as u64;
    pairs(item, key).iter().map(|(id, value)| (id.clone(), count(value))).collect()
}

fn rows(check: &mut Check, item: &Value) -> Option<SourceRows> {
    let count = |key| count(item, key).unwrap_or(0);
    Some(SourceRows {
        source: text(item, "source")?,
        kind: word(item, "kind", SourceKind::of)?,
        system: text(item, "system"),
        read: count("read"),
        used: count("used"),
        unmatched: count("unmatched"),
        rejected: count("rejected"),
        issues: each(check, item, "issues", issue),
    })
}

fn issue(check: &mut Check, item: &Value) -> Option<Issue> {
    let name = text(item, "code")?;
    let code = Code::parse(&name);
    if code.is_none() {
        let known: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        check.at("code", |check| check.unknown(Code::UnknownChoice, &name, &known));
    }
    let first = each(check, item, "first", |_, item| {
        Some(Sample {
            line: count(item, "line").unwrap_or(0),
            column: text(item, "column").unwrap_or_default(),
            value: text(item, "value").unwrap_or_default(),
        })
    });
    Some(Issue { code: code?, count: count(item, "count")?, first })
}

fn funnel(check: &mut Check, item: &Value) -> Funnel {
    let mut first = true;
    let steps = each(check, item, "steps", |check, item| {
        let people = count(item, "people")?;
        let id = text(item, "id")?;
        let entered = if core::mem::take(&mut first) { people } else { 0 };
        Some(StepCounts {
            name: text(item, "name").unwrap_or_else(|| id.clone()),
            id,
            people,
            entered: count(item, "entered").unwrap_or(entered),
            pending: count(item, "pending").unwrap_or(0),
            seen: count(item, "seen").unwrap_or(people),
            any_order: count(item, "any_order").unwrap_or(people),
            seconds: hist(check, item, "seconds"),
            optional: flag(item, "optional"),
            window: duration(item, "window"),
        })
    });
    Funnel { steps }
}

fn group(check: &mut Check, item: &Value) -> Option<Group> {
    Some(Group {
        value: text(item, "value")?,
        people: count(item, "people")?,
        funnel: check.at("funnel", |check| item.get("funnel").map(|item| funnel(check, item)))?,
    })
}

fn met(item: &Value) -> Option<Met> {
    Some(Met {
        at: text(item, "at").unwrap_or_default(),
        source: text(item, "source")?,
        rows: count(item, "rows").unwrap_or(0),
        bought: count(item, "bought").unwrap_or(0),
    })
}

fn link(check: &mut Check, item: &Value) -> Option<Link> {
    Some(Link {
        from: text(item, "from")?,
        to: text(item, "to")?,
        people: count(item, "people").unwrap_or(0),
        times: count(item, "times").unwrap_or(0),
        seconds: hist(check, item, "seconds"),
    })
}

fn stage(check: &mut Check, item: &Value) -> Option<StageEvidence> {
    Some(StageEvidence {
        id: text(item, "id")?,
        people: count(item, "people").unwrap_or(0),
        returned: count(item, "returned").unwrap_or(0),
        time_in: hist(check, item, "time_in"),
        answers: each(check, item, "answers", answers),
    })
}

/// A histogram; its buckets decide how many there are.
fn hist(check: &mut Check, item: &Value, key: &str) -> Hist {
    let mut hist = Hist::default();
    let Some(item) = item.get(key) else { return hist };
    for (bucket, value) in item.as_map().unwrap_or_default() {
        let more = value.as_number().map_or(0, |more| more as u64);
        if let (Ok(bucket), 1..) = (bucket.parse::<i32>(), more) {
            let count = hist.buckets.entry(bucket).or_insert(0);
            *count = count.saturating_add(more);
            hist.n = hist.n.saturating_add(more);
        }
    }
    hist.sum = count(item, "sum").unwrap_or(0);
    check.at(key, |check| same_n(check, item, hist.n));
    hist
}

/// Says so where a written `n` is not what the counts add up to.
fn same_n(check: &mut Check, item: &Value, n: u64) {
    if count(item, "n").is_some_and(|written| written != n) {
        check.at("n", |check| check.warning(Code::OutOfRange, &n.to_string()));
    }
}

/// Value → number, ascending by value; equal values add up.
fn by_value(item: &Value, key: &str) -> Vec<(f64, f64)> {
    let numbers = pairs(item, key).iter();
    let read: Vec<(f64, f64)> =
        numbers.filter_map(|(value, n)| Some((parse(value)?, n.as_number()?))).collect();
    let mut list: Vec<(f64, f64)> = Vec::new();
    for (value, n) in ascending(read.iter().map(|(value, _)| *value)).iter().filter_map(|at| read.get(*at)) {
        match list.last_mut() {
            Some(last) if last.0 == *value => last.1 += n,
            _ => list.push((*value, *n)),
        }
    }
    list
}

fn answers(check: &mut Check, item: &Value) -> Option<Answers> {
    let kind = word(item, "kind", ScoreKind::of)?;
    let scale = item.get("scale").and_then(pair).unwrap_or(kind.scale());
    if scale.0 >= scale.1 {
        check.at("scale", |check| check.error(Code::OutOfRange, "lowest < highest"));
        return None;
    }
    let mut counts = by_value(item, "counts");
    if counts.iter().any(|(value, _)| *value < scale.0 || *value > scale.1) {
        let range = format!("{}…{}", scale.0, scale.1);
        check.at("counts", |check| check.error(Code::OutOfRange, &range));
        counts.retain(|(value, _)| *value >= scale.0 && *value <= scale.1);
    }
    let counts: Vec<(f64, u64)> = counts.into_iter().map(|(value, n)| (value, n as u64)).collect();
    let n = counts.iter().fold(0_u64, |sum, (_, n)| sum.saturating_add(*n));
    same_n(check, item, n);
    Some(Answers {
        source: text(item, "source")?,
        kind,
        scale,
        method: word(item, "method", ScoreMethod::of).unwrap_or(kind.method()),
        label: text(item, "label"),
        flip: flag(item, "flip"),
        line: flag(item, "line"),
        counts,
        missing: count(item, "missing").unwrap_or(0),
        n,
        weights: item.get("weights").map(|item| Weights {
            counts: by_value(item, "counts"),
            sum2: number(item, "sum2").unwrap_or(0.0),
        }),
    })
}

/// Reads exact quantiles: what `write_exact` writes; anything else is nothing known.
pub fn read_exact(value: &Value) -> ExactTimes {
    let list = |value: &Value| value.as_list().unwrap_or_default().iter().map(quantiles).collect::<Vec<_>>();
    ExactTimes {
        steps: value.get("steps").map(list).unwrap_or_default(),
        groups: items(value, "groups").iter().map(list).collect(),
    }
}

fn quantiles(value: &Value) -> Exact {
    let at = |i| value.at(i).and_then(Value::as_number);
    Some([at(0)?, at(1)?, at(2)?, at(3)?])
}
