//! One error for the whole crate: a stable code, where it happened, and what it is about.
//!
//! Must never know: languages. The sentence is made by `words::problem`.

use core::fmt;

/// A stable name of what is wrong; `as_str` is what JavaScript, the terminal and tests see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Code {
    // the file as a whole
    /// Zero bytes, or nothing but blanks.
    EmptyFile,
    /// The bytes are not text: a picture, a PDF, an archive. Subject: what it seems to be.
    NotText,
    /// Text, but no table, list or document is in it.
    NotATable,
    /// JSON that stops or breaks. Place: line and column.
    BadJson,
    /// A field or record is over 1 MiB.
    RecordTooLong,
    /// More rows than the cap.
    TooManyRows,
    /// A quote was opened and never closed.
    UnclosedQuote,
    /// No column can serve as the role in `subject` (person, event, score …).
    NoColumn,
    /// A column that was named does not exist. Subject: the name.
    UnknownColumn,
    /// An encoding that cannot be read here.
    BadEncoding,
    /// The table that was asked for is not in the file. Subject: its number.
    NoTable,
    /// An archive, a workbook or an XML text that breaks off or contradicts itself. Subject: the part.
    Damaged,
    /// Unpacked, the file would be larger than the cap in `subject`.
    TooLarge,
    /// An XML text that declares its own entities.
    RefusedDoctype,
    // rows and cells (counted as issues)
    /// A row with fewer or more cells than the header.
    RaggedRow,
    /// A time that cannot be read.
    BadTime,
    /// A number that cannot be read.
    BadNumber,
    /// A row without a person.
    NoPerson,
    /// A row without a time.
    NoTime,
    /// A row without an event name.
    NoEvent,
    /// An answer outside the declared scale, blank, or declared missing.
    MissingAnswer,
    /// Bytes that are no text in the file's encoding were replaced.
    BadBytes,
    /// A JSON line or item that is no object.
    NotAnObject,
    /// An event that no stage or step matches.
    UnmatchedEvent,
    /// A column whose times or numbers can be read in two ways. Subject: the column.
    Ambiguous,
    /// People of a source, none of whom is in any other source: their ids differ, so they are counted apart.
    NotJoined,
    /// Answers whose own cell could be several stages: they stand nowhere.
    SeveralStages,
    /// Rows that the system itself says are no data: tests, previews, unfinished answers, totals.
    LeftOut,
    /// Events that were made of a row's times or of its status.
    DerivedEvents,
    /// A further table in the same file, which was not read.
    OtherTable,
    /// A number in a workbook with more digits than workbooks keep: as an id it is wrong.
    Rounded,
    /// A formula in a workbook whose result was not saved.
    NoResult,
    // documents
    /// `schema` names another document or version.
    WrongSchema,
    /// A required key is missing. Subject: the key.
    MissingKey,
    /// A key nobody knows (a warning). Subject: the key.
    UnknownKey,
    /// The value has another type. Subject: what was expected.
    WrongType,
    /// A number outside its range. Subject: the range.
    OutOfRange,
    /// A word that is not one of the choices. Subject: the word.
    UnknownChoice,
    /// Two things share an id. Subject: the id.
    DuplicateId,
    /// An id that refers to nothing. Subject: the id.
    UnknownId,
    /// A duration, date or colour that cannot be read. Subject: the text.
    BadText,
    /// Nesting over 64.
    TooDeep,
    /// Something is repeated more often than the cap. Subject: the cap.
    TooMany,
    /// A key that is refused (`__proto__`, `constructor`, `prototype`).
    RefusedKey,
    /// Two settings that exclude each other. Subject: both.
    Conflict,
    /// A key that stands twice in one object; the last one counts, as in browsers (a warning). Subject: the key.
    DuplicateKey,
    /// A link that is neither https, http, mailto nor relative; it was left out (a warning). Subject: the link.
    RefusedLink,
    /// A setting that is defined but not yet counted by this version. Subject: the setting.
    NotYet,
    /// Evidence that was made for other stages.
    OtherStages,
    /// Evidence that cannot be merged with the first, since it differs in `subject`.
    CannotMerge,
    /// Evidence whose small groups are folded already, by a minimum of `subject`.
    Folded,
    /// People or rows that may be in two documents. Subject: `people`, or the source.
    Overlap,
    // Mermaid
    /// A Mermaid diagram of another type. Subject: its first word; empty where it is none that is known.
    OtherDiagram,
    /// A block that is opened and never closed. Subject: what opens it.
    Unclosed,
    /// A task without a score; it has no emotion (a warning). Subject: its name.
    NoScore,
    /// Tasks before the first section (a warning). Subject: the stage that they became.
    NoSection,
    /// A Mermaid journey without a section and a task.
    EmptyJourney,
    // running
    /// A file or address could not be read. Subject: the system's message.
    CannotRead,
    /// A file could not be written. Subject: the system's message.
    CannotWrite,
    /// There is no font to draw a picture's text with. Subject: the file that holds none; empty for the computer.
    NoFont,
    /// Stopped by the reader.
    Cancelled,
    /// A fault of jejak itself.
    Internal,
}

impl Code {
    /// All codes, in the order they are written above.
    pub const ALL: &'static [Self] = &[
        Self::EmptyFile,
        Self::NotText,
        Self::NotATable,
        Self::BadJson,
        Self::RecordTooLong,
        Self::TooManyRows,
        Self::UnclosedQuote,
        Self::NoColumn,
        Self::UnknownColumn,
        Self::BadEncoding,
        Self::NoTable,
        Self::Damaged,
        Self::TooLarge,
        Self::RefusedDoctype,
        Self::RaggedRow,
        Self::BadTime,
        Self::BadNumber,
        Self::NoPerson,
        Self::NoTime,
        Self::NoEvent,
        Self::MissingAnswer,
        Self::BadBytes,
        Self::NotAnObject,
        Self::UnmatchedEvent,
        Self::Ambiguous,
        Self::NotJoined,
        Self::SeveralStages,
        Self::LeftOut,
        Self::DerivedEvents,
        Self::OtherTable,
        Self::Rounded,
        Self::NoResult,
        Self::WrongSchema,
        Self::MissingKey,
        Self::UnknownKey,
        Self::WrongType,
        Self::OutOfRange,
        Self::UnknownChoice,
        Self::DuplicateId,
        Self::UnknownId,
        Self::BadText,
        Self::TooDeep,
        Self::TooMany,
        Self::RefusedKey,
        Self::Conflict,
        Self::DuplicateKey,
        Self::RefusedLink,
        Self::NotYet,
        Self::OtherStages,
        Self::CannotMerge,
        Self::Folded,
        Self::Overlap,
        Self::OtherDiagram,
        Self::Unclosed,
        Self::NoScore,
        Self::NoSection,
        Self::EmptyJourney,
        Self::CannotRead,
        Self::CannotWrite,
        Self::NoFont,
        Self::Cancelled,
        Self::Internal,
    ];

    /// The code with a stable name, as documents write it.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }

    /// The stable name, e.g. `no_column`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EmptyFile => "empty_file",
            Self::NotText => "not_text",
            Self::NotATable => "not_a_table",
            Self::BadJson => "bad_json",
            Self::RecordTooLong => "record_too_long",
            Self::TooManyRows => "too_many_rows",
            Self::UnclosedQuote => "unclosed_quote",
            Self::NoColumn => "no_column",
            Self::UnknownColumn => "unknown_column",
            Self::BadEncoding => "bad_encoding",
            Self::NoTable => "no_table",
            Self::Damaged => "damaged",
            Self::TooLarge => "too_large",
            Self::RefusedDoctype => "refused_doctype",
            Self::RaggedRow => "ragged_row",
            Self::BadTime => "bad_time",
            Self::BadNumber => "bad_number",
            Self::NoPerson => "no_person",
            Self::NoTime => "no_time",
            Self::NoEvent => "no_event",
            Self::MissingAnswer => "missing_answer",
            Self::BadBytes => "bad_bytes",
            Self::NotAnObject => "not_an_object",
            Self::UnmatchedEvent => "unmatched_event",
            Self::Ambiguous => "ambiguous",
            Self::NotJoined => "not_joined",
            Self::SeveralStages => "several_stages",
            Self::LeftOut => "left_out",
            Self::DerivedEvents => "derived_events",
            Self::OtherTable => "other_table",
            Self::Rounded => "rounded",
            Self::NoResult => "no_result",
            Self::WrongSchema => "wrong_schema",
            Self::MissingKey => "missing_key",
            Self::UnknownKey => "unknown_key",
            Self::WrongType => "wrong_type",
            Self::OutOfRange => "out_of_range",
            Self::UnknownChoice => "unknown_choice",
            Self::DuplicateId => "duplicate_id",
            Self::UnknownId => "unknown_id",
            Self::BadText => "bad_text",
            Self::TooDeep => "too_deep",
            Self::TooMany => "too_many",
            Self::RefusedKey => "refused_key",
            Self::Conflict => "conflict",
            Self::DuplicateKey => "duplicate_key",
            Self::RefusedLink => "refused_link",
            Self::NotYet => "not_yet",
            Self::OtherStages => "other_stages",
            Self::CannotMerge => "cannot_merge",
            Self::Folded => "folded",
            Self::Overlap => "overlap",
            Self::OtherDiagram => "other_diagram",
            Self::Unclosed => "unclosed",
            Self::NoScore => "no_score",
            Self::NoSection => "no_section",
            Self::EmptyJourney => "empty_journey",
            Self::CannotRead => "cannot_read",
            Self::CannotWrite => "cannot_write",
            Self::NoFont => "no_font",
            Self::Cancelled => "cancelled",
            Self::Internal => "internal",
        }
    }
}

/// Where something happened.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Place {
    /// Nowhere in particular: the whole file or call.
    #[default]
    Whole,
    /// A JSON pointer into a document, e.g. `/stages/2/name`.
    Pointer(String),
    /// Line and column of a text, both from 1 (column 0: the whole line).
    Line {
        /// From 1.
        line: u64,
        /// From 1; 0 means the whole line.
        column: u64,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Pointer(pointer) => f.write_str(pointer),
            Self::Line { line, column: 0 } => write!(f, "{line}"),
            Self::Line { line, column } => write!(f, "{line}:{column}"),
        }
    }
}

/// What went wrong, where, and about what; one type for the whole crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The stable code.
    pub code: Code,
    /// Where.
    pub place: Place,
    /// What it is about: a column, a key, a word, the range that was expected. May be empty.
    pub subject: String,
    /// The nearest known name, where a name was not known.
    pub nearest: Option<String>,
}

impl Error {
    /// An error about `subject`, at no place in particular.
    pub fn new(code: Code, subject: impl Into<String>) -> Self {
        Self { code, place: Place::Whole, subject: subject.into(), nearest: None }
    }

    /// The same error, at `place`.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same error, with the nearest known name.
    #[must_use]
    pub fn nearest(mut self, name: Option<String>) -> Self {
        self.nearest = name;
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code.as_str())?;
        if !self.subject.is_empty() {
            write!(f, " ({})", self.subject)?;
        }
        if self.place != Place::Whole {
            write!(f, " at {}", self.place)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn all_codes_are_listed_once_in_order() {
        assert!(Code::ALL.iter().enumerate().all(|(at, code)| *code as usize == at));
        // The last one of the enum: a new code after it makes this line wrong.
        assert_eq!(Code::ALL.last(), Some(&Code::Internal));
    }
}
