// An option that serde has, under the name that it has there.
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages", rename = "create_for")]
struct Message {
    #[graph_entity(rename = "subject")]
    title: String,
    #[graph_entity(flatten)]
    more: serde_json::Map<String, serde_json::Value>,
    importance: Importance,
}

#[derive(Debug, Clone, GraphEnum)]
#[graph_enum("microsoft.graph.importance")]
enum Importance {
    Low,
    #[graph_enum(rename = "high")]
    Urgent,
}

async fn uses(graph: &GraphClient, message: Message) -> Result<(), Box<dyn std::error::Error>> {
    message.create_for("id").send(graph).await?;
    println!("{} {}", message.title, message.importance.as_str());
    Ok(message.validate()?)
}

fn main() {
    _ = uses;
}
