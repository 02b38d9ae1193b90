//! Instants and durations in microseconds, and how documents write them.

/// Microseconds since 1970-01-01T00:00:00Z.
pub type Time = i64;

/// An elapsed time in microseconds, never negative in documents: `90s`, `30m`, `24h`, `7d`, `500ms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration {
    /// Microseconds.
    pub micros: i64,
}

impl Duration {
    /// A whole number of seconds.
    pub const fn seconds(seconds: i64) -> Self {
        Self { micros: seconds.saturating_mul(1_000_000) }
    }
}
