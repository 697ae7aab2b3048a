//! The content of a request, which records whether a connection took it, and can be withdrawn before that.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

const KEPT: u8 = 0;
const TAKEN: u8 = 1;
const WITHDRAWN: u8 = 2;

/// The content of one request, as the connection reads it.
pub(super) struct Content {
    bytes: Bytes,
    state: Arc<AtomicU8>,
}

/// The sender's side of a [`Content`].
pub(super) struct ContentState {
    /// `None` if the request has no content.
    state: Option<Arc<AtomicU8>>,
}

/// Whether a connection took the content of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Handover {
    /// None did, and none will.
    Withdrawn,
    /// One did. It may or may not have written the content to the network.
    Taken,
    /// The request has no content. It is complete with its head, and whether that was written is not known.
    NoContent,
}

/// The error that a connection reads instead of withdrawn content. The connection resets the stream, or closes.
#[derive(Debug)]
pub(super) struct Withdrawn;

impl Content {
    /// The content, which is not empty, and the sender's side of it.
    pub(super) fn new(bytes: Bytes) -> (Self, ContentState) {
        let state = Arc::new(AtomicU8::new(KEPT));
        let sender = ContentState { state: Some(Arc::clone(&state)) };
        (Self { bytes, state }, sender)
    }
}

impl ContentState {
    /// Of a request without content.
    pub(super) const NONE: Self = Self { state: None };

    /// Withdraws the content, unless a connection took it.
    ///
    /// Withdrawn content is never read: both sides decide by one compare-and-swap. This matters for an HTTP/2 connection that
    /// waits for a stream (`MAX_CONCURRENT_STREAMS`): it keeps the request though its future was dropped, and sends it when the
    /// service allows a stream.
    pub(super) fn withdraw(&self) -> Handover {
        let Some(state) = &self.state else { return Handover::NoContent };
        match state.compare_exchange(KEPT, WITHDRAWN, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) | Err(WITHDRAWN) => Handover::Withdrawn,
            Err(_) => Handover::Taken,
        }
    }
}

impl Body for Content {
    type Data = Bytes;
    type Error = Withdrawn;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Withdrawn>>> {
        let state = self.state.compare_exchange(KEPT, TAKEN, Ordering::AcqRel, Ordering::Acquire);
        if state == Err(WITHDRAWN) {
            return Poll::Ready(Some(Err(Withdrawn)));
        }
        let bytes = std::mem::take(&mut self.bytes);
        Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(u64::try_from(self.bytes.len()).unwrap_or(u64::MAX))
    }
}

impl fmt::Display for Withdrawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request was withdrawn before a connection took it")
    }
}

impl std::error::Error for Withdrawn {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::task::Waker;

    fn read(content: &mut Content) -> Option<Result<Bytes, Withdrawn>> {
        match Pin::new(content).poll_frame(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(frame) => frame.map(|frame| frame.map(|frame| frame.into_data().unwrap())),
            Poll::Pending => panic!("it is all there"),
        }
    }

    #[test]
    fn content_is_taken_once_and_whole() {
        let (mut content, state) = Content::new(Bytes::from_static(b"{}"));
        assert_eq!((content.size_hint().exact(), content.is_end_stream()), (Some(2), false));
        assert_eq!(read(&mut content).unwrap().unwrap(), "{}");
        assert!(content.is_end_stream() && read(&mut content).is_none());
        assert_eq!(state.withdraw(), Handover::Taken);
    }

    #[test]
    fn withdrawn_content_is_never_read() {
        let (mut content, state) = Content::new(Bytes::from_static(b"{}"));
        assert_eq!(state.withdraw(), Handover::Withdrawn);
        assert_eq!(state.withdraw(), Handover::Withdrawn);
        // Its length was announced, so that what was sent of the request is not a whole one.
        assert_eq!((content.size_hint().exact(), content.is_end_stream()), (Some(2), false));
        assert!(read(&mut content).unwrap().is_err());
    }

    #[test]
    fn a_request_without_content_proves_nothing() {
        assert_eq!(ContentState::NONE.withdraw(), Handover::NoContent);
    }

    /// Whoever comes first: never both, never none.
    #[test]
    fn two_threads_agree() {
        for _ in 0..200 {
            let (mut content, state) = Content::new(Bytes::from_static(b"{}"));
            let reader = std::thread::spawn(move || read(&mut content).unwrap().is_ok());
            let handover = state.withdraw();
            assert_eq!(reader.join().unwrap(), handover == Handover::Taken);
        }
    }
}
