#!/usr/bin/env python3
"""Writes a table of many scenarios, to measure a batch with.

    testdata/many/table.py 10000 /tmp/many.csv
    finetco run /tmp/many.csv --trials 16384 --plots none

Rows take the presets in turn. Five cells of each are its own, of five families, so that tables of quantiles are set up
for every row; risks, costs and correlations are those that the embedded example has for all of its scenarios.
"""

import csv
import pathlib
import random
import sys

PRESETS = ["self-hosted", "owned-hardware", "hosted-api", "rag", "small-model"]
EXAMPLE = pathlib.Path(__file__).parents[2] / "scenarios" / "embedded"


def cells(row, size):
    """The row's own cells, around the presets' amounts times a size."""
    return {
        "examples": f"pert({1000 * size:.0f}; {3000 * size + row % 7:.0f}; {9000 * size + row:.0f})",
        "ml_engineer_hours": f"{200 * size:.0f} to {600 * size + row % 13:.0f}",
        "requests_per_month": f"lognormal(p10={20000 * size + row:.0f}; p90={300000 * size + row:.0f})",
        "traffic_growth": f"triangular({-0.02 * size:.4f}; {0.01 * size:.4f}; {0.05 * size:.5f})",
        "gpu_usd_per_hour": f"gamma(mean={1.5 * size:.4f}; sd={0.6 * size:.4f})",
    }


def main(rows, path):
    draw = random.Random(7)
    with open(path, "w", newline="") as file:
        table = csv.DictWriter(file, ["scenario", "preset", "budget_usd", *cells(0, 1)], lineterminator="\n")
        table.writeheader()
        for row in range(rows):
            own = cells(row, draw.uniform(0.5, 2))
            table.writerow({"scenario": f"s{row}", "preset": PRESETS[row % 5], "budget_usd": "800k", **own})
    for kind in ["risks", "costs", "correlations"]:
        lines = (EXAMPLE / f"example.{kind}.csv").read_text().splitlines(keepends=True)
        path.with_suffix(f".{kind}.csv").write_text("".join(lines[:1] + [line for line in lines if line.startswith("*,")]))


if __name__ == "__main__":
    main(int(sys.argv[1]), pathlib.Path(sys.argv[2]))
