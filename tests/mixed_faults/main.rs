//! Ten thousand seeded runs through mixed faults. No create is stored twice unless it was deliberately sent again, no
//! create is reported absent that is stored, and none is lost: by `send`, in a batch, in an import, and in an import that
//! is stopped and resumed. No update is carried out twice, a deleted entity is reported deleted, and a list gives each
//! entity once. Every named fault is also caused alone, with every operation.
//!
//! The other tests cause one fault at a time. Only many mixtures, compared with the emulator's store, show that the rules
//! also hold together.

#![allow(clippy::panic, clippy::unwrap_used)]

mod each;
mod operations;
mod runs;

use graph_entity::{Disposition, Error};

/// What an operation ended in; `None` is a success.
type Failure = Option<Disposition>;

fn failure<T>(result: &Result<T, Error>) -> Failure {
    result.as_ref().err().map(Error::disposition)
}

fn name(failure: Failure) -> &'static str {
    match failure {
        None => "ok",
        Some(Disposition::NotSent) => "NotSent",
        Some(Disposition::Rejected) => "Rejected",
        Some(Disposition::Throttled) => "Throttled",
        Some(Disposition::Created) => "Created",
        Some(Disposition::Unknown) => "Unknown",
        Some(Disposition::Applied) => "Applied",
        Some(other) => panic!("{other:?}"),
    }
}
