// A type in an entity lacks its derive: one error at each field, and none where the entity is used.
use graph_entity::{GraphClient, GraphComplex, GraphEntity, graph_post};

#[derive(Debug, Clone)]
struct EmailAddress {
    address: String,
}

#[derive(Debug, Clone, PartialEq)]
enum Importance {
    Low,
}

#[derive(Debug, Clone, GraphComplex)]
#[graph_complex("microsoft.graph.recipient")]
struct Recipient {
    email_address: EmailAddress,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message {
    #[graph_entity(required)]
    importance: Option<Importance>,
    to_recipients: Vec<Recipient>,
    #[graph_entity(read_only, default)]
    reply_to: Vec<EmailAddress>,
    #[graph_entity(additional)]
    more: serde_json::Map<String, serde_json::Value>,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.event")]
struct Event<T> {
    organizer: T,
    importance: Importance,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let from = EmailAddress { address: String::new() };
    let message = Message {
        importance: Some(Importance::Low),
        to_recipients: vec![Recipient { email_address: from.clone() }],
        reply_to: Vec::new(),
        more: serde_json::Map::new(),
    };
    message.create(&from.address).to_http(&graph.base_url())?;
    let created = message.create("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&created))?;
    takes(&Event { organizer: read.clone(), importance: Importance::Low });
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
