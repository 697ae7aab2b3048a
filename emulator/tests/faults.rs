//! Every fault with a name, on the wire: what a client sees, and what was stored.
//!
//! The client is a raw socket, because an HTTP library hides how an answer breaks off.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use std::io::{self, ErrorKind};
use std::time::{Duration, Instant};

use graph_entity_emulator::{Committed, Emulator, Fault, RetryAfter, ScriptedAnswer};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a client sees of an answer: its head in lower case, and its body.
struct Seen {
    head: String,
    body: String,
}

impl Seen {
    fn status(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

/// One request on a connection of its own, read up to its end.
async fn send(graph: &Emulator, path: &str, body: &str) -> io::Result<Seen> {
    let mut stream = TcpStream::connect(graph.address()).await?;
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer t\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let (head, body) = answer.split_once("\r\n\r\n").ok_or(ErrorKind::UnexpectedEof)?;
    Ok(Seen { head: head.replace("\r\n", "\n"), body: body.to_owned() })
}

async fn create(graph: &Emulator, fault: Fault) -> io::Result<Seen> {
    graph.answer_next(fault.answer_with(Duration::from_millis(30)));
    send(
        graph,
        "/v1.0/users",
        r#"{"n":1,"longer":"than two drops of sixty-four bytes each, so that the body takes three of them"}"#,
    )
    .await
}

async fn batch(graph: &Emulator, fault: Fault) -> io::Result<Seen> {
    let part = |id: u32| {
        json!({"id": id.to_string(), "method": "POST", "url": "/users", "body": {"n": id},
               "headers": {"Content-Type": "application/json"}})
    };
    graph.answer_next(fault.answer_with(Duration::from_millis(30)));
    let body = json!({"requests": (1..=4).map(part).collect::<Vec<_>>()});
    send(graph, "/v1.0/$batch", &body.to_string()).await
}

/// `Silent` is tested with the others that take time.
fn faults() -> impl Iterator<Item = Fault> {
    Fault::ALL.iter().copied().filter(|fault| *fault != Fault::Silent)
}

#[tokio::test]
async fn what_is_said_to_be_stored_is_stored() {
    let graph = Emulator::start().await.unwrap();
    for fault in faults() {
        graph.clear();
        let _ = create(&graph, fault).await;
        let expected = if fault.is_for_batches() { 1 } else { usize::from(fault.committed() == Committed::All) };
        assert_eq!(graph.stored("/v1.0/users").len(), expected, "{}", fault.name());

        graph.clear();
        let _ = batch(&graph, fault).await;
        let expected = match fault.committed() {
            Committed::None => 0,
            Committed::Some => 2,
            Committed::All => 4,
        };
        assert_eq!(graph.stored("/v1.0/users").len(), expected, "{} of a batch", fault.name());
    }
}

#[tokio::test]
async fn each_is_seen_for_what_it_is() {
    let graph = Emulator::start().await.unwrap();
    for fault in faults().filter(|fault| !fault.is_for_batches()) {
        let seen = create(&graph, fault).await;
        let name = fault.name();
        let status = match fault {
            Fault::ResetBeforeCommit | Fault::ResetAfterCommit => {
                assert_eq!(seen.err().unwrap().kind(), ErrorKind::ConnectionReset, "{name}");
                continue;
            }
            Fault::ClosedBeforeCommit | Fault::ClosedAfterCommit => {
                assert_eq!(seen.err().unwrap().kind(), ErrorKind::UnexpectedEof, "{name}");
                continue;
            }
            Fault::InternalError | Fault::InternalErrorAfterCommit => "500",
            Fault::BadGateway | Fault::BadGatewayAfterCommit => "502",
            Fault::GatewayTimeout | Fault::GatewayTimeoutAfterCommit => "504",
            Fault::Unavailable
            | Fault::UnavailableAfterCommit
            | Fault::UnavailableRetryAfter
            | Fault::HtmlUnavailable => "503",
            Fault::InsufficientStorage => "507",
            Fault::ClaimsChallenge => "401",
            Fault::ForbiddenWithoutMessage => "403",
            Fault::Conflict => "409",
            Fault::PreconditionFailed => "412",
            Fault::Locked => "423",
            _ if name.starts_with("throttled") => "429",
            _ => "201",
        };
        let seen = seen.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(seen.status(), status, "{name}");
        let asked = seen.header("retry-after");
        match fault {
            Fault::UnavailableRetryAfter | Fault::Throttled => assert_eq!(asked, Some("0"), "{name}"),
            Fault::ThrottledFraction => assert_eq!(asked, Some("0.030")),
            // 30 ms after `Date`, which may be in the next second.
            Fault::ThrottledDate => assert!(asked.is_some_and(|date| date.ends_with(" GMT")), "{asked:?}"),
            Fault::ThrottledHuge => assert_eq!(asked, Some("86400")),
            _ => assert_eq!(asked, None, "{name}"),
        }
        let body = seen.json();
        match fault {
            Fault::ClaimsChallenge => {
                let challenge = seen.header("www-authenticate").unwrap();
                assert!(challenge.contains("error=\"insufficient_claims\", claims=\"eyJ"), "{challenge}");
                assert_eq!(body["error"]["code"], "InvalidAuthenticationToken");
            }
            Fault::ForbiddenWithoutMessage => assert_eq!(body["error"]["message"], ""),
            Fault::ThrottledByIntune => {
                let inner: Value = serde_json::from_str(body["error"]["message"].as_str().unwrap()).unwrap();
                assert_eq!(inner["RetryAfter"], 0);
            }
            Fault::TruncatedBody => {
                let length: usize = seen.header("content-length").unwrap().parse().unwrap();
                assert_eq!(seen.body.len(), length / 2);
                assert!(seen.header("location").is_some());
            }
            Fault::EmptyBody => assert_eq!(seen.body, ""),
            Fault::BadGateway | Fault::BadGatewayAfterCommit | Fault::HtmlUnavailable | Fault::HtmlBody => {
                assert!(seen.body.starts_with("<html>"), "{name}");
            }
            _ if status == "201" => assert_eq!(body["n"], 1, "{name}"),
            _ => assert!(body["error"]["code"].is_string(), "{name}"),
        }
    }
}

#[tokio::test]
async fn batches_have_faults_of_their_own() {
    let graph = Emulator::start().await.unwrap();
    for fault in faults().filter(|fault| fault.is_for_batches()) {
        let seen = batch(&graph, fault).await;
        if fault == Fault::BatchLostHalfway {
            assert_eq!(seen.err().unwrap().kind(), ErrorKind::ConnectionReset);
            continue;
        }
        let seen = seen.unwrap().json();
        let parts = seen["responses"].as_array().unwrap();
        let mut parts: Vec<_> =
            parts.iter().map(|part| (part["id"].as_str().unwrap(), part["status"].as_u64().unwrap())).collect();
        let expected = match fault {
            Fault::PartsThrottled => vec![("1", 201), ("2", 429), ("3", 201), ("4", 429)],
            Fault::PartsUnavailable => vec![("1", 201), ("2", 503), ("3", 201), ("4", 503)],
            Fault::PartsTimedOut | Fault::PartsTimedOutAfterCommit => {
                vec![("1", 201), ("2", 504), ("3", 201), ("4", 504)]
            }
            Fault::PartsMissing | Fault::PartsMissingAfterCommit => vec![("1", 201), ("3", 201)],
            Fault::BatchDuplicated => vec![("1", 201), ("1", 201), ("2", 201), ("3", 201), ("4", 201)],
            Fault::BatchForeign => vec![("1", 201), ("2", 201), ("3", 201), ("4", 201), ("not-asked", 201)],
            _ => {
                assert_ne!(parts, [("1", 201), ("2", 201), ("3", 201), ("4", 201)]);
                parts.sort_unstable();
                vec![("1", 201), ("2", 201), ("3", 201), ("4", 201)]
            }
        };
        assert_eq!(parts, expected, "{}", fault.name());
    }
}

/// What is read of a connection that was answered once and whose second request is answered so.
async fn read_of_a_connection_in_use(answer: impl Into<ScriptedAnswer>) -> io::Result<usize> {
    let graph = Emulator::start().await.unwrap();
    let mut stream = TcpStream::connect(graph.address()).await.unwrap();
    let get = b"GET /v1.0/users HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer t\r\n\r\n";
    stream.write_all(get).await.unwrap();
    let mut read = vec![0; 4096];
    assert!(stream.read(&mut read).await.unwrap() > 0);
    graph.answer_next(answer);
    stream.write_all(get).await.unwrap();
    stream.read(&mut read).await
}

#[tokio::test]
async fn a_reset_ends_a_connection_that_was_in_use() {
    let read = read_of_a_connection_in_use(Fault::ResetBeforeCommit).await;
    assert_eq!(read.unwrap_err().kind(), ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn a_hang_up_ends_a_connection_that_was_in_use() {
    assert_eq!(read_of_a_connection_in_use(ScriptedAnswer::hang_up()).await.unwrap(), 0, "end of stream");
}

#[tokio::test]
async fn slow_ones_take_their_time() {
    let graph = Emulator::start().await.unwrap();
    let start = Instant::now();
    create(&graph, Fault::Slow).await.unwrap();
    assert!(start.elapsed() >= Duration::from_millis(30));

    let start = Instant::now();
    let seen = create(&graph, Fault::Dripping).await.unwrap();
    assert!(seen.body.len() > 128 && start.elapsed() >= Duration::from_millis(90), "three drops");
    assert_eq!(seen.header("content-length"), Some(seen.body.len().to_string().as_str()));

    let silent = create(&graph, Fault::Silent);
    assert!(tokio::time::timeout(Duration::from_millis(80), silent).await.is_err());
    assert_eq!(graph.stored("/v1.0/users").len(), 3, "it was carried out");
}

#[tokio::test]
async fn a_date_is_counted_from_the_answers_own() {
    let graph = Emulator::start().await.unwrap();
    graph.answer_next(Fault::Throttled.answer().retry_after(RetryAfter::Date(Duration::from_secs(8_640_000))));
    let seen = send(&graph, "/v1.0/users", "{}").await.unwrap();
    let asked = seen.header("retry-after").unwrap();
    assert_eq!(asked.len(), "Sat, 31 Jan 2026 12:00:00 GMT".len());
    assert_ne!(asked, seen.header("date").unwrap());
    // Any other header can be set as text.
    graph.answer_next(ScriptedAnswer::from(Fault::Locked).body("{"));
    assert_eq!(send(&graph, "/v1.0/users", "{}").await.unwrap().body, "{");
}
