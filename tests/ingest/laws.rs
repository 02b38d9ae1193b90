//! What holds for any bytes.

use super::{any as anything, read, texts};
use jejak::ingest::{Need, Plan, Reader};
use proptest::prelude::*;

/// Bytes that matter to a reader come often.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        4 => prop::sample::select(b"\",;\n\r\t|[]{}:\\ #-./".to_vec()),
        3 => prop::sample::select(b"0123456789aeTZ".to_vec()),
        1 => any::<u8>().prop_filter("text", |byte| *byte != 0),
    ];
    prop::collection::vec(byte, 0..400)
}

/// Records as the well-kept crate cuts them, cells trimmed, lines of blanks left out.
fn oracle(bytes: &[u8]) -> Vec<Vec<Vec<u8>>> {
    let mut reader = csv_core::ReaderBuilder::new().terminator(csv_core::Terminator::Any(b'\n')).build();
    let (mut rest, mut records) = (bytes, Vec::new());
    let (mut out, mut ends) = (vec![0; 4096], vec![0; 1024]);
    loop {
        let (mut written, mut ended) = (0, 0);
        let result = loop {
            let (result, taken, out_taken, ends_taken) =
                reader.read_record(rest, &mut out[written..], &mut ends[ended..]);
            rest = &rest[taken..];
            written += out_taken;
            ended += ends_taken;
            if result != csv_core::ReadRecordResult::InputEmpty {
                break result;
            }
        };
        if result == csv_core::ReadRecordResult::End {
            return records;
        }
        let mut start = 0;
        let mut cells = Vec::new();
        for end in &ends[..ended] {
            cells.push(out[start..*end].trim_ascii().to_vec());
            start = *end;
        }
        records.push(cells);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_panic_and_no_cut_matters(bytes in hostile(), at in any::<prop::sample::Index>(), need in 0usize..3) {
        let need = [Need::Any, Need::Events, Need::Scores][need];
        let plan = Plan { need, ..anything() };
        let whole = format!("{:?}", read(&bytes, plan.clone()));
        let (head, tail) = bytes.split_at(at.index(bytes.len() + 1));
        let mut reader = Reader::new(plan);
        let cut = reader.push(head).and_then(|()| reader.push(tail)).and_then(|()| reader.finish());
        prop_assert_eq!(format!("{:?}", cut), whole);
    }

    #[test]
    fn cells_are_those_of_the_well_kept_crate(
        cells in prop::collection::vec(prop::collection::vec("[a-c,\"\n é]{0,6}", 3), 1..20),
        quoted in any::<u64>(),
    ) {
        let mut bytes = b"a,b,c\n".to_vec();
        for (row, cells) in cells.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                if column > 0 { bytes.push(b','); }
                // Some cells are quoted as they should be, some stand there as they are.
                if (quoted >> ((row * 3 + column) % 64)) & 1 == 1 || cell.contains('\n') {
                    bytes.extend_from_slice(format!("\"{}\"", cell.replace('"', "\"\"")).as_bytes());
                } else {
                    bytes.extend_from_slice(cell.replace(['"', ','], "").as_bytes());
                }
            }
            bytes.push(b'\n');
        }
        let plan = Plan { keep: vec!["a".into(), "b".into(), "c".into()], ..anything() };
        let read = read(&bytes, plan).unwrap();
        let expected: Vec<_> = oracle(&bytes).into_iter().skip(1).collect();
        prop_assert_eq!(read.table.read as usize, expected.len());
        for (column, name) in ["a", "b", "c"].into_iter().enumerate() {
            let cells = texts(&read.table, name);
            for (row, record) in expected.iter().enumerate() {
                let cell = String::from_utf8_lossy(record.get(column).map_or(&b""[..], |cell| cell.as_slice()));
                prop_assert_eq!(cells[row].as_str(), cell.trim(), "row {} of {}", row, name);
            }
        }
    }
}
