//! What actions, functions, references and delta queries send and return comes through unchanged.
//!
//! The body of each page's request is read into the parameters of a struct with `#[graph_action]`, and the request that its method
//! returns sends it again. A server then gives the page's answer, status and `Location` included, and the type that `returns` names
//! reads it. Here the attributes are used as they are written, because the types of parameters and results stand in them.
//!
//! `call_failures.txt` names each page that fails, and why; `README.md` says how it is written anew.

#![allow(clippy::unwrap_used)]

mod compare;

use std::fmt::Write;
use std::{env, fs};

use graph_entity::{GraphClient, http};
use graph_entity_conformance::{Answer, CALLS, Call, Carry};
use graph_entity_emulator::{Emulator, ScriptedAnswer};
use graph_entity_test_data::{OPERATIONS, find, report};
use http::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use serde_json::{Map, Value, json};

const FAILURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/call_failures.txt");

/// What of a page is counted.
const ROWS: [(&str, Part); 9] = [
    ("action", Part::Request),
    ("action", Part::AnswerWithBody),
    ("action", Part::AnswerWithoutBody),
    ("function", Part::AnswerWithBody),
    ("function", Part::AnswerWithoutBody),
    ("reference", Part::Request),
    ("reference", Part::AnswerWithoutBody),
    ("reference", Part::AnswerWithBody),
    ("delta", Part::AnswerWithBody),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Request,
    AnswerWithBody,
    AnswerWithoutBody,
}

impl Part {
    fn is_shown(self, page: &Call) -> bool {
        match self {
            Self::Request => page.request.is_some(),
            Self::AnswerWithBody => page.answer.as_ref().is_some_and(|answer| answer.body.is_some()),
            Self::AnswerWithoutBody => page.answer.as_ref().is_some_and(|answer| answer.body.is_none()),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::AnswerWithBody => "answer",
            Self::AnswerWithoutBody => "answer without a body",
        }
    }
}

/// A service and its client; `None` without the corpus.
async fn service() -> Option<(Emulator, GraphClient)> {
    // The build script found the same file, or has failed in CI.
    find(OPERATIONS)?;
    let emulator = Emulator::start().await.unwrap();
    let graph = GraphClient::builder().base_url(emulator.base_url()).token("secret-token").build().unwrap();
    Some((emulator, graph))
}

#[tokio::test]
async fn calls_come_through_unchanged() {
    let Some((emulator, graph)) = service().await else { return };
    let mut list = String::new();
    let mut table = "| | bodies | passed | failed |\n|---|---|---|---|\n".to_owned();
    let (mut shown, mut all_passed) = (0, 0);
    for (kind, part) in ROWS {
        let (mut bodies, mut failed) = (0, 0);
        for page in CALLS.iter().filter(|page| page.kind == kind && part.is_shown(page)) {
            bodies += 1;
            let reason = match part {
                Part::Request => of_request(page),
                Part::AnswerWithBody | Part::AnswerWithoutBody => of_answer(page, &emulator, &graph).await,
            };
            if let Some(reason) = reason {
                failed += 1;
                let _ = writeln!(list, "{}: {kind}: {}: {reason}", page.name, part.name());
            }
        }
        let passed = bodies - failed;
        let percent = percent(passed, bodies);
        let _ = writeln!(table, "| {kind}, {} | {bodies} | {passed} ({percent:.1} %) | {failed} |", part.name());
        shown += bodies;
        all_passed += passed;
    }
    report(&format!("{table}\n{list}"));
    if env::var_os("GRAPH_ENTITY_UPDATE").is_some() {
        fs::write(FAILURES, &list).unwrap();
    }
    assert!(shown > 1000, "the corpus has more than {shown}");
    assert!(all_passed * 100 >= shown * 95, "{all_passed} of {shown} are less than 95 %");
    assert_eq!(list, fs::read_to_string(FAILURES).unwrap(), "call_failures.txt says otherwise");
}

#[expect(clippy::cast_precision_loss)]
fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole as f64
}

/// Why the body of the request does not come through, or `None`.
fn of_request(page: &Call) -> Option<String> {
    let Some(carry) = page.carry else { return Some(not_declared(page)) };
    let text = page.request?;
    let body: Map<String, Value> = serde_json::from_str(text).unwrap();
    let carried = match carry(&body) {
        Ok(carried) => carried,
        Err(error) => return error.to_string().split(" at line ").next().map(str::to_owned),
    };
    if carried.body.is_empty() {
        return Some(format!("nothing is sent instead of {text}"));
    }
    let after: Value = serde_json::from_slice(&carried.body).unwrap();
    let before = Value::Object(body);
    if page.kind == "reference" {
        return of_reference(page, &before, &after);
    }
    compare::difference(None, page.request_types, &before, &after)
}

/// Why no attribute declares what the page shows.
fn not_declared(page: &Call) -> String {
    match page.method {
        "PATCH" => "a reference is not sent with `PATCH`".to_owned(),
        _ => "the body of a reference has `@odata.id` alone".to_owned(),
    }
}

/// The address is the same, or one that a page has of another service, another version or with the key in parentheses.
fn of_reference(page: &Call, before: &Value, after: &Value) -> Option<String> {
    let of = |body: &Value| {
        let id = body.get("@odata.id").and_then(Value::as_str).unwrap_or_default();
        let id = percent_decoded(id);
        let behind = id.split_once("://").map_or(id.as_str(), |(_, behind)| behind);
        let path: Vec<&str> = behind.split('/').skip(2).collect();
        (format!("https://graph.microsoft.com/{}/", page.version), path.join("/"), id.clone())
    };
    let (own, path_before, id_before) = of(before);
    let (_, path_after, id_after) = of(after);
    let keyed = path_before.replace("('", "/").replace("')", "");
    let is_same = if id_before.starts_with(&own) { id_before == id_after } else { keyed == path_after };
    let is_alone = after.as_object().is_some_and(|after| after.len() == 1);
    (!is_same || !is_alone).then(|| format!("was {before} and became {after}"))
}

/// `%7Bid%7D` → `{id}`
fn percent_decoded(text: &str) -> String {
    text.replace("%7B", "{").replace("%7D", "}").replace("%40", "@")
}

/// Why the answer does not come through, or `None`.
async fn of_answer(page: &Call, emulator: &Emulator, graph: &GraphClient) -> Option<String> {
    let Some(carry) = page.carry else { return Some(not_declared(page)) };
    let before = body_of(page)?;
    of_body(page, carry, &before, emulator, graph).await
}

/// The body of the page's answer, null if it has none; `None` if the page shows no answer.
fn body_of(page: &Call) -> Option<Value> {
    let before = page.answer.as_ref()?.body.map_or(Value::Null, |body| serde_json::from_str(body).unwrap());
    Some(unwrapped(page, before))
}

/// The same for this body, with the page's status and `Location`.
async fn of_body(
    page: &Call,
    carry: Carry,
    before: &Value,
    emulator: &Emulator,
    graph: &GraphClient,
) -> Option<String> {
    let answer = page.answer.as_ref()?;
    let body = page.request.map_or_else(Map::new, |text| serde_json::from_str(text).unwrap());
    // The answer is the same, whatever parameters the call has.
    let carried = match carry(&body) {
        Ok(carried) => carried,
        Err(error) => return Some(format!("its request: {error}")),
    };
    emulator.clear();
    emulator.answer_next(scripted(page, answer, before));
    let after = match (carried.send)(graph.clone()).await {
        Ok(after) => after,
        Err(error) => return Some(reason(&error)),
    };
    let difference =
        |before: &Value, after: &Value| compare::difference(page.odata_type, page.answer_types, before, after);
    match (before.get("value"), &after) {
        _ if answer.status == 302 => {
            let same = Some(after.as_str().unwrap()) == answer.location;
            (!same).then(|| format!("`Location` became {after}"))
        }
        (Some(Value::Array(before)), Value::Array(after)) => {
            if before.len() != after.len() {
                return Some(format!("{} items became {}", before.len(), after.len()));
            }
            before.iter().zip(after).find_map(|(before, after)| difference(before, after))
        }
        (Some(value), after) if !after.is_object() => compare::difference(None, page.answer_types, value, after),
        _ => difference(before, &after),
    }
}

/// Many pages show the entity that an action returns inside `value`, where the service does not put it.
fn unwrapped(page: &Call, body: Value) -> Value {
    let is_entity = body.get("value").is_some_and(Value::is_object) && page.kind != "delta";
    let is_wrapper =
        body.as_object().is_some_and(|body| body.keys().all(|name| name == "value" || name.starts_with('@')));
    if is_entity && is_wrapper { body.get("value").cloned().unwrap() } else { body }
}

/// The page's answer. The text is the page's own where nothing was taken out of it, so that numbers stay as they are.
fn scripted(page: &Call, answer: &Answer, body: &Value) -> ScriptedAnswer {
    let mut scripted = ScriptedAnswer::new(http::StatusCode::from_u16(answer.status).unwrap());
    if let Some(location) = answer.location.and_then(|location| HeaderValue::from_str(location).ok()) {
        scripted = scripted.header(LOCATION, location);
    }
    if let Some(text) = answer.body {
        let is_own = serde_json::from_str::<Value>(text).unwrap() == *body;
        let text = if is_own { text.to_owned() } else { body.to_string() };
        scripted = scripted.header(CONTENT_TYPE, HeaderValue::from_static("application/json")).body(text);
    }
    assert!(answer.body.is_some() || page.kind != "delta", "{}: a page of changes has a body", page.name);
    scripted
}

/// What cannot be read, without what differs from run to run.
fn reason(error: &graph_entity::Error) -> String {
    let text = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    text.split(" at line ").next().unwrap_or_default().to_owned()
}

/// Two pages show neither link, which is an error. All that they do show comes through.
#[tokio::test]
async fn with_a_link_each_page_of_changes_is_read() {
    let Some((emulator, graph)) = service().await else { return };
    let mut without = 0;
    for page in CALLS.iter().filter(|page| page.kind == "delta" && Part::AnswerWithBody.is_shown(page)) {
        let mut body = body_of(page).unwrap();
        if body.get("@odata.nextLink").is_none() && body.get("@odata.deltaLink").is_none() {
            without += 1;
            body["@odata.deltaLink"] = format!("{}/v1.0/x/delta?$deltatoken=x", emulator.base_url()).into();
        }
        let reason = of_body(page, page.carry.unwrap(), &body, &emulator, &graph).await;
        assert_eq!(reason, None, "{}", page.name);
    }
    assert_eq!(without, 2);
}

#[test]
fn a_reference_that_became_another_is_found() {
    let page = CALLS.iter().find(|page| page.kind == "reference" && page.version == "beta" && page.carry.is_some());
    let Some(page) = page else { return };
    let is_same = |before: &str, after: &str| {
        of_reference(page, &json!({ "@odata.id": before }), &json!({ "@odata.id": after })).is_none()
    };
    let beta = "https://graph.microsoft.com/beta";
    assert!(is_same(&format!("{beta}/users/{{id}}"), &format!("{beta}/users/%7Bid%7D")));
    assert!(is_same("https://graph.microsoft.com/odata/groups('7')", &format!("{beta}/groups/7")));
    assert!(!is_same(&format!("{beta}/users/7"), "https://graph.microsoft.com/v1.0/users/7"));
    assert!(!is_same(&format!("{beta}/users/7"), &format!("{beta}/users/8")));
    assert!(!is_same("https://graph.microsoft.com/v1.0/users/7", &format!("{beta}/groups/7")));
}
