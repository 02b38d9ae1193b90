//! Which columns a source must keep for the analysis.
//!
//! Must never know: files.

use crate::model::journey::{Journey, SourceKind};
use crate::model::order::set_of;
use crate::model::rule::{Rule, Unit, Window};
use std::collections::BTreeSet;

/// The fields that one source is enough to have, whichever: the breakdown's and the personas', in alphabetical order.
pub fn shared(journey: &Journey) -> Vec<String> {
    let segments = journey.personas.iter().filter_map(|persona| persona.segment.as_ref());
    let mut fields = set_of(segments.map(|segment| segment.field.clone()));
    fields.extend(journey.funnel.by.clone().filter(|by| by != "persona"));
    fields.into_iter().collect()
}

/// The fields (a role's word or a header) that source `source` of `journey` must keep, each once, in
/// alphabetical order: what rules, breakdowns, personas and scores read beside persons, times and event names.
pub fn keep(journey: &Journey, source: &str) -> Vec<String> {
    let mut fields = BTreeSet::new();
    let mut rules: Vec<&Rule> = journey.funnel.steps.iter().flat_map(|step| &step.any).collect();
    rules.extend(journey.funnel.exclude.iter().map(|exclusion| &exclusion.rule));
    for stage in &journey.stages {
        rules.extend(&stage.rules);
        rules.extend(stage.touchpoints.iter().flat_map(|touchpoint| &touchpoint.rules));
    }
    while let Some(rule) = rules.pop() {
        match rule {
            Rule::All(all) => rules.extend(all),
            Rule::Field { source: only, field, .. } => {
                if only.as_deref().is_none_or(|only| only == source) {
                    fields.insert(field.clone());
                }
            }
        }
    }
    let funnel = &journey.funnel;
    fields.extend(funnel.hold.clone());
    fields.extend(funnel.by.clone().filter(|by| by != "persona"));
    if funnel.unit == Unit::Session || funnel.window == Window::Session {
        fields.insert("session".to_owned());
    }
    let segments = journey.personas.iter().filter_map(|persona| persona.segment.as_ref());
    fields.extend(segments.map(|segment| segment.field.clone()));
    if !journey.channels.is_empty() {
        fields.insert("channel".to_owned());
    }
    for score in journey.sources.iter().filter(|known| known.id == source).flat_map(|known| &known.scores) {
        fields.insert(score.column.clone());
        fields.extend(score.weight.clone());
        fields.extend(score.comment.clone());
        fields.extend(["stage".to_owned(), "touchpoint".to_owned()]);
    }
    // Of other kinds every recognised column is kept.
    if journey.sources.iter().any(|known| known.id == source && known.kind == SourceKind::Survey) {
        fields.insert("comment".to_owned());
    }
    fields.into_iter().collect()
}
