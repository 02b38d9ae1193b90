//! Which table of a file is meant: the fullest, where headers that are known weigh most.

use crate::ingest::records::Records;
use crate::ingest::split::Splitter;
use crate::ingest::synonyms::by_header;
use crate::model::rule::Role;

/// How many roles the headers of a table suggest, as CSV, and its first row for a report.
pub fn look(csv: &[u8]) -> (usize, String) {
    let (mut most, mut first) = (0, String::new());
    let mut splitter = Splitter::new(b',', b'\n');
    let mut sink = |records: Records<'_>| {
        for record in records.iter() {
            if first.is_empty() {
                let cells = (0..record.len()).map(|index| String::from_utf8_lossy(record.cell(index)));
                first = cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ");
            }
            let mut roles: Vec<Role> = Vec::new();
            for index in 0..record.len().min(200) {
                let header = String::from_utf8_lossy(record.cell(index));
                let sure = by_header(&header).into_iter().filter(|(_, sure)| *sure >= 0.5);
                roles.extend(sure.map(|(role, _)| role));
            }
            roles.sort_unstable();
            roles.dedup();
            most = most.max(roles.len());
        }
        Ok(())
    };
    // What breaks is told when it is read.
    let _ = splitter.push(csv, &mut sink).and_then(|()| splitter.finish(&mut sink));
    (most, first)
}

/// The weight of a table with so many cells and so many roles: three known headers are worth sixteen times the cells of a
/// list with one.
pub const fn weight(cells: u64, roles: usize) -> u64 {
    cells.saturating_mul((roles as u64).saturating_add(1).saturating_pow(4))
}
