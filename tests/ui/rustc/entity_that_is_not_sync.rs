// A create is sent from any thread, so its entity can be shared between threads.
use std::cell::{Cell, RefCell};

use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
#[graph_post("/me/messages", name = "create_mine")]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
    size: Cell<i32>,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.event")]
#[graph_post("/users/{userId}/events")]
struct Event<T> {
    subject: RefCell<T>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { id: None, size: Cell::new(1) };
    message.create("id").to_http(&graph.base_url())?;
    let created = message.create("id").send(graph).await?;
    message.create_mine().send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&created))?;
    let event = Event { subject: RefCell::new(takes(&message)) };
    event.create("id").to_http(&graph.base_url())?;
    takes(&event.create("id").send(graph).await?);
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
