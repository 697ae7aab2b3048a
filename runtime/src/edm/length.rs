//! How long a duration is: the meaning of `P1DT2H3M4.5S`, without its spelling.

use super::seconds::Fraction;
use super::text::leading_digits;

/// How long a duration is. The signs of all parts are the same.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Length {
    pub(super) months: i64,
    pub(super) time: time::Duration,
    /// Behind the nanoseconds.
    pub(super) picoseconds: i16,
}

impl Length {
    /// Reads a duration as OData and ISO 8601 have it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (sign, rest) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text.strip_prefix('+').unwrap_or(text)),
        };
        let rest = rest.strip_prefix('P')?;
        let (date, clock) = rest.split_once('T').map_or((rest, None), |(date, clock)| (date, Some(clock)));
        if clock.unwrap_or(date).is_empty() {
            return None;
        }
        let (years, date) = count(date, 'Y')?;
        let (months, date) = count(date, 'M')?;
        let (weeks, date) = count(date, 'W')?;
        let (days, date) = count(date, 'D')?;
        let (hours, clock) = count(clock.unwrap_or_default(), 'H')?;
        let (minutes, clock) = count(clock, 'M')?;
        let (seconds, fraction, clock) = seconds(clock)?;
        if !date.is_empty() || !clock.is_empty() {
            return None;
        }
        let seconds = weeks * 604_800 + days * 86_400 + hours * 3600 + minutes * 60 + seconds;
        let nanoseconds = i32::try_from(fraction.nanoseconds()).ok()? * sign;
        Some(Self {
            months: i64::try_from((years * 12 + months) * i128::from(sign)).ok()?,
            time: time::Duration::new(i64::try_from(seconds * i128::from(sign)).ok()?, nanoseconds),
            picoseconds: i16::try_from(i32::from(fraction.picoseconds()) * sign).ok()?,
        })
    }
}

/// The count before a unit, 0 where the text starts with no such part, and what is behind it.
fn count(text: &str, unit: char) -> Option<(i128, &str)> {
    match leading_digits(text) {
        ("", _) => Some((0, text)),
        (digits, behind) => match behind.strip_prefix(unit) {
            Some(behind) => Some((digits.parse::<u64>().ok()?.into(), behind)),
            None => Some((0, text)),
        },
    }
}

/// The seconds with their fraction, 0 where the text is at its end, and what is behind them.
fn seconds(text: &str) -> Option<(i128, Fraction, &str)> {
    if text.is_empty() {
        return Some((0, Fraction::of(0), text));
    }
    let (digits, behind) = leading_digits(text);
    let (fraction, behind) = Fraction::parse(behind)?;
    Some((digits.parse::<u64>().ok()?.into(), fraction, behind.strip_prefix('S')?))
}
