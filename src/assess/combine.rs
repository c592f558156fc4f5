//! Areas: how the points of items come together, for what is known and for the two ends of what can still be.
//!
//! What is left out (缺项) is shared out like this. Under a mean or the worst of several the rest stands for it, at once. Under sums it
//! goes up until an area says `rescale` for itself, a mean above asks for a share, or the sheet's root is reached; there
//! points × full ÷ (full − left out). Items and areas below keep the points that they earned: the scaling is a line of its own.
//!
//! All four ways of combining rise with each child's points, so that the same walk over all lowest (highest) points gives the
//! lowest (highest) total.

use super::assessment::Rescaled;
use super::root::weighted_geometric_mean;
use crate::figure::{Exact, Points, Rounding};
use crate::plan::{Area, Child, Combine, NotApplicablePolicy};

/// The points of a geometric mean's share.
const GEOMETRIC_PLACES: u32 = 12;

/// What an item brings to the sum; `points` of `None`: it is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Worth {
    pub points: Option<Exact>,
    /// With points given to it by items that are not assessed, and without those that it gave away.
    pub full: Exact,
    /// As the scheme has it.
    pub nominal: Exact,
}

/// What an area came to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AreaWorth<'p> {
    pub area: &'p Area,
    pub depth: u32,
    /// `None`: everything in it is left out.
    pub points: Option<Exact>,
    /// With what was given to it from outside: under a sum what its children have, else its own in the same proportion.
    pub full: Exact,
    nominal: Exact,
    /// Full points left out below it that it has not shared out itself.
    pub left_out: Exact,
    pub rescaled: Option<Rescaled>,
    pub vetoed: bool,
}

impl AreaWorth<'_> {
    /// The full points of what was assessed in it.
    pub fn assessed(&self) -> Exact {
        &self.full - &self.left_out
    }
}

pub(super) struct Combining<'a> {
    /// Rounding of an area whose points are no plain sum of rounded ones, where it enters a sum.
    pub rounding: Option<&'a Rounding>,
    /// Ids of areas that a veto zeroes.
    pub zeroed: &'a dyn Fn(&str) -> bool,
}

/// All areas, depth first, the root first. `items` in the order of [`Area::items`].
pub(super) fn combine<'p>(root: &'p Area, items: &[Worth], combining: &Combining) -> Vec<AreaWorth<'p>> {
    let mut walk = Walk { items: items.iter(), combining, found: Vec::new() };
    // The root shares out what is left, and its last rounding is the total's.
    walk.area(root, 0, Under::Nothing, false);
    walk.found
}

/// What an area stands under.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Under {
    /// It is the root: what is left out is shared out here.
    Nothing,
    /// Its points are added to others.
    Sum,
    /// Its share of its full points is weighed: what is left out is shared out here, and its full points are its weight.
    Mean,
}

struct Walk<'a, 'p> {
    items: std::slice::Iter<'a, Worth>,
    combining: &'a Combining<'a>,
    found: Vec<AreaWorth<'p>>,
}

impl<'p> Walk<'_, 'p> {
    /// `weighed`: of what stands here only the share counts further up, which no rounding may touch.
    fn area(&mut self, area: &'p Area, depth: u32, under: Under, weighed: bool) -> AreaWorth<'p> {
        let place = self.found.len();
        self.found.push(AreaWorth {
            area,
            depth,
            points: None,
            full: Exact::ZERO,
            nominal: Exact::ZERO,
            left_out: Exact::ZERO,
            rescaled: None,
            vetoed: false,
        });
        let sums = area.combine == Combine::Sum;
        let mut known: Vec<(Exact, Exact)> = Vec::new();
        let mut left_out = Exact::ZERO;
        let mut all = Exact::ZERO;
        let mut nominal = Exact::ZERO;
        for child in &area.children {
            let (points, full, left_below) = match child {
                Child::Area(child) => {
                    let worth =
                        self.area(child, depth + 1, if sums { Under::Sum } else { Under::Mean }, weighed || !sums);
                    nominal += &worth.nominal;
                    (worth.points, worth.full, worth.left_out)
                }
                Child::Item(_) => match self.items.next() {
                    Some(worth) => {
                        nominal += &worth.nominal;
                        (worth.points.clone(), worth.full.clone(), Exact::ZERO)
                    }
                    None => continue,
                },
            };
            all += &full;
            match points {
                Some(points) => {
                    left_out += &left_below;
                    known.push((points, full));
                }
                None => left_out += &full,
            }
        }
        let (full, nominal) = if sums && under != Under::Mean {
            (all.clone(), nominal)
        } else {
            let grown = all.checked_div(&nominal).unwrap_or(Exact::ONE);
            (&area.full.0 * &grown, area.full.0.clone())
        };
        let own_policy = matches!(area.not_applicable, Some(NotApplicablePolicy::Rescale));
        let counted = &all - &left_out;
        let scale = || all.checked_div(&counted).filter(|_| left_out.is_positive());
        let mut worth = AreaWorth {
            area,
            depth,
            points: None,
            full: full.clone(),
            nominal,
            left_out: Exact::ZERO,
            rescaled: None,
            vetoed: (self.combining.zeroed)(&area.id),
        };
        let mut on_grid = false;
        if !known.is_empty() {
            let sum: Exact = known.iter().map(|(points, _)| points).sum();
            worth.points = Some(match area.combine {
                Combine::Sum if under != Under::Sum || own_policy => match scale() {
                    Some(factor) => {
                        worth.rescaled = Some(Rescaled { absent: Points(left_out.clone()), factor: factor.clone() });
                        sum * factor
                    }
                    None => {
                        on_grid = true;
                        sum
                    }
                },
                Combine::Sum => {
                    worth.left_out = left_out.clone();
                    on_grid = true;
                    sum
                }
                Combine::WeightedMean => &full * &share(&sum, &known.iter().map(|(_, full)| full).sum()),
                Combine::GeometricMean => &full * &geometric(&known),
                Combine::Worst => {
                    &full * &known.iter().map(|(points, full)| share(points, full)).min().unwrap_or_default()
                }
            });
            if !sums && left_out.is_positive() {
                let factor = scale().unwrap_or(Exact::ONE);
                worth.rescaled = Some(Rescaled { absent: Points(left_out), factor });
            }
        }
        if sums && let Some(points) = worth.points.take_if(|_| under == Under::Mean && full != all) {
            worth.points = Some(&full * &share(&points, &all));
            on_grid = false;
        }
        if worth.vetoed {
            worth.points = Some(Exact::ZERO);
            worth.left_out = Exact::ZERO;
            worth.rescaled = None;
        } else if let (Some(points), Some(rounding), true, false) =
            (&worth.points, self.combining.rounding, under == Under::Sum && !weighed, on_grid)
        {
            worth.points = Some(rounding.apply(points));
        }
        if let Some(slot) = self.found.get_mut(place) {
            *slot = worth.clone();
        }
        worth
    }
}

/// An item of no points has all of them.
fn share(points: &Exact, full: &Exact) -> Exact {
    points.checked_div(full).unwrap_or(Exact::ONE)
}

fn geometric(known: &[(Exact, Exact)]) -> Exact {
    let shares: Vec<(Exact, Exact)> =
        known.iter().map(|(points, full)| (share(points, full).max(Exact::ZERO), full.clone())).collect();
    weighted_geometric_mean(&shares, GEOMETRIC_PLACES).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Place;

    fn exact(text: &str) -> Exact {
        text.parse().expect("a number in a test")
    }

    fn item(points: &str) -> Child {
        Child::Item(crate::plan::Item {
            rule: crate::plan::ItemId("i".into()),
            at: Place::default(),
            points: Points(exact(points)),
            missing: None,
            not_applicable: None,
            departments: Vec::new(),
        })
    }

    fn area(combine: Combine, full: &str, children: Vec<Child>) -> Area {
        let (id, title, at) = (String::new(), String::new(), Place::default());
        Area { id, title, at, combine, full: Points(exact(full)), not_applicable: None, children }
    }

    fn worth(points: Option<&str>, full: &str) -> Worth {
        Worth { points: points.map(exact), full: exact(full), nominal: exact(full) }
    }

    fn combined(root: &Area, items: &[Worth]) -> Vec<Option<Exact>> {
        let combining = Combining { rounding: None, zeroed: &|_| false };
        combine(root, items, &combining).into_iter().map(|area| area.points).collect()
    }

    #[test]
    fn a_left_out_item_is_scaled_away_over_the_whole_sheet() {
        let root = area(
            Combine::Sum,
            "100",
            vec![
                Child::Area(area(Combine::Sum, "40", vec![item("10"), item("30")])),
                Child::Area(area(Combine::Sum, "60", vec![item("60")])),
            ],
        );
        let items = [worth(None, "10"), worth(Some("27"), "30"), worth(Some("45"), "60")];
        // (27 + 45) ÷ 90 × 100; the areas keep what they earned.
        assert_eq!(combined(&root, &items), [Some(exact("80")), Some(exact("27")), Some(exact("45"))]);
    }

    #[test]
    fn an_area_with_its_own_policy_is_scaled_within() {
        let mut inner = area(Combine::Sum, "40", vec![item("10"), item("30")]);
        inner.not_applicable = Some(NotApplicablePolicy::Rescale);
        let root = area(Combine::Sum, "100", vec![Child::Area(inner), item("60")]);
        let items = [worth(None, "10"), worth(Some("27"), "30"), worth(Some("45"), "60")];
        // 27 ÷ 30 × 40 = 36, and 36 + 45.
        assert_eq!(combined(&root, &items), [Some(exact("81")), Some(exact("36"))]);
    }

    #[test]
    fn means_and_the_worst_leave_the_absent_out_of_both_sums() {
        let items = [worth(Some("1"), "4"), worth(None, "2"), worth(Some("1"), "1")];
        let of = |combine| {
            let root = area(combine, "100", vec![item("4"), item("2"), item("1")]);
            combined(&root, &items).first().cloned().flatten()
        };
        assert_eq!(of(Combine::WeightedMean), Some(exact("40")));
        assert_eq!(of(Combine::Worst), Some(exact("25")));
        // (1/4)^(4/5) = 0.329876977693…
        assert_eq!(of(Combine::GeometricMean), Some(exact("32.9876977693")));
    }

    #[test]
    fn an_area_that_adds_up_is_weighed_by_its_own_weight_and_not_by_the_points_in_it() {
        let root = |combine| {
            let summed = area(Combine::Sum, "30", vec![item("60"), item("20")]);
            area(combine, "100", vec![Child::Area(summed), Child::Area(area(Combine::Sum, "70", vec![item("20")]))])
        };
        let nothing_and_all = [worth(Some("0"), "60"), worth(Some("0"), "20"), worth(Some("20"), "20")];
        let expected = [Some(exact("70")), Some(exact("0")), Some(exact("70"))];
        assert_eq!(combined(&root(Combine::WeightedMean), &nothing_and_all), expected);
        // What is absent in the area is shared out in it: 10 of 20 is half of the 30.
        let absent = [worth(None, "60"), worth(Some("10"), "20"), worth(Some("20"), "20")];
        let expected = [Some(exact("85")), Some(exact("15")), Some(exact("70"))];
        assert_eq!(combined(&root(Combine::WeightedMean), &absent), expected);
        assert_eq!(combined(&root(Combine::Worst), &absent).first(), Some(&Some(exact("50"))));
    }

    #[test]
    fn nothing_assessed_is_left_out_as_a_whole() {
        let root = area(Combine::Sum, "10", vec![Child::Area(area(Combine::Worst, "4", vec![item("4")])), item("6")]);
        let items = [worth(None, "4"), worth(Some("3"), "6")];
        assert_eq!(combined(&root, &items), [Some(exact("5")), None]);
    }
}
