//! What is known of a request that ended before the head of its answer came.

use super::content::Handover;

/// What a request that has no answer proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// The request was not sent, and will not be.
    NotSent,
    /// The service did not process the request, as the service itself states.
    Unprocessed,
    /// The service may have processed the request.
    Nothing,
}

/// What was seen of a request that has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoAnswer {
    /// No request was built or no connection was made: the URL, DNS, TCP, TLS or a proxy failed, or took too long.
    pub(super) before_connection: bool,
    pub(super) content: Handover,
    /// The frame of the service that ended the stream or the connection, if one did.
    pub(super) closing_frame: Option<ClosingFrame>,
}

/// A frame with which a service ends an HTTP/2 stream or connection.
// Without HTTP/2 nothing makes one.
#[cfg_attr(not(any(feature = "http2", test)), expect(dead_code))]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ClosingFrame {
    /// `RST_STREAM` with the code `REFUSED_STREAM`.
    RefusedStream,
    /// `RST_STREAM` with another code.
    Reset,
    /// `GOAWAY`.
    GoAway,
}

impl NoAnswer {
    pub(super) fn of(error: &reqwest::Error, content: Handover) -> Self {
        Self {
            before_connection: error.is_connect() || error.is_builder(),
            content,
            closing_frame: ClosingFrame::of(error),
        }
    }

    /// What the failure proves, by the first row that fits:
    ///
    /// | what was seen | what it proves | source |
    /// |---|---|---|
    /// | the request could not be built, or no connection was made: DNS, TCP, TLS, a proxy, the connect time-out | not sent | `reqwest` connects before it hands a request to a connection |
    /// | no connection took the content: the time was up before there was a connection or, by `MAX_CONCURRENT_STREAMS`, a stream; the connection was closed first | not sent | the content was withdrawn: at most a head is sent, which announces content that never comes, so the request is incomplete (RFC 9112, section 8) or malformed (RFC 9113, section 8.1.1). `hyper` writes the head of HTTP/1.1 together with the content, unless the head alone fills its buffer of 400 KB |
    /// | `RST_STREAM` with `REFUSED_STREAM` | not processed | RFC 9113, section 8.7: no application processing occurred |
    /// | `GOAWAY`, content taken | not processed | RFC 9113, section 6.8: streams above the last stream identifier are not processed. `h2` ends with it only those, among the streams whose content it has |
    /// | `GOAWAY`, no content | nothing | `hyper` reports it as well of a stream below the last stream identifier that it has just begun |
    /// | `RST_STREAM` with another code (`INTERNAL_ERROR`, `CANCEL`, …) | nothing | RFC 9113, section 7: no code but `REFUSED_STREAM` says what was done before |
    /// | content taken, and the time was up, a ping was not answered, or the connection was closed or broken | nothing | what a connection has taken may have been sent, and what was sent may have been read |
    pub(super) fn proof(self) -> Proof {
        match self {
            Self { before_connection: true, .. } | Self { content: Handover::Withdrawn, .. } => Proof::NotSent,
            Self { closing_frame: Some(ClosingFrame::RefusedStream), .. }
            | Self { closing_frame: Some(ClosingFrame::GoAway), content: Handover::Taken, .. } => Proof::Unprocessed,
            Self { closing_frame: Some(ClosingFrame::GoAway | ClosingFrame::Reset) | None, .. } => Proof::Nothing,
        }
    }
}

impl ClosingFrame {
    /// The frame of the service that caused an error.
    #[cfg(feature = "http2")]
    fn of(error: &reqwest::Error) -> Option<Self> {
        let mut source = std::error::Error::source(error);
        while let Some(error) = source {
            if let Some(error) = error.downcast_ref::<h2::Error>() {
                // An error that this side detected in the service's frames does not show what the service did.
                return match error.reason().filter(|_| error.is_remote())? {
                    _ if error.is_go_away() => Some(Self::GoAway),
                    h2::Reason::REFUSED_STREAM => Some(Self::RefusedStream),
                    _ => Some(Self::Reset),
                };
            }
            source = error.source();
        }
        None
    }

    #[cfg(not(feature = "http2"))]
    fn of(_: &reqwest::Error) -> Option<Self> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table() {
        use ClosingFrame::{GoAway, RefusedStream, Reset};
        use Handover::{NoContent, Taken, Withdrawn};
        for (before_connection, content, closing_frame, proof) in [
            (true, Withdrawn, None, Proof::NotSent),
            (true, NoContent, None, Proof::NotSent),
            (false, Withdrawn, None, Proof::NotSent),
            (false, Withdrawn, Some(GoAway), Proof::NotSent),
            (false, Withdrawn, Some(Reset), Proof::NotSent),
            (false, Taken, Some(RefusedStream), Proof::Unprocessed),
            (false, NoContent, Some(RefusedStream), Proof::Unprocessed),
            (false, Taken, Some(GoAway), Proof::Unprocessed),
            (false, NoContent, Some(GoAway), Proof::Nothing),
            (false, Taken, Some(Reset), Proof::Nothing),
            (false, NoContent, Some(Reset), Proof::Nothing),
            (false, Taken, None, Proof::Nothing),
            (false, NoContent, None, Proof::Nothing),
        ] {
            let seen = NoAnswer { before_connection, content, closing_frame };
            assert_eq!(seen.proof(), proof, "{seen:?}");
        }
    }
}
