//! The body of a create, an update or an action: an entity or parameters, validated.

use bytes::Bytes;
use serde::Serialize;

use super::request::Unsendable;
use crate::json::mode::{KeyOfCreate, WriteMode};
use crate::validate::validate;

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
    // Most entities fit, and need not be moved while they are written.
    let mut body = Vec::with_capacity(512);
    let (written, notes) = mode.run_noting(|| serde_json::to_writer(&mut body, entity));
    // To report each problem with its place takes a write of its own, and nearly all bodies have none.
    if notes.has_problem || written.is_err() {
        validate(entity, name, mode).map_err(Unsendable::Invalid)?;
    }
    // Many of them may wait, in a batch. To copy it takes less time than to shrink it.
    written.map(|()| (Bytes::copy_from_slice(&body), notes.key)).map_err(Unsendable::Json)
}
