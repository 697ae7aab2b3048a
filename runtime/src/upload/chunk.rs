//! How large a chunk is.

/// What the size of each chunk but the last is a multiple of: 320 KiB
/// (<https://learn.microsoft.com/graph/api/driveitem-createuploadsession>).
pub(crate) const STEP: usize = 320 << 10;

/// The largest chunk: 60 MiB.
pub(crate) const LARGEST: usize = 60 << 20;

/// The size if the user sets none: the largest below 4 MB, which is what Outlook takes
/// (<https://learn.microsoft.com/graph/outlook-large-attachments>).
pub(crate) const DEFAULT: usize = 12 * STEP;

/// The size, or `None` if services do not take it.
pub(crate) fn checked(size: usize) -> Option<u64> {
    let valid = size > 0 && size.is_multiple_of(STEP) && size <= LARGEST;
    u64::try_from(size).ok().filter(|_| valid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upload::error::UploadError;

    #[test]
    fn a_chunk_is_a_multiple_of_320_kib_up_to_60_mib() {
        for size in [327_680, DEFAULT, 62_914_560] {
            assert_eq!(checked(size), Some(size as u64));
        }
        for size in [0, 1, 327_679, 327_681, 4_000_000, 62_914_560 + STEP, usize::MAX] {
            assert_eq!(checked(size), None);
            let text = UploadError::ChunkSize(size).to_string();
            assert!(text.contains(&format!("{size} bytes")) && text.contains("327680"), "{text}");
        }
        assert!((3_500_000..4_000_000).contains(&DEFAULT));
    }
}
