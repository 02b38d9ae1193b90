//! A ZIP archive: its directory, and its members unpacked piece by piece.

use super::rows::{MOST, too_large};
use crate::error::{Code, Error};
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// Bytes that are unpacked at once.
const PIECE: usize = 1 << 16;
/// The most members of an archive.
const MEMBERS: usize = 10_000;

/// A member of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its path, with `/` between folders.
    pub name: String,
    /// Bytes when unpacked, as the directory says.
    pub size: u64,
    /// Packed by DEFLATE, or not at all.
    packed: bool,
    /// Where its local header stands, and its bytes there.
    header: usize,
    length: usize,
}

/// The directory of an archive; `None` where it has none, or where its members are locked or packed in ways that
/// nobody uses for tables.
pub fn members(bytes: &[u8]) -> Result<Vec<Member>, Error> {
    let broken = || Error::new(Code::Damaged, "ZIP");
    let end = (0..=bytes.len().min(66_000))
        .filter_map(|back| bytes.len().checked_sub(back))
        .find(|at| bytes.get(*at..).is_some_and(|rest| rest.starts_with(b"PK\x05\x06")))
        .ok_or_else(broken)?;
    let mut at = usize::try_from(number(bytes, end.saturating_add(16), 4)).unwrap_or(usize::MAX);
    if at == 0xFFFF_FFFF {
        let locator = end.saturating_sub(20);
        let long = usize::try_from(number(bytes, locator.saturating_add(8), 8)).unwrap_or(usize::MAX);
        at = usize::try_from(number(bytes, long.saturating_add(48), 8)).unwrap_or(usize::MAX);
    }
    let mut found = Vec::new();
    while bytes.get(at..).is_some_and(|rest| rest.starts_with(b"PK\x01\x02")) {
        let field = |from: usize, size: usize| number(bytes, at.saturating_add(from), size);
        let (name, extra, comment) = (field(28, 2) as usize, field(30, 2) as usize, field(32, 2) as usize);
        let start = at.saturating_add(46);
        let behind = start.saturating_add(name);
        let text = bytes.get(start..behind).ok_or_else(broken)?;
        let mut long = long_sizes(bytes, behind, behind.saturating_add(extra));
        let [size, length, header] = [24, 20, 42].map(|from| match field(from, 4) {
            0xFFFF_FFFF => {
                long = long.saturating_add(8);
                number(bytes, long.saturating_sub(8), 8)
            }
            short => short,
        });
        let (locked, method) = (field(8, 2) & 1 == 1, field(10, 2));
        if !locked && matches!(method, 0 | 8) {
            found.push(Member {
                name: String::from_utf8_lossy(text).replace('\\', "/"),
                size,
                packed: method == 8,
                header: usize::try_from(header).map_err(|_| broken())?,
                length: usize::try_from(length).map_err(|_| broken())?,
            });
        }
        if found.len() > MEMBERS {
            return Err(Error::new(Code::TooMany, format!("{MEMBERS} members")));
        }
        at = behind.saturating_add(extra).saturating_add(comment);
    }
    Ok(found)
}

/// A number of so many bytes, low byte first; 0 past the end.
fn number(bytes: &[u8], at: usize, size: usize) -> u64 {
    let part = bytes.get(at..at.saturating_add(size)).unwrap_or(b"");
    part.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// Where the first size over 4 GiB stands among the extra fields, which lie one behind the other.
fn long_sizes(bytes: &[u8], mut at: usize, end: usize) -> usize {
    while at < end && number(bytes, at, 2) != 1 {
        at = at.saturating_add(4).saturating_add(number(bytes, at.saturating_add(2), 2) as usize);
    }
    at.saturating_add(4)
}

/// A member that is being unpacked.
pub struct Unpack {
    name: String,
    state: Option<Box<InflateState>>,
    at: usize,
    end: usize,
    room: Vec<u8>,
    done: bool,
}

impl core::fmt::Debug for Unpack {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Unpack({} at {})", self.name, self.at)
    }
}

impl Unpack {
    /// Begins a member.
    pub fn new(bytes: &[u8], member: &Member) -> Result<Self, Error> {
        let broken = || Error::new(Code::Damaged, member.name.as_str());
        let head =
            bytes.get(member.header..).filter(|head| head.starts_with(b"PK\x03\x04")).ok_or_else(broken)?;
        let skip = number(head, 26, 2).saturating_add(number(head, 28, 2)) as usize;
        let at = member.header.saturating_add(30).saturating_add(skip);
        let end = at.checked_add(member.length).filter(|end| *end <= bytes.len()).ok_or_else(broken)?;
        let state = member.packed.then(|| InflateState::new_boxed(DataFormat::Raw));
        Ok(Self { name: member.name.clone(), state, at, end, room: vec![0; PIECE], done: false })
    }

    /// The next piece; `None` at the end. `budget`: bytes that may still be unpacked of the whole archive.
    pub fn next(&mut self, bytes: &[u8], budget: &mut u64) -> Result<Option<&[u8]>, Error> {
        if self.done {
            return Ok(None);
        }
        let input = bytes.get(self.at..self.end).unwrap_or(b"");
        let (taken, length) = match &mut self.state {
            None => {
                let length = input.len().min(PIECE);
                let (piece, _) = input.split_at(length);
                if let Some(room) = self.room.get_mut(..length) {
                    room.copy_from_slice(piece);
                }
                self.done = length == 0;
                (length, length)
            }
            Some(state) => {
                let step = inflate(state, input, &mut self.room, MZFlush::None);
                match step.status {
                    Ok(MZStatus::StreamEnd) => self.done = true,
                    // Nothing came and nothing is left: it breaks off.
                    Ok(_) if step.bytes_written > 0 || step.bytes_consumed > 0 => {}
                    Err(MZError::Buf) if step.bytes_written > 0 => {}
                    _ => return Err(Error::new(Code::Damaged, self.name.as_str())),
                }
                (step.bytes_consumed, step.bytes_written)
            }
        };
        self.at = self.at.saturating_add(taken);
        *budget = budget.checked_sub(length as u64).ok_or_else(too_large)?;
        Ok(self.room.get(..length).filter(|_| length > 0 || !self.done))
    }
}

/// A new budget: as many bytes as an archive may become.
pub const fn budget() -> u64 {
    MOST
}

/// The member of this path, whatever its case.
pub fn find<'a>(members: &'a [Member], name: &str) -> Option<&'a Member> {
    let name = name.trim_start_matches('/');
    members.iter().find(|member| member.name.trim_start_matches('/').eq_ignore_ascii_case(name))
}
