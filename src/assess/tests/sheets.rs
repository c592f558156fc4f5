//! Sheets: 缺项, ways of combining, bonuses and deductions, rounding, and what the lines of a total say.

use super::fixture::*;
use crate::plan::*;

#[track_caller]
fn totals(plan: &mut Plan, figures: &str, expected: &[(&str, &str)]) {
    let found = score(plan, figures);
    holds_together(&found);
    for (id, total) in expected {
        assert_eq!(said(unit(&found, id)), *total, "{id}");
    }
}

/// 江西石城县 2018 河长制湖长制乡镇考核细则: 巩固成果31, 湖长制2 (one town only), 水岸联动15, 专项整治45, 信息报送7.
fn shicheng(policy: NotApplicablePolicy) -> Plan {
    let lake = applies_when(scored("lake"), "has_lake");
    let rules = vec![scored("base"), lake, scored("banks"), scored("works"), scored("reports")];
    plan(
        "100",
        vec![
            item("base", "31"),
            item_with("lake", "2", policy),
            item("banks", "15"),
            item("works", "45"),
            item("reports", "7"),
        ],
        rules,
    )
}

const SHICHENG: &str = "
    unit | has_lake | base | lake | banks | works | reports
    甲   | 1        | 100  | 50   | 80    | 90    | 100
    乙   | 0        | 100  |      | 80    | 90    | 100";

/// 31 + 1 + 12 + 40.5 + 7 = 91.5; without the lake 90.5 of 98 is 92.3469….
#[test]
fn what_is_not_assessed_is_scaled_away() {
    totals(&mut shicheng(NotApplicablePolicy::Rescale), SHICHENG, &[("甲", "91.5 优秀"), ("乙", "92.35 优秀")]);
    let found = score(&mut shicheng(NotApplicablePolicy::Rescale), SHICHENG);
    let without = unit(&found, "乙");
    let rescaled = without.rescaled.as_ref().expect("the result says so");
    assert_eq!((&rescaled.absent, &rescaled.factor), (&points("2"), &exact("50/49")));
    let lines: Vec<String> =
        without.total_lines.iter().map(|line| format!("{} {}", line.say.key, line.points)).collect();
    // 90.5 × 50 ÷ 49 = 92.34693…, printed as 92.35: what is printed adds up.
    assert_eq!(lines, ["step-total-items 90.5", "step-total-rescaled 1.85"]);
    assert_eq!(without.exact_total, points("4525/49"));
}

/// 海南: 视为已建立, the points count in full. 珠海: the points go elsewhere. The group's mean share: 甲's one half.
#[test]
fn the_other_ways_with_what_is_not_assessed() {
    totals(&mut shicheng(NotApplicablePolicy::Full), SHICHENG, &[("乙", "92.5 优秀")]);
    totals(&mut shicheng(NotApplicablePolicy::GroupMean), SHICHENG, &[("乙", "91.5 优秀")]);
    let to = vec![ItemId("banks".into()), ItemId("works".into())];
    let mut given = shicheng(NotApplicablePolicy::GivenTo(to));
    // 2 points over 60: banks 15.5 × 80 %, works 46.5 × 90 %.
    totals(&mut given, SHICHENG, &[("甲", "91.5 优秀"), ("乙", "92.25 优秀")]);
    let found = score(&mut given, SHICHENG);
    let without = unit(&found, "乙");
    assert_eq!(item_of(without, "works").full, points("46.5"));
    assert!(without.rescaled.is_none());
    let counted = without.items.iter().filter(|item| !item.left_out).map(|item| &item.full);
    assert_eq!(counted.sum::<crate::figure::Points>(), points("100"));
}

/// Left out for a missing figure: the rest stands for it, and the bounds know that it may still come.
#[test]
fn a_missing_figure_under_rescale_stays_open() {
    let mut plan = plan("100", vec![item("a", "60"), item("b", "40")], vec![scored("a"), scored("b")]);
    plan.missing = MissingPolicy::Rescale;
    totals(&mut plan, "unit | a | b\n x | 85 |", &[("x", "85 [51 – 91] 良好?")]);
    plan.missing = MissingPolicy::Zero;
    totals(&mut plan, "unit | a | b\n x | 85 |", &[("x", "51 [51 – 91] 不合格?")]);
}

/// A grade is settled where both bounds give the same one.
#[test]
fn an_open_total_with_a_settled_grade_is_not_provisional() {
    let mut plan = plan("100", vec![item("a", "95"), item("b", "5")], vec![scored("a"), scored("b")]);
    totals(&mut plan, "unit | a | b\n x | 100 | *", &[("x", "95 [95 – 100] 优秀")]);
}

/// Two separate sheets of 100 points, of which the lower decides (大气十条考核).
#[test]
fn the_lower_of_two_parts_decides() {
    let part = |id: &str, rule: &str| area(id, Combine::Sum, "100", vec![item(rule, "100")]);
    let children = vec![area("both", Combine::Worst, "100", vec![part("quality", "q"), part("tasks", "t")])];
    let mut plan = plan("100", children, vec![scored("q"), scored("t")]);
    totals(&mut plan, "unit | q | t\n x | 92 | 78\n y | 75 | 88", &[("x", "78 合格"), ("y", "75 合格")]);
    let found = score(&mut plan, "unit | q | t\n x | 92 | 78");
    let areas: Vec<(&str, String)> =
        unit(&found, "x").areas.iter().map(|area| (area.id.as_str(), area.points.to_string())).collect();
    assert_eq!(areas, [("both", "78".to_owned()), ("quality", "92".to_owned()), ("tasks", "78".to_owned())]);
}

/// A composite index: absent indicators are left out by re-weighting, at every level.
#[test]
fn a_weighted_mean_leaves_out_and_weighs_again() {
    let health = area("health", Combine::WeightedMean, "40", vec![item("air", "70"), item("water", "30")]);
    let nature = area("nature", Combine::WeightedMean, "60", vec![item("forest", "50"), item("fish", "50")]);
    let mut plan = plan(
        "100",
        vec![area("index", Combine::WeightedMean, "100", vec![health, nature])],
        ["air", "water", "forest", "fish"].map(scored).to_vec(),
    );
    totals(
        &mut plan,
        "unit | air | water | forest | fish
         x    | 80  | 60    | 50     | 90
         y    | 80  | 60    | 50     | n/a
         z    | 80  | 60    | n/a    | n/a",
        // 0.4 × 74 + 0.6 × 70; 0.4 × 74 + 0.6 × 50; 74
        &[("x", "71.6 合格"), ("y", "59.6 不合格"), ("z", "74 合格")],
    );
}

/// 起点100分，只扣不加: by who found the fire, with caps on one rule and on all.
#[test]
fn deductions_take_from_the_total_up_to_their_caps() {
    let take = |id: &str, each: &str| cases(id, RuleKind::Deduction, each);
    let rules = vec![scored("start"), take("satellite", "30"), take("city", "5"), cases("found", RuleKind::Bonus, "2")];
    let mut plan = plan("100", vec![item("start", "100")], rules);
    let figures = "unit | start | satellite | city | found
                   x    | 100   | 0         | 1    | 0
                   y    | 100   | 1         | 0    | 3
                   z    | 100   | 4         | 0    | 0
                   w    | 100   | *         | 0    | 0";
    totals(&mut plan, figures, &[("x", "95 优秀"), ("y", "76 合格"), ("z", "0 不合格"), ("w", "100 [0 – 100] 优秀?")]);
    plan.sheets[0].deduction_cap = Some(points("40"));
    plan.sheets[0].bonus_cap = Some(points("5"));
    totals(&mut plan, figures, &[("x", "95 优秀"), ("y", "75 合格"), ("z", "60 合格"), ("w", "100 [60 – 100] 优秀?")]);
}

/// A commendation of 20 points is more than most items: the total goes above 100 unless the sheet caps it.
#[test]
fn a_bonus_may_go_over_the_full_points_unless_the_total_is_capped() {
    let mut plan = plan("100", vec![item("a", "100")], vec![scored("a"), cases("praised", RuleKind::Bonus, "20")]);
    let figures = "unit | a | praised\n x | 95 | 1";
    totals(&mut plan, figures, &[("x", "115 优秀")]);
    plan.sheets[0].total_cap = Some(points("100"));
    totals(&mut plan, figures, &[("x", "100 优秀")]);
}

/// Three items of a third each: rounded one by one they make 99.99, at the end 100.
#[test]
fn rounding_each_item_and_rounding_the_total_differ() {
    let third = |id| measured(id, figure(id), at_least(number("3")), curve(CurveNode::Proportional));
    let mut plan = plan(
        "300",
        vec![item("a", "100"), item("b", "100"), item("c", "100")],
        vec![third("a"), third("b"), third("c")],
    );
    let figures = "unit | a | b | c\n x | 1 | 1 | 1";
    totals(&mut plan, figures, &[("x", "99.99 优秀")]);
    plan.numbers.at = RoundAt::Total;
    totals(&mut plan, figures, &[("x", "100 优秀")]);
}

/// Items that only weigh are not rounded at their weight of 1, which would make 33.34 % and 33.3 % one: 70 × 0.3334 and 70 × 0.333, each
/// rounded where it is added to the 30 of the others; and so in a sum inside a mean, and a mean inside that.
#[test]
fn a_share_under_a_mean_is_not_rounded_but_what_the_mean_comes_to_is() {
    let share = |id| measured(id, figure(id), at_least(number("100")), curve(CurveNode::Proportional));
    let figures = "unit | a | b | c
                   x | 33.34 | 33.34 | 100
                   y | 33.3  | 33.3  | 100";
    let of = |mean: Child| {
        let rules = vec![share("a"), share("b"), share("c")];
        plan("100", vec![mean, area("rest", Combine::Sum, "30", vec![item("c", "30")])], rules)
    };
    let expected = [("x", "53.34 不合格"), ("y", "53.31 不合格")];
    let ones = || vec![item("a", "1"), item("b", "1")];
    totals(&mut of(area("mean", Combine::WeightedMean, "70", ones())), figures, &expected);
    totals(&mut of(area("mean", Combine::GeometricMean, "70", ones())), figures, &expected);
    totals(&mut of(area("mean", Combine::Worst, "70", ones())), figures, &expected);
    let inner = area("inner", Combine::WeightedMean, "1", ones());
    let summed = area("summed", Combine::Sum, "1", vec![inner]);
    totals(&mut of(area("mean", Combine::WeightedMean, "70", vec![summed])), figures, &expected);
    let found = score(&mut of(area("mean", Combine::WeightedMean, "70", ones())), figures);
    let lines: Vec<String> =
        unit(&found, "x").total_lines.iter().map(|line| format!("{} {}", line.say.key, line.points)).collect();
    assert_eq!(lines, ["step-total-items 30", "step-total-areas 23.34"]);
}

/// Of two items of weight 1 in an area of 70 points each is half of the 70: what is not assessed is counted in points, not in weights.
#[test]
fn how_much_is_not_assessed_is_counted_in_points() {
    let rules = vec![scored("a"), scored("b"), scored("c")];
    let mean = area("mean", Combine::WeightedMean, "70", vec![item("a", "1"), item("b", "1")]);
    let mut plan = plan("100", vec![mean, area("rest", Combine::Sum, "30", vec![item("c", "30")])], rules);
    let found = score(
        &mut plan,
        "unit | a   | b   | c
         u    | 80  | 80  | n/a
         v    | n/a | n/a | 80
         w    | n/a | 80  | 80
         x    | n/a | 80  | n/a",
    );
    let said =
        |id: &str| unit(&found, id).not_comparable.iter().map(|said| format!("{:?}", said.args)).collect::<String>();
    assert_eq!(said("u"), "");
    assert!(said("v").contains("70%"), "{}", said("v"));
    assert_eq!(said("w"), "");
    assert!(said("x").contains("65%"), "{}", said("x"));
}

#[test]
fn a_veto_zeroes_its_item_or_area_and_is_marked() {
    let rules = vec![
        scored("a"),
        scored("b"),
        scored("c"),
        veto("fake", VetoEffect::ZeroItem(ItemId("a".into()))),
        veto("spill", VetoEffect::ZeroArea("water".into())),
    ];
    let children = vec![item("a", "40"), area("water", Combine::Sum, "60", vec![item("b", "30"), item("c", "30")])];
    let mut plan = plan("100", children, rules);
    totals(
        &mut plan,
        "unit | a   | b   | c   | fake | spill
         x    | 100 | 100 | 100 | 0    | 0
         y    | 100 | 100 | 100 | 1    | 0
         z    | 100 | 100 | 100 | 0    | 2
         w    | 100 | 100 | 100 | 0    |",
        &[("x", "100 优秀"), ("y", "60 合格"), ("z", "40 不合格"), ("w", "100 [40 – 100] 优秀?")],
    );
    let found = score(&mut plan, "unit | a | b | c | fake | spill\n y | 100 | 100 | 100 | 1 | 0");
    let vetoed = unit(&found, "y");
    assert_eq!(item_of(vetoed, "a").marks, [Mark::Vetoed]);
    assert_eq!(vetoed.marks, [Mark::Vetoed]);
}

/// The city's own rows are shared by its townships; scored in their place it has the very same figure.
#[test]
fn a_unit_scored_in_place_of_those_below_it_keeps_what_they_inherit() {
    let inherited = node(FormulaNode::Inherited(Box::new(figure("air"))));
    let rule = measured("x", inherited, at_least(number("100")), curve(CurveNode::Proportional));
    let mut plan = plan("10", vec![item("x", "10")], vec![rule]);
    let figures = "unit | air
                   city | 70
                   a    | ";
    let under_city = |units: &mut Vec<RosterUnit>| {
        units[0].kind = "city".to_owned();
        units[0].group = "市".to_owned();
        units[1].parent = Some(UnitId("city".to_owned()));
    };
    let towns = score_level(&mut plan, None, &under_city, figures);
    assert_eq!(
        towns.units.iter().map(|unit| (unit.id.0.as_str(), said(unit))).collect::<Vec<_>>(),
        [("a", "7 不合格".to_owned())]
    );
    for level in ["city", "市"] {
        let city = score_level(&mut plan, Some(level), &under_city, figures);
        assert_eq!(
            city.units.iter().map(|unit| (unit.id.0.as_str(), said(unit))).collect::<Vec<_>>(),
            [("city", "7 不合格".to_owned())]
        );
    }
    // Towns asked for by their own level still have their parent's.
    let towns = score_level(&mut plan, Some("town"), &under_city, figures);
    assert_eq!(towns.units.iter().map(|unit| unit.total.clone()).collect::<Vec<_>>(), [points("7")]);
}

/// Found by chance among random schemes: an item that a veto takes counts with nothing, so it has no points to hand on.
#[test]
fn an_item_that_a_veto_takes_hands_nothing_on() {
    let receivers = vec![ItemId("x".into())];
    let mut plan = plan(
        "100",
        vec![item("x", "60"), item_with("y", "40", NotApplicablePolicy::GivenTo(receivers))],
        vec![scored("x"), scored("y"), veto("fraud", VetoEffect::ZeroItem(ItemId("y".into())))],
    );
    let found = score(&mut plan, "unit | x | y | fraud\na | 50 | n/a | 1\nb | 50 | n/a | 0\nc | 50 | | 1");
    holds_together(&found);
    assert_eq!(["a", "b", "c"].map(|id| said(unit(&found, id))), ["30 不合格", "50 不合格", "30 不合格"]);
}
