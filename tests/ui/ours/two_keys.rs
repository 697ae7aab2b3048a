// An entity has one key.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[graph_post("/users/{userId}/messages")]
#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(key)]
    internet_message_id: Option<String>,
    #[graph_entity(key, name = "changeKey")]
    change: Option<String>,
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.mailFolder")]
struct MailFolder {
    #[graph_entity(key)]
    id: Option<String>,
    messages: Vec<Message>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { id: None, internet_message_id: None, change: None };
    message.create("id").to_http(&graph.base_url())?;
    let created: Message = message.create("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&created))?;
    read.validate()?;
    takes(&MailFolder { id: None, messages: vec![created, read] });
    Ok(())
}

fn main() {
    _ = uses;
}
