//! `assessment.json` and `scores.csv`, written side by side while they are made: of tens of thousands of units no more than a few are ever
//! held as a document, and all processors work at them.

use std::io::{self, Write};

use rayon::prelude::*;

use super::said::Sayer;
use super::{DocumentOf, Enclosed, scores};
use crate::assess::assessment::{Assessment, UnitResult};
use crate::words::Words;

/// Units made and held at once: enough to keep the processors busy between two writings.
const AT_ONCE: usize = 512;

/// Where the units stand in the pretty form of a document that has none. No line break stands inside a JSON text, so that only the document's
/// own field can begin a line like this.
const PLACE: &str = "\n  \"units\": null";

/// Writes an assessment as [`super::Document`] in JSON, and its scores as a table: one row a unit and indicator. The same bytes as those of
/// the document written whole.
///
/// # Errors
/// What the writers say.
pub fn write(
    assessment: &Assessment,
    enclosed: Enclosed,
    words: &Words,
    json: &mut dyn Write,
    table: &mut dyn Write,
) -> io::Result<()> {
    let mut sayer = None;
    let around = DocumentOf::around(assessment, enclosed, words, |saying| {
        sayer = Some(saying);
    });
    let has_errors = around.has_errors;
    let around = serde_json::to_string_pretty(&around)?;
    let (Some(sayer), Some((before, after))) = (sayer, around.split_once(PLACE)) else {
        return Err(io::Error::other("the document has no place for its units"));
    };
    write!(json, "{before}\n  \"units\": [")?;
    table.write_all(&scores::head()?)?;
    let mut comma = "";
    for units in assessment.units.chunks(AT_ONCE) {
        let pieces: io::Result<Vec<Piece>> = units.par_iter().map(|unit| Piece::of(unit, &sayer, has_errors)).collect();
        for piece in pieces? {
            write!(json, "{comma}\n    {}", piece.json)?;
            table.write_all(&piece.rows)?;
            comma = ",";
        }
    }
    let close = if assessment.units.is_empty() { "]" } else { "\n  ]" };
    writeln!(json, "{close}{after}")
}

/// What a unit is in both files.
struct Piece {
    json: String,
    rows: Vec<u8>,
}

impl Piece {
    fn of(unit: &UnitResult, sayer: &Sayer, has_errors: bool) -> io::Result<Piece> {
        let unit = sayer.unit(unit);
        let json = serde_json::to_string_pretty(&unit)?.replace('\n', "\n    ");
        Ok(Piece { json, rows: scores::rows(&unit, has_errors)? })
    }
}
