//! The least effort of so many items whose gains add up: a knapsack of which each item gives one of its steps, and one item gives any rung.
//!
//! Items are taken or left one after the other. Of what leads to the same number of items, what gains no more for no less effort is dropped;
//! so is what can't gain enough any more, and what, at a price for height (a Lagrange multiplier), can't be less effort than what is known.
//! Whole numbers stand for gains and efforts: gains to 12 decimals, efforts to 15 of the heaviest weight.

use super::asked::Asked;
use super::search::{Short, Way};
use crate::figure::Exact;

const GAIN_PLACES: u32 = 12;
const EFFORT_PLACES: u32 = 15;
/// A price is told in these parts.
const PRICE_BITS: u32 = 20;
/// Parts of a way that are told apart in a bound.
const PARTS: i128 = 64;

/// Items whose gains add up, and what areas of them are short of.
pub(super) struct Sums<'a> {
    pub ways: &'a [Way],
    /// Those of the ways that are meant.
    pub members: &'a [usize],
    /// `[way][step]`
    pub gains: &'a [Vec<Exact>],
    pub areas: &'a [Short],
}

/// The items and what is missing, in whole numbers.
pub(super) struct Knapsack {
    /// In the order in which they are taken: area by area.
    items: Vec<Packed>,
    /// What each area is short of.
    short: Vec<i128>,
    count: usize,
    missing: i128,
    /// What two gains may differ by and still come to the same.
    blur: i128,
    price: i128,
    heaviest: Exact,
    /// `[from][more]`: the most that so many of the items from there on gain.
    most: Vec<Vec<i128>>,
    /// `[from][more]`: the most points of their own that so many of the items of the same area gain from there on.
    most_own: Vec<Vec<i128>>,
    /// `[from][more]`: the least that so many of the items from there on cost above what they bring, each at its best step.
    step_costs: Vec<Vec<i128>>,
    /// `[from]`: the least that any rung of an item from there on costs above what it brings.
    least_any: Vec<i128>,
}

struct Packed {
    way: usize,
    /// Its area of those that are short.
    area: Option<usize>,
    steps: Vec<Rung>,
    /// Of each part of the way no more effort and no less gain than any of its rungs.
    parts: Vec<Rung>,
    /// What its best step costs above what it brings at the price; the same at any rung.
    step_cost: i128,
    any_cost: i128,
}

#[derive(Debug, Clone, Copy)]
struct Rung {
    effort: i128,
    gain: i128,
    /// What the points of the item itself gain.
    own: i128,
}

impl Packed {
    fn top(&self) -> i128 {
        self.steps.last().map_or(0, |step| step.gain)
    }

    fn top_own(&self) -> i128 {
        self.steps.last().map_or(0, |step| step.own)
    }
}

#[derive(Debug, Clone)]
struct State {
    count: usize,
    /// The item of which the rung is still open.
    free: Option<usize>,
    gain: i128,
    effort: i128,
    /// What the area that is gone through has got, as far as it is short.
    got: i128,
    /// What its area is still short of, which the item of the open rung owes.
    owes: i128,
    /// The least that may come of it.
    bound: i128,
    /// The last entry of the trail.
    trail: Option<usize>,
}

/// All items of a set but for one at steps of theirs.
#[derive(Debug, Clone)]
pub(super) struct Packing {
    /// Way and number of its step.
    pub fixed: Vec<(usize, usize)>,
    pub free: usize,
    /// The effort that it takes at least.
    pub bound: i128,
}

/// What came of a pass.
pub(super) struct Pass {
    /// The least bound first.
    pub packings: Vec<Packing>,
    /// Nothing was left out that may be less effort.
    pub is_whole: bool,
}

impl Knapsack {
    pub fn new(sums: &Sums, count: usize, missing: (&Exact, bool), blur: &Exact, asked: &mut Asked) -> Knapsack {
        let heaviest = sums.ways.iter().map(|way| way.weight.clone()).max().unwrap_or(Exact::ONE);
        let mut items: Vec<Packed> = Vec::with_capacity(sums.ways.len());
        for (index, (way, gains)) in sums.ways.iter().zip(sums.gains).enumerate() {
            if !sums.members.contains(&index) {
                continue;
            }
            let area = sums.areas.iter().position(|area| area.ways.contains(&index));
            let mut packed = |rung: i128, gain: &Exact| Rung {
                effort: packed_effort(&way.effort(rung), &heaviest),
                gain: packed_gain(gain),
                own: if area.is_some() { packed_gain(&asked.own(index, rung)) } else { 0 },
            };
            let steps: Vec<Rung> = way.steps.iter().zip(gains).map(|(step, gain)| packed(*step, gain)).collect();
            let (top, mut below, mut parts) = (way.top(), 0, Vec::new());
            for part in 1..=PARTS {
                let upper = top / PARTS * part + top % PARTS * part / PARTS;
                if upper > below {
                    let gain = asked.gain(index, upper);
                    let own = if area.is_some() { packed_gain(&asked.own(index, upper)) } else { 0 };
                    let effort = packed_effort(&way.effort(below + 1), &heaviest);
                    parts.push(Rung { effort, gain: packed_gain(&gain), own });
                    below = upper;
                }
            }
            items.push(Packed { way: index, area, steps, parts, step_cost: 0, any_cost: 0 });
        }
        let (edge, is_above) = missing;
        let missing = edge.times_power_of_ten(GAIN_PLACES);
        let missing = match is_above {
            true => missing.floor().to_i128().map(|missing| missing + 1),
            false => missing.floor().to_i128(),
        };
        let mut knapsack = Knapsack {
            items,
            short: sums.areas.iter().map(|area| packed_short(&area.points)).collect(),
            count,
            missing: missing.unwrap_or(i128::MAX >> 40),
            blur: packed_gain(blur),
            price: 0,
            heaviest,
            most: Vec::new(),
            most_own: Vec::new(),
            step_costs: Vec::new(),
            least_any: Vec::new(),
        };
        knapsack.set_price();
        knapsack
    }

    /// An effort as the bounds of packings tell it.
    pub fn effort(&self, effort: &Exact) -> i128 {
        packed_effort(effort, &self.heaviest)
    }

    /// Finds the price that bounds best: the bound rises with the price up to there, and falls from there on.
    fn set_price(&mut self) {
        let efforts: i128 = self.items.iter().filter_map(|item| Some(item.steps.last()?.effort)).sum();
        let gains: i128 = self.items.iter().map(Packed::top).sum::<i128>().max(1);
        let (mut low, mut high) = (0, 64 * ((efforts << PRICE_BITS) / gains) + 64);
        while high - low > 2 {
            let third = (high - low) / 3;
            let (left, right) = (low + third, high - third);
            match self.at_price(left) < self.at_price(right) {
                true => low = left,
                false => high = right,
            }
        }
        self.price = low;
        for item in &mut self.items {
            item.step_cost = item.steps.iter().map(|step| above(step, low)).min().unwrap_or(0);
            item.any_cost = item.parts.iter().map(|part| above(part, low)).min().unwrap_or(0);
        }
        self.items.sort_by_key(|item| (item.area, item.step_cost, item.way));
        let (mut most, mut most_own, mut step_costs) = (vec![vec![0]], vec![vec![0]], vec![vec![0]]);
        let (mut gains, mut own, mut costs): (Vec<i128>, Vec<i128>, Vec<i128>) = Default::default();
        let mut least_any = vec![i128::MAX >> 40];
        let mut area = None;
        for item in self.items.iter().rev() {
            if area != item.area {
                (area, own) = (item.area, Vec::new());
            }
            gains.insert(gains.partition_point(|gain| *gain >= item.top()), item.top());
            own.insert(own.partition_point(|own| *own >= item.top_own()), item.top_own());
            costs.insert(costs.partition_point(|cost| *cost <= item.step_cost), item.step_cost);
            most.push(sums(&gains));
            most_own.push(sums(&own));
            step_costs.push(sums(&costs));
            least_any.push(item.any_cost.min(least_any.last().copied().unwrap_or(0)));
        }
        most.reverse();
        most_own.reverse();
        step_costs.reverse();
        least_any.reverse();
        (self.most, self.most_own, self.step_costs, self.least_any) = (most, most_own, step_costs, least_any);
    }

    /// The least effort that may do, as this price tells it.
    fn at_price(&self, price: i128) -> i128 {
        let cost = |rungs: &[Rung]| rungs.iter().map(|rung| above(rung, price)).min().unwrap_or(0);
        let mut steps: Vec<i128> = self.items.iter().map(|item| cost(&item.steps)).collect();
        steps.sort_unstable();
        let any = self.items.iter().map(|item| cost(&item.parts)).min().unwrap_or(0);
        let worth = (self.missing.clamp(i128::MIN >> 41, i128::MAX >> 64) * price) >> PRICE_BITS;
        worth + steps.iter().take(self.count.saturating_sub(1)).sum::<i128>() + any
    }

    /// Packings of less effort than `known`, with at most so many states at a time.
    pub fn pass(&self, width: usize, known: i128) -> Pass {
        let mut trail: Vec<(Option<usize>, usize, usize)> = Vec::new();
        let none = State { count: 0, free: None, gain: 0, effort: 0, got: 0, owes: 0, bound: 0, trail: None };
        let (mut states, mut is_whole) = (vec![none], true);
        for (number, item) in self.items.iter().enumerate() {
            let mut next: Vec<State> = Vec::with_capacity(states.len() * 2);
            for state in &states {
                self.keep(&mut next, number + 1, known, state.clone());
                if state.count == self.count {
                    continue;
                }
                let taken = State { count: state.count + 1, ..state.clone() };
                if state.free.is_none() {
                    self.keep(&mut next, number + 1, known, State { free: Some(number), ..taken.clone() });
                }
                if state.free.is_some() || state.count + 1 < self.count {
                    let short = item.area.and_then(|area| self.short.get(area)).copied().unwrap_or(0);
                    for (step, rung) in item.steps.iter().enumerate() {
                        let with = State {
                            gain: taken.gain + rung.gain,
                            effort: taken.effort + rung.effort,
                            got: (taken.got + rung.own).min(short),
                            ..taken.clone()
                        };
                        let kept = next.len();
                        self.keep(&mut next, number + 1, known, with);
                        if let Some(state) = next.get_mut(kept) {
                            trail.push((state.trail, item.way, step));
                            state.trail = Some(trail.len() - 1);
                        }
                    }
                }
            }
            if let Some(area) =
                item.area.filter(|area| self.items.get(number + 1).and_then(|next| next.area) != Some(*area))
            {
                self.leave(&mut next, area);
            }
            self.drop_dominated(&mut next);
            if next.len() > width {
                is_whole = false;
                next.sort_by_key(|state| state.bound);
                next.truncate(width);
            }
            states = next;
        }
        let mut packings: Vec<Packing> = Vec::new();
        for state in states {
            let Some(free) = state.free.and_then(|free| self.items.get(free)) else { continue };
            let mut fixed = Vec::with_capacity(self.count);
            let mut at = state.trail;
            while let Some((before, way, step)) = at.and_then(|at| trail.get(at)).copied() {
                fixed.push((way, step));
                at = before;
            }
            packings.push(Packing { fixed, free: free.way, bound: state.bound });
        }
        packings.sort_by(|left, right| left.bound.cmp(&right.bound).then_with(|| left.fixed.cmp(&right.fixed)));
        Pass { packings, is_whole }
    }

    /// At the end of an area that is short of something: who has not got it goes, but for what the item of the open rung may still bring.
    fn leave(&self, states: &mut Vec<State>, area: usize) {
        let short = self.short.get(area).copied().unwrap_or(0);
        states.retain_mut(|state| {
            let free = state.free.and_then(|free| self.items.get(free)).filter(|free| free.area == Some(area));
            let left = (short - state.got).max(0);
            state.got = 0;
            if let Some(free) = free {
                state.owes = left;
                return left <= free.top_own();
            }
            left == 0
        });
    }

    /// Whether an area that is being gone through can still get what it is short of.
    fn may_suffice(&self, state: &State, from: usize, more: usize) -> bool {
        let Some(area) = self.items.get(from).and_then(|next| next.area) else { return true };
        let is_begun =
            from.checked_sub(1).and_then(|last| self.items.get(last)).is_some_and(|last| last.area == Some(area));
        let own = self.most_own.get(from).map_or(0, |most| most.get(more).or(most.last()).copied().unwrap_or(0));
        let free = state.free.and_then(|free| self.items.get(free)).filter(|free| free.area == Some(area));
        let short = self.short.get(area).copied().unwrap_or(0);
        let got = if is_begun { state.got } else { 0 };
        got + own + free.map_or(0, Packed::top_own) >= short
    }

    /// Keeps a state if it may still come to less effort than what is known.
    fn keep(&self, states: &mut Vec<State>, from: usize, known: i128, mut state: State) {
        let more = self.count - state.count;
        let free = state.free.and_then(|free| self.items.get(free));
        let Some(most) = self.most.get(from).and_then(|most| most.get(more)) else { return };
        let missing = self.missing - state.gain;
        if most + free.map_or(0, Packed::top) < missing || !self.may_suffice(&state, from, more) {
            return;
        }
        let fixed = if free.is_some() { more } else { more.saturating_sub(1) };
        let Some(steps) = self.step_costs.get(from).and_then(|costs| costs.get(fixed)) else { return };
        let any = free.map_or_else(|| self.least_any.get(from).copied().unwrap_or(0), |free| free.any_cost);
        let mut bound = state.effort + ((missing * self.price) >> PRICE_BITS) + steps + any;
        if let Some(free) = free.filter(|_| more == 0) {
            // What the open rung takes at least is told better by its parts.
            let does = |part: &&Rung| part.gain >= missing && part.own >= state.owes;
            let enough = free.parts.iter().filter(does).map(|part| part.effort).min();
            bound = bound.max(state.effort + enough.unwrap_or(0));
        }
        if bound < known {
            state.bound = bound;
            states.push(state);
        }
    }

    /// Drops what gains no more than another for no less effort.
    fn drop_dominated(&self, states: &mut Vec<State>) {
        if !self.short.is_empty() {
            return self.drop_dominated_in_areas(states);
        }
        states.sort_by(|left, right| {
            let by_gain = right.gain.cmp(&left.gain).then(left.effort.cmp(&right.effort));
            (left.count, left.free).cmp(&(right.count, right.free)).then(by_gain)
        });
        let mut kept: Vec<State> = Vec::with_capacity(states.len());
        // Of those that gain more by the blur: as far as which of them are counted in, and their least effort.
        let (mut group, mut counted, mut least) = (None, 0, i128::MAX);
        for state in states.drain(..) {
            if group != Some((state.count, state.free)) {
                (group, counted, least) = (Some((state.count, state.free)), kept.len(), i128::MAX);
            }
            while let Some(above) = kept.get(counted).filter(|above| above.gain >= state.gain + self.blur) {
                least = least.min(above.effort);
                counted += 1;
            }
            if state.effort < least {
                kept.push(state);
            }
        }
        *states = kept;
    }
}

impl Knapsack {
    /// The same where areas are short of something: only what their area has got no less of either is no worse.
    fn drop_dominated_in_areas(&self, states: &mut Vec<State>) {
        let key = |state: &State| (state.count, state.free);
        states.sort_by(|left, right| {
            let by_gain = right.gain.cmp(&left.gain).then(left.effort.cmp(&right.effort));
            key(left).cmp(&key(right)).then(by_gain).then(right.got.cmp(&left.got)).then(left.owes.cmp(&right.owes))
        });
        let mut kept: Vec<State> = Vec::with_capacity(states.len());
        let mut group = 0;
        for state in states.drain(..) {
            if kept.get(group).is_some_and(|first| key(first) != key(&state)) {
                group = kept.len();
            }
            let is_no_worse = |other: &State| {
                other.gain >= state.gain + self.blur
                    && other.effort <= state.effort
                    && other.got >= state.got
                    && other.owes <= state.owes
            };
            if !kept.get(group..).unwrap_or_default().iter().any(is_no_worse) {
                kept.push(state);
            }
        }
        *states = kept;
    }
}

/// What the first so many come to, of each number of them.
fn sums(each: &[i128]) -> Vec<i128> {
    let mut sums = vec![0];
    sums.extend(each.iter().scan(0, |sum, one| {
        *sum += one;
        Some(*sum)
    }));
    sums
}

/// What a rung costs above what it brings at a price.
fn above(rung: &Rung, price: i128) -> i128 {
    rung.effort - ((rung.gain * price) >> PRICE_BITS)
}

fn packed_short(points: &Exact) -> i128 {
    points.times_power_of_ten(GAIN_PLACES).floor().to_i128().unwrap_or(i128::MAX >> 40)
}

fn packed_gain(gain: &Exact) -> i128 {
    gain.times_power_of_ten(GAIN_PLACES).ceil().to_i128().unwrap_or(0)
}

fn packed_effort(effort: &Exact, heaviest: &Exact) -> i128 {
    let share = effort.checked_div(heaviest).unwrap_or_default();
    share.times_power_of_ten(EFFORT_PLACES).floor().to_i128().unwrap_or(0)
}
