//! CSDL's XML becomes what it says, with names as they stand there; `resolve` makes the schema of it.
//!
//! What operations need is read, all else is skipped unread. Nothing here recurses with the document: its depth is the grammar's.

mod annotations;
mod container;
pub(crate) mod elements;
pub(crate) mod operation;
mod types;

use std::collections::HashSet;

use crate::model::{BoundOperation, InsertRestrictions, Root, Type};
use elements::{Element, Elements, Result};

/// What a document says, with names as they stand in it.
#[derive(Default)]
pub(crate) struct Document {
    /// Each type with where it stands.
    pub(crate) types: Vec<(Type, usize)>,
    /// Each root with the qualified name of its container.
    pub(crate) roots: Vec<(Root, Box<str>)>,
    /// The names of the roots, each once.
    pub(crate) root_names: HashSet<Box<str>>,
    pub(crate) operations: Vec<BoundOperation>,
    /// Each namespace with its alias.
    pub(crate) namespaces: Vec<(Box<str>, Option<Box<str>>)>,
    /// Whether it calls itself a part of a schema.
    pub(crate) is_pruned: bool,
    /// Names given to primitive types (`TypeDefinition`).
    pub(crate) definitions: Vec<(Box<str>, Box<str>)>,
    /// Each annotation with its target: `namespace.type`, `namespace.type/member` or `namespace.container/root`.
    pub(crate) annotations: Vec<(Box<str>, Annotation)>,
}

/// An annotation that matters to an operation, or to who reads the type.
pub(crate) enum Annotation {
    Description(Box<str>),
    LongDescription(Box<str>),
    Computed,
    Immutable,
    Insert(InsertRestrictions),
    /// Whether an update can be done, and whether it creates what does not exist, if it says.
    Update {
        is_updatable: Option<bool>,
        is_upsertable: Option<bool>,
    },
    /// Whether a deletion can be done, if it says.
    Delete(Option<bool>),
    /// The names in each alternate key.
    AlternateKeys(Vec<Vec<Box<str>>>),
}

/// Reads a document.
pub(crate) fn parse(text: &str) -> Result<Document> {
    let mut elements = Elements::new(text);
    let mut document = Document::default();
    document.is_pruned = elements.root(|elements, element| {
        if element.name() != "Edmx" {
            let name = element.full_name();
            return Err(elements.mistake(element, format!("expected `<edmx:Edmx>`, found `<{name}>`")));
        }
        elements.each(element, |elements, element| match element.name() {
            "DataServices" => elements.each(element, |elements, element| match element.name() {
                "Schema" => schema(elements, element, &mut document),
                _ => elements.skip(element),
            }),
            _ => elements.skip(element),
        })
    })?;
    Ok(document)
}

/// A type as an attribute writes it, and whether it is a collection of that.
pub(crate) fn type_reference(text: &str) -> (&str, bool) {
    match text.strip_prefix("Collection(").and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => (inner, true),
        None => (text, false),
    }
}

fn schema<'t>(elements: &mut Elements<'t>, element: &Element<'t>, document: &mut Document) -> Result<()> {
    let (mut namespace, mut alias) = (None, None);
    elements.attributes(element, |name, value| {
        match name {
            "Namespace" => namespace = Some(value.into()),
            "Alias" => alias = Some(value.into()),
            _ => {}
        }
        Ok(())
    })?;
    let namespace = elements.namespace(element, "Namespace", namespace)?;
    document.namespaces.push((namespace.clone(), alias));
    elements.each(element, |elements, element| match element.name() {
        "EntityType" => types::structured(elements, element, &namespace, true, document),
        "ComplexType" => types::structured(elements, element, &namespace, false, document),
        "EnumType" => types::enumeration(elements, element, &namespace, document),
        "TypeDefinition" => types::definition(elements, element, &namespace, document),
        "Function" => operation::operation(elements, element, true, document),
        "Action" => operation::operation(elements, element, false, document),
        "EntityContainer" => container::container(elements, element, &namespace, document),
        "Annotations" => annotations::annotations(elements, element, document),
        _ => elements.skip(element),
    })
}
