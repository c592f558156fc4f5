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
    /// How its points come of its children's. `None` where they don't: a veto took them, or nothing in it counts.
    pub joint: Option<Joint>,
}

/// How the points of an area come of those of its children that count, with everything else about it settled.
#[derive(Debug, Clone, PartialEq)]
pub struct Joint {
    pub combine: Combine,
    /// The full points of the children that count, in their order.
    pub fulls: Vec<Exact>,
    /// What the sum of the children's points, or their mean or worst share, is multiplied by.
    times: Exact,
    rounding: Option<Rounding>,
}

impl Joint {
    /// The points of the children added up, or the share that stands for all of theirs.
    fn joined(&self, points: &[&Exact]) -> Exact {
        let shares = || points.iter().zip(&self.fulls).map(|(points, full)| share(points, full));
        match self.combine {
            Combine::Sum | Combine::WeightedMean => points.iter().copied().sum(),
            Combine::GeometricMean => {
                let shares = shares().map(|share| share.max(Exact::ZERO)).zip(self.fulls.iter().cloned());
                weighted_geometric_mean(&shares.collect::<Vec<_>>(), GEOMETRIC_PLACES).unwrap_or_default()
            }
            Combine::Worst => shares().min().unwrap_or_default(),
        }
    }

    /// Of an area that is never rounded.
    #[cfg(test)]
    pub fn of(combine: Combine, fulls: Vec<Exact>, times: Exact) -> Joint {
        Joint { combine, fulls, times, rounding: None }
    }

    /// To what its points are rounded.
    pub fn grain(&self) -> Option<Exact> {
        self.rounding.as_ref().map(|rounding| Exact::scaled(1, rounding.places))
    }

    /// The points of the area, of what its children come to together: the sum of their points under sums and weighted means, else a share.
    pub fn points(&self, joined: &Exact) -> Exact {
        let points = match self.combine {
            Combine::GeometricMean => &Rounding::half_even(GEOMETRIC_PLACES).apply(joined) * &self.times,
            Combine::Sum | Combine::WeightedMean | Combine::Worst => joined * &self.times,
        };
        self.rounding.as_ref().map_or(points.clone(), |rounding| rounding.apply(&points))
    }

    /// No more than this has to come together for so many points; it may be a little less than enough.
    pub fn joined_for(&self, points: &Exact) -> Option<Exact> {
        let before = self.rounding.as_ref().map_or(points.clone(), |rounding| least_rounded_to(rounding, points));
        let joined = before.checked_div(&self.times)?;
        Some(match self.combine {
            Combine::GeometricMean => least_rounded_to(&Rounding::half_even(GEOMETRIC_PLACES), &joined),
            Combine::Sum | Combine::WeightedMean | Combine::Worst => joined,
        })
    }
}

/// The least number that is rounded to at least `wanted`, or what it is just above.
pub fn least_rounded_to(rounding: &Rounding, wanted: &Exact) -> Exact {
    let step = Exact::scaled(1, rounding.places);
    let scaled = wanted.times_power_of_ten(rounding.places).ceil();
    let edge = &scaled * &step;
    let half = &step * &Exact::scaled(5, 1);
    let hair = Exact::scaled(1, rounding.places + 9);
    for below in [step, half] {
        if rounding.apply(&(&edge - &below + hair.clone())) >= edge {
            return edge - below;
        }
    }
    edge
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
            joint: None,
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
            joint: None,
        };
        if !known.is_empty() {
            // Under a sum what is left out goes up with it, unless the area shares it out itself.
            let goes_up = sums && under == Under::Sum && !own_policy;
            let mut times = match area.combine {
                Combine::Sum => Exact::ONE,
                Combine::WeightedMean => share(&full, &known.iter().map(|(_, full)| full).sum()),
                Combine::GeometricMean | Combine::Worst => full.clone(),
            };
            let mut on_grid = sums;
            let factor = scale().or_else(|| (!sums && left_out.is_positive()).then_some(Exact::ONE));
            if goes_up {
                worth.left_out = left_out;
            } else if let Some(factor) = factor {
                if sums {
                    (times, on_grid) = (factor.clone(), false);
                }
                worth.rescaled = Some(Rescaled { absent: Points(left_out), factor });
            }
            if sums && under == Under::Mean && full != all {
                (times, on_grid) = (&times * &share(&full, &all), false);
            }
            let rounding = self.combining.rounding.filter(|_| under == Under::Sum && !on_grid && !weighed).copied();
            let (points, fulls): (Vec<&Exact>, Vec<Exact>) =
                known.iter().map(|(points, full)| (points, full.clone())).unzip();
            let weighs = area.combine == Combine::WeightedMean || sums && under == Under::Mean && full != all;
            if weighs && fulls.iter().all(Exact::is_zero) {
                // Of what has no points it has all.
                worth.points = Some(rounding.map_or(full.clone(), |rounding| rounding.apply(&full)));
            } else {
                let joint = Joint { combine: area.combine, fulls, times, rounding };
                worth.points = Some(joint.points(&joint.joined(&points)));
                worth.joint = Some(joint);
            }
        }
        if worth.vetoed {
            worth.points = Some(Exact::ZERO);
            worth.left_out = Exact::ZERO;
            (worth.rescaled, worth.joint) = (None, None);
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
