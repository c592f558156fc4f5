//! Plans put together by hand: each function one node, at no particular place.

use jiff::civil::Date;

use crate::figure::{Exact, Points, RoundingMode};
use crate::plan::*;

pub fn node<T>(node: T) -> Node<T> {
    Node::new(Place::new("test.rhai", 1, 1), node)
}

pub fn exact(text: &str) -> Exact {
    text.parse().expect("a number in a test")
}

pub fn points(text: &str) -> Points {
    Points(exact(text))
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a date in a test")
}

pub fn number(text: &str) -> Literal {
    Literal::Number(Quantity::bare(exact(text)))
}

pub fn pct(text: &str) -> Quantity {
    Quantity::percent(&exact(text))
}

pub fn in_unit(text: &str, unit: &str) -> Quantity {
    Quantity { value: exact(text), unit: Some(unit.to_owned().into()), percent: false }
}

pub fn percent(text: &str) -> Literal {
    Literal::Number(pct(text))
}

pub fn water_class(index: u32) -> Literal {
    Literal::Class(Class { scale: "water".to_owned(), index })
}

// Columns

pub fn col(name: &str) -> Column {
    node(ColumnNode::Field(name.to_owned()))
}

pub fn lit(literal: Literal) -> Column {
    node(ColumnNode::Literal(literal))
}

pub fn yes() -> Column {
    lit(Literal::Bool(true))
}

pub fn compare(left: Column, comparison: Comparison, right: Column) -> Column {
    node(ColumnNode::Compare { comparison, left: Box::new(left), right: Box::new(right) })
}

pub fn is(left: Column, right: Literal) -> Column {
    compare(left, Comparison::Equal, lit(right))
}

pub fn and(left: Column, right: Column) -> Column {
    node(ColumnNode::And(Box::new(left), Box::new(right)))
}

pub fn or(left: Column, right: Column) -> Column {
    node(ColumnNode::Or(Box::new(left), Box::new(right)))
}

pub fn not(condition: Column) -> Column {
    node(ColumnNode::Not(Box::new(condition)))
}

pub fn calculate(left: Column, operation: Arithmetic, right: Column) -> Column {
    node(ColumnNode::Arithmetic { operation, left: Box::new(left), right: Box::new(right) })
}

pub fn by_limits(value: Column, better: Better, limits: &[&str]) -> Column {
    let limits = limits.iter().map(|limit| exact(limit)).collect();
    node(ColumnNode::StepClass { value: Box::new(value), scale: "water".to_owned(), better, limits })
}

// Rows

pub fn table(id: &str) -> Rows {
    node(RowsNode::Table { table: id.to_owned(), year: Year::This })
}

pub fn filter(rows: Rows, condition: Column) -> Rows {
    node(RowsNode::Filter { rows: Box::new(rows), condition })
}

pub fn derive(rows: Rows, name: &str, value: Column) -> Rows {
    node(RowsNode::Derive { rows: Box::new(rows), name: name.to_owned(), value })
}

pub fn latest_by(rows: Rows, by: &[&str]) -> Rows {
    node(RowsNode::LatestBy { rows: Box::new(rows), by: texts(by) })
}

pub fn unique(rows: Rows, by: &[&str]) -> Rows {
    node(RowsNode::Unique { rows: Box::new(rows), by: texts(by) })
}

pub fn group(rows: Rows, by: &[&str], columns: &[(&str, AggregateNode)]) -> Rows {
    let columns = columns
        .iter()
        .map(|(name, aggregate)| GroupColumn { name: (*name).to_owned(), aggregate: node(aggregate.clone()) })
        .collect();
    node(RowsNode::Group { rows: Box::new(rows), by: texts(by), columns })
}

pub fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

// Figures

pub fn figure(rows: Rows, aggregate: AggregateNode) -> Formula {
    node(FormulaNode::Aggregate { rows: Box::new(rows), aggregate: Box::new(node(aggregate)) })
}

pub fn count(rows: Rows) -> Formula {
    figure(rows, AggregateNode::Count)
}

pub fn sum(rows: Rows, column: &str) -> Formula {
    figure(rows, AggregateNode::Sum(col(column)))
}

pub fn value(literal: Literal) -> Formula {
    node(FormulaNode::Literal(literal))
}

pub fn work_out(left: Formula, operation: Arithmetic, right: Formula) -> Formula {
    node(FormulaNode::Arithmetic { operation, left: Box::new(left), right: Box::new(right) })
}

pub fn ratio(above: Formula, below: Formula) -> Formula {
    work_out(above, Arithmetic::Divide, below)
}

pub fn letter() -> Formula {
    node(FormulaNode::Letter { or: None })
}

pub fn letter_or(value: Literal, assumed: bool) -> Formula {
    node(FormulaNode::Letter { or: Some(LetterDefault { value, assumed }) })
}

pub fn holds(left: Formula, comparison: Comparison, right: Formula) -> Condition {
    node(ConditionNode::Compare { comparison, left, right })
}

pub fn any(rows: Rows, condition: Column) -> Condition {
    node(ConditionNode::Aggregate { rows: Box::new(rows), aggregate: Box::new(node(AggregateNode::Any(condition))) })
}

pub fn all(rows: Rows, condition: Column) -> Condition {
    node(ConditionNode::Aggregate { rows: Box::new(rows), aggregate: Box::new(node(AggregateNode::All(condition))) })
}

// Rules

pub fn curve(base: CurveNode) -> Curve {
    Curve { base: node(base), none_below: None, late: None, early: None }
}

pub fn measured(measure: Measure, target: TargetNode, curve: Curve) -> Body {
    Body::Measured { measure, target: node(target), curve }
}

pub fn of(formula: Formula, target: TargetNode, base: CurveNode) -> Body {
    measured(Measure::Formula(formula), target, curve(base))
}

pub fn rule(id: &str, title: &str, body: Body) -> Rule {
    Rule {
        id: ItemId(id.to_owned()),
        at: Place::new(format!("{id}.rhai"), 1, 1),
        kind: RuleKind::Indicator,
        title: title.to_owned(),
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

pub fn share_of(label: &str, share: &str) -> CurveLevel {
    CurveLevel { label: label.to_owned(), share: exact(share) }
}

pub fn step(edge: Literal, share: &str) -> Node<Step> {
    node(Step { edge, share: exact(share) })
}

// Tables and sheets

pub fn column(id: &str, header: &str, holds: ColumnType) -> TableColumn {
    TableColumn {
        id: id.to_owned(),
        at: Place::file("scheme.yaml"),
        holds,
        headers: vec![header.to_owned()],
        required: true,
        absent: AbsentCells::Spoil,
        marks: Vec::new(),
        work: None,
    }
}

pub fn unit_column() -> TableColumn {
    column("town", "乡镇", ColumnType::Unit { many: false })
}

pub fn text_column(id: &str, header: &str) -> TableColumn {
    column(id, header, ColumnType::Text { one_of: Vec::new() })
}

pub fn number_column(id: &str, header: &str, unit: Option<&str>) -> TableColumn {
    let number = NumberColumn {
        unit: unit.map(str::to_owned),
        decimals: 2,
        min: None,
        max: None,
        below_detection: false,
        detection_limit: None,
    };
    column(id, header, ColumnType::Number(number))
}

pub fn date_column(id: &str, header: &str) -> TableColumn {
    column(id, header, ColumnType::Date { time: false, year: None })
}

pub fn bool_column(id: &str, header: &str) -> TableColumn {
    column(id, header, ColumnType::Bool)
}

pub fn class_column(id: &str, header: &str) -> TableColumn {
    column(id, header, ColumnType::Class { scale: "water".to_owned() })
}

pub fn submitted(id: &str, title: &str, key: &[&str], columns: Vec<TableColumn>) -> Table {
    Table {
        id: id.to_owned(),
        title: title.to_owned(),
        at: Place::file("scheme.yaml"),
        unit_column: Some("town".to_owned()),
        key: texts(key),
        time_column: None,
        year_column: None,
        submitted_column: None,
        every_unit: false,
        counted_in: None,
        work: None,
        columns: std::iter::once(unit_column()).chain(columns).collect(),
        checks: Vec::new(),
    }
}

pub fn item(rule: &str, full: &str) -> Child {
    Child::Item(Item {
        rule: ItemId(rule.to_owned()),
        at: Place::file("scheme.yaml"),
        points: points(full),
        missing: None,
        not_applicable: None,
        departments: Vec::new(),
    })
}

pub fn area(id: &str, title: &str, full: &str, children: Vec<Child>) -> Area {
    Area {
        id: id.to_owned(),
        title: title.to_owned(),
        at: Place::file("scheme.yaml"),
        combine: Combine::Sum,
        full: points(full),
        not_applicable: None,
        children,
    }
}

pub fn grade(name: &str, at_least: Option<&str>) -> Grade {
    Grade {
        name: name.to_owned(),
        at: Place::file("scheme.yaml"),
        at_least: at_least.map(points),
        quota: None,
        needs: Vec::new(),
    }
}

pub fn sheet(id: &str, title: &str, area: Area) -> Sheet {
    Sheet {
        id: id.to_owned(),
        title: title.to_owned(),
        at: Place::file("scheme.yaml"),
        units: UnitChoice { kinds: texts(&["镇", "乡", "街道"]), groups: Vec::new(), ids: Vec::new() },
        total: area.full.clone(),
        area,
        adjustments: Vec::new(),
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
    }
}

pub fn unit(id: &str, name: &str, kind: &str) -> RosterUnit {
    RosterUnit {
        id: UnitId(id.to_owned()),
        name: name.to_owned(),
        kind: kind.to_owned(),
        group: kind.to_owned(),
        parent: None,
        aliases: Vec::new(),
        at: Place::file("units.csv"),
    }
}

/// A county's tables, units and water classes, with no rules yet.
pub fn county() -> Plan {
    Plan {
        format: PLAN_FORMAT.to_owned(),
        scheme: "yushu-2022".to_owned(),
        title: "榆树市2022年度生态环境保护目标责任考核".to_owned(),
        note: Some("示例方案，非官方。".to_owned()),
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
            classes: ["Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"]
                .map(|name| ClassName { name: name.to_owned(), also: Vec::new() })
                .into(),
        }],
        tables: vec![
            submitted(
                "farms",
                "规模养殖场粪污台账",
                &["town", "farm"],
                vec![
                    text_column("farm", "养殖场名称"),
                    number_column("produced", "粪污产生量（吨）", Some("吨")),
                    number_column("used", "综合利用量（吨）", Some("吨")),
                    bool_column("closed", "是否关停"),
                    bool_column("equipped", "是否配套治理设施"),
                    number_column("share", "设施配套率", Some("%")),
                ],
            ),
            submitted(
                "boilers",
                "燃煤锅炉治理清单",
                &["town", "boiler"],
                vec![
                    text_column("boiler", "锅炉编号"),
                    bool_column("inside", "是否在建成区内"),
                    number_column("tonnes", "锅炉容量", Some("蒸吨/时")),
                    date_column("done_on", "完成治理日期"),
                    date_column("due_on", "治理时限"),
                ],
            ),
            submitted(
                "readings",
                "地表水监测数据",
                &["town", "section", "time"],
                vec![
                    text_column("section", "断面名称"),
                    date_column("time", "监测时间"),
                    text_column("state", "站点状态"),
                    number_column("do", "溶解氧", Some("mg/L")),
                    number_column("codmn", "高锰酸盐指数", Some("mg/L")),
                    number_column("ph", "pH值", None),
                    class_column("published", "公布的水质类别"),
                ],
            ),
            submitted(
                "fires",
                "秸秆焚烧火点清单",
                &["town", "fire"],
                vec![text_column("fire", "火点编号"), text_column("zone", "区域"), date_column("seen", "发现日期")],
            ),
            submitted(
                "projects",
                "重点工程进度表",
                &["town", "project"],
                vec![text_column("project", "工程名称"), text_column("stage", "建设阶段")],
            ),
        ],
        units: vec![unit("sihe", "泗河镇", "镇"), unit("baoshou", "保寿镇", "镇"), unit("yumin", "育民乡", "乡")],
        letters: Vec::new(),
        rules: Vec::new(),
        sheets: Vec::new(),
        standards: Vec::new(),
    }
}
