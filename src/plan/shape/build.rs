//! From a curve, its target's numbers and its full points to segments.
//!
//! What the curve's own text leaves open is settled here, in one place, by the custom of the field:
//! - an edge belongs to the better side (90分及以上), for targets and steps alike;
//! - where the target is no amount to be divided by (zero or negative), proportional points are all or nothing;
//! - `zero` is met by nothing and less than nothing (a change can be negative);
//! - deductions stop at nothing (扣完为止); a deduction from the total without a cap does not stop;
//! - a deduction takes what an indicator of the same curve would lose, so that meeting the target costs nothing.

use super::segment::{End, Line, Segment, Stairs};
use super::{Direction, Shape, ShapeError, fit};
use crate::figure::{Exact, Points};
use crate::plan::curve::{Curve, CurveNode, Parts, RankBand, Step};
use crate::plan::node::Node;
use crate::plan::rule::RuleKind;
use crate::plan::target::{TargetNode, Towards};
use crate::plan::value::Literal;

/// A target with its numbers. A class is its place in its scale, and every task done is 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aim {
    AtLeast(Exact),
    AtMost(Exact),
    /// Both ends belong to it.
    Within(Exact, Exact),
    Open,
}

impl Aim {
    /// The target's numbers: `values` in the order of [`TargetNode::formulas`], and the same figure of last year. `None` if one of
    /// them is missing.
    pub fn of(target: &TargetNode, values: &[Exact], last_year: Option<&Exact>) -> Option<Aim> {
        let first = values.first();
        Some(match target {
            TargetNode::AtLeast(_) => Aim::AtLeast(first?.clone()),
            TargetNode::AtMost(_) | TargetNode::ClassAtLeast(_) => Aim::AtMost(first?.clone()),
            TargetNode::Equals(_) => Aim::Within(first?.clone(), first?.clone()),
            TargetNode::Between { .. } => Aim::Within(first?.clone(), values.get(1)?.clone()),
            TargetNode::Zero => Aim::AtMost(Exact::ZERO),
            TargetNode::AllBy(_) => Aim::AtLeast(Exact::ONE),
            TargetNode::NotAboveLastYear => Aim::AtMost(last_year?.clone()),
            TargetNode::NotBelowLastYear => Aim::AtLeast(last_year?.clone()),
            TargetNode::ImproveOnLastYear { towards: Towards::Lower, .. } => Aim::AtMost(last_year? - first?),
            TargetNode::ImproveOnLastYear { towards: Towards::Higher, .. } => Aim::AtLeast(last_year? + first?),
            TargetNode::Open => Aim::Open,
        })
    }

    /// Whether the figure meets it; an open one asks nothing and is not met or missed.
    pub fn is_met(&self, figure: &Exact) -> Option<bool> {
        match self {
            Aim::AtLeast(target) => Some(figure >= target),
            Aim::AtMost(target) => Some(figure <= target),
            Aim::Within(low, high) => Some(figure >= low && figure <= high),
            Aim::Open => None,
        }
    }

    /// The number to be printed beside the figure; of a range, its lower end.
    pub fn number(&self) -> Option<&Exact> {
        match self {
            Aim::AtLeast(target) | Aim::AtMost(target) | Aim::Within(target, _) => Some(target),
            Aim::Open => None,
        }
    }

    /// The upper end of a range that has two.
    pub fn upper_end(&self) -> Option<&Exact> {
        match self {
            Aim::Within(low, high) => Some(high).filter(|high| *high != low),
            Aim::AtLeast(_) | Aim::AtMost(_) | Aim::Open => None,
        }
    }
}

/// What a curve needs to know beside its own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub kind: RuleKind,
    /// Full points of an indicator; the cap of a bonus or deduction, if it has one.
    pub full: Option<Points>,
    pub aim: Aim,
    /// The same figure of last year, for `improvement`.
    pub last_year: Option<Exact>,
    /// `from` and `to` of `linear`, evaluated.
    pub ends: Option<(Exact, Exact)>,
    /// The share of the year gone by at the as-of date, for `pace`.
    pub year_gone: Exact,
}

impl Held {
    /// For an indicator of so many points with this aim.
    pub fn indicator(full: Points, aim: Aim) -> Held {
        Held { kind: RuleKind::Indicator, full: Some(full), aim, last_year: None, ends: None, year_gone: Exact::ONE }
    }
}

pub(super) fn direction_of(curve: &CurveNode, target: &TargetNode, kind: RuleKind) -> Direction {
    match curve {
        CurveNode::RankBands(_) => return Direction::Lower,
        CurveNode::Levels(_) | CurveNode::Stages(_) | CurveNode::Checklist(_) => return Direction::Higher,
        CurveNode::PerCase { .. } => {
            return match kind {
                RuleKind::Bonus => Direction::Higher,
                RuleKind::Indicator | RuleKind::Deduction | RuleKind::Veto => Direction::Lower,
            };
        }
        CurveNode::Steps(_)
        | CurveNode::FullOrNone
        | CurveNode::Proportional
        | CurveNode::Linear { .. }
        | CurveNode::Deduct { .. }
        | CurveNode::Improvement
        | CurveNode::Pace
        | CurveNode::Custom { .. } => {}
    }
    match target {
        TargetNode::AtLeast(_) | TargetNode::AllBy(_) | TargetNode::NotBelowLastYear => Direction::Higher,
        TargetNode::AtMost(_) | TargetNode::Zero | TargetNode::NotAboveLastYear | TargetNode::ClassAtLeast(_) => {
            Direction::Lower
        }
        TargetNode::ImproveOnLastYear { towards: Towards::Higher, .. } => Direction::Higher,
        TargetNode::ImproveOnLastYear { towards: Towards::Lower, .. } => Direction::Lower,
        TargetNode::Equals(_) | TargetNode::Between { .. } => Direction::Toward,
        TargetNode::Open => match curve {
            CurveNode::Steps(steps) => direction_of_steps(steps),
            CurveNode::FullOrNone
            | CurveNode::Proportional
            | CurveNode::Linear { .. }
            | CurveNode::Deduct { .. }
            | CurveNode::PerCase { .. }
            | CurveNode::RankBands(_)
            | CurveNode::Improvement
            | CurveNode::Pace
            | CurveNode::Levels(_)
            | CurveNode::Stages(_)
            | CurveNode::Checklist(_)
            | CurveNode::Custom { .. } => Direction::Higher,
        },
    }
}

/// Steps stand best first: edges that grow along the list mean that lower is better. A class is always better when lower.
fn direction_of_steps(steps: &[Node<Step>]) -> Direction {
    let edge = |step: Option<&Node<Step>>| step.and_then(|step| step.node.edge.number());
    let classes = steps.iter().any(|step| matches!(step.node.edge, Literal::Class(_)));
    match (edge(steps.first()), edge(steps.last())) {
        (Some(first), Some(last)) if first < last => Direction::Lower,
        _ if classes => Direction::Lower,
        (Some(_) | None, Some(_) | None) => Direction::Higher,
    }
}

fn is_whole(curve: &CurveNode, target: &TargetNode) -> bool {
    let class_steps = match curve {
        CurveNode::PerCase { .. } | CurveNode::RankBands(_) => return true,
        CurveNode::Steps(steps) => steps.iter().any(|step| matches!(step.node.edge, Literal::Class(_))),
        CurveNode::FullOrNone
        | CurveNode::Proportional
        | CurveNode::Linear { .. }
        | CurveNode::Deduct { .. }
        | CurveNode::Improvement
        | CurveNode::Pace
        | CurveNode::Levels(_)
        | CurveNode::Stages(_)
        | CurveNode::Checklist(_)
        | CurveNode::Custom { .. } => false,
    };
    class_steps || matches!(target, TargetNode::ClassAtLeast(_))
}

pub(super) fn shape(curve: &Curve, target: &TargetNode, held: &Held) -> Result<Shape, ShapeError> {
    let node = &curve.base.node;
    fit::fits(node, target, held.kind)?;
    let mut direction = direction_of(node, target, held.kind);
    let word = node.word();
    let full = || held.full.as_ref().map(|full| full.0.clone()).ok_or(ShapeError::NeedsFull { curve: word });
    let number = |number: Option<&Exact>, what| number.cloned().ok_or(ShapeError::NoNumber { curve: word, what });

    // Segments of what is kept of the full points; those of `deduct` and `per_case` without full points count from 0 downward.
    let (segments, kept_of) = match node {
        CurveNode::FullOrNone => {
            let full = full()?;
            (around(&held.aim, &|edge| jump(edge, &full)), full)
        }
        CurveNode::Proportional => {
            let full = full()?;
            (proportional(&held.aim, &full), full)
        }
        CurveNode::Linear { .. } => {
            let full = full()?;
            let (from, to) = held.ends.clone().ok_or(ShapeError::NoNumber { curve: word, what: "from and to" })?;
            if from != to {
                direction = if from < to { Direction::Higher } else { Direction::Lower };
            } else if direction == Direction::Toward {
                direction = Direction::Higher;
            }
            (facing(direction, |sign| line(&(&from * sign), &(&to * sign), &full)), full)
        }
        CurveNode::Steps(steps) => {
            let full = full()?;
            (facing(direction, |sign| steps_up(steps, sign, &full)), full)
        }
        CurveNode::Deduct { points, per, parts } => {
            let fall = Fall {
                word,
                points,
                per: &per.value,
                parts: *parts,
                start: held.full.clone().unwrap_or_default().0,
                floor: held.full.as_ref().map(|_| Exact::ZERO),
            };
            fall.check()?;
            (around(&held.aim, &|edge| fall.segments(edge)), held.full.clone().unwrap_or_default().0)
        }
        CurveNode::PerCase { points, cap } => match held.kind {
            RuleKind::Bonus => (cases_give(points, cap.as_ref(), held, word)?, Exact::ZERO),
            RuleKind::Indicator | RuleKind::Deduction | RuleKind::Veto => {
                let start = held.full.clone().unwrap_or_default().0;
                let by_cap = cap.as_ref().map(|cap| &start - cap);
                let by_full = held.full.as_ref().map(|_| Exact::ZERO);
                let floor = match (by_cap, by_full) {
                    (Some(cap), Some(full)) => Some(cap.max(full)),
                    (floor, None) | (None, floor) => floor,
                };
                let fall = Fall { word, points, per: &Exact::ONE, parts: Parts::ProRata, start: start.clone(), floor };
                fall.check()?;
                let free = held.aim.number().cloned().unwrap_or_default();
                (facing(Direction::Lower, |sign| fall.segments(&(&free * sign))), start)
            }
        },
        CurveNode::RankBands(bands) => {
            let full = full()?;
            (facing(Direction::Lower, |_| bands_up(bands, &full)), full)
        }
        CurveNode::Improvement => {
            let full = full()?;
            let last = number(held.last_year.as_ref(), "last year")?;
            let goal = number(held.aim.number(), "the target")?;
            let segments = facing(direction, |sign| {
                let (last, goal) = (&last * sign, &goal * sign);
                // An improvement asked of less than nothing is one to be held, not to be reached by parts.
                if goal > last { line(&last, &goal, &full) } else { jump(&goal, &full) }
            });
            (segments, full)
        }
        CurveNode::Pace => {
            let full = full()?;
            let target = number(held.aim.number(), "the target")?;
            (proportional(&Aim::AtLeast(&target * &held.year_gone), &full), full)
        }
        CurveNode::Levels(_) | CurveNode::Stages(_) | CurveNode::Checklist(_) => {
            let full = full()?;
            (line(&Exact::ZERO, &Exact::ONE, &full), full)
        }
        CurveNode::Custom { .. } => return Err(ShapeError::NoShape { curve: word }),
    };

    let segments = match &curve.none_below {
        Some(limit) => {
            let nothing =
                if held.full.is_some() { Exact::ZERO } else { return Err(ShapeError::NeedsFull { curve: word }) };
            cut(segments, &limit.node.value, direction, nothing)
        }
        None => segments,
    };
    let segments = match held.kind {
        RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto => segments,
        RuleKind::Deduction => {
            let lost = -&kept_of;
            segments.into_iter().map(|segment| Segment { line: segment.line.raised(&lost), ..segment }).collect()
        }
    };
    Ok(Shape::of_segments(segments, direction, is_whole(node, target)))
}

pub(super) fn straight_within(slope: &Exact, intercept: &Exact, full: &Exact) -> Shape {
    let at = |points: &Exact| (points - intercept).checked_div(slope);
    let (Some(zero), Some(top)) = (at(&Exact::ZERO), at(full)) else {
        let points = intercept.clone().max(Exact::ZERO).min(full.clone());
        let segment = Segment::new(End::Unbounded, End::Unbounded, Line::constant(points));
        return Shape::of_segments(vec![segment], Direction::Higher, false);
    };
    let direction = if slope.is_positive() { Direction::Higher } else { Direction::Lower };
    let segments = facing(direction, |sign| line(&(&zero * sign), &(&top * sign), full));
    Shape::of_segments(segments, direction, false)
}

/// Builds for «higher is better» and turns it round where lower is: `build` gets the sign to multiply its figures by.
fn facing(direction: Direction, build: impl Fn(&Exact) -> Vec<Segment>) -> Vec<Segment> {
    match direction {
        Direction::Higher | Direction::Toward => build(&Exact::ONE),
        Direction::Lower => mirrored(build(&-&Exact::ONE)),
    }
}

fn mirrored(segments: Vec<Segment>) -> Vec<Segment> {
    segments.iter().rev().map(Segment::mirrored).collect()
}

/// A curve that depends on the distance to the aim only, built for «at least this edge».
fn around(aim: &Aim, build: &dyn Fn(&Exact) -> Vec<Segment>) -> Vec<Segment> {
    match aim {
        Aim::AtLeast(edge) => build(edge),
        Aim::AtMost(edge) => mirrored(build(&-edge)),
        Aim::Within(low, high) => joined(build(low), mirrored(build(&-high)), low, high),
        Aim::Open => Vec::new(),
    }
}

/// What rises up to `low`, and what falls from `high` on.
fn joined(rising: Vec<Segment>, falling: Vec<Segment>, low: &Exact, high: &Exact) -> Vec<Segment> {
    // With the ends the wrong way round no figure is within, and the two sides meet at `low`.
    let turn = low.clone().max(high.clone());
    let left = rising.into_iter().map(|segment| segment.within(End::Unbounded, End::Closed(turn.clone())));
    let right = falling.into_iter().map(|segment| segment.within(End::Open(turn.clone()), End::Unbounded));
    left.chain(right).filter(|segment| !segment.is_empty()).collect()
}

fn below(edge: &Exact, points: Exact) -> Segment {
    Segment::new(End::Unbounded, End::Open(edge.clone()), Line::constant(points))
}

fn from(edge: &Exact, points: Exact) -> Segment {
    Segment::new(End::Closed(edge.clone()), End::Unbounded, Line::constant(points))
}

fn jump(edge: &Exact, full: &Exact) -> Vec<Segment> {
    vec![below(edge, Exact::ZERO), from(edge, full.clone())]
}

/// Nothing up to `zero`, straight to `full` at `top`.
fn line(zero: &Exact, top: &Exact, full: &Exact) -> Vec<Segment> {
    let Some(slope) = full.checked_div(&(top - zero)) else { return jump(top, full) };
    let intercept = -&(&slope * zero);
    vec![
        below(zero, Exact::ZERO),
        Segment::new(End::Closed(zero.clone()), End::Open(top.clone()), Line::Straight { slope, intercept }),
        from(top, full.clone()),
    ]
}

fn proportional(aim: &Aim, full: &Exact) -> Vec<Segment> {
    let up = |target: &Exact| {
        if target.is_positive() { line(&Exact::ZERO, target, full) } else { jump(target, full) }
    };
    let down = |target: &Exact| {
        if !target.is_positive() {
            return mirrored(jump(&-target, full));
        }
        vec![
            Segment::new(End::Unbounded, End::Closed(target.clone()), Line::constant(full.clone())),
            Segment::new(
                End::Open(target.clone()),
                End::Unbounded,
                Line::Hyperbola { over: full * target, offset: Exact::ZERO },
            ),
        ]
    };
    match aim {
        Aim::AtLeast(target) => up(target),
        Aim::AtMost(target) => down(target),
        Aim::Within(low, high) => joined(up(low), down(high), low, high),
        Aim::Open => Vec::new(),
    }
}

/// A fall from an edge, figures below it missing it.
struct Fall<'a> {
    word: &'static str,
    points: &'a Exact,
    per: &'a Exact,
    parts: Parts,
    start: Exact,
    /// `None`: it does not stop.
    floor: Option<Exact>,
}

impl Fall<'_> {
    fn check(&self) -> Result<(), ShapeError> {
        if !self.points.is_positive() {
            return Err(ShapeError::NotPositive { curve: self.word, what: "points" });
        }
        if !self.per.is_positive() {
            return Err(ShapeError::NotPositive { curve: self.word, what: "per" });
        }
        Ok(())
    }

    fn segments(&self, edge: &Exact) -> Vec<Segment> {
        let line = match self.parts {
            Parts::ProRata => {
                let slope = self.points.checked_div(self.per).unwrap_or_default();
                let intercept = &self.start - &(&slope * edge);
                Line::Straight { slope, intercept }
            }
            Parts::WholeOnly | Parts::CountAsOne => Line::Stairs(Stairs {
                edge: edge.clone(),
                per: self.per.clone(),
                start: self.start.clone(),
                drop: self.points.clone(),
                below: true,
                begun_counts: self.parts == Parts::CountAsOne,
            }),
        };
        let top = from(edge, self.start.clone());
        let fall = |start: End| Segment::new(start, End::Open(edge.clone()), line.clone());
        let Some(floor) = &self.floor else {
            return vec![fall(End::Unbounded), top];
        };
        // After so many steps the floor is reached: computed, never walked, however small the steps are.
        let steps = (&self.start - floor).checked_div(self.points).unwrap_or_default();
        let at = |steps: &Exact| edge - &(steps * self.per);
        let (floor_to, fall_from) = match self.parts {
            Parts::ProRata => (End::Open(at(&steps)), End::Closed(at(&steps))),
            Parts::WholeOnly => (End::Closed(at(&steps.ceil())), End::Open(at(&steps.ceil()))),
            Parts::CountAsOne => {
                let last = at(&(steps.ceil() - Exact::ONE));
                (End::Open(last.clone()), End::Closed(last))
            }
        };
        // With nothing to lose the floor reaches up to the edge.
        let floor = Segment::new(End::Unbounded, floor_to, Line::constant(floor.clone()));
        vec![floor.within(End::Unbounded, End::Open(edge.clone())), fall(fall_from), top]
    }
}

fn cases_give(
    points: &Exact,
    cap: Option<&Exact>,
    held: &Held,
    word: &'static str,
) -> Result<Vec<Segment>, ShapeError> {
    if !points.is_positive() {
        return Err(ShapeError::NotPositive { curve: word, what: "points" });
    }
    let start = held.aim.number().cloned().unwrap_or_default();
    let most = match (cap, held.full.as_ref()) {
        (Some(cap), Some(full)) => Some(cap.clone().min(full.0.clone())),
        (Some(cap), None) => Some(cap.clone()),
        (None, full) => full.map(|full| full.0.clone()),
    };
    Ok(match most {
        Some(most) => line(&start, &(&start + &most.checked_div(points).unwrap_or_default()), &most),
        None => vec![
            below(&start, Exact::ZERO),
            Segment::new(
                End::Closed(start.clone()),
                End::Unbounded,
                Line::Straight { slope: points.clone(), intercept: -&(points * &start) },
            ),
        ],
    })
}

/// Constant from edge to edge: at each figure the first step in the list whose edge it reaches.
fn steps_up(steps: &[Node<Step>], sign: &Exact, full: &Exact) -> Vec<Segment> {
    let edges = steps.iter().filter_map(|step| Some((step.node.edge.number()? * sign.clone(), &step.node.share)));
    constant_between(edges.collect(), full)
}

/// A rank is better when lower: turned round, a band begins at its last rank.
fn bands_up(bands: &[RankBand], full: &Exact) -> Vec<Segment> {
    constant_between(bands.iter().map(|band| (-&Exact::from(band.up_to), &band.share)).collect(), full)
}

fn constant_between(edges: Vec<(Exact, &Exact)>, full: &Exact) -> Vec<Segment> {
    let mut ascending: Vec<&Exact> = edges.iter().map(|(edge, _)| edge).collect();
    ascending.sort();
    ascending.dedup();
    let Some(lowest) = ascending.first() else {
        return vec![Segment::new(End::Unbounded, End::Unbounded, Line::constant(Exact::ZERO))];
    };
    let mut segments = vec![below(lowest, Exact::ZERO)];
    for (index, edge) in ascending.iter().enumerate() {
        let share = edges.iter().find(|(reached, _)| reached <= *edge).map(|(_, share)| (*share).clone());
        let to = ascending.get(index + 1).map_or(End::Unbounded, |next| End::Open((*next).clone()));
        let points = full * &share.unwrap_or_default();
        segments.push(Segment::new(End::Closed((*edge).clone()), to, Line::constant(points)));
    }
    segments
}

/// Nothing for a figure that misses the limit.
fn cut(segments: Vec<Segment>, limit: &Exact, direction: Direction, nothing: Exact) -> Vec<Segment> {
    match direction {
        Direction::Higher | Direction::Toward => std::iter::once(below(limit, nothing))
            .chain(segments.iter().map(|segment| segment.within(End::Closed(limit.clone()), End::Unbounded)))
            .collect(),
        Direction::Lower => segments
            .iter()
            .map(|segment| segment.within(End::Unbounded, End::Closed(limit.clone())))
            .chain(std::iter::once(Segment::new(End::Open(limit.clone()), End::Unbounded, Line::constant(nothing))))
            .collect(),
    }
}
