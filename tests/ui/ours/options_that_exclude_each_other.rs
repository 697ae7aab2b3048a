// Options that do not combine: a create never sends a key, and additional properties have any name.
use graph_entity::{GraphClient, GraphEntity, graph_post};
use serde_json::{Map, Value};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message {
    #[graph_entity(key, required)]
    id: Option<String>,
    #[graph_entity(required, read_only)]
    created_date_time: Option<String>,
    #[graph_entity(default, required, read_only)]
    is_read: Option<bool>,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.event")]
struct Event {
    #[graph_entity(key, read_only)]
    id: Option<String>,
    #[graph_entity(read_only, create_only)]
    change_key: Option<String>,
    #[graph_entity(write_only, read_only)]
    transaction_id: Option<String>,
    #[graph_entity(expand, required)]
    calendar: Option<Message>,
    #[graph_entity(write_only, expand)]
    instances: Option<Vec<Event>>,
    #[graph_entity(additional, required, name = "more")]
    more: Map<String, Value>,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.mailFolder")]
struct MailFolder {
    messages: Vec<Message>,
    #[graph_entity(additional)]
    more: Map<String, Value>,
    #[graph_entity(additional)]
    even_more: Map<String, Value>,
    #[graph_entity(additional)]
    rest: Map<String, Value>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { id: None, created_date_time: None, is_read: None };
    message.create("id").to_http(&graph.base_url())?;
    message.create("id").send(graph).await?;
    let event: Event = serde_json::from_str(&takes(&message))?;
    let folder = MailFolder { messages: vec![message], more: event.more, even_more: Map::new(), rest: Map::new() };
    println!("{:?} {:?}", folder.even_more.get("x"), takes(&folder));
    Ok(folder.validate()?)
}

fn main() {
    _ = uses;
}
