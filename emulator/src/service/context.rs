//! What the service carries a request out with, and what the request did.

use crate::clock::Moment;
use crate::faults::special::Special;
use crate::service::delta_token::TokenPolicy;

/// What a request is carried out with, beside the store.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// What the addresses in the answer begin with.
    pub(crate) origin: &'a str,
    pub(crate) now: Moment,
    /// How many entities a page has at most.
    pub(crate) page_size: usize,
    pub(crate) special: Special,
    pub(crate) tokens: &'a TokenPolicy,
}

/// What a request did, for the statistics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    /// It was refused, or changed nothing.
    Nothing,
    Created,
    Updated,
    Deleted,
    /// A handler replied to it.
    Called,
    /// A reference was added or set.
    Linked,
    /// A reference was removed.
    Unlinked,
}
