//! A layout and what an input did, as JavaScript needs them.

use super::lanes::word;
use crate::geom::Rect;
use crate::interact::{Effect, Lit, Spot};
use crate::layout::{Item, Laid, LaneState, Panel, Steering, Subject, panel};
use crate::model::journey::{Journey, LaneKind};
use crate::scene::{Key, Pane};
use crate::value::{Value, map};

/// What is chosen in a group, by its ids.
#[derive(Default)]
pub struct Chosen {
    /// The selected stage.
    pub stage: Option<usize>,
    /// The persona in focus.
    pub persona: Option<usize>,
    /// Questions stand by their score.
    pub by_score: bool,
}

fn object<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    Value::Map(pairs.map(|(key, value)| (key.to_owned(), value)).into())
}

/// What an input did.
pub struct Answer<'a> {
    /// What there is to do.
    pub effect: &'a Effect,
    /// What is lit and open now.
    pub lit: &'a Lit,
    /// Another item is lit than before.
    pub moved: bool,
    /// Id of the selected stage.
    pub selected: Option<String>,
    /// Id of the persona in focus.
    pub persona: Option<String>,
    /// The lanes as a page writes them.
    pub lanes: String,
    /// Questions stand by their score.
    pub by_score: bool,
}

/// What an input did, for JavaScript.
pub fn answer(answer: Answer<'_>) -> Value {
    let Answer { effect, lit, moved, selected, persona, lanes, by_score } = answer;
    let key = |key: Option<Key>| Value::from(key.map_or(0.0, |key| f64::from(key.0)));
    let mut pairs = vec![
        ("layout", effect.layout.into()),
        ("paint", effect.paint.into()),
        ("taken", effect.taken.into()),
        ("moved", moved.into()),
        ("hover", lit.hover.is_some().into()),
        ("lit", key(lit.tip())),
        ("focus", key(effect.focus)),
    ];
    if effect.opened {
        pairs.push(("opened", lit.open.is_some().into()));
    }
    if effect.selected {
        pairs.push(("selected", selected.into()));
    }
    let mut changed = Vec::new();
    if effect.persona {
        changed.push(("persona".to_owned(), persona.into()));
    }
    if effect.rows {
        changed.push(("lanes".to_owned(), lanes.into()));
    }
    if effect.order {
        changed.push(("sort".to_owned(), if by_score { "score" } else { "journey" }.into()));
    }
    if !changed.is_empty() {
        pairs.push(("changed", Value::Map(changed)));
    }
    Value::Map(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// The answer to an input that only the whole module can follow.
pub fn lacking() -> Value {
    object([("taken", true.into()), ("lacking", true.into())])
}

/// A name of a mark that stays the same when others come and go.
fn id(subject: &Subject) -> String {
    match subject {
        Subject::Stage(at) => format!("stage-{at}"),
        Subject::Step(at) => format!("step-{at}"),
        Subject::Touchpoint(stage, at) => format!("touchpoint-{stage}-{at}"),
        Subject::Emotion(at) => format!("emotion-{at}"),
        Subject::Persona(at) => format!("persona-{at}"),
        Subject::Group(at) => format!("group-{at}"),
        Subject::Bar(step, group) => format!("bar-{step}-{group}"),
        Subject::Turn(forward) => format!("turn-{forward}"),
        Subject::Lane(kind) => format!("lane-{}", kind.word()),
        Subject::Cell(kind, stage) => format!("cell-{}-{stage}", kind.word()),
        Subject::Loop(at) => format!("loop-{at}"),
        Subject::Node(level, at, _) => format!("node-{level}-{at}"),
        Subject::Move(level, from, to) => format!("move-{level}-{from}-{to}"),
        Subject::Question(asked) => {
            let part = |at: Option<usize>| at.map_or(String::new(), |at| at.to_string());
            format!(
                "question-{}-{}-{}-{}",
                asked.stage,
                part(asked.touchpoint),
                asked.score,
                part(asked.persona)
            )
        }
        Subject::Order(by_score) => format!("order-{by_score}"),
    }
}

/// What kind of mark it is, and which lane it belongs to.
const fn kind(subject: &Subject) -> (&'static str, Option<LaneKind>) {
    match subject {
        Subject::Stage(_) => ("stage", None),
        Subject::Step(_) => ("step", None),
        Subject::Touchpoint(..) => ("touchpoint", None),
        Subject::Emotion(_) => ("emotion", None),
        Subject::Persona(_) => ("persona", None),
        Subject::Group(_) => ("group", None),
        Subject::Bar(..) => ("bar", None),
        Subject::Turn(_) => ("turn", None),
        Subject::Lane(kind) => ("lane", Some(*kind)),
        Subject::Cell(kind, _) => ("cell", Some(*kind)),
        Subject::Loop(_) => ("loop", None),
        Subject::Node(..) => ("node", None),
        Subject::Move(..) => ("move", None),
        Subject::Question(_) => ("question", None),
        Subject::Order(_) => ("order", None),
    }
}

/// What a page was told of an item beside what the layout says of it.
#[derive(Clone, PartialEq)]
pub struct Seat {
    pane: Pane,
    rect: Rect,
    stage: Option<String>,
    selected: bool,
}

/// What a board's last answer told of each item, so that the next one leaves out what is the same.
#[derive(Default)]
pub struct Known {
    /// The items of that layout.
    pub items: Vec<Item>,
    /// One an item.
    pub seats: Vec<Seat>,
}

impl Known {
    fn has(&self, at: usize, item: &Item, seat: &Seat) -> bool {
        self.items.get(at) == Some(item) && self.seats.get(at) == Some(seat)
    }
}

/// Where each item stands, one a spot.
pub fn seats(laid: &Laid, spots: &[Spot], journey: &Journey, chosen: &Chosen) -> Vec<Seat> {
    let seat = |(item, spot): (&Item, &Spot)| {
        let (pane, rect) = laid.home(item.key).unwrap_or((Pane::default(), Rect::default()));
        let selected = match item.subject {
            Subject::Stage(_) | Subject::Step(_) => spot.column.is_some() && spot.column == chosen.stage,
            Subject::Persona(at) => Some(at) == chosen.persona,
            Subject::Order(by_score) => by_score == chosen.by_score,
            _ => false,
        };
        let stage = spot.column.and_then(|at| journey.stages.get(at)).map(|stage| stage.id.clone());
        Seat { pane, rect, stage, selected }
    };
    laid.items.iter().zip(spots).map(seat).collect()
}

fn item(item: &Item, seat: &Seat) -> Value {
    let (kind, lane) = kind(&item.subject);
    let rect = seat.rect;
    object([
        ("key", f64::from(item.key.0).into()),
        ("id", id(&item.subject).into()),
        ("kind", kind.into()),
        ("lane", lane.map(LaneKind::word).into()),
        ("stage", seat.stage.clone().into()),
        ("selected", seat.selected.into()),
        ("pane", pane_name(seat.pane).into()),
        ("x0", rect.x0.into()),
        ("y0", rect.y0.into()),
        ("x1", rect.x1.into()),
        ("y1", rect.y1.into()),
        ("label", item.label.clone().into()),
        ("tip", item.tip.clone().into()),
    ])
}

/// A layout for JavaScript: sizes, items with their boxes, the twin, the lanes, the details that are open. Items without
/// sentences are left out; an item that the page knows is a 0.
pub fn outline(
    laid: &Laid,
    seats: &[Seat],
    known: &Known,
    lanes: &[(LaneState, String)],
    details: Option<&Panel>,
    twin: bool,
) -> Value {
    let items =
        laid.items.iter().zip(seats).enumerate().map(|(at, (one, seat))| {
            if known.has(at, one, seat) { Value::from(0.0) } else { item(one, seat) }
        });
    let rows = laid.twin.rows.iter().map(|row| Value::from(row.clone())).collect();
    let table = map([
        ("caption", laid.twin.caption.clone().into()),
        ("header", laid.twin.header.clone().into()),
        ("rows", Value::List(rows)),
    ]);
    let lane = |(state, name): &(LaneState, String)| {
        object([
            ("lane", state.kind.word().into()),
            ("name", name.clone().into()),
            ("shown", word(state.shown).into()),
        ])
    };
    let scene = &laid.scene;
    // counted from the side where reading starts, as the scroll is
    let along = |column: &Rect| match scene.rtl {
        true => vec![scene.size.width - column.x1, scene.size.width - column.x0],
        false => vec![column.x0, column.x1],
    };
    let opening = laid.lit.and_then(|at| laid.columns.get(at)).map(along);
    map([
        ("rtl", scene.rtl.into()),
        ("opening", opening.into()),
        ("width", scene.size.width.into()),
        ("height", scene.size.height.into()),
        ("head", scene.head.into()),
        ("lead", scene.lead.into()),
        ("label", scene.label.into()),
        ("snaps", scene.snaps.clone().into()),
        ("name", laid.name.clone().into()),
        ("summary", laid.summary.clone().into()),
        ("items", (!laid.untold).then(|| Value::List(items.collect())).into()),
        ("card", laid.items.iter().any(|item| matches!(item.subject, Subject::Turn(_))).into()),
        ("twin", twin.then_some(table).into()),
        ("lanes", Value::List(lanes.iter().map(lane).collect())),
        ("panel", details.map(panel::write).into()),
        ("steering", laid.steering.as_ref().map(steering).into()),
    ])
}

/// What a page can offer to choose from.
fn steering(steering: &Steering) -> Value {
    let level = |(level, name): &(&str, &str)| map([("level", (*level).into()), ("name", (*name).into())]);
    let order = |(order, name): &(&str, &str)| map([("order", (*order).into()), ("name", (*name).into())]);
    map([
        ("levels", Value::List(steering.levels.iter().map(level).collect())),
        ("level", steering.level.into()),
        ("least", (steering.least as f64).into()),
        ("told", steering.told.as_str().into()),
        ("most", (steering.most as f64).into()),
        ("orders", Value::List(steering.orders.iter().map(order).collect())),
        ("order", steering.order.into()),
    ])
}

const fn pane_name(pane: Pane) -> &'static str {
    match pane {
        Pane::Body => "body",
        Pane::Head => "head",
        Pane::Label => "label",
        Pane::Fixed => "fixed",
        Pane::Across => "across",
    }
}
