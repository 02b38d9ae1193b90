//! Hits, keys and the one store of a group of widgets.
//!
//! Must never know: the DOM; time is passed in. It does not know journeys either: the shell tells it for each
//! key what a press on it does ([`Act`]) and in which column it lies.

mod hit;
mod kept;
mod rows;
mod walk;

pub use hit::{Window, hit};
pub use rows::{Row, Seen};
pub use walk::Step;

use crate::geom::Rect;
use crate::scene::Key;

/// What a press on an item does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Selects a column (stage or step).
    Select(usize),
    /// Opens details, by a number that whoever draws them knows, and selects the column they belong to.
    Open(u32, Option<usize>),
    /// Folds a row, or opens a folded one.
    Fold(u32),
    /// Brings a persona into focus, or lets it go.
    Persona(usize),
    /// Turns to the card before (false) or after (true).
    Turn(bool),
    /// Puts questions in the order of the journey (false) or the lowest score first (true).
    Order(bool),
    /// Nothing but the tooltip.
    Nothing,
}

/// An item as the store sees it, in reading order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    /// Its key.
    pub key: Key,
    /// Where its focus item lies, unscrolled.
    pub home: Rect,
    /// What a press does.
    pub act: Act,
    /// The column it lies in.
    pub column: Option<usize>,
}

/// The state that all widgets of a group share.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct State {
    /// Selected column.
    pub selected: Option<usize>,
    /// Persona in focus.
    pub persona: Option<usize>,
    /// The card shown where one stage is one card.
    pub card: usize,
    /// How many cards there are.
    pub cards: usize,
    /// Column under the pointer or the focus, in whichever widget.
    pub column: Option<usize>,
    /// Rows in the reader's order; empty where there are none to arrange.
    pub rows: Vec<Row>,
    /// Questions stand by their score, the lowest first.
    pub by_score: bool,
}

/// What is lit and what is open in one widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Lit {
    /// Item under the pointer.
    pub hover: Option<Key>,
    /// Item with the keyboard's focus.
    pub focus: Option<Key>,
    /// Item that a finger touched: touched again, it is pressed.
    pub touched: Option<Key>,
    /// Details that are open, by their number.
    pub open: Option<u32>,
}

impl Lit {
    /// The item whose tooltip is shown: the pointer wins over the keyboard.
    pub fn tip(&self) -> Option<Key> {
        self.hover.or(self.focus)
    }
}

/// What happened to a widget.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input {
    /// The pointer is over this item, or over none.
    Over(Option<Key>),
    /// Pressed on this item, or on none.
    Press(Option<Key>),
    /// Touched with a finger: what opens details opens them at the second touch, everything else at the first.
    Touch(Option<Key>),
    /// The pointer and the focus left.
    Leave,
    /// An item took the focus; key 0: the widget as a whole did.
    Focus(Key),
    /// A step by keyboard from the focused item.
    Walk(Step),
    /// Enter on the focused item.
    Enter,
    /// Escape: open details close; else what is lit goes dark; when nothing is, the selection is let go.
    Escape,
    /// Closes the details.
    Close,
    /// Turns to the card before (false) or after (true).
    Turn(bool),
    /// Shows a row as wanted.
    Show(u32, Seen),
    /// Moves a row one place up (false) or down (true).
    Shift(u32, bool),
    /// The page selects a column, or none.
    Select(Option<usize>),
    /// Questions in the order of the journey (false), or the lowest score first (true).
    Order(bool),
}

/// What the shell has to do now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Effect {
    /// Lay every widget of the group out again.
    pub layout: bool,
    /// Paint the overlays of the group again.
    pub paint: bool,
    /// The selection is another one.
    pub selected: bool,
    /// The persona in focus is another one.
    pub persona: bool,
    /// Rows were folded, hidden, shown or moved.
    pub rows: bool,
    /// Questions stand in another order.
    pub order: bool,
    /// Other details are open, or none any more.
    pub opened: bool,
    /// The input meant something: a key is not given on to the page.
    pub taken: bool,
    /// Bring the focus here.
    pub focus: Option<Key>,
}

impl State {
    /// The document's own rows are other ones now: where one came or went the reader's order is given up.
    pub fn follow(&mut self, before: Vec<Row>, now: Vec<Row>) {
        if before != now {
            self.rows = now;
        }
    }

    /// Takes an input of one widget in.
    pub fn take(&mut self, lit: &mut Lit, spots: &[Spot], input: Input) -> Effect {
        let before = (self.clone(), *lit);
        let mut effect = Effect { taken: true, ..Effect::default() };
        match input {
            Input::Over(key) => lit.hover = key,
            Input::Focus(key) => lit.focus = known(spots, key).map(|spot| spot.key),
            Input::Leave => *lit = Lit { touched: lit.touched, open: lit.open, ..Lit::default() },
            Input::Press(key) => {
                lit.hover = key;
                effect.taken = key.is_some_and(|key| self.act(lit, spots, key));
            }
            Input::Touch(key) => {
                let opens = key.and_then(|key| known(spots, key)).map(|spot| spot.act);
                let first = matches!(opens, Some(Act::Open(..))) && lit.touched != key;
                lit.hover = key;
                lit.touched = key;
                effect.taken = first || key.is_some_and(|key| self.act(lit, spots, key));
            }
            Input::Enter => effect.taken = lit.focus.is_some_and(|key| self.act(lit, spots, key)),
            Input::Walk(step) => {
                let from = lit.focus.and_then(|key| known(spots, key));
                effect.focus = walk::from(spots, from, step);
                effect.taken = effect.focus.is_some();
                if effect.focus.is_some() {
                    (lit.hover, lit.focus) = (None, effect.focus);
                }
            }
            Input::Turn(forward) => self.turn(forward),
            Input::Close => effect.focus = close(lit, spots),
            Input::Escape if lit.open.is_some() => effect.focus = close(lit, spots),
            Input::Escape if lit.tip().is_some() && lit.hover.is_some() => lit.hover = None,
            Input::Escape => {
                effect.taken = self.selected.is_some();
                self.selected = None;
            }
            Input::Select(column) => self.selected = column,
            Input::Order(by_score) => self.by_score = by_score,
            Input::Show(number, seen) => rows::show(&mut self.rows, number, seen),
            Input::Shift(number, down) => rows::shift(&mut self.rows, number, down),
        }
        self.column = lit.tip().and_then(|key| known(spots, key)).and_then(|spot| spot.column);
        self.effect(before, lit, effect)
    }

    /// Puts the wanted rows first, in their order, and hides all others.
    pub fn arrange(&mut self, lit: &Lit, wanted: &[Row]) -> Effect {
        let before = (self.clone(), *lit);
        rows::arrange(&mut self.rows, wanted);
        self.effect(before, lit, Effect { taken: true, ..Effect::default() })
    }

    /// What there is to do after a change.
    fn effect(&self, (old, was): (Self, Lit), lit: &Lit, mut effect: Effect) -> Effect {
        effect.selected = old.selected != self.selected;
        effect.persona = old.persona != self.persona;
        effect.rows = old.rows != self.rows;
        effect.order = old.by_score != self.by_score;
        effect.opened = was.open != lit.open;
        effect.layout = effect.selected
            || effect.persona
            || effect.rows
            || effect.order
            || effect.opened
            || old.card != self.card;
        effect.paint = effect.layout || was != *lit || old.column != self.column;
        effect
    }

    fn act(&mut self, lit: &mut Lit, spots: &[Spot], key: Key) -> bool {
        match known(spots, key).map(|spot| spot.act) {
            Some(Act::Select(column)) => {
                self.select(column);
                true
            }
            Some(Act::Open(number, column)) => {
                if let Some(column) = column {
                    self.select(column);
                }
                lit.open = Some(number);
                true
            }
            Some(Act::Fold(number)) => {
                rows::toggle(&mut self.rows, number);
                true
            }
            Some(Act::Persona(persona)) => {
                self.persona = if self.persona == Some(persona) { None } else { Some(persona) };
                true
            }
            Some(Act::Turn(forward)) => {
                self.turn(forward);
                true
            }
            Some(Act::Order(by_score)) => {
                self.by_score = by_score;
                true
            }
            Some(Act::Nothing) | None => false,
        }
    }

    fn turn(&mut self, forward: bool) {
        let last = self.cards.saturating_sub(1);
        let next = if forward { self.card.saturating_add(1) } else { self.card.saturating_sub(1) };
        self.card = next.min(last);
    }

    fn select(&mut self, column: usize) {
        self.selected = Some(column);
        self.card = column;
    }
}

/// Closes the details; the focus goes back to the item that opens them.
fn close(lit: &mut Lit, spots: &[Spot]) -> Option<Key> {
    let open = lit.open.take()?;
    let opens = |spot: &&Spot| matches!(spot.act, Act::Open(number, _) if number == open);
    spots.iter().find(opens).map(|spot| spot.key)
}

fn known(spots: &[Spot], key: Key) -> Option<&Spot> {
    spots.iter().find(|spot| spot.key == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spots() -> Vec<Spot> {
        // two heads above two cells, then a turn button
        let at = |key, x: f64, y: f64, act, column| Spot {
            key: Key(key),
            home: Rect::from_size(x, y, 80.0, 20.0),
            act,
            column,
        };
        vec![
            at(1, 0.0, 0.0, Act::Select(0), Some(0)),
            at(2, 100.0, 0.0, Act::Select(1), Some(1)),
            at(3, 0.0, 50.0, Act::Nothing, Some(0)),
            at(4, 100.0, 50.0, Act::Persona(2), Some(1)),
            at(5, 200.0, 0.0, Act::Turn(true), None),
        ]
    }

    /// The same where heads open details, and a bar folds row 7.
    fn details() -> Vec<Spot> {
        let mut spots = spots();
        spots[0].act = Act::Open(40, Some(0));
        spots[1].act = Act::Open(41, Some(1));
        spots[2].act = Act::Fold(7);
        spots
    }

    fn run(state: &mut State, lit: &mut Lit, input: Input) -> Effect {
        state.take(lit, &spots(), input)
    }

    #[test]
    fn a_press_selects_and_says_so_once() {
        let (mut state, mut lit) = (State::default(), Lit::default());
        let effect = run(&mut state, &mut lit, Input::Press(Some(Key(2))));
        assert_eq!(state.selected, Some(1));
        assert!(effect.selected && effect.layout && effect.taken);
        let again = run(&mut state, &mut lit, Input::Press(Some(Key(2))));
        assert!(!again.selected && !again.layout);
        assert!(!run(&mut state, &mut lit, Input::Press(None)).taken, "the ground is no button");
        assert_eq!(state.selected, Some(1));
    }

    #[test]
    fn hover_lights_the_column_and_paints_only_when_something_changed() {
        let (mut state, mut lit) = (State::default(), Lit::default());
        let first = run(&mut state, &mut lit, Input::Over(Some(Key(3))));
        assert_eq!((first.paint, first.layout, state.column), (true, false, Some(0)));
        assert!(!run(&mut state, &mut lit, Input::Over(Some(Key(3)))).paint);
        assert!(run(&mut state, &mut lit, Input::Leave).paint);
        assert_eq!(state.column, None);
    }

    #[test]
    fn keys_walk_enter_selects_escape_clears() {
        let (mut state, mut lit) = (State::default(), Lit::default());
        let walked: Vec<_> =
            [Step::Right, Step::Right, Step::Down, Step::Left, Step::Up, Step::End, Step::Home]
                .into_iter()
                .map(|step| run(&mut state, &mut lit, Input::Walk(step)).focus.map(|key| key.0))
                .collect();
        assert_eq!(walked, [Some(1), Some(2), Some(4), Some(3), Some(1), Some(5), Some(1)]);
        assert!(run(&mut state, &mut lit, Input::Enter).selected);
        assert_eq!(state.selected, Some(0));
        let out = run(&mut state, &mut lit, Input::Escape);
        assert!(out.selected && out.taken);
        assert_eq!(state.selected, None);
        assert!(
            !run(&mut state, &mut lit, Input::Escape).taken,
            "nothing left to clear: the page may have it"
        );
    }

    #[test]
    fn there_is_no_step_past_the_edge() {
        let (mut state, mut lit) = (State::default(), Lit { focus: Some(Key(1)), ..Lit::default() });
        let left = run(&mut state, &mut lit, Input::Walk(Step::Left));
        assert_eq!((left.focus, left.taken), (None, false));
        assert_eq!(lit.focus, Some(Key(1)));
    }

    #[test]
    fn pages_go_by_column_and_keep_the_row() {
        let (mut state, mut lit) = (State::default(), Lit { focus: Some(Key(3)), ..Lit::default() });
        assert_eq!(run(&mut state, &mut lit, Input::Walk(Step::NextColumn)).focus, Some(Key(4)));
        assert_eq!(run(&mut state, &mut lit, Input::Walk(Step::PreviousColumn)).focus, Some(Key(3)));
    }

    #[test]
    fn cards_turn_within_their_number_and_personas_toggle() {
        let (mut state, mut lit) = (State { cards: 2, ..State::default() }, Lit::default());
        assert!(run(&mut state, &mut lit, Input::Press(Some(Key(5)))).layout);
        assert_eq!(state.card, 1);
        assert!(!run(&mut state, &mut lit, Input::Press(Some(Key(5)))).layout);
        assert!(run(&mut state, &mut lit, Input::Press(Some(Key(4)))).persona);
        assert_eq!(state.persona, Some(2));
        run(&mut state, &mut lit, Input::Press(Some(Key(4))));
        assert_eq!(state.persona, None);
    }

    #[test]
    fn the_order_of_questions_changes_once_and_stays() {
        let mut spots = spots();
        spots[2].act = Act::Order(true);
        let (mut state, mut lit) = (State::default(), Lit::default());
        let first = state.take(&mut lit, &spots, Input::Press(Some(Key(3))));
        assert!(first.order && first.layout && first.taken && state.by_score);
        let again = state.take(&mut lit, &spots, Input::Press(Some(Key(3))));
        assert!(!again.order && !again.layout);
        assert!(state.take(&mut lit, &spots, Input::Order(false)).order);
        assert!(!state.by_score);
    }

    #[test]
    fn keys_of_another_layout_do_nothing() {
        let (mut state, mut lit) = (State::default(), Lit::default());
        let effect = run(&mut state, &mut lit, Input::Focus(Key(99)));
        assert_eq!((lit.focus, effect.paint), (None, false));
        assert!(!run(&mut state, &mut lit, Input::Press(Some(Key(99)))).taken);
    }

    #[test]
    fn enter_opens_details_and_escape_closes_them_first_and_gives_the_focus_back() {
        let (mut state, mut lit) = (State::default(), Lit { focus: Some(Key(2)), ..Lit::default() });
        let effect = state.take(&mut lit, &details(), Input::Enter);
        assert!(effect.opened && effect.layout && effect.selected);
        assert_eq!((lit.open, state.selected), (Some(41), Some(1)));
        state.take(&mut lit, &details(), Input::Leave);
        assert_eq!(lit.open, Some(41), "details stay when the pointer leaves");
        let out = state.take(&mut lit, &details(), Input::Escape);
        assert_eq!((out.opened, out.focus, lit.open), (true, Some(Key(2)), None));
        assert_eq!(state.selected, Some(1), "the selection is let go by the next Escape");
        assert!(state.take(&mut lit, &details(), Input::Escape).selected);
        // closing what is closed is nothing
        assert!(!state.take(&mut lit, &details(), Input::Close).opened);
    }

    #[test]
    fn a_finger_lights_first_and_opens_second() {
        let (mut state, mut lit) = (State::default(), Lit::default());
        let first = state.take(&mut lit, &details(), Input::Touch(Some(Key(1))));
        assert!(first.taken && !first.opened && lit.tip() == Some(Key(1)));
        state.take(&mut lit, &details(), Input::Leave);
        assert!(state.take(&mut lit, &details(), Input::Touch(Some(Key(1)))).opened);
        // buttons and personas need no second touch
        assert!(state.take(&mut lit, &details(), Input::Touch(Some(Key(4)))).persona);
    }

    #[test]
    fn a_bar_folds_its_row_and_rows_are_shown_and_moved() {
        let row = |number, seen| Row { number, seen };
        let rows = vec![row(7, Seen::Open), row(8, Seen::Hidden)];
        let (mut state, mut lit) = (State { rows, ..State::default() }, Lit::default());
        let folded = state.take(&mut lit, &details(), Input::Press(Some(Key(3))));
        assert!(folded.rows && folded.layout && !folded.selected);
        assert_eq!(state.rows, [row(7, Seen::Folded), row(8, Seen::Hidden)]);
        assert!(state.take(&mut lit, &details(), Input::Show(8, Seen::Open)).rows);
        assert!(state.take(&mut lit, &details(), Input::Shift(8, false)).rows);
        assert!(!state.take(&mut lit, &details(), Input::Shift(8, false)).rows, "it is the first already");
        assert!(state.arrange(&lit, &[row(7, Seen::Open)]).layout);
        assert_eq!(state.rows, [row(7, Seen::Open), row(8, Seen::Hidden)]);
    }
}
