//! Tables of a page → rows of texts: what a browser would show in each cell, by html5gum's tokens.
//!
//! Only what tables need of HTML's rules is here: cells, rows and tables that end where the next begins, spans over
//! columns and rows, tables inside of cells (each is a table of its own).

use super::choose;
use super::rows::Rows;
use crate::error::{Code, Error};
use crate::ingest::MAX_DEPTH;
use crate::ingest::profile::MAX_COLUMNS;
use html5gum::{HtmlString, Token, Tokenizer};

/// The most columns and rows of one cell, as browsers have it.
const COLSPAN: usize = 1_000;
const ROWSPAN: u32 = 65_534;
/// The most cells that are filled by the ones above them.
const FILLED: usize = 4_000_000;
/// Rows of a table that are looked at before one is chosen.
const LOOK: u32 = 20;

/// A cell: row and column from 0, and where its text stands.
#[derive(Clone, Copy, Debug)]
struct Cell {
    row: u32,
    column: usize,
    text: (usize, usize),
}

/// A cell that reaches down: its column, how many rows it still has, and its text.
type Down = (usize, u32, (usize, usize));

/// A table of a page.
#[derive(Debug, Default)]
pub struct Table {
    cells: Vec<Cell>,
    /// Rows so far.
    rows: u32,
    text: String,
    /// Cells of rows above that reach further down: their column, the rows they still have, and their text.
    down: Vec<Down>,
    /// The first of those that the open row has not come to, and those of the row below.
    at: usize,
    below: Vec<Down>,
    /// The next column of the open row.
    column: usize,
    in_row: bool,
    /// Spans of the open cell, and where its text begins.
    cell: Option<(usize, u32, usize)>,
    /// A blank is due before the next word.
    blank: bool,
    filled: usize,
}

/// All tables of a page, in the order in which they end.
pub fn tables(page: &str) -> Result<Vec<Table>, Error> {
    let (mut open, mut done): (Vec<Table>, Vec<Table>) = Default::default();
    // What is inside of these is no text of a cell.
    let mut unseen = 0usize;
    for token in Tokenizer::new(page) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name: &[u8] = &tag.name;
                match name {
                    b"script" | b"style" | b"template" | b"noscript" if !tag.self_closing => {
                        unseen = unseen.saturating_add(1);
                    }
                    b"table" => {
                        if open.len() >= MAX_DEPTH {
                            return Err(Error::new(Code::TooDeep, MAX_DEPTH.to_string()));
                        }
                        open.push(Table::default());
                    }
                    _ => {
                        let Some(table) = open.last_mut() else { continue };
                        let span =
                            |name: &str| attribute(tag.attributes.get(name.as_bytes()).map(|value| &**value));
                        match name {
                            b"tr" => table.row()?,
                            b"td" | b"th" => table.cell(span("colspan"), span("rowspan"))?,
                            b"thead" | b"tbody" | b"tfoot" | b"caption" | b"colgroup" => table.end_row()?,
                            b"br" | b"p" | b"div" | b"li" | b"hr" | b"option" => table.blank = true,
                            _ => {}
                        }
                    }
                }
            }
            Token::EndTag(tag) => {
                let name: &[u8] = &tag.name;
                match name {
                    b"script" | b"style" | b"template" | b"noscript" => unseen = unseen.saturating_sub(1),
                    b"table" => {
                        if let Some(mut table) = open.pop() {
                            table.end_row()?;
                            done.push(table);
                        }
                    }
                    _ => {
                        let Some(table) = open.last_mut() else { continue };
                        match name {
                            b"tr" | b"thead" | b"tbody" | b"tfoot" => table.end_row()?,
                            b"td" | b"th" => table.end_cell()?,
                            b"p" | b"div" | b"li" | b"option" => table.blank = true,
                            _ => {}
                        }
                    }
                }
            }
            Token::String(text) if unseen == 0 => {
                if let Some(table) = open.last_mut() {
                    table.text(&text);
                }
            }
            _ => {}
        }
    }
    while let Some(mut table) = open.pop() {
        table.end_row()?;
        done.push(table);
    }
    done.retain(|table| !table.cells.is_empty());
    Ok(done)
}

fn attribute(value: Option<&HtmlString>) -> u32 {
    value.and_then(|value| core::str::from_utf8(value).ok()?.trim().parse().ok()).unwrap_or(1)
}

impl Table {
    fn row(&mut self) -> Result<(), Error> {
        self.end_row()?;
        self.in_row = true;
        Ok(())
    }

    fn cell(&mut self, columns: u32, rows: u32) -> Result<(), Error> {
        self.end_cell()?;
        self.in_row = true;
        self.fill(false)?;
        let columns = usize::try_from(columns).unwrap_or(1).clamp(1, COLSPAN);
        // 0 reaches to the end of its section.
        let rows = if rows == 0 { ROWSPAN } else { rows.min(ROWSPAN) };
        self.cell = Some((columns, rows, self.text.len()));
        self.blank = false;
        Ok(())
    }

    /// Adds the text of a cell, with one blank for many.
    fn text(&mut self, bytes: &[u8]) {
        let Some((.., start)) = self.cell else { return };
        let text = String::from_utf8_lossy(bytes);
        for char in text.chars() {
            if char.is_whitespace() || char == '\0' {
                self.blank = true;
                continue;
            }
            if self.blank && self.text.len() > start {
                self.text.push(' ');
            }
            self.blank = false;
            self.text.push(char);
        }
    }

    fn end_cell(&mut self) -> Result<(), Error> {
        let Some((columns, rows, start)) = self.cell.take() else { return Ok(()) };
        let (column, text) = (self.column, (start, self.text.len()));
        self.column = column.saturating_add(columns);
        if self.column > MAX_COLUMNS {
            return Err(Error::new(Code::TooMany, format!("{MAX_COLUMNS} columns")));
        }
        if text.0 < text.1 {
            self.cells.push(Cell { row: self.rows, column, text });
        }
        if rows > 1 {
            for place in column..self.column {
                // Only the first column of a wide cell has its text.
                let text = if place == column { text } else { (0, 0) };
                self.below.push((place, rows.saturating_sub(1), text));
            }
        }
        Ok(())
    }

    /// Fills the places that cells above have taken, up to the next free one; `all`: to the end of the row.
    fn fill(&mut self, all: bool) -> Result<(), Error> {
        while let Some(&(place, rows, text)) = self.down.get(self.at)
            && (all || place <= self.column)
        {
            self.at = self.at.saturating_add(1);
            if rows > 1 {
                self.below.push((place, rows.saturating_sub(1), text));
            }
            self.filled = self.filled.saturating_add(1);
            if self.filled > FILLED {
                return Err(Error::new(Code::TooMany, FILLED.to_string()));
            }
            if place >= self.column {
                if text.0 < text.1 {
                    self.cells.push(Cell { row: self.rows, column: place, text });
                }
                self.column = place.saturating_add(1);
            }
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Error> {
        self.end_cell()?;
        if self.in_row {
            self.fill(true)?;
            self.rows = self.rows.saturating_add(1);
            self.down = core::mem::take(&mut self.below);
            self.at = 0;
        }
        self.in_row = false;
        self.column = 0;
        Ok(())
    }

    /// Writes the table, or its first rows.
    pub fn write(&self, rows: &mut Rows, most: u32) -> Result<(), Error> {
        for cell in self.cells.iter().take_while(|cell| cell.row < most) {
            while rows.row() <= u64::from(cell.row) {
                rows.start(u64::from(cell.row).saturating_add(1));
            }
            rows.put(cell.column, self.text.get(cell.text.0..cell.text.1).unwrap_or(""))?;
        }
        rows.end();
        Ok(())
    }

    /// Its first row that holds something, and its weight among the tables of a page.
    pub fn look(&self) -> Result<(String, u64), Error> {
        let mut rows = Rows::default();
        self.write(&mut rows, LOOK)?;
        let (roles, first) = choose::look(&rows.out);
        Ok((first, choose::weight(self.cells.len() as u64, roles)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(page: &str) -> Vec<String> {
        let text = |table: &Table| {
            let mut rows = Rows::default();
            table.write(&mut rows, u32::MAX).unwrap();
            String::from_utf8(rows.out).unwrap()
        };
        tables(page).unwrap().iter().map(text).collect()
    }

    #[test]
    fn cells_end_where_the_next_begins() {
        assert_eq!(
            csv("<table><tr><td>a<td>b\n  c<tr><th>1<td>2 &amp; 3&nbsp;&euro;</table>"),
            ["\"a\",b c\n1,2 & 3 €\n"]
        );
        assert_eq!(csv("<TABLE><TD>a</TD><TD><!-- x --><b>b</b>c</TABLE>"), ["\"a\",bc\n"]);
        assert_eq!(csv("<table><tr><td>a<br>b<p>c</p>d<script>1 < 2</script><td>e"), ["\"a b c d\",e\n"]);
    }

    #[test]
    fn spans_keep_columns_in_their_places() {
        let page = "<table><tr><th rowspan=2>Day<th colspan='2'>Web<tr><th>Visits<th>Orders<tr><td>1<td>2<td>3</table>";
        assert_eq!(csv(page), ["\"Day\",Web\nDay,Visits,Orders\n1,2,3\n"]);
        let page = "<table><tr><td>a<td rowspan=0>b<tr><td>c<tr><td>d<td>e</table>";
        assert_eq!(csv(page), ["\"a\",b\nc,b\nd,b,e\n"]);
    }

    #[test]
    fn a_table_in_a_cell_is_a_table_of_its_own() {
        let page = "<table><tr><td>menu<td><table><tr><td>x<td>y</table>foot</table>";
        assert_eq!(csv(page), ["\"x\",y\n", "\"menu\",foot\n"]);
    }

    #[test]
    fn hostile_pages_are_refused_and_not_grown() {
        let code = |page: &str| tables(page).map(|_| ()).map_err(|error| error.code);
        assert_eq!(code(&"<table><tr><td>".repeat(65)), Err(Code::TooDeep));
        assert_eq!(code(&format!("<table><tr>{}", "<td colspan=1000>".repeat(17))), Err(Code::TooMany));
        let tall = format!("<table><tr>{}{}", "<td rowspan=0>x".repeat(9_000), "<tr>".repeat(9_000));
        assert_eq!(code(&tall), Err(Code::TooMany));
    }
}
