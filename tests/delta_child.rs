//! The process that `delta_killed` kills: it synchronizes a collection into a folder, page by page.
//!
//! `delta_child BASE_URL FOLDER`

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use graph_entity::{Change, DeltaToken, GraphClient, GraphEntity, graph_delta};
use serde::Serialize;
use serde::de::DeserializeOwned;

#[derive(Debug, Clone, GraphEntity)]
#[graph_entity("microsoft.graph.group")]
#[graph_delta("/groups/delta")]
struct Group {
    #[graph_entity(key)]
    id: Option<String>,
    display_name: Option<String>,
    description: Option<String>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [base_url, folder] = arguments.try_into().expect("two arguments");
    let graph = GraphClient::builder().base_url(&base_url).token("x").build().unwrap();
    let (entities, position) = (Path::new(&folder).join("groups.json"), Path::new(&folder).join("token.json"));
    let token: Option<DeltaToken> = read(&position);
    // Who begins anew knows nothing: what was deleted before is not said.
    let known = token.as_ref().and_then(|_| read(&entities));
    let mut known: BTreeMap<String, Group> = known.unwrap_or_default();
    println!("begins");
    let delta = token.map_or_else(Group::delta, |token| Group::delta().resume(token));
    let mut pages = delta.pages(&graph);
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        for change in &page.items {
            match change {
                Change::Changed(part) => match known.get_mut(part.id().unwrap()) {
                    Some(group) => part.apply_to(group).unwrap(),
                    None => drop(known.insert(part.id().unwrap().to_owned(), part.read().unwrap())),
                },
                Change::Removed(removed) => drop(known.remove(&removed.id)),
            }
        }
        // The token after what came before it: of a process that is killed between both, the page comes again.
        write(&entities, &known);
        write(&position, &page.next);
        println!("page");
    }
    println!("ends");
}

fn read<T: DeserializeOwned>(path: &Path) -> Option<T> {
    Some(serde_json::from_slice(&fs::read(path).ok()?).unwrap())
}

/// A file is there whole, or as it was before.
fn write(path: &Path, value: &impl Serialize) {
    let new = path.with_extension("new");
    fs::write(&new, serde_json::to_vec(value).unwrap()).unwrap();
    fs::rename(new, path).unwrap();
}
