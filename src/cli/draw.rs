//! `jejak draw`: the same picture as on a page, as SVG or PNG.

use super::args;
use super::png::{self, Fonts};
use super::typeset::Dictionary;
use super::{Done, Manner, Stop, figures::both, figures::derived, files, say};
use jejak::figures::{
    Figures,
    paths::{self, LEVELS},
};
use jejak::geom::theme::Theme;
use jejak::layout::{Choice, Input, Laid, NodeOrder, View};
use jejak::model::evidence::Evidence;
use jejak::model::journey::Journey;
use jejak::model::nearest;
use jejak::words::{Lang, numbers::Plain};
use jejak::{Code, Error, paint, value};
use std::path::Path;
use std::process::ExitCode;

/// Typefaces of the picture, the reader's own last.
const FAMILY: &str = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

pub fn run(args: &args::Draw, manner: Manner) -> Done {
    let by_score = word(&args.sort, "--sort", &["journey", "score"])? == "score";
    let view = view(&args.view)?;
    let theme = word(&args.theme, "--theme", &["light", "dark"])?;
    let (width, height) = size(&args.size)?;
    let png = form(args.output.as_deref())? == "png";
    let png = args.output.as_deref().filter(|_| png);
    let level = level(args.level.as_deref())?;
    let (journey, evidence) = both(&args.journey, args.evidence.as_deref(), manner)?;
    counted(args, view, level, evidence.as_ref())?;
    let shown = derived(&journey, evidence.as_ref(), args.compare.as_deref(), manner)?;
    let choice = Choice {
        level,
        least: args.least,
        order: order(args.order.as_deref())?,
        by_score,
        ..Choice::default()
    };
    let picture = Picture { view, theme, width, height, choice };
    let whole = |picture: &Picture<'_>| laid(picture, &journey, evidence.as_ref(), &shown, manner);
    let mut laid = whole(&picture);
    // nobody scrolls in a picture: where the stages need more than its width, all of it is laid out for that
    if laid.scene.size.width > picture.width {
        laid = whole(&Picture { width: laid.scene.size.width, ..picture });
    }
    if let Some(path) = png {
        pixels(path, &laid, args, manner)?;
        return Ok(ExitCode::SUCCESS);
    }
    let svg = paint::svg(&laid.scene, FAMILY);
    if args.output.is_some() || !manner.json {
        files::write(args.output.as_deref(), &svg)?;
    }
    if manner.json {
        report(args.output.as_deref(), args.output.is_none().then_some(svg), &laid);
    }
    Ok(ExitCode::SUCCESS)
}

/// What was drawn, as one JSON object.
fn report(file: Option<&str>, svg: Option<String>, laid: &Laid) {
    let size = laid.scene.size;
    say::object(&value::map([
        ("file", file.into()),
        ("svg", svg.into()),
        ("width", size.width.into()),
        ("height", size.height.into()),
        ("name", laid.name.as_str().into()),
        ("summary", laid.summary.as_str().into()),
    ]));
}

/// Writes the picture as PNG, and says which face it is drawn with where it is not the one it is laid out for.
fn pixels(path: &str, laid: &Laid, args: &args::Draw, manner: Manner) -> Result<(), Stop> {
    let stop = |error| Stop::input(path, error);
    let fonts = Fonts::of(&args.font, path)?;
    if fonts.face != "Inter" {
        let sentence = say::pick(
            manner.lang,
            "Inter is not installed, so the text is drawn in another face than the picture is laid out for",
            "Inter tidak terpasang, jadi teksnya digambar dengan huruf lain dari huruf tata letaknya",
        );
        say::message(&format!("{path}: {sentence}: {}.", fonts.face));
    }
    let svg = paint::svg(&laid.scene, &format!("'{}', {FAMILY}", fonts.face.replace(['\\', '\''], "")));
    let size = laid.scene.size;
    let bytes = png::png(&svg, (size.width, size.height), fonts).map_err(stop)?;
    files::write_bytes(path, &bytes)?;
    if manner.json {
        report(Some(path), None, laid);
    }
    Ok(())
}

/// What is drawn, and how large.
pub struct Picture<'a> {
    pub view: View,
    /// `light` or `dark`.
    pub theme: &'a str,
    pub width: f64,
    pub height: Option<f64>,
    /// Of paths.
    pub choice: Choice<'a>,
}

/// The picture of a journey, in the journey's language where the call does not ask for one.
pub fn laid(
    picture: &Picture<'_>,
    journey: &Journey,
    evidence: Option<&Evidence>,
    shown: &Figures,
    manner: Manner,
) -> Laid {
    let lang = match (&journey.lang, manner.asked) {
        (Some(tag), false) => Lang::of(tag),
        _ => manner.lang,
    };
    let theme = if picture.theme == "dark" { Theme::dark() } else { Theme::light() };
    let input = Input {
        journey,
        figures: shown,
        evidence,
        width: picture.width,
        height: picture.height,
        lang,
        theme: &theme,
        text: &Dictionary::default(),
        numbers: &Plain(lang),
        persona: None,
        selected: None,
        card: 0,
        lanes: None,
        beside: false,
    };
    picture.view.lay(&input, picture.choice, true)
}

/// The view that a call names.
pub fn view(name: &str) -> Result<View, Stop> {
    word(name, "--view", &View::WORDS).map(|name| View::of(name).unwrap_or_default())
}

/// The level of paths that a call names; nothing where it names none.
fn level(asked: Option<&str>) -> Result<&str, Stop> {
    asked.map_or(Ok(""), |asked| word(asked, "--level", &LEVELS))
}

/// `svg` or `png`, by the name of the file; a name without an ending is an SVG.
fn form(path: Option<&str>) -> Result<&'static str, Stop> {
    let ending = path.and_then(|path| Path::new(path).extension()).and_then(|ending| ending.to_str());
    match ending.map(str::to_lowercase).as_deref() {
        None | Some("svg") => Ok("svg"),
        Some("png") => Ok("png"),
        Some(other) => {
            Err(Stop::call(Error::new(Code::UnknownChoice, other)).of("--output", &[".svg", ".png"]))
        }
    }
}

/// Refuses a level of paths that the evidence does not have where it has others: another one would be drawn.
fn counted(args: &args::Draw, view: View, level: &str, evidence: Option<&Evidence>) -> Result<(), Stop> {
    let known = paths::levels(evidence);
    if view != View::Paths || level.is_empty() || known.is_empty() || known.contains(&level) {
        return Ok(());
    }
    let words = [
        format!("No moves between things of the level “{level}” were counted."),
        format!("Perpindahan pada tingkat “{level}” tidak dihitung."),
    ];
    let file = args.evidence.as_deref().unwrap_or_default();
    Err(Stop::input(file, Error::new(Code::UnknownChoice, level)).of("--level", &known).said(words))
}

/// The order of things in a column of paths that a call names.
fn order(asked: Option<&str>) -> Result<Option<NodeOrder>, Stop> {
    asked.map_or(Ok(None), |asked| word(asked, "--order", &NodeOrder::WORDS).map(NodeOrder::of))
}

/// One of the known words.
pub fn word<'w>(word: &'w str, switch: &'static str, known: &[&str]) -> Result<&'w str, Stop> {
    if known.contains(&word) {
        return Ok(word);
    }
    let error = Error::new(Code::UnknownChoice, word).nearest(nearest(word, known).map(str::to_owned));
    Err(Stop::call(error).of(switch, known))
}

/// `1200` or `1200x800`.
fn size(text: &str) -> Result<(f64, Option<f64>), Stop> {
    let side =
        |text: &str| text.parse::<u16>().ok().filter(|side| (100..=8192).contains(side)).map(f64::from);
    let read = || match text.split_once('x') {
        Some((width, height)) => Some((side(width)?, Some(side(height)?))),
        None => Some((side(text)?, None)),
    };
    read().ok_or_else(|| {
        Stop::call(Error::new(Code::OutOfRange, "100…8192")).of("--size", &["1200", "1200x800"])
    })
}
