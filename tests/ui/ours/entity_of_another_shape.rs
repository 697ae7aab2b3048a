// An entity is a struct with named fields, or an enum of such; these are a tuple struct, a unit struct, an enum and a union.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Tuple(String, i32);

#[graph_post("/users/{userId}/messages")]
#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
struct Unit;

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
enum Enum {
    Message { subject: String },
    Event,
}

#[derive(Clone, Copy, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
union Union {
    subject: u32,
    body: i32,
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.mailFolder")]
struct MailFolder {
    tuple: Tuple,
    unit: Option<Unit>,
    messages: Vec<Enum>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let tuple = Tuple(String::new(), 1);
    tuple.create("id").to_http(&graph.base_url())?;
    tuple.create("id").send(graph).await?;
    Unit.create("id").to_http(&graph.base_url())?;
    Unit.create("id").send_full(graph).await?;
    takes(&tuple);
    takes(&Unit);
    takes(&Enum::Message { subject: tuple.0.clone() });
    takes(&Union { subject: 1 });
    let read: Tuple = serde_json::from_str("{}")?;
    println!("{} {} {}", read.0, Unit::ODATA_TYPE, Union::ODATA_TYPE);
    takes(&MailFolder { tuple, unit: Some(Unit), messages: vec![Enum::Event] });
    let folder: MailFolder = serde_json::from_str("{}")?;
    Ok(folder.validate()?)
}

fn main() {
    _ = uses;
}
