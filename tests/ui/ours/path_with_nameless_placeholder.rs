// A placeholder has a name, of letters and digits.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{}/messages")]
#[graph_post("/users/{ }/mailFolders/{}/messages", name = "create_in_folder")]
#[graph_post("/users/{user id}/messages", name = "create_with_space")]
#[graph_post("/users/{1}/messages", name = "create_with_digit")]
#[graph_post("/users/{user.id}/messages", name = "create_with_dot")]
#[graph_post("/users/{userId:str}/messages", name = "create_with_type")]
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
    message.create_in_folder("id", "folder").to_http(&graph.base_url())?;
    message.create_with_space("id").send_full(graph).await?;
    message.create_with_digit("id").send(graph).await?;
    message.create_with_dot("id").send(graph).await?;
    message.create_with_type("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&message))?;
    read.validate()?;
    takes(&MailFolder { messages: vec![read, message] });
    Ok(())
}

fn main() {
    _ = uses;
}
