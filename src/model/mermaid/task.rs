//! `name: score: actors`, as Mermaid reads it, and with colons inside the name.

use crate::model::number;

/// The parts of a task, not decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct Task<'a> {
    /// May hold colons.
    pub name: &'a str,
    pub score: Score<'a>,
    /// Parted by commas.
    pub actors: &'a str,
}

/// The score of a task.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Score<'a> {
    /// A finite number.
    Number(f64),
    /// What stands there is no number.
    Text(&'a str),
    /// Nothing stands there.
    None,
}

/// Parts a task at its colons, also full-width ones.
///
/// The score is the last part but one or the last, whichever is a number, so that colons before it belong to the
/// name. Where both are numbers the first is the score, as Mermaid has it, unless it is the end of a time of day:
/// `Meet at 10:30: 4`.
pub fn split(text: &str) -> Task<'_> {
    let colons: Vec<(usize, usize)> = text
        .char_indices()
        .filter(|(_, c)| matches!(c, ':' | '：'))
        .map(|(at, c)| (at, at.saturating_add(c.len_utf8())))
        .collect();
    let [.., last] = colons.as_slice() else {
        return Task { name: text.trim(), score: Score::None, actors: "" };
    };
    let before = colons.iter().rev().nth(1);
    let of = |from: &(usize, usize), to: Option<&(usize, usize)>| {
        text.get(from.1..to.map_or(text.len(), |to| to.0)).unwrap_or_default().trim()
    };
    let named = |colon: &(usize, usize)| text.get(..colon.0).unwrap_or_default().trim();
    let at_last = Task { name: named(last), score: score(of(last, None)), actors: "" };
    let Some(before) = before else { return at_last };
    let at_before =
        Task { name: named(before), score: score(of(before, Some(last))), actors: of(last, None) };
    let is_number = |task: &Task<'_>| matches!(task.score, Score::Number(_));
    match (is_number(&at_before), is_number(&at_last)) {
        (true, true) if clock(text, before.0) => at_last,
        (false, true) => at_last,
        (true, _) => at_before,
        (false, false) => earlier(text, &colons, is_number).unwrap_or(at_before),
    }
}

/// A task with colons among its actors: the last part that is a number is its score.
fn earlier<'a>(
    text: &'a str,
    colons: &[(usize, usize)],
    fits: impl Fn(&Task<'a>) -> bool,
) -> Option<Task<'a>> {
    let ends = colons.iter().skip(1);
    colons.iter().zip(ends).rev().skip(1).find_map(|(from, to)| {
        let task = Task {
            name: text.get(..from.0)?.trim(),
            score: score(text.get(from.1..to.0)?.trim()),
            actors: text.get(to.1..)?.trim(),
        };
        fits(&task).then_some(task)
    })
}

fn score(text: &str) -> Score<'_> {
    match number::parse(text) {
        Some(score) => Score::Number(score),
        None if text.is_empty() => Score::None,
        None => Score::Text(text),
    }
}

/// True where the colon at `at` stands in a time of day such as `9:30`, with two digits after it.
fn clock(text: &str, at: usize) -> bool {
    let digit = |c: &char| c.is_ascii_digit();
    let (before, from) = text.split_at_checked(at).unwrap_or_default();
    let hour: usize = before.chars().rev().take_while(digit).count();
    let mut after = from.chars().skip(1);
    let tens = after.next().is_some_and(|c| matches!(c, '0'..='5'));
    let ones = after.next().is_some_and(|c| c.is_ascii_digit());
    matches!(hour, 1 | 2) && tens && ones && !after.next().is_some_and(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (&str, Option<f64>, &str) {
        let task = split(text);
        let score = match task.score {
            Score::Number(score) => Some(score),
            _ => None,
        };
        (task.name, score, task.actors)
    }

    #[test]
    fn as_mermaid_reads_it() {
        assert_eq!(parts("Make tea: 5: Me"), ("Make tea", Some(5.0), "Me"));
        assert_eq!(parts("Make tea:5:Me, Cat"), ("Make tea", Some(5.0), "Me, Cat"));
        assert_eq!(parts("Make tea: 5"), ("Make tea", Some(5.0), ""));
        assert_eq!(parts("Make tea: 5:"), ("Make tea", Some(5.0), ""));
        assert_eq!(parts("Make tea: 5: 3"), ("Make tea", Some(5.0), "3"));
        assert_eq!(parts("Step 2:5:Me"), ("Step 2", Some(5.0), "Me"));
    }

    #[test]
    fn colons_inside_a_name_stay() {
        assert_eq!(parts("Pay: step 2: 4: Rani"), ("Pay: step 2", Some(4.0), "Rani"));
        assert_eq!(parts("Meet at 10:30: 4: Rani"), ("Meet at 10:30", Some(4.0), "Rani"));
        assert_eq!(parts("Meet at 10:30: 4"), ("Meet at 10:30", Some(4.0), ""));
        assert_eq!(parts("Bayar：3：Rani"), ("Bayar", Some(3.0), "Rani"));
        assert_eq!(parts("Pay: 5: Rani: again: x"), ("Pay", Some(5.0), "Rani: again: x"));
    }

    #[test]
    fn what_is_no_score() {
        assert_eq!(split("Pay").score, Score::None);
        assert_eq!(
            split("Pay: five: Rani"),
            Task { name: "Pay", score: Score::Text("five"), actors: "Rani" }
        );
        assert_eq!(split("Pay: 3,5").score, Score::Text("3,5"));
        assert_eq!(split("Pay: Infinity: Me").score, Score::Text("Infinity"));
        assert_eq!(split("Pay:: Me"), Task { name: "Pay", score: Score::None, actors: "Me" });
        assert_eq!(parts(":::"), (":", None, ""));
    }
}
