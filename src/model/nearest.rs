//! The nearest known name of a word that is not known.

use super::fold::letter;

/// The known name that `word` most likely means: equal but for case, or a few slips of the keyboard away
/// (a letter left out, added, changed, or two swapped: one slip in up to four letters, else a third of them).
///
/// ```
/// # use jejak::model::nearest;
/// assert_eq!(nearest("tuochpoints", &["stages", "touchpoints"]), Some("touchpoints"));
/// assert_eq!(nearest("zzz", &["stages", "touchpoints"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word: Vec<char> = word.chars().map(letter).take(64).collect();
    let allowed = if word.len() <= 4 { 1 } else { word.len() / 3 };
    let near = |name: &&&str| name.chars().take(64).count().abs_diff(word.len()) <= allowed;
    known
        .iter()
        .filter(near)
        .map(|name| (slips(&word, &name.chars().map(letter).take(64).collect::<Vec<_>>()), *name))
        .filter(|(slips, _)| *slips <= allowed)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, name)| name)
}

/// How many letters must be left out, added, changed or swapped with their neighbour.
fn slips(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut next = vec![i.saturating_add(1)];
        for (j, b) in to.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let mut best =
                (cell(&row, j) + usize::from(a != b)).min(cell(&row, j + 1) + 1).min(cell(&next, j) + 1);
            let swapped = i > 0
                && j > 0
                && from.get(i.wrapping_sub(1)) == Some(b)
                && to.get(j.wrapping_sub(1)) == Some(a);
            if swapped {
                best = best.min(cell(&before, j.wrapping_sub(1)) + 1);
            }
            next.push(best);
        }
        before = core::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found() {
        let known = ["stages", "title", "touchpoints", "nps"];
        for (word, name) in [
            ("stage", Some("stages")),
            ("Title", Some("title")),
            ("titel", Some("title")),
            ("nsp", Some("nps")),
            ("", None),
            ("colour", None),
        ] {
            assert_eq!(nearest(word, &known), name, "{word}");
        }
    }
}
