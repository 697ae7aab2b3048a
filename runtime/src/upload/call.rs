//! An upload, before it is sent.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncSeek};

use crate::client::GraphClient;
use crate::client::elsewhere::Elsewhere;
use crate::errors::error::ErrorKind;
use crate::operation::options::Overrides;
use crate::upload::chunk;
use crate::upload::error::UploadError;
use crate::upload::progress::{Report, UploadProgress};
use crate::upload::session::UploadSession;
use crate::upload::source::Source;

/// What a trace shows in place of a session's path.
const NAME: &str = "upload session";

/// A file that is sent to an upload session in chunks: see [`GraphClient::upload`].
#[must_use = "an upload does nothing until it is sent"]
pub struct Upload<'a> {
    pub(super) client: GraphClient,
    pub(super) session: UploadSession,
    pub(super) source: Source<'a>,
    pub(super) chunk_size: usize,
    pub(super) options: Overrides,
    /// Of the upload as a whole.
    pub(super) deadline: Option<Duration>,
    pub(super) resume: bool,
    pub(super) report: Option<Report<'a>>,
}

impl GraphClient {
    /// Sends a file to an [upload session](https://learn.microsoft.com/graph/api/driveitem-createuploadsession), chunk by chunk:
    /// to the `uploadUrl` that `createUploadSession` answered, as a text or as the [`UploadSession`] itself.
    ///
    /// ```no_run
    /// use graph_entity::{GraphClient, GraphParameters, UploadSession, graph_action, serde_json::Value};
    ///
    /// #[derive(GraphParameters)]
    /// #[graph_action("/drives/{driveId}/items/{itemId}/createUploadSession", returns = UploadSession)]
    /// struct CreateUploadSession;
    ///
    /// # async fn run(graph: &GraphClient, video: Vec<u8>) -> Result<(), graph_entity::Error> {
    /// let session = CreateUploadSession.call("b!t18F8ybsHUq", "01MOWKYVJML57KN2ANMBA3").send(graph).await?;
    ///
    /// let item: Value = graph
    ///     .upload(&session)
    ///     .bytes(video) // or `.reader(…)`, such as a `tokio::fs::File`
    ///     .progress(|progress| eprintln!("{progress}"))
    ///     .send_as()
    ///     .await?;
    /// println!("{}", item["id"]);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # What is sent where
    ///
    /// The URL authorizes by itself, and it may be of any host. So neither the token is sent nor the
    /// [headers](crate::GraphClientBuilder::header) of the client, except its `User-Agent`; redirects are not followed. The URL
    /// is `https`, or `http` on this machine. It is a secret: no error, no `Debug` and no trace shows more of it than its origin.
    ///
    /// # When a chunk fails
    ///
    /// A chunk is sent again after a refusal for now (429, or 503 with `Retry-After`) and when no connection was made. After a
    /// lost connection, any other 5xx, and a 416, the session is asked what it has, and the upload goes on from there. The
    /// [retries](Upload::retries) count the failures since the last chunk that the service took.
    ///
    /// A file exists when its last chunk was taken. A failure before that changed nothing:
    /// [`Rejected`](crate::Disposition::Rejected) or [`NotSent`](crate::Disposition::NotSent). If the answer to the last chunk
    /// is lost, the session is asked as well; if it does not exist any longer, the file may be complete, and the error is
    /// [`Unknown`](crate::Disposition::Unknown). If the session ends before, the error is
    /// [`UploadError::Gone`]: make a new one. After any other error the session can still be [resumed](Upload::resume).
    pub fn upload<'a>(&self, session: impl Into<UploadSession>) -> Upload<'a> {
        Upload {
            client: self.clone(),
            session: session.into(),
            source: Source::Bytes(Bytes::new()),
            chunk_size: chunk::DEFAULT,
            options: Overrides::default(),
            deadline: None,
            resume: false,
            report: None,
        }
    }
}

impl<'a> Upload<'a> {
    /// The file, in memory. It is not copied.
    pub fn bytes(mut self, file: impl Into<Bytes>) -> Self {
        self.source = Source::Bytes(file.into());
        self
    }

    /// The file, read from its start, chunk by chunk: a `tokio::fs::File`, or anything else that can be read from any place. At
    /// most one chunk is in memory. If the service asks for
    /// earlier bytes, they are read again.
    pub fn reader(mut self, file: impl AsyncRead + AsyncSeek + Send + 'a) -> Self {
        self.source = Source::Reader(Box::pin(file));
        self
    }

    /// The size of each chunk but the last, in bytes: a multiple of 327,680 (320 KiB), at most 62,914,560 (60 MiB). 3,932,160
    /// without this, the largest below the 4 MB that Outlook takes; drives take more.
    ///
    /// A chunk has to be sent within the client's [`timeout`](crate::GraphClientBuilder::timeout).
    pub fn chunk_size(mut self, bytes: usize) -> Self {
        self.chunk_size = bytes;
        self
    }

    /// How often the upload goes on after failures, counted since the last chunk that the service took; the client's
    /// [`retries`](crate::GraphClientBuilder::retries) without this.
    pub fn retries(mut self, retries: u32) -> Self {
        self.options.retries = Some(retries);
        self
    }

    /// How long the upload may take in all; unlimited without this. Each chunk, with its retries, has the client's
    /// [`deadline`](crate::GraphClientBuilder::deadline) in any case.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Asks the session first what it has, and goes on from there: after an error, or in another process. The file has to be the
    /// same.
    pub fn resume(mut self) -> Self {
        self.resume = true;
        self
    }

    /// Calls `report` whenever the service took a chunk.
    pub fn progress(mut self, report: impl FnMut(&UploadProgress) + Send + 'a) -> Self {
        self.report = Some(Box::new(report));
        self
    }

    /// Where the session is.
    pub(super) fn address(&self) -> Result<Elsewhere, ErrorKind> {
        Elsewhere::parse(self.session.url(), NAME).map_err(|invalid| ErrorKind::Upload(UploadError::Url(invalid)))
    }
}

impl fmt::Debug for Upload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("session", &self.session)
            .field("chunk_size", &self.chunk_size)
            .finish_non_exhaustive()
    }
}
