// What a segment of a path does not have, what would change the path, and what a create does not end in: it posts to a collection.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/mail messages")]
#[graph_post("/users/../messages", name = "create_above")]
#[graph_post("/users/{userId}/./messages", name = "create_here")]
#[graph_post("/users/{userId}/%6dessages", name = "create_encoded")]
#[graph_post("/users\\{userId}\\messages", name = "create_with_backslashes")]
#[graph_post("/users/<userId>/messages", name = "create_with_angles")]
#[graph_post("/users/:userId/messages", name = "create_with_colon")]
#[graph_post("/users/{userId}/messages/{messageId}", name = "create_at_one")]
#[graph_post("/me/messages/{id}", name = "create_mine")]
#[graph_post("/{id}", name = "create_at_root")]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(required)]
    subject: Option<String>,
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.mailFolder")]
struct MailFolder {
    messages: Vec<Message>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { id: None, subject: Some("Hello".to_owned()) };
    message.create("id").to_http(&graph.base_url())?;
    message.create("id").send(graph).await?;
    message.create_above().to_http(&graph.base_url())?;
    message.create_here("id").send_full(graph).await?;
    message.create_encoded("id").send(graph).await?;
    message.create_with_backslashes("id").send(graph).await?;
    message.create_with_angles("id").send(graph).await?;
    message.create_with_colon("id").send(graph).await?;
    message.create_at_one("id", "message").send(graph).await?;
    message.create_mine("id").to_http(&graph.base_url())?;
    message.create_at_root("id").send_full(graph).await?;
    let read: Message = serde_json::from_str(&takes(&message))?;
    read.validate()?;
    takes(&MailFolder { messages: vec![read, message] });
    Ok(())
}

fn main() {
    _ = uses;
}
