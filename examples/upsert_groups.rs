//! Makes sure that groups exist as they are described, however often it runs: an import of upserts.
//!
//! ```text
//! cargo run --example upsert_groups
//! ```
//!
//! Without `GRAPH_TOKEN` it talks to an emulator in its own process. The operation:
//! <https://learn.microsoft.com/graph/api/group-upsert>

use graph_entity::{GraphClient, GraphEntity, Imported, Upserted, graph_upsert};
use graph_entity_examples::service;

/// A group, known by a name of the caller's own.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_upsert(
    "/groups(uniqueName='{uniqueName}')",
    delegated = "Group.ReadWrite.All",
    application = "Group.ReadWrite.All"
)]
pub struct Group {
    /// The name that people see.
    #[graph_entity(required)]
    pub display_name: Option<String>,
    /// Whether it has a mailbox.
    #[graph_entity(required)]
    pub mail_enabled: Option<bool>,
    /// The name in its mail address.
    #[graph_entity(required)]
    pub mail_nickname: Option<String>,
    /// Whether it is a security group.
    #[graph_entity(required)]
    pub security_enabled: Option<bool>,
}

fn group(name: &str) -> Group {
    Group {
        display_name: Some(name.to_uppercase()),
        mail_enabled: Some(false),
        mail_nickname: Some(name.to_owned()),
        security_enabled: Some(true),
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = service().await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;

    for run in 1..=2 {
        println!("run {run}");
        // An upsert is safe to repeat: after a lost answer it is sent again, and no group is there twice or unknown.
        let mut import = graph.import(["library", "sales", "stock"]).each(|name| group(name).upsert(name));
        while let Some(outcome) = import.next().await {
            let outcome = outcome?;
            let name = outcome.entity;
            match outcome.result {
                Ok(Imported::Upserted(answered)) => match answered.value {
                    Upserted::Created(_) => println!("created {name}"),
                    Upserted::Updated(_) => println!("updated {name}"),
                },
                // What an earlier run of an import with a journal did.
                Ok(_) => println!("done before: {name}"),
                Err(failure) => println!("{name}: {failure}"),
            }
        }
    }
    Ok(())
}
