// A path says nothing of the service: the client knows its scheme and host.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("https://graph.microsoft.com/users/{userId}/messages")]
#[graph_post("https://graph.microsoft.com", name = "create_at_host")]
#[graph_post("graph.microsoft.com/users/{userId}/messages", name = "create_without_scheme")]
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
    message.create_at_host().to_http(&graph.base_url())?;
    message.create_at_host().send_full(graph).await?;
    message.create_without_scheme("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&message))?;
    read.validate()?;
    takes(&MailFolder { messages: vec![read, message] });
    Ok(())
}

fn main() {
    _ = uses;
}
