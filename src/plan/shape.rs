//! Shapes: a curve, held to its target and its full points, as an exact function from the figure to the points.
//!
//! A shape is a row of segments that covers all figures, each segment a straight line, a hyperbola (target ÷ figure) or a
//! flight of equal steps. All of them can be inverted exactly, so that one object answers every question about a curve: the
//! points of a figure, the figure that gives some points, the least and the most it can give, whether points ever fall as
//! the figure gets better, and where they jump.
//!
//! ```text
//!   points                          proportional, at least t, nothing below q
//!   full |            ________
//!        |         .'                [q, t)  slope full ÷ t
//!        |      .'                   [t, ∞)  full
//!      0 |_____|______________ figure
//!              q   t
//! ```

mod build;
mod fit;
mod segment;
#[cfg(test)]
mod tests;

pub use build::{Aim, Held};
pub use fit::{CurveForm, Misfit, fits, measure_fits, that_fit};
pub use segment::{End, Line, Segment, Stairs};

use super::curve::CurveNode;
use super::rule::RuleKind;
use super::target::TargetNode;
use crate::figure::{Exact, Points};

/// Which way a figure gets better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    Higher,
    Lower,
    /// Towards a value or a range, from both sides.
    Toward,
}

/// Points as a function of the figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    segments: Vec<Segment>,
    direction: Direction,
    whole: bool,
}

/// The figure at which points are reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reached {
    /// Every figure gives them.
    Always,
    /// This figure and better ones.
    At(Exact),
    /// Every figure better than this one, but not this one itself.
    Beyond(Exact),
    /// No figure does.
    Never,
}

/// The least and the most that a shape gives; `None` where there is no limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    pub least: Option<Points>,
    pub most: Option<Points>,
}

impl Range {
    /// These points and no others.
    pub fn exactly(points: &Exact) -> Range {
        let points = Some(Points(points.clone()));
        Range { least: points.clone(), most: points }
    }
}

/// A place where the points jump.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cliff {
    pub at: Exact,
    /// How many points lie between the two sides.
    pub size: Points,
}

/// Why a curve has no shape.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    #[error(transparent)]
    Misfit(#[from] Misfit),
    /// A bonus or deduction gives a share of points that nothing names: it needs a cap.
    #[error("`{curve}` gives a share of its points, and nothing says how many they are: give a cap")]
    NeedsFull { curve: &'static str },
    /// A step of nothing, or points of nothing, never come to an end.
    #[error("`{curve}` needs {what} above zero")]
    NotPositive { curve: &'static str, what: &'static str },
    /// A number that the curve rests on is absent (last year's figure, an end of the line).
    #[error("`{curve}` has no number for {what}")]
    NoNumber { curve: &'static str, what: &'static str },
    /// Levels, stages and checklists are judged part by part, `custom` is a formula: their points are no function of one figure
    /// that could be read backwards.
    #[error("`{curve}` is a formula of its own and has no shape")]
    NoShape { curve: &'static str },
}

impl Shape {
    /// The shape of a curve whose target has the numbers of `held`.
    ///
    /// # Errors
    /// The pair makes no sense, or a number it needs is not there or not positive.
    pub fn new(curve: &super::Curve, target: &TargetNode, held: &Held) -> Result<Shape, ShapeError> {
        build::shape(curve, target, held)
    }

    /// The straight shape of a `custom` curve that turned out to be a line in its figure, within 0 and `full`.
    pub fn straight(slope: &Exact, intercept: &Exact, full: &Exact) -> Shape {
        build::straight_within(slope, intercept, full)
    }

    pub(super) fn of_segments(segments: Vec<Segment>, direction: Direction, whole: bool) -> Shape {
        Shape { segments: segments.into_iter().filter(|segment| !segment.is_empty()).collect(), direction, whole }
    }

    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The figure is a whole number: a class, a rank, a count of cases.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The points of this figure.
    pub fn points(&self, figure: &Exact) -> Points {
        let segment = self.segments.iter().find(|segment| segment.holds(figure));
        Points(segment.map(|segment| segment.line.at(figure)).unwrap_or_default())
    }

    /// All figures that give at least `points`, as intervals from small to large.
    pub fn reaching(&self, points: &Points) -> Vec<(End, End)> {
        let mut found: Vec<(End, End)> = Vec::new();
        for segment in &self.segments {
            let Some((from, to)) = segment.reaching(&points.0) else { continue };
            match found.last_mut() {
                Some((_, end)) if end.touches(&from) => *end = to,
                Some(_) | None => found.push((from, to)),
            }
        }
        found
    }

    /// The figure of least effort that gives at least `points`: the smallest where higher is better, the largest where lower is.
    /// Towards a range: the nearest from below.
    pub fn inverse(&self, points: &Points) -> Reached {
        self.reached(points, self.direction)
    }

    /// The figure nearest to this one that gives at least `points`, to so many decimals where only figures beyond an edge do: as the inverse
    /// has it, but for a range that the figure lies above.
    pub fn nearest(&self, points: &Points, figure: &Exact, places: u32) -> Option<Exact> {
        let intervals = self.reaching(points);
        let is_above = intervals.last().and_then(|(_, to)| to.figure()).is_some_and(|top| figure > top);
        let direction = match self.direction {
            Direction::Toward if is_above => Direction::Lower,
            Direction::Higher | Direction::Lower | Direction::Toward => self.direction,
        };
        self.reached(points, direction).figure(direction, places)
    }

    fn reached(&self, points: &Points, direction: Direction) -> Reached {
        let intervals = self.reaching(points);
        let (Some((from, first_to)), Some((last_from, to))) = (intervals.first(), intervals.last()) else {
            return Reached::Never;
        };
        if intervals.len() == 1 && *from == End::Unbounded && *first_to == End::Unbounded {
            return Reached::Always;
        }
        let (end, other) = match direction {
            Direction::Higher | Direction::Toward => (from, first_to),
            Direction::Lower => (to, last_from),
        };
        // A side without an end is a shape whose points run on forever: from the other end inwards everything reaches them.
        let end = if *end == End::Unbounded { other } else { end };
        let reached = match end {
            End::Unbounded => Reached::Always,
            End::Closed(figure) => Reached::At(figure.clone()),
            End::Open(figure) => Reached::Beyond(figure.clone()),
        };
        if self.whole { whole_figure(reached, direction) } else { reached }
    }

    /// The least and the most over all figures (as limits: target ÷ figure comes as near to nothing as one likes).
    pub fn range(&self) -> Range {
        let mut least = Some(None::<Exact>);
        let mut most = Some(None::<Exact>);
        for value in self.segments.iter().flat_map(Segment::ends) {
            match value {
                segment::Limit::Value(value) => {
                    least = least.map(|least| Some(least.map_or(value.clone(), |least| least.min(value.clone()))));
                    most = most.map(|most| Some(most.map_or(value.clone(), |most| most.max(value))));
                }
                segment::Limit::Down => least = None,
                segment::Limit::Up => most = None,
            }
        }
        Range {
            least: least.map(|least| Points(least.unwrap_or_default())),
            most: most.map(|most| Points(most.unwrap_or_default())),
        }
    }

    /// Whether points never fall as the figure gets better; towards a range, on either side of it.
    pub fn is_monotone(&self) -> bool {
        let mut turned = false;
        let mut last: Option<segment::Limit> = None;
        for value in self.segments.iter().flat_map(Segment::ends) {
            if let Some(last) = &last {
                match (self.direction, last.cmp(&value)) {
                    (_, std::cmp::Ordering::Equal) => {}
                    (Direction::Higher, std::cmp::Ordering::Greater) => return false,
                    (Direction::Lower, std::cmp::Ordering::Less) => return false,
                    (Direction::Toward, std::cmp::Ordering::Less) if turned => return false,
                    (Direction::Toward, std::cmp::Ordering::Greater) => turned = true,
                    (Direction::Higher | Direction::Toward, std::cmp::Ordering::Less) => {}
                    (Direction::Lower, std::cmp::Ordering::Greater) => {}
                }
            }
            last = Some(value);
        }
        true
    }

    /// Whether the points stay within 0 and `full`, whatever the figure.
    pub fn stays_within(&self, full: &Points) -> bool {
        let range = self.range();
        range.least.is_some_and(|least| least >= Points::ZERO) && range.most.is_some_and(|most| most <= *full)
    }

    /// Whether the points jump from one of these figures to the other: an edge lies between them, or a step.
    pub fn jumps_between(&self, one: &Exact, other: &Exact) -> bool {
        if one == other || self.points(one) == self.points(other) {
            return false;
        }
        let of = |figure: &Exact| self.segments.iter().position(|segment| segment.holds(figure));
        let (Some(one), Some(other)) = (of(one), of(other)) else { return false };
        match one == other {
            true => self.segments.get(one).is_some_and(|segment| matches!(segment.line, Line::Stairs(_))),
            false => (one.min(other)..one.max(other)).any(|index| self.jump_after(index).is_some()),
        }
    }

    /// The jump from a segment to the next.
    fn jump_after(&self, index: usize) -> Option<Cliff> {
        let (segment, next) = (self.segments.get(index)?, self.segments.get(index + 1)?);
        let ([_, segment::Limit::Value(left)], [segment::Limit::Value(right), _]) = (segment.ends(), next.ends())
        else {
            return None;
        };
        let size = Points((right - left).abs());
        (!size.is_zero()).then_some(Cliff { at: segment.to.figure()?.clone(), size })
    }

    /// Every jump of at least `size` points, from small figures to large. A flight of equal steps is one entry, at its first step.
    pub fn cliffs(&self, size: &Points) -> Vec<Cliff> {
        let mut cliffs = Vec::new();
        for (index, segment) in self.segments.iter().enumerate() {
            if let Line::Stairs(stairs) = &segment.line {
                cliffs.push(Cliff { at: stairs.edge.clone(), size: Points(stairs.drop.abs()) });
            }
            cliffs.extend(self.jump_after(index));
        }
        cliffs.retain(|cliff| cliff.size >= *size);
        cliffs.sort_by(|left, right| left.at.cmp(&right.at));
        cliffs
    }
}

impl Reached {
    /// One figure that reaches it: where only figures beyond an edge do, the next one with `places` decimals.
    pub fn figure(&self, direction: Direction, places: u32) -> Option<Exact> {
        match self {
            Reached::At(figure) => Some(figure.clone()),
            Reached::Beyond(figure) => {
                let scaled = figure.times_power_of_ten(places);
                let next = match direction {
                    Direction::Higher | Direction::Toward => scaled.floor() + Exact::ONE,
                    Direction::Lower => scaled.ceil() - Exact::ONE,
                };
                next.checked_div(&Exact::ONE.times_power_of_ten(places))
            }
            Reached::Always | Reached::Never => None,
        }
    }
}

fn whole_figure(reached: Reached, direction: Direction) -> Reached {
    let lower = direction == Direction::Lower;
    match reached {
        Reached::At(figure) => Reached::At(if lower { figure.floor() } else { figure.ceil() }),
        Reached::Beyond(figure) if lower => Reached::At(figure.ceil() - Exact::ONE),
        Reached::Beyond(figure) => Reached::At(figure.floor() + Exact::ONE),
        Reached::Always | Reached::Never => reached,
    }
}

/// Which way the figure of this curve gets better, if the pair makes sense. A curve without a target of its own direction (a
/// count of cases, a rank) brings one; steps without a target go the way of their edges.
pub fn direction(curve: &CurveNode, target: &TargetNode, kind: RuleKind) -> Result<Direction, Misfit> {
    fits(curve, target, kind)?;
    Ok(build::direction_of(curve, target, kind))
}
