//! The form that Harbour Clinic, an invented clinic, lays at its door: one row a visitor of one spring, each
//! question on its own, and some left empty.
//!
//! What is planted, so that the map can be judged by it: waiting is what people suffer from, the doctor is what they
//! come away pleased with.

#[allow(dead_code)] // shared with the shop, which draws in more ways
#[path = "../skincare/shop/random.rs"]
mod random;

use random::Random;

/// How many filled the form in.
pub const VISITORS: u64 = 207;

/// Heading, the lowest answer, how often each answer is given in 1,000 from the lowest up, and how often none.
const QUESTIONS: [(&str, u64, &[u64], u64); 6] = [
    ("How was it to make the appointment? (1-5)", 1, &[55, 90, 235, 375, 245], 45),
    ("How was it to find your way in? (1-5)", 1, &[30, 65, 205, 435, 265], 25),
    ("How was the wait? (1-5)", 1, &[205, 300, 275, 155, 65], 100),
    ("How was the time with the doctor? (1-5)", 1, &[15, 35, 100, 385, 465], 5),
    ("How was it to get your results? (1-5)", 1, &[95, 175, 330, 265, 135], 145),
    ("Would you recommend us? (0-10)", 0, &[20, 10, 15, 25, 35, 100, 75, 160, 225, 145, 190], 70),
];

/// Days from the first of March to the end of May.
const MONTHS: [(u64, u64); 3] = [(3, 31), (4, 30), (5, 31)];

/// The answers as the form's tool exports them.
pub fn answers() -> String {
    let mut out = String::from("Day");
    for (heading, ..) in QUESTIONS {
        out.push(',');
        out.push_str(heading);
    }
    out.push('\n');
    for visitor in 0..VISITORS {
        out.push_str(&day(visitor * 92 / VISITORS));
        let mut draws = Random::of(1, visitor);
        for (_, lowest, weights, silent) in QUESTIONS {
            // always both draws, so that one silence moves no other answer
            let (given, left_out) = (draws.weighted(weights) as u64 + lowest, draws.chance(silent));
            out.push(',');
            if !left_out {
                out.push_str(&given.to_string());
            }
        }
        out.push('\n');
    }
    out
}

/// `2026-03-01`, of the days since then.
fn day(mut since: u64) -> String {
    for (month, days) in MONTHS {
        if since < days {
            return format!("2026-{month:02}-{:02}", since + 1);
        }
        since -= days;
    }
    String::from("2026-05-31")
}
