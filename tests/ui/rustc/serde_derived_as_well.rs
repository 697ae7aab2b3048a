// The derive of an entity implements serde's traits already.
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message {
    subject: String,
    importance: Option<Importance>,
}

#[derive(Debug, Clone, GraphEnum, Serialize)]
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
    let message = Message { subject: String::new(), importance: Importance::from_member("low") };
    println!("{:?}", [Importance::Low, Importance::High]);
    message.create("id").to_http(&graph.base_url())?;
    let created = message.create("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&created))?;
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
