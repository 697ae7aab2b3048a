//! The control information that a service adds to an answer, and that a create does not send back:
//! [OData JSON Format 4.01, section 4.6](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_ControlInformation).

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// Whether the name of an entity's property is control information that only an answer has: `@odata.context`, `@odata.etag`,
/// `members@odata.navigationLink`. The type and the references of a property (`members@odata.bind`) are the user's.
pub(crate) fn is_in_answers_alone(name: &str) -> bool {
    match name.split_once("@odata.") {
        Some((property, term)) => property.is_empty() || !matches!(term, "bind" | "type"),
        None => false,
    }
}

/// The same for an object inside an undeclared property, whose own type (`@odata.type`) and reference (`@odata.id`) are the
/// user's as well.
fn is_in_answers_alone_inside(name: &str) -> bool {
    is_in_answers_alone(name) && !matches!(name, "@odata.type" | "@odata.id")
}

/// The value of an undeclared property as a create sends it.
pub(crate) struct WithoutControlInformation<'a>(pub(crate) &'a Value);

impl Serialize for WithoutControlInformation<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(object) => {
                let mut map = serializer.serialize_map(None)?;
                for (name, value) in object.iter().filter(|(name, _)| !is_in_answers_alone_inside(name)) {
                    map.serialize_entry(name, &WithoutControlInformation(value))?;
                }
                map.end()
            }
            Value::Array(values) => serializer.collect_seq(values.iter().map(WithoutControlInformation)),
            value => value.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_user_writes_is_kept() {
        for (name, is_of_answers) in [
            ("@odata.context", true),
            ("@odata.etag", true),
            ("@odata.id", true),
            ("members@odata.navigationLink", true),
            ("members@odata.context", true),
            ("members@odata.count", true),
            ("photo@odata.mediaEditLink", true),
            ("members@odata.bind", false),
            ("value@odata.type", false),
            ("@microsoft.graph.conflictBehavior", false),
            ("extension_1_name", false),
        ] {
            assert_eq!(is_in_answers_alone(name), is_of_answers, "{name}");
        }
    }

    #[test]
    fn an_object_inside_keeps_its_type_and_reference() {
        let value =
            json!([{"@odata.type": "#a", "@odata.id": "b", "@odata.etag": "c", "x": {"@odata.context": "d", "y": 1}}]);
        let sent = serde_json::to_value(WithoutControlInformation(&value)).unwrap();
        assert_eq!(sent, json!([{"@odata.type": "#a", "@odata.id": "b", "x": {"y": 1}}]));
    }
}
