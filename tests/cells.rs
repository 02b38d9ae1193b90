//! The lanes of cells on the sample shop: as reviewed, inside their columns, with everything said that is cut.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

mod sample;

use jejak::figures;
use jejak::geom::Rect;
use jejak::geom::text::Table;
use jejak::geom::theme::Theme;
use jejak::layout::{self, Input, Laid, LaneShown, LaneState, Subject};
use jejak::model::evidence::Evidence;
use jejak::model::journey::*;
use jejak::scene::{Align, Key, Pane, Shape};
use jejak::words::{Lang, numbers::Plain};

/// What a picture is of.
#[derive(Clone, Copy)]
struct Shot {
    width: f64,
    indonesian: bool,
    persona: Option<usize>,
    card: usize,
    /// Lanes as at first, or every one open, or every one folded.
    lanes: Option<LaneShown>,
}

const WIDE: Shot =
    Shot { width: 1280.0, indonesian: false, persona: None, card: 2, lanes: Some(LaneShown::Open) };

fn laid(journey: &Journey, evidence: Option<&Evidence>, shot: Shot) -> Laid {
    let mut lanes = layout::lane_states(journey, &figures::derive(journey, evidence, None));
    if let Some(state) = shot.lanes {
        lanes.iter_mut().for_each(|lane| lane.shown = state);
    }
    arranged(journey, evidence, shot, &lanes)
}

/// The same with lanes as a reader arranged them.
fn arranged(journey: &Journey, evidence: Option<&Evidence>, shot: Shot, lanes: &[LaneState]) -> Laid {
    let lang = if shot.indonesian { Lang::Id } else { Lang::En };
    let shown = figures::derive(journey, evidence, None);
    layout::journey(&Input {
        journey,
        figures: &shown,
        evidence,
        width: shot.width,
        height: None,
        lang,
        theme: &Theme::light(),
        text: &Table,
        numbers: &Plain(lang),
        persona: shot.persona,
        selected: None,
        card: shot.card,
        lanes: Some(lanes),
        beside: false,
    })
}

fn of_sample(shot: Shot) -> Laid {
    laid(&sample::full(shot.indonesian), Some(&sample::backed(shot.indonesian)), shot)
}

/// The texts of a subject from top to bottom, with their boxes.
fn texts(laid: &Laid, key: Key) -> Vec<(String, Rect)> {
    let text = |mark: &jejak::scene::Mark| match &mark.shape {
        Shape::Text { at, text, font, align, width, .. } if mark.key == key => {
            let x0 = match align {
                Align::Start => at.x,
                Align::Middle => at.x - width / 2.0,
                Align::End => at.x - width,
            };
            let (y0, y1) = (at.y - 0.74 * font.size, at.y + 0.2 * font.size);
            Some((text.clone(), Rect { x0, y0, x1: x0 + width, y1 }))
        }
        _ => None,
    };
    laid.scene.marks.iter().filter_map(text).collect()
}

fn item(laid: &Laid, subject: Subject) -> &layout::Item {
    laid.items.iter().find(|item| item.subject == subject).unwrap_or_else(|| panic!("no {subject:?}"))
}

fn cell(laid: &Laid, kind: LaneKind, stage: usize) -> Vec<String> {
    let key = item(laid, Subject::Cell(kind, stage)).key;
    texts(laid, key).into_iter().map(|(text, _)| text).collect()
}

/// A picture as its words: one line a text, with its subject and place.
fn written(laid: &Laid) -> String {
    let mut out = format!("{} × {}\n", laid.scene.size.width, laid.scene.size.height);
    for item in &laid.items {
        if !matches!(item.subject, Subject::Cell(..) | Subject::Touchpoint(..) | Subject::Lane(_)) {
            continue;
        }
        let home = laid.home(item.key).unwrap().1;
        let home = [home.x0, home.y0, home.width(), home.height()].map(|v| format!("{v:.0}")).join(" ");
        out.push_str(&format!("{:?} [{home}] {}\n", item.subject, item.label));
        for (text, at) in texts(laid, item.key) {
            out.push_str(&format!("    {:.0},{:.0} {text}\n", at.x0, at.y0));
        }
    }
    out
}

#[test]
fn the_lanes_of_the_sample_are_as_reviewed() {
    insta::assert_snapshot!("cells-1280-en", written(&of_sample(WIDE)));
    let narrow = Shot { width: 768.0, indonesian: true, ..WIDE };
    insta::assert_snapshot!("cells-768-id", written(&of_sample(narrow)));
    insta::assert_snapshot!("cells-360-id", written(&of_sample(Shot { width: 360.0, ..narrow })));
    insta::assert_snapshot!(
        "cells-360-first",
        written(&of_sample(Shot { width: 360.0, lanes: None, ..WIDE }))
    );
}

#[test]
fn no_cell_leaves_its_column_and_no_type_is_small() {
    for width in [320.0, 360.0, 599.0, 600.0, 768.0, 960.0, 1280.0, 2560.0] {
        for (indonesian, card) in [(false, 2), (true, 3)] {
            let laid = of_sample(Shot { width, indonesian, card, ..WIDE });
            let mut seen = 0;
            for item in &laid.items {
                let (Subject::Cell(_, stage) | Subject::Touchpoint(stage, _)) = item.subject else {
                    continue;
                };
                let column = laid.columns.get(stage).copied();
                let room = column.unwrap_or(Rect { x0: 0.0, y0: 0.0, x1: width, y1: f64::MAX });
                let home = laid.home(item.key).unwrap().1;
                assert!(
                    home.x0 >= room.x0 && home.x1 <= room.x1,
                    "{home:?} of {item:?} in {room:?} at {width}"
                );
                for (text, at) in texts(&laid, item.key) {
                    seen += 1;
                    let inside = at.x0 >= home.x0 && at.y0 >= home.y0 && at.x1 <= home.x1 && at.y1 <= home.y1;
                    assert!(inside, "{text} {at:?} leaves {home:?} of {:?} at {width}", item.subject);
                }
            }
            assert!(seen > 25, "{seen} texts at {width}");
            let small = laid.scene.marks.iter().filter_map(|mark| match &mark.shape {
                Shape::Text { font, text, .. } if font.size < 11.0 => Some(text),
                _ => None,
            });
            assert_eq!(small.count(), 0, "at {width}");
        }
    }
}

#[test]
fn first_lines_agree_with_the_label_of_their_lane() {
    let laid = of_sample(WIDE);
    let baseline = |key: Key, pane: Pane| {
        laid.scene.marks.iter().find_map(|mark| match &mark.shape {
            Shape::Text { at, .. } if mark.key == key && mark.pane == pane => Some(at.y),
            _ => None,
        })
    };
    let mut seen = 0;
    for item in &laid.items {
        let Subject::Cell(kind, stage) = item.subject else { continue };
        let label = laid.items.iter().find(|item| item.subject == Subject::Lane(kind)).unwrap();
        let (label, first) = (baseline(label.key, Pane::Label), baseline(item.key, Pane::Body));
        assert!(label.is_some() && label == first, "{kind:?} at {stage}: {label:?} and {first:?}");
        seen += 1;
    }
    assert!(seen > 25, "{seen}");
}

#[test]
fn what_is_cut_is_counted_and_said_in_full() {
    let laid = of_sample(WIDE);
    let pains = cell(&laid, LaneKind::Pains, 2);
    assert!(pains[0].starts_with("Shipping cost"), "the worst first: {pains:?}");
    assert_eq!(pains.last().unwrap(), "+1 more");
    assert!(!pains.join(" ").contains("account"), "{pains:?}");
    let label = &item(&laid, Subject::Cell(LaneKind::Pains, 2)).label;
    assert!(label.contains("An account is needed first (Mild)"), "{label}");

    let needs = cell(&laid, LaneKind::Needs, 2);
    assert!(needs[3].ends_with('…') && needs.last().unwrap() == "more", "{needs:?}");
    let whole = "and can still decide against it";
    assert!(item(&laid, Subject::Cell(LaneKind::Needs, 2)).label.contains(whole));
    let row = laid.twin.rows.iter().find(|row| row[0] == "Needs").unwrap();
    assert!(row[3].contains(whole) && row[3].ends_with("Cash on delivery"), "{row:?}");
    // the focus label of many long texts is not cut after the length of one
    let mut journey = sample::full(false);
    journey.stages[0].touchpoints[0].needs =
        (0..12).map(|at| format!("{} {at}.", "a long need of somebody".repeat(9))).collect();
    let laid = self::laid(&journey, None, WIDE);
    let label = &item(&laid, Subject::Cell(LaneKind::Needs, 0)).label;
    assert!(label.len() > 2400 && label.contains("somebody 11."), "{}", label.len());
}

#[test]
fn only_cells_with_something_have_a_focus() {
    let laid = of_sample(WIDE);
    let has = |kind, stage| laid.items.iter().any(|item| item.subject == Subject::Cell(kind, stage));
    assert!(has(LaneKind::Needs, 2) && !has(LaneKind::Needs, 4), "nobody needs anything at the end");
    assert!(has(LaneKind::Quotes, 0) && !has(LaneKind::Quotes, 1));
    assert!(!has(LaneKind::Touchpoints, 0), "touchpoints have one each");
    assert!(laid.items.iter().any(|item| item.subject == Subject::Touchpoint(0, 2)));
}

#[test]
fn a_persona_in_focus_sees_its_own_touchpoints_and_those_of_all() {
    let said = |persona| {
        let laid = of_sample(Shot { persona, ..WIDE });
        laid.twin.rows.iter().find(|row| row[0] == "Thoughts").unwrap().clone()
    };
    let (all, rani, trudi) = (said(None), said(Some(0)), said(Some(1)));
    assert!(all[1].contains("“My friends use this. Will it suit my skin?” (Rani, 27)"), "{all:?}");
    assert!(rani[1].contains("My friends") && trudi[1].is_empty(), "{trudi:?}");
    assert!(trudi[2].contains("smell it first") && rani[2].is_empty(), "{rani:?}");
    // a thought of nobody in particular is everybody's
    assert!([&all, &rani, &trudi].iter().all(|row| row[4].contains("Nine days already")));
}

#[test]
fn a_name_stands_once_under_the_thoughts_of_one_person() {
    let thoughts = cell(&of_sample(WIDE), LaneKind::Thoughts, 0);
    let names = thoughts.iter().filter(|text| *text == "Rani").count();
    assert_eq!((names, thoughts.last().unwrap().as_str()), (1, "Rani"), "{thoughts:?}");
}

#[test]
fn the_frontstage_stands_once() {
    let mut laid = of_sample(WIDE);
    let row = |laid: &Laid, name: &str| {
        laid.twin
            .rows
            .iter()
            .find(|row| row[0].starts_with(name))
            .map(|row| row[1].clone())
            .unwrap_or_default()
    };
    assert!(row(&laid, "Frontstage").contains("Social media admin"));
    assert!(!row(&laid, "Touchpoints").contains("Social media admin"));
    // folded, it is part of what a customer meets
    let journey = sample::full(false);
    let shown = figures::derive(&journey, None, None);
    let mut lanes: Vec<LaneState> = layout::lane_states(&journey, &shown);
    for lane in &mut lanes {
        let open = lane.kind != LaneKind::Frontstage;
        lane.shown = if open { LaneShown::Open } else { LaneShown::Folded };
    }
    laid = arranged(&journey, None, WIDE, &lanes);
    assert!(row(&laid, "Touchpoints").contains("Social media admin"));
}

#[test]
fn the_first_opportunity_of_the_worst_stage_stands_out_and_no_other() {
    let laid = of_sample(WIDE);
    let strong: Vec<Key> = laid
        .scene
        .marks
        .iter()
        .filter(|mark| match &mark.shape {
            Shape::Rect { stroke: Some(stroke), fill: None, .. } => stroke.color == Theme::light().opp,
            _ => false,
        })
        .map(|mark| mark.key)
        .collect();
    assert_eq!(strong, [item(&laid, Subject::Cell(LaneKind::Opportunities, 2)).key]);
    let card = of_sample(Shot { width: 360.0, ..WIDE });
    let texts = cell(&card, LaneKind::Opportunities, 2);
    assert!(texts.iter().any(|text| text.starts_with("priority ")), "{texts:?}");
}

#[test]
fn a_card_has_a_bar_for_every_folded_lane() {
    let laid = of_sample(Shot { width: 360.0, lanes: Some(LaneShown::Folded), ..WIDE });
    let bars: Vec<_> = laid.items.iter().filter(|item| matches!(item.subject, Subject::Lane(_))).collect();
    assert_eq!(bars.len(), 15, "{bars:?}");
    for bar in bars {
        let home = laid.home(bar.key).unwrap().1;
        assert!(home.height() >= 44.0, "{home:?}");
    }
    assert!(!laid.items.iter().any(|item| matches!(item.subject, Subject::Cell(..))));
    assert!(item(&laid, Subject::Lane(LaneKind::Pains)).label.contains("8 items"));
}

#[test]
fn cells_that_nobody_counted_are_assumptions() {
    let evidence = |laid: &Laid, kind, stage| item(laid, Subject::Cell(kind, stage)).label.clone();
    let bare = laid(&sample::full(false), None, WIDE);
    for kind in [LaneKind::Thoughts, LaneKind::Pains, LaneKind::Opportunities, LaneKind::Actions] {
        assert!(evidence(&bare, kind, 2).ends_with("Evidence: assumed"), "{}", evidence(&bare, kind, 2));
    }
    let backed = of_sample(WIDE);
    assert!(evidence(&backed, LaneKind::Thoughts, 2).ends_with("Evidence: partial"));
    assert!(evidence(&backed, LaneKind::Metrics, 2).ends_with("Evidence: data"));
    assert!(evidence(&backed, LaneKind::Pains, 4).ends_with("Evidence: assumed"), "no row of advocacy");
}

#[test]
fn a_plan_is_held_against_the_times() {
    let time = |stage| cell(&of_sample(WIDE), LaneKind::Time, stage).join(" ");
    assert!(
        time(0).contains("planned: 5 minutes") && time(0).contains("kept by at least half"),
        "{}",
        time(0)
    );
    assert!(
        time(1).contains("planned: 24 hours") && time(1).contains("missed by more than half"),
        "{}",
        time(1)
    );
    assert!(!time(3).contains("planned"), "{}", time(3));
}

#[test]
fn lanes_that_have_no_cells_yet_show_nothing() {
    let journey = sample::full(false);
    let open = |kind| LaneState { kind, shown: LaneShown::Open };
    let lanes = [open(LaneKind::Survey), open(LaneKind::Text), open(LaneKind::Needs)];
    for width in [360.0, 1280.0] {
        let laid = arranged(&journey, None, Shot { width, ..WIDE }, &lanes);
        let shown: Vec<_> = laid
            .items
            .iter()
            .filter_map(|item| if let Subject::Lane(kind) = item.subject { Some(kind) } else { None })
            .collect();
        assert_eq!(shown, [LaneKind::Needs], "at {width}");
    }
}

#[test]
fn a_tooltip_tells_six_items_and_counts_the_rest() {
    let mut journey = sample::full(false);
    journey.stages[0].touchpoints[0].needs = (0..12).map(|at| format!("Need {at}")).collect();
    let laid = laid(&journey, None, WIDE);
    let tip = &item(&laid, Subject::Cell(LaneKind::Needs, 0)).tip;
    // a title, six needs, what is left out, the evidence; one need is the next touchpoint's
    assert_eq!((tip.len(), tip[6].as_str(), tip[7].as_str()), (9, "Need 5", "+7 more"), "{tip:?}");
}

#[test]
fn pains_that_are_not_equally_sure_have_a_mark_each() {
    let laid = of_sample(WIDE);
    let key = item(&laid, Subject::Cell(LaneKind::Pains, 2)).key;
    let marks = |key: Key| {
        let mark = |mark: &&jejak::scene::Mark| {
            mark.key == key && matches!(mark.shape, Shape::Circle { radius, .. } if radius == 3.25)
        };
        let filled = |mark: &jejak::scene::Mark| matches!(mark.shape, Shape::Circle { fill: Some(_), .. });
        laid.scene.marks.iter().filter(mark).map(filled).collect::<Vec<_>>()
    };
    // 74 comments name the first, none the second, 16 the third
    assert_eq!(marks(key), [true, false, false]);
    let one = item(&laid, Subject::Cell(LaneKind::Pains, 3)).key;
    assert!(marks(one).is_empty(), "a single pain has the mark of its cell");
}
