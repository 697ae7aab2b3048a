//! Questions to a monitor until its operation is done.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use crate::client::GraphClient;
use crate::errors::error::Error;
use crate::monitor::address::Monitor;
use crate::monitor::error::MonitorError;
use crate::monitor::progress::{OperationProgress, OperationState};
use crate::random;
use crate::send::deadline::Deadline;
use crate::send::policy::backoff;

/// How long an operation is waited for if nothing else is said.
const LONGEST: Duration = Duration::from_secs(3_600);

/// The least pause between two questions: a service may say 0.
const LEAST_PAUSE: Duration = Duration::from_millis(100);

type Report<'a> = Box<dyn FnMut(&OperationProgress) + Send + 'a>;

/// Waits for an operation: see [`Monitor::until_done`]. To be awaited.
///
/// Its output is the progress of an operation that succeeded, or an [`Error`]: [`MonitorError::Failed`] if the operation failed,
/// [`MonitorError::NotDone`] if it is not done in time, both with the disposition [`Unknown`](crate::Disposition::Unknown); or
/// what [`poll`](Monitor::poll) can fail with, which says nothing about the operation. After the last two, the monitor can be
/// asked again.
#[must_use = "nothing is asked until it is awaited"]
pub struct UntilDone<'a> {
    monitor: Monitor,
    client: GraphClient,
    deadline: Duration,
    report: Option<Report<'a>>,
}

impl<'a> UntilDone<'a> {
    pub(crate) fn new(monitor: Monitor, client: GraphClient) -> Self {
        Self { monitor, client, deadline: LONGEST, report: None }
    }

    /// How long it may take in all; one hour without this. A wait that would pass it is not begun.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Calls `report` with what each answer says.
    pub fn progress(mut self, report: impl FnMut(&OperationProgress) + Send + 'a) -> Self {
        self.report = Some(Box::new(report));
        self
    }

    async fn run(mut self) -> Result<OperationProgress, Error> {
        let until = Deadline::after(self.deadline);
        let mut waits = 0;
        let mut last: Option<OperationProgress> = None;
        loop {
            let progress = match (self.monitor.poll_before(&self.client, until).await, last) {
                (Ok(progress), _) => progress,
                // The time was up while it was asked.
                (Err(_), Some(last)) if until.left().is_some_and(|left| left.is_zero()) => return Err(not_done(last)),
                (Err(error), _) => return Err(error),
            };
            if let Some(report) = &mut self.report {
                report(&progress);
            }
            match progress.state {
                OperationState::Succeeded => return Ok(progress),
                OperationState::Failed => return Err(MonitorError::Failed(Box::new(progress)).into()),
                OperationState::NotStarted | OperationState::Running => {}
            }
            let pause = progress.retry_after.unwrap_or_else(|| backoff(waits, random::fraction())).max(LEAST_PAUSE);
            if until.left().is_some_and(|left| pause >= left) {
                return Err(not_done(progress));
            }
            tracing::debug!(target: "graph_entity", after_ms = pause.as_millis(), "a monitor is asked again after a wait");
            tokio::time::sleep(pause).await;
            waits = waits.saturating_add(1);
            last = Some(progress);
        }
    }
}

fn not_done(progress: OperationProgress) -> Error {
    MonitorError::NotDone(Box::new(progress)).into()
}

impl<'a> IntoFuture for UntilDone<'a> {
    type Output = Result<OperationProgress, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl fmt::Debug for UntilDone<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UntilDone")
            .field("monitor", &self.monitor)
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}
