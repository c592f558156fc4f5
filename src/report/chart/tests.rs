use super::drawing::{PIXEL, fitted, lanes, text_width};
use super::*;
use crate::figure::Exact;
use crate::words::{Language, Words};

fn exact(text: &str) -> Exact {
    text.parse().expect("a number in a test")
}

const TOWNS: [&str; 6] =
    ["泗河镇", "延和朝鲜族乡", "公安局交通管理大队", "五棵树镇", "新疆生产建设兵团第十三师黄田农场", "A县"];

/// So many units with long and short names, totals from 100 down below nought, some of them open.
fn bars(units: usize) -> RankedBars {
    let bar = |index: usize| {
        let total = &exact("99.5") - &(&Exact::from(index) * &exact("0.21"));
        let spread = if index.is_multiple_of(3) { exact("4.25") } else { Exact::ZERO };
        Bar {
            unit: format!("u{index}"),
            rank: (index + 1).to_string(),
            name: format!("{}{}", TOWNS[index % TOWNS.len()], index + 1),
            total_shown: total.to_string(),
            at_least: &total - &spread,
            at_least_shown: (&total - &spread).to_string(),
            at_most: &total + &spread,
            at_most_shown: (&total + &spread).to_string(),
            total,
            grade: ["优秀（暂定）", "良好", "需要整改的不合格等次（暂定）"][index % 3].to_owned(),
        }
    };
    let edge = |(grade, at): (&str, &str)| Edge { grade: grade.to_owned(), at: exact(at), at_shown: at.to_owned() };
    RankedBars {
        id: "bars".to_owned(),
        title: "乡镇总分".to_owned(),
        full: exact("100"),
        bars: (0..units).map(bar).collect(),
        edges: [("优秀", "90"), ("良好", "80"), ("合格", "60"), ("特优", "98")].map(edge).to_vec(),
        most: ROWS_SHOWN,
    }
}

#[test]
fn a_chart_that_has_to_be_short_shows_both_ends() {
    let short = RankedBars { most: 20, ..bars(200) };
    let drawings = short.draw(&Words::new(Language::Zh));
    let labels: Vec<String> = drawings.into_iter().flat_map(|drawing| drawing.labels).map(|label| label.text).collect();
    let has = |text: &str| labels.iter().any(|label| label == text);
    assert!(has("……中间180个单位略……") && has("10") && !has("11") && !has("190") && has("191"), "{labels:?}");
}

/// Whom the fold hides beside others of the same rank is told.
#[test]
fn a_fold_counts_those_that_tie_with_its_neighbours() {
    let words = Words::new(Language::Zh);
    let folded = |ranks: &dyn Fn(usize) -> usize| {
        let mut chart = bars(200);
        for (index, bar) in chart.bars.iter_mut().enumerate() {
            bar.rank = ranks(index).to_string();
        }
        let labels = chart.draw(&words).into_iter().flat_map(|drawing| drawing.labels);
        labels.map(|label| label.text).find(|text| text.contains("中间")).expect("a fold")
    };
    assert_eq!(folded(&|index| index + 1), "……中间140个单位略……");
    assert_eq!(folded(&|index| if index < 50 { 1 } else { index + 1 }), "……中间140个单位略：20个与上面末位并列……");
    assert_eq!(folded(&|index| if index < 150 { index + 1 } else { 151 }), "……中间140个单位略：20个与下面首位并列……");
    let both = folded(&|index| if index < 50 { 1 } else { 51 });
    assert_eq!(both, "……中间140个单位略：20个与上面末位并列，120个与下面首位并列……");
}

/// Every state in turn, in so many columns of areas of one to seven columns.
fn heat(units: usize, columns: usize) -> HeatMap {
    let areas = ["蓝天保卫战", "督察整改与信访举报办理", "执法与责任落实", "青山保卫战"];
    let mut named = Vec::new();
    for (index, width) in [1, 7, 2, 5, 1, 3].iter().cycle().enumerate() {
        named.extend((0..*width).map(|_| format!("{}{index}", areas[index % areas.len()])));
        if named.len() >= columns {
            break;
        }
    }
    let column = |(index, area): (usize, &String)| Column {
        item: format!("i{index}"),
        title: ["秸秆露天焚烧火点", "PM2.5平均浓度（Ⅰ～Ⅲ类）", "卡岔河流域乡镇污水处理设施建成投运（枯水期加倍）"]
            [index % 3]
            .to_owned(),
        area: area.clone(),
    };
    let states = [
        CellState::Scored(exact("1")),
        CellState::Scored(exact("1/3")),
        CellState::NotAssessed,
        CellState::NotDue,
        CellState::AwaitsHand,
        CellState::NoData,
        CellState::Scored(exact("0")),
        CellState::Withheld,
        CellState::Vetoed,
        CellState::NotHeld,
        CellState::Scored(exact("0.85")),
        CellState::Scored(exact("0.6")),
    ];
    let cell = |index: usize| Cell {
        state: states[index % states.len()].clone(),
        points_shown: "5.61".to_owned(),
        full_shown: "6".to_owned(),
    };
    let row = |unit: usize| Row {
        unit: format!("u{unit}"),
        name: format!("{}{}", TOWNS[unit % TOWNS.len()], unit + 1),
        group: if unit < 4 { "街道" } else { "乡镇" }.to_owned(),
        cells: (0..columns).map(|column| cell(unit * 7 + column)).collect(),
    };
    HeatMap {
        id: "heat".to_owned(),
        title: "各项得分".to_owned(),
        columns: named.iter().take(columns).enumerate().map(column).collect(),
        rows: (0..units).map(row).collect(),
        most: ROWS_SHOWN,
    }
}

fn drawings(map: &HeatMap) -> Vec<Drawing> {
    let bands = map.draw(&Words::new(Language::Zh));
    bands.into_iter().flat_map(|band| std::iter::once(band.head).chain(band.rows)).collect()
}

/// Names the labels that cover each other, leave the drawing or are wider than their box.
fn faults(drawing: &Drawing) -> Vec<String> {
    let mut faults = Vec::new();
    let labels = &drawing.labels;
    for (index, label) in labels.iter().enumerate() {
        let outside = label.x < 0
            || label.y < 0
            || label.x + label.width > drawing.width
            || label.y + label.height > drawing.height;
        if outside {
            faults.push(format!("{} leaves the drawing", label.text));
        }
        let along = if label.align == Align::Down { label.height } else { label.width };
        if text_width(&label.text, label.size) > along {
            faults.push(format!("{} is wider than its box", label.text));
        }
        for other in &labels[index + 1..] {
            let apart = label.x + label.width <= other.x
                || other.x + other.width <= label.x
                || label.y + label.height <= other.y
                || other.y + other.height <= label.y;
            if !apart {
                faults.push(format!("{} covers {}", label.text, other.text));
            }
        }
    }
    faults
}

#[test]
fn no_label_covers_another_at_4_28_and_500_units() {
    let words = Words::new(Language::Zh);
    for units in [1, 4, 28, 500] {
        for piece in bars(units).draw(&words) {
            assert_eq!(faults(&piece), Vec::<String>::new(), "bars of {units}");
        }
        for columns in [1, 6, 31, 60] {
            for piece in drawings(&heat(units, columns)) {
                assert_eq!(faults(&piece), Vec::<String>::new(), "map of {units} × {columns}");
            }
        }
    }
}

#[test]
fn covered_labels_would_be_found() {
    let words = Words::new(Language::Zh);
    let mut drawing = bars(28).draw(&words).swap_remove(0);
    let lower = drawing.labels[20].y;
    for label in &mut drawing.labels {
        label.y = lower;
    }
    assert!(!faults(&drawing).is_empty());
}

#[test]
fn five_hundred_units_show_the_first_and_the_last_and_the_table_shows_all() {
    let words = Words::new(Language::Zh);
    let chart = bars(500);
    let pieces = chart.draw(&words);
    let told: Vec<&str> = pieces.iter().flat_map(|piece| &piece.labels).map(|label| label.text.as_str()).collect();
    assert!(told.contains(&"1") && told.contains(&"30") && told.contains(&"471") && told.contains(&"500"));
    assert!(!told.contains(&"31") && !told.contains(&"470"));
    assert!(told.contains(&"……中间440个单位略……"));
    let html = chart.write(&words);
    assert!(chart.bars.iter().all(|bar| html.contains(&format!("<th scope=\"row\">{}</th>", bar.name))));
}

/// A group's own first and last are named, and what stands between is counted: a leader knows whose row is whose, and that there are more.
#[test]
fn a_map_of_many_units_names_the_first_and_the_last_of_each_group() {
    let mut map = heat(500, 6);
    map.most = 20;
    // Short enough for one line each.
    for (place, row) in map.rows.iter_mut().enumerate() {
        row.name = format!("{}镇", place + 1);
    }
    let pieces = drawings(&map);
    let told: Vec<&str> = pieces.iter().flat_map(|piece| &piece.labels).map(|label| label.text.as_str()).collect();
    let is_named = |place: usize| told.contains(&map.rows[place].name.as_str());
    let named: Vec<usize> = (0..500).filter(|place| is_named(*place)).collect();
    assert_eq!(named, [vec![0, 1, 2, 3], (4..9).collect(), (495..500).collect()].concat());
    assert!(told.contains(&"……中间486个单位略……"), "{told:?}");
}

#[test]
fn states_are_told_apart_without_colour() {
    let words = Words::new(Language::Zh);
    let pieces = drawings(&heat(4, 31));
    let told: Vec<&str> = pieces.iter().flat_map(|piece| &piece.labels).map(|label| label.text.as_str()).collect();
    for letter in ["否", "－", "待", "缺", "密", "3", "0", "8"] {
        assert!(told.contains(&letter), "{letter}");
    }
    let html = heat(4, 31).write(&words);
    for pattern in ["heat-1-strokes", "heat-1-dots", "heat-1-grid"] {
        assert!(html.contains(&format!("<pattern id=\"{pattern}\"")), "{pattern}");
    }
    assert!(html.contains(">不考核</td>") && html.contains(">5.61/6</td>"));
}

#[test]
fn markup_in_a_name_stays_text() {
    let words = Words::new(Language::Zh);
    let hostile = "<script>alert(1)</script>\"'&";
    let mut chart = bars(4);
    chart.bars[1].name = hostile.to_owned();
    chart.bars[2].grade = hostile.to_owned();
    chart.edges[0].grade = hostile.to_owned();
    chart.title = hostile.to_owned();
    let mut map = heat(4, 6);
    map.rows[0].name = hostile.to_owned();
    map.rows[1].unit = hostile.to_owned();
    map.columns[0].title = hostile.to_owned();
    map.columns[1].area = hostile.to_owned();
    for html in [chart.write(&words), map.write(&words)] {
        assert!(!html.contains("<script") && html.contains("&lt;script&gt;"), "{html}");
    }
}

#[test]
fn a_page_that_forbids_styles_in_attributes_loses_nothing() {
    let words = Words::new(Language::Zh);
    for html in [bars(28).write(&words), heat(28, 31).write(&words)] {
        assert!(!html.contains(" style=") && !html.contains("<style"));
    }
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    let words = Words::new(Language::Zh);
    assert_eq!(bars(28).write(&words), bars(28).write(&words));
    insta::assert_snapshot!(bars(4).write(&words));
}

#[test]
fn a_page_may_end_between_pieces_of_twelve_rows_and_numbers_stand_under_the_last() {
    let words = Words::new(Language::Zh);
    let pieces = bars(28).draw(&words);
    let rows =
        |piece: &Drawing| piece.shapes.iter().filter(|shape| matches!(shape, Shape::Box { tip: Some(_), .. })).count();
    assert_eq!(pieces.iter().map(rows).collect::<Vec<_>>(), [10, 10, 8]);
    let has = |piece: &Drawing, text: &str| piece.labels.iter().any(|label| label.text == text);
    assert!(has(&pieces[0], "优秀 90") && !has(&pieces[1], "优秀 90"));
    assert!(has(&pieces[2], "0") && !has(&pieces[0], "0"));
    let html = bars(28).write(&words);
    for id in ["bars-title", "bars-1-title", "bars-2-title"] {
        assert_eq!(html.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}");
    }
}

#[test]
fn a_page_may_end_between_rows_of_a_map_and_repeats_its_heads() {
    let words = Words::new(Language::Zh);
    let bands = heat(28, 6).draw(&words);
    let [band] = bands.as_slice() else { panic!("six columns stand side by side") };
    assert_eq!(band.head.labels.iter().filter(|label| label.align == Align::Down).count(), 6);
    let rows = |piece: &Drawing| {
        piece.shapes.iter().filter(|shape| matches!(shape, Shape::Box { tip: Some(_), .. })).count() / 6
    };
    assert_eq!(band.rows.iter().map(rows).collect::<Vec<_>>(), [4, 4, 4, 4, 4, 4, 4, 0], "the legend is last");
    let html = heat(28, 6).write(&words);
    assert_eq!((html.matches("<thead><tr><td><svg").count(), html.matches("<tr><td><svg").count()), (1, 9));
}

#[test]
fn a_line_stands_where_the_next_group_begins() {
    let words = Words::new(Language::Zh);
    let across = |band: &Band| -> Vec<usize> {
        let flat = |shape: &&Shape| matches!(shape, Shape::Line { y1, y2, .. } if y1 == y2);
        band.rows.iter().map(|piece| piece.shapes.iter().filter(flat).count()).collect()
    };
    assert_eq!(across(&heat(8, 6).draw(&words)[0]), [0, 1, 0]);
    assert_eq!(across(&heat(4, 6).draw(&words)[0]), [0, 0]);
}

#[test]
fn a_bar_is_as_long_as_its_total() {
    let words = Words::new(Language::Zh);
    let mut chart = bars(2);
    chart.bars[0].total = exact("80");
    chart.bars[1].total = exact("-20");
    for bar in &mut chart.bars {
        (bar.at_least, bar.at_most) = (bar.total.clone(), bar.total.clone());
    }
    let boxes: Vec<(Tenths, Tenths)> = chart
        .draw(&words)
        .iter()
        .flat_map(|piece| &piece.shapes)
        .filter_map(|shape| match shape {
            Shape::Box { x, width, .. } => Some((*x, *width)),
            Shape::Line { .. } => None,
        })
        .collect();
    let [(zero, long), (left, short)] = boxes[..] else { panic!("two bars: {boxes:?}") };
    assert_eq!(left + short, zero, "the lost points end where the others begin");
    assert!((long - 4 * short).abs() <= 4, "80 is four times 20: {long} {short}");
}

#[test]
fn a_line_of_a_label_never_runs_through_another() {
    let spans = [(0, 100), (50, 100), (90, 100), (200, 10)];
    assert_eq!(lanes(&spans), [2, 1, 0, 0]);
}

#[test]
fn a_long_name_is_cut_where_its_room_ends() {
    assert_eq!(fitted("泗河镇", 12 * PIXEL, 36 * PIXEL), "泗河镇");
    assert_eq!(fitted("延和朝鲜族乡", 12 * PIXEL, 36 * PIXEL), "延和…");
}
