//! `Edm.Date`, on `time::Date`.

use std::fmt;
use std::str::FromStr;

use time::Month;

use super::ascii::Ascii;
use super::text::{debug_as_display, digits, parse_error, string_in_json};

/// A date, such as `2026-01-31`.
///
/// It stands on [`time::Date`], and converts from it and into it. What is read is written back as it came.
///
/// The form is `dateValue` of the
/// [OData ABNF](https://docs.oasis-open.org/odata/odata/v4.01/os/abnf/odata-abnf-construction-rules.txt), years -9999 to 9999;
/// in JSON it is [a string](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_PrimitiveValue).
///
/// ```
/// use graph_entity::edm::Date;
/// use graph_entity::time;
///
/// let pause: Date = "2026-01-31".parse()?;
/// assert_eq!(pause.to_string(), "2026-01-31");
/// assert_eq!(time::Date::from(pause).ordinal(), 31);
/// # Ok::<(), graph_entity::edm::ParseDateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

impl From<time::Date> for Date {
    fn from(date: time::Date) -> Self {
        Self(date)
    }
}

impl From<Date> for time::Date {
    fn from(date: Date) -> Self {
        date.0
    }
}

parse_error! {
    /// A text that is no `Edm.Date`; its `Display` shows it.
    ParseDateError, "date, such as `2026-01-31`"
}

impl FromStr for Date {
    type Err = ParseDateError;

    /// # Errors
    ///
    /// Where the text has another form or names a day that does not exist, such as a 30th of February.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match parse(text) {
            Some((date, "")) => Ok(Self(date)),
            _ => Err(ParseDateError::of(text)),
        }
    }
}

/// Reads a date, and gives what is behind it.
pub(super) fn parse(text: &str) -> Option<(time::Date, &str)> {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (year, rest) = digits::<i32>(rest, 4)?;
    let (month, rest) = digits::<u8>(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = digits(rest.strip_prefix('-')?, 2)?;
    // There is a year 0, and it has no sign that would come back.
    if negative && year == 0 {
        return None;
    }
    let year = if negative { -year } else { year };
    Some((time::Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?, rest))
}

/// Writes a date.
pub(super) fn write(date: time::Date, text: &mut Ascii) {
    let (year, month, day) = date.to_calendar_date();
    text.push(if year < 0 { "-" } else { "" });
    text.push_digits(year.unsigned_abs().into(), 4);
    text.push("-");
    text.push_digits(u8::from(month).into(), 2);
    text.push("-");
    text.push_digits(day.into(), 2);
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Ascii::new();
        write(self.0, &mut text);
        text.write(f)
    }
}

debug_as_display!(Date);
string_in_json!(Date, "a date");

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edm::text::shown;
    use proptest::prelude::*;

    #[test]
    fn a_text_comes_back_as_it_came() {
        for text in ["2026-01-31", "2016-02-29", "0000-01-01", "-0004-02-29", "-9999-01-01", "9999-12-31"] {
            let json = format!("\"{text}\"");
            let date: Date = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&date).unwrap(), json);
        }
    }

    #[test]
    fn what_is_no_date_is_an_error_that_shows_it() {
        for text in [
            "",
            "Date",
            "2026-1-31",
            "2026-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "2026-01-31 ",
            "2026/01/31",
            "2020-09-08T12:02:30.667Z",
            "-0000-01-01",
            "12026-01-31",
            "+2026-01-31",
            "2026-01-3é",
        ] {
            let error = text.parse::<Date>().unwrap_err().to_string();
            assert_eq!(error, format!("`{text}` is not a valid date, such as `2026-01-31`"));
        }
    }

    #[test]
    fn order_is_of_time() {
        let [a, b]: [Date; 2] = ["-0004-12-31", "-0003-01-01"].map(|text| text.parse().unwrap());
        assert!(a < b);
    }

    proptest! {
        #[test]
        fn a_date_is_written_and_read_again(day in -1_930_999..=5_373_484) {
            let day = time::Date::from_julian_day(day).unwrap();
            let read: Date = Date::from(day).to_string().parse().unwrap();
            prop_assert_eq!(time::Date::from(read), day);
        }

        #[test]
        fn any_text_is_read_as_it_is_or_shown(text in "-?[0-9]{4}-[01][0-9]-[0-3][0-9]|[-0-9]{0,12}|\\PC*") {
            match text.parse::<Date>() {
                Ok(date) => prop_assert_eq!(date.to_string(), text),
                Err(error) => prop_assert!(error.to_string().contains(&shown(&text))),
            }
        }
    }
}
