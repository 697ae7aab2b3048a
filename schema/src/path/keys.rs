//! The keys in a path: whether the type has them, and whether an upsert may use them.

use graph_entity_names::alike;

use super::segments::{key_names, name_and_arguments};
use super::walk::Walk;
use super::wrong::{Fix, Wrong};
use crate::model::StructuredType;

impl Walk<'_> {
    /// Whether a key in parentheses is the primary one of the type; wrong if the type has no such key.
    pub(super) fn is_primary_key(&self, collection: &str, ty: &StructuredType, arguments: &str) -> Result<bool, Wrong> {
        let mut names = Vec::new();
        for name in key_names(arguments) {
            match name {
                Some(name) => names.push(name),
                // A value alone, which is that of a key of one property.
                None => return Ok(true),
            }
        }
        names.sort_unstable();
        let is = |key: &[Box<str>]| {
            let mut key: Vec<&str> = key.iter().map(AsRef::as_ref).collect();
            key.sort_unstable();
            key == names
        };
        let primary = self.schema.key(ty);
        let mut alternate = self.schema.alternate_keys(ty);
        // Of a type without a key, the schema says nothing.
        if primary.is_empty() || is(primary) {
            return Ok(true);
        }
        if alternate.any(is) {
            return Ok(false);
        }
        let mut keys = vec![quoted(primary)];
        keys.extend(self.schema.alternate_keys(ty).map(quoted));
        let (noun, keys) = if keys.len() == 1 { ("its key is", keys) } else { ("its keys are", keys) };
        let message = format!("`{}` has no key `{}`, {noun} {}", ty.name, names.join(","), listed(&keys));
        let parts =
            self.schema.alternate_keys(ty).filter_map(|key| if let [part] = key { Some(&**part) } else { None });
        let like = names.first().map(|name| alike(name, parts)).unwrap_or_default();
        Err(Wrong::new(message, like.into_iter().map(|part| Fix::with(&with_key(collection, &[part])))))
    }

    /// What is wrong with an upsert under a key that the service assigns, if the type has one that the caller chooses.
    pub(super) fn upsert_of_primary_key(&self, last: &str, ty: &StructuredType) -> Option<Wrong> {
        let keys: Vec<String> = self.schema.alternate_keys(ty).map(quoted).collect();
        if keys.is_empty() {
            return None;
        }
        let message =
            format!("an upsert takes a key that the caller chooses, for a `{}` that is {}", ty.name, keys.join(" or "));
        let fixes = match name_and_arguments(last) {
            (collection, Some(_)) => self.upserts(collection, ty),
            // Then the collection is wrong, which is put right with its key.
            _ => vec![Fix::Remove],
        };
        Some(Wrong::new(message, fixes))
    }

    /// A collection with each of the keys that a caller chooses.
    pub(super) fn upserts(&self, collection: &str, ty: &StructuredType) -> Vec<Fix> {
        let keys = self.schema.alternate_keys(ty);
        keys.map(|key| {
            let parts: Vec<&str> = key.iter().map(AsRef::as_ref).collect();
            Fix::with(&with_key(collection, &parts))
        })
        .collect()
    }
}

/// Such as `groups(uniqueName='{uniqueName}')`.
fn with_key(collection: &str, parts: &[&str]) -> String {
    let parts: Vec<String> = parts.iter().map(|part| format!("{part}='{{{part}}}'")).collect();
    format!("{collection}({})", parts.join(","))
}

fn quoted(key: &[Box<str>]) -> String {
    format!("`{}`", key.join(","))
}

/// `a`, `b` and `c`.
fn listed(words: &[String]) -> String {
    match words {
        [before @ .., last] if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        words => words.concat(),
    }
}
