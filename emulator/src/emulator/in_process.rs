//! Requests that are answered without a socket.

use std::future::poll_fn;
use std::pin::pin;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use hyper::body::Body as _;

use super::Emulator;
use crate::request::recorded::{MAX_BODY_BYTES, RecordedRequest};
use crate::response::answer::NoAnswer;

impl Emulator {
    /// Answers `request` without a socket: it is recorded, carried out and answered, or not, as one that came on the
    /// wire. Its URI needs a path only.
    ///
    /// It is for tests on a paused clock. There, tokio moves the clock on to the next timer whenever no task can run,
    /// also while bytes are on their way through a socket, so that a client's time-out may come before the answer
    /// that is already there. Here, nothing waits but what the emulator was told to delay.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use graph_entity_emulator::bytes::Bytes;
    /// use graph_entity_emulator::http::Request;
    /// use graph_entity_emulator::{Emulator, ScriptedAnswer};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build()?.block_on(async {
    /// let graph = Emulator::start().await?;
    /// graph.answer_next(ScriptedAnswer::ordinary().delayed(Duration::from_secs(3600)));
    /// let create = Request::post("/v1.0/users")
    ///     .header("Authorization", "Bearer any")
    ///     .header("Content-Type", "application/json")
    ///     .body(Bytes::from_static(b"{}"))?;
    /// assert_eq!(graph.answer(create).await?.status(), 201); // an hour later, and at once
    /// # Ok(())
    /// # })
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// If the request is left without an answer, or the body of the answer is cut off.
    pub async fn answer(&self, request: Request<Bytes>) -> Result<Response<Bytes>, NoAnswer> {
        let (head, body) = request.into_parts();
        let body = (body.len() <= MAX_BODY_BYTES).then_some(body);
        let (head, body) = self.shared.answer(RecordedRequest::new(head, body)).await?.into_parts();
        let mut body = pin!(body);
        let mut whole = BytesMut::new();
        while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
            let frame = frame.map_err(|_| NoAnswer::Closed)?;
            if let Ok(data) = frame.into_data() {
                whole.extend_from_slice(&data);
            }
        }
        Ok(Response::from_parts(head, whole.freeze()))
    }
}
