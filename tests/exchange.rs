//! `jejak import`, `export`, `embed` and `draw -o x.png`, run as people run them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise
#![cfg(feature = "cli")]

use jejak::Value;
use resvg::tiny_skia::Pixmap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn run(args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jejak"));
    command.current_dir(ROOT).env("LANG", "en_GB.UTF-8").env_remove("LC_ALL").env_remove("LC_MESSAGES");
    command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // a call that reads no input may have ended already
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// A folder of this test's own, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("jejak-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

const DIAGRAM: &str =
    "journey\n    title Toko\n    section Beli\n      Pilih: 4: Rani\n      Bayar: 2: Rani, Budi\n";

#[test]
fn a_diagram_becomes_a_journey_and_a_diagram_again() {
    let folder = Folder::new("exchange");
    let (diagram, journey) = (folder.file("a.mmd"), folder.file("a.journey.json"));
    std::fs::write(&diagram, DIAGRAM).unwrap();
    assert_eq!(said(&run(&["import", &diagram, "-o", &journey], "")), (0, String::new(), String::new()));
    let checked = said(&run(&["check", &journey, "--json"], ""));
    assert_eq!(checked.1.trim(), r#"{"ok":true,"problems":[]}"#);
    let back = folder.file("b.mmd");
    assert_eq!(said(&run(&["export", &journey, "--to", "mermaid", "-o", &back], "")).0, 0);
    assert_eq!(std::fs::read_to_string(&back).unwrap(), DIAGRAM);
    // and through pipes
    let (_, document, _) = said(&run(&["import", "-"], DIAGRAM));
    assert_eq!(document, std::fs::read_to_string(&journey).unwrap());
    assert_eq!(said(&run(&["export", "-"], &document)), (0, DIAGRAM.to_owned(), String::new()));
}

#[test]
fn what_is_wrong_with_a_diagram_is_said_with_its_line() {
    let (code, _, message) = said(&run(&["import", "-"], "journey\nsection A\nx: lima"));
    assert_eq!((code, message.as_str()), (0, "-: “lima” cannot be read as a number (line 3).\n"));
    let (code, out, message) = said(&run(&["import", "-", "--lang", "id"], "flowchart TD\nA-->B"));
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(message, "-: Ini diagram alir (flowchart), bukan journey (baris 1).\n");
    let (code, out, _) = said(&run(&["import", "-", "--json"], "journey\nsection A\nx: lima"));
    let report: Value = serde_json::from_str(&out).unwrap();
    let problem = report.get("problems").unwrap().at(0).unwrap();
    let get = |key| problem.get(key).and_then(Value::as_text);
    assert_eq!(
        (code, get("code"), get("severity"), get("pointer")),
        (0, Some("bad_number"), Some("warning"), Some("3"))
    );
    assert_eq!(report.get("journey").unwrap().get("stages").unwrap().as_list().unwrap().len(), 1);
    let (code, out, _) = said(&run(&["import", "-", "--json"], "gantt\n"));
    let report: Value = serde_json::from_str(&out).unwrap();
    let error = report.get("error").unwrap();
    assert_eq!((code, error.get("code").and_then(Value::as_text)), (1, Some("other_diagram")));
}

#[test]
fn an_export_says_what_it_left_out() {
    let journey = "examples/skincare/journey.en.json";
    let (code, text, message) = said(&run(&["export", journey], ""));
    assert_eq!((code, text.lines().next()), (0, Some("journey")));
    assert!(message.contains("left out or changed: ") && message.contains("thoughts (7)"), "{message}");
    let (_, out, _) = said(&run(&["export", journey, "--json", "--lang", "id"], ""));
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report.get("text").and_then(Value::as_text), Some(text.as_str()));
    let thoughts = |item: &&Value| item.get("key").and_then(Value::as_text) == Some("thoughts");
    let thoughts = report.get("dropped").unwrap().as_list().unwrap().iter().find(thoughts).unwrap();
    assert_eq!((thoughts.get("count"), thoughts.get("words")), (Some(&7.0.into()), Some(&"pikiran".into())));
    let (code, out, message) = said(&run(&["export", journey, "--to", "mermiad"], ""));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(message.contains("did you mean “mermaid”?"), "{message}");
}

/// Start tags, end tags and the text between them; a quotation mark inside of an attribute would part it.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|part| part.split('>').next().unwrap()).collect()
}

#[test]
fn a_snippet_holds_the_figures_as_a_table() {
    let documents = ["examples/skincare/journey.en.json", "--evidence", "examples/skincare/evidence.en.json"];
    let (code, html, message) = said(&run(&[&["embed"], &documents[..]].concat(), ""));
    assert_eq!((code, message.as_str()), (0, ""));
    assert!(html.starts_with(
        "<script type=\"module\" src=\"jejak.js\"></script>\n<jejak-journey src=\"examples/skincare/journey.en.json\" \
         evidence=\"examples/skincare/evidence.en.json\" lang=\"en\">\n  <table>\n"
    ));
    assert!(html.ends_with("  </table>\n</jejak-journey>\n"));
    // the people of the evidence, as its own document counts them
    let evidence: Value =
        serde_json::from_str(&std::fs::read_to_string(Path::new(ROOT).join(documents[2])).unwrap()).unwrap();
    let stages = evidence.get("stages").unwrap().as_list().unwrap();
    let cells = stages.iter().map(|stage| stage.get("people").and_then(Value::as_number).unwrap() as u64);
    let grouped = |n: u64| if n < 1_000 { n.to_string() } else { format!("{},{:03}", n / 1_000, n % 1_000) };
    let cells: String = cells.map(|n| format!("<td>{}</td>", grouped(n))).collect();
    assert!(html.contains(&format!("<tr><th scope=\"row\">People</th>{cells}</tr>")), "{cells}");
    let (_, funnel, _) = said(&run(&[&["embed"], &documents[..], &["--view", "funnel"]].concat(), ""));
    assert!(funnel.contains("<jejak-funnel ") && funnel.contains("</jejak-funnel>"));
    let (_, out, _) = said(&run(&[&["embed"], &documents[..], &["--json"]].concat(), ""));
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report.get("html").and_then(Value::as_text), Some(html.as_str()));
}

#[test]
fn nothing_of_a_document_becomes_markup() {
    let evil = "</table><script>alert(1)</script><img src=x onerror='alert(2)' \\\" & \\u0000";
    let journey = format!(
        r#"{{"title": "{evil}", "lang": "{evil}", "stages": [{{"name": "{evil}", "goal": "{evil}", "touchpoints":
            [{{"name": "{evil}", "thoughts": ["{evil}"], "pains": ["{evil}"]}}]}}]}}"#
    );
    let address = "x\"><script>alert(3)</script>";
    let call = ["embed", "-", "--src", address, "--script", address];
    let (code, html, _) = said(&run(&call, &journey));
    assert_eq!(code, 0);
    let known = [
        "script type=\"module\" src=\"",
        "/script",
        "jejak-journey src=\"",
        "/jejak-journey",
        "table",
        "/table",
        "caption",
        "/caption",
        "thead",
        "/thead",
        "tbody",
        "/tbody",
        "tr",
        "/tr",
        "th scope=\"col\"",
        "th scope=\"row\"",
        "/th",
        "td",
        "/td",
    ];
    for tag in tags(&html) {
        let fits = known
            .iter()
            .any(|known| if known.ends_with("src=\"") { tag.starts_with(known) } else { tag == *known });
        assert!(fits, "{tag}");
    }
    assert!(!html.contains('\0'));
    assert!(html.contains("&lt;/table&gt;") && html.matches("</table>").count() == 1, "{html}");
    assert!(html.starts_with(
        "<script type=\"module\" src=\"x&quot;&gt;&lt;script&gt;alert(3)&lt;/script&gt;\"></script>"
    ));
}

#[test]
fn a_path_becomes_an_address() {
    let folder = Folder::new("embed");
    let path = folder.file("50% a#b?c.json");
    std::fs::write(&path, r#"{"title": "T", "stages": ["A"]}"#).unwrap();
    let (_, html, _) = said(&run(&["embed", &path], ""));
    assert!(html.contains("/50%25%20a%23b%3Fc.json\">"), "{html}");
    // what comes through a pipe has no address of its own
    let (code, out, message) = said(&run(&["embed", "-"], r#"{"title": "T", "stages": ["A"]}"#));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(message.contains("--src"), "{message}");
}

/// A picture that was drawn, or nothing where this computer has no font; that is said.
fn drawn(call: &[&str], file: &str) -> Option<(Pixmap, String)> {
    let (code, out, message) = said(&run(&[&["draw"], call, &["-o", file]].concat(), ""));
    if code == 1 && message.contains("No font was found") {
        println!("SKIPPED: no font is installed, so no PNG was looked at");
        return None;
    }
    assert_eq!(code, 0, "{message}");
    Some((Pixmap::decode_png(&std::fs::read(file).unwrap()).unwrap(), out))
}

#[test]
fn a_png_is_the_svg_in_pixels() {
    let folder = Folder::new("png");
    let call = [
        "examples/skincare/journey.en.json",
        "--evidence",
        "examples/skincare/evidence.en.json",
        "--view",
        "funnel",
    ];
    let Some((light, report)) = drawn(&[&call[..], &["--json"]].concat(), &folder.file("a.PNG")) else {
        return;
    };
    let report: Value = serde_json::from_str(&report).unwrap();
    let number = |key: &str| report.get(key).and_then(Value::as_number).unwrap();
    assert_eq!(
        (f64::from(light.width()), f64::from(light.height())),
        (number("width"), number("height").ceil())
    );
    let dark = drawn(&[&call[..], &["--theme", "dark"]].concat(), &folder.file("b.png")).unwrap().0;
    let corner = |picture: &Pixmap| picture.pixel(2, 2).map(|pixel| pixel.demultiply());
    let is = |red, green, blue| resvg::tiny_skia::ColorU8::from_rgba(red, green, blue, 255);
    assert_eq!(corner(&light), Some(is(255, 255, 255)));
    assert_ne!(corner(&dark), corner(&light));
    // The title's glyphs: what text alone puts there. Drawn again, all bytes are the same.
    let svg = said(&run(&[&["draw"], &call[..]].concat(), "")).1;
    let title = svg.lines().find(|line| line.starts_with("<text")).unwrap();
    let at = |name: &str| -> f64 {
        title.split(&format!(" {name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let (x, y, size) = (at("x") as u32, at("y") as u32, at("font-size") as u32);
    let ink = (x..x + 200).flat_map(|x| (y - size..y).map(move |y| (x, y)));
    let ink =
        ink.filter(|(x, y)| light.pixel(*x, *y).map(|pixel| pixel.demultiply()) != corner(&light)).count();
    assert!(ink > 200, "{ink} pixels of the title are drawn");
    let again = drawn(&call, &folder.file("c.png")).unwrap().0;
    assert!(again.data() == light.data());
}

#[test]
fn a_font_that_is_none_is_told() {
    let folder = Folder::new("font");
    let (journey, png) = ("examples/airport/journey.json", folder.file("a.png"));
    let (code, _, message) = said(&run(&["draw", journey, "-o", &png, "--font", journey], ""));
    assert_eq!((code, message.contains("holds no font")), (1, true), "{message}");
    let (code, _, message) =
        said(&run(&["draw", journey, "-o", &png, "--font", "no.ttf", "--lang", "id"], ""));
    assert_eq!((code, message.contains("no.ttf")), (1, true), "{message}");
}
