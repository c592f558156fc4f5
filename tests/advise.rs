//! Advice on the bundled schemes: held against what the year then brought, and as people read it.

use std::collections::BTreeMap;
use std::path::Path;

use assert_cmd::Command;
use kaohe::advise::{ChangeSet, Goal, InHindsight, Outcome, Wish, WorkKind, advise, items};
use kaohe::assess::{AssessOptions, Assessment, Supposed, UnitResult, assess};
use kaohe::figure::Points;
use kaohe::plan::{ItemId, Plan, UnitId};
use kaohe::what_if::{read_supposed, sharing};

use crate::scene::Scene;
use crate::yushu::{measured, measured_half};

fn traced() -> AssessOptions {
    AssessOptions { trace: true, ..AssessOptions::default() }
}

fn december() -> Assessment {
    let (plan, submission, measures) = measured("2022-12-31");
    assess(&plan, &measures, &submission.hand_scores, &AssessOptions::default())
}

fn of<'a>(assessment: &'a Assessment, unit: &UnitResult) -> &'a UnitResult {
    let same = |other: &&UnitResult| other.id == unit.id && other.sheet == unit.sheet;
    assessment.units.iter().find(same).unwrap_or_else(|| panic!("{} is not scored", unit.name))
}

/// What is called lost within the year is lost in December: no record and no hand gave it after all.
#[test]
fn what_is_called_lost_does_not_come_after_all() {
    let december = december();
    for day in ["2022-03-31", "2022-06-30", "2022-09-30"] {
        let (plan, submission, measures) = measured(day);
        let then = assess(&plan, &measures, &submission.hand_scores, &traced());
        for unit in &then.units {
            let end = of(&december, unit);
            for item in items(&plan, &measures, unit) {
                let (Some(now), Some(end)) =
                    (unit.items.iter().find(|own| own.id == item.id), end.items.iter().find(|own| own.id == item.id))
                else {
                    panic!("{} has no {}", unit.name, item.id)
                };
                // No further record is a thing to do, but for what the scheme names as the unit's own work.
                let further = item.best.as_ref().is_some_and(|best| best.work.kind == WorkKind::Further);
                let own_work = ["water/patrols", "duty/leaders"].contains(&item.id.0.as_str());
                assert!(!further || own_work, "{day} {} {}: further records are asked for", unit.name, item.id);
                assert!(item.most >= now.at_most, "{day} {} {}: the score leaves more open", unit.name, item.id);
                assert!(
                    end.points <= item.most,
                    "{day} {} {}: {} at most, and {} in December",
                    unit.name,
                    item.id,
                    item.most,
                    end.points
                );
            }
        }
    }
}

/// No goal is called out of reach that the unit then got to.
#[test]
fn what_is_called_out_of_reach_is_not_reached_after_all() {
    let december = december();
    let (plan, submission, measures) = measured("2022-06-30");
    let june = assess(&plan, &measures, &submission.hand_scores, &traced());
    let efforts = BTreeMap::new();
    for unit in &june.units {
        let end = of(&december, unit);
        for goal in [Goal::Points(end.total.clone()), Goal::Grade(end.grade.clone()), Goal::Rank(end.rank)] {
            let wish = Wish { goal: Some(goal.clone()), efforts: &efforts };
            let hands = &submission.hand_scores;
            let advice = advise(&plan, &measures, hands, &AssessOptions::default(), unit, wish).expect("advice");
            let outcome = advice.goal.expect("a goal").outcome;
            assert!(!matches!(outcome, Outcome::OutOfReach { .. }), "{} {goal:?}: {outcome:#?}", unit.name);
        }
    }
}

/// Once the year is over nothing is held out that the bounds of the score leave no room for.
#[test]
fn after_the_year_no_goal_above_the_bounds_is_still_open() {
    let (plan, submission, measures) = measured("2022-12-31");
    let hands = &submission.hand_scores;
    let then = assess(&plan, &measures, hands, &traced());
    let efforts = BTreeMap::new();
    let mut beyond = 0;
    for unit in &then.units {
        let more = Points(&unit.at_most.0 + &kaohe::figure::Exact::scaled(1, 2));
        let grades = ["优秀", "良好"].map(|name| Goal::Grade(name.to_owned()));
        for goal in grades.into_iter().chain([Goal::Points(more)]) {
            let edge = match &goal {
                Goal::Points(points) => points.clone(),
                Goal::Grade(name) if name == "优秀" => Points(90.into()),
                Goal::Grade(_) | Goal::Rank(_) => Points(80.into()),
            };
            let wish = Wish { goal: Some(goal.clone()), efforts: &efforts };
            let advice = advise(&plan, &measures, hands, &AssessOptions::default(), unit, wish).expect("advice");
            let outcome = advice.goal.expect("a goal").outcome;
            if edge > unit.at_most {
                beyond += 1;
                assert!(!matches!(outcome, Outcome::Hangs { .. }), "{} {goal:?}: {outcome:#?}", unit.name);
            }
        }
    }
    assert!(beyond > then.units.len(), "no goal lies beyond the bounds");
}

/// Whatever is told to be the highest for a goal that is out of reach, the score leaves no more open: with all data, and where half the tables
/// were not sent, so that of some items it isn't known whether they apply.
#[test]
fn the_highest_that_is_told_is_no_less_than_the_score_leaves_open() {
    let efforts = BTreeMap::new();
    let mut beyond = 0;
    for day in ["2022-06-30", "2022-12-31"] {
        for (plan, submission, measures) in [measured(day), measured_half(day, false), measured_half(day, true)] {
            let hands = &submission.hand_scores;
            let then = assess(&plan, &measures, hands, &traced());
            for unit in &then.units {
                // As much as can be had of a sheet: what asks for less is looked for longer.
                let all = Points(100.into());
                let wish = Wish { goal: Some(Goal::Points(all.clone())), efforts: &efforts };
                let advice = advise(&plan, &measures, hands, &AssessOptions::default(), unit, wish).expect("advice");
                let outcome = advice.goal.map(|goal| goal.outcome);
                let Some(Outcome::OutOfReach { highest, in_hindsight, .. }) = outcome else { continue };
                beyond += 1;
                let with_both = in_hindsight == Some(InHindsight::BothTogether);
                assert!(
                    unit.at_most <= highest.total && (highest.total < all) != with_both,
                    "{day} {}: {highest:?} is told, and the score leaves {} open",
                    unit.name,
                    unit.at_most
                );
            }
        }
    }
    assert!(beyond > 100, "{beyond} goals are out of reach");
}

/// The highest total that is told after the year does not hang on the goal that was asked for, and no set comes to more.
#[test]
fn after_the_year_one_highest_is_told_whatever_the_goal() {
    let (plan, submission, measures) = measured("2022-12-31");
    let hands = &submission.hand_scores;
    let then = assess(&plan, &measures, hands, &traced());
    let efforts = BTreeMap::new();
    let mut told = 0;
    for unit in then.units.iter().filter(|unit| ["闵家镇", "先锋乡", "恩育乡", "林业局"].contains(&unit.name.as_str()))
    {
        let outcome = |points: Points| {
            let wish = Wish { goal: Some(Goal::Points(points)), efforts: &efforts };
            let advice = advise(&plan, &measures, hands, &AssessOptions::default(), unit, wish).expect("advice");
            advice.goal.expect("a goal").outcome
        };
        let Outcome::OutOfReach { highest: most, .. } = outcome(Points(100.into())) else { continue };
        // From a point below it to a point above it, in tenths.
        for tenths in -10..=10 {
            let goal = Points(&most.total.0 + &kaohe::figure::Exact::scaled(tenths, 1));
            match outcome(goal.clone()) {
                Outcome::OutOfReach { highest, .. } => {
                    told += 1;
                    assert_eq!(highest.total, most.total, "{} {goal:?}", unit.name);
                }
                Outcome::By(set) => assert!(set.standing.total <= most.total, "{} {goal:?}", unit.name),
                other @ (Outcome::Reached(_) | Outcome::Hangs { .. }) => panic!("{} {goal:?}: {other:#?}", unit.name),
            }
        }
    }
    assert!(told >= 40, "{told} goals are out of reach");
}

/// No rank is last behind the last of the group.
#[test]
fn a_rank_that_the_group_does_not_have_is_no_goal() {
    let scene = Scene::new();
    let told = scene.run("advise s --data s/data --unit 西河镇 --rank 4");
    assert!(told.ends_with("乡镇组只有3个单位，没有第4名\n[2]\n"), "{told}");
    assert!(scene.run("advise s --data s/data --unit 西河镇 --rank 3").ends_with("[0]\n"));
}

/// What rests on data with errors says so in one line, and the work of the command is done all the same.
#[test]
fn errors_in_the_data_are_told_beside_the_advice() {
    let scene = Scene::new();
    scene.replace("s/data/farms.csv", ",300,240", ",300,340");
    for command in [
        "advise s --data s/data --unit 东山镇",
        "what-if s --data s/data --unit 东山镇 --set water/manure-utilisation=90%",
    ] {
        let told = scene.run(command);
        assert!(told.contains("数据有1处错误级问题") && told.ends_with("[0]\n"), "{told}");
    }
}

/// A printed set, read as `what-if --set` reads it.
fn supposed(plan: &Plan, unit: &UnitId, set: &ChangeSet, day: &str) -> Supposed {
    let mut supposed = Supposed::default();
    for change in &set.changes {
        let printed = change.as_set();
        let (item, figure) = printed.split_once('=').expect("an item and a figure");
        let item = ItemId(item.to_owned());
        let rule = plan.rule(&item).expect("a rule");
        let read = read_supposed(plan, rule, figure, day.parse().expect("a day"))
            .unwrap_or_else(|wrong| panic!("{printed} is not read: {wrong:?}"));
        for unit in sharing(plan, rule, unit) {
            supposed = supposed.with(&unit, &item, read.figure.clone());
            supposed.done_by.extend(read.done_by.map(|day| ((unit.clone(), item.clone()), day)));
        }
    }
    supposed
}

/// What is printed of a set is what its total is told of: typed into what-if, it gives the same.
#[test]
fn a_printed_set_comes_to_the_total_that_is_told_of_it() {
    let efforts = BTreeMap::new();
    let mut sets = 0;
    for day in ["2022-06-30", "2022-12-31"] {
        let (plan, submission, measures) = measured(day);
        let hands = &submission.hand_scores;
        let then = assess(&plan, &measures, hands, &traced());
        for unit in &then.units {
            let more = |hundredths: i64| Points(&unit.total.0 + &kaohe::figure::Exact::scaled(hundredths, 2));
            for goal in [
                Goal::Grade("优秀".to_owned()),
                Goal::Grade("良好".to_owned()),
                Goal::Points(more(37)),
                Goal::Points(more(411)),
                Goal::Rank(3),
            ] {
                let wish = Wish { goal: Some(goal.clone()), efforts: &efforts };
                let advice = advise(&plan, &measures, hands, &AssessOptions::default(), unit, wish).expect("advice");
                let Some(Outcome::By(set)) = advice.goal.map(|goal| goal.outcome) else { continue };
                let supposed = supposed(&plan, &unit.id, &set, day);
                let units = Some([unit.id.clone()].into());
                let options = AssessOptions { supposed, units, ..AssessOptions::default() };
                let assessed = assess(&plan, &measures, hands, &options);
                let after = of(&assessed, unit);
                let printed: Vec<String> = set.changes.iter().map(|change| change.as_set()).collect();
                assert_eq!(
                    (&after.total, &after.grade, Some(after.rank)),
                    (&set.standing.total, &set.standing.grade, set.standing.rank),
                    "{day} {} {goal:?}: {printed:?}",
                    unit.name
                );
                sets += 1;
            }
        }
    }
    assert!(sets > 100, "{sets} sets");
}

/// Sections are whole: so many get out of a class, and the share is one that they give.
#[test]
fn of_sections_whole_ones_get_out_of_the_worst_class() {
    let data = "rules/northeast-water-2021 --data datasets/northeast-water-2021 --as-of 2021-12-31 --unit 辽宁省";
    let advice = told(&format!("advise {data}"));
    assert!(advice.contains("个断面脱离劣Ⅴ类") && !advice.contains("0.5%"), "{advice}");
    let set = advice.lines().find_map(|line| line.split_once("--unit 辽宁省 ")).expect("a set").1;
    let total = advice.split_once("就能达到：得").expect("a total").1.split('分').next().expect("a number");
    let after = told(&format!("what-if {data} {set}"));
    let line = after.lines().find(|line| line.starts_with("总分")).expect("the total");
    assert_eq!(line.split_whitespace().nth(2), Some(total), "{advice}\n{after}");
}

fn told(arguments: &str) -> String {
    let mut command = Command::cargo_bin("kaohe").expect("the program");
    command.current_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).args(arguments.split_whitespace());
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{arguments}");
    format!("$ kaohe {arguments}\n{}\n", String::from_utf8_lossy(&output.stdout))
}

#[test]
fn as_people_read_it() {
    let yushu = "advise rules/yushu-2022 --data datasets/yushu-2022";
    let said = [
        format!("{yushu} --as-of 2022-06-30 --unit 水务局 --goal 优秀"),
        format!("{yushu} --as-of 2022-06-30 --unit 农业农村局 --goal 优秀"),
        format!("{yushu} --as-of 2022-06-30 --unit 新庄镇 --goal 优秀"),
        format!("{yushu} --as-of 2022-12-31 --unit 泗河镇"),
        format!("{yushu} --as-of 2022-12-31 --unit 保寿镇 --goal 优秀"),
        format!("{yushu} --as-of 2022-12-31 --unit 水务局"),
        "advise rules/northeast-water-2021 --data datasets/northeast-water-2021 --as-of 2021-05-01 --unit 黑龙江省 --goal 良好"
            .to_owned(),
    ];
    insta::assert_snapshot!(said.iter().map(|arguments| told(arguments)).collect::<String>());
}
