// A method of the user's has the name that a path's method has.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message {
    subject: String,
}

impl Message {
    fn create(&self, subject: &str) -> Self {
        Self { subject: subject.to_owned() }
    }
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.event")]
#[graph_post("/users/{userId}/events", name = "new")]
struct Event {
    subject: String,
}

impl Event {
    fn new() -> Self {
        Self { subject: String::new() }
    }
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { subject: graph.base_url().to_string() };
    takes(&message);
    let event: Event = serde_json::from_str(&takes(&message))?;
    Ok(event.validate()?)
}

fn main() {
    _ = uses;
}
