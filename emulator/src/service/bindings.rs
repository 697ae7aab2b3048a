//! `…@odata.bind` of a create: references that the new entity has from the beginning.

use std::borrow::Cow;

use serde_json::Value;

use crate::request::path::ResourcePath;
use crate::response::graph_error::GraphError;
use crate::store::collections::{Store, StoreFull};
use crate::store::members::Members;
use crate::store::references::Target;

/// How many references a create takes, of all properties together.
const MOST: usize = 20;

/// What comes behind the name of the navigation property.
const SUFFIX: &str = "@odata.bind";

/// Graph's own origin, which addresses in programs have whatever service they are sent to.
const GRAPH: &str = "https://graph.microsoft.com";

/// The references in the body of a create.
#[derive(Default)]
pub(crate) struct Bindings(Vec<Binding>);

/// The references of one navigation property.
struct Binding {
    property: String,
    /// One if the value is not an array.
    targets: Vec<Target>,
    is_single: bool,
}

impl Bindings {
    /// Takes them out of a body: the service does not return them. The text stays as it is if there are none.
    ///
    /// What is referred to has to be stored. If it is not, Graph answers with 404 and `Request_ResourceNotFound`, to a create as to
    /// an addition through `/$ref`.
    pub(crate) fn take<'a>(body: &'a [u8], store: &Store, origin: &str) -> Result<(Self, Cow<'a, [u8]>), GraphError> {
        // Few bodies have them. An escape in the name would hide it, and no serializer writes one there.
        let has_any = str::from_utf8(body).is_ok_and(|text| text.contains(SUFFIX));
        let Some(mut members) = Members::parse(body).filter(|_| has_any) else {
            return Ok((Self::default(), Cow::Borrowed(body)));
        };
        let mut bindings = Vec::new();
        for (property, value) in members.take_annotated(SUFFIX) {
            bindings.push(Binding::read(property, &value, store, origin)?);
        }
        let count: usize = bindings.iter().map(|binding| binding.targets.len()).sum();
        if count > MOST {
            return Err(GraphError::too_many_bindings(MOST));
        }
        Ok((Self(bindings), Cow::Owned(members.to_string().into_bytes())))
    }

    /// Adds the references of the entity of this id.
    pub(crate) fn add_to(self, store: &mut Store, collection: &ResourcePath, id: &str) -> Result<(), StoreFull> {
        if store.counts_only() {
            return Ok(());
        }
        for Binding { property, targets, is_single } in self.0 {
            let path = collection.below(&[id, &property]);
            for target in targets {
                if is_single {
                    store.set_reference(&path, target)?;
                } else {
                    store.add_reference(&path, target)?;
                }
            }
        }
        Ok(())
    }
}

impl Binding {
    fn read(property: String, value: &str, store: &Store, origin: &str) -> Result<Self, GraphError> {
        let (urls, is_single) = match serde_json::from_str(value) {
            Ok(Value::Array(urls)) if urls.is_empty() => return Err(GraphError::empty_binding()),
            Ok(Value::Array(urls)) => (urls, false),
            Ok(url) => (vec![url], true),
            Err(error) => return Err(GraphError::unreadable_json(&error.to_string())),
        };
        let mut targets: Vec<Target> = Vec::new();
        for url in urls {
            let url = url.as_str().ok_or_else(|| GraphError::invalid_binding(&property))?;
            let target = Target::at(url, origin).or_else(|| Target::at(url, GRAPH));
            let target = target.ok_or_else(|| GraphError::invalid_binding(&property))?;
            if !store.holds(&target) {
                return Err(GraphError::reference_not_found(target.id()));
            }
            if targets.iter().any(|other| other.id() == target.id()) {
                return Err(GraphError::reference_exists(&property));
            }
            targets.push(target);
        }
        Ok(Self { property, targets, is_single })
    }
}
