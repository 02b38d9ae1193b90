//! Evidence of several groups of people → evidence of all of them, by adding.
//!
//! Must never know: rows, rates, files.

mod add;
mod answers;
mod check;

use crate::error::Error;
use crate::model::evidence::Evidence;

/// Why documents cannot be merged: which one it is about, from 0, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Index of the document.
    pub part: usize,
    /// What is wrong, with a JSON pointer into that document.
    pub error: Error,
}

/// Merges evidence by adding: the evidence of all people of all parts, where nobody is in two of them.
///
/// Counts, histograms, answers, words and cohorts add up; `period` and `data_end` widen; rows and their issues add up by
/// source; the result is as whole as its parts are (`min_group` 0) and is published by [`super::publish`]. People who
/// waited at the end of their own part's data still wait.
///
/// Refused, with the place: documents whose small groups are folded (`folded`); another journey, rule, stage,
/// touchpoint, persona, channel, breakdown or scale than the first's (`cannot_merge`); and people or rows that
/// may be in two documents (`overlap`), unless the caller says that they are `disjoint`. Evidence names nobody, so two
/// documents that both count people may always hold the same ones; where at most one does, rows of one source in
/// periods that meet may be the same. No documents at all make empty evidence.
///
/// ```
/// use jejak::analyse::merge;
/// use jejak::model::evidence::{Evidence, Funnel, StepCounts};
/// let step = |people| StepCounts { id: "buy".into(), people, ..StepCounts::default() };
/// let shop = |people| Evidence { people, funnel: Some(Funnel { steps: vec![step(people)] }), ..Evidence::default() };
/// let merged = merge(&[shop(5), shop(7)], true).unwrap();
/// assert_eq!((merged.people, merged.funnel.unwrap().steps[0].people), (12, 12));
/// let refusal = merge(&[shop(5), shop(7)], false).unwrap_err();
/// assert_eq!((refusal.part, refusal.error.to_string().as_str()), (1, "overlap (people) at /people"));
/// ```
pub fn merge(parts: &[Evidence], disjoint: bool) -> Result<Evidence, Refusal> {
    let Some((first, more)) = parts.split_first() else { return Ok(Evidence::default()) };
    check::whole(first).map_err(|error| Refusal { part: 0, error })?;
    let mut merged = first.clone();
    for (at, part) in more.iter().enumerate() {
        let refusal = |error| Refusal { part: at.saturating_add(1), error };
        check::whole(part).and_then(|()| check::same(&merged, part)).map_err(refusal)?;
        let before = parts.get(..=at).unwrap_or_default();
        if !disjoint {
            check::apart(before, part).map_err(refusal)?;
        }
        add::add(&mut merged, part).map_err(refusal)?;
    }
    merged.rows = add::rows(parts);
    super::met::settle(&mut merged);
    super::order::sort(&mut merged);
    Ok(merged)
}
