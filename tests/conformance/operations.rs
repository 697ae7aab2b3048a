//! Answers and bodies of get, list, update and replace, read with one declaration for all pages of a type, come out unchanged.
//!
//! `bodies.rs` has the creates, each page with a declaration of its own. Here a type has one declaration for its whole life, as
//! in a program, so what a page of its list shows must fit what its update sends.
//!
//! `operation_failures.txt` names each page that fails, and why; `README.md` says how it is written anew.

#![allow(clippy::unwrap_used)]

mod compare;

use std::fmt::Write;
use std::{env, fs};

use graph_entity_conformance::{Declaration, OPERATIONS, Operation};
use graph_entity_test_data::{find, report};
use serde_json::{Map, Value};

const FAILURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/operation_failures.txt");

/// What of a page is carried.
enum Body {
    /// An entity in an answer.
    Entity(String),
    /// A page of a list.
    Page(String),
    /// The body of an update.
    Update(String),
    /// The body of a replacement.
    Put(String),
}

/// Takes a body from a page, if it has one.
type BodyOf = fn(&Operation) -> Option<Body>;

#[test]
fn answers_and_updates_come_through_unchanged() {
    // The build script found the same file, or has failed in CI.
    if find(graph_entity_test_data::OPERATIONS).is_none() {
        return;
    }
    let mut list = String::new();
    let mut table = "| | bodies | passed | failed |\n|---|---|---|---|\n".to_owned();
    let mut shares = Vec::new();
    let rows: [(&str, &str, BodyOf); 6] = [
        ("get", "answer", entity),
        ("list", "answer", page),
        ("update", "request", update),
        ("update", "answer", entity),
        ("replace", "request", put),
        ("replace", "answer", entity),
    ];
    for (kind, which, body) in rows {
        let (mut bodies, mut failed) = (0, 0);
        for operation in OPERATIONS.iter().filter(|operation| operation.kind == kind) {
            let (Some(body), Some(declaration)) = (body(operation), operation.declaration) else { continue };
            bodies += 1;
            if let Some(reason) = failure(declaration, &body) {
                failed += 1;
                let _ = writeln!(list, "{}: {kind}: {which}: {reason}", operation.name);
            }
        }
        let passed = bodies - failed;
        let percent = percent(passed, bodies);
        let _ = writeln!(table, "| {kind}, {which} | {bodies} | {passed} ({percent:.1} %) | {failed} |");
        shares.push((kind, which, passed, bodies));
    }
    report(&format!("{table}\n{list}"));
    if env::var_os("GRAPH_ENTITY_UPDATE").is_some() {
        fs::write(FAILURES, &list).unwrap();
    }
    for (kind, which, passed, bodies) in shares {
        let least = if kind == "replace" { 20 } else { 500 };
        assert!(bodies > least, "the corpus has more than {bodies} of {kind}, {which}");
        assert!(passed * 100 >= bodies * 95, "{kind}, {which}: {passed} of {bodies} are less than 95 %");
    }
    assert_eq!(list, fs::read_to_string(FAILURES).unwrap(), "operation_failures.txt says otherwise");
}

#[expect(clippy::cast_precision_loss)]
fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole as f64
}

/// The entity of an answer. Many pages show it inside `value`, where the service does not put it.
fn entity(operation: &Operation) -> Option<Body> {
    let body = operation.response?;
    let object: Map<String, Value> = serde_json::from_str(body).ok()?;
    let is_wrapper = object.keys().all(|name| name == "value" || name.starts_with('@'));
    match object.get("value") {
        Some(Value::Object(entity)) if is_wrapper => Some(Body::Entity(serde_json::to_string(entity).unwrap())),
        // The value of one property.
        Some(_) if is_wrapper => None,
        _ => Some(Body::Entity(body.to_owned())),
    }
}

fn page(operation: &Operation) -> Option<Body> {
    operation.response.map(|body| Body::Page(body.to_owned()))
}

fn update(operation: &Operation) -> Option<Body> {
    operation.request.map(|body| Body::Update(body.to_owned()))
}

fn put(operation: &Operation) -> Option<Body> {
    operation.request.map(|body| Body::Put(body.to_owned()))
}

/// Why a body does not come through, or `None`.
fn failure(declaration: &Declaration, body: &Body) -> Option<String> {
    let (text, carry) = match body {
        Body::Entity(text) => (text, declaration.entity),
        Body::Page(text) => (text, declaration.page),
        Body::Update(text) => (text, declaration.update),
        Body::Put(text) => (text, declaration.put),
    };
    let Some(carry) = carry else { return Some("is not a JSON object".to_owned()) };
    let written = match carry(text) {
        Ok(written) => serde_json::from_str(&written).unwrap(),
        Err(error) => return error.to_string().split(" at line ").next().map(str::to_owned),
    };
    let before: Value = serde_json::from_str(text).unwrap();
    let difference =
        |before: &Value, after| compare::difference(declaration.odata_type, declaration.types, before, after);
    let (Body::Page(_), Value::Array(after)) = (body, &written) else { return difference(&before, &written) };
    let before = before.get("value").and_then(Value::as_array)?;
    if before.len() != after.len() {
        return Some(format!("{} entities became {}", before.len(), after.len()));
    }
    before.iter().zip(after).find_map(|(before, after)| difference(before, after))
}
