//! Which lanes a map shows, in which order, and which of them are folded to a bar.

use super::{Lane, all, tail};
use crate::figures::Figures;
use crate::geom::{Point, Rect};
use crate::layout::map::Map;
use crate::layout::pen::{CAP, LABEL, Pen, solid};
use crate::layout::{LaneShown, LaneState, Subject};
use crate::model::journey::{Journey, LaneKind, Layer, Touchpoint};
use crate::scene::{Align, Pane};
use crate::words::picture;

/// The order of a document that names no lanes: the customer's own lanes, then the blueprint.
pub(super) const ORDER: [LaneKind; 15] = [
    LaneKind::Emotion,
    LaneKind::Touchpoints,
    LaneKind::Thoughts,
    LaneKind::Pains,
    LaneKind::Opportunities,
    LaneKind::Metrics,
    LaneKind::Survey,
    LaneKind::Actions,
    LaneKind::Needs,
    LaneKind::Expectations,
    LaneKind::Quotes,
    LaneKind::Time,
    LaneKind::Frontstage,
    LaneKind::Backstage,
    LaneKind::Support,
];

/// Lanes that are open at first; more are bars.
const OPEN: usize = 8;

/// Height of a folded lane.
pub const BAR: f64 = 32.0;
/// About how high an open lane is that was not set.
const GUESS: f64 = 136.0;
/// About how high one is that belongs to the lane above it.
const MORE: f64 = 32.0;
/// Height of the row of a dashed line with its caption.
const LINE: f64 = 24.0;

/// The lanes of a map at first: those that the document lists, in its order, `collapsed` ones folded and every
/// other one hidden; of a document that lists none the first eight with content, the rest folded. The answers of a survey
/// stand where a document or the reader asks for them: they have a view of their own. A lane without content does not
/// appear.
///
/// ```
/// # use jejak::figures::Figures;
/// # use jejak::layout::{LaneShown, lane_states};
/// # use jejak::model::journey::{Emotion, Journey, LaneKind, Stage, Touchpoint};
/// let touchpoint = Touchpoint { thoughts: vec!["Does it suit my skin?".into()], ..Touchpoint::default() };
/// let stage =
///     Stage { emotion: Some(Emotion::All(0.5)), touchpoints: vec![touchpoint], ..Stage::default() };
/// let journey = Journey { stages: vec![stage], ..Journey::default() };
/// let lanes = lane_states(&journey, &Figures::default());
/// let kinds: Vec<LaneKind> = lanes.iter().map(|lane| lane.kind).collect();
/// assert_eq!(kinds, [LaneKind::Emotion, LaneKind::Touchpoints, LaneKind::Thoughts]);
/// assert!(lanes.iter().all(|lane| lane.shown == LaneShown::Open));
/// ```
pub fn lane_states(journey: &Journey, figures: &Figures) -> Vec<LaneState> {
    let full = |kind: &LaneKind| has_content(*kind, journey, figures);
    let mut states: Vec<LaneState> = Vec::new();
    for lane in journey.lanes.iter().filter(|lane| full(&lane.kind)) {
        if !states.iter().any(|state| state.kind == lane.kind) {
            let shown = if lane.collapsed { LaneShown::Folded } else { LaneShown::Open };
            states.push(LaneState { kind: lane.kind, shown });
        }
    }
    // titles of empty lanes alone choose nothing
    let chosen = !journey.lanes.is_empty();
    let mut open = 0;
    for kind in ORDER.into_iter().filter(full) {
        if states.iter().any(|state| state.kind == kind) {
            continue;
        }
        let hidden = chosen || kind == LaneKind::Survey;
        let shown = match open < OPEN {
            _ if hidden => LaneShown::Hidden,
            true => LaneShown::Open,
            false => LaneShown::Folded,
        };
        open += usize::from(!hidden);
        states.push(LaneState { kind, shown });
    }
    states
}

/// True where a lane would have anything to show.
fn has_content(kind: LaneKind, journey: &Journey, figures: &Figures) -> bool {
    let touchpoints = || journey.stages.iter().flat_map(|stage| &stage.touchpoints);
    let any = |full: fn(&Touchpoint) -> bool| touchpoints().any(full);
    match kind {
        LaneKind::Emotion => {
            let stage = figures.stages.iter().any(|s| s.measured.is_some() || s.assumed.is_some());
            let persona = figures.personas.iter().flat_map(|persona| &persona.stages);
            let written = journey.stages.iter().any(|s| s.emotion.is_some() || s.to_be.is_some());
            stage || written || persona.into_iter().any(|s| s.measured.is_some() || s.assumed.is_some())
        }
        LaneKind::Actions => any(|t| !t.actions.is_empty()),
        LaneKind::Touchpoints => any(|t| matches!(t.layer, Layer::Customer | Layer::Frontstage)),
        LaneKind::Thoughts => any(|t| !t.thoughts.is_empty()),
        LaneKind::Needs => any(|t| !t.needs.is_empty()),
        LaneKind::Expectations => any(|t| !t.expectations.is_empty()),
        LaneKind::Quotes => any(|t| !t.quotes.is_empty()),
        LaneKind::Pains => any(|t| !t.pains.is_empty()),
        LaneKind::Opportunities => any(|t| !t.opportunities.is_empty()),
        LaneKind::Metrics => figures
            .stages
            .iter()
            .any(|stage| stage.went_on.is_some() || !stage.scores.is_empty() || !stage.measures.is_empty()),
        LaneKind::Time => {
            figures.stages.iter().any(|stage| stage.to_next.median.is_some())
                || journey.stages.iter().any(|stage| stage.planned.is_some())
        }
        LaneKind::Frontstage => any(|t| t.layer == Layer::Frontstage),
        LaneKind::Backstage => any(|t| t.layer == Layer::Backstage),
        LaneKind::Support => any(|t| t.layer == Layer::Support),
        LaneKind::Survey => figures.asked,
        // documents hold no free rows of text
        LaneKind::Text => false,
    }
}

/// A line of a blueprint between two lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// Between the customer and whom they meet.
    Interaction,
    /// Between what a customer sees and what they do not.
    Visibility,
}

/// One row of the map.
pub enum Row {
    /// An open lane and its height.
    Open(Box<dyn Lane>, f64),
    /// A lane folded to a bar, and its height.
    Folded(Box<dyn Lane>, f64),
    /// A dashed line with its caption.
    Border(Border),
}

impl Row {
    /// Height in px.
    pub const fn height(&self) -> f64 {
        match self {
            Self::Open(_, height) | Self::Folded(_, height) => *height,
            Self::Border(_) => LINE,
        }
    }
    /// The line over it, where it is the first of its side.
    fn border(&self) -> Option<Border> {
        match self {
            Self::Open(lane, _) | Self::Folded(lane, _) => border(lane.kind()),
            Self::Border(_) => None,
        }
    }
    /// True when a rule parts it from the row above.
    pub fn is_ruled(&self) -> bool {
        match self {
            Self::Open(lane, _) => lane.ruled(),
            Self::Folded(..) => true,
            Self::Border(_) => false,
        }
    }
}

/// All lanes that a map shows, open and folded, in its order, with those that belong to each.
pub fn shown(map: &Map<'_>) -> Vec<(LaneShown, Vec<Box<dyn Lane>>)> {
    // what has no kind belongs to the lane before it; before the first it always stands
    let mut always: Vec<Box<dyn Lane>> = Vec::new();
    let mut groups: Vec<(LaneKind, Vec<Box<dyn Lane>>)> = Vec::new();
    for lane in all() {
        match (lane.kind(), groups.last_mut()) {
            (Some(kind), _) => groups.push((kind, vec![lane])),
            (None, Some((_, group))) => group.push(lane),
            (None, None) => always.push(lane),
        }
    }
    let mut out = vec![(LaneShown::Open, always)];
    for state in map.lanes.iter().filter(|state| state.shown != LaneShown::Hidden) {
        if let Some(at) = groups.iter().position(|(kind, _)| *kind == state.kind) {
            out.push((state.shown, groups.swap_remove(at).1));
        }
    }
    // under the last open lane: the bars after it are the end of the map
    let open = out.iter().rposition(|(shown, _)| *shown == LaneShown::Open).map_or(0, |at| at + 1);
    out.insert(open, (LaneShown::Open, tail()));
    out
}

/// What lies under the window and was left out.
#[derive(Default)]
pub struct Under {
    /// How high it may be.
    pub height: f64,
    /// Some of it may be open lanes.
    pub open: bool,
}

/// The rows from the heads down. Where there is a `room` for them, lanes that begin under it are left out.
pub fn rows(map: &Map<'_>, pen: &Pen<'_>, room: Option<f64>) -> (Vec<Row>, Under) {
    let (mut rows, mut under) = (Vec::new(), Under::default());
    let mut borders = [Border::Interaction, Border::Visibility].to_vec();
    let height = |rows: &[Row]| rows.iter().map(Row::height).sum::<f64>();
    for (shown, group) in shown(map) {
        if room.is_some_and(|room| height(&rows) > room) {
            under.height += if shown == LaneShown::Folded { BAR } else { GUESS };
            under.open |= shown == LaneShown::Open;
            continue;
        }
        let mut found = Vec::new();
        for lane in group {
            // what belongs to a lane may lie under the window where that one does not
            let over = height(&rows) + height(&found);
            if shown == LaneShown::Open && !found.is_empty() && room.is_some_and(|room| over > room) {
                under.height += MORE;
                under.open = true;
            } else if shown == LaneShown::Open {
                found.extend(super::height(lane.as_ref(), map, pen).map(|height| Row::Open(lane, height)));
            } else if found.is_empty() && is_there(lane.as_ref(), map, pen) {
                let lines = names(lane.as_ref(), map, pen).len();
                found.push(Row::Folded(lane, BAR + 8.0 * lines.saturating_sub(1) as f64));
            }
        }
        let Some(border) = found.first().map(Row::border) else { continue };
        if let Some(border) = border
            && let Some(at) = borders.iter().position(|one| *one == border)
        {
            borders.remove(at);
            rows.push(Row::Border(border));
        }
        rows.extend(found);
    }
    (rows, under)
}

/// True where a lane has anything to show: what a bar hides is counted, and hardly ever set.
fn is_there(lane: &dyn Lane, map: &Map<'_>, pen: &Pen<'_>) -> bool {
    lane.count(map) > 0 || lane.measure(map, pen).is_some()
}

/// The line over a lane, the first of its side.
const fn border(kind: Option<LaneKind>) -> Option<Border> {
    match kind {
        Some(LaneKind::Frontstage) => Some(Border::Interaction),
        Some(LaneKind::Backstage | LaneKind::Support) => Some(Border::Visibility),
        _ => None,
    }
}

/// The name in the label column: two lines where it needs them.
fn names(lane: &dyn Lane, map: &Map<'_>, pen: &Pen<'_>) -> Vec<String> {
    pen.lines(&lane.label(map), LABEL, map.input.labels() - super::GUTTER, 2)
}

/// The bar of a folded lane: its name, how many items, a plus sign. It stays in sight while the map goes
/// sideways.
pub fn place_bar(lane: &dyn Lane, map: &Map<'_>, pen: &mut Pen<'_>, top: f64, height: f64) {
    let theme = pen.theme;
    let Some(kind) = lane.kind() else { return };
    let right = map.right().min(map.input.width - map.input.margin());
    let words = picture::frame(map.input.lang);
    let (name, count) = (lane.label(map), picture::items(lane.count(map), map.input.lang, map.input.numbers));
    let said = format!("{name}: {count}, {}", words.folded);
    pen.item(Subject::Lane(kind), said, vec![name.clone(), count.clone(), words.press_to_open.to_owned()]);
    pen.pane = Pane::Label;
    let lines = names(lane, map, pen);
    let over = if lines.len() > 1 { 4.0 } else { 8.0 };
    pen.para(map.input.margin(), top + over, &lines, LABEL, theme.muted);
    pen.pane = Pane::Across;
    let left = map.columns.start + map.input.pad();
    pen.text(left, top + over, &count, CAP, theme.muted, Align::Start);
    sign(pen, Point::new(right - map.input.pad() - 4.0, top + over + 8.0), 4.0, true);
    pen.target(Rect { x0: map.input.margin(), y0: top, x1: right, y1: top + height });
    pen.plain();
    pen.pane = Pane::Body;
}

/// A dashed line with its caption in the label column.
pub fn place_border(border: Border, map: &Map<'_>, pen: &mut Pen<'_>, top: f64) {
    let (theme, words) = (pen.theme, picture::frame(map.input.lang));
    let name = match border {
        Border::Interaction => words.interaction,
        Border::Visibility => words.visibility,
    };
    pen.plain();
    pen.pane = Pane::Label;
    let name = pen.fit(name, CAP, map.input.labels() - 4.0);
    pen.text(map.input.margin(), top + 4.0, &name, CAP, theme.muted, Align::Start);
    pen.pane = Pane::Body;
    let y = top + LINE / 2.0 + 0.5;
    let mut dash = solid(theme.hatch, 1.0);
    dash.dash = vec![6.0, 4.0];
    pen.line(vec![Point::new(map.columns.start, y), Point::new(map.right(), y)], dash);
}

/// A plus sign, `r` px to each side: it can be opened. Else an angle that points down: it is open and can be folded.
pub fn sign(pen: &mut Pen<'_>, c: Point, r: f64, plus: bool) {
    let at = |dx, dy| Point::new(c.x + dx, c.y + dy);
    let theme = pen.theme;
    if plus {
        pen.line(vec![at(-r, 0.0), at(r, 0.0)], solid(theme.muted, 1.25));
        pen.line(vec![at(0.0, -r), at(0.0, r)], solid(theme.muted, 1.25));
    } else {
        let (wide, high) = (r, r * 0.5);
        pen.line(vec![at(-wide, -high), at(0.0, high), at(wide, -high)], solid(theme.hatch, 1.25));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::journey::{Emotion, Lane as Written, Pain, Stage};
    use LaneShown::{Folded, Hidden, Open};

    /// A stage with something in every lane of texts, before and behind the line of visibility.
    fn full() -> Journey {
        let texts = || vec!["one".to_owned(), "two".to_owned()];
        let layer = |layer| Touchpoint { layer, ..Touchpoint::default() };
        let touchpoint = Touchpoint {
            actions: texts(),
            thoughts: texts(),
            needs: texts(),
            expectations: texts(),
            quotes: texts(),
            pains: vec![Pain { text: "slow".into(), severity: None, owner: None }],
            ..Touchpoint::default()
        };
        let touchpoints =
            vec![touchpoint, layer(Layer::Frontstage), layer(Layer::Backstage), layer(Layer::Support)];
        let stage = Stage { emotion: Some(Emotion::All(0.2)), touchpoints, ..Stage::default() };
        Journey { stages: vec![stage], ..Journey::default() }
    }

    fn of(journey: &Journey) -> Vec<(LaneKind, LaneShown)> {
        lane_states(journey, &Figures::default()).into_iter().map(|lane| (lane.kind, lane.shown)).collect()
    }

    fn listed(lanes: &[(LaneKind, bool)]) -> Journey {
        let lane = |(kind, collapsed): &(LaneKind, bool)| Written {
            kind: *kind,
            title: None,
            collapsed: *collapsed,
        };
        Journey { lanes: lanes.iter().map(lane).collect(), ..full() }
    }

    #[test]
    fn eight_lanes_are_open_and_the_rest_are_bars() {
        let lanes = of(&full());
        let open: Vec<LaneKind> = lanes.iter().filter(|lane| lane.1 == Open).map(|lane| lane.0).collect();
        use LaneKind::*;
        assert_eq!(open, [Emotion, Touchpoints, Thoughts, Pains, Actions, Needs, Expectations, Quotes]);
        let rest: Vec<_> = lanes.into_iter().skip(8).collect();
        assert_eq!(rest, [(Frontstage, Folded), (Backstage, Folded), (Support, Folded)]);
    }

    #[test]
    fn a_document_that_lists_lanes_shows_those_and_hides_the_others() {
        let lanes =
            of(&listed(&[(LaneKind::Pains, false), (LaneKind::Emotion, true), (LaneKind::Pains, true)]));
        assert_eq!(lanes.get(..2), Some(&[(LaneKind::Pains, Open), (LaneKind::Emotion, Folded)][..]));
        assert!(lanes.len() == 11 && lanes.iter().skip(2).all(|lane| lane.1 == Hidden), "{lanes:?}");
        // a lane without content is not there, not even where the document lists it
        let lanes = of(&listed(&[(LaneKind::Metrics, false), (LaneKind::Quotes, false)]));
        assert_eq!(lanes.first(), Some(&(LaneKind::Quotes, Open)));
        assert!(lanes.iter().all(|lane| lane.0 != LaneKind::Metrics));
    }

    #[test]
    fn a_journey_without_anything_has_no_lanes() {
        let journey = Journey { stages: vec![Stage::default()], ..Journey::default() };
        assert_eq!(of(&journey), []);
    }
}
