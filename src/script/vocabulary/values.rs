//! Numbers with their units, dates, classes: what is written into a rule.

use jiff::civil::Date;
use rhai::{Dynamic, Engine, EvalAltResult, ImmutableString, NativeCallContext};
use rust_decimal::Decimal;

use super::stand_ins::StandIn;
use super::{Example, Subject, Word};
use crate::diagnostic::Diagnostic;
use crate::figure::{Exact, Rounding, RoundingMode, Unit};
use crate::message;
use crate::plan::{Class, Literal, Quantity};
use crate::script::engine::LIMITS;
use crate::script::run::{Param, Run, stop_at};

pub(super) type Outcome<T> = Result<T, Box<EvalAltResult>>;

pub const SUBJECT: Subject = Subject {
    title: "Values",
    about: "Number literals are exact decimals: `0.1 + 0.2 == 0.3`, and `7 / 2` is three and a half.",
    words: &[
        Word {
            name: "pct",
            form: "number.pct → percentage",
            means: "So many percent: `85.pct` is the ratio 0.85 and is said as 85%.",
            example: Example::Target("at_least(85.pct)"),
        },
        Word {
            name: "unit",
            form: "number.unit(text) → quantity",
            means: "A number with its unit: `412.unit(\"吨\")`. A bare number takes the unit of what it is held against.",
            example: Example::Condition("table(\"farms\").sum(\"produced\") >= 412.unit(\"吨\")"),
        },
        Word {
            name: "date",
            form: "date(text) → date",
            means: "A day, written year-month-day.",
            example: Example::RowCondition("col(\"built_on\") <= date(\"2022-06-30\")"),
        },
        Word {
            name: "class",
            form: "class(text) → class; class(text, scale) → class",
            means: "A class of an ordered scale, best first: of the water classes, if no scale is named. A better class is smaller: `<= class(\"Ⅲ\")` is Ⅲ or better.",
            example: Example::RowCondition("col(\"quality\") <= class(\"Ⅲ\")"),
        },
        Word {
            name: "param",
            form: "param(name) → value; param(name, otherwise) → value",
            means: "What the scheme gives this rule beside its points (`with: { name: value }`), so that many like items are one rule file.",
            example: Example::Figure("table(\"farms\").sum(param(\"column\", \"used\"))"),
        },
    ],
};

/// A day in a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateWord(pub Date);

/// A class in a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassWord(pub Class);

/// A part of the scheme's year: the days from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodWord(pub Date, pub Date);

pub fn register(engine: &mut Engine, run: &Run) {
    engine
        .register_type_with_name::<Quantity>("quantity")
        .register_type_with_name::<DateWord>("date")
        .register_type_with_name::<ClassWord>("class")
        .register_type_with_name::<PeriodWord>("period");

    engine.register_get("pct", |number: &mut i64| Quantity::percent(&Exact::from(*number)));
    engine.register_get("pct", |number: &mut Decimal| Quantity::percent(&exact(number)));
    let here = run.clone();
    engine.register_get("pct", move |context: NativeCallContext, number: &mut Quantity| {
        here.small(&context, Quantity::percent(&number.value))
    });

    // The word of other languages is told, and read as ours.
    let here = run.clone();
    let percent = move |context: &NativeCallContext, value: &Exact| {
        here.wrong(context, message!("script-write-pct", word = "percent"));
        Quantity::percent(value)
    };
    let here = percent.clone();
    engine.register_get("percent", move |context: NativeCallContext, number: &mut i64| {
        here(&context, &Exact::from(*number))
    });
    engine.register_get("percent", move |context: NativeCallContext, number: &mut Decimal| {
        percent(&context, &exact(number))
    });

    let here = run.clone();
    engine.register_fn("unit", move |context: NativeCallContext, number: Dynamic, unit: &str| {
        let value = here.number(&context, &number).unwrap_or(Exact::ONE);
        Quantity { value, unit: Some(here.unit(&context, unit)), percent: false }
    });

    register_arithmetic(engine, run);

    let here = run.clone();
    engine.register_fn("date", move |context: NativeCallContext, text: &str| -> DateWord {
        DateWord(read_date(&here, &context, text))
    });

    let here = run.clone();
    engine.register_fn("class", move |context: NativeCallContext, name: &str| here.class(&context, name, "water"));
    let here = run.clone();
    engine.register_fn("class", move |context: NativeCallContext, name: &str, scale: &str| {
        here.class(&context, name, scale)
    });

    for operator in ["==", "!=", "<", "<=", ">", ">="] {
        let holds = comparison(operator);
        engine.register_fn(operator, move |left: DateWord, right: DateWord| holds(left.0.cmp(&right.0)));
        engine.register_fn(operator, move |left: ClassWord, right: ClassWord| holds(left.0.index.cmp(&right.0.index)));
        engine.register_fn(operator, move |left: Quantity, right: Quantity| holds(left.value.cmp(&right.value)));
        engine.register_fn(operator, move |left: Quantity, right: i64| holds(left.value.cmp(&Exact::from(right))));
        engine.register_fn(operator, move |left: i64, right: Quantity| holds(Exact::from(left).cmp(&right.value)));
        engine.register_fn(operator, move |left: Quantity, right: Decimal| holds(left.value.cmp(&exact(&right))));
        engine.register_fn(operator, move |left: Decimal, right: Quantity| holds(exact(&left).cmp(&right.value)));
    }

    let here = run.clone();
    engine.register_fn("param", move |context: NativeCallContext, name: &str| {
        if let Some(value) = here.param(name) {
            return value;
        }
        let at = here.place_of_text(&context, name);
        let names: Vec<String> = here.state().params.keys().cloned().collect();
        here.report(crate::script::names::unknown_param(at, name, &names));
        Dynamic::from(StandIn)
    });
    let here = run.clone();
    engine.register_fn("param", move |name: &str, otherwise: Dynamic| here.param(name).unwrap_or(otherwise));
}

fn comparison(operator: &str) -> fn(std::cmp::Ordering) -> bool {
    match operator {
        "==" => std::cmp::Ordering::is_eq,
        "!=" => std::cmp::Ordering::is_ne,
        "<" => std::cmp::Ordering::is_lt,
        "<=" => std::cmp::Ordering::is_le,
        ">" => std::cmp::Ordering::is_gt,
        _greater_or_equal => std::cmp::Ordering::is_ge,
    }
}

type Reckon = fn(&Exact, &Exact) -> Option<Exact>;

/// Division is exact also between integers, and nothing is ever cut to so many digits.
fn register_arithmetic(engine: &mut Engine, run: &Run) {
    let signs: [(&str, Reckon); 4] = [
        ("+", |left, right| Some(left + right)),
        ("-", |left, right| Some(left - right)),
        ("*", |left, right| Some(left * right)),
        ("/", Exact::checked_div),
    ];
    for (sign, reckon) in signs {
        let divides = sign == "/";
        let here = run.clone();
        let with = move |context: &NativeCallContext, left: Quantity, right: Quantity| -> Outcome<Quantity> {
            let Some(value) = reckon(&left.value, &right.value) else {
                here.wrong(context, message!("script-division-by-zero"));
                return Ok(left);
            };
            if let ("+" | "-", Some(left_unit), Some(right_unit)) = (sign, &left.unit, &right.unit)
                && let Err(mismatch) = left_unit.same_as(right_unit)
            {
                let (left_word, right_word) = (unit_word(&mismatch.left), unit_word(&mismatch.right));
                here.wrong(context, message!("check-units-differ", left = left_word, right = right_word));
                return Ok(left);
            }
            // A quotient is counted in what is divided, if that is divided by a bare number.
            let like = match (&left.unit, &right.unit) {
                (Some(_), None) => left,
                (Some(_), Some(_)) if !divides => left,
                (None, Some(_)) if !divides => right,
                (None | Some(_), Some(_)) | (None, None) => Quantity::bare(value.clone()),
            };
            here.small(context, Quantity { value, ..like })
        };
        macro_rules! between {
            ($($left:ty, $right:ty);*) => {$({
                let with = with.clone();
                engine.register_fn(sign, move |context: NativeCallContext, left: $left, right: $right| {
                    with(&context, left.into_quantity(), right.into_quantity())
                });
            })*};
        }
        between!(Quantity, Quantity; Quantity, i64; i64, Quantity; Quantity, Decimal; Decimal, Quantity);
        // A product of two decimals has more digits than one decimal can hold.
        between!(Decimal, Decimal; i64, Decimal; Decimal, i64);
        register_assignment::<Decimal, Decimal>(engine, run, sign, reckon, fitting_decimal);
        register_assignment::<Decimal, i64>(engine, run, sign, reckon, fitting_decimal);
        if divides {
            between!(i64, i64);
            register_assignment::<i64, i64>(engine, run, sign, reckon, fitting_integer);
        }
    }
    engine.register_fn("-", |number: Quantity| Quantity { value: -&number.value, ..number });
    let here = run.clone();
    engine.register_fn("**", move |context: NativeCallContext, base: Decimal, exponent: i64| -> Outcome<Quantity> {
        let base = exact(&base);
        let mut power = Quantity::bare(1);
        for _factor in 0..exponent.unsigned_abs() {
            power = here.small(&context, Quantity::bare(&power.value * &base))?;
        }
        if exponent.is_negative() {
            match Exact::ONE.checked_div(&power.value) {
                Some(value) => power = Quantity::bare(value),
                None => here.wrong(&context, message!("script-division-by-zero")),
            }
        }
        Ok(power)
    });
}

/// `x *= y` keeps the type of `x`, where `x * y` may need one that holds more digits: what does not fit is told, not cut.
fn register_assignment<Left, Right>(
    engine: &mut Engine,
    run: &Run,
    sign: &'static str,
    reckon: Reckon,
    fitting: fn(&Exact) -> Option<Left>,
) where
    Left: IntoQuantity + Clone + Send + Sync + 'static,
    Right: IntoQuantity + Clone + Send + Sync + 'static,
{
    let here = run.clone();
    let with = move |context: NativeCallContext, left: &mut Left, right: Right| -> Outcome<()> {
        let value = reckon(&left.clone().into_quantity().value, &right.into_quantity().value);
        match value.map(|value| fitting(&value)) {
            Some(Some(fitting)) => *left = fitting,
            Some(None) => {
                return Err(stop_at(here.place(&context), message!("script-assigned-does-not-fit", sign = sign)));
            }
            None => here.wrong(&context, message!("script-division-by-zero")),
        }
        Ok(())
    };
    engine.register_fn(format!("{sign}="), with);
}

fn fitting_decimal(value: &Exact) -> Option<Decimal> {
    let decimal = Decimal::from_str_exact(&value.to_string()).ok()?;
    (exact(&decimal) == *value).then_some(decimal)
}

fn fitting_integer(value: &Exact) -> Option<i64> {
    i64::try_from(value.to_i128()?).ok()
}

/// A number of a script, of whatever form.
trait IntoQuantity {
    fn into_quantity(self) -> Quantity;
}

impl IntoQuantity for Quantity {
    fn into_quantity(self) -> Quantity {
        self
    }
}

impl IntoQuantity for i64 {
    fn into_quantity(self) -> Quantity {
        Quantity::bare(self)
    }
}

impl IntoQuantity for Decimal {
    fn into_quantity(self) -> Quantity {
        Quantity::bare(exact(&self))
    }
}

impl Run {
    /// A unit as it is written; one that nobody has heard of is warned of.
    pub(super) fn unit(&self, context: &NativeCallContext, text: &str) -> Unit {
        let unit = Unit::from(text.to_owned());
        if let Some(warning) = Diagnostic::unheard_of_unit(&self.place_of_text(context, text), &unit) {
            self.report(warning);
        }
        unit
    }

    /// The number, unless it has grown too long: then the script ends with an error here.
    fn small(&self, context: &NativeCallContext, quantity: Quantity) -> Outcome<Quantity> {
        if quantity.value.bits() > LIMITS.number_bits {
            let message = message!("script-number-too-long", most = LIMITS.number_bits);
            return Err(stop_at(self.place(context), message));
        }
        Ok(quantity)
    }
}

impl Run {
    fn param(&self, name: &str) -> Option<Dynamic> {
        let mut state = self.state();
        state.asked_params.insert(name.to_owned());
        state.params.get(name).map(param_value)
    }

    /// A misspelt class is reported, and the best class stands in for it so that the script goes on.
    pub(super) fn class(&self, context: &NativeCallContext, name: &str, scale_id: &str) -> ClassWord {
        let (class, diagnostic) = {
            let state = self.state();
            match state.scales.iter().find(|scale| scale.id == scale_id) {
                None => {
                    let ids: Vec<&str> = state.scales.iter().map(|scale| scale.id.as_str()).collect();
                    let message = message!("script-unknown-scale", scale = scale_id);
                    (None, Diagnostic::error(Default::default(), message).nearest(scale_id, ids))
                }
                Some(scale) => {
                    let names: Vec<&str> = scale.classes.iter().map(|class| class.name.as_str()).collect();
                    let message = message!("script-unknown-class", class = name, scale = &scale.title);
                    let known: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
                    let diagnostic = Diagnostic::error(Default::default(), message).nearest(name, names);
                    (scale.find(name), diagnostic.help(message!("script-known-classes", classes = known)))
                }
            }
        };
        ClassWord(class.unwrap_or_else(|| {
            let wanted = if diagnostic.message.key == "script-unknown-scale" { scale_id } else { name };
            self.report(Diagnostic { place: self.place_of_text(context, wanted), ..diagnostic });
            Class { scale: scale_id.to_owned(), index: 0 }
        }))
    }
}

fn param_value(param: &Param) -> Dynamic {
    match param {
        Param::Text(text) => Dynamic::from(ImmutableString::from(text.as_str())),
        Param::Number(number) => match number.to_i128().and_then(|number| i64::try_from(number).ok()) {
            Some(number) => Dynamic::from(number),
            None => Dynamic::from(Quantity::bare(number.clone())),
        },
        Param::Percent(ratio) => {
            Dynamic::from(Quantity { value: ratio.clone(), unit: Some(Unit::ratio()), percent: true })
        }
        Param::Bool(truth) => Dynamic::from(*truth),
        Param::Date(day) => Dynamic::from(DateWord(*day)),
        Param::List(values) => Dynamic::from(values.iter().map(param_value).collect::<rhai::Array>()),
    }
}

/// A wrong date is reported, and the first day of the year stands in for it.
pub(super) fn read_date(run: &Run, context: &NativeCallContext, text: &str) -> Date {
    parse_date(run, context, text).unwrap_or_else(|| run.some_day())
}

/// A day, or the text of one; `None` if it is neither, which is told.
pub(super) fn read_day(run: &Run, context: &NativeCallContext, value: &Dynamic) -> Option<Date> {
    if let Some(date) = value.read_lock::<DateWord>() {
        return Some(date.0);
    }
    match value.read_lock::<ImmutableString>() {
        Some(text) => parse_date(run, context, &text),
        None => {
            run.unexpected(context, value, "a-date");
            None
        }
    }
}

fn parse_date(run: &Run, context: &NativeCallContext, text: &str) -> Option<Date> {
    let date = text.parse().ok();
    if date.is_none() {
        run.report(Diagnostic::error(run.place_of_text(context, text), message!("script-not-a-date", text = text)));
    }
    date
}

pub(super) fn exact(number: &Decimal) -> Exact {
    Exact::scaled(number.mantissa(), number.scale())
}

/// A number of whatever form, with its unit if it has one.
pub(super) fn quantity(value: &Dynamic) -> Option<Quantity> {
    if let Some(number) = value.read_lock::<i64>() {
        return Some(Quantity::bare(*number));
    }
    if let Some(number) = value.read_lock::<Decimal>() {
        return Some(Quantity::bare(exact(&number)));
    }
    value.read_lock::<Quantity>().map(|quantity| quantity.clone())
}

/// A literal of whatever form.
pub(super) fn literal(value: &Dynamic) -> Option<Literal> {
    if let Some(quantity) = quantity(value) {
        return Some(Literal::Number(quantity));
    }
    if let Some(date) = value.read_lock::<DateWord>() {
        return Some(Literal::Date(date.0));
    }
    if let Some(class) = value.read_lock::<ClassWord>() {
        return Some(Literal::Class(class.0.clone()));
    }
    if let Some(text) = value.read_lock::<ImmutableString>() {
        return Some(Literal::Text(text.to_string()));
    }
    value.read_lock::<bool>().map(|truth| Literal::Bool(*truth))
}

/// A unit as a person reads it; a ratio has none of its own.
pub(crate) fn unit_word(unit: &Unit) -> crate::words::Message {
    if unit.is_ratio() { message!("check-kind-ratio") } else { message!("check-unit-named", unit = unit.to_string()) }
}

/// The words for a Rhai type, so that people never read a Rust path.
pub(crate) fn type_word(type_name: &str) -> crate::words::Message {
    // A plan type goes by its node's name (`Node<kaohe::plan::formula::FormulaNode>`), a word's own type by the name it was registered
    // under or by its Rust name, depending on who asks Rhai.
    let key = match type_name.trim_end_matches('>').rsplit("::").next().unwrap_or(type_name) {
        "i64" | "Decimal" | "decimal" => "number",
        "Quantity" | "quantity" => "quantity",
        "DateWord" | "date" => "date",
        "ClassWord" | "class" => "class",
        "PeriodWord" | "period" => "period",
        "string" | "ImmutableString" | "&str | ImmutableString | String" => "text",
        "bool" => "truth",
        "array" => "list",
        "map" => "map",
        "()" => "nothing",
        "Fn" => "closure",
        "RowsNode" | "rows" => "rows",
        "Groups" | "groups" => "groups",
        "ColumnNode" | "column" => "column",
        "AggregateNode" | "aggregate" => "aggregate",
        "FormulaNode" | "figure" => "figure",
        "ConditionNode" | "condition" => "condition",
        "Measure" | "task" => "task",
        "TargetNode" | "target" => "target",
        "CurveDraft" | "curve" => "curve",
        "Deduction" | "deduction" => "deduction",
        "ChecklistPart" | "part" => "part",
        "RuleDraft" | "rule" => "rule",
        "ShowAs" | "show_as" => "show-as",
        "Score" | "score" => "score",
        "Then" | "exception" => "exception",
        "Range" | "RangeInclusive" | "range" | "range=" => "range",
        "char" | "character" => "text",
        "ResultConditionNode" | "result_condition" => "result-condition",
        "ResultValue" | "result_value" | "GradeWord" | "grade" | "Part" | "area_or_item" => "result",
        // Nothing of ours is without a word: what is left is Rhai's own, and no name that an author has ever read.
        _rhais_own => "other",
    };
    crate::words::Message::new(&format!("script-type-{key}"))
}

/// The most decimal places that anything is rounded to.
const MOST_PLACES: u32 = 18;

/// How a number is rounded: places, and a mode by its name in the scheme. What can't be is told, and as many places as may be, or half
/// up, stand in.
pub(super) fn rounding(run: &Run, context: &NativeCallContext, places: i64, mode: &str) -> Rounding {
    let mode = match mode {
        "half_up" => RoundingMode::HalfUp,
        "half_even" => RoundingMode::HalfEven,
        "up" => RoundingMode::Up,
        "down" => RoundingMode::Down,
        other => {
            let at = run.place_of_text(context, other);
            let diagnostic = Diagnostic::error(at, message!("script-unknown-rounding", mode = other));
            run.report(diagnostic.nearest(other, ["half_up", "half_even", "up", "down"]));
            RoundingMode::HalfUp
        }
    };
    match u32::try_from(places) {
        Ok(places) if places <= MOST_PLACES => Rounding::new(mode, places),
        Ok(_) | Err(_) => {
            run.wrong(context, message!("script-too-many-places", places = places));
            Rounding::new(mode, MOST_PLACES)
        }
    }
}
