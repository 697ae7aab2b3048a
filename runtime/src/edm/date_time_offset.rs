//! `Edm.DateTimeOffset`, on `time::OffsetDateTime`.

use std::fmt;
use std::str::FromStr;

use time::{OffsetDateTime, UtcOffset};

use super::ascii::Ascii;
use super::date;
use super::seconds::Seconds;
use super::text::{debug_as_display, digits, ordered_by_value, parse_error, string_in_json};

/// A date and time with its offset from UTC, such as `2017-01-01T00:00:17.7769392-08:00`.
///
/// It stands on [`time::OffsetDateTime`], and converts from it and into it. It keeps besides how the text was written: the
/// number of the seconds' digits (up to 12; `.70` stays `.70`), `Z` or `+00:00`, and seconds left out. What is read is written
/// back digit for digit.
///
/// Two are equal when they are the same instant, whatever their offset or spelling; so are order and hash.
///
/// The form is `dateTimeOffsetValue` of the
/// [OData ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt), years -9999 to 9999;
/// in JSON it is [a string](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue).
///
/// Graph has answers that leave the offset out, such as `2019-09-27T01:01:04.566`. They are read as well, taken as UTC, and
/// written back without an offset.
///
/// ```
/// use graph_entity::edm::DateTimeOffset;
/// use graph_entity::time::OffsetDateTime;
///
/// let text = "2017-01-01T00:00:17.7769392-08:00";
/// let reported: DateTimeOffset = text.parse()?;
/// assert_eq!(reported.to_string(), text);
/// assert_eq!(OffsetDateTime::from(reported).nanosecond(), 776_939_200);
/// # Ok::<(), graph_entity::edm::ParseDateTimeOffsetError>(())
/// ```
#[derive(Clone, Copy)]
pub struct DateTimeOffset {
    instant: OffsetDateTime,
    seconds: Seconds,
    offset: Offset,
}

/// How the offset was written.
#[derive(Clone, Copy)]
enum Offset {
    Z,
    /// `-00:00`
    NegativeZero,
    Numeric,
    LeftOut,
}

impl DateTimeOffset {
    /// This moment, in UTC.
    #[must_use]
    pub fn now_utc() -> Self {
        OffsetDateTime::now_utc().into()
    }
}

impl From<OffsetDateTime> for DateTimeOffset {
    /// With as many digits as the nanoseconds need, and `Z` for UTC.
    ///
    /// An offset's seconds, which the text cannot hold, become part of the time; the instant stays the same.
    fn from(instant: OffsetDateTime) -> Self {
        let (hours, minutes, seconds) = instant.offset().as_hms();
        let whole = UtcOffset::from_hms(hours, minutes, 0).ok().filter(|_| seconds != 0);
        let instant = whole.and_then(|offset| instant.checked_to_offset(offset)).unwrap_or(instant);
        let offset = if instant.offset().is_utc() { Offset::Z } else { Offset::Numeric };
        Self { instant, seconds: Seconds::of(instant.time()), offset }
    }
}

impl From<DateTimeOffset> for OffsetDateTime {
    /// The digits behind the ninth are lost.
    fn from(value: DateTimeOffset) -> Self {
        value.instant
    }
}

parse_error! {
    /// A text that is no `Edm.DateTimeOffset`; its `Display` shows it.
    ParseDateTimeOffsetError, "date and time, such as `2017-01-01T00:00:17.7769392-08:00`"
}

impl FromStr for DateTimeOffset {
    type Err = ParseDateTimeOffsetError;

    /// # Errors
    ///
    /// Where the text has another form or names a moment that does not exist, such as a 30th of February or a 60th second.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).ok_or_else(|| ParseDateTimeOffsetError::of(text))
    }
}

fn parse(text: &str) -> Option<DateTimeOffset> {
    let (date, rest) = date::parse(text)?;
    let (time, seconds, rest) = Seconds::parse(rest.strip_prefix(['T', 't'])?)?;
    let (from_utc, offset) = match rest {
        "" => (UtcOffset::UTC, Offset::LeftOut),
        "Z" | "z" => (UtcOffset::UTC, Offset::Z),
        "-00:00" => (UtcOffset::UTC, Offset::NegativeZero),
        _ => (parse_offset(rest)?, Offset::Numeric),
    };
    Some(DateTimeOffset { instant: OffsetDateTime::new_in_offset(date, time, from_utc), seconds, offset })
}

fn parse_offset(text: &str) -> Option<UtcOffset> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, rest) = digits::<i8>(rest, 2)?;
    let (minutes, rest) = digits::<i8>(rest.strip_prefix(':')?, 2)?;
    if hours > 23 || !rest.is_empty() {
        return None;
    }
    UtcOffset::from_hms(sign * hours, sign * minutes, 0).ok()
}

impl fmt::Display for DateTimeOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Ascii::new();
        date::write(self.instant.date(), &mut text);
        text.push("T");
        self.seconds.write(self.instant.time(), &mut text);
        match self.offset {
            Offset::Z => text.push("Z"),
            Offset::NegativeZero => text.push("-00:00"),
            Offset::LeftOut => {}
            Offset::Numeric => {
                let (hours, minutes, _) = self.instant.offset().as_hms();
                text.push(if hours < 0 || minutes < 0 { "-" } else { "+" });
                text.push_digits(hours.unsigned_abs().into(), 2);
                text.push(":");
                text.push_digits(minutes.unsigned_abs().into(), 2);
            }
        }
        text.write(f)
    }
}

debug_as_display!(DateTimeOffset);
ordered_by_value!(DateTimeOffset);
string_in_json!(DateTimeOffset, "a date and time with an offset");

impl DateTimeOffset {
    fn value(self) -> (OffsetDateTime, u16) {
        (self.instant, self.seconds.picoseconds())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edm::text::shown;
    use proptest::prelude::*;

    #[test]
    fn a_text_comes_back_as_it_came() {
        for text in [
            "2017-01-01T00:00:17.7769392-08:00",
            "2017-01-01T00:00:17Z",
            "2017-01-01T00:00:17.0Z",
            "2017-01-01T00:00:17.700+00:00",
            "2017-01-01T00:00:17.123456789012+05:30",
            "2017-01-01T00:00:17.1234567890-05:30",
            "2017-01-01T00:00Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.9999999Z",
            "2016-02-29T12:00:00-00:00",
            "2016-02-29T12:00:00-00:30",
            "-0004-02-29T12:00:00Z",
            "2017-01-01T00:00:00",
            "2019-11-15T00:00:00.0000000",
            "2019-09-27T01:01",
        ] {
            assert_eq!(text.parse::<DateTimeOffset>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_moment_is_an_error_that_shows_it() {
        for text in [
            "",
            "String (timestamp)",
            "2017-01-01",
            "2017-01-01 00:00:17Z",
            "2017-01-01 00:00:17",
            "2017-01-01T00: 00: 17Z",
            "2017-02-29T00:00:00Z",
            "2017-01-01T24:00:00Z",
            "2016-12-31T23:59:60Z",
            "2017-01-01T00:00:17.Z",
            "2017-01-01T00:00:17.1234567890123Z",
            "2017-01-01T00:00.5Z",
            "2017-01-01T00:00:17Z ",
            "2017-01-01T00:00:1é",
            "--2017-01-01T00:00:17Z",
            "-0000-01-01T00:00:17Z",
            "2017-01-01T00:00:17+24:00",
            "2017-01-01T00:00:17+01:60",
            "2017-01-01T00:00:17+0100",
            "2017-01-01T00:00:17+01:00Z",
        ] {
            let error = text.parse::<DateTimeOffset>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{text}` is not a valid date and time")), "{error}");
        }
    }

    #[test]
    fn equality_is_of_the_instant() {
        let [a, b]: [DateTimeOffset; 2] =
            ["2017-01-01T00:00:00.0Z", "2016-12-31T16:00:00-08:00"].map(|text| text.parse().unwrap());
        assert_eq!(a, b);
        assert!(a < "2017-01-01T00:00:00.000000000001Z".parse().unwrap());
        assert_eq!(a, "2017-01-01T00:00:00".parse().unwrap());
    }

    #[test]
    fn an_instant_beyond_the_years_is_compared_as_well() {
        let [a, b]: [DateTimeOffset; 2] =
            ["9999-12-31T23:00:00-23:59", "-9999-01-01T00:00:00+23:59"].map(|text| text.parse().unwrap());
        assert!(a > b);
        let set = std::collections::HashSet::from([a, b]);
        assert_eq!(set.len(), 2);
    }

    proptest! {
        #[test]
        fn a_moment_is_written_and_read_again(seconds in -377_000_000_000_i64..253_000_000_000, nanoseconds: u32, offset in -86_000_i32..86_000) {
            let offset = UtcOffset::from_whole_seconds(offset).unwrap();
            let instant = OffsetDateTime::from_unix_timestamp(seconds).unwrap() + time::Duration::nanoseconds(nanoseconds.into());
            let moment = DateTimeOffset::from(instant.to_offset(offset));
            let read: DateTimeOffset = moment.to_string().parse().unwrap();
            prop_assert_eq!(read, moment);
            prop_assert_eq!(OffsetDateTime::from(read), instant);
            prop_assert_eq!(read.to_string(), moment.to_string());
        }

        #[test]
        fn any_text_is_read_as_it_is_or_shown(text in "[-0-9TtZz:.+ ]{0,40}|-?[0-9]{4}-[01][0-9]-[0-3][0-9][Tt][0-2][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,13})?)?([Zz]|[-+][0-2][0-9]:[0-6][0-9])?|\\PC*") {
            match text.parse::<DateTimeOffset>() {
                Ok(moment) => prop_assert_eq!(moment.to_string(), text.to_uppercase()),
                Err(error) => prop_assert!(error.to_string().contains(&shown(&text))),
            }
        }
    }
}
