//! The type that a user names: `user`, `graph.user` or `microsoft.graph.user`.

use graph_entity_schema::{Schema, StructuredType, Type};

use crate::failure::{Failure, Result};

/// The namespace of most of Graph's types.
const NAMESPACE: &str = "microsoft.graph";

/// The type of this name.
///
/// # Errors
///
/// If no type or more than one has the name. The message suggests the nearest.
pub fn find<'s>(schema: &'s Schema, name: &str) -> Result<&'s Type> {
    let name = name.trim_start_matches('#');
    let written = [name.to_owned(), format!("{NAMESPACE}.{name}")];
    if let Some(ty) = written.iter().find_map(|name| schema.type_named(name)) {
        return Ok(ty);
    }
    // Without a namespace, or in another case: what is there but once is meant.
    let lower = name.to_lowercase();
    let same = |ty: &&Type| {
        let known = ty.name().to_lowercase();
        known == lower || known.strip_suffix(&lower).is_some_and(|before| before.ends_with('.'))
    };
    let found: Vec<&Type> = schema.types().filter(same).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => {
            let nearest = schema.nearest_type(name).map(|ty| format!(", did you mean `{}`?", ty.name()));
            let advice = nearest.unwrap_or_else(|| format!(", look for it with `cargo graph-entity search {name}`"));
            Err(Failure::new(format!("there is no type `{name}`{advice}")))
        }
        many => {
            let names: Vec<String> = many.iter().map(|ty| format!("`{}`", ty.name())).collect();
            Err(Failure::new(format!("`{name}` is more than one type, write one of {}", names.join(", "))))
        }
    }
}

/// A name as a user may write it: `microsoft.graph.` goes without saying.
pub(crate) fn short(name: &str) -> &str {
    name.strip_prefix(NAMESPACE).and_then(|name| name.strip_prefix('.')).unwrap_or(name)
}

/// The entity or complex type of this name.
///
/// # Errors
///
/// As [`find`], and where it is an enumeration.
pub fn structured<'s>(schema: &'s Schema, name: &str) -> Result<&'s StructuredType> {
    let ty = find(schema, name)?;
    ty.as_structured().ok_or_else(|| {
        let name = ty.name();
        Failure::new(format!("`{name}` is an enumeration, ask for the type that has a property of it"))
    })
}
