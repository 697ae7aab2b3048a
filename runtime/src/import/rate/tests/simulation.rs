//! A service with a limit, in virtual time, and an import into it.
//!
//! The unit tests of a rate feed it single events. Here hours of answers follow from what it permits, in milliseconds.

#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss)]

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::time::Duration;

use super::super::Rate;
use crate::import::WriteRate;

/// What a service counts with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Counts {
    /// The last so many milliseconds.
    Sliding(u64),
    /// From one full so many milliseconds to the next.
    Fixed(u64),
    /// A bucket of so many, filled evenly.
    Bucket(u32),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum RetryAfter {
    Exact,
    WholeSeconds,
    Absent,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Service {
    pub(super) counts: Counts,
    pub(super) per_second: f64,
    pub(super) retry_after: RetryAfter,
    pub(super) announces: bool,
    pub(super) latency: Duration,
}

struct Simulation {
    service: Service,
    passed: VecDeque<Duration>,
    bucket: (f64, Duration),
}

impl Simulation {
    /// Whether a request at `now` passes, else how long not; and the share of the limit.
    fn request(&mut self, now: Duration) -> (Result<(), Duration>, f64) {
        let limit = |window: u64| self.service.per_second * Duration::from_millis(window).as_secs_f64();
        let (free_at, used) = match self.service.counts {
            Counts::Sliding(window) | Counts::Fixed(window) => {
                let window_time = Duration::from_millis(window);
                let since = match self.service.counts {
                    Counts::Fixed(_) => Duration::from_millis(now.as_millis() as u64 / window * window),
                    _ => (now + Duration::from_nanos(1)).saturating_sub(window_time),
                };
                while self.passed.front().is_some_and(|at| *at < since) {
                    self.passed.pop_front();
                }
                let full = self.passed.len() as f64 + 1.0 > limit(window) + 1e-9;
                let free = match self.service.counts {
                    Counts::Fixed(_) => since + window_time,
                    _ => self.passed.front().map_or(now, |at| *at + window_time),
                };
                (full.then_some(free), (self.passed.len() as f64 + 1.0) / limit(window))
            }
            Counts::Bucket(size) => {
                let (filled, at) = self.bucket;
                let filled =
                    (filled + now.saturating_sub(at).as_secs_f64() * self.service.per_second).min(f64::from(size));
                self.bucket = (filled, now);
                let missing = 1.0 - filled;
                let free = now + Duration::from_secs_f64(missing.max(0.0) / self.service.per_second);
                ((missing > 1e-9).then_some(free), 1.0 - (filled - 1.0) / f64::from(size))
            }
        };
        match free_at {
            Some(free) => (Err(free.saturating_sub(now)), used),
            None => {
                self.passed.push_back(now);
                self.bucket.0 -= 1.0;
                (Ok(()), used)
            }
        }
    }
}

pub(super) struct Run {
    pub(super) time: f64,
    pub(super) throttled: f64,
}

/// Answers under way: the time, the permit, what it says, and the share of the limit in thousandths.
type Answer = (Reverse<Duration>, u64, Option<Option<Duration>>, u64);

/// Sends `count` creates, at most 32 at once, as fast as the controller lets them.
pub(super) fn run(service: Service, count: usize) -> Run {
    let mut rate = Rate::new(WriteRate::INTUNE, 7);
    let mut simulation = Simulation {
        service,
        passed: VecDeque::new(),
        bucket: (if let Counts::Bucket(size) = service.counts { f64::from(size) } else { 0.0 }, Duration::ZERO),
    };
    let mut answers: BinaryHeap<Answer> = BinaryHeap::new();
    let mut permits = HashMap::new();
    let (mut now, mut sent, mut done, mut waiting) = (Duration::ZERO, 0_u64, 0, count);
    while done < count {
        let mut wake = Duration::MAX;
        if waiting > 0 && answers.len() < rate.concurrency(32) {
            match rate.acquire(now) {
                Ok(permit) => {
                    waiting -= 1;
                    sent += 1;
                    let (passes, used) = simulation.request(now + service.latency / 2);
                    let refused = passes.err().map(|pause| match service.retry_after {
                        RetryAfter::Exact => Some(pause),
                        RetryAfter::WholeSeconds => {
                            Some(Duration::from_secs(pause.as_secs_f64().ceil().max(1.0) as u64))
                        }
                        RetryAfter::Absent => None,
                    });
                    let share = if service.announces { (used * 1_000.0) as u64 } else { 0 };
                    permits.insert(sent, permit);
                    answers.push((Reverse(now + service.latency), sent, refused, share));
                    continue;
                }
                // Timers are late, by up to a millisecond.
                Err(at) => wake = Duration::from_millis(at.as_nanos().div_ceil(1_000_000) as u64),
            }
        }
        let answered = answers.peek().map_or(Duration::MAX, |answer| answer.0.0);
        now = now.max(wake.min(answered));
        assert!(now < Duration::from_secs(1_000_000), "{service:?} hangs");
        if answered <= now
            && let Some((_, id, refused, share)) = answers.pop()
        {
            let permit = permits.remove(&id).unwrap();
            match refused {
                None => {
                    done += 1;
                    rate.accepted(now, permit);
                }
                Some(pause) => {
                    waiting += 1;
                    rate.throttled(now, permit, pause);
                }
            }
            if share > 0 && refused.is_none() {
                rate.loaded(now, share as f64 / 1_000.0);
            }
        }
    }
    Run { time: now.as_secs_f64(), throttled: (sent as f64 - count as f64) / sent as f64 }
}
