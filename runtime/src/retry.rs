//! Whether a create that failed is sent again, and when. Pure: no I/O, no clock, no randomness of its own.

use std::time::Duration;

use http::StatusCode;
use uuid::Uuid;

use crate::error::ErrorKind;
use crate::send::SendOptions;

/// What to do after an attempt that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    GiveUp,
    Again { after: Duration },
}

/// Why an attempt failed, as far as it matters for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The service refused it for now, and said how long for, or not.
    Throttled(Option<Duration>),
    /// There was no connection: nothing was sent.
    NoConnection,
    /// It may exist.
    Unknown,
    /// Another attempt would end as this one did, or the entity exists.
    Final,
}

impl Cause {
    pub(crate) fn of(kind: &ErrorKind) -> Self {
        match kind {
            ErrorKind::Connect(error) if !error.is_builder() => Self::NoConnection,
            ErrorKind::Lost(_) => Self::Unknown,
            ErrorKind::Batch(error) => error.cause(),
            ErrorKind::Service(answer, _) => match answer.status {
                StatusCode::TOO_MANY_REQUESTS => Self::Throttled(answer.retry_after),
                StatusCode::SERVICE_UNAVAILABLE if answer.retry_after.is_some() => Self::Throttled(answer.retry_after),
                status if status.is_server_error() => Self::Unknown,
                _ => Self::Final,
            },
            _ => Self::Final,
        }
    }
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
    cause: Cause,
    options: SendOptions,
    progress: &mut Progress,
    left: Option<Duration>,
    random: f64,
) -> Next {
    let (count, allowed, said) = match cause {
        Cause::Throttled(after) => (&mut progress.retries, options.retries, after),
        Cause::NoConnection => (&mut progress.retries, options.retries, None),
        Cause::Unknown => (&mut progress.resends, options.retry_unknown, None),
        Cause::Final => return Next::GiveUp,
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
