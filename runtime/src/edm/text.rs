//! What the types that are a string in JSON share: errors that show the text, serde both ways, and a reader of digits.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, Deserializer, Visitor};

/// The start of a text from outside, for an error.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(64).collect()
}

/// The number of exactly `count` digits at the start of a text, and what is behind them.
pub(super) fn digits<T: FromStr>(text: &str, count: usize) -> Option<(T, &str)> {
    let (digits, rest) = text.split_at_checked(count)?;
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { Some((digits.parse().ok()?, rest)) } else { None }
}

/// All digits at the start of a text, and what is behind them.
pub(super) fn leading_digits(text: &str) -> (&str, &str) {
    let behind = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    text.split_at_checked(text.len() - behind.len()).unwrap_or((text, ""))
}

/// Declares the error of a text that is not a value of the type.
macro_rules! parse_error {
    ($(#[$attribute:meta])* $Error:ident, $expected:literal) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $Error(String);

        impl $Error {
            fn of(text: &str) -> Self {
                Self($crate::edm::text::shown(text))
            }
        }

        impl std::fmt::Display for $Error {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!("`{}` is not a valid ", $expected), self.0)
            }
        }

        impl std::error::Error for $Error {}
    };
}
pub(super) use parse_error;

/// Implements serde both ways through `Display` and `FromStr`.
macro_rules! string_in_json {
    ($Type:ident, $expecting:literal) => {
        impl serde::ser::Serialize for $Type {
            fn serialize<S: serde::ser::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::de::Deserialize<'de> for $Type {
            fn deserialize<D: serde::de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::edm::text::deserialize(deserializer, $expecting)
            }
        }
    };
}
pub(super) use string_in_json;

/// Implements `Debug` as `Display`, which says all that there is.
macro_rules! debug_as_display {
    ($Type:ident) => {
        impl std::fmt::Debug for $Type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }
    };
}
pub(super) use debug_as_display;

/// Implements equality, order and hash as those of `value()`, whatever the spelling that is kept beside it.
macro_rules! ordered_by_value {
    ($Type:ident) => {
        impl std::cmp::Ord for $Type {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.value().cmp(&other.value())
            }
        }

        impl PartialOrd for $Type {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl PartialEq for $Type {
            fn eq(&self, other: &Self) -> bool {
                self.cmp(other) == std::cmp::Ordering::Equal
            }
        }

        impl Eq for $Type {}

        impl std::hash::Hash for $Type {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                std::hash::Hash::hash(&self.value(), state);
            }
        }
    };
}
pub(super) use ordered_by_value;

/// Reads a string.
pub(super) fn deserialize<'de, T, D>(deserializer: D, expecting: &'static str) -> Result<T, D::Error>
where
    T: FromStr<Err: fmt::Display>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(TextVisitor(expecting, PhantomData))
}

struct TextVisitor<T>(&'static str, PhantomData<T>);

impl<T: FromStr<Err: fmt::Display>> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_shown_by_its_start() {
        assert_eq!(shown(&"é".repeat(65)), "é".repeat(64));
    }

    #[test]
    fn digits_are_digits() {
        assert_eq!(digits("0931", 2), Some((9_u8, "31")));
        for text in ["", "1", "+1", "1 ", "-1", "é", "1é"] {
            assert_eq!(digits::<u8>(text, 2), None);
        }
    }
}
