//! Answers to the same questions, added up.

use super::check::differs;
use crate::error::Error;
use crate::model::evidence::{Answers, StageEvidence, TouchpointEvidence};

/// True where two entries are answers to the same question, read the same way.
fn same(a: &Answers, b: &Answers) -> bool {
    named(a, b)
        && (a.scale, a.flip, a.line, a.method) == (b.scale, b.flip, b.line, b.method)
        && a.weights.is_some() == b.weights.is_some()
}

/// True where two entries are called the same.
fn named(a: &Answers, b: &Answers) -> bool {
    (&a.source, a.kind, &a.label) == (&b.source, b.kind, &b.label)
}

/// Adds the answers at one place; `pointer` is the place in the document of `more`.
///
/// A question that only one of them has keeps its place between its neighbours.
pub fn add(answers: &mut Vec<Answers>, more: &[Answers], pointer: &str) -> Result<(), Error> {
    let mut free = vec![true; answers.len()];
    let mut last: Option<usize> = None;
    for (nth, one) in more.iter().enumerate() {
        let place = |wanted: &Answers| {
            answers.iter().zip(&free).position(|(known, free)| *free && same(known, wanted))
        };
        let found = place(one);
        let next = more.iter().skip(nth).find_map(place);
        let at = found.or(last.map(|last| last.saturating_add(1))).or(next).unwrap_or(answers.len());
        match answers.get_mut(at).filter(|_| found.is_some()) {
            Some(sum) => sum.add(one),
            None => {
                let clash =
                    |known: &&Answers| named(known, one) && !more.iter().any(|other| same(known, other));
                if let Some(known) = answers.iter().find(clash) {
                    let key = if known.scale == one.scale { "kind" } else { "scale" };
                    let subject = one.label.as_deref().unwrap_or(&one.source);
                    return Err(differs(subject, &format!("{pointer}/answers/{nth}/{key}")));
                }
                answers.insert(at, one.clone());
                free.insert(at, false);
            }
        }
        if let Some(free) = free.get_mut(at) {
            *free = false;
        }
        last = Some(at);
    }
    Ok(())
}

/// True where the answers of a stage are those of its touchpoints together.
pub fn pooled(stage: &StageEvidence, touchpoints: &[TouchpointEvidence]) -> bool {
    let mut all: Vec<Answers> = Vec::new();
    for touchpoint in touchpoints.iter().filter(|one| one.stage.as_ref() == Some(&stage.id)) {
        for answers in &touchpoint.answers {
            match all.iter_mut().find(|known| same(known, answers)) {
                Some(sum) => sum.add(answers),
                None => all.push(answers.clone()),
            }
        }
    }
    let known = |one: &Answers| {
        all.iter().any(|sum| same(sum, one) && (&sum.counts, sum.missing) == (&one.counts, one.missing))
    };
    all.len() == stage.answers.len() && stage.answers.iter().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;
    use crate::model::journey::ScoreKind;

    fn answers(label: &str, scale: (f64, f64), counts: &[(f64, u64)]) -> Answers {
        Answers {
            source: "survey".into(),
            kind: ScoreKind::Rating,
            scale,
            label: Some(label.into()),
            flip: false,
            line: false,
            method: crate::model::journey::ScoreMethod::Mean,
            counts: counts.to_vec(),
            missing: 1,
            n: counts.iter().map(|(_, n)| n).sum(),
            weights: None,
        }
    }

    fn labels(list: &[Answers]) -> Vec<&str> {
        list.iter().filter_map(|one| one.label.as_deref()).collect()
    }

    #[test]
    fn questions_of_one_only_keep_their_place() {
        let one = |label: &str| answers(label, (1.0, 5.0), &[(1.0, 2)]);
        let mut known = vec![one("b"), one("d")];
        add(&mut known, &[one("a"), one("b"), one("c"), one("d"), one("e")], "").unwrap();
        assert_eq!(labels(&known), ["a", "b", "c", "d", "e"]);
        assert_eq!(
            known.iter().map(|one| (one.n, one.missing)).collect::<Vec<_>>(),
            [(2, 1), (4, 2), (2, 1), (4, 2), (2, 1)]
        );
        // Two questions without a name stay two.
        let mut twice = vec![one("a"), one("a")];
        add(&mut twice, &[one("a"), one("a")], "").unwrap();
        assert_eq!(twice.iter().map(|one| one.n).collect::<Vec<_>>(), [4, 4]);
    }

    #[test]
    fn another_scale_is_refused_with_its_place() {
        let mut known = vec![answers("How was it?", (1.0, 5.0), &[(5.0, 3)])];
        let other = [answers("How was it?", (1.0, 10.0), &[(9.0, 3)])];
        let error = add(&mut known, &other, "/stages/1").unwrap_err();
        assert_eq!(
            (error.code, error.place.to_string()),
            (Code::CannotMerge, "/stages/1/answers/0/scale".to_owned())
        );
    }
}
