//! Scene → SVG text, by an own small writer over the same marks.
//!
//! Everything from data is escaped; there is no script, no style sheet, no foreign object.

use super::plotters::{AS_BEFORE, LEFTWARDS};
use crate::geom::text::Weight;
use crate::geom::{Color, Point};
use crate::scene::{Align, Scene, Shape, Stroke};
use std::fmt::Write;

/// The whole scene, unscrolled, as an SVG document in the type `family` (a CSS list).
pub fn svg(scene: &Scene, family: &str) -> String {
    let (w, h) = (number(scene.size.width), number(scene.size.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
         font-family=\"{}\" font-feature-settings=\"&quot;tnum&quot;\" text-rendering=\"geometricPrecision\" role=\"img\">\n",
        escape(family)
    );
    if scene.background.a > 0.0 {
        let _ =
            writeln!(out, "<rect width=\"{w}\" height=\"{h}\"{}/>", paint("fill", Some(scene.background)));
    }
    for mark in &scene.marks {
        shape(&mut out, &mark.shape);
    }
    out.push_str("</svg>\n");
    out
}

// writing into a String cannot fail, so the results are dropped
fn shape(out: &mut String, shape: &Shape) {
    let _ = match shape {
        Shape::Rect { rect, radius, fill, stroke } => {
            // the outline lies inside the box
            let inset = stroke.as_ref().map_or(0.0, |s| s.width / 2.0);
            let box_ = rect.grow(-inset);
            let (x, y, w, h) =
                (number(box_.x0), number(box_.y0), number(box_.width()), number(box_.height()));
            let round =
                if *radius > 0.0 { format!(" rx=\"{}\"", number(radius - inset)) } else { String::new() };
            let paint = format!("{}{}", paint("fill", *fill), line(stroke.as_ref()));
            writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"{round}{paint}/>")
        }
        Shape::Circle { center, radius, fill, stroke } => {
            let (x, y, r) = (number(center.x), number(center.y), number(*radius));
            let paint = format!("{}{}", paint("fill", *fill), line(stroke.as_ref()));
            writeln!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"{paint}/>")
        }
        Shape::Path { points, closed, fill, stroke } => {
            let mut d = path(points);
            if *closed {
                d.push('Z');
            }
            let paint = format!("{}{}", paint("fill", *fill), line(stroke.as_ref()));
            writeln!(out, "<path d=\"{d}\"{paint}/>")
        }
        Shape::Hatch { rect, gap, stroke } => {
            let d: String =
                hatch(rect, *gap).iter().map(|(a, b)| path(&[*a, *b])).collect::<Vec<_>>().join("");
            writeln!(out, "<path d=\"{d}\"{}{}/>", paint("fill", None), line(Some(stroke)))
        }
        Shape::Text { at, text, font, color, align, rtl, .. } => {
            // what is read from right to left says so itself: of the attribute for it, programs make different things
            let anchor = match align {
                Align::Middle => " text-anchor=\"middle\"",
                Align::Start => "",
                Align::End => " text-anchor=\"end\"",
            };
            let text = escape(text);
            let text = if *rtl { format!("{LEFTWARDS}{text}{AS_BEFORE}") } else { text };
            let weight = if font.weight == Weight::Semibold { " font-weight=\"600\"" } else { "" };
            let (x, y, size) = (number(at.x), number(at.y), number(font.size));
            writeln!(
                out,
                "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{anchor}{}>{}</text>",
                paint("fill", Some(*color)),
                text
            )
        }
    };
}

/// 45° lines, rising to the right, cut to the box.
fn hatch(rect: &crate::geom::Rect, gap: f64) -> Vec<(Point, Point)> {
    let (w, h) = (rect.width(), rect.height());
    let mut out = Vec::new();
    if !(w > 0.0 && h > 0.0 && gap >= 0.5 && (w + h) / gap < 10_000.0) {
        return out;
    }
    let mut at = gap / 2.0;
    while at < w + h {
        // the line x + y' = at, where y' is measured from the bottom upwards to the left
        let (x0, x1) = ((at - h).max(0.0), at.min(w));
        out.push((
            Point::new(rect.x0 + x0, rect.y0 + (at - x0)),
            Point::new(rect.x0 + x1, rect.y0 + (at - x1)),
        ));
        at += gap;
    }
    out
}

fn path(points: &[Point]) -> String {
    let mut d = String::new();
    for (at, p) in points.iter().enumerate() {
        let _ = write!(d, "{}{} {}", if at == 0 { 'M' } else { 'L' }, number(p.x), number(p.y));
    }
    d
}

fn paint(name: &str, color: Option<Color>) -> String {
    let Some(color) = color else { return format!(" {name}=\"none\"") };
    let mut out = format!(" {name}=\"#{:02X}{:02X}{:02X}\"", color.r, color.g, color.b);
    if color.a < 1.0 {
        let _ = write!(out, " {name}-opacity=\"{}\"", (color.a * 1000.0).round() / 1000.0);
    }
    out
}

fn line(stroke: Option<&Stroke>) -> String {
    let Some(stroke) = stroke else { return String::new() };
    let mut out = paint("stroke", Some(stroke.color));
    let cap = if stroke.dash.is_empty() { "round" } else { "butt" };
    let _ = write!(out, " stroke-width=\"{}\" stroke-linejoin=\"round\"", number(stroke.width));
    let _ = write!(out, " stroke-linecap=\"{cap}\"");
    if !stroke.dash.is_empty() {
        let dash: Vec<String> = stroke.dash.iter().map(|d| number(*d)).collect();
        let _ = write!(out, " stroke-dasharray=\"{}\"", dash.join(" "));
    }
    out
}

/// A coordinate to 0.01 px; what is no number becomes 0.
fn number(value: f64) -> String {
    let rounded = if value.is_finite() { (value * 100.0).round() / 100.0 } else { 0.0 };
    // no "-0"
    format!("{}", rounded + 0.0)
}

/// A text as it stands in markup, between tags or in quotation marks.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // not allowed in XML 1.0, escaped or not
            '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::text::Font;
    use crate::geom::{Rect, Size};
    use crate::scene::Mark;

    #[test]
    fn markup_in_data_stays_text() {
        let text = "<script>alert(\"1\")</script>\u{0} & 'x'".to_owned();
        let shape = Shape::Text {
            at: Point::new(f64::NAN, -0.001),
            text,
            font: Font { size: 13.0, weight: Weight::Semibold },
            color: Color::hex(0x1B_24_30),
            align: Align::End,
            width: 10.0,
            rtl: false,
        };
        let marks = vec![Mark { key: Default::default(), pane: Default::default(), shape }];
        let scene = Scene { size: Size { width: 10.0, height: 5.0 }, marks, ..Scene::default() };
        let svg = svg(&scene, "a\"><b");
        assert!(!svg.contains("<script") && !svg.contains('\u{0}') && !svg.contains("<b"), "{svg}");
        assert!(svg.contains("x=\"0\" y=\"0\""), "{svg}");
    }

    /// Its box is the same for every program, whether it knows of directions or not.
    #[test]
    fn what_is_read_leftwards_begins_at_its_own_left_edge() {
        let shape = |align| Shape::Text {
            at: Point::new(40.0, 20.0),
            text: "الحجز".to_owned(),
            font: Font { size: 13.0, weight: Weight::Regular },
            color: Color::hex(0x1B_24_30),
            align,
            width: 30.0,
            rtl: true,
        };
        let drawn = |align| {
            let marks = vec![Mark { key: Default::default(), pane: Default::default(), shape: shape(align) }];
            svg(&Scene { size: Size { width: 90.0, height: 50.0 }, marks, ..Scene::default() }, "Inter")
        };
        let (start, end) = (drawn(Align::Start), drawn(Align::End));
        assert!(!start.contains("direction") && !start.contains("text-anchor"), "{start}");
        assert!(end.contains("text-anchor=\"end\"") && end.contains("\u{202B}الحجز\u{202C}<"), "{end}");
    }

    #[test]
    fn hatching_stays_in_its_box() {
        let rect = Rect::from_size(10.0, 20.0, 30.0, 8.0);
        let lines = hatch(&rect, 4.0);
        assert_eq!(lines.len(), 9);
        for (a, b) in lines {
            assert!(rect.contains(a) && rect.contains(b), "{a:?} {b:?}");
            assert!((a.x - b.x + (a.y - b.y)).abs() < 1e-9);
        }
    }
}
