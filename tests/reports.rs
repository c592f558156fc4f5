//! Reports from real assessments: every figure read back out of the pages, nothing that a name can break, the same bytes twice.

mod fields;
mod read_back;
mod templates;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use kaohe::assess::document::{Document, Enclosed, Receipt, Terms};
use kaohe::assess::{AssessOptions, assess};
use kaohe::measure::{MeasureOptions, lower_condition, measure};
use kaohe::plan::RuleKind;
use kaohe::report::templates::Templates;
use kaohe::report::view::View;
use kaohe::report::{Form, Kind};
use kaohe::words::{Language, Words};
use kaohe::{intake, scheme, script};

fn below(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn scored(name: &str, as_of: &str) -> Document {
    let loaded = scheme::load(&below("rules").join(name));
    let plan = script::compile(&loaded.scheme.expect("a scheme")).plan;
    let options = MeasureOptions::as_of(as_of.parse().expect("a day"));
    let lower: intake::Lower = &|condition, table, schema| lower_condition(table, schema, condition, options.as_of);
    let read = intake::Options { tables: None, lower: Some(lower), more: &[] };
    let submission = intake::read(&plan, &below("datasets").join(name), &read);
    let measures = measure(&plan, &submission, &options).expect("measured");
    let traced = AssessOptions { trace: true, ..AssessOptions::default() };
    let assessment = assess(&plan, &measures, &submission.hand_scores, &traced);
    let receipt = Receipt { kaohe: "0.1.0".into(), scheme_sha256: "00".into(), standards: plan.standards.clone() };
    let terms = Terms::new(&plan, assessment.as_of);
    let enclosed = Enclosed {
        accepted: false,
        receipt,
        terms,
        inputs: &submission.inputs,
        findings: &submission.findings,
        owner: &|_| None,
        advice: &|_| std::collections::BTreeMap::new(),
    };
    Document::new(&assessment, enclosed, &Words::new(Language::Zh))
}

/// The example of 榆树, scored once for all tests.
fn december() -> &'static Document {
    static SCORED: OnceLock<Document> = OnceLock::new();
    SCORED.get_or_init(|| scored("yushu-2022", "2022-12-31"))
}

fn june() -> &'static Document {
    static SCORED: OnceLock<Document> = OnceLock::new();
    SCORED.get_or_init(|| scored("yushu-2022", "2022-06-30"))
}

pub fn provinces() -> &'static Document {
    static SCORED: OnceLock<Document> = OnceLock::new();
    SCORED.get_or_init(|| scored("northeast-water-2021", "2021-12-31"))
}

fn words() -> Arc<Words> {
    Arc::new(Words::new(Language::Zh))
}

fn view(document: &Document, since: Option<&Document>) -> View {
    View::new(document, since, &words()).expect("a view")
}

fn made(document: &Document, since: Option<&Document>, kind: Kind, form: Form) -> String {
    let templates = Templates::new(None, words()).expect("the built-in templates");
    let value = Templates::value(&view(document, since));
    templates.make(kind, form, &value).unwrap_or_else(|error| panic!("{:#?}", error.diagnostics))
}

/// Every kind in every form that it has.
fn kinds() -> impl Iterator<Item = (Kind, Form)> {
    let both = Kind::ALL.into_iter().flat_map(|kind| [(kind, Form::Html), (kind, Form::Markdown)]);
    both.filter(|(kind, form)| kind.has(*form))
}

#[test]
fn the_notice_of_the_bundled_example_reads_as_an_official_text() {
    insta::assert_snapshot!(made(december(), Some(june()), Kind::Notice, Form::Markdown));
}

/// One kind of measure stands together, in the order of the scheme; in June half a year of work may still undo what rests on points.
#[test]
fn what_is_proposed_stands_by_kind_and_says_that_the_year_is_not_over() {
    for document in [june(), december()] {
        let view = view(document, None);
        let kinds: Vec<&String> = document.sheets.iter().flat_map(|sheet| &sheet.consequences).collect();
        for proposals in [&view.proposals, &view.undecided] {
            let order = proposals.iter().map(|proposal| kinds.iter().position(|kind| **kind == proposal.then));
            assert!(order.is_sorted(), "{proposals:#?}");
        }
    }
    let firm = |document| -> Vec<bool> {
        view(document, None).proposals.iter().map(|proposal| proposal.if_unchanged).collect()
    };
    assert!(firm(june()).contains(&true) && !firm(december()).contains(&true));
    for form in [Form::Html, Form::Markdown] {
        let notice = made(june(), None, Kind::Notice, form);
        assert!(notice.contains("约谈党政主要负责人（如到年底仍未改变）："), "{notice}");
        assert!(!made(december(), None, Kind::Notice, form).contains("如到年底"));
    }
    let units = view(june(), None).units;
    let held = units.iter().find(|unit| unit.consequences.iter().any(|line| line.if_unchanged)).expect("a unit");
    assert_eq!(held.listed, held.name, "scored on one sheet only");
}

/// Where nothing is open by now the rest of the year still is: no total, rank or grade is called settled, and no veto out of the question.
#[test]
fn before_the_year_is_over_nothing_is_called_settled() {
    let settled = |document: &Document| {
        let mut document = document.clone();
        for unit in &mut document.units {
            (unit.at_least, unit.at_most) = (unit.total.clone(), unit.total.clone());
            (unit.rank_best, unit.rank_worst) = (unit.rank, unit.rank);
            (unit.provisional, unit.grade_at_least, unit.grade_at_most) =
                (false, unit.grade.clone(), unit.grade.clone());
        }
        document
    };
    let (midway, over) = (settled(june()), settled(december()));
    for (kind, form) in kinds() {
        let text = made(&midway, None, kind, form);
        for told in ["已定", "已确定", "均已", "| 未触发", ">未触发", "：未发生", ">未发生的", "等次尚未确定，是否"]
        {
            assert!(!text.contains(told), "{kind:?} {form:?}: {told}");
        }
        // The brief on paper draws its ranks: bars without a range say nothing beside them.
        let draws = kind == Kind::Brief && form == Form::Html;
        assert!(draws || text.contains("以年终为准"), "{kind:?} {form:?}");
        assert!(draws || made(&over, None, kind, form).contains("已定"), "{kind:?} {form:?}");
    }
    for kind in [Kind::Notice, Kind::Brief] {
        assert!(made(&midway, None, kind, Form::Markdown).contains("等次均为暂定"), "{kind:?}");
    }
    let view = view(&midway, None);
    assert!(view.units.iter().all(|unit| unit.provisional && unit.provisional_rank), "a unit is told as it will stay");
    assert!(view.sheets.iter().flat_map(|sheet| &sheet.groups).all(|group| group.provisional_ranks));
}

/// What can still change says so in words beside each rank, for whoever sees no colour or nothing at all.
#[test]
fn the_dashboard_marks_ranks_that_can_still_change() {
    let marked = |document: &Document| {
        let page = made(document, None, Kind::Dashboard, Form::Html);
        let ranks =
            page.split("<td class=\"rank\">").skip(1).map(|rest| rest.split("</td>").next().unwrap_or_default());
        ranks.map(|rank| rank.contains("<span class=\"tag\">暂定</span>")).collect::<Vec<bool>>()
    };
    assert_eq!(marked(june()), vec![true; june().units.len()]);
    let open = december().units.iter().map(|unit| unit.rank_best != unit.rank_worst).collect::<Vec<bool>>();
    assert!(open.contains(&true) && open.contains(&false));
    assert_eq!(marked(december()), open);
    assert_eq!(marked(&trial()), [false], "there is a dash in the place of a rank");
}

/// What the machine finds is proposed in every place, and asked once; nothing tells it as decided.
#[test]
fn a_veto_is_proposed_wherever_it_is_told() {
    for (kind, form) in kinds() {
        let text = made(december(), Some(june()), kind, form);
        for decided in ["【一票否决】", "因一票否决", "，等次定为", "badge vetoed\">一票否决"] {
            assert!(!text.contains(decided), "{kind:?} {form:?} tells as decided: {decided}");
        }
        assert!(text.contains("拟一票否决"), "{kind:?} {form:?} hides it");
    }
    let brief = made(december(), None, Kind::Brief, Form::Markdown);
    assert!(
        brief.contains("是否认定触发一票否决“弄虚作假、谎报瞒报”（如认定，等次不高于“合格”）：大坡镇。"),
        "{brief}"
    );
    let units = view(december(), None).units;
    let unit = units.iter().find(|unit| unit.name == "大坡镇").expect("a unit");
    assert_eq!(unit.moved, ["因触发一票否决“弄虚作假、谎报瞒报”，等次拟定为“合格”"]);
    assert!(!unit.firm.contains("确定，"), "{}", unit.firm);
    let manure = unit.items.iter().find(|item| item.id == "water/manure-utilisation").expect("an item");
    assert_eq!((manure.status_shown.as_str(), manure.points.shown.as_str()), ("拟一票否决", "0.00"));
    assert_eq!(unit.counts.vetoed, 1);
}

/// Its figure of organic matter is not public: that is no item that is not assessed.
#[test]
fn what_is_not_scored_is_told_by_why() {
    let units = view(december(), None).units;
    let unit = units.iter().find(|unit| unit.name == "大坡镇").expect("a unit");
    let rescaled = unit.rescaled.as_ref().expect("rescaled");
    let parts: Vec<(&str, &str)> =
        rescaled.parts.iter().map(|part| (part.status_shown.as_str(), part.points.shown.as_str())).collect();
    assert_eq!((parts, rescaled.absent.shown.as_str()), (vec![("不考核", "19"), ("未公开", "2")], "21"));
    let mut other = december().clone();
    let line = other.units.iter_mut().find(|unit| unit.name == "大坡镇").and_then(|unit| unit.rescaled.as_mut());
    "20".clone_into(&mut line.expect("rescaled").absent.0);
    let units = view(&other, None).units;
    let unit = units.iter().find(|unit| unit.name == "大坡镇").expect("a unit");
    assert!(unit.rescaled.as_ref().is_some_and(|rescaled| rescaled.parts.is_empty()), "20 is not 19 and 2");
}

#[test]
fn that_little_was_scored_is_no_contradiction() {
    let view = view(december(), None);
    assert!(view.contradictions.iter().all(|said| said.say.contains("优秀，但")), "{:#?}", view.contradictions);
    assert_eq!(view.sheets[0].not_comparable, ["正阳街道", "培英街道", "华昌街道"]);
    assert!(view.sheets[1].not_comparable.is_empty());
}

/// 逐月优良率变化 is one share less another; the growth of 农药使用量 is so many percent of last year's.
#[test]
fn only_a_difference_of_shares_is_told_in_percentage_points() {
    for form in [Form::Html, Form::Markdown] {
        let notice = made(provinces(), None, Kind::Notice, form);
        assert!(notice.contains("吉林省（实绩下降15.0个百分点，得1.25分）"), "{notice}");
        assert!(!made(december(), None, Kind::Notice, form).contains("个百分点"));
    }
}

#[test]
fn the_same_assessment_gives_the_same_bytes() {
    let text = serde_json::to_string(december()).expect("written");
    let again: Document = serde_json::from_str(&text).expect("read");
    for (kind, form) in kinds() {
        let first = made(december(), Some(june()), kind, form);
        assert!(first == made(&again, Some(june()), kind, form), "{kind:?} {form:?} differs");
    }
}

#[test]
fn an_example_says_so_and_a_provisional_result_too() {
    for (kind, form) in kinds() {
        let text = made(june(), None, kind, form);
        assert!(text.contains("示例数据"), "{kind:?} {form:?} hides that it is an example");
        assert!(text.contains("暂定"), "{kind:?} {form:?} hides that it is provisional");
        let mut official = provinces().clone();
        official.note = None;
        let text = made(&official, None, kind, form);
        assert!(!text.contains("示例数据"), "{kind:?} {form:?} calls real data an example");
        assert!(!text.contains("（暂定）"), "{kind:?} {form:?} calls a settled result provisional");
    }
}

#[test]
fn names_harm_nothing() {
    let mut document = december().clone();
    let plain: Vec<usize> =
        Kind::ALL.map(|kind| made(&document, None, kind, Form::Html).matches("<script").count()).into();
    "<script>alert(1)</script>".clone_into(&mut document.title);
    for unit in &mut document.units {
        unit.name = format!("{}<script>alert(1)</script>a|b`c`*d*", unit.name);
        unit.group.push_str("</style><img src=x onerror=alert(1)>|");
        for item in &mut unit.indicators {
            item.title.push_str("\"'><script>alert(1)</script>|\n# x");
            item.reason.push_str("<b>|</b>");
        }
    }
    for sheet in &mut document.sheets {
        sheet.title.push_str("<script>alert(1)</script>|");
        sheet.items.iter_mut().for_each(|item| item.title.push_str("<script>|\n## y"));
    }
    for (kind, plain) in Kind::ALL.into_iter().zip(plain) {
        let text = made(&document, Some(june()), kind, Form::Html);
        assert_eq!(text.matches("<script").count(), plain, "{kind:?} lets a script in");
        for tag in ["<img", "<b>|"] {
            assert!(!text.contains(tag), "{kind:?} lets {tag} in");
        }
    }
    for (kind, _) in kinds().filter(|(_, form)| *form == Form::Markdown) {
        let text = made(&document, Some(june()), kind, Form::Markdown);
        assert!(!text.contains("<script") && !text.contains("<img"), "{kind:?} lets HTML in");
        assert!(!text.lines().any(|line| line == "# x" || line == "## y"), "{kind:?} lets a heading in");
        let mut columns = None;
        for line in text.lines() {
            let cells = line.starts_with('|').then(|| line.replace("\\|", "").matches('|').count());
            if let (Some(expected), Some(found)) = (columns, cells) {
                assert_eq!(found, expected, "a cell is broken: {line}");
            }
            columns = cells;
        }
    }
}

/// As a township scores itself with its own files: every rank hangs on the others.
fn trial() -> Document {
    let mut document = december().clone();
    document.units.retain(|unit| unit.name == "弓棚镇");
    document.units_unknown = 27;
    for unit in &mut document.units {
        (unit.rank_best, unit.rank_worst) = (1, 24);
    }
    document
}

#[test]
fn a_trial_has_ranges_in_place_of_ranks_and_praises_nobody() {
    let trial = trial();
    assert_eq!((trial.units.len(), trial.units[0].rank), (1, 1), "弓棚镇 is the first of its group");
    let result = made(&trial, None, Kind::Result, Form::Html);
    assert!(result.contains("考核结果单（试算）") && result.contains("～<span data-field=\"rank_worst\">24</span>名"));
    assert!(!result.contains("data-field=\"rank\""), "a rank is told");
    let result = made(&trial, None, Kind::Result, Form::Markdown);
    assert!(result.contains("| — | 第1～24名 | 24 |"), "{result}");
    let notice = made(&trial, None, Kind::Notice, Form::Markdown);
    assert!(notice.contains("| — | 弓棚镇 |") && notice.contains("## 三、存在问题"), "{notice}");
    assert!(!notice.contains("主要成效") && !notice.contains("个得满分"), "{notice}");
    for kind in [Kind::Brief, Kind::Dashboard, Kind::Notice] {
        let text = made(&trial, None, kind, Form::Html);
        assert!(!text.contains("<td data-field=\"rank\">1</td>"), "{kind:?} tells a rank");
        assert!(!text.contains("data-field=\"rank\">1<"), "{kind:?} tells a rank");
    }
}

/// What a trial lacks is no change: its totals and grades are not held against those of all data.
#[test]
fn nothing_is_compared_with_a_trial() {
    let trial = trial();
    let told = [(december(), &trial, "那次"), (&trial, june(), "本次")];
    for ((now, before, which), kind) in told.into_iter().flat_map(|one| [(one, Kind::Notice), (one, Kind::Brief)]) {
        for form in [Form::Html, Form::Markdown] {
            let text = made(now, Some(before), kind, form);
            let say = format!("{which}结果是试算，缺27个单位的数据，数据不全，总分和等次不作比较。");
            assert!(text.contains(&say), "{kind:?} {form:?}: {text}");
            assert!(!text.contains("没有可以比较的单位") && !text.contains("变为") && !text.contains("原总分"));
        }
    }
    let change = view(december(), Some(&trial)).change.expect("a change");
    assert!(change.units.is_empty() && change.new_units.is_empty() && change.compared == 0);
}

/// A leader who reads 98.00 and 良好 finds the reason on the same pages.
#[test]
fn the_brief_says_why_a_grade_is_not_the_one_of_its_points() {
    let view = view(december(), None);
    let moved: Vec<_> = view.sheets.iter().flat_map(|sheet| &sheet.moved).collect();
    assert!(!moved.is_empty());
    for form in [Form::Html, Form::Markdown] {
        let brief = made(december(), None, Kind::Brief, form);
        assert!(brief.contains("下列单位的等次未按分数直接确定："), "{form:?}");
        assert!(brief.contains("名额") && brief.contains("已满"), "{form:?}: {brief}");
    }
}

/// The 28 townships and streets share the air of the whole city; 移送线索 was missed by several alike.
#[test]
fn nobody_is_named_without_all_that_lost_as_much() {
    for document in [june(), december()] {
        let view = view(document, None);
        for item in view.sheets.iter().flat_map(|sheet| &sheet.costs) {
            let lost = |name: &str| item.worst.iter().find(|unit| unit.name == name).map(|unit| unit.lost.clone());
            assert!(item.named.len() <= 3, "{}", item.title);
            if let Some(last) = item.named.last() {
                let next = item.worst.get(item.named.len());
                assert!(next.is_none_or(|next| next.lost != last.lost), "{}: one of several alike", item.title);
            } else {
                assert!(item.most.len() > 3, "{}: {:?}", item.title, item.most);
            }
            assert!(item.most.iter().all(|name| lost(name).is_none_or(|lost| lost == item.most_lost)));
        }
        let shared = view.sheets[0].costs.iter().find(|item| item.title.contains("全市")).expect("the air");
        assert!(shared.alike && shared.losing == 28);
    }
    let notice = made(june(), None, Kind::Notice, Form::Markdown);
    assert!(notice.contains("红星乡（未报送，得0.00分）"), "nothing in place of a figure");
    let line = notice.lines().find(|line| line.contains("（全市）。")).expect("the air");
    assert!(line.contains("各单位实绩均为") && !line.contains("街道"), "{line}");
}

/// Who has full points for now is counted the same in every report: firm, open and given ones apart.
#[test]
fn full_points_are_told_with_one_count() {
    for document in [june(), december()] {
        for item in view(document, None).sheets.iter().flat_map(|sheet| &sheet.items) {
            assert_eq!(item.full_points, item.settled_full + item.open_full + item.given_full, "{}", item.title);
        }
    }
    let sheets = view(june(), None).sheets;
    let of_departments = sheets[1].items.iter().find(|item| item.title == "信访举报按期办结率").expect("the item");
    assert_eq!((of_departments.settled_full, of_departments.open_full, of_departments.losing), (4, 2, 2));
    let praise = "“信访举报按期办结率”8个单位参加考核、4个得满分（另有2个目前得满分、尚有待定事项）";
    for form in [Form::Html, Form::Markdown] {
        assert!(made(june(), None, Kind::Notice, form).contains(praise));
    }
    let brief = made(june(), None, Kind::Brief, Form::Markdown);
    assert!(brief.contains("| 信访举报按期办结率 | 8 | 6（2个未定） | 2 |"), "{brief}");
}

/// The letter's day stands in for rows without one; these boilers have their own.
#[test]
fn things_to_finish_are_told_with_their_own_days() {
    let mut document = june().clone();
    document.units.retain(|unit| unit.name == "泗河镇");
    let result = made(&document, None, Kind::Result, Form::Markdown);
    let row = result.lines().find(|line| line.starts_with("| 建成区外燃煤锅炉治理 | ")).expect("the item");
    assert!(row.contains("| 各自期限，2022年5月31日至10月31日 |"), "{row}");
    let late = result.lines().find(|line| line.starts_with("- 建成区外燃煤锅炉治理：")).expect("what is late");
    let days = "逾期的1项应于2022年6月30日前完成。未到期的最近一项应于2022年8月31日前完成。";
    assert!(late.ends_with(days), "{late}");
    let due = result.lines().find(|line| line.starts_with("| 乡镇垃圾转运站建成投用 | 2022")).expect("the item");
    assert!(due.contains("| 2022年10月31日前 |"), "the only row's day, not the letter's: {due}");
}

#[test]
fn a_bonus_says_what_its_figure_is() {
    let result = made(december(), None, Kind::Result, Form::Markdown);
    assert!(result.contains("| 新命名生态示范村镇 | 加分 | 0.20 | 实绩0.4 |"));
}

/// The meeting sees whom it decides about; of more than fit, where they all stand.
#[test]
fn decisions_name_all_whom_they_are_about() {
    for form in [Form::Html, Form::Markdown] {
        let brief = made(june(), None, Kind::Brief, form);
        for decision in view(june(), None).decisions {
            assert!(decision.units.len() <= 40 && brief.contains(&decision.units.join("、")), "{}", decision.say);
        }
    }
}

#[test]
fn only_good_work_is_praised() {
    let view = view(june(), None);
    for area in view.sheets.iter().flat_map(|sheet| &sheet.areas) {
        let share = area.best_share.as_ref().map(|share| share.shown.trim_end_matches('%').to_owned());
        let whole = share.and_then(|shown| shown.split('.').next()?.parse::<u32>().ok()).unwrap_or_default();
        let is_good = whole >= 90 && area.best.len() < area.counted;
        let own = view.units.iter().filter(|unit| area.best.contains(&unit.name));
        let is_settled = own.flat_map(|unit| &unit.areas).filter(|own| own.id == area.id).all(|own| !own.open);
        assert!(!area.commended || is_good, "{}: {:?}", area.title, area.best_share);
        assert!(area.commended || !is_good || !is_settled, "{}: {:?}", area.title, area.best_share);
    }
    assert!(!made(june(), None, Kind::Notice, Form::Markdown).contains("“责任落实”为"), "half the points are praised");
}

/// In June the departments have less than 60 % of an area only because nobody has judged it yet.
#[test]
fn what_open_items_may_undo_is_not_proposed() {
    let view = view(june(), None);
    let named: Vec<&String> = view.proposals.iter().flat_map(|proposal| &proposal.units).collect();
    let talked: Vec<&String> = view
        .proposals
        .iter()
        .filter(|proposal| proposal.then.starts_with("约谈"))
        .flat_map(|proposal| &proposal.units)
        .collect();
    assert!(named.iter().any(|name| *name == "黑林镇") && !talked.iter().any(|name| *name == "农业农村局"));
    let waiting = view.undecided.iter().find(|proposal| proposal.then.starts_with("约谈")).expect("undecided");
    assert!(waiting.units.iter().any(|name| name == "农业农村局") && waiting.units.iter().any(|name| name == "泗河镇"));
    let notice = made(june(), None, Kind::Notice, Form::Markdown);
    let measures = notice.split("建议措施").nth(1).expect("measures");
    let (firm, waiting) = measures.split_once("暂不提出：").expect("what waits");
    assert!(waiting.contains("约谈党政主要负责人（") && !firm.contains("农业农村局"), "{measures}");
    let decided = view.decisions.iter().filter(|decision| decision.say.contains("约谈"));
    assert!(decided.flat_map(|decision| &decision.units).all(|name| name != "农业农村局"));
}

/// A veto of which nobody knows yet is none that did not happen.
#[test]
fn what_cannot_be_judged_yet_is_told_as_open() {
    let mut document = december().clone();
    let unit = document.units.iter_mut().find(|unit| unit.adjustments.iter().any(|line| line.kind == RuleKind::Veto));
    let unit = unit.expect("a unit with vetoes");
    let name = unit.name.clone();
    let veto = unit.adjustments.iter_mut().find(|line| line.kind == RuleKind::Veto && !line.applied).expect("a veto");
    veto.undecided = true;
    "数据不全，尚不能判断".clone_into(&mut veto.reason);
    let title = veto.title.clone();
    document.units.retain(|unit| unit.name == name);

    let result = made(&document, None, Kind::Result, Form::Html);
    let (row, rest) =
        result.split_once("加分、扣分、一票否决").expect("a table").1.split_once("</table>").expect("its end");
    assert!(row.contains(&title) && row.contains("待定") && row.contains("尚不能判断"), "{row}");
    let unlucky = rest.split_once("未发生的加分").map(|(_, rest)| rest.split_once("</p>").expect("its end").0);
    let clear = unlucky.unwrap_or_default().trim_start_matches(|letter| letter != '：').trim_matches(['：', '。']);
    assert!(clear.split('；').all(|other| other != title), "{clear}");
    let result = made(&document, None, Kind::Result, Form::Markdown);
    let row = result.lines().find(|line| line.starts_with(&format!("| {title} "))).expect("a row");
    assert!(row.contains("| 待定 |") && !row.contains("触发"), "{row}");
    for (kind, form) in kinds().filter(|(kind, _)| kind.is_for_all()) {
        let text = made(&document, None, kind, form);
        let said = text.lines().find(|line| line.contains("否决情形因数据不全尚不能判断")).unwrap_or_default();
        assert!(said.contains(&title) && said.contains(&name), "{kind:?} {form:?}: {said}");
    }
    let dashboard = made(&document, None, Kind::Dashboard, Form::Html);
    let line = dashboard.lines().find(|line| line.contains(&format!("<span class=\"name\">{title}</span>")));
    let line = line.expect("the veto");
    assert!(
        line.contains("待定") && !line.contains("未触发") && dashboard.contains("data-states=\"veto_open "),
        "{line}"
    );
}

#[test]
fn the_dashboard_filters_by_the_grades_of_all_sheets_in_their_order() {
    let mut document = december().clone();
    let first = document.sheets[0].id.clone();
    for sheet in document.sheets.iter_mut().skip(1) {
        for (grade, name) in sheet.grades.iter_mut().zip(["优秀", "A", "B", "C"]) {
            name.clone_into(&mut grade.name);
        }
    }
    document.units.iter_mut().filter(|unit| unit.sheet != first).for_each(|unit| "A".clone_into(&mut unit.grade));
    let page = made(&document, None, Kind::Dashboard, Form::Html);
    let (_, options) = page.split_once("id=\"filter-grade\"").expect("the filter");
    let options = options.split_once("</select>").expect("its end").0;
    let values: Vec<&str> = options.split("value=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(values, ["", "优秀", "良好", "合格", "不合格", "A", "B", "C"]);
}

/// Whom nothing is proposed for is told with its ground; and nobody is below 60 % for good while points are still to come.
#[test]
fn the_notice_says_no_more_of_measures_and_weak_parts_than_is_known() {
    let without = |document: &Document| {
        let mut document = document.clone();
        document.units.iter_mut().for_each(|unit| unit.consequences.clear());
        document
    };
    for form in [Form::Html, Form::Markdown] {
        let open = made(&without(june()), None, Kind::Notice, form);
        assert!(open.contains("按目前数据，暂无达到方案所列处理条件的单位。") && !open.contains("本次结果没有达到"));
        let mut settled = without(provinces());
        let measures = std::mem::take(&mut settled.sheets[0].consequences);
        assert!(!measures.is_empty(), "the scheme has measures");
        let none = made(&settled, None, Kind::Notice, form);
        assert!(none.contains("方案未列处理条件。") && !none.contains("本次结果没有达到"), "{form:?}");
        settled.sheets[0].consequences = measures;
        assert!(made(&settled, None, Kind::Notice, form).contains("本次结果没有达到方案所列处理条件的单位。"));
    }
    let notice = made(june(), None, Kind::Notice, Form::Markdown);
    let line = notice.lines().find(|line| line.starts_with("按部门考核评分表考核的")).expect("the departments");
    let (firm, so_far) = line.split_once("目前低于60%、视待定项目还可能达到的，").expect("parts that wait");
    assert!(so_far.contains("“责任落实”有8个") && !firm.contains("“责任落实”"), "{line}");
    for area in view(june(), None).sheets.iter().flat_map(|sheet| &sheet.areas) {
        assert!(area.weak + area.weak_so_far <= area.counted, "{}", area.title);
    }
}

#[test]
fn a_unit_of_which_nothing_can_move_is_not_called_provisional() {
    let view = view(december(), None);
    let settled = view.units.iter().find(|unit| !unit.open_total && !unit.provisional && !unit.open_rank).expect("one");
    assert_eq!((settled.provisional_shown.as_str(), view.provisional_shown.as_str()), ("", "暂定"));
    assert_eq!(settled.firm, "得分和等次均已确定");
    let result = made(december(), None, Kind::Result, Form::Html);
    assert!(result.contains(&format!("<h1>{}考核结果单</h1>", settled.name)));
    for unit in &view.units {
        assert!(unit.provisional_shown == "暂定" || unit.firm == "得分和等次均已确定", "{}: {}", unit.name, unit.firm);
    }
    for unit in &self::view(june(), None).units {
        assert!(!unit.firm.contains("均已确定"), "{} is settled in the middle of the year", unit.name);
    }
}

#[test]
fn changes_are_told_whole_or_with_how_many_and_without_those_that_are_none() {
    let brief = made(december(), Some(june()), Kind::Brief, Form::Html);
    let better = view(december(), Some(june())).change.expect("a change").better_grade;
    assert!(better.len() > 8 && brief.contains(&format!("等{}个单位。", better.len())), "cut without 等");
    assert!(better.iter().any(|unit| unit.provisional_before) && brief.contains("（原暂定"));
    assert!(better.iter().any(|unit| unit.provisional) && brief.contains("变为优秀，暂定）"));
    for kind in [Kind::Brief, Kind::Notice] {
        let text = made(december(), Some(december()), kind, Form::Markdown);
        assert!(
            text.contains("可比的36个单位总分均持平。")
                && !text.contains("上升的单位0个")
                && !text.contains("下降的0个"),
            "{text}"
        );
    }
}

/// Half a year in, what is not due yet may still fail: nobody is praised for it, and it is not counted as done.
#[test]
fn nothing_that_is_still_open_is_praised_and_all_that_are_assessed_are_counted() {
    for document in [june(), december()] {
        let view = view(document, None);
        for sheet in &view.sheets {
            for item in &sheet.items {
                assert_eq!(item.assessed, item.counted + item.pending.len() + item.left_out, "{}", item.title);
                assert!(item.settled_full <= item.full_points && item.unscored == item.assessed - item.counted);
            }
            for item in &sheet.good {
                assert!(item.settled_full * 2 >= item.assessed, "{}", item.title);
                let of_item = view.units.iter().filter(|unit| unit.sheet == sheet.id).flat_map(|unit| &unit.items);
                let settled =
                    of_item.filter(|one| one.id == item.id && !one.open && one.status == kaohe::assess::Status::Met);
                assert!(settled.count() >= item.settled_full, "{}", item.title);
            }
        }
    }
    let praise = |document: &Document| {
        let notice = made(document, None, Kind::Notice, Form::Markdown);
        let praise = notice.split("、主要成效").nth(1).expect("praise");
        praise.split("、存在问题").next().unwrap_or_default().to_owned()
    };
    let midway = praise(june());
    for open in ["建成区内燃煤锅炉淘汰", "乡镇垃圾转运站建成投用", "督察反馈问题按期销号率"]
    {
        assert!(!midway.contains(&format!("“{open}”")), "{midway}");
    }
    assert!(midway.contains("截至2022年6月30日，乡镇、街道考核评分表中，"), "{midway}");
    assert!(!praise(december()).contains("耕地有机质平均含量"), "18 of 24 withheld it");
}

#[test]
fn points_that_can_still_be_lost_are_told_with_their_bounds() {
    let view = view(june(), None);
    let unit = view.units.iter().find(|unit| unit.name == "生态环境局").expect("the bureau");
    let stake = &unit.at_stake[0];
    let shown =
        (stake.title.as_str(), stake.points.shown.as_str(), stake.loss.shown.as_str(), stake.due_shown.as_str());
    assert_eq!(shown, ("督察反馈问题按期销号率", "30.00", "20.00", "2022年9月30日"));
    assert_eq!(unit.at_stake_loss.shown, "28.33");
    assert_eq!(stake.advice, ["未到期的6项按期完成，最近一项应于2022年9月30日前完成"]);
    for form in [Form::Html, Form::Markdown] {
        let result = made(june(), None, Kind::Result, form);
        let own = result.split("生态环境局考核结果单").nth(1).expect("its sheet");
        assert!(own.contains("下列项目现有得分尚未确定，最多还可能减少28.33分："), "{form:?}");
    }
    let result = made(june(), None, Kind::Result, Form::Markdown);
    assert!(result.contains("| 完成率100.0%：按期完成3项，未到期6项（可能得10.00至30.00分） |"));
}

/// What a veto that nobody can judge yet may take is told with the veto.
#[test]
fn what_a_veto_may_still_take_is_told_with_it() {
    use kaohe::plan::VetoEffect;
    let mut document = june().clone();
    let terms = &document.terms.sheets[0];
    let zeroes = terms.items.iter().find_map(|veto| match &veto.effect {
        Some(VetoEffect::ZeroItem(item)) => Some((veto.id.clone(), veto.title.clone(), item.0.clone())),
        _ => None,
    });
    let (veto, title, item) = zeroes.expect("a veto of an item");
    let has_points = |unit: &kaohe::assess::document::Unit| {
        unit.indicators.iter().any(|one| one.id == item && !one.left_out && one.points.0 != "0.00")
    };
    let unit = document.units.iter_mut().find(|unit| unit.sheet == terms.id && has_points(unit)).expect("a unit");
    let name = unit.name.clone();
    unit.adjustments.iter_mut().filter(|line| line.id == veto).for_each(|line| line.undecided = true);
    for one in unit.indicators.iter_mut().filter(|one| one.id == item) {
        "0.00".clone_into(&mut one.at_least.0);
        one.trace = None;
    }
    let view = view(&document, None);
    let unit = view.units.iter().find(|unit| unit.name == name).expect("the unit");
    let stake = unit.at_stake.iter().find(|stake| stake.item == item).expect("its points can be lost");
    assert_eq!(stake.advice, [format!("核实有无“{title}”的情形（因数据不全尚不能判断），认定的不得分")]);
}

#[test]
fn a_gap_is_told_once() {
    for document in [june(), december()] {
        let result = made(document, None, Kind::Result, Form::Markdown);
        for part in result.split("### 数据缺口和未定事项").skip(1) {
            let lines: Vec<&str> =
                part.split("\n#").next().unwrap_or_default().lines().filter(|line| line.starts_with("- ")).collect();
            let each: std::collections::BTreeSet<&&str> = lines.iter().collect();
            assert_eq!(each.len(), lines.len(), "{lines:#?}");
        }
    }
}

#[test]
fn who_lost_most_is_told_with_the_figure_and_points_by_hand_as_given() {
    let notice = made(december(), None, Kind::Notice, Form::Markdown);
    let line = notice.lines().find(|line| line.contains("考核断面水质类别（年均值，最差断面）。")).expect("the class");
    assert!(line.contains("黑林镇（实绩劣Ⅴ，得0.00分）"), "{line}");
    assert!(notice.contains("评定") && !notice.contains("（部分完成，得"), "{notice}");
}

#[test]
fn what_was_read_is_not_said_to_count() {
    for (kind, form) in kinds().filter(|(kind, _)| *kind != Kind::Dashboard) {
        assert!(made(june(), None, kind, form).contains("不计入"), "{kind:?} {form:?}");
        assert!(!made(provinces(), None, kind, form).contains("日期晚于截至日"), "{kind:?} {form:?}");
    }
}

#[test]
fn an_older_result_that_is_the_later_one_is_refused() {
    let wrong = View::new(june(), Some(december()), &words()).expect_err("the wrong way round");
    assert_eq!(
        words().say(&wrong.said()),
        "--since 应当是较早的结果：它截至2022年12月31日，而要出报告的结果截至2022年6月30日；是不是两个给反了？"
    );
}

#[test]
fn units_of_one_of_two_results_are_told() {
    let mut fewer = december().clone();
    let gone = fewer.units.remove(0).name;
    let told = |now: &Document, before: &Document| {
        [Kind::Notice, Kind::Brief].map(|kind| made(now, Some(before), kind, Form::Markdown))
    };
    for text in told(december(), &fewer) {
        assert!(text.contains(&format!("可比的35个单位总分均持平。新参加考核的有{gone}。")), "{text}");
    }
    for text in told(&fewer, december()) {
        assert!(text.contains(&format!("不再参加考核的有{gone}。")), "{text}");
    }
    // A result of one unit knows nothing of the others.
    let mut one = december().clone();
    one.units.truncate(1);
    one.asked = vec![one.units[0].id.clone()];
    for text in told(december(), &one) {
        assert!(text.contains("可比的1个单位总分均持平。那次结果没有其余35个单位，无从比较。"), "{text}");
        assert!(!text.contains("新参加考核"), "{text}");
    }
    let brief = made(december(), Some(june()), Kind::Brief, Form::Markdown);
    assert!(brief.contains("| +") && brief.contains("| -"), "differences have their signs: {brief}");
}

#[test]
fn a_group_that_is_called_one_is_not_called_so_twice() {
    let mut document = december().clone();
    document.units.iter_mut().for_each(|unit| "第一组".clone_into(&mut unit.group));
    for form in [Form::Html, Form::Markdown] {
        assert!(!made(&document, None, Kind::Result, form).contains("第一组组"), "{form:?}");
        assert!(made(december(), None, Kind::Result, form).contains("街道组"), "{form:?}");
    }
}

#[test]
fn a_notice_without_losses_says_so() {
    let mut document = december().clone();
    document.units.truncate(1);
    for unit in &mut document.units {
        unit.contradictions.clear();
        for item in &mut unit.indicators {
            item.points = item.full.clone();
            item.points_exact = None;
        }
    }
    for form in [Form::Html, Form::Markdown] {
        let notice = made(&document, None, Kind::Notice, form);
        assert!(notice.contains("已计分的指标均得满分。"), "{notice}");
        assert!(!made(december(), None, Kind::Notice, form).contains("已计分的指标均得满分。"));
    }
}

/// Where nobody was assessed nothing was done well: neither of no unit at all, nor of units without a single item that was scored.
#[test]
fn a_result_without_anything_assessed_says_so() {
    let mut nobody = december().clone();
    nobody.units.clear();
    let mut nothing = december().clone();
    for unit in &mut nothing.units {
        unit.indicators.clear();
        unit.contradictions.clear();
    }
    for form in [Form::Html, Form::Markdown] {
        for document in [&nobody, &nothing] {
            let notice = made(document, None, Kind::Notice, form);
            assert!(notice.contains("没有一项指标计分，是否得满分、有无失分都无从评价。"), "{notice}");
            assert!(!notice.contains("均得满分"), "{notice}");
        }
        for kind in [Kind::Notice, Kind::Brief] {
            let said = made(&nobody, None, kind, form);
            assert!(said.contains("各单位均无可考核的项目，本次没有评定任何单位，也没有名次和等次。"), "{said}");
            assert!(!said.contains("没有达到方案所列处理条件") && !said.contains("各指标得分情况"), "{said}");
        }
    }
}

/// Only the page's own style sheets have effect, that of the label among them.
#[test]
fn a_printed_dashboard_says_on_each_page_that_it_is_an_example() {
    let page = made(june(), None, Kind::Dashboard, Form::Html);
    assert!(page.contains("@page { @top-right { content: \"示例数据\";"));
    let policy = page.split("style-src ").nth(1).and_then(|rest| rest.split(';').next()).expect("the policy");
    assert_eq!(policy.split(' ').filter(|hash| hash.starts_with("'sha256-")).count(), page.matches("<style>").count());
}

/// More units than any county has: every figure is written once, so that time grows with what is written.
#[test]
fn long_rosters_keep_the_brief_short() {
    let mut document = december().clone();
    let towns: Vec<_> = document.units.iter().filter(|unit| unit.sheet == "towns").cloned().collect();
    document.units.clear();
    for number in 0..5 {
        for unit in &towns {
            let mut unit = unit.clone();
            unit.id = format!("{}-{number}", unit.id);
            unit.name = format!("{}{number}", unit.name);
            unit.group = "乡镇".to_owned();
            document.units.push(unit);
        }
    }
    let few = made(december(), None, Kind::Brief, Form::Markdown).lines().count();
    let many = made(&document, None, Kind::Brief, Form::Markdown);
    assert!(many.contains("中间120个单位从略"), "{many}");
    // The map of a page that must stay short has the rows of the first and the last units, with their names, and says how many it leaves out.
    let page = made(&document, None, Kind::Brief, Form::Html);
    let map = page.split("id=\"heat-1\"").nth(1).and_then(|rest| rest.split("chart-data").next()).expect("a map");
    assert!(map.contains("……中间120个单位略……"), "{map}");
    let (first, last) = (&document.units[0].name, &document.units[139].name);
    let label = |name: &str| map.contains(&format!(">{name}</text>"));
    assert!(label(first) && label(last) && !label(&document.units[70].name), "{map}");
    assert!(page.contains("全部140个单位各指标得分情况（单位数）"));
    let mut open = document.clone();
    open.units.iter_mut().for_each(|unit| unit.provisional = true);
    let open = made(&open, None, Kind::Brief, Form::Markdown);
    assert!(open.contains("等140个单位（全部名单见通报“考核结果”部分等次注明“暂定”的）"), "{open}");
    assert!(many.lines().count() <= few + 10, "{} lines, of fewer units {few}", many.lines().count());
}

/// `cargo test --release -- --ignored` tells how long a thousand units take.
#[test]
#[ignore = "for a release build"]
fn a_thousand_units_take_under_ten_seconds() {
    let mut document = december().clone();
    let units = std::mem::take(&mut document.units);
    for number in 0..28 {
        for unit in &units {
            let mut unit = unit.clone();
            unit.id = format!("{}-{number}", unit.id);
            document.units.push(unit);
        }
    }
    document.units.sort_by(|left, right| (&left.sheet, &left.group).cmp(&(&right.sheet, &right.group)));
    let start = std::time::Instant::now();
    let templates = Templates::new(None, words()).expect("the built-in templates");
    let value = Templates::value(&view(&document, None));
    for (kind, form) in kinds() {
        let made = templates.make(kind, form, &value).map(|text| text.len());
        println!("{kind:?} {form:?}: {:?} bytes after {:?}", made.ok(), start.elapsed());
    }
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}
