//! `Edm.Decimal`, on `rust_decimal::Decimal`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::number::{self, Number, is_decimal};
use super::text::parse_error;

/// A decimal number, such as `1.50`: the cargo feature `decimal`.
///
/// It stands on [`rust_decimal::Decimal`], with 96 bits and up to 28 digits behind the point, and converts from it and into it.
/// Two are equal when they are the same number, so `1.5` and `1.50` are; so are order and hash. The default is `0`.
///
/// # In JSON
///
/// OData writes [a number](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue),
/// or a string where `IEEE754Compatible=true` was asked for. Graph writes numbers. Both are read, and what came as a string is
/// written as a string, with its scale: `"1.50"` stays `"1.50"`.
///
/// Any other is written as a number, as a request without `IEEE754Compatible=true` has to. `serde_json` takes numbers through
/// an [`f64`], which holds 15 digits always and knows no scale: `1.50` is read as `1.5` and written as `1.5`, and of a number
/// with more digits the nearest `f64` is read. A decimal that an `f64` would change is not changed but written as a string, so
/// that a service that wants a number refuses it.
///
/// As text it is `decimalValue` of the
/// [OData ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt), less `INF`, `-INF`
/// and `NaN`. An exponent is read and not kept.
///
/// ```
/// use graph_entity::edm::{Decimal, rust_decimal};
///
/// let price: Decimal = serde_json::from_str("19.5")?;
/// assert_eq!(serde_json::to_string(&price)?, "19.5");
///
/// let exact = Decimal::from(rust_decimal::Decimal::new(1_234_567_890_123_456_789, 2));
/// assert_eq!(exact.to_string(), "12345678901234567.89");
/// assert_eq!(serde_json::to_string(&exact)?, "\"12345678901234567.89\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Decimal {
    value: rust_decimal::Decimal,
    /// Whether it came as a string.
    string: bool,
}

impl From<rust_decimal::Decimal> for Decimal {
    fn from(value: rust_decimal::Decimal) -> Self {
        Self { value, string: false }
    }
}

impl From<Decimal> for rust_decimal::Decimal {
    fn from(decimal: Decimal) -> Self {
        decimal.value
    }
}

parse_error! {
    /// What is no `Edm.Decimal`; its `Display` shows it.
    ParseDecimalError, "decimal number of 96 bits and up to 28 digits behind the point, such as `-1.50`"
}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    /// # Errors
    ///
    /// Where the text has another form, or more digits than are kept.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).map(Self::from).ok_or_else(|| ParseDecimalError::of(text))
    }
}

fn parse(text: &str) -> Option<rust_decimal::Decimal> {
    if !is_decimal(text) {
        return None;
    }
    let exponent = text.contains(['e', 'E']);
    let parse = if exponent { rust_decimal::Decimal::from_scientific } else { rust_decimal::Decimal::from_str_exact };
    parse(text).ok()
}

/// The decimal that an `f64` stands for: the shortest that is read as this `f64`, and with a fraction where there is room.
fn nearest(value: f64) -> Option<rust_decimal::Decimal> {
    let text = value.to_string();
    if text.contains('.') { parse(&text) } else { parse(&format!("{text}.0")).or_else(|| parse(&text)) }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.string {
            return serializer.collect_str(&self.value);
        }
        let text = self.value.to_string();
        if let Ok(value) = text.parse() {
            return serializer.serialize_i64(value);
        }
        if let Ok(value) = text.parse() {
            return serializer.serialize_u64(value);
        }
        match text.parse() {
            Ok(value) if nearest(value) == Some(self.value) => serializer.serialize_f64(value),
            _ => serializer.serialize_str(&text),
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        number::read(deserializer, "a decimal number, or a string with one", |number| {
            let value = match number {
                Number::Unsigned(value) => Some(value.into()),
                Number::Signed(value) => Some(value.into()),
                Number::Float(value) => nearest(value),
                Number::Digits(text) | Number::String(text) => parse(text),
            };
            let string = matches!(number, Number::String(_));
            value.map(|value| Self { value, string }).ok_or_else(|| ParseDecimalError::of(&number.to_string()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edm::text::shown;
    use proptest::prelude::*;

    #[test]
    fn a_number_and_a_string_come_back_as_they_came() {
        for json in [
            "5",
            "-5",
            "5.0",
            "1.5",
            "19.99",
            "10000000000000000000",
            "10000000000000000000000000000",
            "\"5\"",
            "\"1.50\"",
            "\"-0.0000000000000000000000000001\"",
            "\"79228162514264337593543950335\"",
        ] {
            let read: Decimal = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::from_str::<serde_json::Value>(json).unwrap(), serde_json::to_value(read).unwrap());
        }
    }

    #[test]
    fn what_is_no_decimal_is_an_error_that_shows_it() {
        for text in [
            "",
            "INF",
            "1.",
            ".5",
            "1_000",
            "1e",
            "1e30",
            "79228162514264337593543950336",
            "0.00000000000000000000000000001",
        ] {
            let error = serde_json::from_str::<Decimal>(&format!("\"{text}\"")).unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{text}` is not a valid decimal number")), "{error}");
        }
        for json in ["true", "null", "{}", "[]", "1e300", "1e-300"] {
            serde_json::from_str::<Decimal>(json).unwrap_err();
        }
    }

    #[test]
    fn the_scale_is_kept_and_not_compared() {
        let [a, b, c]: [Decimal; 3] = ["1.5", "1.50", "150e-2"].map(|text| text.parse().unwrap());
        assert_eq!((a, a), (b, c));
        assert_eq!(b.to_string(), "1.50");
        assert_eq!(serde_json::to_string(&b).unwrap(), "1.5");
    }

    proptest! {
        #[test]
        fn a_decimal_is_written_and_read_again(units: i128, scale in 0..=28_u32) {
            let decimal = Decimal::from(rust_decimal::Decimal::from_i128_with_scale(units >> 32, scale));
            let json = serde_json::to_string(&decimal).unwrap();
            prop_assert_eq!(serde_json::from_str::<Decimal>(&json).unwrap(), decimal);
            prop_assert_eq!(decimal.to_string().parse::<Decimal>().unwrap(), decimal);
        }

        #[test]
        fn a_number_comes_back_as_it_came(units in -999_999_999_999_999_i64..=999_999_999_999_999, scale in 0..=15_u32) {
            let number: f64 = rust_decimal::Decimal::new(units, scale).to_string().parse().unwrap();
            let json = serde_json::to_string(&number).unwrap();
            let read: Decimal = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(serde_json::to_string(&read).unwrap(), json);
        }

        #[test]
        fn a_string_comes_back_as_it_came(text in "-?(0|[1-9][0-9]{0,13})(\\.[0-9]{1,14})?") {
            let json = format!("\"{text}\"");
            let read: Decimal = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(serde_json::to_string(&read).unwrap().replace('-', ""), json.replace('-', ""));
        }

        #[test]
        fn any_text_is_read_or_shown(text in "[-+]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,9})?|\\PC*") {
            match text.parse::<Decimal>() {
                Ok(value) => prop_assert_eq!(value.to_string().parse::<Decimal>().unwrap(), value),
                Err(error) => prop_assert!(error.to_string().contains(&shown(&text))),
            }
        }
    }
}
