// The field that takes the additional properties is a map of JSON.
use std::collections::HashMap;

use graph_entity::{GraphClient, GraphEntity, graph_post};
use serde_json::{Map, Value};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(additional)]
    more: HashMap<String, Value>,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.event")]
struct Event {
    #[graph_entity(additional)]
    more: Option<Map<String, Value>>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { id: None, more: HashMap::new() };
    message.create("id").to_http(&graph.base_url())?;
    let created = message.create("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&created))?;
    takes(&Event { more: Some(Map::new()) });
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
