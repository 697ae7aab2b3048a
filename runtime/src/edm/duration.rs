//! `Edm.Duration`, on `time::Duration`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::length::Length;
use super::seconds::Fraction;
use super::text::{debug_as_display, parse_error, shown, string_in_json};

/// A duration, such as `P1DT2H3M4.5S` or `-PT3M22.1587532S`.
///
/// It keeps its text, so that what is read is written back as it came: `PT24H` does not become `P1D`. Two are equal when they
/// are as long, whatever their spelling; so is the hash. The default is `PT0S`.
///
/// It converts from a [`time::Duration`], which it writes in days, hours, minutes and seconds, and into one by `TryFrom`.
///
/// The form is `durationValue` of the
/// [OData ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt), with up to 12 digits
/// behind the point; in JSON it is
/// [a string](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue).
/// ISO 8601 has years, months and weeks besides (`P1Y6M`, `P2W`), and they are read as well. A year is 12 months and a week 7
/// days, but a month is not a number of days: a duration with months has no conversion into a [`time::Duration`], and no order
/// beside one without.
///
/// ```
/// use graph_entity::edm::Duration;
/// use graph_entity::time;
///
/// let grace: Duration = "PT24H".parse()?;
/// assert_eq!(grace.to_string(), "PT24H");
/// assert_eq!(grace, time::Duration::days(1).into());
/// assert_eq!(time::Duration::try_from(grace)?, time::Duration::DAY);
///
/// let renewal: Duration = "P1Y6M".parse()?;
/// assert_eq!(
///     time::Duration::try_from(renewal).unwrap_err().to_string(),
///     "`P1Y6M` has years or months, whose length depends on the date"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Duration {
    text: Box<str>,
    length: Length,
}

impl From<time::Duration> for Duration {
    /// In days, hours, minutes and seconds, with as many digits as the nanoseconds need.
    fn from(time: time::Duration) -> Self {
        let part = |count: u64, unit| if count == 0 { String::new() } else { format!("{count}{unit}") };
        let seconds = time.whole_seconds().unsigned_abs();
        let fraction = Fraction::of(time.subsec_nanoseconds().unsigned_abs()).to_string();
        let days = part(seconds / 86_400, 'D');
        let hours = part(seconds / 3600 % 24, 'H');
        let minutes = part(seconds / 60 % 60, 'M');
        let seconds =
            if fraction.is_empty() { part(seconds % 60, 'S') } else { format!("{}{fraction}S", seconds % 60) };
        let sign = if time.is_negative() { "-" } else { "" };
        let text = match (days.is_empty(), hours + &minutes + &seconds) {
            (true, clock) if clock.is_empty() => "PT0S".to_owned(),
            (false, clock) if clock.is_empty() => format!("{sign}P{days}"),
            (_, clock) => format!("{sign}P{days}T{clock}"),
        };
        Self { text: text.into(), length: Length { months: 0, time, picoseconds: 0 } }
    }
}

impl TryFrom<Duration> for time::Duration {
    type Error = DurationHasMonthsError;

    /// The digits behind the ninth are lost.
    ///
    /// # Errors
    ///
    /// Where the duration has years or months.
    fn try_from(duration: Duration) -> Result<Self, Self::Error> {
        Self::try_from(&duration)
    }
}

impl TryFrom<&Duration> for time::Duration {
    type Error = DurationHasMonthsError;

    /// The digits behind the ninth are lost.
    ///
    /// # Errors
    ///
    /// Where the duration has years or months.
    fn try_from(duration: &Duration) -> Result<Self, Self::Error> {
        match duration.length {
            Length { months: 0, time, .. } => Ok(time),
            _ => Err(DurationHasMonthsError(shown(&duration.text))),
        }
    }
}

/// A duration with years or months, of which nobody can say how many days they are; its `Display` shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DurationHasMonthsError(String);

impl fmt::Display for DurationHasMonthsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` has years or months, whose length depends on the date", self.0)
    }
}

impl std::error::Error for DurationHasMonthsError {}

parse_error! {
    /// A text that is no `Edm.Duration`; its `Display` shows it.
    ParseDurationError, "duration, such as `P1DT2H3M4.5S`"
}

impl FromStr for Duration {
    type Err = ParseDurationError;

    /// # Errors
    ///
    /// Where the text has another form, or is longer than a [`time::Duration`] can be.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let length = Length::parse(text).ok_or_else(|| ParseDurationError::of(text))?;
        Ok(Self { text: text.into(), length })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

debug_as_display!(Duration);
string_in_json!(Duration, "a duration");

impl Default for Duration {
    fn default() -> Self {
        time::Duration::ZERO.into()
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.length == other.length
    }
}

impl Eq for Duration {}

impl Hash for Duration {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.length.hash(state);
    }
}

impl PartialOrd for Duration {
    /// `None` if one has more months than the other.
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let order = |length: Length| (length.time, length.picoseconds);
        (self.length.months == other.length.months).then(|| order(self.length).cmp(&order(other.length)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn duration(text: &str) -> Duration {
        text.parse().unwrap()
    }

    #[test]
    fn a_text_comes_back_as_it_came() {
        for (text, seconds) in [
            ("PT0S", 0),
            ("PT24H", 86_400),
            ("P1D", 86_400),
            ("P1DT2H3M4S", 93_784),
            ("-PT3M22S", -202),
            ("+PT08M", 480),
            ("PT90M", 5400),
            ("P2W", 1_209_600),
            ("P0Y0M1D", 86_400),
        ] {
            let json = format!("\"{text}\"");
            let read: Duration = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), json);
            assert_eq!(time::Duration::try_from(read).unwrap(), time::Duration::seconds(seconds), "{text}");
        }
    }

    #[test]
    fn a_fraction_keeps_its_digits() {
        let read = duration("-PT3M22.1587532S");
        assert_eq!(read.to_string(), "-PT3M22.1587532S");
        assert_eq!(time::Duration::try_from(&read).unwrap(), time::Duration::new(-202, -158_753_200));
        assert!(duration("PT0.000000000001S") > duration("PT0.0S"));
        assert!(duration("-PT0.000000000001S") < duration("PT0S"));
        // The longest time span of .NET, which Graph has where something has no end.
        let longest = duration("P10675199DT2H48M5.4775807S");
        assert_eq!(time::Duration::try_from(&longest).unwrap().whole_days(), 10_675_199);
        assert_eq!(Duration::from(time::Duration::try_from(&longest).unwrap()).to_string(), longest.to_string());
    }

    #[test]
    fn what_is_no_duration_is_an_error_that_shows_it() {
        for text in [
            "",
            "P",
            "PT",
            "P1",
            "1D",
            "P1DT",
            "P1H",
            "PT1D",
            "P1D1Y",
            "PT1S1M",
            "PT.5S",
            "PT1.S",
            "PT1.5M",
            "PT1,5S",
            "PT1.1234567890123S",
            "P-1D",
            "--P1D",
            "p1d",
            "P1D ",
            "P1DT1HT1S",
            "12:00:00",
            "PT9223372036854775808S",
            "P99999999999999999999999D",
            "P1é",
        ] {
            let error = text.parse::<Duration>().unwrap_err().to_string();
            assert_eq!(error, format!("`{text}` is not a valid duration, such as `P1DT2H3M4.5S`"));
        }
    }

    #[test]
    fn a_month_is_no_number_of_days() {
        assert_eq!(duration("P1Y"), duration("P12M"));
        assert_ne!(duration("P1M"), duration("P30D"));
        assert_eq!(duration("P1M").partial_cmp(&duration("P60D")), None);
        assert!(duration("P1M") < duration("P1M1D"));
        assert_eq!(duration("P1MT1M").to_string(), "P1MT1M");
        time::Duration::try_from(duration("-P1M")).unwrap_err();
    }

    proptest! {
        #[test]
        fn a_duration_is_written_and_read_again(seconds: i64, nanoseconds in -999_999_999..=999_999_999_i64, bits in 0..63) {
            let time = time::Duration::new(seconds >> bits, 0).saturating_add(time::Duration::nanoseconds(nanoseconds));
            let written = Duration::from(time);
            let read = duration(&written.to_string());
            prop_assert_eq!(&read, &written);
            prop_assert_eq!(time::Duration::try_from(read).unwrap(), time);
        }

        #[test]
        fn any_text_is_read_as_it_is_or_shown(text in "[-+]?P([0-9]{1,4}Y)?([0-9]{1,4}M)?([0-9]{1,20}D)?(T([0-9]{1,4}H)?([0-9.]{1,15}S)?)?|[-PYMWDTHS.0-9]{0,16}|\\PC*") {
            match text.parse::<Duration>() {
                Ok(duration) => prop_assert_eq!(duration.to_string(), text),
                Err(error) => prop_assert!(error.to_string().contains(&shown(&text))),
            }
        }
    }
}
