//! Many creates in few requests, by [JSON batching](https://learn.microsoft.com/graph/json-batching).
//!
//! ```text
//! call (a batch as a value) → creates (what can be put in) → queue (which go next, what becomes of those that come back)
//!     → flight (one request) → envelope (its body)
//!                            → parts (its answer, taken apart) → raw (as far as its text goes)
//! ```

mod call;
mod creates;
mod envelope;
mod failure;
mod flight;
mod item;
mod parts;
mod queue;
mod raw;

pub use call::{Batch, BatchFuture};
pub use creates::Creates;
pub use failure::BatchError;
pub(crate) use item::PartOfBatch;
pub(crate) use parts::part_headers;
#[cfg(fuzzing)]
pub(crate) use parts::{Parts, Slot};
pub(crate) use raw::two_headers;
