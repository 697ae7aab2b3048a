//! The `client-request-id` of a request, by which its sender can find it in the service's logs.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use uuid::{Builder, Uuid};

/// A random GUID ([RFC 9562](https://www.rfc-editor.org/rfc/rfc9562#section-5.4), version 4) that no other request has.
pub(crate) fn client_request_id() -> Uuid {
    // To ask the system for each would cost as much as to write the entity. They need be different, not hard to guess: the
    // multiples of an odd number are all different, and these (2^128 by the golden ratio) lie as far apart as can be.
    const STEP: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;
    static FIRST: LazyLock<u128> = LazyLock::new(|| Uuid::new_v4().as_u128());
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = u128::from(NEXT.fetch_add(1, Ordering::Relaxed));
    Builder::from_random_bytes(FIRST.wrapping_add(STEP.wrapping_mul(number)).to_be_bytes()).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_is_a_random_guid_of_its_own() {
        let ids: HashSet<Uuid> = (0..10_000).map(|_| client_request_id()).collect();
        assert_eq!(ids.len(), 10_000);
        assert!(ids.iter().all(|id| id.get_version_num() == 4 && id.get_variant() == uuid::Variant::RFC4122));
        // Each bit but those six is set in about half of them.
        let set = |bit: u32| ids.iter().filter(|id| id.as_u128() >> bit & 1 == 1).count();
        assert_eq!((0..128).filter(|bit| (4_500..5_500).contains(&set(*bit))).count(), 122);
    }
}
