//! Profiles, on a paused clock and without sockets; what an oracle and a count-only emulator say.
//!
//! With a paused clock a limit for a minute is exact and takes no time; a socket needs the real clock.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::time::{Duration, SystemTime};

use graph_entity_emulator::bytes::Bytes;
use graph_entity_emulator::http::{Request, Response};
use graph_entity_emulator::{Emulator, Fault, NoAnswer, Profile, RetryAfter, ScriptedAnswer};
use serde_json::{Value, json};
use tokio::time::{Instant, advance};

async fn post(graph: &Emulator, path: &str, body: String) -> Result<Response<Bytes>, NoAnswer> {
    let request = Request::post(path).header("authorization", "Bearer t").header("content-type", "application/json");
    graph.answer(request.body(Bytes::from(body)).unwrap()).await
}

async fn create(graph: &Emulator) -> Result<Response<Bytes>, NoAnswer> {
    post(graph, "/v1.0/users", r#"{"upn":"ada"}"#.to_owned()).await
}

async fn batch(graph: &Emulator, number: usize) -> Response<Bytes> {
    let part = |id: usize| {
        json!({"id": id.to_string(), "method": "POST", "url": "/users", "body": {"n": id},
               "headers": {"Content-Type": "application/json"}})
    };
    let body = json!({"requests": (0..number).map(part).collect::<Vec<_>>()});
    post(graph, "/v1.0/$batch", body.to_string()).await.unwrap()
}

fn statuses(batch: &Response<Bytes>) -> Vec<u64> {
    let body: Value = serde_json::from_slice(batch.body()).unwrap();
    body["responses"].as_array().unwrap().iter().map(|part| part["status"].as_u64().unwrap()).collect()
}

/// The statuses of so many creates; 0 where there was no answer.
async fn sequence(graph: &Emulator, number: usize) -> Vec<u16> {
    let mut statuses = Vec::new();
    for _ in 0..number {
        statuses.push(create(graph).await.map_or(0, |answer| answer.status().as_u16()));
    }
    statuses
}

#[tokio::test]
async fn dev_proxy_fails_in_six_ways_and_stores_nothing() {
    let graph = Emulator::builder().profile(Profile::dev_proxy(0.5, 7)).start().await.unwrap();
    let first = sequence(&graph, 600).await;
    let failed = first.iter().filter(|status| **status != 201).count();
    assert!((250..350).contains(&failed), "{failed}");
    assert_eq!(graph.stored("/v1.0/users").len(), 600 - failed);
    for status in [429, 500, 502, 503, 504, 507] {
        let times = first.iter().filter(|other| **other == status).count();
        assert!((25..80).contains(&times), "{status}: {times}");
        assert_eq!(graph.statistics().with_status(status), u64::try_from(times).unwrap());
    }
    graph.set_profile(Profile::dev_proxy(0.5, 7));
    assert_eq!(sequence(&graph, 600).await, first, "the same seed, the same faults");
    graph.set_profile(Profile::dev_proxy(0.5, 8));
    assert_ne!(sequence(&graph, 600).await, first);

    graph.set_profile(Profile::dev_proxy(1.0, 7).retry_after(RetryAfter::Seconds(1)));
    for _ in 0..50 {
        let answer = create(&graph).await.unwrap();
        let is_throttled = answer.status() == 429;
        assert_eq!(answer.headers().get("retry-after").is_some_and(|value| value == "1"), is_throttled);
        let body: Value = serde_json::from_slice(answer.body()).unwrap();
        assert_eq!(body["error"]["code"], answer.status().canonical_reason().unwrap());
    }
    let read = Request::get("/v1.0/users").header("authorization", "Bearer t").body(Bytes::new()).unwrap();
    assert_eq!(graph.answer(read).await.unwrap().status(), 200, "reads are left alone");
    graph.without_profile();
    assert_eq!(create(&graph).await.unwrap().status(), 201);
}

#[tokio::test]
async fn dev_proxy_fails_a_batch_as_a_whole_or_each_part() {
    let graph = Emulator::builder().profile(Profile::dev_proxy(1.0, 7)).start().await.unwrap();
    let answer = batch(&graph, 20).await;
    assert_eq!(answer.status(), 424);
    assert!(statuses(&answer).iter().all(|status| [429, 500, 502, 503, 504, 507].contains(status)));
    assert!(graph.stored("/v1.0/users").is_empty());
    let body: Value = serde_json::from_slice(answer.body()).unwrap();
    for part in body["responses"].as_array().unwrap() {
        assert_eq!(part["headers"]["Retry-After"].as_str(), (part["status"] == 429).then_some("5"));
    }

    graph.set_profile(Profile::dev_proxy(0.5, 7).each_part());
    let answer = batch(&graph, 20).await;
    assert_eq!(answer.status(), 200);
    let created = statuses(&answer).iter().filter(|status| **status == 201).count();
    assert!((4..17).contains(&created), "{created}");
    assert_eq!(graph.stored("/v1.0/users").len(), created);
}

#[tokio::test(start_paused = true)]
async fn intune_takes_a_hundred_in_twenty_seconds() {
    let graph = Emulator::builder().profile(Profile::intune()).start().await.unwrap();
    assert!(sequence(&graph, 60).await.iter().all(|status| *status == 201));
    advance(Duration::from_millis(7_500)).await;
    let percentage = |answer: &Response<Bytes>| {
        answer.headers().get("x-ms-throttle-limit-percentage").map(|value| value.to_str().unwrap().to_owned())
    };
    for number in 61..=100 {
        let answer = create(&graph).await.unwrap();
        assert_eq!(answer.status(), 201);
        let expected = (number > 80).then(|| format!("{}.{:02}", number / 100, number % 100));
        assert_eq!(percentage(&answer), expected);
    }
    let refused = create(&graph).await.unwrap();
    assert_eq!(refused.status(), 429);
    assert_eq!(refused.headers()["retry-after"], "13", "12.5 seconds, rounded up");
    assert_eq!(percentage(&refused).as_deref(), Some("1.01"));
    let body: Value = serde_json::from_slice(refused.body()).unwrap();
    assert_eq!(body["error"]["code"], "TooManyRequests");
    let inner: Value = serde_json::from_str(body["error"]["message"].as_str().unwrap()).unwrap();
    assert_eq!(inner["RetryAfter"], 13);

    advance(Duration::from_secs(13)).await;
    assert_eq!(sequence(&graph, 61).await, [vec![201; 60], vec![429]].concat(), "the window slides");
    assert_eq!(graph.stored("/v1.0/users").len(), 160);
}

#[tokio::test(start_paused = true)]
async fn parts_count_as_requests_do() {
    let profile = Profile::intune().writes(5).window(Duration::from_secs(1)).without_percentage();
    let graph = Emulator::builder().profile(profile).start().await.unwrap();
    assert_eq!(statuses(&batch(&graph, 7).await), [201, 201, 201, 201, 201, 429, 429]);
    assert_eq!(create(&graph).await.unwrap().headers()["retry-after"], "1");
    advance(Duration::from_secs(1)).await;
    assert_eq!(create(&graph).await.unwrap().status(), 201);
}

#[tokio::test(start_paused = true)]
async fn a_mix_is_repeatable_and_has_everything_in_it() {
    let graph = Emulator::start().await.unwrap();
    graph.set_profile(Profile::mixed(7).rate(0.9));
    let first = sequence(&graph, 1_000).await;
    for status in [0, 201, 401, 403, 409, 412, 423, 429, 500, 502, 503, 504, 507] {
        assert!(first.contains(&status), "{status}");
    }
    graph.set_profile(Profile::mixed(7).rate(0.9));
    assert_eq!(sequence(&graph, 1_000).await, first);

    graph.set_profile(Profile::faults(7, [(Fault::Locked, 1), (Fault::Conflict, 3)]).rate(1.0));
    let some = sequence(&graph, 400).await;
    let conflicts = some.iter().filter(|status| **status == 409).count();
    assert!((260..340).contains(&conflicts) && some.iter().all(|status| [409, 423].contains(status)), "{conflicts}");

    graph.set_profile(Profile::faults(7, [(Fault::BatchForeign, 1)]).rate(1.0).weight(Fault::BatchForeign, 0));
    assert_eq!(create(&graph).await.unwrap().status(), 201, "nothing to draw from");
    graph.set_profile(Profile::faults(7, [(Fault::Locked, 1)]).rate(0.5));
    let mut answer = batch(&graph, 20).await;
    while answer.status() == 423 {
        answer = batch(&graph, 20).await; // the batch as a whole
    }
    let parts = statuses(&answer);
    assert!(parts.contains(&201) && parts.contains(&423), "{parts:?}");
}

#[tokio::test]
async fn profiles_add_up() {
    let limit = Profile::intune().writes(2).window(Duration::from_secs(60));
    let faults = Profile::faults(7, [(Fault::GatewayTimeoutAfterCommit, 1)]).rate(1.0);
    let graph = Emulator::builder().profile(limit).profile(faults).start().await.unwrap();
    assert_eq!(sequence(&graph, 3).await, [504, 504, 429]);
    assert_eq!(graph.oracle("/v1.0/users", "upn").stored("ada"), 2);
    graph.answer_next(ScriptedAnswer::ordinary());
    assert_eq!(create(&graph).await.unwrap().status(), 201, "a script comes before a profile, and is not counted");
}

#[tokio::test(start_paused = true)]
async fn delays_and_dates_are_of_tokios_clock() {
    let graph = Emulator::start().await.unwrap();
    let date = |answer: &Response<Bytes>| answer.headers()["date"].to_str().unwrap().to_owned();
    let before = date(&create(&graph).await.unwrap());
    let (start, system) = (Instant::now(), SystemTime::now());
    graph
        .answer_next(ScriptedAnswer::ordinary().delayed(Duration::from_secs(3600)).dripping(1, Duration::from_secs(1)));
    create(&graph).await.unwrap();
    assert!(start.elapsed() > Duration::from_secs(3600));
    assert!(system.elapsed().unwrap() < Duration::from_secs(60));
    assert_ne!(date(&create(&graph).await.unwrap()), before);

    graph.answer_next(ScriptedAnswer::ordinary().halved());
    assert_eq!(create(&graph).await.unwrap_err(), NoAnswer::Closed);
    graph.answer_next(Fault::ResetAfterCommit);
    assert_eq!(create(&graph).await.unwrap_err(), NoAnswer::Reset);
}

#[tokio::test]
async fn an_oracle_counts_what_is_stored() {
    for graph in
        [Emulator::builder().start().await.unwrap(), Emulator::builder().count_only("upn").start().await.unwrap()]
    {
        for upn in [r#""ada""#, r#""bob""#, r#""ada""#, "12"] {
            let body = format!(r#"{{"upn":{upn}}}"#);
            assert_eq!(post(&graph, "/v1.0/users/7/a%20b", body).await.unwrap().status(), 201);
        }
        post(&graph, "/v1.0/users", "{}".to_owned()).await.unwrap();
        let oracle = graph.oracle("/v1.0/users('7')/a%20b", "upn");
        assert_eq!((oracle.stored("ada"), oracle.stored("12"), oracle.stored("eve")), (2, 1, 0));
        assert_eq!((oracle.total(), oracle.distinct(), oracle.without()), (4, 3, 0));
        assert_eq!(oracle.more_than_once(), [("ada", 2)]);
        assert_eq!(graph.oracle("/v1.0/users", "upn").without(), 1);
        assert_eq!(graph.oracle("/v1.0/groups", "upn").total(), 0);
        assert_eq!(graph.oracle("no path", "upn").total(), 0);
        let paths: Vec<String> = graph.oracles("upn").into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["/v1.0/users", "/v1.0/users/7/a b"]);
        assert_eq!(graph.statistics().created, 5);
        graph.clear();
        assert_eq!((graph.statistics().created, graph.oracles("upn").len()), (0, 0));
        assert_eq!(create(&graph).await.unwrap().status(), 201);
        assert_eq!(graph.oracle("/v1.0/users", "upn").stored("ada"), 1);
    }
}

#[tokio::test]
async fn what_is_only_counted_is_not_kept() {
    let graph = Emulator::builder().count_only("upn").start().await.unwrap();
    create(&graph).await.unwrap();
    assert!(graph.requests().is_empty() && graph.stored("/v1.0/users").is_empty());
    assert_eq!(graph.oracle("/v1.0/users", "other").total(), 0, "nothing is known of another property");
}
