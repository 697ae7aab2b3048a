//! Whether next links lead in a circle: [Brent's algorithm](https://en.wikipedia.org/wiki/Cycle_detection#Brent's_algorithm),
//! which keeps one page however many there are.

use crate::operation::request::Request;

/// The page that later ones are compared with, and how many more are before another takes its place.
pub(super) struct Cycle {
    path: String,
    query: String,
    left: u64,
    /// How many pages the mark stays.
    length: u64,
}

impl Cycle {
    /// Of a list that begins with this page.
    pub(super) fn new(first: &Request) -> Self {
        Self { path: first.path.clone(), query: first.query.clone(), left: 1, length: 1 }
    }

    /// Whether the next page is the marked one, and so was read before. A circle is found before it was gone through three times.
    pub(super) fn closes(&mut self, next: &Request) -> bool {
        if next.query == self.query && next.path == self.path {
            return true;
        }
        self.left -= 1;
        if self.left == 0 {
            next.path.clone_into(&mut self.path);
            next.query.clone_into(&mut self.query);
            self.length = self.length.saturating_mul(2);
            self.left = self.length;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::Method;
    use proptest::prelude::*;

    fn page(number: usize) -> Request {
        Request::new(Method::GET, "/users", &[]).query("$skiptoken", &number.to_string())
    }

    proptest! {
        #[test]
        fn a_circle_is_found_and_a_line_is_none(before in 0_usize..40, circle in 1_usize..40) {
            let mut cycle = Cycle::new(&page(0));
            prop_assert!((1..before + circle).all(|number| !cycle.closes(&page(number))));
            let mut on = (0..4 * (before + circle)).map(|step| page(before + step % circle));
            prop_assert!(on.any(|next| cycle.closes(&next)));
        }
    }
}
