//! What was run and how it ended: counts read from the runners' own closing lines, and the last line.

use std::fmt;

/// How many tests passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ran and held.
    pub passed: usize,
    /// Ran and did not hold.
    pub failed: usize,
    /// Did not run.
    pub skipped: usize,
}

impl Counts {
    /// Adds what one line of a test runner's output tells.
    pub fn read(&mut self, line: &str) {
        if let Some(rest) = line.strip_prefix("test result:") {
            let rest = rest.split_once(". ").map_or(rest, |(_, rest)| rest);
            self.read_list(rest.split(';'));
        } else if let Some(rest) = line.strip_prefix("ℹ ") {
            self.read_node(rest);
        } else if line.contains("SKIPPED") {
            // A test that found its data missing says so loudly and returns: the runner calls that passed.
            self.skipped += 1;
            self.passed = self.passed.saturating_sub(1);
        }
    }

    fn read_list<'a>(&mut self, parts: impl Iterator<Item = &'a str>) {
        for part in parts {
            let mut words = part.split_whitespace();
            let Some(number) = words.next().and_then(|word| word.parse::<usize>().ok()) else { continue };
            match words.next() {
                Some("passed") => self.passed += number,
                Some("failed") => self.failed += number,
                Some("ignored") => self.skipped += number,
                _ => {}
            }
        }
    }

    fn read_node(&mut self, rest: &str) {
        let mut words = rest.split_whitespace();
        let (word, number) = (words.next(), words.next().and_then(|word| word.parse::<usize>().ok()));
        match (word, number) {
            (Some("pass"), Some(number)) => self.passed += number,
            (Some("fail" | "cancelled"), Some(number)) => self.failed += number,
            (Some("skipped" | "todo"), Some(number)) => self.skipped += number,
            _ => {}
        }
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Counts {
        let mut counts = Counts::default();
        lines.iter().for_each(|line| counts.read(line));
        counts
    }

    #[test]
    fn closing_lines_of_cargo_test() {
        let line = "test result: FAILED. 7 passed; 2 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.1s";
        assert_eq!(read(&[line]), Counts { passed: 7, failed: 2, skipped: 1 });
    }

    #[test]
    fn closing_lines_of_node() {
        let lines = ["ℹ tests 6", "ℹ pass 3", "ℹ fail 1", "ℹ cancelled 1", "ℹ skipped 1", "ℹ todo 0"];
        assert_eq!(read(&lines), Counts { passed: 3, failed: 2, skipped: 1 });
    }

    #[test]
    fn a_loud_line_takes_a_test_from_passed_to_skipped() {
        let counts = read(&["test result: ok. 5 passed; 0 failed", "SKIPPED figures: no ../shared/data"]);
        assert_eq!(counts, Counts { passed: 4, failed: 0, skipped: 1 });
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(
            read(&["running 3 tests", "test a ... ok", "12 passed", "    test result: ok. 1 passed"]),
            Counts::default()
        );
    }
}
