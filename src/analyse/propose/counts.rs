//! Ready counts → a stage a step, in the order of the file.

use super::{Proposed, stage, texts};
use crate::model::rule::Role;
use crate::model::table::{BLANK, Table, Texts};
use crate::value::map;

/// Most steps that are proposed: ready counts are somebody's whole funnel.
const STEPS: usize = 40;

/// The proposal, where the table has steps and their counts.
pub fn of(table: &Table) -> Option<Proposed> {
    table.role(Role::Count)?;
    let steps = texts(table.role(Role::Step)?)?;
    let split = table.role(Role::Segment);
    let names = names(steps, split.and_then(texts));
    if names.is_empty() {
        return None;
    }
    let source = map([("id", table.source.clone().into()), ("kind", "counts".into())]);
    let by = split.map(|column| ("by", column.header.clone().into()));
    let stages = names.iter().map(|name| stage(table, Role::Step.as_str(), name)).collect();
    Some(Proposed { stages, source, funnel: by.into_iter().collect() })
}

/// The steps in the order of the file, a name so often as one group has it.
fn names<'t>(steps: &'t Texts, split: Option<&Texts>) -> Vec<&'t str> {
    let mut names: Vec<u32> = Vec::new();
    let mut group = None;
    let mut of_group: Vec<u32> = Vec::new();
    for (row, code) in steps.codes.iter().enumerate().filter(|(_, code)| **code != BLANK) {
        let here = split.and_then(|split| split.codes.get(row).copied());
        if group != Some(here) {
            // Rows of one group often stand together; where groups take turns a step is told by its name alone.
            group = Some(here);
            of_group.clear();
        }
        of_group.push(*code);
        let times = |list: &[u32]| list.iter().filter(|known| *known == code).count();
        if times(&of_group) > times(&names) && names.len() < STEPS {
            names.push(*code);
        }
    }
    names.into_iter().map(|code| steps.entry(code)).collect()
}
