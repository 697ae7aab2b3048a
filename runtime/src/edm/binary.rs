//! `Edm.Binary`, on the `base64` crate.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::display::Base64Display;
use base64::engine::general_purpose::{STANDARD, STANDARD_PAD_INDIFFERENT, URL_SAFE_PAD_INDIFFERENT};

use super::text::{parse_error, string_in_json};

/// Bytes, in JSON as base64.
///
/// It is a `Vec<u8>`, and converts from it and into it. It is written in base64's standard alphabet with padding, as Graph
/// writes it. It is read in that alphabet or the one for URLs, which OData has in
/// [its JSON format](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue),
/// with padding or without; not in both alphabets at once, not with spaces or line breaks, and not with bits behind the last
/// byte (`binaryValue` of the
/// [OData ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt)). It stands on the
/// [`base64`](https://docs.rs/base64) crate.
///
/// `Display` is the base64. `Debug` says how many bytes there are and not which: they may be a private key.
///
/// ```
/// use graph_entity::edm::Binary;
///
/// let icon = Binary::from(vec![0xfb, 0xff, 0x00, 0x01]);
/// assert_eq!(icon.to_string(), "+/8AAQ==");
/// assert_eq!(icon, "-_8AAQ".parse()?);
/// assert_eq!(icon.as_ref(), [0xfb, 0xff, 0x00, 0x01]);
/// assert_eq!(format!("{icon:?}"), "Binary(4 bytes)");
/// # Ok::<(), graph_entity::edm::ParseBinaryError>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Binary(Vec<u8>);

impl From<Vec<u8>> for Binary {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Binary {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }
}

impl From<Binary> for Vec<u8> {
    fn from(binary: Binary) -> Self {
        binary.0
    }
}

impl AsRef<[u8]> for Binary {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

parse_error! {
    /// A text that is not base64; its `Display` shows how it starts.
    ParseBinaryError, "base64 text, in one alphabet and without spaces"
}

impl FromStr for Binary {
    type Err = ParseBinaryError;

    /// # Errors
    ///
    /// Where the text is base64 in neither of its alphabets.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let engine = if text.contains(['-', '_']) { &URL_SAFE_PAD_INDIFFERENT } else { &STANDARD_PAD_INDIFFERENT };
        engine.decode(text).map(Self).map_err(|_| ParseBinaryError::of(text))
    }
}

impl fmt::Display for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Base64Display::new(&self.0, &STANDARD).fmt(f)
    }
}

impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Binary({} bytes)", self.0.len())
    }
}

string_in_json!(Binary, "base64");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edm::text::shown;
    use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
    use proptest::prelude::*;

    #[test]
    fn standard_base64_comes_back_as_it_came() {
        for text in ["", "Y29udGVudA==", "2iD8ppbE+D6Kmu1ZvjM2jtQh88E=", "AQHTe7/VAniOJVgCxEmtF1z6ZY1rFQ=="] {
            let json = format!("\"{text}\"");
            let binary: Binary = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&binary).unwrap(), json);
        }
    }

    #[test]
    fn what_is_no_base64_is_an_error_that_shows_it() {
        for text in [
            "contentBytes-value",
            "base64-contentBytes-value",
            "base64bWFjIGFuZCBjaGVlc2UgdG9kYXk=",
            "Y",
            "Y29udGVudA===",
            "Y29u dGVudA==",
            "Y29udGVudA==\n",
            "Y29udGVudB==",
            "Y29u=dGVudA",
            "+/8A-_8A",
            "é",
        ] {
            let error = text.parse::<Binary>().unwrap_err().to_string();
            assert_eq!(error, format!("`{text}` is not a valid base64 text, in one alphabet and without spaces"));
        }
    }

    proptest! {
        #[test]
        fn bytes_are_written_and_read_in_every_form(bytes: Vec<u8>) {
            let binary = Binary::from(bytes.clone());
            for engine in [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD] {
                let read: Binary = engine.encode(&bytes).parse().unwrap();
                prop_assert_eq!(&read, &binary);
            }
            prop_assert_eq!(binary.to_string(), STANDARD.encode(&bytes));
            prop_assert_eq!(Vec::from(binary), bytes);
        }

        #[test]
        fn any_text_is_read_or_shown(text in "[-_+/=A-Za-z0-9]{0,80}|\\PC*") {
            match text.parse::<Binary>() {
                Ok(binary) => {
                    let standard = text.replace('-', "+").replace('_', "/");
                    let written = binary.to_string();
                    prop_assert_eq!(written.trim_end_matches('='), standard.trim_end_matches('='));
                }
                Err(error) => prop_assert!(error.to_string().contains(&shown(&text))),
            }
        }
    }
}
