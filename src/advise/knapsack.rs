//! The least effort of so many items whose gains add up: a knapsack of which each item gives one of its steps, and one item gives any rung.
//!
//! Items are taken or left one after the other. Of what leads to the same number of items, what gains no more for no less effort is dropped;
//! so is what can't gain enough any more, and what, at a price for height (a Lagrange multiplier), can't be less effort than what is known.
//! Whole numbers stand for gains and efforts: gains to 12 decimals, efforts to 15 of the heaviest weight.

use super::asked::Asked;
use super::search::Way;
use crate::figure::Exact;

const GAIN_PLACES: u32 = 12;
const EFFORT_PLACES: u32 = 15;
/// A price is told in these parts.
const PRICE_BITS: u32 = 20;
/// Parts of a way that are told apart in a bound.
const PARTS: i128 = 64;

/// The items and what is missing, in whole numbers.
pub(super) struct Knapsack {
    /// In the order in which they are taken.
    items: Vec<Packed>,
    count: usize,
    missing: i128,
    /// What two gains may differ by and still come to the same.
    blur: i128,
    price: i128,
    heaviest: Exact,
    /// `[from][more]`: the most that so many of the items from there on gain.
    most: Vec<Vec<i128>>,
    /// `[from]`: what the items before it cost together above what they bring, each at its best step.
    step_costs: Vec<i128>,
    /// `[from]`: the least that any rung of an item from there on costs above what it brings.
    least_any: Vec<i128>,
}

struct Packed {
    way: usize,
    /// Effort and gain of each step.
    steps: Vec<(i128, i128)>,
    /// Of each part of the way no more effort and no less gain than any of its rungs.
    parts: Vec<(i128, i128)>,
    /// What its best step costs above what it brings at the price; the same at any rung.
    step_cost: i128,
    any_cost: i128,
}

impl Packed {
    fn top(&self) -> i128 {
        self.steps.last().map_or(0, |step| step.1)
    }
}

#[derive(Debug, Clone)]
struct State {
    count: usize,
    /// The item of which the rung is still open.
    free: Option<usize>,
    gain: i128,
    effort: i128,
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
    pub fn new(
        ways: &[Way],
        gains: &[Vec<Exact>],
        count: usize,
        missing: (&Exact, bool),
        blur: &Exact,
        asked: &mut Asked,
    ) -> Knapsack {
        let heaviest = ways.iter().map(|way| way.weight.clone()).max().unwrap_or(Exact::ONE);
        let mut items: Vec<Packed> = Vec::with_capacity(ways.len());
        for (index, (way, gains)) in ways.iter().zip(gains).enumerate() {
            let effort = |rung: i128| packed_effort(&way.effort(rung), &heaviest);
            let steps = way.steps.iter().zip(gains).map(|(rung, gain)| (effort(*rung), packed_gain(gain))).collect();
            let (top, mut below, mut parts) = (way.top(), 0, Vec::new());
            for part in 1..=PARTS {
                let upper = top / PARTS * part + top % PARTS * part / PARTS;
                if upper > below {
                    parts.push((effort(below + 1), packed_gain(&asked.gain(index, upper))));
                    below = upper;
                }
            }
            items.push(Packed { way: index, steps, parts, step_cost: 0, any_cost: 0 });
        }
        let (edge, is_above) = missing;
        let missing = edge.times_power_of_ten(GAIN_PLACES);
        let missing = match is_above {
            true => missing.floor().to_i128().map(|missing| missing + 1),
            false => missing.floor().to_i128(),
        };
        let mut knapsack = Knapsack {
            items,
            count,
            missing: missing.unwrap_or(i128::MAX >> 40),
            blur: packed_gain(blur),
            price: 0,
            heaviest,
            most: Vec::new(),
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
        let efforts: i128 = self.items.iter().filter_map(|item| Some(item.steps.last()?.0)).sum();
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
        self.items.sort_by_key(|item| (item.step_cost, item.way));
        let mut most = vec![vec![0]];
        let mut gains: Vec<i128> = Vec::new();
        let mut least_any = vec![i128::MAX >> 40];
        for item in self.items.iter().rev() {
            let at = gains.partition_point(|gain| *gain >= item.top());
            gains.insert(at, item.top());
            let mut sums = vec![0];
            sums.extend(gains.iter().scan(0, |sum, gain| {
                *sum += gain;
                Some(*sum)
            }));
            most.push(sums);
            least_any.push(item.any_cost.min(least_any.last().copied().unwrap_or(0)));
        }
        most.reverse();
        least_any.reverse();
        let mut step_costs = vec![0];
        step_costs.extend(self.items.iter().scan(0, |sum, item| {
            *sum += item.step_cost;
            Some(*sum)
        }));
        (self.most, self.step_costs, self.least_any) = (most, step_costs, least_any);
    }

    /// The least effort that may do, as this price tells it.
    fn at_price(&self, price: i128) -> i128 {
        let cost = |rungs: &[(i128, i128)]| rungs.iter().map(|rung| above(rung, price)).min().unwrap_or(0);
        let mut steps: Vec<i128> = self.items.iter().map(|item| cost(&item.steps)).collect();
        steps.sort_unstable();
        let any = self.items.iter().map(|item| cost(&item.parts)).min().unwrap_or(0);
        let worth = (self.missing.clamp(i128::MIN >> 41, i128::MAX >> 64) * price) >> PRICE_BITS;
        worth + steps.iter().take(self.count.saturating_sub(1)).sum::<i128>() + any
    }

    /// Packings of less effort than `known`, with at most so many states at a time.
    pub fn pass(&self, width: usize, known: i128) -> Pass {
        let mut trail: Vec<(Option<usize>, usize, usize)> = Vec::new();
        let none = State { count: 0, free: None, gain: 0, effort: 0, bound: 0, trail: None };
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
                    for (step, (effort, gain)) in item.steps.iter().enumerate() {
                        let with = State { gain: taken.gain + gain, effort: taken.effort + effort, ..taken.clone() };
                        let kept = next.len();
                        self.keep(&mut next, number + 1, known, with);
                        if let Some(state) = next.get_mut(kept) {
                            trail.push((state.trail, item.way, step));
                            state.trail = Some(trail.len() - 1);
                        }
                    }
                }
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

    /// Keeps a state if it may still come to less effort than what is known.
    fn keep(&self, states: &mut Vec<State>, from: usize, known: i128, mut state: State) {
        let more = self.count - state.count;
        let free = state.free.and_then(|free| self.items.get(free));
        let Some(most) = self.most.get(from).and_then(|most| most.get(more)) else { return };
        let missing = self.missing - state.gain;
        if most + free.map_or(0, Packed::top) < missing {
            return;
        }
        let fixed = if free.is_some() { more } else { more.saturating_sub(1) };
        // The items stand in the order of these costs: none of those that are left cost less than the first of them.
        let (Some(before), Some(with)) = (self.step_costs.get(from), self.step_costs.get(from + fixed)) else { return };
        let steps = with - before;
        let any = free.map_or_else(|| self.least_any.get(from).copied().unwrap_or(0), |free| free.any_cost);
        let mut bound = state.effort + ((missing * self.price) >> PRICE_BITS) + steps + any;
        if let Some(free) = free.filter(|_| more == 0) {
            // What the open rung takes at least is told better by its parts.
            let enough = free.parts.iter().filter(|part| part.1 >= missing).map(|part| part.0).min();
            bound = bound.max(state.effort + enough.unwrap_or(0));
        }
        if bound < known {
            state.bound = bound;
            states.push(state);
        }
    }

    /// Drops what gains no more than another for no less effort.
    fn drop_dominated(&self, states: &mut Vec<State>) {
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

/// What a rung costs above what it brings at a price.
fn above((effort, gain): &(i128, i128), price: i128) -> i128 {
    effort - ((gain * price) >> PRICE_BITS)
}

fn packed_gain(gain: &Exact) -> i128 {
    gain.times_power_of_ten(GAIN_PLACES).ceil().to_i128().unwrap_or(0)
}

fn packed_effort(effort: &Exact, heaviest: &Exact) -> i128 {
    let share = effort.checked_div(heaviest).unwrap_or_default();
    share.times_power_of_ten(EFFORT_PLACES).floor().to_i128().unwrap_or(0)
}
