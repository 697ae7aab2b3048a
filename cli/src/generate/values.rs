//! The Rust types of properties.

use std::collections::BTreeSet;

use graph_entity_schema::{Primitive, PropertyType};

use crate::generate::plan::{Plan, Shape};

/// What the output uses of `graph-entity`, each by the name that its `use` line has.
#[derive(Debug, Default)]
pub(super) struct Used {
    names: BTreeSet<&'static str>,
    edm: BTreeSet<&'static str>,
}

impl Used {
    pub(super) fn note(&mut self, name: &'static str) -> &'static str {
        self.names.insert(name);
        name
    }

    fn note_edm(&mut self, name: &'static str) -> &'static str {
        self.edm.insert(name);
        name
    }

    /// Whether `edm::Decimal` is used, which is behind a feature.
    pub(super) fn has_decimal(&self) -> bool {
        self.edm.contains("Decimal")
    }

    /// The `use` line, in the order that rustfmt gives it.
    pub(super) fn line(&self) -> String {
        let (types, modules): (Vec<&str>, Vec<&str>) =
            self.names.iter().partition(|name| name.starts_with(|first: char| first.is_ascii_uppercase()));
        let edm: Vec<&str> = self.edm.iter().copied().collect();
        let edm = match edm.as_slice() {
            [] => None,
            [one] => Some(format!("edm::{one}")),
            many => Some(format!("edm::{{{}}}", many.join(", "))),
        };
        let names: Vec<&str> = types.into_iter().chain(edm.as_deref()).chain(modules).collect();
        match names.as_slice() {
            [one] => format!("use graph_entity::{one};"),
            many => format!("use graph_entity::{{{}}};", many.join(", ")),
        }
    }
}

/// The Rust type of one value, or `None` for a stream, which has no JSON value.
pub(super) fn rust_type(plan: &Plan<'_>, ty: &PropertyType, used: &mut Used) -> Option<String> {
    match ty {
        PropertyType::Primitive(primitive) => of_primitive(*primitive, used).map(str::to_owned),
        PropertyType::Named(_) => plan.shape(ty).map(|shape| of_shape(plan, shape, used)),
    }
}

pub(super) fn of_shape<'s>(plan: &Plan<'s>, shape: Shape<'s>, used: &mut Used) -> String {
    match shape {
        Shape::Struct(_) | Shape::Hierarchy(_) | Shape::Enumeration(_) => plan.name(shape).to_owned(),
        Shape::Flags(_) => format!("{}<{}>", used.note("Flags"), plan.name(shape)),
        Shape::Any => format!("{}::Value", used.note("serde_json")),
    }
}

fn of_primitive(primitive: Primitive, used: &mut Used) -> Option<&'static str> {
    Some(match primitive {
        Primitive::Stream => return None,
        Primitive::String => "String",
        Primitive::Boolean => "bool",
        Primitive::Byte => "u8",
        Primitive::SByte => "i8",
        Primitive::Int16 => "i16",
        Primitive::Int32 => "i32",
        Primitive::Int64 => "i64",
        Primitive::Single => used.note_edm("Single"),
        Primitive::Double => used.note_edm("Double"),
        Primitive::Decimal => used.note_edm("Decimal"),
        Primitive::Binary => used.note_edm("Binary"),
        Primitive::Date => used.note_edm("Date"),
        Primitive::DateTimeOffset => used.note_edm("DateTimeOffset"),
        Primitive::Duration => used.note_edm("Duration"),
        Primitive::Guid => used.note_edm("Guid"),
        Primitive::TimeOfDay => used.note_edm("TimeOfDay"),
        // `Edm.Untyped`, and what is added to the list after this was written.
        _ => {
            used.note("serde_json");
            "serde_json::Value"
        }
    })
}
