//! What differs between two values of an entity, as the body of an update.

use bytes::Bytes;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::members::{self, Members};
use super::unsendable::Unsendable;

const TYPE: &str = "@odata.type";

/// The properties of `after` that differ from those of `before`, with its type first: both are bodies of updates.
///
/// # Errors
///
/// [`Unsendable::Unchanged`] if nothing differs, [`Unsendable::OtherType`] if the types differ.
pub(crate) fn difference(before: &[u8], after: &[u8]) -> Result<Bytes, Unsendable> {
    let (before, after) = (properties(before)?, properties(after)?);
    let (odata_type, type_before) = (after.find(TYPE), before.find(TYPE));
    if odata_type.map(RawValue::get) != type_before.map(RawValue::get) {
        let text =
            |raw: Option<&RawValue>| raw.map_or_else(String::new, |raw| raw.get().trim_matches(['"', '#']).to_owned());
        return Err(Unsendable::OtherType { before: text(type_before), after: text(odata_type) });
    }
    let mut changed: Vec<(&str, String)> = Vec::new();
    for (name, raw) in after.iter().filter(|(name, _)| *name != TYPE) {
        match before.find(name) {
            // As text first: most properties are the same, digit for digit.
            Some(earlier) if earlier.get() == raw.get() => {}
            Some(earlier) => {
                let (earlier, now) = (value(earlier)?, value(raw)?);
                if earlier != now {
                    changed.push((name, whole(&earlier, now, raw)?));
                }
            }
            None => changed.push((name, raw.get().to_owned())),
        }
    }
    add_types(&after, &mut changed);
    for (name, raw) in before.iter().filter(|(name, _)| after.find(name).is_none() && annotated(name).is_none()) {
        let cleared = if raw.get().starts_with('[') { "[]" } else { "null" };
        if raw.get() != cleared {
            changed.push((name, cleared.to_owned()));
        }
    }
    if changed.is_empty() {
        return Err(Unsendable::Unchanged);
    }
    let odata_type = odata_type.map(|raw| (TYPE, raw.get()));
    let changed = changed.iter().map(|(name, value)| (*name, value.as_str()));
    members::write(odata_type.into_iter().chain(changed)).map(Bytes::from).map_err(Unsendable::Json)
}

/// The property whose type this name states, such as `tags` of `tags@odata.type`.
fn annotated(name: &str) -> Option<&str> {
    name.strip_suffix(TYPE).filter(|property| !property.is_empty())
}

/// Adds the type that stands beside a property that differs, as the service reads the value by it, and the property beside a type
/// that differs.
fn add_types<'a>(after: &'a Members<'_>, changed: &mut Vec<(&'a str, String)>) {
    for (name, raw) in after.iter() {
        let Some(property) = annotated(name) else { continue };
        let Some(value) = after.find(property) else { continue };
        let is_sent = |name| changed.iter().any(|(sent, _)| *sent == name);
        match (is_sent(property), is_sent(name)) {
            (true, false) => changed.push((name, raw.get().to_owned())),
            (false, true) => changed.push((property, value.get().to_owned())),
            _ => {}
        }
    }
}

/// A value that differs, whole: an object with null for each property that it lost, anything else as it was written.
fn whole(earlier: &Value, now: Value, raw: &RawValue) -> Result<String, Unsendable> {
    let (Value::Object(earlier), Value::Object(mut now)) = (earlier, now) else { return Ok(raw.get().to_owned()) };
    if !clear_lost(earlier, &mut now) {
        return Ok(raw.get().to_owned());
    }
    serde_json::to_string(&now).map_err(Unsendable::Json)
}

/// Adds null for what an object lost, at any depth. Returns whether it lost something. One of another type lost nothing: it does not
/// have the properties of the earlier type.
fn clear_lost(earlier: &Map<String, Value>, now: &mut Map<String, Value>) -> bool {
    if earlier.get(TYPE) != now.get(TYPE) {
        return false;
    }
    let mut lost = false;
    for (name, value) in earlier.iter().filter(|(name, _)| annotated(name).is_none()) {
        match (value, now.get_mut(name)) {
            (Value::Object(earlier), Some(Value::Object(now))) => lost |= clear_lost(earlier, now),
            (_, Some(_)) | (Value::Null, None) => {}
            (value, None) => {
                lost = true;
                now.insert(name.clone(), if value.is_array() { Value::Array(Vec::new()) } else { Value::Null });
            }
        }
    }
    lost
}

fn properties(body: &[u8]) -> Result<Members<'_>, Unsendable> {
    serde_json::from_slice(body).map_err(Unsendable::Json)
}

fn value(raw: &RawValue) -> Result<Value, Unsendable> {
    serde_json::from_str(raw.get()).map_err(Unsendable::Json)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn differ(before: &str, after: &str) -> Result<String, String> {
        match difference(before.as_bytes(), after.as_bytes()) {
            Ok(body) => Ok(String::from_utf8(body.to_vec()).unwrap()),
            Err(problem) => Err(format!("{problem:?}")),
        }
    }

    #[test]
    fn only_what_differs_is_sent() {
        for (before, after, sent) in [
            (
                r##"{"@odata.type":"#g","a":1,"b":"x"}"##,
                r##"{"@odata.type":"#g","a":2,"b":"x"}"##,
                r##"{"@odata.type":"#g","a":2}"##,
            ),
            // What became absent.
            (r#"{"a":1,"b":"x"}"#, r#"{"b":"x"}"#, r#"{"a":null}"#),
            (r#"{"a":["x"]}"#, "{}", r#"{"a":[]}"#),
            // What is new.
            ("{}", r#"{"a":1.50}"#, r#"{"a":1.50}"#),
            // Collections whole, digit for digit.
            (r#"{"a":[1.0,2]}"#, r#"{"a":[1.0,3.00]}"#, r#"{"a":[1.0,3.00]}"#),
            // Complex values whole, with null for what they lost.
            (
                r#"{"c":{"x":1,"y":{"z":2,"w":[1]},"n":null}}"#,
                r#"{"c":{"x":1,"y":{}}}"#,
                r#"{"c":{"x":1,"y":{"w":[],"z":null}}}"#,
            ),
            (r#"{"c":{"x":1}}"#, r#"{"c":{"x":2,"y":3}}"#, r#"{"c":{"x":2,"y":3}}"#),
            (r#"{"c":{"x":1}}"#, r#"{"c":null}"#, r#"{"c":null}"#),
            // A complex value of another type does not have what the earlier one had.
            (
                r##"{"c":{"@odata.type":"#a","x":1,"y":2}}"##,
                r##"{"c":{"@odata.type":"#b","z":3}}"##,
                r##"{"c":{"@odata.type":"#b","z":3}}"##,
            ),
            (
                r##"{"c":{"d":{"@odata.type":"#a","x":1},"y":1}}"##,
                r##"{"c":{"d":{"@odata.type":"#b"}}}"##,
                r##"{"c":{"d":{"@odata.type":"#b"},"y":null}}"##,
            ),
        ] {
            assert_eq!(differ(before, after).as_deref(), Ok(sent), "{before} {after}");
        }
    }

    /// A value of an open type is read by the type beside it, which is not a value itself.
    #[test]
    fn the_type_beside_a_property_goes_with_it() {
        for (before, after, sent) in [
            (
                r##"{"a@odata.type":"#Int64","a":1,"b@odata.type":"#Int64","b":1}"##,
                r##"{"a@odata.type":"#Int64","a":2,"b@odata.type":"#Int64","b":1}"##,
                r##"{"a":2,"a@odata.type":"#Int64"}"##,
            ),
            (
                r##"{"a@odata.type":"#Int64","a":1}"##,
                r##"{"a@odata.type":"#Int32","a":1}"##,
                r##"{"a@odata.type":"#Int32","a":1}"##,
            ),
            (r##"{"a@odata.type":"#Collection(String)","a":["x"],"b":1}"##, r#"{"b":1}"#, r#"{"a":[]}"#),
            (r##"{"c":{"a@odata.type":"#Int64","a":1,"b":1}}"##, r#"{"c":{"b":1}}"#, r#"{"c":{"a":null,"b":1}}"#),
        ] {
            assert_eq!(differ(before, after).as_deref(), Ok(sent), "{before} {after}");
        }
    }

    #[test]
    fn nothing_is_sent_for_the_same_value_however_it_is_written() {
        for (before, after) in [
            ("{}", "{}"),
            (r#"{"a":1,"b":{"x":1,"y":2}}"#, r#"{"b":{"y":2,"x":1},"a":1}"#),
            (r#"{"a":null}"#, "{}"),
            (r#"{"a":[]}"#, "{}"),
        ] {
            assert_eq!(differ(before, after), Err("Unchanged".to_owned()), "{before} {after}");
        }
        let other = differ(r##"{"@odata.type":"#a.b"}"##, r##"{"@odata.type":"#a.c"}"##);
        assert_eq!(other, Err(r#"OtherType { before: "a.b", after: "a.c" }"#.to_owned()));
    }

    proptest! {
        /// A service that merges has the value after the update.
        #[test]
        fn merging_what_differs_gives_the_value(before in object(), after in object()) {
            let (text_before, text_after) = (before.to_string(), after.to_string());
            let merged = match differ(&text_before, &text_after) {
                Ok(sent) => merge(before.clone(), serde_json::from_str(&sent).unwrap()),
                Err(_) => before.clone(),
            };
            prop_assert_eq!(present(merged), present(after));
        }
    }

    fn object() -> impl Strategy<Value = Value> {
        let scalar =
            prop_oneof![Just(json!(null)), (0..3).prop_map(|n| json!(n)), "[ab]{0,2}".prop_map(|text| json!(text))];
        let collection = prop::collection::vec((0..3).prop_map(|n| json!(n)), 0..3).prop_map(Value::Array);
        let leaf = prop_oneof![scalar, collection];
        let complex = prop::collection::btree_map("[xyz]", leaf.clone(), 0..3).prop_map(|map| json!(map));
        prop::collection::btree_map("[abcd]", prop_oneof![leaf, complex], 0..4).prop_map(|map| json!(map))
    }

    fn merge(mut into: Value, from: Value) -> Value {
        match (&mut into, from) {
            (Value::Object(into), Value::Object(from)) => {
                for (name, value) in from {
                    let merged = merge(into.remove(&name).unwrap_or_default(), value);
                    into.insert(name, merged);
                }
            }
            (into, from) => *into = from,
        }
        into
    }

    /// Without what is absent: null, and in a whole entity `[]`.
    fn present(value: Value) -> Value {
        match value {
            Value::Object(object) => {
                let kept = object.into_iter().map(|(name, value)| (name, present(value)));
                Value::Object(kept.filter(|(_, value)| !value.is_null() && *value != json!([])).collect())
            }
            value => value,
        }
    }
}
