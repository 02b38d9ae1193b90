//! What `jejak figures` and `jejak funnel` print for people holds what `--json` holds: compared figure by figure.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "cli")]

use jejak::Value;
use jejak::words::compare::{Unit, p_cell};
use jejak::words::{self, Lang, numbers::Plain, picture};
use std::process::{Command, Output};

const EN: Plain = Plain(Lang::En);

fn jejak(args: &[&str], columns: Option<&str>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).env("LANG", "en_GB.UTF-8");
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("COLUMNS");
    if let Some(columns) = columns {
        command.env("COLUMNS", columns);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn printed(args: &[&str]) -> String {
    String::from_utf8(jejak(args, None).stdout).unwrap()
}

/// What is printed, and what `--json` says.
fn both(args: &[&str]) -> (String, Value) {
    let json = jejak(&[args, &["--json"]].concat(), None);
    (printed(args), serde_json::from_slice(&json.stdout).unwrap())
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_list).unwrap_or_else(|| panic!("{key}"))
}

fn number(value: &Value, key: &str) -> Option<f64> {
    value.get(key).and_then(Value::as_number)
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_text).unwrap_or_default()
}

fn interval(value: &Value, key: &str) -> Option<(f64, f64)> {
    let pair = value.get(key).and_then(Value::as_list)?;
    Some((pair.first()?.as_number()?, pair.get(1)?.as_number()?))
}

fn percent(share: f64) -> String {
    words::Numbers::percent(&EN, share, 1)
}

/// The cells of a printed line: columns are two blanks apart.
fn cells(line: &str) -> Vec<&str> {
    line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect()
}

/// True where one line holds all of these cells.
fn has(text: &str, wanted: &[String]) -> bool {
    text.lines().any(|line| wanted.iter().all(|cell| cells(line).contains(&cell.as_str())))
}

fn skincare(name: &str) -> String {
    format!("examples/skincare/{name}.en.json")
}

#[test]
fn groups_are_printed_with_difference_interval_p_and_the_number_of_tests() {
    let (text, json) = both(&["figures", &skincare("journey"), "--evidence", &skincare("evidence")]);
    let segments = &list(&json, "segments")[0];
    let mut told = 0;
    for group in list(segments, "groups") {
        for one in list(group, "difference") {
            let cells = [
                Unit::Share.signed(number(one, "value").unwrap(), &EN),
                Unit::Share.span(interval(one, "interval").unwrap(), Lang::En, &EN),
                p_cell(number(one, "p"), &EN),
                p_cell(number(one, "adjusted_p"), &EN),
            ];
            assert!(has(&text, &cells), "{cells:?}\n{text}");
            told += 1;
        }
    }
    assert_eq!(told, 10, "five figures of two groups");
    let tests = number(segments, "tests").unwrap() as u64;
    assert!(text.contains(&words::compare::adjusted(tests, Lang::En, &EN)), "{text}");
}

#[test]
fn stages_are_printed_with_interval_gap_moments_evidence_and_times() {
    let (text, json) = both(&["figures", &skincare("journey"), "--evidence", &skincare("evidence")]);
    let labels = picture::words(Lang::En);
    let (mut gaps, mut moments) = (0, 0);
    for stage in list(&json, "stages") {
        let name = self::text(stage, "name").to_owned();
        let measured = stage.get("measured").unwrap();
        let mut row = vec![
            name.clone(),
            picture::signed(number(measured, "value").unwrap(), &EN),
            picture::span(interval(measured, "interval").unwrap(), Lang::En, &EN),
        ];
        let backing = self::text(stage, "backing");
        row.push(if backing == "assumption" { labels.assumed } else { backing }.to_owned());
        if let Some(gap) = stage.get("gap").and_then(|gap| number(gap, "size")) {
            row.push(picture::signed(gap, &EN));
            gaps += 1;
        }
        assert!(has(&text, &row), "{row:?}\n{text}");
        for moment in list(stage, "moments") {
            let said = match moment.as_text().unwrap() {
                "trough" => labels.trough,
                "importance" => labels.importance,
                "end" => labels.last,
                _ => labels.peak,
            };
            assert!(
                text.lines().any(|line| line.contains("moment of truth: ") && line.contains(said)),
                "{said}"
            );
            moments += 1;
        }
        let time = stage.get("time_in").unwrap();
        if number(time, "n").unwrap() > 0.0 {
            let quantiles = ["p25", "median", "p75", "p90"].map(|key| number(time, key).unwrap());
            let mut row = vec![name];
            row.extend(quantiles.map(|seconds| words::duration(seconds, Lang::En, &EN)));
            assert!(has(&text, &row), "{row:?}\n{text}");
        }
    }
    assert_eq!((gaps, moments), (2, 5));
}

#[test]
fn every_score_is_printed_with_its_interval_n_and_method() {
    let (text, json) = both(&["figures", &skincare("journey"), "--evidence", &skincare("evidence")]);
    let mut told = 0;
    let mut score = |score: &Value| {
        let share = self::text(score, "method").ends_with("wilson");
        let unit = if share { Unit::Share } else { Unit::Nps };
        let name = self::text(score, "kind").to_uppercase();
        let (low, high) = interval(score, "interval").unwrap();
        let row = [
            format!("{name} {}", unit.value(number(score, "value").unwrap(), &EN)),
            format!("{} to {}", unit.value(low, &EN), unit.value(high, &EN)),
            picture::count(number(score, "n").unwrap() as u64, &EN),
        ];
        assert!(has(&text, &row), "{row:?}\n{text}");
        told += 1;
    };
    for stage in list(&json, "stages") {
        list(stage, "scores").iter().for_each(&mut score);
        list(stage, "touchpoints").iter().flat_map(|place| list(place, "scores")).for_each(&mut score);
    }
    list(&json, "channels").iter().flat_map(|channel| list(channel, "scores")).for_each(&mut score);
    list(&json, "personas")
        .iter()
        .flat_map(|persona| list(persona, "stages"))
        .flat_map(|stage| list(stage, "scores"))
        .for_each(&mut score);
    assert!(told > 30, "{told}");
    assert!(text.contains("CSAT 1–5: share of the answers 4 and 5; 95% Wilson."), "{text}");
    assert!(text.contains("95% adjusted Wald."), "{text}");
    let tests = json.get("survey").and_then(|survey| number(survey, "tests")).unwrap() as u64;
    assert!(text.contains(&words::survey::tested(tests, Lang::En, &EN)), "{text}");
}

#[test]
fn how_everything_is_counted_is_printed() {
    for (lang, said) in [
        (
            "en",
            [
                "Counted in order, each person once: the next step within 14 days",
                "97 people are still in the window: neither converted nor lost",
                "Intervals: Wilson 95%.",
                "Emotion: CSAT 1–5, (mean − 3) / 2, 95% Student t, n 1,338 answers",
                "Priority = people lost × dip of all answers below neutral.",
                "Gap: the assumption lies outside the measured interval.",
            ],
        ),
        (
            "id",
            [
                "Dihitung berurutan, tiap orang satu kali: langkah berikutnya paling lama 14 hari",
                "97 orang masih berjalan: belum lanjut",
                "Interval: Wilson 95%.",
                "Emosi: CSAT 1–5, (rerata − 3) / 2, 95% Student t, n 1.338 jawaban",
                "Prioritas = orang hilang × jarak semua jawaban di bawah netral.",
                "Selisih: asumsi di luar interval terukur.",
            ],
        ),
    ] {
        let (journey, evidence) = (skincare("journey"), skincare("evidence"));
        let text = printed(&["figures", &journey, "--evidence", &evidence, "--lang", lang]);
        for said in said {
            assert!(text.contains(said), "{said}\n{text}");
        }
    }
}

/// A folder of this test's own with these files.
fn given(name: &str, files: &[(&str, String)]) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("jejak-figures-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
    folder
}

#[test]
fn of_answers_alone_no_people_are_printed() {
    let journey = r#"{"title": "T", "stages": [{"id": "a", "name": "Arrive"}]}"#;
    let evidence = r#"{"people": 0, "stages": [{"id": "a", "people": 0, "answers": [
        {"source": "s", "kind": "csat", "scale": [1, 5], "counts": {"4": 30, "5": 10}, "missing": 2}]}]}"#;
    let folder = given("answers", &[("j.json", journey.to_owned()), ("e.json", evidence.to_owned())]);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let text = printed(&["figures", &path("j.json"), "--evidence", &path("e.json")]);
    assert!(!text.contains("People"), "nobody was counted: {text}");
    assert!(has(&text, &["Arrive".to_owned(), "40".to_owned()]), "{text}");
    assert!(text.contains(picture::answers_only(Lang::En)), "{text}");
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_narrow_terminal_gets_the_same_figures_below_each_other() {
    let (journey, evidence) = (skincare("journey"), skincare("evidence"));
    let call = ["figures", &journey, "--evidence", &evidence];
    let wide = printed(&call);
    let narrow = String::from_utf8(jejak(&call, Some("72")).stdout).unwrap();
    // sentences are folded by the terminal; a rule under a head shows how wide a table is
    let widest = |text: &str| {
        let rules = text.lines().filter(|line| line.starts_with('─'));
        rules.map(|line| line.chars().count()).max().unwrap()
    };
    assert!(widest(&wide) > 100 && widest(&narrow) <= 72, "{} {}", widest(&wide), widest(&narrow));
    let all = |text: &str| -> std::collections::BTreeSet<String> {
        text.lines().flat_map(cells).filter(|cell| !cell.contains('─')).map(str::to_owned).collect()
    };
    assert_eq!(all(&wide), all(&narrow));
}

/// A hundred people and more: enough on both sides of a breakdown for a test.
fn visits() -> String {
    let mut rows = "user,time,event,device\n".to_owned();
    for person in 0..120 {
        let device = if person % 3 == 0 { "desk" } else { "phone" };
        let mut row = |minute: usize, event: &str| {
            rows.push_str(&format!("{person},2026-03-01T10:{minute:02}:00Z,{event},{device}\n"));
        };
        if person % 5 != 4 {
            row(0, "view");
        }
        if person % 2 == 0 {
            row(1 + person % 7, "cart");
        }
        if person % 6 == 0 {
            row(20 + person % 11, "pay");
        }
    }
    rows
}

#[test]
fn a_funnels_table_tells_who_entered_all_times_and_differences() {
    let folder = given("funnel", &[("rows.csv", visits())]);
    let rows = folder.join("rows.csv").to_str().unwrap().to_owned();
    let call = ["funnel", &rows, "--steps", "view,cart,pay"];
    let (text, json) = both(&[&call[..], &["--open"]].concat());
    let (mut before, mut first) = (0.0, 0.0);
    for step in list(&json, "steps") {
        let whole = |key: &str| number(step, key).unwrap();
        first += whole("entered") - before;
        before = whole("pending");
        let share = percent(whole("people") / first);
        let count = |key: &str| picture::count(whole(key) as u64, &EN);
        let row = [self::text(step, "name").to_owned(), count("people"), count("entered"), share];
        assert!(has(&text, &row), "{row:?}: of the first step can be computed again\n{text}");
    }
    assert!(text.contains(words::method::open_rate(Lang::En)), "{text}");
    let closed = printed(&call);
    assert!(!closed.contains("entered here"), "nobody enters later: {closed}");

    let (text, json) = both(&[&call[..], &["--by", "device"]].concat());
    for step in list(&json, "steps").iter().skip(1) {
        let seconds = step.get("seconds").unwrap();
        let quantiles = ["p25", "median", "p75", "p90"].map(|key| number(seconds, key).unwrap());
        let mut row = vec![self::text(step, "name").to_owned()];
        row.extend(quantiles.map(|seconds| words::duration(seconds, Lang::En, &EN)));
        assert!(has(&text, &row), "{row:?}\n{text}");
    }
    let differences = list(&json, "segments").iter().flat_map(|group| list(group, "difference"));
    let differences: Vec<&Value> = differences.collect();
    for one in &differences {
        let row = [
            Unit::Share.signed(number(one, "value").unwrap(), &EN),
            Unit::Share.span(interval(one, "interval").unwrap(), Lang::En, &EN),
            p_cell(number(one, "p"), &EN),
            p_cell(number(one, "adjusted_p"), &EN),
        ];
        let row: Vec<String> = row.into_iter().filter(|cell| !cell.is_empty()).collect();
        assert!(has(&text, &row), "{row:?}\n{text}");
    }
    assert_eq!(differences.len(), 6);
    let tests = number(&json, "tests").unwrap() as u64;
    assert!(tests > 0 && text.contains(&words::compare::adjusted(tests, Lang::En, &EN)), "{text}");
    assert!(text.contains(words::compare::no_test(Lang::En)), "few desks come to the cart: {text}");
    std::fs::remove_dir_all(&folder).unwrap();
}
