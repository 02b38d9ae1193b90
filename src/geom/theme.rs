//! Colours of the light and the dark theme, and contrast.

use super::Color;

/// Every colour a picture may use.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// True for light type on a dark ground.
    pub dark: bool,
    /// Behind everything.
    pub ground: Color,
    /// Type that matters.
    pub ink: Color,
    /// Other type, evidence marks.
    pub muted: Color,
    /// 1-px rules between rows.
    pub rule: Color,
    /// 1-px grid lines inside a row.
    pub hair: Color,
    /// Under the selected column.
    pub tint: Color,
    /// The one accent: edges, icons, bars, the selected head.
    pub accent: Color,
    /// Type on the accent.
    pub on_accent: Color,
    /// Stage heads that are not selected.
    pub accent_tint: Color,
    /// The body of the flow of people.
    pub flow: Color,
    /// What is lost.
    pub lost: Color,
    /// What is lost at the worst place.
    pub wedge: Color,
    /// Opacity of an interval's band.
    pub band: f64,
    /// Edges, hatching and quiet bars.
    pub hatch: Color,
    /// Type of what is wrong.
    pub pain: Color,
    /// Marks of what is wrong.
    pub pain_mark: Color,
    /// Behind a severity bar.
    pub pain_track: Color,
    /// Type and ticks of opportunities.
    pub opp: Color,
    /// Outline of opportunities.
    pub opp_line: Color,
    /// Ticks that are off.
    pub opp_track: Color,
    /// Emotion from angry to delighted.
    pub level: [Color; 5],
    /// Personas.
    pub persona: [Color; 5],
    /// Groups of a breakdown.
    pub group: [Color; 4],
}

impl Theme {
    /// Dark type on white.
    pub fn light() -> Self {
        let hex = Color::hex;
        Self {
            dark: false,
            ground: hex(0xFFFFFF),
            ink: hex(0x1B2430),
            muted: hex(0x55606E),
            rule: hex(0xD9DFE6),
            hair: hex(0xEDF0F4),
            tint: hex(0xF6F8FA),
            accent: hex(0x20456B),
            on_accent: hex(0xFFFFFF),
            accent_tint: hex(0xE9EFF5),
            flow: hex(0xCBD9E7),
            lost: hex(0xE9EDF2),
            wedge: hex(0xF2D8D0),
            band: 0.16,
            hatch: hex(0x77828F),
            pain: hex(0x7A2417),
            pain_mark: hex(0xB5432F),
            pain_track: hex(0xF0D5CE),
            opp: hex(0x0F4C6E),
            opp_line: hex(0xA9CBDF),
            opp_track: hex(0xD5E4EE),
            level: [hex(0x8F2413), hex(0xCC7722), hex(0x757D87), hex(0x3A86C8), hex(0x123F6B)],
            persona: [hex(0x1F7A4D), hex(0x8A4FBF), hex(0x7A5C00), hex(0x222B57), hex(0x4C5B66)],
            group: [hex(0x20456B), hex(0x6A91B8), hex(0x8A6FA8), hex(0xA9773F)],
        }
    }

    /// Light type on near black.
    pub fn dark() -> Self {
        let hex = Color::hex;
        Self {
            dark: true,
            ground: hex(0x12161C),
            ink: hex(0xE8EDF3),
            muted: hex(0xA4AFBC),
            rule: hex(0x303A46),
            hair: hex(0x1F262F),
            tint: hex(0x191F27),
            accent: hex(0xA9CDF0),
            on_accent: hex(0x12161C),
            accent_tint: hex(0x1D2936),
            flow: hex(0x2F4A64),
            lost: hex(0x29313B),
            wedge: hex(0x5A2C23),
            band: 0.26,
            hatch: hex(0x7B8794),
            pain: hex(0xF4A792),
            pain_mark: hex(0xE2745A),
            pain_track: hex(0x4A2B25),
            opp: hex(0x9AD0EC),
            opp_line: hex(0x34596F),
            opp_track: hex(0x23404F),
            level: [hex(0xF2583A), hex(0xF7C98B), hex(0x8C96A3), hex(0xB5E3F7), hex(0x2F9BE6)],
            persona: [hex(0x5CC492), hex(0xC39DF4), hex(0xD6B25A), hex(0x9FB0F0), hex(0xA4AFBC)],
            group: [hex(0xA9CDF0), hex(0x5E86AC), hex(0xA88CC8), hex(0xC7975E)],
        }
    }

    /// The colour of persona `at`; from the sixth on they repeat (marker shapes differ).
    pub fn persona(&self, at: usize) -> Color {
        self.persona.get(at % self.persona.len()).copied().unwrap_or(self.ink)
    }

    /// The colour of group `at` of a breakdown.
    pub fn group(&self, at: usize) -> Color {
        self.group.get(at % self.group.len()).copied().unwrap_or(self.accent)
    }

    /// The colour of an emotion level, 0 (angry) … 4 (delighted).
    pub fn level(&self, at: usize) -> Color {
        self.level.get(at).copied().unwrap_or(self.muted)
    }
}

/// Contrast of two opaque colours, 1…21 (WCAG 2.2, relative luminance).
///
/// ```
/// # use jejak::geom::{Color, theme::contrast};
/// assert_eq!(contrast(Color::hex(0x000000), Color::hex(0xFFFFFF)), 21.0);
/// ```
pub fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(color: Color) -> f64 {
    let part = |value: u8| {
        let share = f64::from(value) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(color.r) + 0.7152 * part(color.g) + 0.0722 * part(color.b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_readable_in_both_themes() {
        for theme in [Theme::light(), Theme::dark()] {
            let grounds = [theme.ground, theme.tint];
            let mut pairs = vec![(theme.on_accent, theme.accent)];
            for text in [theme.ink, theme.muted, theme.pain, theme.opp, theme.accent] {
                pairs.extend(grounds.map(|ground| (text, ground)));
            }
            pairs.extend([(theme.accent, theme.accent_tint), (theme.muted, theme.accent_tint)]);
            pairs.extend([(theme.pain, theme.wedge), (theme.muted, theme.lost)]);
            // end labels of the personas' lines are type too
            pairs.extend(theme.persona.iter().flat_map(|p| grounds.map(|ground| (*p, ground))));
            for (text, ground) in pairs {
                let found = contrast(text, ground);
                assert!(found >= 4.5, "{text:?} on {ground:?} in dark={}: {found:.2}", theme.dark);
            }
        }
    }

    #[test]
    fn marks_are_seen_in_both_themes() {
        for theme in [Theme::light(), Theme::dark()] {
            let single = [theme.accent, theme.hatch, theme.pain_mark, theme.muted, theme.opp];
            let marks = single.iter().chain(&theme.persona).chain(&theme.group).chain(&theme.level);
            for mark in marks {
                let found = contrast(*mark, theme.ground);
                assert!(found >= 3.0, "{mark:?} in dark={}: {found:.2}", theme.dark);
            }
        }
    }
}
