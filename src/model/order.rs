//! The order of numbers.

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

fn sort(order: &mut [(f64, usize)]) {
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
}

#[cfg(test)]
mod tests {
    use super::ascending;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_stable_order(numbers in prop::collection::vec(-3..3_i8, 0..60)) {
            let mut stable: Vec<usize> = (0..numbers.len()).collect();
            stable.sort_by_key(|at| numbers[*at]);
            prop_assert_eq!(ascending(numbers.iter().copied().map(f64::from)), stable);
        }
    }
}
