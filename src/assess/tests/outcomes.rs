//! Random sheets of what bounds miss most easily: things to finish with late and early points, days that are withheld, rows that can't be
//! placed, areas that rescale apart, means of a group under vetoes, caps on marks. Whatever comes of them, on whichever later day, stays
//! within what was said.

use jiff::civil::Date;
use proptest::prelude::*;

use super::fixture::*;
use super::properties::{arriving, cell, combine, is_open, rule};
use crate::plan::*;

const COLUMNS: [&str; 8] = ["t", "a", "u", "b", "gate", "fake", "fraud", "e"];
const UNITS: usize = 4;
const MID_JULY: &str = "2022-07-15";
const YEAR_END: &str = "2022-12-31";
const NEXT_YEAR_END: &str = "2023-12-31";

/// A thing to finish: its due date, and when it was done. `-` is none, `*` withheld.
#[derive(Debug, Clone)]
struct Thing {
    due: &'static str,
    done: &'static str,
    /// What comes of it: in place of what is withheld, and of what is not done.
    due_then: &'static str,
    done_then: &'static str,
}

const DUE: [&str; 6] = ["-", "2022-06-30", "2022-08-31", "2022-10-31", "2022-12-31", "2023-03-31"];
const DONE: [&str; 5] = ["-", "2022-02-28", "2022-06-15", "2022-09-30", "2022-12-20"];

fn thing() -> impl Strategy<Value = Thing> {
    let due = prop_oneof![4 => proptest::sample::select(&DUE[..]), 1 => Just("*")];
    let done = prop_oneof![4 => proptest::sample::select(&DONE[..]), 1 => Just("*")];
    (due, done, proptest::sample::select(&DUE[..]), proptest::sample::select(&DONE[..]))
        .prop_map(|(due, done, due_then, done_then)| Thing { due, done, due_then, done_then })
}

impl Thing {
    fn before(&self) -> String {
        format!("{}>{}", self.due, self.done)
    }

    /// What is withheld comes; what was not done may have been done after the day of the first look, within the year. What is due next year
    /// may be done then.
    fn after(&self, looked_at: Date) -> String {
        let due = if self.due == "*" { self.due_then } else { self.due };
        let comes = |done: &str| done == "-" || day(done) > looked_at;
        let done = match self.done {
            "*" => self.done_then,
            "-" if looked_at >= day(YEAR_END) && due == "2023-03-31" => "2023-02-01",
            "-" if comes(self.done_then) => self.done_then,
            done => done,
        };
        format!("{due}>{done}")
    }
}

/// A column of the table: how it looks at first, and what comes of it.
#[derive(Debug, Clone)]
enum Cell {
    Things(Vec<Thing>),
    NoThings { said: &'static str, comes: Vec<Thing>, arrives: bool },
    Figure { said: String, comes: String, arrives: bool },
}

fn things() -> impl Strategy<Value = Cell> {
    let known = || proptest::collection::vec(thing(), 1..4);
    let absent = proptest::sample::select(&["*", "…", "n/a"][..]);
    prop_oneof![
        5 => known().prop_map(Cell::Things),
        1 => (absent, known(), any::<bool>())
            .prop_map(|(said, comes, arrives)| Cell::NoThings { said, comes, arrives }),
    ]
}

fn figure_cell() -> impl Strategy<Value = Cell> {
    let said = prop_oneof![4 => cell(), 1 => cell().prop_map(|cell| format!("{cell}~"))];
    (said, arriving(), any::<bool>()).prop_map(|(said, comes, arrives)| Cell::Figure { said, comes, arrives })
}

fn switch(usually: &'static str) -> impl Strategy<Value = Cell> {
    let said = prop_oneof![5 => Just(usually), 1 => Just("0"), 1 => Just("1"), 2 => Just(""), 1 => Just("0~")];
    (said, proptest::sample::select(&["0", "1", "n/a"][..]), any::<bool>())
        .prop_map(|(said, comes, arrives)| Cell::Figure { said: said.to_owned(), comes: comes.to_owned(), arrives })
}

impl Cell {
    fn before(&self) -> String {
        let listed = |things: &[Thing]| things.iter().map(Thing::before).collect::<Vec<_>>().join("; ");
        match self {
            Cell::Things(things) => listed(things),
            Cell::NoThings { said, .. } => (*said).to_owned(),
            Cell::Figure { said, .. } => said.clone(),
        }
    }

    fn after(&self, looked_at: Date) -> String {
        let listed =
            |things: &[Thing]| things.iter().map(|thing| thing.after(looked_at)).collect::<Vec<_>>().join("; ");
        match self {
            Cell::Things(things) => listed(things),
            Cell::NoThings { said, comes, arrives } if *arrives && is_open(said) => listed(comes),
            Cell::NoThings { said, .. } => (*said).to_owned(),
            Cell::Figure { said, comes, arrives } => match (arrives, said.strip_suffix('~')) {
                (true, Some(_)) => comes.clone(),
                (true, None) if is_open(said) => comes.clone(),
                (_, _) => said.clone(),
            },
        }
    }
}

fn row() -> impl Strategy<Value = Vec<Cell>> {
    (things(), figure_cell(), things(), figure_cell(), switch("1"), switch("0"), switch("0"), figure_cell())
        .prop_map(|(t, a, u, b, gate, fake, fraud, e)| vec![t, a, u, b, gate, fake, fraud, e])
}

fn written(table: &[Vec<Cell>], of: impl Fn(&Cell) -> String) -> String {
    let rows = table.iter().enumerate().map(|(unit, row)| {
        let cells: Vec<String> = row.iter().map(&of).collect();
        format!("u{unit}@g{} | {}\n", unit % 2, cells.join(" | "))
    });
    format!("unit | {}\n{}", COLUMNS.join(" | "), rows.collect::<String>())
}

fn task_rule(id: &'static str) -> impl Strategy<Value = Rule> {
    let late = proptest::option::of(proptest::sample::select(&["0.1", "0.3"][..]));
    (late, proptest::option::of(Just(("4", "15"))), any::<bool>()).prop_map(move |(late, early, gated)| {
        let early = early.map(|(points, cap)| early_by_month(points, cap));
        let rule = tasks_with(id, late.map(late_by_month), early);
        if gated { applies_when(rule, "gate") } else { rule }
    })
}

fn scheme() -> impl Strategy<Value = Plan> {
    let rules = (task_rule("t"), rule("a"), task_rule("u"), rule("b"));
    let missing = prop_oneof![Just(MissingPolicy::Zero), Just(MissingPolicy::Rescale), Just(MissingPolicy::Pending)];
    let policy = prop_oneof![
        2 => Just(NotApplicablePolicy::Rescale),
        2 => Just(NotApplicablePolicy::GroupMean),
        1 => Just(NotApplicablePolicy::Full),
        1 => Just(NotApplicablePolicy::GivenTo(vec![ItemId("a".into()), ItemId("b".into())])),
    ];
    let shape = (combine(), combine(), any::<[bool; 3]>());
    (rules, shape, missing, policy, any::<[bool; 2]>()).prop_map(
        |((t, a, u, b), (left, right, [left_apart, right_apart, turned]), missing, policy, [at_total, vetoed])| {
            let apart = |child: Child, apart: bool| match child {
                Child::Area(area) if apart => {
                    Child::Area(Area { not_applicable: Some(NotApplicablePolicy::Rescale), ..area })
                }
                child @ (Child::Area(_) | Child::Item(_)) => child,
            };
            // An area's own policy is that of its items too: where another one is looked at they name it themselves.
            let item = |id: &str, full: &str| item_with(id, full, policy.clone());
            let first = apart(area("first", left, "50", vec![item("t", "30"), item("a", "20")]), left_apart);
            let second = apart(area("second", right, "40", vec![item("u", "25"), item("b", "15")]), right_apart);
            let mut children = vec![first, second, super::fixture::item("e", "10")];
            if turned {
                children.swap(0, 1);
            }
            let mut rules = vec![t, a, u, b, scored("e")];
            if vetoed {
                rules.push(veto("fake", VetoEffect::ZeroItem(ItemId("t".into()))));
                rules.push(veto("fraud", VetoEffect::ZeroItem(ItemId("a".into()))));
            }
            let mut plan = plan("100", children, rules);
            plan.missing = missing;
            if at_total {
                plan.numbers.at = RoundAt::Total;
            }
            let sheet = &mut plan.sheets[0];
            let overdue = need(ResultConditionNode::Mark(Mark::Overdue));
            sheet.caps = vec![GradeCap { at: Place::default(), when: overdue, grade: "合格".into(), basis: None }];
            let few = ResultConditionNode::Compare {
                comparison: Comparison::LessOrEqual,
                left: ResultValue::Marked(Mark::AtRisk),
                right: ResultValue::Number(exact("1")),
            };
            sheet.grades[0].needs = vec![node(need(few))];
            plan
        },
    )
}

/// Points are handed on within sums only: see `check`.
fn is_fit(plan: &Plan) -> bool {
    let sums = plan.sheets[0].area.children.iter().all(|child| match child {
        Child::Area(area) => area.combine == Combine::Sum && area.not_applicable.is_none(),
        Child::Item(_) => true,
    });
    let gives = plan.sheets[0]
        .area
        .items()
        .iter()
        .any(|item| matches!(item.not_applicable, Some(NotApplicablePolicy::GivenTo(_))));
    sums || !gives
}

proptest! {
    #![proptest_config(ProptestConfig { max_global_rejects: 100_000, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn whatever_comes_stays_within_the_bounds(
        plan in scheme(),
        table in proptest::collection::vec(row(), UNITS),
        days in proptest::sample::select(&[
            (MID_JULY, MID_JULY), (MID_JULY, "2022-11-15"), (MID_JULY, YEAR_END), (MID_JULY, NEXT_YEAR_END),
            (YEAR_END, YEAR_END), (YEAR_END, NEXT_YEAR_END),
        ][..]),
    ) {
        prop_assume!(is_fit(&plan));
        let mut plan = plan;
        let (looked_at, then) = days;
        let first = written(&table, Cell::before);
        let before = score_at(&mut plan, looked_at, &[], &first);
        holds_together(&before);
        let second = written(&table, |cell| cell.after(day(looked_at)));
        let after = score_at(&mut plan, then, &[], &second);
        if let Err(what) = stays_within(&plan, &before, &after) {
            prop_assert!(false, "{what}\n{looked_at}\n{first}\n{then}\n{second}");
        }
    }
}
