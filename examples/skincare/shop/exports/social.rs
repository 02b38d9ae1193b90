//! Posts of the shop's account as Meta exports them: sums a post, nobody's name.

use super::super::Lang;
use super::super::clock::{DAY, DAYS, HOUR, american};
use super::super::comments::POSTS;
use super::super::random::Random;
use super::csv::record;

const HEADER: [&str; 17] = [
    "Post ID",
    "Account ID",
    "Account username",
    "Account name",
    "Description",
    "Duration (sec)",
    "Publish time",
    "Permalink",
    "Post type",
    "Data comment",
    "Date",
    "Views",
    "Likes",
    "Shares",
    "Comments",
    "Saves",
    "Reach",
];

/// `12,345`, as Meta groups thousands.
fn grouped(number: i64) -> String {
    if number < 1_000 { number.to_string() } else { format!("{},{:03}", number / 1_000, number % 1_000) }
}

/// One row a post, every other day.
pub fn posts(lang: Lang) -> String {
    let mut out = String::new();
    record(&mut out, HEADER, false);
    for at in 0..DAYS / 2 {
        let mut random = Random::of(9, at.unsigned_abs());
        let (kind, reach) = match random.weighted(&[50, 28, 22]) {
            0 => ("IG reel", random.between(4_000, 26_000)),
            1 => ("IG carousel", random.between(1_500, 7_000)),
            _ => ("IG image", random.between(700, 3_200)),
        };
        let said = POSTS.get(random.below(POSTS.len() as u64) as usize).map_or("", |both| lang.of(both));
        let seconds = if kind == "IG reel" { random.between(12, 45) } else { 0 };
        let number = (17_900_000 + at * 131).to_string();
        let cells = [
            number.clone(),
            "17841400000000".to_owned(),
            "tokomelati.example".to_owned(),
            "Toko Melati".to_owned(),
            said.to_owned(),
            seconds.to_string(),
            american(at * 2 * DAY + random.between(11 * HOUR, 20 * HOUR)),
            format!("https://www.instagram.com/p/{number}/"),
            kind.to_owned(),
            String::new(),
            "Lifetime".to_owned(),
            grouped(reach * random.between(12, 17) / 10),
            grouped(reach * random.between(3, 7) / 100),
            grouped(reach * random.between(2, 9) / 1_000),
            grouped(reach * random.between(2, 6) / 1_000),
            grouped(reach * random.between(4, 12) / 1_000),
            grouped(reach),
        ];
        record(&mut out, cells.iter().map(String::as_str), false);
    }
    out
}
