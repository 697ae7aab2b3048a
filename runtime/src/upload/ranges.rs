//! `nextExpectedRanges`: what the service does not have yet.

use serde_json::Value;

use crate::wire::body::{member, without_mark};

const NAME: &str = "nextExpectedRanges";

/// The parts of a file that the service does not have, in order; each has its first byte and, if it is stated, its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ranges(Vec<(u64, Option<u64>)>);

impl Ranges {
    /// Everything from this byte.
    pub(crate) fn from(byte: u64) -> Self {
        Self(vec![(byte, None)])
    }

    /// The ranges in the body of an answer, or `None` if it has none: it is not about a session. If they cannot be read, all
    /// from this byte.
    pub(crate) fn read(body: &[u8], otherwise: u64) -> Option<Self> {
        let session = serde_json::from_slice(without_mark(body)).ok()?;
        let is_there = member(&session, NAME).is_some_and(|ranges| !ranges.is_null());
        is_there.then(|| Self::of(&session).unwrap_or_else(|| Self::from(otherwise)))
    }

    /// Those of an upload session, if it has them.
    pub(crate) fn of(session: &Value) -> Option<Self> {
        let ranges = member(session, NAME)?.as_array()?;
        let mut ranges: Vec<_> = ranges.iter().map(|range| parse(range.as_str()?)).collect::<Option<_>>()?;
        ranges.sort_unstable();
        Some(Self(ranges))
    }

    /// The first range: its first byte and, if it is stated, its last.
    pub(crate) fn first(&self) -> Option<(u64, Option<u64>)> {
        self.0.first().copied()
    }

    /// Whether nothing is missing behind these bytes, as far as the ranges say.
    pub(crate) fn end_before(&self, end: u64, total: u64) -> bool {
        // A range may end behind the file, as some services count its end.
        end >= total || self.0.iter().all(|(start, last)| *start >= total || last.is_some_and(|last| last < end))
    }
}

/// `12345-55232`, `26-`, or Outlook's `2097152`.
fn parse(range: &str) -> Option<(u64, Option<u64>)> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    let (start, last) = range.trim().split_once('-').unwrap_or((range.trim(), ""));
    let start = digits(start)?;
    let last = if last.is_empty() { None } else { Some(digits(last)?) };
    last.is_none_or(|last| last >= start).then_some((start, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_are_read_in_each_form() {
        for (body, expected) in [
            (r#"{"nextExpectedRanges":["26-"]}"#, Some(vec![(26, None)])),
            (r#"{"NextExpectedRanges":["2097152"],"@odata.context":"x"}"#, Some(vec![(2_097_152, None)])),
            (
                r#"{"nextExpectedRanges":["77829-99375","12345-55232"]}"#,
                Some(vec![(12_345, Some(55_232)), (77_829, Some(99_375))]),
            ),
            (r#"{"nextExpectedRanges":[]}"#, Some(vec![])),
            (r#"{"nextExpectedRanges":["7-5"]}"#, Some(vec![(9, None)])),
            (r#"{"nextExpectedRanges":["-5"]}"#, Some(vec![(9, None)])),
            (r#"{"nextExpectedRanges":["+5-"]}"#, Some(vec![(9, None)])),
            (r#"{"nextExpectedRanges":["99999999999999999999-"]}"#, Some(vec![(9, None)])),
            (r#"{"nextExpectedRanges":[5]}"#, Some(vec![(9, None)])),
            (r#"{"nextExpectedRanges":null}"#, None),
            (r#"{"id":"7"}"#, None),
            ("[]", None),
            ("<html>", None),
            ("", None),
        ] {
            assert_eq!(Ranges::read(body.as_bytes(), 9).map(|ranges| ranges.0), expected, "{body}");
        }
    }

    #[test]
    fn what_is_missing_behind_a_chunk_is_known() {
        let ranges = |ranges: &[(u64, Option<u64>)]| Ranges(ranges.to_vec());
        for (missing, end, expected) in [
            (ranges(&[(0, None)]), 99, false),
            (ranges(&[(0, None)]), 100, true),
            (ranges(&[(10, Some(19))]), 20, true),
            (ranges(&[(10, Some(19))]), 15, false),
            (ranges(&[(10, Some(19)), (30, Some(39))]), 20, false),
            (ranges(&[(10, Some(19)), (30, None)]), 20, false),
            (ranges(&[(10, Some(100))]), 99, false),
            (ranges(&[(10, Some(100))]), 100, true),
            (ranges(&[(10, Some(19)), (100, Some(200))]), 20, true),
        ] {
            assert_eq!(missing.end_before(end, 100), expected, "{missing:?} {end}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(body: Vec<u8>, range in "\\PC*") {
            Ranges::read(&body, 0);
            parse(&range);
        }
    }
}
