//! Points that a person gave.

use super::{Judge, Seen, Verdict};
use crate::figure::{Absence, Exact};
use crate::intake::FindingCode;
use crate::message;
use crate::plan::{Level, RuleKind, ScoreHand};

impl Judge<'_, '_> {
    pub(super) fn by_hand(&self, seen: &mut Seen) -> Verdict {
        if self.trace {
            seen.trace.hands = self.hands.iter().map(|hand| (*hand).clone()).collect();
        }
        // 审定 over 核查 over 自评; of the same hand, the later line.
        let Some(hand) = self.hands.iter().max_by_key(|hand| hand.hand) else {
            return match self.ready.rule.kind {
                RuleKind::Indicator | RuleKind::Veto => Verdict::Absent {
                    absence: Absence::Pending,
                    reason: message!("reason-by-hand-none"),
                    range: self.whole_range(),
                },
                // Nobody gave or took anything: that is the ordinary case and no gap.
                RuleKind::Bonus | RuleKind::Deduction => {
                    self.points(Exact::ZERO, None, message!("reason-by-hand-nothing"))
                }
            };
        };
        let whole = self.whole_range();
        let most = match self.ready.rule.kind {
            RuleKind::Indicator | RuleKind::Veto | RuleKind::Bonus => whole.most.map(|most| most.0),
            RuleKind::Deduction => whole.least.map(|least| -&least.0),
        };
        let given = hand.points.clone().max(Exact::ZERO);
        let given = match &most {
            Some(most) => given.min(most.clone()),
            None => given,
        };
        if given != hand.points {
            let most = most.map(|most| most.to_string()).unwrap_or_default();
            let say = message!("reason-by-hand-outside", points = &hand.points, most = most);
            seen.remarks.push((FindingCode::HandScore, Level::Error, say));
        }
        let word = match hand.hand {
            ScoreHand::SelfAssessed => message!("reason-hand-self"),
            ScoreHand::Verified => message!("reason-hand-verified"),
            ScoreHand::Final => message!("reason-hand-final"),
        };
        let reason = message!("reason-by-hand", hand = word, by = &hand.by, reason = &hand.reason);
        let points = match self.ready.rule.kind {
            RuleKind::Indicator | RuleKind::Veto | RuleKind::Bonus => given,
            RuleKind::Deduction => -&given,
        };
        self.points(points, None, reason)
    }
}
