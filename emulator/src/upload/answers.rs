//! What a session answers: <https://learn.microsoft.com/graph/api/driveitem-createuploadsession>.

use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_RANGE, CONTENT_TYPE};
use http::{HeaderMap, Method, StatusCode};
use serde_json::{Value, json};

use crate::clock::Moment;
use crate::request::recorded::RecordedRequest;
use crate::response::answer::Answer;
use crate::response::graph_error::GraphError;
use crate::response::ids::{RequestIds, new_guid};
use crate::response::media_type::JSON;
use crate::service::checks::check;
use crate::store::collections::MAX_STORED_BYTES;
use crate::upload::range::ContentRange;
use crate::upload::sessions::{MAX_CHUNK_BYTES, PREFIX, STEP, Session, Sessions};

/// How long a session can be used.
const LIFE: Duration = Duration::from_secs(24 * 3_600);

/// The answer to a request that is about upload sessions: `None` if it is about something else.
pub(crate) fn answer(request: &RecordedRequest, sessions: &mut Sessions, now: Moment, origin: &str) -> Option<Answer> {
    let decided = match request.path().strip_prefix(PREFIX) {
        Some(id) => match sessions.get_mut(id) {
            Some(session) => carry_out(request, session, now),
            None => Err(gone()),
        },
        None if makes_a_session(request) => check(request).map(|()| {
            let body = request.json().unwrap_or_default();
            let name = body.get("item").and_then(|item| Some(item.get("name")?.as_str()?.to_owned()));
            let id = sessions.add(name, body.get("deferCommit") == Some(&Value::Bool(true)));
            json(StatusCode::OK, &state(Some(0), now, Some(sessions.url(&id, origin))))
        }),
        None => return None,
    };
    let ids = RequestIds::new(&request.headers);
    Some(match decided {
        Ok(mut answer) => {
            ids.write_to(&mut answer.headers);
            answer
        }
        Err(refusal) => refusal.answer(&ids, now),
    })
}

/// Whether it is a `POST` of `…/createUploadSession`, in any version.
fn makes_a_session(request: &RecordedRequest) -> bool {
    let name = request.path().rsplit('/').next().unwrap_or_default();
    let is_in_a_version = ["/v1.0/", "/beta/"].iter().any(|version| request.path().starts_with(version));
    let name = name.strip_prefix("microsoft.graph.").unwrap_or(name);
    request.method == Method::POST && is_in_a_version && name == "createUploadSession"
}

fn carry_out(request: &RecordedRequest, session: &mut Session, now: Moment) -> Result<Answer, GraphError> {
    if request.headers.contains_key(AUTHORIZATION) {
        let message = "The URL of an upload session takes no Authorization header.";
        return Err(GraphError::new(StatusCode::UNAUTHORIZED, "unauthenticated", message));
    }
    if request.query() != Some(&session.authorization) {
        let message = "The URL of the upload session does not authorize.";
        return Err(GraphError::new(StatusCode::UNAUTHORIZED, "unauthenticated", message));
    }
    if session.content.is_some() || session.is_cancelled {
        return Err(gone());
    }
    match request.method {
        Method::GET => Ok(json(StatusCode::OK, &state(session.next(), now, None))),
        Method::PUT => take(request, session, now),
        Method::DELETE => {
            session.is_cancelled = true;
            session.received.clear();
            Ok(Answer { status: StatusCode::NO_CONTENT, headers: HeaderMap::new(), body: Bytes::new() })
        }
        Method::POST if session.defers && session.next().is_none() => Ok(complete(session)),
        Method::POST if session.defers => Err(invalid("The file is not complete.")),
        _ => Err(GraphError::method_not_allowed("GET, PUT, DELETE")),
    }
}

/// Takes a chunk.
fn take(request: &RecordedRequest, session: &mut Session, now: Moment) -> Result<Answer, GraphError> {
    let range = request.header(CONTENT_RANGE.as_str()).and_then(ContentRange::parse);
    let Some(range) = range else { return Err(invalid("Content-Range is absent or not 'bytes first-last/total'.")) };
    if request.body_too_large {
        return Err(invalid(format!("A chunk has more than {MAX_CHUNK_BYTES} bytes.")));
    }
    if u64::try_from(request.body.len()) != Ok(range.length()) {
        return Err(invalid("Content-Range does not have as many bytes as the body."));
    }
    if !range.ends_the_file() && !range.length().is_multiple_of(STEP) {
        return Err(invalid(format!("A chunk that is not the last has to be a multiple of {STEP} bytes.")));
    }
    if range.total > u64::try_from(MAX_STORED_BYTES).unwrap_or(u64::MAX) {
        return Err(GraphError::store_full());
    }
    if session.total.is_some_and(|total| total != range.total) {
        return Err(invalid("Content-Range has another total than the chunk before."));
    }
    if u64::try_from(session.received.len()) != Ok(range.first) {
        let message = "The range is not the next that is expected.";
        return Err(GraphError::new(StatusCode::RANGE_NOT_SATISFIABLE, "invalidRange", message));
    }
    session.total = Some(range.total);
    session.received.extend_from_slice(&request.body);
    if session.defers || !range.ends_the_file() {
        return Ok(json(StatusCode::ACCEPTED, &state(session.next(), now, None)));
    }
    Ok(complete(session))
}

/// Makes the file of what came.
fn complete(session: &mut Session) -> Answer {
    let content = session.received.split().freeze();
    let name = session.name.as_deref().unwrap_or("file");
    let item = json!({ "id": new_guid(), "name": name, "size": content.len(), "file": {} });
    session.content = Some(content);
    json(StatusCode::CREATED, &item)
}

/// The session as an answer: the byte that it expects next, if there is one, and its URL where it is made.
fn state(next: Option<usize>, now: Moment, url: Option<String>) -> Value {
    let expires = Moment { date: now.date + LIFE, ..now }.in_an_error();
    let ranges: Vec<String> = next.iter().map(|next| format!("{next}-")).collect();
    let mut state = json!({ "expirationDateTime": format!("{expires}Z"), "nextExpectedRanges": ranges });
    if let (Some(url), Some(state)) = (url, state.as_object_mut()) {
        state.insert("uploadUrl".to_owned(), url.into());
    }
    state
}

fn json(status: StatusCode, body: &Value) -> Answer {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, JSON)]);
    Answer { status, headers, body: Bytes::from(body.to_string()) }
}

fn gone() -> GraphError {
    GraphError::new(StatusCode::NOT_FOUND, "itemNotFound", "The upload session was not found.")
}

fn invalid(message: impl Into<String>) -> GraphError {
    GraphError::new(StatusCode::BAD_REQUEST, "invalidRequest", message)
}
