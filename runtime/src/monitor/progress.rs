//! What a monitor says of its operation.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::LOCATION;
use serde_json::Value;

use crate::errors::graph_error::GraphError;
use crate::wire::answer::Answer;
use crate::wire::body::{is_blank, member, without_mark};

/// How far an operation is that goes on after its answer: what its [monitor](crate::Monitor) said.
///
/// Services answer with different documents: `asyncJobStatus` of drives, `longRunningOperation`, `teamsAsyncOperation`,
/// `onenoteOperation`. This has what they share; [`body`](Self::body) is the document itself.
#[derive(Clone)]
#[non_exhaustive]
pub struct OperationProgress {
    /// Whether it is done.
    pub state: OperationState,
    /// The status in the service's own word, such as `inProgress`, if there is one.
    pub status: Option<String>,
    /// How much of it is done, from 0 to 100, if the service says so.
    pub percentage: Option<f64>,
    /// The id of what it made or changed: `resourceId` or `targetResourceId`.
    pub resource_id: Option<String>,
    /// Where that is: `resourceLocation` or `targetResourceLocation`, or the `Location` of a 303. Opaque.
    pub resource_location: Option<String>,
    /// Why it failed.
    pub error: Option<GraphError>,
    /// How long the service asks to wait until the next question.
    pub retry_after: Option<Duration>,
    /// The document, as it came.
    pub body: Bytes,
}

/// Whether an operation is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum OperationState {
    /// It has not started: `notStarted`.
    NotStarted,
    /// It goes on: `running`, `inProgress`, and every status that is not one of the others.
    Running,
    /// It is done: `succeeded`, `completed`.
    Succeeded,
    /// It ended otherwise: `failed`, `deleteFailed`, `cancelled`, `skipped`.
    Failed,
}

impl OperationState {
    fn of(status: &str) -> Self {
        let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(status));
        if is(&["notStarted"]) {
            Self::NotStarted
        } else if is(&["succeeded", "completed"]) {
            Self::Succeeded
        } else if is(&["failed", "deleteFailed", "cancelled", "canceled", "skipped"]) {
            Self::Failed
        } else {
            Self::Running
        }
    }

    /// Whether it has ended, in success or not.
    #[must_use]
    pub fn is_done(self) -> bool {
        matches!(self, Self::Succeeded | Self::Failed)
    }
}

impl OperationProgress {
    /// What a success says, and a redirect to the result.
    pub(crate) fn of(answer: &Answer) -> Result<Self, serde_json::Error> {
        if answer.status == StatusCode::SEE_OTHER {
            let location = answer.headers.as_deref().and_then(|headers| headers.get(LOCATION)?.to_str().ok());
            let resource_location = answer.location.clone().or_else(|| location.map(str::to_owned));
            return Ok(Self { resource_location, ..Self::in_state(OperationState::Succeeded, answer) });
        }
        match answer.status {
            StatusCode::NO_CONTENT => return Ok(Self::in_state(OperationState::Succeeded, answer)),
            StatusCode::ACCEPTED if is_blank(&answer.body) => {
                return Ok(Self::in_state(OperationState::Running, answer));
            }
            _ => {}
        }
        let document: Value = serde_json::from_slice(without_mark(&answer.body))?;
        if !document.is_object() {
            return Err(serde::de::Error::custom("the status of an operation is not an object"));
        }
        Ok(Self::of_document(&document, answer))
    }

    /// What a refusal says, if it is of the operation and not of the question: services answer so for one that failed.
    pub(crate) fn of_refusal(answer: &Answer) -> Option<Self> {
        if answer.status == StatusCode::SEE_OTHER {
            return Self::of(answer).ok();
        }
        let document: Value = serde_json::from_slice(without_mark(&answer.body)).ok()?;
        Some(Self::of_document(&document, answer)).filter(|progress| progress.status.is_some() && progress.is_failed())
    }

    fn of_document(document: &Value, answer: &Answer) -> Self {
        let text = |names: &[&str]| {
            let mut texts = names.iter().filter_map(|name| member(document, name)?.as_str());
            texts.find(|text| !text.is_empty()).map(str::to_owned)
        };
        let status = text(&["status"]);
        let mut error =
            Some(GraphError::read(&answer.body)).filter(|error| error.code.is_some() || error.message.is_some());
        let state = match &status {
            Some(status) => OperationState::of(status),
            // An error in place of a status and of a result.
            None if error.is_some() => OperationState::Failed,
            // The result itself, in place of a status; with 202 it is not done.
            None if answer.status == StatusCode::ACCEPTED => OperationState::Running,
            None => OperationState::Succeeded,
        };
        let resource_id = text(&["resourceId", "targetResourceId"]);
        let id = if status.is_none() { text(&["id"]) } else { None };
        if state == OperationState::Failed && error.is_none() {
            let message = text(&["statusDescription", "statusDetail"]);
            error = message.map(|message| GraphError { message: Some(message), ..GraphError::default() });
        }
        Self {
            status,
            percentage: ["percentageComplete", "percentComplete"]
                .iter()
                .find_map(|name| percentage(member(document, name)?)),
            resource_id: resource_id.or(id),
            resource_location: text(&["resourceLocation", "targetResourceLocation"]),
            error,
            ..Self::in_state(state, answer)
        }
    }

    fn in_state(state: OperationState, answer: &Answer) -> Self {
        Self {
            state,
            status: None,
            percentage: None,
            resource_id: None,
            resource_location: None,
            error: None,
            retry_after: answer.retry_after,
            body: answer.body.clone(),
        }
    }

    fn is_failed(&self) -> bool {
        self.state == OperationState::Failed
    }
}

/// A number, or one as a text: `onenoteOperation` has the latter.
fn percentage(value: &Value) -> Option<f64> {
    let number = value.as_f64().or_else(|| value.as_str()?.trim_end_matches('%').trim().parse().ok())?;
    (0.0..=100.0).contains(&number).then_some(number)
}

impl fmt::Debug for OperationProgress {
    /// Without the body, which may hold personal data, and without the query of the location.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let location = self.resource_location.as_deref().and_then(|location| location.split(['?', '#']).next());
        f.debug_struct("OperationProgress")
            .field("state", &self.state)
            .field("status", &self.status)
            .field("percentage", &self.percentage)
            .field("resource_id", &self.resource_id)
            .field("resource_location", &location)
            .field("error", &self.error)
            .field("retry_after", &self.retry_after)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl fmt::Display for OperationProgress {
    /// One line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.state {
            OperationState::NotStarted => "not started",
            OperationState::Running => "running",
            OperationState::Succeeded => "succeeded",
            OperationState::Failed => "failed",
        })?;
        self.percentage.iter().try_for_each(|percentage| write!(f, ", {percentage} %"))
    }
}

#[cfg(test)]
mod tests;
