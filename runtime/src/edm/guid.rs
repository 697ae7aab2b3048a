//! `Edm.Guid`, on `uuid::Uuid`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use uuid::Uuid;

use super::text::{debug_as_display, parse_error, string_in_json};

/// A GUID, such as `39b4cd38-cd38-39b4-38cd-b43938cdb439`.
///
/// It stands on [`uuid::Uuid`], and converts from it and into it. It keeps besides which letters were upper-case: what is read
/// is written back as it came.
///
/// Two are equal when they are the same 128 bits, whatever their letters' case; so are order and hash. The default is all
/// zeros.
///
/// The form is `guidValue` of the
/// [OData ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt), with its four hyphens
/// and without braces; in JSON it is
/// [a string](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue).
///
/// ```
/// use graph_entity::edm::Guid;
/// use graph_entity::uuid::Uuid;
///
/// let role: Guid = "498476CE-e0fe-48b0-b801-37ba7e2685c6".parse()?;
/// assert_eq!(role.to_string(), "498476CE-e0fe-48b0-b801-37ba7e2685c6");
/// assert_eq!(Uuid::from(role).to_string(), "498476ce-e0fe-48b0-b801-37ba7e2685c6");
/// assert_eq!(role, Uuid::from(role).into());
/// # Ok::<(), graph_entity::edm::ParseGuidError>(())
/// ```
#[derive(Clone, Copy, Default)]
pub struct Guid {
    value: Uuid,
    /// One bit for each of the 32 digits, the first being the lowest.
    upper_case: u32,
}

impl From<Uuid> for Guid {
    /// In lower case.
    fn from(value: Uuid) -> Self {
        Self { value, upper_case: 0 }
    }
}

impl From<Guid> for Uuid {
    fn from(guid: Guid) -> Self {
        guid.value
    }
}

parse_error! {
    /// A text that is no `Edm.Guid`; its `Display` shows it.
    ParseGuidError, "GUID, such as `39b4cd38-cd38-39b4-38cd-b43938cdb439`"
}

impl FromStr for Guid {
    type Err = ParseGuidError;

    /// # Errors
    ///
    /// Where the text has another form, also where it is one of those that [`Uuid`] reads besides: with braces, without
    /// hyphens, or a URN.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // None of the other forms is as long.
        match Uuid::try_parse(text) {
            Ok(value) if text.len() == 36 => Ok(Self { value, upper_case: upper_case(text) }),
            _ => Err(ParseGuidError::of(text)),
        }
    }
}

fn upper_case(text: &str) -> u32 {
    let digits = text.bytes().filter(|byte| *byte != b'-');
    digits.take(32).enumerate().map(|(index, digit)| u32::from(digit.is_ascii_uppercase()) << index).sum()
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = *b"00000000-0000-0000-0000-000000000000";
        let text = self.value.hyphenated().encode_lower(&mut text);
        if self.upper_case == 0 {
            return f.write_str(text);
        }
        let mut rest = self.upper_case;
        text.chars().try_for_each(|letter| {
            let upper_case = letter != '-' && rest & 1 == 1;
            if letter != '-' {
                rest >>= 1;
            }
            fmt::Write::write_char(f, if upper_case { letter.to_ascii_uppercase() } else { letter })
        })
    }
}

debug_as_display!(Guid);
string_in_json!(Guid, "a GUID");

impl Ord for Guid {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}

impl PartialOrd for Guid {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Guid {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for Guid {}

impl Hash for Guid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edm::text::shown;
    use proptest::prelude::*;

    #[test]
    fn a_text_comes_back_as_it_came() {
        for text in [
            "39b4cd38-cd38-39b4-38cd-b43938cdb439",
            "7E163156-7762-4BEB-A1C6-729EA81755A7",
            "7e163156-7762-4BeB-a1c6-729ea81755aF",
            "00000000-0000-0000-0000-000000000000",
        ] {
            let json = format!("\"{text}\"");
            let guid: Guid = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&guid).unwrap(), json);
            assert_eq!(guid, Uuid::try_parse(text).unwrap().into());
        }
    }

    #[test]
    fn what_is_no_guid_is_an_error_that_shows_it() {
        for text in [
            "",
            "Vpp Token Id value",
            "{39b4cd38-cd38-39b4-38cd-b43938cdb439}",
            "39b4cd38cd3839b438cdb43938cdb439",
            "urn:uuid:39b4cd38-cd38-39b4-38cd-b43938cdb439",
            "39b4cd38-cd38-39b4-38cd-b43938cdb43",
            "5793aa3b-cca9-4794-679a240f8b58",
            "39b4cd38-cd3839b4-38cd-b439-38cdb439",
        ] {
            let error = text.parse::<Guid>().unwrap_err().to_string();
            assert_eq!(error, format!("`{text}` is not a valid GUID, such as `39b4cd38-cd38-39b4-38cd-b43938cdb439`"));
        }
    }

    proptest! {
        #[test]
        fn a_guid_is_written_and_read_again(bits: u128) {
            let read: Guid = Guid::from(Uuid::from_u128(bits)).to_string().parse().unwrap();
            prop_assert_eq!(Uuid::from(read), Uuid::from_u128(bits));
        }

        #[test]
        fn any_text_is_read_as_it_is_or_shown(text in "[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[-0-9a-fA-F{}]{32,38}|\\PC*") {
            match text.parse::<Guid>() {
                Ok(guid) => prop_assert_eq!(guid.to_string(), text),
                Err(error) => prop_assert!(error.to_string().contains(&shown(&text))),
            }
        }
    }
}
