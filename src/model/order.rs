//! Orders: of numbers, and of lists that are short or sorted once.
//!
//! Each type that is sorted itself costs a page up to five kilobytes. Here places are sorted, by one sort for all types,
//! and then the things are moved to their places. Rows, which are many, have sorts of their own.

use core::cmp::Ordering;
use std::collections::BTreeSet;

/// Where each number stands when they ascend; equals keep their order.
///
/// One sort for every list that is ordered by a number: each further type that is sorted itself costs a page
/// five kilobytes.
///
/// ```
/// # use jejak::model::order::ascending;
/// assert_eq!(ascending([0.5, -1.0, 0.5, 0.25]), [1, 3, 0, 2]);
/// ```
pub fn ascending(numbers: impl IntoIterator<Item = f64>) -> Vec<usize> {
    let mut order: Vec<(f64, usize)> = Vec::new();
    order.extend(numbers.into_iter().enumerate().map(|(at, number)| (number, at)));
    sort(&mut order);
    order.into_iter().map(|(_, at)| at).collect()
}

/// Brings a list into an order; equals keep theirs.
///
/// ```
/// # use jejak::model::order::arrange;
/// let mut words = vec!["pay", "view", "cart", "buy"];
/// arrange(&mut words, |a, b| a.len().cmp(&b.len()));
/// assert_eq!(words, ["pay", "buy", "view", "cart"]);
/// ```
pub fn arrange<T>(list: &mut [T], order: impl Fn(&T, &T) -> Ordering) {
    let mut from: Vec<usize> = (0..list.len()).collect();
    places(&mut from, &|a, b| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => order(a, b),
        _ => Ordering::Equal,
    });
    for start in 0..from.len() {
        let mut to = start;
        while let Some(found) = from.get_mut(to) {
            let next = core::mem::replace(found, to);
            if next == start {
                break;
            }
            list.swap(to, next);
            to = next;
        }
    }
}

/// Brings a list into the order of what `key` finds in each thing; equals keep theirs.
///
/// ```
/// # use jejak::model::order::arrange_by;
/// let mut steps = vec![("pay", 3), ("view", 1), ("cart", 2), ("look", 1)];
/// arrange_by(&mut steps, |step| step.1);
/// assert_eq!(steps, [("view", 1), ("look", 1), ("cart", 2), ("pay", 3)]);
/// ```
pub fn arrange_by<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    arrange(list, |a, b| key(a).cmp(&key(b)));
}

/// Places of things by the group that each is of, in their order: without a sort, and in two lists however many groups
/// there are.
///
/// ```
/// # use jejak::model::order::Groups;
/// let groups = Groups::of(3, [2, 0, 2]);
/// assert_eq!((groups.get(0), groups.get(1), groups.get(2)), (&[1][..], &[][..], &[0, 2][..]));
/// ```
pub struct Groups {
    /// Where each group begins, and where the last one ends.
    starts: Vec<usize>,
    members: Vec<usize>,
}

impl Groups {
    /// `count` groups, of things of which the group of each is told; what is of no group is left out.
    pub fn of(count: usize, groups: impl IntoIterator<Item = usize, IntoIter: Clone>) -> Self {
        let groups = groups.into_iter();
        // first each group's end is where it begins: the members that are put there move it
        let mut starts = vec![0; count.saturating_add(2)];
        for group in groups.clone() {
            if let Some(size) = starts.get_mut(group.saturating_add(2)) {
                *size += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut members = vec![0; sum];
        for (at, group) in groups.enumerate() {
            if group < count
                && let Some(end) = starts.get_mut(group.saturating_add(1))
                && let Some(member) = members.get_mut(*end)
            {
                *member = at;
                *end += 1;
            }
        }
        Self { starts, members }
    }

    /// All members, group after group.
    pub fn members(&self) -> &[usize] {
        &self.members
    }

    /// The members of a group.
    pub fn get(&self, group: usize) -> &[usize] {
        let ends = self.starts.get(group).zip(self.starts.get(group.saturating_add(1)));
        ends.and_then(|(from, to)| self.members.get(*from..*to)).unwrap_or_default()
    }
}

/// The things as a set. One that is collected sorts them first, with a sort for their type alone.
///
/// ```
/// # use jejak::model::order::set_of;
/// assert_eq!(set_of([3, 1, 3]).into_iter().collect::<Vec<_>>(), [1, 3]);
/// ```
pub fn set_of<T: Ord>(things: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(things);
    set
}

/// Sorts places; the one sort that all types share.
#[inline(never)]
fn places(places: &mut [usize], order: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|a, b| order(*a, *b));
}

fn sort(order: &mut [(f64, usize)]) {
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
}

#[cfg(test)]
mod tests {
    use super::{Groups, arrange, ascending};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_stable_order(numbers in prop::collection::vec(-3..3_i8, 0..60)) {
            let mut stable: Vec<usize> = (0..numbers.len()).collect();
            stable.sort_by_key(|at| numbers[*at]);
            prop_assert_eq!(ascending(numbers.iter().copied().map(f64::from)), stable);
        }

        #[test]
        fn everything_is_in_its_group_once(groups in prop::collection::vec(0..7_usize, 0..60)) {
            let found = Groups::of(5, groups.iter().copied());
            for group in 0..8 {
                let own = |(at, of): (usize, &usize)| (*of == group && group < 5).then_some(at);
                let own: Vec<usize> = groups.iter().enumerate().filter_map(own).collect();
                prop_assert_eq!(found.get(group), own);
            }
        }

        #[test]
        fn things_are_moved_as_a_stable_sort_moves_them(keys in prop::collection::vec(0..9_u8, 0..60)) {
            let mut list: Vec<(u8, String)> = keys.iter().enumerate().map(|(at, key)| (*key, at.to_string())).collect();
            let mut stable = list.clone();
            stable.sort_by_key(|one| one.0);
            arrange(&mut list, |a, b| a.0.cmp(&b.0));
            prop_assert_eq!(list, stable);
        }
    }
}
