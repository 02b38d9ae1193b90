//! The layers of a service: staff that a customer meets, and what lies behind the line of visibility.

use super::backing::{Claim, backing};
use super::block::Part;
use super::cells::{Cell, Content};
use super::touchpoints;
use crate::layout::map::Map;
use crate::model::journey::{LaneKind, Layer, Touchpoint};

/// The touchpoints of one layer.
pub struct Blueprint(pub Layer);

impl Blueprint {
    fn of<'a>(&self, map: &Map<'a>, stage: usize) -> impl Iterator<Item = (usize, &'a Touchpoint)> {
        touchpoints::everywhere(map, stage).filter(|(_, touchpoint)| touchpoint.layer == self.0)
    }
}

impl Content for Blueprint {
    fn kind(&self) -> LaneKind {
        match self.0 {
            Layer::Customer => LaneKind::Touchpoints,
            Layer::Frontstage => LaneKind::Frontstage,
            Layer::Backstage => LaneKind::Backstage,
            Layer::Support => LaneKind::Support,
        }
    }

    fn count(&self, map: &Map<'_>, stage: usize) -> usize {
        self.of(map, stage).count()
    }

    /// Behind the line of visibility stands also what staff do there: the lane of actions is the customer's.
    fn cell(&self, map: &Map<'_>, stage: usize) -> Cell {
        let mut from = Vec::new();
        let mut blocks = Vec::new();
        for (at, touchpoint) in self.of(map, stage) {
            let mut block = touchpoints::block(map, stage, at, touchpoint);
            let actions: Vec<String> = touchpoint
                .actions
                .iter()
                .map(|text| text.trim().to_owned())
                .filter(|t| !t.is_empty())
                .collect();
            if !touchpoints::is_met(touchpoint) && !actions.is_empty() {
                block.said = format!("{}: {}", block.said, actions.join(", "));
                if let Some((_, label, tip)) = &mut block.own {
                    *label = format!("{label} {}", actions.join(", "));
                    tip.extend(actions.iter().cloned());
                }
                block.parts.push(Part::Facts(actions, map.input.theme.muted));
            }
            from.push(at);
            blocks.push(block);
        }
        Cell { blocks, backing: backing(map, stage, &from, Claim::Met) }
    }

    fn gap(&self) -> f64 {
        6.0
    }
}
