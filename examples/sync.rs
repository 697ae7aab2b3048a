//! Makes the groups of a directory what a list says: creates what is missing, updates what differs, deletes what is gone.
//!
//! ```text
//! cargo run --example sync
//! ```
//!
//! Without `GRAPH_TOKEN` it talks to an emulator in its own process that has three groups. With a token it changes real
//! groups: only those whose mail nicknames start with `graph-entity-sync-`.

use std::collections::HashMap;

use graph_entity::{GraphClient, GraphEntity, graph_delete, graph_list, graph_patch, graph_post};
use graph_entity_examples::service_with;

/// What the mail nicknames of the groups that this program owns start with.
const PREFIX: &str = "graph-entity-sync-";

/// The groups as they should be: the end of the mail nickname, the name, the description.
const WANTED: [(&str, &str, Option<&str>); 3] = [
    ("library", "Library", Some("Everybody who borrows books")),
    ("sales", "Sales", None),
    ("support", "Support", Some("First and second level")),
];

/// A security group.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_post("/groups", delegated = "Group.ReadWrite.All", application = "Group.Create")]
#[graph_list("/groups", delegated = "Group.Read.All", application = "Group.Read.All")]
#[graph_patch("/groups/{groupId}", delegated = "Group.ReadWrite.All", application = "Group.ReadWrite.All")]
#[graph_delete("/groups/{groupId}", delegated = "Group.ReadWrite.All", application = "Group.ReadWrite.All")]
pub struct Group {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The name that people see.
    #[graph_entity(required)]
    pub display_name: Option<String>,
    /// What the group is for.
    pub description: Option<String>,
    /// The alias of its mailbox; required also without one.
    #[graph_entity(required)]
    pub mail_nickname: Option<String>,
    /// Whether it has a mailbox.
    #[graph_entity(required)]
    pub mail_enabled: Option<bool>,
    /// Whether it can be given rights.
    #[graph_entity(required)]
    pub security_enabled: Option<bool>,
}

fn wanted() -> impl Iterator<Item = Group> {
    WANTED.into_iter().map(|(nickname, name, description)| Group {
        id: None,
        display_name: Some(name.to_owned()),
        description: description.map(str::to_owned),
        mail_nickname: Some(format!("{PREFIX}{nickname}")),
        mail_enabled: Some(false),
        security_enabled: Some(true),
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let present = [
        ("library", r#""displayName":"Library","description":"Everybody who borrows books""#),
        ("sales", r#""displayName":"Sale","description":"Sells""#),
        ("stock", r#""displayName":"Stock""#),
    ]
    .map(|(nickname, rest)| {
        format!(r#"{{"mailNickname":"{PREFIX}{nickname}","mailEnabled":false,"securityEnabled":true,{rest}}}"#)
    });
    let service = service_with("/v1.0/groups", present).await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;

    let mut present = HashMap::new();
    let mut groups = Group::list().query("$filter", &format!("startswith(mailNickname,'{PREFIX}')")).stream(&graph);
    while let Some(group) = groups.next().await {
        let group = group?;
        // Checked here too: what this program does not own must not be deleted.
        if let Some(nickname) = group.mail_nickname.clone().filter(|nickname| nickname.starts_with(PREFIX)) {
            present.insert(nickname, group);
        }
    }

    for group in wanted() {
        let nickname = group.mail_nickname.as_deref().unwrap_or_default();
        let Some(before) = present.remove(nickname) else {
            group.create().send(&graph).await?;
            println!("created {nickname}");
            continue;
        };
        let id = before.id.clone().ok_or("the service gave no id")?;
        let after = Group { id: before.id.clone(), ..group.clone() };
        if after == before {
            println!("unchanged {nickname}");
        } else {
            // Sends the difference alone: null for the description of `sales`, which is gone.
            after.update(&id).since(&before).send(&graph).await?;
            println!("updated {nickname}");
        }
    }
    for (nickname, group) in present {
        let id = group.id.ok_or("the service gave no id")?;
        Group::delete(&id).send(&graph).await?;
        println!("deleted {nickname}");
    }
    Ok(())
}
