// An attribute under another name is expanded alone, and has mistakes of its own.
use graph_entity::{GraphClient, GraphEntity, graph_post, graph_post as post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("users/{userId}/messages")]
#[cfg_attr(all(), graph_post("me/messages", name = "create_mine"))]
#[post("groups/{groupId}/messages", name = "create_of_group")]
struct Message {
    subject: String,
}

#[post("/me/events", name = "create mine")]
#[graph_post("/users/{userId}/events")]
#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.event")]
struct Event {
    subject: String,
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { subject: "Hello".to_owned() };
    message.create("id").send(graph).await?;
    message.create_mine().send(graph).await?;
    message.create_of_group("id").to_http(&graph.base_url())?;
    let event = Event { subject: message.subject.clone() };
    event.create("id").send(graph).await?;
    event.create_mine().send(graph).await?;
    Ok(message.validate()?)
}

fn main() {
    _ = uses;
}
