//! How often each update and each delete was carried out.

use std::collections::HashMap;

/// How often the entities of a collection were updated and deleted, by their ids, whatever the client was answered.
///
/// A `PATCH` and a `PUT` that replaces are updates. What was refused is not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    updates: HashMap<String, u64>,
    deletes: HashMap<String, u64>,
}

impl Changes {
    /// How often the entity with this id was updated.
    #[must_use]
    pub fn updated(&self, id: &str) -> u64 {
        self.updates.get(id).copied().unwrap_or(0)
    }

    /// How often the entity with this id was deleted: more than once only if it was created again with the same key.
    #[must_use]
    pub fn deleted(&self, id: &str) -> u64 {
        self.deletes.get(id).copied().unwrap_or(0)
    }

    /// The number of updates of all entities.
    #[must_use]
    pub fn total_updates(&self) -> u64 {
        self.updates.values().sum()
    }

    /// The number of deletes of all entities.
    #[must_use]
    pub fn total_deletes(&self) -> u64 {
        self.deletes.values().sum()
    }

    pub(crate) fn count_update(&mut self, id: &str) {
        count(&mut self.updates, id);
    }

    pub(crate) fn count_delete(&mut self, id: &str) {
        count(&mut self.deletes, id);
    }
}

fn count(counts: &mut HashMap<String, u64>, id: &str) {
    match counts.get_mut(id) {
        Some(times) => *times += 1,
        None => drop(counts.insert(id.to_owned(), 1)),
    }
}
