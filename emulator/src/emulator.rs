//! The emulator as a value: started, asked what it saw, told what to answer, stopped.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use http::StatusCode;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::connection::accept;
use crate::exchange::{OnAnswer, Shared, router};
use crate::record::RecordedRequest;
use crate::resource_path::{ResourcePath, split_version};
use crate::scripted::ScriptedAnswer;
use crate::store::Found;

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
    /// Where the system has no port to give, and outside of a tokio runtime.
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
    /// Those of [`start`](Self::start), and [`AddrInUse`](io::ErrorKind::AddrInUse) where the port is taken.
    ///
    /// # Panics
    ///
    /// As [`start`](Self::start).
    pub async fn bind(port: u16) -> io::Result<Self> {
        Self::builder().port(port).start().await
    }

    /// For a start with more than a port.
    pub fn builder() -> EmulatorBuilder {
        EmulatorBuilder { port: 0, on_answer: None }
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
    /// answer is. One that was broken off before its end is not here.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.tenant().log.to_vec()
    }

    /// The entities of a collection, each with its `id`, in the order of creation. `path` is as in a request,
    /// percent-encoded and with the version: `/v1.0/users/7/messages`. Empty where there is no such collection.
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

    /// Has the next request answered with `answer`, whatever it asks. More calls are for the requests after that, in
    /// order; each answer is given once.
    pub fn answer_next(&self, answer: ScriptedAnswer) {
        self.shared.tenant().script.push_back(answer);
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

/// How an [`Emulator`] is to be started.
#[must_use = "nothing is started before `start`"]
pub struct EmulatorBuilder {
    port: u16,
    on_answer: Option<OnAnswer>,
}

impl EmulatorBuilder {
    /// The port of `127.0.0.1`. 0, the default, is a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Has `observer` called for each request, right before its answer is sent, with the status; `None` where the
    /// connection is closed without an answer. For a log line; it holds up the answer.
    ///
    /// ```
    /// # use graph_entity_emulator::Emulator;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// let graph = Emulator::builder()
    ///     .on_answer(|request, status| eprintln!("{} {} {status:?}", request.method, request.path()))
    ///     .start()
    ///     .await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn on_answer(
        mut self,
        observer: impl Fn(&RecordedRequest, Option<StatusCode>) + Send + Sync + 'static,
    ) -> Self {
        self.on_answer = Some(Box::new(observer));
        self
    }

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
        let shared = Arc::new(Shared::new(format!("http://{address}"), self.on_answer));
        let server = runtime.spawn(accept(listener, router(Arc::clone(&shared))));
        Ok(Emulator { shared, address, server })
    }
}

impl std::fmt::Debug for EmulatorBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EmulatorBuilder").field("port", &self.port).finish_non_exhaustive()
    }
}
