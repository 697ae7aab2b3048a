//! What an outcome says of how often its create is stored, or its update or delete carried out.

use std::ops::RangeInclusive;

use graph_entity::Disposition;

/// How often a create is stored that ended so and was not sent again while it might exist; none where it succeeded.
pub fn stored_as_told(failure: Option<Disposition>) -> RangeInclusive<u64> {
    match failure {
        None | Some(Disposition::Created) => 1..=1,
        Some(Disposition::Unknown) => 0..=1,
        Some(_) => 0..=0,
    }
}

/// How often an update or a delete was carried out that ended so and was not sent again while its effect was unknown.
pub fn applied_as_told(failure: Option<Disposition>) -> RangeInclusive<u64> {
    match failure {
        None | Some(Disposition::Applied) => 1..=1,
        Some(Disposition::Unknown) => 0..=1,
        Some(_) => 0..=0,
    }
}
