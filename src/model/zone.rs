//! Time zones by name or offset.
//!
//! Must never know: the world's clock changes; zones with summer time are not known here.

/// Up to `most` digits, at least one.
pub fn number(text: &str, most: usize) -> Option<(i64, &str)> {
    let digits = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    Some((number.parse().ok()?, rest))
}

/// Minutes east of UTC of a zone's name or offset.
///
/// Known are UTC, GMT and Z, offsets (`+07:00`, `+0700`, `+7`, `GMT+7`) and the zones of Indonesia, which has no
/// summer time. Other names need a table of the world's clock changes, which this build does not carry.
pub fn zone(text: &str) -> Option<i32> {
    let name = text.to_ascii_lowercase();
    match name.as_str() {
        "z" | "utc" | "gmt" | "etc/utc" => return Some(0),
        "wib" | "asia/jakarta" | "asia/pontianak" => return Some(7 * 60),
        "wita" | "asia/makassar" | "asia/ujung_pandang" => return Some(8 * 60),
        "wit" | "asia/jayapura" => return Some(9 * 60),
        _ => {}
    }
    let offset = name.strip_prefix("utc").or_else(|| name.strip_prefix("gmt")).unwrap_or(&name);
    let (sign, digits) = match offset.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, offset.strip_prefix('-').or_else(|| offset.strip_prefix('\u{2212}'))?),
    };
    let (hours, rest) = number(digits, 2)?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let (minutes, rest) = if rest.is_empty() { (0, rest) } else { number(rest, 2)? };
    if hours > 15 || minutes > 59 || !rest.is_empty() {
        return None;
    }
    i32::try_from(sign * (hours * 60 + minutes)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_by_name_and_offset() {
        for (text, minutes) in [
            ("Z", 0),
            ("UTC", 0),
            ("GMT+7", 420),
            ("+07:00", 420),
            ("-0330", -210),
            ("WITA", 480),
            ("Asia/Jakarta", 420),
        ] {
            assert_eq!(zone(text), Some(minutes), "{text}");
        }
        for text in ["", "+", "7", "+7x", "+99", "Europe/Berlin", "UTC+"] {
            assert_eq!(zone(text), None, "{text}");
        }
    }
}
