//! How fast to send: a controller. What happened and the time go in, permits come out; no clock, no waiting.
//!
//! The rate grows additively with each create that is let through and falls multiplicatively on a 429. Four things are
//! known beyond that, and used:
//!
//! - The service tells, with `Retry-After`, how many it lets through in what time. The first 429 thus says the rate.
//! - A wrong guess costs the pause that follows. The dearer the pause, the slower the growth.
//! - A service that announces its limit (`x-ms-throttle-limit-percentage`) is approached fast and not crossed.
//! - Many 429s at once are one sign: requests of an epoch that is over only prolong the pause.

use std::time::Duration;

use super::load::Load;
use super::seed::WriteRate;

/// The growth of a learned rate, in parts of it, until its creates are [`Rate::patience`] many.
const GROWTH: f64 = 0.05;

/// What remains of a rate that held for a whole window, and of one that did not.
const KEPT: f64 = 0.97;
const KEPT_EARLY: f64 = 0.85;

/// What remains of the first rate that was too much for a service that does not say how long to wait.
const KEPT_BLIND: f64 = 0.7;

/// The rate is never below one create in a minute, and never above this many a second.
const SLOWEST: f64 = 1.0 / 60.0;
const FASTEST: f64 = 1_000_000.0;

/// How long a permit may come late without a loss: what timers and other work delay.
const SLACK: f64 = 0.02;

/// The longest pause without a `Retry-After`.
const LONGEST_BACKOFF: Duration = Duration::from_secs(60);

/// How many creates say enough of a rate.
const ENOUGH: f64 = 20.0;

/// The right to send one request, of the epoch that it was given in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Permit {
    epoch: u64,
    limited: bool,
}

/// From one pause to the next.
#[derive(Debug, Default)]
struct Epoch {
    number: u64,
    /// When its first permit was given.
    started: Option<Duration>,
    accepted: f64,
}

/// The controller. Every `now` is the time since one and the same moment, and does not go back.
#[derive(Debug)]
pub(crate) struct Rate {
    seed: WriteRate,
    per_second: f64,
    /// What may go at once, once.
    burst: f64,
    tokens: f64,
    filled: Duration,
    paused_until: Duration,
    waited: Option<Duration>,
    epoch: Epoch,
    /// In what time a service counts, as far as is known.
    window: Duration,
    learned: bool,
    /// Let through since the last sign of a limit.
    calm: f64,
    patience: f64,
    load: Load,
    lowered: Duration,
    refusals_in_a_row: i32,
    /// In flight, and at most.
    concurrency: usize,
    most: usize,
    /// What each create of the epoch before, answered late, adds to the rate that was learned from them.
    each_late: f64,
    random: u64,
}

impl Rate {
    /// A controller that begins with what is known of the service. `random` spreads the pauses of several processes.
    pub(crate) fn new(seed: WriteRate, random: u64) -> Self {
        Self {
            per_second: seed.per_second().clamp(SLOWEST, FASTEST),
            burst: f64::from(seed.writes),
            seed,
            tokens: 0.0,
            filled: Duration::ZERO,
            paused_until: Duration::ZERO,
            waited: None,
            epoch: Epoch::default(),
            window: Duration::from_secs(1),
            learned: false,
            calm: 0.0,
            patience: 1_000.0,
            load: Load::default(),
            lowered: Duration::ZERO,
            refusals_in_a_row: 0,
            concurrency: 4,
            most: 4,
            each_late: 0.0,
            random: random | 1,
        }
    }

    /// Creates a second, as far as is known.
    pub(crate) fn per_second(&self) -> f64 {
        self.per_second
    }

    /// How many requests may be in flight, of so many at most.
    pub(crate) fn concurrency(&mut self, most: usize) -> usize {
        self.most = self.most.max(most);
        self.concurrency.min(most)
    }

    /// The end of the pause.
    pub(crate) fn paused_until(&self, now: Duration) -> Option<Duration> {
        (now < self.paused_until).then_some(self.paused_until)
    }

    /// A permit, or when to ask again.
    pub(crate) fn acquire(&mut self, now: Duration) -> Result<Permit, Duration> {
        if now < self.paused_until {
            return Err(self.paused_until);
        }
        let passed = now.saturating_sub(self.filled).as_secs_f64();
        self.filled = self.filled.max(now);
        self.tokens = (self.tokens + passed * self.per_second).min(1.0 + SLACK * self.per_second);
        let burst = self.burst >= 1.0;
        if burst {
            self.burst -= 1.0;
        } else if self.tokens > 0.999_999 {
            self.tokens -= 1.0;
        } else {
            self.waited = Some(now);
            return Err(now + seconds((1.0 - self.tokens) / self.per_second));
        }
        self.epoch.started.get_or_insert(now);
        // Who sends less than the rate learns nothing of the limit.
        let limited = burst || self.waited.is_some_and(|at| now.saturating_sub(at) < Duration::from_secs(1));
        Ok(Permit { epoch: self.epoch.number, limited })
    }

    /// The service let it through, or refused it for what it is.
    pub(crate) fn accepted(&mut self, now: Duration, permit: Permit) {
        self.refusals_in_a_row = 0;
        self.concurrency = self.concurrency.saturating_add(1).min(self.most);
        if permit.epoch != self.epoch.number {
            self.per_second += self.each_late;
            return;
        }
        self.epoch.accepted += 1.0;
        if !permit.limited {
            return;
        }
        self.calm += 1.0;
        let growth = match self.load.headroom(now) {
            Some(headroom) => self.per_second * headroom / 200.0,
            // Each second the rate is e times as large, until there is a sign of a limit.
            None if self.load.announced() => self.per_second / 1_000.0,
            None if !self.learned => 1.0,
            None => self.per_second * GROWTH / self.patience * (1.0 + (self.calm / self.patience).powi(2)),
        };
        self.per_second = (self.per_second + growth).min(FASTEST);
    }

    /// The service says what share of a limit is used.
    pub(crate) fn loaded(&mut self, now: Duration, share: f64) {
        // At first the limit itself is looked for: its 429 says more than an announcement.
        if !self.load.report(now, self.window, share) || self.burst >= 1.0 {
            return;
        }
        if share >= 1.0 {
            self.lower(now, 0.95);
        }
    }

    /// The service is in trouble: a 5xx, or no answer.
    pub(crate) fn strained(&mut self, now: Duration) {
        self.calm = 0.0;
        self.lower(now, 0.9);
    }

    /// No connection was made: all wait, longer each time.
    pub(crate) fn disconnected(&mut self, now: Duration, permit: Permit) {
        if permit.epoch != self.epoch.number {
            return;
        }
        let pause = self.backoff();
        self.refusals_in_a_row = self.refusals_in_a_row.saturating_add(1);
        self.burst = 0.0;
        self.epoch = Epoch { number: self.epoch.number + 1, ..Epoch::default() };
        self.each_late = 0.0;
        self.pause_until(now.saturating_add(pause));
    }

    /// Once in a window, so that several answers to one state of the service are one sign.
    fn lower(&mut self, now: Duration, kept: f64) {
        if now >= self.lowered + self.window {
            self.lowered = now;
            self.per_second = (self.per_second * kept).max(SLOWEST);
        }
    }

    /// The service refused it for now, and said how long, or did not.
    pub(crate) fn throttled(&mut self, now: Duration, permit: Permit, retry_after: Option<Duration>) {
        if permit.epoch != self.epoch.number {
            if let Some(pause) = retry_after {
                self.pause_until(now.saturating_add(pause));
            }
            return;
        }
        let told = retry_after.is_some();
        let pause = retry_after.unwrap_or_else(|| self.backoff());
        let resume = now.saturating_add(pause);
        self.learn(now, resume, pause, told);
        self.refusals_in_a_row = self.refusals_in_a_row.saturating_add(1);
        self.concurrency = (self.concurrency / 2).max(4);
        self.burst = 0.0;
        self.calm = 0.0;
        self.lowered = resume;
        self.load.hold(resume.saturating_add(self.window * 3));
        let price = if told { pause.as_secs_f64() * self.per_second } else { 0.0 };
        self.patience = (100.0 * price).clamp(500.0, 10_000.0);
        self.epoch = Epoch { number: self.epoch.number + 1, ..Epoch::default() };
        self.pause_until(resume);
    }

    /// A new rate, from what was let through from the epoch's start to the moment that the service names.
    fn learn(&mut self, now: Duration, resume: Duration, pause: Duration, told: bool) {
        let started = self.epoch.started.unwrap_or(now);
        let over = |end: Duration| self.epoch.accepted / end.saturating_sub(started).as_secs_f64().max(0.001);
        // Limits are stated for whole seconds, and `Retry-After` is rounded up to them.
        let whole = resume.saturating_sub(started).as_secs_f64().max(1.0).floor();
        let slowest = if self.learned { over(resume) } else { KEPT * self.epoch.accepted / whole };
        // `Retry-After` is in whole seconds where it is not long, and may so be a second too long.
        let fastest = match pause.as_secs_f64() {
            pause if !told || pause <= 1.0 => f64::INFINITY,
            pause if pause <= 10.0 => over(resume.saturating_sub(Duration::from_secs(1))),
            _ => slowest,
        };
        let held = self.learned && now.saturating_sub(started).as_secs_f64() >= 0.9 * self.window.as_secs_f64();
        let kept = self.per_second * if held { KEPT } else { KEPT_EARLY };
        let enough = self.epoch.accepted >= ENOUGH;
        if enough && told && !self.learned {
            self.window = resume.saturating_sub(started).clamp(Duration::from_secs(1), LONGEST_BACKOFF);
        }
        // Without a word of the service the limit can be anywhere below.
        let kept = if self.learned || told { kept } else { self.per_second * KEPT_BLIND };
        let rate = kept.max(if told { slowest } else { 0.0 }).min(fastest.max(self.seed.per_second()));
        let first = enough && told && !self.learned;
        let rate = if first { slowest.max(KEPT * self.seed.per_second()) } else { rate.min(self.per_second * KEPT) };
        self.each_late = if first { KEPT / whole } else { 0.0 };
        self.per_second = rate.max(SLOWEST);
        self.learned |= enough;
    }

    fn pause_until(&mut self, resume: Duration) {
        self.paused_until = self.paused_until.max(resume);
        // At its end there is one permit, and no more than one.
        self.filled = self.filled.max(self.paused_until);
        self.tokens = 1.0;
    }

    /// Twice as long each time, from one second, and up to a half more.
    fn backoff(&mut self) -> Duration {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let jitter = f64::from(u32::try_from(self.random >> 32).unwrap_or(0)) / f64::from(u32::MAX);
        let pause = 2_f64.powi(self.refusals_in_a_row.min(10)) * (1.0 + jitter / 2.0);
        seconds(pause).min(LONGEST_BACKOFF)
    }
}

fn seconds(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX / 4)
}

#[cfg(test)]
mod tests;
