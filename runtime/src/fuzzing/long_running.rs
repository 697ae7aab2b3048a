//! What goes on after its first answer: uploads, monitors and rounds of changes, with addresses that the service gives.

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use reqwest::Url;

use super::assert_one_line;
use crate::client::base_url::BaseUrl;
use crate::client::cloud::Cloud;
use crate::errors::error::Error;
use crate::monitor::address::{Address, Monitor};
use crate::monitor::error::MonitorError;
use crate::monitor::progress::{OperationProgress, OperationState};
use crate::operation::delta_page::{self, DeltaToken};
use crate::operation::request::Request;
use crate::upload::session::UploadSession;
use crate::upload::{Chunk, Ranges, Said};
use crate::wire::answer::Answer;

/// The answer to a chunk, or to a session that is asked: what is missing begins with a range whose end is not before its start,
/// and a session is stored and read again.
pub fn upload(status: u16, start: u64, length: u32, completes: bool, body: &[u8]) {
    let Ok(status) = StatusCode::from_u16(status) else { return };
    let answer = || Box::new(Answer::new(status, &HeaderMap::new(), Bytes::copy_from_slice(body)));
    let end = start.saturating_add(length.into());
    let by_chunk = Said::by_chunk(answer(), &Chunk { start, end, completes });
    for said in [by_chunk, Said::by_session(answer(), start, completes)] {
        if let Said::Missing(ranges) = said {
            let Some((first, last)) = ranges.first() else { panic!("what is missing has a range") };
            assert!(last.is_none_or(|last| last >= first));
            let _ = ranges.end_before(end, end);
        }
    }
    let _ = Ranges::read(body, start);
    if let Ok(session) = serde_json::from_slice::<UploadSession>(body) {
        let Ok(stored) = serde_json::to_string(&session) else { panic!("a session is written") };
        let Ok(again) = serde_json::from_str::<UploadSession>(&stored) else { panic!("and read: {stored}") };
        assert_eq!((again.url(), again.expires()), (session.url(), session.expires()));
    }
}

/// An address from `Location` or `Operation-Location`, and what is found there: the token goes to the client's origin and to
/// Graph's, and what is said is one line.
pub fn monitor(location: &[u8], operation_location: &[u8], status: u16, body: &[u8]) {
    let mut answer = http::Response::new(());
    *answer.status_mut() = StatusCode::ACCEPTED;
    for (name, value) in [(LOCATION, location), (HeaderName::from_static("operation-location"), operation_location)] {
        if let Ok(value) = HeaderValue::from_bytes(value) {
            answer.headers_mut().insert(name, value);
        }
    }
    if let Some(monitor) = Monitor::of(&answer) {
        let base_url = BaseUrl::default();
        match monitor.address(&base_url) {
            Ok(Address::Own(request)) => {
                assert!(request.check_for(&base_url).is_ok() && request.own_path(&base_url).starts_with('/'));
                let is_path = monitor.as_str().starts_with('/');
                assert!(is_path || is_of_graph(monitor.as_str()), "{}", monitor.as_str());
            }
            Ok(Address::Elsewhere(to)) => {
                assert!(!is_of_graph(monitor.as_str()), "{}", monitor.as_str());
                let host = to.url().host_str().unwrap_or_default();
                let is_here = ["localhost", "127.", "[::1]"].iter().any(|own| host.starts_with(own))
                    || host.ends_with(".localhost");
                assert!(to.url().scheme() == "https" || is_here, "{}", to.url());
            }
            Err(invalid) => assert_one_line(&Error::from(MonitorError::Url(invalid))),
        }
        assert!(!format!("{monitor:?}").contains('?'));
    }
    let Ok(status) = StatusCode::from_u16(status) else { return };
    let answer = Answer::new(status, &HeaderMap::new(), Bytes::copy_from_slice(body));
    for progress in [OperationProgress::of(&answer).ok(), OperationProgress::of_refusal(&answer)].into_iter().flatten()
    {
        assert!(progress.percentage.is_none_or(|percentage| (0.0..=100.0).contains(&percentage)));
        assert!(!progress.to_string().chars().any(char::is_control));
        if progress.state == OperationState::Failed {
            assert_one_line(&Error::from(MonitorError::Failed(Box::new(progress))));
        }
    }
}

/// A page of changes, and a token that was stored: it is stored and read again as it is, and followed to the client's origin and
/// to Graph's alone.
pub fn delta(page: &[u8], token: &[u8]) {
    let of_page = delta_page::read::<()>(page).ok().map(|page| page.next);
    for token in [of_page, serde_json::from_slice(token).ok()].into_iter().flatten() {
        let Ok(stored) = serde_json::to_string(&token) else { panic!("a token is written") };
        let Ok(again) = serde_json::from_str::<DeltaToken>(&stored) else { panic!("and read: {stored}") };
        assert_eq!(again, token);
        assert!(!format!("{token:?}").contains('?'));
        let base_url = BaseUrl::default();
        let Ok(request) = token.follow(&Request::new(Method::GET, "/groups/delta", &[])) else { continue };
        if request.check_for(&base_url).is_ok() {
            assert!(is_of_graph(token.as_str()), "{}", token.as_str());
        }
    }
}

/// Whether a URL is of an origin that the token goes to.
fn is_of_graph(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| Cloud::at(&url.origin().ascii_serialization()).is_some())
}
