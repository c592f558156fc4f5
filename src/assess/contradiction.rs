//! What speaks against a result as it stands: what an inspector would hold against it first, a top grade beside facts that contradict it;
//! and, apart from that, that it rests on too little to be compared with others.

use super::assessment::ItemResult;
use super::condition::Outlook;
use super::show::percent;
use crate::figure::Exact;
use crate::message;
use crate::plan::{Area, Child, Mark};
use crate::words::Message;

pub(super) fn contradictions(outlook: &Outlook) -> Vec<Message> {
    let settled = outlook.settled;
    let mut found = Vec::new();
    if outlook.grade == 0 && outlook.sheet.grades.len() > 1 {
        let name = outlook.sheet.grades.first().map(|grade| grade.name.as_str()).unwrap_or_default();
        let is_settled = outlook.grades.is_none_or(|(best, worst)| best == worst);
        let grade = &match is_settled {
            true => message!("contradiction-grade", grade = name),
            false => message!("contradiction-grade-so-far", grade = name),
        };
        for item in settled.items.iter().filter(|item| item.worst_class) {
            found.push(message!(
                "contradiction-worst-class",
                grade = grade.clone(),
                title = &item.title,
                figure = &item.shown
            ));
        }
        for item in outlook.marked(Mark::Overdue) {
            found.push(message!("contradiction-overdue", grade = grade.clone(), title = &item.title));
        }
        for veto in settled.vetoes.iter().filter(|veto| veto.state.applied) {
            found.push(message!("contradiction-veto", grade = grade.clone(), title = veto.title));
        }
        for area in settled.areas.iter().map(|area| &area.result).filter(|area| area.depth == 1 && !area.left_out) {
            let half: Exact = &area.points.0 + &area.points.0;
            if half < area.assessed.0 {
                let (points, full) = (&area.points, &area.assessed);
                found.push(message!(
                    "contradiction-weak-area",
                    grade = grade.clone(),
                    title = &area.title,
                    points = points,
                    full = full
                ));
            }
        }
    }
    found
}

/// Results that rest on less than this share of their points can't be compared with others.
const COMPARABLE: (i64, i64) = (6, 10);

/// Why a result is hardly to be compared with others, where it isn't. That is nobody's fault, and contradicts nothing.
pub(super) fn not_comparable(outlook: &Outlook) -> Option<Message> {
    let share = left_out(&outlook.sheet.area, &mut outlook.settled.items.iter());
    let enough = Exact::ratio(COMPARABLE.0, COMPARABLE.1)?;
    (share > Exact::ONE - enough).then(|| message!("not-comparable", share = percent(&share)))
}

/// The share of an area's points, or of its weight, that items have which are left out: not assessed, or without a figure. `items` stand at
/// the first of the area.
fn left_out(area: &Area, items: &mut std::slice::Iter<ItemResult>) -> Exact {
    let (mut absent, mut all) = (Exact::ZERO, Exact::ZERO);
    for child in &area.children {
        let (share, full) = match child {
            Child::Area(area) => (left_out(area, items), &area.full.0),
            Child::Item(item) => match items.next().is_some_and(|result| result.left_out) {
                true => (Exact::ONE, &item.points.0),
                false => (Exact::ZERO, &item.points.0),
            },
        };
        absent += &(&share * full);
        all += full;
    }
    absent.checked_div(&all).unwrap_or_default()
}
