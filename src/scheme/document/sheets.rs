//! Score sheets, as scheme.yaml has them: areas and items, what stands beside them, grades and what follows.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::super::model::{ParamValue, ScriptText};
use super::super::yaml::{
    FromYaml, Named, Node, NotNegative, Number, OneOrMany, Placed, Problems, Share, Value, mapping,
};
use super::{ChoiceDocument, NotApplicableDocument};
use crate::figure::RoundingMode;
use crate::plan::{Combine, MissingPolicy, Place, QuotaOf};

mapping! {
    /// A score sheet.
    pub struct SheetDocument {
        pub id: Placed<String>,
        pub title: Option<String>,
        /// Whom it is for.
        pub units: Option<ChoiceDocument>,
        pub areas: Vec<AreaDocument>,
        /// The sum of its areas if nothing is said.
        #[schemars(with = "Option<NotNegative>")]
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
        #[schemars(with = "Option<NotNegative>")]
        pub points: Option<Placed<Number>>,
        /// Its weight among its siblings, where the area above does not add up.
        #[schemars(with = "Option<NotNegative>")]
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
        #[schemars(with = "Option<NotNegative>")]
        pub points: Option<Placed<Number>>,
        /// Its weight among its siblings, where the area above does not add up.
        #[schemars(with = "Option<NotNegative>")]
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
