//! Finds what is wrong with a create: a write that keeps nothing but the places of problems.

use std::cell::RefCell;
use std::fmt;

use serde::Serialize;
use serde_json::Value;

use crate::json::mode::WriteMode;

mod place;
mod sent;
mod serializer;

use place::Place;
use serializer::ProblemFinder;

/// Why an entity cannot be created as it is: all of its problems.
///
/// `Display` is one line: the type, then each missing property by its JSON name and, in parentheses, its Rust field, then
/// what rules say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invalid {
    odata_type: &'static str,
    problems: Vec<Problem>,
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Where it is in the JSON, such as `userDisplayName` or `detail.items[3].displayName`; empty for the whole entity.
    pub property: String,
    /// The Rust field, with the way to it, such as `user_display_name` or `detail.items[3].display_name`.
    pub field: String,
    /// What a rule says against the value; `None` where a required value is missing.
    pub refusal: Option<String>,
}

impl Problem {
    /// Whether a required value is missing.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.refusal.is_none()
    }
}

impl fmt::Display for Problem {
    /// `userDisplayName (user_display_name)`, with what the rule says behind a colon.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.property.is_empty() {
            write!(f, "{} ({})", self.property, self.field)?;
        }
        match &self.refusal {
            Some(refusal) if self.property.is_empty() => f.write_str(refusal),
            Some(refusal) => write!(f, ": {refusal}"),
            None => Ok(()),
        }
    }
}

impl Invalid {
    /// The OData type of the entity, such as `microsoft.graph.deviceConfigurationUserStatus`.
    #[must_use]
    pub fn odata_type(&self) -> &'static str {
        self.odata_type
    }

    /// Every problem, in the order of declaration; never empty.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// What is wrong with the properties that this body has, or `None` if nothing is.
    pub(crate) fn of_sent(mut self, body: &[u8]) -> Option<Self> {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        self.problems.retain(|problem| sent::is_sent(&body, &problem.property));
        (!self.problems.is_empty()).then_some(self)
    }

    /// The required properties that are missing.
    pub fn missing(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(|problem| problem.is_missing())
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.odata_type)?;
        let missing = self.missing().count();
        if missing > 0 {
            let noun = if missing == 1 { "property" } else { "properties" };
            write!(f, " lacks {missing} required {noun}")?;
        }
        let mut separator = ": ";
        for problem in self.missing() {
            write!(f, "{separator}{problem}")?;
            separator = ", ";
        }
        separator = if missing > 0 { "; " } else { " is refused: " };
        for problem in self.problems.iter().filter(|problem| !problem.is_missing()) {
            write!(f, "{separator}{problem}")?;
            separator = "; ";
        }
        Ok(())
    }
}

impl std::error::Error for Invalid {}

/// Validates what a body of this mode would send.
pub(crate) fn validate<T: Serialize>(value: &T, odata_type: &'static str, mode: WriteMode) -> Result<(), Invalid> {
    validate_written(odata_type, mode, &|finder| value.serialize(finder).unwrap_or_default())
}

/// Validates what `write` writes. By `dyn`, as what is generic is compiled for each type.
fn validate_written(
    odata_type: &'static str,
    mode: WriteMode,
    write: &dyn Fn(ProblemFinder<'_>),
) -> Result<(), Invalid> {
    let report = RefCell::new(Vec::new());
    let finder = ProblemFinder { report: &report, place: &Place::Root };
    // What cannot be written is an error of the real write.
    mode.report().run(|| write(finder));
    let problems = report.into_inner();
    if problems.is_empty() { Ok(()) } else { Err(Invalid { odata_type, problems }) }
}
