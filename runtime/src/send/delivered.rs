//! What an operation that succeeded ended in, before its answer is read.

use std::sync::Arc;

use bytes::Bytes;

use crate::auth::token::Token;
use crate::errors::attempt::Attempt;
use crate::errors::error::{Error, ErrorKind, Unreadable};
use crate::operation::answered::{AnswerReader, Answered, Reader};
use crate::operation::expectation::Expectation;
use crate::operation::permissions::Permissions;
use crate::operation::request::Request;
use crate::send::verdict::{Failure, not_an_error};
use crate::wire::answer::Answer;

/// An answer with what was expected, whole.
pub(crate) struct Delivered {
    // It is large, and moves often.
    pub(crate) answer: Box<Answer>,
    attempts: Vec<Attempt>,
    permissions: Permissions,
    expectation: Expectation,
    /// What the last attempt was sent with.
    token: Option<Arc<Token>>,
}

impl Delivered {
    pub(crate) fn new(
        request: &Request,
        answer: Box<Answer>,
        attempts: Vec<Attempt>,
        token: Option<Arc<Token>>,
    ) -> Self {
        Self { answer, attempts, permissions: request.permissions, expectation: request.expectation, token }
    }

    /// Of a refusal that shows that an earlier attempt succeeded.
    ///
    /// # Errors
    ///
    /// The error, if it is not the service's answer.
    pub(crate) fn of_refusal(request: &Request, error: Error) -> Result<Self, Error> {
        let (answer, attempts) = error.into_answer()?;
        Ok(Self::new(request, answer, attempts, None))
    }

    /// What the last attempt was sent with.
    pub(crate) fn token(&self) -> Option<&Token> {
        self.token.as_deref()
    }

    /// The answer as it came.
    pub(crate) fn into_response(self) -> http::Response<Bytes> {
        self.answer.into_response()
    }

    /// The same, if its body is not Graph's error object.
    pub(crate) fn without_error(self) -> Result<Self, Error> {
        let Self { answer, attempts, permissions, expectation, token } = self;
        match not_an_error(answer) {
            Ok(answer) => Ok(Self { answer, attempts, permissions, expectation, token }),
            Err(kind) => {
                let Failure { kind, verdict } = Failure::new(expectation, kind, token.as_deref());
                Err(Error::after(kind, verdict, attempts, permissions).expecting(expectation.answer))
            }
        }
    }

    /// What is in the body. If it cannot be read, the operation took effect all the same.
    pub(crate) fn read<T>(self, read: Reader<T>) -> Result<Answered<T>, Error> {
        let value = read(&self.answer.body);
        self.answered(value)
    }

    /// The same, if the head says what the body is.
    pub(crate) fn read_answer<T>(self, read: AnswerReader<T>) -> Result<Answered<T>, Error> {
        let value = read(&self.answer);
        self.answered(value)
    }

    // Apart from its failure: nothing is moved but what is kept.
    fn answered<T>(self, value: Result<T, serde_json::Error>) -> Result<Answered<T>, Error> {
        match value {
            Ok(value) => {
                let Answer { status, request_id, location, .. } = *self.answer;
                Ok(Answered { value, status, request_id, location, attempts: self.attempts })
            }
            Err(error) => Err(self.unreadable(error)),
        }
    }

    #[cold]
    fn unreadable(self, error: serde_json::Error) -> Error {
        let Self { mut answer, attempts, permissions, expectation, token } = self;
        answer.read_head();
        let kind = match not_an_error(answer) {
            Ok(answer) => ErrorKind::Unreadable(answer, Unreadable::Json(error)),
            // It stands behind the entities of a page.
            Err(kind) => kind,
        };
        let Failure { kind, verdict } = Failure::new(expectation, kind, token.as_deref());
        Error::after(kind, verdict, attempts, permissions).expecting(expectation.answer)
    }
}
