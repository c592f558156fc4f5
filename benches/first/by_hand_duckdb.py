"""The ten measures of benches/first, written by hand for DuckDB: by_hand_duckdb.py DATA OUT."""

import sys

import duckdb

duckdb.sql(f"""
    copy (
        with readings as (select * from read_parquet('{sys.argv[1]}/readings.parquet')),
        units as (
            select
                town,
                sum(used) as used,
                sum(produced) as produced,
                count(*) filter (kind = '大型') as large,
                sum(produced) filter (inside) as inside_produced,
                sum(used) filter (inside) as inside_used,
                count(*) filter (value <= 1) as good,
                count(*) as rows,
                sum(value) as value,
                sum(value * weight) as weighted,
                sum(weight) as weight,
                max(value) as worst,
                count(*) filter (day between '2022-06-01' and '2022-08-31' and kind = '小型' and value <= 1) as summer_good,
                count(*) filter (day between '2022-06-01' and '2022-08-31' and kind = '小型') as summer
            from readings group by town
        ),
        by_site as (select town, sum(value) as sum, count(*) as n from readings group by town, site),
        sites as (select town, count(*) filter (sum <= n) as good_sites, count(*) as sites from by_site group by town)
        select * from units join sites using (town) order by town
    ) to '{sys.argv[2]}' (format parquet)
""")
