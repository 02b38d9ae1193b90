//! People: how many came, went on, were lost or are still on their way, by group, and where they went.

use super::{About, Bar, Big, Block, Part, Plot, View};
use crate::figures::{Backing, Difference, GroupFigures, Interval, Of, SegmentFigures, StepFigures};
use crate::geom::text;
use crate::model::order::arrange;
use crate::model::rule::Unit;
use crate::words::{compare, panel as say, picture, terms};

/// Groups of a breakdown that are listed.
const GROUPS: usize = 12;
/// Fewer people say little.
const ENOUGH: u64 = 30;

/// How well a count of people is backed.
const fn backing(n: u64) -> Backing {
    if n >= ENOUGH { Backing::Data } else { Backing::Partial }
}

impl View<'_> {
    fn count(&self, n: u64) -> String {
        picture::count(n, self.input.numbers)
    }

    /// Who is counted: in the funnel what its rule says, else people.
    pub(super) fn units(&self, funnel: bool) -> String {
        let unit = if funnel { self.input.figures.unit } else { Unit::Person };
        terms::units(unit, self.input.lang)
    }

    /// A large figure.
    pub(super) fn big(&self, value: String, word: &str, loss: bool) -> Big {
        Big { value, word: word.to_owned(), loss }
    }

    /// People of a touchpoint.
    pub(super) fn people_of(&self, people: Option<u64>) -> Option<Part> {
        let n = people?;
        let blocks = vec![Block::Big(vec![self.big(self.count(n), self.words.seen_here, false)])];
        Part::new(About::People, &self.units(false), blocks).map(|part| part.backed(backing(n)))
    }

    /// People of a stage.
    pub(super) fn people(&self, at: usize) -> Option<Part> {
        let (words, input) = (self.words, self.input);
        let figures = self.figures(at)?;
        let n = figures.people?;
        let mut blocks = Vec::new();
        let came = if figures.step.is_some() { words.came } else { words.seen_here };
        let mut big = vec![self.big(self.count(n), came, false)];
        if let Some(lost) = figures.lost {
            big.push(self.big(picture::minus(lost, input.numbers), words.lost, lost > 0));
        }
        blocks.push(Block::Big(big));
        if let Some(lost) = figures.lost {
            let pending = figures.pending.min(n);
            let went = n.saturating_sub(pending).saturating_sub(lost);
            blocks.extend(self.split(n, went, pending, lost));
        }
        if let Some((step, next)) = self.steps(figures.step) {
            blocks.extend(self.rates(step, next, figures.step));
        }
        if figures.pending > 0 {
            blocks.push(Block::Note(say::pending(
                figures.pending,
                input.figures.unit,
                input.lang,
                input.numbers,
            )));
        }
        let back = say::returned(figures.returned, figures.skipped, input.lang, input.numbers);
        blocks.extend(back.map(Block::Note));
        let personas = input.figures.personas.iter().enumerate().filter(|(_, persona)| !persona.small);
        let seen: Vec<(String, u64)> = personas
            .filter_map(|(which, persona)| {
                let n = persona.stages.get(at)?.people?;
                Some((self.short(which), n))
            })
            .collect();
        blocks.extend(say::seen_of(&seen, input.lang, input.numbers).map(Block::Note));
        let units = self.units(figures.step.is_some());
        Part::new(About::People, &units, blocks).map(|part| part.backed(backing(n)))
    }

    /// One bar: went on, still on their way, lost.
    pub(super) fn split(&self, n: u64, went: u64, pending: u64, lost: u64) -> Option<Block> {
        let theme = self.input.theme;
        let share = |part: u64| part as f64 / n as f64;
        let parts = [(share(went), theme.accent), (share(pending), theme.hatch), (share(lost), theme.wedge)];
        (n > 0).then(|| Block::Split(parts.into_iter().filter(|(share, _)| *share > 0.0).collect()))
    }

    /// A step of the funnel and the one after it.
    pub(super) fn steps(&self, step: Option<usize>) -> Option<(&StepFigures, &StepFigures)> {
        let (at, steps) = (step?, &self.input.figures.funnel.as_ref()?.steps);
        Some((steps.get(at)?, steps.get(at.checked_add(1)?)?))
    }

    /// The rate at which people went on, of all and of each group.
    fn rates(&self, step: &StepFigures, next: &StepFigures, at: Option<usize>) -> Vec<Block> {
        let mut rows: Vec<Plot> =
            self.rate(self.words.all.to_owned(), (step, next), false).into_iter().collect();
        if rows.is_empty() {
            return Vec::new();
        }
        let mut cut = None;
        for segments in &self.input.figures.segments {
            cut = (segments.groups.len() > GROUPS).then_some(segments).or(cut);
            for group in segments.groups.iter().take(GROUPS) {
                let apart = at.is_some_and(|at| {
                    difference(group, at.saturating_add(1), Of::Previous)
                        .is_some_and(|found| found.is_sure() && found.value < 0.0)
                });
                let pair = at.and_then(|at| {
                    Some((group.funnel.steps.get(at)?, group.funnel.steps.get(at.checked_add(1)?)?))
                });
                rows.extend(pair.and_then(|pair| self.rate(self.group(&group.value), pair, apart)));
            }
        }
        let (input, went) = (self.input, next.people.saturating_sub(next.entered));
        let of = step.people.saturating_sub(step.pending);
        let mut blocks = vec![
            Block::Plots { rows, ends: None, neutral: None },
            Block::Note(say::went_on(went, of, &text::clean(&next.name), input.lang, input.numbers)),
        ];
        blocks.extend(cut.map(|cut| self.shown(cut)));
        blocks
    }

    /// Which groups are listed, where not all are.
    fn shown(&self, segments: &SegmentFigures) -> Block {
        let (shown, of) = (GROUPS as u64, segments.groups.len() as u64);
        Block::Note(say::first_of(shown, of, self.input.lang, self.input.numbers))
    }

    fn group(&self, value: &str) -> String {
        let name = text::clean(&terms::value(value, self.input.lang));
        if name.is_empty() { picture::words(self.input.lang).blank.to_owned() } else { name }
    }

    /// One row: the share that went on with its interval.
    fn rate(
        &self,
        name: String,
        (step, next): (&StepFigures, &StepFigures),
        stands_out: bool,
    ) -> Option<Plot> {
        let n = step.people.saturating_sub(step.pending);
        self.share(name, next.of_previous?, next.interval_of_previous, n, stands_out)
    }

    /// A share with its interval and n on an axis from 0 to 1.
    pub(super) fn share(
        &self,
        name: String,
        share: f64,
        interval: Option<Interval>,
        n: u64,
        stands_out: bool,
    ) -> Option<Plot> {
        let (numbers, theme) = (self.input.numbers, self.input.theme);
        Some(Plot {
            name,
            persona: None,
            at: Some(share.clamp(0.0, 1.0)),
            span: interval,
            color: if stands_out { theme.pain_mark } else { theme.accent },
            hollow: false,
            stands_out,
            figures: [
                numbers.percent(share, 1),
                interval.map(|interval| picture::shares(interval, numbers)).unwrap_or_default(),
                format!("n\u{a0}{}", self.count(n)),
            ],
        })
    }

    /// Which groups differ from the rest at the step after this one, and at the last step from the first on; `first`
    /// is named before the others.
    pub(super) fn groups(&self, step: Option<usize>, first: Option<usize>) -> Option<Part> {
        let next = step?.checked_add(1)?;
        let mut blocks = Vec::new();
        for segments in &self.input.figures.segments {
            let mut said = self.apart(segments, (next, Of::Previous), first);
            said.extend(self.apart(segments, (next, Of::First), first));
            if !said.is_empty() && segments.tests > 0 {
                let note = compare::adjusted(segments.tests, self.input.lang, self.input.numbers);
                said.push(Block::Note(note));
            }
            blocks.append(&mut said);
        }
        Part::new(About::Groups, self.words.difference, blocks)
    }

    /// The groups that differ by one rate, and how many are too small to tell.
    fn apart(&self, segments: &SegmentFigures, (step, of): (usize, Of), first: Option<usize>) -> Vec<Block> {
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        let all = segments.groups.iter().enumerate();
        let mut found: Vec<(bool, &GroupFigures, &Difference)> = all
            .filter_map(|(at, group)| Some((Some(at) != first, group, difference(group, step, of)?)))
            .collect();
        let tested: Vec<f64> = found.iter().filter_map(|(_, _, found)| found.adjusted_p).collect();
        let (all, field) = (found.len(), terms::field(&segments.field, lang));
        found.retain(|(other, _, found)| found.is_sure() || !other);
        arrange(&mut found, |a, b| a.0.cmp(&b.0).then(a.2.value.total_cmp(&b.2.value)));
        let mut said: Vec<String> = found
            .iter()
            .map(|(_, group, found)| compare::differs(&self.group(&group.value), found, lang, numbers))
            .collect();
        if let (true, Of::Previous, Some(least)) =
            (said.is_empty(), of, tested.iter().copied().reduce(f64::min))
        {
            said.push(compare::no_difference(&field, least, lang, numbers));
        }
        if of == Of::Previous && tested.len() < all {
            let small = (all - tested.len()) as u64;
            said.push(compare::untested(small, all as u64, &field, lang, numbers));
        }
        said.into_iter().map(Block::Text).collect()
    }

    /// Where people went next.
    pub(super) fn onward(&self, at: usize) -> Option<Part> {
        let onward = &self.figures(at)?.onward;
        let most = onward.iter().map(|onward| onward.people).max().unwrap_or(0).max(1);
        let bar = |onward: &crate::figures::Onward| {
            let often = (onward.times > onward.people).then(|| format!("{}×", self.count(onward.times)));
            Bar {
                name: onward.to.map_or_else(|| self.words.not_seen.to_owned(), |to| self.name(to)),
                figures: core::iter::once(self.count(onward.people)).chain(often).collect(),
                share: onward.people as f64 / most as f64,
                color: if onward.to.is_some() { self.input.theme.accent } else { self.input.theme.pain_mark },
            }
        };
        let bars: Vec<Bar> = onward.iter().take(GROUPS).map(bar).collect();
        let note = Block::Note(self.words.directly.to_owned());
        let blocks = if bars.is_empty() { Vec::new() } else { vec![Block::Bars(bars), note] };
        Part::new(About::Onward, self.words.onward, blocks)
    }

    /// Who is still on their way.
    pub(super) fn pending(&self, n: u64) -> Option<Part> {
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        let blocks = if n > 0 {
            vec![Block::Text(say::pending(n, self.input.figures.unit, lang, numbers))]
        } else {
            Vec::new()
        };
        Part::new(About::Pending, self.words.pending, blocks)
    }
}

fn difference(group: &GroupFigures, step: usize, of: Of) -> Option<&Difference> {
    group.differences.iter().find(|found| found.step == step && found.of == of)
}
