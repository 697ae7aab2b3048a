//! Whether a create that failed is sent again, and when. Pure: no I/O, no clock, no randomness of its own.

use std::time::Duration;

use uuid::Uuid;

use crate::send::single::SendOptions;
use crate::send::verdict::Verdict;

/// What to do after an attempt that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    GiveUp,
    Again { after: Duration },
}

/// What was tried before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Progress {
    /// How often it was sent again after a refusal.
    pub(crate) retries: u32,
    /// How often it was sent again though it may have existed.
    pub(crate) resends: u32,
}

/// The decision, with the time that is left and a random number of `0.0..1.0`; it counts what it grants.
pub(crate) fn next(
    verdict: Verdict,
    options: SendOptions,
    progress: &mut Progress,
    left: Option<Duration>,
    random: f64,
) -> Next {
    let (count, allowed, said) = match verdict {
        Verdict::Throttled(after) => (&mut progress.retries, options.retries, after),
        Verdict::NoConnection => (&mut progress.retries, options.retries, None),
        Verdict::Unknown => (&mut progress.resends, options.retry_unknown, None),
        Verdict::NotSent | Verdict::Rejected | Verdict::Created | Verdict::Unclear => return Next::GiveUp,
    };
    if *count >= allowed {
        return Next::GiveUp;
    }
    // What the service says is never shortened.
    let after = said.unwrap_or_else(|| backoff(*count, random));
    if left.is_some_and(|left| after >= left) {
        return Next::GiveUp;
    }
    *count += 1;
    Next::Again { after }
}

/// Where the service does not say how long: 1 s, 2 s, 4 s … up to 32 s, of each a random part between half and the whole,
/// so that many clients do not come back at once.
fn backoff(before: u32, random: f64) -> Duration {
    Duration::from_secs(1 << before.min(5)).mul_f64(0.5 + random.clamp(0.0, 1.0) / 2.0)
}

/// A random number of `0.0..1.0`, from the bits of a new GUID: a crate for it would be one more to compile for every user.
pub(crate) fn random() -> f64 {
    let (_, low) = Uuid::new_v4().as_u64_pair();
    // The upper bits of this half are the variant's.
    f64::from(u32::try_from(low & u64::from(u32::MAX)).unwrap_or_default()) / (f64::from(u32::MAX) + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LONG: Option<Duration> = Some(Duration::from_secs(100));

    fn said(seconds: f64) -> Verdict {
        Verdict::Throttled(Some(Duration::from_secs_f64(seconds)))
    }

    #[test]
    fn what_the_service_says_is_waited_exactly() {
        for wait in [0.0, 2.128, 99.9] {
            let after = Duration::from_secs_f64(wait);
            let mut progress = Progress::default();
            let next = next(Verdict::Throttled(Some(after)), SendOptions::default(), &mut progress, LONG, 0.0);
            assert_eq!(next, Next::Again { after });
            assert_eq!(progress, Progress { retries: 1, resends: 0 });
        }
    }

    #[test]
    fn a_wait_past_the_deadline_is_not_begun() {
        for (wait, left, gives_up) in [(315, 100, true), (100, 100, true), (99, 100, false)] {
            let cause = Verdict::Throttled(Some(Duration::from_secs(wait)));
            let left = Some(Duration::from_secs(left));
            let mut progress = Progress::default();
            let next = next(cause, SendOptions::default(), &mut progress, left, 0.5);
            assert_eq!(next == Next::GiveUp, gives_up);
            assert_eq!(progress.retries, u32::from(!gives_up));
        }
        let next = next(
            Verdict::Throttled(Some(Duration::from_secs(315))),
            SendOptions::default(),
            &mut Progress::default(),
            None,
            0.5,
        );
        assert_eq!(next, Next::Again { after: Duration::from_secs(315) });
    }

    #[test]
    fn retries_and_resends_are_counted_apart() {
        for (retries, retry_unknown) in [(0, 0), (3, 0), (0, 2), (3, 2)] {
            let options = SendOptions { retries, retry_unknown, ..SendOptions::default() };
            for (cause, allowed) in [
                (said(0.0), retries),
                (Verdict::NoConnection, retries),
                (Verdict::Unknown, retry_unknown),
                (Verdict::Rejected, 0),
                (Verdict::Unclear, 0),
            ] {
                let mut progress = Progress::default();
                let mut granted = 0;
                while next(cause, options, &mut progress, None, 0.5) != Next::GiveUp {
                    granted += 1;
                }
                assert_eq!(granted, allowed, "{cause:?} {options:?}");
            }
        }
    }

    #[test]
    fn without_a_header_the_wait_doubles() {
        for (before, whole) in [(0, 1), (1, 2), (2, 4), (5, 32), (6, 32), (u32::MAX, 32)] {
            assert_eq!(backoff(before, 0.0), Duration::from_millis(whole * 500));
            assert_eq!(backoff(before, 1.0), Duration::from_secs(whole));
        }
    }

    proptest! {
        #[test]
        fn no_wait_is_shorter_than_said_or_longer_than_left(wait in 0u64..1_000_000, left in 0u64..1_000_000, random: f64) {
            let after = Duration::from_millis(wait);
            let left = Duration::from_millis(left);
            let cause = Verdict::Throttled(Some(after));
            match next(cause, SendOptions::default(), &mut Progress::default(), Some(left), random) {
                Next::Again { after: waits } => prop_assert!(waits == after && waits < left),
                Next::GiveUp => prop_assert!(after >= left),
            }
        }

        #[test]
        fn the_random_number_is_below_one(_ in 0..64) {
            prop_assert!((0.0..1.0).contains(&random()));
        }
    }
}
