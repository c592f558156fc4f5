//! Advice for people: the goal first, then what is open, what waits, and what is lost, apart.

use super::goal::Goal;
use super::item_advice::{HangsOn, ItemAdvice, Prospect};
use super::outcome::{Change, ChangeSet, InHindsight, Outcome, Standing};
use super::unit::{Advice, GoalAdvice};
use super::unsettled::Unsettled;
use super::work::ladder::WorkKind;
use crate::assess::UnitResult;
use crate::clauses::{say_date, say_group};
use crate::explain::Screen;
use crate::explain::columns::{LEAST_ROOM, paragraph};
use crate::figure::Points;
use crate::message;
use crate::plan::{Plan, RuleKind};
use crate::words::{Message, Words};

/// The advice for one unit, ready to be printed.
pub fn told(plan: &Plan, unit: &UnitResult, advice: &Advice, words: &Words, screen: Screen) -> String {
    let mut page = Page { plan, words, width: screen.width, text: String::new() };
    page.head(unit, advice);
    match &advice.goal {
        Some(goal) => page.goal(unit, goal, advice.is_over),
        None => page.paragraph(0, &message!("advice-best-already")),
    }
    let of = |wanted: &'static [Prospect]| {
        advice.items.iter().chain(&advice.adjustments).filter(|item| wanted.contains(&item.prospect))
    };
    if advice.is_over {
        page.items(&message!("advice-head-hindsight"), of(&[Prospect::Open]));
    } else {
        let open = || of(&[Prospect::Open]);
        page.items(&message!("advice-head-open"), open().filter(|item| !item.asks_for_the_figure()));
        page.items(&message!("advice-head-figures"), open().filter(|item| item.asks_for_the_figure()));
        page.items(&message!("advice-head-keep"), of(&[Prospect::ToKeep]));
    }
    page.items(&message!("advice-head-waiting"), of(&[Prospect::Data, Prospect::Hand, Prospect::Later]));
    page.bonuses(advice);
    page.lost(advice);
    page.text
}

/// Of what may still take points so many are named.
const MOST_UNSETTLED: usize = 8;

struct Page<'a> {
    plan: &'a Plan,
    words: &'a Words,
    width: usize,
    text: String,
}

impl Page<'_> {
    fn points(&self, points: &Points) -> String {
        self.plan.numbers.show(points)
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// A sentence at this depth, its later lines further in.
    fn paragraph(&mut self, depth: usize, message: &Message) {
        let (indent, further) = (2 * depth, 2 * (depth + 2));
        let width = self.width.max(further + LEAST_ROOM);
        paragraph(&self.words.say(message), (indent, further), width, &mut self.text);
    }

    fn heading(&mut self, message: &Message) {
        self.line("");
        let said = self.words.say(message);
        self.line(&said);
    }

    fn head(&mut self, unit: &UnitResult, advice: &Advice) {
        let day = say_date(advice.as_of);
        self.paragraph(0, &message!("advice-title", unit = &unit.name, as_of = day));
        let (total, full) = (self.points(&unit.total), unit.full.0.to_decimal());
        let (group, of) = (say_group(&unit.group), unit.of);
        let grade = graded(&unit.grade, unit.provisional);
        let standing = message!("advice-now-total", total = total, full = full, grade = grade);
        let (best, worst) = (unit.rank_best, unit.rank_worst);
        let now = match advice.others_unknown && best != worst {
            true => {
                message!("advice-now-open", standing = standing, group = group, best = best, worst = worst, of = of)
            }
            false => message!("advice-now", standing = standing, group = group, rank = unit.rank, of = of),
        };
        self.paragraph(0, &now);
        let assumed = if advice.is_over { message!("advice-over") } else { message!("advice-assumed") };
        self.paragraph(0, &assumed);
    }

    fn goal(&mut self, unit: &UnitResult, goal: &GoalAdvice, is_over: bool) {
        self.heading(&message!("advice-goal", goal = goal.say.clone()));
        match &goal.outcome {
            Outcome::Reached(None) => self.paragraph(1, &message!("advice-goal-reached")),
            Outcome::Reached(Some(unsettled)) => self.unsettled(unsettled),
            Outcome::By(set) => {
                self.set(unit, set, is_over);
                if set.standing.provisional && matches!(goal.goal, Goal::Grade(_)) {
                    self.paragraph(1, &message!("advice-set-provisional"));
                }
                if goal.others_decide {
                    self.others_decide(unit, &goal.goal);
                }
            }
            Outcome::Hangs { on, .. } if on.iter().all(|hanging| hanging.on == HangsOn::Others) => {
                self.others_decide(unit, &goal.goal);
            }
            Outcome::Hangs { highest, on, obstacles } => {
                let standing = self.standing(highest);
                self.paragraph(
                    1,
                    &match is_over {
                        true => message!("advice-hangs-over", standing = standing),
                        false => message!("advice-hangs", standing = standing),
                    },
                );
                for obstacle in obstacles {
                    self.paragraph(2, &message!("advice-obstacle", what = obstacle.clone()));
                }
                self.paragraph(1, &message!("advice-hangs-on"));
                for hanging in on {
                    let said = hanging.say(&self.plan.numbers);
                    self.paragraph(2, &message!("advice-obstacle", what = said));
                }
            }
            Outcome::OutOfReach { highest, in_hindsight, obstacles, only_by_figures } => {
                let standing = self.standing(highest);
                self.paragraph(
                    1,
                    &match in_hindsight {
                        Some(InHindsight::Short) => message!("advice-out-of-reach-over", standing = standing),
                        Some(InHindsight::BothTogether) => message!("advice-out-of-reach-both", standing = standing),
                        None => message!("advice-out-of-reach", standing = standing),
                    },
                );
                for obstacle in obstacles {
                    self.paragraph(2, &message!("advice-obstacle", what = obstacle.clone()));
                }
                if *only_by_figures {
                    self.paragraph(1, &message!("advice-only-by-figures"));
                }
            }
        }
    }

    /// What is reached may still be lost: how low the unit can come, and by what.
    fn unsettled(&mut self, unsettled: &Unsettled) {
        let (least, grade, rank) = (self.points(&unsettled.at_least), &unsettled.grade, unsettled.rank);
        self.paragraph(1, &message!("advice-goal-reached-open", least = least, grade = grade, rank = rank));
        let most = unsettled.items.iter().take(MOST_UNSETTLED);
        let mut items: Vec<Message> = most
            .map(|may| match may.left_out {
                true => message!("advice-reached-left-out", title = &may.title),
                false => message!("advice-reached-item", title = &may.title, less = self.points(&may.less)),
            })
            .collect();
        let more = unsettled.items.len().saturating_sub(MOST_UNSETTLED);
        if more > 0 {
            items.push(message!("advice-reached-more", count = more));
        }
        if !items.is_empty() {
            self.paragraph(1, &message!("advice-reached-on", items = items));
        }
    }

    fn standing(&self, standing: &Standing) -> Message {
        let (total, grade) = (self.points(&standing.total), graded(&standing.grade, standing.provisional));
        match standing.rank {
            Some(rank) => message!("advice-standing", total = total, grade = grade, rank = rank),
            None => message!("advice-standing-alone", total = total, grade = grade),
        }
    }

    /// What the others decide, whatever the unit's own points.
    fn others_decide(&mut self, unit: &UnitResult, goal: &Goal) {
        let say = match goal {
            Goal::Rank(_) => message!("advice-others-decide-rank", best = unit.rank_best, worst = unit.rank_worst),
            Goal::Grade(_) | Goal::Points(_) => message!("advice-others-decide-places"),
        };
        self.paragraph(1, &say);
    }

    fn set(&mut self, unit: &UnitResult, set: &ChangeSet, is_over: bool) {
        let standing = self.standing(&set.standing);
        let data = set.changes.iter().filter(|change| change.is_data).count();
        let (count, work) = (set.changes.len(), set.changes.len() - data);
        let standing = match (is_over, set.standing.rank) {
            (true, _) => message!("advice-others-as-they-were", standing = standing),
            (false, Some(_)) => message!("advice-others-as-they-are", standing = standing),
            (false, None) => standing,
        };
        let needs = match work {
            0 => message!("advice-needs-data", data = data),
            _ => message!("advice-needs-both", work = work, data = data),
        };
        self.paragraph(
            1,
            &match (data, is_over) {
                (0, false) => message!("advice-set", count = count, standing = standing),
                (0, true) => message!("advice-set-hindsight", count = count, standing = standing),
                (_, false) => message!("advice-set-with-data", needs = needs, standing = standing),
                (_, true) => message!("advice-set-with-data-hindsight", needs = needs, standing = standing),
            },
        );
        for (number, change) in set.changes.iter().enumerate() {
            let gain = self.gain(change);
            let work = change.reach.work.say.clone();
            let (title, number) = (&change.title, number + 1);
            let shown = &change.reach.shown;
            let say = match change.is_data {
                true => message!("advice-change-data", number = number, title = title, work = work, gain = gain),
                false if change.reach.work.kind == WorkKind::Figure => {
                    message!("advice-change-figure", number = number, title = title, work = work, gain = gain)
                }
                false => {
                    message!("advice-change", number = number, title = title, work = work, gain = gain, figure = shown)
                }
            };
            self.paragraph(2, &say);
        }
        let sets = set.changes.iter().map(|change| format!("--set {}", change.as_set())).collect::<Vec<_>>().join(" ");
        // To be copied as it stands: no line breaks.
        let said = self.words.say(&message!("advice-set-try", unit = &unit.name, sets = sets));
        self.line(&format!("  {said}"));
        if set.changes.iter().any(|change| change.is_data) {
            self.paragraph(1, &message!("advice-set-needs-data"));
        }
        match (set.fewest_proven, set.effort_proven) {
            (true, true) => {}
            (true, false) => self.paragraph(1, &message!("advice-set-effort-unproven")),
            (false, _) => self.paragraph(1, &message!("advice-set-unproven")),
        }
    }

    /// What a change gives: the item, and the total where that moves by another amount.
    fn gain(&self, change: &Change) -> Message {
        let (gain, total) = (self.points(&change.reach.gain), self.points(&change.moves));
        match total == gain {
            true => message!("advice-gain", gain = gain),
            false if change.moves.is_zero() => message!("advice-gain-alone-none", gain = gain),
            false => message!("advice-gain-total", gain = gain, total = total),
        }
    }

    fn items<'i>(&mut self, heading: &Message, items: impl Iterator<Item = &'i ItemAdvice>) {
        let items: Vec<&ItemAdvice> = items.collect();
        if items.is_empty() {
            return;
        }
        self.heading(heading);
        for item in items {
            let (points, full) = (self.points(&item.points), item.full.0.to_decimal());
            let each = item.say(self.plan.numbers.points);
            let title = &item.title;
            let say = match item.kind {
                RuleKind::Indicator | RuleKind::Veto => {
                    message!("advice-item", title = title, points = points, full = full)
                }
                RuleKind::Bonus => message!("advice-item-bonus", title = title, points = points, most = full),
                RuleKind::Deduction => {
                    message!("advice-item-deduction", title = title, points = self.points(&-&item.points))
                }
            };
            self.paragraph(1, &say);
            for sentence in &each {
                self.paragraph(2, sentence);
            }
        }
    }

    fn bonuses(&mut self, advice: &Advice) {
        if advice.bonuses.is_empty() {
            return;
        }
        self.heading(&message!("advice-head-bonuses"));
        for bonus in &advice.bonuses {
            let (title, points) = (&bonus.title, self.points(&bonus.points));
            let say = match &bonus.most {
                Some(most) => message!("advice-bonus", title = title, points = points, most = self.points(most)),
                None => message!("advice-bonus-open", title = title, points = points),
            };
            self.paragraph(1, &say);
        }
    }

    fn lost(&mut self, advice: &Advice) {
        let items: Vec<&ItemAdvice> =
            advice.items.iter().filter(|item| item.prospect == Prospect::Closed && !item.lost.is_zero()).collect();
        let partly: Vec<&ItemAdvice> = advice
            .items
            .iter()
            .filter(|item| item.prospect != Prospect::Closed && !item.lost.is_zero())
            .filter(|item| !(item.hindsight && item.prospect == Prospect::Open))
            .collect();
        if items.is_empty() && partly.is_empty() && advice.lost.is_empty() {
            return;
        }
        self.heading(&message!("advice-head-lost"));
        let unknown = || message!("advice-lost-out-of-reach");
        for item in items.into_iter().chain(partly) {
            let reason = item.reason.clone().unwrap_or_else(unknown);
            let points = self.points(&item.lost);
            self.paragraph(1, &message!("advice-lost-item", title = &item.title, points = points, reason = reason));
        }
        for lost in &advice.lost {
            let reason = lost.reason.clone();
            let say = match lost.is_veto {
                true => message!("advice-lost-veto", title = &lost.title, reason = reason),
                false => {
                    let points = self.points(&lost.points);
                    message!("advice-lost-item", title = &lost.title, points = points, reason = reason)
                }
            };
            self.paragraph(1, &say);
        }
    }
}

/// A grade with whether it is settled.
fn graded(grade: &str, provisional: bool) -> Message {
    match provisional {
        true => message!("score-grade-provisional", grade = grade),
        false => message!("score-grade", grade = grade),
    }
}
