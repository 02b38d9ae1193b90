//! A picture that is laid out on what is known of the one before is the very picture that is laid out anew.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

use core::cell::Cell;
use jejak::Value;
use jejak::figures;
use jejak::geom::text::{Font, Settings, Table, TextMeasure};
use jejak::geom::theme::Theme;
use jejak::geom::{Point, Size};
use jejak::layout::{self, Choice, Input, LaneShown, LaneState, Memory, View};
use jejak::model::evidence::Evidence;
use jejak::model::journey::Journey;
use jejak::model::{read_evidence, read_journey};
use jejak::paint::{self, damage};
use jejak::words::{Lang, numbers::Plain};

fn document(name: &str) -> Value {
    let path = format!("{}/examples/skincare/{name}", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn sample() -> (Journey, Evidence) {
    let journey = read_journey(&document("journey.en.json")).0.unwrap();
    (journey, read_evidence(&document("evidence.en.json")).0.unwrap())
}

/// Measures as the table does, remembers what was set, and counts what it is asked.
#[derive(Default)]
struct Remembering {
    settings: Settings,
    asked: Cell<usize>,
}

impl TextMeasure for Remembering {
    fn width(&self, text: &str, font: Font) -> f64 {
        self.asked.set(self.asked.get() + 1);
        Table.width(text, font)
    }
    fn signs(&self, text: &str) -> Vec<usize> {
        Table.signs(text)
    }
    fn words(&self, text: &str) -> Vec<usize> {
        Table.words(text)
    }
    fn settings(&self) -> Option<&Settings> {
        Some(&self.settings)
    }
}

/// What is other from one picture to the next.
#[derive(Clone, Default)]
struct Turn {
    width: f64,
    persona: Option<usize>,
    selected: Option<usize>,
    card: usize,
    beside: bool,
    lanes: Option<Vec<LaneState>>,
}

/// Evidence that differs from the one before in one place.
fn changes(evidence: &Evidence) -> Vec<Evidence> {
    let other = |change: &dyn Fn(&mut Evidence)| {
        let mut other = evidence.clone();
        change(&mut other);
        other
    };
    vec![
        evidence.clone(),
        other(&|e| e.stages.iter_mut().flat_map(|s| &mut s.answers).for_each(|a| a.counts[0].1 += 40)),
        other(&|e| e.touchpoints.iter_mut().for_each(|t| t.people = 0)),
        other(&|e| e.funnel.as_mut().unwrap().steps[2].people /= 2),
        other(&|e| e.themes.clear()),
        other(&|e| e.comments.clear()),
        other(&|e| e.measures.clear()),
        other(&|e| e.personas[0].people = 3),
        evidence.clone(),
    ]
}

fn turns(journey: &Journey, evidence: &Evidence) -> Vec<Turn> {
    let wide = Turn { width: 1_280.0, ..Turn::default() };
    let states = layout::lane_states(journey, &figures::derive(journey, Some(evidence), None));
    let mut folded = states.clone();
    folded.iter_mut().skip(1).step_by(2).for_each(|lane| lane.shown = LaneShown::Folded);
    let mut open = states;
    open.iter_mut().for_each(|lane| lane.shown = LaneShown::Open);
    open.reverse();
    vec![
        wide.clone(),
        wide.clone(),
        Turn { persona: Some(0), ..wide.clone() },
        Turn { persona: Some(1), ..wide.clone() },
        Turn { selected: Some(3), ..wide.clone() },
        Turn { lanes: Some(folded), ..wide.clone() },
        Turn { lanes: Some(open.clone()), ..wide.clone() },
        Turn { lanes: Some(open), beside: true, ..wide.clone() },
        Turn { width: 1_000.0, ..wide.clone() },
        Turn { width: 360.0, card: 2, ..wide.clone() },
        wide,
    ]
}

#[test]
fn a_picture_on_top_of_another_is_the_picture_laid_out_anew() {
    let (journey, evidence) = sample();
    let (theme, memory, text) = (Theme::light(), Memory::default(), Remembering::default());
    let lay = |turn: &Turn, evidence: &Evidence| {
        let figures = figures::derive(&journey, Some(evidence), None);
        let input = Input {
            journey: &journey,
            figures: &figures,
            evidence: Some(evidence),
            width: turn.width,
            height: None,
            lang: Lang::En,
            theme: &theme,
            text: &text,
            numbers: &Plain(Lang::En),
            persona: turn.persona,
            selected: turn.selected,
            card: turn.card,
            lanes: turn.lanes.as_deref(),
            beside: turn.beside,
        };
        // other figures are seen in the window first, and what is left of them follows
        let (seen, first) =
            (Input { height: Some(600.0), ..input }, Choice { first: true, ..Choice::default() });
        let again = View::Journey.lay_again(&seen, first, false, &memory);
        let anew = View::Journey.lay(&Input { text: &Table, ..seen }, first, false);
        assert!(again == anew, "in a window at {} with persona {:?}", turn.width, turn.persona);
        let again = View::Journey.lay_again(&input, Choice::default(), true, &memory);
        let anew = View::Journey.lay(&Input { text: &Table, ..input }, Choice::default(), true);
        assert!(again == anew, "at {} with persona {:?}", turn.width, turn.persona);
    };
    let turns = turns(&journey, &evidence);
    for turn in &turns {
        lay(turn, &evidence);
    }
    for turn in [&turns[0], &turns[5], &turns[6]] {
        for evidence in changes(&evidence) {
            lay(turn, &evidence);
            lay(turn, &evidence);
        }
    }
}

#[test]
fn what_is_known_is_neither_set_nor_measured_again() {
    let (journey, evidence) = sample();
    let (theme, memory, text) = (Theme::light(), Memory::default(), Remembering::default());
    let figures = figures::derive(&journey, Some(&evidence), None);
    let input = Input {
        journey: &journey,
        figures: &figures,
        evidence: Some(&evidence),
        width: 1_280.0,
        height: None,
        lang: Lang::En,
        theme: &theme,
        text: &text,
        numbers: &Plain(Lang::En),
        persona: None,
        selected: None,
        card: 0,
        lanes: None,
        beside: false,
    };
    let asked = || {
        let before = text.asked.get();
        View::Journey.lay_again(&input, Choice::default(), false, &memory);
        text.asked.get() - before
    };
    // texts that were set are not set again; of the third picture on lanes are not looked at again
    let (first, second, third) = (asked(), asked(), asked());
    assert!(
        second * 10 < first * 9 && third * 10 < second * 9,
        "{first} widths, then {second}, then {third}"
    );
}

#[test]
fn what_a_bar_hides_is_not_set() {
    let (journey, evidence) = sample();
    let figures = figures::derive(&journey, Some(&evidence), None);
    let states = layout::lane_states(&journey, &figures);
    let asked = |shown: LaneShown| {
        let text = Remembering::default();
        let lanes: Vec<LaneState> = states.iter().map(|lane| LaneState { shown, ..*lane }).collect();
        let input = Input {
            journey: &journey,
            figures: &figures,
            evidence: Some(&evidence),
            width: 1_280.0,
            height: None,
            lang: Lang::En,
            theme: &Theme::light(),
            text: &text,
            numbers: &Plain(Lang::En),
            persona: None,
            selected: None,
            card: 0,
            lanes: Some(&lanes),
            beside: false,
        };
        View::Journey.lay(&input, Choice::default(), false);
        text.asked.get()
    };
    let [open, folded, hidden] = [LaneShown::Open, LaneShown::Folded, LaneShown::Hidden].map(asked);
    // a bar is its name, a line of it and how many items there are
    let bars = folded - hidden;
    assert!(
        bars <= 6 * states.len() && open > 3 * folded,
        "{open} widths, {folded} of bars, {hidden} without"
    );
}

/// What of a first picture is seen is the whole picture's, to the last mark; and it costs far less.
#[test]
fn a_first_picture_looks_in_its_window_as_the_whole_one() {
    let (journey, evidence) = sample();
    let leftwards = Journey { lang: Some("ar".into()), ..journey.clone() };
    let (figures, theme) = (figures::derive(&journey, Some(&evidence), None), Theme::light());
    let mut cut = 0;
    for (journey, turn) in [&journey, &leftwards]
        .into_iter()
        .flat_map(|journey| turns(journey, &evidence).into_iter().map(move |turn| (journey, turn)))
    {
        for height in [120.0, 420.0, 600.0, 700.0, 1_000.0, 1_450.0, 1_700.0, 4_000.0] {
            let text = Remembering::default();
            let input = Input {
                journey,
                figures: &figures,
                evidence: Some(&evidence),
                width: turn.width,
                height: Some(height),
                lang: Lang::En,
                theme: &theme,
                text: &text,
                numbers: &Plain(Lang::En),
                persona: turn.persona,
                selected: turn.selected,
                card: turn.card,
                lanes: turn.lanes.as_deref(),
                beside: turn.beside,
            };
            let first = View::Journey.lay(&input, Choice { first: true, ..Choice::default() }, false);
            let asked = text.asked.get();
            let whole = View::Journey.lay(&Input { text: &Table, ..input }, Choice::default(), false);
            let at = format!("{} × {height}, {:?}", turn.width, turn.lanes.as_ref().map(|lanes| lanes.len()));
            if !first.untold {
                assert!(first == whole, "{at}: nothing was left out, and it is another picture");
                continue;
            }
            cut += 1;
            let size = Size { width: turn.width, height };
            let view = paint::View { size, ratio: 1.0, scroll: Point::new(0.0, 0.0) };
            assert_eq!(damage(&first.scene, &whole.scene, &view), Some(vec![]), "{at}");
            // there is as much of a scrollbar, and the same that a page is told of at once
            assert!(first.scene.size.height > height && whole.scene.size.height > height, "{at}");
            assert_eq!((&first.name, &first.summary, first.lit), (&whole.name, &whole.summary, whole.lit));
            assert_eq!(first.scene.snaps, whole.scene.snaps);
            if height == 600.0 && turn.lanes.is_none() {
                let before = text.asked.get();
                View::Journey.lay(&input, Choice::default(), false);
                assert!(asked * 2 < text.asked.get() - before + asked, "{at}: {asked} widths");
            }
        }
    }
    assert!(cut > 60, "{cut} pictures were cut");
}
