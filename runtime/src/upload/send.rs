//! What is done with an upload session: the file is sent, completed or given up.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::errors::error::{Error, ErrorKind};
use crate::operation::permissions::Permissions;
use crate::operation::upload_session::SessionRequest;
use crate::send::deadline::Deadline;
use crate::upload::call::Upload;
use crate::upload::error::UploadError;
use crate::upload::run::Run;
use crate::upload::status::GONE;
use crate::wire::answer::Answer;
use crate::wire::exchange::Outgoing;

impl Upload<'_> {
    /// Sends the file, and returns the service's answer to the last chunk: 200 or 201 with the item, or without a body, such as
    /// Outlook's with a `Location`; 204; 202 if the session waits to be [completed](Self::complete) (`deferCommit`).
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`], and [`UploadError`].
    pub async fn send(self) -> Result<http::Response<Bytes>, Error> {
        Run::new(self)?.send().await.map(|answer| answer.into_response())
    }

    /// Sends the file, and reads the answer to the last chunk as JSON; `()` or `Option` for one without a body.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`], and [`UploadError`]. If the file is complete and the answer cannot be read, it is
    /// [`Applied`](crate::Disposition::Applied).
    pub async fn send_as<T: DeserializeOwned>(self) -> Result<T, Error> {
        let mut run = Run::new(self)?;
        let answer = run.send().await?;
        run.read(answer)
    }

    /// Completes a file whose session was made with `deferCommit`, after all of it was sent. Sends no part of the file.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`]. [`UploadError::Gone`] if the session does not exist.
    pub async fn complete(self) -> Result<http::Response<Bytes>, Error> {
        self.end(SessionRequest::COMPLETE).await.map(|answer| answer.into_response())
    }

    /// Ends the session: the service deletes what it has of the file. Sends no part of the file.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`]. [`UploadError::Gone`] if the session does not exist: it ended, or the file is complete.
    pub async fn cancel(self) -> Result<(), Error> {
        match self.end(SessionRequest::CANCEL).await {
            // An attempt before ended it.
            Err(error)
                if matches!(error.kind(), ErrorKind::Upload(UploadError::Gone { may_be_complete: true, .. })) =>
            {
                Ok(())
            }
            ended => ended.map(|_| ()),
        }
    }

    /// Sends a request without a body, which ends the session.
    async fn end(self, SessionRequest { method, expectation }: SessionRequest) -> Result<Box<Answer>, Error> {
        let to = self.address()?;
        let options = self.options.over(self.client.shared.options);
        let until = Deadline::after(self.deadline.unwrap_or(options.deadline));
        let request = Outgoing::new(method, expectation);
        let error = match self.client.deliver_elsewhere(&to, &request, options, until).await {
            Err(error) if error.status().is_some_and(|status| GONE.contains(&status)) => error,
            ended => return ended,
        };
        let (answer, attempts) = error.into_answer()?;
        let may_be_complete = attempts.iter().any(|attempt| attempt.may_have_taken_effect);
        let gone = UploadError::Gone { answer, may_be_complete };
        let verdict = gone.verdict();
        Err(Error::after(ErrorKind::Upload(gone), verdict, attempts, Permissions::default())
            .expecting(expectation.answer))
    }
}
