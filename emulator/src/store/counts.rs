//! What is counted by a property: instead of the entities, or of them.

use std::collections::HashMap;

use crate::request::path::ResourcePath;
use crate::store::collections::Store;
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

impl Store {
    /// Whether entities are counted and not kept.
    pub(crate) fn counts_only(&self) -> bool {
        self.counts.is_some()
    }

    /// How often each value of `property` is stored in the collection of `path`.
    pub(crate) fn oracle(&self, path: &ResourcePath, property: &str) -> Oracle {
        match &self.counts {
            Some(counts) if counts.property == property => counts.collections.get(path.segments()).cloned(),
            Some(_) => None,
            None => self.collections.get(path.segments()).map(|collection| collection.oracle(property)),
        }
        .unwrap_or_default()
    }

    /// The same of every collection.
    pub(crate) fn oracles(&self, property: &str) -> Vec<(String, Oracle)> {
        let written = |segments: &[String]| format!("/{}", segments.join("/"));
        let mut oracles: Vec<(String, Oracle)> = match &self.counts {
            Some(counts) if counts.property == property => {
                counts.collections.iter().map(|(path, oracle)| (written(path), oracle.clone())).collect()
            }
            Some(_) => Vec::new(),
            None => {
                self.collections.iter().map(|(path, collection)| (written(path), collection.oracle(property))).collect()
            }
        };
        oracles.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        oracles
    }
}
