//! Reads, records and answers one request.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{Bytes, BytesMut};
use http::{Request, Response, StatusCode};
use hyper::body::{Body as _, Incoming};

use crate::clock::Clock;
use crate::request::recorded::{MAX_BODY_BYTES, RecordedRequest};
use crate::response::answer::{Delivery, NoAnswer};
use crate::response::body::Body;
use crate::tenant::{Decision, Tenant};
use crate::upload::sessions::{MAX_CHUNK_BYTES, PREFIX};

/// How much of a body that is too large is read and thrown away: most clients read no answer before they have sent
/// their body. Past this, the connection is closed behind the answer.
const MAX_DISCARDED_BYTES: usize = 64 << 20;

/// Called with each request and the status of its answer; `None` where no answer is sent.
pub(crate) type OnAnswer = Box<dyn Fn(&RecordedRequest, Option<StatusCode>) + Send + Sync>;

/// What all connections of one emulator share.
pub(crate) struct Shared {
    /// `http://127.0.0.1:PORT`
    pub(crate) origin: String,
    pub(crate) on_answer: Option<OnAnswer>,
    pub(crate) clock: Clock,
    tenant: Mutex<Tenant>,
}

impl Shared {
    pub(crate) fn new(origin: String, on_answer: Option<OnAnswer>, tenant: Tenant) -> Self {
        Self { origin, on_answer, clock: Clock::start(), tenant: Mutex::new(tenant) }
    }

    pub(crate) fn tenant(&self) -> MutexGuard<'_, Tenant> {
        // A panic in one request must not fail the others.
        self.tenant.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records, carries out and answers `request`.
    pub(crate) async fn answer(&self, request: RecordedRequest) -> Result<Response<Body>, NoAnswer> {
        let request = Arc::new(request);
        let Decision { answer, delivery, delay, date } = self.tenant().decide(&request, self.clock.now(), &self.origin);
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        let end = if let Delivery::Not(end) = delivery { Some(end) } else { None };
        if let Some(on_answer) = &self.on_answer {
            on_answer(&request, end.is_none().then_some(answer.status));
        }
        match end {
            None => Ok(answer.into_response(delivery, date)),
            Some(end) => Err(end),
        }
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("origin", &self.origin).finish_non_exhaustive()
    }
}

/// All paths and methods go one way.
pub(crate) async fn exchange(shared: &Shared, request: Request<Incoming>) -> Result<Response<Body>, NoAnswer> {
    let (head, body) = request.into_parts();
    if shared.tenant().takes_reset_in_body() {
        discard_half(body).await;
        return Err(NoAnswer::Reset);
    }
    let limit = if head.uri.path().starts_with(PREFIX) { MAX_CHUNK_BYTES } else { MAX_BODY_BYTES };
    // The client closed the connection before the end of its request.
    let body = read(body, limit).await.map_err(|_| NoAnswer::Closed)?;
    shared.answer(RecordedRequest::new(head, body)).await
}

/// The whole body; `None` if it is larger than the limit.
async fn read(mut body: Incoming, limit: usize) -> hyper::Result<Option<Bytes>> {
    let mut kept = BytesMut::new();
    let mut length: usize = 0;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(data) = frame?.into_data() else { continue };
        if length == 0 && body.is_end_stream() && data.len() <= limit {
            return Ok(Some(data)); // most bodies are one piece, which needs no copy
        }
        length = length.saturating_add(data.len());
        if length <= limit {
            kept.extend_from_slice(&data);
        } else if length > MAX_DISCARDED_BYTES {
            break;
        }
    }
    Ok((length <= limit).then(|| kept.freeze()))
}

/// Reads half of a body whose length is announced.
async fn discard_half(mut body: Incoming) {
    let half = body.size_hint().exact().unwrap_or(0) / 2;
    let mut length: u64 = 0;
    while length < half {
        let Some(Ok(frame)) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await else { break };
        length = length.saturating_add(frame.data_ref().map_or(0, |data| data.len() as u64));
    }
}
