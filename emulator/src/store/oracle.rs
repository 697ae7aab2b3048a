//! What was really stored of each logical create, told by a property that the test chose.

use std::collections::HashMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use crate::store::member_name::MemberName;

/// How often each value of a property was stored in a collection: the truth to hold a client's report against.
///
/// The test gives each logical create a distinct value; [`Emulator::oracle`](crate::Emulator::oracle) counts
/// how many entities came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Oracle {
    counts: HashMap<String, u64>,
    without: u64,
}

impl Oracle {
    /// How many entities were stored with this value; 0 if none. A value that is not a string is asked for
    /// by its JSON text: `12`, `null`.
    #[must_use]
    pub fn stored(&self, value: &str) -> u64 {
        self.counts.get(value).copied().unwrap_or(0)
    }

    /// How many entities were stored, with and without the property.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum::<u64>() + self.without
    }

    /// How many different values were stored.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.counts.len()
    }

    /// How many entities were stored that do not have the property.
    #[must_use]
    pub fn without(&self) -> u64 {
        self.without
    }

    /// The values that were stored more than once, in their order, each with its number.
    #[must_use]
    pub fn more_than_once(&self) -> Vec<(&str, u64)> {
        let mut values: Vec<_> = self.iter().filter(|(_, times)| *times > 1).collect();
        values.sort_unstable();
        values
    }

    /// Every value with its number, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.counts.iter().map(|(value, times)| (value.as_str(), *times))
    }

    /// How many bytes of new text it costs to count `value`.
    pub(crate) fn cost(&self, value: Option<&str>) -> usize {
        // The text, and about what the map needs for it.
        value.filter(|value| !self.counts.contains_key(*value)).map_or(0, |value| value.len() + 48)
    }

    pub(crate) fn count(&mut self, value: Option<String>) {
        match value {
            Some(value) => *self.counts.entry(value).or_default() += 1,
            None => self.without += 1,
        }
    }
}

/// The value of a top-level property in the text of a JSON object: a string as it is, anything else as its JSON text.
pub(crate) fn property_of(entity: &[u8], property: &str) -> Option<String> {
    let mut deserializer = serde_json::Deserializer::from_slice(entity);
    Property(property).deserialize(&mut deserializer).ok().flatten()
}

struct Property<'a>(&'a str);

impl<'de> DeserializeSeed<'de> for Property<'_> {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<String>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Property<'_> {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Option<String>, A::Error> {
        let mut found = None;
        while let Some(MemberName(name)) = members.next_key()? {
            if name == self.0 {
                found = Some(match members.next_value::<Value>()? {
                    Value::String(text) => text,
                    other => other.to_string(),
                });
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_property_is_found_at_the_top() {
        let entity = br#"{"a":{"upn":"no"},"upn":"ada\u0040x","n":12,"none":null}"#;
        assert_eq!(property_of(entity, "upn").as_deref(), Some("ada@x"));
        assert_eq!(property_of(entity, "n").as_deref(), Some("12"));
        assert_eq!(property_of(entity, "none").as_deref(), Some("null"));
        assert_eq!(property_of(entity, "b"), None);
        assert_eq!(property_of(b"[]", "b"), None);
    }

    #[test]
    fn values_are_counted() {
        let mut oracle = Oracle::default();
        assert_eq!(oracle.cost(Some("ada")), 51);
        for value in [Some("ada"), Some("bob"), Some("ada"), None] {
            oracle.count(value.map(str::to_owned));
        }
        assert_eq!(oracle.cost(Some("ada")), 0);
        assert_eq!((oracle.stored("ada"), oracle.stored("bob"), oracle.stored("eve")), (2, 1, 0));
        assert_eq!((oracle.total(), oracle.distinct(), oracle.without()), (4, 2, 1));
        assert_eq!(oracle.more_than_once(), [("ada", 2)]);
        assert_eq!(oracle.iter().count(), 2);
    }
}
