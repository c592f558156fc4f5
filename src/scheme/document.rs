//! scheme.yaml as it is written: the types that read it and that its JSON Schema is made of.
//!
//! Nothing is resolved here: names are texts with their places. What they stand for is the business of
//! [`tables`](super::tables) and [`sheets`](super::sheets).

mod scripts;
mod sheets;
mod tables;

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::yaml::{FromYaml, Named, Node, NotNegative, Number, OneOrMany, Placed, Problems, Value, mapping};
use crate::figure::RoundingMode;
use crate::plan::{Combine, Compare, MissingPolicy, RankOn, RoundAt};

pub use sheets::{
    AdjustmentsDocument, AdjustmentsKeys, AreaDocument, CapDocument, ConsequenceDocument, GradeDocument,
    IndicatorDocument, IndicatorKeys, QuotaDocument, SheetDocument, UseDocument, UseKeys,
};
pub use tables::{CheckDocument, ColumnDocument, ColumnWord, TableDocument};

mapping! {
    /// A scheme (考核方案): who is scored, on what, with which points, and what follows.
    pub struct SchemeDocument {
        /// The id of the scheme: letters, digits, hyphens.
        pub scheme: Placed<String>,
        /// The title that stands on everything printed.
        pub title: String,
        /// A remark that stands on everything printed (示例方案，非官方).
        pub note: Option<String>,
        /// The year that is scored.
        pub year: Placed<i16>,
        /// The roster and who of it is assessed.
        pub units: UnitsDocument,
        /// The file of signed figures; letters.csv if it exists and nothing is said.
        pub letters: Option<Placed<String>>,
        /// The tables that are submitted, by id.
        pub tables: Option<Named<TableDocument>>,
        /// Ordered scales of classes besides the built-in `water` and `air`, by id, best class first.
        pub scales: Option<Named<ScaleDocument>>,
        /// How figures are compared, rounded and ranked.
        pub numbers: Option<NumbersDocument>,
        /// What points an item gets whose figure was not sent or is withheld.
        pub missing: Option<MissingPolicy>,
        /// 缺项: what happens to the points of an item that is not assessed for a unit.
        pub not_applicable: Option<NotApplicableDocument>,
        /// Several score sheets (评分表), each for some of the units. Without it, the keys below make the only one.
        pub sheets: Option<Vec<SheetDocument>>,
        /// The areas of the only sheet.
        pub areas: Option<Vec<AreaDocument>>,
        /// The total of the only sheet; the sum of its areas if nothing is said.
        #[schemars(with = "Option<NotNegative>")]
        pub total: Option<Placed<Number>>,
        /// No total of the only sheet is more than this, with bonuses.
        pub total_cap: Option<Placed<Number>>,
        /// How the areas of the only sheet make its total: added up if nothing is said.
        pub combine: Option<Combine>,
        pub bonuses: Option<AdjustmentsDocument>,
        pub deductions: Option<AdjustmentsDocument>,
        /// 一票否决
        pub vetoes: Option<Vec<UseDocument>>,
        /// The grades, best first; the last one has no edge.
        pub grades: Option<Vec<Placed<GradeDocument>>>,
        /// Conditions under which the grade is not better than a given one.
        pub caps: Option<Vec<Placed<CapDocument>>>,
        /// Who stands first of two with the same total: `area.ID`, the id of an item, or `fewest_deductions`.
        pub tie_break: Option<Vec<Placed<String>>>,
        /// What is proposed where a condition over the result holds.
        pub consequences: Option<Vec<Placed<ConsequenceDocument>>>,
    }
    aside { note, numbers, missing, not_applicable }
    missed { letters, tables, scales, sheets, areas, total, total_cap, combine, bonuses, deductions, vetoes, grades, caps, tie_break, consequences }
    stands_in {
        scheme: |at| Placed { value: String::new(), at },
        title: |_at| String::new(),
        year: |at| Placed { value: *super::YEARS.start(), at },
        units: |at| UnitsDocument { roster: Placed { value: String::new(), at }, assess: None }
    }
}

mapping! {
    /// The roster and who of it is assessed.
    pub struct UnitsDocument {
        /// The file of the units: id, name, kind, group, parent, aliases.
        pub roster: Placed<String>,
        /// Who is assessed; all if nothing is said.
        pub assess: Option<ChoiceDocument>,
    }
    missed { assess }
}

mapping! {
    /// Picks units; a key that is left out does not narrow.
    pub struct ChoiceDocument {
        /// 乡镇, 街道, 部门 …
        pub kind: Option<OneOrMany<Placed<String>>>,
        pub group: Option<OneOrMany<Placed<String>>>,
        /// Unit ids.
        pub id: Option<OneOrMany<Placed<String>>>,
    }
}

mapping! {
    /// A scale of classes.
    pub struct ScaleDocument {
        pub title: Option<String>,
        /// Best first; each its name, or its name and other spellings: `[Ⅲ, III, 三类]`.
        pub classes: Vec<Placed<OneOrMany<String>>>,
    }
}

mapping! {
    /// How figures are compared, rounded and ranked.
    pub struct NumbersDocument {
        /// GB/T 8170: full_value 全数值比较法 (if nothing is said) or rounded_value 修约值比较法.
        pub compare: Option<Compare>,
        /// How points are rounded: half_up if nothing is said.
        pub round: Option<RoundingMode>,
        /// Decimal places of points: 2 if nothing is said.
        pub points: Option<Placed<u32>>,
        /// Each item (if nothing is said), so that what is printed adds up, or only the total.
        pub at: Option<RoundAt>,
        /// Exact totals (if nothing is said) or totals as shown.
        pub rank_on: Option<RankOn>,
    }
    aside { compare, round, points, at, rank_on }
}

/// `rescale`, `full`, `group_mean` or `{ given_to: [items] }`.
#[derive(Debug, Clone)]
pub enum NotApplicableDocument {
    Rescale,
    Full,
    GroupMean,
    GivenTo(Vec<Placed<String>>),
}

mapping! {
    /// The points go to these items.
    pub struct GivenToDocument {
        pub given_to: OneOrMany<Placed<String>>,
    }
}

#[derive(serde::Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum NotApplicableWord {
    Rescale,
    Full,
    GroupMean,
}

impl FromYaml for NotApplicableDocument {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<NotApplicableDocument> {
        if let Value::Map(_) = node.value {
            return GivenToDocument::from_yaml(node, problems)
                .map(|given| NotApplicableDocument::GivenTo(given.given_to.0));
        }
        super::yaml::word(node, problems).map(|word| match word {
            NotApplicableWord::Rescale => NotApplicableDocument::Rescale,
            NotApplicableWord::Full => NotApplicableDocument::Full,
            NotApplicableWord::GroupMean => NotApplicableDocument::GroupMean,
        })
    }
}

impl JsonSchema for NotApplicableDocument {
    fn schema_name() -> Cow<'static, str> {
        "NotApplicable".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let word = generator.subschema_for::<NotApplicableWord>();
        let given = generator.subschema_for::<GivenToDocument>();
        schemars::json_schema!({ "anyOf": [word, given] })
    }
}
