//! What is known of a service's limit before the first request.

use std::time::Duration;

/// A limit as services state it: so many writes in so long a time.
///
/// ```
/// use std::time::Duration;
/// use graph_entity::WriteRate;
///
/// assert_eq!(WriteRate::INTUNE, WriteRate::new(100, Duration::from_secs(20)));
/// assert_eq!(WriteRate::INTUNE.per_second(), 5.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WriteRate {
    pub(crate) writes: u32,
    pub(crate) per: Duration,
}

impl WriteRate {
    /// Intune's, for one app in one tenant: 100 writes in 20 seconds
    /// ([service-specific limits](https://learn.microsoft.com/graph/throttling-limits#intune-service-limits)).
    pub const INTUNE: Self = Self { writes: 100, per: Duration::from_secs(20) };

    /// So many writes in so long a time; none is one, no time is a millisecond.
    #[must_use]
    pub const fn new(writes: u32, per: Duration) -> Self {
        let writes = if writes == 0 { 1 } else { writes };
        let per = if per.is_zero() { Duration::from_millis(1) } else { per };
        Self { writes, per }
    }

    /// Writes a second.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        f64::from(self.writes) / self.per.as_secs_f64()
    }
}

impl Default for WriteRate {
    fn default() -> Self {
        Self::INTUNE
    }
}
