//! What an operation ended in.

pub(crate) mod attempt;
pub(crate) mod disposition;
pub(crate) mod error;
pub(crate) mod graph_error;
pub(crate) mod intune;
pub(crate) mod restart;
pub(crate) mod transport;
