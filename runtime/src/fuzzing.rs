//! What reads from outside, as the fuzz targets call it (`fuzz/`). It is there with `--cfg fuzzing` alone, and for the property
//! tests, which call some of it with fewer values.

#![allow(clippy::panic, reason = "a panic is what a target reports")]

mod long_running;
#[cfg(test)]
mod tests;

use std::io::Cursor;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{DATE, LOCATION, RETRY_AFTER};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::batch::{BatchAnswer, Slot};
use crate::errors::disposition::Disposition;
use crate::errors::error::{Error, ErrorKind};
use crate::import::{Lookup, Rate, WriteRate, read};
use crate::operation::expectation::Expectation;
use crate::operation::permissions::Permissions;
use crate::send::verdict::{Failure, Received, judge};
use crate::wire::answer::Answer;
use crate::wire::retry_after;

pub use self::long_running::{delta, monitor, upload};

/// An answer with this status, these headers and this body: its disposition follows from the status, its line is one.
pub fn answer(status: u16, location: &[u8], retry_after: &[u8], body: &[u8]) {
    let Ok(status) = StatusCode::from_u16(status) else { return };
    let mut headers = HeaderMap::new();
    for (name, value) in [(LOCATION, location), (RETRY_AFTER, retry_after)] {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            headers.insert(name, value);
        }
    }
    match judged(Box::new(Answer::new(status, &headers, Bytes::copy_from_slice(body)))) {
        Ok(answer) => {
            assert!(matches!(answer.status.as_u16(), 200 | 201 | 203));
            let _ = answer.id();
        }
        Err(error) => {
            assert_one_line(&error);
            let may_exist = matches!(error.disposition(), Disposition::Created | Disposition::Unknown);
            assert_eq!(may_exist, !refused(status, &error), "{status}: {error}");
        }
    }
}

/// An error's body: what is read of it is part of a line.
pub fn error(body: &[u8]) {
    let answer = Answer::new(StatusCode::BAD_REQUEST, &HeaderMap::new(), Bytes::copy_from_slice(body));
    if let Err(error) = judged(Box::new(answer)) {
        let ErrorKind::Service(..) = error.kind() else { panic!("a 400 is the service's error") };
        assert_eq!(error.disposition(), Disposition::Rejected);
        assert_one_line(&error);
    }
}

/// An answer with any of the headers that are read: what they say of the service's limits goes into an import's rate.
pub fn headers(status: u16, headers: Vec<(u8, &[u8])>) {
    const NAMES: [&str; 7] = [
        "retry-after",
        "date",
        "location",
        "request-id",
        "www-authenticate",
        "x-ms-throttle-limit-percentage",
        "content-type",
    ];
    let Ok(status) = StatusCode::from_u16(status) else { return };
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        let name = NAMES.get(usize::from(name) % NAMES.len()).map(|name| HeaderName::from_static(name));
        if let (Some(name), Ok(value)) = (name, HeaderValue::from_bytes(value)) {
            map.append(name, value);
        }
    }
    let answer = Answer::new(status, &map, Bytes::new());
    let mut rate = Rate::new(WriteRate::default(), 1);
    let mut now = Duration::ZERO;
    for _ in 0..8 {
        if let Some(share) = answer.limit_used.as_deref().and_then(|share| share.trim().parse().ok()) {
            rate.loaded(now, share);
        }
        match rate.acquire(now) {
            Ok(permit) => rate.throttled(now, permit, answer.retry_after),
            Err(at) => now = at,
        }
    }
    let _ = judged(Box::new(answer)).map_err(|error| assert_one_line(&error));
}

/// A `Retry-After` with the answer's own date: a wait in seconds is never cut.
pub fn retry_after(value: &str, date: Option<&str>) {
    let wait = retry_after::parse(value, date, SystemTime::now());
    if value.trim().bytes().all(|byte| byte.is_ascii_digit())
        && let Ok(seconds) = value.trim().parse::<u32>()
    {
        assert!(wait.is_some_and(|wait| wait >= Duration::from_secs(seconds.into())), "{value}: {wait:?}");
    }
    let mut headers = HeaderMap::new();
    for (name, text) in [(RETRY_AFTER, Some(value)), (DATE, date)] {
        if let Some(value) = text.and_then(|text| HeaderValue::from_str(text).ok()) {
            headers.insert(name, value);
        }
    }
    let _ = Answer::new(StatusCode::TOO_MANY_REQUESTS, &headers, Bytes::new());
}

/// The body of a batch's answer, cut off somewhere: what is read of less is what is read of all.
pub fn batch(count: usize, body: &[u8], cut: usize) {
    let read = |body: &[u8]| BatchAnswer::read(&Bytes::copy_from_slice(body), None, count);
    let whole = read(body);
    assert_eq!(whole.slots.len(), count);
    let less = read(body.get(..cut).unwrap_or(body));
    for (less, all) in less.slots.iter().zip(&whole.slots) {
        if let (Slot::Part(less), Slot::Part(all)) = (less, all) {
            assert_eq!(less.status, all.status);
        }
    }
    for slot in whole.slots {
        if let Slot::Part(answer) = slot
            && let Err(error) = judged(answer)
        {
            assert_one_line(&error);
        }
    }
}

/// A journal, cut off somewhere: what is whole is read again as it is, and each create in it has its entry.
pub fn journal(file: &[u8], cut: usize) {
    let Ok(contents) = read(file) else { return };
    let length = usize::try_from(contents.whole).unwrap_or(usize::MAX);
    let Some(whole) = file.get(..length) else { panic!("{length} of {}", file.len()) };
    let end = contents.index.end();
    let Ok(again) = read(whole) else { panic!("what is whole is read again") };
    assert!(!again.torn);
    assert_eq!((again.whole, again.index.end()), (contents.whole, end));
    let Ok(mut lookup) = Lookup::new(Cursor::new(whole), again.index) else { panic!("it is in memory") };
    for index in (0..end.min(64)).chain([end.saturating_sub(1), end, u64::MAX]) {
        assert!(lookup.entry(index).is_ok(), "{index}");
    }
    // A crash leaves a part of it, and that is a journal too.
    let Ok(torn) = read(whole.get(..cut).unwrap_or(whole)) else { panic!("{cut} of {length}") };
    assert!(torn.whole <= contents.whole && torn.index.end() <= end);
}

/// What an answer to a create comes to.
fn judged(answer: Box<Answer>) -> Result<Box<Answer>, Error> {
    judge(Expectation::CREATION, Ok(Received { answer, broken: None }), None)
        .map_err(|Failure { kind, verdict }| Error::after(kind, verdict, Vec::new(), Permissions::default()))
}

fn refused(status: StatusCode, error: &Error) -> bool {
    let code = status.as_u16();
    (status.is_client_error() && !matches!(code, 408 | 460 | 499))
        || matches!(code, 501 | 505 | 511)
        || (status == StatusCode::SERVICE_UNAVAILABLE && error.retry_at().is_some())
}

fn assert_one_line(error: &Error) {
    let line = error.to_string();
    assert!(!line.chars().any(char::is_control), "{line:?}");
}
