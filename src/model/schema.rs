//! JSON Schemas (draft 2020-12) of the documents, made from the same tables that check them.
//!
//! They are made natively and shipped as files; the browser does not carry them.

use super::shape::{Field, Object, Shape, WHOLE};
use super::shapes::{EVIDENCE, JOURNEY};
use crate::value::{MAX_DEPTH, Value, map};

/// The JSON Schema of `jejak.journey/1`.
///
/// ```
/// let schema = jejak::model::schema::journey();
/// assert_eq!(schema.get("title"), Some(&"jejak.journey/1".into()));
/// ```
pub fn journey() -> Value {
    document("jejak.journey/1", &JOURNEY)
}

/// The JSON Schema of `jejak.evidence/1`.
pub fn evidence() -> Value {
    document("jejak.evidence/1", &EVIDENCE)
}

fn document(title: &str, root: &'static Object) -> Value {
    let mut objects = Vec::new();
    collect(root, &mut objects, 0);
    let defs = objects.iter().skip(1).map(|object| (object.name.to_owned(), self::object(object)));
    let mut pairs = vec![
        ("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into()),
        ("title".to_owned(), title.into()),
    ];
    if let Value::Map(own) = object(root) {
        pairs.extend(own);
    }
    pairs.push(("$defs".to_owned(), Value::Map(defs.collect())));
    Value::Map(pairs)
}

/// All objects that `object` leads to, itself first, each once.
fn collect(object: &'static Object, found: &mut Vec<&'static Object>, depth: usize) {
    if depth > MAX_DEPTH || found.iter().any(|known| known.name == object.name) {
        return;
    }
    found.push(object);
    object.fields.iter().for_each(|field| inner(field.shape, found, depth.saturating_add(1)));
}

fn inner(shape: &'static Shape, found: &mut Vec<&'static Object>, depth: usize) {
    match shape {
        Shape::Object(object) | Shape::Short(object, _) => collect(object, found, depth),
        Shape::List(item, _) | Shape::Many(item) | Shape::Pair(item) | Shape::Map(item) => {
            inner(item, found, depth);
        }
        Shape::Either(shapes) => shapes.iter().for_each(|shape| inner(shape, found, depth)),
        _ => {}
    }
}

fn object(object: &'static Object) -> Value {
    let property = |field: &Field| (field.name.to_owned(), told(field.shape, field.doc));
    let required: Vec<_> =
        object.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    map([
        ("type", "object".into()),
        ("properties", Value::Map(object.fields.iter().map(property).collect())),
        ("required", if required.is_empty() { Value::Null } else { required.into() }),
    ])
}

/// A shape with its line of description.
fn told(of: &Shape, doc: &str) -> Value {
    let mut value = shape(of);
    if let Value::Map(pairs) = &mut value {
        pairs.insert(0, ("description".to_owned(), doc.into()));
    }
    value
}

fn typed(name: &str) -> Value {
    map([("type", name.into())])
}

fn reference(object: &Object) -> Value {
    map([("$ref", format!("#/$defs/{}", object.name).into())])
}

fn any_of(shapes: Vec<Value>) -> Value {
    map([("anyOf", Value::List(shapes))])
}

fn shape(of: &Shape) -> Value {
    match of {
        Shape::Text => typed("string"),
        Shape::Form(form) if form.pattern.is_empty() => typed("string"),
        Shape::Form(form) => map([("type", "string".into()), ("pattern", form.pattern.into())]),
        Shape::Choice(words) => map([("enum", words.to_vec().into())]),
        Shape::Bool => typed("boolean"),
        Shape::Number(low, high) => {
            map([("type", "number".into()), ("minimum", (*low).into()), ("maximum", (*high).into())])
        }
        Shape::Count => map([("type", "integer".into()), ("minimum", 0.0.into()), ("maximum", WHOLE.into())]),
        Shape::Scalar => map([("type", vec!["string", "number", "boolean"].into())]),
        Shape::List(item, most) => list(item, 0, *most),
        Shape::Many(item) => any_of(vec![list(item, 0, 10_000), shape(item)]),
        Shape::Pair(item) => list(item, 2, 2),
        Shape::Map(item) => map([("type", "object".into()), ("additionalProperties", shape(item))]),
        Shape::Numbered(item, words) => map([
            ("type", "object".into()),
            (
                "properties",
                Value::Map(words.iter().map(|(word, doc)| ((*word).to_owned(), told(item, doc))).collect()),
            ),
            ("patternProperties", map([(r"^-?[0-9]+(\.[0-9]+)?$", shape(item))])),
            ("additionalProperties", false.into()),
        ]),
        Shape::Object(object) => reference(object),
        Shape::Short(object, _) => any_of(vec![reference(object), typed("string")]),
        Shape::Either(shapes) => any_of(shapes.iter().map(shape).collect()),
        Shape::Any => Value::Map(Vec::new()),
    }
}

fn list(item: &Shape, least: u64, most: usize) -> Value {
    let least = if least == 0 { Value::Null } else { least.into() };
    map([
        ("type", "array".into()),
        ("items", shape(item)),
        ("minItems", least),
        ("maxItems", (most as u64).into()),
    ])
}
