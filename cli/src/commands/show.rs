//! `show`: what a type has.

use std::collections::HashSet;
use std::fmt::Write as _;

use graph_entity_schema::{Enumeration, Member, PropertyType, Schema, StructuredType, Type};

use crate::output::columns::{paragraph, table};
use crate::output::counted;
use crate::schema::find::short;

/// The most derived types that are listed.
const DERIVED: usize = 30;

/// The text about a type.
#[must_use]
pub fn show(schema: &Schema, ty: &Type) -> String {
    let mut text = format!("{}, {}\n", ty.name(), article(ty));
    if let Some(description) = ty.description() {
        text.push_str(&paragraph(description));
    }
    match ty {
        Type::Structured(ty) => structured(schema, ty, &mut text),
        Type::Enumeration(ty) => enumeration(ty, &mut text),
    }
    text
}

fn article(ty: &Type) -> String {
    let adjectives = match ty {
        Type::Structured(ty) => [("abstract ", ty.is_abstract), ("open ", ty.is_open)],
        Type::Enumeration(ty) => [("", false), ("", ty.is_flags)],
    };
    let said: String = adjectives.into_iter().filter(|(_, holds)| *holds).map(|(adjective, _)| adjective).collect();
    let flags = if matches!(ty, Type::Enumeration(ty) if ty.is_flags) { " of flags" } else { "" };
    let said = format!("{said}{}{flags}", ty.kind());
    let article = if said.starts_with(['a', 'e', 'o']) { "an" } else { "a" };
    format!("{article} {said}")
}

fn structured(schema: &Schema, ty: &StructuredType, text: &mut String) {
    let bases: Vec<&str> = schema.lineage(ty).skip(1).map(|base| short(&base.name)).collect();
    if !bases.is_empty() {
        let _ = write!(text, "\n{}", paragraph(&format!("extends {}", bases.join(", which extends "))));
    }
    let derived: Vec<&str> = schema.derived(&ty.name).map(|derived| short(&derived.name)).collect();
    if !derived.is_empty() {
        let listed = derived.get(..DERIVED).unwrap_or(&derived).join(", ");
        let more = derived.len().saturating_sub(DERIVED);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let derived = format!("extended by {}: {listed}{more}", counted(derived.len(), "type"));
        let _ = write!(text, "\n{}", paragraph(&derived));
    }
    let key = schema.key(ty);
    let required: HashSet<&str> = schema.required_properties(ty).collect();
    let mut rows = Vec::new();
    for property in schema.properties(ty) {
        let notes = [
            ("key", key.contains(&property.name)),
            ("required", required.contains(&*property.name)),
            ("computed", property.is_computed),
            ("immutable", property.is_immutable),
            ("not null", !property.is_nullable),
        ];
        let notes: Vec<&str> = notes.into_iter().filter(|(_, holds)| *holds).map(|(note, _)| note).collect();
        let type_name = type_name(&property.ty, property.is_collection);
        let description = property.description.as_deref().unwrap_or_default();
        rows.push((property.name.to_string(), type_name, notes.join(", "), description.to_owned()));
    }
    let _ = writeln!(text, "\n{}", heading(rows.len(), "property", "properties"));
    text.push_str(&in_columns(&rows));
    let mut rows = Vec::new();
    for navigation in schema.navigation_properties(ty) {
        let type_name = collection(short(&navigation.ty), navigation.is_collection);
        let note = if navigation.is_contained { "contained" } else { "" };
        let description = navigation.description.as_deref().unwrap_or_default();
        rows.push((navigation.name.to_string(), type_name, note.to_owned(), description.to_owned()));
    }
    if !rows.is_empty() {
        let _ = writeln!(text, "\n{}", heading(rows.len(), "navigation property", "navigation properties"));
        text.push_str(&in_columns(&rows));
    }
}

/// The name, the type, the notes and the description of each.
fn in_columns(rows: &[(String, String, String, String)]) -> String {
    let row = |(name, ty, notes, description): &'_ (String, String, String, String)| {
        (vec![name.clone(), ty.clone(), notes.clone()], description.clone())
    };
    table(&rows.iter().map(row).collect::<Vec<_>>())
}

fn enumeration(ty: &Enumeration, text: &mut String) {
    let row =
        |member: &Member| (vec![member.name.to_string()], member.description.as_deref().unwrap_or_default().to_owned());
    let rows: Vec<_> = ty.members.iter().map(row).collect();
    let _ = writeln!(text, "\n{}", heading(rows.len(), "member", "members"));
    text.push_str(&table(&rows));
}

fn heading(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn type_name(ty: &PropertyType, is_collection: bool) -> String {
    let name = match ty {
        PropertyType::Primitive(primitive) => primitive.name().trim_start_matches("Edm.").to_owned(),
        PropertyType::Named(name) => short(name).to_owned(),
    };
    collection(&name, is_collection)
}

fn collection(name: &str, is_collection: bool) -> String {
    if is_collection { format!("{name}[]") } else { name.to_owned() }
}
