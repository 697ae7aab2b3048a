//! One request to an address that authorizes by itself, and its answer: without the token, and without the headers that the
//! client has for its own service.

use bytes::Bytes;
use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use tracing::Instrument;

use super::{Sent, receive, set_body};
use crate::client::GraphClient;
use crate::client::elsewhere::Elsewhere;
use crate::errors::attempt::Attempt;
use crate::operation::expectation::{Expectation, Expected};
use crate::send::deadline::Deadline;
use crate::send::verdict::{self, Failure};
use crate::wire::answer::Answer;
use crate::wire::trace;

/// What is sent to an address.
pub(crate) struct Outgoing {
    pub(crate) method: Method,
    pub(crate) headers: HeaderMap,
    /// Empty if the request has no body.
    pub(crate) body: Bytes,
    pub(crate) expectation: Expectation,
}

impl Outgoing {
    /// Without a body.
    pub(crate) fn new(method: Method, expectation: Expectation) -> Self {
        Self { method, headers: HeaderMap::new(), body: Bytes::new(), expectation }
    }
}

impl GraphClient {
    /// One HTTP request to another server, once, before a moment. The answer has all its headers.
    pub(crate) async fn attempt_elsewhere(
        &self,
        to: &Elsewhere,
        outgoing: &Outgoing,
        attempt: &mut Attempt,
        until: Deadline,
    ) -> Result<Box<Answer>, Failure> {
        const JSON: HeaderValue = HeaderValue::from_static("application/json");
        let mut request = reqwest::Request::new(outgoing.method.clone(), to.url().clone());
        let headers = request.headers_mut();
        headers.insert(ACCEPT, JSON);
        if let Some(user_agent) = self.tokens.user_agent() {
            headers.insert(USER_AGENT, user_agent.clone());
        }
        headers.extend(outgoing.headers.iter().map(|(name, value)| (name.clone(), value.clone())));
        let state = set_body(&mut request, outgoing.body.clone());
        self.limit(&mut request, until).map_err(Failure::before_sending)?;
        let connections = self.shared.connections_to(to.url()).map_err(Failure::before_sending)?;
        let span = to.server().span(&outgoing.method, to.name(), attempt.resend);
        let (generation, response) = span.in_scope(|| connections.execute(request));
        let sent = Sent { content: state, generation };
        let received = async {
            let mut response = response.await.map_err(|error| sent.unanswered(error, connections))?;
            attempt.status = Some(response.status());
            Ok(receive(&mut response, Expected::Raw).await)
        };
        let seen = received.instrument(span.clone()).await;
        let result = verdict::judge(outgoing.expectation, seen, to.secret());
        trace::end(&span, attempt.status, result.as_ref().err().map(|failure| &failure.kind));
        result
    }
}
