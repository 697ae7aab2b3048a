//! Writes an entity's properties: the loop, the order and the errors, compiled once for all entities.

use std::fmt;
use std::slice;

use serde::ser::{Serialize, SerializeMap};
use serde_json::{Map, Value};

use crate::json::control_information::{WithoutControlInformation, is_in_answers_alone};
use crate::json::idempotency_key::IdempotencyKey;
use crate::json::mode::{KeyOfCreate, MissingValue, PropertyKind, RefusedValue, WHOLE, WriteMode, set_field, set_key};
use crate::json::presence::{CanBeAbsent, is_absent};
use crate::json::property::Property;
use crate::json::references::References;
use crate::random;

/// A property's name in JSON and its field's in Rust.
type Name = (&'static str, &'static str);

/// Writes the properties of one entity; after the first error, nothing more.
pub struct Writer<M: SerializeMap> {
    map: M,
    names: &'static [Name],
    next: slice::Iter<'static, Name>,
    mode: WriteMode,
    references: References,
    error: Option<M::Error>,
}

impl<M: SerializeMap> Writer<M> {
    pub(super) fn new(map: M, names: &'static [Name]) -> Self {
        Self {
            map,
            names,
            next: names.iter(),
            mode: WriteMode::of_next_object(),
            references: References::default(),
            error: None,
        }
    }

    /// The map, or the first error.
    pub(super) fn finish(mut self) -> Result<M, M::Error> {
        if self.references.are_too_many() && WriteMode::reports_problem() {
            self.entry(WHOLE, None, &RefusedValue(self.references));
        }
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.map),
        }
    }

    /// A property that is left out where it is absent.
    pub fn value<T: Property>(&mut self, value: &T) {
        self.of_kind(PropertyKind::Plain, value);
    }

    /// A property without which no create is sent.
    pub fn required<T: Property + CanBeAbsent>(&mut self, value: &T) {
        let name = self.next_name();
        if value.is_absent() && self.mode.is_create() && WriteMode::reports_problem() {
            self.property(name, &MissingValue);
        } else if !is_absent(value) {
            // An explicit null counts as missing, and is written all the same where it was read.
            self.property(name, value);
        }
    }

    /// A property that the service assigns.
    pub fn read_only<T: Property>(&mut self, value: &T) {
        self.of_kind(PropertyKind::ReadOnly, value);
    }

    /// A property that only a create sets.
    pub fn create_only<T: Property>(&mut self, value: &T) {
        self.of_kind(PropertyKind::CreateOnly, value);
    }

    /// A property that only a create sets, and without which none is sent.
    pub fn create_required<T: Property + CanBeAbsent>(&mut self, value: &T) {
        if self.mode.writes(PropertyKind::CreateOnly) {
            self.required(value);
        } else {
            self.next_name();
        }
    }

    /// A property that only a create sets, and by which the service recognises one that it carried out before. The entity that
    /// is created gets a key if it has none.
    pub fn idempotency_key<T: IdempotencyKey>(&mut self, value: &T) {
        if self.mode == WriteMode::Document {
            self.value(value);
            return;
        }
        let name = self.next_name();
        let is_given = value.is_given();
        if is_given && self.mode.writes(PropertyKind::CreateOnly) {
            self.property(name, value);
        }
        if self.mode == WriteMode::CreateWithKey {
            set_key(if is_given { KeyOfCreate::Given } else { self.generated_key(name) });
        }
    }

    fn generated_key(&mut self, name: Name) -> KeyOfCreate {
        let key = random::guid();
        self.property(name, &format_args!("{key}"));
        KeyOfCreate::Generated(key)
    }

    fn of_kind<T: Property>(&mut self, kind: PropertyKind, value: &T) {
        let name = self.next_name();
        if self.mode.writes(kind) && !is_absent(value) {
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

    /// The same where only a create sets the property: what is not sent is not validated.
    pub fn create_rule<T, E: fmt::Display>(&mut self, value: &T, rule: impl FnOnce(&T) -> Result<(), E>) {
        if self.mode.writes(PropertyKind::CreateOnly) {
            self.rule(value, rule);
        }
    }

    /// The same where no request sends the property: rustc checks the rule, and it is never called.
    #[allow(clippy::unused_self, reason = "it is called as the other rules are")]
    pub fn read_only_rule<T, E: fmt::Display>(&mut self, _: &T, _: impl FnOnce(&T) -> Result<(), E>) {}

    /// A user's rule for the whole object.
    pub fn whole_rule<T, E: fmt::Display>(&mut self, value: &T, rule: impl FnOnce(&T) -> Result<(), E>) {
        if let Some(refusal) = self.refusal(value, rule) {
            self.entry(WHOLE, None, &refusal);
        }
    }

    /// What a rule says against a value, for a validation's report.
    fn refusal<T, E>(&self, value: &T, rule: impl FnOnce(&T) -> Result<(), E>) -> Option<RefusedValue<E>> {
        let refusal = if self.mode == WriteMode::Document { None } else { rule(value).err() };
        refusal.filter(|_| WriteMode::reports_problem()).map(RefusedValue)
    }

    /// The references of the next property: a create takes few.
    pub fn references<T: Property>(&mut self, value: &T) {
        if self.mode.is_create() {
            self.references.add(value);
        }
    }

    /// The properties that are not declared.
    pub fn additional(&mut self, properties: &Map<String, Value>) {
        if self.mode.is_create() {
            self.references.add_all(properties);
        }
        for (name, value) in properties {
            let declared = name == "@odata.type" || self.names.iter().any(|(declared, _)| declared == name);
            if declared {
                continue;
            }
            if self.mode == WriteMode::Document {
                self.entry(name, None, value);
            } else if !is_in_answers_alone(name) {
                self.entry(name, None, &WithoutControlInformation(value));
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
        if matches!(self.mode, WriteMode::CreateReport | WriteMode::UpdateReport) {
            set_field(field);
        }
        self.error = self.map.serialize_entry(name, value).err();
    }

    fn next_name(&mut self) -> Name {
        self.next.next().copied().unwrap_or_default()
    }
}
