//! The calls and their switches.

use clap::{Args, Parser, Subcommand};

/// Customer funnels and journey maps from your own data.
#[derive(Parser)]
#[command(name = "jejak", version, propagate_version = true, arg_required_else_help = true)]
pub struct Call {
    #[command(subcommand)]
    pub command: Command,
    /// Print one JSON object and nothing else.
    #[arg(long, global = true)]
    pub json: bool,
    /// Language of tables and messages: en or id. Default: the terminal's.
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<String>,
}

#[derive(Subcommand)]
pub enum Command {
    /// Say what files are: system, encoding, columns and their meaning, what cannot be used.
    Inspect(Inspect),
    /// Check a journey (or evidence) and say everything that is wrong with it.
    Check(Check),
    /// Count a funnel over the rows of files.
    Funnel(Funnel),
    /// Show where people go: moves, the ways that most take, what the lost do next.
    Paths(Paths),
    /// Score the answers of a column.
    Survey(Survey),
    /// Make evidence: a journey and its sources become counts that may be published.
    Measure(Measure),
    /// Merge evidence of different people: what measure --unfolded writes becomes one that may be published.
    Merge(Merge),
    /// Print everything that is derived from a journey and its evidence.
    Figures(Figures),
    /// Draw a journey as SVG or PNG: the same picture as on a page.
    Draw(Draw),
    /// Make a journey of a Mermaid journey diagram.
    Import(Import),
    /// Write a journey as a Mermaid journey diagram, and say what that cannot hold.
    Export(Export),
    /// Print the HTML that shows a journey on a page, with its figures as a table.
    Embed(Embed),
}

/// How cells are read.
#[derive(Args, Default)]
pub struct Reading {
    /// Which column is what: person=customer_id,time=created,event=action. Roles: person, time, end, event,
    /// channel, score, comment, stage, touchpoint, segment, session, amount, status, lifecycle, promised, delivered,
    /// count, step.
    #[arg(long, value_name = "ROLE=HEADER,…")]
    pub columns: Option<String>,
    /// Unit of times that are plain numbers: s, ms or us.
    #[arg(long, value_name = "UNIT")]
    pub time_unit: Option<String>,
    /// Which table, sheet or member of a file with several, from 1; otherwise the one with the most rows.
    #[arg(long, value_name = "N")]
    pub table: Option<usize>,
    /// Year of the first of the dates that name none.
    #[arg(long, value_name = "YEAR")]
    pub year: Option<u16>,
}

#[derive(Args)]
pub struct Inspect {
    /// Files; - is the standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    #[command(flatten)]
    pub reading: Reading,
    /// Writes a journey with the stages that the files suggest; correct it and give it to `measure`.
    #[arg(long, value_name = "FILE")]
    pub journey: Option<String>,
}

#[derive(Args)]
pub struct Check {
    /// The document; - is the standard input.
    pub journey: String,
}

#[derive(Args)]
pub struct Funnel {
    /// Files with one event a row; - is the standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// Steps: 'view,cart|wishlist,checkout[device=mobile],pay?' (| or, [column=value] filter, ? optional, \ escapes).
    #[arg(long, required_unless_present = "steps_file", conflicts_with = "steps_file")]
    pub steps: Option<String>,
    /// A file with one step a line, taken literally.
    #[arg(long, value_name = "FILE")]
    pub steps_file: Option<String>,
    /// In which order steps must happen: ordered, strict or any.
    #[arg(long)]
    pub order: Option<String>,
    /// How long a chain may take: 7d (from the first step), each:1d (from the step before), session or none.
    #[arg(long)]
    pub window: Option<String>,
    /// How long a step may take from the one before, for that step alone: 3=2h.
    #[arg(long, value_name = "N=DURATION")]
    pub step_window: Vec<String>,
    /// The pause that ends a session where rows name none: 30m.
    #[arg(long, value_name = "DURATION")]
    pub session_gap: Option<String>,
    /// Equal times: allow, forbid, or a duration within which either order counts.
    #[arg(long)]
    pub ties: Option<String>,
    /// What is counted: person, session or attempt.
    #[arg(long)]
    pub unit: Option<String>,
    /// Which first rows may start a chain: best or first.
    #[arg(long)]
    pub entry: Option<String>,
    /// People may enter at any step.
    #[arg(long)]
    pub open: bool,
    /// Rows that spoil a chain: 'refund@2-3'.
    #[arg(long, value_name = "EVENT@I-J")]
    pub exclude: Vec<String>,
    /// A column that must keep its value along the chain.
    #[arg(long, value_name = "COLUMN")]
    pub hold: Option<String>,
    /// A column to break down by.
    #[arg(long, value_name = "COLUMN")]
    pub by: Option<String>,
    /// Where that column is read: first, last, or the number of a step.
    #[arg(long, requires = "by")]
    pub at: Option<String>,
    /// Count as a product does: posthog, mixpanel, amplitude, ga4, clickhouse, umami, plausible or rybbit; switches
    /// beside it win.
    #[arg(long, value_name = "PRODUCT")]
    pub like: Option<String>,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Args)]
pub struct Paths {
    /// Files with one event a row, or SOURCE=FILE of a journey with several sources; - is the standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// Between what: event, stage, touchpoint or channel. Default: the steps, else the journey's touchpoints, else events.
    #[arg(long)]
    pub level: Option<String>,
    /// The journey whose stages, touchpoints, channels and funnel are meant.
    #[arg(long, value_name = "FILE", conflicts_with = "steps")]
    pub journey: Option<String>,
    /// Look at these steps only, and take them for planned: 'view,cart|wishlist,pay'.
    #[arg(long)]
    pub steps: Option<String>,
    /// Only ways from here on.
    #[arg(long, value_name = "NAME")]
    pub from: Option<String>,
    /// Only ways that come here, and only so far.
    #[arg(long, value_name = "NAME")]
    pub to: Option<String>,
    /// What those did next whom the funnel of the steps loses at this one.
    #[arg(long, value_name = "STEP")]
    pub after: Option<String>,
    /// How long the funnel of --after may take: 7d (from the first step), each:1d or none.
    #[arg(long, requires = "after")]
    pub window: Option<String>,
    /// Whose ways: person or session.
    #[arg(long)]
    pub unit: Option<String>,
    /// So many moves and ways are listed.
    #[arg(long, default_value_t = 15, value_name = "N")]
    pub top: usize,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Args)]
pub struct Survey {
    /// A file with one answer a row; - is the standard input.
    pub file: String,
    /// The column of answers.
    #[arg(long, value_name = "COLUMN")]
    pub score: String,
    /// Kind of question: nps, csat, ces or rating.
    #[arg(long)]
    pub kind: String,
    /// Lowest and highest answer: 1..5. Default: the usual scale of the kind.
    #[arg(long, value_name = "LOW..HIGH", allow_hyphen_values = true)]
    pub scale: Option<String>,
    /// What the score is: mean or share of the favourable answers. Default: share for csat, mean for ces and rating.
    #[arg(long)]
    pub method: Option<String>,
    /// High is bad (an effort question): every answer is turned round on its scale.
    #[arg(long)]
    pub flip: bool,
    /// A column that splits the answers into groups.
    #[arg(long, value_name = "COLUMN")]
    pub by: Option<String>,
    /// Split the answers by the time they were given: day, week, month, quarter or year.
    #[arg(long, value_name = "PERIOD", conflicts_with = "by")]
    pub per: Option<String>,
    /// Answers outside this range are missing: 1..5
    #[arg(long, value_name = "LOW..HIGH", allow_hyphen_values = true)]
    pub valid: Option<String>,
    /// Values that mean no answer: 0,6
    #[arg(long, value_name = "VALUE,…", allow_hyphen_values = true)]
    pub missing: Option<String>,
    /// The column with the weight of each answer.
    #[arg(long, value_name = "COLUMN")]
    pub weight: Option<String>,
    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Args)]
pub struct Measure {
    /// The journey; - is the standard input.
    pub journey: String,
    /// The file of a source, where it is not the journey's own address.
    #[arg(long = "source", value_name = "ID=FILE")]
    pub sources: Vec<String>,
    /// Smallest group that may be published.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
    pub min_group: u64,
    /// Fold nothing: evidence for jejak merge, not to be published.
    #[arg(long, conflicts_with = "min_group")]
    pub unfolded: bool,
    /// Tell moves between events too, also where touchpoints are met.
    #[arg(long)]
    pub events: bool,
    /// Put the comments into the evidence, with e-mail addresses and long numbers masked.
    #[arg(long)]
    pub comments: bool,
    /// Where to write the evidence. Default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}

#[derive(Args)]
pub struct Merge {
    /// Evidence made by measure --unfolded, or by merge --unfolded.
    #[arg(required = true, value_name = "EVIDENCE")]
    pub evidence: Vec<String>,
    /// Nobody is in two of the documents. They cannot tell themselves: they hold counts only.
    #[arg(long)]
    pub disjoint: bool,
    /// Smallest group that may be published.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
    pub min_group: u64,
    /// Fold nothing: evidence to merge again, not to be published.
    #[arg(long, conflicts_with = "min_group")]
    pub unfolded: bool,
    /// Keep the comments that the documents hold.
    #[arg(long)]
    pub comments: bool,
    /// Where to write the evidence; what was merged is printed then. Default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}

#[derive(Args)]
pub struct Figures {
    /// The journey; - is the standard input.
    pub journey: String,
    /// Its evidence.
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<String>,
    /// An earlier evidence: every figure says how it changed.
    #[arg(long, value_name = "FILE", requires = "evidence")]
    pub compare: Option<String>,
}

#[derive(Args)]
pub struct Draw {
    /// The journey; - is the standard input.
    pub journey: String,
    /// Its evidence.
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<String>,
    /// An earlier evidence: every figure says how it changed.
    #[arg(long, value_name = "FILE", requires = "evidence")]
    pub compare: Option<String>,
    /// What to draw: journey, funnel, paths or survey.
    #[arg(long, default_value = "journey")]
    pub view: String,
    /// Of paths: stage, touchpoint, channel or event. Default: the first that was counted.
    #[arg(long)]
    pub level: Option<String>,
    /// Of paths: what is met or done less often is folded; 1 shows everything. Default: as much as is read at a glance.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub least: Option<u64>,
    /// Of paths, the order of things in a column: journey, crossings for few of them, or size for the largest on top.
    /// Default: the journey's where it has one, else few crossings.
    #[arg(long)]
    pub order: Option<String>,
    /// Order of the questions of a survey: journey, or score for the lowest first.
    #[arg(long, default_value = "journey", value_name = "ORDER")]
    pub sort: String,
    /// Width, or width and height, in pixels: 1200 or 1200x800.
    #[arg(long, default_value = "1280")]
    pub size: String,
    /// light or dark.
    #[arg(long, default_value = "light")]
    pub theme: String,
    /// A font file to draw a PNG with, before the computer's own.
    #[arg(long, value_name = "FILE")]
    pub font: Vec<String>,
    /// Where to write the picture: an SVG, or a PNG where the name ends in .png. Default: the SVG to standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}

#[derive(Args)]
pub struct Import {
    /// The Mermaid text; - is the standard input.
    pub file: String,
    /// Where to write the journey. Default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}

#[derive(Args)]
pub struct Export {
    /// The journey; - is the standard input.
    pub journey: String,
    /// What to write: mermaid.
    #[arg(long, default_value = "mermaid", value_name = "FORMAT")]
    pub to: String,
    /// Where to write it. Default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}

#[derive(Args)]
pub struct Embed {
    /// The journey; - is the standard input.
    pub journey: String,
    /// Its evidence.
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<String>,
    /// What to show: journey, funnel, paths or survey.
    #[arg(long, default_value = "journey")]
    pub view: String,
    /// Where the page finds the journey. Default: the file as it is named here.
    #[arg(long, value_name = "ADDRESS")]
    pub src: Option<String>,
    /// Where the page finds the evidence. Default: the file as it is named here.
    #[arg(long, value_name = "ADDRESS", requires = "evidence")]
    pub evidence_src: Option<String>,
    /// Where the page finds jejak.js.
    #[arg(long, default_value = "jejak.js", value_name = "ADDRESS")]
    pub script: String,
    /// Where to write the HTML. Default: standard output.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}
