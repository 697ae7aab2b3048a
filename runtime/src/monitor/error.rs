//! Why a wait for an operation ended without its success.

use std::fmt;

use crate::client::invalid_url::InvalidUrl;
use crate::errors::disposition::Verdict;
use crate::monitor::progress::OperationProgress;

/// Why a [monitor](crate::Monitor) reported no success of its operation.
#[derive(Debug)]
#[non_exhaustive]
pub enum MonitorError {
    /// The monitor's address cannot be used. Nothing was sent.
    Url(InvalidUrl),
    /// The service reports that the operation failed. It may have taken effect in part.
    Failed(Box<OperationProgress>),
    /// The operation was not done by the deadline, or the next question would have come after it. The operation goes on, and the
    /// monitor can be asked again.
    NotDone(Box<OperationProgress>),
}

impl MonitorError {
    /// What it proves of the operation.
    pub(crate) fn verdict(&self) -> Verdict {
        match self {
            Self::Url(_) => Verdict::NotSent,
            Self::Failed(_) | Self::NotDone(_) => Verdict::Unclear,
        }
    }
}

impl fmt::Display for MonitorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(invalid) => write!(f, "not sent: the monitor cannot be asked: {invalid}"),
            Self::Failed(progress) => {
                f.write_str("the operation failed")?;
                // Such as `cancelled`.
                let status = progress.status.as_deref().filter(|status| !status.eq_ignore_ascii_case("failed"));
                status.iter().try_for_each(|status| write!(f, ", `{status}`"))?;
                let Some(error) = &progress.error else { return Ok(()) };
                error.code.iter().try_for_each(|code| write!(f, ", {code}"))?;
                error.message.iter().try_for_each(|message| write!(f, ": {}", message.trim_end_matches('.')))
            }
            Self::NotDone(progress) => {
                write!(f, "the operation is not done before the deadline: {progress}, ask its monitor again later")
            }
        }
    }
}

impl std::error::Error for MonitorError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        if let Self::Url(invalid) = self { Some(invalid) } else { None }
    }
}
