// Options that exist, written otherwise than they are.
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message", beta = true)]
#[graph_post("/users/{userId}/messages", beta(true))]
#[graph_post("/me/messages", name = create_mine)]
#[graph_post("/users/{userId}/drafts", name = "create_draft", delegated("Mail.ReadWrite"))]
#[graph_post("/users/{userId}/events", name = "create_event", application)]
struct Message {
    #[graph_entity]
    id: Option<String>,
    #[graph_entity(required = true)]
    subject: Option<String>,
    #[graph_entity("bodyPreview")]
    preview: Option<String>,
    #[graph_entity(name = 5)]
    importance: Option<Importance>,
    #[graph_entity(name =)]
    is_read: bool,
    #[graph_entity(name("isDraft"))]
    is_draft: bool,
    #[graph_entity(read_only default)]
    sender: Option<String>,
    #[graph_entity(, required)]
    size: Option<i32>,
    #[graph_entity(name = "")]
    date: Option<String>,
    #[graph_entity = "required"]
    from: Option<String>,
    #[graph_entity(default = "false")]
    is_flagged: bool,
}

#[derive(Debug, Clone, GraphEnum)]
#[graph_enum(microsoft.graph.importance)]
enum Importance {
    #[graph_enum("low")]
    Low,
    #[graph_enum]
    Normal,
    #[graph_enum(name)]
    High,
    #[graph_enum(other = "String")]
    Other,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.mailFolder", crate = "graph_entity")]
struct MailFolder {
    messages: Vec<Message>,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity(42)]
struct Number {}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let importance = Importance::from_member("low").unwrap_or(Importance::Other);
    println!("{} {}", importance.as_str(), serde_json::to_string(&[Importance::Low, Importance::High])?);
    let message: Message = serde_json::from_str(&takes(&Number {}))?;
    message.create("id").to_http(&graph.base_url())?;
    message.create("id").send(graph).await?;
    message.create_draft("id").to_http(&graph.base_url())?;
    message.create_event("id").send_full(graph).await?;
    takes(&MailFolder { messages: vec![Message { importance: Some(importance), ..message }] });
    Ok(())
}

fn main() {
    _ = uses;
}
