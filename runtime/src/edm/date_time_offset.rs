//! `Edm.DateTimeOffset`, on `time::OffsetDateTime`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// A date and time with its offset from UTC, such as `2017-01-01T00:00:17.7769392-08:00`.
///
/// It stands on [`time::OffsetDateTime`] and keeps besides how the text was written: the number of the seconds' digits
/// (up to 12; `.70` stays `.70`), `Z` or `+00:00`, and seconds left out. What is read is written back digit for digit.
///
/// Two are equal when they are the same instant, whatever their offset or spelling; so are order and hash.
///
/// The form is `dateTimeOffsetValue` of the
/// [OData ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt), years -9999 to 9999.
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
    /// The digits behind the ninth.
    picoseconds: u16,
    seconds: Seconds,
    offset: Offset,
}

#[derive(Clone, Copy, PartialEq)]
enum Seconds {
    LeftOut,
    Digits(u8),
}

#[derive(Clone, Copy, PartialEq)]
enum Offset {
    Z,
    /// `-00:00`
    NegativeZero,
    Numeric,
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
        let mut digits = 9;
        let mut nanoseconds = instant.nanosecond();
        while digits > 0 && nanoseconds.is_multiple_of(10) {
            nanoseconds /= 10;
            digits -= 1;
        }
        let offset = if instant.offset().is_utc() { Offset::Z } else { Offset::Numeric };
        Self { instant, picoseconds: 0, seconds: Seconds::Digits(digits), offset }
    }
}

impl From<DateTimeOffset> for OffsetDateTime {
    /// The digits behind the ninth are lost.
    fn from(value: DateTimeOffset) -> Self {
        value.instant
    }
}

/// A text that is no `Edm.DateTimeOffset`; its `Display` shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseDateTimeOffsetError(String);

impl fmt::Display for ParseDateTimeOffsetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no date and time with an offset, such as `2017-01-01T00:00:17.7769392-08:00`", self.0)
    }
}

impl std::error::Error for ParseDateTimeOffsetError {}

/// The start of a text from outside, for an error.
fn shown(text: &str) -> String {
    text.chars().take(64).collect()
}

impl FromStr for DateTimeOffset {
    type Err = ParseDateTimeOffsetError;

    /// # Errors
    ///
    /// Where the text has another form or names a moment that does not exist, such as a 30th of February or a 60th second.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse(text).ok_or_else(|| ParseDateTimeOffsetError(shown(text)))
    }
}

fn parse(text: &str) -> Option<DateTimeOffset> {
    let (positive, negative_year) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (minutes, rest) = positive.split_at_checked("0000-00-00T00:00".len())?;
    let mut rest = rest;
    let mut seconds = Seconds::LeftOut;
    let mut second = ":00";
    if rest.starts_with(':') {
        (second, rest) = rest.split_at_checked(":00".len())?;
        seconds = Seconds::Digits(0);
    }
    let mut fraction = "";
    if let Some(digits) = rest.strip_prefix('.') {
        if seconds == Seconds::LeftOut {
            return None;
        }
        let end = digits.find(|letter: char| !letter.is_ascii_digit())?;
        (fraction, rest) = digits.split_at_checked(end)?;
        seconds = Seconds::Digits(u8::try_from(end).ok().filter(|digits| (1..=12).contains(digits))?);
    }
    let (nanoseconds, behind) = fraction.split_at_checked(9).unwrap_or((fraction, ""));
    let picoseconds = if behind.is_empty() { 0 } else { format!("{behind:0<3}").parse().ok()? };
    let dot = if nanoseconds.is_empty() { "" } else { "." };
    // The parser reads a leap second as the end of the second before it, which would not come back.
    if second == ":60" || !minutes.contains(['T', 't']) {
        return None;
    }
    let mut instant = OffsetDateTime::parse(&format!("{minutes}{second}{dot}{nanoseconds}{rest}"), &Rfc3339).ok()?;
    if negative_year {
        instant = instant.replace_year(-instant.year()).ok()?;
    }
    let offset = match rest {
        "Z" | "z" => Offset::Z,
        "-00:00" => Offset::NegativeZero,
        _ => Offset::Numeric,
    };
    Some(DateTimeOffset { instant, picoseconds, seconds, offset })
}

impl fmt::Display for DateTimeOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (date, time) = (self.instant.date(), self.instant.time());
        let sign = if date.year() < 0 { "-" } else { "" };
        let (year, month, day) = (date.year().unsigned_abs(), u8::from(date.month()), date.day());
        write!(f, "{sign}{year:04}-{month:02}-{day:02}T{:02}:{:02}", time.hour(), time.minute())?;
        if let Seconds::Digits(digits) = self.seconds {
            write!(f, ":{:02}", time.second())?;
            if digits > 0 {
                let picoseconds = u64::from(time.nanosecond()) * 1000 + u64::from(self.picoseconds);
                let width = usize::from(digits);
                write!(f, ".{:0width$}", picoseconds / 10_u64.pow(12 - u32::from(digits.min(12))))?;
            }
        }
        let (hours, minutes, _) = self.instant.offset().as_hms();
        match self.offset {
            Offset::Z => f.write_str("Z"),
            Offset::NegativeZero => f.write_str("-00:00"),
            Offset::Numeric => {
                let sign = if hours < 0 || minutes < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs())
            }
        }
    }
}

impl fmt::Debug for DateTimeOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Ord for DateTimeOffset {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.instant, self.picoseconds).cmp(&(other.instant, other.picoseconds))
    }
}

impl PartialOrd for DateTimeOffset {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for DateTimeOffset {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for DateTimeOffset {}

impl Hash for DateTimeOffset {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.instant, self.picoseconds).hash(state);
    }
}

impl Serialize for DateTimeOffset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateTimeOffset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = DateTimeOffset;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date and time with an offset")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<DateTimeOffset, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
            "2017-01-01T00:00:17",
            "2017-01-01 00:00:17Z",
            "2017-02-29T00:00:00Z",
            "2017-01-01T24:00:00Z",
            "2016-12-31T23:59:60Z",
            "2017-01-01T00:00:17.Z",
            "2017-01-01T00:00:17.1234567890123Z",
            "2017-01-01T00:00.5Z",
            "2017-01-01T00:00:17Z ",
            "2017-01-01T00:00:1é",
            "--2017-01-01T00:00:17Z",
        ] {
            let error = text.parse::<DateTimeOffset>().unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{text}` is no date and time")), "{error}");
        }
    }

    #[test]
    fn equality_is_of_the_instant() {
        let [a, b]: [DateTimeOffset; 2] =
            ["2017-01-01T00:00:00.0Z", "2016-12-31T16:00:00-08:00"].map(|text| text.parse().unwrap());
        assert_eq!(a, b);
        assert!(a < "2017-01-01T00:00:00.000000000001Z".parse().unwrap());
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
        fn any_text_is_read_as_it_is_or_shown(text in "[-0-9TtZz:.+ ]{0,40}|\\PC*") {
            match text.parse::<DateTimeOffset>() {
                Ok(moment) => prop_assert_eq!(moment.to_string(), text.to_uppercase()),
                Err(error) => prop_assert!(error.to_string().contains(&shown(&text))),
            }
        }
    }
}
