//! Faults of a request that is carried out: a create that is not found for a while, and pages with wrong links.

use std::time::Duration;

/// What differs when a request is carried out.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Special {
    /// How long what a create stores is not found at its own address.
    pub(crate) replication: Option<Duration>,
    pub(crate) page: Option<PageFault>,
    /// Whether the connection is reset while the body is read.
    pub(crate) reset_in_body: bool,
}

/// What is wrong with a page of a collection.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum PageFault {
    /// It has no entities, and its link leads to the same entities again.
    Empty,
    /// Its link is its own address.
    LinkToItself,
    /// Its link is of another host.
    LinkElsewhere,
}
