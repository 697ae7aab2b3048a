//! Spans in OpenTelemetry's conventions, without personal data.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use graph_entity::http::StatusCode;
use graph_entity::http::header::RETRY_AFTER;
use graph_entity_emulator::{Emulator, ScriptedAnswer};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::{client, status};

type Fields = BTreeMap<String, String>;

/// Keeps every span and event of this crate.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<Fields>>>);

struct Writer<'a>(&'a mut Fields);

impl Visit for Writer<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}").trim_matches('"').to_owned());
    }
}

impl Subscriber for Kept {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("graph_entity")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut kept = self.0.lock().unwrap();
        let mut fields = Fields::new();
        span.record(&mut Writer(&mut fields));
        kept.push(fields);
        Id::from_u64(kept.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let at = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut Writer(&mut self.0.lock().unwrap()[at]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Writer(&mut fields));
        self.0.lock().unwrap().push(fields);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn each_request_is_a_span_of_an_http_client() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let kept = Kept::default();
    let guard = tracing::subscriber::set_default(kept.clone());
    let busy = ScriptedAnswer::graph_error(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", "personal-message");
    emulator.answer_next(busy.header(RETRY_AFTER, 0));
    status().create("personal-id").send(&graph).await.unwrap();
    emulator.answer_next(ScriptedAnswer::hang_up());
    status().create("personal-id").send(&graph).await.unwrap_err();
    drop(guard);

    let kept = kept.0.lock().unwrap();
    let spans: Vec<&Fields> = kept.iter().filter(|fields| fields.contains_key("otel.kind")).collect();
    assert_eq!(spans.len(), 3);
    let template = "/v1.0/deviceManagement/deviceConfigurations/{deviceConfigurationId}/userStatuses";
    for span in &spans {
        assert_eq!(span["otel.kind"], "client");
        assert_eq!(span["otel.name"], format!("POST {template}"));
        assert_eq!(span["http.request.method"], "POST");
        assert_eq!(span["url.template"], template);
        assert_eq!(span["server.address"], "127.0.0.1");
        assert_eq!(span["server.port"], emulator.address().port().to_string());
    }
    let of = |name: &str| spans.iter().map(|span| span.get(name).map(String::as_str)).collect::<Vec<_>>();
    assert_eq!(of("http.response.status_code"), [Some("429"), Some("201"), None]);
    assert_eq!(of("http.request.resend_count"), [None, Some("1"), None]);
    assert_eq!(of("error.type"), [Some("429"), None, Some("lost")]);
    let all = format!("{kept:?}");
    for secret in ["secret-token", "Bearer", "personal", "User Display Name", "12,"] {
        assert!(!all.contains(secret), "{secret} in {all}");
    }
}

/// A URL that authorizes by itself is not part of a trace.
#[tokio::test]
async fn a_request_to_another_host_is_a_span_without_its_url() {
    let (emulator, elsewhere) = (Emulator::start().await.unwrap(), Emulator::start().await.unwrap());
    let (graph, session) = (client(&emulator), elsewhere.upload_session());
    let kept = Kept::default();
    let guard = tracing::subscriber::set_default(kept.clone());
    let busy = ScriptedAnswer::graph_error(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", "Later.");
    elsewhere.answer_next(busy.header(RETRY_AFTER, 0));
    graph.upload(session.url()).bytes("personal").send().await.unwrap();
    drop(guard);

    let kept = kept.0.lock().unwrap();
    let spans: Vec<&Fields> = kept.iter().filter(|fields| fields.contains_key("otel.kind")).collect();
    assert_eq!(spans.len(), 2);
    for span in &spans {
        assert_eq!(
            (span["otel.name"].as_str(), span["url.template"].as_str()),
            ("PUT upload session", "upload session")
        );
        assert_eq!(span["server.port"], elsewhere.address().port().to_string());
    }
    let of = |name: &str| spans.iter().map(|span| span.get(name).map(String::as_str)).collect::<Vec<_>>();
    assert_eq!(of("http.response.status_code"), [Some("429"), Some("201")]);
    assert_eq!(of("http.request.resend_count"), [None, Some("1")]);
    let all = format!("{kept:?}");
    for secret in ["upload-sessions", "tempauth", "personal", "secret-token"] {
        assert!(!all.contains(secret), "{secret} in {all}");
    }
}
