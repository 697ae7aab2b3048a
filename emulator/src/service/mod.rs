//! The service: the checks of a request in their order, and what each method does.

pub(crate) mod bindings;
pub(crate) mod carry_out;
pub(crate) mod checks;
pub(crate) mod client_keys;
pub(crate) mod context;
pub(crate) mod delta;
pub(crate) mod delta_token;
pub(crate) mod idempotency_keys;
pub(crate) mod page;
pub(crate) mod read;
pub(crate) mod references;
pub(crate) mod write;
