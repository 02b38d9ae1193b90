//! SVG → PNG, with the fonts of this computer.

use super::Stop;
use jejak::{Code, Error};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Family, Query};
use resvg::usvg::{Options, Tree};
use std::sync::Arc;

/// Faces the picture is drawn with, best first: its widths are those of Inter, and the next ones are no wider, so that
/// text stays in its cells.
const FACES: [&str; 9] = [
    "Inter",
    "Roboto",
    "Liberation Sans",
    "Arial",
    "Helvetica",
    "Helvetica Neue",
    "Segoe UI",
    "Noto Sans",
    "DejaVu Sans",
];

/// The most pixels of a picture: 64 Mi, which take 256 MiB.
const MOST: f64 = 67_108_864.0;

/// The fonts to draw with.
pub struct Fonts {
    database: Database,
    /// The face of all text, where it has the character.
    pub face: String,
}

impl Fonts {
    /// The fonts of the computer and of `files`, the first of which draws, for the file `picture`.
    pub fn of(files: &[String], picture: &str) -> Result<Self, Stop> {
        let mut database = Database::new();
        for path in files {
            let unreadable = |problem: std::io::Error| {
                Stop::input(path, Error::new(Code::CannotRead, problem.to_string()))
            };
            database.load_font_file(path).map_err(unreadable)?;
            if database.is_empty() {
                return Err(Stop::input(path, Error::new(Code::NoFont, path.as_str())));
            }
        }
        let own = family(&database);
        database.load_system_fonts();
        Self::in_database(database, own).map_err(|error| Stop::input(picture, error))
    }

    fn in_database(mut database: Database, own: Option<String>) -> Result<Self, Error> {
        let has = |face: &&&str| {
            database.query(&Query { families: &[Family::Name(face)], ..Query::default() }).is_some()
        };
        let known = FACES.iter().find(has).map(|face| (*face).to_owned());
        let face = own.or(known).or_else(|| family(&database)).ok_or_else(|| Error::new(Code::NoFont, ""))?;
        database.set_sans_serif_family(face.as_str());
        // What a renderer takes where it finds nothing else.
        database.set_serif_family(face.as_str());
        Ok(Self { database, face })
    }
}

/// The family of the first face.
fn family(database: &Database) -> Option<String> {
    database.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone())
}

/// Draws an SVG of `width` × `height` pixels.
pub fn png(svg: &str, (width, height): (f64, f64), fonts: Fonts) -> Result<Vec<u8>, Error> {
    let (width, height) = (width.ceil().max(1.0), height.ceil().max(1.0));
    if width * height > MOST {
        return Err(Error::new(Code::TooMany, format!("{MOST} px")));
    }
    let internal = |reason: String| Error::new(Code::Internal, reason);
    let options = Options { fontdb: Arc::new(fonts.database), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|problem| internal(problem.to_string()))?;
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or_else(|| internal("size".to_owned()))?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|problem| internal(problem.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_font_there_is_no_picture_without_text() {
        let found = Fonts::in_database(Database::new(), None);
        assert_eq!(found.err().map(|error| error.code), Some(Code::NoFont));
    }

    #[test]
    fn a_picture_that_no_memory_holds_is_refused() {
        let fonts = Fonts { database: Database::new(), face: "none".to_owned() };
        let error = png("<svg/>", (8_192.0, 8_193.0), fonts).err();
        assert_eq!(error.map(|error| error.code), Some(Code::TooMany));
    }
}
