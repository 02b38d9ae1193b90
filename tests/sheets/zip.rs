//! A ZIP archive as programs write it, for tests alone: with every way to be wrong that is asked for.

use flate2::{Compression, Crc, write::DeflateEncoder};
use std::io::Write;

/// Files by their names → an archive. A name that ends in `!` is stored and not packed.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let (name, stored) = name.strip_suffix('!').map_or((*name, false), |name| (name, true));
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        let packed = if stored { bytes.to_vec() } else { encoder.finish().unwrap() };
        let mut crc = Crc::new();
        crc.update(bytes);
        let mut head = Vec::new();
        head.extend(20u16.to_le_bytes());
        head.extend(0u16.to_le_bytes());
        head.extend(if stored { 0u16 } else { 8 }.to_le_bytes());
        head.extend([0; 4]);
        head.extend(crc.sum().to_le_bytes());
        head.extend((packed.len() as u32).to_le_bytes());
        head.extend((bytes.len() as u32).to_le_bytes());
        head.extend((name.len() as u16).to_le_bytes());
        head.extend(0u16.to_le_bytes());
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(packed);
    }
    let (start, length, count) = (out.len() as u32, directory.len() as u32, files.len() as u16);
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend(0u16.to_le_bytes());
    out
}

/// The parts of a workbook, from which a test takes what it needs: sheets as `(name, state, XML inside of <worksheet>)`.
#[derive(Default)]
pub struct Workbook<'a> {
    pub sheets: &'a [(&'a str, &'a str, &'a str)],
    /// Inside of `<sst>`.
    pub strings: &'a str,
    /// Codes of formats; the style of a cell is its place here, from 1.
    pub formats: &'a [&'a str],
    pub from_1904: bool,
}

impl Workbook<'_> {
    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let parts = self.parts();
        let parts: Vec<(&str, &[u8])> =
            parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
        zip(&parts)
    }

    /// The parts of the file, by their names.
    pub fn parts(&self) -> Vec<(String, String)> {
        const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let relation = |id: &str, kind: &str, target: &str| {
            format!("<Relationship Id=\"{id}\" Type=\"{KIND}/{kind}\" Target=\"{target}\"/>")
        };
        let (mut listed, mut related, mut parts) = (String::new(), String::new(), Vec::new());
        for (n, (name, state, inside)) in self.sheets.iter().enumerate() {
            // Programs number relations as they like: not in the order of the tabs.
            let id = format!("rId{}", 90 - n);
            listed.push_str(&format!(
                "<sheet name=\"{name}\" sheetId=\"{}\" state=\"{state}\" r:id=\"{id}\"/>",
                n + 7
            ));
            related.push_str(&relation(&id, "worksheet", &format!("worksheets/sheet{n}.xml")));
            parts.push((
                format!("xl/worksheets/sheet{n}.xml"),
                format!("<?xml version=\"1.0\"?>\n<worksheet xmlns=\"{SHEET}\">{inside}</worksheet>"),
            ));
        }
        related.push_str(&relation("rId1", "styles", "/xl/styles.xml"));
        related.push_str(&relation("rId2", "sharedStrings", "sharedStrings.xml"));
        let date = if self.from_1904 { "<workbookPr date1904=\"1\"/>" } else { "<workbookPr/>" };
        let (mut codes, mut styles) = (String::new(), String::from("<xf numFmtId=\"0\"/>"));
        for (n, code) in self.formats.iter().enumerate() {
            codes.push_str(&format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", 164 + n));
            styles.push_str(&format!("<xf numFmtId=\"{}\"/>", 164 + n));
        }
        let relations = |inside: &str| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
            )
        };
        parts.extend([
            ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
            ("_rels/.rels".to_owned(), relations(&relation("rId1", "officeDocument", "xl/workbook.xml"))),
            ("xl/workbook.xml".to_owned(), format!("<workbook xmlns=\"{SHEET}\" xmlns:r=\"{KIND}\">{date}<sheets>{listed}</sheets></workbook>")),
            ("xl/_rels/workbook.xml.rels".to_owned(), relations(&related)),
            ("xl/styles.xml".to_owned(), format!("<styleSheet><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>")),
            ("xl/sharedStrings.xml".to_owned(), format!("<sst xmlns=\"{SHEET}\">{}</sst>", self.strings)),
        ]);
        parts
    }
}

/// Rows of texts as cells with their text in them, for sheets where nothing else matters.
pub fn plain(rows: &[&[&str]]) -> String {
    let row = |cells: &&[&str]| {
        let cells: String =
            cells.iter().map(|cell| format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>")).collect();
        format!("<row>{cells}</row>")
    };
    format!("<sheetData>{}</sheetData>", rows.iter().map(row).collect::<String>())
}
