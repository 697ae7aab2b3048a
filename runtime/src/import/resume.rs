//! What a journal's last entry of an operation means for this run.

use http::StatusCode;

use crate::errors::disposition::Disposition;
use crate::operation::effect::Effect;

use super::error::Changed;
use super::journal::{Digest, Entry, EntryState};
use super::outcome::EarlierFailure;

/// What to do with an operation that the journal knows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Resume {
    Send,
    /// It may have taken effect, and does no harm twice.
    Repeat,
    Done(Option<String>),
    Failed(EarlierFailure),
    /// It may exist: a look-up can tell.
    Unknown(EarlierFailure),
}

/// Decides. 401 and 403 speak of the token, not of the entity: those are sent again, as with another token they can pass.
pub(crate) fn resume(entry: Entry, effect: Effect, retry_rejected: bool) -> Resume {
    let about_token = matches!(entry.status, Some(401 | 403));
    let state = entry.state;
    match state {
        EntryState::Created => Resume::Done(entry.id),
        EntryState::Throttled | EntryState::NotSent => Resume::Send,
        EntryState::Rejected if retry_rejected || about_token => Resume::Send,
        EntryState::Rejected => Resume::Failed(failure(entry, Disposition::Rejected)),
        EntryState::Sending | EntryState::Unknown if effect != Effect::Once => Resume::Repeat,
        EntryState::Sending | EntryState::Unknown => Resume::Unknown(failure(entry, Disposition::Unknown)),
    }
}

fn failure(entry: Entry, disposition: Disposition) -> EarlierFailure {
    let status = entry.status.and_then(|status| StatusCode::from_u16(status).ok());
    EarlierFailure { disposition, status, code: entry.code, request_id: entry.request_id }
}

/// What differs between the request of the journal and that of this run.
pub(crate) fn difference(journal: Digest, now: Digest) -> Option<Changed> {
    match (journal.path == now.path, journal.body == now.body) {
        (true, true) => None,
        (false, true) => Some(Changed::Path),
        (true, false) => Some(Changed::Body),
        (false, false) => Some(Changed::PathAndBody),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_has_its_meaning() {
        let digest = Digest::of(b"/v1.0/groups", b"{}");
        let unknown =
            |resume| matches!(resume, Resume::Unknown(failure) if failure.disposition == Disposition::Unknown);
        let entry = |state, status| Entry { status, id: Some("7".to_owned()), ..Entry::new(0, digest, state) };
        let once = |entry, retry_rejected| resume(entry, Effect::Once, retry_rejected);
        assert_eq!(once(entry(EntryState::Created, None), false), Resume::Done(Some("7".to_owned())));
        assert_eq!(once(entry(EntryState::Throttled, Some(429)), false), Resume::Send);
        assert_eq!(once(entry(EntryState::NotSent, None), false), Resume::Send);
        assert!(unknown(once(entry(EntryState::Sending, None), true)));
        assert!(unknown(once(entry(EntryState::Unknown, Some(504)), true)));
        assert!(matches!(once(entry(EntryState::Rejected, Some(400)), false), Resume::Failed(_)));
        assert_eq!(once(entry(EntryState::Rejected, Some(400)), true), Resume::Send);
        assert_eq!(once(entry(EntryState::Rejected, Some(403)), false), Resume::Send);
        for state in [EntryState::Sending, EntryState::Unknown] {
            assert_eq!(resume(entry(state, None), Effect::Idempotent, false), Resume::Repeat);
        }
    }

    #[test]
    fn a_difference_is_named() {
        let before = Digest::of(b"/a", b"{}");
        for (path, body, what) in [
            ("/a", "{}", None),
            ("/b", "{}", Some(Changed::Path)),
            ("/a", "[]", Some(Changed::Body)),
            ("/b", "[]", Some(Changed::PathAndBody)),
        ] {
            assert_eq!(difference(before, Digest::of(path.as_bytes(), body.as_bytes())), what);
        }
    }
}
