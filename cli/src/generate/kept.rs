//! `--only`: which properties of the created types are written.

use std::collections::{HashMap, HashSet};

use graph_entity_names::{did_you_mean, nearest};
use graph_entity_schema::{Schema, StructuredType};

use crate::failure::{Failure, Result};

/// The properties that are written.
pub(super) struct Kept<'a> {
    /// The names that the user gave; if there are none, all properties are written.
    only: HashSet<&'a str>,
    /// The created types, each with its key, which is always written.
    keys: HashMap<&'a str, &'a [Box<str>]>,
}

impl<'a> Kept<'a> {
    /// # Errors
    ///
    /// If a name is not a property of any of the types.
    pub(super) fn new(schema: &'a Schema, types: &[&'a StructuredType], only: &'a [String]) -> Result<Self> {
        check(schema, types, only)?;
        let keys = types.iter().map(|ty| (&*ty.name, schema.key(ty))).collect();
        Ok(Self { only: only.iter().map(String::as_str).collect(), keys })
    }

    pub(super) fn has(&self, ty: &StructuredType, property: &str) -> bool {
        self.only.is_empty()
            || self.only.contains(property)
            || self.keys.get(&*ty.name).is_none_or(|key| key.iter().any(|key| **key == *property))
    }
}

fn check(schema: &Schema, types: &[&StructuredType], only: &[String]) -> Result<()> {
    if only.is_empty() {
        return Ok(());
    }
    let names = || types.iter().flat_map(|ty| schema.properties(ty)).map(|property| &*property.name);
    let properties: HashSet<&str> = names().collect();
    let Some(name) = only.iter().find(|name| !properties.contains(name.as_str())) else { return Ok(()) };
    let of = types.first().map_or("", |ty| &*ty.name);
    if types.iter().any(|ty| schema.navigation(ty, name).is_some()) {
        return Err(Failure::new(format!("`{name}` of {of} is a navigation property, write `--navigation {name}`")));
    }
    Err(Failure::new(format!("{of} has no property `{name}`{}", did_you_mean(nearest(name, names())))))
}
