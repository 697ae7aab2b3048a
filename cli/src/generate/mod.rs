//! Writes the annotated structs of Graph's types, with the enumerations and complex types that they need.
//!
//! The stages: `plan` says which types are declared under which names, `fields` what a struct has, `operations` which methods and
//! what those are called, and `calls` what a call takes; `writer` puts the source together, and `comments` says above it how it was
//! written.

mod calls;
mod comments;
mod cycles;
mod fields;
mod kept;
pub mod names;
pub(crate) mod operations;
mod plan;
mod values;
mod writer;

use std::collections::{HashMap, HashSet};

use graph_entity_schema::{Operation, Schema, StructuredType};

use crate::failure::{Failure, Result};
use crate::output::printable;
use crate::schema::find::structured;
use crate::tables::permissions::Permissions;
use crate::tables::required::Required;
use calls::Call;
use comments::head::head;
use kept::Kept;
use operations::places::places;
pub use operations::references::References;
use operations::references::Relations;
use plan::Plan;
use plan::hierarchies::Hierarchies;
use plan::navigation::Navigation;
use values::Used;
use writer::Writer;

/// What to write.
#[derive(Debug, Clone)]
pub struct Request {
    /// The types, each as `user`, `graph.user` or `microsoft.graph.user`.
    pub types: Vec<String>,
    /// The properties of these types that stay, besides the key; all where there are none.
    pub only: Vec<String>,
    /// The navigation properties to declare as well: `manager`, `members@odata.bind`, `accessPackage/catalog`.
    pub navigation: Vec<String>,
    /// Whether the schema is that of Graph's beta version.
    pub beta: bool,
    /// The bases that are declared as an enum of all their derived types, and the derived types that are a variant of their bases.
    pub variants: Vec<String>,
    /// What the reference says is required, beside what the schema says.
    pub required: Required,
    /// The operations that get a method, where the schema has them.
    pub operations: Vec<Operation>,
    /// The relations that get methods to add and remove, or to set, references.
    pub references: References,
    /// Whether also a write is written that the table of permissions does not have for a path that it has.
    pub unlisted: bool,
    /// The paths of the actions whose parameters are written.
    pub actions: Vec<String>,
    /// The paths of the functions that get a struct, with their parameters.
    pub functions: Vec<String>,
    /// The paths that get methods; without any, the shortest one that creates the type. A comment lists the others.
    pub at: Vec<String>,
}

impl Request {
    /// The types, whole, with everything else as it is where nothing is said.
    #[must_use]
    pub fn new(types: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let types = types.into_iter().map(Into::into).collect();
        Self {
            types,
            only: Vec::new(),
            navigation: Vec::new(),
            beta: false,
            variants: Vec::new(),
            required: Required::default(),
            operations: vec![Operation::Create, Operation::Get, Operation::List],
            references: References::None,
            unlisted: false,
            at: Vec::new(),
            actions: Vec::new(),
            functions: Vec::new(),
        }
    }
}

/// Writes the source of the types.
///
/// # Errors
///
/// Where a type or property is not in the schema; the message says which was most likely meant.
pub fn generate(schema: &Schema, request: &Request, permissions: Option<&Permissions>) -> Result<String> {
    let mut requested: Vec<&StructuredType> = Vec::new();
    let mut names = HashSet::new();
    for name in &request.types {
        let ty = structured(schema, name)?;
        if names.insert(&*ty.name) {
            requested.push(ty);
        }
    }
    let variants: Vec<&StructuredType> =
        request.variants.iter().map(|name| structured(schema, name)).collect::<Result<_>>()?;
    let hierarchies = Hierarchies::new(schema, &requested, &variants)?;
    let created: Vec<&StructuredType> = requested
        .iter()
        .flat_map(|ty| match hierarchies.variants(ty) {
            Some(variants) if ty.is_abstract || hierarchies.is_whole(ty) => variants,
            _ => vec![*ty],
        })
        .collect();
    let kept = Kept::new(schema, &created, &request.only)?;
    let navigation = Navigation::find(schema, &hierarchies, &requested, &request.navigation)?;
    let calls = Call::find(schema, request)?;
    let plan = Plan::new(schema, &requested, hierarchies, navigation, &kept, &calls);
    if let Some(ty) = plan.outside_of_hierarchies(&variants) {
        let name = &ty.name;
        return Err(Failure::new(format!("`{name}` is not part of what is written: leave it out of `--variants`")));
    }
    let mut places_of = HashMap::new();
    for ty in &requested {
        places_of.insert(&*ty.name, places(schema, ty, &request.at)?);
    }
    let relations = Relations::find(schema, &requested, &places_of, &request.references, permissions)?;
    let mut writer = Writer {
        plan: &plan,
        calls: &calls,
        request,
        permissions,
        used: Used::default(),
        places: places_of,
        relations,
        found: HashSet::new(),
        unlisted: Vec::new(),
    };
    let source = writer.write(&created.iter().map(|ty| &*ty.name).collect(), &kept)?;
    // Comments and literals are printable already; this covers whatever is added later.
    Ok(printable::lines(&(head(&writer) + &source)).into_owned())
}
