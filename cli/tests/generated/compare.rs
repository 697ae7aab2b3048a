//! Whether a body came through unchanged: equal as JSON, but for an `@odata.type` that names the declared type anyway.

use graph_entity_schema::{Schema, StructuredType};
use serde_json::{Map, Value};

use crate::corpus::{behind, of_object};

/// The first difference between what a body was and what it became, or `None`.
pub(crate) fn difference(schema: &Schema, ty: &StructuredType, before: &Value, after: &Value) -> Option<String> {
    values(schema, Some(ty), "", before, after)
}

fn values(schema: &Schema, ty: Option<&StructuredType>, path: &str, before: &Value, after: &Value) -> Option<String> {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => objects(schema, ty, path, before, after),
        (Value::Array(before), Value::Array(after)) if before.len() == after.len() => {
            let path = format!("{path}/*");
            before.iter().zip(after).find_map(|(before, after)| values(schema, ty, &path, before, after))
        }
        // 5 and 5.0 are one number.
        (Value::Number(before), Value::Number(after)) if before == after || before.as_f64() == after.as_f64() => None,
        _ if before == after => None,
        _ => Some(format!("`{path}` was {before} and became {after}")),
    }
}

fn objects(
    schema: &Schema,
    declared: Option<&StructuredType>,
    path: &str,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
) -> Option<String> {
    if let Some(difference) = types(declared, path, before.get("@odata.type"), after.get("@odata.type")) {
        return Some(difference);
    }
    let ty = declared.map(|declared| of_object(schema, before, declared));
    let names = before.keys().chain(after.keys().filter(|name| !before.contains_key(*name)));
    names.filter(|name| *name != "@odata.type").find_map(|name| match (before.get(name), after.get(name)) {
        (Some(before), Some(after)) => {
            let ty = ty.and_then(|ty| behind(schema, ty, name));
            values(schema, ty, &format!("{path}/{name}"), before, after)
        }
        (Some(before), None) => {
            let known =
                ty.is_some_and(|ty| schema.property(ty, name).or(None).is_some() || behind(schema, ty, name).is_some());
            let why = if known { "" } else { ", and the schema does not have it" };
            Some(format!("`{path}/{name}` was {before} and is gone{why}"))
        }
        (None, after) => Some(format!("`{path}/{name}` was not there and became {after:?}")),
    })
}

/// The pages write the name with `#` and without; what is written has it.
fn types(
    declared: Option<&StructuredType>,
    path: &str,
    before: Option<&Value>,
    after: Option<&Value>,
) -> Option<String> {
    let name = |value: &Value| value.as_str().map(|name| name.trim_start_matches('#').to_owned());
    let is_declared = |name: &str| declared.is_some_and(|ty| *ty.name == *name);
    let has_hash = |value: &Value| value.as_str().is_some_and(|name| name.starts_with('#'));
    match (before.map(name), after.map(name)) {
        (None, None) => None,
        (_, Some(Some(_))) if !after.is_some_and(has_hash) => Some(format!("`{path}/@odata.type` has no `#`")),
        (Some(Some(before)), Some(Some(after))) if before == after => None,
        (Some(Some(only)), None) | (None, Some(Some(only))) if is_declared(&only) => None,
        _ => Some(format!("`{path}/@odata.type` was {before:?} and became {after:?}")),
    }
}
