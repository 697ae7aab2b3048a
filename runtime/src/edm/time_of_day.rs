//! `Edm.TimeOfDay`, on `time::Time`.

use std::fmt;
use std::str::FromStr;

use time::Time;

use super::ascii::Ascii;
use super::seconds::Seconds;
use super::text::{debug_as_display, ordered_by_value, parse_error, string_in_json};

/// A time of day, such as `09:30:00.0000000`, without a date and without an offset.
///
/// It stands on [`time::Time`], and converts from it and into it. It keeps besides the number of the seconds' digits (up to
/// 12; `.50` stays `.50`) and seconds left out: what is read is written back as it came.
///
/// Two are equal when they are the same time, whatever their spelling; so are order and hash. The default is midnight.
///
/// The form is `timeOfDayValue` of the
/// [OData ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt); in JSON it is
/// [a string](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue).
///
/// ```
/// use graph_entity::edm::TimeOfDay;
/// use graph_entity::time::Time;
///
/// let start: TimeOfDay = "09:30:00.0000000".parse()?;
/// assert_eq!(start.to_string(), "09:30:00.0000000");
/// assert_eq!(start, "09:30".parse()?);
/// assert_eq!(Time::from(start).minute(), 30);
/// # Ok::<(), graph_entity::edm::ParseTimeOfDayError>(())
/// ```
#[derive(Clone, Copy)]
pub struct TimeOfDay {
    time: Time,
    seconds: Seconds,
}

impl TimeOfDay {
    fn value(self) -> (Time, u16) {
        (self.time, self.seconds.picoseconds())
    }
}

impl From<Time> for TimeOfDay {
    /// With as many digits as the nanoseconds need.
    fn from(time: Time) -> Self {
        Self { time, seconds: Seconds::of(time) }
    }
}

impl From<TimeOfDay> for Time {
    /// The digits behind the ninth are lost.
    fn from(value: TimeOfDay) -> Self {
        value.time
    }
}

parse_error! {
    /// A text that is no `Edm.TimeOfDay`; its `Display` shows it.
    ParseTimeOfDayError, "time of day, such as `09:30:00.0000000`"
}

impl FromStr for TimeOfDay {
    type Err = ParseTimeOfDayError;

    /// # Errors
    ///
    /// Where the text has another form or names a time that does not exist, such as a 24th hour or a 60th second.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match Seconds::parse(text) {
            Some((time, seconds, "")) => Ok(Self { time, seconds }),
            _ => Err(ParseTimeOfDayError::of(text)),
        }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Ascii::new();
        self.seconds.write(self.time, &mut text);
        text.write(f)
    }
}

debug_as_display!(TimeOfDay);
ordered_by_value!(TimeOfDay);
string_in_json!(TimeOfDay, "a time of day");

impl Default for TimeOfDay {
    fn default() -> Self {
        Time::MIDNIGHT.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edm::text::shown;
    use proptest::prelude::*;

    #[test]
    fn a_text_comes_back_as_it_came() {
        for text in ["09:30", "09:30:00", "12:00:05.5020000", "00:00:00.0", "23:59:59.999999999999"] {
            let json = format!("\"{text}\"");
            let time: TimeOfDay = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&time).unwrap(), json);
        }
    }

    #[test]
    fn what_is_no_time_is_an_error_that_shows_it() {
        for text in [
            "",
            "9:30",
            "24:00:00",
            "09:60",
            "09:30:60",
            "09:30:00.",
            "09:30:00.1234567890123",
            "09:30.5",
            "09:30:00Z",
            " 09:30",
            "09:3é",
        ] {
            let error = text.parse::<TimeOfDay>().unwrap_err().to_string();
            assert_eq!(error, format!("`{text}` is not a valid time of day, such as `09:30:00.0000000`"));
        }
    }

    #[test]
    fn equality_is_of_the_time() {
        let [a, b, c]: [TimeOfDay; 3] = ["00:00", "00:00:00.0", "00:00:00.000000000001"].map(|t| t.parse().unwrap());
        assert_eq!(a, b);
        assert_eq!(a, TimeOfDay::default());
        assert!(b < c);
    }

    proptest! {
        #[test]
        fn a_time_is_written_and_read_again(hour in 0..24_u8, minute in 0..60_u8, second in 0..60_u8, nano in 0..1_000_000_000_u32) {
            let time = Time::from_hms_nano(hour, minute, second, nano).unwrap();
            let read: TimeOfDay = TimeOfDay::from(time).to_string().parse().unwrap();
            prop_assert_eq!(Time::from(read), time);
            prop_assert_eq!(read, time.into());
        }

        #[test]
        fn any_text_is_read_as_it_is_or_shown(text in "[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,13})?)?|[0-9:.]{0,20}|\\PC*") {
            match text.parse::<TimeOfDay>() {
                Ok(time) => prop_assert_eq!(time.to_string(), text),
                Err(error) => prop_assert!(error.to_string().contains(&shown(&text))),
            }
        }
    }
}
