//! Rows are brought to their people in two steps: first to a district of neighbours, then, inside of it, to each. Brought
//! there at once, each row lies somewhere else in the memory than the one before; a district's lie in a cache.
//!
//! Must never know: rules, the order of time.

use super::briefs::{Brief, Since};

/// So few rows lie near each other anyway.
const FEW: u32 = 1 << 15;
/// So many rows a district has in the mean, where there are not too many of them.
const ROWS: u32 = 1 << 12;
/// So many rows of each district are written at once; more would not lie in a cache either.
const MOST: u32 = 1 << 10;
/// No district has more rows: they are held twice for a moment.
const LARGEST: u32 = 1 << 17;

/// People by their numbers, so many neighbours a district.
pub struct Districts {
    /// How many people there are.
    people: u32,
    /// Bits of a person's number inside of a district.
    bits: u32,
    /// By district: where its next row is written.
    ends: Vec<u32>,
}

/// Working space: the rows of a district, and where the next row of each of its people is written.
#[derive(Default)]
pub struct Held<S> {
    /// The rows.
    pub rows: Vec<Brief<S>>,
    /// The places.
    pub ends: Vec<u32>,
}

impl Districts {
    /// For people whose rows are to stand from these places on, the last of which is behind all rows, of so many tables; none
    /// where one step is as good, or a row has no room for the number of its person.
    pub fn new(starts: &[u32], tables: usize) -> Option<Self> {
        let (rows, starts) = starts.split_last()?;
        let people = u32::try_from(starts.len()).ok().filter(|_| *rows > FEW)?;
        let bits = people.div_ceil((*rows / ROWS).min(MOST)).next_power_of_two().trailing_zeros();
        let in_all = tables.next_power_of_two().trailing_zeros().saturating_add(bits);
        let starts = || starts.iter().copied().step_by(1 << bits);
        let sizes =
            starts().skip(1).chain([*rows]).zip(starts()).map(|(end, start)| end.saturating_sub(start));
        let fits = in_all <= u16::BITS && sizes.max()? <= LARGEST;
        fits.then(|| Self { people, bits, ends: starts().collect() })
    }

    /// A district for each person: then there is no second step.
    pub fn of_one(starts: &[u32]) -> Self {
        let ends = starts.split_last().map_or_else(Vec::new, |(_, starts)| starts.to_vec());
        Self { people: u32::try_from(ends.len()).unwrap_or(u32::MAX), bits: 0, ends }
    }

    /// How many people a district has.
    pub fn each(&self) -> usize {
        1 << self.bits
    }

    /// What tells of a person, and the number of a row's table, where the next row of the person's district is written, and
    /// what is written for the number of the table, which says who the person is.
    #[inline(always)]
    pub fn places(&mut self) -> impl FnMut(u32, u16) -> Option<(u32, u16)> {
        let Self { people, bits, ends } = self;
        // Of both numbers there is room for all bits.
        let (people, bits, near) = (*people, *bits, (1_u32 << *bits).wrapping_sub(1));
        move |person, table| {
            let end = ends.get_mut((person >> bits) as usize).filter(|_| person < people)?;
            let place = *end;
            *end = end.wrapping_add(1);
            Some((place, table.unbounded_shl(bits) | (person & near) as u16))
        }
    }

    /// Brings the rows of a district to its people, whose rows start at these places; the last is where they end.
    #[inline(never)]
    pub fn settle<S: Since>(&self, starts: &[u32], rows: &mut [Brief<S>], held: &mut Held<S>) {
        let (Some(first), Some((end, starts))) = (starts.first(), starts.split_last()) else { return };
        let Some(rows) = rows.get_mut(*first as usize..*end as usize) else { return };
        let Held { rows: held, ends } = held;
        held.clear();
        held.extend_from_slice(rows);
        ends.clear();
        ends.extend(starts.iter().map(|start| start.wrapping_sub(*first)));
        let last = self.each().saturating_sub(1);
        for row in held.iter() {
            let Some(end) = ends.get_mut(usize::from(row.table) & last) else { continue };
            if let Some(place) = rows.get_mut(*end as usize) {
                *place = Brief { table: row.table.unbounded_shr(self.bits), ..*row };
            }
            *end = end.wrapping_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where each of so many people's rows start, each person having rows by their number; and where they end.
    fn starts(people: u32, rows: impl Fn(u32) -> u32) -> Vec<u32> {
        let mut end = 0;
        let ends = (0..people).map(|person| {
            end += rows(person);
            end
        });
        core::iter::once(0).chain(ends).collect()
    }

    #[test]
    fn rows_come_to_their_people_in_the_order_in_which_they_came() {
        for tables in [1_u16, 2, 5] {
            let starts = starts(9_000, |person| person % 11);
            let mut districts = Districts::new(&starts, tables.into()).unwrap();
            assert!(starts.len() > 2 * districts.each(), "{tables}");
            let mut rows = vec![Brief::<u32>::default(); starts[9_000] as usize];
            let mut who = vec![0; rows.len()];
            let mut places = districts.places();
            // Each person's in turn, so that neighbours in the file are of others.
            let mut row = 0;
            for turn in 0..10 {
                for person in (0..9_000_u32).rev().filter(|person| person % 11 > turn) {
                    let (place, table) = places(person, (row % u32::from(tables)) as u16).unwrap();
                    rows[place as usize] = Brief { row, table, ..Brief::default() };
                    who[row as usize] = person;
                    row += 1;
                }
            }
            assert_eq!(places(9_000, 0), None);
            drop(places);
            let (mut held, each) = (Held::default(), districts.each());
            for first in (0..9_000).step_by(each) {
                districts.settle(&starts[first..=9_000.min(first + each)], &mut rows, &mut held);
            }
            for (person, range) in (0_u32..).zip(starts.windows(2)) {
                let rows = &rows[range[0] as usize..range[1] as usize];
                assert!(rows.iter().all(|row| who[row.row as usize] == person));
                assert!(rows.iter().all(|row| u32::from(row.table) == row.row % u32::from(tables)));
                assert!(rows.is_sorted_by(|a, b| a.row < b.row));
            }
        }
    }

    #[test]
    fn who_has_too_many_rows_or_too_many_tables_is_served_at_once() {
        let few = starts(3_000, |_| 10);
        assert!(Districts::new(&few, 1).is_none());
        let many = starts(10_000, |_| 10);
        assert!(Districts::new(&many, 1).is_some());
        assert!(Districts::new(&many, 1 << 13).is_none());
        let uneven = starts(10_000, |person| if person == 9_000 { 200_000 } else { 10 });
        assert!(Districts::new(&uneven, 1).is_none());
        assert!(Districts::new(&[], 1).is_none());
        assert!(Districts::new(&[0], 1).is_none());
    }
}
