//! What goes over the wire, and what comes back in which order.

use super::*;

#[tokio::test]
async fn outcomes_are_in_the_order_of_the_creates_twenty_to_a_request() {
    let emulator = Emulator::start().await.unwrap();
    for seed in 0..3 {
        emulator.answer_next(ScriptedAnswer::ordinary().shuffled(seed));
    }
    let statuses = statuses(45);
    let outcomes: Vec<Result<Status, Error>> = client(&emulator).batch(creates(&statuses)).await;
    for (sent, created) in statuses.iter().zip(&outcomes) {
        let created = created.as_ref().unwrap();
        assert!(created.id.is_some());
        assert_eq!(&Status { id: None, ..created.clone() }, sent);
    }
    assert_eq!(outcomes.len(), 45);
    assert_eq!(stored(&emulator), (0..45).collect::<Vec<_>>());
    let mut sizes: Vec<usize> = on_the_wire(&emulator).iter().map(|request| parts(request).len()).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [5, 20, 20]);
}

#[tokio::test]
async fn a_batch_and_its_parts_have_their_headers() {
    let emulator = Emulator::start().await.unwrap();
    let status = Status::of_the_document();
    let outcomes = client(&emulator).batch([status.create("a/b"), status.create("c")]).full().await;
    let requests = on_the_wire(&emulator);
    assert_eq!((requests.len(), requests[0].method.as_str()), (1, "POST"));
    assert_eq!(requests[0].path_and_query, "/v1.0/$batch");
    assert_eq!(requests[0].header("authorization"), Some("Bearer secret-token"));
    assert_eq!(requests[0].header("content-type"), Some("application/json"));
    assert_eq!(requests[0].header("accept"), Some("application/json"));
    assert!(requests[0].header("user-agent").unwrap().starts_with("graph-entity/"));
    let whole = requests[0].header("client-request-id").unwrap();
    let parts = parts(&requests[0]);
    assert_eq!(parts[0]["url"], "/deviceManagement/deviceConfigurations/a%2Fb/userStatuses");
    for (index, (part, outcome)) in parts.iter().zip(outcomes).enumerate() {
        let created = outcome.unwrap();
        assert_eq!((&part["id"], &part["method"]), (&Value::from((index + 1).to_string()), &Value::from("POST")));
        assert_eq!(part["headers"]["Content-Type"], "application/json");
        assert_eq!((created.attempts.len(), created.status), (1, StatusCode::CREATED));
        let id = created.attempts[0].client_request_id.to_string();
        assert_eq!(part["headers"]["client-request-id"], id);
        assert_ne!(id, whole);
        assert!(created.location.unwrap().ends_with(created.entity.id.as_deref().unwrap()));
        assert!(created.request_id.is_some());
    }
    // The bodies are those of single creates, byte for byte.
    let text = str::from_utf8(&requests[0].body).unwrap();
    let body = operations::body_of_the_document("deviceConfigurationUserStatus");
    assert_eq!(text.matches(str::from_utf8(body.as_ref()).unwrap()).count(), 2);
}

#[tokio::test]
async fn entities_of_different_types_go_together_and_come_back_typed() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let (one, other) = (statuses(3), DeviceComplianceUserStatus::of_the_document());
    let many: Vec<_> = creates(&one).collect();
    let (many, single, none) = graph.batch_of((many, other.create("8"), None::<Create<Status>>)).await;
    let many: Vec<Status> = many.into_iter().collect::<Result<_, _>>().unwrap();
    assert_eq!(many.iter().map(|status| status.devices_count).collect::<Vec<_>>(), [Some(0), Some(1), Some(2)]);
    let single: DeviceComplianceUserStatus = single.unwrap();
    assert!(single.id.is_some() && none.is_none());
    assert_eq!(on_the_wire(&emulator).len(), 1);

    // Also pairs in an iterator.
    let pairs = graph.batch(one.iter().map(|status| (status.create("7"), other.create("8")))).await;
    assert!(pairs.iter().all(|(one, other)| one.is_ok() && other.is_ok()));
    assert_eq!(pairs.len(), 3);
}

#[tokio::test]
async fn each_version_has_its_own_batches() {
    let emulator = Emulator::start().await.unwrap();
    let (stable, beta) = (Status::of_the_document(), beta::DeviceConfigurationUserStatus::of_the_document());
    let pairs = (0..3).map(|_| (stable.create("7"), beta.create("7")));
    let outcomes = client(&emulator).batch(pairs).await;
    assert!(outcomes.iter().all(|(stable, beta)| stable.is_ok() && beta.is_ok()));
    let mut paths: Vec<_> = on_the_wire(&emulator).iter().map(|r| (r.path().to_owned(), parts(r).len())).collect();
    paths.sort();
    assert_eq!(paths, [("/beta/$batch".to_owned(), 3), ("/v1.0/$batch".to_owned(), 3)]);
}

#[tokio::test]
async fn large_entities_split_a_batch_before_four_megabytes() {
    let emulator = Emulator::start().await.unwrap();
    let name = "x".repeat(1_500_000);
    let large: Vec<Status> =
        statuses(5).into_iter().map(|status| Status { user_display_name: Some(name.clone()), ..status }).collect();
    let outcomes = client(&emulator).batch(creates(&large)).await;
    assert_eq!(dispositions(&outcomes), [None; 5]);
    let requests = on_the_wire(&emulator);
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|request| request.body.len() <= 4_000_000));
}

#[tokio::test]
async fn several_batches_are_on_their_way_at_once_but_not_more_than_said() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let statuses = statuses(80);
    let delay = Duration::from_millis(150);
    let took = async |in_flight| {
        (0..4).for_each(|_| emulator.answer_next(ScriptedAnswer::ordinary().delayed(delay)));
        let began = Instant::now();
        let batch = graph.batch(creates(&statuses));
        let outcomes = match in_flight {
            Some(requests) => batch.in_flight(requests).await,
            None => batch.await,
        };
        assert!(outcomes.iter().all(Result::is_ok));
        began.elapsed()
    };
    assert!(took(Some(0)).await >= delay * 4);
    assert!(took(Some(2)).await >= delay * 2);
    assert!(took(None).await < delay * 4);
}

#[tokio::test]
async fn nothing_is_sent_for_nothing_and_before_it_is_awaited() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    assert!(graph.batch(creates(&[])).await.is_empty());
    let statuses = statuses(2);
    let batch = graph.batch(creates(&statuses));
    assert_eq!(format!("{batch:?}"), "Batch { requests: 2, in_flight: 4, .. }");
    drop(batch);
    assert_eq!(emulator.requests().len(), 0);
    // It owns what it needs of the client, and can be spawned with its entities.
    let task = async move { graph.batch(creates(&statuses)).await.len() };
    assert_eq!(tokio::spawn(task).await.unwrap(), 2);
}
