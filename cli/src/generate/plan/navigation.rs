//! The navigation properties that were asked for by name, each at the types that have it.

use std::collections::{HashMap, VecDeque};

use graph_entity_names::{did_you_mean, nearest};
use graph_entity_schema::{NavigationProperty, PropertyType, Schema, StructuredType};

use crate::failure::{Failure, Result};
use crate::generate::plan::hierarchies::Hierarchies;

/// What binds a relation to entities that exist, by their addresses: `members@odata.bind`.
const BIND: &str = "@odata.bind";

/// A navigation property to declare.
#[derive(Debug, Clone, Copy)]
pub(in crate::generate) struct Wanted<'s> {
    pub(in crate::generate) property: &'s NavigationProperty,
    /// Whether it is bound by address (`members@odata.bind`), and not written out.
    pub(in crate::generate) is_binding: bool,
}

/// The wanted navigation properties of each type.
#[derive(Debug, Default)]
pub(in crate::generate) struct Navigation<'s>(HashMap<&'s str, Vec<Wanted<'s>>>);

impl<'s> Navigation<'s> {
    /// Finds each name at the types, or behind a property of theirs: `manager`, `members@odata.bind`, `accessPackage/catalog`.
    ///
    /// # Errors
    ///
    /// If no type has a navigation property of a name.
    pub(in crate::generate) fn find(
        schema: &'s Schema,
        hierarchies: &Hierarchies<'s>,
        requested: &[&'s StructuredType],
        names: &[String],
    ) -> Result<Self> {
        let mut navigation = Self::default();
        for name in names {
            let types = requested.iter().flat_map(|ty| match hierarchies.variants(ty) {
                Some(variants) if ty.is_abstract || hierarchies.is_whole(ty) => variants,
                _ => vec![*ty],
            });
            let mut at: VecDeque<&StructuredType> = types.collect();
            let segments: Vec<&str> = name.split('/').collect();
            for (index, segment) in segments.iter().enumerate() {
                let behind = navigation.step(schema, hierarchies, &at, segment, index + 1 == segments.len());
                let Some(behind) = behind else { return Err(unknown(schema, &at, segment)) };
                at = behind;
            }
        }
        Ok(navigation)
    }

    /// Adds the property to each type that has it. Returns the types that it leads to, or `None` if no type has it.
    fn step(
        &mut self,
        schema: &'s Schema,
        hierarchies: &Hierarchies<'s>,
        types: &VecDeque<&'s StructuredType>,
        name: &str,
        is_last: bool,
    ) -> Option<VecDeque<&'s StructuredType>> {
        let is_binding = name.ends_with(BIND);
        let plain = name.trim_end_matches(BIND);
        let mut behind = VecDeque::new();
        let mut found = false;
        for ty in types {
            if let Some(property) = schema.navigation(ty, plain) {
                found = true;
                let wanted = self.0.entry(&ty.name).or_default();
                if !wanted.iter().any(|known| known.property.name == property.name && known.is_binding == is_binding) {
                    wanted.push(Wanted { property, is_binding });
                }
                behind.extend(hierarchies.targets(schema, property));
            } else if let Some(property) = schema.property(ty, plain)
                && !is_last
                && let PropertyType::Named(name) = &property.ty
                && let Some(ty) = schema.structured(name)
            {
                found = true;
                behind.extend(hierarchies.variants(ty).unwrap_or_else(|| vec![ty]));
            }
        }
        found.then_some(behind)
    }

    /// Those of a type.
    pub(in crate::generate) fn of(&self, ty: &StructuredType) -> &[Wanted<'s>] {
        self.0.get(&*ty.name).map(Vec::as_slice).unwrap_or_default()
    }
}

fn unknown(schema: &Schema, types: &VecDeque<&StructuredType>, name: &str) -> Failure {
    let plain = name.trim_end_matches(BIND);
    let names: Vec<&str> =
        types.iter().flat_map(|ty| schema.navigation_properties(ty)).map(|navigation| &*navigation.name).collect();
    let of = types.front().map_or("nothing", |ty| &*ty.name);
    let is_property = types.iter().any(|ty| schema.property(ty, plain).is_some());
    if is_property {
        return Failure::new(format!(
            "`{plain}` of {of} is a property, and written anyway: leave it out of `--navigation`"
        ));
    }
    let advice = did_you_mean(nearest(plain, names));
    Failure::new(format!("{of} has no navigation property `{plain}`{advice}"))
}
