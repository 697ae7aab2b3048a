//! The emulator as a value: started, asked what it saw, told what to answer, stopped.

use std::future::poll_fn;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use hyper::body::Body as _;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::actions::reply::{Call, Reply};
use crate::actions::template::Template;
use crate::builder::EmulatorBuilder;
use crate::faults::profile::Profile;
use crate::faults::scripted::ScriptedAnswer;
use crate::request::path::{ResourcePath, split_version};
use crate::request::recorded::{MAX_BODY_BYTES, RecordedRequest, RequestLog};
use crate::response::answer::NoAnswer;
use crate::server::connection::accept;
use crate::server::exchange::Shared;
use crate::statistics::Statistics;
use crate::store::changes::Changes;
use crate::store::collections::{Found, Store};
use crate::store::oracle::Oracle;
use crate::store::references::References;
use crate::tenant::Tenant;
use crate::upload::handle::UploadSession;

/// A running emulator. Each has a tenant of its own, empty at first.
///
/// It is served by a task of the tokio runtime that it was started in, and stops when it is dropped: the listener and
/// all connections are closed. To know that they are, see [`stop`](Self::stop).
#[derive(Debug)]
#[must_use = "an emulator stops when it is dropped"]
pub struct Emulator {
    shared: Arc<Shared>,
    address: SocketAddr,
    server: JoinHandle<()>,
}

impl Emulator {
    /// Starts on a free port of `127.0.0.1`.
    ///
    /// # Errors
    ///
    /// If the system has no free port, or outside a tokio runtime.
    ///
    /// # Panics
    ///
    /// As all of tokio's network code, in a runtime that was built without I/O.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Starts on this port of `127.0.0.1`; 0 is a free one.
    ///
    /// # Errors
    ///
    /// Those of [`start`](Self::start), and [`AddrInUse`](io::ErrorKind::AddrInUse) if the port is in use.
    ///
    /// # Panics
    ///
    /// As [`start`](Self::start).
    pub async fn bind(port: u16) -> io::Result<Self> {
        Self::builder().port(port).start().await
    }

    /// For a start with more than a port.
    pub fn builder() -> EmulatorBuilder {
        EmulatorBuilder::new()
    }

    /// The origin to give to a client in place of `https://graph.microsoft.com`: `http://127.0.0.1:PORT`, without a
    /// slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.shared.origin
    }

    /// The address that the emulator listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The requests so far, in the order in which they had arrived in full; of many, the last
    /// [`MAX_RECORDED_REQUESTS`](crate::MAX_RECORDED_REQUESTS) and
    /// [`MAX_RECORDED_BYTES`](crate::MAX_RECORDED_BYTES). A request is here before its answer is sent, whatever the
    /// answer is. One that was broken off before its end is not here. The parts of a batch are behind the batch, each
    /// with its [`part_id`](RecordedRequest::part_id). Empty if the emulator
    /// [counts only](EmulatorBuilder::count_only).
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.tenant().log.as_ref().map(RequestLog::to_vec).unwrap_or_default()
    }

    /// The entities of a collection, each with its `id`, in the order of creation. `path` is as in a request,
    /// percent-encoded and with the version: `/v1.0/users/7/messages`. Empty if there is no such collection.
    #[must_use]
    pub fn stored(&self, path: &str) -> Vec<Value> {
        let path = split_version(path).and_then(|(version, rest)| ResourcePath::parse(version, rest));
        let Ok(path) = path else { return Vec::new() };
        let entities = match self.shared.tenant().store.find(&path) {
            Found::Collection(entities) => entities.to_vec(),
            Found::Item(_) | Found::UnknownItem => Vec::new(),
        };
        // Each was checked to be JSON before it was stored.
        entities.iter().filter_map(|entity| serde_json::from_slice(entity).ok()).collect()
    }

    /// How often each value of `property` (at the top of the entity) is stored in the collection of `path`, written as
    /// for [`stored`](Self::stored).
    ///
    /// If the emulator [counts only](EmulatorBuilder::count_only), `property` is the one that it counts by; of any
    /// other, nothing is known.
    ///
    /// ```
    /// # use graph_entity_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let graph = Emulator::start().await?;
    /// // … creates, with faults; each user has a `userPrincipalName` of their own …
    /// let oracle = graph.oracle("/v1.0/users", "userPrincipalName");
    /// assert_eq!(oracle.more_than_once(), []);
    /// assert_eq!(oracle.stored("ada@contoso.com"), 0);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn oracle(&self, path: &str, property: &str) -> Oracle {
        let path = split_version(path).and_then(|(version, rest)| ResourcePath::parse(version, rest));
        path.map(|path| self.shared.tenant().store.oracle(&path, property)).unwrap_or_default()
    }

    /// The [`oracle`](Self::oracle) of every collection that has entities, by its decoded path, in the order of the
    /// paths.
    #[must_use]
    pub fn oracles(&self, property: &str) -> Vec<(String, Oracle)> {
        self.shared.tenant().store.oracles(property)
    }

    /// How often the entities of a collection were updated and deleted, whatever the client was answered. `path` is
    /// written as for [`stored`](Self::stored).
    ///
    /// ```
    /// # use graph_entity_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let graph = Emulator::start().await?;
    /// // … a client updates the group `7` …
    /// assert_eq!(graph.changes("/v1.0/groups").updated("7"), 0);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn changes(&self, path: &str) -> Changes {
        let path = split_version(path).and_then(|(version, rest)| ResourcePath::parse(version, rest));
        path.map(|path| self.shared.tenant().store.changes(&path)).unwrap_or_default()
    }

    /// The references of a navigation property, added through `…/$ref`, and how often each was added and removed, whatever the
    /// client was answered. `path` is that of the property, written as for [`stored`](Self::stored).
    ///
    /// ```
    /// # use graph_entity_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let graph = Emulator::start().await?;
    /// // … a client adds members to the group `7` …
    /// let members = graph.references("/v1.0/groups/7/members");
    /// assert!(members.ids().is_empty());
    /// assert_eq!(members.added("ada"), 0);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn references(&self, path: &str) -> References {
        let path = split_version(path).and_then(|(version, rest)| ResourcePath::parse(version, rest));
        path.map(|path| self.shared.tenant().store.references(&path)).unwrap_or_default()
    }

    /// Makes an [upload session](crate#upload-sessions), with nothing in it.
    ///
    /// ```
    /// # use graph_entity_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let graph = Emulator::start().await?;
    /// let session = graph.upload_session();
    /// let chunk = reqwest::Client::new().put(session.url()).header("Content-Range", "bytes 0-4/5").body("hello");
    /// assert_eq!(chunk.send().await?.status(), 201);
    /// assert_eq!(session.content().as_deref(), Some(&b"hello"[..]));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn upload_session(&self) -> UploadSession {
        UploadSession::make(&self.shared)
    }

    /// The upload sessions so far, in the order in which they were made: by a `POST` of `createUploadSession`, or by
    /// [`upload_session`](Self::upload_session).
    #[must_use]
    pub fn upload_sessions(&self) -> Vec<UploadSession> {
        let ids = self.shared.tenant().uploads.ids().to_vec();
        ids.into_iter().map(|id| UploadSession::of(&self.shared, id)).collect()
    }

    /// How many requests there were, and how they were answered.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        self.shared.tenant().statistics.clone()
    }

    /// Has the next request answered with `answer`, whatever it asks: a [`ScriptedAnswer`] or a
    /// [`Fault`](crate::Fault). More calls are for the requests after that, in order; each answer is given once. A
    /// batch takes one answer, not one for each part.
    pub fn answer_next(&self, answer: impl Into<ScriptedAnswer>) {
        self.shared.tenant().script.push_back(answer.into());
    }

    /// From now on, has `handler` answer each `POST` and `GET` of this path: an action or a function, as a request of its own and
    /// as a part of a batch.
    ///
    /// The path is a template: a placeholder in braces stands for one segment, or for a part of one, such as the value of a
    /// function's parameter. With a version it is of that version, otherwise of both. The last segment may have the namespace
    /// `microsoft.graph.` or empty parentheses, in the template and in the request. Of several templates of one path, the one
    /// given last counts.
    ///
    /// The request is recorded, checked and counted ([`called`](Statistics::called)) as any other, and faults apply to it: one
    /// that takes effect calls the handler. Nothing is stored but what the handler itself keeps, so that no
    /// [`oracle`](Self::oracle) counts it.
    ///
    /// The handler is called under the emulator's lock, one call at a time: it must not call the emulator itself.
    ///
    /// ```
    /// use graph_entity_emulator::http::StatusCode;
    /// use graph_entity_emulator::serde_json::json;
    /// use graph_entity_emulator::{Emulator, Reply};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let graph = Emulator::start().await?;
    /// let mut sent = 0;
    /// graph.on_action("/v1.0/users/{userId}/sendMail", move |call| {
    ///     if call.parameter("message").is_null() {
    ///         return Reply::graph_error(StatusCode::BAD_REQUEST, "BadRequest", "The message is missing.");
    ///     }
    ///     sent += 1;
    ///     Reply::new(StatusCode::ACCEPTED)
    /// });
    /// graph.on_action("/users/{userId}/reminderView(StartDateTime='{start}',EndDateTime='{end}')", |call| {
    ///     Reply::json(&json!({"value": [{"eventId": call.value("userId"), "eventStartTime": call.value("start")}]}))
    /// });
    ///
    /// let answer = reqwest::Client::new()
    ///     .post(format!("{}/v1.0/users/7/sendMail", graph.base_url()))
    ///     .bearer_auth("any token")
    ///     .header("Content-Type", "application/json")
    ///     .body(r#"{"message": {"subject": "Hello"}}"#)
    ///     .send()
    ///     .await?;
    /// assert_eq!(answer.status(), 202);
    /// assert_eq!(graph.statistics().called, 1);
    /// # Ok(())
    /// # }
    /// ```
    pub fn on_action(&self, path: &str, handler: impl FnMut(&Call<'_>) -> Reply + Send + 'static) {
        self.shared.tenant().handlers.push(Template::parse(path), Box::new(handler));
    }

    /// From now on, `profile` instead of all that there were. It begins with its seed.
    pub fn set_profile(&self, profile: impl Into<Profile>) {
        self.shared.tenant().profiles = vec![profile.into()];
    }

    /// From now on, no profile.
    pub fn without_profile(&self) {
        self.shared.tenant().profiles.clear();
    }

    /// Lets all delta tokens expire that were given so far, those of next links included: a request with one is answered with
    /// 410, this `error.code` and a `Location` that begins anew. Graph's codes are `syncStateNotFound` and `resyncRequired`.
    ///
    /// ```
    /// # use graph_entity_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let graph = Emulator::start().await?;
    /// // … a client reads `/groups/delta` to its end …
    /// graph.expire_delta_tokens("syncStateNotFound");
    /// // … and has to begin anew …
    /// # Ok(())
    /// # }
    /// ```
    pub fn expire_delta_tokens(&self, code: &str) {
        self.shared.tenant().tokens.expire(code);
    }

    /// Forgets what was asked and stored, and begins to count anew. Scripted answers, profiles and handlers stay as they are.
    pub fn clear(&self) {
        self.shared.tenant().clear();
    }

    /// Answers `request` without a socket: it is recorded, carried out and answered, or not, as one that came on the
    /// wire. Its URI needs a path only.
    ///
    /// It is for tests on a paused clock. There, tokio moves the clock on to the next timer whenever no task can run,
    /// also while bytes are on their way through a socket, so that a client's time-out may come before the answer
    /// that is already there. Here, nothing waits but what the emulator was told to delay.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use graph_entity_emulator::bytes::Bytes;
    /// use graph_entity_emulator::http::Request;
    /// use graph_entity_emulator::{Emulator, ScriptedAnswer};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build()?.block_on(async {
    /// let graph = Emulator::start().await?;
    /// graph.answer_next(ScriptedAnswer::ordinary().delayed(Duration::from_secs(3600)));
    /// let create = Request::post("/v1.0/users")
    ///     .header("Authorization", "Bearer any")
    ///     .header("Content-Type", "application/json")
    ///     .body(Bytes::from_static(b"{}"))?;
    /// assert_eq!(graph.answer(create).await?.status(), 201); // an hour later, and at once
    /// # Ok(())
    /// # })
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the request is left without an answer, or the body of the answer is cut off.
    pub async fn answer(&self, request: Request<Bytes>) -> Result<Response<Bytes>, NoAnswer> {
        let (head, body) = request.into_parts();
        let body = (body.len() <= MAX_BODY_BYTES).then_some(body);
        let (head, body) = self.shared.answer(RecordedRequest::new(head, body)).await?.into_parts();
        let mut body = pin!(body);
        let mut whole = BytesMut::new();
        while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
            let frame = frame.map_err(|_| NoAnswer::Closed)?;
            if let Ok(data) = frame.into_data() {
                whole.extend_from_slice(&data);
            }
        }
        Ok(Response::from_parts(head, whole.freeze()))
    }

    /// Stops, and returns when the port is closed.
    pub async fn stop(mut self) {
        self.server.abort();
        // It ends with "cancelled", which is what was asked for.
        let _ = (&mut self.server).await;
    }
}

/// In this file, so that the builder does not need to know the emulator.
impl EmulatorBuilder {
    /// Starts.
    ///
    /// # Errors
    ///
    /// Those of [`Emulator::bind`].
    ///
    /// # Panics
    ///
    /// As [`Emulator::start`].
    pub async fn start(self) -> io::Result<Emulator> {
        // tokio would panic.
        let runtime = Handle::try_current().map_err(io::Error::other)?;
        // Loopback and nothing else: who can reach the port can read and write everything.
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let address = listener.local_addr()?;
        let (store, log) = match self.count_by {
            Some(property) => (Store::counting(property), None),
            None => (Store::new(), Some(RequestLog::new())),
        };
        let tenant = Tenant::new(store, log, self.profiles, self.page_size);
        let shared = Arc::new(Shared::new(format!("http://{address}"), self.on_answer, tenant));
        let server = runtime.spawn(accept(listener, Arc::clone(&shared)));
        Ok(Emulator { shared, address, server })
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.server.abort();
    }
}
