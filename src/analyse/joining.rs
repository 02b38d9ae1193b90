//! Which tables' people are taken together, and which share nobody with the others.
//!
//! Must never know: steps, scores.

use super::parts::at_once;
use super::people::Row;
use super::persons::Persons;
use super::placing::texts;
use super::survey::Context;
use crate::model::journey::{Journey, SourceKind};
use crate::model::rule::Role;
use crate::model::table::{Data, Table, Texts};
use rustc_hash::{FxHashMap, FxHashSet};

/// Which tables take part as events: those whose rows rules can match (`applies`).
///
/// Rows of events and orders are somebody's, at some time; without these columns they are refused elsewhere. Social
/// figures are sums, nobody's, whatever their columns are called. Any other source (a survey without names, insights of a network, parcels by number) then only gives what needs
/// nobody: its answers, comments, shares and sums.
pub fn part(journey: &Journey, tables: &[&Table], applies: impl Fn(usize) -> bool) -> Vec<bool> {
    let must = |table: &Table| matches!(kind(journey, table), SourceKind::Events | SourceKind::Orders);
    let has_person = |table: &Table| persons(journey, table).is_some();
    let has_time =
        |table: &Table| matches!(table.role(Role::Time).map(|column| &column.data), Some(Data::Times(_)));
    let mut part: Vec<bool> = tables
        .iter()
        .enumerate()
        .map(|(at, table)| applies(at) && (must(table) || has_person(table)))
        .collect();
    let timed = tables.iter().zip(&part).any(|(table, part)| *part && has_time(table));
    for (table, part) in tables.iter().zip(&mut part) {
        *part = *part && (must(table) || !timed || has_time(table));
    }
    part
}

/// The kind of the source that a table belongs to.
pub fn kind(journey: &Journey, table: &Table) -> SourceKind {
    let source = journey.sources.iter().find(|source| source.id == table.source);
    source.map_or(SourceKind::Events, |source| source.kind)
}

/// The persons of a table; sums have none.
fn persons<'t>(journey: &Journey, table: &'t Table) -> Option<&'t Texts> {
    let sums = matches!(kind(journey, table), SourceKind::Social | SourceKind::Counts);
    if sums { None } else { texts(table, Role::Person) }
}

/// By table: how many people it has, where it has some and none of them is in another table of people.
pub fn apart(context: &Context<'_>, part: &[bool]) -> Vec<u64> {
    let persons: Vec<_> = context.tables.iter().map(|table| persons(context.journey, table)).collect();
    let mut apart = vec![0; context.tables.len()];
    if persons.iter().flatten().count() < 2 {
        return apart;
    }
    let tables = tables_of(context, part, &persons);
    for (at, (persons, apart)) in persons.iter().zip(&mut apart).enumerate() {
        let Some(persons) = persons else { continue };
        let of = |name: &str| context.people.named(name).and_then(|person| tables.get(person)).copied();
        let mut people = 0;
        let met = names(persons).any(|name| {
            people += 1;
            of(name).is_some_and(|of| of & !bit(at) != 0)
        });
        // Where nobody else has people with events, nobody could be met.
        let others = part.iter().enumerate().any(|(other, part)| other != at && *part);
        *apart = if met || !others { 0 } else { people };
    }
    apart
}

/// Whom the sources have in common.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Joined {
    /// All persons, each once.
    pub people: u64,
    /// Of them, who is in more than one source.
    pub shared: u64,
    /// How many fewer there are where e-mail addresses that differ only in capitals are one person's.
    pub alike: u64,
    /// One entry a table.
    pub sources: Vec<Joining>,
}

/// Whom one source has in common with the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joining {
    /// Id of the source.
    pub source: String,
    /// Its persons, each once.
    pub people: u64,
    /// Of them, who is in another source too.
    pub shared: u64,
    /// Why it could not be joined: `no_person` column, no other source has people (`only_one`), or it shares nobody with
    /// those that have (`nobody_shared`).
    pub why: Option<&'static str>,
}

/// Whom the tables have in common: one person is who has the same name, trimmed, in each. Tables beyond the 64th are
/// not looked at.
pub fn joined(journey: &Journey, tables: &[&Table]) -> Joined {
    let columns: Vec<Option<&Texts>> = tables.iter().map(|table| persons(journey, table)).collect();
    let sources = columns.iter().flatten().count();
    let people = Persons::new(&columns, sources > 1);
    let mut known = vec![0_u64; if sources > 1 { people.count() } else { 0 }];
    for (at, texts) in columns.iter().enumerate().filter(|_| sources > 1) {
        for code in texts.iter().flat_map(|texts| 1..u32::try_from(texts.entries()).unwrap_or(u32::MAX)) {
            if let Some(tables) = known.get_mut(people.number(at, code) as usize) {
                *tables |= bit(at);
            }
        }
    }
    let of = |at: usize| known.iter().filter(move |tables| **tables & bit(at) != 0);
    let source = |(at, table): (usize, &&Table)| {
        let own = columns.get(at).copied().flatten();
        let alone = if own.is_some() { people.count() } else { 0 };
        let (people, shared) = match sources {
            0 | 1 => (alone, 0),
            _ => (of(at).count(), of(at).filter(|tables| **tables != bit(at)).count()),
        };
        let why = match (own, shared) {
            (None, _) => Some("no_person"),
            (_, 0) if sources == 1 && tables.len() > 1 => Some("only_one"),
            (_, 0) if sources > 1 => Some("nobody_shared"),
            _ => None,
        };
        Joining { source: table.source.clone(), people: people as u64, shared: shared as u64, why }
    };
    Joined {
        people: people.count() as u64,
        shared: known.iter().filter(|tables| tables.count_ones() > 1).count() as u64,
        alike: alike(&columns, people.count()),
        sources: tables.iter().enumerate().map(source).collect(),
    }
}

/// How many fewer people there are where addresses that differ only in capitals are one person's. Few files have any.
fn alike(columns: &[Option<&Texts>], people: usize) -> u64 {
    let all = || columns.iter().flatten().copied();
    let capital = |name: &&str| capitals(name) && name.contains('@');
    let with = || all().filter(|persons| capitals(&persons.bytes)).flat_map(names);
    match with().filter(capital).count() {
        0 => 0,
        // A few are looked up among all; of many everybody is numbered once more.
        few if few <= people / 8 => of_few(with().filter(capital), all().flat_map(names)),
        _ => {
            let folded: Vec<Option<Texts>> = columns.iter().map(|persons| persons.map(folded)).collect();
            let columns: Vec<Option<&Texts>> = folded.iter().map(Option::as_ref).collect();
            people.saturating_sub(Persons::new(&columns, true).count()) as u64
        }
    }
}

/// The same, where these are all addresses that have capitals.
fn of_few<'t>(with: impl Iterator<Item = &'t str>, all: impl Iterator<Item = &'t str>) -> u64 {
    let written: FxHashSet<&str> = with.collect();
    // In small letters; true: somebody is written so.
    let mut small: FxHashMap<String, bool> =
        written.iter().map(|name| (name.to_ascii_lowercase(), false)).collect();
    for name in all {
        if let Some(met) = small.get_mut(name) {
            *met = true;
        }
    }
    let met = small.values().filter(|met| **met).count();
    written.len().saturating_sub(small.len()).saturating_add(met) as u64
}

/// The texts of a column with their addresses in small letters.
fn folded(persons: &Texts) -> Texts {
    let (codes, bytes, ends) = (Vec::new(), persons.bytes.clone(), persons.ends.clone());
    let mut folded = Texts { codes, bytes, ends, distinct: false };
    folded.fold_addresses();
    folded
}

/// True where a text has a capital of A to Z. All of it is looked at, eight bytes at once.
fn capitals(text: &str) -> bool {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let of = |words: &[[u8; 8]]| words.iter().fold(0, |all, word| all | capital_bits(*word)) != 0;
    words.chunks(512).any(of) || rest.iter().any(u8::is_ascii_uppercase)
}

/// The high bit of each byte that is a capital of A to Z: of these seven bits are at least `A` and less than what follows `Z`,
/// and the eighth is not set.
fn capital_bits(bytes: [u8; 8]) -> u64 {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let spread = |byte: u8| u64::from_le_bytes([byte; 8]);
    let word = u64::from_le_bytes(bytes);
    let low = word & !HIGH;
    (low + spread(128 - b'A')) & !(low + spread(127 - b'Z')) & !word & HIGH
}

/// The persons of a column, each once; blank is nobody.
fn names(persons: &Texts) -> impl Iterator<Item = &str> {
    let entries = (1..persons.entries()).map(|code| persons.entry(u32::try_from(code).unwrap_or(u32::MAX)));
    entries.map(str::trim).filter(|name| !name.is_empty())
}

/// The bit of a table; tables beyond the 64th have none.
fn bit(table: usize) -> u64 {
    u32::try_from(table).ok().and_then(|table| 1_u64.checked_shl(table)).unwrap_or(0)
}

/// By person with events: the tables that know them.
fn tables_of(context: &Context<'_>, part: &[bool], persons: &[Option<&Texts>]) -> Vec<u64> {
    let of = |rows: &[Row]| rows.iter().fold(0, |bits, row| bits | bit(row.table as usize));
    let mut tables: Vec<u64> = Vec::with_capacity(context.people.count());
    at_once(context.people.each_in_parts(&mut |rows| tables.push(of(rows))));
    for (at, persons) in persons.iter().enumerate().filter(|(at, _)| part.get(*at) != Some(&true)) {
        for name in persons.iter().flat_map(|persons| names(persons)) {
            if let Some(tables) = context.people.named(name).and_then(|person| tables.get_mut(person)) {
                *tables |= bit(at);
            }
        }
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::table::Column;

    fn table(source: &str, persons: Option<&[&str]>) -> Table {
        let mut texts = Texts::new();
        for name in persons.unwrap_or_default() {
            let code = texts.push_entry(name);
            texts.codes.push(code);
        }
        let (header, data) = ("user".to_owned(), Data::Texts(texts));
        let role = persons.map(|_| Role::Person);
        Table { source: source.to_owned(), columns: vec![Column { header, role, data }], ..Table::default() }
    }

    #[test]
    fn capitals_are_known_at_every_place() {
        for sign in (0..256).filter_map(char::from_u32) {
            for place in 0..20 {
                let mut text = "a@".repeat(10);
                text.replace_range(place..=place, sign.encode_utf8(&mut [0; 4]));
                assert_eq!(capitals(&text), sign.is_ascii_uppercase(), "{text}");
            }
        }
    }

    type Told = (u64, u64, Vec<(u64, u64, Option<&'static str>)>);

    fn told(tables: &[Table]) -> Told {
        let tables: Vec<&Table> = tables.iter().collect();
        let Joined { people, shared, sources, .. } = joined(&Journey::default(), &tables);
        (people, shared, sources.into_iter().map(|one| (one.people, one.shared, one.why)).collect())
    }

    #[test]
    fn people_of_several_sources_are_one_and_the_others_are_said() {
        let (web, orders) = (table("web", Some(&["a", "b", "c"])), table("orders", Some(&["b ", "d"])));
        let (social, crm) = (table("social", None), table("crm", Some(&["x1"])));
        assert_eq!(
            told(&[web.clone(), orders, social.clone(), crm]),
            (
                5,
                1,
                vec![(3, 1, None), (2, 1, None), (0, 0, Some("no_person")), (1, 0, Some("nobody_shared"))]
            )
        );
        assert_eq!(told(core::slice::from_ref(&web)), (3, 0, vec![(3, 0, None)]));
        assert_eq!(told(&[web, social]), (3, 0, vec![(3, 0, Some("only_one")), (0, 0, Some("no_person"))]));
    }
    #[test]
    fn addresses_that_differ_only_in_capitals_are_counted_and_one_where_they_are_folded() {
        let web = [
            "Ani@toko.id",
            "ani@toko.id",
            "BUDI@toko.id",
            "Budi",
            "budi",
            "citra@toko.id",
            " citra@toko.id ",
        ];
        let (web, form) =
            (table("web", Some(&web)), table("form", Some(&["budi@TOKO.id", "ANI@toko.id", "dewi@x.id"])));
        let count = |tables: &[&Table]| {
            let Joined { people, shared, alike, .. } = joined(&Journey::default(), tables);
            (people, shared, alike)
        };
        // Blanks around an address never made another person; what is no address may mean its capitals.
        assert_eq!(count(&[&web]), (6, 0, 1));
        assert_eq!(count(&[&web, &form]), (9, 0, 3));
        let folded = |table: &Table| {
            let mut table = table.clone();
            for column in &mut table.columns {
                if let Data::Texts(texts) = &mut column.data {
                    texts.fold_addresses();
                }
            }
            table
        };
        assert_eq!(count(&[&folded(&web), &folded(&form)]), (6, 2, 0));
        assert_eq!(count(&[&table("w", Some(&["É@x.id", "é@x.id"]))]), (2, 0, 0));
    }

    #[test]
    fn a_few_addresses_with_capitals_among_many_are_counted_as_all_are() {
        let names: Vec<String> = (0..90).map(|at| format!("a{at}@toko.id")).collect();
        let few = ["A1@toko.id", "a1@TOKO.id", " a1@TOKO.id", "B@toko.id", "b@TOKO.id", "C@toko.id", "Budi"];
        let web: Vec<&str> = names.iter().map(String::as_str).chain(few).collect();
        let (web, form) =
            (table("web", Some(&web)), table("form", Some(&["A1@toko.id", "c@toko.id", "A2@x.id"])));
        let count = |tables: &[&Table]| joined(&Journey::default(), tables).alike;
        // Two more of a1, one more of b; c is written in small letters elsewhere.
        assert_eq!((count(&[&web]), count(&[&web, &form])), (3, 4));
    }
}
