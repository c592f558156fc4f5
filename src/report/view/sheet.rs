//! One sheet over all its units: grades, ranks, areas, items, the matrix of units × items.

use std::collections::{HashMap, HashSet};

use crate::assess::Status;
use crate::assess::document::SheetLine;
use crate::figure::Exact;

use super::decisions::said_of;
use super::tally::{Tally, is_weak, share_of_count};
use super::unit::{OnSheet, Stage};
use super::{
    AreaView, Edges, GradeCount, GroupView, Heat, HeatCell, HeatColumn, HeatRow, ItemView, RankLine, Share, SheetArea,
    SheetItemView, SheetView, UnitLoss, UnitView,
};

/// How many units stand at most in the list of those that lost most on an item.
const WORST: usize = 10;

/// How many are named one by one.
const NAMED: usize = 3;

/// From more units than this only the ends of a ranking are shown where a page must stay short, and so many at each end.
const LARGE: usize = 40;
const EDGE: usize = 10;

/// `units`: those of the sheet, in the order of groups and ranks.
pub(super) fn sheet(on: &OnSheet, units: &[UnitView], stage: Stage, tally: &Tally) -> SheetView {
    let line = on.line;
    let items = items(on, units, tally);
    // Beside units of which nobody knows anything, nobody is the best.
    let praises = !stage.trial && units.iter().all(|unit| !unit.silent);
    let mut costs: Vec<(Exact, &SheetItemView)> =
        items.iter().map(|item| (tally.read(&item.lost.exact), item)).filter(|(lost, _)| lost.is_positive()).collect();
    costs.sort_by(|(left, _), (right, _)| right.cmp(left));
    let mut good: Vec<&SheetItemView> = items
        .iter()
        .filter(|item| praises && item.assessed > 1 && item.settled_full > 0 && item.settled_full * 2 >= item.assessed)
        .collect();
    // By share, compared crosswise so that nothing is divided.
    good.sort_by_key(|item| std::cmp::Reverse(Exact::ratio(item.settled_full, item.assessed.max(1))));
    SheetView {
        id: line.id.clone(),
        title: line.title.clone(),
        full: tally.full(&line.full),
        count: units.len(),
        provisional: units.iter().filter(|unit| unit.provisional).count(),
        vetoed: units.iter().filter(|unit| unit.vetoed).count(),
        silent: units.iter().filter(|unit| unit.silent).map(|unit| unit.name.clone()).collect(),
        grades: grades(line, units),
        groups: groups(units, tally),
        moved: said_of(units, |unit| &unit.moved),
        not_comparable: units
            .iter()
            .filter(|unit| unit.not_comparable.is_some())
            .map(|unit| unit.name.clone())
            .collect(),
        areas: areas(units, praises, tally),
        costs: costs.into_iter().map(|(_, item)| item.clone()).collect(),
        unsent: unsent(units),
        good: good.into_iter().cloned().collect(),
        large: units.len() > LARGE,
        heat: heat(&items, units),
        items,
    }
}

/// In the order of the scheme, each once.
fn unsent(units: &[UnitView]) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for item in units.iter().flat_map(|unit| &unit.items).filter(|item| item.unsent) {
        if !titles.contains(&item.title) {
            titles.push(item.title.clone());
        }
    }
    titles
}

fn grades(line: &SheetLine, units: &[UnitView]) -> Vec<GradeCount> {
    let count = line.grades.iter().map(|grade| {
        let of_grade: Vec<&UnitView> = units.iter().filter(|unit| unit.grade == grade.name).collect();
        GradeCount {
            name: grade.name.clone(),
            at_least: grade.at_least.as_ref().map(|edge| edge.0.clone()),
            count: of_grade.len(),
            provisional: of_grade.iter().filter(|unit| unit.provisional).count(),
            share: share_of_count(of_grade.len(), units.len().max(1)).unwrap_or_else(nothing),
            units: of_grade.iter().map(|unit| unit.name.clone()).collect(),
        }
    });
    count.collect()
}

fn nothing() -> Share {
    Share { exact: "0".to_owned(), shown: "0.0%".to_owned(), step: 0 }
}

/// Units of a group stand together in the document.
fn groups(units: &[UnitView], tally: &Tally) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for unit in units {
        let line = rank_line(unit, tally);
        match groups.last_mut() {
            Some(group) if group.name == unit.group => group.ranking.push(line),
            Some(_) | None => groups.push(GroupView {
                name: unit.group.clone(),
                count: 0,
                ranking: vec![line],
                edges: None,
                provisional: false,
                provisional_ranks: false,
            }),
        }
    }
    let provisional_ranks: HashSet<&str> =
        units.iter().filter(|unit| unit.provisional_rank).map(|unit| unit.group.as_str()).collect();
    for group in &mut groups {
        group.count = group.ranking.len();
        group.edges = edges(&group.ranking);
        group.provisional_ranks = provisional_ranks.contains(group.name.as_str());
        group.provisional = group.ranking.iter().any(|line| line.open || line.provisional);
    }
    groups
}

fn edges(ranking: &[RankLine]) -> Option<Edges> {
    let between = ranking.len().checked_sub(2 * EDGE).filter(|_| ranking.len() > LARGE)?;
    let (first, last) = (ranking.get(..EDGE)?, ranking.get(EDGE + between..)?);
    Some(Edges { first: first.to_vec(), between, last: last.to_vec() })
}

fn rank_line(unit: &UnitView, tally: &Tally) -> RankLine {
    RankLine {
        unit: unit.id.clone(),
        name: unit.name.clone(),
        rank: unit.rank,
        rank_best: unit.rank_best,
        rank_worst: unit.rank_worst,
        rank_shown: unit.rank_shown.clone(),
        total: unit.total.clone(),
        full: unit.full.clone(),
        at_least: unit.at_least.clone(),
        at_most: unit.at_most.clone(),
        open: unit.open_total,
        settled_shown: unit.settled_shown.clone(),
        share: tally.share(&tally.read(&unit.total.exact), &tally.read(&unit.full.exact)).unwrap_or_else(nothing),
        grade: unit.grade.clone(),
        grade_at_least: unit.grade_at_least.clone(),
        grade_at_most: unit.grade_at_most.clone(),
        provisional: unit.provisional,
        vetoed: unit.vetoed,
    }
}

fn areas(units: &[UnitView], praises: bool, tally: &Tally) -> Vec<SheetArea> {
    let mut order: Vec<&AreaView> = Vec::new();
    let mut of_area: HashMap<&str, Vec<(&UnitView, &AreaView)>> = HashMap::new();
    for unit in units {
        for area in unit.areas.iter().filter(|area| area.depth == 1) {
            let known = of_area.entry(&area.id).or_default();
            if known.is_empty() {
                order.push(area);
            }
            known.push((unit, area));
        }
    }
    let area = order.into_iter().map(|first| {
        let known = of_area.get(first.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let assessed = known.iter().filter_map(|(unit, area)| Some((*unit, *area, area.share.as_ref()?)));
        let assessed: Vec<(&UnitView, &AreaView, Exact, &Share)> =
            assessed.map(|(unit, area, share)| (unit, area, tally.read(&share.exact), share)).collect();
        let best = assessed.iter().map(|(_, _, share, _)| share).max().filter(|share| share.is_positive());
        let with_best = || assessed.iter().filter(|(_, _, share, _)| Some(share) == best);
        let stays_good = |area: &AreaView| {
            let least = tally.read(&area.at_least.exact).checked_div(&tally.read(&area.assessed.exact));
            least.zip(Exact::ratio(9, 10)).is_some_and(|(least, edge)| least >= edge)
        };
        let commended = with_best().next().is_some()
            && with_best().all(|(_, area, _, _)| stays_good(area))
            && assessed.iter().any(|(_, _, share, _)| Some(share) != best)
            && praises;
        let below = assessed.iter().filter(|(_, _, _, share)| is_weak(share)).count();
        let stays_below = |(unit, area): &&(&UnitView, &AreaView)| {
            let most = tally.share(&tally.read(&area.at_most.exact), &tally.read(&area.assessed.exact));
            !area.not_assessed && !unit.silent && most.as_ref().is_some_and(is_weak)
        };
        let weak = known.iter().filter(stays_below).count();
        SheetArea {
            id: first.id.clone(),
            title: first.title.clone(),
            full: first.full.clone(),
            counted: assessed.len(),
            best_share: with_best().next().map(|(_, _, _, share)| (*share).clone()),
            best: with_best().map(|(unit, _, _, _)| unit.name.clone()).collect(),
            commended,
            weak,
            weak_so_far: below - weak,
        }
    });
    area.collect()
}

fn items(on: &OnSheet, units: &[UnitView], tally: &Tally) -> Vec<SheetItemView> {
    let mut of_item: HashMap<&str, Vec<(&UnitView, &ItemView)>> = HashMap::new();
    for unit in units {
        for item in &unit.items {
            of_item.entry(&item.id).or_default().push((unit, item));
        }
    }
    let item = on.line.items.iter().map(|item| {
        let known = of_item.get(item.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let units_of = |is_one: &dyn Fn(&ItemView) -> bool| -> Vec<String> {
            known.iter().filter(|(_, item)| is_one(item)).map(|(unit, _)| unit.name.clone()).collect()
        };
        let names = |status: Status| units_of(&|item| item.status == status);
        let of_figures = |status: Status| units_of(&|item| item.status == status && !item.vetoed);
        let counted = known.iter().filter(|(_, item)| item.lost.is_some()).count();
        let pending = names(Status::Pending);
        let applies = |item: &ItemView| item.status != Status::NotApplicable || item.lost.is_some();
        let unscored = known.iter().filter(|(_, item)| applies(item)).count() - counted;
        let of_own_work = |item: &ItemView| match item.status {
            Status::Met | Status::Partial | Status::Missed => true,
            Status::NoData | Status::Withheld | Status::NotApplicable | Status::Pending => false,
        };
        let is_full = |item: &ItemView| item.lost.as_ref().is_some_and(|lost| !tally.read(&lost.exact).is_positive());
        let full =
            |is_one: &dyn Fn(&ItemView) -> bool| known.iter().filter(|(_, item)| is_full(item) && is_one(item)).count();
        let lost = known.iter().filter_map(|(unit, item)| Some((*unit, *item, tally.read(&item.lost.as_ref()?.exact))));
        let mut lost: Vec<(&UnitView, &ItemView, Exact)> = lost.filter(|(_, _, lost)| lost.is_positive()).collect();
        lost.sort_by(|(_, _, left), (_, _, right)| right.cmp(left));
        let first = lost.first().map(|(_, _, lost)| lost.clone()).unwrap_or_default();
        let most = lost.iter().take_while(|(_, _, lost)| *lost == first).count();
        let same_figure =
            lost.iter().all(|(_, item, _)| lost.first().is_some_and(|(_, one, _)| one.measure == item.measure));
        let named = named(&lost);
        let together: Exact = lost.iter().map(|(_, _, lost)| lost).sum();
        SheetItemView {
            id: item.id.clone(),
            title: item.title.clone(),
            area: item.area.clone(),
            area_title: on.area_title(&item.area),
            full: tally.full(&item.full),
            departments: item.departments.clone(),
            assessed: counted + unscored,
            counted,
            unscored,
            waiting: pending.len(),
            left_out: unscored - pending.len(),
            settled_full: full(&|item| of_own_work(item) && !item.open),
            open_full: full(&|item| of_own_work(item) && item.open),
            given_full: full(&|item| !of_own_work(item)),
            full_points: counted - lost.len(),
            full_points_share: share_of_count(counted - lost.len(), counted),
            losing: lost.len(),
            lost: tally.computed(&together),
            vetoed: units_of(&|item| item.vetoed),
            met: of_figures(Status::Met),
            partial: of_figures(Status::Partial),
            missed: of_figures(Status::Missed),
            no_data: units_of(&|item| item.status == Status::NoData && !item.unreadable),
            unreadable: units_of(&|item| item.unreadable),
            withheld: names(Status::Withheld),
            not_applicable: names(Status::NotApplicable),
            pending,
            overdue: known.iter().filter(|(_, item)| item.overdue).map(|(unit, _)| unit.name.clone()).collect(),
            alike: counted > 1 && most == counted && same_figure,
            named: lost.iter().take(named).map(|(unit, item, lost)| loss(unit, item, lost, tally)).collect(),
            names_all: named == lost.len(),
            most: lost.iter().take(most).map(|(unit, _, _)| unit.name.clone()).collect(),
            most_lost: tally.computed(&first),
            worst: lost.iter().take(WORST).map(|(unit, item, lost)| loss(unit, item, lost, tally)).collect(),
        }
    });
    item.collect()
}

/// How many of those that lost most, the most first, can be named without leaving out one that lost as much.
fn named(lost: &[(&UnitView, &ItemView, Exact)]) -> usize {
    let ends_here = |count: &usize| match (lost.get(count - 1), lost.get(*count)) {
        (Some((_, _, last)), Some((_, _, next))) => last != next,
        (Some(_), None) => true,
        (None, _) => false,
    };
    (1..=NAMED).rev().find(ends_here).unwrap_or(0)
}

fn loss(unit: &UnitView, item: &ItemView, lost: &Exact, tally: &Tally) -> UnitLoss {
    UnitLoss {
        unit: unit.id.clone(),
        name: unit.name.clone(),
        lost: tally.computed(lost),
        points: item.points.clone(),
        shown: item.shown.clone(),
        share_change: item.share_change,
        target_shown: item.target_shown.clone(),
        status_shown: item.status_shown.clone(),
        vetoed: item.vetoed,
        by_hand: item.by_hand,
    }
}

fn heat(items: &[SheetItemView], units: &[UnitView]) -> Heat {
    let columns = items.iter().enumerate().map(|(index, item)| HeatColumn {
        item: item.id.clone(),
        number: index + 1,
        title: item.title.clone(),
        area: item.area.clone(),
        area_title: item.area_title.clone(),
        full: item.full.clone(),
    });
    let rows = units.iter().map(|unit| HeatRow {
        unit: unit.id.clone(),
        name: unit.name.clone(),
        group: unit.group.clone(),
        rank: unit.rank,
        grade: unit.grade.clone(),
        cells: unit
            .items
            .iter()
            .map(|item| HeatCell {
                points: item.points.clone(),
                full: item.full.clone(),
                share: item.share.clone(),
                status: item.status,
                status_shown: item.status_shown.clone(),
                awaits_hand: item.awaits_hand,
                overdue: item.overdue,
                at_risk: item.at_risk,
                vetoed: item.vetoed,
            })
            .collect(),
    });
    Heat { columns: columns.collect(), rows: rows.collect() }
}
