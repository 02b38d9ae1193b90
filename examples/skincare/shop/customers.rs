//! Who comes, and how they are.

use super::clock::{DAY, DAYS, HOUR};
use super::random::Random;

/// How somebody likes to shop: one question of the skin quiz, which is also a property in the web analytics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Alone and online, as Rani does.
    Alone,
    /// With a person's help, as Bu Trudi does.
    Helped,
    /// Never asked.
    Unknown,
}

/// What somebody holds in the hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// A phone.
    Phone,
    /// A computer.
    Computer,
}

/// A place that parcels go to: name, province, whether it is on Java, postage in thousands of rupiah.
pub type Town = (&'static str, &'static str, bool, u64);

/// Where customers live.
pub const TOWNS: [Town; 12] = [
    ("Bandung", "Jawa Barat", true, 14),
    ("Bekasi", "Jawa Barat", true, 15),
    ("Yogyakarta", "DI Yogyakarta", true, 12),
    ("Semarang", "Jawa Tengah", true, 14),
    ("Surabaya", "Jawa Timur", true, 18),
    ("Malang", "Jawa Timur", true, 18),
    ("Denpasar", "Bali", false, 24),
    ("Lampung", "Lampung", false, 24),
    ("Palembang", "Sumatera Selatan", false, 27),
    ("Medan", "Sumatera Utara", false, 32),
    ("Makassar", "Sulawesi Selatan", false, 34),
    ("Balikpapan", "Kalimantan Timur", false, 36),
];

/// How many come.
const VISITORS: u64 = 3_060;

/// Somebody.
#[derive(Clone, Copy, Debug)]
pub struct Customer {
    /// The number that the shop gives at the first visit and keeps for good.
    pub number: u64,
    /// False: a guest who allowed no tracking, so that no system knows the number.
    pub consents: bool,
    /// How they shop.
    pub style: Style,
    /// What they hold.
    pub device: Device,
    /// Where they live.
    pub town: Town,
    /// First contact.
    pub came: i64,
}

impl Customer {
    /// The number as systems write it, or `nobody` for a guest.
    pub fn known_as(&self, nobody: &str) -> String {
        if self.consents { self.number.to_string() } else { nobody.to_owned() }
    }
}

/// Weight of a day of the quarter: more at payday and on double dates, and few once the campaign is over, so that
/// few are still on the way when the exports are made.
fn weight(day: i64) -> u64 {
    let busy = matches!(day, 6 | 24 | 25 | 38 | 55 | 56 | 70);
    let weekend = day % 7 == 3 || day % 7 == 4;
    let base = if busy {
        22
    } else if weekend {
        12
    } else {
        9
    };
    match day {
        0..=62 => base * 10,
        63..=70 => base * 6,
        71..=78 => base,
        _ => base * 3 / 2,
    }
}

/// An instant of a day at which people shop: mostly at noon and in the evening.
pub fn hour_of_day(random: &mut Random) -> i64 {
    const HOURS: [u64; 24] = [2, 1, 1, 1, 1, 2, 4, 6, 6, 5, 6, 8, 12, 9, 6, 6, 6, 7, 8, 11, 14, 13, 8, 4];
    random.weighted(&HOURS) as i64 * HOUR + random.between(0, HOUR - 1)
}

/// Everybody who comes in the quarter, in the order of their numbers.
pub fn all() -> Vec<Customer> {
    let days: Vec<u64> = (0..DAYS).map(weight).collect();
    (0..VISITORS).map(|at| one(at, &days)).collect()
}

fn one(at: u64, days: &[u64]) -> Customer {
    let mut random = Random::of(1, at);
    let style = [Style::Alone, Style::Helped, Style::Unknown];
    let style = style.get(random.weighted(&[62, 24, 14])).copied().unwrap_or(Style::Unknown);
    let device = match style {
        Style::Alone => random.weighted(&[76, 24]),
        Style::Helped => random.weighted(&[70, 30]),
        Style::Unknown => random.weighted(&[72, 28]),
    };
    let came = random.weighted(days) as i64 * DAY + hour_of_day(&mut random);
    Customer {
        number: 104_000 + at * 3 + random.below(3),
        consents: !random.chance(18),
        style,
        device: [Device::Phone, Device::Computer].get(device).copied().unwrap_or(Device::Phone),
        town: random.one(&TOWNS, ("Bandung", "Jawa Barat", true, 14)),
        // The quarter begins on 1 July in London, too: the map writes its days in UTC.
        came: if came < 7 * HOUR { came + 7 * HOUR } else { came },
    }
}
