//! Answers of a service that has no time.

use graph_entity::http::header::{HeaderValue, RETRY_AFTER};
use graph_entity_emulator::ScriptedAnswer;
use graph_entity_emulator::http::StatusCode;

/// A 429 without a `Retry-After`.
pub fn throttled() -> ScriptedAnswer {
    ScriptedAnswer::graph_error(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", "Slow down.")
}

/// A 503 of a proxy, without a `Retry-After`.
pub fn unavailable() -> ScriptedAnswer {
    ScriptedAnswer::new(StatusCode::SERVICE_UNAVAILABLE).body("<html>")
}

/// The answer with this `Retry-After`.
pub fn after(answer: ScriptedAnswer, value: &'static str) -> ScriptedAnswer {
    answer.header(RETRY_AFTER, HeaderValue::from_static(value))
}
