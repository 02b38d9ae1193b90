//! Weighted values, their mean, and the interval of the mean.

use super::{Interval, student};

/// Under this many answers there is no t interval.
pub const LEAST: u64 = 5;

/// Values with weights (the counts, where answers have no weights), pooled from one or several questions.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Sample {
    values: Vec<(f64, f64)>,
    n: u64,
    weight: f64,
    squares: f64,
}

impl Sample {
    /// Adds `count` answers of one value, each of weight 1.
    pub fn add(&mut self, value: f64, count: u64) {
        self.n = self.n.saturating_add(count);
        self.squares += count as f64;
        self.add_weight(value, count as f64);
    }

    /// Adds weighted answers of one value: the sum of their weights. [`Sample::weighted`] must follow once.
    pub fn add_weight(&mut self, value: f64, weight: f64) {
        if value.is_finite() && weight.is_finite() && weight > 0.0 {
            self.values.push((value, weight));
            self.weight += weight;
        }
    }

    /// Says how many weighted answers were added, and the sum of their squared weights.
    pub fn weighted(&mut self, n: u64, squares: f64) {
        self.n = self.n.saturating_add(n);
        self.squares += squares.max(0.0);
    }

    /// How many answers.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Kish's effective n: (Σw)² / Σw²; the count itself where all weights are 1.
    ///
    /// Source: L. Kish, *Survey Sampling* (1965).
    ///
    /// ```
    /// # use jejak::figures::sample::Sample;
    /// let mut sample = Sample::default();
    /// sample.add_weight(5.0, 2.0); // two answers of weight 1
    /// sample.add_weight(1.0, 2.0); // one of weight 2
    /// sample.weighted(3, 1.0 + 1.0 + 4.0);
    /// assert!((sample.effective() - 16.0 / 6.0).abs() < 1e-12);
    /// ```
    pub fn effective(&self) -> f64 {
        if self.n == 0 || self.weight <= 0.0 || self.squares <= 0.0 {
            return 0.0;
        }
        // It lies between one answer and all of them; only a wrong Σw² would say otherwise.
        (self.weight * self.weight / self.squares).max(1.0).min(self.n as f64)
    }

    /// The weighted mean; `None` when empty.
    pub fn mean(&self) -> Option<f64> {
        let sum: f64 = self.values.iter().map(|(value, weight)| value * weight).sum();
        Some(sum / self.weight).filter(|mean| self.weight > 0.0 && mean.is_finite())
    }

    /// The weighted share of values for which `is` holds; `None` when empty.
    pub fn share(&self, is: &dyn Fn(f64) -> bool) -> Option<f64> {
        let held =
            self.values.iter().filter(|(value, _)| is(*value)).fold(0.0, |sum, (_, weight)| sum + weight);
        Some((held / self.weight).clamp(0.0, 1.0)).filter(|share| self.weight > 0.0 && share.is_finite())
    }

    /// Student's t interval (95 %) of the mean, clamped to `scale`; `None` under five answers or when all are equal.
    ///
    /// mean ± t(0.975, n − 1)·s/√n with s² = Σw(x − mean)²/Σw · n/(n − 1), n being Kish's effective n.
    /// Source: Student (1908), as in any textbook.
    ///
    /// ```
    /// # use jejak::figures::sample::Sample;
    /// let mut sample = Sample::default();
    /// for answer in [5.0, 5.0, 4.0, 4.0, 4.0, 3.0, 2.0, 5.0, 1.0, 4.0] {
    ///     sample.add(answer, 1);
    /// }
    /// assert_eq!(sample.mean(), Some(3.7));
    /// let (low, high) = sample.interval((1.0, 5.0)).unwrap();
    /// assert!(((high - low) / 2.0 - 0.9568).abs() < 5e-5);
    /// ```
    pub fn interval(&self, scale: (f64, f64)) -> Option<Interval> {
        let mean = self.mean()?;
        let half = student::quantile(self.effective() - 1.0)? * self.squared_error()?.sqrt();
        let low = (mean - half).max(scale.0).min(mean);
        let high = (mean + half).min(scale.1).max(mean);
        (low.is_finite() && high.is_finite()).then_some((low, high))
    }

    /// The squared standard error of the mean, s²/n with the s and n of [`Sample::interval`]; `None` where that is.
    pub fn squared_error(&self) -> Option<f64> {
        let mean = self.mean()?;
        let n = self.effective();
        let (first, _) = self.values.first()?;
        if self.n < LEAST || n < LEAST as f64 || self.values.iter().all(|(value, _)| value == first) {
            return None;
        }
        let spread: f64 =
            self.values.iter().map(|(value, weight)| weight * (value - mean) * (value - mean)).sum();
        Some(spread / self.weight / (n - 1.0))
    }
}
