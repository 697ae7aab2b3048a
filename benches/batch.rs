//! `graph.batch` beside batching written by hand on reqwest, serde and `serde_json`, against one server in the same run.
//!
//! `cargo bench -p graph-entity-benches --bench batch`
//!
//! The hand-written one does the same job for the case that all goes well: 20 to a request, as many requests in flight,
//! answers in any order, an error of a part apart from its entity. It retries nothing, checks no property, and gives the parts
//! no ids to trace them by. It stands here twice: once it reads the heads of the parts, where a part says when it may be sent
//! again and what its `request-id` is; once it does the least that finds the entities.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::HashMap;
use std::time::{Duration, Instant};

use futures_util::stream::{self, StreamExt};
use graph_entity::GraphClient;
use graph_entity_benches::process::{cpu_seconds, peak_memory};
use graph_entity_benches::server::serve;
use graph_entity_benches::{ANSWER, Ours, Serdes};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

const CREATES: usize = 2_000;
const ROUNDS: usize = 41;

fn main() {
    let origin = serve_batches();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    println!("{CREATES} creates, 20 to a request, medians of {ROUNDS} alternating rounds, creates per second");
    for in_flight in [1, 4] {
        let graph = GraphClient::builder().base_url(&origin).token("token").build().unwrap();
        let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(100)).build().unwrap();
        let ours: Vec<Ours> =
            (0..CREATES).map(|_| Ours { id: None, ..serde_json::from_str(ANSWER).unwrap() }).collect();
        let theirs: Vec<Serdes> =
            (0..CREATES).map(|_| Serdes { id: None, ..serde_json::from_str(ANSWER).unwrap() }).collect();
        let (mut rates, mut cpu) = ([const { Vec::new() }; 3], [0.0; 3]);
        for round in 0..3 * ROUNDS {
            // The one that goes first changes: what the machine does meanwhile falls on all.
            let way = (round + round / 3) % 3;
            let (began, cpu_before) = (Instant::now(), cpu_seconds());
            let found = match way {
                0 => {
                    let creates = ours.iter().map(|status| status.create("7e323db2"));
                    let outcomes = runtime.block_on(graph.batch(creates).in_flight(in_flight).into_future());
                    rates[0].push(rate(began));
                    outcomes.iter().filter(|outcome| outcome.as_ref().is_ok_and(|created| created.id.is_some())).count()
                }
                _ => {
                    let created = runtime.block_on(by_hand(&http, &origin, &theirs, in_flight, way == 1));
                    rates[way].push(rate(began));
                    created.iter().filter(|outcome| outcome.as_ref().is_ok_and(|created| created.id.is_some())).count()
                }
            };
            assert_eq!(found, CREATES);
            cpu[way] += cpu_seconds() - cpu_before;
        }
        let [ours, heads, least] = rates.map(median);
        println!(
            "{in_flight} in flight: graph.batch {ours:.0}; by hand with heads {heads:.0}, ratio {:.3}; \
             the least by hand {least:.0}, ratio {:.3}",
            ours / heads,
            ours / least
        );
        let [ours, heads, least] = cpu.map(each);
        println!("CPU a create, the server's with it: {ours:.1} \u{b5}s, {heads:.1} \u{b5}s, {least:.1} \u{b5}s");
    }
    println!("peak memory of all {:.1} MiB", peak_memory());
}

#[expect(clippy::cast_precision_loss)]
fn rate(began: Instant) -> f64 {
    CREATES as f64 / began.elapsed().as_secs_f64()
}

/// Microseconds of one create.
#[expect(clippy::cast_precision_loss)]
fn each(seconds: f64) -> f64 {
    seconds * 1e6 / (ROUNDS * CREATES) as f64
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

#[derive(Serialize)]
struct Batch<'a> {
    requests: Vec<Request<'a>>,
}

#[derive(Serialize)]
struct Request<'a> {
    id: String,
    method: &'static str,
    url: String,
    headers: HashMap<&'static str, &'static str>,
    body: &'a Serdes,
}

#[derive(Deserialize)]
struct Answers<'a> {
    #[serde(borrow)]
    responses: Vec<Answer<'a>>,
}

#[derive(Deserialize)]
struct Answer<'a> {
    id: &'a str,
    status: u16,
    /// Where a part's `Retry-After` is. Not kept on an entity that was created.
    #[expect(dead_code)]
    headers: Option<HashMap<String, String>>,
    #[serde(borrow)]
    body: &'a RawValue,
}

/// The least that finds the entities.
#[derive(Deserialize)]
struct BareAnswers<'a> {
    #[serde(borrow)]
    responses: Vec<BareAnswer<'a>>,
}

#[derive(Deserialize)]
struct BareAnswer<'a> {
    id: &'a str,
    status: u16,
    #[serde(borrow)]
    body: &'a RawValue,
}

async fn by_hand(
    http: &reqwest::Client,
    origin: &str,
    statuses: &[Serdes],
    in_flight: usize,
    heads: bool,
) -> Vec<Result<Serdes, String>> {
    let send = async |statuses: &[Serdes]| {
        let part = |(index, body)| Request {
            id: usize::to_string(&(index + 1)),
            method: "POST",
            url: format!("/deviceManagement/deviceConfigurations/{id}/userStatuses", id = "7e323db2"),
            headers: HashMap::from([("Content-Type", "application/json")]),
            body,
        };
        let batch = Batch { requests: statuses.iter().enumerate().map(part).collect() };
        let answer = http.post(format!("{origin}/v1.0/$batch")).bearer_auth("token").json(&batch).send().await.unwrap();
        assert!(answer.status().is_success());
        let body = answer.bytes().await.unwrap();
        let mut created: Vec<_> = statuses.iter().map(|_| Err("no answer".to_owned())).collect();
        let mut put = |id: &str, status: u16, body: &RawValue| {
            created[id.parse::<usize>().unwrap() - 1] = match status {
                200..=299 => serde_json::from_str(body.get()).map_err(|error| error.to_string()),
                _ => Err(body.get().to_owned()),
            };
        };
        if heads {
            let answers: Answers<'_> = serde_json::from_slice(&body).unwrap();
            answers.responses.iter().for_each(|answer| put(answer.id, answer.status, answer.body));
        } else {
            let answers: BareAnswers<'_> = serde_json::from_slice(&body).unwrap();
            answers.responses.iter().for_each(|answer| put(answer.id, answer.status, answer.body));
        }
        created
    };
    stream::iter(statuses.chunks(20))
        .map(send)
        .buffered(in_flight)
        .collect::<Vec<_>>()
        .await
        .into_iter()
        .flatten()
        .collect()
}

/// A server that answers every request with 20 parts.
fn serve_batches() -> String {
    let headers = r#"{"Cache-Control":"no-cache","Location":"https://graph.microsoft.com/v1.0/deviceManagement/deviceConfigurations/7e323db2/userStatuses/7e323db2-3db2-7e32-b23d-327eb23d327e","request-id":"b3ee1e2a-5b6d-4d0f-9c3a-0f6f6f9d2b11","Content-Type":"application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"}"#;
    let parts: Vec<String> = (1..=20)
        .rev()
        .map(|id| format!(r#"{{"id":"{id}","status":201,"headers":{headers},"body":{ANSWER}}}"#))
        .collect();
    let body = format!(r#"{{"responses":[{}]}}"#, parts.join(","));
    serve("200 OK", &body)
}
