//! Many operations in few requests, by [JSON batching](https://learn.microsoft.com/graph/json-batching).
//!
//! ```text
//! call (a batch as a value) → input (what can be put in) → queue (which go next, what follows from each answer)
//!     → attempt (one batch, once) → item (one operation in it), envelope (the body)
//!                                 → parts (the answer, taken apart) → raw (the text, up to where it breaks off)
//! ```

mod attempt;
mod call;
mod dependencies;
mod envelope;
mod input;
mod item;
mod parts;
mod queue;
mod raw;

pub use call::{Batch, BatchFuture, FullBatch};
pub use input::BatchInput;
#[cfg(any(fuzzing, test))]
pub(crate) use parts::{BatchAnswer, Slot};
