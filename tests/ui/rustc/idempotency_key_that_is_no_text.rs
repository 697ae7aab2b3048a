// An idempotency key is a text or a GUID.
use graph_entity::edm::Guid;
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.event")]
#[graph_post("/me/events")]
struct Event {
    #[graph_entity(idempotency_key)]
    transaction_id: Option<i64>,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.event")]
struct Meeting {
    #[graph_entity(idempotency_key)]
    transaction_id: Vec<Guid>,
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let created: Event = Event { transaction_id: None }.create().send(graph).await?;
    Meeting { transaction_id: Vec::new() }.validate()?;
    println!("{created:?}");
    Ok(())
}

fn main() {
    _ = uses;
}
