//! Returns as they come in: titles, totals, slips, and files that are none.

use std::fs;

use rust_xlsxwriter::{Format, Workbook};
use tempfile::TempDir;

use super::*;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    folder
}

#[test]
fn a_return_with_titles_totals_and_slips() {
    let data = folder(&[(
        "farms.csv",
        "\u{FEFF}榆树市规模养殖场粪污台账,,,,\r\n\
         填报单位：畜牧局,,,,\r\n\
         序号,乡（镇） 街,场名,粪污产生量（吨）,综合利用量 (吨)\r\n\
         1,泗河,一号场,\"1,200.5\",１０００\r\n\
         2,于 家 镇,二号场,1.2万,*\r\n\
         \r\n\
         3,城郊街道办事处,三号场,暂无,不涉及\r\n\
         4,泗合镇,四号场,3,2\r\n\
         5,泗河镇,一号场,1,1\r\n\
         6,五棵树,五号场,约95,12.345\r\n\
         7,五棵树,六号场,-3,2000000\r\n\
         8,,七号场,85%,1\r\n\
         9,五棵树镇,八号场,1,1,多出来的\r\n\
         10,,,,\r\n\
         合  计,,,1234,5678\r\n\
         填表人：张三,,审核人：李四,,\r\n",
    )]);
    let submission = read_folder(&plan(2022, TOWNS, vec![farms()]), data.path());
    assert_text(
        &said(&submission),
        "Note UnknownColumn farms.csv：这些列没有登记，未使用：序号
         Note RowLeftOut farms.csv:15：合计类的行不计入，共1行：第15行
         Note RowLeftOut farms.csv:16：说明、签字类的行不计入，共1行：第16行
         Error UnknownUnit farms.csv:8 乡（镇） 街：名册里没有“泗合镇”（1行）；是不是“泗河镇”？
         Error MissingUnit farms.csv:12 乡（镇） 街：没有填写单位，不知道是谁的
         Error UnreadableCell farms.csv:10 粪污产生量（吨）：填的是“约95”，应为以“吨”计的数字（小数最多2位）
         Error UnreadableCell farms.csv:12 粪污产生量（吨）：填的是百分数“85%”，而本栏应为以“吨”计的数字（小数最多2位）
         Error UnreadableCell farms.csv:13：这一行比表头多出内容：“多出来的”；数字里的逗号若没有加引号，后面各格都会错列
         Error TooManyDecimals farms.csv:10 综合利用量 (吨)：填的是“12.345”，小数位太多，应为以“吨”计的数字（小数最多2位）；没有代为修约
         Error OutOfRange farms.csv:11 粪污产生量（吨）：-3小于最小值0
         Error OutOfRange farms.csv:11 综合利用量 (吨)：2000000不在0到1000000之间
         Error DuplicateKey farms.csv:9：与farms.csv第4行重复：泗河镇、一号场（共2行）",
    );
    assert_text(
        &shown(&collected(&submission, "farms", Year::This), &["#row", "#unit", "town", "farm", "produced", "used"]),
        "4 | 0 | 泗河镇 | 一号场 | 1200.5 | 1000
         5 | 1 | 于家镇 | 二号场 | 12000 | ~密
         7 | 2 | 城郊街道 | 三号场 | ~无 | ~免
         8 | ~ | 泗合镇 | 四号场 | 3 | 2
         9 | 0 | 泗河镇 | 一号场 | 1 | 1
         10 | 3 | 五棵树镇 | 五号场 | ~错 | ~错
         11 | 3 | 五棵树镇 | 六号场 | -3 | 2000000
         12 | ~ | ~无 | 七号场 | ~错 | 1
         13 | 3 | 五棵树镇 | 八号场 | 1 | 1",
    );
    assert_eq!(submission.inputs.len(), 1);
    assert_eq!(submission.inputs[0].rows, 9);
    assert_eq!(submission.tables[&("farms".to_owned(), Year::This)].complete, ["farm"]);
}

#[test]
fn a_workbook_says_what_its_author_sees() {
    let mut plants = table(
        "plants",
        vec![
            column("town", &["乡镇"], UNIT),
            column("rate", &["处理率"], ColumnType::Number(bounded(Some("%"), 2, Some(0), Some(100)))),
            column("flow", &["水量"], number(Some("吨"), 2)),
            column("opened", &["投运日期"], DAY),
            column("seen", &["巡查时间"], ColumnType::Date { time: true, year: None }),
            column("closed", &["停运"], ColumnType::Bool),
            column("code", &["编码"], TEXT),
        ],
    );
    plants.title = "污水处理站".to_owned();
    let data = TempDir::new().expect("a temporary folder");
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("封面").expect("a sheet name");
    let sheet = workbook.add_worksheet().set_name("污水处理站").expect("a sheet name");
    let (percent, day, moment) = (
        Format::new().set_num_format("0.0%"),
        Format::new().set_num_format("yyyy-mm-dd"),
        Format::new().set_num_format("yyyy/m/d h:mm"),
    );
    (|| {
        sheet.write(0, 0, "污水处理站一览表")?;
        for (column, header) in
            ["乡镇", "处理率（%）", "水量（吨）", "投运日期", "巡查时间", "停运", "编码"].iter().enumerate()
        {
            sheet.write(2, u16::try_from(column).expect("few columns"), *header)?;
        }
        sheet.write(3, 0, "泗河镇")?;
        sheet.write_with_format(3, 1, 0.855, &percent)?;
        sheet.write(3, 2, 0.1 + 0.2)?;
        sheet.write_with_format(3, 3, 44_742, &day)?;
        sheet.write_with_format(3, 4, 44_742.333_333_333, &moment)?;
        sheet.write(3, 5, false)?;
        sheet.write(3, 6, 220_182_103)?;
        sheet.write(5, 0, "于家")?;
        sheet.write(5, 1, 85.5)?;
        sheet.write(5, 2, 1.005)?;
        sheet.write(5, 3, 44_742)?;
        sheet.write(5, 4, "2022年6月30日 8时")?;
        sheet.write(5, 5, "×")?;
        sheet.write(5, 6, "007")?;
        sheet.write(6, 0, "城郊")?;
        sheet.write(6, 1, 120)?;
        sheet.write_formula(6, 2, rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!"))?;
        sheet.write_with_format(6, 3, 2.5, &percent)?;
        sheet.write(6, 5, "部分")?;
        Ok::<(), rust_xlsxwriter::XlsxError>(())
    })()
    .expect("a workbook can be written");
    workbook.save(data.path().join("plants.xlsx")).expect("a workbook can be saved");

    let submission = read_folder(&plan(2022, TOWNS, vec![plants]), data.path());
    assert_text(
        &shown(
            &collected(&submission, "plants", Year::This),
            &["#row", "#unit", "rate", "flow", "opened", "seen", "closed", "code"],
        ),
        "4 | 0 | 0.855 | 0.3 | 2022-06-30 | 2022-06-30 08:00:00.000000 | false | 220182103
         6 | 1 | 0.855 | ~错 | 2022-06-30 | 2022-06-30 08:00:00.000000 | false | 007
         7 | 2 | 1.2 | ~错 | ~错 | ~无 | ~错 | ~无",
    );
    assert_text(
        &said(&submission),
        "Error UnreadableCell plants.xlsx[污水处理站]:7 停运：填的是“部分”，应为是或否
         Error UnreadableCell plants.xlsx[污水处理站]:7 投运日期：填的是“250%”，应为日期，如2022-06-30
         Error UnreadableCell plants.xlsx[污水处理站]:7 水量（吨）：表格公式出错：“#DIV/0!”，应为以“吨”计的数字（小数最多2位）
         Error TooManyDecimals plants.xlsx[污水处理站]:6 水量（吨）：填的是“1.005”，小数位太多，应为以“吨”计的数字（小数最多2位）；没有代为修约
         Error OutOfRange plants.xlsx[污水处理站]:7 处理率（%）：120%不在0%到100%之间",
    );
}

#[test]
fn files_that_are_none_and_files_that_nobody_wants() {
    let data = folder(&[
        ("farms/一.csv", "乡镇,养殖场,粪污产生量,综合利用量\n泗河镇,一号场,1,1\n"),
        ("farms/三.csv", "一句话\n"),
        ("farms/~$一.xlsx", ""),
        ("farms/坏.xlsx", "这不是工作簿"),
        ("farms/坏.parquet", "这不是数据"),
        ("其他.csv", "a,b\n"),
        ("照片.jpg", ""),
        ("README.md", "说明"),
        ("2019/farms.csv", ""),
        ("2021/farms.csv", "乡镇,养殖场,粪污产生量,综合利用量\n泗河镇,一号场,2,2\n"),
    ]);
    fs::write(data.path().join("farms/二.csv"), [0xCF, 0xE7, 0xD5, 0xF2, b'\n']).expect("a file can be written");
    let submission = read_folder(&plan(2022, TOWNS, vec![farms()]), data.path());
    let text = said(&submission);
    for line in [
        "Warning UnusedFile 其他.csv：没有哪张表使用这个文件",
        "Note UnusedFile 2019：只用2022年和上一年的数据，这个文件夹没有读",
        "Note UnusedFile README.md：说明类文件，不作数据读：README.md、照片.jpg",
        "Error UnreadableFile farms/二.csv：第1行起不是UTF-8编码，很可能是GB18030（GBK）；请另存为“CSV UTF-8”后再提交",
        "Error MissingColumn farms/三.csv：前10行里找不到表头，应有这样的列名：乡镇、养殖场、粪污产生量、综合利用量",
        "Error UnreadableFile farms/坏.xlsx：这不是完整的 .xlsx 工作簿",
        "Error UnreadableFile farms/坏.parquet：这不是完整的 Parquet 文件",
    ] {
        assert!(text.contains(line), "{line} is missing from\n{text}");
    }
    assert_eq!(text.lines().count(), 7, "{text}");
    let columns = ["#unit", "farm", "used"];
    assert_text(&shown(&collected(&submission, "farms", Year::This), &columns), "0 | 一号场 | 1");
    assert_text(&shown(&collected(&submission, "farms", Year::Last), &columns), "0 | 一号场 | 2");
    // Each file that was opened is in the receipt, read or not.
    assert_eq!(submission.inputs.len(), 6);
}

#[test]
fn last_year_in_the_same_table() {
    let mut yields = table(
        "yields",
        vec![
            column("town", &["乡镇"], UNIT),
            column("year", &["年度"], number(None, 0)),
            column("tonnes", &["产量"], number(None, 1)),
        ],
    );
    yields.year_column = Some("year".to_owned());
    let data =
        folder(&[("yields.csv", "乡镇,年度,产量\n泗河镇,2022年,5\n泗河镇,2021,4.5\n于家镇,2020,1\n于家镇,去年,9\n")]);
    let submission = read_folder(&plan(2022, TOWNS, vec![yields]), data.path());
    let columns = ["#unit", "tonnes"];
    assert_text(&shown(&collected(&submission, "yields", Year::This), &columns), "0 | 5");
    assert_text(&shown(&collected(&submission, "yields", Year::Last), &columns), "0 | 4.5");
    assert_text(
        &said(&submission),
        "Note RowLeftOut <yields> 年度：有1行是其他年份的，没有使用
         Error UnreadableCell yields.csv:5 年度：填的是“去年”，应为数字（小数最多0位）",
    );
}

#[test]
fn one_row_may_be_of_several_units() {
    let cases = table(
        "cases",
        vec![column("town", &["责任单位"], ColumnType::Unit { many: true }), column("what", &["问题"], TEXT)],
    );
    let data = folder(&[("cases.csv", "责任单位,问题\n五棵树镇、泗河镇,甲\n泗河镇；某某局,乙\n,丙\n")]);
    let submission = read_folder(&plan(2022, TOWNS, vec![cases]), data.path());
    assert_text(
        &shown(&collected(&submission, "cases", Year::This), &["#row", "#unit", "what"]),
        "2 | 3 | 甲\n2 | 0 | 甲\n3 | 0 | 乙\n4 | ~ | 丙",
    );
    assert_text(
        &said(&submission),
        "Error UnknownUnit cases.csv:3 责任单位：名册里没有“某某局”（1行）
         Error MissingUnit cases.csv:4 责任单位：没有填写单位，不知道是谁的",
    );
}

#[test]
fn a_missing_folder_is_a_finding() {
    let submission = read_folder(&plan(2022, TOWNS, vec![farms()]), Path::new("/nowhere/at/all"));
    assert!(
        said(&submission).starts_with("Error UnreadableFile /nowhere/at/all：文件无法读取："),
        "{}",
        said(&submission)
    );
    assert!(submission.tables.is_empty());
}

/// A plan with an item that a hand scores for all towns but the last, and one that none does.
fn scored_by_hand() -> Plan {
    let id = |id: &str| crate::plan::ItemId(id.to_owned());
    let rule = |name: &str, title: &str, body| crate::plan::Rule {
        id: id(name),
        at: Place::default(),
        kind: crate::plan::RuleKind::Indicator,
        title: title.to_owned(),
        basis: Vec::new(),
        note: None,
        body,
        show_as: None,
        applies_when: None,
        missing: None,
        waived_when: None,
        exceptions: Vec::new(),
        events: None,
        at_risk_within: None,
    };
    let item = |name: &str| {
        crate::plan::Child::Item(crate::plan::Item {
            rule: id(name),
            at: Place::default(),
            points: crate::figure::Points(Exact::from(10)),
            missing: None,
            not_applicable: None,
            departments: Vec::new(),
        })
    };
    let by_hand = crate::plan::Body::ByHand { what: String::new(), most: Exact::from(10) };
    let by_nobody = crate::plan::Body::NotExpressible { clause: String::new(), why: String::new() };
    let mut plan = plan(2022, TOWNS, Vec::new());
    let mut ruin = rule("ruin", "造成恶劣影响", by_nobody.clone());
    ruin.kind = crate::plan::RuleKind::Veto;
    plan.rules = vec![rule("lawn", "草坪", by_hand), rule("zeal", "重视程度", by_nobody), ruin];
    let units = TOWNS.iter().enumerate().take(TOWNS.len() - 1).map(|(number, _)| UnitId(format!("u{number}")));
    let units = crate::plan::UnitChoice { ids: units.collect(), ..Default::default() };
    plan.sheets = vec![crate::plan::Sheet {
        id: String::new(),
        title: String::new(),
        at: Place::default(),
        units,
        total: crate::figure::Points(Exact::from(20)),
        area: crate::plan::Area {
            id: String::new(),
            title: String::new(),
            at: Place::default(),
            combine: crate::plan::Combine::Sum,
            full: crate::figure::Points(Exact::from(20)),
            not_applicable: None,
            children: vec![item("lawn"), item("zeal")],
        },
        adjustments: Vec::new(),
        bonus_cap: None,
        deduction_cap: None,
        total_cap: None,
        grades: Vec::new(),
        tie_break: Vec::new(),
        caps: Vec::new(),
        consequences: Vec::new(),
    }];
    plan
}

#[test]
fn points_given_by_hand_that_nothing_takes() {
    let data = folder(&[(
        "hand-scores.csv",
        "单位,指标,环节,得分,理由,打分人\n\
         泗河,lawn,审定,9/10,台账齐全,张三\n\
         泗河,lawn,审定,90%,台账齐全,张三\n\
         泗河,lawn,核查,1e1,台账齐全,张三\n\
         泗河,zeal,审定,3,会议多,张三\n\
         于家,zeal,审定,10.5,会议多,张三\n\
         泗河,ruin,审定,3,上了电视,张三\n\
         五棵树,lawn,审定,-50,台账齐全,张三\n\
         于家,lawn,审定,１０分,台账齐全,张三\n\
         于家镇,草坪,审定,5,台账不全,张三\n",
    )]);
    let submission = read_folder(&scored_by_hand(), data.path());
    assert_text(
        &said(&submission),
        "Error UnreadableCell hand-scores.csv:2 得分：得分填的是“9/10”，应为数字
         Error UnreadableCell hand-scores.csv:3 得分：得分填的是“90%”，应为数字
         Error UnreadableCell hand-scores.csv:4 得分：得分填的是“1e1”，应为数字
         Error DuplicateKey hand-scores.csv:10 指标：于家镇的“草坪”在同一环节打了两次分，只采用了前一次
         Error HandScore hand-scores.csv:6 得分：得分10.5不在0到10分之间，未采用
         Error HandScore hand-scores.csv:7 指标：“造成恶劣影响”不由人打分，这一行没有作用
         Error HandScore hand-scores.csv:8 指标：五棵树镇的考核表上没有“草坪”，这一行没有作用",
    );
    let scores: Vec<String> =
        submission.hand_scores.iter().map(|score| format!("{} {} {}", score.unit, score.item, score.points)).collect();
    assert_eq!(scores, ["u0 zeal 3", "u1 lawn 10"]);
}

/// The rule lets a hand give fewer points than the item has.
#[test]
fn a_hand_gives_no_more_than_its_rule_says() {
    let data = folder(&[(
        "hand-scores.csv",
        "单位,指标,环节,得分,理由,打分人\n泗河,lawn,审定,2,台账齐全,张三\n于家,lawn,审定,2.5,台账齐全,张三\n",
    )]);
    let mut plan = scored_by_hand();
    plan.rules[0].body = crate::plan::Body::ByHand { what: String::new(), most: Exact::from(2) };
    let submission = read_folder(&plan, data.path());
    assert_text(&said(&submission), "Error HandScore hand-scores.csv:3 得分：得分2.5不在0到2分之间，未采用");
    assert_eq!(submission.hand_scores.len(), 1);
}

/// Whatever keeps such a file from being read: there may be points in it.
#[test]
fn hand_scores_that_cannot_be_read_are_remembered() {
    let unread = |name: &str, text: &[u8]| {
        let data = folder(&[]);
        std::fs::write(data.path().join(name), text).expect("a file can be written");
        read_folder(&scored_by_hand(), data.path()).hand_scores_unread
    };
    let good = "单位,指标,环节,得分,理由,打分人\n泗河,zeal,审定,3,会议多,张三\n";
    assert!(!unread("hand-scores.csv", good.as_bytes()));
    assert!(!unread("other.csv", b"nobody,knows\n"));
    assert!(unread("hand-scores.csv", b""));
    assert!(unread("hand-scores.csv", "甲,乙\n1,2\n".as_bytes()));
    assert!(unread("hand-scores.csv", &[good.as_bytes(), &[0xC0, 0xFF, 0xFE]].concat()));
    assert!(unread("hand-scores.csv", good.replace("会议多", "\"会议多").as_bytes()));
    assert!(unread("hand-scores.xlsx", b"no workbook"));
    assert!(unread("hand-scores.xls", b"old"));
}

#[test]
fn a_row_of_several_units_that_names_none() {
    let mut farms = farms();
    farms.columns[0].holds = ColumnType::Unit { many: true };
    farms.key.clear();
    let data =
        folder(&[("farms.csv", "乡镇,养殖场,粪污产生量,综合利用量\n泗河、于家,a,5,4\n、,b,5,6\n\"，/\",c,5,6\n")]);
    let submission = read_folder(&plan(2022, TOWNS, vec![farms]), data.path());
    assert_text(
        &said(&submission),
        "Error UnknownUnit farms.csv:3 乡镇：名册里没有“、”（1行）
         Error UnknownUnit farms.csv:4 乡镇：名册里没有“，/”（1行）",
    );
}

#[test]
fn points_given_by_hand() {
    let data = folder(&[(
        "hand-scores.csv",
        "2022年度人工评分表\n单位,指标,环节,得分,理由,依据,打分人,日期\n\
         泗河,lawn,自评,3.5分,台账齐全,附件1,张三,2022-12-30\n\
         泗河,lawn,审定,,,,,\n\
         某镇,lawn,核查,1,有,,李四,\n\
         于家镇,lawm,核查,1,有,,李四,12月1日\n\
         于家镇,草坪,核查,1,,,,\n",
    )]);
    let submission = read_folder(&scored_by_hand(), data.path());
    assert_text(
        &said(&submission),
        "Error UnknownUnit hand-scores.csv:5 单位：名册里没有“某镇”（1行）
         Error UnreadableCell hand-scores.csv:4 得分：得分填的是“”，应为数字
         Error HandScore hand-scores.csv:4 打分人：没有写打分人
         Error HandScore hand-scores.csv:4 理由：没有写打分理由
         Error HandScore hand-scores.csv:6 指标：没有“lawm”这个考核项目；是不是“lawn”？
         Error HandScore hand-scores.csv:7 打分人：没有写打分人
         Error HandScore hand-scores.csv:7 理由：没有写打分理由",
    );
    let scores: Vec<String> = submission
        .hand_scores
        .iter()
        .map(|score| {
            format!("{} {} {:?} {} {} {:?}", score.unit, score.item, score.hand, score.points, score.by, score.date)
        })
        .collect();
    assert_eq!(scores, ["u0 lawn SelfAssessed 3.5 张三 Some(2022-12-30)", "u1 lawn Verified 1  None"]);
}

/// A year is scored within it or, at the latest, until the end of the next.
#[test]
fn points_dated_in_another_year_count_and_are_told() {
    let lines = |date: &str, hand: &str| format!("泗河,lawn,{hand},3,台账齐全,张三,{date}\n");
    let text = [lines("2032-01-10", "审定"), lines("2021-12-30", "核查"), lines("2023-12-31", "自评")].concat();
    let data = folder(&[("hand-scores.csv", &format!("单位,指标,环节,得分,理由,打分人,日期\n{text}"))]);
    let submission = read_folder(&scored_by_hand(), data.path());
    assert_text(
        &said(&submission),
        "Warning OtherYear hand-scores.csv:2 日期：打分日期是2032-01-10，考核年度是2022年，打分一般不迟于次年底，请核对年份；得分照常计入
         Warning OtherYear hand-scores.csv:3 日期：打分日期是2021-12-30，早于考核年度2022年，请核对年份；得分照常计入",
    );
    assert_eq!(submission.hand_scores.len(), 3);
}

/// A comma too many behind which nothing stands: what is shifted ends in the remarks.
#[test]
fn points_shifted_into_a_column_of_remarks_are_not_used() {
    let header = "单位,指标,环节,得分,理由,打分人,备注\n";
    let text = format!("{header}泗河,lawn,审定,1,3,台账齐全,张三,\n于家,lawn,审定,3,台账齐全,张三,\n");
    let data = folder(&[("hand-scores.csv", &text)]);
    let submission = read_folder(&scored_by_hand(), data.path());
    assert!(said(&submission).contains("hand-scores.csv:2：这一行比表头多出内容：“张三”"), "{}", said(&submission));
    assert_eq!((submission.hand_scores.len(), submission.unread_hands.len()), (1, 1));
}

#[test]
fn declared_checks_hold_for_each_row() {
    let mut farms = farms();
    let field = crate::plan::Node::new(Place::default(), crate::plan::ColumnNode::Field("used".to_owned()));
    let say = "综合利用量大于产生量".to_owned();
    farms.checks = vec![crate::plan::TableCheck { at: Place::default(), condition: field, level: Level::Warning, say }];
    let data = folder(&[(
        "farms.csv",
        "乡镇,养殖场,粪污产生量,综合利用量\n泗河,a,5,4\n泗河,b,5,6\n泗河,c,暂无,6\n合计,,10,16\n",
    )]);
    let lower: Lower = &|_, _, schema| {
        assert!(schema.contains("used") && schema.contains("used#absent"));
        Some(polars::prelude::col("used").lt_eq(polars::prelude::col("produced")))
    };
    let submission =
        read(&plan(2022, TOWNS, vec![farms]), data.path(), &Options { tables: None, lower: Some(lower), more: &[] });
    assert_text(
        &said(&submission),
        "Note RowLeftOut farms.csv:5：合计类的行不计入，共1行：第5行
         Warning CheckFailed farms.csv:3：综合利用量大于产生量",
    );
}

/// A file too large to be held typed is streamed, and read alike.
#[test]
fn a_streamed_file_reads_as_a_held_one() {
    let data = folder(&[(
        "farms.csv",
        "标题,,,\n乡镇,养殖场,粪污产生量,综合利用量\n泗河,a,5,4\n\n\"泗\n河\",b,\"1,200\",六\n某镇,c,*,6\n合计,,10,16\n于家,d,2,1",
    )]);
    let plan = plan(2022, TOWNS, vec![farms()]);
    let table = &plan.tables[0];
    let file = files::DataFile {
        path: data.path().join("farms.csv"),
        name: "farms.csv".to_owned(),
        format: files::Format::Csv,
    };
    let roster = Arc::new(Roster::new(&plan.units));
    let layout = typed::Layout::new(&plan, table, &roster);
    let years = years::Years::of(&plan, &plan.asked(), table, Year::This);
    let read = |small: bool| {
        let mut findings = Vec::new();
        let shape = fingerprint::fingerprint(&file.path, true).expect("a file that is there").shape.unwrap_or_default();
        let sheet =
            csv::read(&file, table, &shape, &mut findings).expect("a file that is there").expect("with a header");
        let sheets = [sheet::Sheet { small, ..sheet }];
        let frame = layout.typed(&sheets, |_, error| panic!("{error}")).expect("one sheet");
        let rows = checks::Rows {
            plan: &plan,
            layout: &layout,
            sheets: &sheets,
            frame: frame.clone(),
            lower: None,
            year_column: None,
            year: Year::This,
            other_year_apart: false,
            years: &years,
        };
        let checked = rows.check().expect("the rows can be looked at");
        let rows = typed::collect(frame.filter(typed::kept())).expect("the rows can be read");
        (shown(&rows, &["#row", "#unit", "town", "farm", "produced", "used"]), checked.findings, checked.rows)
    };
    let (held, findings, rows) = read(true);
    assert_text(
        &held,
        "3 | 0 | 泗河镇 | a | 5 | 4
         5 | 0 | 泗河镇 | b | 1200 | ~错
         6 | ~ | 某镇 | c | ~密 | 6
         8 | 1 | 于家镇 | d | 2 | 1",
    );
    assert_eq!(rows, Some(vec![4]));
    assert_eq!(findings.len(), 3, "{findings:?}");
    assert_eq!(read(false), (held, findings, rows));
}

#[test]
fn a_header_alone_is_a_table_without_rows() {
    for text in [
        "乡镇,养殖场,粪污产生量,综合利用量",
        "乡镇,养殖场,粪污产生量,综合利用量\n",
        "乡镇,养殖场,粪污产生量,综合利用量\n\n,,,",
    ] {
        let data = folder(&[("2022/farms.csv", text)]);
        let submission = read_folder(&plan(2022, TOWNS, vec![farms()]), data.path());
        assert_text(&said(&submission), "");
        assert_eq!(collected(&submission, "farms", Year::This).height(), 0, "{text}");
        assert_eq!(submission.inputs[0].rows, 0);
    }
}

/// A file that is refused as a whole may be anybody's. What lies outside a table's folder, or was saved again in a form that is read, is not.
#[test]
fn a_table_with_a_file_that_cannot_be_read_is_told_apart() {
    let good = "乡镇,场名,粪污产生量,综合利用量\n泗河,甲,5,4\n";
    let unread = |more: &[(&str, &str)]| -> Vec<(String, Year)> {
        let data = folder(more);
        let mut farms = farms();
        farms.columns.push(column("year", &["年度"], ColumnType::Number(bounded(None, 0, None, None))));
        farms.year_column = Some("year".to_owned());
        read_folder(&plan(2022, TOWNS, vec![farms]), data.path()).partly_unread.into_iter().collect()
    };
    let both = [("farms".to_owned(), Year::This), ("farms".to_owned(), Year::Last)];
    assert_eq!(unread(&[("farms/泗河.csv", good)]), []);
    assert_eq!(unread(&[("farms/泗河.csv", good), ("farms/乙.csv", &good.replace(',', ";"))]), both);
    assert_eq!(unread(&[("farms/泗河.csv", good), ("farms/乙.csv", "什么\n都没有\n")]), both);
    assert_eq!(unread(&[("farms/泗河.csv", good), ("farms/乙.xlsx", "不是工作簿")]), both);
    assert_eq!(unread(&[("farms/泗河.csv", good), ("farms/乙.csv", &good.replace("乡镇", "镇乡"))]), both);
    assert_eq!(unread(&[("farms.csv", "")]), both);
    assert_eq!(unread(&[("farms/泗河.csv", good), ("farms/泗河.xls", "旧格式"), ("farms2/乙.csv", "")]), []);
    assert_eq!(unread(&[("farms/泗河.csv", good), ("farms/乙.xls", "旧格式")]), both);
    assert_eq!(unread(&[("farms.csv", good), ("2021/farms.csv", "")]), both[1..]);
}
