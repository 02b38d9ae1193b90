//! What JavaScript calls to show: a store a group of widgets, a board a widget.

use super::canvas::{Ruler, Sheet};
use super::documents::{Shown, read, told};
use super::lanes::{number, rows, seen, states};
use super::numbers::Local;
use super::outline::{Answer, Chosen, Known, answer, lacking, outline, seats};
use super::quill::{Quill, Said};
use super::{fault, live, plain, speak_of_panics};
use crate::error::{Code, Error};
use crate::geom::theme::Theme;
use crate::geom::{Point, Rect, Size};
use crate::interact::{Act, Effect, Input, Lit, Row, Spot, State, Step, Window, hit};
use crate::layout::{self, Item, Laid, LaneState, Light, Memory, Panel, Subject};
use crate::model::journey::LaneKind;
use crate::paint::{View, covered, damage, plotters, svg};
use crate::scene::{Key, Scene};
use crate::value::Value;
use crate::words::Lang;
use core::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// What this build leaves out takes no room in it: the module of a first picture is a fifth lighter.
const WHOLE: bool = cfg!(feature = "whole");

/// The edges of what lights up are put on multiples of so many px: the next picture mostly needs no other canvas for it.
const STEP: f64 = 32.0;

struct Shared {
    ruler: Ruler,
    /// How numbers are written, kept from one layout to the next.
    numbers: Local,
    shown: Option<Shown>,
    state: State,
    /// Counts what changes all pictures: other documents than evidence alone, fonts.
    edition: u32,
}

/// One journey, one evidence, one state: what all widgets of a group share.
#[wasm_bindgen]
pub struct Store {
    shared: Rc<RefCell<Shared>>,
}

#[wasm_bindgen]
impl Store {
    /// A store; text is measured on `canvas`, which nobody else draws on.
    #[wasm_bindgen(constructor)]
    pub fn new(canvas: &HtmlCanvasElement) -> Result<Store, JsValue> {
        speak_of_panics();
        let ruler = Ruler::new(context(canvas)?);
        let shared =
            Shared { ruler, numbers: Local::new("en"), shown: None, state: State::default(), edition: 0 };
        Ok(Self { shared: Rc::new(RefCell::new(shared)) })
    }

    /// Takes documents in (live values or null; `table`: rows of texts instead of a journey; `compare`: an earlier
    /// evidence; `moves`: those of the evidence as columns, or null) and returns the problems that did not stop them. What was
    /// shown before stays when it throws.
    #[allow(clippy::too_many_arguments)]
    pub fn load(
        &self,
        journey: &JsValue,
        evidence: &JsValue,
        exact: &JsValue,
        table: &JsValue,
        lang: &str,
        compare: &JsValue,
        moves: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let lang = Lang::of(lang);
        let (shown, problems) =
            read(journey, evidence, exact, table, compare, moves).map_err(|e| fault::thrown(&e, lang))?;
        let problems = problems.iter().map(|problem| told(problem, lang)).collect();
        let mut shared = self.shared.borrow_mut();
        let own = own(&shown);
        match &shared.shown {
            // the same journey with other evidence: what the reader chose stays
            Some(before) if before.journey == shown.journey => {
                let before = self::own(before);
                shared.state.follow(before, own);
            }
            _ => {
                let card = layout::opening(&shown.figures).unwrap_or(0);
                let cards = shown.journey.stages.len();
                let by_score = shared.state.by_score;
                shared.state = State { card, cards, rows: own, by_score, ..State::default() };
            }
        }
        shared.shown = Some(shown);
        shared.edition = shared.edition.wrapping_add(1);
        Ok(plain::write(&Value::List(problems)))
    }

    /// Takes the parts of evidence in that have changed, key by key, and returns the problems of the evidence there is
    /// now. What the reader chose stays. `times_stand`: stages come without their times, which are those there are; nothing is
    /// returned, and nothing changed, where they must come with them. When it throws, all is as before.
    pub fn renew(
        &self,
        parts: &JsValue,
        exact: &JsValue,
        lang: &str,
        moves: &JsValue,
        times_stand: bool,
    ) -> Result<JsValue, JsValue> {
        let lang = Lang::of(lang);
        let mut shared = self.shared.borrow_mut();
        let Shared { shown, state, .. } = &mut *shared;
        let Some(shown) = shown else {
            return Err(fault::thrown(&Error::new(Code::MissingKey, "journey"), lang));
        };
        let before = own(shown);
        let renewed = shown.renew(parts, exact, moves, times_stand).map_err(|e| fault::thrown(&e, lang))?;
        let Some(problems) = renewed else { return Ok(JsValue::UNDEFINED) };
        let problems = problems.iter().map(|problem| told(problem, lang)).collect();
        state.follow(before, own(shown));
        Ok(plain::write(&Value::List(problems)))
    }

    /// A widget of this store; a view that there is not is the journey.
    pub fn board(&self, view: &str) -> Board {
        Board {
            shared: Rc::clone(&self.shared),
            view: layout::View::of(view).unwrap_or_default(),
            laid: Laid::default(),
            spots: Vec::new(),
            columns: Vec::new(),
            painted: None,
            before: None,
            lit: Lit::default(),
            details: Vec::new(),
            known: Known::default(),
            memory: Memory::default(),
            looks: String::new(),
            edition: 0,
            theme: Theme::light(),
            family: String::from("sans-serif"),
        }
    }

    /// What the reader has chosen, for [`Store::keep`] of another instance.
    pub fn kept(&self) -> Vec<f64> {
        self.shared.borrow().state.numbers()
    }

    /// Takes over what the reader chose in another instance, where the same documents were loaded.
    pub fn keep(&self, kept: &[f64]) {
        let mut shared = self.shared.borrow_mut();
        if let Some(state) = State::of(kept) {
            shared.state = state;
        }
    }

    /// A font has arrived: every width is measured anew.
    pub fn forget_fonts(&self) {
        let mut shared = self.shared.borrow_mut();
        shared.ruler.forget();
        shared.edition = shared.edition.wrapping_add(1);
    }
}

/// The lanes as the document has them.
fn own(shown: &Shown) -> Vec<Row> {
    rows(&layout::lane_states(&shown.journey, &shown.figures))
}

fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsValue> {
    canvas
        .get_context("2d")
        .ok()
        .flatten()
        .and_then(|context| context.dyn_into().ok())
        .ok_or_else(|| fault::thrown(&Error::new(Code::CannotRead, "canvas"), Lang::En))
}

/// How long a side of an overlay is that needs so much, and `has` so much; of a picture it is no more than `all`. One that
/// is long enough stays: another canvas costs the browser more than some pixels.
#[inline(never)]
fn long(needs: u32, has: u32, all: u32) -> u32 {
    if 0 < needs && needs <= has && has <= all { has } else { needs }
}

/// One view of a store: its layout, and what lights up in it.
#[wasm_bindgen]
pub struct Board {
    shared: Rc<RefCell<Shared>>,
    view: layout::View,
    laid: Laid,
    spots: Vec<Spot>,
    /// For each column of the picture, the stage it stands for.
    columns: Vec<Option<usize>>,
    /// The window in which the scene stands on the canvas.
    painted: Option<View>,
    /// The scene that stands on the canvas still, and its window, after another one was laid out.
    before: Option<(Scene, View)>,
    lit: Lit,
    /// What can be opened: the number of the details is their place here.
    details: Vec<Subject>,
    /// What the page knows of the items.
    known: Known,
    memory: Memory,
    /// Theme, language and type of what is in the memory, and of which edition it is.
    looks: String,
    edition: u32,
    theme: Theme,
    family: String,
}

#[wasm_bindgen]
impl Board {
    /// Lays out for `{width, height, lang, locale, theme, family, rtl, panels, beside, twin, level, least, order, late, first,
    /// say, known}`
    /// and returns sizes, items, the twin if it was asked for, the lanes, and the details that are open. With `late` hundreds
    /// of items may be left out; the same options with `say` then give all of it, of the picture as it stands. With `first` what lies under
    /// the window may be left out; then there are no items, and the same options without `first` give all of it. To a page that
    /// has kept the items that it was told last (`known`) one that is the same, at the same place in the list, is 0.
    pub fn layout(&mut self, options: &JsValue) -> Result<JsValue, JsValue> {
        let options = live::read(options).map_err(|e| fault::thrown(&e, Lang::En))?;
        let text = |key: &str| options.get(key).and_then(Value::as_text).unwrap_or_default();
        let truth = |key: &str| options.get(key).and_then(Value::as_bool).unwrap_or_default();
        let lang = Lang::of(text("lang"));
        self.theme = if text("theme") == "dark" { Theme::dark() } else { Theme::light() };
        if self.family != text("family") {
            text("family").clone_into(&mut self.family);
            // letters of the same width can look other
            self.painted = None;
        }
        let shared = Rc::clone(&self.shared);
        let mut shared = shared.borrow_mut();
        if !shared.numbers.is_of(text("locale")) {
            shared.numbers = Local::new(text("locale"));
        }
        let shared = &*shared;
        shared.ruler.family(&self.family);
        let Some(shown) = &shared.shown else {
            return Err(fault::thrown(&Error::new(Code::MissingKey, "journey"), lang));
        };
        let (theme, arranged) = (self.theme.clone(), states(&shared.state.rows));
        let input = layout::Input {
            journey: &shown.journey,
            figures: &shown.figures,
            evidence: shown.evidence.as_ref(),
            width: options.get("width").and_then(Value::as_number).unwrap_or(960.0),
            height: options.get("height").and_then(Value::as_number),
            lang,
            theme: &theme,
            text: &shared.ruler,
            numbers: &shared.numbers,
            persona: shared.state.persona,
            selected: shared.state.selected,
            card: shared.state.card,
            lanes: Some(&arranged),
            beside: truth("beside"),
        };
        let least = options.get("least").and_then(Value::as_number).filter(|least| *least >= 1.0);
        let least = least.map(|least| least as u64);
        let choice = layout::Choice {
            level: text("level"),
            least,
            order: layout::NodeOrder::of(text("order")),
            by_score: shared.state.by_score,
            late: truth("late"),
            first: truth("first"),
        };
        if truth("say") {
            self.known = Known::default();
            self.view.say(&input, choice, &mut self.laid);
        } else {
            let looks = [text("theme"), text("lang"), text("locale"), text("family")].join("|");
            if (&self.looks, self.edition) != (&looks, shared.edition) {
                self.memory.forget();
                (self.looks, self.edition) = (looks, shared.edition);
            }
            let mut laid = self.view.lay_again(&input, choice, truth("twin"), &self.memory);
            // a page that is written from right to left, whatever the journey's language
            if truth("rtl") && !laid.scene.rtl {
                layout::mirror(&mut laid);
            }
            let told = !self.laid.untold;
            let items = self.place(laid, shown, truth("panels"));
            if !truth("known") {
                self.known = Known::default();
            } else if told {
                self.known.items = items;
            }
        }
        let panel = self.panel(&input);
        let lanes = if self.view.has_lanes() { layout::lanes(&input) } else { Vec::new() };
        let chosen = Chosen {
            stage: shared.state.selected,
            persona: shared.state.persona,
            by_score: shared.state.by_score,
        };
        let untold = self.laid.untold;
        let seats = if untold { Vec::new() } else { seats(&self.laid, &self.spots, &shown.journey, &chosen) };
        let written = outline(&self.laid, &seats, &self.known, &lanes, panel.as_ref(), truth("twin"));
        // what was told before a layout without sentences is what the page still has
        if !untold {
            self.known = Known { items: Vec::new(), seats };
        }
        Ok(plain::write(&written))
    }

    /// Takes a layout in: spots for it, and what was lit is looked up again; what is gone goes dark. Gives the items of the
    /// layout before.
    fn place(&mut self, laid: Laid, shown: &Shown, panels: bool) -> Vec<Item> {
        let before = core::mem::replace(&mut self.laid, laid);
        let again = |key: Option<Key>| {
            let subject = before.item(key?).map(|item| &item.subject)?;
            self.laid.items.iter().find(|item| item.subject == *subject).map(|item| item.key)
        };
        let Lit { hover, focus, touched, open } = self.lit;
        self.lit = Lit { hover: again(hover), focus: again(focus), touched: again(touched), open };
        let Laid { scene, items, .. } = before;
        if let Some(view) = self.painted.take() {
            self.before = Some((scene, view));
        }
        let steps = self.view.has_steps();
        let stage = |at: usize| if steps { shown.stage_of(at) } else { Some(at) };
        self.columns = (0..self.laid.columns.len()).map(stage).collect();
        let spot = |(at, item): (usize, &Item)| {
            let column = item.column().and_then(stage);
            let home = self.laid.home(item.key).map_or(Rect::default(), |(_, rect)| rect);
            let act = act(&item.subject, column, at, panels.then_some(&mut self.details));
            Spot { key: item.key, home, act, column }
        };
        self.spots = self.laid.items.iter().enumerate().map(spot).collect();
        items
    }

    /// The details that are open; those of what is there no more are closed.
    fn panel(&mut self, input: &layout::Input<'_>) -> Option<Panel> {
        let subject = self.lit.open.and_then(|open| self.details.get(open as usize));
        let panel = subject.and_then(|subject| details(input, subject));
        if panel.is_none() {
            self.lit.open = None;
        }
        panel
    }

    /// Paints the picture on `base`, unless it `stands` there already, and what lights up on `overlay` (which may be
    /// the same canvas). Where `kept` says that the canvas still holds what was painted last, only what looks other
    /// now is painted. An overlay is no larger than what lights up, since its pixels cost as much as the picture's: returns
    /// where in the window it begins, `[x, y]` in device pixels; nothing where it is the same canvas.
    #[allow(clippy::too_many_arguments)]
    pub fn paint(
        &mut self,
        base: &HtmlCanvasElement,
        overlay: &HtmlCanvasElement,
        width: f64,
        height: f64,
        ratio: f64,
        x: f64,
        y: f64,
        stands: bool,
        kept: bool,
    ) -> Result<Vec<f64>, JsValue> {
        let view = View { size: Size { width, height }, ratio, scroll: Point::new(x, y) };
        let alone = js_sys::Object::is(base, overlay);
        if alone || !stands {
            self.picture(base, &view, kept && !alone)?;
        }
        let shared = self.shared.borrow();
        let column = self.columns.iter().position(|at| at.is_some() && *at == shared.state.column);
        drop(shared);
        // beside a DOM of focus items the ring is the DOM's own
        // what passes through a thing lights up for the keyboard too
        let flows = !self.laid.flows.is_empty();
        let hover = self.lit.hover.or(self.lit.focus.filter(|_| flows));
        let light = Light { hover, column, focus: self.lit.focus.filter(|_| alone) };
        let lit = layout::highlight(&self.laid, &self.theme, &light);
        if alone {
            self.sheet(base, &lit, &view, &[None], (0.0, 0.0))?;
            return Ok(Vec::new());
        }
        let part = covered(&lit, &view, STEP);
        let Rect { x0, y0, x1, y1 } = part.unwrap_or_default();
        let [x0, y0, x1, y1] = [x0, y0, x1, y1].map(|edge| (edge * ratio).round());
        let (all_wide, all_high) = (base.width(), base.height());
        let wide = long((x1 - x0) as u32, overlay.width(), all_wide);
        let high = long((y1 - y0) as u32, overlay.height(), all_high);
        // a canvas that is given a size is clear; one of no size is that already
        if wide > 0 || overlay.width() > 0 {
            overlay.set_width(wide);
            overlay.set_height(high);
        }
        let x0 = x0.min(f64::from(all_wide.saturating_sub(wide)));
        let y0 = y0.min(f64::from(all_high.saturating_sub(high)));
        if part.is_some() {
            self.sheet(overlay, &lit, &view, &[part], (x0, y0))?;
        }
        Ok(vec![x0, y0])
    }

    /// The picture as it was laid out last, whole and unscrolled, as the text of an SVG document; nothing where that is
    /// left out.
    pub fn svg(&self) -> Option<String> {
        WHOLE.then(|| svg(&self.laid.scene, &self.family))
    }

    /// What lights up, for [`Board::light`] of another instance.
    pub fn lights(&self) -> Vec<u32> {
        [self.lit.hover, self.lit.focus, self.lit.touched].map(|key| key.map_or(0, |key| key.0)).into()
    }

    /// Lights up what lit up in another instance that has laid out the same.
    pub fn light(&mut self, lights: &[u32]) {
        let mut keys = lights.iter().map(|key| Some(Key(*key)).filter(|key| self.laid.item(*key).is_some()));
        let mut next = || keys.next().flatten();
        let (hover, focus, touched) = (next(), next(), next());
        self.lit = Lit { hover, focus, touched, open: None };
    }

    /// Paints the scene, or of it what has changed since the canvas was painted last.
    fn picture(&mut self, base: &HtmlCanvasElement, view: &View, kept: bool) -> Result<(), JsValue> {
        let before = self.before.take().filter(|(_, seen)| kept && seen == view);
        let changed = before.and_then(|(scene, _)| damage(&scene, &self.laid.scene, view));
        let parts: Vec<Option<Rect>> =
            changed.map_or_else(|| vec![None], |parts| parts.into_iter().map(Some).collect());
        self.painted = None;
        if !parts.is_empty() {
            self.sheet(base, &self.laid.scene, view, &parts, (0.0, 0.0))?;
        }
        self.painted = Some(*view);
        Ok(())
    }

    /// Paints parts of a scene, or all of it, on a canvas that begins at `origin` of the window, in device pixels.
    fn sheet(
        &self,
        canvas: &HtmlCanvasElement,
        scene: &Scene,
        view: &View,
        parts: &[Option<Rect>],
        origin: (f64, f64),
    ) -> Result<(), JsValue> {
        let context = context(canvas)?;
        let said = Said::default();
        let mut pen = Quill::new(canvas, &context, &said);
        let shared = self.shared.borrow();
        shared.ruler.family(&self.family);
        let mut sheet = Sheet { context: &context, ruler: &shared.ruler, said: &said, origin };
        for part in parts {
            plotters(scene, view, *part, &self.family, &mut pen, &mut sheet)
                .map_err(|e| fault::thrown(&e, Lang::En))?;
        }
        Ok(())
    }

    /// The pointer moved to a point of the window.
    pub fn pointer(&mut self, x: f64, y: f64, sx: f64, sy: f64, width: f64, height: f64) -> JsValue {
        let key = self.under(x, y, sx, sy, width, height);
        self.take(Input::Over(key))
    }

    /// The pointer pressed at a point of the window.
    pub fn press(&mut self, x: f64, y: f64, sx: f64, sy: f64, width: f64, height: f64) -> JsValue {
        let key = self.under(x, y, sx, sy, width, height);
        self.take(Input::Press(key))
    }

    /// A finger touched a point of the window.
    pub fn touch(&mut self, x: f64, y: f64, sx: f64, sy: f64, width: f64, height: f64) -> JsValue {
        let key = self.under(x, y, sx, sy, width, height);
        self.take(Input::Touch(key))
    }

    fn under(&self, x: f64, y: f64, sx: f64, sy: f64, width: f64, height: f64) -> Option<Key> {
        let window = Window { size: Size { width, height }, scroll: Point::new(sx, sy) };
        hit(&self.laid.scene, &window, Point::new(x, y))
    }

    /// Pointer and focus are gone.
    pub fn leave(&mut self) -> JsValue {
        self.take(Input::Leave)
    }

    /// An item took the focus.
    pub fn focus(&mut self, key: u32) -> JsValue {
        self.take(Input::Focus(Key(key)))
    }

    /// An item was pressed by keyboard or by a reader.
    pub fn activate(&mut self, key: u32) -> JsValue {
        self.lit.focus = Some(Key(key));
        self.take(Input::Enter)
    }

    /// A key of the keyboard, by its name.
    pub fn key(&mut self, name: &str) -> JsValue {
        match name {
            "Enter" => self.take(Input::Enter),
            "Escape" => self.take(Input::Escape),
            _ => Step::of(name).map_or(JsValue::UNDEFINED, |step| self.take(Input::Walk(step))),
        }
    }

    /// The page selects a stage by its id; none clears.
    pub fn select(&mut self, stage: Option<String>) -> JsValue {
        let shared = self.shared.borrow();
        let stages = shared.shown.as_ref().map_or(&[][..], |shown| &shown.journey.stages);
        let at = stage.and_then(|id| stages.iter().position(|stage| stage.id == id));
        drop(shared);
        self.take(Input::Select(at))
    }

    /// Closes the details.
    pub fn close(&mut self) -> JsValue {
        self.take(Input::Close)
    }

    /// Turns to the card before or after.
    pub fn turn(&mut self, forward: bool) -> JsValue {
        self.take(Input::Turn(forward))
    }

    /// Puts questions in the order of the journey, or by `score`, the lowest first. Every survey of the store has it.
    pub fn sort(&mut self, by: &str) -> JsValue {
        self.take(Input::Order(by == "score"))
    }

    /// Shows a lane `open`, `folded` or `hidden`.
    pub fn show_lane(&mut self, lane: &str, shown: &str) -> JsValue {
        match LaneKind::of(lane).zip(seen(shown)) {
            Some((kind, seen)) => self.take(Input::Show(number(kind), seen)),
            None => JsValue::UNDEFINED,
        }
    }

    /// Moves a lane one place up or down.
    pub fn move_lane(&mut self, lane: &str, down: bool) -> JsValue {
        LaneKind::of(lane).map_or(JsValue::UNDEFINED, |kind| self.take(Input::Shift(number(kind), down)))
    }

    /// Shows the lanes that are named, in their order; nothing: as the document says.
    pub fn arrange(&mut self, lanes: Option<String>) -> JsValue {
        let mut shared = self.shared.borrow_mut();
        let own = |shown: &Shown| layout::lane_states(&shown.journey, &shown.figures);
        let wanted: Vec<LaneState> = match lanes {
            Some(lanes) => layout::read_lanes(&lanes),
            None => shared.shown.as_ref().map(own).unwrap_or_default(),
        };
        let effect = shared.state.arrange(&self.lit, &rows(&wanted));
        drop(shared);
        self.told(&effect, false)
    }

    fn take(&mut self, input: Input) -> JsValue {
        let lit = self.lit;
        let mut shared = self.shared.borrow_mut();
        let state = (!WHOLE).then(|| shared.state.clone());
        let effect = shared.state.take(&mut self.lit, &self.spots, input);
        // details are left out here: nothing has happened, and the page asks the whole module again
        if let Some(state) = state.filter(|_| effect.opened && self.lit.open.is_some()) {
            (shared.state, self.lit) = (state, lit);
            return plain::write(&lacking());
        }
        drop(shared);
        self.told(&effect, lit.tip() != self.lit.tip())
    }

    fn told(&self, effect: &Effect, moved: bool) -> JsValue {
        let shared = self.shared.borrow();
        let state = &shared.state;
        let stages = shared.shown.as_ref().map_or(&[][..], |shown| &shown.journey.stages);
        let personas = shared.shown.as_ref().map_or(&[][..], |shown| &shown.journey.personas);
        let written = answer(Answer {
            effect,
            lit: &self.lit,
            moved,
            selected: state.selected.and_then(|at| stages.get(at)).map(|stage| stage.id.clone()),
            persona: state.persona.and_then(|at| personas.get(at)).map(|one| one.id.clone()),
            lanes: layout::write_lanes(&states(&state.rows)),
            by_score: state.by_score,
        });
        plain::write(&written)
    }
}

/// Details, in a function of their own: an engine compiles it when the first are opened.
#[inline(never)]
fn details(input: &layout::Input<'_>, subject: &Subject) -> Option<Panel> {
    if WHOLE { layout::panel(input, subject) } else { None }
}

/// What a press on a subject does; `details` is where details get their numbers, where there is room for them, and `near`
/// the number that the subject mostly has.
fn act(subject: &Subject, stage: Option<usize>, near: usize, details: Option<&mut Vec<Subject>>) -> Act {
    match subject {
        Subject::Persona(at) => Act::Persona(*at),
        Subject::Turn(forward) => Act::Turn(*forward),
        Subject::Lane(kind) => Act::Fold(number(*kind)),
        Subject::Order(by_score) => Act::Order(*by_score),
        Subject::Group(_) => Act::Nothing,
        // several things in one have no details of their own
        Subject::Node(_, number, _) if *number > usize::MAX / 2 => stage.map_or(Act::Nothing, Act::Select),
        Subject::Move(_, from, to) if *from.max(to) > usize::MAX / 2 => Act::Nothing,
        _ => match details {
            Some(details) => {
                let mostly = details.get(near).is_some_and(|known| known == subject).then_some(near);
                let known = || details.iter().position(|known| known == subject);
                let at = mostly.or_else(known).unwrap_or_else(|| {
                    details.push(subject.clone());
                    details.len().saturating_sub(1)
                });
                Act::Open(at as u32, stage)
            }
            None => stage.map_or(Act::Nothing, Act::Select),
        },
    }
}
