//! The zone of a column's clocks.

use super::clock::zone;

/// A zone, and who said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    /// East of UTC.
    pub minutes: i32,
    /// `given`, `header` or `assumed`.
    pub from: &'static str,
}

impl Zone {
    /// `UTC assumed`, `+07:00 header`.
    pub fn shown(self) -> String {
        let Self { minutes, from } = self;
        if minutes == 0 {
            return format!("UTC {from}");
        }
        let (sign, east) = (if minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
        format!("{sign}{:02}:{:02} {from}", east / 60, east % 60)
    }
}

/// The zone that a header names: `Start Date (UTC)`, `Waktu [GMT+7]`, `created_at_utc`, `Time WIB`.
pub fn zone_in(header: &str) -> Option<i32> {
    let brackets = |char: char| matches!(char, '(' | ')' | '[' | ']');
    let named = |word: &str| {
        // A bare letter or number is no name.
        (word.len() > 1 && !word.starts_with(|char: char| char.is_ascii_digit()))
            .then(|| zone(word))
            .flatten()
    };
    let whole = header.split(brackets).skip(1).find_map(|part| named(&part.replace(' ', "")));
    let word = || {
        header.split(|char: char| brackets(char) || char.is_whitespace() || matches!(char, '_' | ',')).rev()
    };
    whole.or_else(|| {
        word().find_map(|word| named(word).filter(|_| word.starts_with(|char: char| char.is_alphabetic())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_name_zones() {
        for (header, minutes) in [
            ("Start Date (UTC)", Some(0)),
            ("Waktu [GMT+7]", Some(420)),
            ("Waktu (GMT +07:00)", Some(420)),
            ("Time (+0900)", Some(540)),
            ("created_at_utc", Some(0)),
            ("Jam WIB", Some(420)),
            ("Local (Asia/Makassar)", Some(480)),
            ("Z", None),
            ("Time z", None),
            ("Time (2)", None),
            ("Time +7", None),
            ("Wito", None),
            ("Cap waktu", None),
            ("", None),
        ] {
            assert_eq!(zone_in(header), minutes, "{header}");
        }
        assert_eq!(Zone { minutes: -210, from: "given" }.shown(), "-03:30 given");
        assert_eq!(Zone { minutes: 0, from: "assumed" }.shown(), "UTC assumed");
    }
}
