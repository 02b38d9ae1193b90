//! Answers in words: `Very satisfied` … `Very dissatisfied`, `Sangat puas` … `Sangat tidak puas`.

use crate::model::fold::small;

/// The words of a level, from 5 down to 1; a word of feeling may follow those that end with a blank.
const LEVELS: [(u8, &str); 5] = [
    (5, "very |extremely |strongly agree|completely |excellent|sangat |luar biasa|amat "),
    (
        4,
        "satisfied|somewhat satisfied|agree|somewhat agree|likely|somewhat likely|good|easy|puas|setuju|mungkin|baik|mudah|senang",
    ),
    (3, "neither |neutral|fair|okay|average|undecided|netral|biasa|biasa saja|cukup|cukup |ragu ragu|sedang"),
    (
        2,
        "dissatisfied|somewhat dissatisfied|disagree|somewhat disagree|unlikely|somewhat unlikely|poor|bad|difficult|kurang |tidak |buruk|sulit|kecewa",
    ),
    (
        1,
        "very dissatisfied|extremely dissatisfied|strongly disagree|very unlikely|extremely unlikely|not at all |very poor|very bad|terrible|very difficult|extremely difficult|sangat tidak |sangat kurang |sangat buruk|sangat sulit|sangat kecewa",
    ),
];
/// What may follow a word that ends with a blank.
const FEELINGS: [&str; 22] = [
    "satisfied",
    "likely",
    "good",
    "easy",
    "happy",
    "puas",
    "setuju",
    "mungkin",
    "baik",
    "mudah",
    "senang",
    "yakin",
    "satisfied nor dissatisfied",
    "agree nor disagree",
    "likely nor unlikely",
    "easy nor difficult",
    "disagree",
    "dissatisfied",
    "unlikely",
    "agree",
    "ramah",
    "cepat",
];

/// The level of an answer in words, 5 the best; the lowest level that fits says what is meant.
fn level(answer: &str) -> Option<u8> {
    let word = small(answer.trim()).replace('-', " ");
    let fits = |words: &str| {
        words.split('|').any(|one| match one.strip_suffix(' ') {
            Some(start) => word
                .strip_prefix(start)
                .and_then(|rest| rest.strip_prefix(' '))
                .is_some_and(|rest| FEELINGS.contains(&rest)),
            None => one == word,
        })
    };
    LEVELS.iter().rev().find(|(_, words)| fits(words)).map(|(level, _)| *level)
}

/// True for an answer: a number, with or without its label (`10 - Extremely likely`), or a word of a level.
pub fn is_answer(cell: &str) -> bool {
    let label = cell.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = label.len() < cell.len()
        && (label.is_empty()
            || label.trim_start().strip_prefix(['-', '–', '=']).is_some_and(|text| {
                text.starts_with(' ') && text.trim_start().starts_with(char::is_alphabetic)
            }));
    numbered || level(cell).is_some()
}

/// The numbers of a column's distinct answers, where they are words of levels; `None` where one of them is not.
///
/// `Tidak puas` is the lowest of five where `Kurang puas` stands above it and nobody could say `Sangat tidak puas`.
pub fn numbers<'a>(answers: impl Iterator<Item = &'a str>) -> Option<Vec<String>> {
    let answers: Vec<&str> = answers.collect();
    let begins = |with: &str| answers.iter().any(|answer| small(answer.trim()).starts_with(with));
    let shifted = begins("kurang ") && !begins("sangat tidak ");
    let filled = answers.iter().filter(|answer| !answer.is_empty()).count();
    let levels: Vec<String> = answers
        .iter()
        .map(|answer| match level(answer) {
            Some(2) if shifted && small(answer.trim()).starts_with("tidak ") => "1".to_owned(),
            level => level.map(|level| level.to_string()).unwrap_or_default(),
        })
        .collect();
    let known = levels.iter().filter(|level| !level.is_empty()).count();
    (known > 0 && known == filled).then_some(levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_in_both_languages() {
        for (answer, wanted) in [
            ("Very satisfied", Some(5)),
            ("Satisfied", Some(4)),
            ("Neither satisfied nor dissatisfied", Some(3)),
            ("Dissatisfied", Some(2)),
            ("Very dissatisfied", Some(1)),
            ("Sangat puas", Some(5)),
            ("Netral", Some(3)),
            ("Tidak puas", Some(2)),
            ("Sangat Tidak Puas", Some(1)),
            ("Strongly agree", Some(5)),
            ("Instagram", None),
            ("Tidak ada", None),
            ("", None),
        ] {
            assert_eq!(level(answer), wanted, "{answer}");
        }
        assert!(
            is_answer("10 - Extremely likely")
                && is_answer("7")
                && !is_answer("12 Main Street")
                && !is_answer("2026-10-01")
                && !is_answer("WhatsApp")
        );
    }

    #[test]
    fn tidak_puas_is_the_lowest_where_kurang_puas_stands_above_it() {
        let of = |answers: &[&str]| numbers(answers.iter().copied());
        assert_eq!(of(&["Puas", "Kurang puas", "Tidak puas"]).unwrap(), ["4", "2", "1"]);
        assert_eq!(of(&["Puas", "Tidak puas", ""]).unwrap(), ["4", "2", ""]);
        assert_eq!(of(&["Puas", "WhatsApp"]), None);
    }
}
