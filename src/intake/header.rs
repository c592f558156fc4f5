//! Where the header stands, and which of its cells heads which declared column.

use std::collections::BTreeMap;

use super::cell::{narrow, squeezed};
use super::finding::{Finding, FindingCode, FoundAt};
use super::sheet::Source;
use crate::figure::{Exact, Unit};
use crate::message;
use crate::plan::{ColumnType, Level, Table};

/// The header is looked for in so many rows.
pub const ROWS_SEARCHED: usize = 10;

/// The columns of a table under all their names.
pub struct Headings<'a> {
    table: &'a Table,
    /// For each declared column its names: in full, and without what stands in brackets.
    names: Vec<Vec<(String, String)>>,
}

/// Which declared column stands where.
pub struct Matched {
    /// For each declared column the position of its header.
    pub positions: Vec<Option<usize>>,
    /// For each declared column, where its header names another unit: the unit, and how many of the column's one of it is.
    pub units: Vec<Option<(String, Exact)>>,
    /// Headers that head nothing declared.
    pub unknown: Vec<String>,
    pub findings: Vec<Finding>,
}

/// How well a header fits a column: its brackets too, or only what stands outside of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    InFull,
    WithoutBrackets,
}

/// That the header at a position fits a declared column.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Fitting {
    fit: Fit,
    column: usize,
    position: usize,
}

impl<'a> Headings<'a> {
    pub fn new(table: &'a Table) -> Headings<'a> {
        let names = |column: &crate::plan::TableColumn| {
            std::iter::once(&column.id).chain(&column.headers).map(|name| (squeezed(name), bare(name))).collect()
        };
        Headings { table, names: table.columns.iter().map(names).collect() }
    }

    /// The row among the first ten in which most columns are headed; `None` if no row heads any.
    pub fn find(&self, rows: &[Vec<String>]) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for (row, cells) in rows.iter().take(ROWS_SEARCHED).enumerate() {
            let headed = self.assign(cells).0.iter().flatten().count();
            if headed > best.map_or(0, |(_, most)| most) {
                best = Some((row, headed));
            }
        }
        best.map(|(row, _)| row)
    }

    /// How many columns are headed in the row in which most are.
    pub fn headed(&self, rows: &[Vec<String>]) -> usize {
        let headed = |cells: &Vec<String>| self.assign(cells).0.iter().flatten().count();
        rows.iter().take(ROWS_SEARCHED).map(headed).max().unwrap_or(0)
    }

    /// Each declared column to at most one header, a better fit before a worse.
    pub fn matched(&self, cells: &[String], at: &FoundAt) -> Matched {
        let (positions, fits) = self.assign(cells);
        let mut findings = Vec::new();
        let mut units: BTreeMap<usize, (String, Exact)> = BTreeMap::new();
        // Headers of which something was said, and columns that can't be read from theirs.
        let (mut told, mut unusable) = (Vec::new(), Vec::new());
        let here = |header: Option<&String>| FoundAt { column: header.cloned(), ..at.clone() };
        for (number, column) in self.table.columns.iter().enumerate() {
            let Some(position) = positions.get(number).copied().flatten() else {
                self.missing(number, cells, &positions, &fits, at, &mut findings);
                continue;
            };
            let header = cells.get(position);
            let of_column = || fits.iter().filter(|fitting| fitting.column == number);
            let own = of_column().find(|fitting| fitting.position == position).map(|fitting| fitting.fit);
            // A worse fit is a rival where all that it has in its brackets is a unit.
            let rivals = of_column().filter(|fitting| {
                let free = !positions.contains(&Some(fitting.position));
                let only_a_unit =
                    || cells.get(fitting.position).is_some_and(|header| names_only_a_unit(header, column));
                fitting.position != position && (Some(fitting.fit) == own || free && only_a_unit())
            });
            let rivals: Vec<usize> = rivals.map(|fitting| fitting.position).collect();
            if !rivals.is_empty() {
                let headers = std::iter::once(&position).chain(&rivals).filter_map(|position| cells.get(*position));
                let headers: Vec<String> = headers.cloned().collect();
                let say = message!("finding-two-headers", column = column_name(column), headers = headers);
                findings.push(Finding::new(Level::Error, FindingCode::AmbiguousColumn, here(header), say));
                told.extend(rivals);
            }
            let ColumnType::Number(declared) = &column.holds else { continue };
            let (Some(header), Some(expected)) = (header, declared.unit.as_deref()) else { continue };
            match HeaderUnit::of(header, expected) {
                HeaderUnit::AsDeclared => {}
                HeaderUnit::Factor(found, factor) => {
                    let say = message!("finding-header-unit", found = &found, expected = expected, factor = &factor);
                    findings.push(Finding::new(Level::Note, FindingCode::HeaderUnit, here(Some(header)), say));
                    units.insert(number, (found, factor));
                }
                HeaderUnit::OfAnotherThing(found) => {
                    let say = message!("finding-header-other-unit", found = found, expected = expected);
                    findings.push(Finding::new(Level::Error, FindingCode::HeaderUnit, here(Some(header)), say));
                    told.push(position);
                    unusable.push(number);
                }
            }
        }
        let unknown = cells.iter().enumerate().filter(|(position, header)| {
            let told = positions.contains(&Some(*position)) || told.contains(position);
            let for_two = findings.iter().any(|finding| finding.at.column.as_ref() == Some(*header));
            !told && !for_two && !squeezed(header).is_empty()
        });
        let unknown = unknown.map(|(_, header)| header.clone()).collect();
        let mut positions = positions;
        for number in unusable {
            if let Some(position) = positions.get_mut(number) {
                *position = None;
            }
        }
        let units = (0..positions.len()).map(|number| units.remove(&number)).collect();
        Matched { unknown, positions, units, findings }
    }

    /// The position of each column's header, and everything that fits anything.
    fn assign(&self, cells: &[String]) -> (Vec<Option<usize>>, Vec<Fitting>) {
        let mut fits = Vec::new();
        for (position, header) in cells.iter().enumerate() {
            let (full, bare) = (squeezed(header), bare(header));
            if full.is_empty() {
                continue;
            }
            for (column, names) in self.names.iter().enumerate() {
                if names.iter().any(|name| name.0 == full) {
                    fits.push(Fitting { fit: Fit::InFull, column, position });
                } else if names.iter().any(|name| name.1 == bare) {
                    fits.push(Fitting { fit: Fit::WithoutBrackets, column, position });
                }
            }
        }
        fits.sort_unstable();
        let mut positions = vec![None; self.names.len()];
        for Fitting { column, position, .. } in &fits {
            let taken = positions.contains(&Some(*position));
            if let Some(place @ None) = positions.get_mut(*column)
                && !taken
            {
                *place = Some(*position);
            }
        }
        (positions, fits)
    }

    fn missing(
        &self,
        number: usize,
        cells: &[String],
        positions: &[Option<usize>],
        fits: &[Fitting],
        at: &FoundAt,
        findings: &mut Vec<Finding>,
    ) {
        let Some(column) = self.table.columns.get(number) else { return };
        // Its header may have gone to another column that it fits as well.
        let shared = fits.iter().find(|fitting| fitting.column == number).and_then(|fitting| {
            let other = positions.iter().position(|position| *position == Some(fitting.position))?;
            Some((cells.get(fitting.position)?, self.table.columns.get(other)?))
        });
        if let Some((header, other)) = shared {
            let columns = vec![column_name(other), column_name(column)];
            let say = message!("finding-header-for-two", header = header, columns = columns);
            let at = FoundAt { column: Some(header.clone()), ..at.clone() };
            findings.push(Finding::new(Level::Error, FindingCode::AmbiguousColumn, at, say));
            return;
        }
        if !column.required {
            return;
        }
        let names: Vec<String> = column.headers.iter().chain([&column.id]).cloned().collect();
        let free = cells.iter().enumerate().filter(|(position, _)| !positions.contains(&Some(*position)));
        let free: Vec<&str> = free.map(|(_, header)| header.as_str()).collect();
        let near = names.iter().find_map(|name| crate::diagnostic::nearest(name, free.iter().copied()));
        let say = match near {
            Some(near) => {
                message!("finding-missing-column-near", column = column_name(column), names = names, near = near)
            }
            None => message!("finding-missing-column", column = column_name(column), names = names),
        };
        findings.push(Finding::new(Level::Error, FindingCode::MissingColumn, at.clone(), say));
    }
}

/// What a column is called before people: its first header, or its id.
pub fn column_name(column: &crate::plan::TableColumn) -> String {
    column.headers.first().unwrap_or(&column.id).clone()
}

/// Squeezed, without what stands in brackets.
fn bare(header: &str) -> String {
    let mut outside = String::new();
    let mut depth = 0usize;
    for character in squeezed(header).chars() {
        match character {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(character),
            _ => {}
        }
    }
    if outside.is_empty() { squeezed(header) } else { outside }
}

/// The unit that a header names in its brackets, held against the one that the column declares.
enum HeaderUnit {
    /// The same, or none that is known.
    AsDeclared,
    /// One of it is so many of the declared.
    Factor(String, Exact),
    /// Nothing turns one into the other.
    OfAnotherThing(String),
}

impl HeaderUnit {
    fn of(header: &str, declared: &str) -> HeaderUnit {
        let Some(inside) = in_brackets(header) else { return HeaderUnit::AsDeclared };
        let (found, wanted) = (Unit::from(inside.clone()), Unit::from(declared.to_owned()));
        match found.factor_to(&wanted) {
            Some(Exact::ONE) => HeaderUnit::AsDeclared,
            Some(factor) => HeaderUnit::Factor(inside, factor),
            None if is_known(&inside) && (is_known(declared) || squeezed(declared) != squeezed(&inside)) => {
                HeaderUnit::OfAnotherThing(inside)
            }
            None => HeaderUnit::AsDeclared,
        }
    }
}

/// What stands in the last brackets of a header, without 单位.
fn in_brackets(header: &str) -> Option<String> {
    let narrow = narrow(header);
    let inside = narrow.rsplit_once(['(', '[', '【', '〔'])?.1;
    let inside = inside.split([')', ']', '】', '〕']).next()?;
    let inside = inside.trim().trim_start_matches("单位").trim_start_matches(':').trim();
    (!inside.is_empty()).then(|| inside.to_owned())
}

fn is_known(unit: &str) -> bool {
    unit == "%" || Unit::from(unit.to_owned()).is_known()
}

/// The brackets of a header hold nothing that would tell it from the column: a unit, and no 旧 or 说明.
fn names_only_a_unit(header: &str, column: &crate::plan::TableColumn) -> bool {
    let Some(inside) = in_brackets(header) else { return true };
    let declared = match &column.holds {
        ColumnType::Number(number) => number.unit.as_deref(),
        ColumnType::Unit { .. }
        | ColumnType::Text { .. }
        | ColumnType::Date { .. }
        | ColumnType::Bool
        | ColumnType::Class { .. } => None,
    };
    is_known(&inside) || declared.is_some_and(|declared| squeezed(declared) == squeezed(&inside))
}

impl Matched {
    /// Where each column comes from in a sheet of texts, whose columns are named by their positions.
    pub fn sources(&self, name: impl Fn(usize) -> String) -> Vec<Source> {
        let source = |(position, unit): (&Option<usize>, &Option<(String, Exact)>)| match (position, unit) {
            (None, _) => Source::Missing,
            (Some(position), None) => Source::Text(name(*position)),
            (Some(position), Some((unit, factor))) => {
                Source::Converted { name: name(*position), unit: unit.clone(), factor: factor.clone() }
            }
        };
        self.positions.iter().zip(&self.units).map(source).collect()
    }

    /// For each declared column its header as it stands in the file.
    pub fn headers(&self, cells: &[String]) -> Vec<Option<String>> {
        self.positions.iter().map(|position| cells.get((*position)?).cloned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{NumberColumn, Place, TableColumn};

    fn column(id: &str, headers: &[&str], unit: Option<&str>) -> TableColumn {
        TableColumn {
            id: id.to_owned(),
            at: Place::default(),
            holds: ColumnType::Number(NumberColumn {
                unit: unit.map(str::to_owned),
                decimals: 2,
                min: None,
                max: None,
                below_detection: false,
                detection_limit: None,
            }),
            headers: headers.iter().map(|header| (*header).to_owned()).collect(),
            required: true,
            absent: Default::default(),
            marks: Vec::new(),
            work: None,
        }
    }

    fn table(columns: Vec<TableColumn>) -> Table {
        Table {
            id: "farms".to_owned(),
            title: "台账".to_owned(),
            at: Place::default(),
            unit_column: None,
            key: Vec::new(),
            time_column: None,
            year_column: None,
            submitted_column: None,
            every_unit: false,
            counted_in: None,
            work: None,
            columns,
            checks: Vec::new(),
        }
    }

    fn cells(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn codes(matched: &Matched) -> Vec<FindingCode> {
        matched.findings.iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn the_header_is_found_under_titles_by_any_alias() {
        let table =
            table(vec![column("town", &["乡镇", "乡（镇）街"], None), column("used", &["综合利用量"], Some("吨"))]);
        let headings = Headings::new(&table);
        let rows = [
            cells(&["2022年台账", "", ""]),
            cells(&["填表单位：某局"]),
            cells(&["序号", "乡 (镇) 街", "综合 利用量（吨）"]),
            cells(&["1", "泗河镇", "3"]),
        ];
        assert_eq!(headings.find(&rows), Some(2));
        let matched = headings.matched(&rows[2], &FoundAt::default());
        assert_eq!(matched.positions, [Some(1), Some(2)]);
        assert_eq!(matched.unknown, ["序号"]);
        assert!(matched.findings.is_empty(), "{:?}", matched.findings);
        assert_eq!(headings.find(&[cells(&["甲", "乙"])]), None);
    }

    #[test]
    fn a_full_fit_goes_before_one_without_brackets() {
        let table = table(vec![column("a", &["面积（治理）"], None), column("b", &["面积（应治理）"], None)]);
        let matched = Headings::new(&table).matched(&cells(&["面积（应治理）", "面积（治理）"]), &FoundAt::default());
        assert_eq!(matched.positions, [Some(1), Some(0)]);
        assert!(matched.findings.is_empty());
    }

    #[test]
    fn what_fits_twice_is_said() {
        let table = table(vec![column("used", &["利用量"], None), column("made", &["产生量"], None)]);
        let matched =
            Headings::new(&table).matched(&cells(&["利用量", "利用量(旧)", "利用量", "产生"]), &FoundAt::default());
        assert_eq!(matched.positions, [Some(0), None]);
        assert_eq!(codes(&matched), [FindingCode::AmbiguousColumn, FindingCode::MissingColumn]);
    }

    #[test]
    fn another_unit_in_the_header_is_converted_by_its_factor_or_not_used() {
        let table = table(vec![
            column("used", &["利用量"], Some("吨")),
            column("area", &["面积"], Some("亩")),
            column("made", &["产生量"], Some("吨")),
        ]);
        let cells = cells(&["利用量（万吨）", "面积（单位：亩）", "产生量（头）"]);
        let matched = Headings::new(&table).matched(&cells, &FoundAt::default());
        assert_eq!(codes(&matched), [FindingCode::HeaderUnit, FindingCode::HeaderUnit]);
        let levels: Vec<Level> = matched.findings.iter().map(|finding| finding.level).collect();
        assert_eq!(levels, [Level::Note, Level::Error]);
        assert_eq!(matched.units, [Some(("万吨".to_owned(), Exact::from(10_000))), None, None]);
        assert_eq!(matched.positions, [Some(0), Some(1), None], "heads are no tonnes");
        assert!(matched.unknown.is_empty());
    }

    #[test]
    fn a_second_column_that_differs_by_a_unit_alone_is_a_rival_and_any_other_is_named() {
        let table = table(vec![column("nh3n", &["氨氮"], Some("mg/L"))]);
        let of = |headers: &[&str]| Headings::new(&table).matched(&cells(headers), &FoundAt::default());
        for twice in [["氨氮", "氨氮(mg/L)"], ["氨氮(mg/L)", "氨氮"], ["氨氮", "氨氮（μg/L）"], ["氨氮", "氨氮"]]
        {
            assert_eq!(codes(&of(&twice)), [FindingCode::AmbiguousColumn], "{twice:?}");
        }
        let other = of(&["氨氮", "氨氮（去年）"]);
        assert!(other.findings.is_empty() && other.unknown == ["氨氮（去年）"], "{:?}", other.unknown);
    }
}
