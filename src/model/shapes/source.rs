//! The shapes of rules, funnels and sources.

use super::{AT_FORM, COUNT, DURATION, LINK, NUMBER, TEXT, TIES_FORM, WINDOW_FORM};
use crate::model::journey::{DateOrder, ScoreKind, ScoreMethod, SourceKind, TimeUnit};
use crate::model::presets;
use crate::model::rule::{Entry, Order, Unit};
use crate::model::shape::{Object, Shape, field, must};

/// A condition on a row.
pub static RULE: Object = Object {
    name: "Rule",
    fields: &[
        field("all", &Shape::Many(&Shape::Object(&RULE)), "All of these must hold (and); stands alone."),
        field("source", &TEXT, "Only rows of this source."),
        field("field", &TEXT, "A role (person, event, channel …) or a column's header; the role wins."),
        field("equals", &Shape::Scalar, "The cell is this."),
        field("in", &Shape::Many(&Shape::Scalar), "The cell is one of these."),
        field("prefix", &TEXT, "The cell starts with this."),
        field("contains", &TEXT, "The cell contains this."),
        field("gte", &NUMBER, "The cell is a number of at least this."),
        field("lte", &NUMBER, "The cell is a number of at most this."),
        field("fold", &Shape::Bool, "With equals or in: upper and lower case are the same."),
        field("not", &Shape::Bool, "True: the condition must not hold."),
    ],
};

/// The switches of a funnel, and its steps.
pub static FUNNEL: Object = Object {
    name: "FunnelRule",
    fields: &[
        field(
            "steps",
            &Shape::List(&Shape::Either(&[Shape::Text, Shape::Object(&STEP)]), 1_000),
            "Stage ids or own steps; default: all stages.",
        ),
        field("order", &Shape::Choice(Order::WORDS), "In which order steps must happen; default: ordered."),
        field(
            "window",
            &Shape::Form(&WINDOW_FORM),
            "none (the default), session, a duration from the first step, or each:duration from the step before.",
        ),
        field("unit", &Shape::Choice(Unit::WORDS), "What is counted; default: person."),
        field(
            "session_gap",
            &DURATION,
            "A longer pause ends a session, where rows have no session id; default: 30m.",
        ),
        field(
            "ties",
            &Shape::Form(&TIES_FORM),
            "Equal times: allow (the default), forbid, or a duration within which either order counts.",
        ),
        field("entry", &Shape::Choice(Entry::WORDS), "best attempt (the default) or first only."),
        field("open", &Shape::Bool, "True: people may enter at any step."),
        field("exclude", &Shape::Many(&Shape::Object(&EXCLUSION)), "Rows that spoil a chain."),
        field("hold", &TEXT, "A column that must keep its value along the chain."),
        field("by", &TEXT, "A column to break down by, or persona."),
        field(
            "at",
            &Shape::Either(&[Shape::Form(&AT_FORM), COUNT]),
            "Where that column is read: first (the default), last, or the number of a step.",
        ),
        field(
            "like",
            &Shape::Choice(presets::PRODUCTS),
            "Sets all switches as a product counts; switches beside it win.",
        ),
    ],
};

static STEP: Object = Object {
    name: "Step",
    fields: &[
        field("stage", &TEXT, "The step of this stage, with the switches below; instead of id and any."),
        field("id", &TEXT, "Default: made from the name."),
        field("name", &TEXT, "Shown name; default: the values it looks for, or the name of the stage."),
        field(
            "any",
            &Shape::Many(&Shape::Object(&RULE)),
            "Rows of this step (or); default: the event is the name.",
        ),
        field("optional", &Shape::Bool, "True: may be left out."),
        field("window", &DURATION, "Own limit from the step before."),
    ],
};

static EXCLUSION: Object = Object {
    name: "Exclusion",
    fields: &[
        must("match", &Shape::Object(&RULE), "Which rows."),
        must("between", &Shape::Pair(&Shape::Number(1.0, 1_000.0)), "Between which steps, from 1."),
    ],
};

/// A source of rows.
pub static SOURCE: Object = Object {
    name: "Source",
    fields: &[
        field("id", &TEXT, "Unique name for references; default: made from the url or the kind."),
        must("kind", &Shape::Choice(SourceKind::WORDS), "What its rows are."),
        field("url", &LINK, "Where it is; a relative one is resolved against this document."),
        field("format", &TEXT, "auto (the default) or the name of a system."),
        field("columns", &Shape::Map(&TEXT), "Role → header, where it is not recognised."),
        field("ignore", &Shape::Many(&TEXT), "Headers of columns without a role, whatever they look like."),
        field(
            "fold",
            &Shape::Bool,
            "E-mail addresses of people that differ only in capitals are one person.",
        ),
        field("scores", &Shape::Many(&Shape::Object(&SCORE)), "Columns of answers."),
        field(
            "within",
            &DURATION,
            "As in a score, for comments beside no question and answers whose score says none.",
        ),
        field("valid", &Shape::Map(&Shape::Pair(&NUMBER)), "Column → [lowest, highest] valid answer."),
        field("missing", &Shape::Map(&Shape::Many(&Shape::Scalar)), "Column → values that mean no answer."),
        field("time_unit", &Shape::Choice(TimeUnit::WORDS), "Unit of times that are numbers."),
        field(
            "date_order",
            &Shape::Choice(DateOrder::WORDS),
            "Order of day, month and year in numeric dates.",
        ),
        field("decimal", &Shape::Choice(&[",", "."]), "The decimal sign."),
        field("zone", &TEXT, "Time zone of times without one: an offset such as +07:00, or UTC."),
        field("year", &Shape::Number(1900.0, 2100.0), "Year of the first of the dates that name none."),
        field(
            "table",
            &Shape::Number(1.0, 10_000.0),
            "Which table, sheet or member of a file with several, from 1.",
        ),
    ],
};

static SCORE: Object = Object {
    name: "Score",
    fields: &[
        must("column", &TEXT, "Header of the answers."),
        must("kind", &Shape::Choice(ScoreKind::WORDS), "Kind of question."),
        field("scale", &Shape::Pair(&NUMBER), "[lowest, highest]; default: the usual one of the kind."),
        field(
            "method",
            &Shape::Choice(ScoreMethod::WORDS),
            "Mean or share of the favourable answers; default: share for csat, else mean.",
        ),
        field("stage", &TEXT, "Stage that was asked about."),
        field("touchpoint", &TEXT, "Touchpoint that was asked about."),
        field("label", &TEXT, "The question in a few words."),
        field("comment", &TEXT, "Column with the comment beside the answer."),
        field("flip", &Shape::Bool, "True: high is bad (an effort question)."),
        field("weight", &TEXT, "Column with the weight of the answer."),
        field(
            "within",
            &DURATION,
            "The answer belongs to the person's last touchpoint at most this long before; in a journey without \
             touchpoints, to the stage of their last event.",
        ),
        field("line", &Shape::Bool, "True: draws a line of its own."),
    ],
};
