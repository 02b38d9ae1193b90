//! What is said of a row: for readers of the page, tooltips, and the table twin.

use super::rows::{self, stage_name};
use super::{Kind, Row, View};
use crate::figures::{At, QuestionFigures, Split};
use crate::layout::Twin;
use crate::words::compare::{self, Unit};
use crate::words::survey as say;
use crate::words::{self, picture};

/// What an answer is called: by its word, a group of an NPS by its own, else by its number.
pub fn answer(view: &View<'_>, question: &QuestionFigures, split: &Split, at: usize) -> String {
    let Some(step) = split.steps.get(at) else { return String::new() };
    let number = say::step(step.from, step.to, view.input.numbers);
    let word = question.words.iter().find(|(answer, _)| *answer == step.from && step.from == step.to);
    let nps = (split.steps.len() == 3 && step.from != step.to)
        .then(|| say::promoters(view.input.lang).get(at).copied())
        .flatten()
        .filter(|_| {
            view.input
                .figures
                .score_of(question)
                .is_some_and(|s| s.kind == crate::model::journey::ScoreKind::Nps)
        });
    match (word, nps) {
        (Some((_, word)), _) => format!("{number} {}", crate::geom::text::clean(word)),
        (_, Some(group)) => format!("{number} {group}"),
        _ => number,
    }
}

/// The sentence of a row and the lines of its tooltip.
pub fn row(view: &View<'_>, row: &Row<'_>) -> (String, Vec<String>) {
    let (lang, numbers) = (view.input.lang, view.input.numbers);
    let stage = stage_name(view, row.stage);
    let Some((question, split)) = row.question.zip(row.split()) else { return (stage.clone(), vec![stage]) };
    let own = rows::name(view, question);
    let title = match row.group {
        Some(_) => format!("{}: {own}", row.name),
        None => own.clone(),
    };
    let score = view.score(row);
    let mut parts: Vec<String> = Vec::new();
    match score.and_then(|score| words::score(score, lang, numbers)) {
        Some(said) => parts.push(said),
        None => {
            let missing = score.map(|score| words::panel::left_out(score, lang, numbers));
            parts.push(missing.unwrap_or_else(|| view.words.no_answers.to_owned()));
        }
    }
    let unit = score.map(Unit::of);
    if let Some((change, unit)) = row.group.and_then(|group| group.difference.as_ref()).zip(unit) {
        parts.push(compare::against_others(change, unit, lang, numbers));
    } else if row.group.is_none() {
        parts.extend(view.input.changed(At::Score(question.stage, question.touchpoint, question.score)));
    }
    let mut counts = say::counts(split, |at| answer(view, question, split, at), numbers);
    counts.retain(|_| score.is_some_and(|score| score.n > 0));
    parts.extend(counts);
    if question.comments > 0 && row.group.is_none() {
        parts.push(picture::comments(question.comments, lang, numbers));
    }
    let place = if stage == own { String::new() } else { format!(", {stage}") };
    let mut tip = vec![format!("{title}{place}")];
    tip.extend(parts.iter().cloned());
    (format!("{title}{place}: {}.", parts.join("; ")), tip)
}

impl View<'_> {
    /// Every row with all counts.
    pub fn twin(&self, caption: &str) -> Twin {
        let (w, lang, numbers) = (self.words, self.input.lang, self.input.numbers);
        let groups = self.rows.iter().any(|row| row.group.is_some());
        let mut header = vec![picture::words(lang).stage, w.question];
        if groups {
            header.push(w.who);
        }
        header.extend([w.score, w.interval, w.n, w.missing, w.method]);
        if groups {
            header.push(w.rest);
        }
        let changed = self.input.figures.changes.is_some();
        if changed {
            header.push(compare::change(lang));
        }
        header.push(w.answers);
        let cells = |row: &Row<'_>| {
            let (question, score) = (row.question?, self.score(row)?);
            let unit = Unit::of(score);
            let mut cells = vec![stage_name(self, row.stage), rows::name(self, question)];
            if groups {
                cells.push(if row.kind == Kind::Group {
                    row.name.clone()
                } else {
                    picture::words(lang).all.to_owned()
                });
            }
            cells.push(score.value.map(|value| unit.value(value, numbers)).unwrap_or_default());
            cells.push(score.interval.map(|interval| self.interval(score, interval)).unwrap_or_default());
            cells.push(picture::count(score.n, numbers));
            cells.push(picture::count(score.missing, numbers));
            cells.push(format!(
                "{}: {}",
                say::scale(score.kind, score.scale, lang, numbers),
                words::score_method(score, lang, numbers)
            ));
            if groups {
                let difference = row.group.and_then(|group| group.difference.as_ref());
                let said = difference.map(|change| compare::against_others(change, unit, lang, numbers));
                cells.push(said.unwrap_or_default());
            }
            if changed {
                let at = At::Score(question.stage, question.touchpoint, question.score);
                cells.push(self.input.changed(at).filter(|_| row.group.is_none()).unwrap_or_default());
            }
            let each = score.counts.iter().map(|(answer, count)| {
                let word = question.words.iter().find(|(own, _)| own == answer);
                let word =
                    word.map(|(_, word)| format!(" {}", crate::geom::text::clean(word))).unwrap_or_default();
                format!("{}{word}: {}", say::step(*answer, *answer, numbers), picture::count(*count, numbers))
            });
            cells.push(each.collect::<Vec<_>>().join("; "));
            Some(cells)
        };
        Twin {
            caption: caption.to_owned(),
            header: header.into_iter().map(words::capital).collect(),
            rows: self.rows.iter().filter_map(cells).collect(),
        }
    }
}
