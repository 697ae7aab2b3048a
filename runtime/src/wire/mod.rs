//! One attempt: a request, an answer, and what stands in their headers.

pub(crate) mod answer;
pub(crate) mod body;
pub(crate) mod exchange;
pub(crate) mod headers;
pub(crate) mod ids;
pub(crate) mod one_of;
pub(crate) mod part_head;
pub(crate) mod retry_after;
pub(crate) mod trace;
