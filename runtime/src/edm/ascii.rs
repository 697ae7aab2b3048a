//! A short text on the stack: the formatter of `std` takes ten times as long for the digits of a date.

use std::fmt;

/// The longest text here is a `DateTimeOffset`: `-9999-12-31T23:59:59.123456789012-23:59`.
const LENGTH: usize = 40;

/// A short ASCII text.
pub(super) struct Ascii {
    bytes: [u8; LENGTH],
    length: usize,
}

impl Ascii {
    pub(super) fn new() -> Self {
        Self { bytes: [0; LENGTH], length: 0 }
    }

    /// Appends a text; what does not fit is left out.
    pub(super) fn push(&mut self, text: &str) {
        for byte in text.bytes() {
            if let Some(place) = self.bytes.get_mut(self.length) {
                *place = byte;
                self.length += 1;
            }
        }
    }

    /// Appends so many decimal digits of a number, with zeros before it.
    pub(super) fn push_digits(&mut self, mut number: u64, digits: usize) {
        let end = LENGTH.min(self.length.saturating_add(digits));
        for place in self.bytes.get_mut(self.length..end).unwrap_or_default().iter_mut().rev() {
            *place = b'0' + u8::try_from(number % 10).unwrap_or_default();
            number /= 10;
        }
        self.length = end;
    }

    /// Writes the text.
    pub(super) fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.bytes.get(..self.length).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Shown(Ascii);

    impl fmt::Display for Shown {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            self.0.write(f)
        }
    }

    #[test]
    fn digits_have_zeros_before_them_and_nothing_passes_the_end() {
        let mut text = Ascii::new();
        for (number, digits) in [(7, 2), (2026, 4), (0, 1), (5, 0), (u64::MAX, 20)] {
            text.push_digits(number, digits);
            text.push("-");
        }
        assert_eq!(Shown(text).to_string(), "07-2026-0--18446744073709551615-");
        let mut text = Ascii::new();
        text.push_digits(1, 39);
        text.push("abc");
        text.push_digits(1, 3);
        assert_eq!(Shown(text).to_string(), format!("{:039}a", 1));
    }
}
