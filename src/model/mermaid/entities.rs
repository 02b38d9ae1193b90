//! Mermaid's entity codes, `#35;` or `#quot;`: how a text holds what the grammar takes for itself.

/// Names that are read besides numbers; any other stays as it is written.
const NAMES: [(&str, char); 12] = [
    ("amp", '&'),
    ("apos", '\''),
    ("colon", ':'),
    ("comma", ','),
    ("gt", '>'),
    ("lt", '<'),
    ("nbsp", '\u{a0}'),
    ("num", '#'),
    ("percnt", '%'),
    ("quot", '"'),
    ("semi", ';'),
    ("hearts", '♥'),
];

/// Bytes of the entity code that `text` begins with: `#`, letters, digits or `_`, and `;`.
pub fn length(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('#')?;
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    (end > 0 && inside.get(end..)?.starts_with(';')).then_some(end.saturating_add(2))
}

/// The text with its entity codes as characters and Mermaid's line breaks (`<br>`) as blanks, trimmed before
/// that, so that a blank which is written as a code stays.
///
/// A code that stands for no character stays as it is.
pub fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.trim();
    while let Some(at) = rest.find(['#', '<']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let coded =
            length(from).map(|n| (n, character(from.get(1..n.saturating_sub(1)).unwrap_or_default())));
        let n = match (coded, line_break(from)) {
            (Some((n, Some(c))), _) => {
                out.push(c);
                n
            }
            (_, Some(n)) => {
                out.push(' ');
                n
            }
            _ => {
                out.push_str(from.get(..1).unwrap_or_default());
                1
            }
        };
        rest = from.get(n..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    match name.parse::<u32>() {
        Ok(code) => char::from_u32(code),
        Err(_) => NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c),
    }
}

/// Bytes of `<br>`, `<br/>`, `<BR />` that the text begins with.
fn line_break(text: &str) -> Option<usize> {
    let head = text.get(..3).filter(|head| head.eq_ignore_ascii_case("<br"))?;
    let after = text.get(head.len()..)?;
    let close = after.trim_start_matches([' ', '\t']);
    let close = close.strip_prefix('/').unwrap_or(close).strip_prefix('>')?;
    Some(text.len().saturating_sub(close.len()))
}

/// Words that Mermaid takes for its own at the start of a statement.
const STARTS: [&str; 5] = ["title", "section", "acctitle", "accdescr", "journey"];

/// The text as Mermaid and [`decode`] read it back: what the grammar would take for itself stands as a code, and
/// so does every one of the `own` characters. `first` is true for a text that begins a statement.
pub fn encode(text: &str, own: &[char], first: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let small = text.trim_start().to_ascii_lowercase();
    let start = first && STARTS.iter().any(|word| small.starts_with(word));
    let (head, tail) = (text.len() - text.trim_start().len(), text.trim_end().len());
    for (at, c) in text.char_indices() {
        let percent = c == '%' && text.get(at + 1..).is_some_and(|rest| rest.starts_with('%'));
        let edge = at < head || at >= tail;
        let taken = c.is_control() || matches!(c, '#' | ';' | '<' | '>' | '\u{feff}') || own.contains(&c);
        if taken || percent || edge || start && at == head {
            out.push_str(&format!("#{};", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read() {
        assert_eq!(
            decode(" a#58; b #quot;c#quot;<br/>d#nope; #x #1114112; "),
            "a: b \"c\" d#nope; #x #1114112;"
        );
        assert_eq!(decode("a<BR />b<brave>"), "a b<brave>");
        assert_eq!(length("#35;x"), Some(4));
        for none in ["#;", "# 35;", "#35", "35;", "#é;"] {
            assert_eq!(length(none), None, "{none}");
        }
    }

    #[test]
    fn what_is_written_reads_back() {
        for text in
            ["Title deed", " a ", "100%% #1; a:b，c：d", "a\nb\0\u{85}", "<br>", "", "é%%%", "journey"]
        {
            let written = encode(text, &[':', '：', ','], true);
            assert_eq!(decode(&written), text, "{written}");
            assert!(!written.contains(['\n', ':']) && !written.contains("%%"), "{written}");
        }
        assert_eq!(encode("Title deed", &[], true), "#84;itle deed");
    }
}
