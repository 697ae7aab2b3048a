use super::*;
use std::sync::Mutex as StdMutex;

use crate::auth::claims::token_with;
use crate::auth::credential::{AccessToken, CredentialError, TokenFuture};
use http::header::AUTHORIZATION;
use serde_json::json;

/// Gives what it was told to give, in order, slowly, and counts.
#[derive(Default)]
struct Script {
    gives: StdMutex<Vec<Result<AccessToken, CredentialError>>>,
    requests: StdMutex<Vec<TokenRequest>>,
}

impl Credential for Arc<Script> {
    fn token(&self) -> TokenFuture<'_> {
        Box::pin(async { Err("asked without the request".into()) })
    }

    fn token_for<'a>(&'a self, request: &'a TokenRequest) -> TokenFuture<'a> {
        Box::pin(async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            self.requests.lock().unwrap().push(request.clone());
            self.gives.lock().unwrap().remove(0)
        })
    }
}

fn tokens(gives: Vec<Result<AccessToken, CredentialError>>) -> (Arc<Tokens>, Arc<Script>) {
    let script = Arc::new(Script { gives: StdMutex::new(gives), ..Script::default() });
    (Arc::new(Tokens::new(Box::new(Arc::clone(&script)), "scope", Arc::default())), script)
}

fn lasting(text: &str, seconds: u64) -> AccessToken {
    AccessToken::new(text).expires_on(SystemTime::now() + Duration::from_secs(seconds))
}

fn text(token: &Result<Arc<Token>, ErrorKind>) -> &str {
    token.as_ref().unwrap().headers(true)[AUTHORIZATION].to_str().unwrap()
}

#[tokio::test(start_paused = true)]
async fn all_who_wait_share_one_fetch() {
    for (first, fine) in
        [(Ok("opaque".into()), true), (Ok(lasting("a", 3_600)), true), (Err("no identity".into()), false)]
    {
        let (tokens, script) = tokens(vec![first]);
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let tokens = Arc::clone(&tokens);
                tokio::spawn(async move { tokens.get().await })
            })
            .collect();
        for task in tasks {
            let got = task.await.unwrap();
            assert_eq!(got.is_ok(), fine);
            if let Err(kind) = got {
                assert_eq!(crate::Error::from(kind).to_string(), "not sent: no token: no identity");
            }
        }
        assert_eq!(script.requests.lock().unwrap().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_is_replaced_five_minutes_before_its_end() {
    let (tokens, script) =
        tokens(vec![Ok(lasting("first", 302)), Ok(lasting("second", 299)), Ok(lasting("third", 9_000))]);
    assert_eq!(text(&tokens.get().await), "Bearer first");
    assert_eq!(text(&tokens.get().await), "Bearer first");
    // As if three seconds had gone.
    tokens.state.lock().await.held = Some(Token::new(lasting("first", 299)).unwrap());
    assert_eq!(text(&tokens.get().await), "Bearer second");
    // No better: it is not asked for again at once.
    assert_eq!(text(&tokens.get().await), "Bearer second");
    tokens.state.lock().await.pause_until = None;
    assert_eq!(text(&tokens.get().await), "Bearer third");
    assert_eq!(text(&tokens.get().await), "Bearer third");
    assert_eq!(script.requests.lock().unwrap().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn the_end_is_read_from_a_jwt_as_well() {
    let jwt = |seconds: u64| {
        let exp = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() + seconds;
        token_with(&json!({ "exp": exp }))
    };
    let (tokens, script) = tokens(vec![Ok(jwt(3_600).into())]);
    tokens.get().await.unwrap();
    tokens.get().await.unwrap();
    assert_eq!(script.requests.lock().unwrap().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_token_without_a_known_end_is_asked_for_each_time() {
    let (tokens, _) = tokens(vec![Ok("first".into()), Ok("second".into())]);
    assert_eq!(text(&tokens.get().await), "Bearer first");
    assert_eq!(text(&tokens.get().await), "Bearer second");
}

#[tokio::test(start_paused = true)]
async fn a_token_near_its_end_is_used_where_there_is_no_other() {
    let (tokens, script) = tokens(vec![Ok(lasting("first", 200)), Err("down".into()), Err("down".into())]);
    tokens.get().await.unwrap();
    assert_eq!(text(&tokens.get().await), "Bearer first");
    assert_eq!(text(&tokens.get().await), "Bearer first");
    assert_eq!(script.requests.lock().unwrap().len(), 2, "not asked again within 30 s");
    // When it has ended, the failure shows.
    tokens.state.lock().await.held = Some(Token::new(lasting("first", 0)).unwrap());
    assert!(tokens.get().await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_once_with_the_claims() {
    let (tokens, script) = tokens(vec![Ok(lasting("first", 3_600)), Ok(lasting("second", 3_600))]);
    let first = tokens.get().await.unwrap();
    let (a, b) = tokio::join!(tokens.replace(&first, Some("{}")), tokens.replace(&first, Some("{}")));
    assert_eq!(a.unwrap().headers(true)[AUTHORIZATION], "Bearer second");
    assert_eq!(b.unwrap().headers(true)[AUTHORIZATION], "Bearer second");
    let requests = script.requests.lock().unwrap();
    assert_eq!(requests.len(), 2);
    assert_eq!((requests[0].claims(), requests[1].claims()), (None, Some("{}")));
    assert_eq!(requests[0].scope(), "scope");
}

#[tokio::test(start_paused = true)]
async fn the_same_token_again_is_no_replacement() {
    let (tokens, _) = tokens(vec![Ok("first".into()), Ok("first".into()), Err("down".into())]);
    let first = tokens.get().await.unwrap();
    assert!(tokens.replace(&first, None).await.is_none());
    assert!(tokens.replace(&first, None).await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_fetch_that_is_given_up_leaves_it_to_the_next() {
    let (tokens, _) = tokens(vec![Ok(lasting("first", 3_600))]);
    assert!(tokio::time::timeout(Duration::from_millis(500), tokens.get()).await.is_err());
    assert_eq!(text(&tokens.get().await), "Bearer first");
}
