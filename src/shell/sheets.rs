//! What JavaScript calls to make text of a workbook, a page, a log or an archive; the measuring module reads it.

use super::{fault, speak_of_panics};
use crate::error::Error;
use crate::ingest::Sheets;
use crate::words::Lang;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Text that is handed over at once, in bytes; a little more where a cell is long.
const SLICE: usize = 1 << 18;

/// One file.
#[wasm_bindgen]
pub struct Book {
    sheets: Sheets,
    lang: Lang,
}

#[wasm_bindgen]
impl Book {
    /// A file of which nothing was read; `table`: the one that is wanted, from 1, or 0.
    #[wasm_bindgen(constructor)]
    pub fn new(table: u32, lang: &str) -> Self {
        speak_of_panics();
        Self {
            sheets: Sheets::new(usize::try_from(table).ok().filter(|table| *table > 0)),
            lang: Lang::of(lang),
        }
    }

    fn told<T>(&self, done: Result<T, Error>) -> Result<T, JsValue> {
        done.map_err(|error| fault::thrown(&error, self.lang))
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        let done = self.sheets.push(bytes);
        self.told(done)
    }

    /// Ends the file.
    pub fn end(&mut self) -> Result<(), JsValue> {
        let done = self.sheets.end();
        self.told(done)
    }

    /// Reads on after the end; false where there is no more.
    pub fn more(&mut self) -> Result<bool, JsValue> {
        loop {
            let done = self.sheets.more();
            if !self.told(done)? {
                return Ok(false);
            }
            if self.sheets.ready() >= SLICE {
                return Ok(true);
            }
        }
    }

    /// Takes out the text that is ready.
    pub fn take(&mut self) -> Vec<u8> {
        self.sheets.take()
    }

    /// True where the text is CSV between commas.
    pub fn is_csv(&self) -> bool {
        self.sheets.is_csv()
    }

    /// What the file was, for `Measure.say_made`: its format, then code, count, line, column and value of each sample of
    /// what is told of it.
    pub fn made(&self) -> Vec<String> {
        let made = self.sheets.made();
        let mut told = vec![made.format.to_owned()];
        for issue in made.issues.iter() {
            for sample in &issue.first {
                let (count, line) = (issue.count.to_string(), sample.line.to_string());
                told.extend([
                    issue.code.as_str().to_owned(),
                    count,
                    line,
                    sample.column.clone(),
                    sample.value.clone(),
                ]);
            }
        }
        told
    }
}
