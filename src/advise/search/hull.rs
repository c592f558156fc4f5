//! The least effort for something, told from below by a convex line: what so many items, or all others, take at the least. Lines of two things
//! that join by adding up are laid together edge by edge.

/// What is had, and the effort that it takes; both rising, ever steeper. In between it takes as much as the line tells; beyond the end it
/// can't be had. Empty: nothing can.
#[derive(Debug, Clone, Default)]
pub(super) struct Hull(pub Vec<(i128, i128)>);

/// Efforts that are not told apart where a line bends: a thousandth of an item.
const SMALL: i128 = 1_000_000_000;

impl Hull {
    /// Below all of these.
    pub fn below(mut points: Vec<(i128, i128)>) -> Hull {
        points.sort_unstable_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
        let mut line: Vec<(i128, i128)> = Vec::with_capacity(points.len());
        let mut least = i128::MAX;
        for point in points {
            if point.1 >= least {
                continue;
            }
            least = point.1;
            // Taken from the end back: edges get flatter.
            while let [.., after, last] = line.as_slice() {
                let above = (after.1 - last.1) * (last.0 - point.0) <= (last.1 - point.1) * (after.0 - last.0);
                if !above {
                    break;
                }
                line.pop();
            }
            line.push(point);
        }
        line.reverse();
        Hull(line)
    }

    /// The least effort for so much.
    pub fn effort(&self, wanted: i128) -> Option<i128> {
        let at = self.0.partition_point(|point| point.0 < wanted);
        let end = self.0.get(at)?;
        let Some(start) = at.checked_sub(1).and_then(|before| self.0.get(before)) else { return Some(end.1) };
        Some(start.1 + (wanted - start.0) * (end.1 - start.1) / (end.0 - start.0))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Both together, where what they have adds up.
    pub fn with(&self, other: &Hull) -> Vec<(i128, i128)> {
        let (Some(first), Some(second)) = (self.0.first(), other.0.first()) else { return Vec::new() };
        let mut at = (first.0 + second.0, first.1 + second.1);
        let mut line = vec![at];
        let (mut left, mut right) = (self.0.windows(2).peekable(), other.0.windows(2).peekable());
        loop {
            let edge = |pair: &&[(i128, i128)]| match pair {
                [from, to] => (to.0 - from.0, to.1 - from.1),
                _ => (0, 0),
            };
            let next = match (left.peek().map(edge), right.peek().map(edge)) {
                (Some(one), Some(two)) if one.1 * two.0 <= two.1 * one.0 => left.next(),
                (Some(_), None) => left.next(),
                (Some(_) | None, Some(_)) => right.next(),
                (None, None) => return line,
            };
            let (more, effort) = next.as_ref().map_or((0, 0), edge);
            at = (at.0 + more, at.1 + effort);
            line.push(at);
        }
    }

    /// Both together, where both are to have as much.
    pub fn beside(&self, other: &Hull) -> Vec<(i128, i128)> {
        let each = self.0.iter().chain(&other.0).map(|point| point.0);
        each.filter_map(|wanted| Some((wanted, self.effort(wanted)? + other.effort(wanted)?))).collect()
    }

    /// The same told of something that rises with it. Where that `bends`, edges are parted and lowered by what a line between their
    /// ends may be above it.
    pub fn through(&self, bends: bool, map: impl Fn(i128) -> i128) -> Hull {
        if !bends {
            return Hull::below(self.0.iter().map(|point| (map(point.0), point.1)).collect());
        }
        let mut points: Vec<(i128, i128)> = Vec::new();
        let Some(first) = self.0.first() else { return Hull::default() };
        points.push((map(first.0), first.1));
        for edge in self.0.windows(2) {
            let [from, to] = edge else { continue };
            let parted =
                |eighths: i128| (map(from.0 + (to.0 - from.0) * eighths / 8), from.1 + (to.1 - from.1) * eighths / 8);
            let mut start = parted(0);
            if to.1 - from.1 < SMALL {
                points.extend([start, (map(to.0), from.1)]);
                continue;
            }
            for part in [1, 3, 5, 7] {
                let (middle, end) = (parted(part), parted(part + 1));
                let straight = match end.0 - start.0 {
                    0 => start.1,
                    width => start.1 + (middle.0 - start.0) * (end.1 - start.1) / width,
                };
                let lower = 2 * (straight - middle.1).max(0);
                points.push((start.0, (start.1 - lower).max(first.1)));
                points.push((end.0, (end.1 - lower).max(first.1)));
                start = end;
            }
        }
        Hull::below(points)
    }

    /// Of what is had no more than this counts.
    pub fn up_to(&self, most: i128) -> Hull {
        match self.effort(most) {
            Some(effort) => {
                let below = self.0.iter().copied().filter(|point| point.0 < most);
                Hull(below.chain([(most, effort)]).collect())
            }
            None => self.clone(),
        }
    }

    /// What is had is to be at least this.
    pub fn from(&self, least: i128) -> Hull {
        let Some(effort) = self.effort(least) else { return Hull::default() };
        let above = self.0.iter().copied().filter(|point| point.0 > least);
        Hull([(least, effort)].into_iter().chain(above).collect())
    }
}

/// By the number of items.
pub(super) type Hulls = Vec<Hull>;

/// Of two things, by all their items together; only of so many of them it is told.
pub(super) fn together(
    left: &Hulls,
    right: &Hulls,
    (least, most): (usize, usize),
    both: impl Fn(&Hull, &Hull) -> Vec<(i128, i128)>,
) -> Hulls {
    let mut points: Vec<Vec<(i128, i128)>> =
        vec![Vec::new(); (left.len() + right.len()).saturating_sub(1).min(most + 1)];
    for (one, left) in left.iter().enumerate().filter(|(_, hull)| !hull.is_empty()) {
        for (two, right) in right.iter().enumerate().filter(|(_, hull)| !hull.is_empty()) {
            if let Some(points) = points.get_mut(one + two).filter(|_| one + two >= least) {
                points.extend(both(left, right));
            }
        }
    }
    points.into_iter().map(Hull::below).collect()
}

/// The lower of two.
pub(super) fn lower(left: Hulls, right: Hulls) -> Hulls {
    let count = left.len().max(right.len());
    let of = |hulls: &Hulls, at: usize| hulls.get(at).map(|hull| hull.0.clone()).unwrap_or_default();
    (0..count).map(|at| Hull::below([of(&left, at), of(&right, at)].concat())).collect()
}
