//! `Retry-After`: how long the service asks to be left alone.

use std::time::{Duration, SystemTime};

use serde_json::Value;

/// What stands for every longer wait: 136 years.
const LONGEST: Duration = Duration::from_secs(u32::MAX as u64);

/// The header, [RFC 9110, section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3): seconds, here also with a
/// fraction, or a date. A date is compared with the answer's own `Date` where there is one, so that a wrong clock here
/// shortens nothing.
pub(crate) fn parse(value: &str, date: Option<&str>, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    seconds(value).or_else(|| {
        let now = date.and_then(|date| http_date(date.trim())).unwrap_or(now);
        Some(http_date(value)?.duration_since(now).unwrap_or_default())
    })
}

/// The `RetryAfter` inside an error of Intune: null, a number, a text as in the header, or `hh:mm:ss`.
pub(crate) fn parse_inner(value: &Value, now: SystemTime) -> Option<Duration> {
    match value {
        Value::Number(number) => seconds(&number.to_string()),
        Value::String(text) => parse(text, None, now).or_else(|| clock(text.trim())),
        _ => None,
    }
}

/// `315` or `2.128`, never rounded down.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    // All digits: what does not parse is too large.
    let whole = whole.parse().map_or(LONGEST, Duration::from_secs).min(LONGEST);
    let (nanos, rest) = fraction.split_at(fraction.len().min(9));
    let up = u32::from(rest.bytes().any(|digit| digit != b'0'));
    let nanos: u32 = format!("{nanos:0<9}").parse().ok()?;
    Some(whole + Duration::from_nanos(u64::from(nanos) + u64::from(up)))
}

/// `00:00:20` or `00:00:20.5`, as .NET writes a `TimeSpan` of less than a day.
fn clock(text: &str) -> Option<Duration> {
    let mut parts = text.splitn(3, ':');
    let (hours, minutes) = (parts.next()?.parse::<u32>().ok()?, parts.next()?.parse::<u32>().ok()?);
    let seconds = seconds(parts.next()?)?;
    Some((Duration::from_secs(u64::from(hours) * 3600 + u64::from(minutes) * 60) + seconds).min(LONGEST))
}

/// A date in the three forms of [RFC 9110, section 5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7).
fn http_date(text: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn integers_and_fractions_are_never_shortened() {
        for (value, nanos) in [
            ("315", 315_000_000_000),
            ("0", 0),
            (" 2.128 ", 2_128_000_000),
            ("0.0000000001", 1),
            ("1.9999999999", 2_000_000_000),
            ("00000000000000000000000005", 5_000_000_000),
        ] {
            assert_eq!(parse(value, None, at(0)), Some(Duration::from_nanos(nanos)), "{value}");
        }
        assert_eq!(parse("99999999999999999999999", None, at(0)), Some(LONGEST));
    }

    #[test]
    fn a_date_is_compared_with_the_answers_own() {
        let value = "Sun, 06 Nov 1994 08:49:37 GMT";
        let own = "Sun, 06 Nov 1994 08:44:22 GMT";
        // Whatever the clock here says.
        for now in [at(0), at(784_111_777), at(2_000_000_000)] {
            assert_eq!(parse(value, Some(own), now), Some(Duration::from_secs(315)));
        }
        assert_eq!(parse(value, None, at(784_111_777 - 20)), Some(Duration::from_secs(20)));
        assert_eq!(parse(value, Some("not a date"), at(784_111_777 - 20)), Some(Duration::from_secs(20)));
        // In the past: now.
        assert_eq!(parse(own, Some(value), at(0)), Some(Duration::ZERO));
    }

    #[test]
    fn all_three_forms_of_a_date_are_read() {
        for value in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(http_date(value), Some(at(784_111_777)), "{value}");
        }
    }

    /// Years that a clock or a parser cannot hold, which once overflowed: they are ignored.
    #[test]
    fn a_date_with_an_impossible_year_is_ignored() {
        for year in ["4294967295", "18446744073709551615", "99999", "-1", "٣"] {
            for value in [
                format!("Sunday, 06-Nov-{year} 08:49:37 GMT"),
                format!("Sun Nov  6 08:49:37 {year}"),
                format!("Sun, 06 Nov {year} 08:49:37 GMT"),
            ] {
                assert_eq!(parse(&value, None, at(0)), None, "{value}");
                // As the answer's own date: the clock here counts.
                assert_eq!(parse("Thu, 01 Jan 1970 00:00:20 GMT", Some(&value), at(5)), Some(Duration::from_secs(15)));
            }
        }
    }

    #[test]
    fn other_texts_are_none() {
        for value in
            ["", "-1", "+5", "soon", "1e300", "NaN", "inf", "1.2.3", ".5", "5.", "5 s", "٣", "Sun, 99 Nov 1994"]
        {
            assert_eq!(parse(value, None, at(0)), None, "{value}");
        }
    }

    #[test]
    fn the_inner_form_is_read() {
        for (value, seconds) in [
            (json!(315), Some(315.0)),
            (json!(2.128), Some(2.128)),
            (json!("20"), Some(20.0)),
            (json!("00:01:20.5"), Some(80.5)),
            (json!(null), None),
            (json!(-5), None),
            (json!(""), None),
            (json!({}), None),
        ] {
            assert_eq!(parse_inner(&value, at(0)).map(|wait| wait.as_secs_f64()), seconds, "{value}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(value in "\\PC*", date in "\\PC*") {
            parse(&value, Some(&date), SystemTime::now());
            clock(&value);
        }

        #[test]
        fn no_date_breaks_the_reader(day in 0u32..40, year: u64, hours in 0u32..30, now: u32) {
            for date in [
                format!("Sunday, {day:02}-Nov-{year} {hours:02}:49:37 GMT"),
                format!("Sun Nov {day:2} {hours:02}:49:37 {year}"),
                format!("Sun, {day:02} Nov {year} {hours:02}:49:37 GMT"),
            ] {
                parse(&date, Some(&date), at(now.into()));
            }
        }

        #[test]
        fn a_fraction_is_at_least_what_it_says(whole in 0u32..1_000_000, fraction in "[0-9]{1,12}") {
            let text = format!("{whole}.{fraction}");
            let wait = parse(&text, None, SystemTime::now()).unwrap();
            // Compared as decimals: padded to the same number of digits.
            let said: u128 = format!("{whole}{fraction:0<12}").parse().unwrap();
            prop_assert!(wait.as_nanos() * 1_000 >= said);
            prop_assert!(wait.as_nanos() * 1_000 < said + 1_000);
        }
    }
}
