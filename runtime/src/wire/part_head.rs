//! The headers of a part of a batch, which are JSON.

use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::one_of::OneOf;

/// The headers of a part; empty if they are not an object.
pub(crate) fn part_headers(raw: &[u8]) -> HeaderMap {
    let Ok(Value::Object(object)) = serde_json::from_slice(raw) else { return HeaderMap::new() };
    let mut headers = HeaderMap::with_capacity(object.len());
    for (name, value) in object {
        let values = if let Value::Array(values) = value { values } else { vec![value] };
        for value in values {
            let text = if let Value::String(text) = value { text } else { value.to_string() };
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(&name), HeaderValue::try_from(text)) {
                headers.append(name, value);
            }
        }
    }
    headers
}

/// The values of two headers that are strings.
pub(crate) fn two_headers(json: &[u8], names: [&str; 2]) -> [Option<String>; 2] {
    struct Two<'n>([&'n str; 2]);

    impl<'de> Visitor<'de> for Two<'_> {
        type Value = [Option<String>; 2];

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("headers")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut values = [None, None];
            while let Some(name) = map.next_key_seed(OneOf(self.0))? {
                match name.and_then(|name| values.get_mut(name)) {
                    Some(value) => *value = string(map.next_value::<&RawValue>()?.get()),
                    None => {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
            }
            Ok(values)
        }
    }

    serde_json::Deserializer::from_slice(json).deserialize_map(Two(names)).unwrap_or_default()
}

/// A JSON string's text; none of any other value.
fn string(raw: &str) -> Option<String> {
    match raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"')) {
        Some(plain) if !plain.contains('\\') => Some(plain.to_owned()),
        _ => serde_json::from_str(raw).ok(),
    }
}
