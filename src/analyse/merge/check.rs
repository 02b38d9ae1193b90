//! What documents must share to be merged, and what they must not.

use crate::error::{Code, Error, Place};
use crate::model::evidence::{Evidence, Funnel, SourceRows};
use crate::model::rule::FunnelRule;
use crate::model::write_rule;

/// An error about `subject` at a JSON pointer.
pub fn differs(subject: &str, pointer: &str) -> Error {
    Error::new(Code::CannotMerge, subject).at(Place::Pointer(pointer.to_owned()))
}

/// Small groups must not be folded yet: what is folded apart cannot be told together.
pub fn whole(part: &Evidence) -> Result<(), Error> {
    let folded =
        || Error::new(Code::Folded, part.min_group.to_string()).at(Place::Pointer("/min_group".into()));
    if part.min_group == 0 { Ok(()) } else { Err(folded()) }
}

/// Both must be about the same: journey, rule, and all that is counted one by one.
pub fn same(known: &Evidence, part: &Evidence) -> Result<(), Error> {
    if let (Some(a), Some(b)) = (&known.journey, &part.journey)
        && a != b
    {
        return Err(differs(b, "/journey"));
    }
    rule(&known.rule, &part.rule)?;
    if let (Some(a), Some(b)) = (&known.funnel, &part.funnel) {
        let id = |funnel: &Funnel, at: usize| funnel.steps.get(at).map(|step| step.id.clone());
        listed(&|at| id(a, at), &|at| id(b, at), "/funnel/steps")?;
        steps(a, b)?;
        let field = |e: &Evidence, at: usize| e.segments.get(at).map(|one| one.field.clone());
        listed(&|at| field(known, at), &|at| field(part, at), "/segments")?;
    }
    let stage = |e: &Evidence, at: usize| e.stages.get(at).map(|one| one.id.clone());
    listed(&|at| stage(known, at), &|at| stage(part, at), "/stages")?;
    let touchpoint = |e: &Evidence, at: usize| {
        let one = e.touchpoints.get(at)?;
        Some(one.stage.as_ref().map_or(one.id.clone(), |stage| format!("{} ({stage})", one.id)))
    };
    listed(&|at| touchpoint(known, at), &|at| touchpoint(part, at), "/touchpoints")?;
    let persona = |e: &Evidence, at: usize| e.personas.get(at).map(|one| one.id.clone());
    listed(&|at| persona(known, at), &|at| persona(part, at), "/personas")?;
    let channel = |e: &Evidence, at: usize| e.channels.get(at).map(|one| one.id.clone());
    listed(&|at| channel(known, at), &|at| channel(part, at), "/channels")
}

/// Steps of the same ids must have been counted alike.
fn steps(known: &Funnel, part: &Funnel) -> Result<(), Error> {
    for (at, (a, b)) in known.steps.iter().zip(&part.steps).enumerate() {
        let other = [("optional", a.optional == b.optional), ("window", a.window == b.window)];
        if let Some((key, _)) = other.iter().find(|(_, same)| !same) {
            return Err(differs(key, &format!("/funnel/steps/{at}/{key}")));
        }
    }
    Ok(())
}

/// By place in a list: what stands there; `None` after the end.
type Listed<'l> = &'l dyn Fn(usize) -> Option<String>;

/// Two lists must name the same, in the same order.
fn listed(known: Listed<'_>, part: Listed<'_>, pointer: &str) -> Result<(), Error> {
    let mut at = 0_usize;
    loop {
        match (known(at), part(at)) {
            (None, None) => return Ok(()),
            (a, b) if a == b => at = at.saturating_add(1),
            (Some(missing), None) => return Err(differs(&missing, pointer)),
            (_, Some(other)) => return Err(differs(&other, &format!("{pointer}/{at}"))),
        }
    }
}

/// The switches must be the same; the place is the first that is not.
fn rule(known: &FunnelRule, part: &FunnelRule) -> Result<(), Error> {
    let bare = |rule: &FunnelRule| FunnelRule { steps: Vec::new(), ..rule.clone() };
    if bare(known) == bare(part) {
        return Ok(());
    }
    let (a, b) = (write_rule(known), write_rule(part));
    let switches = [&a, &b].into_iter().flat_map(|rule| rule.as_map().unwrap_or_default());
    let other = switches.map(|(key, _)| key.as_str()).find(|key| a.get(key) != b.get(key));
    let key = other.unwrap_or_default();
    Err(differs(key, &format!("/rule/{key}")))
}

/// Nobody and no row may be in two documents, as far as they tell.
pub fn apart(before: &[Evidence], part: &Evidence) -> Result<(), Error> {
    let overlap =
        |subject: &str, pointer: String| Err(Error::new(Code::Overlap, subject).at(Place::Pointer(pointer)));
    if part.people > 0 && before.iter().any(|known| known.people > 0) {
        return overlap("people", "/people".to_owned());
    }
    for (at, rows) in part.rows.iter().enumerate().filter(|(_, rows)| rows.used > 0) {
        let same = |known: &SourceRows| known.source == rows.source && known.used > 0;
        if before.iter().any(|known| known.rows.iter().any(same) && meet(known, part)) {
            return overlap(&rows.source, format!("/rows/{at}"));
        }
    }
    Ok(())
}

/// True where the periods of two documents have an instant in common, or one of them is not known.
fn meet(a: &Evidence, b: &Evidence) -> bool {
    match (a.period, b.period) {
        (Some(a), Some(b)) => a.0 <= b.1 && b.0 <= a.1,
        _ => true,
    }
}
