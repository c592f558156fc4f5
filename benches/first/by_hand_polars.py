"""The ten measures of benches/first, written by hand for Polars: by_hand_polars.py DATA OUT.

Quotients stay in two parts, so that the answers can be held against exact ones.
"""

import sys

import polars as pl

readings = pl.scan_parquet(f"{sys.argv[1]}/readings.parquet")
inside, good = pl.col("inside"), pl.col("value") <= pl.lit("1.000").cast(pl.Decimal(18, 3))
summer = pl.col("day").is_between(pl.date(2022, 6, 1), pl.date(2022, 8, 31)) & (pl.col("kind") == "小型")
wide = pl.Decimal(38, 5)
units = readings.group_by("town").agg(
    pl.col("used").sum().alias("used"),
    pl.col("produced").sum().alias("produced"),
    (pl.col("kind") == "大型").sum().alias("large"),
    pl.when(inside).then("produced").sum().alias("inside_produced"),
    pl.when(inside).then("used").sum().alias("inside_used"),
    good.sum().alias("good"),
    pl.len().alias("rows"),
    pl.col("value").sum().alias("value"),
    (pl.col("value").cast(wide) * pl.col("weight").cast(wide)).sum().alias("weighted"),
    pl.col("weight").sum().alias("weight"),
    pl.col("value").max().alias("worst"),
    (summer & good).sum().alias("summer_good"),
    summer.sum().alias("summer"),
)
sites = (
    readings.group_by("town", "site")
    .agg(pl.col("value").sum().alias("sum"), pl.len().alias("n"))
    .group_by("town")
    .agg((pl.col("sum") <= pl.col("n").cast(pl.Decimal(38, 3))).sum().alias("good_sites"), pl.len().alias("sites"))
)
one, two = pl.collect_all([units, sites], engine="streaming")
one.join(two, on="town").sort("town").write_parquet(sys.argv[2])
