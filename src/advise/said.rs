//! An item's advice in sentences.

use super::item_advice::{ItemAdvice, Prospect};
use super::work::ladder::WorkKind;
use crate::figure::{Points, Rounding};
use crate::message;
use crate::plan::RuleKind;
use crate::words::Message;

impl ItemAdvice {
    /// A short list of sentences for a report: what would raise the item, or why nothing does.
    pub fn say(&self, places: u32) -> Vec<Message> {
        let written = |points: &Points| Rounding::half_up(places).show(&points.0);
        let mut said = Vec::new();
        match self.prospect {
            Prospect::Full | Prospect::NotAssessed => {}
            Prospect::Open => {
                let ways = [self.next.as_ref(), self.best.as_ref()];
                for reach in ways.into_iter().flatten() {
                    let (work, gain) = (reach.work.say.clone(), written(&reach.gain));
                    let is_figure = reach.work.kind == WorkKind::Figure;
                    let is_full = reach.points == self.full;
                    let points = written(&reach.points);
                    let shown = &reach.shown;
                    let how = match (self.kind, is_full, is_figure) {
                        (RuleKind::Deduction, true, _) => message!("advice-ends", work = work, gain = gain),
                        (RuleKind::Deduction, false, true) => {
                            let taken = written(&-&reach.points);
                            message!("advice-still-takes", work = work, gain = gain, points = taken)
                        }
                        (RuleKind::Deduction, false, false) => {
                            let taken = written(&-&reach.points);
                            message!("advice-still-takes-at", work = work, gain = gain, points = taken, figure = shown)
                        }
                        (RuleKind::Bonus, true, _) => message!("advice-gives-bonus", work = work, gain = gain),
                        (RuleKind::Indicator | RuleKind::Veto, true, _) => {
                            message!("advice-gives-full", work = work, gain = gain)
                        }
                        (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, false, true) => {
                            message!("advice-gives", work = work, gain = gain, points = points)
                        }
                        (RuleKind::Indicator | RuleKind::Bonus | RuleKind::Veto, false, false) => {
                            message!("advice-gives-at", work = work, gain = gain, points = points, figure = shown)
                        }
                    };
                    said.push(if self.hindsight { message!("advice-hindsight", what = how) } else { how });
                }
            }
            Prospect::ToKeep => {
                if let Some(best) = self.best.as_ref().filter(|_| !self.hindsight) {
                    said.push(message!("advice-keep", work = best.work.say.clone()));
                }
            }
            Prospect::Data | Prospect::Hand | Prospect::Later | Prospect::Closed => {}
        }
        if self.prospect == Prospect::NotAssessed {
            return said;
        }
        if let (Prospect::Data, Some(reason)) = (self.prospect, &self.reason) {
            let what = reason.clone();
            said.push(match self.most > self.points {
                true => {
                    let (points, most) = (written(&self.points), written(&self.most));
                    message!("advice-data", what = what, points = points, most = most)
                }
                false => what,
            });
            return said;
        }
        if let Some(hang) = &self.hangs {
            let most = written(&self.most);
            said.push(match self.prospect {
                _ if self.kind == RuleKind::Deduction => {
                    message!("advice-may-take", least = written(&-&self.most), on = hang.say.clone())
                }
                Prospect::Hand if self.points.is_zero() => message!("advice-hand", most = most),
                Prospect::Full
                | Prospect::Open
                | Prospect::ToKeep
                | Prospect::Data
                | Prospect::Hand
                | Prospect::Later
                | Prospect::Closed
                | Prospect::NotAssessed => message!("advice-may", most = most, on = hang.say.clone()),
            });
        }
        let is_told_by_work = self.hindsight && self.prospect == Prospect::Open;
        if let Some(reason) = self.reason.as_ref().filter(|_| !self.lost.is_zero() && !is_told_by_work) {
            said.push(message!("advice-lost", points = written(&self.lost), reason = reason.clone()));
        }
        if let Some(places) = self.mend.as_ref().filter(|_| self.prospect != Prospect::Full) {
            said.push(message!("advice-mend-too", places = places.clone()));
        }
        said
    }
}
