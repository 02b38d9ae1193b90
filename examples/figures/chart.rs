//! Three small charts as SVG: bars, points with intervals, columns.

use std::fmt::Write;

/// What was reached, what is best.
pub const DARK: &str = "#1f456e";
/// What is left open.
pub const LIGHT: &str = "#c3d2e2";
/// What was lost, what stands out.
pub const LOSS: &str = "#b8452f";

/// As wide as a phone shows without making the letters too small to read.
pub const WIDTH: f64 = 400.0;
/// The size of letters.
pub const LETTERS: f64 = 14.0;

const EDGE: f64 = 16.0;
const PLOT: f64 = WIDTH - 2.0 * EDGE;
/// A row: its words, under them what is drawn.
const ROW: f64 = 44.0;
const LINE: f64 = 18.0;
/// Letters that a line of the name has room for.
const ACROSS: usize = 46;

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

/// The lines of a name, about equally long.
fn lines(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let letters = name.chars().count();
    let across = ACROSS.min(letters / letters.div_ceil(ACROSS).max(1) + 6);
    for word in name.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < across => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Where what is drawn begins under a name.
fn under(name: &str) -> f64 {
    22.0 + lines(name).len() as f64 * LINE
}

/// A picture of a height, with a name for readers who cannot see it.
fn framed(name: &str, height: f64, inside: &str) -> String {
    let mut head = String::new();
    for (at, line) in lines(name).iter().enumerate() {
        text(&mut head, EDGE, 26.0 + at as f64 * LINE, "start", line);
    }
    let (name, height) = (escaped(name), number(height));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         role=\"img\" aria-label=\"{name}\" font-family=\"system-ui, sans-serif\" font-size=\"{LETTERS}\" fill=\"#26303b\">\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" rx=\"6\" fill=\"#fff\"/>\n\
         <g font-weight=\"600\">\n{head}</g>\n{inside}</svg>\n"
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

/// What stands over a row: its name, and its figures at the other end.
fn words(out: &mut String, y: f64, label: &str, figures: &str) {
    text(out, EDGE, y + 14.0, "start", label);
    text(out, WIDTH - EDGE, y + 14.0, "end", figures);
}

/// Rows of bars on one scale.
pub fn bars(name: &str, rows: &[Bar]) -> String {
    let total = |bar: &Bar| bar.parts.iter().map(|(value, _)| value).sum::<f64>();
    let most = rows.iter().map(total).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let (mut out, top) = (String::new(), under(name));
    for (at, bar) in rows.iter().enumerate() {
        let y = top + at as f64 * ROW;
        words(&mut out, y, &bar.label, &bar.text);
        let mut x = EDGE;
        for (value, color) in &bar.parts {
            let width = value / most * PLOT;
            rect(&mut out, (x, y + 20.0), (width, 12.0), color);
            x += width;
        }
    }
    framed(name, top + rows.len() as f64 * ROW, &out)
}

/// Points with intervals on an axis from `low` to `high`, with some of its values named.
pub fn dots(name: &str, (low, high): (f64, f64), ticks: &[(f64, String)], rows: &[Dot]) -> String {
    let x = |value: f64| EDGE + 6.0 + (value.clamp(low, high) - low) / (high - low) * (PLOT - 12.0);
    let top = under(name);
    let foot = top + rows.len() as f64 * ROW;
    let mut out = String::new();
    for (value, said) in ticks {
        let (at, anchor) = match *value {
            value if value <= low => (EDGE, "start"),
            value if value >= high => (WIDTH - EDGE, "end"),
            value => (x(value), "middle"),
        };
        text(&mut out, at, foot + 10.0, anchor, said);
    }
    for (at, dot) in rows.iter().enumerate() {
        let (y, color) = (top + at as f64 * ROW, if dot.hot { LOSS } else { DARK });
        words(&mut out, y, &dot.label, &dot.text);
        let y = y + 27.0;
        rect(&mut out, (x(low), y - 0.5), (x(high) - x(low), 1.0), "#dde3ea");
        for (value, _) in ticks {
            rect(&mut out, (x(*value) - 0.5, y - 6.0), (1.0, 12.0), "#c8d0d9");
        }
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
    }
    framed(name, foot + 24.0, &out)
}

/// Columns over their labels; `marks` stand at places counted in columns, each further right than the one before.
pub fn columns(name: &str, columns: &[Column], marks: &[(f64, String)]) -> String {
    const HIGH: f64 = 96.0;
    let most = columns.iter().map(|column| column.value).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
    let each = PLOT / columns.len().max(1) as f64;
    let head = under(name);
    let top = head + LINE * marks.len().max(1) as f64;
    let mut out = String::new();
    for (at, column) in columns.iter().enumerate() {
        let (x, height) = (EDGE + at as f64 * each, column.value / most * HIGH);
        rect(&mut out, (x + each * 0.08, top + HIGH - height), (each * 0.84, height), column.color);
        text(&mut out, x + each / 2.0, top + HIGH - height - 5.0, "middle", &column.text);
        text(&mut out, x + each / 2.0, top + HIGH + 18.0, "middle", &column.label);
    }
    for (at, (place, said)) in marks.iter().enumerate() {
        let (x, y) = (EDGE + place * each, head + LINE * at as f64);
        rect(&mut out, (x - 0.75, y), (1.5, top + HIGH - y), LOSS);
        text(&mut out, x + 5.0, y + 12.0, "start", said);
    }
    framed(name, top + HIGH + 30.0, &out)
}
