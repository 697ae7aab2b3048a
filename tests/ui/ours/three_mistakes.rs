// Three mistakes in one struct are three errors in one compile.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("message")]
#[graph_post("users/{userId}/messages")]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(requierd)]
    subject: Option<String>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { id: None, subject: Some("Hello".to_owned()) };
    message.create("id").to_http(&graph.base_url())?;
    let created = message.create("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&created))?;
    println!("{:?}", read.subject);
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
