// A path's method has an argument for each placeholder.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/mailFolders/{mailFolderId}/messages")]
#[graph_post("/me/messages", name = "create_mine")]
struct Message {
    subject: String,
}

async fn uses(graph: &GraphClient, message: Message) -> Result<(), graph_entity::Error> {
    message.create("id").to_http(&graph.base_url())?;
    message.create_mine("id").send(graph).await?;
    Ok(())
}

fn main() {
    _ = uses;
}
