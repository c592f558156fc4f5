//! Every figure of a page, read back and held against the document.

use std::collections::{BTreeMap, BTreeSet};

use kaohe::assess::document::{Document, Unit};
use kaohe::figure::{Exact, Rounding};
use kaohe::report::{Form, Kind};

use super::{december, june, made, provinces};

/// Where a figure of an HTML page stands, and its text.
#[derive(Debug, Default, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    unit: String,
    area: String,
    item: String,
    field: String,
    text: String,
}

/// Figures carry `data-field`; the unit, area or item that they are about is named by the last element before them that says so.
fn figures(html: &str) -> Vec<Found> {
    let mut at = Found::default();
    let mut found = Vec::new();
    for tag in html.split('<').skip(1) {
        let Some((tag, text)) = tag.split_once('>') else { continue };
        let attribute = |name: &str| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            Some(unescaped(rest.split_once('"')?.0))
        };
        if let Some(unit) = attribute("data-unit") {
            at = Found { unit, ..Found::default() };
        }
        if let Some(area) = attribute("data-area") {
            (at.area, at.item) = (area, String::new());
        }
        if let Some(item) = attribute("data-item") {
            (at.area, at.item) = (String::new(), item);
        }
        if let Some(field) = attribute("data-field") {
            found.push(Found { field, text: unescaped(text.trim()), ..at.clone() });
        }
    }
    found
}

fn unescaped(text: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x2f;", "/"), ("&amp;", "&")];
    pairs.into_iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}

/// A day, or the first and the last of several, as the pages write them.
fn by_day(target: &str) -> String {
    let day = |text: &str| {
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [year, month, day] if year.len() == 4 => {
                Some(format!("{year}年{}月{}日", month.trim_start_matches('0'), day.trim_start_matches('0')))
            }
            _ => None,
        }
    };
    match (day(target), target.split_once('～').map(|(first, last)| (first, day(first), day(last)))) {
        (Some(day), _) => format!("{day}前"),
        (None, Some((written, Some(first), Some(last)))) => {
            let year = format!("{}年", &written[..4]);
            format!("各自期限，{first}至{}", last.strip_prefix(&year).unwrap_or(&last))
        }
        (None, _) => target.to_owned(),
    }
}

fn grade(unit: &Unit, document: &Document) -> String {
    let provisional = if unit.provisional || !is_over(document) { "（暂定）" } else { "" };
    let vetoed = if unit.marks.contains(&kaohe::plan::Mark::Vetoed) { "【拟一票否决】" } else { "" };
    format!("{}{provisional}{vetoed}", unit.grade)
}

fn lost(document: &Document, full: &str, points: &str) -> String {
    let read = |text: &str| text.parse::<Exact>().expect("a figure");
    Rounding::new(document.numbers.round, document.numbers.points).show(&(read(full) - read(points)).max(Exact::ZERO))
}

/// What the document says of it; `None` where it says nothing.
fn expected(document: &Document, found: &Found) -> Option<String> {
    let unit = document.units.iter().find(|unit| unit.id == found.unit)?;
    if !found.area.is_empty() {
        let area = unit.areas.iter().find(|area| area.id == found.area)?;
        return Some(match found.field.as_str() {
            "full" => area.full.0.clone(),
            "assessed" => area.assessed.0.clone(),
            "points" => area.points.0.clone(),
            _other => return None,
        });
    }
    if found.item.is_empty() {
        return Some(match found.field.as_str() {
            "total" => unit.total.0.clone(),
            "at_least" => unit.at_least.0.clone(),
            "at_most" => unit.at_most.0.clone(),
            "rank" => unit.rank.to_string(),
            "rank_best" => unit.rank_best.to_string(),
            "rank_worst" => unit.rank_worst.to_string(),
            "of" => unit.of.to_string(),
            "grade" => grade(unit, document),
            _other => return None,
        });
    }
    if let Some(line) = unit.adjustments.iter().find(|line| line.id == found.item) {
        return Some(match found.field.as_str() {
            "points" => line.points.0.clone(),
            "at_least" => line.at_least.0.clone(),
            "at_most" => line.at_most.0.clone(),
            _other => return None,
        });
    }
    let item = unit.indicators.iter().find(|item| item.id == found.item)?;
    Some(match found.field.as_str() {
        "target" => by_day(&item.target_shown),
        "shown" => item.shown.clone(),
        "full" => item.full.0.clone(),
        "points" if item.left_out => "—".to_owned(),
        "points" => item.points.0.clone(),
        "at_least" => item.at_least.0.clone(),
        "at_most" => item.at_most.0.clone(),
        "gain" => lost(document, &item.at_most.0, &item.points.0),
        "due" => {
            let due = item.trace.as_ref().and_then(|trace| trace.tasks.as_ref()).and_then(|tasks| tasks.next_due);
            due.map(|day| format!("{}年{}月{}日", day.year(), day.month(), day.day())).unwrap_or_default()
        }
        "lost" => lost(document, &item.full.0, &item.points.0),
        "status" => return None,
        _other => return None,
    })
}

fn hold(document: &Document, kind: Kind) -> Vec<Found> {
    let found = figures(&made(document, None, kind, Form::Html));
    let mut wrong = Vec::new();
    for figure in found.iter().filter(|figure| figure.field != "status") {
        match expected(document, figure) {
            Some(text) if text == figure.text => {}
            other => wrong.push(format!("{figure:?}: the document has {other:?}")),
        }
    }
    assert!(wrong.is_empty(), "{} of {} figures are wrong:\n{}", wrong.len(), found.len(), wrong.join("\n"));
    found
}

#[test]
fn every_figure_of_the_result_pages_is_the_documents_and_none_is_missing() {
    for document in [december(), june(), provinces()] {
        let found: BTreeSet<(String, String, String)> =
            hold(document, Kind::Result).into_iter().map(|found| (found.unit, found.item, found.field)).collect();
        let mut missing = Vec::new();
        for unit in &document.units {
            let mut must = vec![(String::new(), "total"), (String::new(), "rank"), (String::new(), "grade")];
            for item in &unit.indicators {
                must.push((item.id.clone(), "full"));
                if !item.left_out {
                    must.push((item.id.clone(), "points"));
                }
            }
            let missed = must.into_iter().map(|(item, field)| (unit.id.clone(), item, field.to_owned()));
            missing.extend(missed.filter(|at| !found.contains(at)));
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }
}

#[test]
fn every_figure_of_the_notice_is_the_documents() {
    for document in [december(), june(), provinces()] {
        let found = hold(document, Kind::Notice);
        let totals = found.iter().filter(|figure| figure.field == "total").count();
        assert_eq!(totals, document.units.len());
    }
}

fn is_pending(item: &kaohe::assess::document::Indicator) -> bool {
    item.status == kaohe::assess::Status::Pending
}

fn is_over(document: &Document) -> bool {
    document.as_of.to_string() >= format!("{}-12-31", document.year)
}

/// What stands in the place of two bounds that are equal.
fn settled(unit: &Unit, document: &Document) -> &'static str {
    match (unit.marks.contains(&kaohe::plan::Mark::Vetoed), is_over(document)) {
        (true, _) => "以认定为准",
        (false, false) => "以年终为准",
        (false, true) => "已定",
    }
}

/// What stands behind a unit's name where anything of it can still move.
fn provisional(unit: &Unit, document: &Document) -> &'static str {
    let settled = unit.at_least == unit.at_most && unit.rank_best == unit.rank_worst && !unit.provisional;
    if settled && is_over(document) { "" } else { "（暂定）" }
}

/// The tables of a Markdown text: the heading above each, and its rows, the head first.
fn tables(markdown: &str) -> Vec<(String, Vec<Vec<String>>)> {
    let mut heading = [String::new(), String::new()];
    let mut tables: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    let mut within = false;
    for line in markdown.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            heading = [title.to_owned(), String::new()];
        } else if let Some(title) = line.strip_prefix("### ") {
            title.clone_into(&mut heading[1]);
        }
        let is_row = line.starts_with('|');
        if is_row && !line.starts_with("|---") {
            let cells: Vec<String> =
                line.trim_matches('|').split('|').map(|cell| cell.trim().replace('\\', "")).collect();
            if !within {
                tables.push((heading.join("/"), Vec::new()));
            }
            tables.last_mut().expect("a table has begun").1.push(cells);
        }
        within = is_row;
    }
    tables
}

#[test]
fn every_figure_of_the_results_in_markdown_is_the_documents() {
    for document in [december(), june(), provinces()] {
        let text = made(document, None, Kind::Result, Form::Markdown);
        let all = tables(&text);
        let tables: BTreeMap<String, Vec<Vec<String>>> = all.iter().cloned().collect();
        for unit in &document.units {
            let table = |part: &str| {
                let name = format!("{}考核结果单{}/{part}", unit.name, provisional(unit, document));
                tables.get(&name).unwrap_or_else(|| panic!("no {name}"))
            };
            let figures = [
                &unit.total.0,
                &unit.full.0,
                &unit.rank.to_string(),
                &match unit.rank_best == unit.rank_worst {
                    true => settled(unit, document).to_owned(),
                    false => format!("第{}～{}名", unit.rank_best, unit.rank_worst),
                },
                &unit.of.to_string(),
                &unit.at_least.0,
                &unit.at_most.0,
            ];
            assert_eq!(table("")[1][0], grade(unit, document));
            assert_eq!(table("")[1][1..].iter().collect::<Vec<_>>(), figures);
            let items = table("各项指标");
            assert_eq!(items.len(), unit.indicators.len() + 1);
            for (item, row) in unit.indicators.iter().zip(&items[1..]) {
                let points = if item.left_out { "—".to_owned() } else { item.points.0.clone() };
                let target = by_day(&item.target_shown);
                let expected = [&item.title, &target, &item.shown, &item.full.0, &points];
                assert_eq!(row[..5].iter().collect::<Vec<_>>(), expected, "{}", unit.name);
            }
            for (area, row) in unit.areas.iter().zip(&table("各板块得分")[1..]) {
                let points = if area.not_assessed { "不考核" } else { &area.points.0 };
                assert_eq!(
                    (row[0].as_str(), row[1].as_str(), row[3].as_str()),
                    (area.title.as_str(), area.full.0.as_str(), points)
                );
            }
            let losing = |item: &&kaohe::assess::document::Indicator| {
                !item.left_out && lost(document, &item.full.0, &item.points.0) != "0.00"
            };
            let rows = |head: &str| -> Vec<&Vec<String>> {
                let name = format!("{}考核结果单{}/失分项目和提分途径", unit.name, provisional(unit, document));
                let own = all.iter().filter(|(heading, rows)| *heading == name && rows[0][1] == head);
                own.flat_map(|(_, rows)| &rows[1..]).collect()
            };
            let lost_rows = rows("失分");
            assert_eq!(lost_rows.len(), unit.indicators.iter().filter(losing).filter(|item| !is_pending(item)).count());
            for row in lost_rows {
                let item =
                    unit.indicators.iter().filter(losing).find(|item| item.title == row[0]).expect("an item that lost");
                assert_eq!(row[1], lost(document, &item.full.0, &item.points.0), "{} {}", unit.name, item.title);
            }
            // What can still give points stands there as well, whatever is pending.
            let open = |item: &&kaohe::assess::document::Indicator| is_pending(item) && item.points != item.at_most;
            let open_rows = rows("最多可得");
            assert_eq!(open_rows.len(), unit.indicators.iter().filter(open).count(), "{}", unit.name);
            for row in open_rows {
                let item = unit.indicators.iter().filter(open).find(|item| item.title == row[0]).expect("an open item");
                assert_eq!(row[1], lost(document, &item.at_most.0, &item.points.0), "{} {}", unit.name, item.title);
            }
        }
    }
}

#[test]
fn ranks_and_changes_in_the_markdown_of_notice_and_brief_are_the_documents() {
    let text = made(december(), Some(june()), Kind::Notice, Form::Markdown);
    let rows: Vec<Vec<String>> = tables(&text).into_iter().flat_map(|(_, rows)| rows.into_iter().skip(1)).collect();
    let expected =
        december().units.iter().map(|unit| vec![unit.rank.to_string(), unit.name.clone(), unit.total.0.clone()]);
    let expected: Vec<Vec<String>> = expected.collect();
    assert_eq!(rows.iter().map(|row| row[..3].to_vec()).collect::<Vec<_>>(), expected);
    let text = made(december(), Some(june()), Kind::Brief, Form::Markdown);
    let changes = tables(&text).into_iter().map(|(_, rows)| rows).find(|rows| rows[0][1] == "原总分").expect("changes");
    assert_eq!(changes.len(), december().units.len() + 1);
    for row in &changes[1..] {
        let now = december().units.iter().find(|unit| unit.name == row[0]).expect("a unit of December");
        let old = june().units.iter().find(|unit| unit.name == row[0]).expect("a unit of June");
        let read = |text: &str| text.parse::<Exact>().expect("a figure");
        let difference = read(&now.total.0) - read(&old.total.0);
        assert_eq!(row[1..3], [old.total.0.clone(), now.total.0.clone()]);
        assert_eq!(read(&row[3]), difference, "{}", row[0]);
        assert_eq!(row[4..], [old.rank.to_string(), now.rank.to_string(), grade(old, june()), grade(now, december())]);
    }
}
