// Each path's method has a name of its own, in whatever order and by whatever name the attribute stands.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
#[graph_post("/me/messages")]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
}

#[graph_post("/users/{userId}/events", name = "create_event")]
#[derive(Debug, Clone, GraphEntity)]
#[graph_entity::graph_post("/users/{userId}/calendars/{calendarId}/events", name = "create_event")]
#[graph_entity("microsoft.graph.event")]
#[graph_post("/users/{userId}/calendar/events")]
#[graph_post("/me/events", name = "create")]
struct Event {
    #[graph_entity(required)]
    subject: Option<String>,
}

#[graph_entity::graph_post("/users/{userId}/contacts", name = "create")]
#[graph_entity::graph_post("/users/{userId}/contactFolders/{folderId}/contacts")]
#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.contact")]
struct Contact<T> {
    name: T,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { id: None };
    message.create("id").to_http(&graph.base_url())?;
    message.create("id").send(graph).await?;
    message.create().send(graph).await?;
    let event: Event = serde_json::from_str(&takes(&message))?;
    event.create_event("id").to_http(&graph.base_url())?;
    event.create_event("id", "calendar").to_http(&graph.base_url())?;
    event.create("id").send_full(graph).await?;
    let contact = Contact { name: takes(&event) };
    contact.create("id").to_http(&graph.base_url())?;
    contact.create("id", "folder").send(graph).await?;
    Ok(contact.validate()?)
}

fn main() {
    _ = uses;
}
