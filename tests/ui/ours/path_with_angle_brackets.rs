// Placeholders in the other spelling of Graph's reference.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/<user-id>/messages")]
#[graph_post("/users/{userId}/range(address='<address>')/messages", name = "create_in_range")]
#[graph_post("/me/drive/root:/<item-path>:/messages", name = "create_in_drive")]
struct Message {
    subject: String,
}

async fn uses(graph: &GraphClient, message: Message) -> Result<(), Box<dyn std::error::Error>> {
    message.create("id").send(graph).await?;
    message.create_in_range("id", "A1:B2").send(graph).await?;
    message.create_in_drive("folder/file.xlsx").send(graph).await?;
    Ok(message.validate()?)
}

fn main() {
    _ = uses;
}
