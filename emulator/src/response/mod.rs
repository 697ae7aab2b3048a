//! Answers: status, headers and body, the error object, and how each is sent.

pub(crate) mod answer;
pub(crate) mod body;
pub(crate) mod graph_error;
pub(crate) mod ids;
pub(crate) mod intune_error;
pub(crate) mod media_type;
