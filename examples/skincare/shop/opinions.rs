//! How content people are with each part of the way, and what they say about it.

use super::comments::{Bank, Said};
use super::customers::{Customer, Style};
use super::random::Random;

/// Weights of the answers 1…5.
type Likert = [u64; 5];

/// What somebody has been through when asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Heard of the shop.
    Heard,
    /// Looked at products.
    Looked,
    /// Went to the checkout and left it.
    Left,
    /// Paid.
    Paid,
    /// Got the parcel on time.
    OnTime,
    /// Got it late.
    Late,
}

fn likert(moment: Moment, style: Style) -> Likert {
    match (moment, style) {
        (Moment::Heard, Style::Alone) => [3, 8, 22, 40, 27],
        (Moment::Heard, Style::Helped) => [14, 22, 36, 20, 8],
        (Moment::Heard, Style::Unknown) => [6, 14, 30, 32, 18],
        (Moment::Looked, Style::Alone) => [4, 9, 20, 40, 27],
        (Moment::Looked, Style::Helped) => [16, 26, 32, 19, 7],
        (Moment::Looked, Style::Unknown) => [7, 15, 30, 31, 17],
        (Moment::Left, Style::Alone) => [52, 31, 11, 4, 2],
        (Moment::Left, Style::Helped) => [26, 30, 26, 13, 5],
        (Moment::Left, Style::Unknown) => [42, 32, 17, 6, 3],
        (Moment::Paid, Style::Alone) => [16, 26, 30, 19, 9],
        (Moment::Paid, Style::Helped) => [6, 15, 29, 33, 17],
        (Moment::Paid, Style::Unknown) => [10, 20, 32, 26, 12],
        (Moment::OnTime, Style::Helped) => [8, 16, 30, 30, 16],
        (Moment::OnTime, _) => [5, 12, 26, 36, 21],
        (Moment::Late, _) => [48, 32, 13, 5, 2],
    }
}

/// Weights of the answers 0…10 of those who review, invite and show.
fn recommendation(style: Style) -> [u64; 11] {
    match style {
        Style::Helped => [1, 0, 1, 1, 2, 5, 6, 14, 20, 24, 26],
        _ => [0, 0, 0, 1, 1, 2, 4, 6, 15, 26, 45],
    }
}

/// How satisfied, 1…5; one in fifty leaves the question open.
pub fn satisfaction(moment: Moment, customer: &Customer, random: &mut Random) -> Option<u64> {
    let answer = random.weighted(&likert(moment, customer.style)) as u64 + 1;
    (!random.chance(20)).then_some(answer)
}

/// How likely to recommend, 0…10.
pub fn likelihood(customer: &Customer, random: &mut Random) -> Option<u64> {
    let answer = random.weighted(&recommendation(customer.style)) as u64;
    (!random.chance(15)).then_some(answer)
}

/// Why, in words, from those who bother to write: the unhappy more often.
pub fn reason(
    moment: Moment,
    score: Option<u64>,
    part: &'static str,
    late: i64,
    customer: &Customer,
    random: &mut Random,
) -> Option<Said> {
    let score = score?;
    let bank = match (moment, score) {
        (Moment::Heard, ..=2) => Bank::HeardBad,
        (Moment::Heard, 4..) => Bank::HeardGood,
        (Moment::Looked, ..=2) => Bank::LookedBad,
        (Moment::Looked, 4..) => Bank::LookedGood,
        // The postage is what most of those who leave write about; on a phone it is all they see.
        (Moment::Left, ..=3) if random.chance(860) => Bank::Postage,
        (Moment::Paid, ..=2) if random.chance(480) => Bank::Postage,
        (Moment::Left | Moment::Paid, ..=3) => Bank::CheckoutBad,
        (Moment::Left | Moment::Paid, _) => Bank::CheckoutGood,
        (Moment::Late, ..=3) if random.chance(820) => Bank::Late,
        (Moment::OnTime | Moment::Late, ..=2) => Bank::ParcelBad,
        (Moment::OnTime | Moment::Late, 4..) => Bank::ParcelGood,
        _ => return None,
    };
    let writes = if score <= 2 { 520 } else { 300 };
    random.chance(writes).then(|| Said::new(bank, part, late, customer, random))
}

/// Why they would recommend, or not.
pub fn loyalty(score: Option<u64>, customer: &Customer, random: &mut Random) -> Option<Said> {
    let bank = match score? {
        ..=6 => Bank::LoyalBad,
        7..=8 => return None,
        _ => Bank::LoyalGood,
    };
    random.chance(450).then(|| Said::new(bank, "", 0, customer, random))
}
