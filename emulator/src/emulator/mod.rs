//! The emulator as a value: started, asked what it saw, told what to answer, stopped.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::task::JoinHandle;

use crate::actions::reply::{Call, Reply};
use crate::actions::template::Template;
use crate::builder::EmulatorBuilder;
use crate::faults::profile::Profile;
use crate::faults::scripted::ScriptedAnswer;
use crate::server::exchange::Shared;
use crate::upload::handle::UploadSession;

mod in_process;
mod start;
mod state;

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
    /// The request is recorded, checked and counted ([`called`](crate::Statistics::called)) as any other, and faults apply to it: one
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

    /// Stops, and returns when the port is closed.
    pub async fn stop(mut self) {
        self.server.abort();
        // It ends with "cancelled", which is what was asked for.
        let _ = (&mut self.server).await;
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        self.server.abort();
    }
}
