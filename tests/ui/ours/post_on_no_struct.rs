// A path goes on a struct, not on what else there is.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[graph_post("/users/{userId}/messages")]
#[derive(Clone, Copy)]
#[graph_post("/me/messages", name = "create_mine")]
union Message {
    size: usize,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.event")]
struct Event {
    subject: String,
}

#[graph_post("/users/{userId}/events")]
impl Event {
    fn new() -> Self {
        Self { subject: String::new() }
    }
}

#[graph_post("/users/{userId}/events")]
pub(crate) async fn create_event(event: &Event, graph: &GraphClient) -> String {
    format!("{}{}", event.subject, graph.base_url())
}

#[graph_post("/users/{userId}/events")]
trait Create {
    fn subject(&self) -> usize;
}

impl Create for Event {
    fn subject(&self) -> usize {
        self.subject.len()
    }
}

#[graph_post("/users/{userId}/events")]
mod module {
    pub(crate) const LIMIT: usize = 1;
}

#[graph_post("/users/{userId}/events")]
type Alias = Event;

#[graph_post("/users/{userId}/events")]
#[derive(Clone, Copy)]
union Union {
    limit: usize,
}

#[graph_post("/users/{userId}/events")]
const LIMIT: usize = module::LIMIT;

#[graph_post("/users/{userId}/events")]
use std::collections::HashMap;

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let event = Alias::new();
    let message = Message { size: 1 };
    message.create("id").to_http(&graph.base_url())?;
    let created = message.create_mine().send(graph).await?;
    Union { limit: created }.create("id").send(graph).await?;
    println!("{} {}", event.subject(), Union { limit: LIMIT }.clone().limit());
    println!("{:?} {}", HashMap::from([(1, 2)]), create_event(&event, graph).await);
    Ok(event.validate()?)
}

impl Union {
    fn limit(self) -> usize {
        LIMIT
    }
}

fn main() {
    _ = uses;
}
