//! Keeps a copy of a directory's groups in a file: reads all of them once, and then only what changed.
//!
//! ```text
//! cargo run --example sync_groups_by_delta [FILE]
//! ```
//!
//! Without `GRAPH_TOKEN` it talks to an emulator in its own process that has three groups, changes them and synchronizes again.
//! With a token it reads real groups into `FILE` (default `groups.json`), from where it goes on at the next run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use graph_entity::{Change, DeltaToken, GraphClient, GraphEntity, graph_delta, serde_json};
use graph_entity_examples::service_with;

/// A group.
#[derive(Debug, Clone, PartialEq, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_delta("/groups/delta", delegated = "Group.Read.All", application = "Group.Read.All")]
pub struct Group {
    /// Key of the entity; the service assigns it.
    #[graph_entity(key)]
    pub id: Option<String>,
    /// The name that people see.
    pub display_name: Option<String>,
    /// What the group is for.
    pub description: Option<String>,
}

/// What is in the file: the token and, by their ids, the groups that belong to it. One file, so that neither is there without the
/// other.
type State = (Option<DeltaToken>, BTreeMap<String, Group>);

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let groups = [
        r#"{"displayName":"Library","description":"Everybody who borrows books"}"#,
        r#"{"displayName":"Sales","description":"Sells"}"#,
        r#"{"displayName":"Stock"}"#,
    ];
    let service = service_with("/v1.0/groups", groups.map(str::to_owned)).await?;
    let graph = GraphClient::builder().base_url(&service.base_url).token(service.token.clone()).build()?;
    if !service.is_emulator() {
        let file = env::args_os().nth(1).map_or_else(|| "groups.json".into(), PathBuf::from);
        return sync(&graph, &file).await;
    }

    // The groups of an emulator end with it.
    let file = env::temp_dir().join(format!("graph-entity-groups-{}.json", std::process::id()));
    sync(&graph, &file).await?;
    let (_, known) = read(&file)?;
    for (id, group) in &known {
        let path = format!("/v1.0/groups/{id}");
        match group.display_name.as_deref() {
            Some("Sales") => service.change("PATCH", &path, r#"{"displayName":"Shop","description":null}"#).await?,
            Some("Stock") => service.change("DELETE", &path, "").await?,
            _ => {}
        }
    }
    service.change("POST", "/v1.0/groups", r#"{"displayName":"Support"}"#).await?;
    sync(&graph, &file).await?;
    fs::remove_file(&file)?;
    Ok(())
}

/// Brings the file up to date.
async fn sync(graph: &GraphClient, file: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let (token, mut groups) = read(file)?;
    let mut pages = match token {
        Some(token) => Group::delta().resume(token).pages(graph),
        None => Group::delta().pages(graph),
    };
    let (mut changed, mut removed) = (0, 0);
    while let Some(page) = pages.next().await {
        let page = match page {
            Ok(page) => page,
            Err(error) => {
                let Some(restart) = error.restart() else { return Err(error.into()) };
                // The service no longer knows the token, so that everything comes again.
                println!("starting again: {error}");
                groups.clear();
                pages = Group::delta().restart(&restart).pages(graph);
                continue;
            }
        };
        for change in &page.items {
            match change {
                // Perhaps only what changed of it.
                Change::Changed(part) => {
                    let id = part.id().ok_or("a group without an id")?;
                    match groups.get_mut(id) {
                        Some(group) => part.apply_to(group)?,
                        None => drop(groups.insert(id.to_owned(), part.read()?)),
                    }
                    changed += 1;
                }
                Change::Removed(gone) => {
                    groups.remove(&gone.id);
                    removed += 1;
                }
            }
        }
        // If the program ends before this, the page comes again the next time.
        write(file, &(Some(page.next), groups.clone()))?;
    }
    println!("{changed} changed, {removed} removed, {} groups:", groups.len());
    let mut lines: Vec<String> = groups
        .values()
        .map(|group| {
            let text = |property: &Option<String>| property.clone().unwrap_or_default();
            format!("  {}: {}", text(&group.display_name), text(&group.description))
        })
        .collect();
    lines.sort_unstable();
    for line in lines {
        println!("{}", line.trim_end_matches([':', ' ']));
    }
    Ok(())
}

fn read(file: &Path) -> Result<State, Box<dyn std::error::Error>> {
    match fs::read(file) {
        Ok(text) => Ok(serde_json::from_slice(&text)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((None, BTreeMap::new())),
        Err(error) => Err(error.into()),
    }
}

/// The file is there whole, or as it was before.
fn write(file: &Path, state: &State) -> Result<(), Box<dyn std::error::Error>> {
    let new = file.with_extension("new");
    fs::write(&new, serde_json::to_vec(state)?)?;
    Ok(fs::rename(new, file)?)
}
