//! How a funnel was counted that jejak did not count.

use super::{Lang, fill, quoted, rule};
use crate::model::evidence::Evidence;
use crate::model::journey::{Journey, SourceKind};

/// The rule in words; of counts that a source had ready, that it was the source who counted.
///
/// ```
/// # use jejak::model::{evidence::{Evidence, SourceRows}, journey::{Journey, SourceKind}};
/// # use jejak::words::{Lang, counted};
/// let rows = SourceRows { source: "ga4.csv".into(), kind: SourceKind::Counts, used: 4, ..SourceRows::default() };
/// let evidence = Evidence { rows: vec![rows], ..Evidence::default() };
/// assert_eq!(
///     counted(&Journey::default(), Some(&evidence), Lang::En),
///     "The counts are those of “ga4.csv”: by which rule they were counted is not known here."
/// );
/// ```
pub fn counted(journey: &Journey, evidence: Option<&Evidence>, lang: Lang) -> String {
    let rows = evidence.map(|evidence| evidence.rows.as_slice()).unwrap_or_default();
    let counts = rows.iter().find(|rows| rows.kind == SourceKind::Counts && rows.used > 0);
    // Rows of people that match steps are counted here, whatever else is there.
    let people = rows.iter().any(|rows| {
        !matches!(rows.kind, SourceKind::Counts | SourceKind::Survey | SourceKind::Social) && rows.used > 0
    });
    match counts.filter(|_| !people) {
        Some(rows) => fill(
            lang.pick(
                "The counts are those of {0}: by which rule they were counted is not known here.",
                "Jumlahnya berasal dari {0}: aturan penghitungannya tidak diketahui di sini.",
            ),
            &[&quoted(rows.system.as_deref().unwrap_or(&rows.source))],
        ),
        None => match evidence {
            Some(evidence) => rule(&evidence.whole_rule(), lang),
            None => rule(&journey.funnel, lang),
        },
    }
}
