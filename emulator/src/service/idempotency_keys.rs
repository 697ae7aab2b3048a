//! Creates that the service recognises: it carries out each once, however often it comes.

use bytes::Bytes;

use crate::request::path::ResourcePath;
use crate::response::graph_error::GraphError;
use crate::store::collections::Store;
use crate::store::entity::Entity;
use crate::store::found::Found;
use crate::store::oracle::property_of;

/// The property that is an idempotency key in the collections of this name: that of
/// [event](https://learn.microsoft.com/graph/api/resources/event).
const KEYS: &[(&str, &str)] = &[("events", "transactionId")];

/// The entity that a create with the same key and the same body made before, with its id.
///
/// # Errors
///
/// If an entity has the key that is not what this create would make.
pub(crate) fn created_before(
    entity: &Entity<'_>,
    path: &ResourcePath,
    store: &Store,
) -> Result<Option<(String, Bytes)>, GraphError> {
    let (name, _) = path.split_last();
    let Some((_, property)) = KEYS.iter().find(|(collection, _)| *collection == name) else { return Ok(None) };
    let Some(key) = property_of(entity.text().as_bytes(), property) else { return Ok(None) };
    let Found::Collection(entities) = store.find(path) else { return Ok(None) };
    let stored = entities.iter().find(|stored| property_of(stored, property).as_ref() == Some(&key));
    let Some((stored, id)) = stored.and_then(|stored| Some((stored, property_of(stored, "id")?))) else {
        return Ok(None);
    };
    if *stored == entity.with_id(&id) { Ok(Some((id, stored.clone()))) } else { Err(GraphError::duplicate_key()) }
}
