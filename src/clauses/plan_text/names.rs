//! What the parts of a plan are called for a person: every field and every variant of its JSON.

use crate::words::Message;

/// What a field or a variant is called; `None` where a scheme's author named it.
pub(super) fn part(name: &str) -> Option<Message> {
    let named = PARTS.iter().find(|(part, _)| *part == name)?;
    Some(Message::new(named.1))
}

/// What a word of the plan is called that stands under this label; `None` where what stands there is the author's.
pub(super) fn value(label: &str, value: &str) -> Option<Message> {
    let (_, values) = VALUES.iter().find(|(labels, _)| labels.contains(&label))?;
    let named = values.iter().find(|(word, _)| *word == value)?;
    Some(Message::new(named.1))
}

const PARTS: &[Named] = &[
    ("above", "plan-node-above"),
    ("aggregate", "plan-label-aggregate"),
    ("all", "plan-node-all"),
    ("all_by", "plan-node-all-by"),
    ("among", "plan-node-among"),
    ("and", "plan-node-and"),
    ("any", "plan-node-any"),
    ("applies_when", "plan-label-applies-when"),
    ("arithmetic", "plan-node-arithmetic"),
    ("as_of", "plan-node-as-of"),
    ("assumed", "plan-node-assumed"),
    ("at_least", "plan-node-at-least"),
    ("at_most", "plan-node-at-most"),
    ("at_risk_within", "plan-label-at-risk-within"),
    ("base", "plan-label-base"),
    ("basis", "plan-label-basis"),
    ("best", "plan-node-best"),
    ("better", "plan-node-better"),
    ("between", "plan-node-between"),
    ("body", "plan-label-body"),
    ("bool", "plan-node-bool"),
    ("by", "plan-node-by"),
    ("by_date", "plan-node-by-date"),
    ("by_hand", "plan-node-by-hand"),
    ("called", "plan-node-called"),
    ("cap", "plan-node-cap"),
    ("cap_grade", "plan-node-cap-grade"),
    ("checklist", "plan-node-checklist"),
    ("class", "plan-node-class"),
    ("class_at_least", "plan-node-class-at-least"),
    ("clause", "plan-node-clause"),
    ("columns", "plan-node-columns"),
    ("compare", "plan-node-compare"),
    ("comparison", "plan-node-comparison"),
    ("condition", "plan-label-condition"),
    ("contains", "plan-node-contains"),
    ("convert", "plan-node-convert"),
    ("count", "plan-node-count"),
    ("count_distinct", "plan-node-count-distinct"),
    ("curve", "plan-label-curve"),
    ("custom", "plan-node-custom"),
    ("date", "plan-node-date"),
    ("date_part", "plan-node-date-part"),
    ("days", "plan-node-days"),
    ("deduct", "plan-node-deduct"),
    ("derive", "plan-node-derive"),
    ("document", "plan-node-document"),
    ("done", "plan-node-done"),
    ("due", "plan-node-due"),
    ("during", "plan-node-during"),
    ("early", "plan-label-early"),
    ("edge", "plan-node-edge"),
    ("editions", "plan-node-editions"),
    ("effect", "plan-label-effect"),
    ("equals", "plan-node-equals"),
    ("events", "plan-label-events"),
    ("exceptions", "plan-label-exceptions"),
    ("factor", "plan-node-factor"),
    ("fail", "plan-node-fail"),
    ("field", "plan-node-field"),
    ("filter", "plan-node-filter"),
    ("first", "plan-node-first"),
    ("formula", "plan-node-formula"),
    ("from", "plan-node-from"),
    ("full_or_none", "plan-node-full-or-none"),
    ("full_points", "plan-node-full-points"),
    ("geometric_mean", "plan-node-geometric-mean"),
    ("given", "plan-node-given"),
    ("greatest", "plan-node-greatest"),
    ("greatest_of", "plan-node-greatest-of"),
    ("group", "plan-node-group"),
    ("group_is", "plan-node-group-is"),
    ("groups", "plan-node-groups"),
    ("high", "plan-node-high"),
    ("holds", "plan-node-holds"),
    ("if_else", "plan-node-if-else"),
    ("improve_on_last_year", "plan-node-improve-on-last-year"),
    ("improvement", "plan-node-improvement"),
    ("index", "plan-node-index"),
    ("inherited", "plan-node-inherited"),
    ("inside", "plan-node-inside"),
    ("interpolate", "plan-node-interpolate"),
    ("is_absent", "plan-node-is-absent"),
    ("is_in", "plan-node-is-in"),
    ("is_missing", "plan-node-is-missing"),
    ("join", "plan-node-join"),
    ("keep", "plan-node-keep"),
    ("keep_significant", "plan-node-keep-significant"),
    ("kind", "plan-label-kind"),
    ("kind_is", "plan-node-kind-is"),
    ("kinds", "plan-node-kinds"),
    ("label", "plan-node-label"),
    ("late", "plan-label-late"),
    ("latest", "plan-node-latest"),
    ("latest_by", "plan-node-latest-by"),
    ("least", "plan-node-least"),
    ("least_of", "plan-node-least-of"),
    ("left", "plan-node-left"),
    ("letter", "plan-node-letter"),
    ("letter_due", "plan-node-letter-due"),
    ("levels", "plan-node-levels"),
    ("limits", "plan-node-limits"),
    ("linear", "plan-node-linear"),
    ("literal", "plan-node-literal"),
    ("low", "plan-node-low"),
    ("matches", "plan-node-matches"),
    ("mean", "plan-node-mean"),
    ("mean_among", "plan-node-mean-among"),
    ("mean_ph", "plan-node-mean-ph"),
    ("measure", "plan-label-measure"),
    ("measured", "plan-node-measured"),
    ("median", "plan-node-median"),
    ("missing", "plan-label-missing"),
    ("mode", "plan-node-mode"),
    ("most", "plan-node-most"),
    ("name", "plan-node-name"),
    ("names_of_greatest", "plan-node-names-of-greatest"),
    ("negative", "plan-node-negative"),
    ("no_points", "plan-node-no-points"),
    ("none_below", "plan-label-none-below"),
    ("not", "plan-node-not"),
    ("not_above_last_year", "plan-node-not-above-last-year"),
    ("not_assessed", "plan-node-not-assessed"),
    ("not_below_last_year", "plan-node-not-below-last-year"),
    ("not_expressible", "plan-node-not-expressible"),
    ("note", "plan-label-note"),
    ("number", "plan-node-number"),
    ("on", "plan-node-on"),
    ("open", "plan-node-open"),
    ("operation", "plan-node-operation"),
    ("options", "plan-node-options"),
    ("or", "plan-node-or"),
    ("or_else", "plan-node-or-else"),
    ("otherwise", "plan-node-otherwise"),
    ("outside", "plan-node-outside"),
    ("pace", "plan-node-pace"),
    ("part", "plan-node-part"),
    ("parts", "plan-node-parts"),
    ("pattern", "plan-node-pattern"),
    ("per", "plan-node-per"),
    ("per_case", "plan-node-per-case"),
    ("percent", "plan-node-percent"),
    ("period", "plan-node-period"),
    ("places", "plan-node-places"),
    ("points", "plan-label-points"),
    ("policy", "plan-label-policy"),
    ("proportional", "plan-node-proportional"),
    ("q", "plan-node-q"),
    ("quantile", "plan-node-quantile"),
    ("range_class", "plan-node-range-class"),
    ("rank_among", "plan-node-rank-among"),
    ("rank_bands", "plan-node-rank-bands"),
    ("right", "plan-node-right"),
    ("round", "plan-node-round"),
    ("rounding", "plan-node-rounding"),
    ("rows", "plan-label-rows"),
    ("scale", "plan-node-scale"),
    ("second", "plan-node-second"),
    ("share", "plan-node-share"),
    ("share_of_year", "plan-node-share-of-year"),
    ("show_as", "plan-label-show-as"),
    ("source", "plan-node-source"),
    ("stages", "plan-node-stages"),
    ("step_class", "plan-node-step-class"),
    ("steps", "plan-node-steps"),
    ("submitted", "plan-node-submitted"),
    ("submitted_by", "plan-node-submitted-by"),
    ("sum", "plan-node-sum"),
    ("table", "plan-node-table"),
    ("tally", "plan-node-tally"),
    ("target", "plan-label-target"),
    ("task", "plan-node-task"),
    ("text", "plan-node-text"),
    ("then", "plan-node-then"),
    ("to", "plan-node-to"),
    ("towards", "plan-node-towards"),
    ("union", "plan-node-union"),
    ("unique", "plan-node-unique"),
    ("unit", "plan-node-unit"),
    ("unit_is", "plan-node-unit-is"),
    ("units", "plan-node-units"),
    ("up_to", "plan-node-up-to"),
    ("value", "plan-node-value"),
    ("values", "plan-node-values"),
    ("veto", "plan-value-veto"),
    ("waived_when", "plan-label-waived-when"),
    ("weight", "plan-node-weight"),
    ("weighted", "plan-node-weighted"),
    ("weighted_mean", "plan-node-weighted-mean"),
    ("what", "plan-node-what"),
    ("when", "plan-label-when"),
    ("why", "plan-node-why"),
    ("worst", "plan-node-worst"),
    ("worst_of", "plan-node-worst-of"),
    ("x", "plan-node-x"),
    ("y", "plan-node-y"),
    ("year", "plan-node-year"),
    ("zero", "plan-node-zero"),
    ("zero_area", "plan-node-zero-area"),
    ("zero_item", "plan-node-zero-item"),
];

/// A part or a word of the plan, and the message that is its name.
type Named = (&'static str, &'static str);

/// The labels, and what can stand under them.
const VALUES: &[(&[&str], &[Named])] = &[
    (
        &["then", "effect"],
        &[
            ("full_points", "plan-node-full-points"),
            ("no_points", "plan-node-no-points"),
            ("not_assessed", "plan-node-not-assessed"),
            ("fail", "plan-node-fail"),
        ],
    ),
    (
        &["comparison"],
        &[
            ("equal", "plan-value-equal"),
            ("not_equal", "plan-value-not-equal"),
            ("less", "plan-value-less"),
            ("less_or_equal", "plan-value-less-or-equal"),
            ("greater", "plan-value-greater"),
            ("greater_or_equal", "plan-value-greater-or-equal"),
        ],
    ),
    (
        &["operation"],
        &[
            ("add", "plan-value-add"),
            ("subtract", "plan-value-subtract"),
            ("multiply", "plan-value-multiply"),
            ("divide", "plan-value-divide"),
        ],
    ),
    (&["year"], &[("this", "plan-value-this"), ("last", "plan-value-last")]),
    (
        &["kind"],
        &[
            ("indicator", "plan-value-indicator"),
            ("bonus", "plan-value-bonus"),
            ("deduction", "plan-value-deduction"),
            ("veto", "plan-value-veto"),
        ],
    ),
    (
        &["mode"],
        &[
            ("half_up", "plan-value-mode-half-up"),
            ("half_even", "plan-value-mode-half-even"),
            ("up", "plan-value-mode-up"),
            ("down", "plan-value-mode-down"),
        ],
    ),
    (
        &["keep"],
        &[
            ("matching", "plan-value-keep-matching"),
            ("all", "plan-value-keep-all"),
            ("with_partner", "plan-value-keep-with-partner"),
            ("without_partner", "plan-value-keep-without-partner"),
        ],
    ),
    (
        &["parts"],
        &[
            ("pro_rata", "plan-value-parts-pro-rata"),
            ("whole_only", "plan-value-parts-whole-only"),
            ("count_as_one", "plan-value-parts-count-as-one"),
        ],
    ),
    (
        &["period"],
        &[("day", "plan-value-period-day"), ("week", "plan-value-period-week"), ("month", "plan-value-period-month")],
    ),
    (
        &["part"],
        &[
            ("year", "plan-value-part-year"),
            ("quarter", "plan-value-part-quarter"),
            ("month", "plan-value-part-month"),
            ("day", "plan-value-part-day"),
        ],
    ),
    (&["better", "towards"], &[("lower", "plan-value-better-lower"), ("higher", "plan-value-better-higher")]),
    (&["best"], &[("highest", "plan-value-best-highest"), ("lowest", "plan-value-best-lowest")]),
    (&["among"], &[("group", "plan-value-among-group"), ("sheet", "plan-value-among-sheet")]),
    (
        &["missing"],
        &[
            ("zero", "plan-value-missing-zero"),
            ("rescale", "plan-value-missing-rescale"),
            ("pending", "plan-value-missing-pending"),
        ],
    ),
    (
        &["given"],
        &[
            ("measure", "plan-value-given-measure"),
            ("target", "plan-value-given-target"),
            ("full", "plan-value-given-full"),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::plan::Plan;

    /// What the JSON of a rule can hold: the names of fields and variants, and the words that stand for themselves.
    #[derive(Default)]
    struct Held {
        seen: BTreeSet<String>,
        names: BTreeSet<String>,
        words: BTreeSet<String>,
    }

    impl Held {
        fn look(&mut self, schema: &Value, whole: &Value) {
            if let Value::Array(parts) = schema {
                parts.iter().for_each(|part| self.look(part, whole));
            }
            let Value::Object(fields) = schema else { return };
            if let Some(named) = fields.get("$ref").and_then(|reference| reference.as_str()?.rsplit('/').next())
                && self.seen.insert(named.to_owned())
            {
                self.look(&whole["$defs"][named], whole);
            }
            let properties = fields.get("properties").and_then(Value::as_object);
            self.names.extend(properties.into_iter().flat_map(|properties| properties.keys().cloned()));
            let alone = fields.get("enum").and_then(Value::as_array).into_iter().flatten().chain(fields.get("const"));
            self.words.extend(alone.filter_map(|word| word.as_str().map(str::to_owned)));
            fields.values().for_each(|part| self.look(part, whole));
        }
    }

    #[test]
    fn every_part_of_a_rule_has_a_name() {
        let schema = Plan::json_schema().expect("a schema");
        let schema: Value = serde_json::from_str(&schema).expect("JSON");
        let mut held = Held::default();
        held.look(&schema["$defs"]["Rule"], &schema);
        // They are not told by name.
        for never in ["at", "node", "id", "title"] {
            assert!(held.names.remove(never));
        }
        assert!(held.names.len() > 150 && held.words.len() > 50, "{} {}", held.names.len(), held.words.len());
        let nameless: Vec<_> = held.names.iter().filter(|name| part(name).is_none()).collect();
        let has_word = |word: &str| VALUES.iter().any(|(_, words)| words.iter().any(|(known, _)| *known == word));
        let wordless: Vec<_> = held.words.iter().filter(|word| part(word).is_none() && !has_word(word)).collect();
        assert!(nameless.is_empty() && wordless.is_empty(), "{nameless:?} {wordless:?}");
    }
}
