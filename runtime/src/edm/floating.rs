//! What `Single` and `Double` share: a number with its fraction or whole, or one of the three that JSON does not have.

use std::fmt;

use serde::ser::{Serialize, Serializer};

use super::number::{Number, is_decimal};

/// A number as it came. In JSON `5` and `5.0` are two texts, so a whole number stays one.
#[derive(Clone, Copy)]
pub(super) enum Floating {
    Float(f64),
    Unsigned(u64),
    Signed(i64),
}

impl Floating {
    pub(super) fn value(self) -> f64 {
        match self {
            Self::Float(value) => value,
            #[expect(clippy::cast_precision_loss, reason = "the nearest, as for any other number")]
            Self::Unsigned(value) => value as f64,
            #[expect(clippy::cast_precision_loss, reason = "the nearest, as for any other number")]
            Self::Signed(value) => value as f64,
        }
    }

    /// What came in JSON; of strings, only the three.
    pub(super) fn of(number: Number<'_>) -> Option<Self> {
        match number {
            Number::Float(value) => Some(Self::Float(value)),
            Number::Unsigned(value) => Some(Self::Unsigned(value)),
            Number::Signed(value) => Some(Self::Signed(value)),
            Number::Digits(text) => Self::parse(text),
            Number::String(text) => special(text),
        }
    }

    /// `doubleValue` of the OData ABNF.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if !is_decimal(text) {
            return special(text);
        }
        if let Ok(value) = text.parse() {
            return Some(Self::Unsigned(value));
        }
        // `-0` is whole and yet no integer.
        if let Some(value) = text.parse().ok().filter(|value| *value < 0) {
            return Some(Self::Signed(value));
        }
        text.parse().ok().filter(|value: &f64| value.is_finite()).map(Self::Float)
    }
}

/// The three that are strings in JSON.
fn special(text: &str) -> Option<Floating> {
    match text {
        "INF" => Some(Floating::Float(f64::INFINITY)),
        "-INF" => Some(Floating::Float(f64::NEG_INFINITY)),
        "NaN" => Some(Floating::Float(f64::NAN)),
        _ => None,
    }
}

impl fmt::Display for Floating {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsigned(value) => value.fmt(f),
            Self::Signed(value) => value.fmt(f),
            // With `.0`, or an exponent where there would be many zeros.
            Self::Float(value) if value.is_finite() => write!(f, "{value:?}"),
            Self::Float(value) if value.is_nan() => f.write_str("NaN"),
            Self::Float(value) => f.write_str(if *value > 0.0 { "INF" } else { "-INF" }),
        }
    }
}

impl Serialize for Floating {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unsigned(value) => serializer.serialize_u64(*value),
            Self::Signed(value) => serializer.serialize_i64(*value),
            Self::Float(value) if value.is_finite() => serializer.serialize_f64(*value),
            Self::Float(_) => serializer.collect_str(self),
        }
    }
}
