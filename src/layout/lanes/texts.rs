//! What customers do, think, need, expect and say, in the author's words.

use super::backing::{Claim, backing};
use super::block::{Block, Frame, Part};
use super::cells::{Cell, Content};
use super::touchpoints;
use crate::layout::map::{Map, persona_name};
use crate::layout::pen::{BODY, Run};
use crate::model::journey::{LaneKind, Touchpoint};

/// A lane of plain texts: actions, thoughts, needs, expectations or quotes.
pub struct Texts(pub LaneKind);

impl Texts {
    /// The texts of a touchpoint. What staff do behind the counter stands in the lanes of their layer.
    fn of<'a>(&self, touchpoint: &'a Touchpoint) -> impl Iterator<Item = &'a String> {
        let texts: &[String] = match self.0 {
            LaneKind::Actions if touchpoints::is_met(touchpoint) => &touchpoint.actions,
            LaneKind::Thoughts => &touchpoint.thoughts,
            LaneKind::Needs => &touchpoint.needs,
            LaneKind::Expectations => &touchpoint.expectations,
            LaneKind::Quotes => &touchpoint.quotes,
            _ => &[],
        };
        texts.iter().filter(|text| !text.trim().is_empty())
    }

    /// Thoughts and quotes are what a person says: in quotation marks, with who it is.
    fn is_speech(&self) -> bool {
        matches!(self.0, LaneKind::Thoughts | LaneKind::Quotes)
    }
}

/// In quotation marks, whichever its author wrote.
fn quoted(text: &str) -> String {
    let bare = text.trim().trim_matches(['"', '“', '”', '„', '«', '»']).trim();
    format!("“{bare}”")
}

/// The personas (indices) of a touchpoint; none where it is everybody's.
pub fn personas(map: &Map<'_>, touchpoint: &Touchpoint) -> Vec<usize> {
    let of = |id: &String| map.input.journey.personas.iter().position(|persona| &persona.id == id);
    touchpoint.personas.iter().filter_map(of).collect()
}

impl Content for Texts {
    fn kind(&self) -> LaneKind {
        self.0
    }

    fn count(&self, map: &Map<'_>, stage: usize) -> usize {
        touchpoints::everywhere(map, stage).map(|(_, touchpoint)| self.of(touchpoint).count()).sum()
    }

    fn cell(&self, map: &Map<'_>, stage: usize) -> Cell {
        let mut from = Vec::new();
        let mut blocks: Vec<Block> = Vec::new();
        for (at, touchpoint) in touchpoints::everywhere(map, stage) {
            let who = if self.is_speech() { personas(map, touchpoint) } else { Vec::new() };
            let names = who.iter().map(|at| persona_name(&map.input, *at)).collect::<Vec<_>>().join(", ");
            let before = blocks.len();
            for text in self.of(touchpoint) {
                let text = if self.is_speech() { quoted(text) } else { text.trim().to_owned() };
                let said = if names.is_empty() { text.clone() } else { format!("{text} ({names})") };
                let mut parts = vec![Part::Text(Run::new(text, BODY, map.input.theme.ink))];
                if !who.is_empty() {
                    parts.push(Part::Personas(who.clone()));
                }
                blocks.push(Block::new(Frame::Plain, parts, said));
            }
            if blocks.len() > before {
                from.push(at);
            }
        }
        Cell { blocks, backing: backing(map, stage, &from, Claim::Written) }
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_thought_has_one_pair_of_marks() {
        assert_eq!(quoted(" \"Where is it?\" "), "“Where is it?”");
        assert_eq!(quoted("“Mana paketnya?”"), "“Mana paketnya?”");
        assert_eq!(quoted("Don’t know"), "“Don’t know”");
    }
}
