//! ClickHouse's `windowFunnel` with `strict_order` and with `strict_deduplication`, which jejak does not offer:
//! both stop for good at the first row that disturbs them, so a later, better attempt of the same person is not
//! found. Written from its documentation, one event a step; rows are taken by time, then by step.

use super::Happening;

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    StrictOrder,
    Deduplication,
}

/// The level of one person; `steps` are one letter each.
pub fn window_funnel(rows: &[Happening], steps: &[char], window: Option<i64>, mode: Mode) -> usize {
    let order = mode == Mode::StrictOrder;
    let step = |row: &Happening| steps.iter().position(|step| *step == row.event);
    let mut rows: Vec<(i64, Option<usize>)> = rows.iter().map(|row| (row.time, step(row))).collect();
    rows.sort_unstable();
    // By step: time of the first step of the attempt that reached it last.
    let mut since: Vec<Option<i64>> = vec![None; steps.len()];
    let level = |since: &[Option<i64>]| since.iter().rposition(Option::is_some).map_or(0, |step| step + 1);
    for (time, step) in rows {
        match step {
            None if order && since[0].is_some() => return level(&since),
            None => {}
            Some(0) => since[0] = Some(time),
            Some(step) if !order && since[step].is_some() => return step + 1,
            Some(step) => match since[step - 1] {
                Some(start) if window.is_none_or(|window| time - start <= window) => {
                    since[step] = Some(start);
                    if step + 1 == steps.len() {
                        return steps.len();
                    }
                }
                Some(_) => {}
                None if order && since[0].is_some() => return level(&since),
                None => {}
            },
        }
    }
    level(&since)
}
