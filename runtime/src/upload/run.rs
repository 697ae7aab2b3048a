//! An upload on its way: which bytes are sent next, and what follows from each answer.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_RANGE, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use serde::de::DeserializeOwned;

use crate::client::GraphClient;
use crate::client::elsewhere::Elsewhere;
use crate::errors::attempt::Attempt;
use crate::errors::disposition::Verdict;
use crate::errors::error::{Error, ErrorKind, Unreadable};
use crate::operation::expectation::Expectation;
use crate::operation::options::SendOptions;
use crate::operation::upload_session::SessionRequest;
use crate::random;
use crate::send::deadline::Deadline;
use crate::send::policy::{Next, Policy};
use crate::send::verdict::{Failure, not_an_error};
use crate::upload::call::Upload;
use crate::upload::chunk;
use crate::upload::error::UploadError;
use crate::upload::progress::{Report, UploadProgress};
use crate::upload::ranges::Ranges;
use crate::upload::said::{Chunk, Said};
use crate::upload::source::Source;
use crate::upload::status::{NO_GET, NOT_IMPLEMENTED, is_gone, status};
use crate::wire::answer::Answer;
use crate::wire::body;
use crate::wire::exchange::Outgoing;

/// An upload on its way.
pub(super) struct Run<'a> {
    client: GraphClient,
    to: Elsewhere,
    source: Source<'a>,
    chunk_size: u64,
    total: u64,
    /// What the service does not have.
    missing: Ranges,
    /// The chunk that was read last, with its first byte, to be sent again.
    held: Option<(u64, Bytes)>,
    /// How often the service asked for what it had: it ends an upload that would not end.
    returns: u32,
    /// Whether the end of the file was sent, and not refused for good.
    end_was_sent: bool,
    /// Whether another run may have sent the end of the file: until the session says what it does not have.
    resumes: bool,
    /// Behind the last byte that was sent, or `None` if another run may have sent any.
    sent: Option<u64>,
    report: Option<Report<'a>>,
    options: SendOptions,
    /// Of the upload as a whole.
    deadline: Deadline,
    /// Of the chunk.
    until: Deadline,
    policy: Policy,
    /// The requests that failed since the last chunk that the service took.
    pub(super) attempts: Vec<Attempt>,
    waited: Duration,
}

/// What to do next.
enum Step {
    /// Send the next chunk.
    Send,
    /// Ask the session what it has.
    Ask,
    Done(Box<Answer>),
}

impl<'a> Run<'a> {
    pub(super) fn new(upload: Upload<'a>) -> Result<Self, ErrorKind> {
        let to = upload.address()?;
        let chunk_size = chunk::checked(upload.chunk_size);
        let chunk_size = chunk_size.ok_or(ErrorKind::Upload(UploadError::ChunkSize(upload.chunk_size)))?;
        // No token is sent, so none is replaced.
        let options = SendOptions { reauthorize: false, ..upload.options.over(upload.client.shared.options) };
        let deadline = upload.deadline.map_or(Deadline::NONE, Deadline::after);
        // What a stored session says may be old.
        let missing = upload.session.missing().filter(|missing| !upload.resume && missing.first().is_some());
        let is_new = !upload.resume && missing.is_none_or(|missing| *missing == Ranges::from(0));
        Ok(Self {
            to,
            source: upload.source,
            chunk_size,
            total: 0,
            missing: missing.cloned().unwrap_or_else(|| Ranges::from(0)),
            held: None,
            returns: 0,
            end_was_sent: false,
            resumes: upload.resume,
            sent: is_new.then_some(0),
            report: upload.report,
            options,
            deadline,
            until: Deadline::after(options.deadline).min(deadline),
            policy: Policy::new(SessionRequest::CHUNK.expectation, options),
            attempts: Vec::new(),
            waited: Duration::ZERO,
            client: upload.client,
        })
    }

    /// Sends the file, and returns the answer that completes it.
    pub(super) async fn send(&mut self) -> Result<Box<Answer>, Error> {
        self.total = self.source.size().await.map_err(|error| self.error(UploadError::Read(error)))?;
        if self.total == 0 {
            return Err(self.error(UploadError::Empty));
        }
        let mut step = if self.resumes { Step::Ask } else { Step::Send };
        loop {
            step = match step {
                Step::Send => self.send_chunk().await?,
                Step::Ask => self.ask().await?,
                Step::Done(answer) => {
                    self.tell(self.total);
                    return Ok(answer);
                }
            };
        }
    }

    /// What is in the answer that completed the file.
    pub(super) fn read<T: DeserializeOwned>(mut self, answer: Box<Answer>) -> Result<T, Error> {
        let kind = match not_an_error(answer) {
            Ok(answer) => match body::read_or_null(&answer.body) {
                Ok(value) => return Ok(value),
                Err(error) => ErrorKind::Unreadable(answer, Unreadable::Json(error)),
            },
            Err(kind) => kind,
        };
        let file = SessionRequest::LAST_CHUNK.expectation;
        let failure = Failure::new(file, kind, self.to.secret());
        Err(self.given_up(failure, file))
    }

    async fn send_chunk(&mut self) -> Result<Step, Error> {
        let chunk = self.next_chunk();
        self.sent = self.sent.map(|sent| sent.max(chunk.end));
        let SessionRequest { method, expectation } =
            if chunk.completes { SessionRequest::LAST_CHUNK } else { SessionRequest::CHUNK };
        let mut request = Outgoing::new(method, expectation);
        let range = format!("bytes {}-{}/{}", chunk.start, chunk.end.saturating_sub(1), self.total);
        let range = HeaderValue::try_from(range).map_err(|error| ErrorKind::Http(error.into()))?;
        request.headers.insert(CONTENT_RANGE, range);
        request.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        request.body = self.bytes_of(&chunk).await?;
        let failure = match self.attempt(&request).await {
            Ok(answer) => return self.follow(Said::by_chunk(answer, &chunk), true),
            Err(failure) => failure,
        };
        // A gateway may say that it was refused for now, when the service took it.
        let may_be_taken = failure.verdict.may_have_taken_effect() || matches!(failure.verdict, Verdict::Throttled(_));
        self.end_was_sent |= chunk.completes && may_be_taken;
        if status(&failure.kind) == Some(StatusCode::RANGE_NOT_SATISFIABLE) {
            // Counted as a failure for now, and asked at once.
            return match self.policy.next(Verdict::Unanswered, self.until.left(), random::fraction()) {
                Next::Again { .. } => Ok(Step::Ask),
                _ => Err(self.given_up(failure, expectation)),
            };
        }
        // Of these, the service took nothing.
        let took_nothing = matches!(failure.verdict, Verdict::Throttled(_) | Verdict::NoConnection);
        self.wait(failure, expectation).await?;
        Ok(if took_nothing { Step::Send } else { Step::Ask })
    }

    /// Asks the session what it has.
    async fn ask(&mut self) -> Result<Step, Error> {
        let SessionRequest { method, expectation } = SessionRequest::STATUS;
        match self.attempt(&Outgoing::new(method, expectation)).await {
            Ok(answer) => {
                let said = Said::by_session(answer, self.start(), self.may_be_complete());
                self.follow(said, false)
            }
            // A service that does not tell: the chunk is sent again.
            Err(Failure { kind, .. }) if matches!(status(&kind), Some(NO_GET | NOT_IMPLEMENTED)) => Ok(Step::Send),
            Err(failure) => {
                self.wait(failure, expectation).await?;
                Ok(Step::Ask)
            }
        }
    }

    /// One request. A failure is noted.
    async fn attempt(&mut self, request: &Outgoing) -> Result<Box<Answer>, Failure> {
        let mut attempt = Attempt::without_id(std::mem::take(&mut self.waited));
        attempt.resend = u32::try_from(self.attempts.len()).unwrap_or(u32::MAX);
        let result = self.client.attempt_elsewhere(&self.to, request, &mut attempt, self.until).await;
        if let Err(failure) = &result {
            self.attempts.push(attempt.ended_in(request.expectation.effect, Some(failure.verdict)));
        }
        result
    }

    /// Takes over what an answer said: of a chunk that was sent, or of the session that was asked.
    fn follow(&mut self, said: Said, was_sent: bool) -> Result<Step, Error> {
        let ranges = match said {
            Said::Complete(answer) => {
                return match self.sent.filter(|sent| *sent < self.total) {
                    Some(sent) => Err(self.error(UploadError::Incomplete { sent, total: self.total })),
                    None => Ok(Step::Done(answer)),
                };
            }
            Said::Nothing => return Ok(Step::Send),
            Said::Missing(ranges) => ranges,
        };
        let (before, start) = (self.start(), ranges.first().map_or(0, |(start, _)| start));
        let expected = UploadError::Expected { byte: start, total: self.total };
        if start >= self.total {
            return Err(self.error(expected));
        }
        if start > before {
            self.policy = Policy::new(SessionRequest::CHUNK.expectation, self.options);
            self.until = Deadline::after(self.options.deadline).min(self.deadline);
            self.attempts.retain(|attempt| attempt.may_have_taken_effect);
            self.tell(start);
        } else if was_sent || start < before {
            self.returns = self.returns.saturating_add(1);
            if self.returns > self.options.retries {
                return Err(self.error(expected));
            }
        }
        self.missing = ranges;
        self.resumes = false;
        if !was_sent {
            // What the session has is known from itself.
            self.sent = None;
        }
        Ok(Step::Send)
    }

    /// Waits until the next attempt, or gives up.
    async fn wait(&mut self, failure: Failure, expectation: Expectation) -> Result<(), Error> {
        if is_gone(&failure.kind) {
            return Err(match failure.kind.into_answer() {
                Ok(answer) => self.error(UploadError::Gone { answer, may_be_complete: self.may_be_complete() }),
                Err(kind) => self.given_up(Failure { kind, ..failure }, expectation),
            });
        }
        let verdict = match (&failure.kind, failure.verdict) {
            // The end of the answer is lost, and the session can be asked.
            (ErrorKind::Unreadable(_, Unreadable::Lost(_)), Verdict::Unclear) => Verdict::Unknown,
            (_, verdict) => verdict,
        };
        let Next::Again { after } = self.policy.next(verdict, self.until.left(), random::fraction()) else {
            return Err(self.given_up(failure, expectation));
        };
        tracing::debug!(target: "graph_entity", after_ms = after.as_millis(), "an upload goes on after a wait");
        tokio::time::sleep(after).await;
        self.waited = after;
        Ok(())
    }

    fn next_chunk(&self) -> Chunk {
        let (start, last) = self.missing.first().unwrap_or((0, None));
        let end_of_range = last.map_or(self.total, |last| last.saturating_add(1));
        let end = start.saturating_add(self.chunk_size).min(self.total).min(end_of_range);
        // What was never sent is missing, whatever the ranges say.
        let all_was_sent = self.sent.is_none_or(|sent| sent.max(end) >= self.total);
        Chunk { start, end, completes: all_was_sent && self.missing.end_before(end, self.total) }
    }

    async fn bytes_of(&mut self, chunk: &Chunk) -> Result<Bytes, Error> {
        let held = self.held.take();
        if let Some((start, bytes)) = held
            && start == chunk.start
            && u64::try_from(bytes.len()).ok() == chunk.end.checked_sub(start)
        {
            self.held = Some((start, bytes.clone()));
            return Ok(bytes);
        }
        let read = self.source.read(chunk.start, chunk.end).await;
        let bytes = read.map_err(|error| self.error(UploadError::Read(error)))?;
        self.held = Some((chunk.start, bytes.clone()));
        Ok(bytes)
    }

    /// The first byte that the service does not have.
    pub(super) fn start(&self) -> u64 {
        self.missing.first().map_or(0, |(start, _)| start)
    }

    fn may_be_complete(&self) -> bool {
        self.end_was_sent || self.resumes
    }

    fn tell(&mut self, sent: u64) {
        let progress = UploadProgress { sent, total: self.total };
        if let Some(report) = &mut self.report {
            report(&progress);
        }
    }
}
