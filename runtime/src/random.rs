//! The one source of randomness: the system's, through GUIDs. A crate for it would be one more to compile for every user.

use uuid::Uuid;

/// A new random GUID ([RFC 9562](https://www.rfc-editor.org/rfc/rfc9562#section-5.4), version 4).
pub(crate) fn guid() -> Uuid {
    Uuid::new_v4()
}

/// 62 random bits of a new GUID, and two that are fixed.
pub(crate) fn bits() -> u64 {
    guid().as_u64_pair().1
}

/// A random number of `0.0..1.0`.
pub(crate) fn fraction() -> f64 {
    // The upper bits are the variant's.
    f64::from(u32::try_from(bits() & u64::from(u32::MAX)).unwrap_or_default()) / (f64::from(u32::MAX) + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_below_one() {
        let fractions: Vec<f64> = (0..64).map(|_| fraction()).collect();
        assert!(fractions.iter().all(|fraction| (0.0..1.0).contains(fraction)), "{fractions:?}");
        assert!(fractions.windows(2).any(|pair| (pair[0] - pair[1]).abs() > 0.001));
    }
}
