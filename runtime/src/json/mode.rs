//! Serialization modes: which properties are written, and how a write tells a validation of a problem.

use std::cell::Cell;
use std::fmt;

use serde::ser::{Serialize, Serializer};

/// What a write is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WriteMode {
    /// The whole value: what `Serialize` means.
    Document,
    /// The body of a create.
    Create,
    /// The body of an update.
    Update,
    /// The body of a create that is not kept, to report what is wrong with it.
    CreateReport,
    /// The same of an update.
    UpdateReport,
}

/// What decides whether a property is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PropertyKind {
    /// An ordinary one.
    Plain,
    /// The key, or one that is read-only: the service assigns it.
    ReadOnly,
    /// One that only a create sets: `create_only`.
    CreateOnly,
}

impl WriteMode {
    /// Whether a property of this kind is written, if it is present.
    ///
    /// | | `Plain` | `ReadOnly` | `CreateOnly` |
    /// |---|---|---|---|
    /// | `Document` | yes | yes | yes |
    /// | `Create`, `CreateReport` | yes | no | yes |
    /// | `Update`, `UpdateReport` | yes | no | no |
    pub(crate) fn writes(self, kind: PropertyKind) -> bool {
        match (self, kind) {
            (Self::Document, _) | (_, PropertyKind::Plain) => true,
            (_, PropertyKind::ReadOnly) => false,
            (_, PropertyKind::CreateOnly) => self.is_create(),
        }
    }

    /// Whether required properties have to be present.
    pub(crate) fn is_create(self) -> bool {
        matches!(self, Self::Create | Self::CreateReport)
    }

    /// The mode whose write says what is wrong with a body of this one.
    pub(crate) fn report(self) -> Self {
        if self == Self::Update { Self::UpdateReport } else { Self::CreateReport }
    }

    /// The mode of the write that is running.
    pub(crate) fn current() -> Self {
        RUNNING.get().mode
    }

    /// Whether a problem that the running write found is to be written into a report. A body only notes that there is one.
    pub(crate) fn reports_problem() -> bool {
        let running = RUNNING.get();
        match running.mode {
            Self::Document => false,
            Self::Create | Self::Update => {
                RUNNING.set(Running { has_problem: true, ..running });
                false
            }
            Self::CreateReport | Self::UpdateReport => true,
        }
    }

    /// Runs a write in this mode, which the entities inside the entity see as well.
    pub(crate) fn run<T>(self, write: impl FnOnce() -> T) -> T {
        self.run_noting(write).0
    }

    /// The same; and whether a body has a problem: it lacks something, or something in it is refused.
    pub(crate) fn run_noting<T>(self, write: impl FnOnce() -> T) -> (T, bool) {
        struct Restore(Running);
        impl Drop for Restore {
            fn drop(&mut self) {
                RUNNING.set(self.0);
            }
        }
        let _restore = Restore(RUNNING.replace(Running { mode: self, has_problem: false, field: None }));
        let written = write();
        (written, RUNNING.get().has_problem)
    }
}

/// The state of the write that is running on this thread.
#[derive(Clone, Copy)]
struct Running {
    mode: WriteMode,
    /// Whether a body has a problem.
    has_problem: bool,
    /// The field of the property whose name was just given to the map as a key.
    field: Option<&'static str>,
}

thread_local! {
    // serde passes nothing from a value to the values inside it but the serializer, and a serializer of our own around the
    // caller's would compile each entity's write a second time. So the state stands beside the call.
    static RUNNING: Cell<Running> =
        const { Cell::new(Running { mode: WriteMode::Document, has_problem: false, field: None }) };
}

/// Notes the field of the property whose name is written next: serde gives a map a key's text, and nothing with it.
pub(crate) fn set_field(field: Option<&'static str>) {
    RUNNING.set(Running { field, ..RUNNING.get() });
}

/// The field of the property whose name a validation was just given as a key, or `None` if that is not a declared property.
pub(crate) fn take_field() -> Option<&'static str> {
    let running = RUNNING.get();
    RUNNING.set(Running { field: None, ..running });
    running.field
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_ends_with_its_write_also_after_a_panic() {
        let seen = WriteMode::Create.run(|| {
            assert!(WriteMode::CreateReport.run(WriteMode::reports_problem));
            let _ = std::panic::catch_unwind(|| WriteMode::UpdateReport.run(|| panic!("in a user's `Serialize`")));
            WriteMode::current()
        });
        assert_eq!((seen, WriteMode::current()), (WriteMode::Create, WriteMode::Document));
    }

    #[test]
    fn a_problem_belongs_to_the_create_that_found_it() {
        let (inner, outer_has) =
            WriteMode::Create.run_noting(|| WriteMode::Update.run_noting(WriteMode::reports_problem));
        assert_eq!((inner, outer_has), ((false, true), false));
    }
}
