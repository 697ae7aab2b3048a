//! `send` beside a create written by hand on reqwest and serde, against one server in the same run.
//!
//! `cargo bench -p graph-entity-benches --bench send`

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use std::time::{Duration, Instant};

use futures_util::stream::{self, StreamExt};
use graph_entity::GraphClient;
use graph_entity_benches::process::{cpu_seconds, peak_memory};
use graph_entity_benches::server::serve;
use graph_entity_benches::{ANSWER, Ours, Serdes};

const CREATES: usize = 2_000;
const ROUNDS: usize = 41;

fn main() {
    let origin = serve("201 Created", ANSWER);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    println!("{CREATES} creates a round, {ROUNDS} alternating rounds; medians, of the CPU time means");
    println!("| in flight | by hand | `send` | ratio | CPU a create, both sides and the server |");
    println!("|---|---|---|---|---|");
    for in_flight in [1, 8, 32] {
        let graph = GraphClient::builder().base_url(&origin).token("token").build().unwrap();
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(100)).build().unwrap();
        let ours = Ours { id: None, ..serde_json::from_str(ANSWER).unwrap() };
        let theirs = Serdes { id: None, ..serde_json::from_str(ANSWER).unwrap() };
        let (mut our_rates, mut their_rates) = (Vec::new(), Vec::new());
        let (mut our_cpu, mut their_cpu) = (Vec::new(), Vec::new());
        for round in 0..=ROUNDS {
            let one = || {
                let (began, cpu) = (Instant::now(), cpu_seconds());
                runtime.block_on(async {
                    let sent =
                        stream::iter(0..CREATES).map(|_| async { ours.create("7e323db2").send(&graph).await.unwrap() });
                    sent.buffer_unordered(in_flight)
                        .for_each(|created| async move { assert!(created.id.is_some()) })
                        .await;
                });
                (rate(began), cpu_seconds() - cpu)
            };
            let other = || {
                let (began, cpu) = (Instant::now(), cpu_seconds());
                runtime.block_on(async {
                    let sent = stream::iter(0..CREATES).map(|_| by_hand(&http, &origin, &theirs));
                    sent.buffer_unordered(in_flight)
                        .for_each(|created| async move { assert!(created.id.is_some()) })
                        .await;
                });
                (rate(began), cpu_seconds() - cpu)
            };
            // The one that goes first changes: what the machine does meanwhile falls on both.
            let (ours, theirs) = if round % 2 == 0 {
                let ours = one();
                (ours, other())
            } else {
                let theirs = other();
                (one(), theirs)
            };
            // The first round opens the connections.
            if round > 0 {
                our_rates.push(ours.0);
                their_rates.push(theirs.0);
                our_cpu.push(ours.1);
                their_cpu.push(theirs.1);
            }
        }
        let (ours, theirs) = (median(our_rates), median(their_rates));
        println!(
            "| {in_flight} | {theirs:.0}/s | {ours:.0}/s | {:.3} | {:.0} \u{b5}s by hand, {:.0} \u{b5}s |",
            ours / theirs,
            each(mean(&their_cpu)),
            each(mean(&our_cpu)),
        );
    }
    println!("peak memory of all {:.1} MiB", peak_memory());
}

async fn by_hand(http: &reqwest::Client, origin: &str, status: &Serdes) -> Serdes {
    let url = format!("{origin}/v1.0/deviceManagement/deviceConfigurations/7e323db2/userStatuses");
    let answer = http.post(url).bearer_auth("token").json(status).send().await.unwrap();
    assert!(answer.status().is_success());
    answer.json().await.unwrap()
}

#[expect(clippy::cast_precision_loss)]
fn rate(began: Instant) -> f64 {
    CREATES as f64 / began.elapsed().as_secs_f64()
}

/// Microseconds of one create.
#[expect(clippy::cast_precision_loss)]
fn each(seconds: f64) -> f64 {
    seconds * 1e6 / CREATES as f64
}

/// Of processor time, which is counted in hundredths of a second: too coarse for one round.
#[expect(clippy::cast_precision_loss)]
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
