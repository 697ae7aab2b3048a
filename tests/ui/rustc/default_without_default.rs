// `default` takes the default value of the field's type, so there is one.
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message {
    #[graph_entity(default)]
    importance: Importance,
    #[graph_entity(default)]
    size: i32,
    #[graph_entity(default, read_only, name = "sender")]
    sent_by: Option<String>,
}

#[derive(Debug, Clone, GraphEnum)]
#[graph_enum("microsoft.graph.importance")]
enum Importance {
    Low,
    High,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { importance: Importance::High, size: 1, sent_by: None };
    message.create("id").to_http(&graph.base_url())?;
    let created = message.create("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&created))?;
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
