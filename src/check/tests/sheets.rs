//! Letters, sheets and grades, and the names that stand in them.

use super::*;
use crate::plan::{ItemId, UnitId};

#[test]
fn letters_and_sheets() {
    tell("letters", vec![
        ("85 signed for 85 percent", letters("sihe,r,85\ndapo,r,85%\n"), &["check-bare-against-ratio"]),
        ("a day signed for a percentage", letters("sihe,r,2022-6-30\ndapo,r,85%\n"), &["check-kinds-differ"]),
        ("tonnes signed in ten thousand tonnes",
            Trial {
                rule: Measured { measure: "table(\"farms\").sum(\"used\")", target: "at_least(letter())", ..RULE }.text(),
                letters: format!("{LETTERS}sihe,r,0.002万吨\ndapo,r,20000千克\n"), ..Trial::sound() },
            &["check-units-differ", "check-units-differ"]),
        ("a day signed by which all is to be done", signed_by_day("2022-10-31"), &[]),
        ("a percentage signed by which all is to be done", signed_by_day("85%"), &["check-kinds-differ"]),
        ("tonnes signed for a percentage", letters("sihe,r,85吨\ndapo,r,85%\n"), &["check-units-differ"]),
        ("less than nothing signed", letters("sihe,r,-5%\ndapo,r,85%\n"), &["check-target-negative"]),
        ("a letter that can't be read", letters("sihe,r,八成\ndapo,r,85%\n"), &["script-letter-unreadable"]),
        ("nothing signed", letters("dapo,r,85%\n"), &["check-unit-without-letter"]),
        ("nothing signed where it may not apply",
            Trial { rule: format!("{}    .applies_when(table(\"farms\").count() > 0)", Measured { target: "at_least(letter())", ..RULE }.text()),
                letters: format!("{LETTERS}dapo,r,85%\n"), ..Trial::sound() },
            &["check-unit-without-letter"]),
        ("nothing signed where it does not apply",
            Trial { rule: format!("{}    .applies_when(unit_is([\"dapo\"]))", Measured { target: "at_least(letter())", ..RULE }.text()),
                letters: format!("{LETTERS}dapo,r,85%\n"), ..Trial::sound() },
            &[]),
        ("signed for nothing", Trial { letters: format!("{LETTERS}dapo,r,85%\n"), ..Trial::sound() },
            &["check-letter-target-unread"]),
        ("a veto of an unknown grade", Trial { veto: VETO.replace("差", "差等"), ..Trial::sound() }, &["scheme-unknown-grade"]),
        ("a veto of an unknown area", Trial { veto: VETO.replace("cap_grade(\"差\")", "zero_area(\"watre\")"), ..Trial::sound() },
            &["scheme-unknown-area"]),
        ("a veto of an unknown item", Trial { veto: VETO.replace("cap_grade(\"差\")", "zero_item(\"rr\")"), ..Trial::sound() },
            &["scheme-unknown-item"]),
        ("a consequence of an unknown grade", Trial { scheme: SCHEME.replace("'差'", "'坏'"), ..Trial::sound() },
            &["scheme-unknown-grade"]),
        ("a consequence of an unknown area",
            Trial { scheme: SCHEME.replace("grade == '差'", "area('watre').share < 60.pct"), ..Trial::sound() },
            &["scheme-unknown-area"]),
        ("a clause that no rule holds", rule("indicator(\"试\").score(not_expressible(\"视情况酌情扣分\", \"没有标准\"))"),
            &["check-not-expressible"]),
        ("a bonus that nothing ends",
            Trial {
                scheme: SCHEME.replace("vetoes: [v]", "bonuses: [v]"),
                veto: "bonus(\"表扬\").measure(table(\"visits\").count()).score(per_case(1))".to_owned(),
                ..Trial::sound()
            },
            &["check-bonus-without-cap"]),
        ("one event punished twice",
            Trial {
                scheme: SCHEME.replace("vetoes: [v]", "deductions: [v]"),
                rule: format!("{}    .events(\"火点\")", Measured { measure: "table(\"farms\").count()", target: "zero()", score: "per_case(1)" }.text()),
                veto: "deduction(\"又罚\").measure(table(\"visits\").count()).score(per_case(1).cap(3)).events(\"火点\")".to_owned(),
                ..Trial::sound()
            },
            &["check-punished-twice"]),
    ]);
}

/// What a line may have said that can't be read is not missed, and nothing else is left out.
#[test]
fn a_bad_line_of_the_letters_hides_what_it_may_have_meant() {
    let (_, compiled, _) = letters("").compiled();
    let missed = |lines: &[(Option<&str>, Option<&str>)]| -> Vec<String> {
        let unread: Vec<UnreadLetter> = lines
            .iter()
            .map(|(unit, item)| UnreadLetter {
                unit: unit.map(|unit| UnitId(unit.to_owned())),
                item: item.map(|item| ItemId(item.to_owned())),
            })
            .collect();
        let written = Written { unread_letters: &unread, uses: &[] };
        let told = check(&compiled.plan, &written).into_iter();
        let told = told.filter(|told| told.message.key == "check-unit-without-letter");
        told.flat_map(|told| told.message.args)
            .filter(|(name, _)| name == "units")
            .map(|(_, units)| format!("{units:?}"))
            .collect()
    };
    let both = missed(&[(Some("sihe"), Some("other"))]);
    assert!(both.len() == 1 && both[0].contains("泗河镇") && both[0].contains("大坡镇"), "{both:?}");
    for of_sihe in [(Some("sihe"), Some("r")), (Some("sihe"), None)] {
        let dapo = missed(&[of_sihe]);
        assert!(dapo.len() == 1 && !dapo[0].contains("泗河镇") && dapo[0].contains("大坡镇"), "{dapo:?}");
    }
    assert_eq!(missed(&[(None, Some("r"))]), [""; 0]);
}

#[test]
fn what_no_rule_reads_is_told() {
    let (told, _) = Trial::sound().told();
    let mut unused: Vec<String> = Vec::new();
    for told in told {
        let names: Vec<String> = told.message.args.iter().map(|(_, value)| format!("{value:?}")).collect();
        unused.push(format!("{} {}", told.message.key, names.join(" ")));
    }
    insta::assert_snapshot!(unused.join("\n"));
}

#[test]
fn points_are_handed_on_only_where_they_are_added_up() {
    let scheme = |combine: &str| {
        let areas = format!(
            "areas:\n  - id: water\n    points: 10\n    combine: {combine}\n    indicators:\n      - {{ rule: r, points: 6, not_applicable: {{ given_to: [s] }} }}\n      - {{ rule: r, id: s, points: 4 }}\n"
        );
        let sound = "areas:\n  - id: water\n    indicators:\n      - { rule: r, points: 6 }\n";
        assert!(SCHEME.contains(sound));
        Trial { scheme: SCHEME.replace(sound, &areas).replace("total: 6", "total: 10"), ..Trial::sound() }
    };
    let places = |trial: Trial| -> Vec<String> {
        let (told, _) = trial.told_but_unused();
        let told = told.into_iter().filter(|told| told.message.key == "check-given-outside-sum");
        told.map(|told| format!("{} {}", told.place, !told.help.is_empty())).collect()
    };
    assert_eq!(places(scheme("sum")), Vec::<String>::new());
    for combine in ["weighted_mean", "geometric_mean", "worst"] {
        assert_eq!(places(scheme(combine)).len(), 1, "{combine}");
        assert!(
            places(scheme(combine)).iter().all(|place| place.starts_with("scheme.yaml:") && place.ends_with("true"))
        );
    }
}

#[test]
fn ids_are_told_where_titles_and_headers_are_written() {
    let scheme = SCHEME.replace(
        "used:     { type: number, unit: 吨, min: 0 }",
        "used: { type: number, unit: 吨, min: 0, headers: [利用量] }",
    );
    let of = |rule: Trial| Trial { scheme: scheme.clone(), ..rule };
    tell(
        "ids",
        vec![
            ("the title of a table", of(measure("table(\"养殖场\").count()")), &["check-unknown-table"]),
            ("a header", of(measure("table(\"farms\").sum(\"利用量\")")), &["check-unknown-column"]),
            (
                "a kind of unit that is none",
                of(rule(&format!("{}.applies_when(kind_is([\"街道\"]))", RULE.text()))),
                &["check-unknown-kind-of-unit"],
            ),
            (
                "targets that nobody reads, once for all lines",
                Trial { letters: format!("{LETTERS}sihe,r,85%\ndapo,r,85%\n"), ..Trial::sound() },
                &["check-letter-target-unread"],
            ),
            (
                "a target in a letter that is no percentage",
                letters("sihe,r,85\ndapo,r,85%\n"),
                &["check-bare-against-ratio"],
            ),
        ],
    );
}

#[test]
fn a_grade_that_nobody_can_reach_is_warned_of() {
    let told = |scheme: String| {
        let trial = Trial { scheme, ..Trial::sound() };
        trial.told_but_unused().0.into_iter().map(|told| told.message.key).collect::<Vec<_>>()
    };
    let seven = SCHEME.replace("at_least: 4", "at_least: 7");
    assert_eq!(told(seven.clone()), ["check-grade-out-of-reach"]);
    assert_eq!(told(SCHEME.replace("at_least: 4", "at_least: 6")), [""; 0]);
    // A bonus can reach it; one that gives too little can't.
    for (cap, expected) in [(1, &[] as &[&str]), (0, &["check-grade-out-of-reach"])] {
        let bonus = format!("vetoes: [v]\nbonuses: {{ cap: {cap}, items: [{{ rule: v, cap: {cap} }}] }}");
        let scheme = seven.replace("vetoes: [v]", bonus.trim_start_matches("vetoes: [v]\n"));
        let veto = "bonus(\"表扬\").measure(table(\"visits\").count()).score(per_case(1))".to_owned();
        let trial = Trial { scheme, veto, ..Trial::sound() };
        let keys: Vec<_> = trial.told_but_unused().0.into_iter().map(|told| told.message.key).collect();
        assert_eq!(keys, expected, "a bonus of {cap}");
    }
}

#[test]
fn numbers_in_conditions_over_a_result() {
    tell(
        "result-conditions",
        vec![
            ("60 for 60 percent", consequence("area('water').share < 60"), &["check-bare-against-ratio"]),
            ("80 for 80 percent", consequence("80 > item('r').share"), &["check-bare-against-ratio"]),
            ("areas below 60", consequence("areas_below(60) == 0"), &["check-bare-against-ratio"]),
            ("areas below 160 percent", consequence("areas_below(160.pct) == 0"), &["script-share-out-of-range"]),
            ("a share of tonnes", consequence("item('r').share < 3.unit('吨')"), &["check-units-differ"]),
            ("a total of 90 percent", consequence("total < 90.pct"), &["script-points-against-ratio"]),
            ("points of 80 percent", consequence("item('r').points < 80.pct"), &["script-points-against-ratio"]),
            ("points of tonnes", consequence("total < 3.unit('吨')"), &["script-points-against-unit"]),
            ("a rank of 3 percent", consequence("rank <= 3.pct"), &["check-count-against-ratio"]),
            ("2 percent taken", consequence("deducted >= 2.pct"), &["script-points-against-ratio"]),
            ("a tonne of marks", consequence("marked('overdue') >= 1.unit('吨')"), &["check-count-against-unit"]),
            ("points against a share", consequence("item('r').points < area('water').share"), &["check-kinds-differ"]),
            (
                "in what a grade needs",
                Trial {
                    scheme: SCHEME.replace("at_least: 4", "at_least: 4, needs: [\"area('water').share >= 60\"]"),
                    ..Trial::sound()
                },
                &["check-bare-against-ratio"],
            ),
        ],
    );
    for sound in [
        "area('water').share < 60.pct and item('r').share <= 0.6",
        "areas_below(60.pct) >= 1 and areas_below(0.6) == 0",
        "total < 90 or total < 90.unit('分') or rank <= 3 or deducted >= 2.5 or marked('overdue') > 0",
        "item('r').points < area('water').points and item('r').share < area('water').share",
    ] {
        assert_eq!(consequence(sound).told_but_unused().0, [], "{sound}");
    }
}

#[test]
fn a_figure_of_the_unit_above_where_nobody_has_one() {
    let rule = "indicator(\"试\")\n    .measure((table(\"farms\").sum(\"used\") / table(\"farms\").sum(\"produced\")).inherited())\n    .target(at_least(80.pct))\n    .score(proportional())";
    let when = format!("{}.applies_when(table(\"farms\").count().inherited() > 0)", RULE.text().trim_end());
    tell(
        "inherited",
        vec![
            ("no unit above", self::rule(rule), &["check-inherited-of-nobody"]),
            ("no unit above, in a condition", self::rule(&when), &["check-inherited-of-nobody"]),
        ],
    );
}
