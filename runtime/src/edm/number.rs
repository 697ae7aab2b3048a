//! A number as it came in JSON: whole or not, as a number or as a string.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use super::text::leading_digits;

/// What came where a number belongs.
#[derive(Clone, Copy)]
pub(super) enum Number<'a> {
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    /// A number, as digits.
    Digits(&'a str),
    String(&'a str),
}

impl fmt::Display for Number<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsigned(value) => value.fmt(f),
            Self::Signed(value) => value.fmt(f),
            Self::Float(value) => fmt::Debug::fmt(value, f),
            Self::Digits(text) | Self::String(text) => f.write_str(text),
        }
    }
}

/// Whether a text is `decimalValue` of the OData ABNF: digits, perhaps with a sign, a point and an exponent.
pub(super) fn is_decimal(text: &str) -> bool {
    let (whole, mut rest) = leading_digits(text.strip_prefix(['-', '+']).unwrap_or(text));
    let mut complete = !whole.is_empty();
    if let Some(behind) = rest.strip_prefix('.') {
        let (fraction, behind) = leading_digits(behind);
        complete &= !fraction.is_empty();
        rest = behind;
    }
    if let Some(behind) = rest.strip_prefix(['e', 'E']) {
        let (exponent, behind) = leading_digits(behind.strip_prefix(['-', '+']).unwrap_or(behind));
        complete &= !exponent.is_empty();
        rest = behind;
    }
    complete && rest.is_empty()
}

/// Reads a number or a string.
pub(super) fn read<'de, T, E: fmt::Display, D: Deserializer<'de>>(
    deserializer: D,
    expecting: &'static str,
    read: fn(Number<'_>) -> Result<T, E>,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(NumberOrString { expecting, read })
}

struct NumberOrString<T, E> {
    expecting: &'static str,
    read: fn(Number<'_>) -> Result<T, E>,
}

impl<'de, T, E: fmt::Display> Visitor<'de> for NumberOrString<T, E> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_u64<F: de::Error>(self, value: u64) -> Result<T, F> {
        (self.read)(Number::Unsigned(value)).map_err(F::custom)
    }

    fn visit_i64<F: de::Error>(self, value: i64) -> Result<T, F> {
        (self.read)(Number::Signed(value)).map_err(F::custom)
    }

    fn visit_f64<F: de::Error>(self, value: f64) -> Result<T, F> {
        (self.read)(Number::Float(value)).map_err(F::custom)
    }

    fn visit_str<F: de::Error>(self, text: &str) -> Result<T, F> {
        (self.read)(Number::String(text)).map_err(F::custom)
    }

    /// With its feature `arbitrary_precision`, which any crate of a program can switch on, `serde_json` hands a number on as
    /// a map that only its own `Number` understands. Without it, that refuses the map.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let number = serde_json::Number::deserialize(MapAccessDeserializer::new(map))?;
        (self.read)(Number::Digits(&number.to_string())).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_told_from_other_texts() {
        for text in ["0", "-1", "+1", "007", "1.50", "1e5", "1.5E-3", "1e+30"] {
            assert!(is_decimal(text), "{text}");
        }
        for text in ["", "-", ".5", "1.", "1.e5", "1e", "1e-", "1_0", "0x1", "INF", "nan", "1 ", "--1", "1.5.2", "é"] {
            assert!(!is_decimal(text), "{text}");
        }
    }
}
