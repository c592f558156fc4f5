//! Makes the example submissions of `rules/yushu-2022`: `cargo run --example generate-yushu`.
//!
//! Everything is made up, from one seed, and comes out the same on every machine. The files are written as offices write them: a title
//! above the header, thousands commas, full-width digits, dates in many forms, the several kinds of blank. What the story is meant
//! to show stands in README.md beside this file.

mod air;
mod care;
mod dice;
mod land;
mod paper;
mod people;
mod units;
mod water;

use std::error::Error;
use std::path::Path;

use paper::Paper;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/yushu-2022");
    write_all(&folder)
}

/// Writes every file below `folder`.
pub fn write_all(folder: &Path) -> Result<(), Box<dyn Error>> {
    for paper in papers() {
        paper.write(folder)?;
    }
    Ok(())
}

fn papers() -> Vec<Paper> {
    let parts = [air::papers(), water::papers(), land::papers(), care::papers(), people::papers()];
    parts.into_iter().flatten().collect()
}
