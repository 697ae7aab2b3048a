// The name of a method is a Rust name, in a string.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages", name = "create message")]
#[graph_post("/me/messages", name = "create-mine")]
#[graph_post("/users/{userId}/drafts", name = "")]
#[graph_post("/users/{userId}/outbox", name = "fn")]
#[graph_post("/users/{userId}/archive", name = "1st")]
#[graph_post("/users/{userId}/inbox", name = create_in_inbox)]
#[graph_post("/users/{userId}/deleted", name("create_deleted"))]
#[graph_post("/users/{userId}/junk", nam = "create_junk")]
#[graph_post("/users/{userId}/all", method = "create_all")]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(required)]
    subject: Option<String>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { id: None, subject: Some("Hello".to_owned()) };
    message.create_message("id").to_http(&graph.base_url())?;
    message.create_mine().send(graph).await?;
    message.create("id").to_http(&graph.base_url())?;
    message.create_in_inbox("id").send(graph).await?;
    message.create_deleted("id").to_http(&graph.base_url())?;
    message.create_junk("id").send_full(graph).await?;
    message.create_all("id").send_full(graph).await?;
    let read: Message = serde_json::from_str(&takes(&message))?;
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
