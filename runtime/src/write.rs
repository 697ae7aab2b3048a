//! Writes an entity's properties: the loop, the order and the errors, compiled once for all entities.

use std::cell::Cell;
use std::slice;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::absent::{CanBeAbsent, is_absent};
use crate::properties::Properties;

/// What a write is for.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Purpose {
    /// The whole entity: what `Serialize` means.
    Document,
    /// The body of a create: without what the service assigns.
    Create,
    /// A create's body that is not kept, to find what it lacks.
    Validation,
}

thread_local! {
    // serde hands nothing from a value to the values inside it but the serializer, and a serializer of our own around the
    // caller's would compile each entity's write a second time. So the purpose stands beside the call.
    static PURPOSE: Cell<Purpose> = const { Cell::new(Purpose::Document) };
}

/// Runs a write for a purpose, which the entities inside the entity see as well.
pub(crate) fn with_purpose<T>(purpose: Purpose, write: impl FnOnce() -> T) -> T {
    struct Reset(Purpose);
    impl Drop for Reset {
        fn drop(&mut self) {
            PURPOSE.set(self.0);
        }
    }
    let _reset = Reset(PURPOSE.replace(purpose));
    write()
}

/// The name of the unit by which a validation is told that a required property is missing.
pub(crate) const MISSING: &str = "$graph_entity::missing";

struct Missing;

impl Serialize for Missing {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_struct(MISSING)
    }
}

/// A property's name in JSON; for a validation, the field's behind it.
struct Name {
    property: &'static str,
    field: &'static str,
    purpose: Purpose,
}

/// What stands between the two names for a validation.
pub(crate) const AND_FIELD: char = '\0';

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.purpose {
            Purpose::Validation => serializer.collect_str(&format_args!("{}{AND_FIELD}{}", self.property, self.field)),
            Purpose::Document | Purpose::Create => serializer.serialize_str(self.property),
        }
    }
}

/// Writes the properties of one entity; after the first error, nothing more.
pub struct Writer<M: SerializeMap> {
    map: M,
    names: &'static [(&'static str, &'static str)],
    next: slice::Iter<'static, (&'static str, &'static str)>,
    purpose: Purpose,
    error: Option<M::Error>,
}

impl<M: SerializeMap> Writer<M> {
    /// A property that is left out where it is absent.
    pub fn value<T: Serialize>(&mut self, value: &T) {
        let name = self.next_name();
        if !is_absent(value) {
            self.entry(&name, value);
        }
    }

    /// A property without which no create is sent.
    pub fn required<T: Serialize + CanBeAbsent>(&mut self, value: &T) {
        let name = self.next_name();
        if !value.is_absent() {
            self.entry(&name, value);
        } else if self.purpose == Purpose::Validation {
            self.entry(&name, &Missing);
        }
    }

    /// A property that the service assigns.
    pub fn unsent<T: Serialize>(&mut self, value: &T) {
        let name = self.next_name();
        if self.purpose == Purpose::Document && !is_absent(value) {
            self.entry(&name, value);
        }
    }

    /// The properties that are not declared.
    pub fn additional(&mut self, properties: &Map<String, Value>) {
        for (name, value) in properties {
            let declared = name == "@odata.type" || self.names.iter().any(|(declared, _)| declared == name);
            if !declared {
                self.entry(name, value);
            }
        }
    }

    fn entry<K: Serialize + ?Sized, T: Serialize>(&mut self, name: &K, value: &T) {
        if self.error.is_none() {
            self.error = self.map.serialize_entry(name, value).err();
        }
    }

    fn next_name(&mut self) -> Name {
        let (property, field) = self.next.next().copied().unwrap_or_default();
        Name { property, field, purpose: self.purpose }
    }
}

/// What `Serialize` does for every entity.
///
/// # Errors
///
/// The serializer's own.
pub fn serialize<T: Properties, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("@odata.type", T::TYPE_ANNOTATION)?;
    let mut writer = Writer { map, names: T::NAMES, next: T::NAMES.iter(), purpose: PURPOSE.get(), error: None };
    value.write(&mut writer);
    match writer.error {
        Some(error) => Err(error),
        None => writer.map.end(),
    }
}
