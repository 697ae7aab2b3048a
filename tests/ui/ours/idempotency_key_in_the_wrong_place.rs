// A create is recognised by one key, of the entity that is created.
use graph_entity::{GraphClient, GraphComplex, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphComplex)]
#[graph_complex("microsoft.graph.itemBody")]
struct ItemBody {
    #[graph_complex(idempotency_key)]
    content: Option<String>,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.event")]
#[graph_post("/me/events")]
struct Event {
    #[graph_entity(key, idempotency_key)]
    id: Option<String>,
    #[graph_entity(idempotency_key)]
    transaction_id: Option<String>,
    body: Option<ItemBody>,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.event")]
#[graph_post("/me/events")]
struct Meeting {
    #[graph_entity(idempotency_key, required)]
    transaction_id: Option<String>,
    #[graph_entity(read_only, idempotency_key = "x")]
    change_key: Option<String>,
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let event = Event { id: None, transaction_id: None, body: None };
    let created: Event = event.create().send(graph).await?;
    let meeting = Meeting { transaction_id: created.transaction_id, change_key: None };
    meeting.validate()?;
    let created: Meeting = meeting.create().send(graph).await?;
    println!("{created:?}");
    Ok(())
}

fn main() {
    _ = uses;
}
