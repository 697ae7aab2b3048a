//! The time of day on tokio's clock. If a test pauses that clock, the emulator's dates pause too.

use std::time::SystemTime;

use http::HeaderValue;
use time::OffsetDateTime;
use tokio::time::Instant;

/// The system's time at the start, carried on by tokio's clock.
#[derive(Debug)]
pub(crate) struct Clock {
    system: SystemTime,
    started: Instant,
}

impl Clock {
    pub(crate) fn start() -> Self {
        Self { system: SystemTime::now(), started: Instant::now() }
    }

    pub(crate) fn now(&self) -> Moment {
        let instant = Instant::now();
        Moment { date: self.system + instant.duration_since(self.started), instant }
    }
}

/// One moment, the same for everything that is said of one request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub(crate) date: SystemTime,
    pub(crate) instant: Instant,
}

impl Moment {
    /// As Graph writes it in an error: in UTC, to the second, without an offset.
    pub(crate) fn in_an_error(self) -> String {
        let at = OffsetDateTime::from(self.date);
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            at.year(),
            u8::from(at.month()),
            at.day(),
            at.hour(),
            at.minute(),
            at.second()
        )
    }
}

/// As in HTTP's `Date`: `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn http_date(date: SystemTime) -> Option<HeaderValue> {
    HeaderValue::from_str(&httpdate::HttpDate::from(date).to_string()).ok()
}

/// The value of `Date`, written once a second.
#[derive(Debug, Default)]
pub(crate) struct DateHeader {
    second: u64,
    value: Option<HeaderValue>,
}

impl DateHeader {
    pub(crate) fn at(&mut self, date: SystemTime) -> Option<HeaderValue> {
        let second = date.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
        if self.value.is_none() || self.second != second {
            self.second = second;
            self.value = http_date(date);
        }
        self.value.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_date_is_written_in_two_ways() {
        let date = SystemTime::UNIX_EPOCH + Duration::from_millis(1_769_860_800_900);
        let moment = Moment { date, instant: Instant::now() };
        assert_eq!(moment.in_an_error(), "2026-01-31T12:00:00");
        assert_eq!(http_date(date).unwrap(), "Sat, 31 Jan 2026 12:00:00 GMT");
        let mut header = DateHeader::default();
        assert_eq!(header.at(date).unwrap(), "Sat, 31 Jan 2026 12:00:00 GMT");
        assert_eq!(header.at(date + Duration::from_millis(200)).unwrap(), "Sat, 31 Jan 2026 12:00:01 GMT");
    }

    #[tokio::test(start_paused = true)]
    async fn time_goes_on_as_tokios_does() {
        let clock = Clock::start();
        let before = clock.now();
        assert_eq!(clock.now().date, before.date);
        tokio::time::advance(Duration::from_secs(3600)).await;
        assert_eq!(clock.now().date, before.date + Duration::from_secs(3600));
    }
}
