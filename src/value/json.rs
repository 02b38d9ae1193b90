//! The text of a document, as an engine writes it → [`Value`].
//!
//! It is no judge of texts, and knows no blanks: whoever hands one over has written it of a value. What is rare in documents (numbers of
//! more than twenty signs, control signs, what is deep or endless) gives nothing, and is read the careful way.

use super::{MAX_DEPTH, MAX_VALUES, Value, is_refused};

/// Most signs of a number. A float that is written without an exponent has no more, but for the smallest and the largest.
const MAX_SIGNS: usize = 20;

/// Reads a text; `number` reads its numbers. Nothing where anything about it is odd.
pub fn read(text: &str, number: fn(&str) -> Option<f64>) -> Option<Value> {
    let mut reader = Reader { text, at: 0, left: MAX_VALUES, number };
    let value = reader.value(0)?;
    (reader.at == text.len()).then_some(value)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    /// How many values there may still be.
    left: usize,
    number: fn(&str) -> Option<f64>,
}

impl<'a> Reader<'a> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Steps over a byte, if it is the next.
    fn take(&mut self, byte: u8) -> bool {
        let is = self.byte() == Some(byte);
        self.at += usize::from(is);
        is
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        match self.byte()? {
            b'{' | b'[' if depth >= MAX_DEPTH => None,
            b'{' => self.map(depth + 1).map(Value::Map),
            b'[' => self.list(depth + 1).map(Value::List),
            b'"' => self.quoted().map(Value::Text),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            _ => self.digits().map(Value::Number),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        let is = self.text.get(self.at..)?.starts_with(word);
        self.at += word.len();
        is.then_some(value)
    }

    fn digits(&mut self) -> Option<f64> {
        let (bytes, mut at, mut whole) = (self.text.as_bytes(), self.at, 0);
        while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
            whole = u32::from(digit - b'0').wrapping_add(10_u32.wrapping_mul(whole));
            at += 1;
        }
        // most are whole and small
        if (1..=9).contains(&(at - self.at)) && bytes.get(at) != Some(&b'.') {
            self.at = at;
            return Some(f64::from(whole));
        }
        while let Some(b'0'..=b'9' | b'-' | b'.') = bytes.get(at) {
            at += 1;
        }
        let text = self.text.get(self.at..at).filter(|text| text.len() <= MAX_SIGNS)?;
        self.at = at;
        (self.number)(text)
    }

    fn list(&mut self, depth: usize) -> Option<Vec<Value>> {
        let mut items = Vec::new();
        self.at += 1;
        if self.take(b']') {
            return Some(items);
        }
        loop {
            items.push(self.value(depth)?);
            if !self.take(b',') {
                return self.take(b']').then_some(items);
            }
        }
    }

    fn map(&mut self, depth: usize) -> Option<Vec<(String, Value)>> {
        let mut pairs = Vec::new();
        self.at += 1;
        if self.take(b'}') {
            return Some(pairs);
        }
        loop {
            let key = self.quoted()?;
            if is_refused(&key) || !self.take(b':') {
                return None;
            }
            pairs.push((key, self.value(depth)?));
            if !self.take(b',') {
                return self.take(b'}').then_some(pairs);
            }
        }
    }

    /// A text between quotation marks.
    fn quoted(&mut self) -> Option<String> {
        if !self.take(b'"') {
            return None;
        }
        let mut text = self.piece()?.to_owned();
        while !self.take(b'"') {
            text.push(self.escaped()?);
            text.push_str(self.piece()?);
        }
        Some(text)
    }

    /// The text up to a quotation mark or a backslash.
    fn piece(&mut self) -> Option<&'a str> {
        let (bytes, mut at) = (self.text.as_bytes(), self.at);
        while !matches!(bytes.get(at)?, b'"' | b'\\') {
            at += 1;
        }
        let piece = self.text.get(self.at..at);
        self.at = at;
        piece
    }

    /// What a backslash and the byte after it stand for.
    fn escaped(&mut self) -> Option<char> {
        self.at += 1;
        let byte = self.byte()?;
        self.at += 1;
        match byte {
            b'n' => Some('\n'),
            b'r' => Some('\r'),
            b't' => Some('\t'),
            b'"' | b'\\' => Some(char::from(byte)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
