//! Every text that a reader can meet, with the stage at which it stands.

use crate::Documents;
use jejak::geom::text::Table;
use jejak::geom::theme::Theme;
use jejak::layout::{self, Choice, Input, LaneShown, LaneState, Panel, Subject, lane_states};
use jejak::scene::{Align, Pane, Shape};
use jejak::value::Value;
use jejak::words::numbers::Plain;

/// A text and where it was found.
#[derive(Clone, Debug)]
pub struct Said {
    pub from: &'static str,
    /// The stage whose figures it may hold; `None` = those of the whole map.
    pub stage: Option<usize>,
    pub text: String,
}

/// The texts of every width, every persona in focus, every card, with every lane open and with every lane folded.
pub fn all(documents: &Documents) -> Vec<Said> {
    let mut out = Vec::new();
    let states = lane_states(&documents.journey, &documents.figures);
    let shown = |shown: LaneShown| -> Vec<LaneState> {
        states.iter().map(|lane| LaneState { shown, ..*lane }).collect()
    };
    let (open, folded) = (shown(LaneShown::Open), shown(LaneShown::Folded));
    let (theme, numbers) = (Theme::light(), Plain(documents.lang));
    let input = Input { lanes: Some(&open), ..plain(documents, &theme, &numbers) };
    map(&input, &mut out);
    map(&Input { lanes: None, ..input }, &mut out);
    map(&Input { lanes: Some(&folded), ..input }, &mut out);
    map(&Input { width: 800.0, ..input }, &mut out);
    map(&Input { width: 2_560.0, ..input }, &mut out);
    for persona in 0..documents.journey.personas.len() {
        map(&Input { persona: Some(persona), ..input }, &mut out);
        details(&Input { persona: Some(persona), ..input }, &mut out);
    }
    for card in 0..documents.journey.stages.len() {
        map(&Input { width: 360.0, card, ..input }, &mut out);
    }
    details(&input, &mut out);
    out
}

/// The texts of the funnel view.
pub fn funnel(documents: &Documents) -> Vec<Said> {
    let (theme, numbers) = (Theme::light(), Plain(documents.lang));
    let mut out = Vec::new();
    for width in [360.0, 1280.0] {
        let laid = layout::funnel(&Input { width, ..plain(documents, &theme, &numbers) });
        let mut say = |from, text: &str| out.push(Said { from, stage: None, text: text.to_owned() });
        for mark in &laid.scene.marks {
            if let Shape::Text { text, .. } = &mark.shape {
                say("funnel", text);
            }
        }
        laid.items.iter().for_each(|item| say("funnel's item", &item.label));
        let table = core::iter::once(&laid.twin.header).chain(&laid.twin.rows);
        table.flatten().for_each(|cell| say("funnel's table", cell));
    }
    out
}

/// The texts of the paths view: picture, list, items, tips, table, and the details of every thing and move.
pub fn paths(documents: &Documents) -> Vec<Said> {
    let (theme, numbers) = (Theme::light(), Plain(documents.lang));
    let mut out = Vec::new();
    for width in [360.0, 1280.0] {
        let input = Input { width, ..plain(documents, &theme, &numbers) };
        let laid = layout::paths(&input, Choice { level: "stage", ..Choice::default() }, true);
        let mut say = |from, text: &str| out.push(Said { from, stage: None, text: text.to_owned() });
        for mark in &laid.scene.marks {
            if let Shape::Text { text, .. } = &mark.shape {
                say("paths", text);
            }
        }
        for item in &laid.items {
            say("path's item", &item.label);
            item.tip.iter().for_each(|tip| say("path's tip", tip));
        }
        let table = core::iter::once(&laid.twin.header).chain(&laid.twin.rows);
        table.flatten().for_each(|cell| say("paths' table", cell));
        say("summary of paths", &laid.summary);
        for item in &laid.items {
            if let Some(panel) = layout::panel(&input, &item.subject) {
                written(&layout::panel::write(&panel), 0, &mut out);
            }
        }
    }
    out
}

/// Documents in the middle, nothing chosen.
fn plain<'a>(documents: &'a Documents, theme: &'a Theme, numbers: &'a Plain) -> Input<'a> {
    Input {
        journey: &documents.journey,
        figures: &documents.figures,
        evidence: documents.evidence.as_ref(),
        width: 1280.0,
        height: None,
        lang: documents.lang,
        theme,
        text: &Table,
        numbers,
        persona: None,
        selected: None,
        card: 0,
        lanes: None,
        beside: false,
    }
}

/// Picture, items and table of a map.
fn map(input: &Input<'_>, out: &mut Vec<Said>) {
    let laid = layout::journey(input);
    let small = input.width < 600.0;
    for mark in &laid.scene.marks {
        let Shape::Text { at, text, align, width, .. } = &mark.shape else { continue };
        let middle = match align {
            Align::Start => at.x + width / 2.0,
            Align::Middle => at.x,
            Align::End => at.x - width / 2.0,
        };
        let column = laid.columns.iter().position(|column| column.x0 <= middle && middle <= column.x1);
        // a card is one stage; ways back lead over several
        let across = laid.item(mark.key).is_some_and(|item| matches!(item.subject, Subject::Loop(_)));
        let stage = match mark.pane {
            Pane::Body | Pane::Head if small => Some(input.card),
            Pane::Body | Pane::Head => column.filter(|_| !across),
            _ => None,
        };
        out.push(Said { from: "picture", stage, text: text.clone() });
    }
    for item in &laid.items {
        let stage = item.column();
        out.push(Said { from: "item", stage, text: item.label.clone() });
        out.extend(item.tip.iter().map(|tip| Said { from: "tip", stage, text: tip.clone() }));
    }
    for row in &laid.twin.rows {
        for (at, cell) in row.iter().enumerate() {
            out.push(Said { from: "table", stage: at.checked_sub(1), text: cell.clone() });
        }
    }
    out.push(Said { from: "summary", stage: None, text: laid.summary.clone() });
}

/// The details of every stage, touchpoint, cell and emotion.
fn details(input: &Input<'_>, out: &mut Vec<Said>) {
    for (stage, own) in input.journey.stages.iter().enumerate() {
        let touchpoints = (0..own.touchpoints.len()).map(|at| Subject::Touchpoint(stage, at));
        let subjects = [Subject::Stage(stage), Subject::Emotion(stage)];
        for subject in subjects.into_iter().chain(touchpoints) {
            let panel: Option<Panel> = layout::panel(input, &subject);
            if let Some(panel) = panel {
                written(&layout::panel::write(&panel), stage, out);
            }
        }
    }
}

/// Every text of the panel as JavaScript gets it. Plots are numbers, not texts: they are drawn, not read.
fn written(value: &Value, stage: usize, out: &mut Vec<Said>) {
    match value {
        Value::Text(text) => out.push(Said { from: "details", stage: Some(stage), text: text.clone() }),
        Value::List(list) => list.iter().for_each(|value| written(value, stage, out)),
        Value::Map(pairs) => {
            pairs.iter().filter(|(key, _)| key != "color").for_each(|(_, value)| written(value, stage, out))
        }
        _ => {}
    }
}
