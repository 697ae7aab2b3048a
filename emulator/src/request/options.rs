//! The query options of a read: `$select`, `$top`, `$count`, and the tokens of next and delta links.

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
    pub(crate) skip_token: Option<String>,
    pub(crate) delta_token: Option<String>,
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
                    options.top = Some(top.ok_or_else(|| GraphError::invalid_option("$top", &value))?);
                }
                "$count" => match value.as_str() {
                    "true" => options.count = true,
                    "false" => options.count = false,
                    _ => return Err(GraphError::invalid_option("$count", &value)),
                },
                "$skiptoken" => options.skip_token = Some(value),
                // Written in both ways in Graph's documentation.
                "$deltatoken" | "$deltaToken" => options.delta_token = Some(value),
                _ => {}
            }
        }
        Ok(options)
    }

    /// The place where a page of a list begins.
    pub(crate) fn place(&self) -> Result<Option<SkipToken>, GraphError> {
        let parse =
            |text: &String| SkipToken::parse(text).ok_or_else(|| GraphError::invalid_option("$skiptoken", text));
        self.skip_token.as_ref().map(parse).transpose()
    }

    /// Whether `$select` has this property, or is not there.
    pub(crate) fn selects(&self, name: &str) -> bool {
        self.select.as_ref().is_none_or(|names| names.iter().any(|selected| selected == name || selected == "*"))
    }

    /// The query of `request` with this token in place of its own.
    pub(crate) fn query_with(request: &RecordedRequest, name: &str, token: &str) -> String {
        let others = request.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty());
        let is_token = |name: &str| matches!(name, "$skiptoken" | "$deltatoken" | "$deltaToken");
        let mut query: Vec<&str> = others.filter(|pair| !is_token(&decoded(pair).0)).collect();
        let token = format!("{name}={token}");
        query.push(&token);
        query.join("&")
    }
}

impl SkipToken {
    fn parse(text: &str) -> Option<Self> {
        let (after, empty) = text.split_once('.')?;
        Some(Self { after: after.parse().ok()?, empty: empty.parse().ok()? })
    }

    pub(crate) fn text(self) -> String {
        format!("{}.{}", self.after, self.empty)
    }
}

fn pairs(request: &RecordedRequest) -> impl Iterator<Item = (String, String)> {
    request.query().unwrap_or_default().split('&').map(decoded)
}

fn decoded(pair: &str) -> (String, String) {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    (decode(name), decode(value))
}
