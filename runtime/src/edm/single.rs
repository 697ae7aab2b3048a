//! `Edm.Single`, an `f32` with the values that JSON does not have.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::floating::Floating;
use super::number;
use super::text::{debug_as_display, parse_error};

/// A floating-point number of 32 bits; in JSON a number, or `"INF"`, `"-INF"` or `"NaN"`.
///
/// It is an [`f32`], and converts from it and into it. It keeps besides the number that came, also where that has more digits
/// than 32 bits do, and whether it was whole: `5` is written back as `5`, and `5.0` as `5.0`. Other spellings, such as `5.00`
/// or `5e0`, are not kept.
///
/// Two are equal as two `f32` are, so `5` and `5.0` are, and `NaN` is equal to nothing. The default is `0.0`.
///
/// The JSON is that of the
/// [OData JSON format](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue),
/// the text `singleValue` of the
/// [OData ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt).
///
/// ```
/// use graph_entity::edm::Single;
///
/// let points: Vec<Single> = serde_json::from_str(r#"[100,1.1,"-INF"]"#)?;
/// assert_eq!(points[1], 1.1.into());
/// assert_eq!(f32::from(points[2]), f32::NEG_INFINITY);
/// assert_eq!(serde_json::to_string(&points)?, r#"[100,1.1,"-INF"]"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Single(Floating);

impl Single {
    #[expect(clippy::cast_possible_truncation, reason = "the nearest; what is beyond the largest was refused")]
    fn value(self) -> f32 {
        self.0.value() as f32
    }

    /// Refuses what is beyond the largest.
    fn of(number: Floating) -> Option<Self> {
        let single = Self(number);
        (single.value().is_finite() || !number.value().is_finite()).then_some(single)
    }
}

impl From<f32> for Single {
    /// With a fraction, if only `.0`, and no more digits than it needs: `1.1` and not `1.100000023841858`.
    fn from(value: f32) -> Self {
        let exact = Self(Floating::Float(value.into()));
        let short = value.to_string().parse().map(|value| Self(Floating::Float(value)));
        // All but `NaN`, which is equal to nothing.
        short.ok().filter(|short| *short == exact).unwrap_or(exact)
    }
}

impl From<Single> for f32 {
    fn from(value: Single) -> Self {
        value.value()
    }
}

parse_error! {
    /// What is no `Edm.Single`; its `Display` shows it.
    ParseSingleError, "number of 32 bits, such as `-1.5`, `INF`, `-INF` or `NaN`"
}

impl FromStr for Single {
    type Err = ParseSingleError;

    /// # Errors
    ///
    /// Where the text has another form, or a number beyond the largest `f32`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Floating::parse(text).and_then(Self::of).ok_or_else(|| ParseSingleError::of(text))
    }
}

impl fmt::Display for Single {
    /// As in JSON, without quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

debug_as_display!(Single);

impl Default for Single {
    fn default() -> Self {
        0.0.into()
    }
}

impl PartialEq for Single {
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value()
    }
}

impl PartialOrd for Single {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value().partial_cmp(&other.value())
    }
}

impl Serialize for Single {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Single {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        number::read(deserializer, "a number, `INF`, `-INF` or `NaN`", |number| {
            Floating::of(number).and_then(Self::of).ok_or_else(|| ParseSingleError::of(&number.to_string()))
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
        for json in ["100", "1.0", "1.1", "-3", "0.1000000000000001", "\"INF\"", "\"-INF\"", "\"NaN\""] {
            let read: Single = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::from_str::<serde_json::Value>(json).unwrap(), serde_json::to_value(read).unwrap());
            assert_eq!(serde_json::to_string(&read).unwrap(), json);
        }
    }

    #[test]
    fn what_is_no_number_is_an_error_that_shows_it() {
        for json in ["\"5\"", "\"inf\"", "1e39", "-1e39"] {
            let error = serde_json::from_str::<Single>(json).unwrap_err().to_string();
            assert!(
                error.starts_with(&format!("`{}` is not a valid number of 32 bits", json.trim_matches('"'))),
                "{error}"
            );
        }
        for json in ["true", "null", "{}", "[]"] {
            serde_json::from_str::<Single>(json).unwrap_err();
        }
    }

    #[test]
    fn a_float_is_written_with_the_digits_that_it_needs() {
        assert_eq!(serde_json::to_value(Single::from(1.1)).unwrap(), serde_json::json!(1.1));
        assert_eq!(Single::from(f32::NEG_INFINITY).to_string(), "-INF");
        assert_eq!(Single::from(5.0).to_string(), "5.0");
        assert_eq!(Single::from(5.0), "5".parse().unwrap());
    }

    proptest! {
        #[test]
        fn a_number_is_written_and_read_again(value in proptest::num::f32::ANY) {
            let json = serde_json::to_string(&Single::from(value)).unwrap();
            let read: Single = serde_json::from_str(&json).unwrap();
            prop_assert!(read == value.into() || f32::from(read).is_nan() && value.is_nan());
        }

        #[test]
        fn any_text_is_read_or_shown(text in "[-+]?[0-9]{1,25}(\\.[0-9]{1,9})?([eE][-+]?[0-9]{1,2})?|\\PC*") {
            match text.parse::<Single>() {
                Ok(value) => prop_assert_eq!(value.to_string().parse::<Single>().unwrap(), value),
                Err(error) => prop_assert!(error.to_string().contains(&shown(&text))),
            }
        }
    }
}
