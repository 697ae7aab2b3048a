//! Spans of requests, in OpenTelemetry's conventions for HTTP clients. They name the path's template, never the path: ids may be
//! personal data. Neither bodies nor tokens.

use http::{Method, StatusCode};
use reqwest::Url;
use tracing::Span;
use tracing::field::{Empty, display};

use crate::errors::error::{ErrorKind, Unreadable};

/// Where the requests of a client go.
pub(crate) struct Server {
    address: String,
    port: u16,
}

impl Server {
    pub(crate) fn of(origin: &Url) -> Self {
        Self {
            address: origin.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned(),
            port: origin.port_or_known_default().unwrap_or_default(),
        }
    }

    /// The span of one request:
    /// <https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span>.
    pub(crate) fn span(&self, method: &Method, template: &str, resend: u32) -> Span {
        let span = tracing::info_span!(
            target: "graph_entity",
            "request",
            otel.name = format_args!("{method} {template}"),
            otel.kind = "client",
            otel.status_code = Empty,
            http.request.method = method.as_str(),
            url.template = template,
            server.address = self.address.as_str(),
            server.port = self.port,
            http.response.status_code = Empty,
            http.request.resend_count = Empty,
            error.type = Empty,
        );
        if resend > 0 {
            span.record("http.request.resend_count", resend);
        }
        span
    }
}

/// What came of the request.
pub(crate) fn end(span: &Span, status: Option<StatusCode>, error: Option<&ErrorKind>) {
    if !span.is_disabled() {
        record(span, status, error);
    }
}

// Apart: most programs do not listen.
#[cold]
fn record(span: &Span, status: Option<StatusCode>, error: Option<&ErrorKind>) {
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    if let Some(error) = error {
        span.record("otel.status_code", "ERROR");
        match (error, status) {
            (ErrorKind::Service(..), Some(status)) => span.record("error.type", display(status.as_u16())),
            _ => span.record("error.type", type_of(error)),
        };
    }
}

fn type_of(error: &ErrorKind) -> &'static str {
    match error {
        ErrorKind::Connect(_) => "connect",
        ErrorKind::Unprocessed(_) => "unprocessed",
        ErrorKind::Lost(error) if error.is_timeout() => "timeout",
        ErrorKind::Lost(_) => "lost",
        ErrorKind::NoEntity(_) => "no_entity",
        ErrorKind::Unreadable(_, Unreadable::Lost(_)) => "truncated",
        ErrorKind::Unreadable(..) => "unreadable",
        _ => "_OTHER",
    }
}
