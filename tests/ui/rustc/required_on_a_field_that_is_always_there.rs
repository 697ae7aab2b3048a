// `required` is for a field that can be absent; a type that is always there is required by itself.
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message {
    #[graph_entity(required)]
    subject: String,
    #[graph_entity(required)]
    size: i32,
    #[graph_entity(required)]
    importance: Importance,
    #[graph_entity(required)]
    to_recipients: Vec<String>,
    #[graph_entity(required)]
    body: Option<String>,
}

#[derive(Debug, Clone, GraphEnum)]
#[graph_enum("microsoft.graph.importance")]
enum Importance {
    Low,
    High,
}

macro_rules! entity {
    ($name:ident, $field:ident: $type:ty) => {
        #[derive(Debug, Clone, GraphEntity)]
        #[graph_entity("microsoft.graph.event")]
        struct $name {
            #[graph_entity(required)]
            $field: $type,
        }
    };
}

entity!(Event, subject: String);

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message {
        subject: String::new(),
        size: 1,
        importance: Importance::High,
        to_recipients: Vec::new(),
        body: None,
    };
    message.create("id").to_http(&graph.base_url())?;
    let created = message.create("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&created))?;
    takes(&Event { subject: read.subject });
    Ok(created.validate()?)
}

fn main() {
    _ = uses;
}
