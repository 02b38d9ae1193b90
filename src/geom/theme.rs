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
            ground: hex(0xFF_FF_FF),
            ink: hex(0x1B_24_30),
            muted: hex(0x55_60_6E),
            rule: hex(0xD9_DF_E6),
            hair: hex(0xED_F0_F4),
            tint: hex(0xF6_F8_FA),
            accent: hex(0x20_45_6B),
            on_accent: hex(0xFF_FF_FF),
            accent_tint: hex(0xE9_EF_F5),
            flow: hex(0xCB_D9_E7),
            lost: hex(0xE9_ED_F2),
            wedge: hex(0xF2_D8_D0),
            band: 0.16,
            hatch: hex(0x77_82_8F),
            pain: hex(0x7A_24_17),
            pain_mark: hex(0xB5_43_2F),
            pain_track: hex(0xF0_D5_CE),
            opp: hex(0x0F_4C_6E),
            opp_line: hex(0xA9_CB_DF),
            opp_track: hex(0xD5_E4_EE),
            level: [hex(0x8F_24_13), hex(0xCC_77_22), hex(0x75_7D_87), hex(0x3A_86_C8), hex(0x12_3F_6B)],
            persona: [hex(0x1F_7A_4D), hex(0x8A_4F_BF), hex(0x7A_5C_00), hex(0x22_2B_57), hex(0x4C_5B_66)],
            group: [hex(0x20_45_6B), hex(0x6A_91_B8), hex(0x8A_6F_A8), hex(0xA9_77_3F)],
        }
    }

    /// Light type on near black.
    pub fn dark() -> Self {
        let hex = Color::hex;
        Self {
            dark: true,
            ground: hex(0x12_16_1C),
            ink: hex(0xE8_ED_F3),
            muted: hex(0xA4_AF_BC),
            rule: hex(0x30_3A_46),
            hair: hex(0x1F_26_2F),
            tint: hex(0x19_1F_27),
            accent: hex(0xA9_CD_F0),
            on_accent: hex(0x12_16_1C),
            accent_tint: hex(0x1D_29_36),
            flow: hex(0x2F_4A_64),
            lost: hex(0x29_31_3B),
            wedge: hex(0x5A_2C_23),
            band: 0.26,
            hatch: hex(0x7B_87_94),
            pain: hex(0xF4_A7_92),
            pain_mark: hex(0xE2_74_5A),
            pain_track: hex(0x4A_2B_25),
            opp: hex(0x9A_D0_EC),
            opp_line: hex(0x34_59_6F),
            opp_track: hex(0x23_40_4F),
            level: [hex(0xF2_58_3A), hex(0xF7_C9_8B), hex(0x8C_96_A3), hex(0xB5_E3_F7), hex(0x2F_9B_E6)],
            persona: [hex(0x5C_C4_92), hex(0xC3_9D_F4), hex(0xD6_B2_5A), hex(0x9F_B0_F0), hex(0xA4_AF_BC)],
            group: [hex(0xA9_CD_F0), hex(0x5E_86_AC), hex(0xA8_8C_C8), hex(0xC7_97_5E)],
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
