//! One question to a monitor.

use http::Method;

use crate::auth::token::Token;
use crate::client::GraphClient;
use crate::errors::error::{Error, ErrorKind, Unreadable};
use crate::monitor::address::{Address, Monitor, QUESTION};
use crate::monitor::error::MonitorError;
use crate::monitor::progress::OperationProgress;
use crate::monitor::wait::UntilDone;
use crate::operation::permissions::Permissions;
use crate::send::deadline::Deadline;
use crate::send::verdict::Failure;
use crate::wire::answer::Answer;
use crate::wire::exchange::Outgoing;

impl Monitor {
    /// Asks once how far the operation is. An operation that failed is not an error here:
    /// [`OperationProgress::state`] says so.
    ///
    /// The question is a read: it is sent again by the client's [retries](crate::GraphClientBuilder::retries).
    ///
    /// # Errors
    ///
    /// Those of a read: they say nothing about the operation, which goes on. [`MonitorError::Url`] if the address cannot be used.
    pub async fn poll(&self, client: &GraphClient) -> Result<OperationProgress, Error> {
        self.poll_before(client, Deadline::NONE).await
    }

    /// Asks until the operation is done. The wait between two questions is what `Retry-After` says or, without it, a random part
    /// between half and the whole of 1, 2, 4 … up to 32 seconds.
    ///
    /// Await what it returns, if you like with a [deadline](UntilDone::deadline) and with [progress](UntilDone::progress).
    pub fn until_done<'a>(&self, client: &GraphClient) -> UntilDone<'a> {
        UntilDone::new(self.clone(), client.clone())
    }

    /// Asks once, before a moment.
    pub(crate) async fn poll_before(&self, client: &GraphClient, until: Deadline) -> Result<OperationProgress, Error> {
        let address =
            self.address(&client.shared.base_url).map_err(|invalid| Error::from(MonitorError::Url(invalid)))?;
        let options = client.shared.options;
        let until = Deadline::after(options.deadline).min(until);
        match address {
            Address::Own(mut request) => {
                request.options.deadline = until.left();
                match client.deliver(&request).await {
                    Ok(delivered) => read(&delivered.answer, delivered.token()),
                    Err(error) => in_refusal(error),
                }
            }
            Address::Elsewhere(to) => {
                let question = Outgoing::new(Method::GET, QUESTION);
                match client.deliver_elsewhere(&to, &question, options, until).await {
                    Ok(answer) => read(&answer, to.secret()),
                    Err(error) => in_refusal(error),
                }
            }
        }
    }
}

/// What a success says. No error shows the secret.
fn read(answer: &Answer, secret: Option<&Token>) -> Result<OperationProgress, Error> {
    OperationProgress::of(answer).map_err(|error| {
        let kind = ErrorKind::Unreadable(Box::new(answer.clone()), Unreadable::Json(error));
        let Failure { kind, verdict } = Failure::new(QUESTION, kind, secret);
        Error::after(kind, verdict, Vec::new(), Permissions::default()).expecting(QUESTION.answer)
    })
}

/// What a refusal says of the operation, or the refusal.
fn in_refusal(error: Error) -> Result<OperationProgress, Error> {
    error.answer().and_then(OperationProgress::of_refusal).ok_or(error)
}

impl From<MonitorError> for Error {
    fn from(error: MonitorError) -> Self {
        let verdict = error.verdict();
        Self::after(ErrorKind::Monitor(error), verdict, Vec::new(), Permissions::default()).expecting(QUESTION.answer)
    }
}
