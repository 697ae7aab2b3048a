//! The phases, and that a request is sent in one of them alone.

use std::future::poll_fn;
use std::time::Duration;

use bytes::Bytes;
use tokio::runtime::Runtime;

use super::super::rate::Rate;
use super::super::seed::WriteRate;
use super::*;
use crate::import::operation::ImportOperation;
use crate::operation::options::SendOptions;
use crate::operation::request::Request;

fn client() -> GraphClient {
    // Nobody listens there.
    GraphClient::builder().base_url("http://127.0.0.1:9").token("x").build().unwrap()
}

fn permit() -> Permit {
    Rate::new(WriteRate::INTUNE, 1).acquire(Duration::ZERO).unwrap()
}

fn job() -> Job<(), Bytes> {
    let request = Request::batch("/v1.0/groups", Bytes::new());
    Job::new(0, (), request.into_row(), SendOptions::default())
}

fn in_phase(phase: Phase) -> Dispatch<(), Bytes> {
    Dispatch { phase, ..Dispatch::new() }
}

fn opening(journal: JoinHandle<Result<Journal, ImportError>>) -> Dispatch<(), Bytes> {
    in_phase(Phase::Opening { path: "import.jsonl".into(), journal, stopped: false })
}

fn error() -> ImportError {
    ImportError::InUse { path: "import.jsonl".into() }
}

/// Begins, and fails in place of a hang.
async fn begin(dispatch: &mut Dispatch<(), Bytes>) {
    let client = client();
    let begun = poll_fn(|context| dispatch.poll_begin(&client, context));
    tokio::time::timeout(Duration::from_secs(30), begun).await.expect("it does not hang");
}

#[tokio::test]
async fn only_while_it_sends_can_a_request_pass() {
    let mut sending = in_phase(Phase::Sending(None));
    assert!(sending.send(&client(), permit(), job()).is_none());
    assert_eq!(sending.in_flight(), 1);
    let mut never = opening(spawn_blocking(|| Err(error())));
    never.stop();
    for phase in [
        Phase::New(None),
        Phase::New(Some("import.jsonl".into())),
        never.phase,
        Phase::Ending(None, None),
        Phase::Ending(None, Some(error())),
        Phase::Ended,
    ] {
        let mut dispatch = in_phase(phase);
        assert!(!dispatch.can_send() && dispatch.send(&client(), permit(), job()).is_some());
        assert_eq!(dispatch.in_flight(), 0);
    }
}

#[tokio::test]
async fn no_phase_leads_back_to_sending() {
    let ends: [fn(&mut Dispatch<(), Bytes>); 3] =
        [Dispatch::stop, |dispatch| dispatch.fail(error()), |dispatch| drop(dispatch.end())];
    for end in ends {
        let mut dispatch = in_phase(Phase::Sending(None));
        end(&mut dispatch);
        begin(&mut dispatch).await;
        dispatch.stop();
        dispatch.keep_journal("import.jsonl".into());
        begin(&mut dispatch).await;
        assert!(!dispatch.can_send());
    }
}

#[tokio::test]
async fn a_stop_while_the_journal_is_opened_holds() {
    let folder = tempfile::tempdir().unwrap();
    let mut dispatch: Dispatch<(), Bytes> = Dispatch::new();
    dispatch.keep_journal(folder.path().join("import.jsonl"));
    let client = client();
    // At least once.
    let polled = poll_fn(|context| Poll::Ready(dispatch.poll_begin(&client, context))).await;
    dispatch.stop();
    begin(&mut dispatch).await;
    assert!(!dispatch.can_send(), "{polled:?}");
    assert!(dispatch.end().is_none() && dispatch.has_ended());
}

#[tokio::test]
async fn the_first_error_counts() {
    let mut dispatch = in_phase(Phase::Sending(None));
    dispatch.fail(error());
    dispatch.fail(ImportError::Malformed { path: PathBuf::new(), line: 1, what: "" });
    dispatch.stop();
    assert!(matches!(dispatch.end(), Some(ImportError::InUse { .. })));
    assert!(dispatch.end().is_none());
}

#[tokio::test]
async fn a_panic_while_the_journal_is_opened_goes_on() {
    let task = tokio::spawn(async {
        let mut dispatch = opening(spawn_blocking(|| panic!("while it is opened")));
        begin(&mut dispatch).await;
    });
    let panic = task.await.unwrap_err().into_panic();
    assert_eq!(panic.downcast_ref::<&str>(), Some(&"while it is opened"));
}

#[tokio::test]
async fn a_journal_whose_opening_is_cancelled_is_an_error() {
    let other = Runtime::new().unwrap();
    let handle = other.handle().clone();
    other.shutdown_background();
    let mut dispatch = opening(handle.spawn_blocking(|| Err(error())));
    begin(&mut dispatch).await;
    assert!(matches!(dispatch.end(), Some(ImportError::Io { doing: "opened", .. })));
}
