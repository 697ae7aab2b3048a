// The name of the Graph type is empty, has no namespace, starts with `#`, or is none.
use graph_entity::{GraphClient, GraphEntity, GraphEnum, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("")]
#[graph_post("/users/{userId}/messages")]
struct Empty {
    #[graph_entity(key)]
    id: Option<String>,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("message")]
#[graph_post("/users/{userId}/messages")]
struct WithoutNamespace {
    #[graph_entity(required)]
    subject: Option<String>,
    importance: Option<Importance>,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("#microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Hash {
    subject: String,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.mail message")]
struct Space {
    all: (Empty, WithoutNamespace, Vec<Hash>),
}

#[derive(Debug, Clone, GraphEnum)]
#[graph_enum("importance")]
enum Importance {
    Low,
    #[graph_enum(other)]
    Other(String),
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let empty = Empty { id: None };
    empty.create("id").to_http(&graph.base_url())?;
    let empty = empty.create("id").send(graph).await?;
    let importance = Importance::from_member("low").unwrap_or(Importance::Other(takes(&empty)));
    let other = [Importance::Low, Importance::Other(String::new())].map(|member| member.as_str().to_owned());
    let without = WithoutNamespace { subject: None, importance: Some(importance) };
    without.create("id").to_http(&graph.base_url())?;
    let without = without.create("id").send(graph).await?;
    let hash: Hash = serde_json::from_str(&other.concat())?;
    hash.create("id").to_http(&graph.base_url())?;
    hash.create("id").send(graph).await?;
    println!("{} {}", hash.subject, takes(&Space { all: (empty, without, vec![hash.clone()]) }));
    Ok(())
}

fn main() {
    _ = uses;
}
