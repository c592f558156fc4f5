//! What is told of all units together: things late or due soon, contradictions, what is proposed, what is asked to be decided.

use std::collections::HashMap;

use crate::message;
use crate::words::Words;

use super::{Decision, DecisionKind, Proposal, SaidOf, TaskItem, UnitTask, UnitView};

/// Groups what is said of units by its words, the most units first; of as many, in the order in which each first comes.
fn together<'v, K: std::hash::Hash + Eq + Clone>(
    said: impl Iterator<Item = (K, &'v UnitView)>,
) -> Vec<(K, Vec<String>)> {
    let mut order = in_order(said);
    order.sort_by_key(|(_, units)| std::cmp::Reverse(units.len()));
    order
}

/// Groups what is said of units by its words, in the order in which each first comes.
fn in_order<'v, K: std::hash::Hash + Eq + Clone>(
    said: impl Iterator<Item = (K, &'v UnitView)>,
) -> Vec<(K, Vec<String>)> {
    let mut order: Vec<(K, Vec<String>)> = Vec::new();
    let mut known: HashMap<K, usize> = HashMap::new();
    for (key, unit) in said {
        let number = *known.entry(key.clone()).or_insert(order.len());
        match order.get_mut(number) {
            Some((_, units)) => units.push(unit.listed.clone()),
            None => order.push((key, vec![unit.listed.clone()])),
        }
    }
    order
}

/// Sentences with all units that each is true of, in the order of groups and ranks: what is said of one unit stands together.
pub(super) fn said_in_order(units: &[UnitView], of: fn(&UnitView) -> &Vec<String>) -> Vec<SaidOf> {
    let said = units.iter().flat_map(|unit| of(unit).iter().map(move |say| (say.clone(), unit)));
    in_order(said).into_iter().map(|(say, units)| SaidOf { say, count: units.len(), units }).collect()
}

/// Sentences with all units that each is true of.
pub(super) fn said_of(units: &[UnitView], of: fn(&UnitView) -> &Vec<String>) -> Vec<SaidOf> {
    let said = units.iter().flat_map(|unit| of(unit).iter().map(move |say| (say.clone(), unit)));
    let said = together(said).into_iter().map(|(say, units)| SaidOf { say, count: units.len(), units });
    said.collect()
}

/// What is proposed for good (`provisional`: what would be as the figures stand), with all units that it is about. One kind of measure
/// stands together, in the order in which the scheme names the kinds: it is decided together.
pub(super) fn proposals(units: &[UnitView], kinds: &[String], provisional: bool) -> Vec<Proposal> {
    let said = units.iter().flat_map(|unit| {
        let lines = unit.consequences.iter().filter(move |line| line.provisional == provisional);
        lines.map(move |line| ((line.then.clone(), line.because.clone(), line.if_unchanged), unit))
    });
    let proposal = together(said).into_iter().map(|((then, because, if_unchanged), units)| Proposal {
        then,
        because,
        if_unchanged,
        count: units.len(),
        units,
    });
    let mut proposals: Vec<Proposal> = proposal.collect();
    proposals.sort_by_key(|proposal| {
        let kind = kinds.iter().position(|kind| *kind == proposal.then);
        (kind.unwrap_or(kinds.len()), proposal.if_unchanged)
    });
    proposals
}

/// Items by the units in which something of them is late (or due soon).
pub(super) fn tasks(
    units: &[UnitView],
    picks: fn(&UnitTask) -> bool,
    things: fn(&super::TaskCounts) -> u64,
) -> Vec<TaskItem> {
    let picked =
        || units.iter().flat_map(|unit| unit.tasks.iter().filter(|task| picks(task)).map(move |task| (task, unit)));
    let mut counts: HashMap<&str, u64> = HashMap::new();
    let mut next: HashMap<&str, (&str, &str)> = HashMap::new();
    for (task, _) in picked() {
        let Some(tasks) = &task.tasks else { continue };
        // A result edited by hand may hold any count.
        let count = counts.entry(&task.item).or_default();
        *count = count.saturating_add(things(tasks));
        if let Some(due) = &tasks.next_due {
            let first = next.entry(&task.item).or_insert((due, &tasks.next_due_shown));
            // Days as they are written in ISO 8601 sort as they come.
            *first = (*first).min((due, &tasks.next_due_shown));
        }
    }
    let said = picked().map(|(task, unit)| ((task.item.as_str(), task.title.as_str()), unit));
    let item = together(said).into_iter().map(|((item, title), units)| TaskItem {
        item: item.to_owned(),
        title: title.to_owned(),
        count: units.len(),
        units,
        things: counts.get(item).copied(),
        next_due: next.get(item).map(|(due, _)| (*due).to_owned()),
        next_due_shown: next.get(item).map(|(_, shown)| (*shown).to_owned()).unwrap_or_default(),
    });
    item.collect()
}

pub(super) fn decisions(
    units: &[UnitView],
    proposals: &[Proposal],
    errors: usize,
    before_year_end: bool,
    words: &Words,
) -> Vec<Decision> {
    let mut decisions = Vec::new();
    let mut add = |kind: DecisionKind, say: String, units: Vec<String>| {
        decisions.push(Decision { kind, say, count: units.len(), units });
    };
    let vetoes = units.iter().flat_map(|unit| unit.vetoes.iter().map(move |veto| (veto.clone(), unit)));
    for (veto, units) in together(vetoes) {
        add(DecisionKind::Veto, words.say(&message!("report-decide-veto", veto = veto)), units);
    }
    for proposal in proposals {
        let (then, because) = (&proposal.then, &proposal.because);
        let say = match proposal.if_unchanged {
            true => message!("report-decide-consequence-unchanged", then = then, because = because),
            false => message!("report-decide-consequence", then = then, because = because),
        };
        add(DecisionKind::Consequence, words.say(&say), proposal.units.clone());
    }
    if errors > 0 {
        add(DecisionKind::Findings, words.say(&message!("report-decide-findings", count = errors)), Vec::new());
    }
    // While the year lasts nobody's grade is settled: to name all of them would tell nothing.
    if before_year_end {
        return decisions;
    }
    let open: Vec<String> = units.iter().filter(|unit| unit.provisional).map(|unit| unit.listed.clone()).collect();
    if !open.is_empty() {
        add(DecisionKind::Provisional, words.word("report-decide-provisional"), open);
    }
    decisions
}
