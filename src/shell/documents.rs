//! Live values → documents that were found good, with every problem told.

use super::{fault, live};
use crate::error::{Code, Error, Place};
use crate::figures::{self, Figures};
use crate::model::check::{Problem, Severity};
use crate::model::evidence::{Evidence, ExactTimes, Moves};
use crate::model::journey::Journey;
use crate::model::{read_evidence, read_exact, read_journey, renew_evidence};
use crate::value::Value;
use crate::words::Lang;
use wasm_bindgen::JsValue;

/// What a group shows: documents that were found good, and what follows from them.
pub struct Shown {
    /// The map.
    pub journey: Journey,
    /// What was counted, where anything was.
    pub evidence: Option<Evidence>,
    /// What was counted before, where both are compared.
    earlier: Option<Evidence>,
    /// Derived from them.
    pub figures: Figures,
    /// Some of them are exact quantiles of rows at hand.
    exact: bool,
    /// What was wrong with the evidence and the earlier one, without stopping them.
    problems: Vec<Problem>,
}

impl Shown {
    /// Takes the changed parts of evidence in and gives every problem of the evidence there is now. `times_stand`: stages come without
    /// their times, which are other ones nowhere; none where they must come with them. Nothing changes where it fails.
    pub fn renew(
        &mut self,
        parts: &JsValue,
        exact: &JsValue,
        moves: &JsValue,
        times_stand: bool,
    ) -> Result<Option<&[Problem]>, Error> {
        let (parts, moves) = (live::read(parts)?, columns(moves)?);
        let kept = self.evidence.get_or_insert_default();
        // what was wrong with times would be forgotten, and places may be others
        let of_stages = |problem: &Problem| match &problem.error.place {
            Place::Pointer(pointer) => matches!(pointer.split('/').nth(1), Some("stages" | "personas")),
            _ => true,
        };
        if times_stand && self.problems.iter().any(of_stages) {
            return Ok(None);
        }
        let (done, problems) = renew_evidence(kept, &parts, times_stand);
        if !done {
            return if times_stand { Ok(None) } else { Err(worst(problems)) };
        }
        let apart = moves.is_some();
        let renewed = |key: &str| parts.get(key).is_some() || apart && key == "moves";
        let stays = |problem: &Problem| match &problem.error.place {
            Place::Pointer(pointer) => pointer.split('/').nth(1).is_none_or(|key| !renewed(key)),
            _ => false,
        };
        self.problems.retain(stays);
        self.problems.extend(problems);
        if let Some((kept, moves)) = self.evidence.as_mut().zip(moves) {
            kept.moves = moves;
        }
        self.derive(exact, &renewed)?;
        Ok(Some(&self.problems))
    }

    /// What follows from the documents, of which these parts are other ones.
    fn derive(&mut self, exact: &JsValue, renewed: &dyn Fn(&str) -> bool) -> Result<(), Error> {
        let none = exact.is_null() || exact.is_undefined();
        let exact: Option<ExactTimes> = if none { None } else { Some(read_exact(&live::read(exact)?)) };
        self.figures = match &self.evidence {
            Some(evidence) if none && !self.exact => {
                figures::derive_again(&self.journey, evidence, &mut self.figures, renewed)
            }
            evidence => figures::derive(&self.journey, evidence.as_ref(), exact.as_ref()),
        };
        self.exact = !none;
        if let Some((evidence, earlier)) = self.evidence.as_ref().zip(self.earlier.as_ref()) {
            self.figures.changes = Some(figures::changes(&self.journey, &self.figures, evidence, earlier));
        }
        Ok(())
    }

    /// The stage that a step of the funnel stands for.
    pub fn stage_of(&self, step: usize) -> Option<usize> {
        self.figures.stages.iter().position(|stage| stage.step == Some(step))
    }
}

/// Moves that came apart from the other evidence, as columns; most come with it.
fn columns(moves: &JsValue) -> Result<Option<Vec<Moves>>, Error> {
    if moves.is_null() || moves.is_undefined() {
        return Ok(None);
    }
    let read = super::tape::moves(moves);
    read.map(Some).ok_or_else(|| Error::new(Code::WrongType, "moves"))
}

/// Documents → what is shown, and every problem told.
pub fn read(
    journey: &JsValue,
    evidence: &JsValue,
    exact: &JsValue,
    table: &JsValue,
    compare: &JsValue,
    moves: &JsValue,
) -> Result<(Shown, Vec<Problem>), Error> {
    let (journey, from_table, mut problems) = if table.is_null() || table.is_undefined() {
        let (journey, problems) = read_journey(&live::read(journey)?);
        (journey, None, problems)
    } else {
        read_table(&live::read(table)?)
    };
    let Some(journey) = journey else { return Err(worst(problems)) };
    let (evidence, mut more) = if evidence.is_null() || evidence.is_undefined() {
        (from_table, Vec::new())
    } else {
        let (evidence, more) = counted(evidence)?;
        (Some(evidence), more)
    };
    let evidence = match columns(moves)? {
        Some(moves) => Some(Evidence { moves, ..evidence.unwrap_or_default() }),
        None => evidence,
    };
    let mut earlier = None;
    if !compare.is_null() && !compare.is_undefined() {
        let (evidence, told) = counted(compare).map_err(of_earlier)?;
        more.extend(told.into_iter().map(|told| Problem { error: of_earlier(told.error), ..told }));
        earlier = Some(evidence);
    }
    problems.extend(more.iter().cloned());
    let mut shown =
        Shown { journey, evidence, earlier, figures: Figures::default(), exact: false, problems: more };
    shown.derive(exact, &|_| true)?;
    Ok((shown, problems))
}

/// Evidence that was found good, and what is wrong with it.
fn counted(given: &JsValue) -> Result<(Evidence, Vec<Problem>), Error> {
    let (evidence, problems) = read_evidence(&live::read(given)?);
    match evidence {
        Some(evidence) => Ok((evidence, problems)),
        None => Err(worst(problems)),
    }
}

/// An error of the earlier evidence, placed where no key of the other documents is: `/compare/stages/0`.
fn of_earlier(error: Error) -> Error {
    let place = Place::Pointer(format!("/compare{}", error.place));
    error.at(place)
}

fn read_table(value: &Value) -> (Option<Journey>, Option<Evidence>, Vec<Problem>) {
    let cell = |cell: &Value| cell.as_text().unwrap_or_default().to_owned();
    let row = |row: &Value| row.as_list().unwrap_or_default().iter().map(cell).collect();
    let rows: Vec<Vec<String>> = value.as_list().unwrap_or_default().iter().map(row).collect();
    crate::model::read_table(&rows)
}

/// The first problem that is an error, else the first.
fn worst(problems: Vec<Problem>) -> Error {
    let at = problems.iter().position(|problem| problem.severity == Severity::Error).unwrap_or(0);
    problems.into_iter().nth(at).map_or_else(|| Error::new(Code::NotATable, ""), |problem| problem.error)
}

/// A problem as JavaScript sees it.
pub fn told(problem: &Problem, lang: Lang) -> Value {
    let mut told = fault::value(&problem.error, lang);
    if let Value::Map(pairs) = &mut told {
        pairs.push((String::from("severity"), problem.severity.as_str().into()));
    }
    told
}
