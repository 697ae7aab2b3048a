//! Serialization modes: which properties are written, and how a write tells a validation of a problem.

use std::cell::Cell;
use std::fmt;

use serde::ser::{Serialize, Serializer};
use uuid::Uuid;

/// What a write is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WriteMode {
    /// The whole value: what `Serialize` means.
    Document,
    /// The body of a create.
    Create,
    /// The same, and the next object is the entity that is created: if it leaves out its idempotency key, it gets one. What is
    /// inside it is written in `Create`.
    CreateWithKey,
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
    /// | `Create`, `CreateWithKey`, `CreateReport` | yes | no | yes |
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
        matches!(self, Self::Create | Self::CreateWithKey | Self::CreateReport)
    }

    /// The mode whose write says what is wrong with a body of this one.
    pub(crate) fn report(self) -> Self {
        if self == Self::Update { Self::UpdateReport } else { Self::CreateReport }
    }

    /// The mode of the write that is running.
    pub(crate) fn current() -> Self {
        RUNNING.get().mode
    }

    /// The mode of the object that begins now.
    pub(crate) fn of_next_object() -> Self {
        let running = RUNNING.get();
        if running.mode == Self::CreateWithKey {
            RUNNING.set(Running { mode: Self::Create, ..running });
        }
        running.mode
    }

    /// Whether a problem that the running write found is to be written into a report. A body only notes that there is one.
    pub(crate) fn reports_problem() -> bool {
        let running = RUNNING.get();
        match running.mode {
            Self::Document => false,
            Self::Create | Self::CreateWithKey | Self::Update => {
                RUNNING.set(Running { notes: Notes { has_problem: true, ..running.notes }, ..running });
                false
            }
            Self::CreateReport | Self::UpdateReport => true,
        }
    }

    /// Runs a write in this mode, which the entities inside the entity see as well.
    pub(crate) fn run<T>(self, write: impl FnOnce() -> T) -> T {
        self.run_noting(write).0
    }

    /// The same, with what the write of a body noted.
    pub(crate) fn run_noting<T>(self, write: impl FnOnce() -> T) -> (T, Notes) {
        struct Restore(Running);
        impl Drop for Restore {
            fn drop(&mut self) {
                RUNNING.set(self.0);
            }
        }
        let _restore = Restore(RUNNING.replace(Running { mode: self, notes: Notes::NONE, field: None }));
        let written = write();
        (written, RUNNING.get().notes)
    }
}

/// What a body is beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Notes {
    /// Whether it lacks something, or something in it is refused.
    pub(crate) has_problem: bool,
    pub(crate) key: KeyOfCreate,
}

impl Notes {
    const NONE: Self = Self { has_problem: false, key: KeyOfCreate::None };
}

/// The idempotency key of a create.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyOfCreate {
    None,
    /// The caller's.
    Given,
    /// One that was generated for it.
    Generated(Uuid),
}

/// The state of the write that is running on this thread.
#[derive(Clone, Copy)]
struct Running {
    mode: WriteMode,
    notes: Notes,
    /// The field of the property whose name was just given to the map as a key.
    field: Option<&'static str>,
}

thread_local! {
    // serde passes nothing from a value to the values inside it but the serializer, and a serializer of our own around the
    // caller's would compile each entity's write a second time. So the state stands beside the call.
    static RUNNING: Cell<Running> =
        const { Cell::new(Running { mode: WriteMode::Document, notes: Notes::NONE, field: None }) };
}

/// Notes the idempotency key of the create that is written.
pub(crate) fn set_key(key: KeyOfCreate) {
    let running = RUNNING.get();
    RUNNING.set(Running { notes: Notes { key, ..running.notes }, ..running });
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
        let (inner, outer) = WriteMode::Create.run_noting(|| WriteMode::Update.run_noting(WriteMode::reports_problem));
        assert_eq!((inner.0, inner.1.has_problem, outer.has_problem), (false, true, false));
    }

    #[test]
    fn the_key_is_that_of_the_object_which_begins_first() {
        let (modes, notes) = WriteMode::CreateWithKey.run_noting(|| {
            let modes = [WriteMode::of_next_object(), WriteMode::of_next_object()];
            set_key(KeyOfCreate::Given);
            WriteMode::reports_problem();
            modes
        });
        assert_eq!(modes, [WriteMode::CreateWithKey, WriteMode::Create]);
        assert_eq!(notes, Notes { has_problem: true, key: KeyOfCreate::Given });
        assert_eq!(WriteMode::current(), WriteMode::Document);
    }
}
