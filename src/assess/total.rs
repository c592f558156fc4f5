//! From combined areas to a total: scaling, bonuses, deductions, caps, the last rounding; each a line that adds up.
//!
//! What the sheet doesn't say is settled so: without a cap a total may go above the sheet's full points; it never goes below nothing,
//! because a unit with nothing left has nothing to lose.

use super::assessment::TotalLine;
use super::combine::AreaWorth;
use crate::figure::{Exact, Points, Rounding};
use crate::message;
use crate::plan::{Combine, Numbers, RankOn, RoundAt, Sheet};
use crate::words::Message;

/// What bonuses give and deductions take (a number below zero), before caps.
#[derive(Debug, Clone, Default)]
pub(super) struct Adjusted {
    pub bonus: Exact,
    pub deduction: Exact,
    /// Open bonuses may give, open deductions take, more than any number: only a cap of the sheet, or its floor, ends them.
    pub gives_any: bool,
    pub takes_any: bool,
}

/// The totals of a unit.
#[derive(Debug, Clone)]
pub(super) struct Totals {
    /// As printed.
    pub total: Exact,
    pub least: Exact,
    pub most: Exact,
    /// Before the last rounding.
    pub exact: Exact,
    /// Before it is held between nothing and the sheet's cap, too: it rises with every item.
    pub unbounded: Exact,
    /// The same with what the last rounding adds where items are rounded: what the lines of the total come to but for those that hold it.
    /// Two of them differ by points as they are printed; of `unbounded` that is so only where nothing is scaled.
    pub unheld: Exact,
    /// What ranks and grades are decided on: exact or printed, as the scheme says. Now, at least, at most.
    pub basis: [Exact; 3],
    /// Taken by deductions, as positive numbers: now, at the most, at the least.
    pub deducted: [Exact; 3],
    /// There is no most that deductions may take.
    pub takes_any: bool,
    pub lines: Vec<TotalLine>,
}

/// Totals in the three worlds (now, least, most). `earned` are the points of the items counted now that are added up
/// as they are; `None` where no item is.
pub(super) fn total(
    sheet: &Sheet,
    numbers: &Numbers,
    earned: Option<&Exact>,
    areas: &[Vec<AreaWorth>; 3],
    adjusted: &[Adjusted; 3],
) -> Totals {
    let rounding = Rounding::new(numbers.round, numbers.points);
    let sums = [0, 1, 2].map(|world| {
        let areas = areas.get(world).map(Vec::as_slice).unwrap_or_default();
        let adjusted = adjusted.get(world).cloned().unwrap_or_default();
        sum(sheet, numbers, &rounding, earned, areas, &adjusted)
    });
    let [now, least, most] = sums;
    let total = now.total;
    let basis = |exact: Exact, shown: Exact| match numbers.rank_on {
        RankOn::Exact => exact,
        RankOn::Shown => shown,
    };
    let (low, high) = (least.total.min(total.clone()), most.total.max(total.clone()));
    let exact_low = least.exact.min(now.exact.clone());
    let exact_high = most.exact.max(now.exact.clone());
    Totals {
        basis: [
            basis(now.exact.clone(), total.clone()),
            basis(exact_low, low.clone()),
            basis(exact_high, high.clone()),
        ],
        least: low,
        most: high,
        exact: now.exact,
        unbounded: now.unbounded,
        unheld: now.unheld,
        deducted: [now.deducted, least.deducted, most.deducted],
        takes_any: sheet.deduction_cap.is_none() && adjusted.iter().any(|adjusted| adjusted.takes_any),
        total,
        lines: now.lines,
    }
}

struct Sum {
    exact: Exact,
    unbounded: Exact,
    unheld: Exact,
    total: Exact,
    deducted: Exact,
    lines: Vec<TotalLine>,
}

fn sum(
    sheet: &Sheet,
    numbers: &Numbers,
    rounding: &Rounding,
    earned: Option<&Exact>,
    areas: &[AreaWorth],
    adjusted: &Adjusted,
) -> Sum {
    let of_items = earned.map(|earned| (message!("step-total-items"), earned.clone()));
    let mut steps: Vec<(Message, Exact)> = of_items.into_iter().collect();
    let earned = earned.cloned().unwrap_or_default();
    let root = areas.first();
    let base = root.and_then(|root| root.points.clone()).unwrap_or_default();
    let rescaled = root.and_then(|root| root.rescaled.as_ref());
    // Under a sum, what the areas come to before the sheet's own scaling; any other way of combining is one step.
    let before_scaling = match (rescaled, sheet.area.combine) {
        (Some(rescaled), Combine::Sum) => base.checked_div(&rescaled.factor).unwrap_or_default(),
        (Some(_) | None, Combine::Sum | Combine::WeightedMean | Combine::GeometricMean | Combine::Worst) => {
            base.clone()
        }
    };
    steps.push((message!("step-total-areas"), &before_scaling - &earned));
    if let Some(rescaled) = rescaled {
        let say = message!("step-total-rescaled", absent = &rescaled.absent, full = &sheet.total);
        steps.push((say, &base - &before_scaling));
    }
    let capped = |points: &Exact, cap: &Option<Points>| match cap {
        Some(cap) => points.clone().min(cap.0.clone()),
        None => points.clone(),
    };
    let without_end = |points: Exact, any: bool, cap: &Option<Points>| match cap {
        Some(cap) if any => cap.0.clone(),
        Some(_) | None => points,
    };
    let bonus = without_end(capped(&adjusted.bonus, &sheet.bonus_cap), adjusted.gives_any, &sheet.bonus_cap);
    steps.push((message!("step-total-bonus"), adjusted.bonus.clone()));
    steps.push((message!("step-total-bonus-cap"), &bonus - &adjusted.bonus));
    let taken = -&adjusted.deduction;
    let deducted = without_end(capped(&taken, &sheet.deduction_cap), adjusted.takes_any, &sheet.deduction_cap);
    steps.push((message!("step-total-deduction"), adjusted.deduction.clone()));
    steps.push((message!("step-total-deduction-cap"), &taken - &deducted));
    let sum = base + bonus - deducted.clone();
    let under_cap = capped(&sum, &sheet.total_cap);
    steps.push((message!("step-total-cap"), &under_cap - &sum));
    let exact = match (&sheet.bonus_cap, &sheet.deduction_cap, &sheet.total_cap) {
        (_, None, _) if adjusted.takes_any => Exact::ZERO,
        (None, _, Some(cap)) if adjusted.gives_any => cap.0.clone(),
        (_, _, _) => under_cap.clone().max(Exact::ZERO),
    };
    steps.push((message!("step-total-floor"), &exact - &under_cap));
    let total = rounding.apply(&exact);
    let rest = &total - &exact;
    // Where items are rounded only the scaling, or areas of which only shares count, can leave a rest, and what is printed of it has to add up
    // too.
    let of_rest = match (sheet.area.combine, rescaled) {
        (Combine::Sum, Some(_)) => "step-total-rescaled",
        (Combine::Sum, None) | (Combine::WeightedMean | Combine::GeometricMean | Combine::Worst, _) => {
            "step-total-areas"
        }
    };
    let unheld = match numbers.at {
        RoundAt::Item => &sum + &rest,
        RoundAt::Total => sum.clone(),
    };
    let step = steps.iter().position(|(say, _)| say.key == of_rest);
    match step.and_then(|step| steps.get_mut(step)) {
        Some((_, points)) if numbers.at == RoundAt::Item => *points += &rest,
        Some(_) | None => steps.push((message!("step-total-rounding"), rest)),
    }
    Sum { exact, unbounded: sum, unheld, total, deducted, lines: lines(steps) }
}

/// The lines of a total that say something.
fn lines(lines: Vec<(Message, Exact)>) -> Vec<TotalLine> {
    lines
        .into_iter()
        .enumerate()
        .filter(|(index, (_, points))| *index == 0 || !points.is_zero())
        .map(|(_, (say, points))| TotalLine { say, points: Points(points) })
        .collect()
}
