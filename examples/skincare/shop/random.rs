//! Numbers that only look random: SplitMix64, whole numbers only, so that every machine draws the same.

/// A stream of draws.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The stream of one purpose and one number: draws for one customer never move those of another.
    pub fn of(purpose: u64, number: u64) -> Self {
        let mut mixed = Self(20_260_713 ^ purpose.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let salt = mixed.next();
        Self(salt ^ number.wrapping_mul(0xD1B5_4A32_D192_ED03))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// 0…`below` − 1.
    pub fn below(&mut self, below: u64) -> u64 {
        // The bias of the remainder is under one in 2^50 for what is drawn here.
        self.next() % below.max(1)
    }

    /// `low`…`high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = high.abs_diff(low).saturating_add(1);
        low.saturating_add_unsigned(self.below(span))
    }

    /// True in `of_1000` of 1,000 draws.
    pub fn chance(&mut self, of_1000: u64) -> bool {
        self.below(1_000) < of_1000
    }

    /// An index, by weights.
    pub fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (at, weight) in weights.iter().enumerate() {
            if left < *weight {
                return at;
            }
            left -= weight;
        }
        0
    }

    /// One of a list, with `other` for an empty one.
    pub fn one<T: Copy>(&mut self, list: &[T], other: T) -> T {
        let at = self.below(list.len() as u64) as usize;
        list.get(at).copied().unwrap_or(other)
    }
}
