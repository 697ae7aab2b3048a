//! A condition as OData text, with how tightly its outermost operator binds.

use super::InvalidFilter;

/// The outermost operator of a condition, the loosest first.
///
/// OData's [precedence](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html#sec_OperatorPrecedence)
/// of `and` and `or` is Rust's; `not` binds tighter than a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Operator {
    /// Of a text that is not parsed.
    Unknown,
    Or,
    And,
    /// `not`, or a comparison: what needs no parentheses beside `and` and `or`, and needs them behind `not`.
    NotOrComparison,
    Call,
}

/// A condition of any type: what [`Filter`](super::Filter) gives a type.
#[must_use]
#[derive(Clone)]
pub struct Condition {
    text: String,
    operator: Operator,
    /// The first reason why it cannot be sent.
    problem: Option<InvalidFilter>,
}

impl Condition {
    pub(super) fn raw(text: String) -> Self {
        Self { text, operator: Operator::Unknown, problem: None }
    }

    /// `a eq 1`, `a in (1,2)`
    pub(super) fn comparison(text: String) -> Self {
        Self { text, operator: Operator::NotOrComparison, problem: None }
    }

    /// `contains(a,'b')`
    pub(super) fn call(text: String) -> Self {
        Self { text, operator: Operator::Call, problem: None }
    }

    /// `a/any(x:…)`, with the problem of what is inside.
    pub(super) fn any(self, collection: &str, variable: &str) -> Self {
        let Self { text, problem, .. } = self;
        Self { text: format!("{collection}/any({variable}:{text})"), operator: Operator::Call, problem }
    }

    pub(super) fn with_problem(mut self, problem: InvalidFilter) -> Self {
        self.problem.get_or_insert(problem);
        self
    }

    pub(super) fn and(self, right: Self) -> Self {
        self.combine("and", Operator::And, right)
    }

    pub(super) fn or(self, right: Self) -> Self {
        self.combine("or", Operator::Or, right)
    }

    fn combine(self, name: &str, operator: Operator, right: Self) -> Self {
        // Both operators associate to the left.
        let left = self.parenthesized(|inner| inner < operator);
        let right = right.parenthesized(|inner| inner <= operator);
        let text = format!("{} {name} {}", left.text, right.text);
        Self { text, operator, problem: left.problem.or(right.problem) }
    }

    pub(super) fn negate(self) -> Self {
        let Self { text, problem, .. } = self.parenthesized(|inner| inner < Operator::Call);
        Self { text: format!("not {text}"), operator: Operator::NotOrComparison, problem }
    }

    fn parenthesized(mut self, needed: impl FnOnce(Operator) -> bool) -> Self {
        if needed(self.operator) {
            self.text = format!("({})", self.text);
        }
        self
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn into_text(self) -> Result<String, InvalidFilter> {
        match self.problem {
            None => Ok(self.text),
            Some(problem) => Err(problem),
        }
    }
}
