// A placeholder is a whole segment.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/user-{userId}/messages")]
#[graph_post("/users-{userId}-x/messages", name = "create_with_parentheses")]
#[graph_post("/users/{tenant}@{domain}/messages", name = "create_with_two")]
#[graph_post("/users/{userId}/mailFolders/{folderId}.inbox/messages", name = "create_in_folder")]
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
    message.create_with_parentheses("id").to_http(&graph.base_url())?;
    message.create_with_two("tenant", "domain").send_full(graph).await?;
    message.create_in_folder("id", "folder").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&message))?;
    read.validate()?;
    takes(&MailFolder { messages: vec![read, message] });
    Ok(())
}

fn main() {
    _ = uses;
}
