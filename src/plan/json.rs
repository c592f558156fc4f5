//! The plan as JSON, for programs that take it up where kaohe's own code ends.

use super::{PLAN_FORMAT, Plan};

/// Text that is no plan of this format.
#[derive(Debug, thiserror::Error)]
pub enum PlanJsonError {
    #[error("the text is no plan: {0}")]
    Unreadable(#[from] serde_json::Error),
    #[error("the plan has format `{found}`; this program reads `{PLAN_FORMAT}`")]
    OtherFormat { found: String },
}

impl Plan {
    /// The whole plan, indented, with a line break at its end. [`Plan::from_json`] reads the same plan back.
    ///
    /// # Errors
    /// Never for a plan as it stands: all its keys are texts and all its numbers are written as texts.
    pub fn to_json(&self) -> Result<String, PlanJsonError> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// # Errors
    /// [`PlanJsonError`] for a text that is no plan, or one of another format: a newer plan may hold nodes whose meaning is not
    /// known here, and half a plan is none.
    pub fn from_json(text: &str) -> Result<Plan, PlanJsonError> {
        #[derive(serde::Deserialize)]
        struct Format {
            format: String,
        }
        let Format { format } = serde_json::from_str(text)?;
        if format != PLAN_FORMAT {
            return Err(PlanJsonError::OtherFormat { found: format });
        }
        Ok(serde_json::from_str(text)?)
    }

    /// The JSON Schema of plans, as `docs/schema/plan.schema.json` publishes it.
    ///
    /// # Errors
    /// Never: a schema is made of texts.
    pub fn json_schema() -> Result<String, PlanJsonError> {
        let mut schema = schemars::schema_for!(Plan);
        schema.insert("title".to_owned(), "kaohe plan".into());
        schema.insert("$id".to_owned(), PLAN_FORMAT.into());
        Ok(serde_json::to_string_pretty(&schema)? + "\n")
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::clauses::tests::whole;

    #[test]
    fn a_plan_comes_back_as_it_went() {
        let plan = whole();
        let text = plan.to_json().expect("a plan can be written");
        let back = Plan::from_json(&text).expect("it can be read back");
        assert_eq!(back, plan);
        assert_eq!(back.to_json().expect("and written again"), text);
    }

    #[test]
    fn a_plan_of_another_format_is_refused_by_name() {
        let text = whole().to_json().expect("a plan can be written").replace(PLAN_FORMAT, "kaohe-plan/99");
        let error = Plan::from_json(&text).expect_err("it is not ours");
        assert_eq!(
            error.to_string(),
            format!("the plan has format `kaohe-plan/99`; this program reads `{PLAN_FORMAT}`")
        );
    }

    #[test]
    fn the_published_schema_is_the_one_of_the_code() {
        let schema = Plan::json_schema().expect("a schema can be written");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema/plan.schema.json");
        if std::env::var_os("UPDATE_SCHEMAS").is_some() {
            std::fs::write(&path, &schema).expect("the schema can be written");
        }
        let published = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(published == schema, "docs/schema/plan.schema.json is old: run the tests with UPDATE_SCHEMAS=1");
    }
}
