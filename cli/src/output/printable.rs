//! Removes from text of outside sources what a terminal or an editor does not show as itself: control characters, bidirectional
//! overrides, characters without width.

use std::borrow::Cow;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

/// Whether a character is shown as itself: it is not a control character (`Cc`), a format character (`Cf`: bidirectional
/// overrides, characters without width, tags), a line or paragraph separator, or in the block of tags.
pub(crate) fn is_printable(c: char) -> bool {
    let category = c.general_category();
    !matches!(
        category,
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    ) && !matches!(c, '\u{e0000}'..='\u{e0fff}')
}

/// Replaces each character that is not printable, line ends included, with `U+FFFD`, so that a column keeps its width.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    replaced(text, is_printable)
}

/// Replaces each character that is not printable with `U+FFFD`, but keeps line ends.
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    replaced(text, |c| c == '\n' || is_printable(c))
}

fn replaced(text: &str, is_kept: impl Fn(char) -> bool) -> Cow<'_, str> {
    if text.chars().all(&is_kept) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if is_kept(c) { c } else { char::REPLACEMENT_CHARACTER }).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `Cf` of Unicode 16.0.
    #[rustfmt::skip]
    const FORMAT: &[(u32, u32)] = &[
        (0xad, 0xad), (0x600, 0x605), (0x61c, 0x61c), (0x6dd, 0x6dd), (0x70f, 0x70f), (0x890, 0x891), (0x8e2, 0x8e2),
        (0x180e, 0x180e), (0x200b, 0x200f), (0x202a, 0x202e), (0x2060, 0x2064), (0x2066, 0x206f), (0xfeff, 0xfeff),
        (0xfff9, 0xfffb), (0x110bd, 0x110bd), (0x110cd, 0x110cd), (0x13430, 0x1343f), (0x1bca0, 0x1bca3),
        (0x1d173, 0x1d17a), (0xe0001, 0xe0001), (0xe0020, 0xe007f),
    ];

    #[test]
    fn every_character_of_unicode_is_judged() {
        for c in '\0'..=char::MAX {
            let code = u32::from(c);
            let is_format = FORMAT.iter().any(|(first, last)| (*first..=*last).contains(&code));
            let expected = !(c.is_control() || is_format || [0x2028, 0x2029].contains(&code) || code >> 12 == 0xe0);
            assert_eq!(is_printable(c), expected, "U+{code:04X}");
        }
    }

    proptest! {
        #[test]
        fn the_rest_of_a_text_stays(text in any::<String>()) {
            let line = one_line(&text);
            prop_assert!(line.chars().all(is_printable));
            prop_assert!(lines(&text).chars().all(|c| c == '\n' || is_printable(c)));
            prop_assert_eq!(line.chars().count(), text.chars().count());
            for (shown, c) in line.chars().zip(text.chars()) {
                prop_assert!(shown == c || shown == char::REPLACEMENT_CHARACTER && !is_printable(c));
            }
            prop_assert_eq!(one_line(&line), line.clone());
        }
    }
}
