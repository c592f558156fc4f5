//! Small plans and tables of figures, written so that a case can be checked by eye.
//!
//! Each figure is asked of a table of its own name, so that a case gives figures as a table of text:
//!
//! ```text
//! unit | used | produced
//! a    | 85   | 100
//! b    | *    | 100
//! ```
//!
//! `*` is withheld, `?` unreadable, a blank not sent, `n/a` not applicable, `…` pending. A cell of tasks is `due>done×count; …` with `-` for open and `*` for
//! withheld; a cell of
//! labels is `优×2; 良×1; ?×1`. `used@last` is last year's figure. A `~` at the end: there is a row of which nobody knows whether it counts.

use jiff::civil::Date;

use crate::assess::{AssessOptions, Assessment, ItemResult, UnitResult, assess};
use crate::figure::{Absence, Exact, Figure, Points, RoundingMode};
use crate::measure::{Hidden, Measured, Measures, TaskCount};
use crate::plan::*;

pub fn exact(text: &str) -> Exact {
    match text.strip_suffix('%') {
        Some(percent) => Quantity::percent(&percent.parse().expect("a number in a test")).value,
        None => text.parse().expect("a number in a test"),
    }
}

pub fn points(text: &str) -> Points {
    Points(exact(text))
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day in a test")
}

pub fn node<T>(inner: T) -> Node<T> {
    Node::new(Place::default(), inner)
}

fn table(name: &str) -> Rows {
    node(RowsNode::Table { table: name.to_owned(), year: Year::This })
}

fn field(name: &str) -> Column {
    node(ColumnNode::Field(name.to_owned()))
}

/// The figure in the column `name` of the case's table.
pub fn figure(name: &str) -> Formula {
    node(FormulaNode::Aggregate {
        rows: Box::new(table(name)),
        aggregate: Box::new(node(AggregateNode::Sum(field("v")))),
    })
}

pub fn number(text: &str) -> Formula {
    let quantity = Quantity { percent: text.ends_with('%'), ..Quantity::bare(exact(text)) };
    node(FormulaNode::Literal(Literal::Number(quantity)))
}

pub fn class(index: u32) -> Formula {
    node(FormulaNode::Literal(Literal::Class(Class { scale: "water".into(), index })))
}

pub fn letter() -> Formula {
    node(FormulaNode::Letter { or: None })
}

pub fn over(left: Formula, right: Formula) -> Formula {
    let (left, right) = (Box::new(left), Box::new(right));
    node(FormulaNode::Arithmetic { operation: Arithmetic::Divide, left, right })
}

pub fn compare(left: Formula, comparison: Comparison, right: Formula) -> Condition {
    node(ConditionNode::Compare { comparison, left, right })
}

pub fn or_else(value: Formula, otherwise: Formula) -> Formula {
    node(FormulaNode::OrElse { value: Box::new(value), otherwise: Box::new(otherwise) })
}

pub fn if_else(condition: Condition, then: Formula, otherwise: Formula) -> Formula {
    let (condition, then, otherwise) = (Box::new(condition), Box::new(then), Box::new(otherwise));
    node(FormulaNode::IfElse { condition, then, otherwise })
}

pub fn is_absent(name: &str) -> Condition {
    node(ConditionNode::IsAbsent(figure(name)))
}

pub fn is_positive(name: &str) -> Condition {
    compare(figure(name), Comparison::Greater, number("0"))
}

pub fn curve(base: CurveNode) -> Curve {
    Curve { base: node(base), none_below: None, late: None, early: None }
}

pub fn deduct(points: &str, per: &str, parts: Parts) -> Curve {
    curve(CurveNode::Deduct { points: exact(points), per: Quantity::bare(exact(per)), parts })
}

pub fn per_case(points: &str) -> Curve {
    curve(CurveNode::PerCase { points: exact(points), cap: None })
}

pub fn steps(list: &[(&str, &str)]) -> Curve {
    let step = |(edge, share): &(&str, &str)| {
        node(Step { edge: Literal::Number(Quantity::bare(exact(edge))), share: exact(share) })
    };
    curve(CurveNode::Steps(list.iter().map(step).collect()))
}

pub fn at_least(target: Formula) -> TargetNode {
    TargetNode::AtLeast(target)
}

pub fn rule_of(id: &str, kind: RuleKind, body: Body) -> Rule {
    Rule {
        id: ItemId(id.to_owned()),
        at: Place::default(),
        kind,
        title: id.to_owned(),
        basis: Vec::new(),
        note: None,
        body,
        show_as: None,
        applies_when: None,
        missing: None,
        waived_when: None,
        exceptions: Vec::new(),
        events: None,
        at_risk_within: None,
    }
}

pub fn measured(id: &str, measure: Formula, target: TargetNode, curve: Curve) -> Rule {
    let measure = Measure::Formula(measure);
    rule_of(id, RuleKind::Indicator, Body::Measured { measure, target: node(target), curve })
}

/// Full points for 100, in proportion below: a figure that is its own score.
pub fn scored(id: &str) -> Rule {
    measured(id, figure(id), at_least(number("100")), curve(CurveNode::Proportional))
}

pub fn task(id: &str, target: TargetNode, curve: Curve) -> Rule {
    let measure = Measure::Task { rows: table(id), done: field("done"), due: Some(field("due")) };
    rule_of(id, RuleKind::Indicator, Body::Measured { measure, target: node(target), curve })
}

/// Done in proportion, by the end of the year where a thing names no day of its own.
pub fn tasks_with(id: &str, late: Option<Late>, early: Option<Early>) -> Rule {
    let curve = Curve { late: late.map(node), early: early.map(node), ..curve(CurveNode::Proportional) };
    task(id, TargetNode::AllBy(node(FormulaNode::Literal(Literal::Date(day("2022-12-31"))))), curve)
}

/// So much of a thing for each month begun.
pub fn late_by_month(share: &str) -> Late {
    Late { share: exact(share), period: Period::Month }
}

/// So many points for each month, up to a cap.
pub fn early_by_month(points: &str, cap: &str) -> Early {
    Early { points: exact(points), period: Period::Month, cap: exact(cap) }
}

pub fn tally(id: &str, levels: &[(&str, &str)]) -> Rule {
    let level = |(label, share): &(&str, &str)| CurveLevel { label: (*label).to_owned(), share: exact(share) };
    let curve = curve(CurveNode::Levels(levels.iter().map(level).collect()));
    let measure = Measure::Tally { rows: table(id), label: field("label") };
    rule_of(id, RuleKind::Indicator, Body::Measured { measure, target: node(TargetNode::Open), curve })
}

pub fn checklist(id: &str, parts: &[(&str, &str)]) -> Rule {
    let part = |(name, points): &(&str, &str)| {
        node(ChecklistPart {
            label: (*name).to_owned(),
            holds: is_positive(name),
            points: exact(points),
            applies_when: None,
        })
    };
    let curve = curve(CurveNode::Checklist(parts.iter().map(part).collect()));
    let body = Body::Measured { measure: Measure::Checklist, target: node(TargetNode::Open), curve };
    rule_of(id, RuleKind::Indicator, body)
}

pub fn by_hand(id: &str, most: &str) -> Rule {
    rule_of(id, RuleKind::Indicator, Body::ByHand { what: id.to_owned(), most: exact(most) })
}

pub fn cases(id: &str, kind: RuleKind, each: &str) -> Rule {
    Rule { kind, ..measured(id, figure(id), TargetNode::Open, per_case(each)) }
}

pub fn veto(id: &str, effect: VetoEffect) -> Rule {
    rule_of(id, RuleKind::Veto, Body::Veto { when: is_positive(id), effect })
}

pub fn applies_when(rule: Rule, name: &str) -> Rule {
    Rule { applies_when: Some(AppliesWhen { condition: is_positive(name), otherwise: None }), ..rule }
}

pub fn exception(rule: Rule, name: &str, then: ExceptionThen) -> Rule {
    let exception = Exception { label: name.to_owned(), at: Place::default(), when: is_positive(name), then };
    Rule { exceptions: [rule.exceptions.clone(), vec![exception]].concat(), ..rule }
}

/// An item of an area.
pub fn item(rule: &str, points: &str) -> Child {
    Child::Item(Item {
        rule: ItemId(rule.to_owned()),
        at: Place::default(),
        points: self::points(points),
        missing: None,
        not_applicable: None,
        departments: Vec::new(),
    })
}

pub fn item_with(rule: &str, points: &str, policy: NotApplicablePolicy) -> Child {
    match item(rule, points) {
        Child::Item(item) => Child::Item(Item { not_applicable: Some(policy), ..item }),
        Child::Area(area) => Child::Area(area),
    }
}

pub fn area(id: &str, combine: Combine, full: &str, children: Vec<Child>) -> Child {
    Child::Area(root(id, combine, full, children))
}

fn root(id: &str, combine: Combine, full: &str, children: Vec<Child>) -> Area {
    let (id, title) = (id.to_owned(), id.to_owned());
    Area { id, title, at: Place::default(), combine, full: points(full), not_applicable: None, children }
}

pub fn grade(name: &str, at_least: Option<&str>) -> Grade {
    let at_least = at_least.map(points);
    Grade { name: name.to_owned(), at: Place::default(), at_least, quota: None, needs: Vec::new() }
}

pub fn need(condition: ResultConditionNode) -> Need {
    Need { source: "…".to_owned(), condition: node(condition) }
}

/// A plan of one sheet over `full` points with the usual four grades.
pub fn plan(full: &str, children: Vec<Child>, rules: Vec<Rule>) -> Plan {
    let adjustment = |rule: &Rule| Adjustment { rule: rule.id.clone(), at: Place::default(), cap: None };
    let adjustments = rules.iter().filter(|rule| rule.kind != RuleKind::Indicator).map(adjustment).collect();
    let names = ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"];
    Plan {
        format: PLAN_FORMAT.to_owned(),
        scheme: "test".to_owned(),
        title: "test".to_owned(),
        note: None,
        year: 2022,
        numbers: Numbers {
            compare: Compare::FullValue,
            round: RoundingMode::HalfUp,
            points: 2,
            at: RoundAt::Item,
            rank_on: RankOn::Exact,
        },
        missing: MissingPolicy::Zero,
        not_applicable: NotApplicablePolicy::Rescale,
        scales: vec![Scale {
            id: "water".to_owned(),
            title: "水质类别".to_owned(),
            classes: names.map(|name| ClassName { name: name.to_owned(), also: Vec::new() }).to_vec(),
        }],
        tables: Vec::new(),
        units: Vec::new(),
        letters: Vec::new(),
        rules,
        sheets: vec![Sheet {
            id: "towns".to_owned(),
            title: "乡镇".to_owned(),
            at: Place::default(),
            units: UnitChoice { kinds: vec!["town".to_owned()], groups: Vec::new(), ids: Vec::new() },
            total: points(full),
            area: root("", Combine::Sum, full, children),
            adjustments,
            bonus_cap: None,
            deduction_cap: None,
            total_cap: None,
            grades: vec![
                grade("优秀", Some("90")),
                grade("良好", Some("80")),
                grade("合格", Some("60")),
                grade("不合格", None),
            ],
            tie_break: Vec::new(),
            caps: Vec::new(),
            consequences: Vec::new(),
        }],
        standards: Vec::new(),
    }
}

/// Signs a letter.
pub fn sign(plan: &mut Plan, unit: &str, item: &str, target: &str, from: Option<&str>) {
    plan.letters.push(Letter {
        unit: UnitId(unit.to_owned()),
        item: ItemId(item.to_owned()),
        target: Some(Literal::Number(Quantity::bare(exact(target)))),
        due: None,
        from: from.map(day),
        fields: Default::default(),
        at: Place::default(),
    });
}

/// Scores the units of the table of figures. A unit written `a@镇` is of the group 镇; without, of one group with all others.
pub fn score(plan: &mut Plan, figures: &str) -> Assessment {
    score_at(plan, "2022-12-31", &[], figures)
}

/// Only these units are handed back, and no trace is kept.
pub fn score_some(plan: &mut Plan, wanted: &[&str], figures: &str) -> Assessment {
    let units = Some(wanted.iter().map(|id| UnitId((*id).to_owned())).collect());
    score_with(plan, figures, &AssessOptions { units, ..AssessOptions::default() })
}

pub fn score_with(plan: &mut Plan, figures: &str, options: &AssessOptions) -> Assessment {
    let (units, measures) = measures(plan, "2022-12-31", figures);
    plan.units = units;
    assess(plan, &measures, &[], options)
}

/// Scored at a level of the tree that `arrange` makes of the units.
pub fn score_level(
    plan: &mut Plan,
    level: Option<&str>,
    arrange: &dyn Fn(&mut Vec<RosterUnit>),
    figures: &str,
) -> Assessment {
    let (mut units, measures) = measures(plan, "2022-12-31", figures);
    arrange(&mut units);
    plan.units = units;
    assess(plan, &measures, &[], &AssessOptions { level: level.map(str::to_owned), ..AssessOptions::default() })
}

/// Without the trace.
pub fn score_quietly(plan: &mut Plan, hands: &[HandScore], figures: &str) -> Assessment {
    let (units, measures) = measures(plan, "2022-12-31", figures);
    plan.units = units;
    assess(plan, &measures, hands, &AssessOptions::default())
}

/// Points that the last hand gave.
pub fn given_by_hand(unit: &str, item: &str, points: &str) -> HandScore {
    HandScore {
        unit: UnitId(unit.to_owned()),
        item: ItemId(item.to_owned()),
        hand: ScoreHand::Final,
        points: exact(points),
        reason: "现场检查".to_owned(),
        evidence: "纪要3号".to_owned(),
        by: "王某".to_owned(),
        date: None,
    }
}

/// With the trace, and with every unit: also one of which nothing is assessed.
pub fn score_at(plan: &mut Plan, as_of: &str, hands: &[HandScore], figures: &str) -> Assessment {
    let (units, measures) = measures(plan, as_of, figures);
    plan.units = units;
    assess(plan, &measures, hands, &AssessOptions { trace: true, keep_unassessed: true, ..AssessOptions::default() })
}

pub fn measures(plan: &Plan, as_of: &str, figures: &str) -> (Vec<RosterUnit>, Measures) {
    let mut lines = figures.lines().filter(|line| !line.trim().is_empty());
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let header = cells(lines.next().expect("a header"));
    let rows: Vec<Vec<String>> = lines.map(cells).collect();
    let units = rows.iter().map(|row| {
        let (id, group) = row[0].split_once('@').unwrap_or((&row[0], "all"));
        RosterUnit {
            id: UnitId(id.to_owned()),
            name: id.to_owned(),
            kind: "town".to_owned(),
            group: group.to_owned(),
            parent: None,
            aliases: Vec::new(),
            at: Place::default(),
        }
    });
    let units: Vec<RosterUnit> = units.collect();
    let answers = plan.asked().into_iter().map(|asked| {
        let (rows_asked, read): (&Rows, fn(&str) -> Measured) = match &asked {
            Asked::Aggregate { rows, .. } => (rows, read_figure),
            Asked::Task { rows, .. } => (rows, read_tasks),
            Asked::Tally { rows, .. } => (rows, read_tally),
        };
        let tables = rows_asked.tables();
        let (table, year) = tables.first().expect("a table");
        let name = match year {
            Year::This => (*table).to_owned(),
            Year::Last => format!("{table}@last"),
        };
        let column = header.iter().position(|column| *column == name);
        let cell = |row: &Vec<String>| column.and_then(|column| row.get(column)).cloned().unwrap_or_default();
        let answer = |row: &Vec<String>| {
            let cell = cell(row);
            let placed = cell.strip_suffix('~');
            (read(placed.unwrap_or(&cell)), u64::from(placed.is_some()))
        };
        rows.iter().map(answer).unzip::<_, _, Vec<Measured>, Vec<u64>>()
    });
    let (answers, doubts): (Vec<Vec<Measured>>, Vec<Vec<u64>>) = answers.unzip();
    let counts = answers.iter().map(|answers| vec![1; answers.len()]).collect();
    (units, Measures::new(plan, day(as_of), answers, counts).with_doubts(doubts))
}

fn read_figure(cell: &str) -> Measured {
    Measured::Figure(match cell {
        "" => Figure::Absent(Absence::NoData),
        "*" => Figure::Absent(Absence::Withheld),
        "?" => Figure::Absent(Absence::Unreadable),
        "n/a" => Figure::Absent(Absence::NotApplicable),
        "…" => Figure::Absent(Absence::Pending),
        number => Figure::Known(exact(number)),
    })
}

fn counted(part: &str) -> (&str, u64) {
    part.trim().split_once('×').map_or((part.trim(), 1), |(what, count)| (what, count.parse().expect("a count")))
}

fn is_absence(cell: &str) -> bool {
    matches!(cell, "*" | "n/a" | "…")
}

fn hidden(day: &str) -> Option<Hidden> {
    match day {
        "*" => Some(Hidden::Withheld),
        "?" => Some(Hidden::Unreadable),
        _ => None,
    }
}

fn read_tasks(cell: &str) -> Measured {
    if is_absence(cell) {
        return read_figure(cell);
    }
    let parts = cell.split(';').filter(|part| !part.trim().is_empty()).map(|part| {
        let (dates, count) = counted(part);
        let (due, done) = dates.split_once('>').expect("due>done");
        let date = |text: &str| (!matches!(text, "-" | "*" | "?")).then(|| day(text));
        TaskCount {
            due: date(due),
            done: date(done),
            hidden: hidden(done).max(hidden(due)),
            not_applicable: false,
            count,
        }
    });
    Measured::Task(parts.collect())
}

fn read_tally(cell: &str) -> Measured {
    let parts = cell.split(';').filter(|part| !part.trim().is_empty()).map(counted);
    Measured::Tally(parts.map(|(label, count)| ((label != "?").then(|| label.to_owned()), count)).collect())
}

pub fn unit<'a>(assessment: &'a Assessment, id: &str) -> &'a UnitResult {
    assessment.units.iter().find(|unit| unit.id.0 == id).expect("the unit is scored")
}

pub fn item_of<'a>(unit: &'a UnitResult, id: &str) -> &'a ItemResult {
    unit.items.iter().find(|item| item.id.0 == id).expect("the item is scored")
}

/// What was said stays true of what came of it: totals, ranks, grades, areas and items lie within their bounds.
pub fn stays_within(plan: &Plan, before: &Assessment, after: &Assessment) -> Result<(), String> {
    let grade = |name: &str| plan.sheets[0].grades.iter().position(|grade| grade.name == name).expect("a grade");
    for before in &before.units {
        // Of an open unit nothing may be assessed in the end.
        let Some(after) = after.units.iter().find(|after| after.id == before.id) else {
            if before.provisional || before.at_least != before.at_most || before.total.is_zero() {
                continue;
            }
            return Err(format!("{} had {} and is gone", before.id, said(before)));
        };
        let holds = |holds: bool, what: &str| {
            let told = || format!("{what} of {}: {} became {}", before.id, said(before), said(after));
            if holds { Ok(()) } else { Err(told()) }
        };
        holds(before.at_least <= after.total && after.total <= before.at_most, "the total")?;
        let rank =
            format!("{} ({} – {}), then {}: the rank", before.rank, before.rank_best, before.rank_worst, after.rank);
        holds(before.rank_best <= after.rank && after.rank <= before.rank_worst, &rank)?;
        let (best, worst) = (grade(&before.grade_at_most), grade(&before.grade_at_least));
        let range = format!("{} – {}: the grade", before.grade_at_most, before.grade_at_least);
        holds(best <= grade(&after.grade) && grade(&after.grade) <= worst, &range)?;
        for (before, after) in before.areas.iter().zip(&after.areas).filter(|(_, after)| !after.left_out) {
            let what =
                format!("{} ({} – {}), then {}: the area", before.id, before.at_least, before.at_most, after.points);
            holds(before.at_least <= after.points && after.points <= before.at_most, &what)?;
        }
        for (before, after) in before.items.iter().zip(&after.items).filter(|(_, after)| !after.left_out) {
            let what =
                format!("{} ({} – {}), then {}: the item", before.id, before.at_least, before.at_most, after.points);
            holds(before.at_least <= after.points && after.points <= before.at_most, &what)?;
        }
    }
    Ok(())
}

/// `total [at least – at most] grade`, with `?` after a provisional grade.
pub fn said(unit: &UnitResult) -> String {
    let question = if unit.provisional { "?" } else { "" };
    if unit.at_least == unit.at_most {
        format!("{} {}{question}", unit.total, unit.grade)
    } else {
        format!("{} [{} – {}] {}{question}", unit.total, unit.at_least, unit.at_most, unit.grade)
    }
}

/// The results without how they came about.
pub fn without_trace(mut assessment: Assessment) -> Assessment {
    for unit in &mut assessment.units {
        unit.items.iter_mut().for_each(|item| item.trace = None);
        unit.adjustments.iter_mut().for_each(|adjustment| adjustment.trace = None);
    }
    assessment
}

/// What holds for every result, whatever the scheme.
#[track_caller]
pub fn holds_together(assessment: &Assessment) {
    for unit in &assessment.units {
        let lines: Points = unit.total_lines.iter().map(|line| &line.points).sum();
        assert_eq!(lines, unit.total, "the lines of {:?} add up", unit.id);
        // Items under a mean or the worst have points of a weight, which are in the line of areas.
        let items: Points = unit.items.iter().map(|item| &item.points).sum();
        let of_items = unit.total_lines.iter().find(|line| line.say.key == "step-total-items");
        let of_items = of_items.map(|line| line.points.clone()).unwrap_or_default();
        assert!(of_items <= items, "the items of {:?}: {of_items:?} of {items:?}", unit.id);
        assert!(of_items == items || !unit.areas.is_empty(), "the items of {:?}: {of_items:?} of {items:?}", unit.id);
        assert!(unit.at_least <= unit.total && unit.total <= unit.at_most, "bounds of {:?}", unit.id);
        for item in &unit.items {
            assert!(
                item.at_least <= item.points && item.points <= item.at_most,
                "bounds of {:?} {:?}",
                unit.id,
                item.id
            );
        }
        for area in &unit.areas {
            assert!(
                area.at_least <= area.points && area.points <= area.at_most,
                "bounds of {:?} {:?}",
                unit.id,
                area.id
            );
        }
        assert!(unit.provisional == (unit.grade_at_least != unit.grade_at_most));
    }
}
