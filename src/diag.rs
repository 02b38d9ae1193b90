//! Issues: what could not be used, counted by code with the first few samples. They are not errors.
//!
//! Must never know: languages, the web.

use crate::error::Code;

/// How many samples an issue keeps.
pub const SAMPLES: usize = 5;

/// One unusable row or cell: where it stands and what it held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Line of the file, from 1 (the header counts).
    pub line: u64,
    /// Column header, or empty for a whole row.
    pub column: String,
    /// The value as it stood there, at most 80 characters.
    pub value: String,
}

/// All unusable rows or cells of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// What is wrong with them.
    pub code: Code,
    /// How many.
    pub count: u64,
    /// The first [`SAMPLES`] of them.
    pub first: Vec<Sample>,
}

/// Issues in the order they first appeared, one entry a code.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Issues(Vec<Issue>);

impl Issues {
    /// Counts one more; `sample` is only called while samples are still kept.
    pub fn add(&mut self, code: Code, sample: impl FnOnce() -> Sample) {
        let at = self.0.iter().position(|issue| issue.code == code).unwrap_or_else(|| {
            self.0.push(Issue { code, count: 0, first: Vec::new() });
            self.0.len() - 1
        });
        if let Some(issue) = self.0.get_mut(at) {
            issue.count = issue.count.saturating_add(1);
            if issue.first.len() < SAMPLES {
                let mut sample = sample();
                if let Some((end, _)) = sample.value.char_indices().nth(80) {
                    sample.value.truncate(end);
                }
                issue.first.push(sample);
            }
        }
    }

    /// The issues, in order of first appearance.
    pub fn iter(&self) -> impl Iterator<Item = &Issue> {
        self.0.iter()
    }

    /// The issues of several parts of one file as one list: in the order of the lines they were first seen on, each
    /// with the first of all its samples.
    #[must_use]
    pub fn together(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for issue in parts.into_iter().flat_map(|part| part.0) {
            match all.0.iter_mut().find(|known| known.code == issue.code) {
                Some(known) => {
                    known.count = known.count.saturating_add(issue.count);
                    known.first.extend(issue.first);
                    known.first.sort_by_key(|sample| sample.line);
                    known.first.truncate(SAMPLES);
                }
                None => all.0.push(issue),
            }
        }
        all.0.sort_by_key(|issue| issue.first.first().map_or(0, |sample| sample.line));
        all
    }

    /// How many of `code`.
    pub fn count(&self, code: Code) -> u64 {
        self.0.iter().find(|issue| issue.code == code).map_or(0, |issue| issue.count)
    }

    /// True when nothing was unusable.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The one issue.
    pub fn of(issue: Issue) -> Self {
        Self(vec![issue])
    }

    /// Puts back an issue read from a document.
    pub fn push(&mut self, issue: Issue) {
        self.0.push(issue);
    }
}
