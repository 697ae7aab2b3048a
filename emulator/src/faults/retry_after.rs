//! The forms of `Retry-After`.

use std::time::{Duration, SystemTime};

use http::HeaderValue;

use crate::clock::http_date;

/// A value of the header `Retry-After`, for [`ScriptedAnswer::retry_after`](crate::ScriptedAnswer::retry_after).
///
/// [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#field.retry-after) has seconds and dates;
/// [Graph](https://learn.microsoft.com/graph/throttling) sends seconds, and some services behind it send fractions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryAfter {
    /// Whole seconds: `Retry-After: 10`. Graph's are known to go beyond 300.
    Seconds(u64),
    /// Seconds with a fraction, as of a millisecond: `Retry-After: 2.128`.
    Fraction(Duration),
    /// A date this far from the answer's `Date`: `Retry-After: Sat, 31 Jan 2026 12:00:10 GMT`. A date has seconds, so
    /// that it may be up to one of them too early.
    Date(Duration),
}

impl RetryAfter {
    /// `None` if the date cannot be written.
    pub(crate) fn value(self, now: SystemTime) -> Option<HeaderValue> {
        match self {
            Self::Seconds(seconds) => Some(HeaderValue::from(seconds)),
            Self::Fraction(time) => {
                HeaderValue::from_str(&format!("{}.{:03}", time.as_secs(), time.subsec_millis())).ok()
            }
            // The formatter panics past the year 9999.
            Self::Date(time) if time.as_secs() < 100 * 366 * 24 * 3_600 => http_date(now.checked_add(time)?),
            Self::Date(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_written_in_its_form() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(1_769_860_800_900);
        let written = |value: RetryAfter| value.value(now).map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(written(RetryAfter::Seconds(315)).as_deref(), Some("315"));
        assert_eq!(written(RetryAfter::Fraction(Duration::from_millis(2_128))).as_deref(), Some("2.128"));
        assert_eq!(written(RetryAfter::Fraction(Duration::from_millis(50))).as_deref(), Some("0.050"));
        let date = written(RetryAfter::Date(Duration::from_secs(10)));
        assert_eq!(date.as_deref(), Some("Sat, 31 Jan 2026 12:00:10 GMT"));
        assert_eq!(written(RetryAfter::Date(Duration::MAX)), None);
    }
}
