//! Pains: how bad each is, and how many comments name it.

use super::backing::{Claim, backing, counted, weakest};
use super::block::{Block, Frame, Part};
use super::cells::{Cell, Content};
use super::touchpoints;
use crate::figures::{Backing, ThemeFigures};
use crate::layout::map::Map;
use crate::layout::pen::{BODY, Run};
use crate::model::fold::small;
use crate::model::journey::{LaneKind, Pain};
use crate::model::order::arrange;
use crate::words::picture;

/// The lane of pains.
pub struct Pains;

/// From this severity on a pain is written in the colour of pain.
const BAD: f64 = 3.5;

/// The theme that a pain's text names: of those that unhappy comments name, the most named one whose words stand
/// in it. A word of praise says nothing about a pain.
pub fn theme_of<'a>(text: &str, themes: impl Iterator<Item = &'a ThemeFigures>) -> Option<&'a ThemeFigures> {
    let text = small(text);
    let names = |theme: &&ThemeFigures| {
        let words = small(theme.text.trim());
        let mut from = text.match_indices(words.as_str());
        !words.is_empty() && from.any(|(at, found)| stands_alone(&text, at, at + found.len()))
    };
    // the first of the most named: `max_by_key` alone would give the last
    let unhappy = |theme: &&ThemeFigures| theme.count > 0 && theme.mean.is_none_or(|mean| mean < 0.0);
    themes.filter(unhappy).filter(names).reduce(|a, b| if b.count > a.count { b } else { a })
}

/// True where no letter or digit touches a stretch of text from outside.
fn stands_alone(text: &str, from: usize, to: usize) -> bool {
    let before = text.get(..from).and_then(|head| head.chars().next_back());
    let after = text.get(to..).and_then(|tail| tail.chars().next());
    ![before, after].into_iter().flatten().any(char::is_alphanumeric)
}

/// One pain as an item of its cell, with the backing that comments give it.
fn block(map: &Map<'_>, stage: usize, at: usize, pain: &Pain) -> (Block, Option<Backing>) {
    let (theme, lang, numbers) = (map.input.theme, map.input.lang, map.input.numbers);
    let bad = pain.severity.is_some_and(|severity| severity >= BAD);
    let figures = map.stages().get(stage);
    let own = figures.and_then(|stage| stage.touchpoints.get(at)).map_or(&[][..], |t| &t.themes);
    let of_stage = figures.map_or(&[][..], |stage| &stage.themes);
    let named = theme_of(&pain.text, own.iter().chain(of_stage));
    let mut facts = Vec::new();
    facts.extend(pain.severity.map(|severity| picture::severity(severity, lang).to_owned()));
    facts.extend(named.map(|theme| picture::named(theme.count, theme.of, lang, numbers)));
    let mut said = pain.text.trim().to_owned();
    let mut all = facts.clone();
    all.extend(pain.owner.clone());
    if !all.is_empty() {
        said = format!("{said} ({})", all.join(", "));
    }
    let ink = if bad { theme.pain } else { theme.ink };
    let mut parts = vec![Part::Text(Run::new(pain.text.trim(), BODY, ink))];
    if !facts.is_empty() {
        parts.push(Part::Facts(facts, if bad { theme.pain } else { theme.muted }));
    }
    let frame = pain.severity.map_or(Frame::Plain, |severity| Frame::Bar(severity / 5.0));
    (Block::new(frame, parts, said), named.map(|theme| counted(theme.count)))
}

impl Content for Pains {
    fn kind(&self) -> LaneKind {
        LaneKind::Pains
    }

    /// The worst first; equally bad ones in their author's order.
    fn cell(&self, map: &Map<'_>, stage: usize) -> Cell {
        let mut pains: Vec<(usize, &Pain)> = touchpoints::everywhere(map, stage)
            .flat_map(|(at, touchpoint)| touchpoint.pains.iter().map(move |pain| (at, pain)))
            .filter(|(_, pain)| !pain.text.trim().is_empty())
            .collect();
        let severity = |pain: &Pain| pain.severity.unwrap_or(0.0);
        arrange(&mut pains, |a, b| severity(b.1).total_cmp(&severity(a.1)));
        let mut blocks = Vec::new();
        let mut each = Vec::new();
        for (at, pain) in pains {
            let (mut block, by_comments) = block(map, stage, at, pain);
            // comments that name the pain speak of it; rows of its touchpoint only of the place
            let backing = by_comments.unwrap_or_else(|| backing(map, stage, &[at], Claim::Written));
            block.backing = Some(backing);
            blocks.push(block);
            each.push(backing);
        }
        Cell { blocks, backing: mixed(&each) }
    }

    fn level(&self) -> bool {
        true
    }

    fn gap(&self) -> f64 {
        12.0
    }
}

/// Data or assumption where all are, else partial.
fn mixed(each: &[Backing]) -> Backing {
    let weakest = weakest(each.iter().copied()).unwrap_or_default();
    let any = each.iter().any(|backing| *backing != Backing::Assumption);
    if weakest == Backing::Assumption && any { Backing::Partial } else { weakest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(text: &str, count: u64) -> ThemeFigures {
        ThemeFigures { text: text.into(), count, of: 128, mean: None }
    }

    #[test]
    fn a_pain_has_the_theme_that_it_names() {
        let themes = [theme("ongkir", 74), theme("bayar", 80), theme("kirim", 90), theme("", 128)];
        let of = |text: &str| theme_of(text, themes.iter()).map(|theme| theme.text.as_str());
        assert_eq!(of("Ongkir tidak terlihat"), Some("ongkir"));
        // a theme inside a longer word is another word
        assert_eq!(of("Terlambat dikirimkan"), None);
        assert_eq!(of("Ongkir baru tampak saat bayar"), Some("bayar"), "the most named");
        assert_eq!(of(""), None);
        let praised = [ThemeFigures { mean: Some(0.4), ..theme("ongkir", 74) }];
        assert_eq!(theme_of("Ongkir tidak terlihat", praised.iter()), None);
    }

    #[test]
    fn some_with_rows_and_some_without_are_partial() {
        use Backing::{Assumption, Data, Partial};
        assert_eq!(mixed(&[Data, Data]), Data);
        assert_eq!(mixed(&[Data, Assumption]), Partial);
        assert_eq!(mixed(&[Assumption, Assumption]), Assumption);
        assert_eq!(mixed(&[Data, Partial]), Partial);
        assert_eq!(mixed(&[]), Assumption);
    }
}
