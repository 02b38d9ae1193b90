//! Opportunities: what each would bring, what it costs, and how far it is.

use super::backing::{Claim, backing};
use super::block::{Block, Frame, Part};
use super::cells::{Cell, Content};
use super::touchpoints;
use crate::layout::map::{Map, opening};
use crate::layout::pen::{BODY, CAP, Run, Style};
use crate::model::journey::{LaneKind, Opportunity, Status};
use crate::model::order::arrange;
use crate::words::picture;

/// The lane of opportunities.
pub struct Opportunities;

/// What would bring most for least comes first; what is done comes last.
fn rank(opportunity: &Opportunity) -> (bool, f64) {
    let gain = opportunity.impact.unwrap_or(0.0) - opportunity.effort.unwrap_or(0.0) / 10.0;
    (opportunity.status == Status::Done, -gain)
}

/// True where some opportunity of the map is more than an idea.
fn any_begun(map: &Map<'_>) -> bool {
    let touchpoints = map.input.journey.stages.iter().flat_map(|stage| &stage.touchpoints);
    touchpoints.flat_map(|touchpoint| &touchpoint.opportunities).any(|one| one.status != Status::Idea)
}

/// One opportunity as an item; `first` = the one to begin with.
fn block(map: &Map<'_>, stage: usize, opportunity: &Opportunity, first: bool) -> Block {
    let (theme, lang, numbers) = (map.input.theme, map.input.lang, map.input.numbers);
    let [impact, effort] = picture::impact_and_effort(lang);
    let text = opportunity.text.trim();
    let mut parts = vec![Part::Text(Run::new(text, BODY, theme.opp))];
    let mut all = Vec::new();
    let mut ticks = Vec::new();
    for (name, value) in [(impact, opportunity.impact), (effort, opportunity.effort)] {
        if let Some(value) = value {
            ticks.push((name, value));
            all.push(format!("{name} {}/5", numbers.decimal(value, u8::from(value.fract() != 0.0))));
        }
    }
    let priority = map.stages().get(stage).and_then(|stage| stage.priority).filter(|p| first && !p.last);
    let remark = priority.filter(|priority| priority.value > 0.0).map(|priority| {
        let value = numbers.decimal(priority.value, 0);
        Run::new(format!("{} {value}", map.words.priority.to_lowercase()), CAP.bold(), theme.pain)
    });
    if !ticks.is_empty() {
        parts.push(Part::Ticks(ticks, remark));
    }
    let status = picture::status(opportunity.status, lang);
    // that all are ideas goes without saying
    if any_begun(map) {
        parts.push(Part::Facts(vec![crate::words::capital(status)], theme.muted));
    }
    all.push(status.to_owned());
    all.extend(opportunity.owner.clone());
    all.extend(opportunity.url.clone());
    Block::new(Frame::Outline(first), parts, format!("{text} ({})", all.join(", ")))
}

impl Content for Opportunities {
    fn kind(&self) -> LaneKind {
        LaneKind::Opportunities
    }

    fn cell(&self, map: &Map<'_>, stage: usize) -> Cell {
        let mut from = Vec::new();
        let mut list: Vec<&Opportunity> = Vec::new();
        for (at, touchpoint) in touchpoints::everywhere(map, stage) {
            let before = list.len();
            list.extend(touchpoint.opportunities.iter().filter(|one| !one.text.trim().is_empty()));
            if list.len() > before {
                from.push(at);
            }
        }
        arrange(&mut list, |a, b| {
            let (a, b) = (rank(a), rank(b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
        });
        let top = opening(map.input.figures) == Some(stage);
        let blocks = list.iter().enumerate().map(|(nth, one)| {
            let first = top && nth == 0 && one.status != Status::Done;
            block(map, stage, one, first)
        });
        Cell { blocks: blocks.collect(), backing: backing(map, stage, &from, Claim::Written) }
    }

    fn first(&self) -> (Style, f64) {
        (BODY, 8.0)
    }

    fn level(&self) -> bool {
        true
    }

    fn gap(&self) -> f64 {
        10.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn much_for_little_comes_first_and_what_is_done_last() {
        let one = |impact: f64, effort: f64, status| Opportunity {
            impact: Some(impact),
            effort: Some(effort),
            status,
            ..Opportunity::default()
        };
        let order = [one(5.0, 1.0, Status::Idea), one(5.0, 4.0, Status::Doing), one(4.0, 1.0, Status::Idea)];
        let done = one(5.0, 1.0, Status::Done);
        for pair in order.windows(2) {
            assert!(rank(&pair[0]) < rank(&pair[1]));
        }
        assert!(rank(&Opportunity::default()) < rank(&done));
    }
}
