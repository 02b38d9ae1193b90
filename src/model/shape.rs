//! What a document may look like, as tables: checking, nearest names and the JSON Schema all read these.
//!
//! Must never know: what a field means.

use crate::error::Code;
use crate::model::check::Severity;

/// Largest whole number that every reader of JSON keeps exactly: 2^53.
pub const WHOLE: f64 = 9_007_199_254_740_992.0;

/// What a value may be.
#[derive(Debug)]
pub enum Shape {
    /// Text.
    Text,
    /// Text of a certain form.
    Form(&'static Form),
    /// One of these words.
    Choice(&'static [&'static str]),
    /// True or false.
    Bool,
    /// A finite number, both ends included.
    Number(f64, f64),
    /// A count: whole, 0…2^53.
    Count,
    /// Text, number or truth value; kept as text.
    Scalar,
    /// A list of at most this many.
    List(&'static Shape, usize),
    /// A list, or one of its items.
    Many(&'static Shape),
    /// Exactly two.
    Pair(&'static Shape),
    /// Own keys, one shape of value.
    Map(&'static Shape),
    /// Numbers as keys, and these words, each with a line for the JSON Schema.
    Numbered(&'static Shape, &'static [(&'static str, &'static str)]),
    /// Known keys.
    Object(&'static Object),
    /// Known keys, or a text that stands for this key alone.
    Short(&'static Object, &'static str),
    /// The first whose kind of JSON fits.
    Either(&'static [Shape]),
    /// Anything.
    Any,
}

/// A form of text.
pub struct Form {
    /// Its name, the subject of problems.
    pub name: &'static str,
    /// True for text of this form.
    pub fits: fn(&str) -> bool,
    /// What other text is.
    pub wrong: (Severity, Code),
    /// As a regular expression, for the JSON Schema; empty where none says it.
    #[cfg(not(target_arch = "wasm32"))]
    pub pattern: &'static str,
}

impl core::fmt::Debug for Form {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name)
    }
}

/// An object with known keys.
#[derive(Debug)]
pub struct Object {
    /// Its name in the JSON Schema, which is made on the host.
    #[cfg_attr(target_arch = "wasm32", allow(dead_code))]
    pub name: &'static str,
    /// Its fields, in the order in which they are written.
    pub fields: &'static [Field],
}

/// One known key.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What its value may be.
    pub shape: &'static Shape,
    /// Without it the object says nothing.
    pub required: bool,
    /// One line for the JSON Schema. It is left out of the browser, where nobody reads it.
    #[cfg(not(target_arch = "wasm32"))]
    pub doc: &'static str,
}

/// A field that may be missing.
#[cfg_attr(target_arch = "wasm32", allow(unused_variables))]
pub const fn field(name: &'static str, shape: &'static Shape, doc: &'static str) -> Field {
    Field {
        name,
        shape,
        required: false,
        #[cfg(not(target_arch = "wasm32"))]
        doc,
    }
}

/// A field without which the object says nothing.
pub const fn must(name: &'static str, shape: &'static Shape, doc: &'static str) -> Field {
    let mut field = field(name, shape, doc);
    field.required = true;
    field
}

/// A form whose other texts are errors.
#[cfg_attr(target_arch = "wasm32", allow(unused_variables))]
pub const fn form(name: &'static str, fits: fn(&str) -> bool, pattern: &'static str) -> Form {
    Form {
        name,
        fits,
        wrong: (Severity::Error, Code::BadText),
        #[cfg(not(target_arch = "wasm32"))]
        pattern,
    }
}
