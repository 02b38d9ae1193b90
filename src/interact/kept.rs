//! A state as a row of numbers, in which it goes from one instance of the module to another.

use super::{Row, Seen, State};

/// Numbers before the rows.
const HEAD: usize = 6;

impl State {
    /// The state as a row of numbers; [`State::of`] reads them.
    ///
    /// ```
    /// # use jejak::interact::State;
    /// let state = State { selected: Some(2), cards: 5, ..State::default() };
    /// assert_eq!(State::of(&state.numbers()), Some(state));
    /// assert_eq!(State::of(&[1.0]), None);
    /// ```
    pub fn numbers(&self) -> Vec<f64> {
        let place = |at: Option<usize>| at.map_or(-1.0, |at| at as f64);
        let Self { selected, persona, card, cards, column, rows, by_score } = self;
        let mut out = vec![
            place(*selected),
            place(*persona),
            *card as f64,
            *cards as f64,
            place(*column),
            f64::from(u8::from(*by_score)),
        ];
        out.extend(rows.iter().flat_map(|row| [f64::from(row.number), f64::from(seen(row.seen))]));
        out
    }

    /// The state of such a row, where it is one.
    pub fn of(numbers: &[f64]) -> Option<Self> {
        let (&[selected, persona, card, cards, column, by_score], rows) =
            numbers.split_first_chunk::<HEAD>()?;
        let place = |number: f64| (number >= 0.0).then_some(number as usize);
        let row = |pair: &[f64]| match pair {
            [number, seen] => Some(Row { number: *number as u32, seen: seen_of(*seen as u8)? }),
            _ => None,
        };
        Some(Self {
            selected: place(selected),
            persona: place(persona),
            card: card as usize,
            cards: cards as usize,
            column: place(column),
            rows: rows.chunks(2).map(row).collect::<Option<_>>()?,
            by_score: by_score > 0.0,
        })
    }
}

const fn seen(seen: Seen) -> u8 {
    match seen {
        Seen::Open => 0,
        Seen::Folded => 1,
        Seen::Hidden => 2,
    }
}

const fn seen_of(number: u8) -> Option<Seen> {
    match number {
        0 => Some(Seen::Open),
        1 => Some(Seen::Folded),
        2 => Some(Seen::Hidden),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_comes_back_from_its_numbers_and_others_are_none() {
        let rows = [Seen::Hidden, Seen::Open, Seen::Folded].into_iter().zip(7..);
        let state = State {
            selected: Some(0),
            persona: Some(3),
            card: 1,
            cards: 4,
            column: None,
            rows: rows.map(|(seen, number)| Row { number, seen }).collect(),
            by_score: true,
        };
        let numbers = state.numbers();
        assert_eq!(State::of(&numbers), Some(state));
        assert_eq!(State::of(&State::default().numbers()), Some(State::default()));
        // half a row, a row that is seen in no known way
        assert_eq!(State::of(&numbers[..numbers.len() - 1]), None);
        assert_eq!(State::of(&[&numbers[..HEAD], &[7.0, 9.0]].concat()), None);
    }
}
