// One thing said twice: in one attribute, and in two.
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message", beta, beta)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages", "/me/messages")]
#[graph_post("/me/messages", name = "create_mine", name = "create_own")]
#[graph_post("/users/{userId}/drafts", beta, name = "create_draft", delegated = "A.Read", delegated = "B.Read", beta)]
struct Message {
    #[graph_entity(key, key)]
    id: Option<String>,
    #[graph_entity(required)]
    #[graph_entity(required)]
    subject: Option<String>,
    #[graph_entity(name = "bodyPreview", default, name = "preview")]
    preview: Option<String>,
    importance: Option<Importance>,
}

#[derive(Debug, Clone, GraphEnum)]
#[graph_enum("microsoft.graph.importance")]
#[graph_enum("microsoft.graph.importance")]
enum Importance {
    #[graph_enum(name = "low", name = "LOW")]
    Low,
    #[graph_enum(other, other)]
    Other(String),
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let importance = Importance::from_member("low").unwrap_or(Importance::Other(String::new()));
    println!("{} {}", importance.as_str(), serde_json::to_string(&Importance::Low)?);
    let message = Message { id: None, subject: None, importance: Some(importance), preview: None };
    message.create("id").to_http(&graph.base_url())?;
    message.create("id").send(graph).await?;
    message.create_mine().to_http(&graph.base_url())?;
    message.create_draft("id").send_full(graph).await?;
    let read: Message = serde_json::from_str(&takes(&message))?;
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
