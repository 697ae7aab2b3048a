//! Whether a body came through unchanged: equal as JSON, but for an `@odata.type` that names the declared type anyway.

use serde_json::{Map, Value};

/// Where in the bodies a type is declared, and which.
type Types<'a> = &'a [(&'a str, &'a str)];

/// The first difference between what a page's body was and what it became, or `None`.
///
/// `odata_type` is `None` for a hierarchy, each of whose variants has a type of its own.
pub(crate) fn difference(odata_type: Option<&str>, types: Types<'_>, before: &Value, after: &Value) -> Option<String> {
    let written = after.get("@odata.type").and_then(Value::as_str);
    if let Some(odata_type) = odata_type
        && written.and_then(|name| name.strip_prefix('#')) != Some(odata_type)
    {
        return Some(format!("is written as {written:?}, and it is a {odata_type}"));
    }
    values(types, "", before, after)
}

fn values(declared: Types<'_>, path: &str, before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => objects(declared, path, before, after),
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            let path = format!("{path}/*");
            before.iter().zip(after).find_map(|(before, after)| values(declared, &path, before, after))
        }
        // 5 and 5.0 are one number.
        (Value::Number(before), Value::Number(after)) if before == after || before.as_f64() == after.as_f64() => None,
        _ if before == after => None,
        _ => Some(format!("`{path}` was {before} and became {after}")),
    }
}

fn objects(declared: Types<'_>, path: &str, before: &Map<String, Value>, after: &Map<String, Value>) -> Option<String> {
    if let Some(difference) = types(declared, path, before.get("@odata.type"), after.get("@odata.type")) {
        return Some(difference);
    }
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    names.filter(|name| *name != "@odata.type").find_map(|name| match (before.get(name), after.get(name)) {
        (Some(before), Some(after)) => values(declared, &format!("{path}/{name}"), before, after),
        (Some(before), None) => Some(format!("`{path}/{name}` was {before} and is gone")),
        (None, after) => Some(format!("`{path}/{name}` was not there and became {after:?}")),
    })
}

/// The pages write the name with `#` and without; what is written has it.
fn types(declared: Types<'_>, path: &str, before: Option<&Value>, after: Option<&Value>) -> Option<String> {
    let name = |value: &Value| value.as_str().map(|name| name.trim_start_matches('#').to_owned());
    let is_declared = |name: &str| declared.iter().any(|(at, declared)| *at == path && *declared == name);
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
        let types = &[("", "a.b"), ("/c/*", "a.d")];
        let same = |before: &str, after: &str| {
            let after = format!(r##"{{"@odata.type": "#a.b", {after}}}"##);
            let before = format!("{{{before}}}");
            difference(
                Some("a.b"),
                types,
                &serde_json::from_str(&before).unwrap(),
                &serde_json::from_str(&after).unwrap(),
            )
            .is_none()
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
        assert!(difference(Some("a.b"), types, &untyped, &untyped).is_some(), "an entity is written with its type");
    }
}
