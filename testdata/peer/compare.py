#!/usr/bin/python3
"""finetco beside peer.py: whole processes in turn, the ratios of their times, their peak memory, and whether their numbers agree.

    go build -o /tmp/finetco ./cmd/finetco
    testdata/peer/compare.py [--finetco /tmp/finetco] [--trials 262144] [--pairs 5] [--workers 1] [--quantiles table]
    testdata/peer/compare.py --agree [--scenario cloud] [--set input=CELL]

A pair is finetco, which simulates, estimates and writes its report without pictures, then peer.py, which simulates and estimates on one core; who goes
first alternates. --agree compares every mean and percentile of independent trials of the two: the exit code is 1 if one differs by more than
5 standard errors of the difference.
"""
import argparse
import json
import math
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

PEER = pathlib.Path(__file__).resolve().with_name("peer.py")


def measure(command, out):
    """Wall-clock seconds, processor seconds and peak resident MiB of a process that writes its output to a file."""
    with open(out, "w", encoding="utf-8") as file:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=file)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"{command[0]} failed")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def speed(commands, scratch, pairs):
    print("        wall-clock seconds         processor seconds          peak MiB\n"
          "pair  finetco   peer  ratio    finetco   peer  ratio    finetco  peer")
    wall, work = [], []
    for pair in range(pairs):
        taken = {}
        for name in sorted(commands, reverse=pair % 2 == 1):
            shutil.rmtree(scratch / "report", ignore_errors=True)
            taken[name] = measure(commands[name], scratch / f"{name}.json")
        (a, b, c), (x, y, z) = taken["finetco"], taken["peer"]
        wall.append(x / a)
        work.append(y / b)
        print(f"{pair + 1:4d}  {a:7.2f} {x:6.2f} {x / a:6.2f}    {b:7.2f} {y:6.2f} {y / b:6.2f}    {c:7.0f} {z:5.0f}", flush=True)
    for name, ratios in (("wall-clock", wall), ("processor", work)):
        print(f"{name} ratio: median {statistics.median(ratios):.2f}, lowest {min(ratios):.2f}, highest {max(ratios):.2f}")


def agree(commands, scratch):
    for name, command in commands.items():
        measure(command, scratch / f"{name}.json")
    ours = json.loads((scratch / "report" / "result.json").read_text())["scenarios"][0]["metrics"]
    theirs = json.loads((scratch / "peer.json").read_text())["metrics"]
    if ours.keys() != theirs.keys():
        print("outputs of one program only:", *sorted(ours.keys() ^ theirs.keys()))
    compared, apart = [], 0
    for output in (o for o in ours if o in theirs):
        for statistic, (low, high) in theirs[output]["within"].items():
            a, b = ours[output][statistic], theirs[output][statistic]
            rounding = 1e-9 * abs(b)
            if output != "retrains":  # a whole number: its percentiles jump
                compared.append(10 * abs(a - b) / (high - low) if high > low else 0)
            if not low - rounding <= a <= high + rounding:
                apart += 1
                print(f"{output} {statistic}: finetco {a:.8g}, peer {b:.8g}: not from {low:.8g} to {high:.8g}")
    print(f"means and percentiles of {len(ours)} outputs: {apart} apart; "
          f"differences of continuous ones: median {statistics.median(compared):.2f}, largest {max(compared):.2f} standard errors")
    return apart == 0 and ours.keys() == theirs.keys()


def main():
    flags = argparse.ArgumentParser(description="finetco beside peer.py")
    flags.add_argument("--finetco", default="/tmp/finetco")
    flags.add_argument("--scenario", default="cloud")
    flags.add_argument("--trials", type=int, default=262144)
    flags.add_argument("--pairs", type=int, default=5)
    flags.add_argument("--workers", default="1", help="finetco's; 0: one per core")
    flags.add_argument("--seed", default="1", help="the peer's is another one")
    flags.add_argument("--quantiles", default="table", help="the peer's: table, special or stats")
    flags.add_argument("--sampling", default="sobol", help="finetco's; --agree takes random")
    flags.add_argument("--set", action="append", default=[], metavar="input=CELL")
    flags.add_argument("--agree", action="store_true")
    o = flags.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        both = ["--scenario", o.scenario, "--trials", str(o.trials), *(word for s in o.set for word in ("--set", s))]
        commands = {
            "finetco": [o.finetco, "run", *both, "--seed", o.seed, "--sampling", "random" if o.agree else o.sampling, "--plots", "none", "--quiet",
                        "--out", str(scratch / "report"), *(["--workers", o.workers] if o.workers != "0" else [])],
            "peer": ["/usr/bin/python3", str(PEER), *both, "--seed", str(int(o.seed) + 1), "--quantiles", o.quantiles],
        }
        if o.agree:
            sys.exit(0 if agree(commands, scratch) else 1)
        speed(commands, scratch, o.pairs)


if __name__ == "__main__":
    main()
