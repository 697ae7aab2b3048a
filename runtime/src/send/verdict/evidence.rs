//! Whether the body of a success is the entity, which is the evidence that a 200 needs.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::wire::body::{has_control, is_blank, without_mark};

/// What a body shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// An object with a property, as far as it can be read.
    Entity,
    /// Graph's error object: `{"error": {…}}`.
    Error,
    /// A collection: `{"value": […]}`.
    Collection,
    /// Nothing.
    Blank,
    /// An object without a property.
    Empty,
    /// No object, such as the HTML of a sign-in page.
    NotAnObject,
}

/// Looks at an object's names up to the first that decides. `error` and `value` are also names of properties (such as
/// `multiValueLegacyExtendedProperty` has), so they decide only if nothing but control information stands beside them.
pub(crate) fn evidence(body: &[u8]) -> Evidence {
    if begins_as_entity(body) { Evidence::Entity } else { read_evidence(body) }
}

/// Whether a body begins as nearly all entities do: with names and strings of control information that have no escapes, and then
/// the name of a property. It says nothing of other bodies. What it saves is a tenth of the read of a small entity.
fn begins_as_entity(body: &[u8]) -> bool {
    let mut rest = body.strip_prefix(b"{\"");
    while let Some((name, behind)) = rest.and_then(split_string) {
        if !name.is_ascii() {
            return false;
        }
        if !name.contains(&b'@') {
            return !matches!(name, b"error" | b"odata.error" | b"value") && behind.starts_with(b":");
        }
        let value = behind.strip_prefix(b":\"").and_then(split_string);
        rest = value.and_then(|(_, behind)| behind.strip_prefix(b",\""));
    }
    false
}

/// The rest of a string without escapes, and what is behind its closing quote.
fn split_string(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let (string, behind) = text.split_at_checked(memchr::memchr2(b'"', b'\\', text)?)?;
    Some((string, behind.strip_prefix(b"\"").filter(|_| !has_control(string))?))
}

#[cold]
fn read_evidence(body: &[u8]) -> Evidence {
    struct Object<'a>(&'a Cell<Evidence>);

    impl<'de> Visitor<'de> for Object<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            self.0.set(Evidence::Empty);
            while let Some(name) = map.next_key_seed(Name::Other)? {
                let (evidence, openers): (_, &[u8]) = match name {
                    Name::Error => (Evidence::Error, b"{\""),
                    Name::Value => (Evidence::Collection, b"["),
                    Name::ControlInformation => {
                        map.next_value::<IgnoredAny>()?;
                        continue;
                    }
                    Name::Other => {
                        self.0.set(Evidence::Entity);
                        break;
                    }
                };
                // Also if the text ends in the value. Beside an error, a collection is not whole.
                if self.0.get() != Evidence::Error {
                    self.0.set(evidence);
                }
                let value: &RawValue = map.next_value()?;
                if !value.get().as_bytes().first().is_some_and(|first| openers.contains(first)) {
                    self.0.set(Evidence::Entity);
                    break;
                }
            }
            Ok(())
        }
    }

    if is_blank(body) {
        return Evidence::Blank;
    }
    let found = Cell::new(Evidence::NotAnObject);
    // The rest of the object is not read, and may be cut off or wrong: what was found before stays.
    let _ = serde_json::Deserializer::from_slice(without_mark(body)).deserialize_map(Object(&found));
    found.get()
}

/// Whether the first property of an object is an array `value`. Of a page that is asked for, this is evidence enough, and the
/// array is not read for it: what stands behind the array is read with the entities.
pub(crate) fn begins_as_page(body: &[u8]) -> bool {
    struct Object<'a>(&'a Cell<bool>);
    struct Array<'a>(&'a Cell<bool>);

    impl<'de> Visitor<'de> for Object<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(name) = map.next_key_seed(Name::Other)? {
                match name {
                    Name::ControlInformation => map.next_value::<IgnoredAny>()?,
                    Name::Value => return map.next_value_seed(Array(self.0)),
                    Name::Error | Name::Other => break,
                };
            }
            Ok(())
        }
    }

    impl<'de> DeserializeSeed<'de> for Array<'_> {
        type Value = ();

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
            deserializer.deserialize_seq(self)
        }
    }

    impl<'de> Visitor<'de> for Array<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an array")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<(), A::Error> {
            self.0.set(true);
            Ok(())
        }
    }

    let found = Cell::new(false);
    // It ends in an error, as the rest is not read.
    let _ = serde_json::Deserializer::from_slice(without_mark(body)).deserialize_map(Object(&found));
    found.get()
}

/// What the name of a member says of its object.
enum Name {
    Error,
    Value,
    ControlInformation,
    Other,
}

/// Reads a name, and keeps no copy of it.
impl<'de> DeserializeSeed<'de> for Name {
    type Value = Self;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Self, E> {
        Ok(match name {
            "error" | "odata.error" => Self::Error,
            "value" => Self::Value,
            name if name.contains('@') => Self::ControlInformation,
            _ => Self::Other,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_an_object_with_a_property_is_an_entity() {
        for (body, expected) in [
            (r#"{"id":"7"}"#, Evidence::Entity),
            (r#"{"\u0069d":"7"}"#, Evidence::Entity),
            (r#"{"\u0065rror":{}}"#, Evidence::Error),
            (r#"{"@odata.context":"\"","error":{}}"#, Evidence::Error),
            (r#"{"@odata.context":"x","id" :"7"}"#, Evidence::Entity),
            (r#"{"id"}"#, Evidence::Entity),
            (r#"{"@odata.context":"x","a@odata.type":"y","displayName":null}"#, Evidence::Entity),
            ("\u{feff} {\"id\":\"7\"}", Evidence::Entity),
            // Cut off, or wrong behind it.
            (r#"{"id":"7","displ"#, Evidence::Entity),
            (r#"{"id":<"#, Evidence::Entity),
            // Properties of these names.
            (r#"{"value":["a"],"id":"7"}"#, Evidence::Entity),
            (r#"{"value":"a"}"#, Evidence::Entity),
            (r#"{"error":null,"id":"7"}"#, Evidence::Entity),
            (r#"{"error":{"code":"x"},"status":"failed"}"#, Evidence::Entity),
            (r#"{"error":{"code":"x"}}"#, Evidence::Error),
            (r#"{"@odata.context":"x","error":{"code":"x"}}"#, Evidence::Error),
            (r#"{"error":"invalid_token"}"#, Evidence::Error),
            (r#"{"odata.error":{}}"#, Evidence::Error),
            (r#"{"error":{"code":"x"#, Evidence::Error),
            (r#"{"error":{"code":"x"},"value":[]}"#, Evidence::Error),
            (r#"{"value":[],"error":{"code":"x"}}"#, Evidence::Error),
            (r#"{"value":[]}"#, Evidence::Collection),
            (r#"{"@odata.context":"x","value":[{"id":"7"}],"@odata.nextLink":"y"}"#, Evidence::Collection),
            (r#"{"value":[{"id":"#, Evidence::Collection),
            ("", Evidence::Blank),
            (" \r\n", Evidence::Blank),
            ("{}", Evidence::Empty),
            (r#"{"@odata.context":"x"}"#, Evidence::Empty),
            ("<html>", Evidence::NotAnObject),
            ("[{\"id\":\"7\"}]", Evidence::NotAnObject),
            ("null", Evidence::NotAnObject),
            ("\"id\"", Evidence::NotAnObject),
        ] {
            assert_eq!(evidence(body.as_bytes()), expected, "{body}");
        }
    }

    #[test]
    fn a_page_is_seen_at_its_beginning() {
        for (body, expected) in [
            (r#"{"value":[]}"#, true),
            (r#"{"@odata.context":"x","@odata.count":5,"value":[{"id":"7"}],"@odata.nextLink":"y"}"#, true),
            ("\u{feff} {\"value\" : [1", true),
            (r#"{"value":["a"],"id":"7"}"#, true),
            (r#"{"value":"a"}"#, false),
            (r#"{"value":"#, false),
            (r#"{"id":"7","value":[]}"#, false),
            (r#"{"error":{"code":"x"},"value":[]}"#, false),
            (r#"{"error":{"code":"x"}}"#, false),
            ("[]", false),
            ("{}", false),
            ("", false),
        ] {
            assert_eq!(begins_as_page(body.as_bytes()), expected, "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_body_breaks_it(body: Vec<u8>, text in "\\PC*") {
            begins_as_page(&body);
            begins_as_page(format!("{{\"value\":{text}").as_bytes());
            evidence(&body);
            prop_assert!(!begins_as_entity(&body) || read_evidence(&body) == Evidence::Entity);
            evidence(format!("{{\"{text}").as_bytes());
        }

        #[test]
        fn the_short_way_finds_what_the_long_one_does(body in "\\{\"(@|a@b|error|value|odata.error|id|é|\\\\u0040|\n)\" ?[:,]? ?(\"x?\"|\"\\\\\"\"|\\{|1)? ?[,}]?\"(a|@|error|value)\":(1|\\{\\}|\\[\\])\\}?") {
            prop_assert!(!begins_as_entity(body.as_bytes()) || read_evidence(body.as_bytes()) == Evidence::Entity, "{}", body);
        }
    }
}
