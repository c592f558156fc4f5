//! Every curve against worked points, then properties over random curves.

use proptest::prelude::*;

use super::*;
use crate::plan::{
    Class, Curve, CurveNode, Formula, FormulaNode, Literal, Node, Parts, Place, Quantity, RankBand, Step, Towards,
};

fn exact(text: &str) -> Exact {
    match text.strip_suffix('%') {
        Some(percent) => Quantity::percent(&percent.parse().expect("a number in a test")).value,
        None => text.parse().expect("a number in a test"),
    }
}

fn points(text: &str) -> Points {
    Points(exact(text))
}

fn node<T>(inner: T) -> Node<T> {
    Node::new(Place::default(), inner)
}

fn number(value: &Exact) -> Formula {
    node(FormulaNode::Literal(Literal::Number(Quantity::bare(value.clone()))))
}

fn curve(base: CurveNode) -> Curve {
    Curve { base: node(base), none_below: None, late: None, early: None }
}

fn deduct(points: &str, per: &str, parts: Parts) -> Curve {
    curve(CurveNode::Deduct { points: exact(points), per: Quantity::bare(exact(per)), parts })
}

fn steps(list: &[(&str, &str)]) -> Curve {
    let step = |(edge, share): &(&str, &str)| {
        node(Step { edge: Literal::Number(Quantity::bare(exact(edge))), share: exact(share) })
    };
    curve(CurveNode::Steps(list.iter().map(step).collect()))
}

/// The target of an aim, for the two simple directions.
fn target_of(aim: &Aim) -> TargetNode {
    match aim {
        Aim::AtLeast(value) => TargetNode::AtLeast(number(value)),
        Aim::AtMost(value) => TargetNode::AtMost(number(value)),
        Aim::Within(low, high) => TargetNode::Between { low: number(low), high: number(high) },
        Aim::Open => TargetNode::Open,
    }
}

fn shape(curve: &Curve, aim: Aim, full: &str) -> Shape {
    Shape::new(curve, &target_of(&aim), &Held::indicator(points(full), aim)).expect("a shape in a test")
}

fn at_least(value: &str) -> Aim {
    Aim::AtLeast(exact(value))
}

fn at_most(value: &str) -> Aim {
    Aim::AtMost(exact(value))
}

#[track_caller]
fn gives(shape: &Shape, cases: &[(&str, &str)]) {
    for (figure, expected) in cases {
        assert_eq!(shape.points(&exact(figure)), points(expected), "figure {figure} of {shape:?}");
    }
}

#[test]
fn full_or_none_belongs_to_the_edge() {
    let curve = curve(CurveNode::FullOrNone);
    gives(&shape(&curve, at_least("90%"), "3"), &[("0.9", "3"), ("0.8999", "0"), ("1.2", "3")]);
    gives(&shape(&curve, at_most("5"), "3"), &[("5", "3"), ("5.01", "0"), ("-1", "3")]);
    let within = shape(&curve, Aim::Within(exact("6"), exact("9")), "3");
    gives(&within, &[("6", "3"), ("9", "3"), ("7", "3"), ("5.9", "0"), ("9.1", "0")]);
    assert_eq!(within.inverse(&points("3")), Reached::At(exact("6")));
}

#[test]
fn proportional_counts_up_to_the_target_or_down_from_it() {
    let curve = curve(CurveNode::Proportional);
    let up = shape(&curve, at_least("80%"), "6");
    gives(&up, &[("0.8", "6"), ("0.9", "6"), ("0.4", "3"), ("0", "0"), ("-0.1", "0"), ("0.6", "4.5")]);
    assert_eq!(up.inverse(&points("3")), Reached::At(exact("0.4")));
    assert_eq!(up.inverse(&points("7")), Reached::Never);
    assert_eq!(up.inverse(&points("0")), Reached::Always);
    // 35 of 42 µg/m³ is 5/6 of the points.
    let down = shape(&curve, at_most("35"), "6");
    gives(&down, &[("35", "6"), ("42", "5"), ("70", "3"), ("30", "6")]);
    assert_eq!(down.inverse(&points("5")), Reached::At(exact("42")));
    assert_eq!(down.range(), Range { least: Some(points("0")), most: Some(points("6")) });
    // A target of nothing can't be divided by: all or nothing.
    gives(&shape(&curve, at_most("0"), "6"), &[("0", "6"), ("-2", "6"), ("0.1", "0")]);
    gives(&shape(&curve, at_least("0"), "6"), &[("0", "6"), ("2", "6"), ("-0.1", "0")]);
    let within = shape(&curve, Aim::Within(exact("6"), exact("9")), "6");
    gives(&within, &[("3", "3"), ("6", "6"), ("9", "6"), ("18", "3")]);
    // Who lies above the range comes down to its upper end, and half of the way is there too.
    let nearest = |share: &str, figure: &str| within.nearest(&points(share), &exact(figure), 2);
    assert_eq!((nearest("6", "20"), nearest("3", "20")), (Some(exact("9")), Some(exact("18"))));
    assert_eq!((nearest("6", "2"), nearest("3", "2")), (Some(exact("6")), Some(exact("3"))));
    assert_eq!(up.nearest(&points("3"), &exact("0.9"), 2), Some(exact("0.4")));
}

#[test]
fn nothing_below_the_limit() {
    let mut curve = curve(CurveNode::Proportional);
    curve.none_below = Some(node(Quantity::percent(&exact("50"))));
    let up = shape(&curve, at_least("80%"), "6");
    gives(&up, &[("0.5", "3.75"), ("0.4999", "0"), ("0.8", "6")]);
    assert_eq!(up.inverse(&points("1")), Reached::At(exact("0.5")));
    assert_eq!(up.cliffs(&points("1")), [Cliff { at: exact("0.5"), size: points("3.75") }]);
    curve.none_below = Some(node(Quantity::bare(exact("70"))));
    gives(&shape(&curve, at_most("35"), "6"), &[("70", "3"), ("70.01", "0"), ("35", "6")]);
}

/// An edge or a begun step lies between two figures, or the points only slope from one to the other.
#[test]
fn figures_on_two_sides_of_an_edge_are_told_apart() {
    let mut curve = curve(CurveNode::Proportional);
    curve.none_below = Some(node(Quantity::percent(&exact("50"))));
    let up = shape(&curve, at_least("80%"), "6");
    assert!(up.jumps_between(&exact("0.4999"), &exact("0.5")));
    assert!(!up.jumps_between(&exact("0.5"), &exact("0.51")));
    assert!(!up.jumps_between(&exact("0.3"), &exact("0.4999")));
    let begun = shape(&deduct("1", "1", Parts::CountAsOne), at_most("10"), "6");
    assert!(begun.jumps_between(&exact("12.0001"), &exact("12")));
    assert!(!begun.jumps_between(&exact("12.0001"), &exact("12.9")));
    let sloping = shape(&deduct("1", "1", Parts::ProRata), at_most("10"), "6");
    assert!(!sloping.jumps_between(&exact("12.0001"), &exact("12")));
}

/// 每低1个百分点扣0.5分，扣完为止: a miss of 2.5 points of a percent, in the three ways to count a part.
#[test]
fn deductions_say_what_a_part_step_counts() {
    for (parts, expected) in [(Parts::ProRata, "4.75"), (Parts::WholeOnly, "5"), (Parts::CountAsOne, "4.5")] {
        let up = shape(&deduct("0.5", "1%", parts), at_least("90%"), "6");
        gives(&up, &[("0.875", expected), ("0.9", "6"), ("0.88", "5"), ("0.78", "0"), ("0.1", "0"), ("1", "6")]);
        let down = shape(&deduct("0.5", "1", parts), at_most("35"), "6");
        gives(&down, &[("37.5", expected), ("35", "6"), ("37", "5"), ("47", "0"), ("99", "0"), ("1", "6")]);
        let within = shape(&deduct("0.5", "1", parts), Aim::Within(exact("6"), exact("9")), "6");
        gives(&within, &[("3.5", expected), ("11.5", expected), ("7", "6"), ("6", "6"), ("9", "6"), ("4", "5")]);
        assert!(up.is_monotone() && down.is_monotone() && within.is_monotone());
        assert!(up.stays_within(&points("6")) && !up.stays_within(&points("5")));
    }
    let whole = shape(&deduct("0.5", "1%", Parts::WholeOnly), at_least("90%"), "6");
    assert_eq!(whole.inverse(&points("6")), Reached::Beyond(exact("0.89")));
    assert_eq!(whole.inverse(&points("6")).figure(Direction::Higher, 3), Some(exact("0.891")));
    assert_eq!(whole.inverse(&points("5.6")), Reached::Beyond(exact("0.89")));
    let begun = shape(&deduct("0.5", "1%", Parts::CountAsOne), at_least("90%"), "6");
    assert_eq!(begun.inverse(&points("6")), Reached::At(exact("0.9")));
    assert_eq!(begun.inverse(&points("5.4")), Reached::At(exact("0.89")));
}

/// The last step may be a part one: 6 points, 4 a step.
#[test]
fn deductions_end_at_nothing_even_within_a_step() {
    gives(&shape(&deduct("4", "1", Parts::WholeOnly), at_least("10"), "6"), &[("9", "2"), ("8.5", "2"), ("8", "0")]);
    gives(&shape(&deduct("4", "1", Parts::CountAsOne), at_least("10"), "6"), &[("9.5", "2"), ("9", "2"), ("8.9", "0")]);
    gives(
        &shape(&deduct("4", "1", Parts::ProRata), at_least("10"), "6"),
        &[("9", "2"), ("8.75", "1"), ("8.5", "0"), ("8", "0")],
    );
    gives(&shape(&deduct("4", "1", Parts::CountAsOne), at_least("10"), "0"), &[("9.5", "0"), ("10", "0")]);
}

/// A step of a billionth would be six billion steps to walk.
#[test]
fn tiny_steps_are_computed_and_not_walked() {
    let fine = shape(&deduct("0.000000001", "0.000000001", Parts::CountAsOne), at_least("100"), "6");
    assert!(fine.segments().len() <= 3);
    gives(&fine, &[("98", "4"), ("97.9999999995", "3.999999999"), ("1", "0")]);
    assert_eq!(fine.inverse(&points("4")), Reached::At(exact("98")));
}

#[test]
fn what_never_ends_is_refused() {
    let held = Held::indicator(points("6"), at_least("90%"));
    let refused = |curve: &Curve| Shape::new(curve, &target_of(&held.aim), &held);
    let deduct_of = |points, per| deduct(points, per, Parts::ProRata);
    assert_eq!(refused(&deduct_of("0", "1")), Err(ShapeError::NotPositive { curve: "deduct", what: "points" }));
    assert_eq!(refused(&deduct_of("1", "0")), Err(ShapeError::NotPositive { curve: "deduct", what: "per" }));
    assert_eq!(
        refused(&curve(CurveNode::RankBands(Vec::new()))),
        Err(ShapeError::Misfit(Misfit { curve: "rank_bands", with: "at_least" }))
    );
    let open = Held::indicator(points("6"), Aim::Open);
    assert_eq!(
        Shape::new(&curve(CurveNode::Proportional), &TargetNode::Open, &open),
        Err(ShapeError::Misfit(Misfit { curve: "proportional", with: "open" }))
    );
}

/// 低于目标值35天为0分.
#[test]
fn linear_runs_between_its_ends() {
    let linear = |from: &str, to: &str, aim: Aim, full: &str| {
        let curve = curve(CurveNode::Linear { from: number(&exact(from)), to: number(&exact(to)) });
        let held = Held { ends: Some((exact(from), exact(to))), ..Held::indicator(points(full), aim.clone()) };
        Shape::new(&curve, &target_of(&aim), &held).expect("a shape in a test")
    };
    let days = linear("265", "300", at_least("300"), "7");
    gives(&days, &[("300", "7"), ("265", "0"), ("270", "1"), ("365", "7"), ("100", "0")]);
    let down = linear("60", "30", at_most("30"), "6");
    gives(&down, &[("30", "6"), ("60", "0"), ("45", "3"), ("10", "6"), ("80", "0")]);
    assert_eq!(down.inverse(&points("3")), Reached::At(exact("45")));
    // A composite index between goalposts asks for nothing.
    gives(&linear("20", "85", Aim::Open, "100"), &[("52.5", "50"), ("20", "0"), ("90", "100")]);
}

/// 95 and up full, 90 to 95 80 %, below nothing: the upper end is closed.
#[test]
fn steps_belong_to_the_better_side() {
    let up = shape(&steps(&[("95", "1"), ("90", "0.8"), ("60", "0.5")]), at_least("95"), "5");
    gives(&up, &[("95", "5"), ("94.999", "4"), ("90", "4"), ("89.999", "2.5"), ("60", "2.5"), ("59.9", "0")]);
    assert_eq!(up.inverse(&points("4")), Reached::At(exact("90")));
    let down = shape(&steps(&[("35", "1"), ("50", "0.5")]), Aim::Open, "4");
    assert_eq!(down.direction(), Direction::Lower);
    gives(&down, &[("35", "4"), ("35.1", "2"), ("50", "2"), ("50.1", "0")]);
    // A step whose share is larger than the better one's is a fall that `check` reports.
    let falling = shape(&steps(&[("95", "0.5"), ("90", "0.8")]), at_least("95"), "5");
    assert!(!falling.is_monotone());
    gives(&falling, &[("96", "2.5"), ("91", "4")]);
}

#[test]
fn classes_are_better_when_lower_and_come_whole() {
    let class = |index| Literal::Class(Class { scale: "water".into(), index });
    let by_class = curve(CurveNode::Steps(vec![
        node(Step { edge: class(2), share: exact("1") }),
        node(Step { edge: class(3), share: exact("0.5") }),
    ]));
    let target = TargetNode::ClassAtLeast(node(FormulaNode::Literal(class(2))));
    let held = Held::indicator(points("6"), at_most("2"));
    let up = Shape::new(&by_class, &target, &held).expect("a shape in a test");
    gives(&up, &[("0", "6"), ("2", "6"), ("3", "3"), ("4", "0")]);
    assert_eq!(up.inverse(&points("3")), Reached::At(exact("3")));
    let missed = Shape::new(&deduct("2", "1", Parts::WholeOnly), &target, &held).expect("a shape in a test");
    gives(&missed, &[("2", "6"), ("3", "4"), ("5", "0")]);
    assert_eq!(missed.inverse(&points("4")), Reached::At(exact("3")));
    assert!(Shape::new(&curve(CurveNode::Proportional), &target, &held).is_err());
}

#[test]
fn cases_cost_give_and_take() {
    let per_case = |cap: Option<&str>| curve(CurveNode::PerCase { points: exact("2"), cap: cap.map(exact) });
    let held =
        |kind, full: Option<&str>| Held { kind, full: full.map(points), ..Held::indicator(points("0"), Aim::Open) };
    let of =
        |cap, kind, full| Shape::new(&per_case(cap), &TargetNode::Open, &held(kind, full)).expect("a shape in a test");
    gives(&of(None, RuleKind::Indicator, Some("5")), &[("0", "5"), ("1", "3"), ("2", "1"), ("3", "0"), ("9", "0")]);
    gives(&of(Some("3"), RuleKind::Indicator, Some("5")), &[("0", "5"), ("1", "3"), ("2", "2"), ("9", "2")]);
    gives(&of(None, RuleKind::Bonus, None), &[("0", "0"), ("3", "6")]);
    gives(&of(Some("3"), RuleKind::Bonus, Some("4")), &[("1", "2"), ("2", "3"), ("9", "3")]);
    gives(&of(None, RuleKind::Deduction, None), &[("0", "0"), ("3", "-6"), ("50", "-100")]);
    gives(&of(Some("3"), RuleKind::Deduction, Some("10")), &[("0", "0"), ("1", "-2"), ("5", "-3")]);
    assert_eq!(of(None, RuleKind::Deduction, None).range(), Range { least: None, most: Some(points("0")) });
    assert_eq!(of(None, RuleKind::Indicator, Some("5")).inverse(&points("2")), Reached::At(exact("1")));
}

/// A deduction takes what an indicator would lose.
#[test]
fn a_deduction_of_any_curve_costs_nothing_at_the_target() {
    let held = Held { kind: RuleKind::Deduction, ..Held::indicator(points("5"), at_least("90%")) };
    let target = target_of(&held.aim);
    let taken = Shape::new(&deduct("1", "1%", Parts::ProRata), &target, &held).expect("a shape in a test");
    gives(&taken, &[("0.95", "0"), ("0.9", "0"), ("0.88", "-2"), ("0.5", "-5")]);
    let uncapped = Shape::new(&deduct("1", "1%", Parts::CountAsOne), &target, &Held { full: None, ..held.clone() });
    gives(&uncapped.expect("a shape in a test"), &[("0.9", "0"), ("0.885", "-2"), ("0.5", "-40")]);
    let unsized_share = Shape::new(&curve(CurveNode::Proportional), &target, &Held { full: None, ..held });
    assert_eq!(unsized_share, Err(ShapeError::NeedsFull { curve: "proportional" }));
}

#[test]
fn rank_bands_reach_to_their_last_rank() {
    let band = |up_to, share: &str| RankBand { up_to, share: exact(share) };
    let bands = curve(CurveNode::RankBands(vec![band(3, "1"), band(10, "0.6")]));
    let ranks = shape(&bands, Aim::Open, "5");
    gives(&ranks, &[("1", "5"), ("3", "5"), ("4", "3"), ("10", "3"), ("11", "0")]);
    assert_eq!(ranks.inverse(&points("3")), Reached::At(exact("10")));
}

#[test]
fn improvement_counts_from_last_year() {
    let improve = curve(CurveNode::Improvement);
    let of = |target: TargetNode, by: &str, last: &str| {
        let aim = Aim::of(&target, &[exact(by)], Some(&exact(last))).expect("an aim in a test");
        let held = Held { last_year: Some(exact(last)), ..Held::indicator(points("4"), aim) };
        Shape::new(&improve, &target, &held).expect("a shape in a test")
    };
    let lower = TargetNode::ImproveOnLastYear { by: number(&exact("2")), towards: Towards::Lower };
    gives(&of(lower, "2", "40"), &[("40", "0"), ("39", "2"), ("38", "4"), ("30", "4"), ("45", "0")]);
    let higher = TargetNode::ImproveOnLastYear { by: number(&exact("2")), towards: Towards::Higher };
    gives(&of(higher, "2", "40"), &[("40", "0"), ("41", "2"), ("42", "4")]);
    gives(&of(TargetNode::NotAboveLastYear, "0", "40"), &[("40", "4"), ("39", "4"), ("40.1", "0")]);
}

#[test]
fn pace_asks_for_the_part_of_the_year_gone_by() {
    let aim = at_least("1200");
    let held = Held { year_gone: exact("1/4"), ..Held::indicator(points("4"), aim.clone()) };
    let pace = Shape::new(&curve(CurveNode::Pace), &target_of(&aim), &held).expect("a shape in a test");
    gives(&pace, &[("300", "4"), ("150", "2"), ("1200", "4"), ("0", "0")]);
}

#[test]
fn a_formula_that_is_a_line_can_be_read_backwards() {
    let line = Shape::straight(&exact("-2"), &exact("8"), &exact("6"));
    gives(&line, &[("0", "6"), ("1", "6"), ("2", "4"), ("4", "0"), ("9", "0")]);
    assert_eq!(line.inverse(&points("4")), Reached::At(exact("2")));
    gives(&Shape::straight(&Exact::ZERO, &exact("8"), &exact("6")), &[("3", "6")]);
}

/// A number of up to three decimals.
fn figures() -> impl Strategy<Value = Exact> {
    (-20_000i64..200_000).prop_map(|digits| Exact::scaled(digits, 3))
}

fn positive() -> impl Strategy<Value = Exact> {
    (1i64..50_000).prop_map(|digits| Exact::scaled(digits, 3))
}

fn parts() -> impl Strategy<Value = Parts> {
    prop_oneof![Just(Parts::ProRata), Just(Parts::WholeOnly), Just(Parts::CountAsOne)]
}

/// Curves whose points can't fall as the figure gets better.
fn rising() -> impl Strategy<Value = Shape> {
    let base = prop_oneof![
        Just(CurveNode::FullOrNone),
        Just(CurveNode::Proportional),
        (positive(), positive(), parts()).prop_map(|(points, per, parts)| CurveNode::Deduct {
            points,
            per: Quantity::bare(per),
            parts
        }),
        (figures(), positive(), 0i64..=100, 0i64..=100).prop_map(|(edge, gap, some, more)| {
            let share = |percent: i64| Exact::scaled(percent, 2);
            let step = |edge: Exact, share: Exact| node(Step { edge: Literal::Number(Quantity::bare(edge)), share });
            let (low, high) = (some.min(more), some.max(more));
            CurveNode::Steps(vec![step(&edge + &gap, share(high)), step(edge, share(low))])
        }),
    ];
    let limit = proptest::option::weighted(0.3, figures());
    (base, figures(), positive(), any::<bool>(), limit).prop_filter_map(
        "steps go up",
        |(base, target, full, higher, limit)| {
            let is_steps = matches!(base, CurveNode::Steps(_));
            let aim = if higher || is_steps { Aim::AtLeast(target) } else { Aim::AtMost(target) };
            let none_below = limit.map(|limit| node(Quantity::bare(limit)));
            let curve = Curve { none_below, ..curve(base) };
            Shape::new(&curve, &target_of(&aim), &Held::indicator(Points(full), aim)).ok()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn segments_cover_every_figure_once(shape in rising(), figure in figures()) {
        let holding = shape.segments().iter().filter(|segment| segment.holds(&figure)).count();
        prop_assert_eq!(holding, 1);
    }

    #[test]
    fn a_better_figure_never_lowers_points(shape in rising(), left in figures(), right in figures()) {
        prop_assert!(shape.is_monotone());
        let (small, large) = (left.clone().min(right.clone()), left.max(right));
        let (small, large) = (shape.points(&small), shape.points(&large));
        match shape.direction() {
            Direction::Higher => prop_assert!(small <= large),
            Direction::Lower => prop_assert!(large <= small),
            Direction::Toward => prop_assert!(false),
        }
    }

    #[test]
    fn the_inverse_gives_what_is_asked_and_a_step_less_does_not(shape in rising(), share in 0i64..=120, step in positive()) {
        let most = shape.range().most.expect("an indicator has a most");
        let wanted = most.share(&Exact::scaled(share, 2));
        let worse = |figure: &Exact, by: &Exact| match shape.direction() {
            Direction::Higher | Direction::Toward => figure - by,
            Direction::Lower => figure + by,
        };
        match shape.inverse(&wanted) {
            Reached::Always => prop_assert!(shape.range().least >= Some(wanted)),
            Reached::Never => prop_assert!(wanted > most),
            Reached::At(figure) => {
                prop_assert!(shape.points(&figure) >= wanted);
                prop_assert!(shape.points(&worse(&figure, &step)) < wanted);
            }
            Reached::Beyond(figure) => {
                prop_assert!(shape.points(&figure) < wanted);
                let tiny = Exact::scaled(1, 12);
                prop_assert!(shape.points(&worse(&figure, &-&tiny)) >= wanted);
            }
        }
    }

    #[test]
    fn points_stay_within_the_range(shape in rising(), figure in figures()) {
        let range = shape.range();
        let points = shape.points(&figure);
        prop_assert!(range.least.is_some_and(|least| least <= points));
        prop_assert!(range.most.is_some_and(|most| points <= most));
    }

    #[test]
    fn reaching_holds_exactly_the_figures_that_reach(shape in rising(), figure in figures(), share in 0i64..=100) {
        let wanted = shape.range().most.expect("an indicator has a most").share(&Exact::scaled(share, 2));
        let inside = shape.reaching(&wanted).iter().any(|(from, to)| {
            Segment { from: from.clone(), to: to.clone(), line: Line::constant(Exact::ZERO) }.holds(&figure)
        });
        prop_assert_eq!(inside, shape.points(&figure) >= wanted);
    }
}
