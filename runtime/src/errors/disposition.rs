//! Whether an operation took effect: for its user, and in full for this crate.

use std::time::Duration;

/// Whether an operation that returned an error took effect.
///
/// Graph does not recognise a create that it has carried out before: one that is sent again makes a duplicate. So a program has to
/// know, before it tries again, whether there is something already.
///
/// # What each status proves
///
/// Of a create, alone or in a batch. Another operation differs in this: `Applied` stands in place of `Created`; updates, puts,
/// deletes, references and actions succeed with 204 too, actions with 202; and a read, which changes nothing, is `Rejected` where
/// this says `Unknown`. Sections are of
/// [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-15).
///
/// | status | disposition | why |
/// |---|---|---|
/// | 201 | success, or `Created` if the entity in it cannot be read | the request created a resource (15.3.2) |
/// | 200, 203 with the entity | success, or `Created` if a property cannot be read | the content is the result (15.3.1) |
/// | 200, 203 without it | `Unknown` | a sign-in page, an error object and a collection are answers to something else |
/// | 202 | `Unknown` | accepted, and may still fail (15.3.3) |
/// | 204, 205 | `Created` | the request was fulfilled (15.3.5, 15.3.6) |
/// | other 2xx | `Unknown` | not defined for a POST that creates |
/// | 3xx | `Unknown` | 303 is what a server answers after it carried a POST out (15.4.4); the others can come from a proxy |
/// | 408, 499, 460 | `Unknown` | a proxy gave up waiting, or saw the connection close, while the service may have gone on (408: 15.5.9; the others are nginx's and a load balancer's) |
/// | 429 | `Throttled` | too many requests ([RFC 6585, section 4](https://www.rfc-editor.org/rfc/rfc6585#section-4)) |
/// | other 4xx | `Rejected` | the request is wrong, and was not carried out (15.5); an unregistered code counts as 400 (15) |
/// | 501, 505, 511 | `Rejected` | the method or the HTTP version is not supported (15.6.2, 15.6.6); a network wants a sign-in first ([RFC 6585, section 6](https://www.rfc-editor.org/rfc/rfc6585#section-6)) |
/// | 503 with `Retry-After` | `Throttled` | the service is overloaded, and says until when (15.6.4) |
/// | 503 without it, other 5xx | `Unknown` | the service or a gateway failed, before or after it stored the entity (15.6) |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Disposition {
    /// Nothing reached the service, or the service stated that it did not process it: a property is missing, an argument is
    /// bad, no token, no connection, a refused HTTP/2 stream.
    NotSent,
    /// The service refused it, and nothing was changed: a status such as 400, 401, 403, 404 or 409.
    Rejected,
    /// The service refused it for now: 429, or 503 with `Retry-After`. [`Error::retry_at`](crate::Error::retry_at) says when.
    Throttled,
    /// A create or a put, which made the entity: it exists, but the answer could not be read. [`Error::id`](crate::Error::id) is
    /// its id, if that could be found.
    Created,
    /// It may have taken effect: the connection was lost after sending, or the status proves neither (the table above).
    Unknown,
    /// An update, a delete or another operation took effect, but the answer could not be read.
    Applied,
}

/// What an attempt that failed proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It never reached the service, for a reason that another attempt cannot change.
    NotSent,
    /// It never reached the service, as no connection was made, or the service stated that it did not process it.
    NoConnection,
    /// The service refused it for its token.
    Unauthorized,
    /// The service refused it, as what it names does not exist: 404 with Graph's error object.
    NotFound,
    /// The service refused it.
    Rejected,
    /// The service refused it for now, for this long if it said so.
    Throttled(Option<Duration>),
    /// A create took effect.
    Created,
    /// Another operation took effect.
    Applied,
    /// It may have taken effect, and the answer would be the same another time: such as a redirect, or a 202.
    Unclear,
    /// It may have taken effect, and another attempt may be answered: such as a lost connection, or a 504.
    Unknown,
    /// A read without a usable answer, which another attempt may have. A read has no effect.
    Unanswered,
}

impl Verdict {
    pub(crate) fn disposition(self) -> Disposition {
        match self {
            Self::NotSent | Self::NoConnection => Disposition::NotSent,
            Self::Unauthorized | Self::NotFound | Self::Rejected | Self::Unanswered => Disposition::Rejected,
            Self::Throttled(_) => Disposition::Throttled,
            Self::Created => Disposition::Created,
            Self::Applied => Disposition::Applied,
            Self::Unclear | Self::Unknown => Disposition::Unknown,
        }
    }

    /// Whether the service may have carried it out.
    pub(crate) fn may_have_taken_effect(self) -> bool {
        matches!(self, Self::Created | Self::Applied | Self::Unclear | Self::Unknown)
    }
}
