//! The relations of a type whose references can be changed: `add_members`, `remove_members`, `set_manager`.

use std::collections::HashMap;
use std::fmt::Write as _;

use graph_entity_names::{did_you_mean, nearest, snake_case};
use graph_entity_schema::{NavigationProperty, Operation, Schema, StructuredType};

use crate::failure::{Failure, Result};
use crate::generate::operations::permissions;
use crate::generate::operations::places::Place;
use crate::tables::permissions::{OfPath, Permissions};

/// The type whose entities `/directoryObjects` has, which references are to unless they say otherwise.
const DEFAULT: &str = "microsoft.graph.directoryObject";

/// The relations that are declared with `graph_ref`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum References {
    /// None.
    #[default]
    None,
    /// Those that the table of permissions has a change of.
    Listed,
    /// Those of these names.
    Named(Vec<String>),
}

/// The collection of the entities that are referred to.
#[derive(Debug)]
enum Target {
    DirectoryObjects,
    At(String),
}

/// A relation of a type to entities that live elsewhere.
#[derive(Debug)]
pub(in crate::generate) struct Relation<'s> {
    property: &'s NavigationProperty,
    target: Target,
}

/// The relations of the requested types.
#[derive(Debug, Default)]
pub(in crate::generate) struct Relations<'s> {
    declared: HashMap<&'s str, Vec<Relation<'s>>>,
    /// Those that the table of permissions does not have a change of, if those that it has were asked for.
    unlisted: HashMap<&'s str, Vec<&'s str>>,
}

impl<'s> Relations<'s> {
    /// The relations that are asked for, of each type at its places.
    ///
    /// # Errors
    ///
    /// If a name is not that of a relation of any of the types, or if it leads to entities that cannot be referred to.
    pub(in crate::generate) fn find(
        schema: &'s Schema,
        types: &[&'s StructuredType],
        places: &HashMap<&'s str, Vec<Place>>,
        references: &References,
        permissions: Option<&Permissions>,
    ) -> Result<Self> {
        let mut relations = Self::default();
        let item = |ty: &StructuredType| Some(places.get(&*ty.name)?.first()?.item(ty));
        let is_listed = |ty: &StructuredType, property: &NavigationProperty| {
            item(ty).is_some_and(|item| of_change(permissions, &path(&item, property), property).is_some())
        };
        match references {
            References::None => {}
            References::Listed => {
                for ty in types {
                    // A change of what is contained is a create or a deletion.
                    for property in
                        schema.navigation_properties(ty).into_iter().filter(|property| !property.is_contained)
                    {
                        match target(schema, property) {
                            Some(target) if is_listed(ty, property) => {
                                relations.declare(ty, Relation { property, target });
                            }
                            Some(_) => relations.unlisted.entry(&ty.name).or_default().push(&property.name),
                            None => {}
                        }
                    }
                }
            }
            References::Named(names) => {
                for name in names {
                    let with_name = |ty: &&'s StructuredType| Some((*ty, schema.navigation(ty, name)?));
                    let found: Vec<_> = types.iter().filter_map(with_name).collect();
                    if found.is_empty() {
                        return Err(unknown(schema, types, name));
                    }
                    for (ty, property) in found {
                        if item(ty).is_none() {
                            let message = "is created at no path of the schema, name its own with `--path`";
                            return Err(Failure::new(format!("`{}` {message}", ty.name)));
                        }
                        let target = named_target(schema, ty, property)?;
                        relations.declare(ty, Relation { property, target });
                    }
                }
            }
        }
        Ok(relations)
    }

    /// Whether the types have neither a declared relation nor one without a change.
    pub(in crate::generate) fn is_empty(&self) -> bool {
        self.declared.is_empty() && self.unlisted.is_empty()
    }

    fn declare(&mut self, ty: &'s StructuredType, relation: Relation<'s>) {
        let declared = self.declared.entry(&ty.name).or_default();
        if !declared.iter().any(|known| known.property.name == relation.property.name) {
            declared.push(relation);
        }
    }

    /// Those of a type that are declared.
    pub(in crate::generate) fn of(&self, ty: &StructuredType) -> &[Relation<'s>] {
        self.declared.get(&*ty.name).map(Vec::as_slice).unwrap_or_default()
    }

    /// The names of those of a type that the table of permissions does not have a change of.
    pub(in crate::generate) fn unlisted(&self, ty: &StructuredType) -> &[&'s str] {
        self.unlisted.get(&*ty.name).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The path of the references of one entity, whose type may be derived from that of its place, and the attribute's options behind
/// it. `suffix` tells its methods from those at the type's other places.
pub(super) fn reference(
    relation: &Relation<'_>,
    (schema, ty): (&Schema, &StructuredType),
    item: &str,
    suffix: &str,
    table: Option<&Permissions>,
) -> (String, String) {
    let property = relation.property;
    let plain = path(item, property);
    let permissions = permissions(of_change(table, &plain, property));
    let operation = if property.is_collection { Operation::List } else { Operation::Get };
    let path = match schema.resolve(&plain, operation) {
        Ok(_) => plain,
        Err(_) => path(&format!("{item}/{}", ty.name), property),
    };
    let mut options = if property.is_collection { String::new() } else { " single,".to_owned() };
    if let Target::At(target) = &relation.target {
        let _ = write!(options, " target = {target:?},");
    }
    if !suffix.is_empty() {
        let _ = write!(options, " name = {:?},", format!("{}{suffix}", snake_case(&property.name)));
    }
    options.push_str(&permissions);
    (path, options)
}

fn path(item: &str, property: &NavigationProperty) -> String {
    format!("{item}/{}", property.name)
}

/// The permissions of a change of references, by the first of the rows that the table may have of it. It spells most of these paths
/// without `$ref`, and for `/groups/{id}/members` it has the removal alone.
fn of_change(permissions: Option<&Permissions>, path: &str, property: &NavigationProperty) -> Option<OfPath> {
    const MANY: [(&str, &str); 4] = [("POST", "/$ref"), ("POST", ""), ("DELETE", "/{id}/$ref"), ("DELETE", "/{id}")];
    const ONE: [(&str, &str); 2] = [("PUT", "/$ref"), ("PUT", "")];
    let rows = if property.is_collection { &MANY[..] } else { &ONE[..] };
    rows.iter().find_map(|(verb, end)| permissions?.of(verb, &format!("{path}{end}")))
}

/// The collection of the entities that a relation leads to, if the schema has one.
fn target(schema: &Schema, property: &NavigationProperty) -> Option<Target> {
    let ty = schema.structured(&property.ty)?;
    if *ty.name == *DEFAULT {
        return Some(Target::DirectoryObjects);
    }
    let own = schema.posts_that_create(ty).into_iter().find(|post| post.creates == ty.name && !post.path.contains('{'));
    match own {
        Some(own) => Some(Target::At(own.path)),
        None => schema.is_a(ty, DEFAULT).then_some(Target::DirectoryObjects),
    }
}

/// The collection of the entities that a relation leads to which the user named, or why it cannot be referred to.
fn named_target(schema: &Schema, ty: &StructuredType, property: &NavigationProperty) -> Result<Target> {
    let message = match target(schema, property) {
        // The schema calls a few relations to directory objects contained, such as `acceptedSenders` of a group.
        Some(target) if !property.is_contained || matches!(target, Target::DirectoryObjects) => return Ok(target),
        _ if property.is_contained => {
            "holds its entities itself: they are created there, and not referred to".to_owned()
        }
        _ => format!("leads to `{}`, of which the schema has no collection to refer to", property.ty),
    };
    Err(Failure::new(format!("`{}` of {} {message}", property.name, ty.name)))
}

fn unknown(schema: &Schema, types: &[&StructuredType], name: &str) -> Failure {
    let of = types.first().map_or("nothing", |ty| &*ty.name);
    let names = types.iter().flat_map(|ty| schema.navigation_properties(ty)).map(|property| &*property.name);
    Failure::new(format!("{of} has no navigation property `{name}`{}", did_you_mean(nearest(name, names))))
}
