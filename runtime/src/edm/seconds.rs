//! A time of day as text: what `time::Time` keeps of it, and what is kept beside.

use std::fmt;

use time::Time;

use super::ascii::Ascii;
use super::text::{digits, leading_digits};

/// How a time's seconds were written, beyond what [`Time`] keeps of them.
#[derive(Clone, Copy)]
pub(super) struct Seconds {
    /// How many digits are behind the point; `None` where the seconds were left out.
    digits: Option<u8>,
    /// The digits behind the ninth.
    picoseconds: u16,
}

impl Seconds {
    /// With as many digits as the nanoseconds need.
    pub(super) fn of(time: Time) -> Self {
        Self { digits: Some(Fraction::of(time.nanosecond()).digits), picoseconds: 0 }
    }

    /// Reads `09:30`, `09:30:00` or `09:30:00.123456789012`, and gives what is behind it.
    pub(super) fn parse(text: &str) -> Option<(Time, Self, &str)> {
        let (hour, rest) = digits(text, 2)?;
        let (minute, rest) = digits(rest.strip_prefix(':')?, 2)?;
        let Some(rest) = rest.strip_prefix(':') else {
            return Some((Time::from_hms(hour, minute, 0).ok()?, Self { digits: None, picoseconds: 0 }, rest));
        };
        let (second, rest) = digits(rest, 2)?;
        let (fraction, rest) = Fraction::parse(rest)?;
        let time = Time::from_hms_nano(hour, minute, second, fraction.nanoseconds()).ok()?;
        Some((time, Self { digits: Some(fraction.digits), picoseconds: fraction.picoseconds() }, rest))
    }

    /// Writes a time as it was read.
    pub(super) fn write(self, time: Time, text: &mut Ascii) {
        text.push_digits(time.hour().into(), 2);
        text.push(":");
        text.push_digits(time.minute().into(), 2);
        let Some(digits) = self.digits else { return };
        text.push(":");
        text.push_digits(time.second().into(), 2);
        let value = u64::from(time.nanosecond()) * 1000 + u64::from(self.picoseconds);
        Fraction { value, digits }.write(text);
    }

    /// The picoseconds behind the nanoseconds.
    pub(super) fn picoseconds(self) -> u16 {
        self.picoseconds
    }
}

/// A part of a second, with as many digits as were written.
#[derive(Clone, Copy)]
pub(super) struct Fraction {
    /// In picoseconds, less than a second.
    value: u64,
    /// At most 12.
    digits: u8,
}

impl Fraction {
    /// With as many digits as it needs.
    pub(super) fn of(nanoseconds: u32) -> Self {
        let (mut digits, mut rest) = (9, nanoseconds);
        while digits > 0 && rest.is_multiple_of(10) {
            rest /= 10;
            digits -= 1;
        }
        Self { value: u64::from(nanoseconds) * 1000, digits }
    }

    /// Reads a point and one to twelve digits, or no point and no digits, and gives what is behind them.
    pub(super) fn parse(text: &str) -> Option<(Self, &str)> {
        let Some(text) = text.strip_prefix('.') else {
            return Some((Self { value: 0, digits: 0 }, text));
        };
        let (text, rest) = leading_digits(text);
        let digits = u8::try_from(text.len()).ok().filter(|digits| (1..=12).contains(digits))?;
        let value = text.parse::<u64>().ok()? * 10_u64.pow(12 - u32::from(digits));
        Some((Self { value, digits }, rest))
    }

    pub(super) fn nanoseconds(self) -> u32 {
        u32::try_from(self.value / 1000).unwrap_or_default()
    }

    /// The picoseconds behind the nanoseconds.
    pub(super) fn picoseconds(self) -> u16 {
        u16::try_from(self.value % 1000).unwrap_or_default()
    }
}

impl Fraction {
    fn write(self, text: &mut Ascii) {
        if self.digits > 0 {
            text.push(".");
            let cut = 12_u32.saturating_sub(self.digits.into());
            text.push_digits(self.value / 10_u64.pow(cut), self.digits.into());
        }
    }
}

impl fmt::Display for Fraction {
    /// With its point; nothing where it has no digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = Ascii::new();
        self.write(&mut text);
        text.write(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_comes_back_with_its_digits() {
        for text in ["", ".0", ".7", ".70", ".123456789", ".1234567890", ".000000000001", ".999999999999"] {
            let (fraction, rest) = Fraction::parse(text).unwrap();
            assert_eq!((fraction.to_string().as_str(), rest), (text, ""));
        }
        for text in [".", ".Z", ".-1", ".1234567890123"] {
            assert!(Fraction::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn a_fraction_has_the_digits_that_it_needs() {
        for (nanoseconds, text) in [(0, ""), (500_000_000, ".5"), (1, ".000000001"), (776_939_200, ".7769392")] {
            assert_eq!(Fraction::of(nanoseconds).to_string(), text);
        }
    }
}
