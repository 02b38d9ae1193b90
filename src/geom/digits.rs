//! Widths of numbers, added up from their signs instead of asked of the browser one by one: a picture says hundreds of
//! different numbers in two or three fonts.
//!
//! That is right only where a font sets no two of these signs closer or wider than they stand alone. It is asked once for each
//! font, on a text in which every sign stands beside every other; where the sum is another one every number is measured.

/// What numbers are written with, in either language.
const SIGNS: [char; 14] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ',', '.', '−', '%'];
/// Numbers of a font that are measured before it is asked for its signs: asking costs as much as fifteen of them.
const FEW: u32 = 24;
/// What part of itself the whole text may be off.
const OFF: f64 = 2e-6;

/// What is known of the fonts that numbers were written in.
#[derive(Default)]
pub struct Digits<K>(Vec<(K, u32, Option<[f64; SIGNS.len()]>)>);

impl<K: PartialEq> Digits<K> {
    /// The width of a number in a font, where it can be added up; `measure` gives the width of a text in it.
    pub fn width(&mut self, text: &str, font: K, measure: impl Fn(&str) -> f64) -> Option<f64> {
        if !text.chars().all(|sign| place(sign).is_some()) {
            return None;
        }
        let at = self.0.iter().position(|known| known.0 == font).unwrap_or_else(|| {
            self.0.push((font, 0, None));
            self.0.len().saturating_sub(1)
        });
        let (_, asked, widths) = self.0.get_mut(at)?;
        *asked = asked.saturating_add(1);
        if *asked == FEW {
            *widths = signs(measure);
        }
        let widths = widths.as_ref()?;
        Some(text.chars().filter_map(|sign| widths.get(place(sign)?)).sum())
    }
}

fn place(sign: char) -> Option<usize> {
    SIGNS.iter().position(|known| *known == sign)
}

/// The width of each sign, where a text is as wide as its signs.
fn signs(measure: impl Fn(&str) -> f64) -> Option<[f64; SIGNS.len()]> {
    let widths = SIGNS.map(|sign| measure(sign.encode_utf8(&mut [0; 4])));
    let all: String =
        SIGNS.iter().flat_map(|one| SIGNS.iter().flat_map(move |other| [*one, *other])).collect();
    let sum: f64 = widths.iter().sum::<f64>() * 2.0 * SIGNS.len() as f64;
    ((measure(&all) - sum).abs() < OFF * sum).then_some(widths)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every sign as wide as its place in the table; where `tied`, two ones stand closer.
    fn wide(text: &str, tied: bool) -> f64 {
        let closer = if tied { text.matches("11").count() as f64 * 0.5 } else { 0.0 };
        text.chars().map(|sign| place(sign).unwrap() as f64 + 1.0).sum::<f64>() - closer
    }

    #[test]
    fn numbers_are_added_up_only_where_signs_stand_for_themselves() {
        for (tied, known) in [(false, Some(wide("1,118", false))), (true, None)] {
            let mut digits = Digits::default();
            for _ in 0..FEW {
                digits.width("7", 12, |text| wide(text, tied));
            }
            assert_eq!(digits.width("1,118", 12, |text| wide(text, tied)), known);
            assert_eq!(
                digits.width("1 118", 12, |text| wide(text, tied)),
                None,
                "a blank is no sign of a number"
            );
            assert_eq!(digits.width("1,118", 13, |text| wide(text, tied)), None, "another font");
        }
    }
}
