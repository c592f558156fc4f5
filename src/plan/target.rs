//! Targets: what a figure is held against.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::formula::{Formula, FormulaNode};
use super::node::Node;

pub type Target = Node<TargetNode>;

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TargetNode {
    /// Not under this. Met at the edge.
    AtLeast(Formula),
    /// Not over this. Met at the edge.
    AtMost(Formula),
    Equals(Formula),
    /// Both ends belong to it.
    Between {
        low: Formula,
        high: Formula,
    },
    Zero,
    /// Every task done by its own due date, or by this day where it has none.
    AllBy(Formula),
    NotAboveLastYear,
    NotBelowLastYear,
    /// Better than last year by at least this much (same unit as the figure), in the named direction.
    ImproveOnLastYear {
        by: Formula,
        towards: Towards,
    },
    /// This class or a better one.
    ClassAtLeast(Formula),
    /// Nothing is demanded: bonuses, deductions by case, figures for the report only.
    Open,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Towards {
    Lower,
    Higher,
}

impl TargetNode {
    /// Towards which figures it gets better; `None` where better is nearer, or nothing is said. The number of a class is lower when it is
    /// better.
    pub fn towards(&self) -> Option<Towards> {
        match self {
            TargetNode::AtLeast(_) | TargetNode::AllBy(_) | TargetNode::NotBelowLastYear => Some(Towards::Higher),
            TargetNode::AtMost(_) | TargetNode::Zero | TargetNode::NotAboveLastYear | TargetNode::ClassAtLeast(_) => {
                Some(Towards::Lower)
            }
            TargetNode::ImproveOnLastYear { by: _, towards } => Some(*towards),
            TargetNode::Equals(_) | TargetNode::Between { .. } | TargetNode::Open => None,
        }
    }

    /// It stands in the place of a target that could not be read, which is told: it goes with every figure and every curve.
    pub fn stands_in(&self) -> bool {
        matches!(self, TargetNode::Equals(formula) if matches!(formula.node, FormulaNode::Given(_)))
    }

    /// The formulas in it.
    pub fn formulas(&self) -> Vec<&Formula> {
        match self {
            TargetNode::AtLeast(formula)
            | TargetNode::AtMost(formula)
            | TargetNode::Equals(formula)
            | TargetNode::AllBy(formula)
            | TargetNode::ClassAtLeast(formula)
            | TargetNode::ImproveOnLastYear { by: formula, .. } => vec![formula],
            TargetNode::Between { low, high } => vec![low, high],
            TargetNode::Zero | TargetNode::NotAboveLastYear | TargetNode::NotBelowLastYear | TargetNode::Open => {
                Vec::new()
            }
        }
    }
}
