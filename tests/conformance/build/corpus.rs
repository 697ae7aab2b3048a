//! The corpus as it stands in its file: one page a line.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

#[derive(Deserialize)]
pub(crate) struct Page {
    #[serde(rename = "page")]
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) odata_type: String,
    pub(crate) paths: Vec<String>,
    pub(crate) properties: Vec<Property>,
    request: Option<Message>,
    response: Option<Message>,
}

#[derive(Deserialize)]
pub(crate) struct Property {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) declared: String,
}

#[derive(Deserialize)]
struct Message {
    body: Option<Box<RawValue>>,
}

/// A body, in the page's own words and read.
pub(crate) struct Body<'a> {
    pub(crate) text: &'a str,
    pub(crate) object: Map<String, Value>,
}

impl Page {
    pub(crate) fn request(&self) -> serde_json::Result<Option<Body<'_>>> {
        self.request.as_ref().and_then(Message::body).transpose()
    }

    pub(crate) fn response(&self) -> serde_json::Result<Option<Body<'_>>> {
        self.response.as_ref().and_then(Message::body).transpose()
    }
}

impl Message {
    fn body(&self) -> Option<serde_json::Result<Body<'_>>> {
        let text = self.body.as_ref()?.get();
        Some(serde_json::from_str(text).map(|object| Body { text, object }))
    }
}

pub(crate) fn read(lines: &str) -> serde_json::Result<Vec<Page>> {
    lines.lines().filter(|line| !line.trim().is_empty()).map(serde_json::from_str).collect()
}
