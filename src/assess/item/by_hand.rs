//! Points that a person gave.

use super::reason::say_places;
use super::{Judge, Says, Seen, Verdict};
use crate::figure::{Absence, Exact};
use crate::intake::{FindingCode, FoundAt, UnreadHand};
use crate::message;
use crate::plan::{Level, RuleKind, ScoreHand};

impl Judge<'_, '_> {
    pub(super) fn by_hand(&self, seen: &mut Seen) -> Verdict {
        if self.trace {
            seen.trace.hands = self.hands.iter().map(|hand| (*hand).clone()).collect();
        }
        if let Some(points) = self.supposed() {
            let given = self.within_hand(points);
            seen.figure = Some(points.clone());
            return self.points(self.of_hand(given), None, message!("reason-by-hand-supposed"));
        }
        // 审定 over 核查 over 自评; of the same hand, the later line.
        let file_unread = self.ground.measures.are_hands_unread();
        let hand = self.hands.iter().max_by_key(|hand| hand.hand);
        let lines = say_places(&self.unread_lines(hand.map(|hand| hand.hand)));
        let unread = file_unread || lines.is_some();
        let Some(hand) = hand else {
            let reason = match (file_unread, lines) {
                (true, _) => message!("reason-by-hand-unread"),
                (false, Some(places)) => message!("reason-by-hand-line", places = places),
                (false, None) => message!("reason-by-hand-none"),
            };
            return match self.ready.rule.kind {
                // Nobody gave or took anything, as far as can be seen: that is the ordinary case and no gap.
                RuleKind::Bonus | RuleKind::Deduction if !unread && !self.ground.supposed.is_unknown(self.unit) => {
                    self.points(Exact::ZERO, None, message!("reason-by-hand-nothing"))
                }
                RuleKind::Indicator | RuleKind::Veto | RuleKind::Bonus | RuleKind::Deduction => {
                    seen.awaits_hand = true;
                    Verdict::Absent { absence: Absence::Pending, reason, range: self.whole_range() }
                }
            };
        };
        seen.by_hand = true;
        let given = self.within_hand(&hand.points);
        if given != hand.points {
            let most = self.most_by_hand().map(|most| most.to_string()).unwrap_or_default();
            let say = message!("reason-by-hand-outside", points = &hand.points, most = most);
            seen.remarks.push((FindingCode::HandScore, Level::Error, say));
        }
        let word = match hand.hand {
            ScoreHand::SelfAssessed => message!("reason-hand-self"),
            ScoreHand::Verified => message!("reason-hand-verified"),
            ScoreHand::Final => message!("reason-hand-final"),
        };
        let reason = message!("reason-by-hand", hand = word, by = &hand.by, reason = &hand.reason);
        // A unit's word about itself is never the last.
        let by_itself = hand.hand == ScoreHand::SelfAssessed;
        if !unread && !by_itself {
            return self.points(self.of_hand(given), None, reason);
        }
        // A later hand may have given others, or may still.
        seen.says = Says::Doubts;
        let reason = match lines {
            Some(places) => message!("reason-hand-line-unread", reason = reason, places = places),
            None => reason,
        };
        let reason = if file_unread { message!("reason-hands-unread", reason = reason) } else { reason };
        let reason = if by_itself { message!("reason-hand-by-itself", reason = reason) } else { reason };
        let mut verdict = self.points(self.of_hand(given), None, reason);
        if let Verdict::Scored(scored) = &mut verdict {
            scored.range = self.whole_range();
        }
        verdict
    }

    /// Where lines stand that may give other points than this hand, and can't be used. A hand that the other outweighs changes nothing.
    fn unread_lines(&self, hand: Option<ScoreHand>) -> Vec<FoundAt> {
        let Some(unit) = self.ground.plan.units.get(self.unit) else { return Vec::new() };
        let lines = self.ground.measures.unread_hands(&unit.id, &self.ready.rule.id);
        let weighs = |line: &&UnreadHand| line.hand.is_none_or(|of_line| hand.is_none_or(|hand| of_line >= hand));
        lines.filter(weighs).map(|line| line.at.clone()).collect()
    }

    /// As many points as a hand may give or take; `None` without a limit.
    fn most_by_hand(&self) -> Option<Exact> {
        let whole = self.whole_range();
        match self.ready.rule.kind {
            RuleKind::Indicator | RuleKind::Veto | RuleKind::Bonus => whole.most.map(|most| most.0),
            RuleKind::Deduction => whole.least.map(|least| -&least.0),
        }
    }

    fn within_hand(&self, points: &Exact) -> Exact {
        let given = points.clone().max(Exact::ZERO);
        match self.most_by_hand() {
            Some(most) => given.min(most),
            None => given,
        }
    }

    /// What a hand gave, as points: a deduction takes them.
    fn of_hand(&self, given: Exact) -> Exact {
        match self.ready.rule.kind {
            RuleKind::Indicator | RuleKind::Veto | RuleKind::Bonus => given,
            RuleKind::Deduction => -&given,
        }
    }
}
