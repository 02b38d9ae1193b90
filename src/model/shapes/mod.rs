//! The shapes of all documents, field by field.

mod evidence;
mod journey;
mod source;

pub use evidence::EVIDENCE;
pub use journey::JOURNEY;

use super::check::Severity;
use super::shape::{Form, Shape, form};
use super::switches;
use super::time::{Duration, parse_iso};
use crate::error::Code;

const TEXT: Shape = Shape::Text;
const TEXTS: Shape = Shape::Many(&Shape::Text);
const LEVEL: Shape = Shape::Number(1.0, 5.0);
const DURATION: Shape = Shape::Form(&DURATION_FORM);
const TIME: Shape = Shape::Form(&TIME_FORM);
const LINK: Shape = Shape::Form(&LINK_FORM);
const COUNT: Shape = Shape::Count;
/// Any number that can be added up without leaving what numbers hold.
const NUMBER: Shape = Shape::Number(-1e15, 1e15);

static DURATION_FORM: Form = form(
    "duration",
    |text| Duration::parse(text).is_some(),
    r"^\s*([0-9]+(\.[0-9]{1,9})?(w|d|h|m|s|ms|us))+\s*$",
);
static TIME_FORM: Form = form(
    "date",
    |text| parse_iso(text).is_some(),
    r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?\s*(Z|z|[+-][0-9]{2}(:?[0-9]{2})?)?)?\s*$",
);
static WINDOW_FORM: Form =
    form("window", |text| switches::window(text).is_some(), r"^(none|session|(each:)?[0-9.a-z]+)$");
static TIES_FORM: Form = form("ties", |text| switches::ties(text).is_some(), r"^(allow|forbid|[0-9.a-z]+)$");
static AT_FORM: Form = form("at", |text| switches::at(text).is_some(), r"^(first|last|[1-9][0-9]*)$");
static LINK_FORM: Form = Form { wrong: (Severity::Warning, Code::RefusedLink), ..form("link", is_link, "") };

/// True for `https`, `http`, `mailto` and relative addresses.
///
/// ```
/// # use jejak::model::is_link;
/// assert!(is_link("https://example.org") && is_link("../data.csv?x=1:2") && is_link("mailto:a@example.org"));
/// assert!(!is_link("javascript:alert(1)") && !is_link(" java\tscript:alert(1)") && !is_link("//evil.example"));
/// ```
pub fn is_link(text: &str) -> bool {
    // Browsers drop control characters and outer blanks before they look for the scheme; so no such text passes.
    if text.is_empty() || text.chars().any(char::is_control) || text.trim() != text {
        return false;
    }
    let before_path = text.split(['/', '?', '#', '\\']).next().unwrap_or("");
    match before_path.split_once(':') {
        Some((scheme, _)) => {
            ["https", "http", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
        }
        None => !text.starts_with("//") && !text.starts_with('\\') && !text.starts_with("/\\"),
    }
}
