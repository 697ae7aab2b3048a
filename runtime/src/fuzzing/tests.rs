//! The targets for what goes on after its first answer, with texts that are nearly what a service sends.

use proptest::prelude::*;

use super::long_running::{delta, monitor, upload};

/// A URL or a path, or nearly.
fn any_link() -> impl Strategy<Value = String> {
    let origin = prop_oneof![
        Just("https://graph.microsoft.com"),
        Just("https://graph.microsoft.us"),
        Just("http://graph.microsoft.com"),
        Just("https://graph.microsoft.com.elsewhere.example"),
        Just("https://graph.microsoft.com:444"),
        Just("https://user@graph.microsoft.com"),
        Just("http://127.0.0.1:80"),
        Just("//graph.microsoft.com"),
        Just("HTTPS://GRAPH.MICROSOFT.COM"),
        Just("ftp://a"),
        Just(""),
    ];
    let rest = prop_oneof!["(/[a-z'().$?#\\\\%@:]{0,9}){0,4}", "\\PC{0,20}"];
    prop_oneof![4 => (origin, rest).prop_map(|(origin, rest)| format!("{origin}{rest}")), 1 => any::<String>()]
}

/// `5-9`, or nearly.
fn any_range() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,3}-([0-9]{1,3})?",
        "[0-9 +-]{0,24}",
        Just(format!("{}-{}", u64::MAX, u64::MAX)),
        any::<String>()
    ]
}

proptest! {
    #[test]
    fn an_upload_goes_on_with_any_ranges(
        status in 100_u16..999,
        start: u64,
        length: u32,
        completes: bool,
        ranges in prop::collection::vec(any_range(), 0..4),
        url in any_link(),
        other: Vec<u8>,
    ) {
        let session = serde_json::json!({ "uploadUrl": url, "expirationDateTime": url, "nextExpectedRanges": ranges });
        upload(status, start, length, completes, session.to_string().as_bytes());
        upload(status, start, length, completes, &other);
    }

    #[test]
    fn a_monitor_takes_the_token_to_graph_alone(
        location in any_link(),
        operation_location in any_link(),
        status in 100_u16..999,
        state in prop_oneof![Just("running".to_owned()), Just("failed".to_owned()), any::<String>()],
        percentage in prop_oneof![any::<f64>().prop_map(|number| number.to_string()), any::<String>()],
        other: Vec<u8>,
    ) {
        let said = serde_json::json!({ "status": state, "percentageComplete": percentage, "error": { "code": state } });
        monitor(location.as_bytes(), operation_location.as_bytes(), status, said.to_string().as_bytes());
        monitor(location.as_bytes(), &[], status, &other);
        monitor(&other, &other, status, &other);
    }

    #[test]
    fn a_token_is_stored_as_it_is_and_followed_to_graph_alone(
        name in prop_oneof![Just("nextLink"), Just("deltaLink")],
        link in any_link(),
        other: Vec<u8>,
    ) {
        let page = serde_json::json!({ "value": [{ "id": "7" }], format!("@odata.{name}"): link });
        let token = serde_json::json!({ name: link });
        delta(page.to_string().as_bytes(), token.to_string().as_bytes());
        delta(&other, &other);
    }
}
