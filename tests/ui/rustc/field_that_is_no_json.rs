// A field's type is written to JSON, and read from it: one error for each of the two that it lacks.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone)]
struct Body {
    content: String,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(required)]
    body: Option<Body>,
}

#[derive(Debug, Clone, serde::Serialize)]
struct Written;

#[derive(Debug, Clone, serde::Deserialize)]
struct Read;

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.contact")]
struct Contact {
    written: Option<Written>,
    #[graph_entity(read_only)]
    read: Vec<Read>,
    message: Message,
    #[graph_entity(name = "photo@odata.bind")]
    photo: Option<Body>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let body = Body { content: String::new() };
    let message = Message { id: None, body: Some(body.clone()) };
    message.create("id").to_http(&graph.base_url())?;
    let created = message.create("id").send(graph).await?;
    let read: Message = serde_json::from_str(&takes(&created))?;
    println!("{}", body.content);
    takes(&Contact { written: Some(Written), read: vec![Read], message, photo: Some(body) });
    Ok(read.validate()?)
}

fn main() {
    _ = uses;
}
