//! What repeating a request does.

use http::Method;

/// What happens if a request is carried out twice: it decides whether a request that may have been carried out is sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Effect {
    /// Nothing: it is a read.
    Read,
    /// The same as if it were carried out once, such as a delete, or a create with an idempotency key.
    Idempotent,
    /// It takes effect twice, such as a create.
    Once,
}

impl Effect {
    /// Of a method: [RFC 9110, section 9.2](https://www.rfc-editor.org/rfc/rfc9110#section-9.2).
    pub(crate) fn of(method: &Method) -> Self {
        if method.is_safe() {
            Self::Read
        } else if method.is_idempotent() {
            Self::Idempotent
        } else {
            Self::Once
        }
    }
}
