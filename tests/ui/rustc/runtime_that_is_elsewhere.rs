// `crate = …` says where the runtime is, and there is none.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message", crate = ::graph)]
#[graph_post("/users/{userId}/messages")]
struct Message {
    subject: String,
}

async fn uses(graph: &GraphClient, message: Message) -> Result<(), Box<dyn std::error::Error>> {
    message.create("id").send(graph).await?;
    Ok(message.validate()?)
}

fn main() {
    _ = uses;
}
