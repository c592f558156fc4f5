//! Score sheets in words: the whole of the scoring rules as Markdown.

use std::ops::Range;

use super::outline::{Appendix, Outline};
use super::phrase::{joined, listed};
use super::result::say_result_condition;
use super::rule::{SaidRule, Setting, say_missing, say_not_applicable, say_rule, speaks_of_points, title_of};
use super::value::{say_number, say_percent, say_points, say_rounding, say_rounding_mode};
use crate::figure::{Points, Rounding};
use crate::message;
use crate::plan::{
    Adjustment, Area, Child, Combine, Compare, Grade, Item, ItemId, MissingPolicy, NotApplicablePolicy, Plan, Quota,
    QuotaOf, RankOn, RoundAt, Rule, RuleKind, Sheet, TieBreak,
};
use crate::words::{Message, Words};

/// The scoring rules (评分细则) of a plan as Markdown.
pub fn clauses(plan: &Plan, words: &Words) -> String {
    Page::whole(plan, words, Some(Appendix::default())).text
}

/// The clause of one item, bonus, deduction or veto under its heading, as it stands on the page but with all its definitions in
/// place; `None` if no sheet has it.
pub fn clause(plan: &Plan, item: &ItemId, words: &Words) -> Option<String> {
    let page = Page::whole(plan, words, None);
    let (_, place) = page.sections.iter().find(|(id, _)| id == item)?;
    page.text.get(place.clone()).map(|text| format!("{}\n", text.trim_end()))
}

impl<'p> Page<'p> {
    fn whole(plan: &'p Plan, words: &'p Words, appendix: Option<Appendix>) -> Page<'p> {
        let mut page = Page { plan, words, text: String::new(), level: 1, items: 0, sections: Vec::new(), appendix };
        page.heading(&message!("page-title", title = &plan.title));
        if let Some(note) = &plan.note {
            page.paragraph(&message!("page-note", note = note));
        }
        page.paragraph(&message!("page-year", year = i64::from(plan.year)));
        page.level = 2;
        let several = plan.sheets.len() > 1;
        for sheet in &plan.sheets {
            page.sheet(sheet, several);
        }
        page.level = 2;
        page.numbers();
        page.appendix();
        page
    }
}

/// The title of an area, by its id, on whichever sheet it stands.
pub(super) fn area_title<'p>(plan: &'p Plan, id: &'p str) -> &'p str {
    fn find<'a>(area: &'a Area, id: &str) -> Option<&'a Area> {
        if area.id == id {
            return Some(area);
        }
        area.children.iter().find_map(|child| match child {
            Child::Area(area) => find(area, id),
            Child::Item(_) => None,
        })
    }
    plan.sheets.iter().find_map(|sheet| find(&sheet.area, id)).map_or(id, |area| area.title.as_str())
}

/// Markdown as it grows.
struct Page<'p> {
    plan: &'p Plan,
    words: &'p Words,
    text: String,
    /// Of the next heading.
    level: usize,
    /// Items numbered so far on this sheet.
    items: usize,
    /// Where in the text each item, bonus, deduction or veto stands.
    sections: Vec<(ItemId, Range<usize>)>,
    /// Definitions that are told once, at the end; `None`: each where it is needed.
    appendix: Option<Appendix>,
}

impl Page<'_> {
    fn heading(&mut self, say: &Message) {
        let marks = "#".repeat(self.level.min(6));
        self.text.push_str(&format!("{marks} {}\n\n", self.words.say(say)));
    }

    fn paragraph(&mut self, say: &Message) {
        self.text.push_str(&self.words.say(say));
        self.text.push_str("\n\n");
    }

    fn list(&mut self, lines: &[Outline]) {
        for line in lines {
            line.write(self.words, 0, self.appendix.as_mut(), &mut self.text);
        }
        if !lines.is_empty() {
            self.text.push('\n');
        }
    }

    fn sheet(&mut self, sheet: &Sheet, several: bool) {
        self.items = 0;
        if several {
            self.heading(&message!("sheet-title", title = &sheet.title, total = say_points(&sheet.total.0)));
            self.level += 1;
        }
        self.paragraph(&self.say_assessed(sheet));
        self.paragraph(&message!("sheet-total", total = say_points(&sheet.total.0)));
        if let Some(how) = say_combine(&sheet.area, Message::new("combined-total")) {
            self.paragraph(&how);
        }
        let mut part = 0;
        let mut own_items = Vec::new();
        for child in &sheet.area.children {
            match child {
                Child::Area(area) => {
                    part += 1;
                    self.area(area, part, 1, sheet.area.combine, sheet.area.not_applicable.as_ref());
                }
                Child::Item(item) => own_items.push(item),
            }
        }
        for item in own_items {
            self.item(item, sheet.area.combine, sheet.area.not_applicable.as_ref());
        }
        for (kind, key) in [
            (RuleKind::Bonus, "part-bonuses"),
            (RuleKind::Deduction, "part-deductions"),
            (RuleKind::Veto, "part-vetoes"),
        ] {
            let adjustments: Vec<(&Adjustment, &Rule)> = sheet
                .adjustments
                .iter()
                .filter_map(|adjustment| Some((adjustment, self.plan.rule(&adjustment.rule)?)))
                .filter(|(_, rule)| rule.kind == kind)
                .collect();
            if adjustments.is_empty() {
                continue;
            }
            part += 1;
            self.part(part, Message::new(key));
            self.paragraph(&say_adjustments(sheet, kind));
            for (adjustment, rule) in adjustments {
                self.adjustment(adjustment, rule);
            }
        }
        part += 1;
        self.part(part, Message::new("part-grades"));
        self.grades(sheet);
        if !sheet.consequences.is_empty() {
            part += 1;
            self.part(part, Message::new("part-consequences"));
            self.paragraph(&Message::new("consequences-proposed"));
            let lines: Vec<Outline> = sheet
                .consequences
                .iter()
                .map(|consequence| {
                    let when = say_result_condition(self.plan, &consequence.when.condition);
                    Outline::leaf(message!("consequence", when = when, then = &consequence.then))
                })
                .collect();
            self.list(&lines);
        }
        if several {
            self.level -= 1;
        }
    }

    fn part(&mut self, number: usize, title: Message) {
        self.heading(&message!("heading-part", number = message!("ordinal", number = number), title = title));
    }

    fn say_assessed(&self, sheet: &Sheet) -> Message {
        let units: Vec<&str> =
            self.plan.units.iter().filter(|unit| sheet.units.holds(unit)).map(|unit| unit.name.as_str()).collect();
        let names = |texts: &[String]| listed(texts.iter().map(|text| message!("value-text", text = text)));
        let count = units.len();
        let choice = &sheet.units;
        if !choice.ids.is_empty() || choice.kinds.is_empty() && choice.groups.is_empty() {
            let units = listed(units.into_iter().map(|name| message!("value-text", text = name)));
            return message!("sheet-units", units = units, count = count);
        }
        let whom = if choice.kinds.is_empty() { &choice.groups } else { &choice.kinds };
        message!("sheet-units", units = names(whom), count = count)
    }

    fn area(&mut self, area: &Area, number: usize, depth: usize, within: Combine, above: Option<&NotApplicablePolicy>) {
        let title = say_title(&area.title, &area.full, within);
        let number = if depth == 1 {
            message!("ordinal", number = number)
        } else {
            message!("ordinal-inner", number = message!("ordinal", number = number))
        };
        let key = if depth == 1 { "heading-part" } else { "heading-part-inner" };
        self.heading(&Message::new(key).with("number", number).with("title", title));
        match (area.combine, within) {
            // What is added up in it is no points of the sheet: only its share goes on.
            (Combine::Sum, Combine::WeightedMean | Combine::GeometricMean | Combine::Worst) => {
                self.paragraph(&Message::new("combine-sum-share"));
            }
            (Combine::Sum | Combine::WeightedMean | Combine::GeometricMean | Combine::Worst, _) => {
                say_combine(area, Message::new("combined-area")).iter().for_each(|how| self.paragraph(how));
            }
        }
        if let Some(policy) = &area.not_applicable {
            let policy = say_not_applicable(self.plan, policy);
            self.paragraph(&message!("area-not-applicable", policy = policy));
        }
        self.level += 1;
        let policy = area.not_applicable.as_ref().or(above);
        let combine = area.combine;
        let mut inner = 0;
        for child in &area.children {
            match child {
                Child::Area(area) => {
                    inner += 1;
                    self.area(area, inner, depth + 1, combine, policy);
                }
                Child::Item(item) => self.item(item, combine, policy),
            }
        }
        self.level -= 1;
    }

    fn item(&mut self, item: &Item, within: Combine, area_policy: Option<&NotApplicablePolicy>) {
        let plan = self.plan;
        self.items += 1;
        let Some(rule) = plan.rule(&item.rule) else { return };
        let start = self.text.len();
        let adds_up = match within {
            Combine::Sum => true,
            Combine::WeightedMean | Combine::GeometricMean | Combine::Worst => false,
        };
        let counts_points = speaks_of_points(rule);
        let title = say_title(&rule.title, &item.points, within);
        self.heading(&message!("heading-item", number = self.items, title = title));
        if !adds_up && counts_points {
            self.paragraph(&message!("item-scale", full = say_points(&item.points.0)));
        }
        let setting = Setting {
            full: Some(&item.points).filter(|_| adds_up || counts_points),
            not_applicable: item.not_applicable.as_ref().or(area_policy).unwrap_or(&plan.not_applicable),
            missing: item.missing.or(rule.missing).filter(|policy| *policy != plan.missing),
            departments: &item.departments,
        };
        self.rule(rule, setting);
        self.sections.push((item.rule.clone(), start..self.text.len()));
    }

    fn adjustment(&mut self, adjustment: &Adjustment, rule: &Rule) {
        self.items += 1;
        let start = self.text.len();
        let title = message!("value-text", text = &rule.title);
        self.level += 1;
        self.heading(&message!("heading-item", number = self.items, title = title));
        self.level -= 1;
        let setting = Setting {
            full: adjustment.cap.as_ref(),
            not_applicable: &self.plan.not_applicable,
            missing: rule.missing.filter(|policy| *policy != self.plan.missing),
            departments: &[],
        };
        self.rule(rule, setting);
        self.sections.push((adjustment.rule.clone(), start..self.text.len()));
    }

    fn rule(&mut self, rule: &Rule, setting: Setting<'_>) {
        let SaidRule { clause, under, notes } = say_rule(self.plan, self.words, rule, setting);
        self.paragraph(&clause);
        if !under.is_empty() {
            for (number, line) in (1..).zip(&under) {
                self.text.push_str(&format!("{number}. {}\n", self.words.say(&line.say)));
            }
            self.text.push('\n');
        }
        self.list(&notes);
    }

    fn grades(&mut self, sheet: &Sheet) {
        let mut better: Option<&Points> = None;
        let mut lines = Vec::new();
        for grade in &sheet.grades {
            lines.push(self.say_grade(grade, better));
            better = grade.at_least.as_ref().or(better);
        }
        self.list(&lines);
        let caps: Vec<Outline> = sheet
            .caps
            .iter()
            .map(|cap| {
                let when = say_result_condition(self.plan, &cap.when.condition);
                Outline::leaf(match &cap.basis {
                    Some(basis) => message!("grade-cap-basis", when = when, grade = &cap.grade, basis = basis),
                    None => message!("grade-cap", when = when, grade = &cap.grade),
                })
            })
            .collect();
        if !caps.is_empty() {
            self.paragraph(&Message::new("grade-caps"));
            self.list(&caps);
        }
        let ties = sheet.tie_break.iter().map(|tie| match tie {
            TieBreak::Area(area) => message!("tie-more-points", what = area_title(self.plan, area)),
            TieBreak::Item(item) => message!("tie-more-points", what = title_of(self.plan, item)),
            TieBreak::FewestDeductions => Message::new("tie-fewest-deductions"),
        });
        let rank = match (self.plan.numbers.rank_on, sheet.tie_break.is_empty()) {
            (RankOn::Exact, true) => Message::new("rank-exact"),
            (RankOn::Exact, false) => message!("rank-exact-ties", ties = listed(ties)),
            (RankOn::Shown, true) => Message::new("rank-shown"),
            (RankOn::Shown, false) => message!("rank-shown-ties", ties = listed(ties)),
        };
        self.paragraph(&rank);
    }

    fn say_grade(&self, grade: &Grade, better: Option<&Points>) -> Outline {
        let name = &grade.name;
        let range = match (&grade.at_least, better) {
            (Some(edge), None) => message!("grade-from", edge = say_points(&edge.0), grade = name),
            (Some(edge), Some(below)) => {
                message!("grade-between", edge = say_points(&edge.0), below = say_points(&below.0), grade = name)
            }
            (None, Some(below)) => message!("grade-below", below = say_points(&below.0), grade = name),
            (None, None) => message!("grade-any", grade = name),
        };
        let mut under = Vec::new();
        if !grade.needs.is_empty() {
            let needs = grade.needs.iter().map(|need| say_result_condition(self.plan, &need.node.condition));
            if let Some(needs) = joined("joined-semicolon", needs) {
                under.push(Outline::leaf(message!("grade-needs", grade = name, needs = needs)));
            }
        }
        if let Some(quota) = &grade.quota {
            under.push(Outline::leaf(say_quota(quota, name)));
        }
        Outline::list(range, under)
    }

    fn appendix(&mut self) {
        let Some(Appendix { entries }) = self.appendix.take() else { return };
        for (number, entry) in (1usize..).zip(&entries) {
            self.heading(&message!("heading-appendix", number = number));
            self.paragraph(&message!("sentence-end", text = entry.say.clone()));
            for line in &entry.under {
                line.write(self.words, 0, None, &mut self.text);
            }
            self.text.push('\n');
        }
    }

    fn numbers(&mut self) {
        let plan = self.plan;
        self.heading(&Message::new("part-numbers"));
        let numbers = &plan.numbers;
        let rounding = say_rounding(&Rounding::new(numbers.round, numbers.points));
        let mut lines = vec![
            match numbers.compare {
                Compare::FullValue => Message::new("numbers-full-value"),
                Compare::RoundedValue => Message::new("numbers-rounded-value"),
            },
            match numbers.at {
                RoundAt::Item => {
                    let added_up: Vec<bool> =
                        plan.sheets.iter().flat_map(|sheet| sheet.area.items_added_up()).collect();
                    let rescales = plan.sheets.iter().any(|sheet| may_rescale(plan, &sheet.area));
                    match (added_up.contains(&true), added_up.contains(&false), rescales) {
                        (true, true, true) => message!("numbers-round-item-and-area-rescaled", rounding = rounding),
                        (true, true, false) => message!("numbers-round-item-and-area", rounding = rounding),
                        (false, true, _) => message!("numbers-round-weighed", rounding = rounding),
                        (true | false, false, true) => message!("numbers-round-item-rescaled", rounding = rounding),
                        (true | false, false, false) => message!("numbers-round-item", rounding = rounding),
                    }
                }
                RoundAt::Total => message!("numbers-round-total", rounding = rounding),
            },
            message!("numbers-missing", policy = say_missing(plan.missing)),
            message!("numbers-not-applicable", policy = say_not_applicable(plan, &plan.not_applicable)),
            Message::new("numbers-provisional"),
            Message::new("numbers-as-of"),
        ];
        if !plan.letters.is_empty() {
            lines.push(Message::new("numbers-letters"));
        }
        lines.push(Message::new("numbers-machine"));
        let lines: Vec<Outline> = lines.into_iter().map(Outline::leaf).collect();
        self.list(&lines);
    }
}

/// What a heading says of points: under a mean they are weights, and where the lowest counts they are nothing.
fn say_title(title: &str, points: &Points, within: Combine) -> Message {
    match within {
        Combine::Sum => message!("heading-area", title = title, points = say_points(&points.0)),
        Combine::WeightedMean | Combine::GeometricMean => {
            message!("heading-weight", title = title, weight = say_number(&points.0))
        }
        Combine::Worst => message!("value-text", text = title),
    }
}

/// How a total or an area follows from what it holds; nothing is said of a sum.
fn say_combine(area: &Area, whole: Message) -> Option<Message> {
    let is_area = |child: &Child| matches!(child, Child::Area(_));
    let of = match (area.children.iter().any(is_area), area.children.iter().all(is_area)) {
        (true, true) => "combined-of-areas",
        (true, false) => "combined-of-areas-and-items",
        (false, true | false) => "combined-of-items",
    };
    let how = match area.combine {
        Combine::Sum => return None,
        Combine::WeightedMean => "combine-weighted-mean",
        Combine::GeometricMean => "combine-geometric-mean",
        Combine::Worst => "combine-worst",
    };
    Some(Message::new(how).with("whole", whole).with("of", Message::new(of)))
}

/// Whether an item below may be left out and its points shared out over the rest.
fn may_rescale(plan: &Plan, area: &Area) -> bool {
    let rescales = |policy: &NotApplicablePolicy| *policy == NotApplicablePolicy::Rescale;
    fn below(area: &Area, policy: &NotApplicablePolicy, found: &dyn Fn(&Item, &NotApplicablePolicy) -> bool) -> bool {
        let policy = area.not_applicable.as_ref().unwrap_or(policy);
        area.children.iter().any(|child| match child {
            Child::Area(area) => below(area, policy, found),
            Child::Item(item) => found(item, item.not_applicable.as_ref().unwrap_or(policy)),
        })
    }
    below(area, &plan.not_applicable, &|item, policy| {
        let own = item.missing.or(plan.rule(&item.rule).and_then(|rule| rule.missing));
        rescales(policy) || own.unwrap_or(plan.missing) == MissingPolicy::Rescale
    })
}

/// What is added or taken in all.
fn say_adjustments(sheet: &Sheet, kind: RuleKind) -> Message {
    match kind {
        RuleKind::Bonus => match (&sheet.bonus_cap, &sheet.total_cap) {
            (Some(cap), Some(total)) => {
                message!("bonuses-capped-total", cap = say_points(&cap.0), total = say_points(&total.0))
            }
            (Some(cap), None) => message!("bonuses-capped", cap = say_points(&cap.0)),
            (None, Some(total)) => message!("bonuses-total", total = say_points(&total.0)),
            (None, None) => Message::new("bonuses"),
        },
        RuleKind::Deduction => match &sheet.deduction_cap {
            Some(cap) => message!("deductions-capped", cap = say_points(&cap.0)),
            None => Message::new("deductions"),
        },
        RuleKind::Veto => Message::new("vetoes"),
        RuleKind::Indicator => Message::new("indicators"),
    }
}

fn say_quota(quota: &Quota, grade: &str) -> Message {
    let of = |of: QuotaOf| match of {
        QuotaOf::Group => Message::new("quota-of-group"),
        QuotaOf::Sheet => Message::new("quota-of-sheet"),
    };
    match quota {
        Quota::Share { share, of: among, round } => message!(
            "quota-share",
            grade = grade,
            of = of(*among),
            share = say_percent(share),
            round = say_rounding_mode(*round)
        ),
        Quota::Count { count, of: among } => {
            message!("quota-count", grade = grade, of = of(*among), count = *count)
        }
    }
}
