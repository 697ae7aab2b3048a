//! The error text of Intune's services: JSON as a string in the `message` of Graph's error.
//!
//! The form is that of what tools print who met it, for example <https://github.com/almenscorner/IntuneCD/issues/217>
//! (a 429). Every such text has `RetryAfter`; it is null if the client need not wait.

use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::clock::Moment;
use crate::response::answer::Answer;
use crate::response::graph_error::GraphError;
use crate::response::ids::RequestIds;

/// 429, to come again in `seconds`.
pub(crate) fn throttled(seconds: u64, request: &HeaderMap, now: Moment) -> Answer {
    let ids = RequestIds::new(request);
    let message = message(&ids.request, seconds);
    GraphError::new(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", message).answer(&ids, now)
}

fn message(activity: &str, seconds: u64) -> String {
    let text = format!(
        "An error has occurred - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - \
         Activity ID: {activity} - Url: https://fef.msub06.manage.microsoft.com/StatelessDeviceConfigurationFEService/\
         deviceManagement/deviceConfigurations?api-version=5022-07-06"
    );
    format!(
        "{{\r\n  \"_version\": 3,\r\n  \"Message\": {},\r\n  \"CustomApiErrorPhrase\": \"\",\r\n  \"RetryAfter\": \
         {seconds},\r\n  \"ErrorSourceService\": \"\",\r\n  \"HttpHeaders\": {}\r\n}}",
        Value::from(text),
        Value::from(format!("{{\"Retry-After\":\"{seconds}\"}}")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_is_json_of_its_own() {
        let inner: Value = serde_json::from_str(&message("7e32", 13)).unwrap();
        assert_eq!(inner["_version"], 3);
        assert_eq!(inner["RetryAfter"], 13);
        assert_eq!(inner["CustomApiErrorPhrase"], "");
        assert_eq!(inner["HttpHeaders"], "{\"Retry-After\":\"13\"}");
        assert!(inner["Message"].as_str().unwrap().contains(" - Activity ID: 7e32 - Url: https://"));
    }
}
