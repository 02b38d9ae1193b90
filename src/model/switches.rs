//! The switches of a funnel as words, and back: the same in documents and on the command line.

use super::rule::{At, FunnelRule, Ties, Window};
use super::time::Duration;
use core::fmt;

/// `none`, `session`, `7d` (from the first step) or `each:1d` (from the step before).
///
/// ```
/// # use jejak::model::{switches, rule::Window, time::Duration};
/// assert_eq!(switches::window("each:90s"), Some(Window::Each(Duration::seconds(90))));
/// assert_eq!(switches::window("soon"), None);
/// ```
pub fn window(text: &str) -> Option<Window> {
    match text {
        "none" | "each:none" => Some(Window::None),
        "session" => Some(Window::Session),
        _ => match text.strip_prefix("each:") {
            Some(each) => Duration::parse(each).map(Window::Each),
            None => Duration::parse(text).map(Window::First),
        },
    }
}

/// A window that stands beside `like`: Umami's runs from the step before, all others' as they say.
pub fn window_like(window: Window, product: Option<&str>) -> Window {
    match (product, window) {
        (Some("umami"), Window::First(duration)) => Window::Each(duration),
        _ => window,
    }
}

/// `allow`, `forbid`, or a duration within which rows count in either order: `2s`.
pub fn ties(text: &str) -> Option<Ties> {
    match text {
        "allow" => Some(Ties::Allow),
        "forbid" => Some(Ties::Forbid),
        _ => Duration::parse(text).map(Ties::Grace),
    }
}

/// `first`, `last`, or the number of a step from 1.
pub fn at(text: &str) -> Option<At> {
    match text {
        "first" => Some(At::First),
        "last" => Some(At::Last),
        _ => text.parse().ok().filter(|step| (1..=1_000).contains(step)).map(At::Step),
    }
}

/// The switches that a product counts by (steps are left empty); `None` for a product that is not known.
///
/// They set order, window, entry and ties. Not reproduced by any: how products sample, join identities, clip to the
/// dates on screen, or deduplicate rows. `umami` takes its window from the document, from the step before. What each
/// does and does not reproduce stands in `docs/products.md`.
///
/// | product | order | window | ties | entry |
/// | --- | --- | --- | --- | --- |
/// | `posthog` | ordered | 14 days from the first step | allowed | best |
/// | `mixpanel` | ordered | 7 days from the first step | either order within 2 s | first |
/// | `amplitude` | ordered | 1 day from the first step | either order within 1 s | best |
/// | `plausible` | ordered | 24 hours from the first step | allowed | best |
/// | `rybbit` | ordered | none | forbidden | best |
/// | `ga4`, `clickhouse` | ordered | none, or as given | allowed | best |
/// | `umami` | ordered | as given, from the step before | allowed | best |
///
/// ```
/// # use jejak::model::{switches, rule::{Entry, Window}, time::Duration};
/// let rule = switches::like("mixpanel").unwrap();
/// assert_eq!((rule.entry, rule.window), (Entry::First, Window::First(Duration::seconds(7 * 86_400))));
/// ```
pub fn like(product: &str) -> Option<FunnelRule> {
    use super::rule::Entry;
    let days = |days: i64| Window::First(Duration::seconds(days.saturating_mul(86_400)));
    let grace = |seconds| Ties::Grace(Duration::seconds(seconds));
    let (window, ties, entry) = match product {
        "posthog" => (days(14), Ties::Allow, Entry::Best),
        "mixpanel" => (days(7), grace(2), Entry::First),
        "amplitude" => (days(1), grace(1), Entry::Best),
        "plausible" => (days(1), Ties::Allow, Entry::Best),
        "rybbit" => (Window::None, Ties::Forbid, Entry::Best),
        "ga4" | "clickhouse" | "umami" => (Window::None, Ties::Allow, Entry::Best),
        _ => return None,
    };
    Some(FunnelRule { window, ties, entry, like: Some(product.to_owned()), ..FunnelRule::default() })
}

impl fmt::Display for Window {
    /// As documents write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Session => f.write_str("session"),
            Self::First(duration) => duration.fmt(f),
            Self::Each(duration) => write!(f, "each:{duration}"),
        }
    }
}

impl fmt::Display for Ties {
    /// As documents write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Allow => f.write_str("allow"),
            Self::Forbid => f.write_str("forbid"),
            Self::Grace(duration) => duration.fmt(f),
        }
    }
}

impl fmt::Display for At {
    /// As documents write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::First => f.write_str("first"),
            Self::Last => f.write_str("last"),
            Self::Step(step) => step.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::presets::PRODUCTS;
    use super::*;

    #[test]
    fn words_read_back() {
        for word in ["none", "session", "7d", "each:36h"] {
            assert_eq!(window(word).map(|w| w.to_string()).as_deref(), Some(word));
        }
        for word in ["allow", "forbid", "2s"] {
            assert_eq!(ties(word).map(|t| t.to_string()).as_deref(), Some(word));
        }
        for word in ["first", "last", "3"] {
            assert_eq!(at(word).map(|a| a.to_string()).as_deref(), Some(word));
        }
        assert_eq!((window("each:session"), ties("2"), at("0")), (None, None, None));
    }

    #[test]
    fn every_product_has_its_switches() {
        assert!(PRODUCTS.iter().all(|product| like(product).is_some_and(|rule| rule.like.is_some())));
        assert_eq!(like("excel"), None);
    }
}
