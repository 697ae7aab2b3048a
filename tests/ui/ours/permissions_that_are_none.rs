// Permissions are names with commas between; where the reference lists none, the option is left out.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages", delegated = "Not supported.", application = "Mail.ReadWrite")]
#[graph_post("/me/messages", name = "create_mine", delegated = "Mail.ReadWrite", application = "")]
#[graph_post("/users/{userId}/drafts", name = "create_draft", delegated = "Mail.Read,, Mail.ReadWrite")]
#[graph_post("/users/{userId}/outbox", name = "create_in_outbox", delegated = "Mail.Read; Mail.ReadWrite")]
#[graph_post("/users/{userId}/inbox", name = "create_in_inbox", application = ["Mail.Read", "Mail.ReadWrite"])]
#[graph_post("/users/{userId}/junk", name = "create_junk", permissions = "Mail.ReadWrite")]
#[graph_post("/users/{userId}/all", name = "create_all", delegated = "Mail.Read", "Mail.ReadWrite")]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { id: None };
    println!("{}", message.create("id").permissions());
    message.create("id").send(graph).await?;
    message.create_mine().to_http(&graph.base_url())?;
    message.create_draft("id").send(graph).await?;
    message.create_in_outbox("id").send(graph).await?;
    message.create_in_inbox("id").send_full(graph).await?;
    message.create_junk("id").send(graph).await?;
    message.create_all("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&message))?;
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
