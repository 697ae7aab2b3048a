//! The lines of a journal: JSON Lines (<https://jsonlines.org>), a header and then one entry a line.
//!
//! ```text
//! {"journal":"graph-entity import","version":1,"service":"https://graph.microsoft.com","created":"2026-11-22T00:00:00Z"}
//! {"index":0,"request":"<digest>","state":"sending"}
//! {"index":0,"request":"<digest>","state":"created","id":"7e323db2"}
//! {"index":2,"request":"<digest>","state":"sending","key":"f1c7e9a4-7d2b-4c52-9d55-0a54c1ce0a6e"}
//! {"index":1,"request":"<digest>","state":"rejected","status":400,"code":"BadRequest","request_id":"b3ee1e2a"}
//! ```

use std::fmt::Write as _;

use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::digest::Digest;

/// The longest line, with its end.
pub(crate) const MAX_LINE: usize = 4_096;

/// The longest text in an entry; a longer one is left out.
const MAX_TEXT: usize = 512;

/// How every journal begins.
pub(crate) const MAGIC: &str = r#"{"journal":"graph-entity import","version":"#;

/// What is known of one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EntryState {
    /// It is about to be sent: without another entry behind it, it may exist.
    Sending,
    Created,
    Rejected,
    Throttled,
    NotSent,
    Unknown,
}

impl EntryState {
    const ALL: [Self; 6] =
        [Self::Sending, Self::Created, Self::Rejected, Self::Throttled, Self::NotSent, Self::Unknown];

    fn name(self) -> &'static str {
        match self {
            Self::Sending => "sending",
            Self::Created => "created",
            Self::Rejected => "rejected",
            Self::Throttled => "throttled",
            Self::NotSent => "not_sent",
            Self::Unknown => "unknown",
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) index: u64,
    pub(crate) request: Digest,
    pub(crate) state: EntryState,
    /// The idempotency key that was generated for it. It is in each entry, as the last one counts.
    pub(crate) key: Option<Uuid>,
    pub(crate) id: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    pub(crate) request_id: Option<String>,
}

impl Entry {
    pub(crate) fn new(index: u64, request: Digest, state: EntryState) -> Self {
        Self { index, request, state, key: None, id: None, status: None, code: None, request_id: None }
    }

    /// The line, with its end.
    pub(crate) fn write(&self, to: &mut String) {
        // Writing to a `String` does not fail.
        let _ = write!(to, r#"{{"index":{},"request":"{}","state":"{}""#, self.index, self.request, self.state.name());
        if let Some(key) = self.key {
            let _ = write!(to, r#","key":"{key}""#);
        }
        if let Some(status) = self.status {
            let _ = write!(to, r#","status":{status}"#);
        }
        for (name, text) in [("id", &self.id), ("code", &self.code), ("request_id", &self.request_id)] {
            if let Some(text) = text.as_deref().filter(|text| text.len() <= MAX_TEXT) {
                let _ = write!(to, r#","{name}":{}"#, Value::from(text));
            }
        }
        to.push_str("}\n");
    }

    /// Reads a line, with or without its end; in an error, what is wrong with it.
    pub(crate) fn read(line: &[u8]) -> Result<Self, &'static str> {
        let value: Value = serde_json::from_slice(line).map_err(|_| "it is not JSON")?;
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        let index = value.get("index").and_then(Value::as_u64).ok_or("`index` is missing or no number")?;
        let request = text("request").and_then(Digest::parse).ok_or("`request` is missing or no digest")?;
        let state = text("state").ok_or("`state` is missing")?;
        let state = EntryState::ALL
            .into_iter()
            .find(|known| known.name() == state)
            .ok_or("`state` is not known to this version")?;
        let key = text("key").map(Uuid::try_parse).transpose().map_err(|_| "`key` is not a valid GUID")?;
        let status = match value.get("status") {
            None => None,
            Some(status) => Some(
                status
                    .as_u64()
                    .and_then(|status| u16::try_from(status).ok())
                    .ok_or("`status` is not a valid status")?,
            ),
        };
        let text = |name| text(name).map(str::to_owned);
        let (id, code, request_id) = (text("id"), text("code"), text("request_id"));
        Ok(Self { index, request, state, key, id, status, code, request_id })
    }
}

/// The first line, with its end.
pub(crate) fn header(service: &str) -> String {
    let now = OffsetDateTime::now_utc();
    let ((hour, minute, second), date) = (now.to_hms(), now.date());
    let created = format!("{date}T{hour:02}:{minute:02}:{second:02}Z");
    format!("{MAGIC}1,\"service\":{},\"created\":\"{created}\"}}\n", Value::from(service))
}

/// The service of a header.
pub(crate) fn read_header(line: &[u8]) -> Result<String, &'static str> {
    if !line.starts_with(MAGIC.as_bytes()) {
        return Err("the file is not the journal of an import");
    }
    let value: Value = serde_json::from_slice(line).map_err(|_| "the header is not JSON")?;
    if value.get("version").and_then(Value::as_u64) != Some(1) {
        return Err("the journal has a version that is not known");
    }
    let service = value.get("service").and_then(Value::as_str).ok_or("the header has no `service`")?;
    Ok(service.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(entry: &Entry) -> String {
        let mut line = String::new();
        entry.write(&mut line);
        line
    }

    #[test]
    fn lines_are_as_documented() {
        let digest = Digest::of(b"/v1.0/groups", b"{}");
        let sending = Entry::new(0, digest, EntryState::Sending);
        assert_eq!(line(&sending), format!("{{\"index\":0,\"request\":\"{digest}\",\"state\":\"sending\"}}\n"));
        let rejected = Entry {
            status: Some(400),
            code: Some("Bad\"Request".to_owned()),
            ..Entry::new(1, digest, EntryState::Rejected)
        };
        assert!(line(&rejected).ends_with("\"state\":\"rejected\",\"status\":400,\"code\":\"Bad\\\"Request\"}\n"));
        let header = header("https://graph.microsoft.com");
        assert_eq!(read_header(header.as_bytes()).as_deref(), Ok("https://graph.microsoft.com"));
    }

    #[test]
    fn the_longest_line_fits() {
        let long = Some("\u{1}".repeat(MAX_TEXT));
        let entry = Entry {
            id: long.clone(),
            code: Some("x".repeat(MAX_TEXT + 1)),
            status: Some(u16::MAX),
            key: Some(Uuid::nil()),
            ..Entry::new(u64::MAX, Digest::of(b"", b""), EntryState::Throttled)
        };
        assert!(line(&entry).len() <= MAX_LINE, "{}", line(&entry).len());
        assert_eq!(Entry::read(line(&entry).as_bytes()).unwrap().code, None, "too long a text is left out");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            index: u64,
            path: Vec<u8>,
            state in 0..6usize,
            key: Option<u128>,
            id in "\\PC{0,60}",
            status: Option<u16>,
        ) {
            let (request, key) = (Digest::of(&path, b""), key.map(Uuid::from_u128));
            let entry = Entry { key, id: Some(id), status, ..Entry::new(index, request, EntryState::ALL[state]) };
            prop_assert_eq!(Entry::read(line(&entry).as_bytes()), Ok(entry));
        }

        #[test]
        fn no_line_breaks_the_reader(line: Vec<u8>, text in "\\PC*") {
            let _ = (Entry::read(&line), Entry::read(text.as_bytes()), read_header(&line), read_header(text.as_bytes()));
        }
    }
}
