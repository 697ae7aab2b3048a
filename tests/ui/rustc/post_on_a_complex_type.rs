// A complex type has no create of its own.
use graph_entity::{GraphClient, GraphComplex, graph_post};

#[derive(Debug, GraphComplex)]
#[graph_complex("microsoft.graph.itemBody")]
#[graph_post("/users/{userId}/bodies")]
struct ItemBody {
    #[graph_complex(required)]
    content: Option<String>,
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let body = ItemBody { content: None };
    body.validate()?;
    body.create("id").to_http(&graph.base_url())?;
    body.create("id").send(graph).await?;
    Ok(())
}

fn main() {
    _ = uses;
}
