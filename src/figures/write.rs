//! Figures as one JSON value: everything, under stable names.

use super::write_changes::changes;
use super::write_map::{caution, channel, line, measure, onward, planned, retention, theme};
use super::{
    Backing, Difference, Figures, Finding, FunnelFigures, Gap, GroupFigures, Interval, Measured, Method,
    Moment, Of, PersonaFigures, PersonaStage, Priority, Quantiles, Reference, ScoreFigures, SegmentFigures,
    StageFigures, StepFigures, SurveyFigures, TouchpointFigures, who,
};
use crate::model::journey::ScoreKind;
use crate::model::time::iso;
use crate::value::Value;

/// A map that keeps its empty values, so that every object of a kind has the same keys.
pub(super) fn object<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    Value::Map(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

pub(super) fn interval(bounds: Option<Interval>) -> Value {
    bounds.map_or(Value::Null, |(low, high)| vec![low, high].into())
}

pub(super) fn quantiles(shown: &Quantiles) -> Value {
    object([
        ("n", shown.n.into()),
        ("p25", shown.p25.into()),
        ("median", shown.median.into()),
        ("p75", shown.p75.into()),
        ("p90", shown.p90.into()),
    ])
}

pub(super) fn index(at: Option<usize>) -> Value {
    at.map_or(Value::Null, |at| (at as u64).into())
}

fn step(step: &StepFigures) -> Value {
    let mut value = object([
        ("id", step.id.as_str().into()),
        ("name", step.name.as_str().into()),
        ("people", step.people.into()),
        ("entered", step.entered.into()),
        ("pending", step.pending.into()),
        ("dropped", step.dropped.into()),
        ("seen", step.seen.into()),
        ("any_order", step.any_order.into()),
        ("of_previous", step.of_previous.into()),
        ("of_first", step.of_first.into()),
        ("of_all", step.of_all.into()),
        ("interval_of_previous", interval(step.interval_of_previous)),
        ("interval_of_first", interval(step.interval_of_first)),
        ("seconds", quantiles(&step.seconds)),
        ("time_caution", caution(&step.seconds)),
        ("too_few", step.too_few.into()),
    ]);
    if let Value::Map(pairs) = &mut value
        && step.optional
    {
        pairs.push(("optional".to_owned(), true.into()));
    }
    value
}

/// A funnel: `steps`, `worst_by_people`, `worst_by_rate`.
pub fn write_funnel(funnel: &FunnelFigures) -> Value {
    object([
        ("steps", funnel.steps.iter().map(step).collect::<Vec<_>>().into()),
        ("worst_by_people", index(funnel.worst_by_people)),
        ("worst_by_rate", index(funnel.worst_by_rate)),
    ])
}

/// What `value` and `interval` of a score are, as a stable word.
fn method(score: &ScoreFigures) -> &'static str {
    match score.kind {
        ScoreKind::Nps => "adjusted_wald",
        _ if !score.is_share() => "mean_student_t",
        ScoreKind::Ces => "over_middle_wilson",
        ScoreKind::Csat | ScoreKind::Rating => "top_2_wilson",
    }
}

/// An answer as the key of its count: `4`, `4.5`.
fn key(answer: f64) -> String {
    format!("{answer}")
}

/// One score: `kind`, `method`, `value`, `interval`, `n`, `missing`, `counts` and the rest.
pub fn write_score(score: &ScoreFigures) -> Value {
    let counts = score.counts.iter().map(|(answer, count)| (key(*answer), (*count).into())).collect();
    object([
        ("source", score.source.as_str().into()),
        ("label", score.label.clone().into()),
        ("kind", score.kind.word().into()),
        ("method", method(score).into()),
        ("scale", interval(Some(score.scale))),
        ("value", score.value.into()),
        ("interval", interval(score.interval)),
        ("mean", score.mean.into()),
        ("mean_interval", interval(score.mean_interval)),
        ("share", score.share.into()),
        ("share_interval", interval(score.share_interval)),
        ("axis", score.axis.into()),
        ("axis_interval", interval(score.axis_interval)),
        ("n", score.n.into()),
        ("effective", score.effective.into()),
        ("missing", score.missing.into()),
        ("counts", Value::Map(counts)),
        ("levels", score.levels.to_vec().into()),
    ])
}

/// Everything, with its survey, as `jejak figures` prints it; every object of a kind has the same keys, in the same order.
///
/// ```
/// # use jejak::{figures::{Figures, SurveyFigures, write}, Value};
/// let figures = Figures { people: Some(3751), ..Figures::default() };
/// let written = write(&figures, &SurveyFigures::default());
/// assert_eq!(written.get("people"), Some(&Value::Number(3751.0)));
/// assert_eq!(written.get("funnel"), Some(&Value::Null));
/// ```
pub fn write(figures: &Figures, survey: &SurveyFigures) -> Value {
    let (n, missing) = figures.answers;
    object([
        ("people", figures.people.into()),
        ("unit", figures.unit.word().into()),
        ("period", figures.period.map_or(Value::Null, |(from, to)| vec![iso(from), iso(to)].into())),
        ("finding", finding(&figures.finding)),
        ("funnel", figures.funnel.as_ref().map_or(Value::Null, write_funnel)),
        ("order_matters", list(&figures.order_matters, |at| (*at as u64).into())),
        ("segments", list(&figures.segments, breakdown)),
        ("reference", reference(figures.reference)),
        (
            "stages",
            figures
                .stages
                .iter()
                .enumerate()
                .map(|(at, one)| stage(one, figures, at))
                .collect::<Vec<_>>()
                .into(),
        ),
        ("planned", figures.planned.as_ref().map_or(Value::Null, planned)),
        ("retention", figures.retention.as_ref().map_or(Value::Null, retention)),
        ("personas", list(&figures.personas, persona)),
        ("channels", list(&figures.channels, channel)),
        ("lines", list(&figures.lines, line)),
        ("methods", list(&figures.methods, method_of)),
        ("answers", object([("n", n.into()), ("missing", missing.into())])),
        ("survey", super::write_survey::survey(figures, survey)),
        ("changes", figures.changes.as_ref().map_or(Value::Null, changes)),
    ])
}

pub(super) fn list<T>(items: &[T], one: impl Fn(&T) -> Value) -> Value {
    items.iter().map(one).collect::<Vec<_>>().into()
}

fn breakdown(segments: &SegmentFigures) -> Value {
    object([
        ("field", segments.field.as_str().into()),
        ("groups", write_segments(segments)),
        ("tests", segments.tests.into()),
    ])
}

/// The groups of a breakdown, a list: `value`, `people`, `steps`, the worst steps, `difference`.
pub fn write_segments(segments: &SegmentFigures) -> Value {
    list(&segments.groups, |group: &GroupFigures| {
        object([
            ("value", group.value.as_str().into()),
            ("people", group.people.into()),
            ("steps", list(&group.funnel.steps, step)),
            ("worst_by_people", index(group.funnel.worst_by_people)),
            ("worst_by_rate", index(group.funnel.worst_by_rate)),
            ("difference", list(&group.differences, difference)),
        ])
    })
}

fn difference(difference: &Difference) -> Value {
    let of = match difference.of {
        Of::Previous => "previous",
        Of::First => "first",
    };
    object([
        ("step", (difference.step as u64).into()),
        ("of", of.into()),
        ("value", difference.value.into()),
        ("interval", interval(Some(difference.interval))),
        ("p", difference.p.into()),
        ("adjusted_p", difference.adjusted_p.into()),
    ])
}

pub(super) fn measured(point: Option<Measured>) -> Value {
    point.map_or(Value::Null, |point| {
        object([("value", point.value.into()), ("interval", interval(point.interval)), ("n", point.n.into())])
    })
}

fn gap(gap: Option<Gap>) -> Value {
    gap.map_or(Value::Null, |gap| {
        object([
            ("assumed", gap.assumed.into()),
            ("measured", gap.measured.into()),
            ("size", gap.size.into()),
        ])
    })
}

fn priority(priority: Option<Priority>) -> Value {
    priority.map_or(Value::Null, |priority| {
        object([
            ("value", priority.value.into()),
            ("lost", priority.lost.into()),
            ("dip", priority.dip.into()),
            ("last", priority.last.into()),
        ])
    })
}

fn moment(moment: &Moment) -> Value {
    match moment {
        Moment::Trough => "trough",
        Moment::Importance => "importance",
        Moment::End => "end",
        Moment::Peak => "peak",
    }
    .into()
}

fn backing(backing: Backing) -> Value {
    match backing {
        Backing::Data => "data",
        Backing::Partial => "partial",
        Backing::Assumption => "assumption",
    }
    .into()
}

/// The group that surely goes on less often than the rest, if there is one.
fn lost_most(figures: &Figures, stage: usize) -> Value {
    let Some(found) = who::lost(figures, stage) else { return Value::Null };
    let segment = figures.segments.get(found.segment);
    let group = segment.and_then(|segment| segment.groups.get(found.group));
    object([
        ("field", segment.map_or("", |segment| segment.field.as_str()).into()),
        ("value", group.map_or("", |group| group.value.as_str()).into()),
        ("lost", found.lost.into()),
        ("went_on", found.share.into()),
        ("rest_went_on", found.rest.into()),
        ("adjusted_p", found.adjusted_p.into()),
    ])
}

fn stage(stage: &StageFigures, figures: &Figures, at: usize) -> Value {
    let (went_on, bounds) = stage.went_on.map_or((None, None), |(share, bounds)| (Some(share), Some(bounds)));
    object([
        ("id", stage.id.as_str().into()),
        ("name", stage.name.as_str().into()),
        ("step", index(stage.step)),
        ("people", stage.people.into()),
        ("lost", stage.lost.into()),
        ("pending", stage.pending.into()),
        ("went_on", went_on.into()),
        ("interval_of_went_on", interval(bounds)),
        ("to_next", quantiles(&stage.to_next)),
        ("time_in", quantiles(&stage.time_in)),
        ("time_caution", caution(&stage.to_next)),
        ("measured", measured(stage.measured)),
        ("assumed", stage.assumed.into()),
        ("to_be", stage.to_be.into()),
        ("gap", gap(stage.gap)),
        ("priority", priority(stage.priority)),
        ("moments", list(&stage.moments, moment)),
        ("backing", backing(stage.backing)),
        ("scores", list(&stage.scores, write_score)),
        ("touchpoints", list(&stage.touchpoints, touchpoint)),
        ("comments", stage.comments.into()),
        ("who", lost_most(figures, at)),
        ("comment_mean", stage.comment_mean.into()),
        ("themes", list(&stage.themes, theme)),
        ("measures", list(&stage.measures, |one| measure(one, stage))),
        ("onward", list(&stage.onward, onward)),
        ("returned", stage.returned.into()),
        ("skipped", stage.skipped.into()),
    ])
}

fn touchpoint(touchpoint: &TouchpointFigures) -> Value {
    object([
        ("id", touchpoint.id.as_str().into()),
        ("people", touchpoint.people.into()),
        ("measured", measured(touchpoint.measured)),
        ("assumed", touchpoint.assumed.into()),
        ("gap", gap(touchpoint.gap)),
        ("importance_gap", touchpoint.importance_gap.into()),
        ("moments", list(&touchpoint.moments, moment)),
        ("backing", backing(touchpoint.backing)),
        ("scores", list(&touchpoint.scores, write_score)),
        ("themes", list(&touchpoint.themes, theme)),
    ])
}

fn persona(persona: &PersonaFigures) -> Value {
    let stage = |stage: &PersonaStage| {
        object([
            ("people", stage.people.into()),
            ("measured", measured(stage.measured)),
            ("assumed", stage.assumed.into()),
            ("gap", gap(stage.gap)),
            ("scores", list(&stage.scores, write_score)),
        ])
    };
    object([
        ("id", persona.id.as_str().into()),
        ("people", persona.people.into()),
        ("share", persona.share.into()),
        ("small", persona.small.into()),
        ("stages", list(&persona.stages, stage)),
    ])
}

fn method_of(method: &Method) -> Value {
    object([
        ("source", method.source.as_str().into()),
        ("kind", method.kind.word().into()),
        ("scale", interval(Some(method.scale))),
        ("n", method.n.into()),
        ("missing", method.missing.into()),
        ("weighted", method.weighted.into()),
    ])
}

fn reference(reference: Reference) -> Value {
    let (kind, value) = match reference {
        Reference::Neutral => ("neutral", Some(0.0)),
        Reference::Mean(mean) => ("mean", Some(mean)),
        Reference::Target => ("target", None),
    };
    object([("kind", kind.into()), ("value", value.into())])
}

fn finding(finding: &Finding) -> Value {
    let at = |stage: &usize| Value::from(*stage as u64);
    match finding {
        Finding::Nothing => object([("kind", "nothing".into())]),
        Finding::Priority { stage, lost, times, theme } => {
            let theme = theme.as_ref().map_or(Value::Null, |(text, count, of)| {
                object([("text", text.as_str().into()), ("count", (*count).into()), ("of", (*of).into())])
            });
            object([
                ("kind", "priority".into()),
                ("stage", at(stage)),
                ("lost", (*lost).into()),
                ("times", (*times).into()),
                ("theme", theme),
            ])
        }
        Finding::Loss { stage, lost, of } => object([
            ("kind", "loss".into()),
            ("stage", at(stage)),
            ("lost", (*lost).into()),
            ("of", (*of).into()),
        ]),
        Finding::TooFew { people } => object([("kind", "too_few".into()), ("people", (*people).into())]),
        Finding::Lowest { stage, value, n } => object([
            ("kind", "lowest".into()),
            ("stage", at(stage)),
            ("value", (*value).into()),
            ("n", (*n).into()),
        ]),
        Finding::Assumed { stage, value } => {
            object([("kind", "assumed".into()), ("stage", at(stage)), ("value", (*value).into())])
        }
    }
}
