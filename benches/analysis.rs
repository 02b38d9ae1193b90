//! Pieces of the analysis by themselves, a million rows each: states only, the full funnel, a breakdown.
//! `cargo xtask bench --only analysis` puts them beside their peers.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../bench/analysis/shop.rs"]
mod shop;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jejak::analyse::funnel::{count, levels};
use jejak::model::rule::{FunnelRule, Order};
use shop::Lie;

const ROWS: usize = 1_000_000;

fn analysis(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("analysis");
    group.sample_size(10).throughput(Throughput::Elements(ROWS as u64));
    for (order, lie) in [("in time", Lie::InTime), ("shuffled", Lie::Shuffled)] {
        let table = shop::table(&shop::columns(ROWS, lie));
        let rule = shop::rule();
        let by = FunnelRule { by: Some("event".to_owned()), ..rule.clone() };
        let any = FunnelRule { order: Order::Any, ..rule.clone() };
        group.bench_function(format!("states only, {order}"), |b| {
            b.iter(|| levels(&[&table], &rule).unwrap())
        });
        group
            .bench_function(format!("full funnel, {order}"), |b| b.iter(|| count(&[&table], &rule).unwrap()));
        group.bench_function(format!("broken down, {order}"), |b| b.iter(|| count(&[&table], &by).unwrap()));
        group.bench_function(format!("any order, {order}"), |b| b.iter(|| count(&[&table], &any).unwrap()));
    }
    group.finish();
}

criterion_group!(benches, analysis);
criterion_main!(benches);
