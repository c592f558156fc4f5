//! Cells that name units, as rules compare and count them: by the name in the roster, however they are written.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use polars::prelude::{DataType, Expr, Field, IntoColumn, NewChunkedArray, PlHashMap, StringChunked};

use super::roster::{Resolved, Roster, several};
use crate::plan::BETWEEN_UNITS;

/// Whatever way a unit is written, its name in the roster, and of several units their names in the order of the roster. What names none, or
/// may be more than one, stays as it is written.
pub fn unit_names(texts: Expr, roster: &Arc<Roster>, many: bool) -> Expr {
    let roster = Arc::clone(roster);
    texts.map(
        move |column| {
            let texts = column.str()?;
            let mut known: PlHashMap<&str, Cow<str>> = PlHashMap::default();
            for text in texts.iter().flatten() {
                known.entry(text).or_insert_with(|| name(&roster, text, many));
            }
            if known.iter().all(|(text, name)| text == name) {
                return Ok(column.clone());
            }
            let names = texts.iter().map(|text| known.get(text?));
            Ok(StringChunked::from_iter_options(texts.name().clone(), names).into_column())
        },
        |_, field| Ok(Field::new(field.name().clone(), DataType::String)),
    )
}

fn name<'t>(roster: &'t Roster, text: &'t str, many: bool) -> Cow<'t, str> {
    let of = |part: &str| match roster.resolve(part) {
        Resolved::Unit(unit) => Some(unit),
        Resolved::Ambiguous(_) | Resolved::Unknown => None,
    };
    if !many {
        return of(text).and_then(|unit| roster.name(unit)).map_or(Cow::Borrowed(text), Cow::Borrowed);
    }
    let units: Option<BTreeSet<u32>> = several(text).map(of).collect();
    let names = units.filter(|units| !units.is_empty()).map(|units| {
        let names: Vec<&str> = units.iter().filter_map(|unit| roster.name(*unit)).collect();
        names.join(&BETWEEN_UNITS.to_string())
    });
    names.map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use polars::prelude::{IntoLazy, col, df};

    use super::*;
    use crate::intake::cell::{Absences, TextCells};
    use crate::intake::clean::{Reader, VALUE};
    use crate::intake::roster::tests::roster;

    #[test]
    fn a_unit_is_the_same_however_it_is_written() {
        let roster = Arc::new(roster(&[("西河镇", &["xihe"]), ("东山镇", &[])]));
        let reader = Arc::new(Reader::Text(TextCells::new(&[])));
        let read = |many: bool, text: &'static str| {
            let read = reader.clean(col("cell"), &Arc::new(Absences::of(&[]))).struct_().field_by_name(VALUE);
            let cells = df!["cell" => [text]].expect("a cell").lazy();
            let named = cells.select([unit_names(read, &roster, many)]).collect().expect("a name");
            let names = named.columns()[0].str().expect("texts").clone();
            names.get(0).unwrap_or_default().to_owned()
        };
        for text in ["西河镇", "西河", "xihe", " 西河镇人民政府 ", "西　河镇"] {
            assert_eq!(read(false, text), "西河镇", "{text}");
        }
        // Nobody's name stays as it is written, to be told with the nearest.
        assert_eq!((read(false, "南山镇"), read(false, "—")), ("南山镇".to_owned(), String::new()));
        for text in ["西河、东山", "东山镇，西河镇", "西河镇/东山镇/西河"] {
            assert_eq!(read(true, text), "西河镇、东山镇", "{text}");
        }
        assert_eq!((read(true, "东山"), read(true, "东山、南山")), ("东山镇".to_owned(), "东山、南山".to_owned()));
    }
}
