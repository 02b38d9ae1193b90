//! Cohorts: small ones are added up with their neighbours.

use crate::model::evidence::Cohort;

/// The cohorts that may be published: each has at least `min` people, or none, in all, active and not active, at each
/// age.
///
/// Ages at which too few of all are active, or too few are not, are left out of every cohort, with all later ones:
/// which cohorts are asked at an age must not depend on how many of them came back. Then neighbours are added up, the
/// oldest first, until they are enough; of cohorts that are added up only the ages that all of them have are left.
pub fn fold(cohorts: &[Cohort], min: u64) -> Vec<Cohort> {
    if cohorts.iter().all(|one| enough(one, min)) {
        return cohorts.to_vec();
    }
    let ages = ages(cohorts, min);
    let mut runs: Vec<Cohort> = Vec::new();
    let mut open: Option<Cohort> = None;
    for cohort in cohorts {
        let active = cohort.active.iter().take(ages).copied().collect();
        let cohort = Cohort { active, ..cohort.clone() };
        let run = match open.take() {
            Some(run) => together(&run, &cohort),
            None => cohort,
        };
        if enough(&run, min) {
            runs.push(run);
        } else {
            open = Some(run);
        }
    }
    // What is left at the end goes to those before.
    while let Some(run) = open.take() {
        let Some(before) = runs.pop() else { break };
        let run = together(&before, &run);
        if enough(&run, min) {
            runs.push(run);
        } else {
            open = Some(run);
        }
    }
    runs
}

/// True where no count of a cohort is under `min` and not 0.
fn enough(cohort: &Cohort, min: u64) -> bool {
    let few = |count: u64| (1..min).contains(&count);
    let age = |active: &u64| few(*active) || few(cohort.size.saturating_sub(*active));
    !few(cohort.size) && !cohort.active.iter().any(age)
}

/// How many ages may be told of all cohorts together.
fn ages(cohorts: &[Cohort], min: u64) -> usize {
    let most = cohorts.iter().map(|one| one.active.len()).max().unwrap_or(0);
    let told = |age: &usize| {
        let known = cohorts.iter().filter_map(|one| Some((one.size, *one.active.get(*age)?)));
        let (size, active) = known.fold((0_u64, 0_u64), |(size, active), one| {
            (size.saturating_add(one.0), active.saturating_add(one.1))
        });
        enough(&Cohort { start: String::new(), size, active: vec![active] }, min)
    };
    (0..most).take_while(told).count()
}

fn together(a: &Cohort, b: &Cohort) -> Cohort {
    let first = a.start.split('/').next().unwrap_or_default();
    let last = b.start.rsplit('/').next().unwrap_or_default();
    let start = if first == last { first.to_owned() } else { format!("{first}/{last}") };
    let active = a.active.iter().zip(&b.active).map(|(a, b)| a.saturating_add(*b)).collect();
    Cohort { start, size: a.size.saturating_add(b.size), active }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cohort(week: u64, size: u64, active: &[u64]) -> Cohort {
        Cohort { start: format!("2026-W{week}Z"), size, active: active.to_vec() }
    }

    #[test]
    fn neighbours_are_added_up_until_they_are_enough() {
        let weeks = [
            cohort(10, 20, &[20, 4, 10]),
            cohort(11, 30, &[30, 9]),
            cohort(12, 25, &[25]),
            cohort(13, 3, &[]),
        ];
        let run =
            |start: &str, size, active: &[u64]| Cohort { start: start.into(), size, active: active.into() };
        // 4 of 20 with 9 of 30; of two the age that one of them has not reached is left out. The last three people
        // go to the week before, which has no finished week then.
        assert_eq!(
            fold(&weeks, 5),
            [run("2026-W10Z/2026-W11Z", 50, &[50, 13]), run("2026-W12Z/2026-W13Z", 28, &[])]
        );
        assert_eq!(fold(&fold(&weeks, 5), 5), fold(&weeks, 5));
    }

    #[test]
    fn ages_of_too_few_are_left_out_of_all() {
        let weeks = [cohort(10, 20, &[20, 10, 1]), cohort(11, 30, &[30, 12, 2]), cohort(12, 25, &[25, 9])];
        let ages: Vec<usize> = fold(&weeks, 5).iter().map(|one| one.active.len()).collect();
        assert_eq!(ages, [2, 2, 2]);
        assert_eq!(fold(&[cohort(10, 4, &[4, 1])], 5), []);
    }
}
