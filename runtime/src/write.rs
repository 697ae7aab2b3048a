//! Writes an entity's properties: the loop, the order and the errors, compiled once for all entities.

use std::cell::Cell;
use std::fmt;
use std::slice;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use crate::absent::{CanBeAbsent, is_absent};
use crate::properties::{Properties, Property, Variant};
use crate::purpose::{MissingValue, Purpose, RefusedValue, WHOLE};

/// A property's name in JSON and its field's in Rust.
type Name = (&'static str, &'static str);

thread_local! {
    // As the purpose: serde hands a key's text to the map, and nothing with it.
    static FIELD: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// The field of the property whose name a validation was just given as a key; none where the name is no declared property's.
pub(crate) fn take_field() -> Option<&'static str> {
    FIELD.take()
}

/// Writes the properties of one entity; after the first error, nothing more.
pub struct Writer<M: SerializeMap> {
    map: M,
    names: &'static [Name],
    next: slice::Iter<'static, Name>,
    purpose: Purpose,
    error: Option<M::Error>,
}

impl<M: SerializeMap> Writer<M> {
    /// A property that is left out where it is absent.
    pub fn value<T: Property>(&mut self, value: &T) {
        let name = self.next_name();
        if !is_absent(value) {
            self.property(name, value);
        }
    }

    /// A property without which no create is sent.
    pub fn required<T: Property + CanBeAbsent>(&mut self, value: &T) {
        let name = self.next_name();
        if value.is_absent() && self.purpose.reports() {
            self.property(name, &MissingValue);
        } else if !is_absent(value) {
            // An explicit null counts as missing, and is written all the same where it was read.
            self.property(name, value);
        }
    }

    /// A property that the service assigns.
    pub fn unsent<T: Property>(&mut self, value: &T) {
        let name = self.next_name();
        if self.purpose == Purpose::Document && !is_absent(value) {
            self.property(name, value);
        }
    }

    /// A user's rule for the next property: what it says against the value is part of the validation's report.
    pub fn rule<T, E: fmt::Display>(&mut self, value: &T, rule: impl FnOnce(&T) -> Result<(), E>) {
        if let Some(refusal) = self.refusal(value, rule) {
            let name = self.next.as_slice().first().copied().unwrap_or_default();
            self.property(name, &refusal);
        }
    }

    /// A user's rule for the whole object.
    pub fn whole_rule<T, E: fmt::Display>(&mut self, value: &T, rule: impl FnOnce(&T) -> Result<(), E>) {
        if let Some(refusal) = self.refusal(value, rule) {
            self.entry(WHOLE, None, &refusal);
        }
    }

    /// What a rule says against a value, for a validation's report.
    fn refusal<T, E>(&self, value: &T, rule: impl FnOnce(&T) -> Result<(), E>) -> Option<RefusedValue<E>> {
        let refusal = if self.purpose == Purpose::Document { None } else { rule(value).err() };
        refusal.filter(|_| self.purpose.reports()).map(RefusedValue)
    }

    /// The properties that are not declared.
    pub fn additional(&mut self, properties: &Map<String, Value>) {
        for (name, value) in properties {
            let declared = name == "@odata.type" || self.names.iter().any(|(declared, _)| declared == name);
            if !declared {
                self.entry(name, None, value);
            }
        }
    }

    fn property<T: Serialize>(&mut self, (name, field): Name, value: &T) {
        self.entry(name, Some(field), value);
    }

    fn entry<T: Serialize>(&mut self, name: &str, field: Option<&'static str>, value: &T) {
        if self.error.is_some() {
            return;
        }
        if self.purpose == Purpose::Validation {
            FIELD.set(field);
        }
        self.error = self.map.serialize_entry(name, value).err();
    }

    fn next_name(&mut self) -> Name {
        self.next.next().copied().unwrap_or_default()
    }
}

/// What `Serialize` does for every entity and complex type.
///
/// # Errors
///
/// The serializer's own.
pub fn serialize<T: Properties, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    object(value, T::IS_ANNOTATED, serializer)
}

/// What `Serialize` does for the value of a hierarchy's variant: the type is written, whatever it is.
///
/// # Errors
///
/// The serializer's own.
pub fn serialize_annotated<T: Variant, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    object(value, true, serializer)
}

fn object<T: Properties, S: Serializer>(value: &T, annotated: bool, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    if annotated {
        map.serialize_entry("@odata.type", T::TYPE_ANNOTATION)?;
    }
    let mut writer = Writer { map, names: T::NAMES, next: T::NAMES.iter(), purpose: Purpose::current(), error: None };
    value.write(&mut writer);
    match writer.error {
        Some(error) => Err(error),
        None => writer.map.end(),
    }
}
