//! The shape of `jejak.journey/1`.

use super::source::{FUNNEL, RULE, SOURCE};
use super::{DURATION, LEVEL, LINK, NUMBER, TEXT, TEXTS, TIME};
use crate::model::journey::{ChannelKind, LaneKind, Layer, Status};
use crate::model::period::Every;
use crate::model::presets;
use crate::model::shape::{Field, Object, Shape, field, must};

/// The journey document.
pub static JOURNEY: Object = Object {
    name: "Journey",
    fields: &[
        field("schema", &Shape::Choice(&["jejak.journey/1"]), "Name and version of this kind of document."),
        must("title", &TEXT, "What the journey is called."),
        field("lang", &TEXT, "Language of the texts, as a BCP 47 tag."),
        field("scenario", &TEXT, "The situation in which customers set out."),
        field("goal", &TEXT, "What customers want to reach."),
        field("owner", &TEXT, "Who keeps this map."),
        field("updated", &TIME, "Date of the last change."),
        field("state", &Shape::Choice(&["as_is", "to_be"]), "As it is today (the default) or as wanted."),
        field("scale", &Shape::Object(&SCALE), "Scale of hand-written emotions; default −2…2 around 0."),
        field("personas", &Shape::List(&Shape::Short(&PERSONA, "name"), 100), "Types of customers."),
        field("channels", &Shape::List(&Shape::Short(&CHANNEL, "name"), 1_000), "Media of the touchpoints."),
        must("stages", &STAGES, "The stages in order, or the name of a preset: acpra, acdp or aidra."),
        field("loop", &Shape::Many(&Shape::Object(&LOOP)), "Ways back from one stage to an earlier one."),
        field("lanes", &Shape::List(&Shape::Short(&LANE, "type"), 100), "Lanes of the map, top to bottom."),
        field("funnel", &Shape::Object(&FUNNEL), "Steps and counting rule; default: the stages in order."),
        field("cohorts", &Shape::Object(&COHORTS), "Whose coming back is counted, and by which calendar."),
        field("sources", &Shape::List(&Shape::Object(&SOURCE), 100), "Where rows come from."),
        EXT,
    ],
};

const EXT: Field = field(
    "ext",
    &Shape::Map(&Shape::Any),
    "Keys nobody knows, kept: of the document by name, deeper ones by JSON pointer.",
);

const STAGES: Shape =
    Shape::Either(&[Shape::List(&Shape::Short(&STAGE, "name"), 1_000), Shape::Choice(presets::STAGES)]);

static COHORTS: Object = Object {
    name: "Cohorts",
    fields: &[
        field("every", &Shape::Choice(Every::WORDS), "Calendar of the cohorts; default: week, from Monday."),
        field("start", &TEXT, "Stage whose first row starts a person; default: any stage."),
        field("active", &TEXT, "Stage whose rows count as coming back; default: any stage."),
    ],
};

static SCALE: Object = Object {
    name: "Scale",
    fields: &[
        must("min", &NUMBER, "Worst."),
        field("neutral", &NUMBER, "Neither good nor bad; default: halfway."),
        must("max", &NUMBER, "Best."),
        field("labels", &Shape::List(&TEXT, 5), "Five words from worst to best."),
    ],
};

static PERSONA: Object = Object {
    name: "Persona",
    fields: &[
        field("id", &TEXT, ID),
        field("name", &TEXT, "Shown name; default: the id."),
        field("quote", &TEXT, "What they would say."),
        field("goals", &TEXTS, "What they want to reach."),
        field("needs", &TEXTS, "What they need."),
        field("frustrations", &TEXTS, "What holds them up."),
        field("share", &Shape::Number(0.0, 1.0), "Share of all customers, 0…1."),
        field("segment", &Shape::Object(&SEGMENT), "Whose rows are theirs."),
    ],
};

const ID: &str = "Unique name for references; default: made from the name.";

static SEGMENT: Object = Object {
    name: "Segment",
    fields: &[
        must("field", &TEXT, "A role or a column's header."),
        field("equals", &Shape::Scalar, "The value of their rows."),
        field("in", &Shape::Many(&Shape::Scalar), "The values of their rows."),
    ],
};

static CHANNEL: Object = Object {
    name: "Channel",
    fields: &[
        field("id", &TEXT, ID),
        field("name", &TEXT, "Shown name; default: the id."),
        field("kind", &Shape::Choice(ChannelKind::WORDS), "Its icon; default: the id if it is a kind."),
        field("owned", &Shape::Bool, "True for one's own channels."),
    ],
};

const EMOTION: Shape = Shape::Either(&[NUMBER, Shape::Map(&NUMBER)]);

static STAGE: Object = Object {
    name: "Stage",
    fields: &[
        field("id", &TEXT, ID),
        field("name", &TEXT, "Shown name; default: the id."),
        field("goal", &TEXT, "What customers want here."),
        field("planned", &DURATION, "How long it should take."),
        field("emotion", &EMOTION, "Assumed emotion on the scale, for all or by persona id."),
        field("to_be", &NUMBER, "Wanted emotion on the scale."),
        field("target", &Shape::Object(&TARGET), "What the stage should reach."),
        field(
            "match",
            &Shape::Many(&Shape::Object(&RULE)),
            "Rows of this stage (or). Default: the event is its id, its name, or that of one of its touchpoints.",
        ),
        field(
            "touchpoints",
            &Shape::List(&Shape::Short(&TOUCHPOINT, "name"), 1_000),
            "Its touchpoints in order.",
        ),
    ],
};

static TARGET: Object = Object {
    name: "Target",
    fields: &[
        field("nps", &Shape::Number(-100.0, 100.0), "Net promoter score."),
        field("csat", &Shape::Number(0.0, 1.0), "Share of satisfied answers, 0…1."),
        field("ces", &Shape::Number(1.0, 7.0), "Mean ease, 1…7."),
        field("conversion", &Shape::Number(0.0, 1.0), "Share that goes on, 0…1."),
    ],
};

static TOUCHPOINT: Object = Object {
    name: "Touchpoint",
    fields: &[
        field("id", &TEXT, ID),
        field("name", &TEXT, "Shown name; default: the id."),
        field("channel", &TEXT, "Id of a channel, or a kind of channel."),
        field("personas", &TEXTS, "Ids of the personas who meet it; default: all."),
        field(
            "layer",
            &Shape::Choice(Layer::WORDS),
            "Seen by customers (the default) or behind the line of visibility.",
        ),
        field("importance", &LEVEL, "How much it matters, 1…5."),
        field("actions", &TEXTS, "What customers do."),
        field("thoughts", &TEXTS, "What they think."),
        field("needs", &TEXTS, "What they need."),
        field("expectations", &TEXTS, "What they expect."),
        field("quotes", &TEXTS, "What they say."),
        field("trigger", &TEXT, "What leads on to the next stage."),
        field("emotion", &EMOTION, "Assumed emotion on the scale, for all or by persona id."),
        field("pains", &Shape::Many(&Shape::Short(&PAIN, "text")), "What hurts."),
        field("opportunities", &Shape::Many(&Shape::Short(&OPPORTUNITY, "text")), "What could be better."),
        field(
            "match",
            &Shape::Many(&Shape::Object(&RULE)),
            "Rows of this touchpoint (or). Default: the event is its id or its name.",
        ),
    ],
};

static PAIN: Object = Object {
    name: "Pain",
    fields: &[
        must("text", &TEXT, "In one line."),
        field("severity", &LEVEL, "1…5."),
        field("owner", &TEXT, "Who mends it."),
    ],
};

static OPPORTUNITY: Object = Object {
    name: "Opportunity",
    fields: &[
        must("text", &TEXT, "In one line."),
        field("impact", &LEVEL, "1…5."),
        field("effort", &LEVEL, "1…5."),
        field("status", &Shape::Choice(Status::WORDS), "Default: idea."),
        field("owner", &TEXT, "Who does it."),
        field("url", &LINK, "Where it is followed: https, http, mailto or relative."),
    ],
};

static LOOP: Object = Object {
    name: "Loop",
    fields: &[
        must("from", &TEXT, "Stage that is left."),
        must("to", &TEXT, "Stage that follows again."),
        field("label", &TEXT, "Why."),
    ],
};

static LANE: Object = Object {
    name: "Lane",
    fields: &[
        must("type", &Shape::Choice(LaneKind::WORDS), "What it shows."),
        field("title", &TEXT, "Its label; default: the word for its type."),
        field("collapsed", &Shape::Bool, "True: only a bar with a count at first."),
    ],
};
