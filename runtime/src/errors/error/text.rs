//! The one line that an error is for a person.

use std::fmt;

use http::StatusCode;

use super::{BatchError, Error, ErrorKind, Unreadable};
use crate::errors::disposition::Disposition;
use crate::operation::expectation::Expected;
use crate::operation::permissions::Permissions;
use crate::send::verdict::evidence::{Evidence, evidence};
use crate::wire::answer::Answer;
use crate::wire::body::without_mark;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = match self.0.expected {
            Expected::Creation | Expected::CreationWithOwnKey | Expected::CreationOrNothing | Expected::Parts => {
                MAY_EXIST
            }
            _ => ", so it may have taken effect",
        };
        self.fmt_with(f, outcome)
    }
}

/// What an unknown outcome means for a create.
const MAY_EXIST: &str = ", so it may exist";

impl Error {
    /// The line, with this for an outcome that is unknown.
    fn fmt_with(&self, f: &mut fmt::Formatter<'_>, unknown: &str) -> fmt::Result {
        match self.kind() {
            ErrorKind::BaseUrl(invalid) => write!(f, "{invalid}")?,
            ErrorKind::Proxy(invalid) => write!(f, "{invalid}")?,
            ErrorKind::NoCredential => f.write_str("the client has no credential, call `token` or `credential`")?,
            ErrorKind::Certificate => {
                f.write_str("a root certificate is not PEM, write text with `-----BEGIN CERTIFICATE-----`")?;
            }
            ErrorKind::Client(error) => write!(f, "the HTTP client cannot be set up: {}", chain(error))?,
            ErrorKind::Invalid(invalid) => write!(f, "not sent: {invalid}")?,
            ErrorKind::Path(invalid) => write!(f, "not sent: {invalid}")?,
            ErrorKind::Argument(invalid) => write!(f, "not sent: {invalid}")?,
            ErrorKind::Header(invalid) => write!(f, "not sent: {invalid}")?,
            ErrorKind::Link(invalid) => write!(f, "not sent: {invalid}")?,
            ErrorKind::Filter(invalid) => write!(f, "not sent: {invalid}")?,
            ErrorKind::Unchanged => f.write_str("not sent: nothing differs from the earlier value")?,
            ErrorKind::OtherType { before, after } => {
                write!(f, "not sent: the earlier value is a `{before}`, and this one a `{after}`")?;
            }
            ErrorKind::Body(error) => write!(f, "not sent: the entity cannot be written as JSON: {error}")?,
            ErrorKind::Http(error) => write!(f, "not sent: {error}")?,
            ErrorKind::Credential(error) => write!(f, "not sent: no token: {}", chain(error.as_ref()))?,
            ErrorKind::Stopped => f.write_str("not sent: the import was stopped before")?,
            ErrorKind::Token => {
                f.write_str("not sent: the token is empty or has characters that a header cannot have")?;
            }
            ErrorKind::Unfit(unfit) => write!(f, "not sent: {}", line(&unfit.to_string()))?,
            ErrorKind::Dependency { depends_on } => {
                write!(
                    f,
                    "not sent: it depends on the request at position {depends_on} of the batch, which did not succeed"
                )?;
            }
            ErrorKind::NotBefore { position, depends_on } => {
                write!(
                    f,
                    "not sent: the request at position {position} of the batch depends on position {depends_on}, "
                )?;
                f.write_str("write the position of an earlier one")?;
            }
            ErrorKind::Deadline => f.write_str("not sent: the deadline passed before it could be")?,
            ErrorKind::Connect(error) => write!(f, "not sent: no connection: {}", chain(error))?,
            ErrorKind::Unprocessed(error) => write!(f, "not processed by the service: {}", chain(error))?,
            ErrorKind::Lost(error) => {
                let outcome = if self.verdict().may_have_taken_effect() { unknown } else { "" };
                write!(f, "sent, then lost{outcome}: {}", chain(error))?;
            }
            ErrorKind::Service(answer, error) => {
                write!(f, "{}", answer.status)?;
                error.code.iter().try_for_each(|code| write!(f, ", {}", line(code)))?;
                // More follows, behind a comma.
                let message = error.message.as_deref().map(line);
                message.iter().try_for_each(|message| write!(f, ": {}", message.trim_end_matches('.')))?;
                self.fmt_unexpected(f, answer)?;
                if self.restart().is_some() {
                    f.write_str(", start again with `Error::restart`")?;
                }
                if is_about_permissions(answer.status, error.code.as_deref()) {
                    self.fmt_permissions(f)?;
                }
            }
            ErrorKind::NoEntity(answer) => {
                let what = match self.0.expected {
                    Expected::Page | Expected::Changes => "collection",
                    Expected::Redirect => "redirect",
                    _ => "entity",
                };
                write!(f, "{}, without the {what}", answer.status)?;
                answer.location.iter().try_for_each(|location| write!(f, ", location {}", line(location)))?;
            }
            ErrorKind::Unreadable(answer, why) => {
                write!(f, "{}, but the answer cannot be read: {why}", answer.status)?;
                self.id().iter().try_for_each(|id| write!(f, " (id {})", line(id)))?;
            }
            // With the ids of the batch's own request.
            ErrorKind::Batch(error @ BatchError::Request(_)) => return error.fmt_with(f, unknown),
            ErrorKind::Batch(error) => error.fmt_with(f, unknown)?,
            ErrorKind::Upload(error) => write!(f, "{}", line(&error.to_string()))?,
            ErrorKind::Monitor(error) => write!(f, "{}", line(&error.to_string()))?,
        }
        let verdict = self.verdict();
        if matches!(self.kind(), ErrorKind::Service(..) | ErrorKind::NoEntity(_) | ErrorKind::Unreadable(..)) {
            f.write_str(match verdict.disposition() {
                Disposition::Unknown => unknown,
                Disposition::Created if matches!(self.kind(), ErrorKind::Service(..)) => ", and it exists",
                _ => "",
            })?;
        }
        if !verdict.may_have_taken_effect() && self.may_have_taken_effect() {
            f.write_str(", and an attempt before may have stored it")?;
        }
        self.request_id().iter().try_for_each(|id| write!(f, ", request-id {}", line(id)))?;
        self.client_request_id().iter().try_for_each(|id| write!(f, ", client-request-id {id}"))
    }

    /// What a success holds in place of what was expected. An error object says so itself.
    fn fmt_unexpected(&self, f: &mut fmt::Formatter<'_>, answer: &Answer) -> fmt::Result {
        let expected = match self.0.expected {
            Expected::Entity => "the object of an entity",
            Expected::Page | Expected::Changes => "an object with the array `value`",
            Expected::EntityOrNothing | Expected::CreationOrNothing => "the object of an entity, or nothing",
            Expected::Nothing | Expected::Reference | Expected::ReferenceOrExisting => "nothing",
            Expected::Returned => "what was called returns",
            Expected::Redirect => "a redirect",
            Expected::Creation | Expected::CreationWithOwnKey | Expected::Parts | Expected::Raw => return Ok(()),
        };
        let found = match evidence(&answer.body) {
            _ if !answer.status.is_success() => return Ok(()),
            Evidence::Error | Evidence::Blank => return Ok(()),
            Evidence::Entity if matches!(self.0.expected, Expected::Page | Expected::Changes) => {
                "an object without the array `value` alone"
            }
            Evidence::Entity => "an object",
            Evidence::Collection => "a collection",
            Evidence::Empty => "an object without properties",
            Evidence::NotAnObject => match without_mark(&answer.body).trim_ascii_start() {
                [b'[', ..] => "an array",
                [b'<', ..] => "HTML or XML",
                b if b.trim_ascii_end() == b"null" => "`null`",
                _ => "not a JSON object",
            },
        };
        write!(f, ", but the body is {found}, expected {expected}")
    }

    /// What is needed and what is there, each where it is known.
    fn fmt_permissions(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let needed = self.permissions();
        match (needed != Permissions::default(), self.granted()) {
            (true, Some(granted)) => write!(f, " (it needs {needed}, the token has {granted})"),
            (true, None) => write!(f, " (it needs {needed})"),
            (false, Some(granted)) => write!(f, " (the token has {granted})"),
            (false, None) => Ok(()),
        }
    }
}

/// Whether a refusal can be for want of a permission: 403, and the codes that services give it under another status.
fn is_about_permissions(status: StatusCode, code: Option<&str>) -> bool {
    const CODES: [&str; 5] =
        ["Authorization_RequestDenied", "AccessDenied", "ErrorAccessDenied", "Forbidden", "MissingPermission"];
    status == StatusCode::FORBIDDEN
        || (status.is_client_error()
            && code.is_some_and(|code| CODES.iter().any(|known| known.eq_ignore_ascii_case(code))))
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_with(f, MAY_EXIST)
    }
}

impl BatchError {
    /// The line, with this for an outcome that is unknown.
    fn fmt_with(&self, f: &mut fmt::Formatter<'_>, unknown: &str) -> fmt::Result {
        match self {
            Self::Request(error) => {
                f.write_str("in a batch: ")?;
                error.fmt_with(f, unknown)
            }
            Self::Missing { foreign } => {
                write!(f, "the batch's answer has no part for it{unknown}")?;
                match foreign.as_slice() {
                    [] => Ok(()),
                    ids => write!(f, "; parts for no request: {ids:?}"),
                }
            }
            Self::Conflict => write!(f, "the batch's answer has two parts for it that differ{unknown}"),
            Self::Malformed => write!(f, "the batch's answer has a part for it without one status{unknown}"),
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(f, "{error}"),
            Self::Lost(error) => f.write_str(&chain(error)),
            Self::TooLarge(bytes) => write!(f, "it is larger than {bytes} bytes"),
        }
    }
}

/// An error with its causes, in one line.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    line(&text)
}

/// A text from outside, in one line of bounded length, without letters that a terminal does not show or that change how it
/// shows others.
fn line(text: &str) -> String {
    const LONGEST: usize = 2_000;
    let separates = |letter: char| letter.is_whitespace() || letter.is_control() || is_invisible(letter);
    let words = text.split(separates).filter(|word| !word.is_empty());
    let mut line = String::new();
    for word in words {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if let Some((end, _)) = line.char_indices().nth(LONGEST) {
            line.truncate(end);
            line.push('…');
            break;
        }
    }
    line
}

/// Whether a letter only changes how others are shown: marks and overrides of the direction, joiners, byte order marks, tags.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}
