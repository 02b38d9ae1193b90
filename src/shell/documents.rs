//! Live values → documents that were found good, with every problem told.

use super::{fault, live};
use crate::error::{Code, Error};
use crate::figures::{self, Figures};
use crate::model::check::{Problem, Severity};
use crate::model::evidence::{Evidence, ExactTimes};
use crate::model::journey::Journey;
use crate::model::{read_evidence, read_exact, read_journey};
use crate::value::Value;
use crate::words::Lang;
use wasm_bindgen::JsValue;

/// What a group shows: documents that were found good, and what follows from them.
pub struct Shown {
    /// The map.
    pub journey: Journey,
    /// What was counted, where anything was.
    pub evidence: Option<Evidence>,
    /// Derived from both.
    pub figures: Figures,
}

impl Shown {
    /// The stage that a step of the funnel stands for.
    pub fn stage_of(&self, step: usize) -> Option<usize> {
        self.figures.stages.iter().position(|stage| stage.step == Some(step))
    }
}

/// Documents → what is shown, and every problem told.
pub fn read(
    journey: &JsValue,
    evidence: &JsValue,
    exact: &JsValue,
    table: &JsValue,
    compare: &JsValue,
) -> Result<(Shown, Vec<Problem>), Error> {
    let (journey, from_table, mut problems) = if table.is_null() || table.is_undefined() {
        let (journey, problems) = read_journey(&live::read(journey)?);
        (journey, None, problems)
    } else {
        read_table(&live::read(table)?)
    };
    let Some(journey) = journey else { return Err(worst(problems)) };
    let evidence = if evidence.is_null() || evidence.is_undefined() {
        from_table
    } else {
        Some(counted(evidence, &mut problems)?)
    };
    let given = !compare.is_null() && !compare.is_undefined();
    let earlier = if given { Some(counted(compare, &mut problems)?) } else { None };
    let exact: Option<ExactTimes> =
        if exact.is_null() || exact.is_undefined() { None } else { Some(read_exact(&live::read(exact)?)) };
    let mut figures = figures::derive(&journey, evidence.as_ref(), exact.as_ref());
    if let Some((evidence, earlier)) = evidence.as_ref().zip(earlier) {
        figures.changes = Some(figures::changes(&journey, &figures, evidence, &earlier));
    }
    Ok((Shown { journey, evidence, figures }, problems))
}

/// Evidence that was found good, its problems with the others.
fn counted(given: &JsValue, problems: &mut Vec<Problem>) -> Result<Evidence, Error> {
    let (evidence, more) = read_evidence(&live::read(given)?);
    let Some(evidence) = evidence else { return Err(worst(more)) };
    problems.extend(more);
    Ok(evidence)
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
