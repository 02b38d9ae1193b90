//! `docs/figures.md` and `docs/figures.id.md`: every number of an example is one of `jejak figures`, and the pictures
//! are those that the example program makes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "cli")]

#[path = "../examples/figures/chart.rs"]
mod chart;
#[path = "../examples/figures/pictures.rs"]
mod pictures;

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What `jejak figures --json` prints for the worked example, and its evidence beside it.
fn figures(lang: &str) -> Value {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
    command.current_dir(root()).arg("figures").arg(format!("examples/skincare/journey.{lang}.json"));
    command.arg("--evidence").arg(format!("examples/skincare/evidence.{lang}.json")).arg("--json");
    command.args(["--compare", "tests/data/compare/earlier.json"]);
    let mut figures: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let evidence = std::fs::read_to_string(root().join(format!("examples/skincare/evidence.{lang}.json")));
    figures["evidence"] = serde_json::from_str(&evidence.unwrap()).unwrap();
    figures
}

/// What stands at `stages[2].scores[0].counts.4`.
fn place<'f>(figures: &'f Value, path: &str) -> &'f Value {
    path.split(['.', '[', ']']).filter(|key| !key.is_empty()).fold(figures, |value, key| {
        let place = if value.is_array() { value.get(key.parse::<usize>().unwrap()) } else { value.get(key) };
        place.unwrap_or_else(|| panic!("{path}: there is no {key}"))
    })
}

/// The number at a path, or of one path ÷ another; `top[..3].people` is the sum over the first three.
fn at(figures: &Value, path: &str) -> f64 {
    if let Some((part, whole)) = path.split_once(" ÷ ") {
        return at(figures, part) / at(figures, whole);
    }
    if let Some((list, (many, rest))) =
        path.split_once("[..").and_then(|(list, rest)| Some((list, rest.split_once(']')?)))
    {
        return (0..many.parse::<usize>().unwrap()).map(|n| at(figures, &format!("{list}[{n}]{rest}"))).sum();
    }
    let value = place(figures, path);
    value.as_f64().unwrap_or_else(|| panic!("{path} is {value}"))
}

/// How well something is backed, by its stable word, as a text of each language writes it.
fn backed(figures: &Value, path: &str, lang: &str) -> &'static str {
    let [english, indonesian] = match place(figures, path).as_str() {
        Some("data") => ["data", "data"],
        Some("partial") => ["partial", "sebagian"],
        Some("assumption") => ["assumed", "asumsi"],
        other => panic!("{path} is {other:?}"),
    };
    if lang == "en" { english } else { indonesian }
}

/// A number as a text writes it, with the decimals that it has: `1,113` in English is `1.113` in Indonesian.
fn read(written: &str, lang: &str) -> (f64, usize) {
    let (thousands, decimal) = if lang == "en" { (',', '.') } else { ('.', ',') };
    let plain: String = written.chars().filter(|c| *c != thousands && *c != '+').collect();
    let plain = plain.replace('−', "-").replace(decimal, ".");
    let digits = plain.split_once('.').map_or(0, |(_, digits)| digits.len());
    (plain.parse().unwrap_or_else(|_| panic!("{written} is no number")), digits)
}

/// True when a cell of the table says what the figures say, in its unit and to its last digit.
fn says(cell: &str, value: f64, lang: &str) -> bool {
    if let Some(bound) = cell.strip_prefix("< ") {
        return value < read(bound, lang).0;
    }
    let (number, unit) = match cell.split_once(' ') {
        Some((number, unit)) => (number, unit),
        None => cell.strip_suffix('%').map_or((cell, ""), |number| (number, "%")),
    };
    let of = match unit {
        "" => 1.0,
        "%" | "points" | "poin" => 0.01,
        "minutes" | "menit" => 60.0,
        "days" | "hari" => 86_400.0,
        other => panic!("{other} is no unit"),
    };
    let (number, digits) = read(number, lang);
    (value / of - number).abs() <= 0.5 * 10_f64.powi(-i32::try_from(digits).unwrap()) + 1e-9
}

/// The numbers of a text, as written: sign, digits with their marks, and the sign of a percentage.
fn numbers(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let letters: Vec<char> = text.chars().collect();
    let mut place = 0;
    while place < letters.len() {
        if !letters[place].is_ascii_digit() {
            place += 1;
            continue;
        }
        let start = place;
        let inside = |at: usize| {
            let next = letters.get(at + 1).is_some_and(char::is_ascii_digit);
            letters[at].is_ascii_digit() || (matches!(letters[at], '.' | ',') && next)
        };
        while place < letters.len() && inside(place) {
            place += 1;
        }
        let signed = start.checked_sub(1).filter(|before| matches!(letters[*before], '+' | '−'));
        let percent = usize::from(letters.get(place) == Some(&'%'));
        found.push(letters[signed.unwrap_or(start)..place + percent].iter().collect());
    }
    found
}

/// The number of a cell without its unit.
fn bare(cell: &str) -> String {
    cell.trim_start_matches("< ").split(' ').next().unwrap().to_owned()
}

/// One part of a page: its title, its example, and the rows of the table under it.
struct Part {
    title: String,
    example: String,
    rows: Vec<(String, String)>,
}

fn parts(page: &str, mark: &str) -> Vec<Part> {
    page.split("\n## ")
        .skip(1)
        .filter_map(|part| {
            let title = part.lines().next()?.to_owned();
            let (_, example) = part.split_once(mark)?;
            let (example, table) = example.split_once("\n\n|")?;
            let row = |line: &str| {
                let mut cells = line.trim().trim_matches('|').split(" | ");
                let (cell, path) = (cells.next()?.trim(), cells.next()?.trim());
                Some((cell.to_owned(), path.strip_prefix('`')?.strip_suffix('`')?.to_owned()))
            };
            let rows = table.lines().filter_map(row).collect();
            Some(Part { title, example: example.to_owned(), rows })
        })
        .collect()
}

fn page(name: &str) -> String {
    std::fs::read_to_string(root().join("docs").join(name)).unwrap()
}

#[test]
fn every_number_of_an_example_is_one_of_the_figures() {
    for (name, lang, mark) in [("figures.md", "en", "**Example.**"), ("figures.id.md", "id", "**Contoh.**")] {
        let figures = figures(lang);
        let parts = parts(&page(name), mark);
        assert_eq!(parts.len(), 15, "{name}");
        for part in parts {
            let title = format!("{name}, {}", part.title);
            assert!(!part.rows.is_empty(), "{title}");
            let (words, rows): (Vec<_>, Vec<_>) =
                part.rows.iter().partition(|(_, path)| path.ends_with(".backing"));
            for (cell, path) in words {
                assert_eq!(cell, backed(&figures, path, lang), "{title}: {path}");
            }
            for (cell, path) in &rows {
                let value = at(&figures, path);
                assert!(says(cell, value, lang), "{title}: {cell} stands for {path}, which is {value}");
            }
            let told: BTreeSet<String> = rows.iter().map(|(cell, _)| bare(cell)).collect();
            let said: BTreeSet<String> = numbers(&part.example).into_iter().collect();
            assert_eq!(said, told, "{title}: the numbers of the example and of its table");
        }
    }
}

/// Places in a text that call something data, partial or assumed, in their order.
fn called(text: &str, words: [&str; 3]) -> Vec<String> {
    let all = text.split(|letter: char| !letter.is_alphabetic());
    all.filter(|word| words.contains(word)).map(str::to_owned).collect()
}

#[test]
fn an_example_calls_a_place_as_well_backed_as_it_is() {
    let pages = [
        ("figures.md", "**Example.**", ["data", "partial", "assumed"]),
        ("figures.id.md", "**Contoh.**", ["data", "sebagian", "asumsi"]),
    ];
    for (name, mark, words) in pages {
        let parts = parts(&page(name), mark);
        let part = parts.iter().find(|part| part.rows.iter().any(|(_, path)| path.ends_with(".backing")));
        let part = part.unwrap_or_else(|| panic!("{name} tells nothing of backing"));
        let rows = part.rows.iter().filter(|(_, path)| path.ends_with(".backing"));
        let told: Vec<String> = rows.map(|(cell, _)| cell.clone()).collect();
        assert_eq!(called(&part.example, words), told, "{name}: the words of the example and of its table");
    }
}

#[test]
fn every_part_with_an_example_has_a_picture() {
    for (name, mark) in [("figures.md", "**Example.**"), ("figures.id.md", "**Contoh.**")] {
        for part in page(name).split("\n## ").skip(1).filter(|part| part.contains(mark)) {
            assert!(part.contains("](figures/"), "{name}, {}: no picture", part.lines().next().unwrap());
        }
    }
}

#[test]
fn both_languages_tell_the_same() {
    let rows = |name: &str, mark: &str| {
        parts(&page(name), mark)
            .into_iter()
            .flat_map(|part| part.rows)
            .map(|(_, path)| path)
            .collect::<Vec<_>>()
    };
    assert_eq!(rows("figures.md", "**Example.**"), rows("figures.id.md", "**Contoh.**"));
}

#[test]
fn the_pictures_are_those_of_the_figures() {
    let folder = root().join("docs/figures");
    let made = pictures::all().unwrap();
    let names: BTreeSet<&String> = made.iter().map(|(name, _)| name).collect();
    let kept =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(kept.collect::<BTreeSet<_>>().iter().collect::<BTreeSet<_>>(), names);
    for (name, svg) in &made {
        let kept = std::fs::read_to_string(Path::new(&folder).join(name)).unwrap();
        assert!(kept == *svg, "{name} is not what `cargo run --features cli --example figures` makes");
        let page = if name.ends_with(".id.svg") { "figures.id.md" } else { "figures.md" };
        assert!(self::page(page).contains(&format!("(figures/{name})")), "{name} is not shown in {page}");
    }
}

/// Where a text of a picture stands: its line, from where to where. As wide as a broad font makes letters on average.
fn stands(element: &str) -> (String, f64, f64, String) {
    let attribute = |name: &str| {
        let (_, rest) = element.split_once(&format!("{name}=\"")).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let said = element.split_once('>').unwrap().1.to_owned();
    let wide = said.chars().count() as f64 * chart::LETTERS * 0.5;
    let x: f64 = attribute("x").parse().unwrap();
    let from = match attribute("text-anchor").as_str() {
        "start" => x,
        "middle" => x - wide / 2.0,
        _ => x - wide,
    };
    (attribute("y"), from, from + wide, said)
}

#[test]
fn no_text_of_a_picture_is_cut_or_lies_over_another() {
    for (name, svg) in pictures::all().unwrap() {
        let texts = svg.split("<text ").skip(1).map(|text| stands(text.split("</text>").next().unwrap()));
        let texts: Vec<_> = texts.collect();
        assert!(!texts.is_empty(), "{name}");
        for (at, (line, from, to, said)) in texts.iter().enumerate() {
            assert!(*from >= 0.0 && *to <= chart::WIDTH, "{name}: “{said}” is cut");
            for (_, other_from, other_to, other) in texts.iter().skip(at + 1).filter(|other| other.0 == *line)
            {
                assert!(to <= other_from || other_to <= from, "{name}: “{said}” lies over “{other}”");
            }
        }
    }
}
