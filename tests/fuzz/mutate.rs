//! Bytes made from bytes: the same seed gives the same ones on every machine.

/// A small generator (xorshift64*), enough to choose what is changed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// 0…n − 1.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 16) as usize % n.max(1)
    }
}

/// Pieces that mean something to one of the parsers.
const PIECES: [&[u8]; 92] = [
    b",",
    b";",
    b"\t",
    b"|",
    b"\"",
    b"\"\"",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"sep=;\n",
    b"#",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xff",
    b"\x80",
    b"\xed\xa0\x80",
    "é".as_bytes(),
    "：".as_bytes(),
    "🙂".as_bytes(),
    b"\xe2\x80\x8f",
    b"user",
    b"event",
    b"time",
    b"timestamp",
    b"amount",
    b"1",
    b"-1",
    b"1e308",
    b"1e-400",
    b"9007199254740993",
    b"18446744073709551616",
    b"0.1",
    b"1.234,56",
    b"1,234.56",
    b"Rp 1.000",
    b"12%",
    b"NaN",
    b"Infinity",
    b"2026-11-01",
    b"31/12/2026 23.59",
    b"12/31/26 11:59 PM",
    b"2026-02-29T24:00:60.999999999Z",
    b"GMT+7",
    b"+25:00",
    b"1 Januari 2026",
    b"99999-99-99",
    b"1700000000000",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"null",
    b"true",
    b"\\u0000",
    b"\\ud800",
    b"\\",
    b"{\"title\":\"a\",\"stages\":[\"a\"]}",
    b"\"__proto__\"",
    b"[[[[[[[[[[",
    b"journey\n",
    b"section a\n",
    b"title a\n",
    b"accDescr {",
    b"accTitle: ",
    b"%%{",
    b"}%%",
    b"%%",
    b"---\n",
    b"a: 5: b, c\n",
    b"<table>",
    b"</table>",
    b"<tr>",
    b"<td>",
    b"<td rowspan=3>",
    b"<td colspan=0>",
    b"<script>",
    b"&eacute;",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE a [",
    b"<trace>",
    b"</trace>",
    b"<event><string key=\"concept:name\" value=\"a\"/></event>",
    b"<list key='a'><values>",
    b"<row r=\"7\">",
    b"<c r=\"C2\" t=\"s\"><v>1</v></c>",
    b"<mergeCell ref=\"A1:A9\"/>",
];

/// The longest input.
const LONGEST: usize = 16 * 1024;

/// A few changes of `bytes`, now and then with a part of `other` in them.
pub fn mutate(dice: &mut Dice, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..1 + dice.below(6) {
        change(dice, &mut out, other);
    }
    out.truncate(LONGEST);
    out
}

fn change(dice: &mut Dice, out: &mut Vec<u8>, other: &[u8]) {
    let at = dice.below(out.len() + 1);
    let to = (at + dice.below(24)).min(out.len());
    let piece = PIECES[dice.below(PIECES.len())];
    match dice.below(11) {
        0 if at < out.len() => out[at] ^= 1 << dice.below(8),
        1 if at < out.len() => out[at] = dice.next() as u8,
        2 => drop(out.drain(at..to)),
        3 => {
            let part = out[at..to].to_vec();
            out.splice(at..at, part);
        }
        4 => {
            let part = piece.repeat(1 + dice.below(200));
            out.splice(at..at, part);
        }
        5 => {
            let from = dice.below(other.len() + 1);
            let end = (from + dice.below(400)).min(other.len());
            out.splice(at..to, other[from..end].iter().copied());
        }
        6 => out.truncate(at),
        7 => {
            // Lines change places, or come again.
            let line = |at: usize| out[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            let (from, place) = (line(at), line(dice.below(out.len() + 1)));
            let end =
                out[from..].iter().position(|byte| *byte == b'\n').map_or(out.len(), |end| from + end + 1);
            let part = out[from..end].to_vec();
            out.splice(place..place, part);
        }
        _ => drop(out.splice(at..to.min(at + dice.below(3)), piece.iter().copied())),
    }
}
