//! The query options of a request that reads a collection. A link has its own, so those of the call are ignored behind one.

use super::request::Request;
use super::unsendable::Unsendable;
use crate::filter::Filter;

impl Request {
    /// Adds a query option, or joins its value with what is there, or replaces that.
    pub(super) fn set_option(&mut self, name: &str, value: &str) {
        if self.link_origin.is_none() {
            self.join_query(name, value);
        }
    }

    /// Adds a condition that has to hold as well.
    pub(super) fn set_filter<T>(&mut self, filter: Filter<T>) {
        if self.link_origin.is_none() {
            match filter.into_text() {
                Ok(text) => self.join_query("$filter", &text),
                Err(invalid) => self.set_problem(Unsendable::Filter(invalid)),
            }
        }
    }
}
