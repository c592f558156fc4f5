//! Which curve goes with which target, and with which measure.

use crate::plan::curve::CurveNode;
use crate::plan::rule::{Measure, RuleKind};
use crate::plan::target::TargetNode;

/// A curve and a target (or kind of rule, or measure) that make no sense together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("`{curve}` does not go with `{with}`")]
pub struct Misfit {
    /// The word of the curve as rules write it.
    pub curve: &'static str,
    /// The word of the target, the kind of rule or the measure.
    pub with: &'static str,
}

impl CurveNode {
    /// The word by which rules write it.
    pub fn word(&self) -> &'static str {
        match self {
            CurveNode::FullOrNone => "full_or_none",
            CurveNode::Proportional => "proportional",
            CurveNode::Linear { .. } => "linear",
            CurveNode::Steps(_) => "steps",
            CurveNode::Deduct { .. } => "deduct",
            CurveNode::PerCase { .. } => "per_case",
            CurveNode::RankBands(_) => "rank_bands",
            CurveNode::Improvement => "improvement",
            CurveNode::Pace => "pace",
            CurveNode::Levels(_) => "levels",
            CurveNode::Stages(_) => "stages",
            CurveNode::Checklist(_) => "checklist",
            CurveNode::Custom { .. } => "custom",
        }
    }
}

impl TargetNode {
    /// The word by which rules write it.
    pub fn word(&self) -> &'static str {
        match self {
            TargetNode::AtLeast(_) => "at_least",
            TargetNode::AtMost(_) => "at_most",
            TargetNode::Equals(_) => "equals",
            TargetNode::Between { .. } => "between",
            TargetNode::Zero => "zero",
            TargetNode::AllBy(_) => "all_by",
            TargetNode::NotAboveLastYear => "not_above_last_year",
            TargetNode::NotBelowLastYear => "not_below_last_year",
            TargetNode::ImproveOnLastYear { .. } => "improve_on_last_year",
            TargetNode::ClassAtLeast(_) => "class_at_least",
            TargetNode::Open => "open",
        }
    }
}

fn kind_word(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Indicator => "indicator",
        RuleKind::Bonus => "bonus",
        RuleKind::Deduction => "deduction",
        RuleKind::Veto => "veto",
    }
}

/// Whether the curve can be held to such a target, in a rule of this kind.
///
/// # Errors
/// [`Misfit`] with both words: a share of a class number, a deduction from no target, a rank held to a lower limit.
pub fn fits(curve: &CurveNode, target: &TargetNode, kind: RuleKind) -> Result<(), Misfit> {
    use TargetNode as T;
    let fits = match curve {
        CurveNode::FullOrNone => match target {
            T::AtLeast(_) | T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => true,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } | T::ClassAtLeast(_) => true,
            T::Open => false,
        },
        CurveNode::Proportional => match target {
            T::AtLeast(_) | T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::AllBy(_) => true,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } => true,
            // Nothing is a share of nothing, and a class number is no amount.
            T::Zero | T::ClassAtLeast(_) | T::Open => false,
        },
        CurveNode::Linear { .. } | CurveNode::Custom { .. } => match target {
            T::AtLeast(_) | T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => true,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } | T::ClassAtLeast(_) => true,
            T::Open => true,
        },
        CurveNode::Steps(_) => match target {
            T::AtLeast(_) | T::AtMost(_) | T::Zero | T::AllBy(_) | T::ClassAtLeast(_) | T::Open => true,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } => true,
            // An edge is reached from one side, a range from two.
            T::Equals(_) | T::Between { .. } => false,
        },
        CurveNode::Deduct { .. } => match target {
            T::AtLeast(_) | T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => true,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } | T::ClassAtLeast(_) => true,
            T::Open => false,
        },
        CurveNode::PerCase { .. } => {
            let rises = match kind {
                RuleKind::Bonus => true,
                RuleKind::Indicator | RuleKind::Deduction | RuleKind::Veto => false,
            };
            match target {
                T::Open => true,
                T::AtLeast(_) | T::NotBelowLastYear => rises,
                T::AtMost(_) | T::Zero | T::NotAboveLastYear => !rises,
                T::Equals(_) | T::Between { .. } | T::AllBy(_) => false,
                T::ImproveOnLastYear { .. } | T::ClassAtLeast(_) => false,
            }
        }
        CurveNode::RankBands(_) => match target {
            T::AtMost(_) | T::Open => true,
            T::AtLeast(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => false,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } | T::ClassAtLeast(_) => false,
        },
        CurveNode::Improvement => match target {
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } => true,
            T::AtLeast(_) | T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => false,
            T::ClassAtLeast(_) | T::Open => false,
        },
        CurveNode::Pace => match target {
            T::AtLeast(_) => true,
            T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => false,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } => false,
            T::ClassAtLeast(_) | T::Open => false,
        },
        CurveNode::Levels(_) | CurveNode::Stages(_) | CurveNode::Checklist(_) => match target {
            T::AtLeast(_) | T::Open => true,
            T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => false,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } | T::ClassAtLeast(_) => false,
        },
    };
    if !fits {
        return Err(Misfit { curve: curve.word(), with: target.word() });
    }
    let deducts_from_bonus = match (curve, kind) {
        (CurveNode::Deduct { .. }, RuleKind::Bonus) => true,
        (
            CurveNode::FullOrNone
            | CurveNode::Proportional
            | CurveNode::Linear { .. }
            | CurveNode::Steps(_)
            | CurveNode::Deduct { .. }
            | CurveNode::PerCase { .. }
            | CurveNode::RankBands(_)
            | CurveNode::Improvement
            | CurveNode::Pace
            | CurveNode::Levels(_)
            | CurveNode::Stages(_)
            | CurveNode::Checklist(_)
            | CurveNode::Custom { .. },
            RuleKind::Indicator | RuleKind::Bonus | RuleKind::Deduction | RuleKind::Veto,
        ) => false,
    };
    if deducts_from_bonus {
        return Err(Misfit { curve: curve.word(), with: kind_word(kind) });
    }
    Ok(())
}

/// Whether the curve can score what is measured so: levels and stages score a tally, a checklist scores its own parts, all others
/// a figure or the share of things done in time.
///
/// # Errors
/// [`Misfit`] with the word of the curve and of the measure.
pub fn measure_fits(curve: &CurveNode, measure: &Measure) -> Result<(), Misfit> {
    let measure_word = match measure {
        Measure::Formula(_) => "figure",
        Measure::Task { .. } => "done_by",
        Measure::Tally { .. } => "tally",
        Measure::Checklist => "checklist",
    };
    let fits = match (curve, measure) {
        (CurveNode::Levels(_) | CurveNode::Stages(_), Measure::Tally { .. }) => true,
        (
            CurveNode::Levels(_) | CurveNode::Stages(_),
            Measure::Formula(_) | Measure::Task { .. } | Measure::Checklist,
        ) => false,
        (CurveNode::Checklist(_), Measure::Checklist) => true,
        (CurveNode::Checklist(_), Measure::Formula(_) | Measure::Task { .. } | Measure::Tally { .. }) => false,
        (
            CurveNode::FullOrNone
            | CurveNode::Proportional
            | CurveNode::Linear { .. }
            | CurveNode::Steps(_)
            | CurveNode::Deduct { .. }
            | CurveNode::PerCase { .. }
            | CurveNode::RankBands(_)
            | CurveNode::Improvement
            | CurveNode::Pace
            | CurveNode::Custom { .. },
            Measure::Formula(_) | Measure::Task { .. },
        ) => true,
        (
            CurveNode::FullOrNone
            | CurveNode::Proportional
            | CurveNode::Linear { .. }
            | CurveNode::Steps(_)
            | CurveNode::Deduct { .. }
            | CurveNode::PerCase { .. }
            | CurveNode::RankBands(_)
            | CurveNode::Improvement
            | CurveNode::Pace
            | CurveNode::Custom { .. },
            Measure::Tally { .. } | Measure::Checklist,
        ) => false,
    };
    if fits { Ok(()) } else { Err(Misfit { curve: curve.word(), with: measure_word }) }
}
