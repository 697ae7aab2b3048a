//! References to entities that exist (`members@odata.bind`), of which a create takes few.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

/// How many references a create takes, all properties together:
/// [create group, example 2](https://learn.microsoft.com/graph/api/group-post-groups).
const MOST: usize = 20;

/// Counts the references of one entity.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct References(usize);

impl References {
    /// Adds those of a property that holds references.
    pub(crate) fn add<T: Serialize>(&mut self, value: &T) {
        // What cannot be written is an error of the write.
        if let Ok(value) = serde_json::to_value(value) {
            self.add_value(&value);
        }
    }

    /// Adds those of the properties in a map.
    pub(crate) fn add_all(&mut self, properties: &Map<String, Value>) {
        for (_, value) in properties.iter().filter(|(name, _)| name.ends_with("@odata.bind")) {
            self.add_value(value);
        }
    }

    fn add_value(&mut self, value: &Value) {
        let count = match value {
            Value::Null => 0,
            Value::Array(values) => values.len(),
            _ => 1,
        };
        self.0 = self.0.saturating_add(count);
    }

    /// Whether they are more than a create takes.
    pub(crate) fn are_too_many(self) -> bool {
        self.0 > MOST
    }
}

impl fmt::Display for References {
    /// What is wrong if they are too many.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0;
        write!(
            f,
            "it has {count} references by `@odata.bind` and a create takes at most {MOST}, add the rest after the create, \
             such as with `#[graph_ref]`"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn references_of_all_properties_count_together() {
        let mut references = References::default();
        references.add(&vec!["a"; 18]);
        references.add(&None::<Vec<String>>);
        references.add(&Some("a"));
        assert!(!references.are_too_many());
        let more = json!({"manager@odata.bind": "a", "members@odata.bind": [], "members": ["a"], "x@odata.bind": null});
        references.add_all(more.as_object().unwrap());
        assert_eq!((references.0, references.are_too_many()), (20, false));
        references.add(&Some(vec!["a"]));
        assert!(references.are_too_many() && references.to_string().starts_with("it has 21 references"));
    }
}
