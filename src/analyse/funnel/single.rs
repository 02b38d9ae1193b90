//! The ordered rule where every row of a person matches one step at most: one pass, without looking at instants.
//!
//! Rows of one instant stand in the order of their steps, so that a chain which takes them one after the other
//! takes as many as an instant can give. Everything else is as in [`super::ordered`] and [`super::any`], and gives
//! the same; a person with a row of several steps is left to them.
//!
//! Must never know: tables, columns.

use super::Link;
use super::best::Best;
use crate::analyse::matching::MOST_STEPS;
use crate::analyse::people::Row;
use crate::model::rule::{Entry, FunnelRule, Order, Step, Ties, Unit, Window};
use crate::model::table::NO_TIME;
use crate::model::time::Time;

/// The window of a rule that this counts, in microseconds (the largest number where there is none); `None` for a
/// rule with any other switch.
pub fn window(rule: &FunnelRule) -> Option<i64> {
    // No `..`: a switch that is added must be thought of here.
    let FunnelRule {
        steps,
        order,
        window,
        unit,
        session_gap,
        ties,
        entry,
        open,
        exclude,
        hold,
        by: _,
        at: _,
        like: _,
    } = rule;
    let plain = |step: &Step| {
        let Step { id: _, name: _, any: _, optional, window } = step;
        !*optional && window.is_none()
    };
    let usual = *order == Order::Ordered && *ties == Ties::Allow && *entry == Entry::Best && !*open;
    let gap = session_gap.is_none_or(|gap| gap.micros >= 0);
    let whole = matches!(unit, Unit::Person | Unit::Session) && gap && exclude.is_empty() && hold.is_none();
    let many = (1..=MOST_STEPS).contains(&steps.len()) && steps.iter().all(plain);
    match window {
        Window::None => Some(i64::MAX),
        Window::First(window) => Some(window.micros).filter(|window| *window >= 0),
        Window::Each(_) | Window::Session => None,
    }
    .filter(|_| usual && whole && many)
}

/// True when a row matches several steps.
pub fn several(mask: u64) -> bool {
    mask & mask.wrapping_sub(1) != 0
}

/// Working space that is reused from person to person.
pub struct Single {
    steps: usize,
    window: i64,
    data_end: Option<Time>,
    /// By step: latest first row of a chain that has come so far.
    since: Vec<Time>,
    /// By step: latest row.
    last: Vec<Time>,
    best: Best,
}

impl Single {
    /// For a rule whose switches are all usual; `None` for any other.
    pub fn new(rule: &FunnelRule, data_end: Option<Time>) -> Option<Self> {
        let (steps, none) = (rule.steps.len(), || vec![NO_TIME; rule.steps.len()]);
        let window = window(rule)?;
        Some(Self { steps, window, data_end, since: none(), last: none(), best: Best::default() })
    }

    /// True where no window ends a chain.
    pub fn is_unlimited(&self) -> bool {
        self.window == i64::MAX
    }

    fn within(&self, since: Time, time: Time) -> bool {
        since != NO_TIME && time.saturating_sub(since) <= self.window
    }

    /// What [`super::best::Work::whole`] says of these rows, with the rows of chains from length `chains` on, and which steps
    /// they have; `None` when a row matches several steps.
    pub fn best(&mut self, rows: &[Row], chains: usize) -> Option<(&Best, u64)> {
        if self.is_unlimited() {
            return self.unlimited(rows, chains).map(|seen| (&self.best, seen));
        }
        self.limited(rows, chains).map(|seen| (&self.best, seen))
    }

    /// Where a window ends chains.
    #[inline(never)] // as code of its own: of the two ways a file needs one
    fn limited(&mut self, rows: &[Row], chains: usize) -> Option<u64> {
        // To the end, whatever is found: nearly always nothing is, and no branch is taken.
        let (all, any) =
            rows.iter().fold((0, false), |(seen, any), row| (seen | row.mask, any | several(row.mask)));
        if any {
            return None;
        }
        let (level, at, seen) = self.level(rows);
        let mut best = core::mem::take(&mut self.best);
        best.chain.clear();
        if level >= chains.max(1) {
            self.chain(rows, level, at, &mut best.chain);
        }
        let any = match seen.count_ones() as usize {
            // In any order it is never less, and never more than all that was seen.
            distinct if level == self.steps || distinct == level => level,
            distinct => self.any(rows, distinct),
        };
        let open = level < self.steps && self.open();
        self.best = Best { steps: Best::run(level), open, any, chain: best.chain };
        Some(all)
    }

    /// Where no window ends a chain, the earliest is the longest: each next step is taken as soon as it comes. No branch
    /// depends on what a row is: most of it nobody could foretell.
    fn unlimited(&mut self, rows: &[Row], chains: usize) -> Option<u64> {
        let Self { steps, best: Best { steps: run, open, any, chain }, .. } = self;
        chain.resize(steps.saturating_add(1), Link { time: 0, row: 0 });
        let (mut level, mut next, mut seen, mut any_several) = (0_usize, 1_u64, 0_u64, false);
        for (place, row) in rows.iter().enumerate() {
            if let Some(link) = chain.get_mut(level) {
                *link = Link { time: row.time, row: place };
            }
            let taken = row.mask & next != 0;
            level += usize::from(taken);
            next <<= u32::from(taken);
            seen |= row.mask;
            any_several |= several(row.mask);
        }
        chain.truncate(if level >= chains.max(1) { level } else { 0 });
        // In any order it is all that was seen.
        *any = if level == *steps { level } else { seen.count_ones() as usize };
        (*run, *open) = (Best::run(level), false);
        (!any_several).then_some(seen)
    }

    /// How far the rows go, when that was first reached, and which steps were seen until then.
    fn level(&mut self, rows: &[Row]) -> (usize, Time, u64) {
        self.since.fill(NO_TIME);
        let (mut level, mut at, mut seen) = (0, 0, 0);
        for row in rows.iter().filter(|row| row.mask != 0) {
            let step = row.mask.trailing_zeros() as usize;
            seen |= row.mask;
            let since = match step.checked_sub(1) {
                None => row.time,
                Some(before) => self.since.get(before).copied().unwrap_or(NO_TIME),
            };
            if step > 0 && !self.within(since, row.time) {
                continue;
            }
            if let Some(best) = self.since.get_mut(step) {
                *best = since.max(*best);
            }
            if step >= level {
                (level, at) = (step + 1, row.time);
            }
            if level == self.steps {
                break;
            }
        }
        (level, at, seen)
    }

    /// True when an attempt may still grow after the end of the data: that of the latest first-step row.
    fn open(&self) -> bool {
        let since = self.since.first().copied().filter(|since| *since != NO_TIME);
        since.zip(self.data_end).is_some_and(|(since, end)| end < since.saturating_add(self.window))
    }

    /// The most steps that have a row within one window, of `distinct` that have one at all.
    fn any(&mut self, rows: &[Row], distinct: usize) -> usize {
        self.last.fill(NO_TIME);
        let mut most = 0;
        for row in rows.iter().filter(|row| row.mask != 0) {
            if let Some(last) = self.last.get_mut(row.mask.trailing_zeros() as usize) {
                *last = row.time;
            }
            most = most.max(self.last.iter().filter(|last| self.within(**last, row.time)).count());
            if most == distinct {
                break;
            }
        }
        most
    }

    /// The earliest chain: no chain this long ends before `at`, so none starts more than a window before it, and
    /// from the first start after that every next step is taken as soon as it comes.
    fn chain(&self, rows: &[Row], level: usize, at: Time, chain: &mut Vec<Link>) {
        let earliest = at.saturating_sub(self.window);
        for (place, row) in rows.iter().enumerate() {
            let next = chain.len();
            if row.mask == 1 << next && (next > 0 || row.time >= earliest) {
                chain.push(Link { time: row.time, row: place });
                if chain.len() == level {
                    return;
                }
            }
        }
    }
}
