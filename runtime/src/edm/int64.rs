//! `Edm.Int64`, where a service writes it as a string.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::number::{self, Number};
use super::text::parse_error;

/// A whole number of 64 bits, read from a JSON number or a string with one.
///
/// It is an [`i64`], and converts from it and into it. Graph writes numbers, for which `i64` itself is enough; a string is how
/// [OData](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue) writes
/// one for readers whose numbers have 53 bits (`IEEE754Compatible=true`).
///
/// It is always written as a number, the form of a request that does not say `IEEE754Compatible=true`. As text it is
/// `int64Value` of the [OData ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt).
///
/// ```
/// use graph_entity::edm::Int64;
///
/// let size: Int64 = serde_json::from_str("\"9007199254740993\"")?;
/// assert_eq!(size, Int64(9_007_199_254_740_993));
/// assert_eq!(serde_json::to_string(&size)?, "9007199254740993");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Int64(pub i64);

impl From<i64> for Int64 {
    fn from(value: i64) -> Self {
        Self(value)
    }
}

impl From<Int64> for i64 {
    fn from(value: Int64) -> Self {
        value.0
    }
}

parse_error! {
    /// What is no `Edm.Int64`; its `Display` shows it.
    ParseInt64Error, "whole number of 64 bits, such as `-42`"
}

impl FromStr for Int64 {
    type Err = ParseInt64Error;

    /// # Errors
    ///
    /// Where the text has anything but a sign and digits, or a number that 64 bits do not hold.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|_| ParseInt64Error::of(text))
    }
}

impl fmt::Display for Int64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Int64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for Int64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        number::read(deserializer, "a whole number of 64 bits, or a string with one", |number| match number {
            Number::Signed(value) => Ok(Self(value)),
            Number::String(text) | Number::Digits(text) => text.parse(),
            // A float is written with a point or an exponent, which are not digits.
            Number::Unsigned(_) | Number::Float(_) => number.to_string().parse(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edm::text::shown;
    use proptest::prelude::*;

    #[test]
    fn a_number_and_a_string_are_read() {
        for json in ["42", "\"42\"", "\"+42\""] {
            assert_eq!(serde_json::from_str::<Int64>(json).unwrap(), Int64(42));
        }
        assert_eq!(serde_json::from_str::<Int64>("-9223372036854775808").unwrap(), Int64(i64::MIN));
        assert_eq!(serde_json::from_value::<Int64>(serde_json::json!(8)).unwrap(), Int64(8));
    }

    #[test]
    fn what_is_no_whole_number_is_an_error_that_shows_it() {
        for json in ["9223372036854775808", "1.5", "1.0", "1e300", "\"\"", "\"17:00:00\"", "\"1.0\"", "\"INF\""] {
            let error = serde_json::from_str::<Int64>(json).unwrap_err().to_string();
            assert!(
                error.starts_with(&format!("`{}` is not a valid whole number of 64 bits", json.trim_matches('"'))),
                "{error}"
            );
        }
        for json in ["true", "null", "{}", "[]"] {
            serde_json::from_str::<Int64>(json).unwrap_err();
        }
    }

    proptest! {
        #[test]
        fn a_number_is_written_and_read_again(value: i64) {
            let json = serde_json::to_string(&Int64(value)).unwrap();
            prop_assert_eq!(&json, &value.to_string());
            prop_assert_eq!(serde_json::from_str::<Int64>(&json).unwrap(), Int64(value));
            prop_assert_eq!(serde_json::from_str::<Int64>(&format!("\"{json}\"")).unwrap(), Int64(value));
        }

        #[test]
        fn any_text_is_read_or_shown(text in "[-+]?[0-9]{0,22}|\\PC*") {
            match text.parse::<Int64>() {
                Ok(value) => prop_assert_eq!(value.0, text.parse::<i64>().unwrap()),
                Err(error) => prop_assert!(error.to_string().contains(&shown(&text))),
            }
        }
    }
}
