//! Curves: from a figure and its target to points.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::formula::{Condition, Formula};
use super::node::Node;
use super::value::{Literal, Quantity};
use crate::figure::Exact;

/// How points follow from the figure. A share of 1 is the item's full points.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Curve {
    pub base: Node<CurveNode>,
    /// A figure that misses this gives nothing (低于50%的不得分).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub none_below: Option<Node<Quantity>>,
    /// For tasks: what a thing finished late still counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late: Option<Node<Late>>,
    /// For tasks: what finishing early adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early: Option<Node<Early>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CurveNode {
    /// All for meeting the target, else nothing.
    FullOrNone,
    /// Full at the target; else figure ÷ target of the points (target ÷ figure where lower is better).
    Proportional,
    /// Nothing at `from` and beyond, full at `to` and beyond, straight between.
    Linear { from: Formula, to: Formula },
    /// The share of the first step whose edge the figure reaches; edges belong to the better step. No step reached: nothing.
    Steps(Vec<Node<Step>>),
    /// Full at the target; `points` less for each `per` that the figure misses it by, down to nothing.
    Deduct { points: Exact, per: Quantity, parts: Parts },
    /// Each case costs (an indicator, a deduction) or gives (a bonus) `points`, `cap` at most.
    PerCase {
        points: Exact,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<Exact>,
    },
    /// The share of the first band that the rank lies in.
    RankBands(Vec<RankBand>),
    /// Full for the improvement on last year that the target asks for; a part of it gives that part of the points; none, nothing.
    Improvement,
    /// The target times the share of the year gone by is full; less gives figure ÷ that.
    Pace,
    /// The share that goes with each evaluated grade; of several rows, their mean.
    Levels(Vec<Level>),
    /// The share that goes with each stage that a project has reached; of several projects, their mean.
    Stages(Vec<Level>),
    /// Parts, each with its own points; a part that can't be judged, or does not apply, is left out of both sums.
    Checklist(Vec<Node<ChecklistPart>>),
    /// The points, or with `share` the share of the points, as a formula over the figure, the target and the full points. `source` is the script's own text.
    Custom { source: String, formula: Box<Formula>, share: bool },
}

/// How a curve is read backwards: from points to the figure that they ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InverseForm {
    /// Only full points can be asked for: at the target.
    AtTarget,
    /// The target times points ÷ full points (times full points ÷ points where lower is better).
    PartOfTarget,
    /// On a straight line between the figure for nothing and the figure for full points.
    OnLine,
    /// The edge of the step or band that gives as much.
    AtEdge,
    /// The target less (or more) what may be missed for the points that are left.
    MissAllowed,
    /// The cases that may be counted for the points that are left.
    CasesAllowed,
    /// A mean share of points ÷ full points; by which levels, stages or parts it is reached is open.
    MeanShare,
    /// None: a formula of the scheme's own can't be read backwards.
    None,
}

impl CurveNode {
    /// How the curve is read backwards. The one place that says so: the documentation of the words and `explain` read it.
    pub fn inverse_form(&self) -> InverseForm {
        match self {
            CurveNode::FullOrNone => InverseForm::AtTarget,
            CurveNode::Proportional | CurveNode::Pace => InverseForm::PartOfTarget,
            CurveNode::Linear { .. } | CurveNode::Improvement => InverseForm::OnLine,
            CurveNode::Steps(_) | CurveNode::RankBands(_) => InverseForm::AtEdge,
            CurveNode::Deduct { .. } => InverseForm::MissAllowed,
            CurveNode::PerCase { .. } => InverseForm::CasesAllowed,
            CurveNode::Levels(_) | CurveNode::Stages(_) | CurveNode::Checklist(_) => InverseForm::MeanShare,
            CurveNode::Custom { .. } => InverseForm::None,
        }
    }
}

impl InverseForm {
    /// Whether a part of the points can be asked for.
    pub fn gives_parts(self) -> bool {
        match self {
            InverseForm::AtTarget | InverseForm::None => false,
            InverseForm::PartOfTarget
            | InverseForm::OnLine
            | InverseForm::AtEdge
            | InverseForm::MissAllowed
            | InverseForm::CasesAllowed
            | InverseForm::MeanShare => true,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// A figure that reaches this edge (from the better side, closed).
    pub edge: Literal,
    pub share: Exact,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct RankBand {
    /// The last rank of the band.
    pub up_to: u32,
    pub share: Exact,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Level {
    pub label: String,
    pub share: Exact,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct ChecklistPart {
    pub label: String,
    pub holds: Condition,
    pub points: Exact,
    /// The part is not assessed where this does not hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applies_when: Option<Condition>,
}

/// What a part of a step counts as. A rule must say which: 不足1个百分点按1个计 and pro rata differ by up to a whole step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Parts {
    /// Its part of the step (按比例).
    ProRata,
    /// Nothing (不足1个的不计).
    WholeOnly,
    /// One step (不足1个按1个计).
    CountAsOne,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    Day,
    Week,
    /// A month of the calendar: from the 30th of June to the 30th of July, or to the last day of a shorter month.
    Month,
}

/// Each period begun after its due date takes this share off what the thing counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Late {
    pub share: Exact,
    pub period: Period,
}

/// Each whole period before its due date adds these points to the item, `cap` at most in all: points beyond the item's full ones.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Early {
    pub points: Exact,
    pub period: Period,
    pub cap: Exact,
}

impl CurveNode {
    /// Without a target it says nothing.
    pub fn needs_target(&self) -> bool {
        match self {
            CurveNode::FullOrNone
            | CurveNode::Proportional
            | CurveNode::Deduct { .. }
            | CurveNode::Improvement
            | CurveNode::Pace => true,
            CurveNode::Linear { .. }
            | CurveNode::Steps(_)
            | CurveNode::PerCase { .. }
            | CurveNode::RankBands(_)
            | CurveNode::Levels(_)
            | CurveNode::Stages(_)
            | CurveNode::Checklist(_)
            | CurveNode::Custom { .. } => false,
        }
    }
}
