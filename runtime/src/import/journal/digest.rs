//! What tells one request from another, without what is in it.

use std::fmt;

/// The digests of a request's path and body: FNV-1a of 64 and of 128 bits
/// (<https://www.rfc-editor.org/rfc/rfc9923>).
///
/// It finds a changed input, not a forger. Who knows everything else of a request can guess a value in it and compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digest {
    pub(crate) path: u64,
    pub(crate) body: u128,
}

impl Digest {
    pub(crate) fn of(path: &[u8], body: &[u8]) -> Self {
        Self { path: fnv_64(path), body: fnv_128(body) }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (path, body) = text.split_once('.')?;
        let hexadecimal = |text: &str, length: usize| {
            text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
        };
        if !hexadecimal(path, 16) || !hexadecimal(body, 32) {
            return None;
        }
        Some(Self { path: u64::from_str_radix(path, 16).ok()?, body: u128::from_str_radix(body, 16).ok()? })
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}.{:032x}", self.path, self.body)
    }
}

fn fnv_64(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn fnv_128(bytes: &[u8]) -> u128 {
    bytes.iter().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(0x0100_0000_0000_0000_0000_013b)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of the standard.
    #[test]
    fn the_digests_are_fnv_1a() {
        assert_eq!(fnv_64(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv_64(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv_64(b"foobar"), 0x8594_4171_f739_67e8);
        assert_eq!(fnv_128(b""), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(fnv_128(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(fnv_128(b"foobar"), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }

    #[test]
    fn a_digest_is_read_as_it_is_written() {
        let digest = Digest::of(b"/v1.0/groups", b"{}");
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        for text in ["", ".", "0.0", &digest.to_string().to_uppercase(), &format!("{digest}0"), "+000000000000000.+"] {
            assert_eq!(Digest::parse(text), None, "{text}");
        }
    }
}
