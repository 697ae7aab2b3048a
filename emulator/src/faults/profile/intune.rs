//! Intune's limit on writes.

use std::collections::VecDeque;
use std::time::Duration;

use http::HeaderValue;
use tokio::time::Instant;

use super::{Drawn, THROTTLE_PERCENTAGE};
use crate::clock::Moment;
use crate::faults::retry_after::RetryAfter;
use crate::faults::scripted::ScriptedAnswer;

/// Intune's [limit](https://learn.microsoft.com/graph/throttling-limits#intune-service-limits): 100 writes in any 20
/// seconds.
///
/// The window slides: a write is let through where fewer than the limit were in the window's length before it, so
/// that no window of that length, wherever it begins, sees more. One that is refused is not carried out and does not
/// count; it is answered with 429, Intune's nested error text, and `Retry-After` with the whole seconds (rounded up)
/// after which the oldest write has left the window. Parts of a batch count one by one. Time is `tokio::time`'s.
///
/// If more than 0.8 of the limit is used, the answer has `x-ms-throttle-limit-percentage`, with what was
/// refused in the window counted as well, up to 1.8. Graph documents that header for [some of its
/// services](https://learn.microsoft.com/graph/throttling-limits#regular-responses-requests), and not for Intune.
#[derive(Debug, Clone)]
#[must_use]
pub struct Intune {
    writes: usize,
    window: Duration,
    percentage: bool,
    /// Both at most `writes` long.
    taken: VecDeque<Instant>,
    refused: VecDeque<Instant>,
}

impl Intune {
    pub(super) fn new() -> Self {
        Self {
            writes: 100,
            window: Duration::from_secs(20),
            percentage: true,
            taken: VecDeque::new(),
            refused: VecDeque::new(),
        }
    }

    /// How many writes a window takes, in place of 100.
    pub fn writes(mut self, writes: usize) -> Self {
        self.writes = writes;
        self
    }

    /// The window's length, in place of 20 seconds.
    pub fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// Never sends `x-ms-throttle-limit-percentage`.
    pub fn without_percentage(mut self) -> Self {
        self.percentage = false;
        self
    }

    pub(super) fn draw(&mut self, now: Moment) -> Drawn {
        let now = now.instant;
        for times in [&mut self.taken, &mut self.refused] {
            while times.front().is_some_and(|time| now.duration_since(*time) >= self.window) {
                times.pop_front();
            }
        }
        if self.taken.len() < self.writes {
            self.taken.push_back(now);
            return self.percentage().map_or(Drawn::Nothing, Drawn::Percentage);
        }
        if self.refused.len() >= self.writes {
            self.refused.pop_front();
        }
        self.refused.push_back(now);
        let oldest = self.taken.front().map_or(now, |oldest| *oldest);
        let wait = self.window.saturating_sub(now.duration_since(oldest));
        let seconds = (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1);
        let answer = ScriptedAnswer::intune_throttled(seconds).retry_after(RetryAfter::Seconds(seconds));
        Drawn::Answer(Box::new(match self.percentage() {
            Some(percentage) => answer.header(THROTTLE_PERCENTAGE, percentage),
            None => answer,
        }))
    }

    /// Hundredths of the limit, from 0.81 to 1.80.
    fn percentage(&self) -> Option<HeaderValue> {
        let used = (self.taken.len() + self.refused.len()).saturating_mul(100) / self.writes.max(1);
        let used = used.min(180);
        let value = format!("{}.{:02}", used / 100, used % 100);
        (self.percentage && used > 80).then(|| HeaderValue::from_str(&value).ok()).flatten()
    }
}
