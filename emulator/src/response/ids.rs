//! The two ids that name a request: the service's own and the one that the client chose.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

use crate::random::Random;

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
pub(crate) const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// `request-id` and `client-request-id`, the same in the headers and in an error's `innerError`.
#[derive(Debug)]
pub(crate) struct RequestIds {
    pub(crate) request: String,
    pub(crate) client: String,
}

impl RequestIds {
    /// A new `request-id`; the client's is the one it sent, unchanged, if that is a GUID.
    pub(crate) fn new(headers: &HeaderMap) -> Self {
        let request = new_guid();
        let sent = headers.get(CLIENT_REQUEST_ID).and_then(|value| value.to_str().ok());
        let client = sent.filter(|id| is_guid(id)).unwrap_or(&request).to_owned();
        Self { request, client }
    }

    pub(crate) fn write_to(&self, headers: &mut HeaderMap) {
        for (name, id) in [(REQUEST_ID, &self.request), (CLIENT_REQUEST_ID, &self.client)] {
            // A GUID is a valid header value, so nothing is left out here.
            if let Ok(value) = HeaderValue::from_str(id) {
                headers.insert(name, value);
            }
        }
    }
}

/// A GUID that no other call in this process gave: random to look at, without a call of the system for each.
pub(crate) fn new_guid() -> String {
    static SEED: OnceLock<u64> = OnceLock::new();
    static GIVEN: AtomicU64 = AtomicU64::new(0);
    let seed = *SEED.get_or_init(|| RandomState::new().hash_one("guid"));
    let number = GIVEN.fetch_add(1, Ordering::Relaxed);
    // Both steps can be undone, so that different numbers give different GUIDs, but for the six bits that are fixed.
    let mut random = Random::new(seed.wrapping_add(number));
    let (high, low) = (random.next(), random.next());
    uuid::Builder::from_random_bytes((u128::from(high) << 64 | u128::from(low)).to_be_bytes()).into_uuid().to_string()
}

/// Whether `text` is a GUID in the one form that Graph writes: 32 digits and four hyphens, in either case.
pub(crate) fn is_guid(text: &str) -> bool {
    text.len() == 36 && Uuid::try_parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_of_the_client_is_echoed_as_it_was_spelt() {
        let mut headers = HeaderMap::new();
        headers.insert(CLIENT_REQUEST_ID, HeaderValue::from_static("7E323DB2-3db2-7e32-b23d-327eb23d327e"));
        let ids = RequestIds::new(&headers);
        assert_eq!(ids.client, "7E323DB2-3db2-7e32-b23d-327eb23d327e");
        assert!(is_guid(&ids.request));
    }

    #[test]
    fn no_guid_comes_twice() {
        let guids: std::collections::HashSet<String> = (0..10_000).map(|_| new_guid()).collect();
        assert_eq!(guids.len(), 10_000);
        assert!(guids.iter().all(|guid| is_guid(guid)));
    }

    #[test]
    fn anything_else_of_the_client_is_replaced() {
        for sent in ["", "mine", "{7e323db2-3db2-7e32-b23d-327eb23d327e}", "7e323db23db27e32b23d327eb23d327e"] {
            let mut headers = HeaderMap::new();
            headers.insert(CLIENT_REQUEST_ID, HeaderValue::from_str(sent).unwrap());
            let ids = RequestIds::new(&headers);
            assert_eq!(ids.client, ids.request, "{sent:?}");
        }
    }
}
