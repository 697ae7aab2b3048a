//! Whether a body came through unchanged: equal as JSON, but for an `@odata.type` that names the declared type anyway.

use graph_entity_conformance::Page;
use serde_json::{Map, Value};

/// The first difference between what a page's body was and what it became, or `None`.
pub(crate) fn difference(page: &Page, before: &Value, after: &Value) -> Option<String> {
    let written = after.get("@odata.type").and_then(Value::as_str);
    if written.and_then(|name| name.strip_prefix('#')) != Some(page.odata_type) {
        return Some(format!("is written as {written:?}, and it is a {}", page.odata_type));
    }
    values(page, "", before, after)
}

fn values(page: &Page, path: &str, before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => objects(page, path, before, after),
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            let path = format!("{path}/*");
            before.iter().zip(after).find_map(|(before, after)| values(page, &path, before, after))
        }
        // 5 and 5.0 are one number.
        (Value::Number(before), Value::Number(after)) if before == after || before.as_f64() == after.as_f64() => None,
        _ if before == after => None,
        _ => Some(format!("`{path}` was {before} and became {after}")),
    }
}

fn objects(page: &Page, path: &str, before: &Map<String, Value>, after: &Map<String, Value>) -> Option<String> {
    if let Some(difference) = types(page, path, before.get("@odata.type"), after.get("@odata.type")) {
        return Some(difference);
    }
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    names.filter(|name| *name != "@odata.type").find_map(|name| match (before.get(name), after.get(name)) {
        (Some(before), Some(after)) => values(page, &format!("{path}/{name}"), before, after),
        (Some(before), None) => Some(format!("`{path}/{name}` was {before} and is gone")),
        (None, after) => Some(format!("`{path}/{name}` was not there and became {after:?}")),
    })
}

/// The pages write the name with `#` and without; what is written has it.
fn types(page: &Page, path: &str, before: Option<&Value>, after: Option<&Value>) -> Option<String> {
    let name = |value: &Value| value.as_str().map(|name| name.trim_start_matches('#').to_owned());
    let is_declared = |name: &str| page.types.iter().any(|(at, declared)| *at == path && *declared == name);
    let has_hash = |value: &Value| value.as_str().is_some_and(|name| name.starts_with('#'));
    match (before.map(name), after.map(name)) {
        (None, None) => None,
        (_, Some(Some(_))) if !after.is_some_and(has_hash) => Some(format!("`{path}/@odata.type` has no `#`")),
        (Some(Some(before)), Some(Some(after))) if before == after => None,
        (Some(Some(only)), None) | (None, Some(Some(only))) if is_declared(&only) => None,
        _ => Some(format!("`{path}/@odata.type` was {before:?} and became {after:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_declared_type_may_come_or_go() {
        let page = Page {
            name: "a.md",
            odata_type: "a.b",
            paths: &[],
            request: None,
            response: None,
            types: &[("", "a.b"), ("/c/*", "a.d")],
            round_trip: |body| Ok(body.to_owned()),
        };
        let same = |before: &str, after: &str| {
            let after = format!(r##"{{"@odata.type": "#a.b", {after}}}"##);
            let before = format!("{{{before}}}");
            difference(&page, &serde_json::from_str(&before).unwrap(), &serde_json::from_str(&after).unwrap()).is_none()
        };
        assert!(same(r#""x": 5"#, r#""x": 5.0"#));
        assert!(same(r#""c": [{"@odata.type": "a.d"}]"#, r#""c": [{}]"#));
        assert!(same(r#""c": [{}]"#, r##""c": [{"@odata.type": "#a.d"}]"##));
        assert!(same(r#""c": [{"@odata.type": "a.e"}]"#, r##""c": [{"@odata.type": "#a.e"}]"##));
        assert!(same(r#""@odata.type": "a.b", "x": 5"#, r#""x": 5"#));
        for (before, after) in [
            (r#""@odata.type": "a.c", "x": 5"#, r#""x": 5"#),
            (r#""@odata.type": 5, "x": 5"#, r#""x": 5"#),
            (r#""c": [{"@odata.type": "a.e"}]"#, r#""c": [{}]"#),
            (r#""c": [{}]"#, r##""c": [{"@odata.type": "#a.e"}]"##),
            (r#""c": [{"@odata.type": "a.d"}]"#, r##""c": [{"@odata.type": "#a.e"}]"##),
            (r#""c": [{"@odata.type": "a.e"}]"#, r#""c": [{"@odata.type": "a.e"}]"#),
            (r#""x": 5, "y": null"#, r#""x": 5"#),
            (r#""x": 5"#, r#""x": 5, "y": null"#),
            (r#""x": 5"#, r#""x": "5""#),
            (r#""x": [1]"#, r#""x": [1, 2]"#),
        ] {
            assert!(!same(before, after), "{before} is not {after}");
        }
        let untyped = serde_json::json!({});
        assert!(difference(&page, &untyped, &untyped).is_some(), "an entity is written with its type");
    }
}
