//! Figures as strings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::figure::{Exact, Points, Rounding};

/// A figure as a plain decimal.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Written(
    #[schemars(regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$"))]
    #[serde(deserialize_with = "decimal")]
    pub String,
);

/// Points as a plain decimal, with the places of the scheme where they are rounded to them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct WrittenPoints(
    #[schemars(regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$"))]
    #[serde(deserialize_with = "decimal")]
    pub String,
);

/// What the error of a text that is no plain decimal begins with.
pub(crate) const NOT_A_NUMBER: &str = "not a number";

/// A text that is a plain decimal: whoever edited a result by hand learns it where it is read, not from what is made of it.
fn decimal<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let text = String::deserialize(from)?;
    let (whole, places) = text.split_once('.').unwrap_or((&text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match digits(whole.strip_prefix('-').unwrap_or(whole)) && digits(places) {
        true => Ok(text),
        false => Err(serde::de::Error::custom(format!("{NOT_A_NUMBER}: `{text}`"))),
    }
}

/// A figure, and its fraction where the decimal had to be rounded.
pub(super) fn written(figure: Option<&Exact>) -> (Option<Written>, Option<String>) {
    (figure.map(|figure| Written(figure.to_decimal())), figure.and_then(Exact::fraction))
}

/// Points with so many places (31.20), or with all they have if that would round them.
pub(super) fn written_points(points: &Points, places: u32) -> (WrittenPoints, Option<String>) {
    let text = match points.0.decimal_places() {
        Some(own) if own <= places => Rounding::half_up(places).show(&points.0),
        Some(_) | None => points.0.to_decimal(),
    };
    (WrittenPoints(text), points.0.fraction())
}
