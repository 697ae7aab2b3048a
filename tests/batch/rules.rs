//! That the rules of a single create are those of each create in a batch: retries, deadlines, tokens.

use graph_entity::Unfit;
use graph_entity_emulator::{Fault, RetryAfter};
use graph_entity_tests::credential::{Counting, jwt};
use serde_json::json;

use super::*;

#[tokio::test]
async fn each_create_has_its_own_retries_and_deadline() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(ScriptedAnswer::ordinary().every_part(after(throttled(), "0.3")));
    let all = statuses(4);
    let batch = client(&emulator).batch([
        all[0].create("7"),
        all[1].create("7").retries(0),
        all[2].create("7").deadline(Duration::from_millis(200)),
        all[3].create("7").retries(1),
    ]);
    let outcomes = batch.await;
    let throttled = Some(Disposition::Throttled);
    assert_eq!(dispositions(&outcomes), [None, throttled, throttled, None]);
    for index in [1, 2] {
        let error = outcomes[index].as_ref().unwrap_err();
        assert!(error.attempts().len() == 1 && error.retry_at().is_some());
    }
    assert_eq!(stored(&emulator), [0, 3]);
}

#[tokio::test]
async fn a_batch_that_is_refused_for_now_is_not_sent_again_where_retries_are_none() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(after(throttled(), "0.1"));
    let all = statuses(2);
    let outcomes = client(&emulator).batch(creates(&all).map(|create| create.retries(0))).await;
    assert_eq!(dispositions(&outcomes), [Some(Disposition::Throttled); 2]);
    assert!(outcomes[0].as_ref().unwrap_err().retry_at().is_some());
    assert_eq!(on_the_wire(&emulator).len(), 1);
}

#[tokio::test]
async fn every_way_to_say_how_long_is_understood_of_a_part() {
    for (wait, at_least) in [
        (RetryAfter::Seconds(1), 1_000),
        (RetryAfter::Fraction(Duration::from_millis(128)), 128),
        // A date has no fraction.
        (RetryAfter::Date(Duration::from_secs(2)), 1_000),
    ] {
        let emulator = Emulator::start().await.unwrap();
        let refusal = ScriptedAnswer::new(StatusCode::TOO_MANY_REQUESTS).retry_after(wait);
        emulator.answer_next(ScriptedAnswer::ordinary().part(0, refusal));
        let began = Instant::now();
        let outcomes = client(&emulator).batch(creates(&statuses(2))).await;
        assert!(began.elapsed() >= Duration::from_millis(at_least), "{wait:?}");
        assert_eq!(dispositions(&outcomes), [None; 2], "{wait:?}");
    }
}

#[tokio::test]
async fn what_may_exist_is_sent_again_only_where_its_create_says_so() {
    let emulator = Emulator::start().await.unwrap();
    let lost = Fault::GatewayTimeout.answer();
    emulator.answer_next(ScriptedAnswer::ordinary().every_part(lost));
    let all = statuses(3);
    let outcomes =
        client(&emulator).batch([all[0].create("7"), all[1].create("7").retry_unknown(1), all[2].create("7")]).await;
    let unknown = Some(Disposition::Unknown);
    assert_eq!(dispositions(&outcomes), [unknown, None, unknown]);
    assert_eq!(stored(&emulator), [1]);
}

#[tokio::test]
async fn what_is_refused_for_its_token_is_sent_again_once_with_another() {
    let challenge = || Fault::ClaimsChallenge.answer();
    let emulator = Emulator::start().await.unwrap();
    let all = statuses(4);
    let graph = || builder(&emulator).credential(Counting::default()).build().unwrap();
    // A part.
    emulator.answer_next(ScriptedAnswer::ordinary().part(2, challenge()));
    let outcomes = graph().batch(creates(&all)).full().await;
    assert_eq!(dispositions(&outcomes), [None; 4]);
    assert_eq!(outcomes[2].as_ref().unwrap().attempts.len(), 2);
    let requests = on_the_wire(&emulator);
    assert_eq!((requests.len(), parts(&requests[1]).len()), (2, 1));
    assert_ne!(requests[0].header("authorization"), requests[1].header("authorization"));
    // The batch as a whole.
    emulator.clear();
    emulator.answer_next(challenge());
    assert_eq!(dispositions(&graph().batch(creates(&all)).await), [None; 4]);
    // Once, and not where a create is to be sent once.
    emulator.clear();
    emulator.answer_next(ScriptedAnswer::ordinary().part(1, challenge()).part(2, challenge()));
    emulator.answer_next(challenge());
    let outcomes = graph().batch(creates(&all).zip([3, 0, 3, 3]).map(|(create, times)| create.retries(times))).await;
    let rejected = Some(Disposition::Rejected);
    assert_eq!(dispositions(&outcomes), [None, rejected, rejected, None]);
    assert_eq!(outcomes[1].as_ref().unwrap_err().attempts().len(), 1);
    assert_eq!(outcomes[2].as_ref().unwrap_err().attempts().len(), 2);
    assert_eq!(outcomes[2].as_ref().unwrap_err().status(), Some(StatusCode::UNAUTHORIZED));
}

#[tokio::test]
async fn with_preflight_a_create_that_lacks_a_permission_is_not_sent_and_the_others_are() {
    let emulator = Emulator::start().await.unwrap();
    let token = jwt(&json!({ "aud": "https://graph.microsoft.com", "roles": ["Other.Create"] }));
    let graph = builder(&emulator).token(token).preflight(true).build().unwrap();
    let (status, other) = (Status::of_the_document(), Other { name: "x".to_owned() });
    let (first, second, third) = graph.batch_of((status.create("7"), other.create(), status.create("7"))).await;
    assert!(second.is_ok());
    for error in [first.unwrap_err(), third.unwrap_err()] {
        assert_eq!(error.disposition(), Disposition::NotSent);
        assert!(
            matches!(error.kind(), ErrorKind::Unfit(unfit) if matches!(**unfit, Unfit::Permissions { .. })),
            "{error}"
        );
    }
    let requests = on_the_wire(&emulator);
    assert_eq!((requests.len(), parts(&requests[0]).len()), (1, 1));
    assert_eq!(dispositions(&graph.batch(creates(&statuses(2))).await), [Some(Disposition::NotSent); 2]);
    assert_eq!(on_the_wire(&emulator).len(), 1);
}

#[tokio::test]
async fn what_depends_on_a_create_that_lacks_a_permission_names_it() {
    let emulator = Emulator::start().await.unwrap();
    let token = jwt(&json!({ "aud": "https://graph.microsoft.com", "roles": ["Other.Create"] }));
    let graph = builder(&emulator).token(token).preflight(true).build().unwrap();
    let (status, other) = (Status::of_the_document(), Other { name: "x".to_owned() });
    let last = other.create().depends_on(0).depends_on(1);
    let (first, second, third) = graph.batch_of((other.create(), status.create("7"), last)).await;
    assert!(first.is_ok() && second.is_err());
    let error = third.unwrap_err();
    assert_eq!(error.disposition(), Disposition::NotSent);
    assert!(matches!(error.kind(), ErrorKind::Dependency { depends_on: 1 }), "{error}");
}

#[derive(Debug, graph_entity::GraphEntity)]
#[graph_entity("microsoft.graph.other")]
#[graph_entity::graph_post("/others", application = "Other.Create")]
struct Other {
    name: String,
}
