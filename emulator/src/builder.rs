//! How an emulator is to be started.

use http::StatusCode;

use crate::faults::profile::Profile;
use crate::request::recorded::RecordedRequest;
use crate::server::exchange::OnAnswer;

/// How an [`Emulator`](crate::Emulator) is to be started.
#[must_use = "nothing is started before `start`"]
pub struct EmulatorBuilder {
    pub(crate) port: u16,
    pub(crate) on_answer: Option<OnAnswer>,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) count_by: Option<String>,
    pub(crate) page_size: usize,
}

impl EmulatorBuilder {
    pub(crate) fn new() -> Self {
        Self { port: 0, on_answer: None, profiles: Vec::new(), count_by: None, page_size: usize::MAX }
    }

    /// The port of `127.0.0.1`. 0, the default, is a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Has `observer` called for each request, right before its answer is sent, with the status; `None` if the
    /// connection is closed without an answer. A batch is one request. For a log line; it holds up the answer.
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

    /// Has the profile throttle requests or draw faults. Several profiles are tried in order until one has
    /// an answer; otherwise the service answers.
    pub fn profile(mut self, profile: impl Into<Profile>) -> Self {
        self.profiles.push(profile.into());
        self
    }

    /// How many entities a page of a collection has at most (at least 1); unlimited by default. A client that sends
    /// `$top` gets pages of that many, if that is less.
    pub fn page_size(mut self, page_size: usize) -> Self {
        self.page_size = page_size.max(1);
        self
    }

    /// Counts what is created, by the value of `property`, and keeps neither entities nor requests: for millions of
    /// creates in bounded memory. [`oracle`](crate::Emulator::oracle) and [`statistics`](crate::Emulator::statistics) are as
    /// ever; [`requests`](crate::Emulator::requests), [`stored`](crate::Emulator::stored) and reads find nothing.
    ///
    /// What grows is the list of different values, up to [`MAX_STORED_BYTES`](crate::MAX_STORED_BYTES).
    pub fn count_only(mut self, property: impl Into<String>) -> Self {
        self.count_by = Some(property.into());
        self
    }
}

impl std::fmt::Debug for EmulatorBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EmulatorBuilder").field("port", &self.port).finish_non_exhaustive()
    }
}
