// A delta query is a function of a collection: its path ends in `delta`.
use graph_entity::{GraphClient, GraphEntity, graph_delta};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_delta("/users/{userId}/messages")]
#[graph_delta("/me/messages/{id}", name = "delta_of_mine")]
#[graph_delta("/me/messages/delta?$select=id", name = "delta_with_query")]
#[graph_delta("/me/messages/microsoft.graph.delta()", name = "delta_by_name")]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
    subject: Option<String>,
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let page = Message::delta("id").page(graph).await?;
    Message::delta_of_mine("id").resume(page.next).stream(graph).next().await;
    Message::delta_with_query().page(graph).await?;
    Message::delta_by_name().page(graph).await?;
    Ok(())
}

fn main() {
    _ = uses;
}
