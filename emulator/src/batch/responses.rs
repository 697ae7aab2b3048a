//! The answer to a batch: one JSON object, with the answer of each part in it.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::faults::batch_script::BatchScript;
use crate::random::Random;
use crate::response::answer::Answer;
use crate::response::ids::RequestIds;
use crate::response::media_type::{JSON, is_json};

/// 200, whatever the parts are answered. Each part has its position, its `id` and its answer.
pub(crate) fn answer<A>(parts: Vec<(usize, String, Answer)>, script: &BatchScript<A>, request: &HeaderMap) -> Answer {
    let mut written = Vec::with_capacity(parts.len());
    for (position, id, answer) in parts {
        let text = write(&id, &answer);
        let copies = script.duplicated.iter().filter(|duplicated| **duplicated == position).count();
        written.extend(std::iter::repeat_n(text, copies + 1));
    }
    for id in &script.foreign {
        let headers = HeaderMap::from_iter([(CONTENT_TYPE, JSON)]);
        let body = Bytes::from_static(br#"{"id":"00000000-0000-0000-0000-000000000000"}"#);
        written.push(write(id, &Answer { status: StatusCode::CREATED, headers, body }));
    }
    if let Some(seed) = script.shuffled {
        Random::new(seed).shuffle(&mut written);
    }
    let mut headers = HeaderMap::from_iter([(CONTENT_TYPE, JSON)]);
    RequestIds::new(request).write_to(&mut headers);
    let body = format!(r#"{{"responses":[{}]}}"#, written.join(","));
    Answer { status: StatusCode::OK, headers, body: body.into() }
}

/// Written by hand: a JSON body goes in as the text that it is.
fn write(id: &str, answer: &Answer) -> String {
    let headers: Vec<String> = answer
        .headers
        .keys()
        .map(|name| {
            let values: Vec<_> =
                answer.headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
            format!("{}:{}", Value::from(as_graph_writes(name.as_str())), Value::from(values.join(", ")))
        })
        .collect();
    let head = format!(
        r#"{{"id":{},"status":{},"headers":{{{}}}"#,
        Value::from(id),
        answer.status.as_u16(),
        headers.join(",")
    );
    if answer.body.is_empty() {
        return format!("{head}}}");
    }
    let json = str::from_utf8(&answer.body)
        .ok()
        .filter(|_| is_json(&answer.headers))
        .filter(|text| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok());
    match json {
        Some(text) => format!(r#"{head},"body":{text}}}"#),
        None => format!(r#"{head},"body":"{}"}}"#, BASE64_STANDARD.encode(&answer.body)),
    }
}

/// HTTP's own names are in capitals in Graph's batches, its own are not. A client should not care.
fn as_graph_writes(name: &str) -> &str {
    match name {
        "allow" => "Allow",
        "content-type" => "Content-Type",
        "location" => "Location",
        "retry-after" => "Retry-After",
        "www-authenticate" => "WWW-Authenticate",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use http::header::{LOCATION, RETRY_AFTER, SET_COOKIE};

    use super::*;

    fn part(status: u16, headers: HeaderMap, body: &'static str) -> Answer {
        Answer { status: StatusCode::from_u16(status).unwrap(), headers, body: Bytes::from_static(body.as_bytes()) }
    }

    #[test]
    fn a_part_is_written_as_graph_does() {
        let json = || HeaderMap::from_iter([(CONTENT_TYPE, "application/json".parse().unwrap())]);
        let mut created = json();
        created.insert(LOCATION, "http://host/v1.0/a\"b".parse().unwrap());
        assert_eq!(
            write("1\"", &part(201, created, r#"{"n": 1.50}"#)),
            r#"{"id":"1\"","status":201,"headers":{"Content-Type":"application/json","Location":"http://host/v1.0/a\"b"},"body":{"n": 1.50}}"#
        );
        let mut throttled = HeaderMap::from_iter([(RETRY_AFTER, 5.into())]);
        throttled.append(SET_COOKIE, "a".parse().unwrap());
        throttled.append(SET_COOKIE, "b".parse().unwrap());
        assert_eq!(
            write("2", &part(429, throttled, "")),
            r#"{"id":"2","status":429,"headers":{"Retry-After":"5","set-cookie":"a, b"}}"#
        );
        let html = HeaderMap::from_iter([(CONTENT_TYPE, "text/html".parse().unwrap())]);
        assert!(write("3", &part(503, html, "<html>")).ends_with(r#""body":"PGh0bWw+"}"#));
        assert!(write("4", &part(201, json(), r#"{"id""#)).ends_with(r#""body":"eyJpZCI="}"#), "the whole stays JSON");
    }
}
