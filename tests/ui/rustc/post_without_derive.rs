// A path on a struct that does not derive `GraphEntity`, in each order of attributes.
use graph_entity::{GraphClient, graph_post};

#[graph_post("/users/{userId}/messages")]
struct Message {
    subject: String,
}

#[derive(Debug, Clone)]
#[graph_post("/users/{userId}/events")]
struct Event {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(required)]
    subject: Option<String>,
}

#[graph_post("/users/{userId}/contacts")]
#[derive(Debug, Clone)]
#[graph_post("/me/contacts", name = "create_mine")]
struct Contact {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(name = "displayName", required)]
    name: Option<String>,
}

#[graph_post("/users/{userId}/mailFolders")]
#[graph_entity("microsoft.graph.mailFolder")]
#[derive(Debug)]
struct MailFolder {
    #[graph_entity(key)]
    id: Option<String>,
}

#[derive(Debug)]
#[graph_post("/users/{userId}/calendars")]
#[graph_entity("microsoft.graph.calendar")]
#[derive(Clone, serde::Serialize)]
struct Calendar<T> {
    name: T,
}

async fn uses(graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { subject: "Hello".to_owned() };
    message.create("id").to_http(&graph.base_url())?;
    let created = message.create("id").send(graph).await?;
    println!("{}", created.subject);
    let event = Event { id: None, subject: Some(created.subject) };
    event.create("id").to_http(&graph.base_url())?;
    let created = event.create("id").send_full(graph).await?;
    println!("{:?} {:?}", created.entity.id, created.entity.subject);
    let contact = Contact { id: None, name: created.entity.subject.clone() };
    contact.create("id").to_http(&graph.base_url())?;
    contact.create_mine().send(graph).await?;
    println!("{:?} {:?}", contact.id, contact.clone().name);
    let folder = MailFolder { id: None };
    folder.create("id").to_http(&graph.base_url())?;
    println!("{:?}", folder.create("id").send(graph).await?.id);
    let calendar = Calendar { name: 1 };
    calendar.create("id").to_http(&graph.base_url())?;
    println!("{} {}", serde_json::to_string(&calendar)?, calendar.create("id").send(graph).await?.name);
    Ok(())
}

fn main() {
    _ = uses;
}
