//! A get, an update and a list beside the same written by hand on reqwest and serde, against one server in the same run.
//!
//! `cargo bench -p graph-entity-benches --bench life [-- get|update|list|memory]`

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use std::env;
use std::time::{Duration, Instant};

use graph_entity::GraphClient;
use graph_entity_benches::process::peak_memory;
use graph_entity_benches::server::{serve, serve_pages};
use graph_entity_benches::{ANSWER, Ours, Serdes};
use serde::Deserialize;
use tokio::runtime::Runtime;

const CALLS: usize = 1_000;
const ROUNDS: usize = 41;

/// A list of 100,000.
const PAGES: usize = 1_000;
const ITEMS: usize = 100;
const LIST_ROUNDS: usize = 11;

const COLLECTION: &str = "/v1.0/deviceManagement/deviceConfigurations/7e323db2/userStatuses";
const PROJECTION: &str = "$select=id,userDisplayName,devicesCount,status,lastReportedDateTime,userPrincipalName";

/// A page as a program by hand declares it.
#[derive(Deserialize)]
struct SerdesPage {
    value: Vec<Serdes>,
    #[serde(rename = "@odata.nextLink")]
    next: Option<String>,
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let which = env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let runs = |name: &str| which.as_deref().is_none_or(|which| which == name);
    if which.as_deref() == Some("memory") {
        return memory(&runtime);
    }
    println!("alternating rounds, medians; {CALLS} calls a round, one list of {} a round", PAGES * ITEMS);
    println!("| | by hand | graph-entity | ratio |");
    println!("|---|---|---|---|");
    if runs("get") {
        get(&runtime);
    }
    if runs("update") {
        update(&runtime);
    }
    if runs("list") {
        list(&runtime);
    }
}

fn clients(origin: &str) -> (GraphClient, reqwest::Client) {
    let graph = GraphClient::builder().base_url(origin).token("token").build().unwrap();
    (graph, reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(100)).build().unwrap())
}

fn get(runtime: &Runtime) {
    let origin = serve("200 OK", ANSWER);
    let (graph, http) = clients(&origin);
    let ours = || {
        runtime.block_on(async {
            for _ in 0..CALLS {
                assert!(Ours::get("7e323db2", "3db2").send(&graph).await.unwrap().id.is_some());
            }
        });
    };
    let theirs = || {
        runtime.block_on(async {
            for _ in 0..CALLS {
                let url = format!("{origin}{COLLECTION}/3db2?{PROJECTION}");
                let answer = http.get(url).bearer_auth("token").send().await.unwrap();
                assert!(answer.status().is_success());
                assert!(answer.json::<Serdes>().await.unwrap().id.is_some());
            }
        });
    };
    compare("get", CALLS, ROUNDS, ours, theirs);
}

fn update(runtime: &Runtime) {
    let origin = serve("200 OK", ANSWER);
    let (graph, http) = clients(&origin);
    let our_status = Ours { devices_count: Some(13), ..serde_json::from_str(ANSWER).unwrap() };
    // The key stands in the path.
    let their_status = Serdes { id: None, devices_count: Some(13), ..serde_json::from_str(ANSWER).unwrap() };
    let ours = || {
        runtime.block_on(async {
            for _ in 0..CALLS {
                let returned = our_status.update("7e323db2", "3db2").send(&graph).await.unwrap();
                assert!(returned.is_some_and(|returned| returned.id.is_some()));
            }
        });
    };
    let theirs = || {
        runtime.block_on(async {
            for _ in 0..CALLS {
                let url = format!("{origin}{COLLECTION}/3db2");
                let answer = http.patch(url).bearer_auth("token").json(&their_status).send().await.unwrap();
                assert!(answer.status().is_success());
                assert!(answer.json::<Serdes>().await.unwrap().id.is_some());
            }
        });
    };
    compare("update", CALLS, ROUNDS, ours, theirs);
}

fn list(runtime: &Runtime) {
    let origin = serve_pages(COLLECTION, ANSWER, ITEMS, PAGES);
    let (graph, http) = clients(&origin);
    let ours = || assert_eq!(runtime.block_on(stream(&graph)), PAGES * ITEMS);
    let theirs = || {
        runtime.block_on(async {
            let (mut next, mut count) = (Some(format!("{origin}{COLLECTION}?{PROJECTION}")), 0);
            while let Some(url) = next {
                let answer = http.get(url).bearer_auth("token").send().await.unwrap();
                assert!(answer.status().is_success());
                let page: SerdesPage = answer.json().await.unwrap();
                count += page.value.iter().filter(|status| status.id.is_some()).count();
                next = page.next;
            }
            assert_eq!(count, PAGES * ITEMS);
        });
    };
    compare("list of 100,000, entities", PAGES * ITEMS, LIST_ROUNDS, ours, theirs);
}

/// The number of entities, read one after the other.
async fn stream(graph: &GraphClient) -> usize {
    let (mut statuses, mut count) = (Ours::list("7e323db2").stream(graph), 0);
    while let Some(status) = statuses.next().await {
        count += usize::from(status.unwrap().id.is_some());
    }
    count
}

/// The peak memory after one page, and after lists of 1, 10 and 100 times as many.
fn memory(runtime: &Runtime) {
    println!("| entities, in pages of {ITEMS} | peak memory of client and server above that after two pages |");
    println!("|---|---|");
    // The server keeps all pages in memory, so it has one for all requests: each run ends after its own number of pages.
    let origin = serve_pages(COLLECTION, ANSWER, ITEMS, PAGES);
    let (graph, _) = clients(&origin);
    let read = |pages: usize| {
        runtime.block_on(async {
            let mut list = Ours::list("7e323db2").pages(&graph);
            for _ in 0..pages {
                assert_eq!(list.next().await.unwrap().unwrap().items.len(), ITEMS);
            }
        });
    };
    read(2);
    let least = peak_memory();
    for pages in [10, 100, PAGES] {
        read(pages);
        println!("| {} | {:.2} MiB |", pages * ITEMS, peak_memory() - least);
    }
}

/// Prints a row. The one that goes first changes: what the machine does meanwhile falls on both.
fn compare(name: &str, operations: usize, rounds: usize, ours: impl Fn(), theirs: impl Fn()) {
    let (mut our_rates, mut their_rates) = (Vec::new(), Vec::new());
    // The first round opens the connections.
    for round in 0..=rounds {
        let pair = if round % 2 == 0 {
            let ours = rate(operations, &ours);
            (ours, rate(operations, &theirs))
        } else {
            let theirs = rate(operations, &theirs);
            (rate(operations, &ours), theirs)
        };
        if round > 0 {
            our_rates.push(pair.0);
            their_rates.push(pair.1);
        }
    }
    let (ours, theirs) = (median(our_rates), median(their_rates));
    println!("| {name} | {theirs:.0}/s | {ours:.0}/s | {:.3} |", ours / theirs);
}

#[expect(clippy::cast_precision_loss)]
fn rate(operations: usize, run: &impl Fn()) -> f64 {
    let began = Instant::now();
    run();
    operations as f64 / began.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
