//! An upload session: where a file is sent to.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::client::elsewhere::shown;
use crate::upload::ranges::Ranges;
use crate::wire::body::member;

/// An upload session, as `createUploadSession` answers it
/// ([`uploadSession`](https://learn.microsoft.com/graph/api/resources/uploadsession)): where the chunks of a file are sent to.
///
/// Whoever has its URL can write the file, without a token. `Debug` shows the URL's origin alone. It is a value to store, so that
/// another process can [go on](crate::Upload::resume): serde writes it as `{"uploadUrl": …}`, with the URL.
///
/// ```
/// use graph_entity::UploadSession;
///
/// let answer = r#"{"uploadUrl":"https://contoso.sharepoint.com/_api/v2.0/drive/uploadSession?tempauth=secret",
///     "expirationDateTime":"2026-11-26T12:00:00Z","nextExpectedRanges":["0-"]}"#;
/// let session: UploadSession = serde_json::from_str(answer)?;
/// assert_eq!(format!("{session:?}"), "UploadSession(https://contoso.sharepoint.com/…)");
/// # use graph_entity::serde_json;
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct UploadSession {
    url: String,
    /// As the service wrote it.
    expires: Option<String>,
    /// What it does not have yet, as far as it is known.
    missing: Option<Ranges>,
}

impl UploadSession {
    /// The session at this URL, from its `uploadUrl`. Whether it is a URL is checked when something is sent to it.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), expires: None, missing: None }
    }

    /// The URL, which is a secret.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// When it ends, if the service said so.
    #[must_use]
    pub fn expires(&self) -> Option<OffsetDateTime> {
        OffsetDateTime::parse(self.expires.as_deref()?, &Rfc3339).ok()
    }

    pub(crate) fn missing(&self) -> Option<&Ranges> {
        self.missing.as_ref()
    }
}

impl From<String> for UploadSession {
    fn from(url: String) -> Self {
        Self::new(url)
    }
}

impl From<&str> for UploadSession {
    fn from(url: &str) -> Self {
        Self::new(url)
    }
}

impl From<&String> for UploadSession {
    fn from(url: &String) -> Self {
        Self::new(url.as_str())
    }
}

impl From<&Self> for UploadSession {
    fn from(session: &Self) -> Self {
        session.clone()
    }
}

impl fmt::Debug for UploadSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UploadSession({})", shown(&self.url))
    }
}

impl<'de> Deserialize<'de> for UploadSession {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let session = Value::deserialize(deserializer)?;
        let text = |name| member(&session, name).and_then(Value::as_str);
        // The value may be the URL: it is not shown.
        let url = text("uploadUrl").ok_or_else(|| D::Error::custom("an upload session without `uploadUrl`"))?;
        let expires = text("expirationDateTime").map(str::to_owned);
        Ok(Self { url: url.to_owned(), expires, missing: Ranges::of(&session) })
    }
}

impl Serialize for UploadSession {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("uploadUrl", &self.url)?;
        if let Some(expires) = &self.expires {
            map.serialize_entry("expirationDateTime", expires)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_session_is_stored_and_read_back() {
        let answer = json!({
            "@odata.context": "x", "uploadUrl": "https://a.example/up/secret?x=secret",
            "expirationDateTime": "2026-11-26T12:00:00.5Z", "nextExpectedRanges": ["327680-"],
        });
        let session: UploadSession = serde_json::from_value(answer).unwrap();
        assert_eq!(session.url(), "https://a.example/up/secret?x=secret");
        assert_eq!(session.missing().and_then(Ranges::first), Some((327_680, None)));
        let stored = serde_json::to_value(&session).unwrap();
        let read: UploadSession = serde_json::from_value(stored).unwrap();
        assert_eq!((read.url(), read.expires()), (session.url(), session.expires()));
        assert!(session.expires().is_some());
        assert!(!format!("{session:?} {:?}", UploadSession::new("secret")).contains("secret"));
    }

    #[test]
    fn what_is_not_a_session_is_an_error_that_shows_nothing() {
        for value in [json!({}), json!("https://a.example/secret"), json!({"uploadUrl": null}), json!({"uploadUrl": 5})]
        {
            let error = serde_json::from_value::<UploadSession>(value).unwrap_err().to_string();
            assert_eq!(error, "an upload session without `uploadUrl`");
        }
    }
}
