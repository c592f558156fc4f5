"""Holds the three answers against each other: compare.py ASSESSMENT POLARS DUCKDB. Exact, as fractions."""

import json
import sys
from decimal import Decimal
from fractions import Fraction

import polars as pl


def exact(value):
    return Fraction(value) if isinstance(value, (int, Decimal)) else Fraction(str(value))


def by_hand(path):
    """For each unit, the ten measures in the order of the scheme."""
    for row in pl.read_parquet(path).iter_rows(named=True):
        part = {name: exact(value) if value is not None else None for name, value in row.items() if name != "town"}

        def share(above, below):
            return part[above] / part[below] if part[below] else None

        yield row["town"], [
            share("used", "produced"),
            part["large"],
            part["inside_produced"] or Fraction(0),
            share("inside_used", "inside_produced"),
            share("good", "rows"),
            share("value", "rows"),
            share("weighted", "weight"),
            part["worst"],
            share("summer_good", "summer"),
            share("good_sites", "sites"),
        ]


def by_kaohe(path):
    with open(path, encoding="utf-8") as file:
        assessment = json.load(file)
    for unit in assessment["units"]:
        figures = []
        for indicator in unit["indicators"]:
            # Where a figure is no finite decimal of 28 places, its fraction stands beside it.
            text = indicator.get("measure_exact") or indicator.get("measure")
            figures.append(Fraction(text) if text is not None else None)
        yield unit["id"], figures


kaohe, polars, duckdb = dict(by_kaohe(sys.argv[1])), dict(by_hand(sys.argv[2])), dict(by_hand(sys.argv[3]))
different = [unit for unit in polars if not polars[unit] == duckdb.get(unit) == kaohe.get(unit)]
if different or not len(polars) == len(duckdb) == len(kaohe):
    unit = (different or ["?"])[0]
    print(f"{len(different)} units differ, first {unit}:", kaohe.get(unit), polars.get(unit), duckdb.get(unit), sep="\n")
    sys.exit(1)
print(f"same answers: {len(polars)} units × 10 measures")
