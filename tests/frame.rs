//! The frame of the map: lanes in order, folded and hidden, personas, ways back, triggers, the plan, the widths.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)] // a test stops at the first surprise

mod sample;

use jejak::figures::{self, Figures, Onward, PlannedFigures, ThemeFigures};
use jejak::geom::text::{Table, Weight};
use jejak::geom::theme::Theme;
use jejak::layout::{self, Input, Laid, LaneShown, LaneState, Subject};
use jejak::model::evidence::Evidence;
use jejak::model::journey::*;
use jejak::scene::{Align, Pane, Shape};
use jejak::words::{Lang, numbers::Plain};

/// The sample shop with everything that a frame may hold.
fn journey() -> Journey {
    let text = |text: &str| Some(text.to_owned());
    let way = |from: &str, to: &str, label| Loop { from: from.into(), to: to.into(), label };
    let mut journey = sample::full(false);
    journey.goal = text("Calm skin");
    journey.owner = text("Customer team");
    journey.updated = text("2026-10-02");
    journey.loops = vec![
        way("advocacy", "awareness", text("Friends who were invited")),
        way("retention", "purchase", text("Buying again")),
        way("purchase", "consideration", None),
    ];
    for (at, stage) in journey.stages.iter_mut().enumerate() {
        stage.to_be = Some(0.6);
        stage.touchpoints[0].trigger = Some(format!("Something {at} that moves people on"));
    }
    let rani = &mut journey.personas[0];
    rani.quote = text("\"I check out on the train.\"");
    rani.goals = ["One", "Two", "Three", "Four"].map(str::to_owned).to_vec();
    rani.needs = vec!["The full price".into()];
    rani.frustrations = vec!["Late costs".into()];
    rani.share = Some(0.65);
    journey
}

/// What is laid out, and how.
struct Shot {
    journey: Journey,
    evidence: Option<Evidence>,
    width: f64,
    persona: Option<usize>,
    lanes: Option<Vec<LaneState>>,
    beside: bool,
    lang: Lang,
    card: usize,
    /// Changes figures that the sample's evidence does not hold.
    with: fn(&mut Figures),
}

impl Default for Shot {
    fn default() -> Self {
        Self {
            journey: journey(),
            evidence: Some(sample::evidence(false)),
            width: 1280.0,
            persona: None,
            lanes: None,
            beside: false,
            lang: Lang::En,
            card: 2,
            with: |_| {},
        }
    }
}

impl Shot {
    fn laid(&self) -> Laid {
        let mut shown = figures::derive(&self.journey, self.evidence.as_ref(), None);
        (self.with)(&mut shown);
        layout::journey(&Input {
            journey: &self.journey,
            figures: &shown,
            evidence: self.evidence.as_ref(),
            width: self.width,
            height: None,
            lang: self.lang,
            theme: &Theme::light(),
            text: &Table,
            numbers: &Plain(self.lang),
            persona: self.persona,
            selected: None,
            card: self.card,
            lanes: self.lanes.as_deref(),
            beside: self.beside,
        })
    }
}

/// Every text with its pane, the x where it begins, and its baseline.
fn texts(laid: &Laid) -> Vec<(Pane, f64, f64, String)> {
    let text = |mark: &jejak::scene::Mark| match &mark.shape {
        Shape::Text { at, text, align, width, .. } => {
            let x = match align {
                Align::Start => at.x,
                Align::Middle => at.x - width / 2.0,
                Align::End => at.x - width,
            };
            Some((mark.pane, x, at.y, text.clone()))
        }
        _ => None,
    };
    laid.scene.marks.iter().filter_map(text).collect()
}

fn says(laid: &Laid, what: &str) -> bool {
    texts(laid).iter().any(|(.., text)| text == what)
}

/// Everything drawn as one text.
fn all(laid: &Laid) -> String {
    texts(laid).into_iter().map(|(.., text)| text).collect::<Vec<_>>().join(" ")
}

fn row<'a>(laid: &'a Laid, name: &str) -> Option<&'a Vec<String>> {
    laid.twin.rows.iter().find(|row| row[0] == name)
}

fn lane_items(laid: &Laid) -> Vec<LaneKind> {
    let lane = |item: &layout::Item| match item.subject {
        Subject::Lane(kind) => Some(kind),
        _ => None,
    };
    laid.items.iter().filter_map(lane).collect()
}

/// Strokes of a dash pattern.
fn dashes(laid: &Laid, pattern: [f64; 2]) -> usize {
    let is = |mark: &&jejak::scene::Mark| match &mark.shape {
        Shape::Path { stroke: Some(stroke), .. } => mark.pane == Pane::Body && stroke.dash == pattern,
        _ => false,
    };
    laid.scene.marks.iter().filter(is).count()
}

#[test]
fn the_readers_order_is_the_maps_and_what_is_folded_stays_in_the_table() {
    use LaneKind::{Actions, Emotion, Needs, Pains, Thoughts, Touchpoints};
    let state = |kind, shown| LaneState { kind, shown };
    let lanes = vec![
        state(Pains, LaneShown::Open),
        state(Emotion, LaneShown::Folded),
        state(Thoughts, LaneShown::Hidden),
        state(Touchpoints, LaneShown::Open),
        state(Needs, LaneShown::Folded),
    ];
    let laid = Shot { lanes: Some(lanes), ..Shot::default() }.laid();
    assert_eq!(lane_items(&laid), [Pains, Emotion, Touchpoints, Needs]);
    let height = |kind: LaneKind| {
        let item = laid.items.iter().find(|item| item.subject == Subject::Lane(kind)).unwrap();
        laid.home(item.key).unwrap().1
    };
    assert_eq!(height(Emotion).height(), 32.0, "a folded lane is a bar");
    assert!(height(Pains).y0 < height(Emotion).y0 && height(Emotion).y0 < height(Touchpoints).y0);
    assert!(says(&laid, "5 items"), "five stages have an emotion: {}", all(&laid));
    assert!(row(&laid, "Emotion, Everyone, measured").is_some(), "folded lanes are in the table");
    assert!(row(&laid, "Needs").is_some() && row(&laid, "Thoughts").is_none(), "hidden ones are not");
    assert!(
        row(&laid, "Actions").is_none() && !lane_items(&laid).contains(&Actions),
        "nor what is not named"
    );
    // answers and priority go with the emotion
    assert!(!texts(&laid).iter().any(|(pane, .., text)| *pane == Pane::Label && text == "Answers"));
    assert!(!says(&laid, "moment of truth"), "no key to lines that are not drawn");
}

#[test]
fn the_blueprint_stands_under_its_lines() {
    let laid = Shot::default().laid();
    let at = |what: &str| {
        let found = texts(&laid).into_iter().find(|(pane, .., text)| *pane == Pane::Label && text == what);
        found.unwrap_or_else(|| panic!("{what}: {}", all(&laid))).2
    };
    let order = [at("line of interaction"), at("Frontstage"), at("line of visibility"), at("Backstage")];
    assert!(order.windows(2).all(|pair| pair[0] < pair[1]), "{order:?}");
    // without anybody in front there is nothing to part from
    let mut journey = journey();
    for stage in &mut journey.stages {
        stage.touchpoints.retain(|touchpoint| touchpoint.layer != Layer::Frontstage);
    }
    let laid = Shot { journey, ..Shot::default() }.laid();
    assert!(says(&laid, "line of visibility") && !says(&laid, "line of interaction"));
}

#[test]
fn five_stages_fit_beside_a_panel() {
    let laid = Shot { width: 960.0, beside: true, ..Shot::default() }.laid();
    assert_eq!((laid.scene.size.width, laid.scene.label), (960.0, 128.0));
    assert_eq!(laid.scene.snaps, [128.0, 288.0, 448.0, 608.0, 768.0]);
    let alone = Shot { width: 960.0, ..Shot::default() }.laid();
    assert!(alone.scene.size.width > 960.0, "without it a column keeps its 168 px");
}

#[test]
fn a_very_wide_map_keeps_its_measure_in_the_middle() {
    let laid = Shot { width: 2560.0, ..Shot::default() }.laid();
    assert_eq!(laid.scene.size.width, 2560.0);
    assert!(laid.columns.iter().all(|column| column.width() == 360.0));
    let (left, right) = (laid.scene.label - 136.0, 2560.0 - laid.columns[4].x1);
    assert_eq!(left, right);
    assert_eq!(laid.scene.snaps[0], laid.columns[0].x0);
    let home = laid.home(laid.items[0].key).unwrap().1;
    assert_eq!(home.x0, left, "what answers moves with what is drawn");
}

#[test]
fn ways_back_keep_their_tracks_and_say_who_took_them() {
    let with = |figures: &mut Figures| {
        figures.stages[3].onward = vec![
            Onward { to: Some(4), people: 500, times: 510, seconds: Default::default() },
            Onward { to: Some(2), people: 241, times: 300, seconds: Default::default() },
        ];
    };
    let laid = Shot { with, ..Shot::default() }.laid();
    let ways: Vec<_> = laid.items.iter().filter(|item| matches!(item.subject, Subject::Loop(_))).collect();
    let said: Vec<&str> = ways.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(
        said,
        [
            "Advocacy → Awareness: Friends who were invited",
            "Retention → Purchase: Buying again · 241 people",
            "Purchase → Consideration: back to Consideration",
        ]
    );
    let homes: Vec<_> = ways.iter().map(|item| laid.home(item.key).unwrap().1).collect();
    // the long way lies under the short ones
    assert!(homes[0].y0 >= homes[1].y1 && homes[0].y0 >= homes[2].y1, "{homes:?}");
    let cells = row(&laid, "Ways back").unwrap();
    assert_eq!(cells[4], "→ Purchase: Buying again · 241 people");
    // heads point up at the stage that a way leads to
    let up = laid.scene.marks.iter().filter(|mark| match &mark.shape {
        Shape::Path { points, closed: false, .. } if points.len() == 3 && mark.key == ways[0].key => {
            points[1].y < points[0].y && points[1].y < points[2].y
        }
        _ => false,
    });
    assert_eq!(up.count(), 1);
    // a card says the ways of its stage in a line of text
    let card = Shot { width: 400.0, with, ..Shot::default() }.laid();
    assert!(says(&card, "Retention → Purchase: Buying again · 241 people"), "{}", all(&card));
    assert!(!all(&card).contains("Friends who were invited"), "another stage's");
}

#[test]
fn a_way_that_overlaps_another_has_a_track_of_its_own() {
    let way = |from: &str, to: &str| Loop { from: from.into(), to: to.into(), label: None };
    let mut journey = journey();
    journey.loops = vec![
        way("retention", "consideration"),
        way("advocacy", "purchase"),
        way("advocacy", "advocacy"),
        way("consideration", "awareness"),
    ];
    let laid = Shot { journey, ..Shot::default() }.laid();
    let homes: Vec<_> = laid
        .items
        .iter()
        .filter(|item| matches!(item.subject, Subject::Loop(_)))
        .map(|item| laid.home(item.key).unwrap().1)
        .collect();
    assert_eq!(homes.len(), 4);
    assert!((homes[0].y0 - homes[1].y0).abs() >= 24.0, "{homes:?}");
}

#[test]
fn triggers_stand_at_the_edge_to_the_next_stage() {
    let laid = Shot::default().laid();
    for (at, column) in laid.columns.iter().enumerate() {
        let mine = texts(&laid).into_iter().filter(|(pane, x, _, text)| {
            *pane == Pane::Body
                && *x > column.x0
                && *x < column.x1
                && text.contains(&format!("Something {at}"))
        });
        assert_eq!(mine.count(), 1, "{at}");
        let stage = laid.items.iter().find(|item| item.subject == Subject::Stage(at)).unwrap();
        let said = format!("trigger: Something {at} that moves people on");
        assert!(stage.label.contains(&said), "{}", stage.label);
    }
    assert_eq!(row(&laid, "Triggers").unwrap()[1], "Something 0 that moves people on");
    // what belongs to another persona moves nobody of this one
    let mut journey = journey();
    journey.stages[0].touchpoints[0].personas = vec!["trudi".into()];
    let laid = Shot { journey, persona: Some(0), ..Shot::default() }.laid();
    assert_eq!(row(&laid, "Triggers").unwrap()[1], "");
}

#[test]
fn the_persona_in_focus_is_told_in_full() {
    let with = |figures: &mut Figures| figures.personas[0].share = Some(0.72);
    let shot = Shot { persona: Some(0), with, ..Shot::default() };
    let laid = shot.laid();
    for text in ["“I check out on the train.”", "72% of people, n 3,470", "Goals", "One", "Three", "+1 more"]
    {
        let text = text.replace("n 3", "n\u{a0}3");
        assert!(says(&laid, &text), "{text} in {}", all(&laid));
    }
    assert!(!says(&laid, "Four"), "three items a list");
    let first = |what: &str| texts(&laid).into_iter().find(|(.., text)| text == what).unwrap().2;
    assert!(first("One") == first("The full price") && first("One") == first("Late costs"), "one baseline");
    let chip = laid.items.iter().find(|item| item.subject == Subject::Persona(0)).unwrap();
    assert!(chip.label.contains("goals: One, Two, Three, Four"), "the chip tells all: {}", chip.label);
    let (name, left) = (chip.tip[0].as_str(), &chip.tip[1..]);
    assert!(chip.label.starts_with(name), "{name}");
    assert_eq!(
        left,
        ["goals: One, Two, Three, Four"],
        "a tip lies over the picture: only what is left out there"
    );
    let nobody = Shot { with, ..Shot::default() }.laid();
    assert!(!all(&nobody).contains("on the train"), "nobody in focus");
    let everyone = "count everyone, not only the persona in focus";
    assert!(all(&laid).contains(everyone) && !all(&nobody).contains(everyone));
    let bare = Shot { evidence: None, persona: Some(0), ..Shot::default() }.laid();
    assert!(!all(&bare).contains(everyone), "nothing is counted");
    let chip = nobody.items.iter().find(|item| item.subject == Subject::Persona(0)).unwrap();
    assert!(chip.tip.contains(&"“I check out on the train.”".to_owned()), "in lines: {:?}", chip.tip);
    let card = Shot { width: 400.0, ..shot }.laid();
    assert!(says(&card, "“I check out on the train.”") && says(&card, "Late costs"));
}

#[test]
fn a_share_nobody_counted_is_said_to_be_assumed() {
    let laid = Shot { evidence: None, persona: Some(0), ..Shot::default() }.laid();
    assert!(says(&laid, "65% of people, assumed"), "{}", all(&laid));
    assert!(says(&laid, "65% assumed"), "on the chip too");
}

#[test]
fn a_persona_of_too_few_people_has_a_name_and_nothing_else() {
    let with = |figures: &mut Figures| figures.personas[1].small = true;
    for persona in [None, Some(1)] {
        let laid = Shot { with, persona, ..Shot::default() }.laid();
        assert!(says(&laid, "Bu Trudi, 63") && says(&laid, "too few people"));
        assert!(!says(&laid, "1,350"), "{persona:?}: {}", all(&laid));
        let named = |mark: &&jejak::scene::Mark| match &mark.shape {
            Shape::Text { text, font, .. } => text == "Bu Trudi" && font.weight == Weight::Semibold,
            _ => false,
        };
        assert_eq!(laid.scene.marks.iter().filter(named).count(), 0, "no line has her name");
        let rows: Vec<&String> = laid.twin.rows.iter().map(|row| &row[0]).collect();
        assert!(rows.iter().all(|name| !name.contains("Trudi")), "{rows:?}");
        let label = &laid.items.iter().find(|item| item.subject == Subject::Emotion(0)).unwrap().label;
        assert!(!label.contains("Trudi"), "{label}");
    }
}

#[test]
fn only_the_hero_has_an_assumed_line_and_what_is_wanted_is_dotted() {
    let laid = Shot::default().laid();
    assert_eq!((dashes(&laid, [6.0, 4.0]), dashes(&laid, [2.0, 4.0])), (1 + 2, 1), "and two borders");
    let laid = Shot { persona: Some(0), ..Shot::default() }.laid();
    assert_eq!((dashes(&laid, [6.0, 4.0]), dashes(&laid, [2.0, 4.0])), (1 + 2, 1));
    assert!(says(&laid, "wanted") && row(&laid, "Emotion, wanted").unwrap()[1] == "+0.60");
    let mut journey = journey();
    journey.stages.iter_mut().for_each(|stage| stage.to_be = None);
    let laid = Shot { journey, ..Shot::default() }.laid();
    assert!(dashes(&laid, [2.0, 4.0]) == 0 && !says(&laid, "wanted"));
}

#[test]
fn a_persona_without_answers_stands_before_what_all_answered() {
    let mut evidence = sample::evidence(false);
    evidence.personas.retain(|persona| persona.id != "rani");
    let laid = Shot { evidence: Some(evidence), persona: Some(0), ..Shot::default() }.laid();
    assert!(says(&laid, "All"), "the line of everybody has its name: {}", all(&laid));
    assert!(row(&laid, "Emotion, Rani, 27, assumed").is_some());
    assert!(row(&laid, "Emotion, Everyone, measured").is_some());
}

#[test]
fn the_header_says_the_goal_the_owner_and_the_state() {
    let mut journey = journey();
    journey.to_be = true;
    let laid = Shot { journey, ..Shot::default() }.laid();
    assert!(says(&laid, "Customer team · updated 2 Oct 2026") && says(&laid, "to be"));
    assert!(all(&laid).contains("Goal: Calm skin"));
    let laid = Shot { lang: Lang::Id, ..Shot::default() }.laid();
    assert!(says(&laid, "Customer team · diperbarui 2 Okt 2026") && all(&laid).contains("Tujuan: Calm skin"));
    assert!(!says(&laid, "keadaan yang dituju"), "the map of today has no word for it");
}

#[test]
fn the_plan_is_said_in_the_footer_and_at_its_stages() {
    let with = |figures: &mut Figures| {
        let share = Some(578.0 / 4820.0);
        let planned = PlannedFigures { met: 4820, out_of_order: 578, share, interval: None };
        figures.planned = Some(planned);
        figures.stages[1].skipped = Some(1446);
        figures.stages[3].returned = 1060;
    };
    let laid = Shot { with, ..Shot::default() }.laid();
    let said = "Of 4,820 people, 12% met stages out of order; 30% skipped Consideration; 22% came back to";
    assert!(all(&laid).contains(said), "{}", all(&laid));
    let label =
        |at: usize| laid.items.iter().find(|item| item.subject == Subject::Stage(at)).unwrap().label.clone();
    assert!(label(1).contains("1,446 people skipped this stage, 30%"), "{}", label(1));
    assert!(label(3).contains("1,060 people came back here, 22%"), "{}", label(3));
    assert_eq!(row(&laid, "Skipped this stage").unwrap()[2], "1,446");
    let bare = Shot::default().laid();
    assert!(!all(&bare).contains("out of order"));
}

#[test]
fn a_map_of_assumptions_is_finished() {
    let mut journey = journey();
    journey.personas.iter_mut().for_each(|persona| persona.share = None);
    let laid = Shot { journey, evidence: None, ..Shot::default() }.laid();
    let drawn = all(&laid);
    assert!(drawn.ends_with("Nothing here is measured yet: it shows what the author assumes."), "{drawn}");
    assert!(texts(&laid).iter().all(|(.., text)| text != "0" && !text.contains("0 people")), "{drawn}");
    // one ring a stage on the assumed line, its ends said
    let rings = laid.scene.marks.iter().filter(|mark| {
        matches!(&mark.shape, Shape::Circle { radius, stroke: Some(_), .. } if *radius == 4.0)
            && laid.item(mark.key).is_some_and(|item| matches!(item.subject, Subject::Emotion(_)))
    });
    assert_eq!(rings.count(), 5);
    assert!(drawn.contains("lowest point") && drawn.contains("peak"));
}

#[test]
fn a_map_of_answers_alone_is_finished() {
    let mut evidence = sample::evidence(false);
    evidence.people = 0;
    evidence.funnel = None;
    evidence.segments.clear();
    evidence.touchpoints.clear();
    evidence.stages.iter_mut().for_each(|stage| stage.people = 0);
    for persona in &mut evidence.personas {
        persona.people = 0;
        persona.stages.iter_mut().for_each(|stage| stage.people = 0);
    }
    let laid = Shot { evidence: Some(evidence), ..Shot::default() }.laid();
    let drawn = all(&laid);
    assert!(
        drawn.contains("These are answers only: who came, went on or was lost was not counted."),
        "{drawn}"
    );
    assert!(
        texts(&laid)
            .iter()
            .all(|(pane, .., text)| text != "0" && !(*pane == Pane::Label && text == "People"))
    );
}

#[test]
fn five_personas_keep_their_names_at_the_ends_of_their_lines() {
    let mut journey = journey();
    let mut evidence = sample::evidence(false);
    for (at, name) in ["Dewi", "Budi", "Sari"].iter().enumerate() {
        let id = format!("more{at}");
        journey.personas.push(Persona { id: id.clone(), name: (*name).into(), ..Persona::default() });
        let mut counted = evidence.personas[at % 2].clone();
        counted.id = id;
        // all end at nearly the same height
        for stage in &mut counted.stages {
            stage.answers = vec![sample::csat(4.1 + at as f64 * 0.05, 80)];
        }
        evidence.personas.push(counted);
    }
    let laid = Shot { journey, evidence: Some(evidence), ..Shot::default() }.laid();
    let mut tops: Vec<f64> = ["Rani", "Bu Trudi", "Dewi", "Budi", "Sari", "All"]
        .iter()
        .map(|name| {
            let end = |(pane, .., text): &(Pane, f64, f64, String)| *pane == Pane::Body && text == name;
            texts(&laid).into_iter().find(end).unwrap_or_else(|| panic!("{name}")).2
        })
        .collect();
    tops.sort_by(f64::total_cmp);
    assert!(tops.windows(2).all(|pair| pair[1] - pair[0] >= 15.0), "{tops:?}");
}

#[test]
fn comments_stand_under_the_line_of_everybody_only() {
    let with = |figures: &mut Figures| {
        let theme = |text: &str, count| ThemeFigures { text: text.into(), count, of: 128, mean: None };
        figures.stages[2].themes = vec![theme("shipping cost", 74), theme("dear", 9)];
        (figures.stages[4].themes, figures.stages[4].comments) = (vec![theme("suits", 4)], 31);
    };
    let laid = Shot { with, ..Shot::default() }.laid();
    assert!(says(&laid, "shipping cost · 74 comments"), "{}", all(&laid));
    assert!(says(&laid, "31 comments"), "where no theme is named often enough: how many there are");
    let laid = Shot { with, persona: Some(0), ..Shot::default() }.laid();
    assert!(!says(&laid, "shipping cost · 74 comments") && !says(&laid, "31 comments"));
}

#[test]
fn a_single_assumption_says_its_value() {
    let mut journey = journey();
    journey.stages.truncate(1);
    journey.stages[0].emotion = Some(Emotion::All(-0.3));
    let laid = Shot { journey, evidence: None, ..Shot::default() }.laid();
    assert!(says(&laid, "−0.30") && !all(&laid).contains("lowest point −"), "{}", all(&laid));
    assert_eq!(dashes(&laid, [2.0, 4.0]), 1, "what is wanted of one stage is drawn too");
}
