//! What stands between a unit and its goal, by name.

use super::goal::Goal;
use super::item_advice::{ItemAdvice, Prospect};
use super::seeker::Seeker;
use super::unit::lost_beside;
use crate::assess::{GradeMoved, Rescored};
use crate::clauses::say_condition;
use crate::figure::{Points, Rounding};
use crate::message;
use crate::plan::RuleKind;
use crate::words::Message;

impl Seeker<'_, '_, '_, '_> {
    /// What stands between the unit at this result, which was scored last, and the goal; with what is lost, where nothing else can come any more.
    pub fn obstacles(&self, best: &Rescored, for_good: bool) -> Vec<Message> {
        let written = |points: &Points| Rounding::half_up(self.plan.numbers.points).show(&points.0);
        let mut obstacles = Vec::new();
        let short = match self.goal {
            Goal::Points(points) => Some(points.clone()),
            Goal::Grade(name) => {
                let grade = self.sheet.grade(name);
                grade.and_then(|grade| grade.at_least.clone())
            }
            Goal::Rank(_) => None,
        };
        let short = short.filter(|wanted| Points(best.basis.clone()) < *wanted && best.total < *wanted);
        if let Some(wanted) = &short {
            let missing = wanted - &best.total;
            obstacles.push(match for_good {
                true => message!("advice-short", points = written(&best.total), missing = written(&missing)),
                false => message!("advice-short-by-work", missing = written(&missing)),
            });
            if let Some(cap) = self.sheet.total_cap.as_ref().filter(|cap| *cap < wanted) {
                obstacles.push(message!("advice-total-cap", cap = cap.0.to_decimal()));
                // Whatever is lost, nothing gets above it.
                return obstacles;
            }
        }
        if let Goal::Grade(name) = self.goal {
            // Of the next grade the scoring says what holds the unit back, also where its points don't reach the grade yet.
            match self.again.next().filter(|next| next.grade == *name) {
                Some(next) => obstacles.extend(next.held),
                None => obstacles.extend(best.moved.iter().map(|moved| self.moved(moved))),
            }
        }
        if let Goal::Rank(rank) = self.goal
            && !self.others_unknown
        {
            let ahead = self.again.ahead(best.rank.saturating_sub(1).max(*rank));
            obstacles.push(match for_good {
                true => {
                    let points = written(&best.total);
                    message!("advice-others-ahead", points = points, rank = best.rank, names = ahead)
                }
                false => message!("advice-ahead-now", names = ahead),
            });
        }
        if !for_good {
            return obstacles;
        }
        // What weighs most of all that is lost.
        let mut lost: Vec<&ItemAdvice> = self.candidates.iter().map(|candidate| &candidate.advice).collect();
        lost.retain(|item| item.kind != RuleKind::Deduction);
        lost.retain(|item| !item.lost.is_zero() && (item.prospect != Prospect::Open || !item.hindsight));
        lost.sort_by(|left, right| right.lost.cmp(&left.lost));
        for item in lost.into_iter().take(3) {
            let reason = item.reason.clone().unwrap_or_else(|| message!("advice-lost-out-of-reach"));
            obstacles.push(message!(
                "advice-obstacle-lost",
                title = &item.title,
                points = written(&item.lost),
                reason = reason
            ));
        }
        for adjustment in &self.unit.adjustments {
            let lost = lost_beside(adjustment, self.candidates).filter(|lost| !lost.is_veto);
            obstacles.extend(lost.map(|lost| {
                let (title, taken) = (&lost.title, written(&lost.points));
                message!("advice-obstacle-deducted", title = title, points = taken)
            }));
        }
        obstacles
    }

    fn moved(&self, moved: &GradeMoved) -> Message {
        match moved {
            GradeMoved::Need { grade, source } => {
                message!("advice-obstacle-need", grade = grade, need = say_condition(self.plan, self.sheet, source))
            }
            GradeMoved::Quota { grade, places, taken: _ } => {
                let names = self.again.ahead(*places);
                message!("advice-obstacle-quota", grade = grade, places = *places, names = names)
            }
            GradeMoved::Cap { grade, source, basis: _ } => {
                message!("advice-obstacle-cap", grade = grade, cap = say_condition(self.plan, self.sheet, source))
            }
            GradeMoved::Veto { item: _, title, grade } => {
                message!("advice-obstacle-veto", title = title, grade = grade)
            }
        }
    }
}
