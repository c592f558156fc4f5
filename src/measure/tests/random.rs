//! Random rows and random plan nodes of the right kinds, decoded from a list of numbers so that a failing case shrinks.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::scene::*;
use crate::figure::{Exact, Rounding, RoundingMode, Unit};
use crate::intake::column_names;
use crate::plan::{
    AggregateNode, Arithmetic, Asked, Better, Column, ColumnNode, Comparison, DatePart, Edition, GroupColumn, Keep,
    Literal, NamedColumn, Point, Rows, RowsNode,
};

const GAPS: &[u8] =
    &[column_names::NO_DATA, column_names::WITHHELD, column_names::NOT_APPLICABLE, column_names::UNREADABLE];

fn said<T: std::fmt::Debug + Clone>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Said<T>> {
    prop_oneof![
        8 => value.prop_map(Ok),
        1 => proptest::sample::select(GAPS).prop_map(Err),
    ]
}

/// A gap as often as not.
pub fn gappy<T: std::fmt::Debug + Clone>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Said<T>> {
    prop_oneof![1 => said(value), 1 => proptest::sample::select(GAPS).prop_map(Err)]
}

/// Around the constants that are compared with, where a comparison off by a digit shows.
fn near(edges: &'static [i128]) -> impl Strategy<Value = i128> {
    (proptest::sample::select(edges), prop_oneof![3 => Just(0i128), 1 => -1..=1i128, 1 => -300..300i128])
        .prop_map(|(edge, off)| edge + off)
}

/// Few different values, so that rows are alike, tie and group; nearly a row in ten has some cell without a value.
pub fn row() -> impl Strategy<Value = TestRow> {
    let names = prop_oneof![Just("甲"), Just("乙"), Just("a*c"), Just("")].prop_map(str::to_owned);
    let days = MID_YEAR - 3..MID_YEAR + 190;
    let first = (
        proptest::option::weighted(0.95, 0..6u32),
        said(names),
        said(near(&[-150, 0, 33, 34, 85, 86, 100, 225, 700])),
        said(near(&[0, 333, 334, 855, 856, 2250, -1500])),
        said(-3..4i64),
    );
    let second = (
        said(prop_oneof![20 => 550..950i128, 1 => Just(0i128), 1 => Just(1401i128)]),
        said(days.clone()),
        said((days, 0..24i64).prop_map(|(day, hour)| micros(day, hour))),
        said(any::<bool>()),
        said(0..6u8),
    );
    (first, second).prop_map(|((unit, name, amount, weight, whole), (ph, day, moment, open, class))| TestRow {
        unit,
        name,
        amount,
        weight,
        whole,
        ph,
        day,
        moment,
        open,
        class,
    })
}

/// Draws choices from a list of numbers; at its end every choice is the first.
pub struct Choices<'a>(std::slice::Iter<'a, u8>);

impl<'a> Choices<'a> {
    pub fn new(numbers: &'a [u8]) -> Choices<'a> {
        Choices(numbers.iter())
    }

    fn of(&mut self, many: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or_default()) % many
    }

    pub fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        let at = self.of(all.len());
        all[at].clone()
    }

    fn constant(&mut self) -> Exact {
        exact(self.pick(&["1", "0", "-1.5", "0.855", "2.25", "7", "1/3", "100"]))
    }

    fn date(&mut self) -> Date {
        self.pick(&[date(2022, 6, 30), date(2022, 7, 15), date(2022, 12, 31), date(2022, 6, 28)])
    }

    fn comparison(&mut self) -> Comparison {
        self.pick(&[
            Comparison::LessOrEqual,
            Comparison::Less,
            Comparison::Equal,
            Comparison::NotEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
        ])
    }

    fn name(&mut self) -> String {
        self.pick(&["name", "whole", "class", "day", "open", "town"]).to_owned()
    }

    fn many<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..1 + self.of(3)).map(|_| make(self)).collect()
    }

    /// Columns of each kind that are there: the table's own, and those that a step added.
    pub fn column(&mut self, kind: Sort, scene: &Scene, depth: usize) -> Column {
        let deeper = |choices: &mut Self, kind| Box::new(choices.column(kind, scene, depth - 1));
        let leaf = depth == 0 || self.of(4) == 0;
        let node = match (kind, leaf) {
            (Sort::Number, true) => match self.of(5) {
                0..=3 => return field(&self.pick(&scene.numbers)),
                _ => ColumnNode::Literal(Literal::Number(crate::plan::Quantity::bare(self.constant()))),
            },
            (Sort::Text, true) => match self.of(3) {
                0 | 1 => return field(&self.pick(&scene.texts)),
                _ => ColumnNode::Literal(Literal::Text(self.pick(&["甲", "乙", "c"]).to_owned())),
            },
            (Sort::Bool, true) => return field(&self.pick(&scene.bools)),
            (Sort::Day, true) => match self.of(5) {
                0..=2 => return field(&self.pick(&scene.days)),
                3 => ColumnNode::AsOf,
                _ => ColumnNode::Literal(Literal::Date(self.date())),
            },
            (Sort::Class, true) => match self.of(4) {
                0..=2 => return field(&self.pick(&scene.classes)),
                _ => ColumnNode::Literal(Literal::Class(class(u32::try_from(self.of(6)).unwrap_or(0)))),
            },
            (Sort::Number, false) => match self.of(13) {
                0 | 1 => ColumnNode::Arithmetic {
                    operation: self.pick(&[
                        Arithmetic::Add,
                        Arithmetic::Subtract,
                        Arithmetic::Multiply,
                        Arithmetic::Divide,
                    ]),
                    left: deeper(self, kind),
                    right: deeper(self, kind),
                },
                2 => ColumnNode::Negative(deeper(self, kind)),
                3 => ColumnNode::Convert {
                    value: deeper(self, kind),
                    to: Unit::symbol("亩"),
                    factor: Some(exact(self.pick(&["15", "0.0015", "2/3"]))),
                },
                4 => ColumnNode::IfElse {
                    condition: deeper(self, Sort::Bool),
                    then: deeper(self, kind),
                    otherwise: deeper(self, kind),
                },
                5 => ColumnNode::DatePart {
                    value: deeper(self, Sort::Day),
                    part: self.pick(&[DatePart::Year, DatePart::Quarter, DatePart::Month, DatePart::Day]),
                },
                6 => ColumnNode::Days { from: deeper(self, Sort::Day), to: deeper(self, Sort::Day) },
                7 => ColumnNode::Round { value: deeper(self, kind), rounding: self.rounding() },
                8 => ColumnNode::LeastOf(self.many(|choices| *deeper(choices, kind))),
                9 => ColumnNode::GreatestOf(self.many(|choices| *deeper(choices, kind))),
                10 => ColumnNode::Interpolate {
                    value: deeper(self, kind),
                    points: [("-1", "0"), ("0.5", "50"), ("2", "100"), ("3", "150")]
                        .map(|(x, y)| Point { x: exact(x), y: exact(y) })
                        .to_vec(),
                },
                11 => ColumnNode::ByDate {
                    date: deeper(self, Sort::Day),
                    editions: self.editions(|choices| *deeper(choices, kind)),
                },
                _ => return field(&self.pick(&scene.numbers)),
            },
            (Sort::Bool, false) => match self.of(12) {
                0..=2 => {
                    let kind = self.pick(&[Sort::Number, Sort::Day, Sort::Class, Sort::Text, Sort::Bool]);
                    let comparison = self.comparison();
                    ColumnNode::Compare { comparison, left: deeper(self, kind), right: deeper(self, kind) }
                }
                3 => ColumnNode::And(deeper(self, kind), deeper(self, kind)),
                4 => ColumnNode::Or(deeper(self, kind), deeper(self, kind)),
                5 => ColumnNode::Not(deeper(self, kind)),
                6 => ColumnNode::IsIn {
                    value: deeper(self, Sort::Number),
                    options: self.many(|choices| Literal::Number(crate::plan::Quantity::bare(choices.constant()))),
                },
                7 => ColumnNode::Between {
                    value: deeper(self, Sort::Number),
                    low: deeper(self, Sort::Number),
                    high: deeper(self, Sort::Number),
                },
                8 => {
                    let kind = self.pick(&[Sort::Number, Sort::Day, Sort::Class, Sort::Text, Sort::Bool]);
                    ColumnNode::IsMissing(deeper(self, kind))
                }
                9 => ColumnNode::Contains {
                    value: deeper(self, Sort::Text),
                    text: self.pick(&["甲", "*", ""]).to_owned(),
                },
                10 => ColumnNode::Matches {
                    value: deeper(self, Sort::Text),
                    pattern: self.pick(&["?", "a*", "*c", "甲", "a?c", "."]).to_owned(),
                },
                _ => ColumnNode::IfElse {
                    condition: deeper(self, kind),
                    then: deeper(self, kind),
                    otherwise: deeper(self, kind),
                },
            },
            (Sort::Class, false) => match self.of(4) {
                0 => ColumnNode::StepClass {
                    value: deeper(self, Sort::Number),
                    scale: "water".to_owned(),
                    better: self.pick(&[Better::Lower, Better::Higher]),
                    limits: ["-0.5", "0.855", "1/3", "2"].map(exact).to_vec(),
                },
                1 => ColumnNode::RangeClass {
                    value: deeper(self, Sort::Number),
                    low: exact("6"),
                    high: exact("9"),
                    inside: class(0),
                    outside: class(5),
                },
                2 => ColumnNode::WorstOf(self.many(|choices| *deeper(choices, kind))),
                _ => ColumnNode::ByDate {
                    date: deeper(self, Sort::Day),
                    editions: self.editions(|choices| *deeper(choices, kind)),
                },
            },
            (Sort::Text, false) => match self.of(2) {
                0 => ColumnNode::NamesOfGreatest {
                    values: self.many(|choices| NamedColumn {
                        name: choices.pick(&["氨氮", "总磷"]).to_owned(),
                        value: *deeper(choices, Sort::Number),
                    }),
                    above: exact("0.5"),
                },
                _ => ColumnNode::IfElse {
                    condition: deeper(self, Sort::Bool),
                    then: deeper(self, kind),
                    otherwise: deeper(self, kind),
                },
            },
            (Sort::Day, false) => match self.of(2) {
                0 => return field("day"),
                _ => ColumnNode::IfElse {
                    condition: deeper(self, Sort::Bool),
                    then: Box::new(field("day")),
                    otherwise: Box::new(day(self.date())),
                },
            },
        };
        node_at(node)
    }

    fn rounding(&mut self) -> Rounding {
        let modes = [RoundingMode::HalfEven, RoundingMode::HalfUp, RoundingMode::Up, RoundingMode::Down];
        let mut rounding = Rounding::new(self.pick(&modes), u32::try_from(self.of(3)).unwrap_or(0));
        rounding.keep_significant = self.of(4) == 1;
        rounding
    }

    fn editions(&mut self, mut make: impl FnMut(&mut Self) -> Column) -> Vec<Edition> {
        let first = match self.of(3) {
            0 => Some(date(2022, 6, 29)),
            _ => None,
        };
        vec![Edition { from: first, value: make(self) }, Edition { from: Some(date(2022, 8, 1)), value: make(self) }]
    }

    fn aggregate(&mut self, scene: &Scene, figures_only: bool) -> AggregateNode {
        let of = |choices: &mut Self, kind| choices.column(kind, scene, 2);
        match self.of(19) {
            0 => AggregateNode::Count,
            1 => {
                let kind = self.pick(&[Sort::Number, Sort::Text, Sort::Day, Sort::Class, Sort::Bool]);
                AggregateNode::CountDistinct(of(self, kind))
            }
            2 | 3 => AggregateNode::Sum(of(self, Sort::Number)),
            4 | 5 => AggregateNode::Mean(of(self, Sort::Number)),
            6 => AggregateNode::WeightedMean { value: of(self, Sort::Number), weight: of(self, Sort::Number) },
            7 => {
                let kind = self.pick(&[Sort::Number, Sort::Class, Sort::Day]);
                AggregateNode::Least(of(self, kind))
            }
            8 => {
                let kind = self.pick(&[Sort::Number, Sort::Class, Sort::Day]);
                AggregateNode::Greatest(of(self, kind))
            }
            9 => AggregateNode::Median(of(self, Sort::Number)),
            10 => AggregateNode::Quantile {
                value: of(self, Sort::Number),
                q: exact(self.pick(&["0.9", "1/3", "0", "1"])),
            },
            11 => AggregateNode::Share(of(self, Sort::Bool)),
            12 => AggregateNode::Any(of(self, Sort::Bool)),
            13 => AggregateNode::All(of(self, Sort::Bool)),
            14 => AggregateNode::Worst(of(self, Sort::Class)),
            15 => AggregateNode::Best(of(self, Sort::Class)),
            16 => {
                let by = self.pick(&[Sort::Day, Sort::Number, Sort::Class]);
                let value = if figures_only { Sort::Number } else { self.pick(&[Sort::Number, Sort::Text]) };
                AggregateNode::Latest { value: of(self, value), by: of(self, by) }
            }
            17 => {
                let value = if figures_only { Sort::Number } else { self.pick(&[Sort::Number, Sort::Text]) };
                AggregateNode::Value(of(self, value))
            }
            _ => AggregateNode::MeanPh { value: field("ph"), places: u32::try_from(self.of(3)).unwrap_or(0) },
        }
    }

    /// A chain of up to four steps over the table `t`, or one whose rows are everybody's, and what can be read at its end.
    fn rows(&mut self) -> (Rows, Scene) {
        let mut scene = Scene::of_table();
        let mut rows = table(self.pick(&["t", "t", "t", "all"]));
        for _ in 0..self.of(5) {
            let inner = Box::new(rows.clone());
            let step = match self.of(9) {
                0..=2 => RowsNode::Filter { rows: inner, condition: self.column(Sort::Bool, &scene, 2) },
                3 | 4 => {
                    let name = format!("derived{}", self.of(2));
                    let kind = self.pick(&[Sort::Number, Sort::Bool, Sort::Class, Sort::Text]);
                    let value = self.column(kind, &scene, 2);
                    scene.add(&name, kind);
                    RowsNode::Derive { rows: inner, name, value }
                }
                5 if scene.days.iter().any(|name| name == "day") => {
                    RowsNode::During { rows: inner, from: date(2022, 6, 29), to: date(2022, 7, 20) }
                }
                6 => RowsNode::Unique { rows: inner, by: scene.keys(self) },
                7 => RowsNode::LatestBy { rows: inner, by: scene.keys(self) },
                8 if scene.days.iter().any(|name| name == "day") => {
                    let by = scene.keys(self);
                    let mut after = scene.only(&by);
                    let mut columns = Vec::new();
                    for (name, kind) in [("made_number", Sort::Number), ("made_bool", Sort::Bool)] {
                        let of = match kind {
                            Sort::Bool => AggregateNode::Any(self.column(Sort::Bool, &scene, 2)),
                            _ => self.aggregate_to_number(&scene),
                        };
                        columns.push(GroupColumn { name: name.to_owned(), aggregate: node_at(of) });
                        after.add(name, kind);
                    }
                    // Enough of each kind that anything can be written over groups.
                    for (name, of, kind) in [
                        ("made_class", AggregateNode::Worst(self.column(Sort::Class, &scene, 1)), Sort::Class),
                        ("day", AggregateNode::Greatest(field("day")), Sort::Day),
                        ("ph", AggregateNode::MeanPh { value: field("ph"), places: 1 }, Sort::Number),
                        (
                            "made_text",
                            AggregateNode::Latest { value: self.column(Sort::Text, &scene, 1), by: field("day") },
                            Sort::Text,
                        ),
                    ] {
                        if !by.contains(&name.to_owned()) && scene.has("ph") {
                            columns.push(GroupColumn { name: name.to_owned(), aggregate: node_at(of) });
                            after.add(name, kind);
                        }
                    }
                    if !after.complete() {
                        continue;
                    }
                    scene = after;
                    RowsNode::Group { rows: inner, by, columns }
                }
                _ => RowsNode::Filter { rows: inner, condition: self.column(Sort::Bool, &scene, 1) },
            };
            rows = node_at(step);
        }
        match self.of(12) {
            0 if scene.has("name") => {
                let keep = self.pick(&[Keep::Matching, Keep::All, Keep::WithPartner, Keep::WithoutPartner]);
                let right = table(self.pick(&["t", "t", "all"]));
                let right = filter(right, self.column(Sort::Bool, &Scene::of_table(), 1));
                let on = vec!["name".to_owned()];
                rows = node_at(RowsNode::Join { left: Box::new(rows), right: Box::new(right), on, keep });
            }
            1 => {
                let second = table(self.pick(&["t", "t", "all"]));
                let second = filter(second, self.column(Sort::Bool, &Scene::of_table(), 1));
                rows = node_at(RowsNode::Union { first: Box::new(rows), second: Box::new(second) });
            }
            _ => {}
        }
        (rows, scene)
    }

    fn aggregate_to_number(&mut self, scene: &Scene) -> AggregateNode {
        let of = self.column(Sort::Number, scene, 2);
        match self.of(4) {
            0 => AggregateNode::Mean(of),
            1 => AggregateNode::Sum(of),
            2 => AggregateNode::Value(of),
            _ => AggregateNode::Share(self.column(Sort::Bool, scene, 2)),
        }
    }

    pub fn question(&mut self) -> Asked {
        let (rows, scene) = self.rows();
        match self.of(8) {
            0 => Asked::Task {
                done: self.column(Sort::Day, &scene, 1),
                due: (self.of(2) == 0).then(|| self.column(Sort::Day, &scene, 1)),
                rows,
            },
            1 => {
                let kind = self.pick(&[Sort::Text, Sort::Class, Sort::Number, Sort::Bool]);
                Asked::Tally { label: self.column(kind, &scene, 1), rows }
            }
            _ => {
                let aggregate = if scene.has("ph") { self.aggregate(&scene, true) } else { AggregateNode::Count };
                ask(rows, aggregate)
            }
        }
    }
}

fn node_at<T>(of: T) -> crate::plan::Node<T> {
    node(of)
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sort {
    Number,
    Text,
    Bool,
    Day,
    Class,
}

/// The columns that can be read, by what they hold.
#[derive(Debug, Clone, Default)]
pub struct Scene {
    numbers: Vec<String>,
    texts: Vec<String>,
    bools: Vec<String>,
    days: Vec<String>,
    classes: Vec<String>,
}

impl Scene {
    pub fn of_table() -> Scene {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Scene {
            numbers: names(&["amount", "weight", "whole", "ph"]),
            texts: names(&["name", "town"]),
            bools: names(&["open"]),
            days: names(&["day", "moment"]),
            classes: names(&["class"]),
        }
    }

    fn list(&mut self, kind: Sort) -> &mut Vec<String> {
        match kind {
            Sort::Number => &mut self.numbers,
            Sort::Text => &mut self.texts,
            Sort::Bool => &mut self.bools,
            Sort::Day => &mut self.days,
            Sort::Class => &mut self.classes,
        }
    }

    fn add(&mut self, name: &str, kind: Sort) {
        for kind in [Sort::Number, Sort::Text, Sort::Bool, Sort::Day, Sort::Class] {
            self.list(kind).retain(|other| other != name);
        }
        self.list(kind).push(name.to_owned());
    }

    fn has(&self, name: &str) -> bool {
        [&self.numbers, &self.texts, &self.bools, &self.days, &self.classes]
            .iter()
            .any(|list| list.iter().any(|other| other == name))
    }

    fn complete(&self) -> bool {
        [&self.numbers, &self.texts, &self.bools, &self.days, &self.classes].iter().all(|list| !list.is_empty())
    }

    fn only(&self, names: &[String]) -> Scene {
        let mut scene = self.clone();
        for kind in [Sort::Number, Sort::Text, Sort::Bool, Sort::Day, Sort::Class] {
            scene.list(kind).retain(|name| names.contains(name));
        }
        scene
    }

    fn keys(&self, choices: &mut Choices<'_>) -> Vec<String> {
        let mut keys = vec![choices.name()];
        if choices.of(2) == 1 {
            keys.push(choices.name());
        }
        keys.retain(|name| self.has(name));
        keys.dedup();
        if keys.is_empty() {
            let all: Vec<&String> = self.texts.iter().chain(&self.classes).collect();
            keys.extend(all.first().map(|name| (*name).clone()));
        }
        keys
    }
}
