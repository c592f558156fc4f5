//! The ranked table that `kaohe score` prints, and what has to be said below it.

use std::collections::BTreeMap;

use crate::assess::{Assessment, GradeMoved, UnitResult};
use crate::clauses::{say_condition, say_date};
use crate::figure::Rounding;
use crate::intake::Finding;
use crate::message;
use crate::plan::{Level, Plan, is_over};
use crate::words::{Arg, Message, Words};

use super::columns::{Align, Cell, Columns, Screen, Tone, paragraph, wrap};
use super::shown::{self, Names};

/// What stands in place of the figures of a unit whose data are not at hand.
const NOTHING: &str = "—";

/// What is told beside the assessment itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside<'a> {
    pub findings: &'a [Finding],
    /// Where each unit stands is told elsewhere, item by item.
    pub stands: bool,
    /// The files that were written.
    pub files: &'a [String],
}

/// The ranked table of each sheet and group; below it what is provisional and why, what was rescaled, moved and proposed, what was
/// found in the data, and where the files are.
pub fn score_table(plan: &Plan, assessment: &Assessment, beside: Beside<'_>, words: &Words, screen: Screen) -> String {
    let mut text = String::new();
    let (title, as_of) = (&assessment.title, say_date(assessment.as_of));
    let title = match assessment.units_unknown {
        0 => message!("score-title", title = title, as_of = as_of),
        others => message!("score-title-trial", title = title, as_of = as_of, others = others),
    };
    text.push_str(&Tone::Head.paint(&words.say(&title), screen));
    text.push('\n');
    if let Some(note) = &assessment.note {
        text.push_str(&Tone::Faint.paint(note, screen));
        text.push('\n');
    }
    for part in range_rests(assessment).map(|rests| wrap(&words.say(&rests), screen.width)).unwrap_or_default() {
        text.push_str(&Tone::Faint.paint(&part, screen));
        text.push('\n');
    }
    let trial = Trial { others_unknown: assessment.units_unknown > 0, by_name: beside.stands };
    let mut narrow = false;
    for group in groups(&assessment.units) {
        narrow |= group_table(plan, (group, trial), words, screen, &mut text);
    }
    if narrow {
        text.push('\n');
        text.push_str(&Tone::Faint.paint(&words.word("score-narrow"), screen));
        text.push('\n');
    }
    let names = Names::of(plan, &assessment.units, words);
    // Of a unit that is away there is nothing to explain.
    let units: Vec<&UnitResult> = assessment.units.iter().filter(|unit| !trial.is_away(unit)).collect();
    let mut below = Below { words, screen, text: &mut text };
    let provisional_head =
        if is_over(assessment.year, assessment.as_of) { "score-provisional" } else { "score-provisional-so-far" };
    below.list(
        provisional_head,
        units.iter().filter(|unit| unit.provisional).map(|unit| provisional(plan, &names, unit)),
    );
    // What many units share is told once, with their names.
    let each = |of: &dyn Fn(&UnitResult) -> Vec<Message>| -> Vec<Message> {
        together(units.iter().copied().flat_map(|unit| of(unit).into_iter().map(|said| (names.name(unit), said))))
    };
    if !beside.stands {
        below.list("score-open", each(&open).into_iter());
    }
    below.list("score-rescaled", each(&|unit| rescaled(unit).into_iter().collect()).into_iter());
    below.list(
        "score-moved",
        each(&|unit| unit.grade_moved.iter().map(|moved| moved_said(plan, unit, moved)).collect()).into_iter(),
    );
    below.list(
        "score-vetoes",
        each(&|unit| unit.vetoes.iter().map(|said| message!("score-of-unit", say = said.clone())).collect())
            .into_iter(),
    );
    let proposed = proposed_by_kind(plan, &names, &units);
    let evidence = (!proposed.is_empty()).then(|| message!("score-evidence"));
    below.list("score-proposed", proposed.into_iter().chain(evidence));
    below.list(
        "score-contradictions",
        each(&|unit| unit.contradictions.iter().map(|said| message!("score-of-unit", say = said.clone())).collect())
            .into_iter(),
    );
    below.list(
        "score-not-comparable",
        each(&|unit| unit.not_comparable.iter().map(|said| message!("score-of-unit", say = said.clone())).collect())
            .into_iter(),
    );
    if let Some(found) = findings(assessment, beside.findings) {
        below.line(&found);
    }
    if !beside.files.is_empty() {
        below.line(&message!("score-files", files = beside.files.to_vec()));
    }
    text
}

/// Before the year is over a range is no promise: on what it rests.
pub(super) fn range_rests(assessment: &Assessment) -> Option<Message> {
    (!is_over(assessment.year, assessment.as_of)).then(|| message!("range-rests", as_of = say_date(assessment.as_of)))
}

/// Whether units are ranked and compared with whose data are not at hand.
#[derive(Clone, Copy)]
struct Trial {
    others_unknown: bool,
    /// Units were asked for by name.
    by_name: bool,
}

impl Trial {
    /// The data of the unit are with itself: whatever the scheme gives where data lack is no result of its own. Whoever asks for a unit
    /// by name is told where it stands all the same.
    fn is_away(self, unit: &UnitResult) -> bool {
        self.others_unknown && unit.silent && !self.by_name
    }
}

/// Units of one sheet and group, which stand together.
fn groups(units: &[UnitResult]) -> impl Iterator<Item = &[UnitResult]> {
    units.chunk_by(|left, right| left.sheet == right.sheet && left.group == right.group)
}

/// Whether columns had to be left out.
fn group_table(
    plan: &Plan,
    (units, trial): (&[UnitResult], Trial),
    words: &Words,
    screen: Screen,
    text: &mut String,
) -> bool {
    let Some(first) = units.first() else { return false };
    let sheet = plan.sheets.iter().find(|sheet| sheet.id == first.sheet);
    let heading = message!(
        "score-group",
        sheet = sheet.map_or(first.sheet.as_str(), |sheet| sheet.title.as_str()),
        group = &first.group,
        count = first.of,
        full = shown::full(&first.full)
    );
    text.push('\n');
    text.push_str(&Tone::Head.paint(&words.say(&heading), screen));
    text.push('\n');

    let ranged = units.iter().any(|unit| unit.at_least != unit.at_most && !trial.is_away(unit));
    let mut columns = Columns::default();
    columns.head(words.word("head-rank"), Align::Right);
    columns.head(words.word("head-unit"), Align::Left);
    columns.head(words.word("head-total"), Align::Right);
    if ranged {
        columns.head(words.word("head-range"), Align::Left);
    }
    columns.head(words.word("head-grade"), Align::Left);
    for area in first.areas.iter().filter(|area| area.depth == 1) {
        let title = message!("head-area", title = &area.title, full = shown::full(&area.full));
        columns.optional_head(words.say(&title), Align::Right);
    }
    let rank = |unit: &UnitResult| match trial.others_unknown && unit.rank_best != unit.rank_worst {
        true => words.say(&message!("score-range", low = unit.rank_best, high = unit.rank_worst)),
        false => unit.rank.to_string(),
    };
    for unit in units {
        if trial.is_away(unit) {
            let mut cells = vec![Cell::plain(NOTHING), Cell::plain(unit.name.clone()), Cell::plain(NOTHING)];
            cells.extend(ranged.then(|| Cell::plain("")));
            cells.push(Cell::toned(words.word("score-away"), Tone::Faint));
            cells.extend(unit.areas.iter().filter(|area| area.depth == 1).map(|_| Cell::plain(NOTHING)));
            columns.row(cells);
            continue;
        }
        let mut cells = vec![
            Cell::plain(rank(unit)),
            Cell::plain(unit.name.clone()),
            Cell::plain(shown::points(plan, &unit.total)),
        ];
        if ranged {
            cells.push(Cell::toned(shown::bounds(plan, unit, words), Tone::Middling));
        }
        cells.push(Cell::toned(words.say(&shown::grade(unit)), shown::grade_tone(plan, unit)));
        for area in unit.areas.iter().filter(|area| area.depth == 1) {
            cells.push(match (area.left_out, area.vetoed) {
                (true, _) => Cell::toned(words.word("score-left-out"), Tone::Faint),
                (false, true) => Cell::toned(shown::points(plan, &area.points), Tone::Bad),
                (false, false) => Cell::plain(shown::points(plan, &area.points)),
            });
        }
        columns.row(cells);
    }
    text.push_str(&columns.print(screen));
    !columns.has_room(screen)
}

/// What stands below a table: headed lists and single lines.
struct Below<'a> {
    words: &'a Words,
    screen: Screen,
    text: &'a mut String,
}

impl Below<'_> {
    fn list(&mut self, heading: &str, lines: impl Iterator<Item = Message>) {
        for (number, line) in lines.enumerate() {
            if number == 0 {
                self.text.push('\n');
                self.text.push_str(&Tone::Head.paint(&self.words.word(heading), self.screen));
                self.text.push('\n');
            }
            paragraph(&self.words.say(&line), (2, 4), self.screen.width, self.text);
        }
    }

    fn line(&mut self, say: &Message) {
        self.text.push('\n');
        self.text.push_str(&self.words.say(say));
        self.text.push('\n');
    }
}

/// What is proposed, each kind of measure together as it is decided, in the order in which the scheme names them: what is firm first.
fn proposed_by_kind(plan: &Plan, names: &Names, units: &[&UnitResult]) -> Vec<Message> {
    let mut kinds: Vec<&str> = Vec::new();
    for consequence in plan.sheets.iter().flat_map(|sheet| &sheet.consequences) {
        if !kinds.contains(&consequence.then.as_str()) {
            kinds.push(&consequence.then);
        }
    }
    let firmness = [
        ("score-proposal-short", (false, false)),
        ("score-proposal-short-unchanged", (false, true)),
        ("score-proposal-short-open", (true, false)),
    ];
    let of_kind = |kind: &str, (key, firm): (&'static str, (bool, bool))| {
        let of_unit = |unit: &UnitResult| -> Vec<Message> {
            let wanted = unit
                .consequences
                .iter()
                .filter(|proposed| proposed.then == kind && (proposed.provisional, proposed.if_unchanged) == firm);
            let because = |source: &str| condition(plan, unit, source);
            let say = wanted.map(|proposed| {
                Message::new(key).with("then", &proposed.then).with("because", because(&proposed.because))
            });
            say.collect()
        };
        together(units.iter().copied().flat_map(|unit| of_unit(unit).into_iter().map(|said| (names.name(unit), said))))
    };
    kinds.into_iter().flat_map(|kind| firmness.into_iter().flat_map(move |firm| of_kind(kind, firm))).collect()
}

/// Messages that say the same of several units become one that names them all, in the order in which each first comes.
fn together(said: impl Iterator<Item = (String, Message)>) -> Vec<Message> {
    let mut order: Vec<(Message, Vec<String>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (unit, message) in said {
        let number = *known.entry(format!("{message:?}")).or_insert(order.len());
        match order.get_mut(number) {
            Some((_, units)) => units.push(unit),
            None => order.push((message, vec![unit])),
        }
    }
    order.into_iter().map(|(message, units)| message.with("unit", units)).collect()
}

fn provisional(plan: &Plan, names: &Names, unit: &UnitResult) -> Message {
    let (worst, best) = (&unit.grade_at_least, &unit.grade_at_most);
    if unit.at_least == unit.at_most {
        let total = shown::points(plan, &unit.total);
        return message!(
            "score-provisional-settled",
            unit = names.name(unit),
            total = total,
            worst = worst,
            best = best
        );
    }
    message!(
        "score-provisional-unit",
        unit = names.name(unit),
        low = shown::points(plan, &unit.at_least),
        high = shown::points(plan, &unit.at_most),
        worst = &unit.grade_at_least,
        best = &unit.grade_at_most,
    )
}

/// Why the points of a unit are not settled. Of things to finish the item is enough: how many are open differs from unit to unit.
fn open(unit: &UnitResult) -> Vec<Message> {
    let short = unit.open.iter().map(|said| {
        let arg = |name: &str| said.args.iter().find(|(known, _)| known == name).map(|(_, arg)| arg);
        match (arg("title"), arg("reason")) {
            (Some(title), Some(Arg::Message(reason))) if reason.key == "reason-tasks" => {
                let any = |name: &str| reason.args.iter().any(|(known, arg)| known == name && *arg != Arg::Count(0));
                match (any("pending"), any("overdue")) {
                    (true, _) => message!("score-open-tasks", title = title.clone()),
                    (false, true) => message!("score-open-overdue", title = title.clone()),
                    (false, false) => message!("score-open-unseen", title = title.clone()),
                }
            }
            (Some(_) | None, Some(_) | None) => message!("score-open-why", why = said.clone()),
        }
    });
    short.collect()
}

fn rescaled(unit: &UnitResult) -> Option<Message> {
    let rescaled = unit.rescaled.as_ref()?;
    Some(message!(
        "score-rescaled-unit",
        absent = shown::full(&rescaled.absent),
        factor = Rounding::half_up(4).apply(&rescaled.factor).to_decimal()
    ))
}

/// What is proposed for a unit, each with its condition in the words of the clauses.
pub(super) fn proposals(plan: &Plan, unit: &UnitResult) -> Vec<Message> {
    let said = unit.consequences.iter().map(|proposed| {
        let (then, because) = (&proposed.then, condition(plan, unit, &proposed.because));
        let evidence = || proposed.evidence.clone();
        match (proposed.provisional, proposed.if_unchanged) {
            (true, _) => message!("score-proposal-open", unit = &unit.name, then = then, because = because),
            (false, true) => {
                let (name, evidence) = (&unit.name, evidence());
                message!("score-proposal-unchanged", unit = name, then = then, because = because, evidence = evidence)
            }
            (false, false) => {
                let (name, evidence) = (&unit.name, evidence());
                message!("score-proposal", unit = name, then = then, because = because, evidence = evidence)
            }
        }
    });
    said.collect()
}

/// A condition of the unit's sheet in words, found by the text that the scheme has for it.
fn condition(plan: &Plan, unit: &UnitResult, source: &str) -> Message {
    match plan.sheets.iter().find(|sheet| sheet.id == unit.sheet) {
        Some(sheet) => say_condition(plan, sheet, source),
        None => message!("value-text", text = source),
    }
}

/// What moved a grade; whose grade it is goes into it as `unit`.
pub(super) fn moved_said(plan: &Plan, unit: &UnitResult, moved: &GradeMoved) -> Message {
    let condition = |source: &str| condition(plan, unit, source);
    match moved {
        GradeMoved::Need { grade, source } => {
            message!("moved-need", grade = grade, need = condition(source))
        }
        GradeMoved::Quota { grade, places, taken } if taken < places => {
            message!("moved-quota-tied", grade = grade, places = *places, taken = *taken)
        }
        GradeMoved::Quota { grade, places, taken: _ } => message!("moved-quota", grade = grade, places = *places),
        GradeMoved::Cap { grade, source, basis: None } => {
            message!("moved-cap", grade = grade, because = condition(source))
        }
        GradeMoved::Cap { grade, source, basis: Some(basis) } => {
            message!("moved-cap-basis", grade = grade, because = condition(source), basis = basis)
        }
        GradeMoved::Veto { item: _, title, grade } => {
            message!("moved-veto", grade = grade, veto = title)
        }
    }
}

/// How many findings there are of each level, the worst first.
fn findings(assessment: &Assessment, findings: &[Finding]) -> Option<Message> {
    let levels =
        findings.iter().map(|finding| finding.level).chain(assessment.remarks.iter().map(|remark| remark.level));
    let mut counts = [0usize; 3];
    for level in levels {
        let [errors, warnings, notes] = &mut counts;
        *match level {
            Level::Error => errors,
            Level::Warning => warnings,
            Level::Note => notes,
        } += 1;
    }
    let [errors, warnings, notes] = counts;
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(Arg::Message(message!("findings-errors", count = errors)));
    }
    if warnings > 0 {
        parts.push(Arg::Message(message!("findings-warnings", count = warnings)));
    }
    if notes > 0 {
        parts.push(Arg::Message(message!("findings-notes", count = notes)));
    }
    (!parts.is_empty()).then(|| message!("score-findings", counts = parts))
}
