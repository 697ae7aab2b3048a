// An entity owns what it holds, also where a reference lives for ever.
use graph_entity::{GraphClient, GraphComplex, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message {
    #[graph_entity(required)]
    subject: Option<&'static str>,
    body: Body,
    categories: Vec<&'static [&'static str]>,
}

#[derive(Debug, Clone, GraphComplex)]
#[graph_complex("microsoft.graph.itemBody")]
struct Body {
    content: &'static str,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { subject: Some("Hello"), body: Body { content: "text" }, categories: Vec::new() };
    message.create("id").to_http(&graph.base_url())?;
    let created = message.create("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&created))?;
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
