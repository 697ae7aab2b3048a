//! Batches: what goes over the wire, and what becomes of each create, whatever becomes of the others.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::time::{Duration, Instant};

use graph_entity::http::StatusCode;
use graph_entity::http::header::RETRY_AFTER;
use graph_entity::{BatchError, Create, Disposition, Error, ErrorKind, GraphClient};
use graph_entity_emulator::{Emulator, RecordedRequest, ScriptedAnswer};
use graph_entity_tests::operations::{self, DeviceComplianceUserStatus, DeviceConfigurationUserStatus as Status, beta};
use serde_json::Value;

fn client(emulator: &Emulator) -> GraphClient {
    GraphClient::builder().base_url(emulator.base_url()).token("secret-token").build().unwrap()
}

/// Statuses that can be told apart: each has its number as its devices.
fn statuses(count: i32) -> Vec<Status> {
    (0..count).map(|number| Status { devices_count: Some(number), ..Status::of_the_document() }).collect()
}

fn creates(statuses: &[Status]) -> impl Iterator<Item = Create<'_, Status>> {
    statuses.iter().map(|status| status.create("7"))
}

/// What came on the wire.
fn on_the_wire(emulator: &Emulator) -> Vec<RecordedRequest> {
    emulator.requests().into_iter().filter(|request| request.part_id.is_none()).collect()
}

fn parts(request: &RecordedRequest) -> Vec<Value> {
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    body["requests"].as_array().unwrap().clone()
}

/// The numbers of the statuses that are stored, in order.
fn stored(emulator: &Emulator) -> Vec<i64> {
    let entities = emulator.stored("/v1.0/deviceManagement/deviceConfigurations/7/userStatuses");
    let mut numbers: Vec<i64> = entities.iter().map(|entity| entity["devicesCount"].as_i64().unwrap()).collect();
    numbers.sort_unstable();
    numbers
}

fn dispositions<T>(outcomes: &[Result<T, Error>]) -> Vec<Option<Disposition>> {
    outcomes.iter().map(|outcome| outcome.as_ref().err().map(Error::disposition)).collect()
}

fn throttled(seconds: &'static str) -> ScriptedAnswer {
    let answer = ScriptedAnswer::graph_error(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", "Slow down.");
    answer.header(RETRY_AFTER, graph_entity::http::HeaderValue::from_static(seconds))
}

mod wire {
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
        let outcomes = client(&emulator).batch_full([status.create("a/b"), status.create("c")]).await;
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
        let (many, single, none) = graph.batch_of((many, other.create("8"), None::<Create<'_, Status>>)).await;
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
        assert_eq!(format!("{batch:?}"), "Batch { creates: 2, in_flight: 4, .. }");
        drop(batch);
        assert_eq!(emulator.requests().len(), 0);
        // It borrows neither the entities nor the client, and can be spawned.
        let batch = graph.batch(creates(&statuses));
        drop((graph, statuses));
        assert_eq!(tokio::spawn(batch.into_future()).await.unwrap().len(), 2);
    }
}

mod parts_of_a_batch {
    use super::*;

    #[tokio::test]
    async fn what_is_refused_or_invalid_is_so_in_its_place_and_the_others_go_on() {
        let emulator = Emulator::start().await.unwrap();
        let conflict = ScriptedAnswer::graph_error(StatusCode::CONFLICT, "NameAlreadyExists", "There is one.");
        emulator.answer_next(ScriptedAnswer::ordinary().part(1, conflict));
        let mut statuses = statuses(6);
        statuses[3].user_principal_name = None;
        let ids = ["7", "7", "..", "7", "7", "7"];
        let creates = statuses.iter().zip(ids).map(|(status, id)| status.create(id));
        let outcomes = client(&emulator).batch(creates).await;
        let (not_sent, rejected) = (Some(Disposition::NotSent), Some(Disposition::Rejected));
        assert_eq!(dispositions(&outcomes), [None, rejected, not_sent, not_sent, None, None]);
        let error = |index: usize| outcomes[index].as_ref().unwrap_err();
        assert_eq!(error(1).code(), Some("NameAlreadyExists"));
        assert!(error(1).request_id().is_some() && error(1).attempts().len() == 1);
        assert!(matches!(error(2).kind(), ErrorKind::Argument(_)));
        assert_eq!(
            error(3).to_string(),
            statuses[3].create("7").send(&client(&emulator)).await.unwrap_err().to_string()
        );
        assert_eq!(stored(&emulator), [0, 4, 5]);
        assert_eq!(on_the_wire(&emulator).len(), 1);
    }

    #[tokio::test]
    async fn throttled_parts_alone_are_sent_again_after_the_longest_wait_among_them() {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ScriptedAnswer::ordinary().part(2, throttled("0.4")).part(5, throttled("0.1")));
        let statuses = statuses(8);
        let began = Instant::now();
        let outcomes = client(&emulator).batch_full(creates(&statuses)).await;
        assert!(began.elapsed() >= Duration::from_millis(400));
        assert_eq!(dispositions(&outcomes), [None; 8]);
        assert_eq!(stored(&emulator), (0..8).collect::<Vec<_>>());
        let requests = on_the_wire(&emulator);
        assert_eq!((requests.len(), parts(&requests[1]).len()), (2, 2));
        for (index, created) in outcomes.iter().map(|outcome| outcome.as_ref().unwrap()).enumerate() {
            assert_eq!(created.entity.devices_count, Some(i32::try_from(index).unwrap()));
            let statuses: Vec<_> = created.attempts.iter().map(|attempt| attempt.status.unwrap().as_u16()).collect();
            assert_eq!(statuses, if index == 2 || index == 5 { vec![429, 201] } else { vec![201] });
        }
        let twice = &outcomes[5].as_ref().unwrap().attempts;
        assert_ne!(twice[0].client_request_id, twice[1].client_request_id);
        assert!(twice[1].waited >= Duration::from_millis(400));
    }

    #[tokio::test]
    async fn a_wait_past_the_deadline_comes_back_at_once() {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ScriptedAnswer::ordinary().part(0, throttled("315")));
        let statuses = statuses(2);
        let began = Instant::now();
        let outcomes = client(&emulator).batch(creates(&statuses)).await;
        assert!(began.elapsed() < Duration::from_secs(30));
        assert_eq!(dispositions(&outcomes), [Some(Disposition::Throttled), None]);
        assert!(outcomes[0].as_ref().unwrap_err().retry_at().is_some());
    }

    #[tokio::test]
    async fn every_status_means_what_it_means_for_a_single_create() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        let status = Status::of_the_document();
        for code in [200, 202, 204, 302, 400, 402, 403, 404, 405, 409, 412, 413, 415, 423, 500, 501, 502, 503, 504, 507]
        {
            let code = StatusCode::from_u16(code).unwrap();
            let answer = ScriptedAnswer::graph_error(code, "Code", "Message.");
            emulator.answer_next(answer.clone());
            let single = status.create("7").send(&graph).await;
            emulator.answer_next(ScriptedAnswer::ordinary().every_part(answer));
            let batched = graph.batch([status.create("7")]).await.remove(0);
            let says = |outcome: &Result<Status, Error>| {
                outcome
                    .as_ref()
                    .err()
                    .map(|error| (error.disposition(), error.code().map(str::to_owned), error.status()))
            };
            assert_eq!(says(&batched), says(&single), "{code}");
        }
    }

    #[tokio::test]
    async fn a_created_part_that_cannot_be_read_is_created() {
        let emulator = Emulator::start().await.unwrap();
        let odd = ScriptedAnswer::new(StatusCode::CREATED).body(r#"{"id":"7e32","devicesCount":"Integer"}"#);
        emulator.answer_next(ScriptedAnswer::ordinary().part(0, odd));
        let statuses = statuses(2);
        let outcomes = client(&emulator).batch(creates(&statuses)).await;
        assert_eq!(dispositions(&outcomes), [Some(Disposition::Created), None]);
        assert_eq!(outcomes[0].as_ref().unwrap_err().id().as_deref(), Some("7e32"));
    }

    #[tokio::test]
    async fn missing_doubled_and_foreign_parts_are_found() {
        let emulator = Emulator::start().await.unwrap();
        let missing = ScriptedAnswer::ordinary().dropped();
        emulator.answer_next(ScriptedAnswer::ordinary().part(1, missing).duplicated(2).with_foreign_id("99"));
        let all = statuses(4);
        let outcomes = client(&emulator).batch(creates(&all)).await;
        // A part that came twice in the same words came once.
        assert_eq!(dispositions(&outcomes), [None, Some(Disposition::Unknown), None, None]);
        let ErrorKind::Batch(BatchError::Missing { foreign }) = outcomes[1].as_ref().unwrap_err().kind() else {
            panic!("{outcomes:?}");
        };
        assert_eq!(foreign, &["99"]);
        // It was not sent again, and is there.
        assert_eq!(stored(&emulator), [0, 1, 2, 3]);

        let two =
            r#"{"responses":[{"id":"1","status":201,"body":{}},{"id":"2","status":429},{"id":"2","status":400}]}"#;
        emulator.answer_next(ScriptedAnswer::new(StatusCode::OK).body(two));
        let outcomes = client(&emulator).batch(creates(&all[..2])).await;
        assert_eq!(dispositions(&outcomes), [None, Some(Disposition::Unknown)]);
        assert!(matches!(outcomes[1].as_ref().unwrap_err().kind(), ErrorKind::Batch(BatchError::Conflict)));
    }
}

mod whole_batches {
    use super::*;

    /// 45 creates in three batches, one after the other, the second of them answered so.
    async fn second(answer: ScriptedAnswer) -> (Emulator, Vec<Result<Status, Error>>) {
        let emulator = Emulator::start().await.unwrap();
        emulator.answer_next(ScriptedAnswer::ordinary());
        emulator.answer_next(answer);
        let statuses = statuses(45);
        let outcomes = client(&emulator).batch(creates(&statuses)).in_flight(1).await;
        assert_eq!(outcomes.len(), 45);
        (emulator, outcomes)
    }

    /// All of the second batch, and nothing else, ended so, in the words of one error.
    fn assert_second(outcomes: &[Result<Status, Error>], disposition: Disposition, text: &str) {
        for (index, outcome) in outcomes.iter().enumerate() {
            match outcome {
                Ok(_) => assert!(!(20..40).contains(&index), "{index}"),
                Err(error) => {
                    assert!((20..40).contains(&index), "{index}: {error}");
                    assert_eq!(error.disposition(), disposition);
                    assert!(error.to_string().starts_with(text), "{error}");
                    assert_eq!(error.attempts().len(), 1);
                    assert!(matches!(error.kind(), ErrorKind::Batch(BatchError::Request(_))));
                    assert!(!format!("{error:#?}").contains("secret-token"));
                }
            }
        }
    }

    #[tokio::test]
    async fn a_lost_answer_makes_its_creates_unknown_and_keeps_all_others() {
        let (emulator, outcomes) = second(ScriptedAnswer::ordinary().dropped()).await;
        assert_second(&outcomes, Disposition::Unknown, "in a batch: sent, then lost, so it may exist");
        // They were carried out, and none twice.
        assert_eq!(stored(&emulator), (0..45).collect::<Vec<_>>());
        assert_eq!(on_the_wire(&emulator).len(), 3);
    }

    #[tokio::test]
    async fn a_server_error_makes_its_creates_unknown() {
        for status in [500, 502, 503, 504] {
            let status = StatusCode::from_u16(status).unwrap();
            let (emulator, outcomes) = second(ScriptedAnswer::graph_error(status, "C", "M")).await;
            assert_second(&outcomes, Disposition::Unknown, &format!("in a batch: {status}, C: M, request-id "));
            let error = outcomes[20].as_ref().unwrap_err();
            assert_eq!((error.status(), error.code()), (Some(status), Some("C")));
            assert!(error.request_id().is_some());
            assert_eq!(on_the_wire(&emulator).len(), 3);
        }
        let (_, outcomes) = second(ScriptedAnswer::new(StatusCode::OK).body("<html>")).await;
        assert_second(&outcomes, Disposition::Unknown, "in a batch: 200 OK, but the answer cannot be read: ");
        let (_, outcomes) = second(ScriptedAnswer::new(StatusCode::ACCEPTED)).await;
        assert_second(&outcomes, Disposition::Unknown, "in a batch: 202 Accepted, without the entity");
        let (_, outcomes) = second(ScriptedAnswer::new(StatusCode::NO_CONTENT)).await;
        assert_second(&outcomes, Disposition::Unknown, "in a batch: 204 No Content");
    }

    #[tokio::test]
    async fn a_refused_batch_rejects_its_creates() {
        let (emulator, outcomes) = second(ScriptedAnswer::graph_error(StatusCode::BAD_REQUEST, "C", "M")).await;
        assert_second(&outcomes, Disposition::Rejected, "in a batch: 400 Bad Request, C: M");
        assert_eq!(stored(&emulator).len(), 25);
    }

    #[tokio::test]
    async fn a_throttled_batch_is_sent_again_whole() {
        let unavailable = ScriptedAnswer::new(StatusCode::SERVICE_UNAVAILABLE);
        let unavailable = unavailable.header(RETRY_AFTER, graph_entity::http::HeaderValue::from_static("0.1"));
        for answer in [throttled("0.1"), unavailable] {
            let (emulator, outcomes) = second(answer).await;
            assert!(outcomes.iter().all(Result::is_ok));
            assert_eq!(stored(&emulator), (0..45).collect::<Vec<_>>());
            let ids: Vec<String> = on_the_wire(&emulator)
                .iter()
                .map(|request| request.header("client-request-id").unwrap().to_owned())
                .collect();
            assert_eq!((ids.len(), ids[1] == ids[2]), (4, false));
        }
    }

    #[tokio::test]
    async fn an_answer_that_breaks_off_keeps_the_parts_that_came() {
        let (emulator, outcomes) = second(ScriptedAnswer::ordinary().truncated_to(2_000)).await;
        let unknown = dispositions(&outcomes).iter().filter(|d| **d == Some(Disposition::Unknown)).count();
        assert!((1..20).contains(&unknown), "{unknown}");
        assert!(outcomes[..21].iter().chain(&outcomes[40..]).all(Result::is_ok));
        let error = outcomes[39].as_ref().unwrap_err();
        assert!(error.to_string().starts_with("in a batch: 200 OK, but the answer cannot be read: "), "{error}");
        // The one that it breaks off in was created, as its head says, or is unknown.
        assert!(dispositions(&outcomes).iter().filter(|d| **d == Some(Disposition::Created)).count() <= 1);
        assert_eq!(stored(&emulator), (0..45).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn without_a_connection_nothing_is_sent() {
        let emulator = Emulator::start().await.unwrap();
        let graph = client(&emulator);
        emulator.stop().await;
        let outcomes = graph.batch(creates(&statuses(3))).await;
        assert_eq!(dispositions(&outcomes), [Some(Disposition::NotSent); 3]);
        // A refused connection is tried again, as for a single create.
        assert!(outcomes.iter().all(|outcome| outcome.as_ref().unwrap_err().attempts().len() == 4));
        let token = || async { Err::<String, _>(std::io::Error::other("no identity here")) };
        let graph = GraphClient::builder().token_from(token).build().unwrap();
        let outcomes = graph.batch(creates(&statuses(3))).await;
        assert_eq!(dispositions(&outcomes), [Some(Disposition::NotSent); 3]);
        let text = outcomes[0].as_ref().unwrap_err().to_string();
        assert!(text.starts_with("in a batch: not sent: no token: no identity here"), "{text}");
    }
}

/// What the emulator's oracle says: each create was stored once or not at all, and as its outcome tells.
mod oracle {
    use super::*;
    use graph_entity_emulator::{Committed, Fault, Profile};

    const PATH: &str = "/v1.0/deviceManagement/deviceConfigurations/7/userStatuses";

    /// Creates so many in a service that is prepared so, and holds each outcome against what is stored.
    async fn hold_against(count: i32, what: &str, prepare: impl FnOnce(&Emulator)) -> Vec<Result<Status, Error>> {
        let emulator = Emulator::start().await.unwrap();
        prepare(&emulator);
        let statuses = statuses(count);
        let outcomes = client(&emulator).batch(creates(&statuses)).await;
        assert_eq!(outcomes.len(), statuses.len());
        let oracle = emulator.oracle(PATH, "devicesCount");
        for (number, outcome) in outcomes.iter().enumerate() {
            let stored = oracle.stored(&number.to_string());
            let expected = match outcome {
                Ok(created) => {
                    assert_eq!(created.devices_count, Some(i32::try_from(number).unwrap()));
                    1..=1
                }
                Err(error) => match error.disposition() {
                    Disposition::Created => 1..=1,
                    Disposition::Unknown => 0..=1,
                    _ => 0..=0,
                },
            };
            assert!(expected.contains(&stored), "{what}: {number} is stored {stored} times: {outcome:?}");
        }
        outcomes
    }

    fn faults() -> impl Iterator<Item = Fault> {
        Fault::ALL.iter().copied().filter(|fault| *fault != Fault::Silent)
    }

    #[tokio::test]
    async fn every_fault_of_a_batch_is_told_as_it_is() {
        for fault in faults() {
            let answer = |emulator: &Emulator| emulator.answer_next(fault.answer_with(Duration::ZERO));
            let outcomes = hold_against(25, fault.name(), answer).await;
            // At most one of the two batches is struck.
            assert!(outcomes.iter().filter(|outcome| outcome.is_ok()).count() >= 5, "{fault:?}");
        }
    }

    #[tokio::test]
    async fn every_fault_of_a_part_is_told_as_it_is_and_harms_no_other() {
        for fault in faults().filter(|fault| fault.is_for_parts()) {
            let part = ScriptedAnswer::ordinary().part(3, fault.answer_with(Duration::ZERO));
            let outcomes = hold_against(6, fault.name(), |emulator| emulator.answer_next(part)).await;
            for (number, outcome) in outcomes.iter().enumerate() {
                let error = outcome.as_ref().err().map(Error::disposition);
                assert!(number == 3 || error.is_none(), "{fault:?}: {outcome:?}");
                if number == 3 && fault.committed() != Committed::None {
                    assert_ne!(error, Some(Disposition::Rejected), "{fault:?}");
                }
            }
        }
    }

    #[tokio::test]
    async fn in_a_hundred_seeded_runs_none_is_stored_twice_or_told_wrong() {
        let run = |seed| async move {
            // Without a `Retry-After` a retry waits for seconds.
            let faults = faults().filter(|fault| *fault != Fault::ThrottledWithoutRetryAfter).map(|fault| (fault, 1));
            let profile = Profile::faults(seed, faults).wait(Duration::ZERO);
            hold_against(45, &format!("seed {seed}"), |emulator| emulator.set_profile(profile)).await;
        };
        for run in (0..100).map(run).map(tokio::spawn).collect::<Vec<_>>() {
            run.await.unwrap();
        }
    }
}
