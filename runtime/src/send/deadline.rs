//! The time that an operation has.

use std::time::Duration;

use tokio::time::Instant;

/// The deadline, or `None` if unlimited.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    /// Unlimited.
    pub(crate) const NONE: Self = Self(None);

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

    /// The earlier of the two.
    pub(crate) fn min(self, other: Self) -> Self {
        match (self.0, other.0) {
            (Some(one), Some(other)) => Self(Some(one.min(other))),
            (one, other) => Self(one.or(other)),
        }
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
