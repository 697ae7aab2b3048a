//! The handlers that a test gave, by their templates.

use std::fmt;

use http::Method;

use crate::actions::reply::{Call, Reply};
use crate::actions::template::Template;
use crate::request::path::{ResourcePath, split_version};
use crate::request::recorded::RecordedRequest;

type Handler = Box<dyn FnMut(&Call<'_>) -> Reply + Send>;

/// The handlers in the order in which they were given.
#[derive(Default)]
pub(crate) struct Handlers(Vec<(Template, Handler)>);

impl Handlers {
    pub(crate) fn push(&mut self, template: Template, handler: Handler) {
        self.0.push((template, handler));
    }

    /// Whether this request has one.
    pub(crate) fn has(&self, request: &RecordedRequest) -> bool {
        !self.0.is_empty()
            && split_version(request.path())
                .and_then(|(version, rest)| ResourcePath::parse(version, rest))
                .is_ok_and(|path| self.0.iter().any(|(template, _)| template.values(&path).is_some()))
    }

    /// What the handler of this path replies, or `None` if it has none. Of several the last counts.
    pub(crate) fn call(&mut self, request: &RecordedRequest, path: &ResourcePath) -> Option<Reply> {
        if !matches!(request.method, Method::GET | Method::POST) {
            return None;
        }
        let (handler, values) =
            self.0.iter_mut().rev().find_map(|(template, handler)| Some((handler, template.values(path)?)))?;
        Some(handler(&Call::new(request, values)))
    }
}

impl fmt::Debug for Handlers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(template, _)| template)).finish()
    }
}
