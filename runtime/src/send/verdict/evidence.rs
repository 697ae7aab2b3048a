//! Whether the body of a success is the entity, which is the evidence that a 200 needs.

use std::cell::Cell;
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::wire::body::{is_blank, without_mark};

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
    struct Object<'a>(&'a Cell<Evidence>);

    impl<'de> Visitor<'de> for Object<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            self.0.set(Evidence::Empty);
            while let Some(name) = map.next_key::<String>()? {
                let (evidence, openers): (_, &[u8]) = match name.as_str() {
                    "error" | "odata.error" => (Evidence::Error, b"{\""),
                    "value" => (Evidence::Collection, b"["),
                    name if name.contains('@') => {
                        map.next_value::<IgnoredAny>()?;
                        continue;
                    }
                    _ => {
                        self.0.set(Evidence::Entity);
                        break;
                    }
                };
                // Also if the text ends in the value.
                self.0.set(evidence);
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_an_object_with_a_property_is_an_entity() {
        for (body, expected) in [
            (r#"{"id":"7"}"#, Evidence::Entity),
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

    proptest! {
        #[test]
        fn no_body_breaks_it(body: Vec<u8>, text in "\\PC*") {
            evidence(&body);
            evidence(format!("{{\"{text}").as_bytes());
        }
    }
}
