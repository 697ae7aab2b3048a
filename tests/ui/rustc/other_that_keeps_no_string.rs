// The variant for unknown members keeps each as a string.
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};

#[derive(Debug, Clone, PartialEq, GraphEnum)]
#[graph_enum("microsoft.graph.importance")]
enum Importance {
    Low,
    #[graph_enum(other)]
    Other(i32),
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message {
    #[graph_entity(required)]
    importance: Option<Importance>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { importance: Some(Importance::Other(1)) };
    println!("{:?} {}", Importance::from_member("low") == Some(Importance::Low), Importance::Low.as_str());
    message.create("id").to_http(&graph.base_url())?;
    let created = message.create("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&created))?;
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
