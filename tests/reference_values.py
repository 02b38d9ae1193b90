"""Makes tests/data/reference.json: the same statistics by scipy and statsmodels, which tests/figures_reference.rs compares.

    python -m venv /tmp/venv && /tmp/venv/bin/pip install scipy statsmodels
    /tmp/venv/bin/python tests/reference_values.py > tests/data/reference.json

Nothing here shares a formula with src/figures except where a library has none (the adjusted-Wald interval of NPS:
there the three answers are really added and the variance is that of the answers).
"""

import json
import math

import numpy as np
from scipy import optimize, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest
from statsmodels.stats.weightstats import DescrStatsW


def student():
    degrees = [1, 1.5, 2, 2.5, 3, 4, 4.5, 5, 6, 7, 9, 12, 17.3, 29, 39.9, 40, 40.1, 59, 99, 321, 1000, 12345.6, 1e6, 1e9]
    return [{"nu": nu, "t": float(stats.t.ppf(0.975, nu))} for nu in degrees]


def wilson():
    pairs = [(0, 1), (1, 1), (0, 20), (1, 2), (81, 263), (42, 50), (420, 500), (3, 3611), (1924, 3611), (999999, 1000000),
             (1, 10**9), (10**12, 3 * 10**12)]
    found = []
    for x, n in pairs:
        interval = stats.binomtest(x, n).proportion_ci(0.95, method="wilson") if n < 10**10 else None
        if interval is None:
            low, high = proportion_confint(x, n, method="wilson")
        else:
            low, high = interval.low, interval.high
        found.append({"x": x, "n": n, "interval": [float(low), float(high)]})
    return found


def nps():
    found = []
    for promoters, passives, detractors in [(50, 30, 20), (30, 0, 0), (0, 0, 12), (0, 9, 0), (1, 1, 1), (1250, 900, 596), (3, 0, 4)]:
        answers = np.array([1.0] * promoters + [0.0] * passives + [-1.0] * detractors)
        # three answers more, as 0.75, 1.5 and 0.75
        values = np.append(answers, [1.0, 0.0, -1.0])
        weights = np.append(np.ones(len(answers)), [0.75, 1.5, 0.75])
        mean = np.average(values, weights=weights)
        variance = np.average((values - mean) ** 2, weights=weights)
        half = stats.norm.ppf(0.975) * math.sqrt(variance / weights.sum())
        found.append({"answers": [promoters, passives, detractors], "value": float(100 * answers.mean()),
                      "interval": [float(max(-100, 100 * (mean - half))), float(min(100, 100 * (mean + half)))]})
    return found


def means():
    samples = [((1, 5), [1, 1, 1, 4, 3]), ((1, 5), [0, 3, 2, 1, 0]), ((1, 5), [9, 0, 0, 0, 1]), ((1, 5), [1, 0, 0, 0, 9]), ((1, 7), [4, 9, 17, 40, 33, 12, 5]),
               ((0, 10), [1, 0, 2, 0, 5, 9, 14, 22, 30, 11, 6]), ((1, 5), [120, 300, 555, 1020, 704])]
    found = []
    for (low, high), counts in samples:
        answers = np.repeat(np.arange(low, high + 1), counts)
        interval = stats.t.interval(0.95, len(answers) - 1, loc=answers.mean(), scale=stats.sem(answers))
        found.append({"scale": [low, high], "counts": counts, "mean": float(answers.mean()),
                      "interval": [float(max(low, interval[0])), float(min(high, interval[1]))]})
    return found


def weighted():
    """Kish: all weights are brought to the sum n_eff, and then it is the ordinary interval."""
    rng = np.random.default_rng(20261121)
    found = []
    for size in (12, 40, 333):
        answers = rng.integers(1, 6, size)
        weights = np.round(rng.uniform(0.2, 3.0, size), 3)
        effective = weights.sum() ** 2 / (weights**2).sum()
        scaled = DescrStatsW(answers.astype(float), weights=weights * effective / weights.sum(), ddof=1)
        interval = scaled.tconfint_mean(0.05)
        values = sorted(set(int(answer) for answer in answers))
        found.append({"counts": [[v, int((answers == v).sum())] for v in values],
                      "weights": [[v, float(weights[answers == v].sum())] for v in values],
                      "sum2": float((weights**2).sum()), "effective": float(effective),
                      "mean": float(scaled.mean), "interval": [float(interval[0]), float(interval[1])]})
    return found


def quantiles():
    rng = np.random.default_rng(7)
    found = []
    for size in (1, 2, 3, 4, 10, 11, 250, 1001):
        ms = np.floor(np.exp(rng.normal(9, 2.5, size)))
        if size > 3:
            ms[0] = 0
        buckets = np.floor(8 * np.log2(ms + 0.5)).astype(int)
        middles = np.where(buckets <= -8, 0.0, (2 ** ((buckets + 0.5) / 8) - 0.5) / 1000)
        keys, counts = np.unique(buckets, return_counts=True)
        found.append({"buckets": [[int(k), int(c)] for k, c in zip(keys, counts)],
                      "quantiles": [float(q) for q in np.quantile(middles, [0.25, 0.5, 0.75, 0.9])],
                      "exact_seconds": [float(q) for q in np.quantile(ms / 1000, [0.25, 0.5, 0.75, 0.9])] if size > 200 else None})
    return found


DIFFERENCES = [((56, 70), (48, 80)), ((6, 7), (2, 7)), ((0, 20), (0, 25)), ((5, 5), (0, 9)), ((612, 2192), (484, 854)),
               ((1, 4000), (9, 3000)), ((3, 200), (2, 9)), ((2810, 3470), (1094, 1350))]


def differences(pairs):
    found = []
    for one, other in pairs:
        low, high = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff")
        table = [[one[0], one[1] - one[0]], [other[0], other[1] - other[0]]]
        total = one[1] + other[1]
        expected = [r * c / total for r in (one[1], other[1]) for c in (one[0] + other[0], total - one[0] - other[0])]
        if min(expected) < 5:
            test, p = "fisher", stats.fisher_exact(table)[1]
        else:
            test, p = "z", proportions_ztest([one[0], other[0]], [one[1], other[1]])[1]
        found.append({"one": one, "other": other, "interval": [float(low), float(high)], "test": test, "p": float(p)})
    return found


def adjusted():
    found = []
    many = [float(p) for p in np.round(np.random.default_rng(3).beta(0.4, 1.5, 24), 6)]
    for values in ([0.01, 0.04, 0.03, 0.005], [0.5], [0.2, 0.2, 0.9, 0.0001, 0.03, 0.7], many):
        found.append({"p": values, "holm": [float(p) for p in multipletests(values, method="holm")[1]]})
    return found


def normal():
    return [{"z": float(stats.norm.ppf(0.975))}]


def wilson_share():
    """Of weighted answers: n need not be whole. The bounds are the roots of |p − π| = z·sqrt(π(1−π)/n), found as such."""
    z = stats.norm.ppf(0.975)
    found = []
    for p, n in [(0.8, 100 / 11.5), (0.123456, 2.718281828), (0.5, 1.0), (0.999, 873.25), (0.0625, 40.125), (0.3, 1e6 + 0.5)]:
        bound = lambda x: (p - x) ** 2 - z * z * x * (1 - x) / n
        low, high = optimize.brentq(bound, 0, p, xtol=1e-15, rtol=1e-14), optimize.brentq(bound, p, 1, xtol=1e-15, rtol=1e-14)
        found.append({"p": p, "n": n, "interval": [float(low), float(high)]})
    return found


def exact_quantiles():
    """Type 7 of durations in microseconds, in seconds."""
    rng = np.random.default_rng(11)
    found = []
    for size in (1, 2, 3, 4, 5, 9, 10, 101, 250):
        micros = np.floor(np.exp(rng.normal(16, 3, size))).astype(np.int64)
        if size > 4:
            micros[:2] = [0, micros[2]]
        quantiles = np.quantile(micros / 1e6, [0.25, 0.5, 0.75, 0.9], method="linear")
        found.append({"micros": [int(m) for m in micros], "quantiles": [float(q) for q in quantiles]})
    return found


def tests():
    """Random tables of all sizes: Newcombe, and Fisher or pooled z by the expected counts."""
    rng = np.random.default_rng(1914)
    pairs = []
    for size in (3, 12, 40, 150, 900, 20_000):
        for _ in range(6):
            n, m = (int(k) for k in rng.integers(1, size + 1, 2))
            pairs.append(((int(rng.binomial(n, rng.uniform())), n), (int(rng.binomial(m, rng.uniform())), m)))
    # the rare event: Fisher among many
    pairs += [((2, 5000), (9, 4000)), ((4999, 5000), (3990, 4000)), ((0, 3), (40, 90_000))]
    return differences(pairs)


def shares():
    """Weighted answers on 0–10 and 1–5: NPS and the share of the two best, by adding three answers to the effective
    ones, and by the roots of Wilson's equation."""
    rng = np.random.default_rng(41)
    z = stats.norm.ppf(0.975)
    found = []
    for kind, low, high in [("nps", 0, 10), ("csat", 1, 5), ("nps", 0, 10), ("csat", 1, 5)]:
        size = int(rng.integers(20, 400))
        answers, weights = rng.integers(low, high + 1, size), np.round(rng.uniform(0.1, 4.0, size), 3)
        effective = weights.sum() ** 2 / (weights**2).sum()
        if kind == "nps":
            groups = np.where(answers >= 9, 1.0, np.where(answers <= 6, -1.0, 0.0))
            value = 100 * np.average(groups, weights=weights)
            values = np.append(groups, [1.0, 0.0, -1.0])
            scaled = np.append(weights * effective / weights.sum(), [0.75, 1.5, 0.75])
            described = DescrStatsW(values, weights=scaled, ddof=0)
            half = z * math.sqrt(described.var / scaled.sum())
            interval = [100 * (described.mean - half), 100 * (described.mean + half)]
        else:
            value = np.average(answers >= 4, weights=weights)
            bound = lambda x: (value - x) ** 2 - z * z * x * (1 - x) / effective
            interval = [optimize.brentq(bound, 0, value, xtol=1e-15, rtol=1e-14), optimize.brentq(bound, value, 1, xtol=1e-15, rtol=1e-14)]
        given = sorted(set(int(answer) for answer in answers))
        found.append({"kind": kind, "counts": [[v, int((answers == v).sum())] for v in given],
                      "weights": [[v, float(weights[answers == v].sum())] for v in given], "sum2": float((weights**2).sum()),
                      "effective": float(effective), "value": float(value), "interval": [float(bound) for bound in interval]})
    return found


def pooled():
    """Several questions at one place, answer by answer on the emotion axis."""
    rng = np.random.default_rng(5)
    found = []
    for sizes in [(30, 50, 20), (200, 0, 90), (3, 3, 3)]:
        nps, csat, effort = (rng.integers(low, high + 1, size) for (low, high), size in zip([(0, 10), (1, 5), (1, 7)], sizes))
        axis = np.concatenate([np.where(nps >= 9, 1.0, np.where(nps <= 6, -1.0, 0.0)), (csat - 3) / 2, (effort - 4) / 3])
        low, high = stats.t.interval(0.95, len(axis) - 1, loc=axis.mean(), scale=stats.sem(axis))
        counts = lambda answers: [[int(v), int((answers == v).sum())] for v in np.unique(answers)]
        found.append({"nps": counts(nps), "csat": counts(csat), "ces": counts(effort), "mean": float(axis.mean()),
                      "interval": [float(max(-1, low)), float(min(1, high))]})
    return found


def tails():
    pairs = [(0.0, 5), (1e-6, 7.5), (0.3, 1), (1.0, 4.2), (1.9, 9), (2.5, 17.3), (4.0, 58.7), (6.5, 222.2), (12.0, 30), (40.0, 8.1),
             (1.5, 1e4), (3.3, 123456.7), (0.7, 1e6), (2.0, 3e8), (5.0, 2e8)]
    return [{"t": t, "nu": nu, "p": float(2 * stats.t.sf(t, nu))} for t, nu in pairs]


def welch():
    pairs = [((1, 5), [1, 1, 1, 4, 3], [1, 2, 5, 2, 0]), ((1, 7), [4, 9, 17, 40, 33, 12, 5], [10, 20, 30, 20, 10, 5, 1]),
             ((1, 5), [120, 300, 555, 1020, 704], [130, 300, 560, 1000, 600]), ((1, 5), [0, 0, 0, 1, 99], [40, 1, 0, 0, 0]),
             ((0, 10), [1, 0, 2, 0, 5, 9, 14, 22, 30, 11, 6], [3, 1, 2, 0, 5, 9, 14, 22, 30, 11, 6])]
    found = []
    for (low, high), one, other in pairs:
        a, b = (np.repeat(np.arange(low, high + 1), counts).astype(float) for counts in (one, other))
        test = stats.ttest_ind(a, b, equal_var=False)
        interval = test.confidence_interval(0.95)
        found.append({"scale": [low, high], "one": one, "other": other, "value": float(a.mean() - b.mean()),
                      "interval": [float(max(low - high, interval.low)), float(min(high - low, interval.high))],
                      "p": float(test.pvalue)})
    return found


def nps_differences():
    found = []
    for one, other in [((50, 30, 20), (30, 40, 30)), ((30, 0, 0), (0, 0, 30)), ((1250, 900, 596), (1100, 950, 600)), ((3, 0, 4), (40, 9, 2))]:
        means, squares, raw = [], [], []
        for promoters, passives, detractors in (one, other):
            answers = np.array([1.0] * promoters + [0.0] * passives + [-1.0] * detractors)
            values = np.append(answers, [1.0, 0.0, -1.0])
            weights = np.append(np.ones(len(answers)), [0.75, 1.5, 0.75])
            mean = np.average(values, weights=weights)
            means.append(mean)
            squares.append(np.average((values - mean) ** 2, weights=weights) / weights.sum())
            raw.append(answers.mean())
        centre, error, value = means[0] - means[1], math.sqrt(sum(squares)), 100 * (raw[0] - raw[1])
        low, high = (100 * (centre + sign * stats.norm.ppf(0.975) * error) for sign in (-1, 1))
        found.append({"one": one, "other": other, "value": float(value),
                      "interval": [float(min(max(-200, low), value)), float(max(min(200, high), value))],
                      "p": float(2 * stats.norm.sf(abs(centre / error)))})
    return found


made = {"normal": normal(), "student": student(), "wilson": wilson(), "wilson_share": wilson_share(), "nps": nps(), "means": means(),
        "weighted": weighted(), "shares": shares(), "pooled": pooled(), "quantiles": quantiles(), "exact_quantiles": exact_quantiles(),
        "differences": differences(DIFFERENCES), "tests": tests(), "holm": adjusted(),
        "tails": tails(), "welch": welch(), "nps_differences": nps_differences()}
lists = [f' "{name}": [\n  ' + ",\n  ".join(json.dumps(case) for case in cases) + "\n ]" for name, cases in made.items()]
print("{\n" + ",\n".join(lists) + "\n}")
