//! The shape of `jejak.evidence/1`.

use super::source::FUNNEL;
use super::{COUNT, DURATION, NUMBER, TEXT, TIME};
use crate::model::evidence::MeasureKind;
use crate::model::journey::{ScoreKind, ScoreMethod, SourceKind};
use crate::model::shape::{Object, Shape, field, must};

/// The evidence document.
pub static EVIDENCE: Object = Object {
    name: "Evidence",
    fields: &[
        field("schema", &Shape::Choice(&["jejak.evidence/1"]), "Name and version of this kind of document."),
        field("journey", &TEXT, "Title of the journey it was made for."),
        field("period", &Shape::Pair(&TIME), "First and last time among the sources."),
        field("data_end", &TIME, "Latest time among the funnel's sources."),
        field("made_by", &TEXT, "What made it."),
        field(
            "min_group",
            &COUNT,
            "Groups under this size are folded into other; default 5. 0: nothing is folded, not to be published.",
        ),
        field("rule", &Shape::Object(&FUNNEL), "The switches it was counted by."),
        field("rows", &Shape::List(&Shape::Object(&ROWS), 1_000), "What became of the rows of each source."),
        field("people", &COUNT, "Everybody seen."),
        field("funnel", &Shape::Object(&FUNNEL_COUNTS), "The funnel of everybody."),
        field("segments", &Shape::List(&Shape::Object(&SEGMENTS), 1_000), "Breakdowns of the funnel."),
        field("stages", &Shape::List(&Shape::Object(&STAGE), 1_000), "What is known of each stage."),
        field(
            "touchpoints",
            &Shape::List(&Shape::Object(&TOUCHPOINT), 10_000),
            "What is known of each touchpoint.",
        ),
        field("personas", &Shape::List(&Shape::Object(&PERSONA), 1_000), "What is known of each persona."),
        field("channels", &Shape::List(&Shape::Object(&CHANNEL), 1_000), "People by channel."),
        field("moves", &Shape::List(&Shape::Object(&MOVES), 100), "Who went from what to what, directly."),
        field(
            "sequences",
            &Shape::List(&Shape::Object(&SEQUENCES), 100),
            "The ways that most take, repeats collapsed.",
        ),
        field(
            "after",
            &Shape::List(&Shape::Object(&AFTER), 1_000),
            "What the people lost at a step of the funnel did next.",
        ),
        field("planned", &Shape::Object(&PLANNED), "Planned against actual order of stages."),
        field(
            "cohorts",
            &Shape::List(&Shape::Object(&COHORT), 10_000),
            "People by the period in which they started.",
        ),
        field("themes", &Shape::List(&Shape::Object(&THEME), 1_000_000), "Words and phrases of comments."),
        field(
            "comments",
            &Shape::List(&Shape::Object(&COMMENT), 100_000),
            "Masked comments, only where asked for.",
        ),
        field(
            "measures",
            &Shape::List(&Shape::Object(&MEASURE), 100_000),
            "Counts that are no answers: parcels on time, carts left, orders repeated, reach.",
        ),
        field(
            "words",
            &Shape::List(&Shape::Object(&ANSWER_WORDS), 1_000),
            "What answers are called, where a source has words instead of numbers.",
        ),
    ],
};

static ROWS: Object = Object {
    name: "Rows",
    fields: &[
        must("source", &TEXT, "Id of the source."),
        must("kind", &Shape::Choice(SourceKind::WORDS), "What its rows are."),
        field("system", &TEXT, "The system whose export it was."),
        field("read", &COUNT, "Rows read."),
        field("used", &COUNT, "Rows used."),
        field("unmatched", &COUNT, "Usable rows that no stage or step matches."),
        field("rejected", &COUNT, "Rows that could not be used."),
        field("issues", &Shape::List(&Shape::Object(&ISSUE), 1_000), "Why, counted."),
    ],
};

static ISSUE: Object = Object {
    name: "Issue",
    fields: &[
        must("code", &TEXT, "What is wrong."),
        must("count", &COUNT, "How often."),
        field("first", &Shape::List(&Shape::Object(&SAMPLE), 100), "The first of them."),
    ],
};

static SAMPLE: Object = Object {
    name: "Sample",
    fields: &[
        field("line", &COUNT, "Line of the file, from 1."),
        field("column", &TEXT, "Header; empty for the whole row."),
        field("value", &TEXT, "What stood there."),
    ],
};

static FUNNEL_COUNTS: Object = Object {
    name: "Funnel",
    fields: &[must("steps", &Shape::List(&Shape::Object(&STEP), 1_000), "One a step, in order.")],
};

static STEP: Object = Object {
    name: "StepCounts",
    fields: &[
        must("id", &TEXT, "Id of the step."),
        field("name", &TEXT, "Shown name; default: the id."),
        must("people", &COUNT, "People who reached it."),
        field(
            "entered",
            &COUNT,
            "People whose chain starts here; default: people at the first step, else 0.",
        ),
        field("pending", &COUNT, "People who stopped just before the next step but are still in the window."),
        field("seen", &COUNT, "People with such a row at any time; default: people."),
        field("any_order", &COUNT, "People with this many steps in any order; default: people."),
        field(
            "seconds",
            &HIST,
            "Durations from the step before, as a histogram: keys are floor(8·log2(ms + 0.5)).",
        ),
        field("optional", &Shape::Bool, "May be left out; rates behind it refer to the last required step."),
        field("window", &DURATION, "The step's own limit from the step before."),
    ],
};

/// Bucket `floor(8·log2(ms + 0.5))` → count, and `n` and `sum`.
const HIST: Shape = Shape::Numbered(
    &COUNT,
    &[("n", "How many durations."), ("sum", "Their sum in milliseconds, each rounded.")],
);

static SEGMENTS: Object = Object {
    name: "Segments",
    fields: &[
        must("field", &TEXT, "The column."),
        must("groups", &Shape::List(&Shape::Object(&GROUP), 10_000), "Largest first."),
    ],
};

static GROUP: Object = Object {
    name: "Group",
    fields: &[
        must("value", &TEXT, "The column's value; empty = blank."),
        must("people", &COUNT, "People of the group."),
        must("funnel", &Shape::Object(&FUNNEL_COUNTS), "Its funnel."),
    ],
};

static STAGE: Object = Object {
    name: "StageEvidence",
    fields: &[
        must("id", &TEXT, "Id of the stage."),
        field("people", &COUNT, "People with a row of it."),
        field("returned", &COUNT, "People who came back to it after another stage."),
        field("time_in", &HIST, "First row of it to first row of the next stage reached."),
        field("answers", &ANSWERS, "One a question."),
    ],
};

const ANSWERS: Shape = Shape::List(&Shape::Object(&ANSWER), 1_000);

static ANSWER: Object = Object {
    name: "Answers",
    fields: &[
        must("source", &TEXT, "Id of the source."),
        must("kind", &Shape::Choice(ScoreKind::WORDS), "Kind of question."),
        field("scale", &Shape::Pair(&NUMBER), "[lowest, highest]; default: the usual one of the kind."),
        field(
            "method",
            &Shape::Choice(ScoreMethod::WORDS),
            "Mean or share of the favourable answers; default: share for csat, else mean.",
        ),
        field("label", &TEXT, "The question in a few words."),
        field("flip", &Shape::Bool, "True: high is bad."),
        field("line", &Shape::Bool, "True: draws a line of its own."),
        must("counts", &Shape::Numbered(&COUNT, &[]), "Answer → how often."),
        field("missing", &COUNT, "Blank, declared missing, or outside the scale."),
        field("n", &COUNT, "Valid answers; the sum of the counts."),
        field("weights", &Shape::Object(&WEIGHTS), "Where answers are weighted."),
    ],
};

static WEIGHTS: Object = Object {
    name: "Weights",
    fields: &[
        must("counts", &Shape::Numbered(&WEIGHT, &[]), "Answer → sum of weights."),
        must("sum2", &WEIGHT, "Sum of squared weights."),
    ],
};

const WEIGHT: Shape = Shape::Number(0.0, 1e15);

static TOUCHPOINT: Object = Object {
    name: "TouchpointEvidence",
    fields: &[
        must("id", &TEXT, "Id of the touchpoint."),
        field("stage", &TEXT, "Id of its stage."),
        field("channel", &TEXT, "Id of its channel."),
        field(
            "people",
            &COUNT,
            "People with a row of it; 0 also where subtraction would tell a small group.",
        ),
        field("answers", &ANSWERS, "One a question."),
    ],
};

static PERSONA: Object = Object {
    name: "PersonaEvidence",
    fields: &[
        must("id", &TEXT, "Id of the persona."),
        field("people", &COUNT, "People of this persona."),
        field("stages", &Shape::List(&Shape::Object(&STAGE), 1_000), "The stages, of this persona's rows."),
    ],
};

static CHANNEL: Object = Object {
    name: "ChannelEvidence",
    fields: &[
        must("id", &TEXT, "Id of the channel."),
        field("people", &COUNT, "People with a row of it."),
        field("answers", &ANSWERS, "One a question; default: those of its touchpoints."),
        field(
            "own",
            &Shape::Bool,
            "Rows with answers name their channel themselves; the same of all channels.",
        ),
    ],
};

static MOVES: Object = Object {
    name: "Moves",
    fields: &[
        must("unit", &Shape::Choice(&["person", "session"]), "Whose moves."),
        must("level", &LEVEL, "Between what."),
        field("total", &COUNT, "How many units met anything."),
        must(
            "links",
            &Shape::List(&Shape::Object(&LINK), 1_000_000),
            "The moves; other folds the rest, so that each thing is left as often as it is come to.",
        ),
    ],
};

static LINK: Object = Object {
    name: "Link",
    fields: &[
        must("from", &TEXT, "What is left; empty = entry."),
        must("to", &TEXT, "What follows; empty = exit."),
        field("people", &COUNT, "People who made this move."),
        field("times", &COUNT, "How often it was made."),
        field("seconds", &HIST, "How long it took; between stages only."),
    ],
};

const UNIT: Shape = Shape::Choice(&["person", "session", "attempt"]);
const LEVEL: Shape = Shape::Choice(&["stage", "touchpoint", "channel", "event"]);

static SEQUENCES: Object = Object {
    name: "Sequences",
    fields: &[
        must("unit", &UNIT, "Whose ways."),
        must("level", &LEVEL, "Through what."),
        field("total", &COUNT, "How many units met anything; those that are not in top go other ways."),
        must("top", &Shape::List(&Shape::Object(&SEQUENCE), 1_000_000), "Most people first."),
    ],
};

static SEQUENCE: Object = Object {
    name: "Sequence",
    fields: &[
        must("path", &Shape::List(&TEXT, 100), "The things one after the other, repeats collapsed."),
        must("people", &COUNT, "Units that went exactly so."),
        field("more", &Shape::Bool, "True: they went on after the last of these."),
    ],
};

static AFTER: Object = Object {
    name: "After",
    fields: &[
        must("step", &TEXT, "Id of the step: the last that they reached."),
        must("unit", &UNIT, "What is counted."),
        must("level", &LEVEL, "What may follow."),
        must("people", &COUNT, "Lost at the step, without those who may still go on."),
        must(
            "next",
            &Shape::List(&Shape::Object(&NEXT), 1_000_000),
            "Most people first; together all of them.",
        ),
    ],
};

static NEXT: Object = Object {
    name: "Next",
    fields: &[
        must(
            "to",
            &TEXT,
            "The first other thing after the step; empty = nothing more; other folds the rest.",
        ),
        must("people", &COUNT, "How many."),
    ],
};

static PLANNED: Object = Object {
    name: "Planned",
    fields: &[
        field("met", &COUNT, "People who met at least one stage."),
        field("skipped", &Shape::Map(&COUNT), "Stage → people who skipped it."),
        field("repeated", &Shape::Map(&COUNT), "Stage → people who repeated it."),
        field("out_of_order", &COUNT, "People who met stages out of order."),
    ],
};

static COHORT: Object = Object {
    name: "Cohort",
    fields: &[
        must("start", &TEXT, "The period in which they started: 2026-W27+07:00, 2026-07-01Z, 2026-07Z."),
        must("size", &COUNT, "How many they are."),
        field(
            "active",
            &Shape::List(&COUNT, 10_000),
            "How many were active in that period and in each later one that was over when the data ended.",
        ),
    ],
};

static THEME: Object = Object {
    name: "Theme",
    fields: &[
        must("at", &TEXT, "Id of the stage or touchpoint."),
        must("text", &TEXT, "The word or phrase; empty = all comments there, what the others are shares of."),
        must("count", &COUNT, "Comments that name it."),
        field("scored", &COUNT, "Those of them beside an answer; default: count."),
        field("sum", &NUMBER, "Sum of the scores of those comments, on the axis −1…+1."),
    ],
};

static COMMENT: Object = Object {
    name: "Comment",
    fields: &[
        must("at", &TEXT, "Id of the stage or touchpoint."),
        must("text", &TEXT, "What was written, masked."),
        field("score", &NUMBER, "The answer beside it."),
        field("time", &TIME, "When."),
    ],
};

static MEASURE: Object = Object {
    name: "Measure",
    fields: &[
        must("at", &TEXT, "Id of the stage or touchpoint."),
        must("kind", &Shape::Choice(MeasureKind::WORDS), "What it counts."),
        must("source", &TEXT, "Id of the source."),
        must("count", &COUNT, "How many."),
        field("of", &COUNT, "Of how many; 0 (the default) where it is no share."),
        field(
            "met",
            &Shape::List(&Shape::Object(&MET), 100_000),
            "Where the rows of carts and orders were met; only in whole evidence (`min_group` 0).",
        ),
    ],
};

static MET: Object = Object {
    name: "Met",
    fields: &[
        field("at", &TEXT, "Id of the stage or touchpoint; none for rows of no place, and for purchases."),
        must("source", &TEXT, "Id of the source."),
        field("rows", &COUNT, "Rows of carts or of orders."),
        field("bought", &COUNT, "Rows of purchases beside carts."),
    ],
};

static ANSWER_WORDS: Object = Object {
    name: "AnswerWords",
    fields: &[
        must("source", &TEXT, "Id of the source."),
        field("label", &TEXT, "The question's label, as its answers have it."),
        must("words", &Shape::Numbered(&TEXT, &[]), "Answer → its word: 1 is “Very dissatisfied”."),
    ],
};
