// A path is missing, empty, or given otherwise than as a string.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post]
#[graph_post(name = "create_without")]
#[graph_post("", name = "create_with_empty")]
#[graph_post(path = "/me/messages", name = "create_with_path")]
#[graph_post(/me/messages, name = "create_unquoted")]
#[graph_post("/users/{userId}/messages" beta, name = "create_without_comma")]
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
    message.create_without("id").to_http(&graph.base_url())?;
    message.create_with_empty("id").send_full(graph).await?;
    message.create_with_path().send_full(graph).await?;
    message.create_unquoted().send_full(graph).await?;
    message.create_without_comma("id").send_full(graph).await?;
    let read: Message = serde_json::from_str(&takes(&message))?;
    read.validate()?;
    takes(&MailFolder { messages: vec![read, message] });
    Ok(())
}

fn main() {
    _ = uses;
}
