//! `Content-Range`: which bytes of a file a chunk has.

/// Which bytes of a file a chunk has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ContentRange {
    pub(crate) first: u64,
    pub(crate) last: u64,
    pub(crate) total: u64,
}

impl ContentRange {
    /// `bytes 0-25/128`
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
        let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let range = Self { first: digits(first)?, last: digits(last)?, total: digits(total)? };
        (range.first <= range.last && range.last < range.total).then_some(range)
    }

    /// How many bytes the chunk has.
    pub(crate) fn length(self) -> u64 {
        self.last - self.first + 1
    }

    /// Whether the file ends with the chunk.
    pub(crate) fn ends_the_file(self) -> bool {
        self.last + 1 == self.total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_within_its_total() {
        let range = ContentRange::parse("bytes 0-25/128").unwrap();
        assert_eq!((range.first, range.last, range.total, range.length()), (0, 25, 128, 26));
        assert!(!range.ends_the_file() && ContentRange::parse("bytes 101-127/128").unwrap().ends_the_file());
        for text in
            ["", "bytes", "bytes 0-25", "bytes */128", "bytes 5-4/128", "bytes 0-128/128", "bytes +0-1/2", "0-1/2"]
        {
            assert_eq!(ContentRange::parse(text), None, "{text}");
        }
    }
}
