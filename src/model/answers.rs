//! Answers that are pooled: the same question asked at several places, or in several files.

use super::evidence::{AnswerWords, Answers};

impl Answers {
    /// True when both are answers to one question: same source, kind, scale, method and label, told in the same way.
    pub fn same_question(&self, other: &Self) -> bool {
        (&self.source, self.kind, self.scale, self.method, &self.label, self.flip, self.line)
            == (&other.source, other.kind, other.scale, other.method, &other.label, other.flip, other.line)
            && self.weights.is_some() == other.weights.is_some()
    }

    /// Adds the answers of `more` to these; counts are added, so nothing depends on the order. Weights are floats: their
    /// sums are those of all answers to the last digits only.
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

impl AnswerWords {
    /// Adds the words of a question to a list, which is in the order of sources and labels. Of two words for one answer the
    /// first by their letters stays, so that nothing depends on the order.
    ///
    /// ```
    /// # use jejak::model::evidence::AnswerWords;
    /// let words = |answer, word: &str| AnswerWords {
    ///     source: "survey".into(), label: None, words: vec![(answer, word.into())],
    /// };
    /// let mut list = Vec::new();
    /// for one in [words(5.0, "Sangat puas"), words(1.0, "Tidak puas"), words(5.0, "Sangat setuju")] {
    ///     AnswerWords::add(&mut list, &one);
    /// }
    /// assert_eq!(list, [AnswerWords {
    ///     words: vec![(1.0, "Tidak puas".into()), (5.0, "Sangat puas".into())], ..words(0.0, "")
    /// }]);
    /// ```
    pub fn add(list: &mut Vec<Self>, more: &Self) {
        let key = |one: &Self| (one.source.clone(), one.label.clone());
        match list.binary_search_by(|known| key(known).cmp(&key(more))) {
            Err(at) => list.insert(at, more.clone()),
            Ok(at) => {
                let Some(known) = list.get_mut(at) else { return };
                for (answer, word) in &more.words {
                    match known.words.binary_search_by(|(own, _)| own.total_cmp(answer)) {
                        Err(at) => known.words.insert(at, (*answer, word.clone())),
                        Ok(at) => {
                            if let Some((_, own)) = known.words.get_mut(at).filter(|(_, own)| word < own) {
                                own.clone_from(word);
                            }
                        }
                    }
                }
            }
        }
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
