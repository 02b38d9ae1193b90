//! A reader who tries to get small counts back: knows what is published and how counts add up, nothing else.
//!
//! Every count is an unknown; what is published, and each sum that holds for any data, is an equation. Elimination
//! (exact, over a prime field) shows which unknowns are determined; unknowns whose sum is 0 are 0, since no count is
//! negative, and are put back in until nothing more is found.

use std::collections::{BTreeMap, BTreeSet};

const PRIME: u128 = (1 << 61) - 1;

fn times(a: u128, b: u128) -> u128 {
    a * b % PRIME
}

fn minus(a: u128, b: u128) -> u128 {
    (a + PRIME - b) % PRIME
}

fn inverse(a: u128) -> u128 {
    let (mut power, mut base, mut left) = (1, a, PRIME - 2);
    while left > 0 {
        if left & 1 == 1 {
            power = times(power, base);
        }
        base = times(base, base);
        left >>= 1;
    }
    power
}

fn signed(a: u128) -> i128 {
    if a > PRIME / 2 { a as i128 - PRIME as i128 } else { a as i128 }
}

/// An equation: Σ coefficient · unknown = value.
type Equation = (BTreeMap<usize, u128>, u128);

/// Counts that are determined, by name; and sums of several of them.
pub type Found = (BTreeMap<String, i128>, Vec<(Vec<String>, i128)>);

#[derive(Default)]
pub struct Adversary {
    unknowns: BTreeMap<String, usize>,
    names: Vec<String>,
    equations: Vec<Equation>,
    /// The names of each sum of several counts that is published, sorted.
    pub sums: Vec<BTreeSet<String>>,
}

impl Adversary {
    fn unknown(&mut self, name: &str) -> usize {
        if let Some(at) = self.unknowns.get(name) {
            return *at;
        }
        self.unknowns.insert(name.to_owned(), self.names.len());
        self.names.push(name.to_owned());
        self.names.len() - 1
    }

    /// A published count.
    pub fn reads(&mut self, name: &str, value: u64) {
        self.equals(&[(1, name.to_owned())], value as i64);
        self.sums.pop();
    }

    /// A sum that holds for any data.
    pub fn equals(&mut self, terms: &[(i64, String)], value: i64) {
        if terms.iter().all(|(times, _)| *times == 1) {
            self.sums.push(terms.iter().map(|(_, name)| name.clone()).collect());
        }
        let field = |n: i64| (i128::from(n) + PRIME as i128) as u128 % PRIME;
        let mut equation: BTreeMap<usize, u128> = BTreeMap::new();
        for (times, name) in terms {
            let at = self.unknown(name);
            let sum = equation.entry(at).or_insert(0);
            *sum = (*sum + field(*times)) % PRIME;
        }
        equation.retain(|_, times| *times != 0);
        self.equations.push((equation, field(value)));
    }

    /// Everything that is determined: counts by name, and sums of several counts.
    pub fn finds(&self) -> Found {
        let mut equations = self.equations.clone();
        let mut zero: BTreeSet<usize> = BTreeSet::new();
        loop {
            let solved = eliminated(&equations);
            let zeros: Vec<usize> = solved
                .iter()
                .filter(|(terms, value)| *value == 0 && terms.values().all(|times| signed(*times) > 0))
                .flat_map(|(terms, _)| terms.keys().copied())
                .filter(|at| zero.insert(*at))
                .collect();
            if zeros.is_empty() {
                let (one, several): (Vec<&Equation>, Vec<&Equation>) =
                    solved.iter().partition(|(terms, _)| terms.len() == 1);
                let name = |at: &usize| self.names[*at].clone();
                let counts =
                    one.iter().map(|(terms, value)| (name(terms.keys().next().unwrap()), signed(*value)));
                let sums = several.iter().filter(|(terms, _)| terms.values().all(|times| *times == 1));
                let sums = sums.map(|(terms, value)| {
                    let mut names: Vec<String> = terms.keys().map(name).collect();
                    names.sort();
                    (names, signed(*value))
                });
                return (counts.collect(), sums.collect());
            }
            equations.extend(zeros.into_iter().map(|at| (BTreeMap::from([(at, 1)]), 0)));
        }
    }
}

/// Reduced row echelon form.
fn eliminated(equations: &[Equation]) -> Vec<Equation> {
    let mut done: BTreeMap<usize, Equation> = BTreeMap::new();
    for (terms, value) in equations {
        let (mut terms, mut value) = (terms.clone(), *value);
        for (pivot, (known, sum)) in &done {
            if let Some(times_of) = terms.get(pivot).copied() {
                subtract(&mut terms, known, times_of);
                value = minus(value, times(*sum, times_of));
            }
        }
        let Some((pivot, lead)) = terms.iter().next().map(|(at, times)| (*at, *times)) else {
            assert_eq!(value, 0, "the equations contradict each other");
            continue;
        };
        let scale = inverse(lead);
        terms.values_mut().for_each(|coefficient| *coefficient = times(*coefficient, scale));
        value = times(value, scale);
        for (known, sum) in done.values_mut() {
            if let Some(times_of) = known.get(&pivot).copied() {
                subtract(known, &terms, times_of);
                *sum = minus(*sum, times(value, times_of));
            }
        }
        done.insert(pivot, (terms, value));
    }
    done.into_values().collect()
}

fn subtract(from: &mut BTreeMap<usize, u128>, what: &BTreeMap<usize, u128>, times_of: u128) {
    for (at, coefficient) in what {
        let left = from.entry(*at).or_insert(0);
        *left = minus(*left, times(*coefficient, times_of));
    }
    from.retain(|_, coefficient| *coefficient != 0);
}

#[test]
fn what_sums_determine_is_found() {
    let mut adversary = Adversary::default();
    let name = |name: &str| (1, name.to_owned());
    adversary.equals(&[name("a"), name("b"), name("c")], 100);
    adversary.reads("a", 90);
    assert_eq!(adversary.finds().1, [(vec!["b".to_owned(), "c".to_owned()], 10)]);
    adversary.equals(&[name("c"), name("d")], 0);
    let (found, _) = adversary.finds();
    assert_eq!((found["b"], found["c"], found["d"]), (10, 0, 0));
}
