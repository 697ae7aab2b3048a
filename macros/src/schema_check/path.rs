//! Whether a path exists in its version, supports the operation, and gives or takes the type of the entity.

use graph_entity_schema::{Operation, Schema, StructuredType, Unresolved};

use crate::model::kind::OperationKind;
use crate::options::attributes::ODataType;
use crate::schema_check::types::{no_type, perhaps_pruned};
use crate::schema_check::{Metadata, Version};

/// The mistake in the path of an operation, or `None`. `selects` is whether the operation, if it reads, selects properties;
/// `odata_type` is that of the entity, if its attribute names it.
pub(super) fn mistake(
    schema: &Schema,
    version: Version,
    (kind, path, selects): (&OperationKind, &str, bool),
    odata_type: Option<&ODataType>,
    metadata: &dyn Metadata,
) -> Option<String> {
    let name = odata_type.map(|ty| ty.name.as_str());
    let ty = name.and_then(|name| schema.structured(name));
    let operation = kind.operation;
    let resolved = match schema.resolve(path, operation) {
        Ok(resolved) => resolved,
        Err(unresolved) => {
            // The path is right, and the schema denies what is done there.
            if matches!(operation, Operation::Update | Operation::Delete | Operation::Upsert)
                && schema.resolve(path, Operation::Get).is_ok()
            {
                return Some(match unresolved.nearest() {
                    Some(nearest) => format!("{unresolved}, did you mean `{nearest}`?"),
                    None => unresolved.to_string(),
                });
            }
            let of_type = || ty.and_then(|ty| nearest_path(schema, path, ty, operation));
            let nearest = unresolved.nearest().map(str::to_owned).or_else(of_type);
            let resolves = |schema: &Schema| schema.resolve(path, operation).is_ok();
            let place = (version, path);
            return Some(not_there(schema, place, &unresolved, nearest.as_deref(), &resolves, metadata));
        }
    };
    match (name, ty) {
        (Some(name), None) if *name != *resolved.ty.name => Some(no_type(schema, version, name, metadata)),
        (Some(name), Some(ty)) if !schema.is_a(ty, &resolved.ty.name) => {
            let does = if operation == Operation::Create { "creates" } else { kind.does };
            let found = format!("`{path}` {does} a {}, not a {name}", resolved.ty.name);
            Some(match nearest_path(schema, path, ty, operation) {
                Some(nearest) => format!("{found}, did you mean `{nearest}`?"),
                None => found,
            })
        }
        // The service refuses `$select` with a property that its own type does not have.
        (Some(name), _) if selects && kind.is_read() && *name != *resolved.ty.name => {
            Some(format!("`{path}` {} a {}, of which {name} is derived: add `select_all`", kind.does, resolved.ty.name))
        }
        _ => None,
    }
}

/// What to say of a path that the schema of its version does not have: that of the other version has it, or what is wrong with it
/// and what was meant.
pub(super) fn not_there(
    schema: &Schema,
    (version, path): (Version, &str),
    unresolved: &Unresolved,
    nearest: Option<&str>,
    resolves: &dyn Fn(&Schema) -> bool,
    metadata: &dyn Metadata,
) -> String {
    let other = version.other();
    if metadata.if_present(other).is_some_and(|schema| resolves(&schema)) {
        return format!("`{path}` is only in {}, {}", other.name(), version.remedy());
    }
    or_nearest(schema, unresolved, nearest)
}

/// What is wrong with a path, and what was meant.
pub(super) fn or_nearest(schema: &Schema, unresolved: &Unresolved, nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => format!("{unresolved}, did you mean `{nearest}`?"),
        None => format!("{unresolved}{}", perhaps_pruned(schema)),
    }
}

/// The path for a type that is most like the one that was written, if it supports the operation.
fn nearest_path(schema: &Schema, path: &str, ty: &StructuredType, operation: Operation) -> Option<String> {
    schema.nearest_path(path, ty, operation).filter(|nearest| schema.resolve(nearest, operation).is_ok())
}

#[cfg(test)]
mod tests;
