//! Draws the sample shop in both views, languages and themes into the folder given as the first argument.

#[path = "../tests/sample/mod.rs"]
mod sample;

use jejak::figures;
use jejak::geom::text::Table;
use jejak::geom::theme::Theme;
use jejak::layout::{self, Input};
use jejak::paint;
use jejak::words::{Lang, numbers::Plain};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned());
    std::fs::create_dir_all(&folder)?;
    for lang in Lang::ALL {
        let indonesian = lang == Lang::Id;
        let (journey, evidence) = (sample::journey(indonesian), sample::evidence(indonesian));
        let shown = figures::derive(&journey, Some(&evidence), None);
        for (theme, tone) in [(Theme::light(), "light"), (Theme::dark(), "dark")] {
            for width in [360.0, 768.0, 960.0, 1280.0] {
                let input = Input {
                    journey: &journey,
                    figures: &shown,
                    evidence: Some(&evidence),
                    width,
                    height: None,
                    lang,
                    theme: &theme,
                    text: &Table,
                    numbers: &Plain(lang),
                    persona: None,
                    selected: None,
                    card: 2,
                    lanes: None,
                    beside: false,
                };
                let tag = if indonesian { "id" } else { "en" };
                for (view, laid) in [("funnel", layout::funnel(&input)), ("journey", layout::journey(&input))]
                {
                    let svg = paint::svg(&laid.scene, "Inter, sans-serif");
                    std::fs::write(format!("{folder}/{view}-{width}-{tone}-{tag}.svg"), svg)?;
                }
            }
        }
    }
    Ok(())
}
