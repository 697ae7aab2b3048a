//! The body of a create, an update or an action: an entity or parameters, validated.

use bytes::Bytes;
use serde::Serialize;

use super::unsendable::Unsendable;
use crate::json::mode::{KeyOfCreate, WriteMode};
use crate::validate::{Invalid, validate};

/// Writes an entity in this mode; `name` is that of its type, for the report of what is wrong with it.
pub(crate) fn write<T: Serialize>(entity: &T, name: &'static str, mode: WriteMode) -> Result<Bytes, Unsendable> {
    write_with_key(entity, name, mode).map(|(body, _)| body)
}

/// The same, with the idempotency key that was written.
pub(crate) fn write_with_key<T: Serialize>(
    entity: &T,
    name: &'static str,
    mode: WriteMode,
) -> Result<(Bytes, KeyOfCreate), Unsendable> {
    sound(written(entity, name, mode))
}

/// Writes an entity as the body of an update, also if something is invalid: that may not be sent.
pub(crate) fn write_update<T: Serialize>(
    entity: &T,
    name: &'static str,
) -> (Result<Bytes, Unsendable>, Option<Invalid>) {
    let Written { body, invalid, .. } = written(entity, name, WriteMode::Update);
    match (body, invalid) {
        (Ok(body), invalid) => (Ok(body), invalid),
        (Err(_), Some(invalid)) => (Err(Unsendable::Invalid(invalid)), None),
        (Err(error), None) => (Err(Unsendable::Json(error)), None),
    }
}

/// A body, its idempotency key, and what is invalid in it.
struct Written {
    body: serde_json::Result<Bytes>,
    key: KeyOfCreate,
    invalid: Option<Invalid>,
}

/// What can be sent, or why it cannot.
fn sound(Written { body, key, invalid }: Written) -> Result<(Bytes, KeyOfCreate), Unsendable> {
    match invalid {
        Some(invalid) => Err(Unsendable::Invalid(invalid)),
        None => body.map(|body| (body, key)).map_err(Unsendable::Json),
    }
}

fn written<T: Serialize>(entity: &T, name: &'static str, mode: WriteMode) -> Written {
    written_by(mode, &|body| serde_json::to_writer(body, entity), &|| validate(entity, name, mode))
}

/// Writes what `write` writes; `validate` finds what is invalid in it.
// By `dyn`, as what is generic is compiled for each type.
fn written_by(
    mode: WriteMode,
    write: &dyn Fn(&mut Vec<u8>) -> serde_json::Result<()>,
    validate: &dyn Fn() -> Result<(), Invalid>,
) -> Written {
    // Most entities fit, and need not be moved while they are written.
    let mut body = Vec::with_capacity(512);
    let (written, notes) = mode.run_noting(|| write(&mut body));
    // To report each problem with its place takes a write of its own, and nearly all bodies have none.
    let is_sound = !notes.has_problem && written.is_ok();
    let invalid = if is_sound { None } else { validate().err() };
    // Many of them may wait, in a batch. To copy it takes less time than to shrink it.
    Written { body: written.map(|()| Bytes::copy_from_slice(&body)), key: notes.key, invalid }
}
