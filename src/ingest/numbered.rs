//! Texts that are one beginning and a number each, as ids mostly are: their codes lie by number.

use super::cells::{Cells, Spans};
use crate::model::table::BLANK;

/// A number has at most so many digits, and what stands before it as many bytes.
const EIGHT: usize = 8;
/// Places for a text: a table with more of them would be larger than what it saves.
const PLACES: usize = 8;
/// So many places there may be for texts be they few, a megabyte: ids come in any order, and the numbers of the first are as
/// large as those of the last.
const FEW: usize = 1 << 18;

/// The codes of such texts. A text whose number has a place here is looked for nowhere else.
#[derive(Debug, Default)]
pub struct Numbered {
    form: Form,
    /// By number: a code, or nothing (0).
    codes: Vec<u32>,
}

/// How the texts are written.
#[derive(Clone, Copy, Debug, Default)]
struct Form {
    /// What stands before the number.
    stem: [u8; EIGHT],
    /// Bytes of it.
    size: usize,
    /// Digits of every number; where they differ, none begins with a nought. So no two texts have one number.
    digits: Option<usize>,
}

impl Form {
    /// The form of a text that ends in digits.
    fn of(text: &[u8]) -> Option<Self> {
        let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count().min(EIGHT);
        let size = text.len().saturating_sub(digits);
        let mut stem = [0; EIGHT];
        stem.get_mut(..size)?.copy_from_slice(text.get(..size)?);
        (digits > 0).then_some(Self { stem, size, digits: Some(digits) })
    }

    /// The number of a text between two places of a longer one; `None` where it is written in another way, and where
    /// `EIGHT` bytes before its end or behind its beginning are beyond the whole.
    #[inline(always)]
    fn number(self, whole: &[u8], start: usize, end: usize) -> Option<usize> {
        let digits = end.wrapping_sub(start).wrapping_sub(self.size);
        match self.digits {
            Some(all) if all != digits => None,
            // In a loop what follows from this is then reckoned once.
            Some(all) => self.number_of_digits(whole, start, end, all),
            None => self.number_of_digits(whole, start, end, digits),
        }
    }

    #[inline(always)]
    fn number_of_digits(self, whole: &[u8], start: usize, end: usize, digits: usize) -> Option<usize> {
        let first = u64::from_le_bytes(*whole.get(start..)?.first_chunk()?);
        let last = u64::from_le_bytes(*whole.get(..end)?.last_chunk()?);
        if digits.wrapping_sub(1) >= EIGHT {
            return None;
        }
        // The stem is shorter than what is looked at: what lies behind it is left out.
        let stem = u64::from_le_bytes(self.stem) ^ first;
        let behind = 64u32.wrapping_sub((self.size as u32).wrapping_mul(8));
        let before = 64u32.wrapping_sub((digits as u32).wrapping_mul(8));
        // Eight digits, noughts before those that there are; the first digit is the lowest byte.
        let eight = (last ^ 0x3030_3030_3030_3030) & u64::MAX.unbounded_shl(before);
        let over = eight.wrapping_add(0x7676_7676_7676_7676) | eight;
        if (stem & u64::MAX.unbounded_shr(behind)) | (over & 0x8080_8080_8080_8080) != 0 {
            return None;
        }
        if self.digits.is_none() && digits > 1 && eight >> before & 0xFF == 0 {
            return None;
        }
        // Neighbours together: two digits, then four, then eight.
        let two = eight.wrapping_mul(10).wrapping_add(eight >> 8) & 0x00FF_00FF_00FF_00FF;
        let four = two.wrapping_mul(100).wrapping_add(two >> 16) & 0x0000_FFFF_0000_FFFF;
        let all = four.wrapping_mul(10_000).wrapping_add(four >> 32) & 0xFFFF_FFFF;
        usize::try_from(all).ok()
    }

    /// The number of a text by itself.
    fn number_of(self, text: &[u8]) -> Option<usize> {
        let mut room = [0; 4 * EIGHT];
        let end = EIGHT.saturating_add(text.len());
        room.get_mut(EIGHT..end)?.copy_from_slice(text);
        self.number(&room, EIGHT, end)
    }
}

impl Numbered {
    /// True where no text has a place.
    pub const fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The place of a text.
    pub fn place(&mut self, text: &[u8]) -> Option<&mut u32> {
        if self.is_empty() {
            return None;
        }
        self.form.number_of(text).and_then(|number| self.codes.get_mut(number))
    }

    /// The place of a text between two places of a longer one, where that is far enough from the ends of it.
    #[inline(always)]
    pub fn place_at(&mut self, whole: &[u8], start: usize, end: usize) -> Option<&mut u32> {
        self.form.number(whole, start, end).and_then(|number| self.codes.get_mut(number))
    }

    /// The code of a text that has a place: nothing (0) where it is new.
    pub fn code(&self, text: &[u8]) -> Option<u32> {
        if self.is_empty() {
            return None;
        }
        self.form.number_of(text).and_then(|number| self.codes.get(number)).copied()
    }

    /// The codes of a batch of cells, and which cells have none; returns how many these are.
    pub fn look(&self, cells: Cells<'_>, codes: &mut [u32], missed: &mut [u32]) -> usize {
        // What is to be tidied is not written like a text that was taken: it is looked for again.
        numbers(self.form, cells.text(), cells.spans(), codes);
        gather(&self.codes, codes, missed)
    }

    /// Makes places for the numbers of these texts, where most of them are written like the last one and few numbers are left
    /// out; all of them are empty then.
    pub fn make_places<'a>(
        &mut self,
        texts: impl DoubleEndedIterator<Item = &'a str> + ExactSizeIterator + Clone,
    ) {
        let (all, least) = (texts.len(), texts.len().saturating_mul(PLACES).max(FEW));
        let Some(form) = texts.clone().next_back().and_then(|last| Form::of(last.as_bytes())) else { return };
        for digits in [form.digits, None] {
            let form = Form { digits, ..form };
            let numbers = texts.clone().filter_map(|text| form.number_of(text.as_bytes()));
            let (mut fit, mut most) = (0usize, 0usize);
            for number in numbers.filter(|number| *number < least) {
                fit = fit.saturating_add(1);
                most = most.max(number);
            }
            if fit.saturating_mul(4) >= all.saturating_mul(3) {
                let places = most.saturating_add(1).saturating_mul(2).min(least);
                *self = Self { form, codes: vec![BLANK; places] };
                return;
            }
        }
    }
}

/// The number of each cell, [`u32::MAX`] for one that is written in another way.
#[inline(never)] // a loop of each kind, see `Building::read`
fn numbers(form: Form, text: &[u8], spans: Spans<'_>, numbers: &mut [u32]) {
    match form.digits {
        Some(all) => each_number(text, spans, numbers, Form { digits: Some(all), ..form }),
        None => each_number(text, spans, numbers, Form { digits: None, ..form }),
    }
}

#[inline(always)]
fn each_number(text: &[u8], spans: Spans<'_>, numbers: &mut [u32], form: Form) {
    let mut spans = spans; // its own: what is handed in lies in memory
    for place in numbers {
        let Some((start, end)) = spans.next() else { return };
        *place = form.number(text, start, end).map_or(u32::MAX, |number| number as u32);
    }
}

#[inline(never)]
fn gather(known: &[u32], codes: &mut [u32], missed: &mut [u32]) -> usize {
    let mut count = 0usize;
    for (at, code) in (0u32..).zip(codes) {
        *code = known.get(*code as usize).copied().unwrap_or(BLANK);
        let Some(place) = missed.get_mut(count) else { break };
        *place = at;
        count = count.wrapping_add(usize::from(*code == BLANK));
    }
    count
}
