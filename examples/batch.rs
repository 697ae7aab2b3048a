//! Creates many entities with few requests, and reads what became of each.
//!
//! ```text
//! cargo run --example batch
//! ```
//!
//! Without `GRAPH_TOKEN` it talks to an emulator in its own process. The service's side of it:
//! <https://learn.microsoft.com/graph/json-batching>

use graph_entity::{Disposition, GraphClient, GraphEntity, graph_post};
use graph_entity_examples::service;

/// A security group.
#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups", delegated = "Group.ReadWrite.All", application = "Group.Create")]
pub struct Group {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The name that people see.
    #[graph_entity(required)]
    pub display_name: Option<String>,
    /// Whether it has a mailbox.
    #[graph_entity(required)]
    pub mail_enabled: Option<bool>,
    /// The alias of its mailbox; required also without one.
    #[graph_entity(required)]
    pub mail_nickname: Option<String>,
    /// Whether it can be given rights.
    #[graph_entity(required)]
    pub security_enabled: Option<bool>,
}

/// A contact of the signed-in user.
#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.contact")]
#[graph_post("/me/contacts", delegated = "Contacts.ReadWrite")]
pub struct Contact {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The first name.
    pub given_name: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = service().await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;

    let mut groups: Vec<Group> = (1..=50)
        .map(|number| Group {
            id: None,
            display_name: Some(format!("Project {number}")),
            mail_enabled: Some(false),
            mail_nickname: Some(format!("project-{number}")),
            security_enabled: Some(true),
        })
        .collect();
    // One that lacks a property: it is not sent, and the others are.
    if let Some(group) = groups.get_mut(6) {
        group.mail_nickname = None;
    }

    // 20 to a request, several requests at a time; one outcome for each group, in their order.
    let outcomes = graph.batch(groups.iter().map(Group::create)).await;
    let mut created = 0;
    for (group, outcome) in groups.iter().zip(&outcomes) {
        let name = group.display_name.as_deref().unwrap_or("?");
        match outcome {
            Ok(_) => created += 1,
            // Look it up before you create it again.
            Err(error) if error.disposition() == Disposition::Unknown => println!("{name} may exist: {error}"),
            Err(error) => println!("{name}: {error}"),
        }
    }
    println!("{created} of {} groups created", groups.len());

    // Entities of different types, with all that the answers say.
    let contacts = ["Adele", "Alex"].map(|name| Contact { id: None, given_name: Some(name.to_owned()) });
    let group = Group {
        id: None,
        display_name: Some("Sales".to_owned()),
        mail_enabled: Some(false),
        mail_nickname: Some("sales".to_owned()),
        security_enabled: Some(true),
    };
    let (group, contacts) = graph.batch_of((group.create(), contacts.each_ref().map(Contact::create))).full().await;
    let group = group?;
    println!("{}, id {}", group.status, group.entity.id.as_deref().unwrap_or("?"));
    for contact in contacts {
        let contact = contact?;
        let name = contact.entity.given_name.as_deref().unwrap_or("?");
        println!("{}, {name}, id {}", contact.status, contact.entity.id.as_deref().unwrap_or("?"));
    }
    Ok(())
}
