//! Advice on the bundled schemes: held against what the year then brought, and as people read it.

use std::collections::BTreeMap;
use std::path::Path;

use assert_cmd::Command;
use kaohe::advise::{Goal, Outcome, Wish, WorkKind, advise, items};
use kaohe::assess::{AssessOptions, Assessment, UnitResult, assess};

use crate::yushu::measured;

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
