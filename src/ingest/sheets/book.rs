//! The parts of a workbook (XLSX) beside its sheets: which sheets there are, shared texts, formats of numbers.

use super::serial::Shown;
use super::xml::{Mark, Xml};
use super::zip::{self, Member, Unpack};
use crate::error::{Code, Error};

/// The most bytes of shared texts.
const MOST_TEXT: usize = 512 << 20;
/// The most formats and sheets.
const MOST_PARTS: usize = 100_000;

/// A sheet as the workbook names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name.
    pub name: String,
    /// The sheet is hidden from whoever opens the workbook.
    pub hidden: bool,
    /// The member it is in.
    pub member: Member,
}

/// Texts that cells refer to.
#[derive(Debug, Default)]
pub struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Text `index`, from 0.
    pub fn get(&self, index: usize) -> &str {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(index).and_then(|end| self.text.get(start..*end)).unwrap_or("")
    }
}

/// What all sheets of a workbook share.
#[derive(Debug, Default)]
pub struct Book {
    /// Its worksheets, in the order of their tabs.
    pub sheets: Vec<Named>,
    /// Texts.
    pub strings: Strings,
    /// How numbers are shown, by the style of a cell.
    pub styles: Vec<Shown>,
    /// Days count from 1904.
    pub from_1904: bool,
}

/// A relation of one part to another: its id, its kind and where it leads.
type Relation = (String, String, String);

/// Reads what the sheets share; `budget`: bytes that may still be unpacked.
pub fn open(bytes: &[u8], members: &[Member], budget: &mut u64) -> Result<Book, Error> {
    let roots = relations(bytes, members, "_rels/.rels", budget)?;
    let main = roots.iter().find(|(_, kind, _)| kind.ends_with("/officeDocument"));
    let main =
        main.map_or("xl/workbook.xml", |(_, _, target)| target.as_str()).trim_start_matches('/').to_owned();
    let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
    let related = relations(bytes, members, &format!("{folder}/_rels/{file}.rels"), budget)?;
    let path = |target: &str| match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let of_kind = |kind: &str| {
        let target = related.iter().find(|(_, known, _)| known.rsplit('/').next() == Some(kind));
        target.and_then(|(.., target)| zip::find(members, &path(target)))
    };
    let mut book = Book::default();
    let listed = zip::find(members, &main).ok_or_else(|| Error::new(Code::NotATable, "ZIP"))?;
    each(bytes, listed, budget, &mut |mark| {
        let Mark::Open(tag) = mark else { return Ok(()) };
        match tag.name() {
            "workbookPr" => {
                book.from_1904 = matches!(tag.attribute("date1904").as_deref(), Some("1" | "true" | "on"));
            }
            "sheet" => {
                let id = tag.attribute("id").unwrap_or_default();
                let found =
                    related.iter().find(|(known, kind, _)| *known == id && kind.ends_with("/worksheet"));
                if let Some(member) = found.and_then(|(.., target)| zip::find(members, &path(target))) {
                    book.sheets.push(Named {
                        name: tag.attribute("name").unwrap_or_default(),
                        hidden: matches!(tag.attribute("state").as_deref(), Some("hidden" | "veryHidden")),
                        member: member.clone(),
                    });
                }
            }
            _ => {}
        }
        few(book.sheets.len())
    })?;
    if let Some(styles) = of_kind("styles") {
        book.styles = self::styles(bytes, styles, budget)?;
    }
    if let Some(strings) = of_kind("sharedStrings") {
        book.strings = self::strings(bytes, strings, budget)?;
    }
    Ok(book)
}

fn few(parts: usize) -> Result<(), Error> {
    if parts > MOST_PARTS { Err(Error::new(Code::TooMany, MOST_PARTS.to_string())) } else { Ok(()) }
}

/// Reads a member as XML.
fn each(
    bytes: &[u8],
    member: &Member,
    budget: &mut u64,
    take: &mut dyn FnMut(Mark<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut unpack = Unpack::new(bytes, member)?;
    let mut xml = Xml::new(&member.name);
    while let Some(piece) = unpack.next(bytes, budget)? {
        xml.push(piece, false, &mut |mark, _| take(mark))?;
    }
    xml.push(b"", true, &mut |mark, _| take(mark))
}

fn relations(bytes: &[u8], members: &[Member], name: &str, budget: &mut u64) -> Result<Vec<Relation>, Error> {
    let mut found = Vec::new();
    let Some(member) = zip::find(members, name) else { return Ok(found) };
    each(bytes, member, budget, &mut |mark| {
        if let Mark::Open(tag) = mark
            && tag.name() == "Relationship"
        {
            let of = |name: &str| tag.attribute(name).unwrap_or_default();
            found.push((of("Id"), of("Type"), of("Target")));
        }
        few(found.len())
    })?;
    Ok(found)
}

fn styles(bytes: &[u8], member: &Member, budget: &mut u64) -> Result<Vec<Shown>, Error> {
    let (mut codes, mut styles, mut inside): (Vec<(u64, Shown)>, Vec<Shown>, bool) = Default::default();
    each(bytes, member, budget, &mut |mark| {
        match mark {
            Mark::Open(tag) => {
                let id = || tag.attribute("numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                match tag.name() {
                    "numFmt" => {
                        codes.push((id(), Shown::of(&tag.attribute("formatCode").unwrap_or_default())))
                    }
                    "cellXfs" => inside = true,
                    "xf" if inside => {
                        let id = id();
                        let own = codes.iter().find(|(known, _)| *known == id).map(|(_, shown)| *shown);
                        styles.push(own.unwrap_or(Shown::built_in(id)));
                    }
                    _ => {}
                }
            }
            Mark::Close("cellXfs") => inside = false,
            _ => {}
        }
        few(codes.len().max(styles.len()))
    })?;
    Ok(styles)
}

/// Shared texts: parts of a text with formats of their own are joined, readings of Japanese words are left out.
fn strings(bytes: &[u8], member: &Member, budget: &mut u64) -> Result<Strings, Error> {
    let mut strings = Strings::default();
    let (mut inside, mut reading) = (false, false);
    each(bytes, member, budget, &mut |mark| {
        match mark {
            Mark::Open(tag) => match tag.name() {
                "t" => inside = !reading,
                "rPh" => reading = true,
                _ => {}
            },
            Mark::Close("t") => inside = false,
            Mark::Close("rPh") => reading = false,
            Mark::Close("si") => strings.ends.push(strings.text.len()),
            Mark::Text(text) if inside => strings.text.push_str(text),
            _ => {}
        }
        if strings.text.len() > MOST_TEXT {
            return Err(Error::new(Code::TooLarge, format!("{} MiB", MOST_TEXT >> 20)));
        }
        Ok(())
    })?;
    Ok(strings)
}
