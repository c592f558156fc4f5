"""Generates the roster and one table for benches/first/run: generate.py FOLDER ROWS UNITS. The same numbers every time."""

import sys
from pathlib import Path

import numpy as np
import polars as pl

folder, rows, units = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
draw = np.random.default_rng(20221231)

ids = [f"u{number:05d}" for number in range(units)]
with open(folder / "scheme" / "units.csv", "w", encoding="utf-8") as roster:
    roster.write("id,name,kind,group,parent,aliases\n")
    roster.writelines(f"{unit},镇{unit},镇,镇,,\n" for unit in ids)


def decimal(digits, scale):
    """Whole numbers of the last place as decimals, never through a float."""
    text = pl.Series(digits).cast(pl.Int64)
    whole, part = text // 10**scale, text % 10**scale
    joined = whole.cast(pl.String) + "." + part.cast(pl.String).str.zfill(scale)
    return joined.cast(pl.Decimal(18, scale))


unit = draw.integers(0, units, rows)
site = draw.integers(0, 3, rows)
produced = draw.integers(100, 1_000_000, rows)
used = produced * draw.integers(50, 101, rows) // 100
frame = pl.DataFrame(
    {
        "town": pl.Series(ids).gather(pl.Series(unit)),
        "site": pl.Series(["一号点", "二号点", "三号点"]).gather(pl.Series(site)),
        "day": pl.Series(draw.integers(18_993, 19_358, rows)).cast(pl.Int32).cast(pl.Date),
        "kind": pl.Series(["大型", "中型", "小型"]).gather(pl.Series(draw.integers(0, 3, rows))),
        "inside": pl.Series(draw.integers(0, 2, rows)).cast(pl.Boolean),
        "produced": decimal(produced, 2),
        "used": decimal(used, 2),
        "value": decimal(draw.integers(0, 2_000, rows), 3),
        "weight": decimal(draw.integers(1, 50_000, rows), 2),
    }
)
frame.write_parquet(folder / "data" / "readings.parquet", row_group_size=500_000)
