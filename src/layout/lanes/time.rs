//! Time: how long people take to the next stage, and whether that is as planned.

use super::backing::counted;
use super::block::{Block, Frame, Part};
use super::cells::{Cell, Content};
use crate::figures::Backing;
use crate::layout::map::Map;
use crate::layout::pen::{BODY, NUM, Run, Style};
use crate::model::journey::LaneKind;
use crate::words::picture::{self, Kept};
use crate::words::{self};

/// The lane of times.
pub struct Times;

impl Content for Times {
    fn kind(&self) -> LaneKind {
        LaneKind::Time
    }

    fn cell(&self, map: &Map<'_>, stage: usize) -> Cell {
        let (theme, lang, numbers) = (map.input.theme, map.input.lang, map.input.numbers);
        let times = map.stages().get(stage).map(|stage| stage.to_next).unwrap_or_default();
        let planned = map.input.journey.stages.get(stage).and_then(|stage| stage.planned);
        let kept = planned.and_then(|planned| Kept::of(&times, planned));
        let mut parts = Vec::new();
        let mut said = Vec::new();
        if let Some(median) = times.median {
            let caption = picture::median(lang);
            let mut facts: Vec<String> = picture::middle_half(&times, lang, numbers).into_iter().collect();
            facts.push(format!("n\u{a0}{}", picture::count(times.n, numbers)));
            let value = words::duration(median, lang, numbers);
            said.push(format!("{value} {caption} ({})", facts.join(", ")));
            let value = Run::new(value, NUM, theme.ink);
            parts.push(Part::Figure(value, None, caption.to_owned(), facts));
        }
        if let Some(planned) = planned {
            let text = picture::planned(planned, lang, numbers);
            let kept = kept.map(|kept| (kept.said(lang), kept.is_missed()));
            said.push(kept.map_or_else(|| text.clone(), |(kept, _)| format!("{text}, {kept}")));
            if parts.is_empty() {
                parts.push(Part::Text(Run::new(text, BODY, theme.muted)));
            } else {
                let ink = if kept.is_some_and(|(_, missed)| missed) { theme.pain } else { theme.muted };
                let mut facts = vec![text];
                facts.extend(kept.map(|(kept, _)| kept.to_owned()));
                parts.push(Part::Facts(facts, ink));
            }
        }
        let backing = if times.median.is_some() { counted(times.n) } else { Backing::Assumption };
        let block = (!parts.is_empty()).then(|| Block::new(Frame::Plain, parts, said.join("; ")));
        Cell { blocks: block.into_iter().collect(), backing }
    }

    fn first(&self) -> (Style, f64) {
        (NUM, 0.0)
    }
}
