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

/// A curve without its numbers: all that decides what it goes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CurveForm {
    FullOrNone,
    Proportional,
    Linear,
    Steps,
    Deduct,
    PerCase,
    RankBands,
    Improvement,
    Pace,
    Levels,
    Stages,
    Checklist,
    Custom,
}

impl CurveForm {
    const ALL: [CurveForm; 13] = [
        CurveForm::FullOrNone,
        CurveForm::Proportional,
        CurveForm::Linear,
        CurveForm::Steps,
        CurveForm::Deduct,
        CurveForm::PerCase,
        CurveForm::RankBands,
        CurveForm::Improvement,
        CurveForm::Pace,
        CurveForm::Levels,
        CurveForm::Stages,
        CurveForm::Checklist,
        CurveForm::Custom,
    ];

    /// The word by which rules write it.
    pub fn word(self) -> &'static str {
        match self {
            CurveForm::FullOrNone => "full_or_none",
            CurveForm::Proportional => "proportional",
            CurveForm::Linear => "linear",
            CurveForm::Steps => "steps",
            CurveForm::Deduct => "deduct",
            CurveForm::PerCase => "per_case",
            CurveForm::RankBands => "rank_bands",
            CurveForm::Improvement => "improvement",
            CurveForm::Pace => "pace",
            CurveForm::Levels => "levels",
            CurveForm::Stages => "stages",
            CurveForm::Checklist => "checklist",
            CurveForm::Custom => "custom",
        }
    }
}

impl CurveNode {
    fn form(&self) -> CurveForm {
        match self {
            CurveNode::FullOrNone => CurveForm::FullOrNone,
            CurveNode::Proportional => CurveForm::Proportional,
            CurveNode::Linear { .. } => CurveForm::Linear,
            CurveNode::Steps(_) => CurveForm::Steps,
            CurveNode::Deduct { .. } => CurveForm::Deduct,
            CurveNode::PerCase { .. } => CurveForm::PerCase,
            CurveNode::RankBands(_) => CurveForm::RankBands,
            CurveNode::Improvement => CurveForm::Improvement,
            CurveNode::Pace => CurveForm::Pace,
            CurveNode::Levels(_) => CurveForm::Levels,
            CurveNode::Stages(_) => CurveForm::Stages,
            CurveNode::Checklist(_) => CurveForm::Checklist,
            CurveNode::Custom { .. } => CurveForm::Custom,
        }
    }

    /// The word by which rules write it.
    pub fn word(&self) -> &'static str {
        self.form().word()
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
    form_fits(curve.form(), target, kind)
}

/// The curves that score what is measured so, held to such a target.
pub fn that_fit(target: &TargetNode, kind: RuleKind, measure: &Measure) -> impl Iterator<Item = CurveForm> {
    CurveForm::ALL
        .into_iter()
        .filter(move |form| form_fits(*form, target, kind).is_ok() && form_fits_measure(*form, measure).is_ok())
}

fn form_fits(curve: CurveForm, target: &TargetNode, kind: RuleKind) -> Result<(), Misfit> {
    use TargetNode as T;
    let fits = match curve {
        CurveForm::FullOrNone => match target {
            T::AtLeast(_) | T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => true,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } | T::ClassAtLeast(_) => true,
            T::Open => false,
        },
        CurveForm::Proportional => match target {
            T::AtLeast(_) | T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::AllBy(_) => true,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } => true,
            // Nothing is a share of nothing, and a class number is no amount.
            T::Zero | T::ClassAtLeast(_) | T::Open => false,
        },
        CurveForm::Linear | CurveForm::Custom => match target {
            T::AtLeast(_) | T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => true,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } | T::ClassAtLeast(_) => true,
            T::Open => true,
        },
        CurveForm::Steps => match target {
            T::AtLeast(_) | T::AtMost(_) | T::Zero | T::AllBy(_) | T::ClassAtLeast(_) | T::Open => true,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } => true,
            // An edge is reached from one side, a range from two.
            T::Equals(_) | T::Between { .. } => false,
        },
        CurveForm::Deduct => match target {
            T::AtLeast(_) | T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => true,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } | T::ClassAtLeast(_) => true,
            T::Open => false,
        },
        CurveForm::PerCase => {
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
        CurveForm::RankBands => match target {
            T::AtMost(_) | T::Open => true,
            T::AtLeast(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => false,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } | T::ClassAtLeast(_) => false,
        },
        CurveForm::Improvement => match target {
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } => true,
            T::AtLeast(_) | T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => false,
            T::ClassAtLeast(_) | T::Open => false,
        },
        CurveForm::Pace => match target {
            T::AtLeast(_) => true,
            T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => false,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } => false,
            T::ClassAtLeast(_) | T::Open => false,
        },
        CurveForm::Levels | CurveForm::Stages | CurveForm::Checklist => match target {
            T::AtLeast(_) | T::Open => true,
            T::AtMost(_) | T::Equals(_) | T::Between { .. } | T::Zero | T::AllBy(_) => false,
            T::NotAboveLastYear | T::NotBelowLastYear | T::ImproveOnLastYear { .. } | T::ClassAtLeast(_) => false,
        },
    };
    if !fits {
        return Err(Misfit { curve: curve.word(), with: target.word() });
    }
    let deducts_from_bonus = match (curve, kind) {
        (CurveForm::Deduct, RuleKind::Bonus) => true,
        (
            CurveForm::FullOrNone
            | CurveForm::Proportional
            | CurveForm::Linear
            | CurveForm::Steps
            | CurveForm::Deduct
            | CurveForm::PerCase
            | CurveForm::RankBands
            | CurveForm::Improvement
            | CurveForm::Pace
            | CurveForm::Levels
            | CurveForm::Stages
            | CurveForm::Checklist
            | CurveForm::Custom,
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
    form_fits_measure(curve.form(), measure)
}

fn form_fits_measure(curve: CurveForm, measure: &Measure) -> Result<(), Misfit> {
    let measure_word = match measure {
        Measure::Formula(_) => "figure",
        Measure::Task { .. } => "done_by",
        Measure::Tally { .. } => "tally",
        Measure::Checklist => "checklist",
    };
    let fits = match (curve, measure) {
        (CurveForm::Levels | CurveForm::Stages, Measure::Tally { .. }) => true,
        (CurveForm::Levels | CurveForm::Stages, Measure::Formula(_) | Measure::Task { .. } | Measure::Checklist) => {
            false
        }
        (CurveForm::Checklist, Measure::Checklist) => true,
        (CurveForm::Checklist, Measure::Formula(_) | Measure::Task { .. } | Measure::Tally { .. }) => false,
        (
            CurveForm::FullOrNone
            | CurveForm::Proportional
            | CurveForm::Linear
            | CurveForm::Steps
            | CurveForm::Deduct
            | CurveForm::PerCase
            | CurveForm::RankBands
            | CurveForm::Improvement
            | CurveForm::Pace
            | CurveForm::Custom,
            Measure::Formula(_) | Measure::Task { .. },
        ) => true,
        (
            CurveForm::FullOrNone
            | CurveForm::Proportional
            | CurveForm::Linear
            | CurveForm::Steps
            | CurveForm::Deduct
            | CurveForm::PerCase
            | CurveForm::RankBands
            | CurveForm::Improvement
            | CurveForm::Pace
            | CurveForm::Custom,
            Measure::Tally { .. } | Measure::Checklist,
        ) => false,
    };
    if fits { Ok(()) } else { Err(Misfit { curve: curve.word(), with: measure_word }) }
}
