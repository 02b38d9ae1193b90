//! The funnel view: bars with their figures hanging from them; rows under 600 px.

use super::header::{self, Chip, Header, Sign};
use super::pen::Pen;
use super::{Input, Laid, Subject, Twin, mirror};
use crate::figures::{At, FunnelFigures, Of, StepFigures};
use crate::geom::{Color, Size};
use crate::words::picture::{self, Words, words};
use crate::words::{self, Lang, compare, terms};

mod bars;
mod differences;
mod rows;

/// One group of people with its own funnel.
struct Group<'a> {
    /// Empty where there is no breakdown.
    name: String,
    people: u64,
    color: Color,
    funnel: &'a FunnelFigures,
}

/// What all parts of the view look at.
struct View<'a> {
    input: Input<'a>,
    words: &'static Words,
    /// Of everybody: names and order of steps.
    steps: &'a [StepFigures],
    groups: Vec<Group<'a>>,
    /// Step whose column is lit.
    lit: Option<usize>,
    /// Step at which most are lost: the one they did not reach.
    worst: Option<usize>,
}

/// Groups drawn beside each other.
const GROUPS: usize = 4;

/// Lays out the funnel view.
pub fn funnel(input: &Input<'_>) -> Laid {
    let input = input.bounded();
    let view = View::new(&input);
    let mut pen = Pen::new(input.theme, input.text);
    let title = header::funnel_title(&input.journey.title, input.figures.unit, input.lang);
    let finding = words::loss(input.figures, input.lang, input.numbers);
    let head = Header {
        title: title.clone(),
        about: header::About::default(),
        finding: finding.clone(),
        chips: view.chips(),
        note: String::new(),
        keys: view.keys(),
        hero: input.theme.accent,
    };
    let top = header::place(&mut pen, &input, &head);
    pen.scene.lead = top;
    let placed = match view.steps {
        [] => bars::nothing(&mut pen, &view, top),
        _ if input.small() => rows::place(&mut pen, &view, top),
        _ => bars::place(&mut pen, &view, top),
    };
    let end = header::footer(&mut pen, &input, placed.bottom + 16.0, &view.small_print());
    pen.scene.size = Size { width: placed.right.max(input.width), height: (end + 24.0).ceil() };
    let laid = Laid {
        scene: pen.scene,
        items: pen.items,
        twin: view.twin(&title),
        name: title,
        summary: format!("{} {} {}", finding.0, finding.1, view.sample()),
        columns: placed.columns,
        bands: Vec::new(),
        lit: view.lit,
        ..Laid::default()
    };
    mirror::by_language(laid, input.journey)
}

/// What a form of the view gives back.
struct Placed {
    bottom: f64,
    right: f64,
    columns: Vec<crate::geom::Rect>,
}

impl<'a> View<'a> {
    fn new(input: &Input<'a>) -> Self {
        let figures = input.figures;
        let steps = figures.funnel.as_ref().map_or(&[][..], |funnel| &funnel.steps);
        let words = words(input.lang);
        let mut groups: Vec<Group<'a>> = Vec::new();
        if let Some(segments) = figures.segments.first().filter(|segments| segments.groups.len() > 1) {
            let whole = |group: &&crate::figures::GroupFigures| group.funnel.steps.len() == steps.len();
            for (at, group) in segments.groups.iter().filter(whole).take(GROUPS).enumerate() {
                let name = crate::geom::text::clean(&terms::value(&group.value, input.lang));
                let name = if name.is_empty() { words.blank.to_owned() } else { name };
                let color = input.theme.group(at);
                groups.push(Group { name, people: group.people, color, funnel: &group.funnel });
            }
        }
        if let (true, Some(funnel)) = (groups.is_empty(), &figures.funnel) {
            let (name, color) = (String::new(), input.theme.accent);
            groups.push(Group { name, people: figures.people.unwrap_or(0), color, funnel });
        }
        let worst = figures.funnel.as_ref().and_then(|funnel| funnel.worst_by_people).map(|at| at + 1);
        let selected = input.selected.and_then(|at| figures.stages.get(at)).and_then(|stage| stage.step);
        Self { input: *input, words, steps, groups, lit: selected.or(worst), worst }
    }

    fn broken_down(&self) -> bool {
        self.groups.len() > 1
    }

    /// The figures of a step in a group.
    fn step(&self, group: usize, step: usize) -> Option<&'a StepFigures> {
        self.groups.get(group).and_then(|group| group.funnel.steps.get(step))
    }

    /// People of the group's first step; bars are shares of it.
    fn base(&self, group: usize) -> f64 {
        self.step(group, 0).map_or(0.0, |step| step.people as f64).max(1.0)
    }

    /// The group that loses most at the worst step, if this is the one.
    fn hot(&self, group: usize, step: usize) -> bool {
        let lost = |group: usize| {
            step.checked_sub(1).and_then(|before| self.step(group, before)).map_or(0, |step| step.dropped)
        };
        self.worst == Some(step)
            && lost(group) > 0
            && (0..self.groups.len()).all(|other| lost(other) < lost(group) || other >= group)
            && (0..self.groups.len()).all(|other| lost(other) <= lost(group))
    }

    fn chips(&self) -> Vec<Chip> {
        if !self.broken_down() {
            return Vec::new();
        }
        let chip = |(at, group): (usize, &Group<'_>)| {
            let people =
                picture::counted(group.people, self.input.figures.unit, self.input.lang, self.input.numbers);
            Chip {
                subject: Subject::Group(at),
                name: group.name.clone(),
                label: format!("{}: {people}", group.name),
                tip: vec![format!("{}: {people}", group.name)],
                tag: picture::count(group.people, self.input.numbers),
                glyph: None,
                color: group.color,
                on: false,
            }
        };
        self.groups.iter().enumerate().map(chip).collect()
    }

    fn keys(&self) -> Vec<(Sign, &'static str)> {
        let any = |test: fn(&StepFigures) -> bool| {
            self.groups.iter().flat_map(|group| &group.funnel.steps).any(test)
        };
        let mut keys = Vec::new();
        if any(|step| step.dropped > 0) {
            keys.push((Sign::Lost, self.words.lost_here));
        }
        if any(|step| step.pending > 0) {
            keys.push((Sign::Hatch, self.words.pending));
        }
        if any(|step| step.interval_of_first.is_some()) {
            keys.push((Sign::Whisker, self.words.interval));
        }
        keys
    }

    fn sample(&self) -> String {
        let figures = self.input.figures;
        let n = self.steps.first().map_or(0, |step| step.people);
        words::method::sample(n, figures.unit, figures.period, self.input.lang, self.input.numbers)
    }

    /// The sentences of the footer.
    fn small_print(&self) -> Vec<String> {
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        if self.steps.is_empty() {
            return Vec::new();
        }
        let mut out = vec![words::counted(self.input.journey, self.input.evidence, lang)];
        let pending = self.steps.iter().map(|step| step.pending).fold(0, u64::saturating_add);
        if pending > 0 {
            out.push(words::method::pending_note(pending, self.input.figures.unit, lang, numbers));
        }
        out.extend(words::order_matters(self.input.figures, lang, numbers).map(|note| format!("{note}.")));
        out.push(words::method::wilson(lang).to_owned());
        if let Some(segments) = self.input.figures.segments.first().filter(|found| found.tests > 0) {
            out.push(compare::differences(segments.tests, lang, self.input.numbers));
        }
        out.push(self.sample());
        out.extend(self.input.change_notes());
        if let Some(segments) = self.input.figures.segments.first()
            && segments.groups.len() > self.groups.len()
        {
            let of = segments.groups.len();
            out.push(words::method::groups_shown(self.groups.len(), of, &segments.field, lang));
        }
        out.extend(unused(&self.input));
        out
    }

    fn twin(&self, caption: &str) -> Twin {
        let (w, numbers, lang) = (self.words, self.input.numbers, self.input.lang);
        let units = terms::units(self.input.figures.unit, lang);
        let mut header = vec![w.step];
        if self.broken_down() {
            header.push(w.group);
        }
        header.extend([&units, w.of_first, w.interval, w.of_previous, w.interval]);
        header.extend([w.lost_here, w.pending, w.median, w.any_order, w.seen]);
        let compared = self.broken_down() || self.input.figures.changes.is_some();
        if compared {
            header.push(if self.broken_down() { compare::difference(lang) } else { compare::change(lang) });
        }
        let mut rows = Vec::new();
        for at in 0..self.steps.len() {
            let mut add = |which: usize, group: Option<&str>, steps: &[StepFigures]| {
                let Some(step) = steps.get(at) else { return };
                // as in the picture: those who came to the step before and not to this one
                let before = at.checked_sub(1).and_then(|at| steps.get(at));
                let lost = |n: fn(&StepFigures) -> u64| {
                    before.map(|before| picture::count(n(before), numbers)).unwrap_or_default()
                };
                let mut row = vec![step.name.clone()];
                row.extend(group.map(str::to_owned));
                row.push(picture::count(step.people, numbers));
                for (share, interval) in
                    [(step.of_first, step.interval_of_first), (step.of_previous, step.interval_of_previous)]
                {
                    row.push(share.map(|share| numbers.percent(share, 1)).unwrap_or_default());
                    row.push(interval.map(|i| picture::shares(i, numbers)).unwrap_or_default());
                }
                row.push(lost(|before| before.dropped));
                row.push(lost(|before| before.pending));
                row.push(words::median(&step.seconds, lang, numbers).unwrap_or_default());
                row.push(picture::count(step.any_order, numbers));
                row.push(picture::count(step.seen, numbers));
                if compared {
                    row.push(self.compared(which, at).join("; "));
                }
                rows.push(row);
            };
            match self.input.figures.segments.first() {
                Some(segments) if self.broken_down() => {
                    for (which, group) in segments.groups.iter().enumerate() {
                        let name = terms::value(&group.value, lang);
                        add(which, Some(if name.is_empty() { w.blank } else { &name }), &group.funnel.steps);
                    }
                }
                _ => add(0, None, self.steps),
            }
        }
        let header = header.into_iter().map(words::capital).collect();
        let note = words::order_matters(self.input.figures, lang, numbers);
        let caption = note.map_or_else(|| caption.to_owned(), |note| format!("{caption}. {note}."));
        Twin { caption, header, rows }
    }

    /// How a step differs: of everybody from an earlier period, of a group from the rest.
    fn compared(&self, group: usize, step: usize) -> Vec<String> {
        let (lang, numbers) = (self.input.lang, self.input.numbers);
        let rates = [(Of::Previous, self.words.of_previous), (Of::First, self.words.of_first)];
        let own = self.input.figures.segments.first().and_then(|segments| segments.groups.get(group));
        let said = |(of, name): (Of, &str)| {
            let said = if self.broken_down() {
                let found = own?.differences.iter().find(|found| found.step == step && found.of == of)?;
                compare::against_rest(found, lang, numbers)
            } else {
                self.input.changed(At::Step(step, of))?
            };
            Some(format!("{}: {said}", picture::lower(name)))
        };
        rates.into_iter().filter_map(said).collect()
    }

    /// The whole sentence of a step in a group, and the lines of its tooltip.
    fn sentence(&self, group: usize, step: usize) -> (String, Vec<String>) {
        let Some(now) = self.step(group, step) else { return (String::new(), Vec::new()) };
        let before = step.checked_sub(1).and_then(|at| self.step(group, at));
        let name = self.groups.get(group).filter(|_| self.broken_down()).map(|group| group.name.as_str());
        let parts = picture::step_parts(
            before,
            now,
            self.input.figures.unit,
            self.words,
            self.input.lang,
            self.input.numbers,
        );
        let place = format!("{} {}/{}", self.words.step, step + 1, self.steps.len());
        let title = name.map_or_else(|| now.name.clone(), |group| format!("{}, {group}", now.name));
        let mut parts = parts;
        parts.extend(self.compared(group, step));
        let mut tip = vec![title.clone()];
        tip.extend(parts.iter().cloned());
        (format!("{place}, {title}: {}.", parts.join("; ")), tip)
    }
}

/// How many rows the evidence says could not be used.
pub(super) fn unused(input: &Input<'_>) -> Option<String> {
    let rows = &input.evidence?.rows;
    let read = rows.iter().fold(0u64, |sum, row| sum.saturating_add(row.read));
    let lost = rows.iter().fold(0u64, |sum, row| sum.saturating_add(row.rejected));
    (lost > 0).then(|| words::method::unused_rows(lost, read, input.lang, input.numbers))
}

/// A median in words; nothing where nobody came.
fn median(view: &View<'_>, step: &StepFigures) -> String {
    let lang: Lang = view.input.lang;
    step.seconds.median.map(|s| words::duration(s, lang, view.input.numbers)).unwrap_or_default()
}
