//! Required properties checked at compile time: `bon`'s builder beside our derive on one struct.
//!
//! ```text
//! cargo run --example builder
//! ```
//!
//! A plain `String` is required by its type, so the builder has to be given it: leave `.display_name(…)` out and `build()`
//! does not compile. What the service assigns stays an `Option`, which the builder leaves out.
//!
//! **The price:** if an answer lacks such a property or has `null` for it, it cannot be read, and a create that succeeded ends
//! in an error (`Disposition::Created`). So this is for properties that the service always returns; elsewhere write
//! `Option<…>` with `#[graph_entity(required)]`, as the other examples do.

use bon::Builder;
use graph_entity::{GraphClient, GraphEntity, graph_post};
use graph_entity_examples::service;

/// A group.
#[derive(Debug, Clone, PartialEq, Builder, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups", delegated = "Group.ReadWrite.All", application = "Group.Create")]
#[builder(on(String, into))]
pub struct Group {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The name that people see.
    pub display_name: String,
    /// Whether it receives mail.
    pub mail_enabled: bool,
    /// The part before the `@` of its address.
    pub mail_nickname: String,
    /// Whether permissions can be given to it.
    pub security_enabled: bool,
    /// What it is for.
    pub description: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let service = service().await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;

    let group = Group::builder()
        .display_name("Sales")
        .mail_enabled(false)
        .mail_nickname("sales")
        .security_enabled(true)
        .build();

    let create = group.create();
    let request = create.to_http(&graph.base_url())?;
    println!("\n{} {}", request.method(), request.uri().path());
    println!("{}", String::from_utf8_lossy(request.body()));
    println!("it needs {}", create.permissions());
    let created = create.send_full(&graph).await?;
    println!("\n{}", created.status);
    println!("id {}", created.entity.id.as_deref().unwrap_or("?"));
    Ok(())
}
