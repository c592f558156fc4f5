//! Schemes of sixty items, of which the smallest set is to be proven within a second.

use super::*;

/// Sixty items over 28 units, of every curve, and alike enough that many sets do: what the search is slowest on.
fn sixty() -> Case {
    let names: Vec<String> = (0..60).map(|number| format!("i{number}")).collect();
    let mut seed = 7u64;
    let mut dice = move |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    let rules = names.iter().enumerate().map(|(index, name)| {
        let share = over(figure(name), number("100"));
        let curve = match index % 4 {
            0 => curve(CurveNode::Proportional),
            1 => steps(&[("80%", "1"), ("60%", "0.6"), ("40%", "0.25")]),
            2 => deduct("0.2", "5%", Parts::CountAsOne),
            _ => curve(CurveNode::Proportional),
        };
        measured(name, share, at_least(number("80%")), curve)
    });
    let rules: Vec<Rule> = rules.collect();
    let points: Vec<String> = (0..60).map(|number| ["1", "1.5", "2", "2.5"][number % 4].to_owned()).collect();
    let children = names.iter().zip(&points).map(|(name, points)| item(name, points)).collect();
    let mut plan = plan("105", children, rules);
    plan.tables = names.iter().map(|name| table(name, 1)).collect();
    let mut text = format!("unit | {}\n", names.join(" | "));
    for unit in 0..28 {
        let cells: Vec<String> = names.iter().map(|_| (20 + dice(50)).to_string()).collect();
        let name = if unit == 0 { "u".to_owned() } else { format!("v{unit}") };
        text.push_str(&format!("{name} | {}\n", cells.join(" | ")));
    }
    Case::new(plan, "2022-06-30", &text)
}

/// Items of the same share of a hundred by now, but for a few, in areas.
fn alike(children: Vec<Child>, names: &[String], now: impl Fn(usize) -> usize) -> Case {
    let rules = names.iter().map(|name| {
        measured(name, over(figure(name), number("100")), at_least(number("100%")), curve(CurveNode::Proportional))
    });
    let mut plan = plan("100", children, rules.collect());
    plan.tables = names.iter().map(|name| table(name, 1)).collect();
    let cells: Vec<String> = (0..names.len()).map(|number| now(number).to_string()).collect();
    let others = vec!["60"; names.len()].join(" | ");
    Case::new(plan, "2022-06-30", &format!("unit | {}\nu | {}\nv | {others}\n", names.join(" | "), cells.join(" | ")))
}

fn named(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("i{number}")).collect()
}

/// So many items in an area of sixty points that combines so, and others of forty beside it.
fn with_block(combine: Combine, members: usize, beside: usize, now: impl Fn(usize) -> usize) -> Case {
    let names = named(members + beside);
    let (block, rest) = names.split_at(members);
    let each = Exact::ratio(40, beside).expect("some");
    let block = block.iter().map(|name| item(name, "1")).collect();
    let rest = rest.iter().map(|name| item(name, &each.to_decimal())).collect();
    alike(vec![area("w", combine, "60", block), area("s", Combine::Sum, "40", rest)], &names, now)
}

/// Six areas of ten items each, of which none may have less than sixty in a hundred.
fn with_needs() -> Case {
    let names = named(60);
    let areas = names.chunks(10).enumerate().map(|(number, names)| {
        let items = names.iter().map(|name| item(name, if number < 2 { "1" } else { "2" })).collect();
        area(&format!("area{number}"), Combine::Sum, if number < 2 { "10" } else { "20" }, items)
    });
    let mut case =
        alike(areas.collect(), &names, |number| if number < 40 { 70 + number % 5 } else { 35 + number * 7 % 17 });
    let weak = ResultConditionNode::Compare {
        comparison: Comparison::Equal,
        left: ResultValue::AreasBelow(exact("0.6")),
        right: ResultValue::Number(exact("0")),
    };
    case.plan.sheets[0].grades[0].needs = vec![node(need(weak))];
    case.plan.sheets[0].grades[0].at_least = Some(Points(exact("70")));
    case
}

/// Three areas in which the worst counts beside twenty-four items that add up.
fn with_three_worst() -> Case {
    let names = named(60);
    let (blocks, rest) = names.split_at(36);
    let worst = blocks.chunks(12).enumerate().map(|(number, names)| {
        area(&format!("w{number}"), Combine::Worst, "20", names.iter().map(|name| item(name, "1")).collect())
    });
    let rest = rest.iter().enumerate().map(|(number, name)| item(name, if number % 2 == 0 { "1" } else { "2" }));
    let rest = area("s", Combine::Sum, "36", rest.collect());
    by_steps(worst.chain([rest]).collect(), &names, "96", |number| 40 + number * 7 % 23)
}

/// Geometric means of weighted means, three of them under a weighted mean.
fn means_of_means() -> Case {
    let names = named(60);
    let areas = names.chunks(20).enumerate().map(|(number, names)| {
        let inner = names.chunks(5).enumerate().map(|(inner, names)| {
            let items = names.iter().enumerate().map(|(at, name)| item(name, ["1", "2", "3"][at % 3])).collect();
            area(&format!("m{number}{inner}"), Combine::WeightedMean, ["10", "15"][inner % 2], items)
        });
        area(&format!("g{number}"), Combine::GeometricMean, ["30", "30", "40"][number], inner.collect())
    });
    let mut case = by_steps(areas.collect(), &names, "100", |number| 40 + number * 7 % 23);
    case.plan.sheets[0].area.combine = Combine::WeightedMean;
    case
}

/// The worst of some items in a geometric mean, two of those beside what adds up.
fn worst_in_means() -> Case {
    let names = named(60);
    let areas = names.chunks(20).enumerate().map(|(number, names)| {
        let items = |names: &[String]| names.iter().map(|name| item(name, "2")).collect::<Vec<Child>>();
        if number == 2 {
            return area("s", Combine::Sum, "40", items(names));
        }
        let worst = area(&format!("w{number}"), Combine::Worst, "10", items(&names[..6]));
        let sum = area(&format!("s{number}"), Combine::Sum, "16", items(&names[6..14]));
        let inner = [vec![worst, sum], items(&names[14..])].concat();
        area(&format!("g{number}"), Combine::GeometricMean, "30", inner)
    });
    by_steps(areas.collect(), &names, "100", |number| 40 + number * 7 % 23)
}

/// Needs of items, of an area that adds up and of one in which the worst counts, and one of two others.
fn with_needs_of_items() -> Case {
    let names = named(60);
    let areas = names.chunks(12).enumerate().map(|(number, names)| {
        let combine = if number == 1 { Combine::Worst } else { Combine::Sum };
        let points = if number % 2 == 0 { "1" } else { "2" };
        let items = names.iter().map(|name| item(name, points)).collect();
        area(&format!("area{number}"), combine, if number % 2 == 0 { "12" } else { "24" }, items)
    });
    let mut case = by_steps(areas.collect(), &names, "84", |number| 40 + number * 7 % 23);
    let at_least = |left: ResultValue, right: &str| ResultConditionNode::Compare {
        comparison: Comparison::GreaterOrEqual,
        left,
        right: ResultValue::Number(exact(right)),
    };
    let item = |name: &str, share: &str| at_least(ResultValue::ItemShare(ItemId(name.into())), share);
    let either = ResultConditionNode::Or(
        Box::new(node(item("i30", "0.95"))),
        Box::new(node(at_least(ResultValue::ItemPoints(ItemId("i31".into())), "0.9"))),
    );
    let needs = [
        item("i3", "0.8"),
        item("i40", "0.75"),
        at_least(ResultValue::AreaShare("area0".into()), "0.7"),
        at_least(ResultValue::AreaShare("area1".into()), "0.5"),
        either,
    ];
    case.plan.sheets[0].grades[0].needs = needs.into_iter().map(|wanted| node(need(wanted))).collect();
    case.plan.sheets[0].grades[0].at_least = Some(Points(exact("60")));
    case
}

/// Many others with the same total, of which an area and then an item tells the first.
fn with_ties() -> Case {
    let mut case = with_three_worst();
    case.plan.sheets[0].tie_break =
        vec![TieBreak::Area("w1".into()), TieBreak::Item(ItemId("i50".into())), TieBreak::FewestDeductions];
    case
}

/// Items by stairs and in proportion, beside 27 others that are a little further.
fn by_steps(children: Vec<Child>, names: &[String], full: &str, now: impl Fn(usize) -> usize) -> Case {
    let rules = names.iter().enumerate().map(|(index, name)| {
        let curve = match index % 3 {
            0 => steps(&[("100%", "1"), ("80%", "0.8"), ("60%", "0.6"), ("40%", "0.3")]),
            _ => curve(CurveNode::Proportional),
        };
        measured(name, over(figure(name), number("100")), at_least(number("100%")), curve)
    });
    let mut plan = plan(full, children, rules.collect());
    plan.tables = names.iter().map(|name| table(name, 1)).collect();
    let mut text = format!("unit | {}\n", names.join(" | "));
    for unit in 0..28 {
        let cells = (0..names.len()).map(|number| (now(number) + unit.min(7) * 3).min(100).to_string());
        let name = if unit == 0 { "u".to_owned() } else { format!("v{unit}") };
        text.push_str(&format!("{name} | {}\n", cells.collect::<Vec<_>>().join(" | ")));
    }
    Case::new(plan, "2022-06-30", &text)
}

/// Run `cargo test --release --lib advise::tests::proven -- --nocapture` for the time that each takes.
#[test]
fn trees_of_areas_needs_of_items_and_ties_are_proven_in_less_than_a_second() {
    let of = |goal: &str| Goal::Points(points(goal));
    let best = || Goal::Grade("优秀".into());
    let cases = [
        ("three worst", with_three_worst(), vec![of("55"), of("65"), of("80")]),
        ("means of means", means_of_means(), vec![of("60"), of("75"), best()]),
        ("worst in means", worst_in_means(), vec![of("60"), of("75"), best()]),
        ("needs of items", with_needs_of_items(), vec![best()]),
        ("ties", with_ties(), vec![Goal::Rank(1), Goal::Rank(22)]),
    ];
    for (name, case, goals) in cases {
        proven_in_a_second(name, &case, goals);
    }
}

/// Run `cargo test --release --lib advise::tests::proven -- --nocapture` for the time that each takes.
#[test]
fn blocks_and_needs_of_areas_are_proven_in_less_than_a_second() {
    let best = || Goal::Grade("优秀".into());
    let of = |goal: &str| Goal::Points(points(goal));
    let cases = [
        ("needs", with_needs(), vec![best()]),
        ("worst", with_block(Combine::Worst, 22, 4, |_| 50), vec![of("80"), best()]),
        ("mean", with_block(Combine::GeometricMean, 22, 4, |number| 50 + number), vec![of("80"), best()]),
        ("large mean", with_block(Combine::GeometricMean, 40, 20, |number| 40 + number * 7 % 23), vec![of("80")]),
    ];
    for (name, case, goals) in cases {
        proven_in_a_second(name, &case, goals);
    }
}

/// Run `cargo test --release --lib advise::tests::proven -- --nocapture` for the time that each takes.
#[test]
fn sixty_items_are_proven_in_less_than_a_second() {
    let case = sixty();
    let unit = case.result(Supposed::default());
    let goals = [2u32, 5, 8].into_iter().map(|part| Goal::Points(Points(&unit.total.0 + &Exact::from(part * 5))));
    proven_in_a_second("sums", &case, goals.chain([Goal::Grade("优秀".into()), Goal::Rank(1)]).collect());
}

fn proven_in_a_second(name: &str, case: &Case, goals: Vec<Goal>) {
    let unit = case.result(Supposed::default());
    for goal in goals {
        let wish = Wish { goal: Some(goal.clone()), efforts: &BTreeMap::new() };
        let start = std::time::Instant::now();
        let advice = advise(&case.plan, &case.measures, &[], &AssessOptions::default(), &unit, wish).expect("advice");
        let took = start.elapsed();
        let Some(Outcome::By(set)) = advice.goal.map(|goal| goal.outcome) else { panic!("{goal:?} can be reached") };
        println!("{name}, {goal:?}: {took:?}, {} changes", set.changes.len());
        let is_proven = set.fewest_proven && set.effort_proven;
        assert!(is_proven, "{name}, {goal:?}: {} changes, {:?}", set.changes.len(), set.effort);
        assert!(cfg!(debug_assertions) || took.as_secs_f64() < 1.0, "{name}, {goal:?} took {took:?}");
    }
}
