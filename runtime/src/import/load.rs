//! How near a limit is, from a service that announces it: `x-ms-throttle-limit-percentage`.
//!
//! Graph sends it from 0.8 of the limit on, up to 1.8
//! (<https://learn.microsoft.com/graph/throttling#regular-responses-requests>).

use std::time::Duration;

/// From this share on, growth is slower.
const NEAR: f64 = 0.8;

/// The share at which growth ends.
const FULL: f64 = 0.97;

/// The largest share that was reported in the last two windows: one that is fixed is full at its end only.
#[derive(Debug, Default)]
pub(crate) struct Load {
    last: Option<(f64, Duration)>,
    announced: bool,
}

impl Load {
    /// Takes a report in; `false` where it says that the limit is far.
    pub(crate) fn report(&mut self, now: Duration, window: Duration, share: f64) -> bool {
        // Also NaN.
        if !(NEAR..1_000.0).contains(&share) {
            return false;
        }
        self.announced = true;
        let old = self.last.filter(|(_, until)| now < *until);
        if old.is_none_or(|(largest, _)| share >= largest) {
            self.last = Some((share, now.saturating_add(window * 2)));
        }
        true
    }

    /// A pause says nothing of the limit: what was reported before it holds on.
    pub(crate) fn hold(&mut self, until: Duration) {
        if let Some((_, end)) = &mut self.last {
            *end = until.max(*end);
        }
    }

    /// Whether the service has ever announced its limit, so that it can be expected to do so again.
    pub(crate) fn announced(&self) -> bool {
        self.announced
    }

    /// What is left before the limit is full, near it.
    pub(crate) fn headroom(&self, now: Duration) -> Option<f64> {
        let (share, _) = self.last.filter(|(_, until)| now < *until)?;
        Some((FULL - share).max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_share_of_two_windows_counts() {
        let (at, window) = (Duration::from_secs, Duration::from_secs(10));
        let mut load = Load::default();
        for nothing in [0.0, 0.79, -1.0, f64::NAN, f64::INFINITY] {
            assert!(!load.report(at(0), window, nothing), "{nothing}");
        }
        assert!(!load.announced());
        assert!(load.report(at(0), window, 0.9));
        assert!(load.report(at(1), window, 0.8));
        assert!((load.headroom(at(19)).unwrap() - 0.07).abs() < 1e-9);
        assert_eq!(load.headroom(at(20)), None);
        assert!(load.report(at(21), window, 1.3));
        assert_eq!(load.headroom(at(22)), Some(0.0));
        assert!(load.announced());
    }
}
