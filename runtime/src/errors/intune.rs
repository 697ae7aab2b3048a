//! Intune's errors: the message of Graph's error object is itself a JSON object, whose `Message` may be one again.

use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::wire::retry_after;

/// How deep messages in messages are looked for.
const DEPTH: usize = 4;

/// What the inner object says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct IntuneError {
    pub(crate) message: Option<String>,
    /// `CustomApiErrorPhrase`.
    pub(crate) phrase: Option<String>,
    /// `ErrorSourceService`.
    pub(crate) service: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    /// The `Activity ID` in the message: the same as the request-id.
    pub(crate) activity_id: Option<String>,
}

/// The object in a message, or `None` if the message is a sentence.
pub(crate) fn unwrap(message: &str, now: SystemTime) -> Option<IntuneError> {
    let mut inner = IntuneError::default();
    let mut text = message.to_owned();
    for level in 0..DEPTH {
        let Some(object) = object(&text) else {
            if level == 0 {
                return None;
            }
            break;
        };
        let string = |name: &str| Some(object.get(name)?.as_str()?.to_owned()).filter(|text| !text.is_empty());
        inner.phrase = inner.phrase.or_else(|| string("CustomApiErrorPhrase"));
        inner.service = inner.service.or_else(|| string("ErrorSourceService"));
        let said = object.get("RetryAfter").and_then(|value| retry_after::parse_inner(value, now));
        inner.retry_after = inner.retry_after.max(said);
        text = string("Message").unwrap_or_default();
    }
    let (sentence, tail) = text.split_once(" - Operation ID").unwrap_or((&text, ""));
    inner.activity_id =
        tail.split_once("Activity ID: ").and_then(|(_, id)| id.split_ascii_whitespace().next()).map(str::to_owned);
    inner.message = Some(sentence.trim().to_owned()).filter(|text| !text.is_empty());
    Some(inner)
}

/// The text as an object that is Intune's.
fn object(text: &str) -> Option<serde_json::Map<String, Value>> {
    if !text.trim_start().starts_with('{') {
        return None;
    }
    let value: Value = serde_json::from_str(text).ok().or_else(|| crate::json::repair::salvage(text.as_bytes()))?;
    let Value::Object(object) = value else { return None };
    object.contains_key("Message").then_some(object)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn message(retry_after: &Value) -> String {
        json!({
            "_version": 3,
            "Message": "An error has occurred - Operation ID (for customer support): \
                00000000-0000-0000-0000-000000000000 - Activity ID: 25b4ae6c-0000-0000-0000-d3f0c21bd4b0 - \
                Url: https://fef.msua01.manage.microsoft.com/x/y?api-version=5022-08-09",
            "CustomApiErrorPhrase": "", "RetryAfter": retry_after, "ErrorSourceService": "", "HttpHeaders": "{}",
        })
        .to_string()
    }

    #[test]
    fn the_sentence_and_the_wait_are_found() {
        let inner = unwrap(&message(&json!(315)), SystemTime::now()).unwrap();
        assert_eq!(inner.message.as_deref(), Some("An error has occurred"));
        assert_eq!(inner.activity_id.as_deref(), Some("25b4ae6c-0000-0000-0000-d3f0c21bd4b0"));
        assert_eq!(inner.retry_after, Some(Duration::from_secs(315)));
        assert_eq!((inner.phrase, inner.service), (None, None));
        assert_eq!(unwrap(&message(&json!(null)), SystemTime::now()).unwrap().retry_after, None);
    }

    #[test]
    fn a_message_in_a_message_is_found() {
        let inner = json!({"Message": "No license.", "RetryAfter": "2.5", "ErrorSourceService": "DeviceService"});
        let outer = json!({"Message": inner.to_string(), "RetryAfter": 1, "CustomApiErrorPhrase": "License"});
        let found = unwrap(&outer.to_string(), SystemTime::now()).unwrap();
        assert_eq!(found.message.as_deref(), Some("No license."));
        assert_eq!(found.phrase.as_deref(), Some("License"));
        assert_eq!(found.service.as_deref(), Some("DeviceService"));
        assert_eq!(found.retry_after, Some(Duration::from_millis(2_500)));
    }

    #[test]
    fn a_sentence_is_left_alone() {
        for text in ["", "Slow down.", "{", "{}", "[1]", r#"{"code":"x"}"#, "{not json}"] {
            assert_eq!(unwrap(text, SystemTime::now()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_message_breaks_it(text in "\\PC*") {
            unwrap(&text, SystemTime::now());
            unwrap(&json!({"Message": text, "RetryAfter": text}).to_string(), SystemTime::now());
        }
    }
}
