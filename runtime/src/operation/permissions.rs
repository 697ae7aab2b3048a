//! The permissions that an operation needs, as its path declares them.

use std::fmt;

use crate::auth::claims::Grants;

/// What `delegated = "…"` and `application = "…"` say, each from the least privileged permission to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Permissions {
    delegated: &'static str,
    application: &'static str,
}

impl Permissions {
    pub(crate) const fn new(delegated: &'static str, application: &'static str) -> Self {
        Self { delegated, application }
    }

    /// For a call with a signed-in user (work or school account); empty if the path declares none.
    pub fn delegated(&self) -> impl Iterator<Item = &'static str> + use<> {
        split(self.delegated)
    }

    /// For a call without a signed-in user; empty if the path declares none.
    pub fn application(&self) -> impl Iterator<Item = &'static str> + use<> {
        split(self.application)
    }

    /// Whether one of them, of the token's kind, is granted; also where the path declares none of that kind.
    pub(crate) fn are_met_by(self, granted: &Grants) -> bool {
        let declared = if granted.delegated { self.delegated } else { self.application };
        declared.is_empty()
            || split(declared).any(|needed| granted.permissions.iter().any(|has| has.eq_ignore_ascii_case(needed)))
    }
}

fn split(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(',').filter(|permission| !permission.is_empty())
}

impl fmt::Display for Permissions {
    /// `X or Y (delegated), Z (application)`, or `none declared`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [(self.delegated, "delegated"), (self.application, "application")];
        let mut separator = "";
        for (list, kind) in kinds.into_iter().filter(|(list, _)| !list.is_empty()) {
            write!(f, "{separator}{} ({kind})", list.replace(',', " or "))?;
            separator = ", ";
        }
        if separator.is_empty() { f.write_str("none declared") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_are_listed_by_kind() {
        let both = Permissions::new("A.Read,A.ReadWrite", "B.ReadWrite");
        assert_eq!(both.to_string(), "A.Read or A.ReadWrite (delegated), B.ReadWrite (application)");
        assert_eq!(both.delegated().collect::<Vec<_>>(), ["A.Read", "A.ReadWrite"]);
        assert_eq!(Permissions::new("", "B").to_string(), "B (application)");
        assert_eq!(Permissions::default().to_string(), "none declared");
        assert_eq!(Permissions::default().application().count(), 0);
    }
}
