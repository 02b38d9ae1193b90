//! Every switch of a funnel once more, from its definition: all chains are enumerated, and each is judged whole.
//! No state is carried from row to row, nothing is pruned, and no code is shared with the crate.

use super::Happening;

/// What happens with rows that are close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    Allow,
    Forbid,
    Grace(i64),
}

/// The switches that judge a chain.
#[derive(Clone, Debug)]
pub struct Law<'s> {
    /// The letters that match each step.
    pub steps: Vec<&'s str>,
    pub strict: bool,
    pub first: Option<i64>,
    /// By step: from the row before.
    pub each: Vec<Option<i64>>,
    pub close: Close,
    pub optional: Vec<bool>,
    /// Letter, and the steps from 0 between which it ends a chain.
    pub exclude: Vec<(char, usize, usize)>,
    pub first_entry: bool,
    pub open: bool,
}

/// A chain: its steps and the places of their rows.
pub type Chain = Vec<(usize, usize)>;

/// A unit's best chain.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Best {
    pub steps: Vec<usize>,
    pub times: Vec<i64>,
    pub pending: bool,
}

impl<'s> Law<'s> {
    /// Nothing but steps: ordered, no window, ties allowed.
    pub fn of(steps: &[&'s str]) -> Self {
        Self {
            steps: steps.to_vec(),
            strict: false,
            first: None,
            each: vec![None; steps.len()],
            close: Close::Allow,
            optional: vec![false; steps.len()],
            exclude: Vec::new(),
            first_entry: false,
            open: false,
        }
    }

    pub fn matches(&self, step: usize, row: &Happening) -> bool {
        self.steps[step].contains(row.event)
    }

    fn matches_any(&self, row: &Happening) -> bool {
        (0..self.steps.len()).any(|step| self.matches(step, row))
    }

    /// Steps where a chain may enter.
    pub fn entries(&self) -> Vec<usize> {
        let required = self.optional.iter().position(|optional| !optional).unwrap();
        (0..self.steps.len()).filter(|step| self.open || *step <= required).collect()
    }

    /// True where all steps after this one are optional.
    fn completes(&self, step: usize) -> bool {
        self.optional[step + 1..].iter().all(|optional| *optional)
    }

    /// Rows in the fixed order of equal times: lowest step that matches (none: last), then the event's name.
    pub fn in_order(&self, rows: &[Happening]) -> Vec<Happening> {
        let mut rows = rows.to_vec();
        let step = |row: &Happening| {
            (0..self.steps.len()).find(|step| self.matches(*step, row)).unwrap_or(usize::MAX)
        };
        rows.sort_by_key(|row| (row.time, step(row), row.event));
        rows
    }

    /// True when the rows of a chain satisfy every switch.
    fn valid(&self, rows: &[Happening], chain: &[(usize, usize)]) -> bool {
        let time = |at: usize| rows[chain[at].1].time;
        let clock = |at: usize| (0..=at).map(time).max().unwrap();
        let all = 0..chain.len();
        let own_rows = all
            .clone()
            .all(|i| self.matches(chain[i].0, &rows[chain[i].1]) && (0..i).all(|j| chain[i].1 != chain[j].1));
        let skips = (1..chain.len()).all(|i| {
            (chain[i - 1].0 + 1..chain[i].0).all(|step| self.optional[step]) && chain[i - 1].0 < chain[i].0
        });
        let order = all.clone().all(|j| {
            (0..j).all(|i| match self.close {
                Close::Allow => time(i) <= time(j),
                Close::Forbid => time(i) < time(j),
                Close::Grace(grace) => time(j) >= time(i) - grace,
            })
        });
        let whole = all.clone().all(|i| self.first.is_none_or(|window| time(i) - time(0) <= window));
        let gaps = (1..chain.len())
            .all(|i| self.each[chain[i].0].is_none_or(|window| time(i) - clock(i - 1) <= window));
        let clean = (1..chain.len()).all(|i| {
            let step = chain[i - 1].0;
            let mut between = self
                .exclude
                .iter()
                .filter(|(_, from, to)| *from <= step && step < *to)
                .map(|(letter, ..)| *letter);
            between.all(|letter| {
                let spoils =
                    |row: &Happening| row.event == letter && clock(i - 1) <= row.time && row.time < time(i);
                !rows.iter().any(spoils)
            })
        });
        let strict = !self.strict
            || (1..chain.len()).all(|i| {
                let step = chain[i - 1].0;
                match self.close {
                    Close::Grace(grace) => rows.iter().all(|row| {
                        self.matches(step, row)
                            || !(clock(i - 1) + grace < row.time && row.time < time(i) - grace)
                    }),
                    _ => {
                        chain[i - 1].1 < chain[i].1
                            && (chain[i - 1].1 + 1..chain[i].1).all(|at| self.matches(step, &rows[at]))
                    }
                }
            });
        own_rows && skips && order && whole && gaps && clean && strict
    }

    /// Every valid chain whose first row `starts` accepts. (Each part of a valid chain from its start is valid.)
    pub fn chains(&self, rows: &[Happening], starts: &dyn Fn(usize) -> bool) -> Vec<Chain> {
        let mut found: Vec<Chain> = Vec::new();
        let mut open: Vec<Chain> = Vec::new();
        for entry in self.entries() {
            let from = (0..rows.len()).filter(|at| self.matches(entry, &rows[*at]) && starts(*at));
            open.extend(from.map(|at| vec![(entry, at)]));
        }
        while let Some(chain) = open.pop() {
            for step in chain.last().unwrap().0 + 1..self.steps.len() {
                for at in 0..rows.len() {
                    let mut longer = chain.clone();
                    longer.push((step, at));
                    if self.valid(rows, &longer) {
                        open.push(longer);
                    }
                }
            }
            found.push(chain);
        }
        found
    }

    /// How much a chain holds; `None` where it has not arrived.
    fn score(&self, chain: &Chain) -> Option<(usize, usize)> {
        let last = chain.last().unwrap().0;
        let optional = chain.iter().filter(|(step, _)| self.optional[*step]).count();
        (!self.optional[last] || self.completes(last)).then_some((chain.len() - optional, optional))
    }

    /// True when a chain could take a row just after `end`, within a window that has an end.
    fn grows(&self, rows: &[Happening], chain: &Chain, end: i64) -> bool {
        (chain.last().unwrap().0 + 1..self.steps.len()).any(|step| {
            let mut rows = rows.to_vec();
            rows.push(Happening { time: end + 1, event: self.steps[step].chars().next().unwrap() });
            let mut longer = chain.clone();
            longer.push((step, rows.len() - 1));
            (self.first.is_some() || self.each[step].is_some()) && self.valid(&rows, &longer)
        })
    }

    /// The best of some chains, and whether any may still grow after `end`. Rows are in order.
    pub fn best(&self, rows: &[Happening], chains: &[Chain], end: i64) -> Best {
        let times = |chain: &Chain| -> Vec<i64> { chain.iter().map(|(_, at)| rows[*at].time).collect() };
        let steps = |chain: &Chain| -> Vec<usize> { chain.iter().map(|(step, _)| *step).collect() };
        let arrived = |entry: Option<usize>| {
            let of = chains.iter().filter(move |chain| entry.is_none_or(|entry| chain[0].0 == entry));
            of.filter_map(|chain| Some((self.score(chain)?, chain)))
                .min_by_key(|(score, chain)| {
                    (core::cmp::Reverse(*score), chain[0].0, times(chain), steps(chain))
                })
                .map(|(_, chain)| chain)
        };
        let done = |entry: usize| {
            let required = (entry..self.steps.len()).filter(|step| !self.optional[*step]).count();
            required == arrived(Some(entry)).map_or(0, |chain| self.score(chain).unwrap().0)
        };
        let open = chains.iter().any(|chain| !done(chain[0].0) && self.grows(rows, chain, end));
        let Some(best) = arrived(None) else { return Best { pending: open, ..Best::default() } };
        let pending = open && !self.completes(best.last().unwrap().0);
        Best { steps: steps(best), times: times(best), pending }
    }

    /// The best chain of one unit, whose rows may all be used together.
    pub fn unit(&self, rows: &[Happening], end: i64) -> Best {
        let rows = self.in_order(rows);
        let may_enter = |row: &Happening| self.entries().into_iter().any(|entry| self.matches(entry, row));
        let entry = rows.iter().filter(|row| may_enter(row)).map(|row| row.time).min();
        let starts = |at: usize| !self.first_entry || Some(rows[at].time) == entry;
        self.best(&rows, &self.chains(&rows, &starts), end)
    }

    /// The disjoint attempts of one unit: for each, the time of its first row and its best chain.
    pub fn attempts(&self, rows: &[Happening], end: i64) -> Vec<(i64, Best)> {
        let rows = self.in_order(rows);
        let mut found = Vec::new();
        let mut since = 0;
        let may_enter = |row: &Happening| self.entries().into_iter().any(|entry| self.matches(entry, row));
        while let Some(first) = (since..rows.len()).find(|at| may_enter(&rows[*at])) {
            // Followed from every step where it may enter; the one that holds most counts, the earliest of equals.
            let mut courses = Vec::new();
            for entry in self.entries() {
                if self.of_attempt(&rows[since..], first - since, entry).is_empty() {
                    continue;
                }
                let (until, ended) = self.attempt_end(&rows, since, first, entry);
                let own = &rows[since..until];
                let chains = self.of_attempt(own, first - since, entry);
                let score = chains.iter().filter_map(|chain| self.score(chain)).max();
                let mut best = self.best(own, &chains, end);
                best.pending &= !ended;
                courses.push((core::cmp::Reverse(score), entry, until, best));
            }
            let (_, _, until, best) = courses.into_iter().min_by_key(|course| (course.0, course.1)).unwrap();
            let begin =
                best.times.iter().copied().min().map_or(rows[first].time, |time| time.min(rows[first].time));
            found.push((begin, best));
            since = until;
            if self.first_entry {
                break;
            }
        }
        found
    }

    /// The chains of the attempt that starts with row `first`, or by the ordered rule at its instant.
    fn of_attempt(&self, rows: &[Happening], first: usize, entry: usize) -> Vec<Chain> {
        let single = self.strict && !matches!(self.close, Close::Grace(_));
        let mut chains = self
            .chains(rows, &|at| at == first || (!single && at >= first && rows[at].time == rows[first].time));
        chains.retain(|chain| chain[0].0 == entry);
        chains
    }

    /// Where an attempt ends, and whether it does: `rows` are taken one by one.
    fn attempt_end(&self, rows: &[Happening], since: usize, first: usize, entry: usize) -> (usize, bool) {
        let single = self.strict && !matches!(self.close, Close::Grace(_));
        let last = self.steps.len() - 1;
        for at in first + 1..=rows.len() {
            // So far: all rows before `at`.
            let own = &rows[since..at];
            let chains = self.of_attempt(own, first - since, entry);
            if chains.is_empty() {
                // The row of its instant that it starts with is still to come.
                continue;
            }
            if chains.iter().any(|chain| chain.last().unwrap().0 == last) {
                return (at, true);
            }
            let furthest = chains.iter().map(|chain| chain.last().unwrap().0).max().unwrap();
            let now = rows[at - 1].time;
            if rows.get(at).is_none_or(|next| next.time > now) {
                // The instant is over: an excluded row of it ends the attempt.
                let spoils = |row: &Happening| {
                    row.time == now
                        && self
                            .exclude
                            .iter()
                            .any(|(letter, i, j)| row.event == *letter && *i <= furthest && furthest < *j)
                };
                if own.iter().any(spoils) {
                    return (at, true);
                }
            }
            let Some(next) = rows.get(at) else { return (at, false) };
            if single {
                let alive = |chain: &Chain| {
                    let (step, place) = *chain.last().unwrap();
                    rows[since + place + 1..=at].iter().all(|row| self.matches(step, row))
                };
                let longer = &rows[since..=at];
                let taken = self
                    .of_attempt(longer, first - since, entry)
                    .iter()
                    .any(|chain| chain.last().unwrap().1 == at - since);
                if !(taken || chains.iter().any(alive)) {
                    return (at, true);
                }
            }
            let may_go_on = |chain: &Chain| {
                (chain.last().unwrap().0 + 1..self.steps.len()).any(|step| {
                    let mut rows = own.to_vec();
                    rows.push(Happening { time: next.time, event: self.steps[step].chars().next().unwrap() });
                    let mut longer = chain.clone();
                    longer.push((step, rows.len() - 1));
                    self.valid(&rows, &longer)
                })
            };
            if (self.matches_any(next) || single) && next.time > now && !chains.iter().any(may_go_on) {
                return (at, true);
            }
        }
        (rows.len(), false)
    }
}
