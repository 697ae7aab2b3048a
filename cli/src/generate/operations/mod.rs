//! The attributes of a type's operations: what each path supports of what was asked for.

pub(crate) mod methods;
pub(super) mod places;
pub(super) mod references;

use std::fmt::Write;

use graph_entity_names::operations::{self, Declaration};
use graph_entity_schema::{Operation, Schema, StructuredType};

use crate::generate::operations::methods::methods;
use crate::generate::operations::places::Place;
use crate::generate::operations::references::{Relation, reference};
use crate::tables::permissions::{OfPath, Permissions};

/// The operations that a type can have, and how each is declared.
const KINDS: [(Operation, Declaration); 8] = [
    (Operation::Create, operations::POST),
    (Operation::Get, operations::GET),
    (Operation::List, operations::LIST),
    (Operation::Update, operations::PATCH),
    (Operation::Delete, operations::DELETE),
    (Operation::Put, operations::PUT),
    (Operation::Upsert, operations::UPSERT),
    (Operation::Delta, operations::DELTA),
];

/// What an operation is called on the command line: the name of its attribute, without `graph_`.
pub(super) fn name(operation: Operation) -> &'static str {
    let declared = KINDS.iter().find(|(known, _)| *known == operation);
    declared.map_or("", |(_, declared)| declared.attribute.trim_start_matches("graph_"))
}

/// Whether it gives entities, of whatever type they are.
pub(super) fn is_read(operation: Operation) -> bool {
    matches!(operation, Operation::Get | Operation::List | Operation::Delta)
}

/// How the attributes are written.
pub(super) struct Style<'a> {
    pub(super) operations: &'a [Operation],
    pub(super) beta: bool,
    pub(super) permissions: Option<&'a Permissions>,
    /// Whether a read selects the declared properties.
    pub(super) selects: bool,
    /// Whether a write is written that the table of permissions does not have for its path.
    pub(super) writes_unlisted: bool,
}

/// The attributes of a type.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// Their names.
    pub(super) used: Vec<&'static str>,
    pub(super) source: String,
    /// The operations that the schema has at any of the places.
    pub(super) found: Vec<Operation>,
    /// What is not written because the table of permissions does not have it: `DELETE /me`.
    pub(super) unlisted: Vec<String>,
}

/// The attributes of the operations and references of a type at its places.
pub(super) fn attributes(
    schema: &Schema,
    ty: &StructuredType,
    places: &[Place],
    relations: &[Relation<'_>],
    style: &Style<'_>,
) -> Attributes {
    let places: Vec<&Place> = places.iter().filter(|place| place.is_written).collect();
    let paths: Vec<&str> = places.iter().map(|place| &*place.path).collect();
    let mut attributes = Attributes::default();
    for (place, method) in places.iter().zip(methods(&paths)) {
        let suffix = method.trim_start_matches("create");
        for (operation, declared) in KINDS.iter().filter(|(operation, _)| style.operations.contains(operation)) {
            let Some((path, found)) = place.of(schema, ty, *operation) else { continue };
            attributes.found.push(*operation);
            // Reads are left out of the table more often (7 of 668 that the reference has), and do no harm.
            let is_denied = |permissions: &Permissions| permissions.lacks(declared.verb, &path);
            if !is_read(*operation) && !style.writes_unlisted && style.permissions.is_some_and(is_denied) {
                attributes.unlisted.push(format!("{} {path}", declared.verb));
                continue;
            }
            let mut options = String::new();
            if is_read(*operation) && style.selects && *found.name != *ty.name {
                options.push_str(" select_all,");
            }
            if !suffix.is_empty() {
                let _ = write!(options, " name = {:?},", format!("{}{suffix}", declared.method));
            }
            options.push_str(&permissions(style.permissions.and_then(|of| of.of(declared.verb, &path))));
            attributes.push(*declared, &path, style.beta, &options);
        }
        for relation in relations {
            let (path, options) = reference(relation, (schema, ty), &place.item(ty), suffix, style.permissions);
            attributes.push(operations::REF, &path, style.beta, &options);
        }
    }
    attributes
}

impl Attributes {
    fn push(&mut self, declared: Declaration, path: &str, beta: bool, options: &str) {
        let beta = if beta { " beta," } else { "" };
        let options = format!("{beta}{options}");
        let (comma, options) = if options.is_empty() { ("", "") } else { (",", options.trim_end_matches(',')) };
        let _ = writeln!(self.source, "#[{}({path:?}{comma}{options})]", declared.attribute);
        self.used.push(declared.attribute);
    }
}

/// The options of an attribute that say which permissions a call needs.
pub(super) fn permissions(permissions: Option<OfPath>) -> String {
    let mut source = String::new();
    let OfPath { delegated, application } = permissions.unwrap_or_default();
    for (name, list) in [("delegated", delegated), ("application", application)] {
        if !list.is_empty() {
            let _ = write!(source, " {name} = {:?},", list.join(", "));
        }
    }
    source
}
