//! Charts as functions of templates.

use std::sync::Arc;

use minijinja::value::Serde;
use minijinja::{Environment, Value};

use crate::report::view::{GroupView, SheetView};
use crate::words::Words;

use super::{HeatMap, ROWS_SHOWN, RankedBars};

/// Adds `ranked_bars(id, sheet, group, most)`, and `heat_map(id, sheet, most)`, of which `most` may be left out; `id` has to be the only one of its page.
pub fn add_functions(environment: &mut Environment<'static>, words: &Arc<Words>) {
    let own = Arc::clone(words);
    environment.add_function(
        "ranked_bars",
        move |id: &str, sheet: Serde<SheetView>, group: Serde<GroupView>, most: Option<usize>| {
            let most = most.unwrap_or(ROWS_SHOWN);
            Value::from_safe_string(RankedBars::of(id, &sheet, &group, most, &own).write(&own))
        },
    );
    let own = Arc::clone(words);
    environment.add_function("heat_map", move |id: &str, sheet: Serde<SheetView>, most: Option<usize>| {
        Value::from_safe_string(HeatMap::of(id, &sheet, most.unwrap_or(ROWS_SHOWN), &own).write(&own))
    });
}
