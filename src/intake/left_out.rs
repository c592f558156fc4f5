//! Rows that people write among the data and that are none: blank lines, totals, remarks under the table.

use polars::prelude::{Column, DataType, Expr, Field, IntoColumn, NamedFrom, PolarsResult, Series, StringChunked};

use super::cell::{narrow, squeezed, trimmed};

/// A row of data.
pub const KEPT: u8 = 0;
/// Nothing in any declared column: skipped in silence.
pub const BLANK: u8 = 1;
/// 合计, 小计, 总计, 平均: left out, and said.
pub const TOTAL: u8 = 2;
/// 填表人：…, 备注：…: left out, and said.
pub const REMARK: u8 = 3;

/// One of the columns that a row is judged by, from left to right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Declared, and holding names or texts, where 合计 may stand.
    Words,
    /// Declared, and holding anything else.
    Figures,
    /// Not declared: the leftmost column, with running numbers, totals and remarks.
    Leftmost,
}

/// Which kind of row each row is.
pub fn kind_of_row(columns: Vec<(Part, Expr)>) -> Expr {
    let (parts, mut inputs): (Vec<Part>, Vec<Expr>) = columns.into_iter().unzip();
    if inputs.is_empty() {
        return super::typed::constant(KEPT);
    }
    let first = inputs.remove(0);
    first.map_many(
        move |columns: &mut [Column]| judge(&parts, columns),
        &inputs,
        |_, fields| Ok(Field::new(fields.first().map_or("".into(), |field| field.name().clone()), DataType::UInt8)),
    )
}

fn judge(parts: &[Part], columns: &[Column]) -> PolarsResult<Column> {
    let texts: PolarsResult<Vec<StringChunked>> =
        columns.iter().map(|column| Ok(column.str()?.rechunk().into_owned())).collect();
    let texts = texts?;
    let height = texts.first().map_or(0, StringChunked::len);
    let mut kinds = Vec::with_capacity(height);
    for row in 0..height {
        let cells = parts.iter().zip(&texts).filter_map(|(part, texts)| Some((*part, texts.get(row)?)));
        kinds.push(kind(cells));
    }
    let name = columns.first().map_or("".into(), |column| column.name().clone());
    Ok(Series::new(name, kinds).into_column())
}

fn kind<'a>(cells: impl Iterator<Item = (Part, &'a str)>) -> u8 {
    let mut kind = BLANK;
    let mut leftmost_text = false;
    let mut first = true;
    for (part, cell) in cells {
        if trimmed(cell).is_empty() {
            continue;
        }
        match part {
            Part::Words | Part::Leftmost if is_total(cell) => return TOTAL,
            Part::Words | Part::Leftmost if first && is_remark(cell) => return REMARK,
            Part::Leftmost => leftmost_text = narrow(cell).trim().parse::<u64>().is_err(),
            Part::Words | Part::Figures => kind = KEPT,
        }
        first = false;
    }
    // A text in the leftmost column alone is somebody's remark; a running number alone is a line that was never filled in.
    if kind == BLANK && leftmost_text { REMARK } else { kind }
}

fn is_total(cell: &str) -> bool {
    // Eight characters at most, and the last is one of these: hardly any cell goes further.
    if cell.len() > 36 || !trimmed(cell).ends_with(['计', '均', '值', '：', ':']) {
        return false;
    }
    let text = squeezed(cell);
    let text = text.trim_end_matches(':');
    text.chars().nth(8).is_none()
        && (["合计", "小计", "总计"].iter().any(|word| text.ends_with(word))
            || matches!(text, "共计" | "累计" | "平均" | "平均值" | "均值"))
}

fn is_remark(cell: &str) -> bool {
    const WORDS: &[&str] = &["填表", "审核", "制表", "审批", "负责人", "单位负责人", "联系", "备注", "说明", "注"];
    let text = trimmed(cell);
    if !text.starts_with(['填', '审', '制', '负', '单', '联', '备', '说', '注']) {
        return false;
    }
    let text = squeezed(text);
    text.split_once(':')
        .is_some_and(|(head, _)| head.chars().nth(6).is_none() && WORDS.iter().any(|word| head.starts_with(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_by_what_stands_in_them() {
        let row = |leftmost: &'static str, town: &'static str, figure: &'static str| {
            kind([(Part::Leftmost, leftmost), (Part::Words, town), (Part::Figures, figure)].into_iter())
        };
        assert_eq!(row("1", "泗河镇", "3"), KEPT);
        assert_eq!(row("1", "", "3"), KEPT);
        assert_eq!(row("", "", ""), BLANK);
        assert_eq!(row("7", " ", "　"), BLANK);
        assert_eq!(row("合  计", "", "30"), TOTAL);
        assert_eq!(row("", "全市合计", "30"), TOTAL);
        assert_eq!(row("", "小计：", "30"), TOTAL);
        assert_eq!(row("9", "平均", "30"), TOTAL);
        assert_eq!(row("填表人：张三", "", ""), REMARK);
        assert_eq!(row("", "注：未含散养户", ""), REMARK);
        assert_eq!(row("以上数字以统计局为准", "", ""), REMARK);
        assert_eq!(row("1", "某某设计", "3"), KEPT);
        assert_eq!(row("1", "注册公司", "3"), KEPT);
    }
}
