//! Actions and functions: handlers that a test gives for a path.

pub(crate) mod handlers;
pub(crate) mod reply;
pub(crate) mod template;
