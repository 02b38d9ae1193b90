//! Three small charts as SVG: bars, points with intervals, columns.

use std::fmt::Write;

/// What was reached, what is best.
pub const DARK: &str = "#1f456e";
/// What is left open.
pub const LIGHT: &str = "#c3d2e2";
/// What was lost, what stands out.
pub const LOSS: &str = "#b8452f";

const WIDTH: f64 = 640.0;
const ROW: f64 = 28.0;
const LEFT: f64 = 176.0;
const RIGHT: f64 = 184.0;
const PLOT: f64 = WIDTH - LEFT - RIGHT;

/// One row of bars: its parts after each other, and what is written beside them.
pub struct Bar {
    pub label: String,
    pub parts: Vec<(f64, &'static str)>,
    pub text: String,
}

/// One row of points: a point with its interval, perhaps another value, and what is written beside them.
pub struct Dot {
    pub label: String,
    pub at: f64,
    pub span: Option<(f64, f64)>,
    pub other: Option<f64>,
    pub text: String,
    pub hot: bool,
}

/// One column, and what is written over it.
pub struct Column {
    pub label: String,
    pub value: f64,
    pub text: String,
    pub color: &'static str,
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A picture of a height, with a name for readers who cannot see it.
fn framed(name: &str, height: f64, inside: &str) -> String {
    let (name, height) = (escaped(name), number(height));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         role=\"img\" aria-label=\"{name}\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#26303b\">\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" rx=\"6\" fill=\"#fff\"/>\n\
         <text x=\"16\" y=\"26\" font-weight=\"600\">{name}</text>\n{inside}</svg>\n"
    )
}

fn text(out: &mut String, x: f64, y: f64, anchor: &str, said: &str) {
    if said.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
        number(x),
        number(y),
        escaped(said)
    );
}

fn rect(out: &mut String, (x, y): (f64, f64), (width, height): (f64, f64), color: &str) {
    let _ = writeln!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{color}\"/>",
        number(x),
        number(y),
        number(width.max(0.0)),
        number(height.max(0.0))
    );
}

/// Rows of bars on one scale.
pub fn bars(name: &str, rows: &[Bar]) -> String {
    let total = |bar: &Bar| bar.parts.iter().map(|(value, _)| value).sum::<f64>();
    let most = rows.iter().map(total).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let mut out = String::new();
    for (at, bar) in rows.iter().enumerate() {
        let y = 44.0 + at as f64 * ROW;
        text(&mut out, LEFT - 12.0, y + 14.0, "end", &bar.label);
        let mut x = LEFT;
        for (value, color) in &bar.parts {
            let width = value / most * PLOT;
            rect(&mut out, (x, y), (width, 18.0), color);
            x += width;
        }
        text(&mut out, LEFT + PLOT + 12.0, y + 14.0, "start", &bar.text);
    }
    framed(name, 52.0 + rows.len() as f64 * ROW, &out)
}

/// Points with intervals on an axis from `low` to `high`, with some of its values named.
pub fn dots(name: &str, (low, high): (f64, f64), ticks: &[(f64, String)], rows: &[Dot]) -> String {
    let x = |value: f64| LEFT + (value.clamp(low, high) - low) / (high - low) * PLOT;
    let foot = 48.0 + rows.len() as f64 * ROW;
    let mut out = String::new();
    for (value, said) in ticks {
        rect(&mut out, (x(*value) - 0.5, 40.0), (1.0, foot - 40.0), "#dde3ea");
        text(&mut out, x(*value), foot + 14.0, "middle", said);
    }
    for (at, dot) in rows.iter().enumerate() {
        let y = 56.0 + at as f64 * ROW;
        let color = if dot.hot { LOSS } else { DARK };
        text(&mut out, LEFT - 12.0, y + 4.0, "end", &dot.label);
        if let Some((low, high)) = dot.span {
            rect(&mut out, (x(low), y - 3.0), (x(high) - x(low), 6.0), LIGHT);
        }
        if let Some(other) = dot.other {
            let _ = writeln!(
                out,
                "<circle cx=\"{}\" cy=\"{}\" r=\"4.5\" fill=\"#fff\" stroke=\"{color}\" stroke-width=\"1.5\"/>",
                number(x(other)),
                number(y)
            );
        }
        let (cx, cy) = (number(x(dot.at)), number(y));
        let _ = writeln!(out, "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"5\" fill=\"{color}\"/>");
        text(&mut out, LEFT + PLOT + 12.0, y + 4.0, "start", &dot.text);
    }
    framed(name, foot + 26.0, &out)
}

/// Columns over their labels; `marks` stand at places counted in columns.
pub fn columns(name: &str, columns: &[Column], marks: &[(f64, String)]) -> String {
    const HIGH: f64 = 96.0;
    let (left, room) = (32.0, WIDTH - 64.0);
    let most = columns.iter().map(|column| column.value).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let each = room / columns.len().max(1) as f64;
    let top = 52.0 + 16.0 * marks.len() as f64;
    let mut out = String::new();
    for (at, column) in columns.iter().enumerate() {
        let (x, height) = (left + at as f64 * each, column.value / most * HIGH);
        rect(&mut out, (x + each * 0.08, top + HIGH - height), (each * 0.84, height), column.color);
        text(&mut out, x + each / 2.0, top + HIGH - height - 5.0, "middle", &column.text);
        text(&mut out, x + each / 2.0, top + HIGH + 18.0, "middle", &column.label);
    }
    for (at, (place, said)) in marks.iter().enumerate() {
        let (x, y) = (left + place * each, 44.0 + 16.0 * at as f64);
        rect(&mut out, (x - 0.75, y), (1.5, top + HIGH - y), LOSS);
        let (side, anchor) = if x > WIDTH - 190.0 { (-6.0, "end") } else { (6.0, "start") };
        text(&mut out, x + side, y + 11.0, anchor, said);
    }
    framed(name, top + HIGH + 30.0, &out)
}
