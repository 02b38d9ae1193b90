//! Answers that are pooled: the same question asked at several places, or in several files.

use super::evidence::Answers;

impl Answers {
    /// True when both are answers to one question: same source, kind, scale, method and label, told in the same way.
    pub fn same_question(&self, other: &Self) -> bool {
        (&self.source, self.kind, self.scale, self.method, &self.label, self.flip, self.line)
            == (&other.source, other.kind, other.scale, other.method, &other.label, other.flip, other.line)
            && self.weights.is_some() == other.weights.is_some()
    }

    /// Adds the answers of `more` to these; counts are added, so nothing depends on the order.
    ///
    /// ```
    /// # use jejak::model::{evidence::Answers, journey::ScoreKind};
    /// let kind = ScoreKind::Csat;
    /// let asked = |counts: &[(f64, u64)]| Answers {
    ///     source: "survey".into(), kind, scale: kind.scale(), method: kind.method(), label: None, flip: false,
    ///     line: false, counts: counts.to_vec(), missing: 1, n: counts.iter().map(|(_, n)| n).sum(), weights: None,
    /// };
    /// let mut all = asked(&[(4.0, 2), (5.0, 1)]);
    /// all.add(&asked(&[(1.0, 3), (4.0, 1)]));
    /// assert_eq!(all.counts, [(1.0, 3), (4.0, 3), (5.0, 1)]);
    /// assert_eq!((all.n, all.missing), (7, 2));
    /// ```
    pub fn add(&mut self, more: &Self) {
        add_counts(&mut self.counts, &more.counts, |count, more| *count = count.saturating_add(more));
        self.missing = self.missing.saturating_add(more.missing);
        self.n = self.n.saturating_add(more.n);
        if let (Some(weights), Some(more)) = (&mut self.weights, &more.weights) {
            add_counts(&mut weights.counts, &more.counts, |sum, more| *sum += more);
            weights.sum2 += more.sum2;
        }
    }

    /// One entry a question, in the order in which they are met.
    pub fn pooled<'a>(all: impl IntoIterator<Item = &'a Self>) -> Vec<Self> {
        let mut pooled: Vec<Self> = Vec::new();
        for answers in all {
            match pooled.iter_mut().find(|known| known.same_question(answers)) {
                Some(known) => known.add(answers),
                None => pooled.push(answers.clone()),
            }
        }
        pooled
    }
}

fn add_counts<N: Copy>(counts: &mut Vec<(f64, N)>, more: &[(f64, N)], add: impl Fn(&mut N, N)) {
    for (value, count) in more {
        match counts.binary_search_by(|(known, _)| known.total_cmp(value)) {
            Ok(at) => {
                if let Some((_, known)) = counts.get_mut(at) {
                    add(known, *count);
                }
            }
            Err(at) => counts.insert(at, (*value, *count)),
        }
    }
}
