//! Which column means what: given roles first, then headers and values together.

use super::numbers::Writing;
use super::plan::{Need, Plan};
use super::profile::{Profile, Sample};
use super::synonyms::{self, by_header};
use super::systems::{self, Known};
use super::times::Format;
use crate::error::{Code, Error};
use crate::model::fold::small;
use crate::model::journey::SourceKind;
use crate::model::nearest;
use crate::model::order::arrange;
use crate::model::rule::Role;

/// How sure a role is that the layout of a known system tells.
const KNOWN: f64 = 0.99;
/// Under this a guess is shown, but nothing is built on it.
pub const SURE: f64 = 0.4;

/// How the cells of a column are read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// As text.
    Text,
    /// As times.
    Time(Format),
    /// As numbers; true where the decimal mark is left open by the cells.
    Number(Writing, bool),
}

/// What was decided about one column.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// Its meaning.
    pub role: Option<Role>,
    /// 0…1; 1 where given.
    pub confidence: f64,
    /// What its cells are, whether or not they are kept that way.
    pub kind: Kind,
    /// The event that a filled cell of times stands for, where rows are to be made into events.
    pub moment: Option<String>,
}

/// Decides every column of a file.
///
/// `more`: the file may have further columns, so that a given header may still come.
pub fn decide(
    sample: &Sample,
    profiles: &[Profile],
    plan: &Plan,
    known: Option<&Known>,
    more: bool,
) -> Result<Vec<Decided>, Error> {
    let blank = |profile| Decided { role: None, confidence: 0.0, kind: kind(profile), moment: None };
    let mut decided: Vec<Decided> = profiles.iter().map(blank).collect();
    let mut taken: Vec<Role> = Vec::new();
    for (role, header) in &plan.columns {
        taken.push(*role);
        let Some(index) = find(sample, header) else {
            if more {
                continue;
            }
            return Err(unknown(sample, header));
        };
        if let (Some(column), Some(profile)) = (decided.get_mut(index), profiles.get(index)) {
            // A header given twice keeps its first role here; the table still gets a column for each.
            if column.confidence < 1.0 {
                give(column, *role, 1.0, profile);
            }
        }
    }
    let ignored = ignored(sample, plan);
    let told = known.map(|known| known.roles.as_slice()).unwrap_or_default();
    let told = told.iter().map(|(role, index)| (KNOWN, *index, *role));
    let mut guesses: Vec<(f64, usize, Role)> = Vec::new();
    for (index, (header, profile)) in sample.headers().zip(profiles).enumerate() {
        guesses.extend(guess(sample, index, header, profile, known).map(|(role, sure)| (sure, index, role)));
    }
    arrange(&mut guesses, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    for (sure, index, role) in told.chain(guesses) {
        let several = matches!(role, Role::Score | Role::Comment);
        let free = several || !taken.contains(&role);
        if let (true, Some(column), Some(profile)) = (free, decided.get_mut(index), profiles.get(index))
            && column.role.is_none()
            && !ignored.contains(&index)
            && !(is_time(role) && profile.filled > 0 && profile.time_by_name.is_none())
        {
            taken.push(role);
            give(column, role, sure, profile);
        }
    }
    match plan.need {
        Need::Events | Need::Picture
            if events_are_made(sample, profiles, &mut decided, plan, known, &ignored) => {}
        Need::Events => {
            let instead = [Role::Status, Role::Stage, Role::Touchpoint, Role::Step];
            stand_in(&mut decided, profiles, Role::Event, &instead)?;
            stand_in(&mut decided, profiles, Role::Person, &[Role::Session])?;
        }
        Need::Any | Need::Picture | Need::Scores => {}
    }
    Ok(decided)
}

/// The columns that get no role by themselves.
fn ignored(sample: &Sample, plan: &Plan) -> Vec<usize> {
    plan.ignore.iter().filter_map(|header| find(sample, header)).collect()
}

/// Whether a table without event names tells by its columns of times what happened: then these are marked, and
/// the rows get a case and a person.
///
/// A questionnaire has times, too, and they are no events: it has answers, unless a known system says otherwise.
fn events_are_made(
    sample: &Sample,
    profiles: &[Profile],
    decided: &mut [Decided],
    plan: &Plan,
    known: Option<&Known>,
    ignored: &[usize],
) -> bool {
    let sure = |decided: &[Decided], role: Role| {
        decided.iter().position(|column| column.role == Some(role) && column.confidence >= SURE)
    };
    let fits = match known.map(|known| known.system.kind) {
        Some(kind) => matches!(kind, SourceKind::Orders | SourceKind::Tickets | SourceKind::Shipments),
        None => sure(decided, Role::Score).is_none() && sure(decided, Role::Count).is_none(),
    };
    let event = sure(decided, Role::Event);
    // The type of a ticket is what it is about, and nothing that happened.
    let about = event.filter(|at| {
        decided.get(*at).is_some_and(|column| column.confidence < NAMED_EVENT)
            && sample.headers().any(synonyms::is_ticket)
    });
    if !fits || event != about {
        return false;
    }
    let moments: Vec<(usize, String)> = sample
        .headers()
        .zip(profiles)
        .enumerate()
        .filter(|(index, (header, profile))| {
            let role = decided.get(*index).and_then(|column| column.role);
            role != Some(Role::Promised) && !ignored.contains(index) && is_moment(header, profile)
        })
        .filter_map(|(index, (header, _))| Some((index, systems::name_of(header)?)))
        .collect();
    let filled =
        |(index, _): &&(usize, String)| profiles.get(*index).is_some_and(|profile| profile.filled > 0);
    let dated = moments.iter().filter(filled).count() >= 2 && plan.format.as_deref() != Some(systems::STATUS);
    if dated {
        mark(moments, profiles, decided);
    } else if about.is_some() || !plan.wants_status() || sure(decided, Role::Status).is_none() {
        return false;
    }
    if let Some(column) = about.and_then(|at| decided.get_mut(at)) {
        (column.role, column.confidence) = (None, 0.0);
    }
    if sure(decided, Role::Session).is_none()
        && let Some(case) =
            sample.headers().position(synonyms::is_case).filter(|case| !ignored.contains(case))
        && let Some(column) = decided.get_mut(case)
        && column.confidence < KNOWN
    {
        (column.role, column.confidence) = (Some(Role::Session), SURE);
    }
    // Nobody is named: every case is somebody.
    stand_in(decided, profiles, Role::Person, &[Role::Session]).is_ok()
}

/// Marks columns of times whose cells are events; one that is blank so far is written as the first that is not.
fn mark(moments: Vec<(usize, String)>, profiles: &[Profile], decided: &mut [Decided]) {
    let filled =
        |(index, _): &&(usize, String)| profiles.get(*index).is_some_and(|profile| profile.filled > 0);
    let first = moments.iter().filter(filled).find_map(|(index, _)| match decided.get(*index)?.kind {
        Kind::Time(format) => Some(format),
        _ => None,
    });
    for (index, event) in moments {
        if let (Some(column), Some(profile)) = (decided.get_mut(index), profiles.get(index)) {
            let own = profile.time_by_name.map(|guess| guess.format);
            column.kind = Kind::Time(own.or(first).unwrap_or(Format::Iso));
            column.moment = Some(event);
        }
    }
}

/// Times that are written as such; or none yet, under a header that says time.
fn is_moment(header: &str, profile: &Profile) -> bool {
    if profile.filled == 0 {
        return profile.rows > 0 && systems::says_time(header);
    }
    profile.time_rate() >= 0.9 && !matches!(kind(profile), Kind::Time(Format::Compact))
}

fn give(column: &mut Decided, role: Role, confidence: f64, profile: &Profile) {
    column.role = Some(role);
    column.confidence = confidence;
    if is_time(role) {
        let guess = profile.time_by_name.filter(|guess| guess.rate > 0.0);
        column.kind = Kind::Time(guess.map_or(Format::Iso, |guess| guess.format));
    } else if matches!(role, Role::Amount | Role::Count) {
        let (writing, open, _) = profile.number.unwrap_or((Writing::PLAIN, false, 0.0));
        column.kind = Kind::Number(writing, open);
    }
}

/// The role that is needed and nobody has is taken by the surest of its stand-ins.
fn stand_in(decided: &mut [Decided], profiles: &[Profile], role: Role, others: &[Role]) -> Result<(), Error> {
    if decided.iter().any(|column| column.role == Some(role) && column.confidence >= SURE) {
        return Ok(());
    }
    let other = others.iter().find_map(|other| {
        decided.iter().position(|column| column.role == Some(*other) && column.confidence >= SURE)
    });
    let Some(index) = other else { return Err(Error::new(Code::NoColumn, role.as_str())) };
    for column in decided.iter_mut().filter(|column| column.role == Some(role)) {
        column.role = None;
        column.confidence = 0.0;
    }
    if let (Some(column), Some(profile)) = (decided.get_mut(index), profiles.get(index)) {
        let confidence = if column.confidence < 1.0 { SURE } else { column.confidence };
        give(column, role, confidence, profile);
    }
    Ok(())
}

/// The column with this header: exactly, else without regard to case and blanks.
pub fn find(sample: &Sample, header: &str) -> Option<usize> {
    let folded = |text: &str| small(super::bytes::trim(text));
    sample.find(header).or_else(|| {
        let wanted = folded(header);
        sample.headers().position(|known| folded(known) == wanted)
    })
}

/// The error of a header that does not exist, with the nearest that does.
pub fn unknown(sample: &Sample, header: &str) -> Error {
    let known: Vec<&str> = sample.headers().collect();
    Error::new(Code::UnknownColumn, header).nearest(nearest(header, &known).map(str::to_owned))
}

const fn is_time(role: Role) -> bool {
    matches!(role, Role::Time | Role::End | Role::Promised | Role::Delivered)
}

/// What the cells are, whatever the header says.
fn kind(profile: &Profile) -> Kind {
    match (profile.time, profile.number) {
        (Some(guess), _) if guess.rate >= 0.9 && profile.filled > 0 => Kind::Time(guess.format),
        (_, Some((writing, open, rate))) if rate >= 0.9 => Kind::Number(writing, open),
        _ => Kind::Text,
    }
}

/// How sure a header is that means nothing but an id, or nothing but a stage.
const ID: f64 = 0.95;
const STAGE: f64 = 0.9;

/// How sure a header is at least that names what happened, and not only a kind.
const NAMED_EVENT: f64 = 0.5;

/// Roles that header and values suggest, with a confidence. Of a known system only its questions are open: what they ask,
/// the number somebody is known by elsewhere, and the stage that an answer is about.
fn guess(
    sample: &Sample,
    index: usize,
    header: &str,
    profile: &Profile,
    known: Option<&Known>,
) -> impl Iterator<Item = (Role, f64)> {
    let open = known.is_none_or(|known| known.asks(header));
    let asked = |role: Role, sure: f64| match role {
        Role::Score | Role::Comment => true,
        Role::Person => open && sure >= ID,
        Role::Stage | Role::Touchpoint => open && sure >= STAGE,
        _ => false,
    };
    let mut guesses = if open { by_profile(header, profile) } else { Vec::new() };
    if let (true, Some(question)) = (open, sample.question(index)) {
        guesses.extend(by_profile(question, profile));
    }
    let cells = || sample.cells(index);
    if open
        && profile.number_rate() < 0.5
        && cells().next().is_some()
        && cells().all(|cell| known.map_or_else(|| systems::is_answer(cell), |known| known.is_answer(cell)))
    {
        guesses.retain(|(role, _)| *role != Role::Score);
        guesses.push((Role::Score, 0.6));
    }
    guesses.retain(|(role, sure)| known.is_none() || asked(*role, *sure));
    guesses.into_iter()
}

/// Roles that words and values suggest, with a confidence.
fn by_profile(header: &str, profile: &Profile) -> Vec<(Role, f64)> {
    let mut guesses = by_header(header);
    let loose_number = profile.time.is_none() && profile.time_by_name.is_some();
    for (role, sure) in &mut guesses {
        // `Elapsed time` is a number, and only the plain name of a time column makes a number an instant.
        let elapsed = is_time(*role) && loose_number && *sure < 0.85;
        *sure *= if elapsed { 0.0 } else { support(*role, *sure, profile) };
    }
    guesses.retain(|(_, sure)| *sure > 0.0);
    if profile.lifecycle == (true, true) && !guesses.iter().any(|(role, _)| *role == Role::Lifecycle) {
        guesses.push((Role::Lifecycle, 0.85));
    }
    if profile.time_rate() >= 0.9 && profile.modern && !guesses.iter().any(|(role, _)| is_time(*role)) {
        guesses.push((Role::Time, 0.45));
    }
    guesses
}

/// How well the values fit a role that the header suggests by so much, 0…1.
fn support(role: Role, sure: f64, profile: &Profile) -> f64 {
    if profile.filled == 0 {
        // Rows without a single value are no column to build on; no rows at all say nothing.
        return if profile.rows == 0 { 1.0 } else { 0.4 };
    }
    let distinct = profile.distinct as f64 / profile.filled as f64;
    let time = profile.time_by_name.map_or(0.0, |guess| guess.rate);
    let written_time = profile.time_rate() >= 0.9
        && !matches!(kind(profile), Kind::Time(Format::Epoch(_) | Format::Compact));
    match role {
        Role::Person if written_time => 0.0,
        // Nobody groups the thousands of an id: that is a count.
        Role::Person if matches!(profile.number, Some((_, true, rate)) if rate > 0.9) => 0.3,
        // Some ids are written as two numbers with a point between; a measured quantity has no such header.
        Role::Person if sure < 0.9 && profile.number_rate() > 0.9 && !profile.whole => 0.3,
        Role::Person if profile.distinct == 1 && profile.filled > 20 => 0.5,
        Role::Time | Role::End | Role::Promised | Role::Delivered => {
            if time >= 0.5 {
                0.5 + 0.5 * time
            } else {
                0.0
            }
        }
        Role::Event if written_time => 0.0,
        Role::Event if profile.number_rate() > 0.9 => 0.4,
        Role::Event if distinct > 0.5 && profile.filled > 20 => 0.6,
        Role::Amount | Role::Count if profile.number_rate() < 0.5 => 0.0,
        Role::Score if profile.number_rate() < 0.5 => 0.6,
        Role::Score if profile.distinct > 101 => 0.4,
        Role::Comment if profile.number_rate() > 0.9 => 0.3,
        // A question with a handful of answers is one to choose from: “Would you give us feedback?” Yes, no.
        Role::Comment if sure <= synonyms::ASKED_FOR && profile.filled > 20 && profile.distinct <= 5 => 0.0,
        Role::Lifecycle if !profile.lifecycle.0 => 0.0,
        Role::Session | Role::Stage | Role::Touchpoint | Role::Step if written_time => 0.0,
        _ => 1.0,
    }
}
