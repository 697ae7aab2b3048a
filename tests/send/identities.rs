//! Several identities over the connections of one client.

use graph_entity::http::StatusCode;
use graph_entity::http::header::{HeaderValue, WWW_AUTHENTICATE};
use graph_entity::{Disposition, ErrorKind, GraphClient};
use graph_entity_emulator::{Emulator, ScriptedAnswer};
use graph_entity_tests::credential::Counting;

use super::{COLLECTION, builder, client, status};

fn unauthorized() -> ScriptedAnswer {
    ScriptedAnswer::graph_error(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "No.")
}

fn sent_tokens(emulator: &Emulator) -> Vec<String> {
    emulator.requests().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect()
}

async fn create(graph: &GraphClient) {
    status().create("7").send(graph).await.unwrap();
}

#[tokio::test]
async fn each_identity_sends_its_own_token() {
    let emulator = Emulator::start().await.unwrap();
    let first = client(&emulator);
    let second = first.with_token("second-token");
    let third = second.with_credential(Counting::default());
    for graph in [&first, &second, &third, &first, &second, &third] {
        create(graph).await;
    }
    let tokens = ["Bearer secret-token", "Bearer second-token", "Bearer token-1"];
    assert_eq!(sent_tokens(&emulator), [tokens, tokens].concat());
    assert_eq!((second.base_url(), third.base_url()), (first.base_url(), first.base_url()));
    assert_eq!(emulator.stored(COLLECTION).len(), 6);

    let (_, batch) = tokio::join!(status().create("7").send(&first), second.batch([status().create("7")]));
    assert!(batch[0].is_ok());
    let requests = emulator.requests();
    let batch = requests.iter().find(|request| request.path_and_query == "/v1.0/$batch").unwrap();
    assert_eq!(batch.header("authorization"), Some("Bearer second-token"));
    for graph in [&first, &second, &third] {
        assert!(!format!("{graph:?}").contains("token-"), "{graph:?}");
        assert!(!format!("{graph:?}").contains("-token"), "{graph:?}");
    }
}

#[tokio::test]
async fn a_refused_token_of_one_identity_is_not_fetched_by_another() {
    let emulator = Emulator::start().await.unwrap();
    let (one, two) = (Counting::default(), Counting::default());
    let first = builder(&emulator).credential(one.clone()).build().unwrap();
    let second = first.with_credential(two.clone());
    create(&first).await;
    create(&second).await;
    // The claims go to the credential whose token was refused, now and at its next fetch.
    let challenge = HeaderValue::from_static("Bearer error=\"insufficient_claims\", claims=\"e30=\"");
    emulator.answer_next(unauthorized().header(WWW_AUTHENTICATE, challenge.clone()));
    create(&first).await;
    create(&second).await;
    assert_eq!((one.0.lock().unwrap().len(), two.0.lock().unwrap().len()), (2, 1));
    assert_eq!(one.0.lock().unwrap()[1].claims(), Some("{}"));
    let sent = ["Bearer token-1", "Bearer token-1", "Bearer token-1", "Bearer token-2", "Bearer token-1"];
    assert_eq!(sent_tokens(&emulator), sent);

    emulator.answer_next(unauthorized().header(WWW_AUTHENTICATE, challenge));
    let error = status().create("7").retries(0).send(&first).await.unwrap_err();
    assert_eq!((error.disposition(), error.status()), (Disposition::Rejected, Some(StatusCode::UNAUTHORIZED)));
    create(&second).await;
    assert_eq!(two.0.lock().unwrap().len(), 1, "its token is kept");
    create(&first).await;
    assert_eq!(one.0.lock().unwrap()[2].claims(), Some("{}"));
}

#[tokio::test]
async fn an_error_shows_the_token_of_no_identity() {
    let emulator = Emulator::start().await.unwrap();
    let first = client(&emulator);
    let second = first.with_token("second-token-of-another");
    create(&first).await;
    create(&second).await;
    for graph in [&first, &second] {
        let text = "The tokens secret-token and second-token-of-another are not valid.";
        for answer in [
            ScriptedAnswer::graph_error(StatusCode::FORBIDDEN, "secret-token", text),
            ScriptedAnswer::new(StatusCode::CREATED).body(format!(r#"{{"id": 5, "x": {text:?}}}"#)),
            ScriptedAnswer::new(StatusCode::CREATED).body(format!("[{text:?}]")),
            ScriptedAnswer::new(StatusCode::BAD_GATEWAY).body(text),
        ] {
            emulator.answer_next(answer);
            let error = status().create("7").send(graph).await.unwrap_err();
            let body = match error.kind() {
                ErrorKind::Service(answer, _) | ErrorKind::Unreadable(answer, _) => answer.body.clone(),
                kind => panic!("{kind:?}"),
            };
            let shown = format!("{error} {error:?} {}", String::from_utf8_lossy(&body));
            assert!(!shown.contains("secret-token") && !shown.contains("second-token"), "{shown}");
            assert!(shown.contains("[token] and [token]"), "{shown}");
        }
    }
}

#[tokio::test]
async fn no_identity_has_cookies() {
    let emulator = Emulator::start().await.unwrap();
    let first = client(&emulator);
    let cookie = HeaderValue::from_static("session=first; Path=/");
    emulator.answer_next(
        ScriptedAnswer::graph_error(StatusCode::FORBIDDEN, "Forbidden", "No.")
            .header("set-cookie".parse().unwrap(), cookie),
    );
    status().create("7").send(&first).await.unwrap_err();
    create(&first.with_token("second-token")).await;
    create(&first).await;
    assert!(emulator.requests().iter().all(|request| request.header("cookie").is_none()));
}
