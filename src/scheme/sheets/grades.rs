//! Grades, their edges, quotas and preconditions.

use super::super::document::{GradeDocument, QuotaDocument};
use super::super::model::{GradeSource, ScriptText};
use super::super::yaml::{Placed, Problems};
use crate::diagnostic::Diagnostic;
use crate::figure::{Exact, RoundingMode};
use crate::message;
use crate::plan::{Place, Quota, QuotaOf};

/// The grades. `complete`: none of them was left out because it could not be read.
pub fn grades(
    written: &[Placed<GradeDocument>],
    sheet: &Place,
    complete: bool,
    problems: &mut Problems,
) -> Vec<GradeSource> {
    if complete {
        check_order(written, sheet, problems);
    }
    written.iter().map(|grade| self::grade(grade, problems)).collect()
}

/// Edges fall, only the last grade has none, no name stands twice.
fn check_order(written: &[Placed<GradeDocument>], sheet: &Place, problems: &mut Problems) {
    if written.is_empty() {
        problems.error(sheet.clone(), message!("scheme-no-grades"));
    }
    let last = written.len().saturating_sub(1);
    let mut above: Option<(&str, &Exact)> = None;
    for (number, grade) in written.iter().enumerate() {
        let name = &grade.value.name;
        if let Some(first) = written.iter().take(number).find(|other| other.value.name.value == name.value) {
            problems.twice(&name.value, name.at.clone(), first.value.name.at.clone());
        }
        match (&grade.value.at_least, number == last) {
            (Some(edge), true) => {
                problems.error(edge.at.clone(), message!("scheme-last-grade-with-edge", grade = &name.value));
            }
            (None, false) => {
                problems.error(name.at.clone(), message!("scheme-grade-without-edge", grade = &name.value));
            }
            (Some(edge), false) => {
                if let Some((better, higher)) = above
                    && edge.value.0 >= *higher
                {
                    let message = message!(
                        "scheme-grades-not-descending",
                        grade = &name.value,
                        edge = &edge.value.0,
                        better = better,
                        higher = higher
                    );
                    problems.error(edge.at.clone(), message);
                }
                above = Some((&name.value, &edge.value.0));
            }
            (None, true) => {}
        }
    }
}

fn grade(written: &Placed<GradeDocument>, problems: &mut Problems) -> GradeSource {
    let grade = &written.value;
    GradeSource {
        name: grade.name.value.clone(),
        at: grade.name.at.clone(),
        at_least: grade.at_least.as_ref().map(super::points),
        quota: grade.quota.as_ref().and_then(|written| quota(written, problems)),
        needs: grade.needs.iter().flat_map(|needs| &needs.0).map(expanded).collect(),
    }
}

fn quota(written: &Placed<QuotaDocument>, problems: &mut Problems) -> Option<Quota> {
    let quota = &written.value;
    let of = quota.of.unwrap_or(QuotaOf::Group);
    match (&quota.share, &quota.count) {
        (Some(share), None) => {
            let value = &share.value.0;
            if !value.is_positive() || *value > Exact::ONE {
                problems.add(
                    Diagnostic::error(share.at.clone(), message!("scheme-quota-share-range", share = value))
                        .help(message!("scheme-write-percent", example = "30%")),
                );
            }
            Some(Quota::Share { share: value.clone(), of, round: quota.round.unwrap_or(RoundingMode::Down) })
        }
        (None, Some(count)) => {
            if quota.round.is_some() {
                problems.error(count.at.clone(), message!("scheme-quota-count-rounded"));
            }
            Some(Quota::Count { count: count.value, of })
        }
        (Some(_), Some(_)) | (None, None) => {
            problems.error(written.at.clone(), message!("scheme-quota-share-or-count"));
            None
        }
    }
}

/// The short word for the usual precondition, as it is suggested to who misspells it.
pub const NO_AREA_BELOW: &str = "no_area_below_60";

/// A condition with its short words written out: `no_area_below_60` is `areas_below(60.pct) == 0`.
pub fn expanded(written: &ScriptText) -> ScriptText {
    let percent = written.text.trim().strip_prefix("no_area_below_").filter(|percent| percent.parse::<u32>().is_ok());
    match percent {
        Some(percent) => ScriptText { text: format!("areas_below({percent}.pct) == 0"), ..written.clone() },
        None => written.clone(),
    }
}
