//! Lists the users whose accounts are enabled, page by page, with a progress bar.
//!
//! ```text
//! cargo run --example list_users
//! ```
//!
//! Without `GRAPH_TOKEN` it talks to an emulator in its own process that has 250 users.

use graph_entity::{GraphClient, GraphEntity, filter, graph_list};
use graph_entity_examples::service_with;
use indicatif::{ProgressBar, ProgressStyle};

/// A user of the directory.
#[derive(Debug, GraphEntity)]
#[graph_entity("microsoft.graph.user")]
#[graph_list("/users", delegated = "User.Read.All", application = "User.Read.All")]
pub struct User {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The name that people see.
    pub display_name: Option<String>,
    /// The name with which the user signs in.
    pub user_principal_name: Option<String>,
    /// Whether the user can sign in.
    pub account_enabled: Option<bool>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let users = (1..=250).map(|number| {
        format!(
            r#"{{"displayName":"User {number}","userPrincipalName":"user{number}@contoso.com","accountEnabled":true}}"#
        )
    });
    let service = service_with("/v1.0/users", users).await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;

    // `eventual` also asks for the number of all users that match, which the first page has.
    let mut pages = User::list().filter(filter!(User, account_enabled == true)).eventual().top(100).pages(&graph);
    let bar = ProgressBar::new(0)
        .with_style(ProgressStyle::with_template("{bar:40} {pos}/{len}").unwrap_or(ProgressStyle::default_bar()));
    let mut listed: u64 = 0;
    while let Some(page) = pages.next().await {
        // A page that fails is retried alone. `page.next` can be stored, and `resume` goes on from it in another process.
        let page = page?;
        page.count.iter().for_each(|count| bar.set_length(*count));
        for user in page.items {
            let name = user.display_name.as_deref().unwrap_or("?");
            bar.suspend(|| println!("{name} <{}>", user.user_principal_name.as_deref().unwrap_or("?")));
            listed += 1;
        }
        bar.set_position(listed);
    }
    bar.finish_and_clear();
    println!("{listed} users");
    Ok(())
}
