//! Takes the client's token out of what the service said, so that no error shows it.

use bytes::Bytes;
use serde::de::Error as _;

use super::{ErrorKind, Unreadable, chain};
use crate::auth::token::Token;
use crate::errors::graph_error::GraphError;
use crate::errors::transport::TransportError;
use crate::wire::answer::Answer;

impl ErrorKind {
    /// The same, without the token in any text from the service.
    pub(crate) fn without(mut self, token: &Token) -> Self {
        match &mut self {
            Self::Service(answer, error) => {
                redact_answer(answer, token);
                redact_error(error, token);
            }
            Self::NoEntity(answer) => redact_answer(answer, token),
            Self::Unreadable(answer, why) => {
                redact_answer(answer, token);
                // A message of serde_json repeats a value that it did not expect.
                if let Unreadable::Json(error) = why {
                    let mut text = error.to_string();
                    token.redact(&mut text);
                    if text != error.to_string() {
                        *error = serde_json::Error::custom(text);
                    }
                }
            }
            Self::Connect(error) | Self::Unprocessed(error) | Self::Lost(error) => redact_transport(error, token),
            _ => {}
        }
        self
    }
}

fn redact_transport(error: &mut TransportError, token: &Token) {
    let (text, mut redacted) = (chain(error), chain(error));
    token.redact(&mut redacted);
    if redacted != text {
        *error = error.redacted(redacted);
    }
}

fn redact_answer(answer: &mut Answer, token: &Token) {
    answer.request_id.iter_mut().chain(&mut answer.location).for_each(|text| token.redact(text));
    if let Some(body) = token.redacted_bytes(&answer.body) {
        answer.body = Bytes::from(body);
    }
}

fn redact_error(error: &mut GraphError, token: &Token) {
    let GraphError { code, message, target, details, inner_codes, request_id, service, .. } = error;
    let details = details.iter_mut().flat_map(|detail| [&mut detail.code, &mut detail.message, &mut detail.target]);
    let texts = [code, message, target, request_id, service].into_iter().chain(details).flatten();
    texts.chain(inner_codes).for_each(|text| token.redact(text));
}
