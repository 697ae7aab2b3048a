//! A request's body as an entity: checked once, and given its `id` without a change to the rest of its text.

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::Value;

use crate::response::graph_error::GraphError;
use crate::store::unique_names::Checked;

/// The text of a JSON object.
#[derive(Debug)]
pub(crate) struct Entity<'a> {
    text: &'a str,
    /// The value of `id`, or `None` if the object has none.
    id: Option<Value>,
}

impl<'a> Entity<'a> {
    /// Refuses what is not JSON, not an object, names a member twice at any depth, or is nested deeper than `serde_json`
    /// follows (128).
    pub(crate) fn parse(body: &'a [u8]) -> Result<Self, GraphError> {
        let text = str::from_utf8(body).map_err(|error| GraphError::unreadable_json(&error.to_string()))?;
        let unreadable = |error: serde_json::Error| GraphError::unreadable_json(&error.to_string());
        let checked: Checked = serde_json::from_str(text).map_err(unreadable)?;
        if !skip_whitespace(text).starts_with('{') {
            return Err(GraphError::unreadable_json("not an object"));
        }
        // Few have one, so the text is read again for its value instead of keeping every value.
        let id = if checked.has_id { serde_json::from_str::<WithId>(text).map_err(unreadable)?.id } else { None };
        Ok(Self { text, id })
    }

    pub(crate) fn id(&self) -> Option<&Value> {
        self.id.as_ref()
    }

    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// The object, which has no `id`, with one added as in Graph's answers: after `@odata.type` if that is the first
    /// member, else first. It takes its whitespace from the member beside it, and all other text stays.
    ///
    /// ```text
    /// {\n  "@odata.type": "#t",\n  "a": 1\n}  →  {\n  "@odata.type": "#t",\n  "id": "7e…",\n  "a": 1\n}
    /// ```
    pub(crate) fn with_id(&self, id: &str) -> String {
        // The text is an object, so that the braces, the colon and the quotes looked for here are all there.
        let (before, inside) = self.text.split_once('{').unwrap_or(("", self.text));
        let members = skip_whitespace(inside);
        if members.starts_with('}') {
            return format!(r#"{before}{{"id":"{id}"{inside}"#);
        }
        let (indent, _) = inside.split_at(inside.len() - members.len());
        let (name, rest) = split_string(members);
        let value = skip_whitespace(rest.split_once(':').map_or(rest, |(_, value)| value));
        let (colon, _) = rest.split_at(rest.len() - value.len());

        if name == r#""@odata.type""# && value.starts_with('"') {
            let (type_name, rest) = split_string(value);
            format!(r#"{before}{{{indent}{name}{colon}{type_name},{indent}"id"{colon}"{id}"{rest}"#)
        } else {
            format!(r#"{before}{{{indent}"id"{colon}"{id}",{indent}{members}"#)
        }
    }
}

fn skip_whitespace(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\r', '\n'])
}

/// The string literal that `text` begins with, quotes included, and what follows it.
fn split_string(text: &str) -> (&str, &str) {
    let mut escaped = true; // the opening quote does not end the string
    for (position, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return text.split_at(position + 1),
            _ => {}
        }
    }
    (text, "")
}

#[derive(Deserialize)]
struct WithId {
    // `Option` alone would read null as `None`.
    #[serde(default, deserialize_with = "some")]
    id: Option<Value>,
}

fn some<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Map;

    use super::*;

    fn with_id(text: &str) -> String {
        Entity::parse(text.as_bytes()).unwrap().with_id("7e32")
    }

    #[test]
    fn the_id_is_behind_the_type_in_the_style_of_the_text() {
        assert_eq!(with_id(r#"{"@odata.type":"t","a":1}"#), r#"{"@odata.type":"t","id":"7e32","a":1}"#);
        assert_eq!(
            with_id("{\r\n  \"@odata.type\": \"t\",\r\n  \"a\": 1\r\n}"),
            "{\r\n  \"@odata.type\": \"t\",\r\n  \"id\": \"7e32\",\r\n  \"a\": 1\r\n}"
        );
        assert_eq!(with_id(r#"{"@odata.type" : "a\"}\\" }"#), r#"{"@odata.type" : "a\"}\\","id" : "7e32" }"#);
    }

    #[test]
    fn without_a_type_in_front_the_id_is_first() {
        assert_eq!(with_id("{}"), r#"{"id":"7e32"}"#);
        assert_eq!(with_id(" { } "), r#" {"id":"7e32" } "#);
        assert_eq!(with_id(r#"{ "a": {"b":[1.50]} }"#), r#"{ "id": "7e32", "a": {"b":[1.50]} }"#);
        assert_eq!(with_id(r#"{"a":1,"@odata.type":"t"}"#), r#"{"id":"7e32","a":1,"@odata.type":"t"}"#);
        assert_eq!(with_id(r#"{"@odata.type":null}"#), r#"{"id":"7e32","@odata.type":null}"#);
    }

    #[test]
    fn what_is_no_entity_is_refused() {
        let many = format!("{{{}}}", (0..100).map(|name| format!("\"{}\":0", name % 99)).collect::<Vec<_>>().join(","));
        let deep = format!(r#"{{"a":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        for body in [
            "",
            "{",
            "null",
            "[]",
            "5",
            r#""{}""#,
            "{} {}",
            r#"{"a":1,}"#,
            r#"{"a":1,"a":2}"#,
            &many,
            r#"{"a":{"b":[{"c":1,"\u0063":2}]}}"#,
            "\u{feff}{}",
            &deep,
        ] {
            assert!(Entity::parse(body.as_bytes()).is_err(), "{body:.40}");
        }
        assert!(Entity::parse(b"{\"a\":\"\xff\"}").is_err());
    }

    #[test]
    fn the_id_is_told_from_those_further_down() {
        let id = |text: &str| Entity::parse(text.as_bytes()).unwrap().id;
        assert_eq!(id(r#"{"id":"7"}"#), Some("7".into()));
        assert_eq!(id(r#"{"a":1,"\u0069d":null}"#), Some(Value::Null));
        assert_eq!(id(r#"{"a":{"id":1}}"#), None, "an id further down is not the entity's");
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map(any_name(), inner, 0..4)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    fn any_name() -> impl Strategy<Value = String> {
        prop_oneof![Just("@odata.type".to_owned()), Just("{\"id\":".to_owned()), any::<String>()]
    }

    prop_compose! {
        fn any_entity()(
            type_name in prop::option::of(any_value()),
            members in prop::collection::btree_map(any_name(), any_value(), 0..5),
        ) -> Map<String, Value> {
            let first = type_name.map(|value| ("@odata.type".to_owned(), value));
            let members = members.into_iter().filter(|(name, _)| name != "id");
            first.into_iter().chain(members).collect()
        }
    }

    /// The object as text in three styles; the last is what serializers do not write and JSON allows.
    fn text(entity: &Map<String, Value>, style: usize) -> String {
        match style {
            0 => Value::Object(entity.clone()).to_string(),
            1 => format!("{:#}", Value::Object(entity.clone())),
            _ => {
                let members: Vec<String> =
                    entity.iter().map(|(name, value)| format!("{}\t: \r{value}", Value::from(name.as_str()))).collect();
                format!("\n{{\r\n \t{} \n}} ", members.join(" ,\n"))
            }
        }
    }

    proptest! {
        #[test]
        fn the_id_is_the_only_change(entity in any_entity(), style in 0_usize..3) {
            let sent = text(&entity, style);
            let answered = Entity::parse(sent.as_bytes()).unwrap().with_id("7e32");

            let mut expected: Map<String, Value> = serde_json::from_str(&sent).unwrap();
            expected.insert("id".to_owned(), "7e32".into());
            prop_assert_eq!(serde_json::from_str::<Map<String, Value>>(&answered).unwrap(), expected);

            // One piece was put in, and what is around it is the text that was sent.
            let same = sent.bytes().zip(answered.bytes()).take_while(|(a, b)| a == b).count();
            prop_assert!(answered.as_bytes().ends_with(&sent.as_bytes()[same..]));
        }

        #[test]
        fn no_body_panics(body in prop::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(entity) = Entity::parse(&body) {
                entity.with_id("7e32");
            }
        }
    }
}
