//! Paths as JSON values, by the names that evidence has for them.

use super::{PathFigures, PathLink, PathNode};
use crate::figures::write::{index, object};
use crate::value::Value;

/// A level: its nodes in the order of the way, its links by the ids at their ends, and what stands out.
pub fn write(paths: &PathFigures) -> Value {
    object([
        ("level", paths.level.as_str().into()),
        ("unit", paths.unit.as_str().into()),
        ("total", paths.total.into()),
        ("nodes", paths.nodes.iter().map(node).collect::<Vec<_>>().into()),
        ("links", paths.links.iter().map(|one| link(paths, one)).collect::<Vec<_>>().into()),
        ("worst", index(paths.worst)),
        ("returned", index(paths.returned)),
    ])
}

fn node(node: &PathNode) -> Value {
    object([
        ("id", node.id.as_str().into()),
        ("name", node.name.as_str().into()),
        ("people", node.people.into()),
        ("arrivals", node.arrivals.into()),
        ("entries", node.entries.into()),
        ("exits", node.exits.into()),
        ("ends", node.ends.into()),
        ("returns", node.returns.into()),
        ("repeats", object([("people", node.repeats.0.into()), ("times", node.repeats.1.into())])),
        ("from_other", node.from_other.into()),
        ("to_other", node.to_other.into()),
    ])
}

fn link(paths: &PathFigures, link: &PathLink) -> Value {
    let id = |node: usize| Value::from(paths.nodes.get(node).map_or("", |node| node.id.as_str()));
    object([
        ("from", id(link.from)),
        ("to", id(link.to)),
        ("people", link.people.into()),
        ("times", link.times.into()),
        ("share", link.share.into()),
        ("median", link.median.into()),
        ("back", link.back.into()),
    ])
}
