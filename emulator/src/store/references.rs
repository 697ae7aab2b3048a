//! Links between entities: what a navigation property refers to, and how often each reference was added and removed.

use std::collections::{BTreeMap, HashMap};

use crate::request::path::{ResourcePath, split_version};

/// The references of one navigation property, such as the members of a group: which exist, and how often each was added and
/// removed, whatever the client was answered.
///
/// A reference that was refused, because it existed or did not, is not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct References {
    ids: Vec<String>,
    added: HashMap<String, u64>,
    removed: HashMap<String, u64>,
}

impl References {
    /// The ids of the entities that are referred to, in the order in which they were added.
    #[must_use]
    pub fn ids(&self) -> Vec<&str> {
        self.ids.iter().map(String::as_str).collect()
    }

    /// Whether the entity of this id is referred to.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        self.ids.iter().any(|other| other == id)
    }

    /// How often a reference to the entity of this id was added, or set by a `PUT`.
    #[must_use]
    pub fn added(&self, id: &str) -> u64 {
        self.added.get(id).copied().unwrap_or(0)
    }

    /// How often a reference to the entity of this id was removed. Those that a `PUT` replaced are not counted.
    #[must_use]
    pub fn removed(&self, id: &str) -> u64 {
        self.removed.get(id).copied().unwrap_or(0)
    }

    /// The number of references that were added or set.
    #[must_use]
    pub fn total_added(&self) -> u64 {
        self.added.values().sum()
    }

    /// The number of references that were removed.
    #[must_use]
    pub fn total_removed(&self) -> u64 {
        self.removed.values().sum()
    }
}

/// What a reference leads to.
#[derive(Debug)]
pub(crate) struct Target {
    /// The path behind the origin, as it was sent.
    pub(crate) address: String,
    pub(crate) path: ResourcePath,
}

impl Target {
    /// What a URL leads to, or `None` if it is not the address of an item at this origin.
    pub(crate) fn at(url: &str, origin: &str) -> Option<Self> {
        let address = url.strip_prefix(origin).filter(|address| address.starts_with('/'))?;
        let path = split_version(address).and_then(|(version, rest)| ResourcePath::parse(version, rest)).ok()?;
        path.can_be_an_item().then(|| Self { address: address.to_owned(), path })
    }

    pub(crate) fn id(&self) -> &str {
        self.path.split_last().0
    }
}

/// The references of one navigation property.
#[derive(Debug, Default)]
pub(crate) struct Relationship {
    /// Whether it was set by a `PUT`, and so has one entity at most.
    pub(crate) is_single: bool,
    /// By their serial numbers, which are given once.
    targets: BTreeMap<u64, Target>,
    serials: HashMap<String, u64>,
    last_serial: u64,
    added: HashMap<String, u64>,
    removed: HashMap<String, u64>,
}

impl Relationship {
    /// Adds a reference. Returns whether it did not exist.
    pub(crate) fn add(&mut self, target: Target) -> bool {
        if self.serials.contains_key(target.id()) {
            return false;
        }
        self.is_single = false;
        self.insert(target);
        true
    }

    /// Sets the only reference.
    pub(crate) fn set(&mut self, target: Target) {
        self.targets.clear();
        self.serials.clear();
        self.is_single = true;
        self.insert(target);
    }

    fn insert(&mut self, target: Target) {
        let id = target.id().to_owned();
        *self.added.entry(id.clone()).or_default() += 1;
        self.last_serial += 1;
        self.serials.insert(id, self.last_serial);
        self.targets.insert(self.last_serial, target);
    }

    /// Removes the reference to this id. Returns whether it existed.
    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let Some(serial) = self.serials.remove(id) else { return false };
        self.targets.remove(&serial);
        *self.removed.entry(id.to_owned()).or_default() += 1;
        true
    }

    /// Removes the only reference. Returns whether there was one.
    pub(crate) fn remove_single(&mut self) -> bool {
        let id = self.single().map(|target| target.id().to_owned());
        id.is_some_and(|id| self.remove(&id))
    }

    /// The only reference, if this holds one at most.
    pub(crate) fn single(&self) -> Option<&Target> {
        self.targets.values().next().filter(|_| self.is_single)
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Target> {
        self.targets.get(self.serials.get(id)?)
    }

    /// The references behind a serial number, each with its own.
    pub(crate) fn after(&self, serial: u64) -> impl Iterator<Item = (u64, &Target)> {
        self.targets.range(serial.saturating_add(1)..).map(|(serial, target)| (*serial, target))
    }

    pub(crate) fn len(&self) -> usize {
        self.targets.len()
    }

    pub(crate) fn snapshot(&self) -> References {
        References {
            ids: self.targets.values().map(|target| target.id().to_owned()).collect(),
            added: self.added.clone(),
            removed: self.removed.clone(),
        }
    }
}
