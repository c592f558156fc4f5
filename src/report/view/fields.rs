//! The parts of the view model, by what they are about.

mod change;
mod sheet;
mod together;
mod unit;

pub use change::{Change, UnitChange};
pub use sheet::{
    Edges, GradeCount, GroupView, Heat, HeatCell, HeatColumn, HeatRow, RankLine, SheetArea, SheetItemView, SheetView,
    UnitLoss,
};
pub use together::{Decision, DecisionKind, Proposal, SaidOf, TaskItem};
pub use unit::{
    AdjustmentView, AreaView, ConsequenceView, Gap, ItemView, LeftOutView, LossView, MarkView, NextGrade, OpenView,
    RescaledView, StakeView, StatusCounts, SumView, TaskCounts, UnitTask, UnitView,
};
