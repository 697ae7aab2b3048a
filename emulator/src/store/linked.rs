//! The references of a store, and the entities that they lead to.

use bytes::Bytes;

use crate::request::path::ResourcePath;
use crate::store::collections::{Store, StoreFull};
use crate::store::page::Page;
use crate::store::references::{References, Relationship, Target};

impl Store {
    /// Adds a reference to the navigation property at `path`. Returns whether it did not exist.
    pub(crate) fn add_reference(&mut self, path: &ResourcePath, target: Target) -> Result<bool, StoreFull> {
        if self.relationship(path).is_some_and(|relationship| relationship.get(target.id()).is_some()) {
            return Ok(false);
        }
        self.take_room(cost(path, &target))?;
        Ok(self.references.entry(path.segments().to_vec()).or_default().add(target))
    }

    /// Sets the only reference of the navigation property at `path`.
    pub(crate) fn set_reference(&mut self, path: &ResourcePath, target: Target) -> Result<(), StoreFull> {
        self.take_room(cost(path, &target))?;
        let replaced = self.relationship(path).map_or(0, Relationship::len);
        (0..replaced).for_each(|_| self.give_back_item());
        self.references.entry(path.segments().to_vec()).or_default().set(target);
        Ok(())
    }

    /// Removes the reference at `path`, either the id of one or the navigation property that has one. Returns whether it existed.
    pub(crate) fn remove_reference(&mut self, path: &ResourcePath) -> bool {
        let (last, parent) = path.split_last();
        let is_removed = self.references.get_mut(parent).is_some_and(|relationship| relationship.remove(last))
            || self.references.get_mut(path.segments()).is_some_and(Relationship::remove_single);
        if is_removed {
            self.give_back_item();
        }
        is_removed
    }

    /// Removes the references of an entity that is deleted.
    pub(crate) fn remove_references_below(&mut self, path: &ResourcePath) {
        let mut removed = 0;
        self.references.retain(|other, relationship| {
            let is_kept = !other.starts_with(path.segments());
            removed += if is_kept { 0 } else { relationship.len() };
            is_kept
        });
        (0..removed).for_each(|_| self.give_back_item());
    }

    pub(crate) fn relationship(&self, path: &ResourcePath) -> Option<&Relationship> {
        self.references.get(path.segments())
    }

    /// The references of the navigation property at `path`.
    pub(crate) fn references(&self, path: &ResourcePath) -> References {
        self.relationship(path).map(Relationship::snapshot).unwrap_or_default()
    }

    /// The entity that a single reference at `path` leads to, or the one of this id that a collection of references has: with its
    /// `ETag`, or `Some(None)` if it is not stored; `None` if `path` is not that of a reference.
    #[allow(clippy::option_option, reason = "a reference to what is not stored is not the lack of a reference")]
    pub(crate) fn linked(&self, path: &ResourcePath) -> Option<Option<(Bytes, String)>> {
        let (last, parent) = path.split_last();
        let single = self.relationship(path).and_then(Relationship::single);
        let target = single.or_else(|| self.references.get(parent)?.get(last))?;
        Some(self.entity_of(target))
    }

    /// The entities behind the serial number `after` that are referred to and stored, at most `size`.
    pub(super) fn page_of_linked(&self, path: &ResourcePath, after: u64, size: usize) -> Page {
        self.page_of(path, after, size, |target| self.entity_of(target))
    }

    /// The references behind the serial number `after`, at most `size`, as `write` writes them.
    pub(crate) fn page_of_references(
        &self,
        path: &ResourcePath,
        after: u64,
        size: usize,
        write: impl Fn(&Target) -> Bytes,
    ) -> Page {
        self.page_of(path, after, size, |target| Some((write(target), String::new())))
    }

    fn page_of(
        &self,
        path: &ResourcePath,
        after: u64,
        size: usize,
        entity_of: impl Fn(&Target) -> Option<(Bytes, String)>,
    ) -> Page {
        let Some(relationship) = self.relationship(path) else { return Page::default() };
        let mut entities = Vec::new();
        let mut last = None;
        for (serial, target) in relationship.after(after) {
            let Some(entity) = entity_of(target) else { continue };
            if entities.len() == size {
                return Page { entities, total: relationship.len(), last };
            }
            entities.push(entity);
            last = Some(serial);
        }
        Page { entities, total: relationship.len(), last: None }
    }

    /// Whether what a reference leads to is stored, as far as this is known: what is only counted is not.
    pub(crate) fn holds(&self, target: &Target) -> bool {
        self.counts_only() || self.entity_of(target).is_some()
    }

    fn entity_of(&self, target: &Target) -> Option<(Bytes, String)> {
        let version = target.path.segments().first()?;
        self.entity_at(&target.path).or_else(|| self.entity_anywhere(version, target.id()))
    }
}

/// How many bytes a reference takes.
fn cost(path: &ResourcePath, target: &Target) -> usize {
    // The path of the property is counted with each reference, as with each entity.
    target.address.len() + 2 * target.id().len() + path.segments().iter().map(String::len).sum::<usize>()
}
