//! The query options of a read: `$select`, `$top`, `$count`, and the token of a next link.

use percent_encoding::percent_decode_str;

use crate::request::recorded::RecordedRequest;
use crate::response::graph_error::GraphError;

/// The options that the emulator supports. Others have no effect.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// The properties of `$select`.
    pub(crate) select: Option<Vec<String>>,
    pub(crate) top: Option<usize>,
    pub(crate) count: bool,
    pub(crate) token: Option<SkipToken>,
}

/// The place where a page begins.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct SkipToken {
    /// The serial number of the last entity on the pages before.
    pub(crate) after: u64,
    /// The number of empty pages there, so that the link of an empty page differs from its own.
    pub(crate) empty: u64,
}

impl Options {
    pub(crate) fn of(request: &RecordedRequest) -> Result<Self, GraphError> {
        let mut options = Self::default();
        for (name, value) in pairs(request) {
            match name.as_str() {
                "$select" => {
                    let names = value.split(',').map(|name| name.trim().to_owned());
                    options.select = Some(names.filter(|name| !name.is_empty()).collect());
                }
                "$top" => {
                    let top = value.parse().ok().filter(|top| *top > 0);
                    options.top = Some(top.ok_or_else(|| invalid("$top", &value))?);
                }
                "$count" => match value.as_str() {
                    "true" => options.count = true,
                    "false" => options.count = false,
                    _ => return Err(invalid("$count", &value)),
                },
                "$skiptoken" => {
                    options.token = Some(SkipToken::parse(&value).ok_or_else(|| invalid("$skiptoken", &value))?);
                }
                _ => {}
            }
        }
        Ok(options)
    }
}

impl SkipToken {
    fn parse(text: &str) -> Option<Self> {
        let (after, empty) = text.split_once('.')?;
        Some(Self { after: after.parse().ok()?, empty: empty.parse().ok()? })
    }

    /// The query of `request` with this token in place of its own.
    pub(crate) fn query(self, request: &RecordedRequest) -> String {
        let others = request.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        let mut query: Vec<&str> = others.filter(|pair| decoded(pair).0 != "$skiptoken").collect();
        let token = format!("$skiptoken={}.{}", self.after, self.empty);
        query.push(&token);
        query.join("&")
    }
}

fn invalid(name: &str, value: &str) -> GraphError {
    GraphError::bad_request(format!("Invalid value '{value}' for {name} query option found."))
}

fn pairs(request: &RecordedRequest) -> impl Iterator<Item = (String, String)> {
    request.query().unwrap_or_default().split('&').map(decoded)
}

fn decoded(pair: &str) -> (String, String) {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    (decode(name), decode(value))
}
