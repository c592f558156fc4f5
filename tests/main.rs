//! The one integration binary: it links once, and everything that needs the whole line from files to printed text is a module of it.

mod advise;
mod diff;
mod documents;
mod dry_run;
mod level;
mod provinces;
mod published_class;
mod reports;
mod reproducible;
mod scene;
mod schemas;
mod several_rows;
mod shown_units;
mod told;
mod unit_columns;
mod unusable;
mod what_if;
mod yushu;
