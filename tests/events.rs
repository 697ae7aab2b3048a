//! A create with an idempotency key: the event of the reference, shortened.

use graph_entity::{GraphEntity, graph_patch, graph_post};

/// Where they are created.
pub const EVENTS: &str = "/v1.0/users/megan/events";

#[derive(Debug, Clone, Default, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.event")]
#[graph_post("/users/{userId}/events", application = "Calendars.ReadWrite")]
#[graph_patch("/users/{userId}/events/{eventId}")]
pub struct Event {
    #[graph_entity(key)]
    pub id: Option<String>,
    pub subject: Option<String>,
    #[graph_entity(idempotency_key)]
    pub transaction_id: Option<String>,
}

impl Event {
    pub fn with_subject(subject: impl Into<String>) -> Self {
        Self { subject: Some(subject.into()), ..Self::default() }
    }
}
