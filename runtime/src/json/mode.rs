//! What a write is for, and how it tells a validation of a problem.

use std::cell::Cell;
use std::fmt;

use serde::ser::{Serialize, Serializer};

/// What a write is for.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Purpose {
    /// The whole entity: what `Serialize` means.
    Document,
    /// The body of a create: without what the service assigns.
    Create,
    /// A create's body that is not kept, to say what is wrong with it.
    Validation,
}

thread_local! {
    // serde hands nothing from a value to the values inside it but the serializer, and a serializer of our own around the
    // caller's would compile each entity's write a second time. So the purpose stands beside the call.
    static PURPOSE: Cell<Purpose> = const { Cell::new(Purpose::Document) };
}

impl Purpose {
    /// What the write that is running is for.
    pub(crate) fn current() -> Self {
        PURPOSE.get()
    }

    /// Whether what is wrong with a create, and was found by the write that is running, is to be written into its report.
    pub(crate) fn reports(self) -> bool {
        if self == Self::Create {
            FLAWED.set(true);
        }
        self == Self::Validation
    }

    /// Runs a write for a purpose, which the entities inside the entity see as well.
    pub(crate) fn run<T>(self, write: impl FnOnce() -> T) -> T {
        struct Reset(Purpose);
        impl Drop for Reset {
            fn drop(&mut self) {
                PURPOSE.set(self.0);
            }
        }
        let _reset = Reset(PURPOSE.replace(self));
        write()
    }
}

thread_local! {
    static FLAWED: Cell<bool> = const { Cell::new(false) };
}

/// Writes a create; whether it lacks something, or something in it is refused.
pub(crate) fn write_create<T>(write: impl FnOnce() -> T) -> (T, bool) {
    let around = FLAWED.replace(false);
    let written = Purpose::Create.run(write);
    (written, FLAWED.replace(around))
}

/// The name of the unit that stands for a missing value.
pub(crate) const MISSING: &str = "$graph_entity::missing";

/// The name of the newtype that stands for a value which a rule refuses; inside is what the rule says.
pub(crate) const REFUSED: &str = "$graph_entity::refused";

/// The name of a property that stands for the whole object.
pub(crate) const WHOLE: &str = "$graph_entity::whole";

/// Written in a validation in place of a required value that is missing.
pub(crate) struct MissingValue;

impl Serialize for MissingValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_struct(MISSING)
    }
}

/// Written in a validation in place of a value that a rule refuses.
pub(crate) struct RefusedValue<T>(pub(crate) T);

impl<T: fmt::Display> Serialize for RefusedValue<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(REFUSED, &self.0.to_string())
    }
}
