//! One request and its answer: the one place where a request is read, recorded and answered.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use bytes::{Bytes, BytesMut};
use http::StatusCode;
use hyper::body::Body as _;

use crate::answer::{self, Answer, Delivery};
use crate::record::{RecordedRequest, RequestLog};
use crate::scripted::ScriptedAnswer;
use crate::service;
use crate::store::Store;

/// How large a request's body may be: 4 MiB, as in Graph. A larger one is answered 413.
pub const MAX_BODY_BYTES: usize = 4 << 20;

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
    tenant: Mutex<Tenant>,
}

/// Everything that a request changes. It is behind one lock, so that with requests at the same time the order of the
/// records, of the scripted answers and of the stored entities is the same.
#[derive(Debug)]
pub(crate) struct Tenant {
    pub(crate) log: RequestLog,
    pub(crate) script: VecDeque<ScriptedAnswer>,
    pub(crate) store: Store,
}

impl Shared {
    pub(crate) fn new(origin: String, on_answer: Option<OnAnswer>) -> Self {
        let tenant = Tenant { log: RequestLog::new(), script: VecDeque::new(), store: Store::new() };
        Self { origin, on_answer, tenant: Mutex::new(tenant) }
    }

    pub(crate) fn tenant(&self) -> MutexGuard<'_, Tenant> {
        // A panic in one request is no reason to fail all others.
        self.tenant.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records `request` and decides its answer: the scripted one where there is one, else the service's.
    fn decide(&self, request: &RecordedRequest) -> (Answer, Delivery, Duration) {
        let mut tenant = self.tenant();
        tenant.log.push(request.clone());
        let next = tenant.script.pop_front().unwrap_or_else(ScriptedAnswer::ordinary);
        let (delivery, delay) = (next.delivery, next.delay);
        let answer = next.answer(&request.headers, || service::answer(request, &mut tenant.store, &self.origin));
        (answer, delivery, delay)
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").field("origin", &self.origin).finish_non_exhaustive()
    }
}

/// All paths and methods go one way.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new().fallback(exchange).with_state(shared)
}

async fn exchange(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = read(body).await else {
        // The client went away within its request: nobody is left to answer.
        return answer::dropped();
    };
    let request = RecordedRequest::new(head, body);
    let (answer, delivery, delay) = shared.decide(&request);
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
    if let Some(on_answer) = &shared.on_answer {
        on_answer(&request, (delivery != Delivery::Dropped).then_some(answer.status));
    }
    answer.into_response(delivery)
}

/// The whole body; `None` where it is larger than [`MAX_BODY_BYTES`].
async fn read(mut body: Body) -> Result<Option<Bytes>, axum::Error> {
    let mut kept = BytesMut::new();
    let mut length: usize = 0;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(data) = frame?.into_data() else { continue };
        length = length.saturating_add(data.len());
        if length <= MAX_BODY_BYTES {
            kept.extend_from_slice(&data);
        } else if length > MAX_DISCARDED_BYTES {
            break;
        }
    }
    Ok((length <= MAX_BODY_BYTES).then(|| kept.freeze()))
}
