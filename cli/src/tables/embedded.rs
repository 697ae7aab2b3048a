//! The tables that are part of the tool, compressed; `tests/embedded.rs` makes them.

use std::io::Read;

use flate2::read::GzDecoder;

use crate::failure::{Failure, Result};

/// Microsoft's permissions of Graph's paths, v1.0 and beta.
pub const PERMISSIONS: &[u8] = include_bytes!("permissions.tsv.gz");

/// The properties that the pages of Graph's reference call required.
pub const REQUIRED: &[u8] = include_bytes!("required.tsv.gz");

/// The most that is read of a table, in bytes: the larger has 3.2 MB.
const MAX_SIZE: u64 = 16 << 20;

/// The text of a table.
///
/// # Errors
///
/// None, unless the tool was built wrong.
pub fn text(table: &[u8]) -> Result<String> {
    let mut text = String::new();
    let read = GzDecoder::new(table).take(MAX_SIZE).read_to_string(&mut text);
    read.map_err(|error| Failure::new(format!("cannot read an embedded table: {error}")))?;
    Ok(text)
}
