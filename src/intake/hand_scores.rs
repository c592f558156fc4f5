//! Points given by hand: `hand-scores.csv` or `.xlsx`.

use super::cell::{Absences, Cell, DateCells, NumberCells, read as read_cell, scale_of, squeezed, trimmed};
use super::files::{DataFile, Format};
use super::finding::{Finding, FindingCode, FoundAt};
use super::fingerprint::{Fingerprint, fingerprint};
use super::longer_rows::LongerRows;
use super::roster::{Resolved, Roster};
use super::submission::Input;
use super::table::{no_records, not_utf8};
use super::unreadable::unreadable;
use super::unusable::UnreadHand;
use super::{csv, say, workbook};
use crate::diagnostic::nearest;
use crate::figure::Exact;
use crate::message;
use crate::plan::{
    Body, ColumnType, HandScore, Item, ItemId, Level, NumberColumn, Place, Plan, RuleKind, ScoreHand, Sheet, Table,
    TableColumn, UnitId,
};
use crate::words::Message;

/// The table's name in findings and in the receipt.
pub const TABLE: &str = "hand-scores";

/// Its columns: id, the headers that people use, whether it must be there.
const COLUMNS: [(&str, &[&str], bool); 8] = [
    ("unit", &["单位", "乡镇", "乡镇街道", "被考核单位"], true),
    ("indicator", &["指标", "考核指标", "项目"], true),
    ("hand", &["环节", "打分环节"], true),
    ("points", &["得分", "分数", "分值"], true),
    ("reason", &["理由", "打分理由", "评分理由"], true),
    ("evidence", &["依据", "佐证", "佐证材料"], false),
    ("by", &["打分人", "评分人"], true),
    ("date", &["日期", "打分日期", "评分日期"], false),
];

#[derive(Default)]
pub struct ReadHandScores {
    pub scores: Vec<HandScore>,
    pub inputs: Vec<Input>,
    pub findings: Vec<Finding>,
    /// A file could not be read: there may be points in it that nobody has seen.
    pub unread: bool,
    /// Lines that can't be used, as far as it is known whose they are.
    pub unread_lines: Vec<UnreadHand>,
}

pub fn read(plan: &Plan, roster: &Roster, files: &[DataFile]) -> ReadHandScores {
    let mut out = ReadHandScores::default();
    for file in files {
        let at = FoundAt { file: Some(file.name.clone()), ..FoundAt::table(TABLE) };
        let rows = match file.format {
            Format::Csv => csv::read_whole(file).map(|rows| (None, rows)),
            Format::Xlsx => workbook::read_whole(file, &[TABLE]).map(|(sheet, cells)| {
                let place = FoundAt { sheet: Some(sheet.clone()), ..at.clone() };
                cells.tell(&place, &mut out.findings);
                cells.tell_other_sheets(&table(), &place, &mut out.findings);
                (Some(sheet), cells.rows())
            }),
            Format::Parquet => {
                out.unread = true;
                let say = message!("finding-unused-file");
                out.findings.push(Finding::new(Level::Note, FindingCode::UnusedFile, at, say));
                continue;
            }
        };
        let print = fingerprint(&file.path, file.format == Format::Csv);
        if let Ok(Fingerprint { shape: Some(shape), .. }) = &print {
            match no_records(file, &at, shape) {
                Ok(None) => {}
                Ok(Some(finding)) => {
                    out.unread = true;
                    out.findings.push(finding);
                    continue;
                }
                Err(error) => {
                    out.unread = true;
                    out.findings.push(unreadable(at, &error));
                    continue;
                }
            }
        }
        match print.and_then(|print| Ok((rows?, print))) {
            Ok(((sheet, rows), print)) => {
                let before = out.scores.len();
                match not_utf8(&at, &print.encoding) {
                    Some(finding) => {
                        out.unread = true;
                        out.findings.push(finding);
                    }
                    None => read_rows(plan, roster, &rows, &FoundAt { sheet, ..at }, &mut out),
                }
                let rows = u64::try_from(out.scores.len() - before).unwrap_or(u64::MAX);
                let (table, file) = (TABLE.to_owned(), file.name.clone());
                out.inputs.push(Input { table, file, sha256: print.sha256, rows });
            }
            Err(error) => {
                out.unread = true;
                out.findings.push(unreadable(at, &error));
            }
        }
    }
    out
}

fn read_rows(plan: &Plan, roster: &Roster, rows: &[Vec<String>], at: &FoundAt, out: &mut ReadHandScores) {
    let table = table();
    let Some((row, matched)) = super::sheet::heading(&table, rows, at, &mut out.findings) else {
        out.unread = true;
        return;
    };
    let headers = rows.get(row).cloned().unwrap_or_default();
    let person = |number: usize| u32::try_from(number + 1).unwrap_or(u32::MAX);
    let mut longer = LongerRows::under(&headers, &matched.positions).filter(|_| at.is_in_text());
    for (number, cells) in rows.iter().enumerate().skip(row + 1) {
        longer.iter_mut().for_each(|longer| longer.push(person(number), cells));
    }
    let shifted_into_last = longer.map(LongerRows::shifted).unwrap_or_default();
    for (number, cells) in rows.iter().enumerate().skip(row + 1) {
        let of = |column: usize| {
            let position = matched.positions.get(column).copied().flatten();
            position.and_then(|position| cells.get(position)).map_or("", |cell| trimmed(cell))
        };
        let headed = |position: &usize| headers.get(*position).is_some_and(|header| !trimmed(header).is_empty());
        let mut filled = cells.iter().enumerate().map(|(position, cell)| (position, trimmed(cell)));
        // In a file of text all behind a comma too many stands in the wrong column.
        let mut is_shifted = false;
        let into_last = shifted_into_last.contains(&person(number));
        let beyond = match into_last {
            true => filled.rfind(|(_, cell)| !cell.is_empty()),
            false => filled.find(|(position, cell)| !headed(position) && !cell.is_empty()),
        };
        if let Some((_, beyond)) = beyond {
            is_shifted = at.is_in_text();
            let at = FoundAt { row: u32::try_from(number + 1).ok(), ..at.clone() };
            let say = match is_shifted {
                true => message!("finding-shifted-row", found = say::quoted(beyond)),
                false => message!("finding-beyond-header", found = say::quoted(beyond)),
            };
            out.findings.push(Finding::new(Level::Error, FindingCode::UnreadableCell, at, say));
        }
        if (0..COLUMNS.len()).all(|column| of(column).is_empty()) {
            continue;
        }
        let mut line = Line {
            plan,
            at: FoundAt { row: u32::try_from(number + 1).ok(), ..at.clone() },
            header: &|column| matched.positions.get(column).copied().flatten().and_then(|at| headers.get(at).cloned()),
            findings: &mut out.findings,
        };
        let units = line.units(roster, of(0));
        let items = line.items(of(1));
        let unit = only(&units);
        let item = only(&items);
        let is_used = line.is_used(unit.as_ref(), item.as_ref());
        let hand = line.hand(of(2));
        let points = line.points(of(3), unit.as_ref(), item.as_ref());
        let date = line.date(of(7));
        let at = line.at.clone();
        let unread = UnreadHand { units, items, hand, date, at };
        for (column, key) in [(4, "finding-hand-no-reason"), (6, "finding-hand-no-name")] {
            if of(column).is_empty() {
                line.wrong(column, FindingCode::HandScore, Message::new(key));
            }
        }
        let (Some(unit), Some(item)) = (unit, item) else {
            out.unread_lines.push(unread);
            continue;
        };
        // Of an item that no hand scores, nothing is lost.
        if !is_used {
            continue;
        }
        let (Some(hand), Some(points), false) = (hand, points, is_shifted) else {
            out.unread_lines.push(unread);
            continue;
        };
        let same = |score: &&HandScore| score.unit == unit && score.item == item && score.hand == hand;
        if let Some(first) = out.scores.iter().find(same) {
            if first.points != points {
                out.unread_lines.push(unread);
            }
            line.given_twice(&unit, &item);
            continue;
        }
        let (reason, evidence, by) = (of(4).to_owned(), of(5).to_owned(), of(6).to_owned());
        out.scores.push(HandScore { unit, item, hand, points, reason, evidence, by, date });
    }
}

/// The one that is meant, if it is beyond doubt.
fn only<T: Clone>(meant: &[T]) -> Option<T> {
    match meant {
        [one] => Some(one.clone()),
        _ => None,
    }
}

/// One row, and where to say what is wrong with it.
struct Line<'a> {
    plan: &'a Plan,
    at: FoundAt,
    header: &'a dyn Fn(usize) -> Option<String>,
    findings: &'a mut Vec<Finding>,
}

impl Line<'_> {
    fn wrong(&mut self, column: usize, code: FindingCode, say: Message) {
        self.tell(Level::Error, column, code, say);
    }

    /// The points count all the same.
    fn odd(&mut self, column: usize, code: FindingCode, say: Message) {
        self.tell(Level::Warning, column, code, say);
    }

    fn tell(&mut self, level: Level, column: usize, code: FindingCode, say: Message) {
        let declared =
            COLUMNS.get(column).and_then(|(_, headers, _)| headers.first()).map(|header| (*header).to_owned());
        let at = FoundAt { column: (self.header)(column).or(declared), ..self.at.clone() };
        self.findings.push(Finding::new(level, code, at, say));
    }

    /// The units that are meant: one, several of which any may be, or none that is known.
    fn units(&mut self, roster: &Roster, text: &str) -> Vec<UnitId> {
        if text.is_empty() {
            self.wrong(0, FindingCode::MissingUnit, message!("finding-missing-unit"));
            return Vec::new();
        }
        let meant = match roster.resolve(text) {
            Resolved::Unit(unit) => vec![unit],
            Resolved::Ambiguous(units) => units,
            Resolved::Unknown => Vec::new(),
        };
        if meant.len() != 1 {
            self.wrong(0, FindingCode::UnknownUnit, say::unknown_unit(roster, text, false, 1));
        }
        let id = |unit: u32| Some(self.plan.units.get(usize::try_from(unit).ok()?)?.id.clone());
        meant.into_iter().filter_map(id).collect()
    }

    /// The items that are meant, by their id or title: one, several that share a title, or none that is known.
    fn items(&mut self, text: &str) -> Vec<ItemId> {
        let rules = &self.plan.rules;
        if let Some(rule) = rules.iter().find(|rule| rule.id.0 == text) {
            return vec![rule.id.clone()];
        }
        let titled = rules.iter().filter(|rule| squeezed(&rule.title) == squeezed(text));
        let titled: Vec<ItemId> = titled.map(|rule| rule.id.clone()).collect();
        if titled.len() == 1 {
            return titled;
        }
        let names = rules.iter().flat_map(|rule| [rule.id.0.as_str(), rule.title.as_str()]);
        let say = match nearest(text, names) {
            Some(near) => message!("finding-hand-unknown-item-near", found = say::quoted(text), near = near),
            None => message!("finding-hand-unknown-item", found = say::quoted(text)),
        };
        self.wrong(1, FindingCode::HandScore, say);
        titled
    }

    /// Points for an item that no hand scores, or that is on no sheet of the unit, would change nothing.
    fn is_used(&mut self, unit: Option<&UnitId>, item: Option<&ItemId>) -> bool {
        let Some(rule) = item.and_then(|item| self.plan.rule(item)) else { return false };
        match &rule.body {
            Body::ByHand { .. } => {}
            // A clause that no rule can hold waits for a person; whether a veto takes effect is not said in points.
            Body::NotExpressible { .. } if rule.kind != RuleKind::Veto => {}
            Body::Measured { .. } | Body::NotExpressible { .. } | Body::Veto { .. } => {
                self.wrong(1, FindingCode::HandScore, message!("finding-hand-not-by-hand", title = &rule.title));
                return false;
            }
        }
        let Some(unit) = unit.and_then(|unit| self.plan.unit(unit)) else { return false };
        let mut sheets = self.plan.sheets.iter().filter(|sheet| sheet.units.holds(unit));
        let on_sheet = sheets.any(|sheet| sheet.rules().any(|id| *id == rule.id));
        if !on_sheet {
            let say = message!("finding-hand-not-on-sheet", unit = &unit.name, title = &rule.title);
            self.wrong(1, FindingCode::HandScore, say);
        }
        on_sheet
    }

    fn given_twice(&mut self, unit: &UnitId, item: &ItemId) {
        let name = self.plan.unit(unit).map_or(&unit.0, |unit| &unit.name);
        let title = self.plan.rule(item).map_or(&item.0, |rule| &rule.title);
        let say = message!("finding-hand-twice", unit = name, title = title);
        self.wrong(1, FindingCode::DuplicateKey, say);
    }

    fn hand(&mut self, text: &str) -> Option<ScoreHand> {
        match squeezed(text).as_str() {
            "自评" | "自评分" | "self" | "self_assessed" | "self-assessed" => Some(ScoreHand::SelfAssessed),
            "核查" | "核查分" | "核实" | "verified" => Some(ScoreHand::Verified),
            "审定" | "审定分" | "最终" | "final" => Some(ScoreHand::Final),
            _ => {
                self.wrong(2, FindingCode::HandScore, message!("finding-hand-unknown-hand", found = say::quoted(text)));
                None
            }
        }
    }

    /// Within 0 and the item's points, where a sheet of the unit gives it any, and those of its rule: the fewer of the two.
    fn points(&mut self, text: &str, unit: Option<&UnitId>, item: Option<&ItemId>) -> Option<Exact> {
        let cells = NumberColumn {
            unit: Some("分".to_owned()),
            decimals: 18,
            min: None,
            max: None,
            below_detection: false,
            detection_limit: None,
        };
        // Read like any other number: 9/10 is no 0.9, but nine points of ten or a day.
        let Cell::Is(digits) = read_cell(&NumberCells::new(&cells), &Absences::default(), text) else {
            self.wrong(3, FindingCode::UnreadableCell, message!("finding-hand-points", found = say::quoted(text)));
            return None;
        };
        let points = Exact::scaled(digits, scale_of(&cells));
        let most = item.zip(unit).and_then(|(item, unit)| most_points(self.plan, unit, item));
        if let Some(most) = most
            && (points.is_negative() || points > *most)
        {
            let say = message!("finding-hand-outside", found = &points, full = most);
            self.wrong(3, FindingCode::HandScore, say);
            return None;
        }
        Some(points)
    }

    fn date(&mut self, text: &str) -> Option<jiff::civil::Date> {
        match read_cell(&DateCells { year: Some(self.plan.year), time: false }, &Absences::default(), text) {
            Cell::Is(moment) => {
                let (date, year) = (moment.date(), self.plan.year);
                // Work of a year is scored within it or, at the latest, until the end of the next: any other is a slip in the year.
                if date.year() < year || date.year() > year.saturating_add(1) {
                    let say = match date.year() < year {
                        true => message!("finding-hand-before-year", date = date.to_string(), year = year.to_string()),
                        false => message!("finding-hand-long-after", date = date.to_string(), year = year.to_string()),
                    };
                    self.odd(7, FindingCode::OtherYear, say);
                }
                Some(date)
            }
            Cell::Absent(_) => None,
            Cell::Unreadable(_) => {
                let say = message!(
                    "finding-unreadable-cell",
                    found = say::quoted(text),
                    expected = message!("expected-date")
                );
                self.wrong(7, FindingCode::UnreadableCell, say);
                None
            }
        }
    }
}

/// As many points as a hand may give the unit for the item; `None` for one that is on no sheet of the unit, which is told as such.
fn most_points<'a>(plan: &'a Plan, unit: &UnitId, item: &ItemId) -> Option<&'a Exact> {
    let rule = plan.rule(item)?;
    let full = match rule.kind {
        RuleKind::Indicator | RuleKind::Veto => Some(&full_points(plan, unit, item)?.points.0),
        RuleKind::Bonus | RuleKind::Deduction => None,
    };
    let of_rule = match &rule.body {
        Body::ByHand { what: _, most } => Some(most),
        Body::Measured { .. } | Body::NotExpressible { .. } | Body::Veto { .. } => None,
    };
    full.into_iter().chain(of_rule).min()
}

fn full_points<'a>(plan: &'a Plan, unit: &UnitId, item: &ItemId) -> Option<&'a Item> {
    let unit = plan.unit(unit)?;
    let sheets = plan.sheets.iter().filter(|sheet: &&Sheet| sheet.units.holds(unit));
    sheets.flat_map(|sheet| sheet.area.items()).find(|of_sheet| of_sheet.rule == *item)
}

/// The file as a table, so that its header is found like any other.
fn table() -> Table {
    let column = |(id, headers, required): (&str, &[&str], bool)| TableColumn {
        id: id.to_owned(),
        at: Place::default(),
        holds: ColumnType::Text { one_of: Vec::new() },
        headers: headers.iter().map(|header| (*header).to_owned()).collect(),
        required,
        absent: Default::default(),
        marks: Vec::new(),
        work: None,
    };
    Table {
        id: TABLE.to_owned(),
        title: String::new(),
        at: Place::default(),
        unit_column: None,
        key: Vec::new(),
        time_column: None,
        year_column: None,
        submitted_column: None,
        every_unit: false,
        counted_in: None,
        work: None,
        columns: COLUMNS.into_iter().map(column).collect(),
        checks: Vec::new(),
    }
}
