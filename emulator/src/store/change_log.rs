//! What changed in a collection, in the order of the changes: what a delta query reads.

use std::collections::BTreeMap;

/// The last change of each entity that is or was stored, by the number of the change.
#[derive(Debug, Default)]
pub(crate) struct ChangeLog(BTreeMap<u64, Change>);

/// What was last done to an entity.
#[derive(Debug)]
pub(crate) enum Change {
    /// It was stored or updated.
    Stored {
        serial: u64,
        /// The change that created it.
        created: u64,
        /// The last change of each property that was updated.
        properties: BTreeMap<String, u64>,
    },
    /// It was deleted.
    Removed { id: String },
}

impl ChangeLog {
    pub(crate) fn create(&mut self, change: u64, serial: u64) {
        self.0.insert(change, Change::Stored { serial, created: change, properties: BTreeMap::new() });
    }

    /// Moves the entity whose last change was `before` to the change `now`, which updated properties of these names.
    pub(crate) fn update(&mut self, before: u64, now: u64, names: Vec<String>) {
        let Some(mut entry) = self.0.remove(&before) else { return };
        if let Change::Stored { properties, .. } = &mut entry {
            properties.extend(names.into_iter().map(|name| (name, now)));
        }
        self.0.insert(now, entry);
    }

    pub(crate) fn remove(&mut self, before: u64, now: u64, id: &str) {
        if let Some(Change::Stored { .. }) = self.0.remove(&before) {
            self.0.insert(now, Change::Removed { id: id.to_owned() });
        }
    }

    /// The entities that were changed after the change `after`, each with the number of its last change.
    pub(crate) fn after(&self, after: u64) -> impl Iterator<Item = (u64, &Change)> {
        self.0.range(after.saturating_add(1)..).map(|(number, change)| (*number, change))
    }
}
