//! Hits, keys and the one store of a group of widgets.
//!
//! Must never know: the DOM; time is passed in. It does not know journeys either: the shell tells it for each
//! key what a press on it does ([`Act`]) and in which column it lies.

mod hit;
mod walk;

pub use hit::{Window, hit};
pub use walk::Step;

use crate::geom::Rect;
use crate::scene::Key;

/// What a press on an item does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Selects a column (stage or step).
    Select(usize),
    /// Brings a persona into focus, or lets it go.
    Persona(usize),
    /// Turns to the card before (false) or after (true).
    Turn(bool),
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
}

/// What lights up in one widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Lit {
    /// Item under the pointer.
    pub hover: Option<Key>,
    /// Item with the keyboard's focus.
    pub focus: Option<Key>,
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
    /// The pointer and the focus left.
    Leave,
    /// An item took the focus; key 0: the widget as a whole did.
    Focus(Key),
    /// A step by keyboard from the focused item.
    Walk(Step),
    /// Enter on the focused item.
    Enter,
    /// Escape: what is lit goes dark; when nothing is, the selection is let go.
    Escape,
    /// The page selects a column, or none.
    Select(Option<usize>),
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
    /// The input meant something: a key is not given on to the page.
    pub taken: bool,
    /// Bring the focus here.
    pub focus: Option<Key>,
}

impl State {
    /// Takes an input of one widget in.
    pub fn take(&mut self, lit: &mut Lit, spots: &[Spot], input: Input) -> Effect {
        let before = (self.clone(), *lit);
        let mut effect = Effect { taken: true, ..Effect::default() };
        match input {
            Input::Over(key) => lit.hover = key,
            Input::Focus(key) => lit.focus = known(spots, key).map(|spot| spot.key),
            Input::Leave => *lit = Lit::default(),
            Input::Press(key) => {
                lit.hover = key;
                effect.taken = key.is_some_and(|key| self.act(spots, key));
            }
            Input::Enter => effect.taken = lit.focus.is_some_and(|key| self.act(spots, key)),
            Input::Walk(step) => {
                let from = lit.focus.and_then(|key| known(spots, key));
                effect.focus = walk::from(spots, from, step);
                effect.taken = effect.focus.is_some();
                if effect.focus.is_some() {
                    *lit = Lit { hover: None, focus: effect.focus };
                }
            }
            Input::Escape if lit.tip().is_some() && lit.hover.is_some() => lit.hover = None,
            Input::Escape => {
                effect.taken = self.selected.is_some();
                self.selected = None;
            }
            Input::Select(column) => self.selected = column,
        }
        self.column = lit.tip().and_then(|key| known(spots, key)).and_then(|spot| spot.column);
        let (old, was) = before;
        effect.selected = old.selected != self.selected;
        effect.persona = old.persona != self.persona;
        effect.layout = effect.selected || effect.persona || old.card != self.card;
        effect.paint = effect.layout || was != *lit || old.column != self.column;
        effect
    }

    fn act(&mut self, spots: &[Spot], key: Key) -> bool {
        match known(spots, key).map(|spot| spot.act) {
            Some(Act::Select(column)) => {
                self.selected = Some(column);
                self.card = column;
                true
            }
            Some(Act::Persona(persona)) => {
                self.persona = if self.persona == Some(persona) { None } else { Some(persona) };
                true
            }
            Some(Act::Turn(forward)) => {
                let last = self.cards.saturating_sub(1);
                let next = if forward { self.card.saturating_add(1) } else { self.card.saturating_sub(1) };
                self.card = next.min(last);
                true
            }
            Some(Act::Nothing) | None => false,
        }
    }
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
        let (mut state, mut lit) = (State::default(), Lit { hover: None, focus: Some(Key(1)) });
        let left = run(&mut state, &mut lit, Input::Walk(Step::Left));
        assert_eq!((left.focus, left.taken), (None, false));
        assert_eq!(lit.focus, Some(Key(1)));
    }

    #[test]
    fn pages_go_by_column_and_keep_the_row() {
        let (mut state, mut lit) = (State::default(), Lit { hover: None, focus: Some(Key(3)) });
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
    fn keys_of_another_layout_do_nothing() {
        let (mut state, mut lit) = (State::default(), Lit::default());
        let effect = run(&mut state, &mut lit, Input::Focus(Key(99)));
        assert_eq!((lit.focus, effect.paint), (None, false));
        assert!(!run(&mut state, &mut lit, Input::Press(Some(Key(99)))).taken);
    }
}
