//! A decimal number as people write it.

/// Powers of ten that a float holds exactly.
const EXACT: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// Reads `-12.5`, `.5`, `5.` or `1e-3`; nothing else, and no number without end.
///
/// The result is the nearest float for up to 19 digits with the point at most 19 places away, which is every
/// number that a float writes within 10⁻³…10¹⁹; beyond that it is right to some 10⁻¹⁵ of itself. The standard
/// library's reader carries ten kilobytes of powers that do not compress, for the cases that are left.
///
/// ```
/// # use jejak::model::number::parse;
/// assert_eq!(parse("-12.5"), Some(-12.5));
/// assert_eq!(parse("0.30000000000000004"), Some(0.1 + 0.2));
/// assert_eq!(parse("inf"), None);
/// ```
pub fn parse(text: &str) -> Option<f64> {
    let (negative, plain) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let mut digits = Digits::default();
    let mut bytes = plain.iter();
    let (mut seen, mut point, mut power) = (false, false, 0);
    while let Some(byte) = bytes.next() {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                digits.push(byte - b'0', point);
            }
            b'.' if !point => point = true,
            b'e' | b'E' if seen => {
                power = core::str::from_utf8(bytes.as_slice()).ok()?.parse::<i64>().ok()?;
                break;
            }
            _ => return None,
        }
    }
    let number = digits.scaled(digits.power.saturating_add(power.clamp(-9_999, 9_999)));
    (seen && number.is_finite()).then_some(if negative { -number } else { number })
}

/// The first digits as a whole number, and what is lost of the rest.
#[derive(Default)]
struct Digits {
    whole: u64,
    /// The power of ten that `whole` is still to be multiplied by.
    power: i64,
    /// There is no room for further digits.
    full: bool,
    /// Digits other than 0 were left out.
    more: bool,
}

impl Digits {
    fn push(&mut self, digit: u8, after_point: bool) {
        let room = self.whole.checked_mul(10).and_then(|whole| whole.checked_add(u64::from(digit)));
        match room {
            Some(whole) if !self.full => {
                self.whole = whole;
                self.power -= i64::from(after_point);
            }
            _ => {
                self.full = true;
                self.more |= digit != 0;
                self.power += i64::from(!after_point);
            }
        }
    }

    fn scaled(&self, power: i64) -> f64 {
        if self.whole == 0 {
            return 0.0;
        }
        let places = power.unsigned_abs();
        let exact = usize::try_from(places).ok().and_then(|places| EXACT.get(places));
        match (exact, 10_u64.checked_pow(u32::try_from(places).unwrap_or(u32::MAX))) {
            (Some(ten), _) if self.whole <= 1 << 53 && power < 0 => self.whole as f64 / ten,
            (Some(ten), _) if self.whole <= 1 << 53 => self.whole as f64 * ten,
            (_, Some(ten)) if power < 0 => self.divided(ten),
            (_, Some(ten)) => {
                // below the point of rounding a set bit says that there is more
                ((u128::from(self.whole) * u128::from(ten)) | u128::from(self.more)) as f64
            }
            _ => {
                // in two steps: 10^-330 alone would be 0
                let power = i32::try_from(power.clamp(-600, 600)).unwrap_or(0);
                self.whole as f64 * 10_f64.powi(power / 2) * 10_f64.powi(power - power / 2)
            }
        }
    }

    fn divided(&self, ten: u64) -> f64 {
        let up = u128::from(self.whole).leading_zeros();
        let large = u128::from(self.whole) << up;
        let rest = !large.is_multiple_of(u128::from(ten)) || self.more;
        let quotient = (large / u128::from(ten)) | u128::from(rest);
        quotient as f64 / 2_f64.powi(up.cast_signed())
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "", "-", ".", "e5", "1e", "1e+", "1 ", " 1", "1,5", "NaN", "inf", "1e999", "0x10", "--1", "1.2.3",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        for (text, number) in [
            ("10266369770198293.00000", 10_266_369_770_198_292.0),
            ("5.", 5.0),
            (".5", 0.5),
            ("+7", 7.0),
            ("-0", 0.0),
            ("1E3", 1000.0),
            ("1e-999", 0.0),
        ] {
            assert_eq!(parse(text), Some(number), "{text}");
        }
    }

    proptest! {
        #[test]
        fn digits_read_as_the_standard_library_reads_them(
            whole in any::<u64>(), shift in 0..20_u32, power in -19..=0_i32
        ) {
            let text = format!("{}e{power}", whole >> (shift * 3));
            prop_assert_eq!(parse(&text), text.parse().ok());
            let text = format!("{whole}.{:05}", shift);
            prop_assert_eq!(parse(&text), text.parse().ok());
        }

        #[test]
        fn what_a_float_writes_comes_back(number in -1e18..1e18_f64, small in -1.0..1.0_f64) {
            prop_assert_eq!(parse(&number.to_string()), Some(number));
            let sum = (small * 1e6).round() / 1e6 + 0.1;
            // digits more than 19 places behind the point are near only
            prop_assume!(sum.abs() >= 1e-3);
            prop_assert_eq!(parse(&sum.to_string()), sum.to_string().parse().ok());
        }

        #[test]
        fn anything_is_near(number in any::<f64>()) {
            let text = format!("{number:e}");
            if let Ok(exact) = text.parse::<f64>() && exact.is_normal() {
                let near = parse(&text);
                prop_assert!(near.is_some_and(|near| ((near - exact) / exact).abs() < 1e-13), "{text} {near:?}");
            }
        }
    }
}
