//! Every aggregate, figure, column, condition and step of rows.

use super::*;
use crate::clauses::{figure::say_formula, scope::Scope};
use crate::figure::{Rounding, RoundingMode};

/// A figure in both languages.
fn lines(plan: &Plan, figures: &[(&str, Formula)]) -> String {
    let (zh, en) = (Words::new(Language::Zh), Words::new(Language::En));
    let mut text = String::new();
    for (name, figure) in figures {
        let said = say_formula(plan, figure);
        text.push_str(&format!("{name}\n  {}\n  {}\n", zh.say(&said), en.say(&said)));
    }
    assert!(!text.contains('⟨'), "a message without words:\n{text}");
    text
}

#[test]
fn every_aggregate_has_words() {
    let plan = county();
    let of = |aggregate| figure(table("farms"), aggregate);
    let readings = |aggregate| figure(table("readings"), aggregate);
    let figures = [
        ("count", of(AggregateNode::Count)),
        ("count of records", readings(AggregateNode::Count)),
        ("count_distinct", of(AggregateNode::CountDistinct(col("farm")))),
        ("sum", of(AggregateNode::Sum(col("used")))),
        ("sum of a product", of(AggregateNode::Sum(calculate(col("used"), Arithmetic::Multiply, lit(number("2")))))),
        ("mean", of(AggregateNode::Mean(col("used")))),
        ("weighted_mean", of(AggregateNode::WeightedMean { value: col("share"), weight: col("produced") })),
        ("min", of(AggregateNode::Least(col("used")))),
        ("max", of(AggregateNode::Greatest(col("used")))),
        ("median", of(AggregateNode::Median(col("used")))),
        ("quantile", of(AggregateNode::Quantile { value: col("used"), q: exact("0.9") })),
        ("share", of(AggregateNode::Share(is(col("equipped"), Literal::Bool(true))))),
        ("any", of(AggregateNode::Any(is(col("equipped"), Literal::Bool(true))))),
        ("all", of(AggregateNode::All(is(col("equipped"), Literal::Bool(true))))),
        ("worst", readings(AggregateNode::Worst(col("published")))),
        ("best", readings(AggregateNode::Best(col("published")))),
        ("latest", readings(AggregateNode::Latest { value: col("codmn"), by: col("time") })),
        ("value", of(AggregateNode::Value(col("share")))),
        ("mean_ph", readings(AggregateNode::MeanPh { value: col("ph"), places: 2 })),
    ];
    insta::assert_snapshot!(lines(&plan, &figures));
}

#[test]
fn every_figure_has_words() {
    let plan = county();
    let used = || sum(table("farms"), "used");
    let produced = || sum(table("farms"), "produced");
    let node = |formula| build::node::<FormulaNode>(formula);
    let boxed = |formula| Box::new(formula);
    let figures = [
        ("letter", letter()),
        ("letter or", letter_or(percent("80"), false)),
        ("letter assumed", letter_or(in_unit("12", "吨").into_literal(), true)),
        ("letter due", node(FormulaNode::LetterDue { or: None })),
        ("letter due or", node(FormulaNode::LetterDue { or: Some(day("2022-06-30")) })),
        (
            "brackets",
            ratio(
                work_out(used(), Arithmetic::Subtract, work_out(produced(), Arithmetic::Subtract, used())),
                work_out(produced(), Arithmetic::Multiply, value(number("2"))),
            ),
        ),
        ("negative", node(FormulaNode::Negative(boxed(work_out(used(), Arithmetic::Add, produced()))))),
        (
            "two tables",
            ratio(count(table("fires")), count(filter(table("farms"), is(col("closed"), Literal::Bool(false))))),
        ),
        ("change from last year", work_out(used(), Arithmetic::Subtract, used().last_year())),
        (
            "a part of the same rows",
            ratio(count(filter(table("farms"), is(col("equipped"), Literal::Bool(true)))), count(table("farms"))),
        ),
        ("convert", node(FormulaNode::Convert { value: boxed(used()), to: "万吨".to_owned().into(), factor: None })),
        ("or_else", node(FormulaNode::OrElse { value: boxed(used()), otherwise: boxed(value(number("0"))) })),
        (
            "if_else",
            node(FormulaNode::IfElse {
                condition: Box::new(holds(produced(), Comparison::Greater, value(number("100")))),
                then: boxed(used()),
                otherwise: boxed(produced()),
            }),
        ),
        ("round", node(FormulaNode::Round { value: boxed(ratio(used(), produced())), rounding: Rounding::half_up(1) })),
        ("least_of", node(FormulaNode::LeastOf(vec![used(), produced()]))),
        ("greatest_of", node(FormulaNode::GreatestOf(vec![used(), produced()]))),
        (
            "weighted",
            node(FormulaNode::Weighted(vec![
                Weighted { value: used(), weight: exact("0.6") },
                Weighted { value: ratio(used(), produced()), weight: exact("0.4") },
            ])),
        ),
        ("geometric", node(FormulaNode::GeometricMean { values: vec![used(), produced()], places: 4 })),
        ("rank_among", node(FormulaNode::RankAmong { value: boxed(used()), among: Among::Group, best: Best::Lowest })),
        ("mean_among", node(FormulaNode::MeanAmong { value: boxed(used()), among: Among::Sheet })),
        ("inherited", node(FormulaNode::Inherited(boxed(used())))),
        (
            "submitted_by",
            node(FormulaNode::SubmittedBy {
                table: "farms".to_owned(),
                submitted: "done_on".to_owned(),
                by: day("2022-12-05"),
            }),
        ),
        ("share_of_year", node(FormulaNode::ShareOfYear)),
    ];
    insta::assert_snapshot!(lines(&plan, &figures));
}

trait IntoLiteral {
    fn into_literal(self) -> Literal;
}

impl IntoLiteral for Quantity {
    fn into_literal(self) -> Literal {
        Literal::Number(self)
    }
}

#[test]
fn every_column_has_words() {
    let plan = county();
    let rows = table("readings");
    let boilers = table("boilers");
    let boxed = Box::new;
    let columns: Vec<(&str, &Rows, Column)> = vec![
        ("as_of", &rows, node(ColumnNode::AsOf)),
        ("less", &rows, compare(col("do"), Comparison::Less, lit(number("5")))),
        ("date", &rows, compare(col("time"), Comparison::LessOrEqual, lit(Literal::Date(day("2022-10-31"))))),
        ("class", &rows, compare(col("published"), Comparison::LessOrEqual, lit(water_class(2)))),
        ("worse class", &rows, compare(col("published"), Comparison::Greater, lit(water_class(4)))),
        ("last class", &rows, is(col("published"), water_class(5))),
        ("text", &rows, is(col("state"), Literal::Text("正常".to_owned()))),
        ("truth", &boilers, col("inside")),
        ("not truth", &boilers, not(col("inside"))),
        (
            "and within or",
            &boilers,
            or(
                and(col("inside"), compare(col("tonnes"), Comparison::LessOrEqual, lit(number("10")))),
                not(node(ColumnNode::IsMissing(boxed(col("done_on"))))),
            ),
        ),
        ("not and", &boilers, not(and(col("inside"), compare(col("tonnes"), Comparison::Less, lit(number("10")))))),
        (
            "is_in",
            &rows,
            node(ColumnNode::IsIn {
                value: boxed(col("state")),
                options: vec![Literal::Text("正常".to_owned()), Literal::Text("试运行".to_owned())],
            }),
        ),
        (
            "between",
            &rows,
            node(ColumnNode::Between {
                value: boxed(col("ph")),
                low: boxed(lit(number("6"))),
                high: boxed(lit(number("9"))),
            }),
        ),
        ("is_missing", &rows, node(ColumnNode::IsMissing(boxed(col("codmn"))))),
        ("contains", &rows, node(ColumnNode::Contains { value: boxed(col("section")), text: "河".to_owned() })),
        ("matches", &rows, node(ColumnNode::Matches { value: boxed(col("section")), pattern: "卡岔河*".to_owned() })),
        (
            "days and arithmetic",
            &boilers,
            calculate(
                node(ColumnNode::Days { from: boxed(col("due_on")), to: boxed(col("done_on")) }),
                Arithmetic::Divide,
                calculate(col("tonnes"), Arithmetic::Add, lit(number("1"))),
            ),
        ),
        ("month", &rows, node(ColumnNode::DatePart { value: boxed(col("time")), part: DatePart::Month })),
        (
            "if_else",
            &boilers,
            node(ColumnNode::IfElse {
                condition: boxed(col("inside")),
                then: boxed(col("tonnes")),
                otherwise: boxed(calculate(col("tonnes"), Arithmetic::Divide, lit(number("2")))),
            }),
        ),
        (
            "round",
            &rows,
            node(ColumnNode::Round {
                value: boxed(col("codmn")),
                rounding: Rounding { mode: RoundingMode::HalfEven, places: 1, keep_significant: true },
            }),
        ),
        ("step_class", &rows, by_limits(col("codmn"), Better::Lower, &["2", "4", "6", "10", "15"])),
        (
            "range_class",
            &rows,
            node(ColumnNode::RangeClass {
                value: boxed(col("ph")),
                low: exact("6"),
                high: exact("9"),
                inside: Class { scale: "water".to_owned(), index: 0 },
                outside: Class { scale: "water".to_owned(), index: 5 },
            }),
        ),
        ("least_of", &rows, node(ColumnNode::LeastOf(vec![col("do"), col("codmn")]))),
        (
            "interpolate",
            &rows,
            node(ColumnNode::Interpolate {
                value: boxed(col("codmn")),
                points: vec![
                    Point { x: exact("0"), y: exact("0") },
                    Point { x: exact("35"), y: exact("50") },
                    Point { x: exact("75"), y: exact("100") },
                ],
            }),
        ),
        (
            "by_date",
            &rows,
            node(ColumnNode::ByDate {
                date: boxed(col("time")),
                editions: vec![
                    Edition { from: None, value: lit(number("75")) },
                    Edition { from: Some(day("2026-03-01")), value: lit(number("60")) },
                ],
            }),
        ),
        (
            "names_of_greatest",
            &rows,
            node(ColumnNode::NamesOfGreatest {
                values: vec![
                    NamedColumn { name: "PM2.5".to_owned(), value: col("do") },
                    NamedColumn { name: "PM10".to_owned(), value: col("codmn") },
                ],
                above: exact("50"),
            }),
        ),
        (
            "called",
            &rows,
            node(ColumnNode::Called { name: "水质类别".to_owned(), basis: None, value: boxed(col("published")) }),
        ),
        (
            "if_else three times",
            &boilers,
            node(ColumnNode::IfElse {
                condition: boxed(col("inside")),
                then: boxed(lit(number("3"))),
                otherwise: boxed(node(ColumnNode::IfElse {
                    condition: boxed(compare(col("tonnes"), Comparison::Less, lit(number("10")))),
                    then: boxed(lit(number("2"))),
                    otherwise: boxed(node(ColumnNode::IfElse {
                        condition: boxed(compare(col("tonnes"), Comparison::Less, lit(number("35")))),
                        then: boxed(lit(number("1"))),
                        otherwise: boxed(lit(number("0"))),
                    })),
                })),
            }),
        ),
        (
            "convert",
            &boilers,
            node(ColumnNode::Convert { value: boxed(col("tonnes")), to: "MW".to_owned().into(), factor: None }),
        ),
    ];
    let (zh, en) = (Words::new(Language::Zh), Words::new(Language::En));
    let mut text = String::new();
    for (name, rows, column) in &columns {
        let scope = Scope { plan: &plan, rows };
        let said = match scope.sort(column) {
            crate::clauses::value::Sort::Truth => {
                crate::clauses::row_condition::say_row_condition(scope, column).message
            }
            _ => crate::clauses::column::say_column(scope, column).message,
        };
        text.push_str(&format!("{name}\n  {}\n  {}\n", zh.say(&said), en.say(&said)));
    }
    assert!(!text.contains('⟨'), "a message without words:\n{text}");
    insta::assert_snapshot!(text);
}

/// Readings corrected, averaged a section and classed: what the method of a rule over them is said to be.
fn classed() -> Rows {
    let readings = filter(table("readings"), is(col("state"), Literal::Text("正常".to_owned())));
    let sections = group(
        latest_by(readings, &["section", "time"]),
        &["section"],
        &[
            ("do", AggregateNode::Mean(col("do"))),
            ("codmn", AggregateNode::Mean(col("codmn"))),
            ("ph", AggregateNode::MeanPh { value: col("ph"), places: 2 }),
        ],
    );
    let round = |name: &str, places| {
        node(ColumnNode::Round { value: Box::new(col(name)), rounding: Rounding::half_even(places) })
    };
    let class = node(ColumnNode::WorstOf(vec![
        node(ColumnNode::RangeClass {
            value: Box::new(round("ph", 0)),
            low: exact("6"),
            high: exact("9"),
            inside: Class { scale: "water".to_owned(), index: 0 },
            outside: Class { scale: "water".to_owned(), index: 5 },
        }),
        by_limits(round("do", 1), Better::Higher, &["7.5", "6", "5", "3", "2"]),
        by_limits(round("codmn", 1), Better::Lower, &["2", "4", "6", "10", "15"]),
    ]));
    derive(sections, "class", class)
}

#[test]
fn the_steps_of_rows_are_told_one_by_one() {
    let plan = county();
    let good = compare(col("class"), Comparison::LessOrEqual, lit(water_class(2)));
    let share = figure(classed(), AggregateNode::Share(good));
    let deduct = CurveNode::Deduct { points: exact("0.5"), per: pct("1"), parts: Parts::ProRata };
    let joined = node(RowsNode::Join {
        left: Box::new(table("farms")),
        right: Box::new(filter(table("boilers"), col("inside"))),
        on: texts(&["town"]),
        keep: Keep::WithoutPartner,
    });
    let matched = node(RowsNode::Join {
        left: Box::new(table("farms")),
        right: Box::new(table("projects")),
        on: texts(&["farm"]),
        keep: Keep::Matching,
    });
    let both = node(RowsNode::Union {
        first: Box::new(table("fires")),
        second: Box::new(filter(table("farms"), col("closed"))),
    });
    let spring =
        node(RowsNode::During { rows: Box::new(table("fires")), from: day("2022-03-01"), to: day("2022-05-31") });
    let by_case = || CurveNode::PerCase { points: exact("1"), cap: None };
    let zone = |zone: &str| filter(table("fires"), is(col("zone"), Literal::Text(zone.to_owned())));
    let weighed = work_out(
        work_out(value(number("2")), Arithmetic::Multiply, count(unique(zone("禁烧区"), &["fire"]))),
        Arithmetic::Add,
        count(unique(zone("限烧区"), &["fire"])),
    );
    let own_name = derive(
        table("boilers"),
        "折算容量",
        node(ColumnNode::IfElse {
            condition: Box::new(col("inside")),
            then: Box::new(col("tonnes")),
            otherwise: Box::new(calculate(col("tonnes"), Arithmetic::Divide, lit(number("2")))),
        }),
    );
    let rules = [
        ("group, latest, classes", rule("a", "国考断面优良水体比例", of(share, TargetNode::AtLeast(letter()), deduct))),
        ("join", rule("a", "养殖场数", of(count(joined), TargetNode::Zero, by_case()))),
        ("join, matching", rule("a", "养殖场数", of(count(matched), TargetNode::Zero, by_case()))),
        ("union", rule("a", "问题数", of(count(both), TargetNode::Zero, by_case()))),
        ("during", rule("a", "春季火点数", of(count(spring), TargetNode::Zero, by_case()))),
        ("several choices of one table", rule("a", "秸秆焚烧火点", of(weighed, TargetNode::Zero, by_case()))),
        (
            "a column with a name of its own",
            rule("a", "锅炉总容量", of(sum(own_name, "折算容量"), TargetNode::AtMost(letter()), CurveNode::FullOrNone)),
        ),
    ];
    insta::assert_snapshot!(page(&plan, &rules));
}

/// 上年 says which year the days are of.
#[test]
fn a_year_is_told_once() {
    let plan = county();
    let during = |from, to| node(RowsNode::During { rows: Box::new(table("fires")), from: day(from), to: day(to) });
    let spring = || count(during("2022-03-01", "2022-05-31"));
    let change = work_out(spring(), Arithmetic::Subtract, spring().last_year());
    let over_the_year = count(during("2021-11-01", "2022-03-31")).last_year();
    let said = lines(&plan, &[("change", change), ("over the turn of the year", over_the_year)]);
    assert!(said.contains("－上年3月1日至5月31日期间"), "{said}");
    assert!(said.contains("from 1 March to 31 May last year"), "{said}");
    assert!(said.contains("上年2020年11月1日至2021年3月31日期间"), "{said}");
}

#[test]
fn every_condition_has_words() {
    let plan = county();
    let farms = || table("farms");
    let open = || filter(farms(), compare(col("closed"), Comparison::NotEqual, yes()));
    let zero = || value(number("0"));
    let node = build::node::<ConditionNode>;
    let of = |condition: Condition| {
        let mut rule = rule(
            "a",
            "粪污综合利用率",
            of(
                ratio(sum(open(), "used"), sum(open(), "produced")),
                TargetNode::AtLeast(letter()),
                CurveNode::FullOrNone,
            ),
        );
        rule.applies_when = Some(AppliesWhen { condition: condition.clone(), otherwise: None });
        rule.waived_when = Some(condition);
        rule
    };
    let rules = [
        ("there are some", of(holds(count(open()), Comparison::Greater, zero()))),
        ("of all, not of those that are measured", of(holds(count(farms()), Comparison::Greater, zero()))),
        ("another table", of(holds(count(table("boilers")), Comparison::Equal, zero()))),
        (
            "compare",
            of(holds(sum(open(), "produced"), Comparison::Greater, value(Literal::Number(in_unit("100", "吨"))))),
        ),
        ("any", of(any(open(), is(col("equipped"), Literal::Bool(false))))),
        ("all", of(all(open(), is(col("equipped"), Literal::Bool(true))))),
        ("is_absent", of(node(ConditionNode::IsAbsent(sum(open(), "used"))))),
        (
            "unit_is",
            of(node(ConditionNode::UnitIs { units: vec![UnitId("sihe".to_owned()), UnitId("baoshou".to_owned())] })),
        ),
        ("kind_is", of(node(ConditionNode::KindIs { kinds: texts(&["街道"]) }))),
        ("group_is", of(node(ConditionNode::GroupIs { groups: texts(&["镇", "乡"]) }))),
        (
            "and, or, not",
            of(node(ConditionNode::Or(
                Box::new(node(ConditionNode::And(
                    Box::new(node(ConditionNode::KindIs { kinds: texts(&["镇"]) })),
                    Box::new(holds(count(open()), Comparison::Greater, value(number("5")))),
                ))),
                Box::new(node(ConditionNode::Not(Box::new(node(ConditionNode::IsAbsent(letter())))))),
            ))),
        ),
    ];
    insta::assert_snapshot!(page(&plan, &rules));
}
