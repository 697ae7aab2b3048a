// An entity owns its data: it is made of an answer that is gone afterwards.
use graph_entity::{GraphClient, GraphEntity, graph_post};

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.message")]
#[graph_post("/users/{userId}/messages")]
struct Message<'a> {
    #[graph_entity(key)]
    id: Option<String>,
    #[graph_entity(required)]
    subject: Option<&'a str>,
}

#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.mailFolder")]
#[graph_post("/users/{userId}/mailFolders")]
struct MailFolder<'a, T> {
    name: &'a str,
    messages: Vec<T>,
}

fn takes<T: GraphEntity>(entity: &T) -> String {
    entity.validate().unwrap();
    serde_json::to_string(entity).unwrap()
}

async fn uses(subject: &str, graph: &GraphClient) -> Result<(), Box<dyn std::error::Error>> {
    let message = Message { id: None, subject: Some(subject) };
    message.create("id").to_http(&graph.base_url())?;
    message.create("id").send(graph).await?;
    let read: Message<'_> = serde_json::from_str(&takes(&message))?;
    let folder = MailFolder { name: subject, messages: vec![read.subject.map(str::to_owned)] };
    folder.create("id").to_http(&graph.base_url())?;
    takes(&folder.create("id").send(graph).await?);
    let folder = MailFolder { name: subject, messages: vec![1] };
    println!("{} {:?}", folder.name, folder.messages);
    Ok(folder.validate()?)
}

fn main() {
    _ = uses;
}
