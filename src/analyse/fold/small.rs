//! Which groups of a breakdown may be published.
//!
//! Must never know: what is counted.

/// By group: true where it may be published.
///
/// `groups` holds the counts of each group, the same ones in each; they add up to those of `total`, together with
/// those of people who are in no group. `out` says which groups are out already. A group is hidden when one of its
/// counts is under `min` and not 0. As long as a count of all hidden people together is, so that subtraction from
/// the total would tell it, the next smallest group (by its first count) is hidden too, those that have any of it
/// first.
///
/// Source: `measures.md`, "Small groups".
///
/// ```
/// # use jejak::analyse::fold::published;
/// // Three people can be told from 100 − 90 − 7: the seven are hidden with them.
/// let groups = [vec![90], vec![7], vec![3]];
/// assert_eq!(published(&groups, &[100], &[], 5), [true, false, false]);
/// // So can three people who are in no group.
/// assert_eq!(published(&groups[..2], &[100], &[], 5), [true, false]);
/// // With two groups nothing is left to publish.
/// assert_eq!(published(&[vec![97], vec![3]], &[100], &[], 5), [false, false]);
/// ```
pub fn published(groups: &[Vec<u64>], total: &[u64], out: &[bool], min: u64) -> Vec<bool> {
    let small = |count: &u64| (1..min).contains(count);
    let at = |group: &[u64], count: usize| group.get(count).copied().unwrap_or(0);
    let mut shown: Vec<bool> = groups
        .iter()
        .enumerate()
        .map(|(group, counts)| !counts.iter().any(small) && out.get(group) != Some(&true))
        .collect();
    loop {
        let told = (0..total.len()).find(|count| {
            let pairs = groups.iter().zip(&shown).filter(|(_, shown)| **shown);
            let visible = pairs.fold(0_u64, |sum, (group, _)| sum.saturating_add(at(group, *count)));
            small(&at(total, *count).saturating_sub(visible))
        });
        let Some(count) = told else { return shown };
        let pairs = groups.iter().zip(&shown).enumerate();
        let visible = pairs.filter(|(_, (_, shown))| **shown);
        // Groups that have none of it help only where nobody else is left: then the total itself is small.
        let next = visible.min_by_key(|(index, (group, _))| {
            (at(group, count) == 0, at(group, 0), core::cmp::Reverse(*index))
        });
        let Some((index, _)) = next else { return shown };
        if let Some(shown) = shown.get_mut(index) {
            *shown = false;
        }
    }
}
