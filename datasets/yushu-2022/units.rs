//! Who reports, and how well each is doing.

use super::dice::Dice;

/// What a unit is, as far as its tables go.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// 街道 in the built-up city: no farmland.
    Street,
    /// 城郊街道: a street with villages.
    OuterStreet,
    Town,
    Township,
    Department,
}

#[derive(Clone, Copy)]
pub struct Unit {
    pub id: &'static str,
    pub name: &'static str,
    pub kind: Kind,
    /// How well it does its work, of a thousand: what the dice are loaded with.
    pub care: i64,
}

const fn unit(id: &'static str, name: &'static str, kind: Kind, care: i64) -> Unit {
    Unit { id, name, kind, care }
}

/// The four streets, fifteen towns, nine townships.
pub const TOWNS: [Unit; 28] = [
    unit("huachang", "华昌街道", Kind::Street, 864),
    unit("zhengyang", "正阳街道", Kind::Street, 727),
    unit("peiying", "培英街道", Kind::Street, 668),
    unit("chengjiao", "城郊街道", Kind::OuterStreet, 415),
    unit("wukeshu", "五棵树镇", Kind::Town, 766),
    unit("gongpeng", "弓棚镇", Kind::Town, 977),
    unit("minjia", "闵家镇", Kind::Town, 688),
    unit("dapo", "大坡镇", Kind::Town, 864),
    unit("heilin", "黑林镇", Kind::Town, 240),
    unit("tuqiao", "土桥镇", Kind::Town, 727),
    unit("xinli", "新立镇", Kind::Town, 746),
    unit("daling", "大岭镇", Kind::Town, 649),
    unit("yujia", "于家镇", Kind::Town, 590),
    unit("sihe", "泗河镇", Kind::Town, 864),
    unit("bahao", "八号镇", Kind::Town, 805),
    unit("liujia", "刘家镇", Kind::Town, 844),
    unit("xiushui", "秀水镇", Kind::Town, 972),
    unit("baoshou", "保寿镇", Kind::Town, 708),
    unit("xinzhuang", "新庄镇", Kind::Town, 630),
    unit("yumin", "育民乡", Kind::Township, 668),
    unit("hongxing", "红星乡", Kind::Township, 571),
    unit("taian", "太安乡", Kind::Township, 727),
    unit("xianfeng", "先锋乡", Kind::Township, 824),
    unit("enyu", "恩育乡", Kind::Township, 532),
    unit("chengfa", "城发乡", Kind::Township, 610),
    unit("huancheng", "环城乡", Kind::Township, 708),
    unit("qingshan", "青山乡", Kind::Township, 380),
    unit("yanhe", "延和朝鲜族乡", Kind::Township, 805),
];

pub const DEPARTMENTS: [Unit; 8] = [
    unit("shengtai", "生态环境局", Kind::Department, 950),
    unit("nongye", "农业农村局", Kind::Department, 880),
    unit("shuiwu", "水务局", Kind::Department, 900),
    unit("zhujian", "住房和城乡建设局", Kind::Department, 780),
    unit("chengguan", "城市管理行政执法局", Kind::Department, 840),
    unit("linye", "林业局", Kind::Department, 930),
    unit("ziran", "自然资源局", Kind::Department, 860),
    unit("jiaojing", "公安局交通管理大队", Kind::Department, 900),
];

pub fn towns_and_departments() -> impl Iterator<Item = &'static Unit> {
    TOWNS.iter().chain(&DEPARTMENTS)
}

/// The unit with this id; the city's own name for one that is none of the roster's.
pub fn name_of(id: &'static str) -> &'static str {
    towns_and_departments().find(|unit| unit.id == id).map_or(id, |unit| unit.name)
}

impl Unit {
    pub fn is_street(&self) -> bool {
        matches!(self.kind, Kind::Street | Kind::OuterStreet)
    }

    /// Has villages and fields.
    pub fn is_rural(&self) -> bool {
        matches!(self.kind, Kind::OuterStreet | Kind::Town | Kind::Township)
    }

    /// `base` of a thousand for the most careful, less by `slope` thousandths for each thousandth that the unit is less careful.
    pub fn odds(&self, base: i64, slope: i64) -> i64 {
        (base - (1000 - self.care) * slope / 1000).clamp(0, 1000)
    }

    /// The name as whoever filled in the row wrote it.
    pub fn spelled(&self, dice: &mut Dice) -> String {
        if dice.chance(800) {
            return self.name.to_owned();
        }
        let short = match self.kind {
            Kind::Town => self.name.strip_suffix('镇'),
            Kind::Township => self.name.strip_suffix('乡').filter(|short| short.chars().count() == 2),
            Kind::Street | Kind::OuterStreet | Kind::Department => None,
        };
        let organ = match self.kind {
            Kind::Street | Kind::OuterStreet => "办事处",
            Kind::Town | Kind::Township => "政府",
            Kind::Department => return self.name.to_owned(),
        };
        match (dice.between(0, 2), short) {
            (0, Some(short)) => short.to_owned(),
            (1, Some(short)) if short.chars().count() == 2 => {
                short.chars().map(String::from).collect::<Vec<_>>().join(" ")
            }
            (_, Some(_) | None) => format!("{}{organ}", self.name),
        }
    }
}

/// Names of villages, of which each town takes some.
pub const VILLAGES: [&str; 18] = [
    "兴隆村",
    "永胜村",
    "双井村",
    "民权村",
    "新发村",
    "红旗村",
    "福利村",
    "太平村",
    "长山村",
    "四合村",
    "腰围村",
    "北沟村",
    "向阳村",
    "靠山村",
    "富强村",
    "大房村",
    "同心村",
    "前进村",
];
