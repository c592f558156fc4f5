//! One piece of a shape: from where to where, and which line.

use std::cmp::Ordering;

use crate::figure::Exact;

/// An end of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    Unbounded,
    /// The figure itself is not part of it.
    Open(Exact),
    /// The figure itself is part of it.
    Closed(Exact),
}

impl End {
    pub fn figure(&self) -> Option<&Exact> {
        match self {
            End::Unbounded => None,
            End::Open(figure) | End::Closed(figure) => Some(figure),
        }
    }

    /// Whether nothing lies between an interval that ends here and one that begins at `from`.
    pub(super) fn touches(&self, from: &End) -> bool {
        match (self, from) {
            (End::Unbounded, _) | (_, End::Unbounded) => false,
            (End::Open(_), End::Open(_)) => false,
            (End::Open(end) | End::Closed(end), End::Open(start) | End::Closed(start)) => end == start,
        }
    }

    fn lower_max(self, other: End) -> End {
        match (self.figure(), other.figure()) {
            (None, _) => other,
            (_, None) => self,
            (Some(left), Some(right)) => match left.cmp(right) {
                Ordering::Less => other,
                Ordering::Greater => self,
                Ordering::Equal if matches!(self, End::Open(_)) => self,
                Ordering::Equal => other,
            },
        }
    }

    fn upper_min(self, other: End) -> End {
        match (self.figure(), other.figure()) {
            (None, _) => other,
            (_, None) => self,
            (Some(left), Some(right)) => match left.cmp(right) {
                Ordering::Less => self,
                Ordering::Greater => other,
                Ordering::Equal if matches!(self, End::Open(_)) => self,
                Ordering::Equal => other,
            },
        }
    }

    fn mirrored(&self) -> End {
        match self {
            End::Unbounded => End::Unbounded,
            End::Open(figure) => End::Open(-figure),
            End::Closed(figure) => End::Closed(-figure),
        }
    }
}

/// Equal steps down from an edge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stairs {
    /// Where nothing is missed yet.
    pub edge: Exact,
    /// How far one step goes; above zero.
    pub per: Exact,
    /// Points at the edge.
    pub start: Exact,
    /// Points that one step takes; above zero.
    pub drop: Exact,
    /// The figures that miss the edge lie below it.
    pub below: bool,
    /// A step begun counts as one; else only whole steps count.
    pub begun_counts: bool,
}

/// From which side a figure is approached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    At,
    /// The miss grows up to it.
    Growing,
    /// The miss shrinks down to it.
    Shrinking,
}

impl Stairs {
    fn miss(&self, figure: &Exact) -> Exact {
        if self.below { &self.edge - figure } else { figure - &self.edge }
    }

    fn figure_at_miss(&self, miss: &Exact) -> Exact {
        if self.below { &self.edge - miss } else { &self.edge + miss }
    }

    fn value(&self, figure: &Exact, side: Side) -> Exact {
        let steps = self.miss(figure).checked_div(&self.per).unwrap_or_default();
        let count = match (self.begun_counts, side) {
            (true, Side::At | Side::Growing) => steps.ceil(),
            (true, Side::Shrinking) => steps.floor() + Exact::ONE,
            (false, Side::At | Side::Shrinking) => steps.floor(),
            (false, Side::Growing) => steps.ceil() - Exact::ONE,
        };
        &self.start - &(&self.drop * &count)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// slope × figure + intercept
    Straight {
        slope: Exact,
        intercept: Exact,
    },
    /// over ÷ figure + offset; its segment lies above zero
    Hyperbola {
        over: Exact,
        offset: Exact,
    },
    Stairs(Stairs),
}

impl Line {
    pub fn constant(points: Exact) -> Line {
        Line::Straight { slope: Exact::ZERO, intercept: points }
    }

    /// The points of a figure on this line.
    pub fn at(&self, figure: &Exact) -> Exact {
        match self {
            Line::Straight { slope, intercept } if slope.is_zero() => intercept.clone(),
            Line::Straight { slope, intercept } => slope * figure + intercept.clone(),
            Line::Hyperbola { over, offset } => over.checked_div(figure).unwrap_or_default() + offset.clone(),
            Line::Stairs(stairs) => stairs.value(figure, Side::At),
        }
    }

    fn mirrored(&self) -> Line {
        match self {
            Line::Straight { slope, intercept } => Line::Straight { slope: -slope, intercept: intercept.clone() },
            Line::Hyperbola { over, offset } => Line::Hyperbola { over: -over, offset: offset.clone() },
            Line::Stairs(stairs) => {
                Line::Stairs(Stairs { edge: -&stairs.edge, below: !stairs.below, ..stairs.clone() })
            }
        }
    }

    pub(super) fn raised(&self, by: &Exact) -> Line {
        match self {
            Line::Straight { slope, intercept } => Line::Straight { slope: slope.clone(), intercept: intercept + by },
            Line::Hyperbola { over, offset } => Line::Hyperbola { over: over.clone(), offset: offset + by },
            Line::Stairs(stairs) => Line::Stairs(Stairs { start: &stairs.start + by, ..stairs.clone() }),
        }
    }
}

/// A value at an end of a segment, approached from inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Limit {
    /// Points go down without end.
    Down,
    Value(Exact),
    /// Points go up without end.
    Up,
}

impl Limit {
    pub(super) fn cmp(&self, other: &Limit) -> Ordering {
        match (self, other) {
            (Limit::Value(left), Limit::Value(right)) => left.cmp(right),
            (Limit::Down, Limit::Down) | (Limit::Up, Limit::Up) => Ordering::Equal,
            (Limit::Down, Limit::Value(_) | Limit::Up) | (Limit::Value(_), Limit::Up) => Ordering::Less,
            (Limit::Up, Limit::Value(_) | Limit::Down) | (Limit::Value(_), Limit::Down) => Ordering::Greater,
        }
    }
}

/// A line over the figures between two ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    pub from: End,
    pub to: End,
    pub line: Line,
}

impl Segment {
    pub(super) fn new(from: End, to: End, line: Line) -> Segment {
        Segment { from, to, line }
    }

    pub fn is_empty(&self) -> bool {
        interval_is_empty(&self.from, &self.to)
    }

    pub fn holds(&self, figure: &Exact) -> bool {
        let above = match &self.from {
            End::Unbounded => true,
            End::Open(from) => figure > from,
            End::Closed(from) => figure >= from,
        };
        above
            && match &self.to {
                End::Unbounded => true,
                End::Open(to) => figure < to,
                End::Closed(to) => figure <= to,
            }
    }

    /// The part of it between two more ends.
    pub(super) fn within(&self, from: End, to: End) -> Segment {
        Segment { from: self.from.clone().lower_max(from), to: self.to.clone().upper_min(to), line: self.line.clone() }
    }

    /// The same shape seen from the other side of zero: what rises now falls.
    pub(super) fn mirrored(&self) -> Segment {
        Segment { from: self.to.mirrored(), to: self.from.mirrored(), line: self.line.mirrored() }
    }

    /// The values at its two ends, from small figure to large. Lines are monotone, so that these are also its least and most.
    pub(super) fn ends(&self) -> [Limit; 2] {
        [self.limit(&self.from, true), self.limit(&self.to, false)]
    }

    fn limit(&self, end: &End, is_from: bool) -> Limit {
        match (&self.line, end) {
            (Line::Straight { slope, intercept }, _) if slope.is_zero() => Limit::Value(intercept.clone()),
            (Line::Straight { slope, .. }, End::Unbounded) => {
                if slope.is_positive() == is_from {
                    Limit::Down
                } else {
                    Limit::Up
                }
            }
            (Line::Hyperbola { offset, .. }, End::Unbounded) => Limit::Value(offset.clone()),
            (Line::Stairs(_), End::Unbounded) => Limit::Down,
            (line @ (Line::Straight { .. } | Line::Hyperbola { .. }), End::Open(figure) | End::Closed(figure)) => {
                Limit::Value(line.at(figure))
            }
            (Line::Stairs(stairs), End::Closed(figure)) => Limit::Value(stairs.value(figure, Side::At)),
            (Line::Stairs(stairs), End::Open(figure)) => {
                // Coming from inside, the miss shrinks towards an end on the edge's side and grows towards the other.
                let side = if stairs.below == is_from { Side::Growing } else { Side::Shrinking };
                Limit::Value(stairs.value(figure, side))
            }
        }
    }

    /// The part of the segment whose figures give at least `points`.
    pub(super) fn reaching(&self, points: &Exact) -> Option<(End, End)> {
        let (from, to) = match &self.line {
            Line::Straight { slope, intercept } if slope.is_zero() => {
                if intercept < points {
                    return None;
                }
                (End::Unbounded, End::Unbounded)
            }
            Line::Straight { slope, intercept } => {
                let edge = (points - intercept).checked_div(slope)?;
                side(edge, slope.is_positive())
            }
            Line::Hyperbola { over, offset } => {
                let wanted = points - offset;
                if !wanted.is_positive() {
                    // Over a positive figure, a positive numerator gives more than nothing however large the figure.
                    if over.is_negative() {
                        return None;
                    }
                    (End::Unbounded, End::Unbounded)
                } else {
                    side(over.checked_div(&wanted)?, false)
                }
            }
            Line::Stairs(stairs) => {
                let steps = (&stairs.start - points).checked_div(&stairs.drop)?.floor();
                let end = if stairs.begun_counts {
                    End::Closed(stairs.figure_at_miss(&(&steps * &stairs.per)))
                } else {
                    End::Open(stairs.figure_at_miss(&((steps + Exact::ONE) * stairs.per.clone())))
                };
                if stairs.below { (end, End::Unbounded) } else { (End::Unbounded, end) }
            }
        };
        let part = self.within(from, to);
        (!part.is_empty()).then_some((part.from, part.to))
    }
}

fn side(edge: Exact, upward: bool) -> (End, End) {
    if upward { (End::Closed(edge), End::Unbounded) } else { (End::Unbounded, End::Closed(edge)) }
}

fn interval_is_empty(from: &End, to: &End) -> bool {
    match (from, to) {
        (End::Unbounded, _) | (_, End::Unbounded) => false,
        (End::Closed(from), End::Closed(to)) => from > to,
        (End::Open(from) | End::Closed(from), End::Open(to) | End::Closed(to)) => from >= to,
    }
}
