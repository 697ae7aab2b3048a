//! How often each value of a property is stored: what tests compare outcomes with.

use crate::request::path::ResourcePath;
use crate::store::collections::Store;
use crate::store::oracle::Oracle;

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
