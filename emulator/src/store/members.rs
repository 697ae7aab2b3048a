//! An entity as its members, each with the text of its value: for what changes some members and keeps the rest.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::store::member_name::MemberName;

/// The members of a JSON object, in their order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Members(Vec<(String, Box<RawValue>)>);

impl Members {
    /// `None` if `text` is not a JSON object.
    pub(crate) fn parse(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.get())
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.0.retain(|(other, _)| other != name);
    }

    /// Takes out the members whose names end so: the rest of each name, and the text of its value.
    pub(crate) fn take_annotated(&mut self, suffix: &str) -> Vec<(String, String)> {
        let is_annotated = |(name, _): &mut (String, _)| name.ends_with(suffix);
        let taken = self.0.extract_if(.., is_annotated);
        taken
            .map(|(name, value)| (name.strip_suffix(suffix).unwrap_or(&name).to_owned(), value.get().to_owned()))
            .collect()
    }

    /// Replaces each member that `patch` has, and removes it if `patch` has null. Members below the top are not merged.
    pub(crate) fn merge(&mut self, patch: Self) {
        for (name, value) in patch.0 {
            let position = self.0.iter().position(|(other, _)| *other == name);
            match (position.and_then(|position| self.0.get_mut(position)), value.get()) {
                (_, "null") => self.remove(&name),
                (Some((_, old)), _) => *old = value,
                (None, _) => self.0.push((name, value)),
            }
        }
    }

    /// Adds null as the value of a member that is not there.
    pub(crate) fn add_null(&mut self, name: &str) {
        if self.get(name).is_none()
            && let Ok(null) = RawValue::from_string("null".to_owned())
        {
            self.0.push((name.to_owned(), null));
        }
    }

    /// The names of the members whose values differ in `other`, or that one of both lacks, without `@odata.etag`.
    pub(crate) fn differing(&self, other: &Self) -> Vec<String> {
        let added = other.0.iter().filter(|(name, _)| self.get(name).is_none());
        let differing = self.0.iter().filter(|(name, value)| other.get(name) != Some(value.get()));
        differing.chain(added).map(|(name, _)| name).filter(|name| *name != "@odata.etag").cloned().collect()
    }

    /// Keeps the members that `is_selected` accepts, and all annotations (names with `@`).
    pub(crate) fn select(&mut self, is_selected: impl Fn(&str) -> bool) {
        self.0.retain(|(name, _)| name.contains('@') || is_selected(name));
    }

    /// The JSON text with `@odata.type` first, then `@odata.etag`, then `id`, as in Graph's answers.
    pub(crate) fn write(&self, etag: &str, id: &str) -> String {
        const FIRST: [&str; 3] = ["@odata.type", "@odata.etag", "id"];
        let own = [
            self.get("@odata.type").map(str::to_owned),
            Some(Value::from(etag).to_string()),
            Some(Value::from(id).to_string()),
        ];
        let first = FIRST.into_iter().zip(own).filter_map(|(name, value)| Some((name, value?)));
        let rest = self.0.iter().filter(|(name, _)| !FIRST.contains(&name.as_str()));
        join(first.map(|(name, value)| member(name, &value)).chain(rest.map(|(name, value)| member(name, value.get()))))
    }
}

impl fmt::Display for Members {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&join(self.0.iter().map(|(name, value)| member(name, value.get()))))
    }
}

fn member(name: &str, value: &str) -> String {
    format!("{}:{value}", Value::from(name))
}

fn join(members: impl Iterator<Item = String>) -> String {
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Object)
    }
}

struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Members, A::Error> {
        let mut read = Vec::new();
        while let Some(MemberName(name)) = members.next_key()? {
            read.push((name.into_owned(), members.next_value()?));
        }
        Ok(Members(read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(text: &str) -> Members {
        Members::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_merge_replaces_adds_and_removes() {
        let mut entity = members(r#"{"a":1.50,"b":{"c":1,"d":2},"e":"x"}"#);
        entity.merge(members(r#"{"b":{"c":3},"e":null,"f":[1],"g":null}"#));
        assert_eq!(entity.to_string(), r#"{"a":1.50,"b":{"c":3},"f":[1]}"#);
    }

    #[test]
    fn members_that_differ_are_named() {
        let before = members(r#"{"id":"7","@odata.etag":"1","a":1,"b":{"c":1},"d":null}"#);
        let after = members(r#"{"@odata.etag":"2","id":"7","a":1,"b":{"c":2},"e":[]}"#);
        assert_eq!(before.differing(&after), ["b", "d", "e"]);
        assert_eq!(before.differing(&before), [""; 0]);
    }

    #[test]
    fn annotations_come_first_and_are_always_selected() {
        let mut entity = members(r#"{"a":1,"@odata.type":"t","b":2,"b@odata.type":"u"}"#);
        assert_eq!(
            entity.write("W/\"1\"", "7"),
            r#"{"@odata.type":"t","@odata.etag":"W/\"1\"","id":"7","a":1,"b":2,"b@odata.type":"u"}"#
        );
        entity.select(|name| name == "a");
        assert_eq!(entity.to_string(), r#"{"a":1,"@odata.type":"t","b@odata.type":"u"}"#);
    }
}
