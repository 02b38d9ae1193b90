//! What JavaScript calls to show: a store a group of widgets, a board a widget.

use super::canvas::{Ruler, Sheet};
use super::numbers::Local;
use super::{fault, live, plain, speak_of_panics};
use crate::error::{Code, Error};
use crate::figures::{self, Figures};
use crate::geom::theme::Theme;
use crate::geom::{Point, Rect, Size};
use crate::interact::{Act, Effect, Input, Lit, Spot, State, Step, Window, hit};
use crate::layout::{self, Item, Laid, Light, Subject};
use crate::model::check::{Problem, Severity};
use crate::model::evidence::{Evidence, ExactTimes};
use crate::model::journey::Journey;
use crate::model::{read_evidence, read_exact, read_journey};
use crate::paint::{View, plotters};
use crate::scene::{Key, Pane, Scene};
use crate::value::{Value, map};
use crate::words::Lang;
use core::cell::RefCell;
use plotters_canvas::CanvasBackend;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// What a group shows: documents that were found good, and what follows from them.
struct Shown {
    journey: Journey,
    evidence: Option<Evidence>,
    figures: Figures,
}

impl Shown {
    /// The stage that a step of the funnel stands for.
    fn stage_of(&self, step: usize) -> Option<usize> {
        self.figures.stages.iter().position(|stage| stage.step == Some(step))
    }
}

struct Shared {
    ruler: Ruler,
    /// How numbers are written, kept from one layout to the next.
    numbers: Local,
    shown: Option<Shown>,
    state: State,
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
        let shared = Shared { ruler, numbers: Local::new("en"), shown: None, state: State::default() };
        Ok(Self { shared: Rc::new(RefCell::new(shared)) })
    }

    /// Takes documents in (live values or null; `table`: rows of texts instead of a journey) and returns the
    /// problems that did not stop them. What was shown before stays when it throws.
    pub fn load(
        &self,
        journey: &JsValue,
        evidence: &JsValue,
        exact: &JsValue,
        table: &JsValue,
        lang: &str,
    ) -> Result<JsValue, JsValue> {
        let lang = Lang::of(lang);
        let (shown, problems) = read(journey, evidence, exact, table).map_err(|e| fault::thrown(&e, lang))?;
        let problems = problems.iter().map(|problem| told(problem, lang)).collect();
        let mut shared = self.shared.borrow_mut();
        let card = layout::opening(&shown.figures).unwrap_or(0);
        shared.state = State { card, cards: shown.journey.stages.len(), ..State::default() };
        shared.shown = Some(shown);
        Ok(plain::write(&Value::List(problems)))
    }

    /// A widget of this store: `journey` or `funnel`.
    pub fn board(&self, view: &str) -> Board {
        Board {
            shared: Rc::clone(&self.shared),
            funnel: view == "funnel",
            laid: Laid::default(),
            spots: Vec::new(),
            columns: Vec::new(),
            lit: Lit::default(),
            theme: Theme::light(),
            family: String::from("sans-serif"),
        }
    }

    /// A font has arrived: every width is measured anew.
    pub fn forget_fonts(&self) {
        self.shared.borrow().ruler.forget();
    }
}

fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, JsValue> {
    canvas
        .get_context("2d")
        .ok()
        .flatten()
        .and_then(|context| context.dyn_into().ok())
        .ok_or_else(|| fault::thrown(&Error::new(Code::CannotRead, "canvas"), Lang::En))
}

/// Documents → what is shown, and every problem told.
fn read(
    journey: &JsValue,
    evidence: &JsValue,
    exact: &JsValue,
    table: &JsValue,
) -> Result<(Shown, Vec<Problem>), Error> {
    let (journey, from_table, mut problems) = if table.is_null() || table.is_undefined() {
        let (journey, problems) = read_journey(&live::read(journey)?);
        (journey, None, problems)
    } else {
        read_table(&live::read(table)?)
    };
    let Some(journey) = journey else { return Err(worst(problems)) };
    let evidence = if evidence.is_null() || evidence.is_undefined() {
        from_table
    } else {
        let (evidence, more) = read_evidence(&live::read(evidence)?);
        if evidence.is_none() {
            return Err(worst(more));
        }
        problems.extend(more);
        evidence
    };
    let exact: Option<ExactTimes> =
        if exact.is_null() || exact.is_undefined() { None } else { Some(read_exact(&live::read(exact)?)) };
    let figures = figures::derive(&journey, evidence.as_ref(), exact.as_ref());
    Ok((Shown { journey, evidence, figures }, problems))
}

fn read_table(value: &Value) -> (Option<Journey>, Option<Evidence>, Vec<Problem>) {
    let cell = |cell: &Value| cell.as_text().unwrap_or_default().to_owned();
    let row = |row: &Value| row.as_list().unwrap_or_default().iter().map(cell).collect();
    let rows: Vec<Vec<String>> = value.as_list().unwrap_or_default().iter().map(row).collect();
    crate::model::read_table(&rows)
}

/// The first problem that is an error, else the first.
fn worst(problems: Vec<Problem>) -> Error {
    let at = problems.iter().position(|problem| problem.severity == Severity::Error).unwrap_or(0);
    problems.into_iter().nth(at).map_or_else(|| Error::new(Code::NotATable, ""), |problem| problem.error)
}

fn told(problem: &Problem, lang: Lang) -> Value {
    let mut told = fault::value(&problem.error, lang);
    if let Value::Map(pairs) = &mut told {
        pairs.push((String::from("severity"), problem.severity.as_str().into()));
    }
    told
}

/// One view of a store: its layout, and what lights up in it.
#[wasm_bindgen]
pub struct Board {
    shared: Rc<RefCell<Shared>>,
    funnel: bool,
    laid: Laid,
    spots: Vec<Spot>,
    /// For each column of the picture, the stage it stands for.
    columns: Vec<Option<usize>>,
    lit: Lit,
    theme: Theme,
    family: String,
}

#[wasm_bindgen]
impl Board {
    /// Lays out for `{width, height, lang, locale, theme, family}` and returns sizes, items and the twin.
    pub fn layout(&mut self, options: &JsValue) -> Result<JsValue, JsValue> {
        let options = live::read(options).map_err(|e| fault::thrown(&e, Lang::En))?;
        let text = |key: &str| options.get(key).and_then(Value::as_text).unwrap_or_default();
        let lang = Lang::of(text("lang"));
        self.theme = if text("theme") == "dark" { Theme::dark() } else { Theme::light() };
        text("family").clone_into(&mut self.family);
        let mut shared = self.shared.borrow_mut();
        if !shared.numbers.is_of(text("locale")) {
            shared.numbers = Local::new(text("locale"));
        }
        let shared = &*shared;
        shared.ruler.family(&self.family);
        let Some(shown) = &shared.shown else {
            return Err(fault::thrown(&Error::new(Code::MissingKey, "journey"), lang));
        };
        let input = layout::Input {
            journey: &shown.journey,
            figures: &shown.figures,
            evidence: shown.evidence.as_ref(),
            width: options.get("width").and_then(Value::as_number).unwrap_or(960.0),
            height: options.get("height").and_then(Value::as_number),
            lang,
            theme: &self.theme,
            text: &shared.ruler,
            numbers: &shared.numbers,
            persona: shared.state.persona,
            selected: shared.state.selected,
            card: shared.state.card,
            lanes: None,
            beside: false,
        };
        self.laid = if self.funnel { layout::funnel(&input) } else { layout::journey(&input) };
        // a page that is written from right to left, whatever the journey's language
        if options.get("rtl").is_some_and(|rtl| *rtl == Value::Bool(true)) && !self.laid.scene.rtl {
            layout::mirror(&mut self.laid);
        }
        self.columns = (0..self.laid.columns.len())
            .map(|at| if self.funnel { shown.stage_of(at) } else { Some(at) })
            .collect();
        let column = |item: &Item| {
            item.column().and_then(|at| if self.funnel { shown.stage_of(at) } else { Some(at) })
        };
        self.spots = self
            .laid
            .items
            .iter()
            .map(|item| Spot {
                key: item.key,
                home: self.laid.home(item.key).map_or(Rect::default(), |(_, rect)| rect),
                act: act(&item.subject, column(item)),
                column: column(item),
            })
            .collect();
        let stages: Vec<&str> = shown.journey.stages.iter().map(|stage| stage.id.as_str()).collect();
        let chosen = (shared.state.selected, shared.state.persona);
        Ok(plain::write(&outline(&self.laid, &self.spots, &stages, chosen)))
    }

    /// Paints the picture on `base` and what lights up on `overlay` (which may be the same canvas).
    #[allow(clippy::too_many_arguments)]
    pub fn paint(
        &self,
        base: &HtmlCanvasElement,
        overlay: &HtmlCanvasElement,
        width: f64,
        height: f64,
        ratio: f64,
        x: f64,
        y: f64,
    ) -> Result<(), JsValue> {
        let view = View { size: Size { width, height }, ratio, scroll: Point::new(x, y) };
        self.sheet(base, &self.laid.scene, &view, true)?;
        let shared = self.shared.borrow();
        let column = self.columns.iter().position(|at| at.is_some() && *at == shared.state.column);
        drop(shared);
        let alone = js_sys::Object::is(base, overlay);
        // beside a DOM of focus items the ring is the DOM's own
        let light = Light { hover: self.lit.hover, column, focus: self.lit.focus.filter(|_| alone) };
        self.sheet(overlay, &layout::highlight(&self.laid, &self.theme, &light), &view, !alone)
    }

    fn sheet(
        &self,
        canvas: &HtmlCanvasElement,
        scene: &Scene,
        view: &View,
        clear: bool,
    ) -> Result<(), JsValue> {
        let context = context(canvas)?;
        if clear {
            context.clear_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
        }
        let broken = || fault::thrown(&Error::new(Code::CannotRead, "canvas"), Lang::En);
        let mut pen = CanvasBackend::with_canvas_object(canvas.clone()).ok_or_else(broken)?;
        let shared = self.shared.borrow();
        shared.ruler.family(&self.family);
        let mut sheet = Sheet { context: &context, ruler: &shared.ruler };
        plotters(scene, view, &self.family, &mut pen, &mut sheet).map_err(|e| fault::thrown(&e, Lang::En))
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

    /// What is lit after the layout changed is looked up again; what is gone goes dark.
    fn take(&mut self, input: Input) -> JsValue {
        let mut shared = self.shared.borrow_mut();
        let before = self.lit;
        let effect = shared.state.take(&mut self.lit, &self.spots, input);
        let stages = shared.shown.as_ref().map_or(&[][..], |shown| &shown.journey.stages);
        let selected = shared.state.selected.and_then(|at| stages.get(at)).map(|stage| stage.id.clone());
        let personas = shared.shown.as_ref().map_or(&[][..], |shown| &shown.journey.personas);
        let persona = shared.state.persona.and_then(|at| personas.get(at)).map(|one| one.id.clone());
        plain::write(&answer(&effect, &self.lit, before.tip() != self.lit.tip(), selected, persona))
    }
}

/// What a press on a subject does.
fn act(subject: &Subject, stage: Option<usize>) -> Act {
    match subject {
        Subject::Persona(at) => Act::Persona(*at),
        Subject::Turn(forward) => Act::Turn(*forward),
        Subject::Group(_) | Subject::Lane(_) | Subject::Loop(_) => Act::Nothing,
        _ => stage.map_or(Act::Nothing, Act::Select),
    }
}

fn answer(
    effect: &Effect,
    lit: &Lit,
    moved: bool,
    selected: Option<String>,
    persona: Option<String>,
) -> Value {
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
    if effect.selected {
        pairs.push(("selected", selected.into()));
    }
    if effect.persona {
        pairs.push(("changed", Value::Map(vec![("persona".to_owned(), persona.into())])));
    }
    Value::Map(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// A layout as JavaScript needs it: sizes, items with their boxes, the twin.
fn outline(laid: &Laid, spots: &[Spot], stages: &[&str], chosen: (Option<usize>, Option<usize>)) -> Value {
    let items = laid.items.iter().zip(spots).map(|(item, spot)| {
        let (pane, rect) = laid.home(item.key).unwrap_or_default();
        let (kind, pressed) = match item.subject {
            Subject::Stage(_) => ("stage", spot.column.is_some() && spot.column == chosen.0),
            Subject::Step(_) => ("step", spot.column.is_some() && spot.column == chosen.0),
            Subject::Touchpoint(..) => ("touchpoint", false),
            Subject::Emotion(_) => ("emotion", false),
            Subject::Persona(at) => ("persona", Some(at) == chosen.1),
            Subject::Group(_) => ("group", false),
            Subject::Bar(..) => ("bar", false),
            Subject::Turn(_) => ("turn", false),
            Subject::Lane(_) => ("lane", false),
            Subject::Cell(..) => ("cell", false),
            Subject::Loop(_) => ("loop", false),
        };
        let stage = spot.column.and_then(|at| stages.get(at)).map(|id| (*id).to_owned());
        Value::Map(
            [
                ("key", Value::from(f64::from(item.key.0))),
                ("kind", kind.into()),
                ("stage", stage.into()),
                ("selected", pressed.into()),
                ("pane", pane_name(pane).into()),
                ("x0", rect.x0.into()),
                ("y0", rect.y0.into()),
                ("x1", rect.x1.into()),
                ("y1", rect.y1.into()),
                ("label", item.label.clone().into()),
                ("tip", item.tip.clone().into()),
            ]
            .map(|(key, value)| (key.to_owned(), value))
            .into(),
        )
    });
    let rows = laid.twin.rows.iter().map(|row| Value::from(row.clone())).collect();
    let twin = map([
        ("caption", laid.twin.caption.clone().into()),
        ("header", laid.twin.header.clone().into()),
        ("rows", Value::List(rows)),
    ]);
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
        ("items", Value::List(items.collect())),
        ("twin", twin),
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
