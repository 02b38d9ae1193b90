//! The command line, run as people run it: on small hand-written files, and on real ones where they are at hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg(feature = "cli")]

use jejak::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn jejak() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
    command.current_dir(data("")).env("LANG", "en_GB.UTF-8").env_remove("LC_ALL").env_remove("LC_MESSAGES");
    command.env_remove("COLUMNS");
    command
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cli").join(name)
}

fn run(args: &[&str]) -> Output {
    jejak().args(args).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The one JSON object that a call prints.
fn json(args: &[&str]) -> Value {
    let output = run(&[args, &["--json"]].concat());
    assert_eq!(code(&output), 0, "{args:?}: {}", text(&output.stderr));
    assert_eq!(text(&output.stdout).lines().count(), 1, "one line");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn numbers(list: &Value, key: &str) -> Vec<Option<f64>> {
    list.as_list().unwrap().iter().map(|item| item.get(key).and_then(Value::as_number)).collect()
}

fn counts(value: &Value, key: &str) -> Vec<u64> {
    numbers(value.get("steps").unwrap(), key).into_iter().map(|n| n.unwrap() as u64).collect()
}

/// A folder of real files beside the repository, where there is one.
fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("SKIPPED: ../shared/data is not there, so no figure of a real file was checked");
    None
}

#[test]
fn a_funnel_of_a_small_file() {
    let funnel = json(&["funnel", "visits.csv", "--steps", "view,cart|wishlist,pay"]);
    assert_eq!(counts(&funnel, "people"), [4, 3, 2]);
    assert_eq!(counts(&funnel, "any_order"), [4, 4, 2]);
    assert_eq!(counts(&funnel, "dropped"), [1, 1, 0]);
    let rows = funnel.get("rows").unwrap().at(0).unwrap();
    for (key, n) in [("read", 11.0), ("used", 10.0), ("unmatched", 0.0), ("rejected", 1.0)] {
        assert_eq!(rows.get(key).and_then(Value::as_number), Some(n), "{key}");
    }
    let steps = funnel.get("steps").unwrap();
    let seconds = |at| steps.at(at).and_then(|step| step.get("seconds")?.get("median")?.as_number());
    // 10 s, 20 s and a day; then 30 s twice.
    assert_eq!((seconds(1), seconds(2)), (Some(20.0), Some(30.0)));
    assert_eq!(steps.at(1).and_then(|step| step.get("of_previous")?.as_number()), Some(0.75));
}

#[test]
fn a_step_that_no_row_is_is_told_with_the_nearest_event() {
    let output = run(&["funnel", "visits.csv", "--steps", "view,wishlst"]);
    assert_eq!(
        text(&output.stderr).lines().next(),
        Some("No row is the step “wishlst”; did you mean “wishlist”?")
    );
    assert_eq!(code(&output), 0);
}

#[test]
fn windows_filters_and_breakdowns() {
    let day = json(&["funnel", "visits.csv", "--steps", "view,cart|wishlist,pay", "--window", "1h"]);
    assert_eq!(counts(&day, "people"), [4, 2, 1]);
    let window = day.get("rule").and_then(|rule| rule.get("window")).and_then(Value::as_text);
    assert_eq!(window, Some("1h"));
    let order = day.get("rule").and_then(|rule| rule.get("order")).and_then(Value::as_text);
    assert_eq!(order, Some("ordered"), "the report says what is as usual too");
    let mobile = json(&["funnel", "visits.csv", "--steps", "view,cart,pay[device=mobile]"]);
    assert_eq!(counts(&mobile, "people"), [4, 2, 1]);
    let by = json(&["funnel", "visits.csv", "--steps", "view,cart|wishlist", "--by", "device"]);
    let groups: Vec<_> = by.get("segments").unwrap().as_list().unwrap().iter().collect();
    let names: Vec<_> = groups.iter().map(|group| group.get("value").and_then(Value::as_text)).collect();
    assert_eq!(names, [Some("mobile"), Some("desktop")]);
    assert_eq!(counts(groups[0], "people"), [3, 2]);
    assert!(groups[0].get("difference").and_then(Value::as_list).is_some_and(|list| !list.is_empty()));
}

#[test]
fn steps_from_a_file_are_literal() {
    let folder = std::env::temp_dir().join(format!("jejak-steps-{}", std::process::id()));
    std::fs::write(&folder, "view\ncart|wishlist\n").unwrap();
    let funnel = json(&["funnel", "visits.csv", "--steps-file", folder.to_str().unwrap()]);
    std::fs::remove_file(&folder).unwrap();
    assert_eq!(counts(&funnel, "people"), [4, 0]);
}

#[test]
fn the_standard_input_is_a_file_too() {
    let mut child = jejak()
        .args(["funnel", "-", "--steps", "view,pay", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let bytes = std::fs::read(data("visits.csv")).unwrap();
    child.stdin.take().unwrap().write_all(&bytes).unwrap();
    let output = child.wait_with_output().unwrap();
    let funnel: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(counts(&funnel, "people"), [4, 2]);
}

#[test]
fn a_score_leaves_out_what_is_no_answer() {
    let score = json(&["survey", "answers.csv", "--score", "recommend", "--kind", "nps", "--by", "branch"]);
    let number = |value: &Value, key: &str| value.get(key).and_then(Value::as_number);
    // 10, 9 | 8 | 6, 0 of five; 11 and the blank are no answers.
    assert_eq!(
        (number(&score, "value"), number(&score, "n"), number(&score, "missing")),
        (Some(0.0), Some(5.0), Some(2.0))
    );
    let groups = score.get("groups").unwrap();
    assert_eq!(groups.at(0).and_then(|group| group.get("group")?.as_text()), Some("North"));
    assert_eq!(numbers(groups, "n"), [Some(3.0), Some(2.0)]);
    let fewer = json(&[
        "survey",
        "answers.csv",
        "--score",
        "recommend",
        "--kind",
        "nps",
        "--valid",
        "1..10",
        "--missing",
        "8",
    ]);
    assert_eq!((number(&fewer, "n"), number(&fewer, "missing")), (Some(3.0), Some(4.0)));
    let printed = text(&run(&["survey", "answers.csv", "--score", "recommend", "--kind", "nps"]).stdout);
    assert!(printed.contains("NPS") && printed.contains("0–10"), "the method is printed: {printed}");
}

#[test]
fn a_file_is_described() {
    let report = json(&["inspect", "visits.csv", "answers.csv"]);
    let files = report.get("files").and_then(Value::as_list).unwrap();
    assert_eq!(files.len(), 2);
    assert_eq!(numbers(report.get("files").unwrap(), "rows"), [Some(11.0), Some(7.0)]);
    let roles = files[0].get("columns").unwrap().as_list().unwrap().iter();
    let roles: Vec<_> = roles.map(|column| column.get("role").and_then(Value::as_text)).collect();
    assert_eq!(&roles[..3], [Some("person"), Some("event"), Some("time")]);
    let output = run(&["inspect", "nobody.csv", "visits.csv", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let first = report.get("files").and_then(|files| files.at(0)?.get("error")?.get("code")?.as_text());
    assert_eq!((code(&output), first), (1, Some("cannot_read")), "the others are described all the same");
    assert_eq!(numbers(report.get("files").unwrap(), "rows"), [None, Some(11.0)]);
}

#[test]
fn measure_figures_and_draw_follow_each_other() {
    let folder = std::env::temp_dir().join(format!("jejak-cli-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let evidence = folder.join("shop.evidence.json");
    let evidence = evidence.to_str().unwrap();
    let output = run(&["measure", "shop.journey.json", "-o", evidence]);
    assert_eq!(code(&output), 0, "{}", text(&output.stderr));
    let first = std::fs::read(evidence).unwrap();
    assert_eq!(code(&run(&["check", evidence])), 0);
    run(&["measure", "shop.journey.json", "--source", "web=visits.csv", "-o", evidence]);
    assert_eq!(std::fs::read(evidence).unwrap(), first, "the same input gives the same bytes");
    assert!(!text(&first).contains("dewi"), "nobody's rows are in it");

    let figures = json(&["figures", "shop.journey.json", "--evidence", evidence]);
    assert_eq!(counts(figures.get("funnel").unwrap(), "people"), [4, 3, 2]);
    let buy = figures.get("stages").unwrap().at(2).unwrap();
    assert_eq!(buy.get("measured").and_then(|point| point.get("n")?.as_number()), Some(5.0));

    for view in ["funnel", "journey"] {
        let svg =
            run(&["draw", "shop.journey.json", "--evidence", evidence, "--view", view, "--size", "960"]);
        let svg = text(&svg.stdout);
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "{view}");
        assert!(svg.contains("Choose") && !svg.contains("NaN"), "{view}");
    }
    let drawn = json(&["draw", "shop.journey.json", "--view", "funnel", "--lang", "id"]);
    assert!(drawn.get("svg").and_then(Value::as_text).is_some_and(|svg| svg.starts_with("<svg")));
    let other = folder.join("other.json");
    std::fs::write(&other, r#"{"people": 1, "stages": [{"id": "elsewhere"}]}"#).unwrap();
    let output = run(&["figures", "shop.journey.json", "--evidence", other.to_str().unwrap(), "--json"]);
    assert_eq!((code(&output), text(&output.stdout).contains("other_stages")), (1, true));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn figures_are_told_in_lines_in_both_languages() {
    let example = |name: &str| format!("{}/examples/skincare/{name}", env!("CARGO_MANIFEST_DIR"));
    for (lang, said) in [
        (
            "en",
            [
                "% carts left behind, 95%: ",
                " comments (−",
                "not seen again: ",
                "% of people, n",
                " came back here, ",
                "\nAfter 3 weeks           120  2,841    4.2%          4–5%\n",
                "\n3,030 people by the calendar week (+07:00) in which they were first seen at any stage; came back: ",
                "Cohorts that are too young are left out",
                "skincare. Stages\nFrom           To             People  Times  Share of what leaves  Median time\n",
                "\nConsideration  Purchase        1,883  1,898                 66.6%       40 min\n",
                " smaller moves; --json has them all.\nMost leave after ",
            ],
        ),
        (
            "id",
            [
                "% keranjang ditinggalkan, 95%: ",
                " komentar (−",
                "tidak terlihat lagi: ",
                "% dari semua orang, n",
                " kembali ke sini, ",
                "\nSetelah 3 minggu           120  2.841    4,2%          4–5%\n",
                "\n3.030 orang menurut minggu kalender (+07:00) saat pertama kali terlihat di tahap mana pun; kembali: ",
                "Kohort yang terlalu muda tidak dihitung",
                "Tahap\nDari ",
                " perpindahan yang lebih kecil; --json memuat semuanya.\n",
                "\nPaling banyak berhenti setelah ",
            ],
        ),
    ] {
        let (journey, evidence) =
            (example(&format!("journey.{lang}.json")), example(&format!("evidence.{lang}.json")));
        let output = run(&["figures", &journey, "--evidence", &evidence, "--lang", lang]);
        let text = text(&output.stdout);
        assert_eq!(code(&output), 0);
        for said in said {
            assert!(text.contains(said), "{said}\n{text}");
        }
    }
}

/// What `figures --json` says of moves is what the evidence counted, and every level adds up.
#[test]
fn figures_have_the_moves_of_every_level() {
    let example = |name: &str| format!("{}/examples/skincare/{name}.en.json", env!("CARGO_MANIFEST_DIR"));
    let evidence: Value =
        serde_json::from_str(&std::fs::read_to_string(example("evidence")).unwrap()).unwrap();
    let figures = json(&["figures", &example("journey"), "--evidence", &example("evidence")]);
    let list =
        |value: &Value, key: &str| -> Vec<Value> { value.get(key).unwrap().as_list().unwrap().to_vec() };
    let number = |value: &Value, key: &str| value.get(key).and_then(Value::as_number).unwrap_or_default();
    let text =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_text).unwrap_or_default().to_owned();
    let (told, counted) = (list(&figures, "paths"), list(&evidence, "moves"));
    assert_eq!(told.len(), counted.len());
    for level in told {
        let moves = counted.iter().find(|moves| text(moves, "level") == text(&level, "level")).unwrap();
        assert_eq!(number(&level, "total"), number(moves, "total"));
        let links = list(&level, "links");
        for link in list(moves, "links") {
            let ends = [text(&link, "from"), text(&link, "to")];
            if ends[0] == ends[1] || ends.iter().any(|end| end.is_empty() || end == "other") {
                continue;
            }
            let same = |one: &&Value| [text(one, "from"), text(one, "to")] == ends;
            let found = links.iter().find(same).unwrap_or_else(|| panic!("{ends:?}"));
            assert_eq!(number(found, "times"), number(&link, "times"), "{ends:?}");
        }
        for node in list(&level, "nodes") {
            let sum = |side: &str| -> f64 {
                let here = links.iter().filter(|link| text(link, side) == text(&node, "id"));
                here.map(|link| number(link, "times")).sum()
            };
            let (came, went) = (sum("to") + number(&node, "entries"), sum("from") + number(&node, "exits"));
            assert_eq!(came + number(&node, "from_other"), number(&node, "arrivals"), "{node:?}");
            assert_eq!(went + number(&node, "to_other"), number(&node, "arrivals"), "{node:?}");
        }
    }
}

#[test]
fn a_document_is_checked() {
    let good = json(&["check", "shop.journey.json"]);
    assert_eq!(good.get("ok"), Some(&Value::Bool(true)));
    let output = run(&["check", "../journey/unknown_ids.json", "--json"]);
    assert_eq!(code(&output), 1);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report.get("ok"), Some(&Value::Bool(false)));
    let problem = report.get("problems").unwrap().at(0).unwrap();
    for (key, value) in [
        ("severity", "error"),
        ("code", "unknown_id"),
        ("pointer", "/stages/0/emotion/rinna"),
        ("nearest", "rina"),
    ] {
        assert_eq!(problem.get(key).and_then(Value::as_text), Some(value), "{key}");
    }
    let words = text(&run(&["check", "../journey/unknown_ids.json", "--lang", "id"]).stdout);
    assert!(words.contains("kesalahan") && words.contains("apakah maksud Anda"), "{words}");
}

#[test]
fn a_wrong_file_gives_one_sentence_in_both_languages() {
    let folder = std::env::temp_dir().join(format!("jejak-wrong-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let long = vec![b'a'; 5 << 20];
    let files: [(&str, &[u8], &str, &str, &str); 6] = [
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not_text", "picture", "gambar"),
        ("empty.csv", b" \n", "empty_file", "empty", "kosong"),
        ("cut.json", b"[{\"user\": 1, \"event\": \"a\"},\n{\"us", "bad_json", "line 2", "baris 2"),
        ("useless.csv", b"x,y\n1,2\n3,4\n", "no_column", "No column", "Tidak ada kolom"),
        ("long.csv", &long, "record_too_long", "line 1", "baris 1"),
        ("page.csv", b"<!doctype html><html></html>", "not_a_table", "HTML", "HTML"),
    ];
    for (name, bytes, wanted, english, indonesian) in files {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        let path = path.to_str().unwrap();
        for (lang, word) in [("en", english), ("id", indonesian)] {
            let output = run(&["funnel", path, "--steps", "a,b", "--lang", lang]);
            let message = text(&output.stderr);
            assert_eq!(code(&output), 1, "{name}");
            assert_eq!((message.lines().count(), output.stdout.len()), (1, 0), "{name}: {message}");
            assert!(message.contains(name) && message.contains(word), "{name}: {message}");
        }
        let output = run(&["funnel", path, "--steps", "a,b", "--json"]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let found = report.get("error").and_then(|error| error.get("code")?.as_text()).map(str::to_owned);
        assert_eq!(found.as_deref(), Some(wanted), "{name}");
    }
    std::fs::write(folder.join("deep.json"), "[".repeat(5_000)).unwrap();
    for (name, wanted) in
        [("picture.csv", "picture"), ("empty.csv", "empty"), ("cut.json", "line 2"), ("deep.json", "64")]
    {
        let output = run(&["check", folder.join(name).to_str().unwrap()]);
        assert_eq!(code(&output), 1, "{name}");
        assert!(text(&output.stderr).contains(wanted), "{name}: {}", text(&output.stderr));
    }
    assert_eq!(code(&run(&["inspect", folder.join("nobody.csv").to_str().unwrap()])), 1);
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn a_wrong_call_ends_with_two() {
    let calls: [(&[&str], &str); 11] = [
        (&["--steps", "a,,b"], "column 3"),
        (&["--steps", "a,b", "--order", "orderd"], "ordered"),
        (&["--steps", "a,b", "--window", "soon"], "soon"),
        (&["--steps", "a,b", "--like", "posthogg"], "posthog"),
        (&["--steps", "a,b", "--exclude", "x@2-1"], "x@2-1"),
        (&["--steps", "a,b", "--exclude", "x@1-3"], "1…2"),
        (&["--steps", "a,b", "--columns", "persn=x"], "person"),
        (&["--steps", "a,b", "--time-unit", "h"], "h"),
        (&["--steps", "view,pay", "--open", "--order", "any"], "any"),
        (&["--steps", "view?,pay?"], "optional"),
        (&[], "--steps"),
    ];
    for (call, word) in calls {
        let output = run(&[&["funnel", "visits.csv"], call].concat());
        assert_eq!(code(&output), 2, "{call:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains(word), "{call:?}: {}", text(&output.stderr));
        assert_eq!(output.stdout.len(), 0, "{call:?}");
    }
    assert_eq!(code(&run(&["draw", "shop.journey.json", "--view", "pie"])), 2);
    assert_eq!(code(&run(&["draw", "shop.journey.json", "--view", "paths", "--level", "pages"])), 2);
    assert_eq!(code(&run(&["draw", "shop.journey.json", "--view", "paths", "--order", "colour"])), 2);
    assert_eq!(code(&run(&["roads", "a", "b"])), 2, "what is not there is not listed");
}

/// Nobody scrolls in a picture: all stages are in it, and what stands over them has their width.
#[test]
fn a_picture_of_many_stages_is_laid_out_for_all_of_them() {
    let twelve = format!("{}/examples/scripts/twelve_stages.journey.json", env!("CARGO_MANIFEST_DIR"));
    let drawn = json(&["draw", &twelve, "--size", "1280"]);
    let width = drawn.get("width").and_then(Value::as_number).unwrap();
    assert!(width > 2000.0, "{width}");
    let svg = drawn.get("svg").and_then(Value::as_text).unwrap();
    let key = svg.lines().find(|line| line.contains(">wanted<")).unwrap();
    let x: f64 = key.split("x=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
    assert!(x > width - 120.0, "the key stands at {x} of {width}");
}

/// As in a browser, which has dictionaries: Thai writes its words without blanks.
#[test]
fn no_line_of_a_picture_ends_inside_a_thai_word() {
    let thai = format!("{}/examples/scripts/thai.journey.json", env!("CARGO_MANIFEST_DIR"));
    let mut ends = 0;
    for size in ["600", "768", "960", "1280"] {
        let svg = run(&["draw", &thai, "--size", size]);
        let svg = text(&svg.stdout);
        // หน้าเลือกร้าน is หน้า, เลือก, ร้าน; ให้ and รายการ are whole too
        for half in ["เลือ<", ">กร้าน<", "ให<", "จากราย<", "ตั้งแ<"]
        {
            assert!(!svg.contains(half), "{size}: {half}");
        }
        ends += svg.matches("เลือก").count();
    }
    assert!(ends >= 4);
}

#[test]
fn the_terminals_language_is_spoken() {
    let output = jejak().args(["inspect", "nobody.csv"]).env("LANG", "id_ID.UTF-8").output().unwrap();
    assert!(text(&output.stderr).contains("tidak bisa dibaca"), "{}", text(&output.stderr));
}

#[test]
fn the_shops_funnel_is_the_known_one() {
    let Some(folder) = shared() else { return };
    let shop = folder.join("simple_onlineshop.csv");
    let shop = shop.to_str().unwrap();
    let funnel =
        json(&["funnel", shop, "--steps", "catalog,cart,delivery_choice,payment_choice,payment_done"]);
    assert_eq!(counts(&funnel, "people"), [3611, 1924, 1356, 958, 653]);
    let steps = funnel.get("steps").unwrap().as_list().unwrap();
    let median = |step: &Value| step.get("seconds")?.get("median")?.as_number();
    let medians: Vec<_> = steps.iter().skip(1).filter_map(median).collect();
    for (median, known) in medians.iter().zip([52.959, 2.45, 4.332, 2.708]) {
        assert!((median - known).abs() < 0.000_5, "{median} is not {known}");
    }
    assert_eq!(medians.len(), 4);

    let from_main = json(&["funnel", shop, "--steps", "main,catalog,cart,payment_done"]);
    assert_eq!(counts(&from_main, "people"), [2385, 2015, 1109, 396]);
    assert_eq!(counts(&from_main, "any_order"), [3751, 2845, 1493, 484]);
    assert_eq!(counts(&from_main, "seen"), [2385, 3611, 1924, 653]);
    let strict = json(&["funnel", shop, "--steps", "main,catalog,cart,payment_done", "--order", "strict"]);
    assert_eq!(counts(&strict, "people"), [2385, 2015, 592, 0]);
    let any = json(&["funnel", shop, "--steps", "main,catalog,cart,payment_done", "--order", "any"]);
    assert_eq!(counts(&any, "people"), [3751, 2845, 1493, 484]);
}

#[test]
fn the_airports_score_is_the_known_one() {
    let Some(folder) = shared() else { return };
    let survey = folder.join("sfo_survey_2017.csv");
    let score = json(&["survey", survey.to_str().unwrap(), "--score", "NETPRO", "--kind", "nps"]);
    let number = |key: &str| score.get(key).and_then(Value::as_number).unwrap();
    assert!((number("value") - 39.84).abs() < 0.005, "{}", number("value"));
    assert_eq!(number("n"), 2746.0);
}

#[test]
fn what_gzip_has_packed_is_read_as_it_is() {
    let plain = std::fs::read(data("visits.csv")).unwrap();
    let folder = std::env::temp_dir().join(format!("jejak-gzip-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let packed = folder.join("visits.csv.gz");
    let mut file =
        flate2::write::GzEncoder::new(std::fs::File::create(&packed).unwrap(), flate2::Compression::fast());
    file.write_all(&plain).unwrap();
    file.finish().unwrap();
    let described = |file: &str| {
        let report = json(&["inspect", file]);
        let file = report.get("files").unwrap().at(0).unwrap();
        ["columns", "rows", "encoding"].map(|key| format!("{:?}", file.get(key)))
    };
    assert_eq!(described(packed.to_str().unwrap()), described("visits.csv"));
    // Half an archive is told, never half a table.
    let bytes = std::fs::read(&packed).unwrap();
    std::fs::write(&packed, &bytes[..bytes.len() / 2]).unwrap();
    let output = run(&["inspect", packed.to_str().unwrap()]);
    assert_eq!(code(&output), 1, "{}", text(&output.stdout));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_table_that_is_asked_for_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/ingest/several_tables.csv");
    let file = folder.to_str().unwrap();
    let rows = |args: &[&str]| {
        let report = json(&[&["inspect", file], args].concat());
        report.get("files").unwrap().at(0).unwrap().get("rows").and_then(Value::as_number)
    };
    assert_eq!((rows(&[]), rows(&["--table", "3"])), (Some(3.0), Some(2.0)));
    let refused = run(&["inspect", file, "--table", "9"]);
    assert_eq!(code(&refused), 1);
    assert!(text(&refused.stderr).contains("no table number 9"), "{}", text(&refused.stderr));
}
