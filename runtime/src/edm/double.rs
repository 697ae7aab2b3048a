//! `Edm.Double`, an `f64` with the values that JSON does not have.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::floating::Floating;
use super::number;
use super::text::{debug_as_display, parse_error};

/// A floating-point number of 64 bits; in JSON a number, or `"INF"`, `"-INF"` or `"NaN"`.
///
/// It is an [`f64`], and converts from it and into it; where the three strings never come, `f64` itself is enough. It keeps
/// besides whether the number was whole: `5` is written back as `5`, and `5.0` as `5.0`. Other spellings, such as `5.00` or
/// `5e0`, are not kept.
///
/// Two are equal as two `f64` are, so `5` and `5.0` are, and `NaN` is equal to nothing. The default is `0.0`.
///
/// The JSON is that of the
/// [OData JSON format](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue),
/// the text `doubleValue` of the
/// [OData ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt).
///
/// ```
/// use graph_entity::edm::Double;
///
/// let scores: Vec<Double> = serde_json::from_str(r#"[5,5.0,7.333333333333333,"INF"]"#)?;
/// assert_eq!(scores[..2], [5.0.into(), 5.0.into()]);
/// assert_eq!(f64::from(scores[3]), f64::INFINITY);
/// assert_eq!(serde_json::to_string(&scores)?, r#"[5,5.0,7.333333333333333,"INF"]"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Double(Floating);

impl From<f64> for Double {
    /// With a fraction, if only `.0`.
    fn from(value: f64) -> Self {
        Self(Floating::Float(value))
    }
}

impl From<Double> for f64 {
    /// The nearest, if a whole number has more than 53 bits.
    fn from(value: Double) -> Self {
        value.0.value()
    }
}

parse_error! {
    /// What is no `Edm.Double`; its `Display` shows it.
    ParseDoubleError, "number of 64 bits, such as `-1.5`, `INF`, `-INF` or `NaN`"
}

impl FromStr for Double {
    type Err = ParseDoubleError;

    /// # Errors
    ///
    /// Where the text has another form, or a number beyond the largest `f64`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Floating::parse(text).map(Self).ok_or_else(|| ParseDoubleError::of(text))
    }
}

impl fmt::Display for Double {
    /// As in JSON, without quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

debug_as_display!(Double);

impl Default for Double {
    fn default() -> Self {
        0.0.into()
    }
}

impl PartialEq for Double {
    fn eq(&self, other: &Self) -> bool {
        self.0.value() == other.0.value()
    }
}

impl PartialOrd for Double {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.0.value().partial_cmp(&other.0.value())
    }
}

impl Serialize for Double {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Double {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        number::read(deserializer, "a number, `INF`, `-INF` or `NaN`", |number| {
            Floating::of(number).map(Self).ok_or_else(|| ParseDoubleError::of(&number.to_string()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edm::text::shown;
    use proptest::prelude::*;

    #[test]
    fn a_number_comes_back_as_it_came() {
        for json in [
            "5",
            "5.0",
            "-5",
            "0",
            "-0.0",
            "7.333333333333333",
            "122.33783760000001",
            "18446744073709551615",
            "-9223372036854775808",
            "1e20",
            "\"INF\"",
            "\"-INF\"",
            "\"NaN\"",
        ] {
            let read: Double = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::from_str::<serde_json::Value>(json).unwrap(), serde_json::to_value(read).unwrap());
            if json != "1e20" {
                assert_eq!(serde_json::to_string(&read).unwrap(), json);
                assert_eq!(json.trim_matches('"').parse::<Double>().unwrap().to_string(), json.trim_matches('"'));
            }
        }
    }

    #[test]
    fn what_is_no_number_is_an_error_that_shows_it() {
        for json in ["\"5\"", "\"inf\"", "\"Infinity\"", "\"nan\"", "\"\""] {
            let error = serde_json::from_str::<Double>(json).unwrap_err().to_string();
            assert!(
                error.starts_with(&format!("`{}` is not a valid number of 64 bits", json.trim_matches('"'))),
                "{error}"
            );
        }
        for text in ["", "inf", "+INF", "1e400", "5.", ".5", "0x5", "5 "] {
            let error = text.parse::<Double>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{text}` is not a valid number of 64 bits")), "{error}");
        }
        for json in ["true", "null", "{}", "[]", "1e400"] {
            serde_json::from_str::<Double>(json).unwrap_err();
        }
    }

    #[test]
    fn equality_is_of_the_value() {
        let [a, b, nan]: [Double; 3] = ["5", "5.0", "NaN"].map(|text| text.parse().unwrap());
        assert_eq!(a, b);
        assert_ne!(nan, nan);
        assert!(a > Double::default());
    }

    proptest! {
        #[test]
        fn a_number_is_written_and_read_again(value in proptest::num::f64::ANY) {
            let json = serde_json::to_string(&Double::from(value)).unwrap();
            let read: Double = serde_json::from_str(&json).unwrap();
            prop_assert!(read == value.into() || f64::from(read).is_nan() && value.is_nan());
            let read: Double = Double::from(value).to_string().parse().unwrap();
            prop_assert!(read == value.into() || f64::from(read).is_nan() && value.is_nan());
        }

        #[test]
        fn any_text_is_read_or_shown(text in "[-+]?[0-9]{1,25}(\\.[0-9]{1,9})?([eE][-+]?[0-9]{1,3})?|\\PC*") {
            match text.parse::<Double>() {
                Ok(value) => prop_assert_eq!(value.to_string().parse::<Double>().unwrap(), value),
                Err(error) => prop_assert!(error.to_string().contains(&shown(&text))),
            }
        }
    }
}
