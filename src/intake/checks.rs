//! What is wrong with the rows of a table: first how many of each kind, in one pass; then, only of what there is, the rows.

use std::collections::BTreeMap;

use polars::prelude::{
    DataType, ExplodeOptions, Expr, IntoLazy, LazyFrame, PolarsResult, Schema, SortMultipleOptions, col, cols, lit,
};

use super::clean;
use super::column_names;
use super::finding::{Finding, FindingCode, FoundAt};
use super::header::column_name;
use super::left_out::{BLANK, KEPT, REMARK, TOTAL};
use super::one_sided::{OneSided, one_sided};
use super::out_of_range::{out_of_range, outside};
use super::ratios::{LikeRatios, Tallies, Tally, tallies};
use super::rows_found::{in_column, place, text, units, whole};
use super::say;
use super::sheet::{ByHand, Sheet};
use super::typed::{BEYOND, LEFT_OUT, Layout, UNHEADED, collect, kept, raw};
use super::unknown_units::{FOUND, first_day, of_some_unit, unknown_texts};
use super::unusable::{Unusable, Unused};
use super::years::Years;
use crate::message;
use crate::plan::{ColumnType, Level, NumberColumn, Plan, TableCheck, TableColumn, Year};

/// So many findings of a kind are said one by one; the others are counted.
pub(super) const SAID: u32 = 1000;

/// Turns a declared condition into an expression over the typed columns; `None` where it can't.
pub type Lower<'a> = &'a (dyn Fn(&crate::plan::Column, &crate::plan::Table, &Schema) -> Option<Expr> + Sync);

/// The rows of one table and year.
pub struct Rows<'a> {
    pub plan: &'a Plan,
    pub layout: &'a Layout<'a>,
    pub sheets: &'a [Sheet],
    pub frame: LazyFrame,
    pub lower: Option<Lower<'a>>,
    /// The column that tells the years apart, where one does.
    pub year_column: Option<&'a TableColumn>,
    /// The years in which the rows may be dated.
    pub years: &'a Years,
    /// The year whose table they are.
    pub year: Year,
    /// The other year's rows are handed in apart, so that a row without a year can't be one of them.
    pub other_year_apart: bool,
}

/// What was found.
#[derive(Default)]
pub struct Checked {
    pub findings: Vec<Finding>,
    /// What can't be used, as far as it is somebody's.
    pub unusable: Vec<Unusable>,
    /// Columns without an absent cell.
    pub complete: Vec<String>,
    /// There are rows to be left out of the frame.
    pub some_left_out: bool,
    /// Rows kept, by file; `None` if nobody had to look.
    pub rows: Option<Vec<u64>>,
}

/// Something that can be wrong with a row.
struct Problem<'a> {
    what: What<'a>,
    /// Holds where it is wrong.
    condition: Expr,
}

#[derive(Clone, Copy)]
enum What<'a> {
    LeftOut(u8),
    Beyond,
    Unheaded,
    Unreadable(usize),
    OutOfRange(&'a TableColumn, &'a NumberColumn),
    UnknownUnit(&'a TableColumn, bool),
    MissingUnit(&'a TableColumn),
    /// A part of the key, but for the unit, is blank.
    MissingKey(&'a TableColumn),
    MissingYear(&'a TableColumn),
    OtherYear(&'a TableColumn),
    Check(&'a TableCheck),
    OneSided(OneSided<'a>),
    /// Counted only: how the cells of a column of percentages are written, the column and the file by number.
    AsRatios(usize, usize, Tally),
    /// Counted only: a cell of the column has no value.
    Absent(&'a TableColumn),
    /// Counted only: the rows kept of a file.
    OfFile(usize),
    /// Counted only: rows that nobody filled in.
    Skipped,
}

impl Rows<'_> {
    pub fn check(&self) -> PolarsResult<Checked> {
        let schema = self.frame.clone().collect_schema()?;
        let mut problems = self.problems(&schema);
        let mut checked = Checked::default();
        let by_hand = self.sheets.iter().any(|sheet| sheet.by_hand.is_some());
        let known = |layout: &super::typed::ColumnLayout, number: usize| {
            self.sheets.iter().all(|sheet| sheet.sources.get(number).is_some_and(|source| layout.is_complete(source)))
        };
        let columns = || self.layout.columns.iter().enumerate();
        checked.complete.extend(
            columns().filter(|(number, layout)| known(layout, *number)).map(|(_, layout)| layout.column.id.clone()),
        );
        if !problems.is_empty() || by_hand {
            // The pass is made anyway: what it can count besides costs next to nothing.
            for (number, layout) in columns().filter(|(number, layout)| !known(layout, *number)) {
                let _ = number;
                let condition = col(column_names::absence(&layout.column.id)).neq(lit(column_names::PRESENT));
                problems.push(Problem { what: What::Absent(layout.column), condition });
            }
            if let Some(lower) = self.lower {
                let may_lack = |column: &TableColumn| !checked.complete.contains(&column.id);
                let one_sided = one_sided(self.plan, self.layout.table, self.year, &schema, lower).into_iter();
                for (sides, condition) in one_sided.filter(|(sides, _)| may_lack(sides.not_applicable)) {
                    problems.push(Problem { what: What::OneSided(sides), condition: kept().and(condition) });
                }
            }
            for (number, _) in self.sheets.iter().enumerate() {
                problems.push(Problem { what: What::OfFile(number), condition: of_file(number) });
            }
            if by_hand {
                problems.push(Problem { what: What::Skipped, condition: kept().not() });
            }
            let counts = self.count(&problems)?;
            let mut rows = vec![0; self.sheets.len()];
            let mut as_ratios: BTreeMap<(usize, usize), Tallies> = BTreeMap::new();
            let (mut of_other_years, mut undated) = (None, 0);
            for (problem, count) in problems.iter().zip(counts) {
                match problem.what {
                    What::Absent(column) => {
                        if self.layout.table.time_column.as_ref() == Some(&column.id) {
                            undated = count;
                        }
                        if count == 0 {
                            checked.complete.push(column.id.clone());
                        }
                    }
                    What::OfFile(number) => {
                        if let Some(rows) = rows.get_mut(number) {
                            *rows = count;
                        }
                    }
                    What::Skipped => checked.some_left_out = count > 0,
                    What::AsRatios(number, file, tally) => {
                        as_ratios.entry((number, file)).or_default().put(tally, count);
                    }
                    What::OtherYear(column) => of_other_years = Some((problem, column, count)),
                    What::LeftOut(_)
                    | What::Beyond
                    | What::Unheaded
                    | What::Unreadable(_)
                    | What::OutOfRange(..)
                    | What::UnknownUnit(..)
                    | What::MissingUnit(_)
                    | What::MissingKey(_)
                    | What::MissingYear(_)
                    | What::OneSided(_)
                    | What::Check(_) => {
                        if count > 0 {
                            self.say(problem, count, &mut checked)?;
                        }
                    }
                }
            }
            if let Some((problem, column, count)) = of_other_years.filter(|(_, _, count)| *count > 0) {
                let of_all = rows.iter().sum::<u64>().saturating_sub(undated);
                match self.years.told_together(self.layout.table, column, count, of_all) {
                    Some(finding) => checked.findings.push(finding),
                    None => self.say(problem, count, &mut checked)?,
                }
            }
            let suspect =
                as_ratios.into_iter().filter_map(|(column, tallies)| Some((column, tallies.look_like_ratios()?)));
            checked
                .findings
                .extend(suspect.filter_map(|((number, file), like)| self.ratios_for_percentages(number, file, like)));
            checked.rows = Some(rows);
        }
        self.duplicate_keys(&mut checked.findings)?;
        Ok(checked)
    }

    /// Everything that may be wrong with this table; what can't be is not asked.
    fn problems(&self, schema: &Schema) -> Vec<Problem<'_>> {
        let table = self.layout.table;
        let mut problems = Vec::new();
        let mut add = |what, condition| problems.push(Problem { what, condition });
        if self.sheets.iter().any(|sheet| sheet.by_hand.is_some()) {
            add(What::LeftOut(TOTAL), col(LEFT_OUT).eq(lit(TOTAL)));
            add(What::LeftOut(REMARK), col(LEFT_OUT).eq(lit(REMARK)));
        }
        let strays = |of: fn(&ByHand) -> &Vec<String>| {
            self.sheets.iter().filter_map(|sheet| sheet.by_hand.as_ref()).any(|by_hand| !of(by_hand).is_empty())
        };
        // What stands alone in its row belongs to no row of data, and is somebody's all the same.
        let of_row = || col(LEFT_OUT).eq(lit(KEPT)).or(col(LEFT_OUT).eq(lit(BLANK)));
        if strays(|by_hand| &by_hand.beyond) {
            add(What::Beyond, of_row().and(col(BEYOND).is_not_null()));
        }
        if strays(|by_hand| &by_hand.unheaded) {
            add(What::Unheaded, of_row().and(col(UNHEADED).is_not_null()));
        }
        for (number, layout) in self.layout.columns.iter().enumerate() {
            let column = layout.column;
            let sources = || self.sheets.iter().filter_map(|sheet| sheet.sources.get(number));
            if sources().all(|source| source.name().is_none()) {
                continue;
            }
            let absent = || col(column_names::absence(&column.id));
            if sources().any(|source| layout.may_be_unreadable(source)) {
                add(What::Unreadable(number), kept().and(absent().eq(lit(column_names::UNREADABLE))));
            }
            match &column.holds {
                ColumnType::Number(bounds) => {
                    let holds = schema.get(column.id.as_str());
                    if let Some(condition) = holds.and_then(|holds| outside(column, bounds, holds)) {
                        add(What::OutOfRange(column, bounds), kept().and(condition));
                    }
                    for (file, sheet) in self.sheets.iter().enumerate() {
                        for (tally, condition) in tallies(layout, sheet, number, schema) {
                            add(What::AsRatios(number, file, tally), of_file(file).and(kept()).and(condition));
                        }
                    }
                }
                ColumnType::Unit { many } => {
                    let whose = table.unit_column.as_ref() == Some(&column.id);
                    let there = absent().eq(lit(column_names::PRESENT));
                    let unknown = match whose && !many {
                        true => col(column_names::UNIT).is_null(),
                        false => clean::names_no_unit(col(column.id.as_str()), &self.layout.roster, *many),
                    };
                    add(What::UnknownUnit(column, *many), kept().and(there).and(unknown));
                    if whose {
                        add(What::MissingUnit(column), kept().and(absent().neq(lit(column_names::PRESENT))));
                    }
                }
                ColumnType::Text { .. } | ColumnType::Date { .. } | ColumnType::Bool | ColumnType::Class { .. } => {}
            }
        }
        let keys = table.key.iter().filter(|id| table.unit_column.as_ref() != Some(*id));
        let own_year = |column: &&TableColumn| self.year_column.is_none_or(|year| year.id != column.id);
        for column in keys.filter_map(|id| table.column(id)).filter(own_year) {
            let number = self.number_of(column);
            let layout = self.layout.columns.get(number);
            let may_be_blank = |sheet: &Sheet| {
                let source = sheet.sources.get(number).filter(|source| source.name().is_some());
                layout.zip(source).is_some_and(|(layout, source)| !layout.is_complete(source))
            };
            if self.sheets.iter().any(may_be_blank) {
                let absent = || col(column_names::absence(&column.id));
                let unreadable = absent().eq(lit(column_names::UNREADABLE));
                let missing = absent().neq(lit(column_names::PRESENT)).and(unreadable.not());
                add(What::MissingKey(column), kept().and(missing));
            }
        }
        if let Some(column) = self.year_column {
            let absent = col(column_names::absence(&column.id));
            let unreadable = absent.clone().eq(lit(column_names::UNREADABLE));
            let missing = absent.neq(lit(column_names::PRESENT)).and(unreadable.not());
            add(What::MissingYear(column), kept().and(missing));
        }
        if let Some(column) = Years::column(table)
            && !self.sheets.iter().all(|sheet| sheet.days.is_some_and(|(first, last)| self.years.hold(first, last)))
        {
            add(What::OtherYear(column), kept().and(self.years.outside(column)));
        }
        for check in &table.checks {
            if let Some(holds) = self.lower.and_then(|lower| lower(&check.condition, table, schema)) {
                add(What::Check(check), kept().and(holds.eq(lit(false))));
            }
        }
        problems
    }

    /// How many rows have each problem: one pass for all of them.
    fn count(&self, problems: &[Problem]) -> PolarsResult<Vec<u64>> {
        let count = |(number, problem): (usize, &Problem)| {
            let condition = match problem.what {
                What::OfFile(_) | What::Absent(_) => kept().and(problem.condition.clone()),
                What::LeftOut(_)
                | What::Beyond
                | What::Unheaded
                | What::Unreadable(_)
                | What::OutOfRange(..)
                | What::UnknownUnit(..)
                | What::MissingUnit(_)
                | What::MissingKey(_)
                | What::MissingYear(_)
                | What::OtherYear(_)
                | What::Check(_)
                | What::OneSided(_)
                | What::AsRatios(..)
                | What::Skipped => problem.condition.clone(),
            };
            condition.sum().cast(DataType::UInt64).alias(format!("{number}"))
        };
        let counts = self.frame.clone().select(problems.iter().enumerate().map(count).collect::<Vec<_>>());
        let counts = collect(counts)?;
        Ok(counts.columns().iter().map(|column| whole(column, 0).unwrap_or(0)).collect())
    }

    /// The rows with one problem, each as a finding, and the number of those beyond the first thousand.
    fn say(&self, problem: &Problem, count: u64, checked: &mut Checked) -> PolarsResult<()> {
        let Checked { findings, unusable, .. } = checked;
        let rows = self.frame.clone().filter(problem.condition.clone());
        let before = findings.len();
        let mut left = count;
        match problem.what {
            What::LeftOut(kind) => {
                self.say_left_out(rows, kind, findings)?;
                left = 0;
            }
            What::UnknownUnit(column, many) => {
                let whose = self.layout.table.unit_column.as_ref() == Some(&column.id);
                let (found, of_some_unit) = self.unknown_units(column, many, rows)?;
                findings.extend(found);
                unusable.extend(of_some_unit.into_iter().filter(|_| whose));
                left = 0;
            }
            What::Beyond => {
                self.each_row(rows.clone(), BEYOND, findings, |_, at, found| {
                    let say = match at.is_in_text() {
                        true => message!("finding-shifted-row", found = say::quoted(found)),
                        false => message!("finding-beyond-header", found = say::quoted(found)),
                    };
                    Finding::new(Level::Error, FindingCode::UnreadableCell, at, say)
                })?;
                // In a sheet each cell has its own column, whatever stands beside the table.
                let shifted = self.first_rows(rows, None, &Unused::Shifted)?;
                unusable.extend(shifted.into_iter().filter(|row| row.at.is_in_text()));
            }
            What::Unheaded => {
                self.each_row(rows, UNHEADED, findings, |_, at, found| {
                    let say = message!("finding-unheaded", found = say::quoted(found));
                    Finding::new(Level::Warning, FindingCode::UnknownColumn, at, say)
                })?;
            }
            What::Unreadable(number) => {
                let Some(layout) = self.layout.columns.get(number) else { return Ok(()) };
                let is_time = self.layout.table.time_column.as_ref() == Some(&layout.column.id);
                let is_year = self.year_column.is_some_and(|year| year.id == layout.column.id);
                let all = rows.clone();
                let theirs = self.each_row(rows, &raw(&layout.column.id), findings, |this, at, found| {
                    let (code, say) = say::unreadable(this.plan, layout, found);
                    let say = if is_time { message!("finding-undated-row", what = say) } else { say };
                    Finding::new(Level::Error, code, this.in_column(at, number), say)
                })?;
                let what = Unused::Cell { column: layout.column.id.clone() };
                match is_year {
                    true => unusable.extend(self.first_rows(all, Some(number), &Unused::OfSomeYear)?),
                    false => unusable.extend(theirs.into_iter().map(|theirs| self.unusable(theirs, &what))),
                }
            }
            What::OutOfRange(column, bounds) => {
                let number = self.number_of(column);
                self.each_row(rows, &column.id, findings, |this, at, found| {
                    let say = out_of_range(bounds, found);
                    Finding::new(Level::Error, FindingCode::OutOfRange, this.in_column(at, number), say)
                })?;
            }
            What::MissingUnit(column) => {
                let number = self.number_of(column);
                self.each_row(rows, &raw(&column.id), findings, |this, at, found| {
                    let say = match say::quoted(found) {
                        blank if blank.is_empty() => message!("finding-missing-unit"),
                        found => message!("finding-unit-withheld", found = found),
                    };
                    Finding::new(Level::Error, FindingCode::MissingUnit, this.in_column(at, number), say)
                })?;
            }
            What::MissingKey(column) => {
                let number = self.number_of(column);
                self.each_row(rows, &raw(&column.id), findings, |this, at, _| {
                    let say = message!("finding-missing-key", column = column_name(column));
                    Finding::new(Level::Warning, FindingCode::MissingKey, this.in_column(at, number), say)
                })?;
            }
            What::MissingYear(column) => {
                let number = self.number_of(column);
                unusable.extend(self.first_rows(rows.clone(), Some(number), &Unused::OfSomeYear)?);
                self.each_row(rows, &raw(&column.id), findings, |this, at, _| {
                    let say = message!("finding-missing-year");
                    Finding::new(Level::Error, FindingCode::UnreadableCell, this.in_column(at, number), say)
                })?;
            }
            What::OtherYear(column) => {
                let number = self.number_of(column);
                let years = self.years.names();
                self.each_row(rows, &column.id, findings, |this, at, found| {
                    let day = found.get(..10).unwrap_or(found);
                    let say = message!("finding-other-year", found = day, years = years.clone());
                    Finding::new(Level::Warning, FindingCode::OtherYear, this.in_column(at, number), say)
                })?;
            }
            What::Check(check) => {
                self.each_row(rows, column_names::ROW, findings, |_, at, _| {
                    let say = message!("finding-check-failed", say = &check.say);
                    Finding::new(check.level, FindingCode::CheckFailed, at, say)
                })?;
            }
            What::OneSided(OneSided { not_applicable, counted }) => {
                let number = self.number_of(not_applicable);
                self.each_row(rows, column_names::ROW, findings, |this, at, _| {
                    let say = message!("finding-one-sided", counted = column_name(counted));
                    Finding::new(Level::Warning, FindingCode::OneSided, this.in_column(at, number), say)
                })?;
            }
            What::AsRatios(..) | What::Absent(_) | What::OfFile(_) | What::Skipped => {}
        }
        let said = u64::try_from(findings.len() - before).unwrap_or(u64::MAX);
        if let (true, Some(last)) = (left > said, findings.last().cloned()) {
            findings.push(and_more(&last, left - said));
        }
        Ok(())
    }

    /// One finding a row, with what stands in the column `of`; and where it is, and whose.
    fn each_row(
        &self,
        rows: LazyFrame,
        of: &str,
        findings: &mut Vec<Finding>,
        make: impl Fn(&Self, FoundAt, &str) -> Finding,
    ) -> PolarsResult<Vec<(FoundAt, Vec<u32>)>> {
        let found = col(of).cast(DataType::String).alias(FOUND);
        let wanted = [col(column_names::FILE), col(column_names::ROW), col(column_names::UNIT), found];
        let rows = collect(rows.select(wanted).limit(SAID))?;
        let mut theirs = Vec::new();
        for number in 0..rows.height() {
            let finding = make(self, place(self.layout, self.sheets, &rows, number), &text(&rows, FOUND, number));
            theirs.push((finding.at.clone(), units(&rows, number)?));
            findings.push(finding);
        }
        Ok(theirs)
    }

    /// Rows that can't be used: for each unit the first of a file, however many there are.
    fn first_rows(&self, rows: LazyFrame, number: Option<usize>, what: &Unused) -> PolarsResult<Vec<Unusable>> {
        let rows = rows.select([col(column_names::FILE), col(column_names::ROW), col(column_names::UNIT)]);
        let rows = match self.layout.table.may_name_several_units() {
            true => rows.explode(cols([column_names::UNIT]), ExplodeOptions { empty_as_null: true, keep_nulls: true }),
            false => rows,
        };
        let firsts =
            rows.group_by([col(column_names::UNIT), col(column_names::FILE)]).agg([col(column_names::ROW).min()]);
        // Groups come in any order.
        let in_order = [column_names::FILE, column_names::ROW, column_names::UNIT];
        let firsts = collect(firsts)?.lazy().sort(in_order, SortMultipleOptions::default()).collect()?;
        let theirs = |row: usize| {
            let at = place(self.layout, self.sheets, &firsts, row);
            let at = match number {
                Some(number) => self.in_column(at, number),
                None => at,
            };
            Ok(self.unusable((at, units(&firsts, row)?), what))
        };
        (0..firsts.height()).map(theirs).collect()
    }

    fn unusable(&self, (at, units): (FoundAt, Vec<u32>), what: &Unused) -> Unusable {
        let years = match what {
            Unused::OfSomeYear if !self.other_year_apart => vec![Year::This, Year::Last],
            Unused::OfSomeYear | Unused::Cell { .. } | Unused::OfSomeUnit | Unused::Shifted => vec![self.year],
        };
        let (table, what) = (self.layout.table.id.clone(), what.clone());
        Unusable { table, years, units, what, at, first_day: None }
    }

    /// The findings for units that a pass over the rows met and did not know: one for each text, with its first row and how many rows
    /// have it; and the rows that are of one of several units.
    fn unknown_units(
        &self,
        column: &TableColumn,
        many: bool,
        rows: LazyFrame,
    ) -> PolarsResult<(Vec<Finding>, Vec<Unusable>)> {
        let number = self.number_of(column);
        let texts = unknown_texts(rows, &column.id, self.layout.table)?;
        let (mut findings, mut unusable) = (Vec::new(), Vec::new());
        for row in 0..texts.height() {
            let at = self.in_column(place(self.layout, self.sheets, &texts, row), number);
            let count = texts.column("#rows").ok().and_then(|column| whole(column, row)).unwrap_or(1);
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            let text = text(&texts, FOUND, row);
            unusable.extend(of_some_unit(self.layout, many, self.year, &text, &at, first_day(&texts, row)));
            if row >= SAID as usize {
                continue;
            }
            let say = say::unknown_unit(&self.layout.roster, &text, many, count);
            findings.push(Finding::new(Level::Error, FindingCode::UnknownUnit, at, say));
        }
        let left = texts.height().saturating_sub(findings.len());
        if let (true, Some(last)) = (left > 0, findings.last().cloned()) {
            findings.push(and_more(&last, u64::try_from(left).unwrap_or(u64::MAX)));
        }
        Ok((findings, unusable))
    }

    /// Total rows and remarks of a file in one finding.
    fn say_left_out(&self, rows: LazyFrame, kind: u8, findings: &mut Vec<Finding>) -> PolarsResult<()> {
        const LISTED: usize = 8;
        let rows = collect(rows.select([col(column_names::FILE), col(column_names::ROW)]).limit(SAID))?;
        let mut by_place: Vec<(FoundAt, Vec<String>)> = Vec::new();
        for number in 0..rows.height() {
            let mut at = place(self.layout, self.sheets, &rows, number);
            let row = at.row.take().unwrap_or_default().to_string();
            match by_place.last_mut() {
                Some((last, listed)) if *last == at => listed.push(row),
                Some(_) | None => by_place.push((at, vec![row])),
            }
        }
        for (at, mut listed) in by_place {
            let count = listed.len();
            let at = FoundAt { row: listed.first().and_then(|row| row.parse().ok()), ..at };
            listed.truncate(LISTED);
            let say = match kind {
                TOTAL => message!("finding-totals-left-out", rows = listed, count = count),
                _ => message!("finding-remarks-left-out", rows = listed, count = count),
            };
            findings.push(Finding::new(Level::Note, FindingCode::RowLeftOut, at, say));
        }
        Ok(())
    }

    fn ratios_for_percentages(&self, number: usize, file: usize, like: LikeRatios) -> Option<Finding> {
        let at = self.in_column(self.sheets.get(file)?.place.at(self.layout.table), number);
        let count = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        let say = match like {
            LikeRatios::All => message!("finding-ratios-for-percentages"),
            LikeRatios::NearlyAll { small, of } => {
                message!("finding-ratios-among-percentages", small = count(small), all = count(of))
            }
        };
        Some(Finding::new(Level::Warning, FindingCode::ImplausibleFigure, at, say))
    }

    fn number_of(&self, column: &TableColumn) -> usize {
        self.layout.table.columns.iter().position(|other| other.id == column.id).unwrap_or(usize::MAX)
    }

    fn in_column(&self, at: FoundAt, number: usize) -> FoundAt {
        in_column(self.layout, self.sheets, at, number)
    }
}

/// The row stands in the file with this number.
fn of_file(number: usize) -> Expr {
    col(column_names::FILE).eq(lit(u32::try_from(number).unwrap_or(u32::MAX)))
}

/// So many more like the last.
pub(super) fn and_more(last: &Finding, count: u64) -> Finding {
    let at = FoundAt { column: last.at.column.clone(), ..FoundAt::table(&last.at.table) };
    let say = message!("finding-and-more", count = usize::try_from(count).unwrap_or(usize::MAX));
    Finding::new(last.level, last.code, at, say)
}
