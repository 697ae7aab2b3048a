//! The fields of a struct: the properties that it has, with what the schema says of each.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use graph_entity_names::snake_case;
use graph_entity_schema::{Property, StructuredType};

use crate::generate::comments::docs::doc_comment;
use crate::generate::cycles::components;
use crate::generate::kept::Kept;
use crate::generate::names::{Names, identifier, json_name_of_field};
use crate::generate::plan::{Item, Plan, Shape};
use crate::generate::values::{Used, of_shape, rust_type};

/// A property or navigation property that becomes a field.
#[derive(Debug)]
pub(super) struct Field<'s> {
    name: String,
    description: Option<&'s str>,
    options: Vec<&'static str>,
    rust_type: String,
    is_collection: bool,
    shape: Option<Shape<'s>>,
}

/// What is asked about the properties of one struct.
pub(super) struct Rules<'a> {
    pub(super) kept: &'a Kept<'a>,
    /// Whether this struct is one that is created, and not a part of one.
    pub(super) is_created: bool,
    /// The properties without which the service refuses a create.
    pub(super) required: &'a HashSet<&'a str>,
}

/// The fields of a struct, those of its bases first.
pub(super) fn fields<'s>(
    plan: &Plan<'s>,
    ty: &'s StructuredType,
    rules: &Rules<'_>,
    used: &mut Used,
) -> Vec<Field<'s>> {
    let mut fields: Vec<Field<'s>> = Vec::new();
    let key = plan.schema.key(ty);
    for property in plan.properties(ty).into_iter().filter(|property| rules.kept.has(ty, &property.name)) {
        let Some(rust_type) = rust_type(plan, &property.ty, used) else { continue };
        fields.push(Field {
            name: property.name.to_string(),
            description: property.description.as_deref(),
            options: if rules.is_created && plan.schema.is_idempotency_key(ty, &property.name) {
                vec!["idempotency_key"]
            } else {
                options(property, key, rules)
            },
            rust_type,
            is_collection: property.is_collection,
            shape: plan.shape(&property.ty),
        });
    }
    for wanted in plan.wanted(ty) {
        let property = wanted.property;
        let shape = (!wanted.is_binding).then(|| plan.shape_of(&property.ty));
        fields.push(Field {
            name: format!("{}{}", property.name, if wanted.is_binding { "@odata.bind" } else { "" }),
            description: property.description.as_deref(),
            // Read through `$expand`; a create sends what it makes with this entity.
            options: if wanted.is_binding || !ty.is_entity { Vec::new() } else { vec!["create_only", "expand"] },
            rust_type: shape.map_or_else(|| "String".to_owned(), |shape| of_shape(plan, shape, used)),
            is_collection: property.is_collection,
            shape,
        });
    }
    fields
}

/// An entity that is a part of another may refer to one that exists, so its key is sent; that of what is created is not.
fn options(property: &Property, key: &[Box<str>], rules: &Rules<'_>) -> Vec<&'static str> {
    let required = rules.required.contains(&*property.name);
    let is_key = matches!(key, [key] if *key == property.name);
    if is_key && !required {
        return rules.is_created.then_some("key").into_iter().collect();
    }
    if !required && (property.is_computed || property.description.as_deref().is_some_and(says_read_only)) {
        return vec!["read_only"];
    }
    let create_only = property.is_immutable && rules.is_created;
    [(required, "required"), (create_only, "create_only")]
        .into_iter()
        .filter_map(|(is, word)| is.then_some(word))
        .collect()
}

/// Whether a description says that the service sets the property: few of those are marked as computed in the schema.
fn says_read_only(description: &str) -> bool {
    const SENTENCES: [&str; 3] = ["read-only", "read only", "this property is read-only"];
    description.split('.').any(|sentence| SENTENCES.contains(&&*sentence.trim().to_lowercase()))
}

/// The fields' source, and that of the field for what is not declared where the type is open.
pub(super) fn source(
    fields: &[Field<'_>],
    attribute: &str,
    is_open: bool,
    is_boxed: &dyn Fn(Shape<'_>) -> bool,
    used: &mut Used,
) -> String {
    let mut names = Names::default();
    let idents = idents(fields, &mut names);
    let mut source = String::new();
    for (field, ident) in fields.iter().zip(idents) {
        let name = (json_name_of_field(&ident) != field.name).then(|| format!("name = {:?}", field.name));
        let options: Vec<String> = field.options.iter().map(|option| (*option).to_owned()).chain(name).collect();
        source.push_str(&doc_comment(field.description, &field.name));
        if !options.is_empty() {
            let _ = writeln!(source, "#[{attribute}({})]", options.join(", "));
        }
        let value = &field.rust_type;
        let value = match field.shape {
            _ if field.is_collection => format!("Vec<{value}>"),
            Some(shape) if is_boxed(shape) => format!("Box<{value}>"),
            _ => value.clone(),
        };
        let _ = writeln!(source, "pub {ident}: Option<{value}>,");
    }
    if is_open {
        let ident = names.give(["additional".to_owned(), "additional_properties".to_owned()]);
        let json = used.note("serde_json");
        source.push_str("/// What is not declared: the type is open.\n");
        let _ = writeln!(source, "#[{attribute}(additional)]\npub {ident}: {json}::Map<String, {json}::Value>,");
    }
    source
}

/// The fields' names: first of those whose name in JSON goes without saying, so that no other takes theirs.
fn idents(fields: &[Field<'_>], names: &mut Names) -> Vec<String> {
    let plain = |field: &Field<'_>| identifier(&snake_case(&field.name));
    let is_plain = |field: &Field<'_>| json_name_of_field(&plain(field)) == field.name;
    let mut idents = vec![String::new(); fields.len()];
    for first in [true, false] {
        for (field, ident) in fields.iter().zip(&mut idents).filter(|(field, _)| is_plain(field) == first) {
            *ident = match field.name.strip_suffix("@odata.bind") {
                Some(bound) => names.give([format!("{}_bind", snake_case(bound))]),
                None => names.field(&field.name),
            };
        }
    }
    idents
}

/// What each planned type holds directly, not in a `Vec`.
#[derive(Debug, Default)]
pub(super) struct Holds<'s>(HashMap<Shape<'s>, Vec<Shape<'s>>>);

impl<'s> Holds<'s> {
    pub(super) fn note_struct(&mut self, ty: &'s StructuredType, fields: &[Field<'s>]) {
        let direct = fields.iter().filter(|field| !field.is_collection).filter_map(|field| field.shape);
        self.0.insert(Shape::Struct(&ty.name), direct.collect());
    }

    pub(super) fn note_hierarchy(&mut self, item: &Item<'s>) {
        if let Item::Hierarchy(ty, variants) = item {
            let variants = variants.iter().map(|ty| Shape::Struct(&ty.name));
            self.0.insert(Shape::Hierarchy(&ty.name), variants.collect());
        }
    }

    /// Finds the types that hold each other.
    pub(super) fn cycles(&self) -> Cycles<'s> {
        let numbers: HashMap<Shape<'s>, usize> =
            self.0.keys().enumerate().map(|(number, shape)| (*shape, number)).collect();
        let edges: Vec<Vec<usize>> =
            self.0.values().map(|held| held.iter().filter_map(|shape| numbers.get(shape).copied()).collect()).collect();
        let components = components(edges.len(), |number| edges.get(number).map(Vec::as_slice).unwrap_or_default());
        Cycles(self.0.keys().copied().zip(components).collect())
    }
}

/// The planned types; those that hold each other, at any depth, have the same number.
#[derive(Debug)]
pub(super) struct Cycles<'s>(HashMap<Shape<'s>, usize>);

impl Cycles<'_> {
    /// Whether a field of a type needs a `Box`: its value holds one of the type itself.
    pub(super) fn needs_box(&self, ty: Shape<'_>, field: Shape<'_>) -> bool {
        self.0.get(&field).is_some_and(|number| self.0.get(&ty) == Some(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_says_that_a_property_is_read_only() {
        for (description, says) in [
            ("The date. Read-only.", true),
            ("Read Only. Supports $filter", true),
            ("DateTime the object was created. This property is read-only.", true),
            ("Whether the file is read-only for guests.", false),
            ("Read-only after it was created.", false),
            ("", false),
        ] {
            assert_eq!(says_read_only(description), says, "{description}");
        }
    }
}
