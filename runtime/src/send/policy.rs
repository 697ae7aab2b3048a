//! Whether an attempt that failed is followed by another, and when. Pure: no I/O, no clock, no randomness of its own.

use std::time::Duration;

use crate::errors::disposition::Verdict;
use crate::operation::effect::Effect;
use crate::operation::expectation::{Expectation, Expected};
use crate::operation::options::SendOptions;

/// What to do after an attempt that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    GiveUp,
    /// Send it again.
    Again {
        after: Duration,
    },
    /// Send it again at once with another token, if there is one.
    Reauthorize,
    /// It is done: what it should delete does not exist any longer, and an attempt before may have deleted it.
    Done,
}

/// The decisions for one operation. It counts what it grants.
#[derive(Debug, Clone)]
pub(crate) struct Policy {
    effect: Effect,
    /// Whether it deletes.
    deletes: bool,
    options: SendOptions,
    /// How often it was sent again though nothing had happened, or nothing can happen twice.
    retries: u32,
    /// How often it was sent again though it may have taken effect, and takes effect twice.
    resends: u32,
    reauthorized: bool,
    /// Whether an attempt may have taken effect.
    unknown_before: bool,
    /// How long it was waited for what does not exist yet.
    replicating: Duration,
    waits: u32,
}

impl Policy {
    pub(crate) fn new(expectation: Expectation, options: SendOptions) -> Self {
        let Expectation { effect, answer } = expectation;
        let deletes = effect == Effect::Idempotent && answer == Expected::Nothing;
        Self {
            effect,
            deletes,
            options,
            retries: 0,
            resends: 0,
            reauthorized: false,
            unknown_before: false,
            replicating: Duration::ZERO,
            waits: 0,
        }
    }

    /// The decision, with the time that is left and a random number of `0.0..1.0`.
    pub(crate) fn next(&mut self, verdict: Verdict, left: Option<Duration>, random: f64) -> Next {
        if verdict == Verdict::Unauthorized {
            let again = self.options.reauthorize && !std::mem::replace(&mut self.reauthorized, true);
            return if again { Next::Reauthorize } else { Next::GiveUp };
        }
        if verdict == Verdict::NotFound {
            return self.next_if_not_found(left, random);
        }
        self.unknown_before |= verdict == Verdict::Unknown;
        let said = if let Verdict::Throttled(after) = verdict { after } else { None };
        let (count, allowed) = match (verdict, self.effect) {
            (Verdict::Unknown, Effect::Once) => (&mut self.resends, self.options.retry_unknown),
            (Verdict::Throttled(_) | Verdict::NoConnection | Verdict::Unanswered | Verdict::Unknown, _) => {
                (&mut self.retries, self.options.retries)
            }
            _ => return Next::GiveUp,
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

    /// Notes that an attempt before these may have taken effect.
    pub(crate) fn may_have_taken_effect(&mut self) {
        self.unknown_before = true;
    }

    /// Whether an attempt may have taken effect.
    pub(crate) fn is_unknown(&self) -> bool {
        self.unknown_before
    }

    fn next_if_not_found(&mut self, left: Option<Duration>, random: f64) -> Next {
        if self.deletes && self.unknown_before {
            return Next::Done;
        }
        // Directories replicate: what was created elsewhere may not be there yet.
        let after = backoff(self.waits, random);
        let replicated = self.options.replicating.is_none_or(|within| self.replicating.saturating_add(after) > within);
        if replicated || left.is_some_and(|left| after >= left) {
            return Next::GiveUp;
        }
        self.waits = self.waits.saturating_add(1);
        self.replicating = self.replicating.saturating_add(after);
        Next::Again { after }
    }
}

/// The wait if the service does not say how long: 1 s, 2 s, 4 s … up to 32 s, of each a random part between half and the whole,
/// so that many clients do not come back at once.
pub(crate) fn backoff(before: u32, random: f64) -> Duration {
    Duration::from_secs(1 << before.min(5)).mul_f64(0.5 + random.clamp(0.0, 1.0) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LONG: Option<Duration> = Some(Duration::from_secs(100));

    fn said(seconds: f64) -> Verdict {
        Verdict::Throttled(Some(Duration::from_secs_f64(seconds)))
    }

    fn policy(options: SendOptions) -> Policy {
        Policy::new(Expectation::CREATION, options)
    }

    #[test]
    fn what_the_service_says_is_waited_exactly() {
        for wait in [0.0, 2.128, 99.9] {
            let after = Duration::from_secs_f64(wait);
            let mut policy = policy(SendOptions::default());
            assert_eq!(policy.next(Verdict::Throttled(Some(after)), LONG, 0.0), Next::Again { after });
            assert_eq!((policy.retries, policy.resends), (1, 0));
        }
    }

    #[test]
    fn a_wait_past_the_deadline_is_not_begun() {
        for (wait, left, gives_up) in [(315, 100, true), (100, 100, true), (99, 100, false)] {
            let verdict = Verdict::Throttled(Some(Duration::from_secs(wait)));
            let mut policy = policy(SendOptions::default());
            let next = policy.next(verdict, Some(Duration::from_secs(left)), 0.5);
            assert_eq!(next == Next::GiveUp, gives_up);
            assert_eq!(policy.retries, u32::from(!gives_up));
        }
        let verdict = Verdict::Throttled(Some(Duration::from_secs(315)));
        let next = policy(SendOptions::default()).next(verdict, None, 0.5);
        assert_eq!(next, Next::Again { after: Duration::from_secs(315) });
    }

    /// Every verdict × effect: how often it is sent again.
    #[test]
    fn what_is_sent_again_follows_from_the_verdict_and_the_effect() {
        for (retries, retry_unknown) in [(0, 0), (3, 0), (0, 2), (3, 2)] {
            let options = SendOptions { retries, retry_unknown, ..SendOptions::default() };
            for (verdict, read, idempotent, once) in [
                (said(0.0), retries, retries, retries),
                (Verdict::NoConnection, retries, retries, retries),
                (Verdict::Unanswered, retries, retries, retries),
                (Verdict::Unknown, retries, retries, retry_unknown),
                (Verdict::NotSent, 0, 0, 0),
                (Verdict::Rejected, 0, 0, 0),
                (Verdict::NotFound, 0, 0, 0),
                (Verdict::Created, 0, 0, 0),
                (Verdict::Applied, 0, 0, 0),
                (Verdict::Unclear, 0, 0, 0),
                // With another token, and not counted.
                (Verdict::Unauthorized, 0, 0, 0),
            ] {
                for (effect, allowed) in [(Effect::Read, read), (Effect::Idempotent, idempotent), (Effect::Once, once)]
                {
                    let mut policy = Policy::new(Expectation { effect, answer: Expected::Raw }, options);
                    let mut granted = 0;
                    while let Next::Again { .. } = policy.next(verdict, None, 0.5) {
                        granted += 1;
                    }
                    assert_eq!(granted, allowed, "{verdict:?} {effect:?} {options:?}");
                }
            }
        }
    }

    #[test]
    fn another_token_is_tried_once() {
        for reauthorize in [true, false] {
            let mut policy = policy(SendOptions { reauthorize, ..SendOptions::default() });
            assert_eq!(policy.next(Verdict::Unauthorized, LONG, 0.5) == Next::Reauthorize, reauthorize);
            // Between the two, other things can happen.
            assert!(matches!(policy.next(Verdict::NoConnection, LONG, 0.5), Next::Again { .. }));
            assert_eq!(policy.next(Verdict::Unauthorized, LONG, 0.5), Next::GiveUp);
        }
    }

    #[test]
    fn a_404_to_a_delete_is_its_end_after_an_attempt_that_may_have_deleted() {
        for (deletes, unknown, expected) in
            [(true, true, Next::Done), (true, false, Next::GiveUp), (false, true, Next::GiveUp)]
        {
            let answer = if deletes { Expected::Nothing } else { Expected::EntityOrNothing };
            let mut policy = Policy::new(Expectation { effect: Effect::Idempotent, answer }, SendOptions::default());
            if unknown {
                assert!(matches!(policy.next(Verdict::Unknown, LONG, 0.5), Next::Again { .. }));
            }
            assert_eq!(policy.next(Verdict::NotFound, LONG, 0.5), expected, "{deletes} {unknown}");
        }
    }

    #[test]
    fn what_replicates_is_waited_for_in_its_time_alone() {
        let replicating = Some(Duration::from_secs(10));
        let mut policy = policy(SendOptions { retries: 0, replicating, ..SendOptions::default() });
        let mut waited = Duration::ZERO;
        while let Next::Again { after } = policy.next(Verdict::NotFound, LONG, 1.0) {
            waited += after;
        }
        // 1, 2 and 4 seconds; 8 more would pass it.
        assert_eq!(waited, Duration::from_secs(7));
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
            match policy(SendOptions::default()).next(Verdict::Throttled(Some(after)), Some(left), random) {
                Next::Again { after: waits } => prop_assert!(waits == after && waits < left),
                Next::GiveUp => prop_assert!(after >= left),
                Next::Reauthorize | Next::Done => prop_assert!(false),
            }
        }
    }
}
