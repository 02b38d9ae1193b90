//! A funnel's figures as tables for a terminal: steps, times, groups against the rest; and how they were counted.

use super::say;
use jejak::figures::{
    Difference, Figures, FunnelFigures, GroupFigures, Interval, Of, Quantiles, SegmentFigures,
};
use jejak::model::rule::Unit;
use jejak::words::{self, Lang, Numbers, compare, numbers::Plain, panel, picture};

/// Steps with people, rates and losses, then how long each took.
pub fn steps(funnel: &FunnelFigures, unit: Unit, lang: Lang) {
    table(funnel, unit, lang);
    let from = match lang {
        Lang::En => {
            let units = words::terms::unit(unit, 2, lang);
            format!("Time from the step before: this share of {units} took no longer")
        }
        Lang::Id => "Waktu dari langkah sebelumnya: sebanyak ini tidak lebih lama".to_owned(),
    };
    let times: Vec<(&str, &Quantiles)> =
        funnel.steps.iter().map(|step| (step.name.as_str(), &step.seconds)).collect();
    self::times(&from, picture::words(lang).step, &times, lang);
}

/// A funnel as a table; who entered at a later step is told where anybody did.
fn table(funnel: &FunnelFigures, unit: Unit, lang: Lang) {
    let numbers = Plain(lang);
    let count = |n: u64| picture::count(n, &numbers);
    let share = |share: Option<f64>| share.map(|share| numbers.percent(share, 1)).unwrap_or_default();
    let between = |bounds: Option<Interval>| bounds.map(|bounds| picture::shares(bounds, &numbers));
    let labels = picture::words(lang);
    let units = words::terms::units(unit, lang);
    let head = [
        labels.step,
        &units,
        say::pick(lang, "entered here", "masuk di sini"),
        labels.of_previous,
        labels.interval,
        labels.of_first,
        labels.interval,
        labels.lost,
        labels.pending,
        labels.median,
    ];
    let entered = enters_later(funnel);
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for step in &funnel.steps {
        let left_out = say::pick(lang, " (may be left out)", " (boleh dilewati)");
        rows.push(vec![
            format!("{}{}", step.name, if step.optional { left_out } else { "" }),
            count(step.people),
            if entered { count(step.entered) } else { String::new() },
            share(step.of_previous),
            between(step.interval_of_previous).unwrap_or_default(),
            share(step.of_first),
            between(step.interval_of_first).unwrap_or_default(),
            count(step.dropped),
            count(step.pending),
            step.seconds.median.map(|median| words::duration(median, lang, &numbers)).unwrap_or_default(),
        ]);
    }
    say::table("l", &rows);
}

/// True where a chain starts at a later step than the first.
fn enters_later(funnel: &FunnelFigures) -> bool {
    funnel.steps.iter().skip(1).any(|step| step.entered > 0)
}

/// How long it took those who went on: the quantiles of each step or stage, under a title; nothing where no time is known.
pub fn times(title: &str, what: &str, of: &[(&str, &Quantiles)], lang: Lang) {
    let numbers = Plain(lang);
    let time = |seconds: Option<f64>| {
        seconds.map(|seconds| words::duration(seconds, lang, &numbers)).unwrap_or_default()
    };
    let share = |share: f64| numbers.percent(share, 0);
    let head = [what.to_owned(), "n".to_owned(), share(0.25), share(0.5), share(0.75), share(0.9)];
    let mut rows = vec![head.to_vec()];
    for (name, times) in of.iter().filter(|(_, times)| times.n > 0) {
        let n = picture::count(times.n, &numbers);
        let own = [times.p25, times.median, times.p75, times.p90].map(time);
        rows.push([(*name).to_owned(), n].into_iter().chain(own).collect());
    }
    if rows.len() > 1 {
        say::line("");
        say::line(title);
        say::table("l", &rows);
    }
}

/// What is to be said of how a funnel was counted: its rule (`counted`), who is still in the window, where the order
/// matters, how intervals are made, and where times say less than they seem to.
pub fn notes(counted: &str, shown: &Figures, lang: Lang) -> Vec<String> {
    let Some(funnel) = &shown.funnel else { return Vec::new() };
    let numbers = Plain(lang);
    let mut said = vec![counted.to_owned()];
    if enters_later(funnel) {
        said.push(words::method::open_rate(lang).to_owned());
    }
    let pending = funnel.steps.iter().map(|step| step.pending).fold(0, u64::saturating_add);
    if pending > 0 {
        said.push(words::method::pending_note(pending, shown.unit, lang, &numbers));
    }
    said.extend(words::order_matters(shown, lang, &numbers).map(|note| format!("{note}.")));
    if funnel.steps.iter().any(|step| step.interval_of_previous.is_some()) {
        said.push(words::method::wilson(lang).to_owned());
    }
    said.extend(words::method::times(funnel, lang, &numbers));
    said
}

/// A breakdown: of each group who goes on, and how much more or less often than the rest; `name` calls its values.
pub fn groups(segments: &SegmentFigures, unit: Unit, field: &str, name: &dyn Fn(&str) -> String, lang: Lang) {
    let numbers = Plain(lang);
    let labels = picture::words(lang);
    let pick = |english: &str, indonesian: &str| say::pick(lang, english, indonesian).to_owned();
    let mut rows = vec![vec![
        field.to_owned(),
        pick("figure", "angka"),
        words::terms::units(unit, lang),
        "%".to_owned(),
        pick("difference", "selisih"),
        labels.interval.to_owned(),
        "p".to_owned(),
        pick("p after Holm", "p setelah Holm"),
    ]];
    for group in &segments.groups {
        rows.extend(of_group(group, name, lang));
    }
    say::line("");
    say::line(panel::panel(lang).difference);
    say::table("ll", &rows);
    if segments.tests > 0 {
        say::line(&compare::adjusted(segments.tests, lang, &numbers));
    }
    let mut differences = segments.groups.iter().flat_map(|group| &group.differences);
    if differences.any(|difference| difference.p.is_none()) {
        say::line(compare::no_test(lang));
    }
}

/// The rows of a group: a rate a step, then the last step of the first.
fn of_group(group: &GroupFigures, name: &dyn Fn(&str) -> String, lang: Lang) -> Vec<Vec<String>> {
    let numbers = Plain(lang);
    let labels = picture::words(lang);
    let steps = &group.funnel.steps;
    let mut rows = Vec::new();
    let mut row = |what: String, people: u64, share: Option<f64>, difference: Option<&Difference>| {
        let unit = compare::Unit::Share;
        rows.push(vec![
            if rows.is_empty() { name(&group.value) } else { String::new() },
            what,
            picture::count(people, &numbers),
            share.map(|share| numbers.percent(share, 1)).unwrap_or_default(),
            difference.map(|own| unit.signed(own.value, &numbers)).unwrap_or_default(),
            difference.map(|own| unit.span(own.interval, lang, &numbers)).unwrap_or_default(),
            compare::p_cell(difference.and_then(|own| own.p), &numbers),
            compare::p_cell(difference.and_then(|own| own.adjusted_p), &numbers),
        ]);
    };
    let of = |at: usize, of: Of| group.differences.iter().find(|own| own.step == at && own.of == of);
    for (at, step) in steps.iter().enumerate() {
        if at == 0 {
            row(step.name.clone(), step.people, None, None);
        } else {
            row(picture::on_to(&step.name, lang), step.people, step.of_previous, of(at, Of::Previous));
        }
    }
    if let Some((at, last)) = steps.iter().enumerate().next_back().filter(|(at, _)| *at > 1) {
        let what = format!("{}, {}", last.name, picture::lower(labels.of_first));
        row(what, last.people, last.of_first, of(at, Of::First));
    }
    rows
}
