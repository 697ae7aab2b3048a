// Options that do not exist, near to one that does and far from any, on a type, a field, a path and a member.
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message", betta)]
#[graph_post("/users/{userId}/messages", delegate = "Mail.ReadWrite")]
#[graph_post("/users/{userId}/mailFolders/{folderId}/messages", method = "create_in")]
#[graph_post("/me/messages", Name = "create_mine")]
struct Message {
    #[graph_entity(readonly)]
    id: Option<String>,
    #[graph_entity(requierd)]
    subject: Option<String>,
    #[graph_entity(serialize_with = "in_capitals", required)]
    importance: Option<Importance>,
    #[graph_entity(nam = "bodyPreview")]
    preview: Option<String>,
}

#[derive(Debug, Clone, GraphEnum)]
#[graph_enum("microsoft.graph.importance", bate)]
enum Importance {
    #[graph_enum(rename = "low")]
    Low,
    #[graph_enum(Other)]
    Normal,
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
    let importance = Importance::from_member("low").unwrap_or(Importance::Normal);
    println!("{} {}", importance.as_str(), serde_json::to_string(&Importance::Low)?);
    let message = Message { id: None, subject: None, importance: Some(importance), preview: None };
    message.create("id").to_http(&graph.base_url())?;
    message.create("id").send(graph).await?;
    message.create_in("id", "id").to_http(&graph.base_url())?;
    message.create_mine().send_full(graph).await?;
    let read: Message = serde_json::from_str(&takes(&message))?;
    read.validate()?;
    takes(&MailFolder { messages: vec![read, message] });
    Ok(())
}

fn main() {
    _ = uses;
}
