//! An answer's body on the wire: whole, chunked, cut off, or a few bytes at a time.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Frame, SizeHint};
use tokio::time::Sleep;

/// What is left to send, and how.
#[derive(Debug)]
pub(crate) struct Body {
    rest: Option<Bytes>,
    way: Way,
}

#[derive(Debug)]
enum Way {
    /// Its length is said, so that hyper sends a `Content-Length`.
    Whole,
    /// It is not, so that hyper sends it chunked unless there is a `Content-Length`.
    Chunked,
    /// It ends with an error, which makes hyper close the connection.
    CutOff {
        flushed: bool,
    },
    Dripping {
        bytes: usize,
        pause: Duration,
        sleep: Option<Pin<Box<Sleep>>>,
    },
}

impl Body {
    pub(crate) fn whole(data: Bytes) -> Self {
        Self { rest: (!data.is_empty()).then_some(data), way: Way::Whole }
    }

    pub(crate) fn chunked(data: Bytes) -> Self {
        Self { rest: Some(data), way: Way::Chunked }
    }

    pub(crate) fn cut_off(data: Bytes) -> Self {
        Self { rest: Some(data), way: Way::CutOff { flushed: false } }
    }

    pub(crate) fn dripping(data: Bytes, bytes: usize, pause: Duration) -> Self {
        let way = Way::Dripping { bytes: bytes.max(1), pause, sleep: None };
        Self { rest: (!data.is_empty()).then_some(data), way }
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let Self { rest, way } = &mut *self;
        if let (Way::Dripping { bytes, pause, sleep }, Some(data)) = (&mut *way, rest.as_mut()) {
            let pausing = sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep(*pause)));
            ready!(pausing.as_mut().poll(context));
            *sleep = None;
            let drop = data.split_to((*bytes).min(data.len()));
            if data.is_empty() {
                *rest = None;
            }
            return Poll::Ready(Some(Ok(Frame::data(drop))));
        }
        if let Some(data) = rest.take() {
            return Poll::Ready(Some(Ok(Frame::data(data))));
        }
        match way {
            Way::Whole | Way::Chunked | Way::Dripping { .. } => Poll::Ready(None),
            Way::CutOff { flushed: true } => Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
            Way::CutOff { flushed } => {
                // hyper writes what it has when a body is not ready, and throws it away when a body fails.
                *flushed = true;
                context.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.way, Way::Whole | Way::Dripping { .. }) && self.rest.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        match self.way {
            Way::Whole | Way::Dripping { .. } => {
                SizeHint::with_exact(self.rest.as_ref().map_or(0, |data| u64::try_from(data.len()).unwrap_or(u64::MAX)))
            }
            Way::Chunked | Way::CutOff { .. } => SizeHint::default(),
        }
    }
}
