// A create has neither a query nor a fragment.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages?$select=id,subject")]
#[graph_post("/users/{userId}/drafts?$filter=id eq {id}", name = "create_draft")]
#[graph_post("/users/{userId}/messages#top", name = "create_at_top")]
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
    message.create_draft("id").to_http(&graph.base_url())?;
    message.create_at_top("id").send_full(graph).await?;
    let read: Message = serde_json::from_str(&takes(&message))?;
    read.validate()?;
    takes(&MailFolder { messages: vec![read, message] });
    Ok(())
}

fn main() {
    _ = uses;
}
