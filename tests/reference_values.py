"""Makes tests/data/reference.json: the same statistics by scipy and statsmodels, which tests/figures.rs compares.

    python -m venv /tmp/venv && /tmp/venv/bin/pip install scipy statsmodels
    /tmp/venv/bin/python tests/reference_values.py > tests/data/reference.json

Nothing here shares a formula with src/figures except where a library has none (the adjusted-Wald interval of NPS:
there the three answers are really added and the variance is that of the answers).
"""

import json
import math

import numpy as np
from scipy import stats
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


def differences():
    found = []
    for one, other in [((56, 70), (48, 80)), ((6, 7), (2, 7)), ((0, 20), (0, 25)), ((5, 5), (0, 9)), ((612, 2192), (484, 854)),
                       ((1, 4000), (9, 3000)), ((3, 200), (2, 9)), ((2810, 3470), (1094, 1350))]:
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
    for values in ([0.01, 0.04, 0.03, 0.005], [0.5], [0.2, 0.2, 0.9, 0.0001, 0.03, 0.7]):
        found.append({"p": values, "holm": [float(p) for p in multipletests(values, method="holm")[1]]})
    return found


made = {"student": student(), "wilson": wilson(), "nps": nps(), "means": means(), "weighted": weighted(),
        "quantiles": quantiles(), "differences": differences(), "holm": adjusted()}
lists = [f' "{name}": [\n  ' + ",\n  ".join(json.dumps(case) for case in cases) + "\n ]" for name, cases in made.items()]
print("{\n" + ",\n".join(lists) + "\n}")
