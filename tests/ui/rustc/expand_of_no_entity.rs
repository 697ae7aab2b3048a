// What `expand` reads is an entity: one error at each field whose type is not, with or without its derive.
use graph_entity::{GraphClient, GraphComplex, GraphEntity, graph_get, graph_post};

#[derive(Debug, Clone)]
struct Calendar {
    name: String,
}

#[derive(Debug, Clone, GraphComplex)]
#[graph_complex("microsoft.graph.emailAddress")]
struct EmailAddress {
    address: Option<String>,
}

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.user")]
#[graph_post("/users")]
#[graph_get("/users/{userId}")]
struct User {
    #[graph_entity(expand)]
    calendar: Option<Calendar>,
    #[graph_entity(expand, create_only)]
    mail: Option<Vec<EmailAddress>>,
    #[graph_entity(expand, create_only, required)]
    display_name: Option<String>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let calendar = Calendar { name: String::new() };
    println!("{}", calendar.name);
    let user = User { calendar: Some(calendar), mail: None, display_name: None };
    user.create().send(graph).await?;
    let read = User::get("7").send(graph).await?;
    takes(&read);
    Ok(())
}

fn main() {
    _ = uses;
}
