//! Touchpoints and their channels: those a customer meets, and those of one layer.

use super::backing::{self, Claim};
use super::block::{Block, Frame, Part, Sign};
use super::cells::{Cell, Content, ITEMS};
use crate::layout::map::Map;
use crate::layout::pen::{BODY, CAP, Run};
use crate::layout::{LaneShown, LaneState, Subject, sentences};
use crate::model::journey::{Channel, ChannelKind, LaneKind, Layer, Touchpoint};

/// The lane of touchpoints that a customer meets.
pub struct Touchpoints;

/// All touchpoints of a stage that the persona in focus meets, with their index: those of nobody in particular too.
pub fn everywhere<'a>(map: &Map<'a>, stage: usize) -> impl Iterator<Item = (usize, &'a Touchpoint)> {
    let list = map.input.journey.stages.get(stage).map_or(&[][..], |stage| &stage.touchpoints);
    let persona = map.hero.persona.and_then(|at| map.input.journey.personas.get(at));
    list.iter().enumerate().filter(move |(_, touchpoint)| {
        touchpoint.personas.is_empty()
            || persona.is_none_or(|persona| touchpoint.personas.contains(&persona.id))
    })
}

/// True for a touchpoint that a customer meets: in front of the line of visibility.
pub const fn is_met(touchpoint: &Touchpoint) -> bool {
    matches!(touchpoint.layer, Layer::Customer | Layer::Frontstage)
}

/// The touchpoints of the lane of that name, with their index: those a customer meets. While the frontstage has
/// an open lane of its own, its touchpoints stand there instead: nothing stands twice.
pub fn of<'a>(map: &Map<'a>, stage: usize) -> Vec<(usize, &'a Touchpoint)> {
    let open = LaneState { kind: LaneKind::Frontstage, shown: LaneShown::Open };
    let parted = map.lanes.contains(&open);
    everywhere(map, stage)
        .filter(|(_, touchpoint)| is_met(touchpoint) && !(parted && touchpoint.layer == Layer::Frontstage))
        .collect()
}

/// The channel of a touchpoint.
pub fn channel<'a>(map: &Map<'a>, touchpoint: &Touchpoint) -> Option<&'a Channel> {
    let id = touchpoint.channel.as_ref()?;
    map.input.journey.channels.iter().find(|channel| &channel.id == id)
}

/// A touchpoint as an item with a focus of its own.
pub fn block(map: &Map<'_>, stage: usize, at: usize, touchpoint: &Touchpoint) -> Block {
    let theme = map.input.theme;
    let channel = channel(map, touchpoint);
    let word = channel.map(|channel| channel.name.clone()).unwrap_or_default();
    let said = match &word {
        word if word.is_empty() => touchpoint.name.clone(),
        word => format!("{} ({word})", touchpoint.name),
    };
    let name = Run::new(touchpoint.name.clone(), BODY, theme.ink);
    let parts = vec![Part::Tail(name, Run::new(word, CAP, theme.muted))];
    let sign = match (channel, touchpoint.layer) {
        (Some(channel), _) => Sign::Channel(channel.kind),
        (None, Layer::Customer) => Sign::Channel(ChannelKind::Other),
        (None, layer) => Sign::Layer(layer),
    };
    let (label, tip) = sentences::touchpoint(map, stage, at);
    let own = Some((Subject::Touchpoint(stage, at), label, tip));
    Block { own, ..Block::new(Frame::Icon(sign), parts, said) }
}

impl Content for Touchpoints {
    fn kind(&self) -> LaneKind {
        LaneKind::Touchpoints
    }

    fn cell(&self, map: &Map<'_>, stage: usize) -> Cell {
        let of = of(map, stage);
        let at: Vec<usize> = of.iter().map(|(at, _)| *at).collect();
        let blocks = of.into_iter().map(|(at, touchpoint)| block(map, stage, at, touchpoint)).collect();
        Cell { blocks, backing: backing::backing(map, stage, &at, Claim::Met) }
    }

    /// In a card they are a list of its own.
    fn most(&self, card: bool) -> usize {
        if card { 24 } else { ITEMS }
    }

    fn gap(&self) -> f64 {
        6.0
    }

    fn nothing(&self, map: &Map<'_>) -> &'static str {
        map.words.no_touchpoints
    }
}
