#!/usr/bin/python3
"""A second program for docs/model.md: NumPy and SciPy, vectorized over lifetimes, one core.

It shares no code with finetco and was written from the model's page, so it checks finetco's numbers; and it is what an analyst at home in
NumPy would use instead, so it measures finetco's speed. It draws independent trials in chunks that stay in the processor's cache, month by month:
within a chunk lifetimes are sorted by go-live, so that those still building and those in service are slices.

    peer.py [--scenario cloud] [--trials 65536] [--seed 1] [--quantiles table|special|stats] [--set input=CELL]

prints mean, sd and percentiles of every output as JSON. Money is nominal USD, time months from kick-off.
"""
import argparse
import csv
import functools
import json
import os
import pathlib
import re
import time
from types import SimpleNamespace

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core: its threads wait for each other by spinning
import numpy as np
from scipy.special import btdtri, ndtr, ndtri

TABLES = pathlib.Path(__file__).resolve().parents[2] / "scenarios" / "embedded"
PERCENTILES = [1, *range(5, 100, 5), 99]
HOURS = 730  # of a month of machine time

# ---- cells ----------------------------------------------------------------------------------------------------------------------------------


def number(text):
    match = re.fullmatch(r"\$?([-\d._,]+)([kM%]?)", text.strip())
    return float(re.sub("[_,]", "", match[1])) * {"": 1, "k": 1e3, "M": 1e6, "%": 0.01}[match[2]]


def parse(text):
    """The cell as a float (a constant) or a distribution; the families of the embedded tables only."""
    match = re.fullmatch(r"(\w+)\((.*)\)", text.strip())
    if not match:
        return number(text)
    family, arguments = match[1], match[2].split(";")
    if family == "lognormal":
        (p, low), (q, high) = ((float(key.strip()[1:]) / 100, number(value)) for key, value in (a.split("=") for a in arguments))
        sigma = np.log(high / low) / (ndtri(q) - ndtri(p))
        return Lognormal(np.log(low) - sigma * ndtri(p), sigma)
    return Bounded(family, *map(number, arguments))


class Lognormal:
    def __init__(self, mu, sigma):
        self.mu, self.sigma = mu, sigma

    def from_scores(self, z):
        return np.exp(self.mu + self.sigma * z)

    def draw(self, rng, n):
        return rng.lognormal(self.mu, self.sigma, n)


class Bounded:
    """pert, triangular or uniform. The quantile of a pert takes 0.5 µs in scipy.special and 1.5 µs in scipy.stats: by default all three are read
    off a table, linear in the normal score between 4,097 points, at most 1e-6 of the range off."""

    low, high, points, source = -8.5, 8.5, 4096, "table"  # of the table, in normal scores

    def __init__(self, family, a, b, c=None):
        self.family, self.min, self.range = family, a, (b if c is None else c) - a
        if family != "uniform":
            self.mode = (b - a) / self.range
            self.alpha, self.beta = 1 + 4 * self.mode, 5 - 4 * self.mode

    @functools.cached_property
    def table(self):
        values = self.quantile(ndtr(np.linspace(self.low, self.high, self.points + 1)))
        return values, np.append(np.diff(values), 0)

    def quantile(self, u):
        if self.family == "pert":
            if self.source == "stats":
                from scipy import stats  # 0.3 s: not for the others
                u = stats.beta.ppf(u, self.alpha, self.beta)
            else:
                u = btdtri(self.alpha, self.beta, u)
        elif self.family == "triangular":
            u = np.where(u < self.mode, np.sqrt(u * self.mode), 1 - np.sqrt((1 - u) * (1 - self.mode)))
        return self.min + self.range * u

    def from_scores(self, z):
        if self.source != "table":
            return self.quantile(ndtr(z))
        place = (z - self.low) * (self.points / (self.high - self.low))
        cell = place.astype(np.intp)
        values, steps = self.table
        return values.take(cell, mode="clip") + (place - cell) * steps.take(cell, mode="clip")

    def draw(self, rng, n):
        if self.family == "pert":
            return self.min + self.range * rng.beta(self.alpha, self.beta, n)
        return self.quantile(rng.random(n))


# ---- tables ---------------------------------------------------------------------------------------------------------------------------------


def rows(name):
    with open(TABLES / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def companion(kind, scenario, *key):
    """The scenario's rows of a companion table, its own before those of every scenario."""
    chosen = {}
    for own in (scenario, "*"):
        for row in rows(f"example.{kind}.csv"):
            if row["scenario"] == own:
                chosen.setdefault(tuple(sorted(row[k] for k in key)), row)
    return list(chosen.values())


def load(scenario, settings):
    row = next(r for r in rows("example.csv") if r["scenario"] == scenario)
    cells, directions = {}, {}
    for line in rows("inputs.csv"):
        name = line["input"]
        text = settings.pop(name, row.get(name) or line[row["preset"]] or line["none"])
        cells[name] = text if line["kind"] == "text" else parse(text) if text else np.inf
        directions[name] = float(line["direction"])
    if settings:
        raise SystemExit(f"no input {', '.join(settings)}")

    uncertain = [name for name, cell in cells.items() if isinstance(cell, (Lognormal, Bounded))]
    pairs = {frozenset((r["input_a"], r["input_b"])): float(r["rank_correlation"])
             for r in rows("correlations.csv") + companion("correlations", scenario, "input_a", "input_b")}
    asked, default = np.eye(len(uncertain)), np.zeros((len(uncertain),) * 2)
    for i, a in enumerate(uncertain):
        for j, b in enumerate(uncertain):
            if frozenset((a, b)) in pairs and i != j:
                asked[i, j] = pairs[frozenset((a, b))]
            elif i != j:
                default[i, j] = cells["default_correlation"] * directions[a] * directions[b]

    return SimpleNamespace(cells=cells, uncertain=uncertain, factor=copula(asked, default), months=int(cells["horizon_months"]),
                           risks=[read_risk(r) for r in companion("risks", scenario, "risk")],
                           costs=[(r["timing"], parse(r["usd"])) for r in companion("costs", scenario, "cost")])


def read_risk(row):
    return SimpleNamespace(operate=row["phase"] == "operate", probability=row["probability"] and parse(row["probability"]),
                           per_year=row["per_year"] and parse(row["per_year"]), usd=parse(row["usd"]),
                           delay=row["delay_months"] and parse(row["delay_months"]))


def copula(asked, default):
    """The Cholesky factor of the rank correlations on the normal scale, the default ones shrunk until it is sound."""
    def normal(factor):
        matrix = 2 * np.sin(np.pi / 6 * (asked + factor * default))
        np.fill_diagonal(matrix, 1)
        return matrix

    sound = lambda factor: np.linalg.eigvalsh(normal(factor))[0] >= 1e-8
    low, high = 0.0, 1.0
    while not sound(high) and high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (middle, high) if sound(middle) else (low, middle)
        if high - low <= 1e-12:
            high = low
    return np.linalg.cholesky(normal(high))


# ---- lifetimes ------------------------------------------------------------------------------------------------------------------------------


def sample(cell, rng, n):
    return np.full(n, cell) if isinstance(cell, float) else cell.draw(rng, n)


def draw_inputs(model, rng, n):
    scores = model.factor @ rng.standard_normal((len(model.uncertain), n))
    drawn = dict(model.cells)
    for name, z in zip(model.uncertain, scores):
        drawn[name] = model.cells[name].from_scores(z)
    return SimpleNamespace(**drawn)


def draw_risk(risk, start, length, rng, n):
    """Every occurrence: whose lifetime, in which month, for how many USD."""
    if risk.per_year:
        times = rng.poisson(sample(risk.per_year, rng, n) * length / 12)
    else:
        times = (rng.random(n) < sample(risk.probability, rng, n)) & (length > 0 if risk.operate else True)
    who = np.repeat(np.arange(n), times)
    month = np.floor(start[who] + length[who] * rng.random(who.size))
    return who, month, sample(risk.usd, rng, who.size)


def spread(m, start, end):
    """The part of a cost spread over [start, end) that falls into month m."""
    length = end - start
    inside = np.maximum(np.minimum(end, m + 1) - np.maximum(start, m), 0)
    return np.where(length > 0, inside / np.where(length > 0, length, 1), np.floor(start) == m)


def plan(x, rng, n):
    """The build of n lifetimes with the inputs x: what it takes, by docs/model.md's names."""
    misses = np.zeros(n)
    luck, at_least = rng.random(n), np.ones(n)
    for _ in range(5):
        at_least *= x.quality_miss_probability
        misses += luck < at_least
    runs = np.broadcast_to(x.training_runs + misses * x.retrain_runs, n)
    odds = x.failed_run_probability / (1 - x.failed_run_probability)
    failed = rng.poisson(rng.standard_gamma(runs) * odds)

    labels = x.examples * x.labels_per_example * (1 + x.rework_fraction)
    labeling_hours = labels / x.labeling_rate
    data_base = (labeling_hours * x.labeler_usd_per_hour + labels * x.review_fraction / x.review_rate * x.reviewer_usd_per_hour
                 + (x.preparation_hours + x.preparation_hours_per_1000_examples * x.examples / 1000) * x.data_engineer_usd_per_hour)
    rounds = 1 + misses * x.quality_miss_data_fraction
    data_months = rounds * labeling_hours / (x.labelers * x.productive_hours_per_month)
    training_hours = x.training_duration * (runs + failed * x.failed_run_waste)
    training_end = data_months + training_hours / HOURS
    run_usd = x.training_gpus * x.gpu_usd_per_hour * x.training_duration * (1 + odds * x.failed_run_waste)
    return SimpleNamespace(runs=runs + failed, odds=odds, data_base=data_base, data_usd=data_base * rounds, data_months=data_months,
                           compute_usd=x.training_gpus * x.gpu_usd_per_hour * training_hours, run_usd=run_usd,
                           training_end=training_end, planned=training_end + x.integration_months)


def live(model, n, rng):
    """The outputs of n lifetimes, in order of go-live."""
    x, horizon = draw_inputs(model, rng, n), model.months
    b = plan(x, rng, n)

    struck, go_live = [], b.planned
    for risk in model.risks:
        if not risk.operate:
            who, month, usd = draw_risk(risk, np.zeros(n), b.planned, rng, n)
            struck.append((False, who, month, usd))
            if risk.delay:
                go_live = go_live + np.bincount(who, sample(risk.delay, rng, who.size), n)
    end = np.minimum(horizon, go_live + x.service_months)
    for risk in model.risks:
        if risk.operate:
            struck.append((True, *draw_risk(risk, go_live, np.maximum(end - go_live, 0), rng, n)))

    cost = dict.fromkeys(("once", "monthly", "monthly_live", "per_retrain", "per_1000_requests"), 0.0)
    for timing, cell in model.costs:
        cost[timing] = cost[timing] + sample(cell, rng, n)

    # What the month ledger reads, a column each, sorted by go-live.
    wage, never = x.ml_engineer_usd_per_hour, go_live >= horizon
    per_replica = np.divide(x.serving_gpus_per_replica * x.serving_gpu_usd_per_hour, np.asarray(x.requests_per_replica_hour) * x.serving_utilization,
                            where=np.asarray(x.requests_per_replica_hour) > 0, out=np.zeros(n))
    least = np.where(np.asarray(x.requests_per_replica_hour) > 0, HOURS * x.min_replicas * x.serving_gpus_per_replica * x.serving_gpu_usd_per_hour, 0)
    columns = dict(
        g=go_live, e=end, paid_until=np.where(never, horizon, end), labor=1 + x.labor_inflation, price=1 + x.price_inflation,
        gpu=1 + x.gpu_price_drift, sigma=x.gpu_price_volatility, api=1 + x.api_price_drift, discount=1 / (1 + x.discount_rate),
        data=b.data_usd, data_end=b.data_months, compute=b.compute_usd, training_end=b.training_end,
        roles=(x.ml_engineer_hours * wage + x.backend_hours * x.backend_usd_per_hour + x.devops_hours * x.devops_usd_per_hour
               + x.compliance_hours * x.compliance_usd_per_hour),
        team=x.team_usd_per_month, audit=x.audit_usd, run_transfer=x.transfer_usd_per_gb * x.transfer_gb_per_run, runs=b.runs,
        trigger=(x.retrain_frequency + x.base_upgrade_frequency) / 12, upgrade=x.base_upgrade_frequency / 12, every=x.retrain_every_months,
        retrain_data=x.retrain_data_fraction * b.data_base, retrain_work=x.retrain_engineering_hours * wage,
        upgrade_work=x.base_upgrade_engineering_hours * wage, retrain_runs=x.retrain_runs, training_runs=x.training_runs, run_usd=b.run_usd,
        tries=1 + b.odds, debt_growth=1 + x.debt_growth_per_retrain, monitoring=x.monitoring_hours_per_month * wage,
        requests=x.requests_per_month, growth=1 + x.traffic_growth, per_replica=per_replica, least=least,
        api_usd=x.api_usd_per_1000_requests / 1000, version=x.storage_gb_per_version * x.storage_usd_per_gb_month,
        live=x.transfer_usd_per_gb * x.transfer_gb_per_month, hosting=x.hosting_usd_per_month, paid=x.storage_usd_per_month + x.tooling_usd_per_month,
        once=cost["once"], monthly=cost["monthly"], monthly_live=cost["monthly_live"], per_retrain=cost["per_retrain"],
        per_request=cost["per_1000_requests"] / 1000, overhead=x.overhead_percent, dataset=x.dataset_usd, hardware=x.hardware_usd)
    order = np.argsort(go_live)
    c = SimpleNamespace(**{name: np.broadcast_to(column, n)[order] for name, column in columns.items()})
    place = np.empty(n, np.intp)
    place[order] = np.arange(n)

    out = ledger(c, model.cells, horizon, n, rng)
    book_risks(out, c, [(operate, place[who], month, usd) for operate, who, month, usd in struck], horizon, n)
    return settle(out, c)


def ledger(c, cells, horizon, n, rng):
    direct = cells["overhead_base"] == "direct"
    o = SimpleNamespace(**{name: np.zeros(n) for name in ("data", "compute", "engineering", "maintenance", "infrastructure", "risk", "other", "serving",
                                                          "overhead", "build_overhead", "gpu", "npv", "retrains", "requests", "build_risk")})
    o.years = np.zeros((-(-horizon // 12), n))
    labor, labor_step = c.labor ** (1 / 24), c.labor ** (1 / 12)  # at mid-month, and from month to month
    price, price_step = c.price ** (1 / 24), c.price ** (1 / 12)
    api, api_step = c.api ** (1 / 24), c.api ** (1 / 12)
    discount, discount_step = c.discount ** (1 / 24), c.discount ** (1 / 12)
    moves = np.any(c.sigma > 0)
    sigma, log_gpu = c.sigma / np.sqrt(12), np.log(c.gpu) / 24 - c.sigma**2 / 24
    log_gpu_step = np.log(c.gpu) / 12 - c.sigma**2 / 24
    growth_step, traffic = c.growth ** (1 / 12), c.requests * c.growth ** ((0.5 - c.g) / 12)
    debt = np.ones(n)
    in_order = np.all(np.diff(c.paid_until) >= 0)  # so that lifetimes end in the order in which they go live
    no_api, scheduled = np.all(c.api_usd == 0), np.any(c.every > 0)

    for m in range(horizon):
        building = slice(np.searchsorted(c.g, m), n)
        first = np.searchsorted(c.paid_until, m, "right") if in_order else 0
        service = slice(first, np.searchsorted(c.g, m + 1))
        paying = slice(first, n)
        if m:
            labor *= labor_step
            price *= price_step
            discount *= discount_step
            log_gpu[paying] += log_gpu_step[paying]
            if not no_api:
                api *= api_step
            traffic *= growth_step
        if moves:
            log_gpu[paying] += sigma[paying] * rng.standard_normal(n - first)
        gpu = np.exp(log_gpu[paying])

        # From kick-off to the end: tooling, storage, monthly costs.
        w = price[paying] * np.maximum(np.minimum(c.paid_until[paying] - m, 1), 0)
        infrastructure, other = c.paid[paying] * w, c.monthly[paying] * w
        total = np.zeros(n)
        if m == 0:
            o.infrastructure += c.hardware
            o.other += c.once
            total += c.hardware + c.once

        s = building
        if s.start < n:
            g, end = c.g[s], c.data_end[s]
            data = c.data[s] * spread(m, 0, end) * labor[s]
            if m == 0:
                data += c.dataset[s]
            in_training = spread(m, end, c.training_end[s])
            compute = c.compute[s] * in_training * gpu[s.start - first:]
            engineering = (c.roles[s] * spread(m, 0, g) + c.team[s] * np.minimum(g - m, 1)) * labor[s]
            engineering += np.where(g < m + 1, c.audit[s] * price[s], 0)
            made = data + compute + engineering
            overhead = c.overhead[s] * (made if direct else compute)
            transfer = c.run_transfer[s] * c.runs[s] * in_training * price[s]
            o.data[s] += data
            o.compute[s] += compute
            o.engineering[s] += engineering
            o.overhead[s] += overhead
            o.build_overhead[s] += overhead
            infrastructure[s.start - first:] += overhead + transfer
            total[s] += made

        s = service
        if s.start < s.stop:
            here = slice(0, s.stop - first)
            g, e = c.g[s], c.e[s]
            a = np.maximum(np.minimum(e, m + 1) - np.maximum(g, m), 0)
            requests = np.where(g < m + 0.5, traffic[s], c.requests[s]) * a
            serving = np.maximum(c.least[s] * a, c.per_replica[s] * requests) * gpu[here]
            if not no_api:
                serving += c.api_usd[s] * requests * api[s]
            paid = price[s] * a
            hosting = c.hosting[s] * paid
            kept = c.monitoring[s] * a * labor[s]
            running = serving + hosting + (c.live[s] + c.version[s] * (1 + o.retrains[s])) * paid
            if not direct:
                overhead = c.overhead[s] * (serving + hosting)
                o.overhead[s] += overhead
                running += overhead
            further = c.monthly_live[s] * paid + c.per_request[s] * requests * price[s]
            o.requests[s] += requests
            o.serving[s] += serving
            o.gpu[s] += serving + hosting
            o.maintenance[s] += kept
            infrastructure[here] += running
            other[here] += further
            total[s] += kept

            # Two competing hazards read off one exponential: it is below the smaller for an upgrade, below their sum for any retrain.
            hazard = rng.standard_exponential(a.size)
            happens = hazard < c.trigger[s] * a
            if scheduled:
                before = lambda t: np.where((c.every[s] > 0) & (t > g), np.ceil((t - g) / np.where(c.every[s] > 0, c.every[s], 1)) - 1, 0)
                happens |= (before(np.minimum(m + 1, e)) > before(np.minimum(m, e))) & (a > 0)
            i = np.flatnonzero(happens)
            if i.size:
                j = i + s.start
                upgrade = hazard[i] < c.upgrade[j] * a[i]
                runs = np.where(upgrade, c.training_runs[j], c.retrain_runs[j])
                compute = runs * c.run_usd[j] * gpu[i]
                retrain = compute + (c.retrain_data[j] + (c.retrain_work[j] + upgrade * c.upgrade_work[j]) * debt[j]) * labor[j]
                overhead = c.overhead[j] * (retrain if direct else compute)
                o.maintenance[j] += retrain
                o.overhead[j] += overhead
                o.gpu[j] += compute
                infrastructure[i] += overhead + c.run_transfer[j] * runs * c.tries[j] * price[j]
                other[i] += c.per_retrain[j] * price[j]
                total[j] += retrain
                o.retrains[j] += 1
                debt[j] *= c.debt_growth[j]

        o.infrastructure[paying] += infrastructure
        o.other[paying] += other
        total[paying] += infrastructure + other
        o.years[m // 12] += total
        o.npv += discount * total
    return o


def book_risks(o, c, struck, horizon, n):
    for operate, who, month, usd in struck:
        in_window = month < horizon
        who, month, years = who[in_window], month[in_window].astype(np.intp), (month[in_window] + 0.5) / 12
        usd = usd[in_window] * c.price[who] ** years
        paid = np.bincount(who, usd, n)
        o.risk += paid
        if not operate:
            o.build_risk += paid
        o.npv += np.bincount(who, usd * c.discount[who] ** years, n)
        o.years += np.bincount(month // 12 * n + who, usd, o.years.size).reshape(o.years.shape)


def settle(o, c):
    categories = dict(data_usd=o.data, compute_usd=o.compute, engineering_usd=o.engineering, maintenance_usd=o.maintenance,
                      infrastructure_usd=o.infrastructure, risk_usd=o.risk, other_usd=o.other)
    total = sum(categories.values())
    gpu = o.gpu + o.compute + c.hardware
    build = o.data + o.compute + o.engineering + o.build_overhead + c.hardware + o.build_risk + c.once
    return dict(total_usd=total, npv_usd=o.npv, **categories, serving_usd=o.serving, overhead_usd=o.overhead, training_bill_usd=o.compute, gpu_usd=gpu,
                hidden_share=1 - gpu / total, build_usd=build, operate_usd=total - build,
                **{f"year_{y + 1}_usd": usd for y, usd in enumerate(o.years)}, go_live_month=c.g, retrains=o.retrains, requests=o.requests)


# ---- run ------------------------------------------------------------------------------------------------------------------------------------


def simulate(model, trials, seed, chunk):
    rng = np.random.Generator(np.random.SFC64(seed))  # the fastest of NumPy's generators
    columns = None
    for first in range(0, trials, chunk):
        n = min(chunk, trials - first)
        block = live(model, n, rng)
        if columns is None:
            columns = {name: np.empty(trials) for name in block}
        for name, values in block.items():
            columns[name][first:first + n] = values
    return columns


def estimate(values):
    """Mean, sd and percentiles, and for each mean and percentile the range in which another sample's lies: 5 standard errors of the difference
    to either side, those of percentiles by order statistics."""
    n, p = values.size, np.array(PERCENTILES) / 100
    mean, sd, names = values.mean(), values.std(ddof=1), [f"p{q}" for q in PERCENTILES]
    values.sort()
    reach = 5 * np.sqrt(2)
    low, high = (values[np.clip(n * p + side * reach * np.sqrt(n * p * (1 - p)), 0, n - 1).astype(int)] for side in (-1, 1))
    return dict(mean=mean, sd=sd, **dict(zip(names, np.percentile(values, PERCENTILES))),
                within=dict(mean=[mean - reach * sd / np.sqrt(n), mean + reach * sd / np.sqrt(n)], **dict(zip(names, zip(low, high)))))


def main():
    start = time.perf_counter()
    flags = argparse.ArgumentParser(description="the lifetime model in NumPy")
    flags.add_argument("--scenario", default="cloud")
    flags.add_argument("--trials", type=int, default=65536)
    flags.add_argument("--seed", type=int, default=1)
    flags.add_argument("--chunk", type=int, default=4096, help="lifetimes at a time")
    flags.add_argument("--quantiles", choices=("table", "special", "stats"), default="table",
                       help="of bounded distributions: tabulated once, or scipy.special's or scipy.stats' each time")
    flags.add_argument("--set", action="append", default=[], metavar="input=CELL")
    options = flags.parse_args()

    Bounded.source = options.quantiles
    model = load(options.scenario, dict(pair.split("=", 1) for pair in options.set))
    ready, used = time.perf_counter(), time.process_time()
    columns = simulate(model, options.trials, options.seed, options.chunk)
    lived = time.perf_counter()
    metrics = {name: estimate(values) for name, values in columns.items()}
    done = time.perf_counter()
    print(json.dumps(dict(scenario=options.scenario, trials=options.trials, seed=options.seed, uncertain_inputs=len(model.uncertain),
                          metrics=metrics, seconds=dict(load=ready - start, lifetimes=lived - ready, estimates=done - lived),
                          processor_us_per_lifetime=(time.process_time() - used) / options.trials * 1e6), indent=1))


if __name__ == "__main__":
    main()
