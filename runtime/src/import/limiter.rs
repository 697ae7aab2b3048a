//! The controller of a client's rate, with a clock: what all imports of the client and its clones share.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::rate::{Permit, Rate};
use super::seed::WriteRate;
use crate::random;

pub(crate) struct Limiter {
    rate: Mutex<Rate>,
    began: OnceLock<Instant>,
}

impl Limiter {
    pub(crate) fn new(seed: WriteRate) -> Self {
        Self { rate: Mutex::new(Rate::new(seed, random::bits())), began: OnceLock::new() }
    }

    /// A permit, or when to ask again.
    pub(crate) fn acquire(&self) -> Result<Permit, Instant> {
        let began = self.began();
        // A moment that no clock reaches is asked for again in a day.
        self.with(Rate::acquire)
            .map_err(|at| began.checked_add(at).unwrap_or_else(|| Instant::now() + Duration::from_secs(86_400)))
    }

    /// Tells the controller something, or asks it, with the time.
    pub(crate) fn with<T>(&self, tell: impl FnOnce(&mut Rate, Duration) -> T) -> T {
        let now = self.began().elapsed();
        tell(&mut self.lock(), now)
    }

    fn began(&self) -> Instant {
        *self.began.get_or_init(Instant::now)
    }

    fn lock(&self) -> MutexGuard<'_, Rate> {
        self.rate.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
