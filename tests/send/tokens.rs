//! Tokens: looked at before sending, fetched once, replaced when the service refuses them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use base64::Engine;
use graph_entity::http::StatusCode;
use graph_entity::http::header::{HeaderValue, WWW_AUTHENTICATE};
use graph_entity::{Cloud, Disposition, Environment, ErrorKind, GraphClient, GraphClientBuilder, Unfit};
use graph_entity_emulator::{Emulator, ScriptedAnswer};
use graph_entity_tests::credential::Counting;
use serde_json::{Value, json};

use super::{COLLECTION, PERMISSION, builder, client, jwt, status};

fn unauthorized() -> ScriptedAnswer {
    ScriptedAnswer::graph_error(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", "No.")
}

fn sent_tokens(emulator: &Emulator) -> Vec<String> {
    emulator.requests().iter().map(|request| request.header("authorization").unwrap().to_owned()).collect()
}

fn seconds_from_now(seconds: i64) -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    i64::try_from(now).unwrap() + seconds
}

#[tokio::test]
async fn a_401_fetches_another_token_and_sends_again_once() {
    let emulator = Emulator::start().await.unwrap();
    let credential = Counting::default();
    let graph = builder(&emulator).credential(credential.clone()).build().unwrap();
    emulator.answer_next(unauthorized());
    let created = status().create("7").send_full(&graph).await.unwrap();
    assert_eq!(created.attempts.len(), 2);
    assert_eq!(created.attempts[0].status, Some(StatusCode::UNAUTHORIZED));
    assert_eq!(sent_tokens(&emulator), ["Bearer token-1", "Bearer token-2"]);
    assert_eq!(emulator.stored(COLLECTION).len(), 1);
    assert_eq!(credential.0.lock().unwrap()[1].claims(), None);

    // The second refusal is the answer.
    emulator.answer_next(unauthorized());
    emulator.answer_next(unauthorized());
    let error = status().create("7").send(&graph).await.unwrap_err();
    assert_eq!((error.disposition(), error.status()), (Disposition::Rejected, Some(StatusCode::UNAUTHORIZED)));
    assert_eq!(error.attempts().len(), 2);
    assert_eq!(credential.0.lock().unwrap().len(), 3);

    // `retries(0)` sends once.
    emulator.answer_next(unauthorized());
    let error = status().create("7").retries(0).send(&graph).await.unwrap_err();
    assert_eq!(error.attempts().len(), 1);

    // A token that was refused in the end is not kept for the next create.
    let fetched = credential.0.lock().unwrap().len();
    status().create("7").send(&graph).await.unwrap();
    assert_eq!(credential.0.lock().unwrap().len(), fetched + 1);
}

#[tokio::test]
async fn a_token_that_stays_the_same_is_not_sent_again() {
    let emulator = Emulator::start().await.unwrap();
    emulator.answer_next(unauthorized());
    let error = status().create("7").send(&client(&emulator)).await.unwrap_err();
    assert_eq!((error.disposition(), emulator.requests().len()), (Disposition::Rejected, 1));
}

#[tokio::test]
async fn a_claims_challenge_is_passed_on_once() {
    let claims = r#"{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}"#;
    let encoded = base64::engine::general_purpose::STANDARD.encode(claims);
    let challenge = format!(
        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", \
         error=\"insufficient_claims\", claims=\"{encoded}\""
    );
    let challenge = unauthorized().header(WWW_AUTHENTICATE, HeaderValue::from_str(&challenge).unwrap());
    let emulator = Emulator::start().await.unwrap();
    let credential = Counting::default();
    let graph = builder(&emulator).credential(credential.clone()).build().unwrap();
    emulator.answer_next(challenge.clone());
    status().create("7").send(&graph).await.unwrap();
    let asked: Vec<_> = credential.0.lock().unwrap().iter().map(|asked| asked.claims().map(str::to_owned)).collect();
    assert_eq!(asked, [None, Some(claims.to_owned())]);

    // A service that never has enough ends in its refusal.
    emulator.answer_next(challenge.clone());
    emulator.answer_next(challenge);
    let error = status().create("7").send(&graph).await.unwrap_err();
    assert_eq!((error.disposition(), error.attempts().len()), (Disposition::Rejected, 2));
    assert_eq!(credential.0.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn concurrent_creates_share_one_fetch() {
    let emulator = Emulator::start().await.unwrap();
    let credential = Counting::default();
    let graph = builder(&emulator).credential(credential.clone()).build().unwrap();
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let graph = graph.clone();
            tokio::spawn(async move { status().create("7").send(&graph).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(credential.0.lock().unwrap().len(), 1);
    assert_eq!(emulator.stored(COLLECTION).len(), 32);
}

#[tokio::test]
async fn a_token_is_asked_for_with_the_clouds_scope() {
    let emulator = Emulator::start().await.unwrap();
    let credential = Counting::default();
    let graph = builder(&emulator).cloud(Cloud::China).credential(credential.clone()).build().unwrap();
    status().create("7").send(&graph).await.unwrap();
    assert_eq!(credential.0.lock().unwrap()[0].scope(), "https://microsoftgraph.chinacloudapi.cn/.default");
}

#[test]
fn each_cloud_has_its_origin() {
    for (cloud, origin) in [
        (Cloud::Global, "https://graph.microsoft.com"),
        (Cloud::UsGov, "https://graph.microsoft.us"),
        (Cloud::UsGovDod, "https://dod-graph.microsoft.us"),
        (Cloud::China, "https://microsoftgraph.chinacloudapi.cn"),
    ] {
        let graph = GraphClient::builder().cloud(cloud).token("t").build().unwrap();
        assert_eq!(graph.base_url().as_str(), origin);
        let request = status().create("7").to_http(&graph.base_url()).unwrap();
        assert_eq!(request.uri().to_string(), format!("{origin}{COLLECTION}"));
    }
}

/// Why a token with these claims is unfit for a client of a cloud: nothing is sent, so no network is needed.
async fn unfit(builder: GraphClientBuilder, claims: Value) -> (Unfit, String) {
    let token = jwt(&claims);
    let graph = builder.token(token.clone()).build().unwrap();
    let error = status().create("7").send(&graph).await.unwrap_err();
    assert_eq!((error.disposition(), error.attempts().len()), (Disposition::NotSent, 1));
    let text = format!("{error} {error:?} {error:#?}");
    assert!(!text.contains(&token) && !text.contains("Personal"), "{text}");
    let ErrorKind::Unfit(unfit) = error.kind() else { panic!("{error}") };
    (Unfit::clone(unfit), error.to_string())
}

#[tokio::test]
async fn an_unfit_token_is_told_before_anything_is_sent() {
    let aud = "https://graph.microsoft.com/";
    let exp = seconds_from_now(3_600);
    let cloud = |cloud| GraphClient::builder().cloud(cloud);
    let (why, text) = unfit(cloud(Cloud::UsGov), json!({"aud": aud, "exp": exp, "roles": [PERMISSION]})).await;
    assert!(matches!(why, Unfit::Audience { expected: Cloud::UsGov, .. }));
    assert!(text.contains("for `https://graph.microsoft.com/`, the client for `https://graph.microsoft.us`"), "{text}");

    let (why, text) =
        unfit(cloud(Cloud::Global), json!({"aud": aud, "exp": seconds_from_now(-60), "roles": [PERMISSION]})).await;
    assert!(matches!(why, Unfit::Expired(_)));
    assert!(text.starts_with("not sent: the token expired 6"), "{text}");

    let graph = "00000003-0000-0000-c000-000000000000";
    let claims = json!({"aud": graph, "exp": exp, "scp": "User.Read Mail.Send", "name": "Personal Name"});
    let (why, text) = unfit(cloud(Cloud::Global).preflight(true), claims).await;
    assert!(matches!(why, Unfit::Permissions { .. }));
    let lists = format!(
        "it needs {PERMISSION} (delegated), {PERMISSION} (application), it has User.Read, Mail.Send (delegated)"
    );
    assert!(text.contains(&lists) && text.contains("`preflight(false)`"), "{text}");
    // A delegated permission is not one of the application's.
    let (why, _) =
        unfit(cloud(Cloud::Global).preflight(true), json!({"aud": graph, "exp": exp, "roles": ["Mail.Send"]})).await;
    assert!(matches!(why, Unfit::Permissions { .. }));
}

#[tokio::test]
async fn a_fit_an_opaque_and_an_unchecked_token_are_sent() {
    let emulator = Emulator::start().await.unwrap();
    let exp = seconds_from_now(3_600);
    let aud = "https://graph.microsoft.us";
    for (token, preflight, sent) in [
        (jwt(&json!({"exp": exp, "scp": format!("User.Read {PERMISSION}")})), Some(true), true),
        (jwt(&json!({"exp": exp, "roles": [PERMISSION.to_lowercase()]})), Some(true), true),
        // The audience is known at Microsoft's own base URLs alone.
        (jwt(&json!({"exp": exp, "aud": aud, "roles": [PERMISSION]})), Some(true), true),
        ("opaque".to_owned(), Some(true), true),
        ("a.b.c".to_owned(), Some(true), true),
        (jwt(&json!({"exp": exp, "roles": ["Mail.Send"]})), Some(true), false),
        (jwt(&json!({"exp": exp, "roles": ["Mail.Send"]})), Some(false), true),
        (jwt(&json!({"exp": seconds_from_now(-60), "roles": [PERMISSION]})), Some(true), false),
        (jwt(&json!({"exp": seconds_from_now(-60), "roles": [PERMISSION]})), Some(false), true),
        // By default, a permission that the path does not declare may include those that it does.
        (jwt(&json!({"exp": exp, "roles": ["Directory.ReadWrite.All"]})), None, true),
        (jwt(&json!({"exp": seconds_from_now(-60), "roles": [PERMISSION]})), None, false),
    ] {
        let before = emulator.requests().len();
        let mut builder = builder(&emulator).token(token);
        if let Some(preflight) = preflight {
            builder = builder.preflight(preflight);
        }
        let graph = builder.build().unwrap();
        assert_eq!(status().create("7").send(&graph).await.is_ok(), sent);
        assert_eq!(emulator.requests().len() - before, usize::from(sent));
    }
}

#[tokio::test]
async fn a_jwt_is_kept_until_five_minutes_before_its_end() {
    for (seconds, fetches) in [(3_600, 1), (200, 2)] {
        let emulator = Emulator::start().await.unwrap();
        let fetched = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&fetched);
        let token = move || {
            let jti = counter.fetch_add(1, Ordering::Relaxed);
            let claims = json!({"exp": seconds_from_now(seconds), "roles": [PERMISSION], "jti": jti});
            async move { Ok::<_, std::io::Error>(jwt(&claims)) }
        };
        let graph = GraphClient::builder().base_url(emulator.base_url()).token_from(token).build().unwrap();
        for _ in 0..2 {
            status().create("7").send(&graph).await.unwrap();
        }
        assert_eq!(fetched.load(Ordering::Relaxed), fetches, "of a token for {seconds} s");
    }
}

#[tokio::test]
async fn a_token_comes_from_the_environment() {
    let emulator = Emulator::start().await.unwrap();
    // One that cargo sets.
    let graph = GraphClient::builder().base_url(emulator.base_url()).token_from_env("CARGO_PKG_NAME").build().unwrap();
    status().create("7").send(&graph).await.unwrap();
    assert_eq!(sent_tokens(&emulator), ["Bearer graph-entity-tests"]);

    let missing = Environment::new("GRAPH_ENTITY_NOT_SET");
    let graph = GraphClient::builder().base_url(emulator.base_url()).credential(missing).build().unwrap();
    let error = status().create("7").send(&graph).await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::NotSent);
    assert!(error.to_string().contains("the variable `GRAPH_ENTITY_NOT_SET` is not set"), "{error}");
}
