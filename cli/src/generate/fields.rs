//! The fields of a struct: the properties that it has, with what the schema says of each.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use graph_entity_names::snake_case;
use graph_entity_schema::{Property, StructuredType};

use crate::generate::cycles::components;
use crate::generate::docs::doc_comment;
use crate::generate::kept::Kept;
use crate::generate::plan::{Item, Plan, Shape};
use crate::generate::values::{Used, of_shape, rust_type};
use crate::names::{Names, identifier, json_name_of_field};

/// A property or navigation property that becomes a field.
#[derive(Debug)]
pub(super) struct Field<'s> {
    name: String,
    description: Option<&'s str>,
    option: Option<&'static str>,
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
            option: option(property, key, rules),
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
            option: None,
            rust_type: shape.map_or_else(|| "String".to_owned(), |shape| of_shape(plan, shape, used)),
            is_collection: property.is_collection,
            shape,
        });
    }
    fields
}

/// An entity that is a part of another may refer to one that exists, so its key is sent; that of what is created is not.
fn option(property: &Property, key: &[Box<str>], rules: &Rules<'_>) -> Option<&'static str> {
    if rules.required.contains(&*property.name) {
        return Some("required");
    }
    match key {
        [key] if *key == property.name => rules.is_created.then_some("key"),
        _ if property.is_computed => Some("read_only"),
        _ => None,
    }
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
        let options: Vec<String> = field.option.map(str::to_owned).into_iter().chain(name).collect();
        source.push_str(&doc_comment(field.description));
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
