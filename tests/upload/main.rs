//! Upload sessions: a file arrives byte by byte, whatever happens in the middle, and the token does not go there.
//!
//! The unit tests read ranges and files. Here a service takes the chunks: the emulator, with faults, or raw sockets, which show
//! the headers as they are sent and answer as other services do.

#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod answers;
mod faults;
mod secrets;

use std::io::Cursor;
use std::sync::Mutex;
use std::time::Duration;

use graph_entity::http::StatusCode;
use graph_entity::{
    Disposition, Error, ErrorKind, GraphClient, GraphParameters, Request, UploadError, UploadProgress, UploadSession,
    graph_action,
};
use graph_entity_emulator::{Emulator, Fault, ScriptedAnswer};
use graph_entity_tests::client::{builder, client};
use serde_json::{Value, json};

/// What each chunk but the last is a multiple of.
const STEP: usize = 327_680;

/// Bytes that differ from place to place, so that none can stand for another.
fn file(size: usize) -> Vec<u8> {
    let mut number = size as u64 ^ 0x9e37_79b9_7f4a_7c15;
    (0..size)
        .map(|_| {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            number.to_be_bytes()[0]
        })
        .collect()
}

fn upload_error(error: &Error) -> &UploadError {
    match error.kind() {
        ErrorKind::Upload(error) => error,
        _ => panic!("{error}"),
    }
}

/// The ranges of the chunks that were sent, whatever was answered.
fn sent(emulator: &Emulator) -> Vec<String> {
    let requests = emulator.requests();
    requests.iter().filter_map(|request| request.header("content-range").map(str::to_owned)).collect()
}

#[tokio::test]
async fn files_of_many_sizes_arrive_byte_by_byte() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    for size in [1, 2, STEP - 1, STEP, STEP + 1, 3 * STEP, 12 * STEP, 12 * STEP + 1, 8 << 20, 11_111_111] {
        let file = file(size);
        let (from_memory, from_file) = (emulator.upload_session(), emulator.upload_session());
        let item: Value = graph.upload(from_memory.url()).bytes(file.clone()).send_as().await.unwrap();
        assert_eq!(item["size"], size);
        let answer =
            graph.upload(from_file.url()).reader(Cursor::new(&file)).chunk_size(5 * STEP).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED);
        for session in [from_memory, from_file] {
            assert!(session.content().unwrap() == file, "{size} bytes");
        }
    }
}

#[tokio::test]
async fn a_chunk_is_as_large_as_it_is_set() {
    let emulator = Emulator::start().await.unwrap();
    let session = emulator.upload_session();
    client(&emulator).upload(session.url()).bytes(file(5 * STEP + 7)).chunk_size(2 * STEP).send().await.unwrap();
    let ranges = ["bytes 0-655359/1638407", "bytes 655360-1310719/1638407", "bytes 1310720-1638406/1638407"];
    assert_eq!(sent(&emulator), ranges);

    let large = file(61 << 20);
    emulator.clear();
    let session = emulator.upload_session();
    client(&emulator).upload(session.url()).bytes(large.clone()).chunk_size(60 << 20).send().await.unwrap();
    assert!(session.content().unwrap() == large);
    assert_eq!(sent(&emulator).len(), 2);
}

#[tokio::test]
async fn what_cannot_be_sent_is_said_before_anything_is() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let session = emulator.upload_session();
    for (upload, text) in [
        (
            graph.upload(session.url()).bytes(Vec::new()),
            "not sent: the file has no bytes, which no upload session takes",
        ),
        (graph.upload(session.url()), "the file has no bytes"),
        (graph.upload(session.url()).reader(Cursor::new(Vec::<u8>::new())), "the file has no bytes"),
        (
            graph.upload(session.url()).bytes("x").chunk_size(1_000_000),
            "1000000 bytes are not a valid chunk size, write a multiple of 327680 up to 62914560",
        ),
        (graph.upload("https://user:secret@contoso.sharepoint.com/").bytes("x"), "a user's name or password"),
        (
            graph.upload("http://contoso.sharepoint.com/up/secret").bytes("x"),
            "would be sent in the clear, write `https`",
        ),
        (graph.upload("/up/secret").bytes("x"), "the URL is not valid, expected `https://…`"),
        (graph.upload("ftp://contoso.sharepoint.com/up/secret").bytes("x"), "scheme is not `https`"),
    ] {
        let error = upload.send().await.unwrap_err();
        assert_eq!(error.disposition(), Disposition::NotSent, "{error}");
        assert!(error.to_string().contains(text), "{error}");
        assert!(!format!("{error:#?}").contains("secret"), "{error:#?}");
    }
    assert_eq!(emulator.requests().len(), 0);
}

/// The whole way: the session from Graph, with the token; the file to it, without.
#[tokio::test]
async fn a_session_is_made_stored_and_resumed_by_another() {
    let emulator = Emulator::start().await.unwrap();
    let graph = builder(&emulator).retries(0).build().unwrap();
    let make = Request::new("POST".parse().unwrap(), "/drives/{id}/root:/{name}:/createUploadSession", &["d", "a.bin"]);
    let created: UploadSession = make.json(&json!({ "item": { "name": "a.bin" } })).send_as(&graph).await.unwrap();
    assert!(created.expires().is_some());
    let file = file(3 * STEP);

    // The process ends after its first chunk: here by an error, as there are no retries.
    emulator.answer_next(ScriptedAnswer::ordinary());
    emulator.answer_next(ScriptedAnswer::reset_in_body());
    let error = graph.upload(&created).bytes(file.clone()).chunk_size(STEP).send().await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::Rejected, "{error}");

    let stored = serde_json::to_string(&created).unwrap();
    let session: UploadSession = serde_json::from_str(&stored).unwrap();
    let told = Mutex::new(Vec::new());
    let other = client(&emulator).with_token("another-token");
    let upload = other.upload(session).bytes(file.clone()).chunk_size(STEP).resume();
    let item: Value =
        upload.progress(|progress| told.lock().unwrap().push(progress.to_string())).send_as().await.unwrap();
    assert_eq!((&item["name"], &item["size"]), (&json!("a.bin"), &json!(3 * STEP)));
    assert!(emulator.upload_sessions()[0].content().unwrap() == file);
    assert_eq!(
        told.into_inner().unwrap(),
        ["327680 of 983040 bytes", "655360 of 983040 bytes", "983040 of 983040 bytes"]
    );
    assert_eq!(sent(&emulator).iter().filter(|range| range.starts_with("bytes 0-")).count(), 1);
}

/// An upload that is begun anew on a session that has bytes: 416, and on from what is missing.
#[tokio::test]
async fn a_session_that_has_bytes_is_asked_after_a_416() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let (session, file) = (emulator.upload_session(), file(3 * STEP + 5));
    emulator.answer_next(ScriptedAnswer::ordinary());
    emulator.answer_next(ScriptedAnswer::new(StatusCode::FORBIDDEN));
    let error = graph.upload(session.url()).bytes(file.clone()).chunk_size(STEP).send().await.unwrap_err();
    assert_eq!((error.disposition(), error.status()), (Disposition::Rejected, Some(StatusCode::FORBIDDEN)));
    assert_eq!(session.received(), STEP);
    graph.upload(session.url()).bytes(file.clone()).chunk_size(STEP).retries(1).send().await.unwrap();
    assert!(session.content().unwrap() == file);
}

#[tokio::test]
async fn a_session_that_does_not_exist_is_told_so() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let session = emulator.upload_session();
    session.expire();
    let error = graph.upload(session.url()).bytes("x").send().await.unwrap_err();
    assert!(matches!(upload_error(&error), UploadError::Gone { may_be_complete: false, .. }), "{error}");
    assert_eq!((error.disposition(), error.status()), (Disposition::Rejected, Some(StatusCode::NOT_FOUND)));
    assert!(error.to_string().contains("does not exist any longer, make a new one"), "{error}");
    assert_eq!(emulator.requests().len(), 1);

    // Another process may have sent the end of the file.
    let error = graph.upload(session.url()).bytes("x").resume().send().await.unwrap_err();
    assert!(matches!(upload_error(&error), UploadError::Gone { may_be_complete: true, .. }), "{error}");
    assert_eq!(error.disposition(), Disposition::Unknown);
    let session = emulator.upload_session();
    emulator.answer_next(ScriptedAnswer::ordinary());
    emulator.answer_next(ScriptedAnswer::ordinary());
    emulator.answer_next(ScriptedAnswer::new(StatusCode::NOT_FOUND));
    let error = graph.upload(session.url()).bytes(file(2 * STEP)).chunk_size(STEP).resume().send().await.unwrap_err();
    assert!(matches!(upload_error(&error), UploadError::Gone { may_be_complete: false, .. }), "{error}");
}

#[tokio::test]
async fn a_cancelled_session_takes_nothing_more() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let session = emulator.upload_session();
    // The answer to the first is lost: the 404 after it is the same end.
    emulator.answer_next(Fault::ResetAfterCommit);
    graph.upload(session.url()).cancel().await.unwrap();
    assert!(session.is_cancelled());
    let error = graph.upload(session.url()).cancel().await.unwrap_err();
    assert!(matches!(upload_error(&error), UploadError::Gone { .. }), "{error}");
    assert!(emulator.requests().iter().all(|request| request.method == "DELETE"));
}

/// What `createUploadSession` takes.
#[derive(Debug, GraphParameters)]
#[graph_action("/drives/{driveId}/root:/{name}:/createUploadSession", returns = UploadSession)]
struct CreateUploadSession {
    defer_commit: Option<bool>,
}

/// With `deferCommit`, the last chunk makes no file.
#[tokio::test]
async fn a_file_is_completed_when_it_is_asked_for() {
    let emulator = Emulator::start().await.unwrap();
    let graph = client(&emulator);
    let file = file(STEP + 3);
    for lost in [false, true] {
        let make = CreateUploadSession { defer_commit: Some(true) };
        let created = make.call("d", "a.bin").send(&graph).await.unwrap();
        let session = emulator.upload_sessions().pop().unwrap();
        assert!(graph.upload(&created).complete().await.is_err(), "nothing was sent");
        let answer = graph.upload(&created).bytes(file.clone()).chunk_size(STEP).send().await.unwrap();
        assert_eq!((answer.status(), session.content()), (StatusCode::ACCEPTED, None));
        if lost {
            emulator.answer_next(Fault::ResetAfterCommit);
            let error = graph.upload(&created).complete().await.unwrap_err();
            assert_eq!(error.disposition(), Disposition::Unknown, "{error}");
        } else {
            let answer = graph.upload(&created).complete().await.unwrap();
            assert_eq!(answer.status(), StatusCode::CREATED);
        }
        assert!(session.content().unwrap() == file);
        let error = graph.upload(&created).complete().await.unwrap_err();
        assert!(matches!(upload_error(&error), UploadError::Gone { may_be_complete: false, .. }), "{error}");
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_an_error_of_its_own() {
    struct Shrinks(Cursor<Vec<u8>>);

    impl tokio::io::AsyncRead for Shrinks {
        fn poll_read(
            mut self: std::pin::Pin<&mut Self>,
            context: &mut std::task::Context<'_>,
            buffer: &mut tokio::io::ReadBuf<'_>,
        ) -> std::task::Poll<std::io::Result<()>> {
            let left = (STEP as u64).saturating_sub(self.0.position());
            let mut part = buffer.take(usize::try_from(left).unwrap());
            let read = std::pin::Pin::new(&mut self.0).poll_read(context, &mut part);
            let read_bytes = part.filled().len();
            buffer.advance(read_bytes);
            read
        }
    }

    impl tokio::io::AsyncSeek for Shrinks {
        fn start_seek(mut self: std::pin::Pin<&mut Self>, to: std::io::SeekFrom) -> std::io::Result<()> {
            std::pin::Pin::new(&mut self.0).start_seek(to)
        }

        fn poll_complete(
            mut self: std::pin::Pin<&mut Self>,
            context: &mut std::task::Context<'_>,
        ) -> std::task::Poll<std::io::Result<u64>> {
            std::pin::Pin::new(&mut self.0).poll_complete(context)
        }
    }

    let emulator = Emulator::start().await.unwrap();
    let session = emulator.upload_session();
    let file = Shrinks(Cursor::new(file(2 * STEP)));
    let error = client(&emulator).upload(session.url()).reader(file).chunk_size(STEP).send().await.unwrap_err();
    assert!(matches!(upload_error(&error), UploadError::Read(_)), "{error}");
    assert!(error.to_string().contains("the file cannot be read: it became shorter"), "{error}");
    assert_eq!((error.disposition(), session.content()), (Disposition::Rejected, None));
}

#[tokio::test]
async fn the_deadline_ends_an_upload() {
    let emulator = Emulator::start().await.unwrap();
    let session = emulator.upload_session();
    let upload = client(&emulator).upload(session.url()).bytes(file(2 * STEP)).chunk_size(STEP);
    emulator.answer_next(Fault::ThrottledHuge);
    let error = upload.deadline(Duration::from_secs(5)).send().await.unwrap_err();
    assert_eq!(error.disposition(), Disposition::Throttled, "{error}");
    assert!(error.retry_at().is_some());
    let upload = client(&emulator).upload(session.url()).bytes(file(2 * STEP)).deadline(Duration::ZERO);
    assert_eq!(upload.send().await.unwrap_err().disposition(), Disposition::NotSent);
}

/// It can be spawned, and takes what borrows.
#[test]
fn an_upload_is_a_future_that_can_be_sent() {
    fn is_send<T: Send>(value: T) -> T {
        value
    }
    let graph = GraphClient::builder().token("t").build().unwrap();
    let (data, mut last) = (file(9), UploadProgress::default());
    let upload =
        graph.upload("https://a.example/secret").reader(Cursor::new(&data)).progress(|progress| last = *progress);
    assert!(!format!("{upload:?}").contains("secret"));
    drop(is_send(upload.send()));
    assert_eq!(last, UploadProgress::default());
}
