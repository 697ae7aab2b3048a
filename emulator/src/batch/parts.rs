//! A batch as it came: taken apart into requests, or refused as a whole.
//!
//! <https://learn.microsoft.com/graph/json-batching>

use std::collections::{HashMap, HashSet};

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use bytes::Bytes;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::request::path::split_version;
use crate::request::recorded::{MAX_BODY_BYTES, RecordedRequest};
use crate::response::graph_error::GraphError;
use crate::response::media_type::is_json;
use crate::service::checks;

/// How many requests a batch may have.
pub const MAX_BATCH_PARTS: usize = 20;

/// One request of a batch.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) id: String,
    /// Its path has the version that the batch was sent to.
    pub(crate) request: RecordedRequest,
    /// The positions of the parts that have to succeed before.
    pub(crate) depends_on: Vec<usize>,
}

/// The JSON of a batch. All of its members are optional here, so that what is missing is refused as Graph does.
#[derive(Deserialize)]
struct Payload<'a> {
    #[serde(borrow)]
    requests: Option<Vec<PartPayload<'a>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PartPayload<'a> {
    id: Option<String>,
    method: Option<String>,
    url: Option<String>,
    headers: Option<HashMap<String, String>>,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    depends_on: Option<Vec<String>>,
}

/// Whether `request` goes to `/v1.0/$batch` or `/beta/$batch`.
pub(crate) fn is_batch(request: &RecordedRequest) -> bool {
    matches!(split_version(request.path()), Ok((_, "$batch" | "%24batch")))
}

/// The parts of the batch that `request` is, in their order. `origin` is what an absolute URL has to begin with.
pub(crate) fn read(request: &RecordedRequest, origin: &str) -> Result<Vec<Part>, GraphError> {
    let (version, _) = split_version(request.path())?;
    checks::check(request)?;
    if request.method != Method::POST {
        return Err(GraphError::method_not_allowed("POST"));
    }
    if !is_json(&request.headers) {
        return Err(GraphError::not_json_content());
    }
    let payload: Payload<'_> =
        serde_json::from_slice(&request.body).map_err(|error| GraphError::invalid_batch(&error.to_string()))?;
    let parts = payload.requests.ok_or_else(|| GraphError::invalid_batch("missing `requests`"))?;
    if parts.is_empty() {
        return Err(GraphError::invalid_batch("no request"));
    }
    if parts.len() > MAX_BATCH_PARTS {
        return Err(GraphError::too_many_parts(MAX_BATCH_PARTS));
    }
    let mut seen = HashSet::new();
    for part in &parts {
        let id = part.id.as_deref().filter(|id| !id.is_empty()).ok_or_else(|| missing("id"))?;
        if !seen.insert(id.to_ascii_lowercase()) {
            return Err(GraphError::part_id_twice(id));
        }
    }
    let ids: Vec<String> = parts.iter().filter_map(|part| part.id.as_deref().map(str::to_ascii_lowercase)).collect();
    let token = request.headers.get(AUTHORIZATION);
    parts.into_iter().map(|part| part.into_part(version, origin, token, &ids)).collect()
}

fn missing(member: &str) -> GraphError {
    GraphError::invalid_batch(&format!("a request without `{member}`"))
}

impl PartPayload<'_> {
    /// `ids` are all parts', in their order and in lower case.
    fn into_part(
        self,
        version: &str,
        origin: &str,
        token: Option<&HeaderValue>,
        ids: &[String],
    ) -> Result<Part, GraphError> {
        let id = self.id.ok_or_else(|| missing("id"))?;
        let method = self.method.ok_or_else(|| missing("method"))?;
        let method = Method::from_bytes(method.to_ascii_uppercase().as_bytes())
            .map_err(|_| GraphError::invalid_batch(&format!("'{method}' is not a method")))?;
        let url = self.url.filter(|url| !url.is_empty()).ok_or_else(|| missing("url"))?;
        let body = self.body.filter(|body| body.get() != "null");

        let mut headers = HeaderMap::new();
        for (name, value) in self.headers.iter().flatten() {
            let header = HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::from_str(value).ok());
            let (name, value) =
                header.ok_or_else(|| GraphError::invalid_batch(&format!("'{name}' is not a header")))?;
            headers.insert(name, value);
        }
        let writes = method == Method::POST || method == Method::PUT || method == Method::PATCH;
        if writes && (body.is_none() || !headers.contains_key(http::header::CONTENT_TYPE)) {
            return Err(GraphError::part_without_body(&id));
        }
        if let Some(token) = token {
            headers.entry(AUTHORIZATION).or_insert(token.clone());
        }
        let depends_on = self.depends_on.unwrap_or_default();
        let depends_on: Option<Vec<usize>> =
            depends_on.iter().map(|other| ids.iter().position(|id| *id == other.to_ascii_lowercase())).collect();
        let depends_on = depends_on.ok_or_else(|| {
            GraphError::invalid_batch(&format!("request {id} depends on one that is not in the batch"))
        })?;

        let body = body.map_or_else(Bytes::new, |body| bytes_of(body, is_json(&headers)));
        let request = RecordedRequest {
            method,
            // Relative to the version as in Graph's documentation, or absolute as OData allows and Python's SDK sends.
            path_and_query: match url.strip_prefix(origin) {
                Some(path) if path.starts_with('/') => path.to_owned(),
                _ => format!("/{version}/{}", url.strip_prefix('/').unwrap_or(&url)),
            },
            headers,
            body_too_large: body.len() > MAX_BODY_BYTES,
            body,
            part_id: Some(id.clone()),
        };
        Ok(Part { id, request, depends_on })
    }
}

/// A JSON body as the text that it is; any other, which is a string of base64 or base64url, decoded. What is neither
/// is left as it came, for the service to refuse.
fn bytes_of(body: &RawValue, is_json: bool) -> Bytes {
    let text = Bytes::copy_from_slice(body.get().as_bytes());
    if is_json {
        return text;
    }
    let Ok(encoded) = serde_json::from_str::<String>(body.get()) else { return text };
    let either = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let decoded =
        [STANDARD, URL_SAFE].iter().find_map(|alphabet| GeneralPurpose::new(alphabet, either).decode(&encoded).ok());
    decoded.map_or(text, Bytes::from)
}

/// The positions of `parts` in an order in which none comes before one that it depends on; those that may come at any
/// time stay in their order. A circle is refused.
pub(crate) fn order(parts: &[Part]) -> Result<Vec<usize>, GraphError> {
    let mut order = Vec::with_capacity(parts.len());
    while order.len() < parts.len() {
        let next = parts.iter().enumerate().find(|(position, part)| {
            !order.contains(position) && part.depends_on.iter().all(|needed| order.contains(needed))
        });
        let (position, _) = next.ok_or_else(|| GraphError::invalid_batch("requests depend on each other"))?;
        order.push(position);
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn batch(body: &str) -> RecordedRequest {
        let request = http::Request::post("/v1.0/$batch").header(AUTHORIZATION, "Bearer t");
        let head = request.header("content-type", "application/json").body(()).unwrap().into_parts().0;
        RecordedRequest::new(head, Some(Bytes::copy_from_slice(body.as_bytes())))
    }

    fn gets(parts: &str) -> RecordedRequest {
        batch(&format!(r#"{{"requests":[{parts}]}}"#))
    }

    fn read_here(request: &RecordedRequest) -> Result<Vec<Part>, GraphError> {
        read(request, "http://127.0.0.1:8080")
    }

    #[test]
    fn an_absolute_url_is_of_this_origin() {
        let path_of = |url: &str| {
            let parts = read_here(&gets(&format!(r#"{{"id":"1","method":"GET","url":"{url}"}}"#))).unwrap();
            parts[0].request.path_and_query.clone()
        };
        assert_eq!(path_of("http://127.0.0.1:8080/beta/users?a"), "/beta/users?a");
        assert_eq!(path_of("http://127.0.0.1:80801/v1.0/users"), "/v1.0/http://127.0.0.1:80801/v1.0/users");
        assert_eq!(path_of("https://graph.microsoft.com/v1.0/users"), "/v1.0/https://graph.microsoft.com/v1.0/users");
    }

    #[test]
    fn a_part_is_a_request() {
        let parts = read_here(&gets(
            r#"{"id":"1","method":"post","url":"/users?a","headers":{"Content-Type":"application/json"},"body":{"n": 1.50}},
               {"id":"2","method":"GET","url":"users/7"}"#,
        ))
        .unwrap();
        let [create, get] = parts.as_slice() else { panic!("{parts:?}") };
        assert_eq!((create.id.as_str(), create.request.method.as_str()), ("1", "POST"));
        assert_eq!(create.request.path_and_query, "/v1.0/users?a");
        assert_eq!(create.request.body, r#"{"n": 1.50}"#, "as it was written");
        assert_eq!(create.request.header("authorization"), Some("Bearer t"));
        assert_eq!((get.request.path_and_query.as_str(), get.request.body.len()), ("/v1.0/users/7", 0));
        assert_eq!(get.request.part_id.as_deref(), Some("2"));
    }

    #[test]
    fn a_body_that_is_no_json_is_base64_in_either_alphabet() {
        for (encoded, expected) in
            [(r#""+/8=""#, &b"\xfb\xff"[..]), (r#""-_8""#, b"\xfb\xff"), (r#""!""#, b"\"!\""), ("7", b"7")]
        {
            assert_eq!(bytes_of(serde_json::from_str(encoded).unwrap(), false), expected, "{encoded}");
        }
    }

    #[test]
    fn what_is_no_batch_is_refused() {
        let get = |id: &str| format!(r#"{{"id":"{id}","method":"GET","url":"/users"}}"#);
        for (request, expected) in [
            (batch("{"), "Invalid batch payload format."),
            (batch("[]"), "Invalid batch payload format."),
            (batch("{}"), "missing `requests`"),
            (gets(""), "no request"),
            (gets(r#"{"method":"GET","url":"/users"}"#), "without `id`"),
            (gets(r#"{"id":"1","url":"/users"}"#), "without `method`"),
            (gets(r#"{"id":"1","method":"GET"}"#), "without `url`"),
            (gets(r#"{"id":"1","method":"GE T","url":"/users"}"#), "is not a method"),
            (gets(r#"{"id":"1","method":"GET","url":"/users","headers":{"a b":""}}"#), "is not a header"),
            (gets(r#"{"id":"1","method":"POST","url":"/users","body":{}}"#), "does not contain Content-Type"),
            (gets(r#"{"id":"1","method":"GET","url":"/users","dependsOn":["2"]}"#), "not in the batch"),
            (gets(&format!("{},{}", get("a"), get("A"))), "Request Id A has to be unique in a batch."),
            (
                gets(&(0..=20).map(|id| get(&id.to_string())).collect::<Vec<_>>().join(",")),
                "exceeds the maximum value of 20.",
            ),
        ] {
            let refusal = format!("{:?}", read_here(&request).unwrap_err());
            assert!(refusal.contains(expected) && refusal.contains("400"), "{refusal}");
        }
    }

    #[test]
    fn what_is_needed_comes_first() {
        let order_of = |dependencies: &[&str]| {
            let parts: Vec<String> = dependencies
                .iter()
                .enumerate()
                .map(|(id, on)| format!(r#"{{"id":"{id}","method":"GET","url":"/users","dependsOn":[{on}]}}"#))
                .collect();
            order(&read_here(&gets(&parts.join(","))).unwrap())
        };
        assert_eq!(order_of(&["", "", ""]).unwrap(), [0, 1, 2]);
        assert_eq!(order_of(&[r#""2""#, "", r#""1""#]).unwrap(), [1, 2, 0]);
        assert!(order_of(&[r#""1""#, r#""0""#]).is_err());
        assert!(order_of(&[r#""0""#]).is_err());
    }

    proptest! {
        #[test]
        fn no_batch_panics(body in r#"\{"requests":\[(\{"id":"[ab]","method":"[A-Z ]{0,3}","url":"[/$%a]{0,4}"(,"dependsOn":\["[ab]"\])?\},?){0,3}\]\}"#) {
            if let Ok(parts) = read_here(&batch(&body)) {
                let _ = order(&parts);
            }
        }
    }
}
