// Each placeholder is an argument, so each has a name of its own.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{id}/mailFolders/{id}/messages")]
#[graph_post("/groups/{id}/threads/{threadId}/posts/{id}/messages", name = "create_in_post")]
#[graph_post("/users/{userId}/contacts/{user-id}/messages", name = "create_for_contact")]
#[graph_post("/users/{id}/users/{id}/messages", name = "create_twice")]
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
    message.create("id", "folder").to_http(&graph.base_url())?;
    message.create("id", "folder").send(graph).await?;
    message.create_in_post("id", "thread", "post").to_http(&graph.base_url())?;
    message.create_for_contact("id", "contact").send_full(graph).await?;
    message.create_twice("id", "id").send_full(graph).await?;
    let read: Message = serde_json::from_str(&takes(&message))?;
    read.validate()?;
    takes(&MailFolder { messages: vec![read, message] });
    Ok(())
}

fn main() {
    _ = uses;
}
