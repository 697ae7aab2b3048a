//! The attributes of a type's operations: what each path supports of what was asked for.

pub(crate) mod methods;

use std::fmt::Write;

use graph_entity_names::lower_camel_case;
use graph_entity_schema::{Operation, Schema, StructuredType};

use crate::failure::{Failure, Result};
use crate::generate::operations::methods::methods;
use crate::tables::permissions::Permissions;

/// What the tool writes of an operation.
struct Kind {
    operation: Operation,
    attribute: &'static str,
    /// The method that the attribute gives if it names none.
    method: &'static str,
    verb: &'static str,
}

const KINDS: [Kind; 5] = [
    Kind { operation: Operation::Create, attribute: "graph_post", method: "create", verb: "POST" },
    Kind { operation: Operation::Get, attribute: "graph_get", method: "get", verb: "GET" },
    Kind { operation: Operation::List, attribute: "graph_list", method: "list", verb: "GET" },
    Kind { operation: Operation::Update, attribute: "graph_patch", method: "update", verb: "PATCH" },
    Kind { operation: Operation::Delete, attribute: "graph_delete", method: "delete", verb: "DELETE" },
];

/// Whether it gives entities, of whatever type they are.
pub(super) fn is_read(operation: Operation) -> bool {
    matches!(operation, Operation::Get | Operation::List)
}

/// Where a type is.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) path: String,
    /// Whether it is one entity, and not a collection.
    is_one: bool,
    /// Whether operations are written for it.
    pub(super) is_written: bool,
}

/// The places of a type: those that are named, or all that create it, of which the first gets the operations.
///
/// # Errors
///
/// A named path does not exist, or is of another type.
pub(super) fn places(schema: &Schema, ty: &StructuredType, named: &[String]) -> Result<Vec<Place>> {
    if named.is_empty() {
        let posts = schema.posts_that_create(ty).into_iter().enumerate();
        return Ok(posts
            .map(|(index, post)| Place { path: post.path, is_one: false, is_written: index == 0 })
            .collect());
    }
    let place = |path: &String| {
        let (is_one, found) = match schema.resolve(path, Operation::List) {
            Ok(found) => (false, found),
            Err(no) => match schema.resolve(path, Operation::Get) {
                Ok(found) => (true, found),
                Err(_) => return Err(Failure::new(format!("`{path}`: {no}"))),
            },
        };
        if !schema.is_a(ty, &found.ty.name) {
            return Err(Failure::new(format!("`{path}` is of {}, not of {}", found.ty.name, ty.name)));
        }
        Ok(Place { path: path.clone(), is_one, is_written: true })
    };
    named.iter().map(place).collect()
}

/// The paths on which a type is created.
pub(super) fn creates(places: &[Place]) -> impl Iterator<Item = &str> {
    places.iter().filter(|place| !place.is_one).map(|place| &*place.path)
}

/// How the attributes are written.
pub(super) struct Style<'a> {
    pub(super) operations: &'a [Operation],
    pub(super) beta: bool,
    pub(super) permissions: Option<&'a Permissions>,
    /// Whether a read selects the declared properties.
    pub(super) selects: bool,
}

/// The names of the attributes that are used, and their source.
pub(super) fn attributes(
    schema: &Schema,
    ty: &StructuredType,
    places: &[Place],
    style: &Style<'_>,
) -> (Vec<&'static str>, String) {
    let places: Vec<&Place> = places.iter().filter(|place| place.is_written).collect();
    let paths: Vec<&str> = places.iter().map(|place| &*place.path).collect();
    let (mut used, mut source) = (Vec::new(), String::new());
    for (place, method) in places.iter().zip(methods(&paths)) {
        for kind in KINDS.iter().filter(|kind| style.operations.contains(&kind.operation)) {
            let path = match (kind.operation.is_on_collection(), place.is_one) {
                (false, false) => format!("{}/{{{}}}", place.path, placeholder(&place.path, &ty.name)),
                (true, true) => continue,
                _ => place.path.clone(),
            };
            let Ok(found) = schema.resolve(&path, kind.operation) else { continue };
            let name = format!("{}{}", kind.method, method.trim_start_matches("create"));
            let is_base = is_read(kind.operation) && style.selects && *found.ty.name != *ty.name;
            source.push_str(&attribute(kind, &path, &name, is_base, style));
            used.push(kind.attribute);
        }
    }
    (used, source)
}

/// The name of an entity's key in a path that does not have this placeholder yet.
fn placeholder(path: &str, ty: &str) -> String {
    let simple = ty.rsplit('.').next().unwrap_or(ty);
    let name = format!("{}Id", lower_camel_case(simple));
    let numbered = (2..1_000).map(|number| format!("{name}{number}"));
    let mut names = std::iter::once(name.clone()).chain(numbered);
    names.find(|name| !path.contains(&format!("{{{name}}}"))).unwrap_or(name)
}

fn attribute(kind: &Kind, path: &str, name: &str, select_all: bool, style: &Style<'_>) -> String {
    let mut source = format!("#[{}({path:?},", kind.attribute);
    if style.beta {
        source.push_str(" beta,");
    }
    if select_all {
        source.push_str(" select_all,");
    }
    if name != kind.method {
        let _ = write!(source, " name = {name:?},");
    }
    source.push_str(&permissions(style.permissions, kind.verb, path));
    source.truncate(source.trim_end_matches(',').len());
    source + ")]\n"
}

/// The options of an attribute that say which permissions a method on a path needs.
pub(super) fn permissions(permissions: Option<&Permissions>, verb: &str, path: &str) -> String {
    let mut source = String::new();
    if let Some(permissions) = permissions.and_then(|permissions| permissions.of(verb, path)) {
        for (name, list) in [("delegated", &permissions.delegated), ("application", &permissions.application)] {
            if !list.is_empty() {
                let _ = write!(source, " {name} = {:?},", list.join(", "));
            }
        }
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_a_name_of_its_own_in_its_path() {
        assert_eq!(placeholder("/users", "microsoft.graph.user"), "userId");
        assert_eq!(placeholder("/me/mailFolders/{mailFolderId}/childFolders", "graph.mailFolder"), "mailFolderId2");
        assert_eq!(placeholder("/a/{xId}/{xId2}", "X"), "xId3");
    }
}
