//! What is counted by a property: instead of the entities, or of them.

use std::collections::HashMap;

use crate::store::oracle::Oracle;

#[derive(Debug)]
pub(super) struct Counts {
    pub(super) property: String,
    pub(super) collections: HashMap<Vec<String>, Oracle>,
}

impl Counts {
    /// How many bytes it takes to count one more.
    pub(super) fn cost(&self, collection: &[String], value: Option<&str>) -> usize {
        match self.collections.get(collection) {
            Some(oracle) => oracle.cost(value),
            // The path, about what the map needs for it, and the first value.
            None => collection.iter().map(String::len).sum::<usize>() + 48 + Oracle::default().cost(value),
        }
    }

    pub(super) fn count(&mut self, collection: &[String], value: Option<String>) {
        if let Some(oracle) = self.collections.get_mut(collection) {
            oracle.count(value);
        } else {
            self.collections.entry(collection.to_vec()).or_default().count(value);
        }
    }
}
