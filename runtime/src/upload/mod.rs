//! Files in chunks: upload sessions.

pub(crate) mod call;
mod chunk;
pub(crate) mod error;
mod failure;
pub(crate) mod progress;
mod ranges;
mod run;
mod said;
mod send;
pub(crate) mod session;
mod source;
mod status;

#[cfg(any(fuzzing, test))]
pub(crate) use ranges::Ranges;
#[cfg(any(fuzzing, test))]
pub(crate) use said::{Chunk, Said};
