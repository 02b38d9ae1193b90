//! Rows are brought to their people in two steps: first to a district of neighbours, then, inside of it, to each. Brought
//! there at once, each row lies somewhere else in the memory than the one before; a district's lie in a cache.
//!
//! Must never know: rules, the order of time.

use super::people::Row;

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

impl Districts {
    /// For people whose rows are to stand from these places on, `rows` in all, of so many tables; none where one step is as
    /// good, or a row has no room for the number of its person.
    pub fn new(ranges: &[(u32, u32)], rows: u32, tables: usize) -> Option<Self> {
        let people = u32::try_from(ranges.len()).ok().filter(|_| rows > FEW)?;
        let bits = people.div_ceil((rows / ROWS).min(MOST)).next_power_of_two().trailing_zeros();
        let in_all = tables.next_power_of_two().trailing_zeros().saturating_add(bits);
        let starts = || ranges.iter().step_by(1 << bits).map(|range| range.0);
        let sizes =
            starts().skip(1).chain([rows]).zip(starts()).map(|(end, start)| end.saturating_sub(start));
        let fits = in_all <= u16::BITS && sizes.max()? <= LARGEST;
        fits.then(|| Self { people, bits, ends: starts().collect() })
    }

    /// How many people a district has.
    pub fn each(&self) -> usize {
        1 << self.bits
    }

    /// Where the next row of a person's district is written, and what is written for the number of its table, which
    /// tells who the person is.
    #[inline]
    pub fn next(&mut self, person: u32, table: u16) -> Option<(u32, u16)> {
        let end = self.ends.get_mut((person >> self.bits) as usize).filter(|_| person < self.people)?;
        let place = *end;
        *end = end.saturating_add(1);
        // Of both there is room for all bits.
        let near = person & ((1 << self.bits) - 1);
        Some((place, table.unbounded_shl(self.bits) | near as u16))
    }

    /// Brings the rows of a district to its people, whose ranges are these; `held` has them meanwhile.
    #[inline(never)]
    pub fn settle(&self, district: usize, ranges: &mut [(u32, u32)], rows: &mut [Row], held: &mut Vec<Row>) {
        let start = ranges.first().map_or(0, |range| range.0);
        let end = self.ends.get(district).copied().unwrap_or(0);
        let Some(rows) = rows.get_mut(start as usize..end as usize) else { return };
        held.clear();
        held.extend_from_slice(rows);
        let last = self.each().saturating_sub(1);
        for row in held.iter() {
            let Some((_, end)) = ranges.get_mut(usize::from(row.table) & last) else { continue };
            if let Some(place) = rows.get_mut(end.saturating_sub(start) as usize) {
                *place = Row { table: row.table.unbounded_shr(self.bits), ..*row };
            }
            *end = end.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where each of so many people's rows start, each person having rows by their number.
    fn ranges(people: u32, rows: impl Fn(u32) -> u32) -> (Vec<(u32, u32)>, u32) {
        let mut start = 0;
        let one = |person| {
            let range = (start, start);
            start += rows(person);
            range
        };
        let ranges = (0..people).map(one).collect();
        (ranges, start)
    }

    #[test]
    fn rows_come_to_their_people_in_the_order_in_which_they_came() {
        for tables in [1_u16, 2, 5] {
            let (mut ranges, all) = ranges(9_000, |person| person % 11);
            let mut districts = Districts::new(&ranges, all, tables.into()).unwrap();
            assert!(ranges.len() > 2 * districts.each(), "{tables}");
            let mut rows = vec![Row { time: 0, mask: 0, row: 0, table: 0, event: 0 }; all as usize];
            // Each person's in turn, so that neighbours in the file are of others.
            let mut row = 0;
            for turn in 0..10 {
                for person in (0..9_000_u32).rev().filter(|person| person % 11 > turn) {
                    let (place, table) = districts.next(person, (row % u32::from(tables)) as u16).unwrap();
                    rows[place as usize] = Row { time: person.into(), mask: 1, row, table, event: 7 };
                    row += 1;
                }
            }
            assert_eq!(districts.next(9_000, 0), None);
            let (mut held, each) = (Vec::new(), districts.each());
            for (district, ranges) in ranges.chunks_mut(each).enumerate() {
                districts.settle(district, ranges, &mut rows, &mut held);
            }
            for (person, (start, end)) in (0_u32..).zip(&ranges) {
                let rows = &rows[*start as usize..*end as usize];
                assert_eq!(rows.len() as u32, person % 11);
                assert!(
                    rows.iter().all(|row| row.time == i64::from(person) && row.mask == 1 && row.event == 7)
                );
                assert!(rows.iter().all(|row| u32::from(row.table) == row.row % u32::from(tables)));
                assert!(rows.is_sorted_by(|a, b| a.row < b.row));
            }
        }
    }

    #[test]
    fn who_has_too_many_rows_or_too_many_tables_is_served_at_once() {
        let (few, rows) = ranges(3_000, |_| 10);
        assert!(Districts::new(&few, rows, 1).is_none());
        let (many, rows) = ranges(10_000, |_| 10);
        assert!(Districts::new(&many, rows, 1).is_some());
        assert!(Districts::new(&many, rows, 1 << 13).is_none());
        let (uneven, rows) = ranges(10_000, |person| if person == 9_000 { 200_000 } else { 10 });
        assert!(Districts::new(&uneven, rows, 1).is_none());
        assert!(Districts::new(&[], 0, 1).is_none());
    }
}
