//! The time that an operation has.

use std::time::Duration;

use tokio::time::Instant;

/// The deadline, or `None` if unlimited.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    pub(crate) fn after(duration: Duration) -> Self {
        Self::since(Instant::now(), duration)
    }

    pub(crate) fn since(now: Instant, duration: Duration) -> Self {
        Self(now.checked_add(duration))
    }

    /// The later of the two.
    pub(crate) fn max(self, other: Self) -> Self {
        Self(self.0.zip(other.0).map(|(one, other)| one.max(other)))
    }

    /// The output of a future, or `None` if the deadline passes first.
    pub(crate) async fn of<F: Future>(self, future: F) -> Option<F::Output> {
        match self.0 {
            Some(at) => tokio::time::timeout_at(at, future).await.ok(),
            None => Some(future.await),
        }
    }

    /// The time that is left, or `None` if unlimited.
    pub(crate) fn left(self) -> Option<Duration> {
        Some(self.0?.saturating_duration_since(Instant::now()))
    }
}
