//! scheme.yaml as it is written: the types that read it and that its JSON Schema is made of.
//!
//! Nothing is resolved here: names are texts with their places. What they stand for is the business of
//! [`tables`](super::tables) and [`sheets`](super::sheets).

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::yaml::{Bound, FromYaml, Named, Node, Number, OneOrMany, Placed, Problems, Share, Value, mapping};
use crate::diagnostic::Diagnostic;
use crate::figure::{Exact, RoundingMode};
use crate::message;
use crate::plan::{
    AbsentCells, CellAbsence, Combine, Compare, Level, MissingPolicy, Place, Quantity, QuotaOf, RankOn, RoundAt,
};

use super::model::{ParamValue, ScriptText};

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
    /// A table that units or departments submit.
    pub struct TableDocument {
        pub title: Option<String>,
        /// The column that says whose row it is; without one the rows are everyone's.
        pub unit_column: Option<Placed<String>>,
        /// The columns that together name a row.
        pub key: Option<OneOrMany<Placed<String>>>,
        /// The date column by which rows later than the as-of date are not seen.
        pub time_column: Option<Placed<String>>,
        /// The whole-year column by which last year's rows are told from this year's.
        pub year_column: Option<Placed<String>>,
        /// The date column that says when a row was handed in.
        pub submitted_column: Option<Placed<String>>,
        /// Each unit must hand in rows of its own: one without any has sent nothing, which is not a count of zero.
        pub every_unit: Option<bool>,
        /// What its rows are counted in, for advice: 台, 个, 件.
        pub counted_in: Option<String>,
        /// The work that makes a row count, for advice; `{}` stands for how many: 治理{}锅炉.
        pub work: Option<Placed<String>>,
        pub columns: Named<ColumnDocument>,
        /// Conditions that each row must fulfil.
        pub checks: Option<Vec<Placed<CheckDocument>>>,
    }
    aside { title, every_unit, counted_in, work }
    missed { unit_column, key, time_column, year_column, submitted_column, checks }
}

mapping! {
    /// A column of a table.
    pub struct ColumnDocument {
        /// What its cells hold.
        pub r#type: Placed<ColumnWord>,
        /// Headers under which it is found, besides its id.
        pub headers: Option<OneOrMany<String>>,
        /// A table without it is an error (true if nothing is said).
        pub required: Option<bool>,
        /// What a blank cell does to a figure made from the column.
        pub absent: Option<AbsentCells>,
        /// Texts that mean a kind of absence in this column, over the usual ones.
        pub marks: Option<Named<CellAbsence>>,
        /// number: the work that raises its sum, for advice; `{}` stands for how much: 利用{}粪污.
        pub work: Option<Placed<String>>,
        /// number: what it is counted in; `%` means that 85 is the ratio 0.85.
        pub unit: Option<Placed<String>>,
        /// number: the least that a cell may be; in a column of unit `%` 5 and 5% are the same.
        pub min: Option<Placed<Bound>>,
        /// number: the most that a cell may be; in a column of unit `%` 100 and 100% are the same.
        pub max: Option<Placed<Bound>>,
        /// number: most decimal places of a cell, 6 if nothing is said.
        pub decimals: Option<Placed<u32>>,
        /// number: a cell below the detection limit (`0.025L`) counts as half the limit.
        pub below_detection: Option<Placed<bool>>,
        /// number: the limit meant by 未检出.
        pub detection_limit: Option<Placed<Number>>,
        /// text: the only texts allowed.
        pub one_of: Option<Placed<Vec<String>>>,
        /// unit: several units may stand in one cell.
        pub many: Option<Placed<bool>>,
        /// date: cells also give a time of day.
        pub time: Option<Placed<bool>>,
        /// date: the year of cells that give none.
        pub year: Option<Placed<i16>>,
        /// class: the id of its scale.
        pub scale: Option<Placed<String>>,
    }
    aside { headers, required, absent, marks, work, min, max, decimals, below_detection, detection_limit, one_of, many, time, year }
    missed { unit }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnWord {
    Unit,
    Text,
    Number,
    Date,
    Bool,
    Class,
}

impl FromYaml for ColumnWord {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<ColumnWord> {
        super::yaml::word(node, problems)
    }
}

mapping! {
    /// A condition that each row of a table must fulfil.
    pub struct CheckDocument {
        /// The condition, in the rule language: `col('used') <= col('produced')`.
        pub rule: ScriptText,
        /// error (if nothing is said), warning or note.
        pub level: Option<Level>,
        /// What a person is told.
        pub say: String,
    }
    aside { level }
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

mapping! {
    /// A score sheet.
    pub struct SheetDocument {
        pub id: Placed<String>,
        pub title: Option<String>,
        /// Whom it is for.
        pub units: Option<ChoiceDocument>,
        pub areas: Vec<AreaDocument>,
        /// The sum of its areas if nothing is said.
        pub total: Option<Placed<Number>>,
        /// No total is more than this, with bonuses.
        pub total_cap: Option<Placed<Number>>,
        /// How its areas make its total: added up if nothing is said.
        pub combine: Option<Combine>,
        pub bonuses: Option<AdjustmentsDocument>,
        pub deductions: Option<AdjustmentsDocument>,
        /// 一票否决
        pub vetoes: Option<Vec<UseDocument>>,
        /// The grades, best first; those of the scheme if nothing is said.
        pub grades: Option<Vec<Placed<GradeDocument>>>,
        pub caps: Option<Vec<Placed<CapDocument>>>,
        pub tie_break: Option<Vec<Placed<String>>>,
        pub consequences: Option<Vec<Placed<ConsequenceDocument>>>,
    }
    aside { title }
    missed { units, total, total_cap, combine, bonuses, deductions, vetoes, grades, caps, tie_break, consequences }
}

mapping! {
    /// An area (板块) of a sheet; areas nest to any depth.
    pub struct AreaDocument {
        pub id: Placed<String>,
        pub title: Option<String>,
        /// How its children make its points: added up if nothing is said.
        pub combine: Option<Combine>,
        /// Its full points; the sum of its children if nothing is said.
        pub points: Option<Placed<Number>>,
        /// Its weight among its siblings, where the area above does not add up.
        pub weight: Option<Placed<Number>>,
        /// What absent children do here, where it differs from the scheme.
        pub not_applicable: Option<NotApplicableDocument>,
        pub areas: Option<Vec<AreaDocument>>,
        pub indicators: Option<Vec<IndicatorDocument>>,
    }
    aside { title, not_applicable }
    missed { combine, points, weight, areas, indicators }
}

mapping! {
    /// An indicator and what it counts.
    pub struct IndicatorKeys {
        /// The path of its rule file, without .rhai.
        pub rule: Placed<String>,
        /// Its own id, where one rule serves several items; else the path.
        pub id: Option<Placed<String>>,
        /// Parameters that the rule takes.
        pub with: Option<Named<Placed<ParamValue>>>,
        pub points: Option<Placed<Number>>,
        /// Its weight among its siblings, where the area above does not add up.
        pub weight: Option<Placed<Number>>,
        /// What a figure does that was not sent, where it differs from the scheme.
        pub missing: Option<MissingPolicy>,
        /// What happens to its points where it is not assessed.
        pub not_applicable: Option<NotApplicableDocument>,
        /// Who answers for it, and who judges it.
        pub departments: Option<OneOrMany<String>>,
    }
    aside { missing, not_applicable, departments }
    missed { points, weight }
}

mapping! {
    /// A bonus, deduction or veto.
    pub struct UseKeys {
        /// The path of its rule file, without .rhai.
        pub rule: Placed<String>,
        /// Its own id, where one rule serves several items; else the path.
        pub id: Option<Placed<String>>,
        /// Parameters that the rule takes.
        pub with: Option<Named<Placed<ParamValue>>>,
        /// The most that it gives or takes.
        pub cap: Option<Placed<Number>>,
    }
    missed { cap }
}

/// A rule with what stands beside it, or its path alone.
macro_rules! or_path {
    ($(#[$meta:meta])* $name:ident: $keys:ident $schema:literal { $($absent:ident),* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone)]
        pub struct $name {
            pub at: Place,
            pub keys: $keys,
        }

        impl FromYaml for $name {
            fn from_yaml(node: &Node, problems: &mut Problems) -> Option<$name> {
                let at = node.at.clone();
                let keys = match node.value {
                    Value::Scalar(_) => {
                        let rule = Placed::from_yaml(node, problems)?;
                        $keys { rule, $($absent: None,)* }
                    }
                    Value::Map(_) | Value::List(_) => $keys::from_yaml(node, problems)?,
                };
                Some($name { at, keys })
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                $schema.into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let keys = generator.subschema_for::<$keys>();
                schemars::json_schema!({ "anyOf": [{ "type": "string" }, keys] })
            }
        }
    };
}
or_path! {
    /// `{ rule: path, points: 6 }`, or the path alone under an area that does not add up.
    IndicatorDocument: IndicatorKeys "Indicator" { id, with, points, weight, missing, not_applicable, departments }
}
or_path! {
    /// `{ rule: path, cap: 2 }`, or the path alone.
    UseDocument: UseKeys "Use" { id, with, cap }
}

mapping! {
    /// Bonuses or deductions with what all of them give or take at most.
    pub struct AdjustmentsKeys {
        /// The most that all of them give or take together.
        pub cap: Option<Placed<Number>>,
        pub items: Vec<UseDocument>,
    }
    missed { cap }
}

/// `{ cap: 3, items: [...] }`, or the items alone.
#[derive(Debug, Clone)]
pub struct AdjustmentsDocument(pub AdjustmentsKeys);

impl FromYaml for AdjustmentsDocument {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<AdjustmentsDocument> {
        let keys = match node.value {
            Value::List(_) => AdjustmentsKeys { cap: None, items: Vec::from_yaml(node, problems)? },
            Value::Map(_) | Value::Scalar(_) => AdjustmentsKeys::from_yaml(node, problems)?,
        };
        Some(AdjustmentsDocument(keys))
    }
}

impl JsonSchema for AdjustmentsDocument {
    fn schema_name() -> Cow<'static, str> {
        "Adjustments".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let items = generator.subschema_for::<Vec<UseDocument>>();
        let keys = generator.subschema_for::<AdjustmentsKeys>();
        schemars::json_schema!({ "anyOf": [items, keys] })
    }
}

mapping! {
    /// A grade.
    pub struct GradeDocument {
        pub name: Placed<String>,
        /// Closed lower edge (90分及以上); the last grade has none.
        pub at_least: Option<Placed<Number>>,
        pub quota: Option<Placed<QuotaDocument>>,
        /// 评优前置: conditions over the result, or `no_area_below_60`.
        pub needs: Option<OneOrMany<ScriptText>>,
    }
    aside { quota, needs }
    missed { at_least }
}

mapping! {
    /// At most so many units get the grade: `share` or `count`.
    pub struct QuotaDocument {
        pub share: Option<Placed<Share>>,
        pub count: Option<Placed<u32>>,
        /// Of the group (if nothing is said) or of the whole sheet.
        pub of: Option<QuotaOf>,
        /// How a share of the units becomes a whole number: down if nothing is said.
        pub round: Option<RoundingMode>,
    }
    aside { of, round }
}

mapping! {
    /// Where the condition holds, the grade is not better than this.
    pub struct CapDocument {
        pub when: ScriptText,
        pub grade: Placed<String>,
        /// The document that says so.
        pub basis: Option<String>,
    }
    aside { basis }
}

mapping! {
    /// Where the condition holds, this is proposed.
    pub struct ConsequenceDocument {
        pub when: ScriptText,
        pub then: String,
    }
}

impl FromYaml for ScriptText {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<ScriptText> {
        let Some(scalar) = node.scalar() else {
            let text = String::from_yaml(node, problems)?;
            return Some(ScriptText { text: text.clone(), written: text, at: node.at.clone() });
        };
        if scalar.text.trim().is_empty() {
            problems.add(Diagnostic::error(node.at.clone(), message!("scheme-empty-condition")).width(node.width));
            return None;
        }
        Some(ScriptText { text: scalar.text.to_string(), written: scalar.text.to_string(), at: scalar.inside.clone() })
    }
}

impl JsonSchema for ScriptText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "description": "A condition in the rule language." })
    }
}

impl FromYaml for ParamValue {
    fn from_yaml(node: &Node, problems: &mut Problems) -> Option<ParamValue> {
        let scalar = match &node.value {
            Value::Scalar(scalar) => scalar,
            Value::List(_) => return Vec::from_yaml(node, problems).map(ParamValue::List),
            Value::Map(_) => {
                problems.error(node.at.clone(), message!("scheme-parameter-mapping"));
                return None;
            }
        };
        let text = &*scalar.text;
        if !scalar.plain {
            return Some(ParamValue::Text(text.to_owned()));
        }
        let percent = text.strip_suffix('%').and_then(|hundredths| hundredths.trim().parse().ok());
        Some(if let Some(hundredths) = percent {
            ParamValue::Number(Quantity::percent(&hundredths))
        } else if let Ok(number) = text.parse::<Exact>() {
            ParamValue::Number(Quantity::bare(number))
        } else if let Some(date) = super::day::parse(text) {
            ParamValue::Date(date)
        } else if let Ok(truth) = text.parse() {
            ParamValue::Bool(truth)
        } else {
            ParamValue::Text(text.to_owned())
        })
    }
}

impl JsonSchema for ParamValue {
    fn schema_name() -> Cow<'static, str> {
        "Parameter".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": ["string", "number", "boolean", "array"] })
    }
}
