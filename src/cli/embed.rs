//! `jejak embed`: the lines of HTML that show a journey on a page, with its figures as a table for readers without
//! JavaScript.

use super::args;
use super::draw::{Picture, laid, view};
use super::{Done, Manner, Stop, figures::both, figures::derived, files, say};
use jejak::layout::{Choice, Twin};
use jejak::{Code, Error, paint, value};
use std::fmt::Write;
use std::process::ExitCode;

/// Width of the picture whose table stands in the page: wide, so that no stage is hidden in a card.
const WIDTH: f64 = 1280.0;

pub fn run(args: &args::Embed, manner: Manner) -> Done {
    let view = view(&args.view)?;
    let src = address(&args.journey, args.src.as_deref(), "--src")?;
    let evidence = args.evidence.as_deref();
    let evidence_src =
        evidence.map(|path| address(path, args.evidence_src.as_deref(), "--evidence-src")).transpose()?;
    let documents = both(&args.journey, evidence, manner)?;
    let picture = Picture { view, theme: "light", width: WIDTH, height: None, choice: Choice::default() };
    let shown = derived(&documents.0, documents.1.as_ref(), None, manner)?;
    let laid = laid(&picture, &documents.0, documents.1.as_ref(), &shown, manner);
    let attributes = [("src", Some(src)), ("evidence", evidence_src), ("lang", documents.0.lang.clone())];
    let html = snippet(&args.view, &args.script, &attributes, &laid.twin);
    if args.output.is_some() || !manner.json {
        files::write(args.output.as_deref(), &html)?;
    }
    if manner.json {
        say::object(&value::map([
            ("file", args.output.clone().into()),
            ("html", args.output.is_none().then_some(html).into()),
        ]));
    }
    Ok(ExitCode::SUCCESS)
}

/// Where the page finds a document: the address that is given, else its file name as an address.
fn address(path: &str, given: Option<&str>, switch: &str) -> Result<String, Stop> {
    match given {
        Some(address) => Ok(address.to_owned()),
        None if path == "-" => Err(Stop::call(Error::new(Code::MissingKey, switch))),
        None => Ok(from_path(path)),
    }
}

/// A path as a relative address: what an address would take for something else is percent-encoded.
fn from_path(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    // A colon in the first part would make it a scheme.
    if path.split('/').next().is_some_and(|first| first.contains(':')) {
        address.push_str("./");
    }
    for c in path.chars() {
        match c {
            '%' | '#' | '?' | ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => {
                // Writing into a String cannot fail.
                let _ = write!(address, "%{:02X}", u32::from(c));
            }
            c => address.push(c),
        }
    }
    address
}

/// Script, element and table.
fn snippet(view: &str, script: &str, attributes: &[(&str, Option<String>)], twin: &Twin) -> String {
    let text = paint::escape;
    let mut out = format!("<script type=\"module\" src=\"{}\"></script>\n<jejak-{view}", text(script));
    for (name, value) in attributes {
        if let Some(value) = value {
            let _ = write!(out, " {name}=\"{}\"", text(value));
        }
    }
    let _ =
        write!(out, ">\n  <table>\n    <caption>{}</caption>\n    <thead>\n      <tr>", text(&twin.caption));
    for name in &twin.header {
        let _ = write!(out, "<th scope=\"col\">{}</th>", text(name));
    }
    out.push_str("</tr>\n    </thead>\n    <tbody>\n");
    for row in &twin.rows {
        out.push_str("      <tr>");
        for (at, cell) in row.iter().enumerate() {
            let (open, close) = if at == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
            let _ = write!(out, "{open}{}{close}", text(cell));
        }
        out.push_str("</tr>\n");
    }
    let _ = write!(out, "    </tbody>\n  </table>\n</jejak-{view}>\n");
    out
}
