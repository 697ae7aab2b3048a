//! Whether a token's own claims already exclude a request, before it is sent.

use std::fmt;
use std::time::SystemTime;

use crate::auth::claims::{Claims, Grants};
use crate::client::cloud::Cloud;
use crate::operation::permissions::Permissions;

/// Why a token was not sent: its own claims exclude the request.
///
/// Only a JWT has claims that can be read; an opaque token is never unfit.
/// [`GraphClientBuilder::preflight`](crate::GraphClientBuilder::preflight) says what is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unfit {
    /// It is for another service, or for another cloud.
    Audience {
        /// What the client's cloud takes.
        expected: Cloud,
        /// The token's `aud`.
        found: String,
    },
    /// It expired at this moment.
    Expired(SystemTime),
    /// It has none of the permissions that the path declares: compared with `preflight(true)` alone.
    Permissions {
        /// What the path declares.
        needed: Permissions,
        /// What the token has.
        granted: Grants,
    },
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Audience { expected, found } => {
                write!(f, "the token is for `{found}`, the client for `{}`", expected.origin())
            }
            Self::Expired(at) => {
                let seconds = SystemTime::now().duration_since(*at).unwrap_or_default().as_secs();
                write!(f, "the token expired {seconds} s ago")
            }
            Self::Permissions { needed, granted } => {
                write!(f, "the token has none of the permissions declared: it needs {needed}, it has {granted}")
            }
        }?;
        f.write_str(" (`preflight(false)` on the client's builder sends it all the same)")
    }
}

impl std::error::Error for Unfit {}

/// Which claims of a token are compared before it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Preflight {
    /// None.
    Off,
    /// The audience, and when it expires.
    #[default]
    Validity,
    /// These, and the permissions.
    Permissions,
}

impl Preflight {
    /// Compares a token's claims with what is asked of it.
    pub(crate) fn check(
        self,
        claims: &Claims,
        cloud: Option<Cloud>,
        needed: Permissions,
        now: SystemTime,
    ) -> Result<(), Box<Unfit>> {
        if self == Self::Off {
            return Ok(());
        }
        if let (Some(expected), Some(found)) = (cloud, &claims.audience)
            && !expected.takes(found)
        {
            return Err(Box::new(Unfit::Audience { expected, found: found.clone() }));
        }
        if let Some(at) = claims.expires_on.filter(|at| *at <= now) {
            return Err(Box::new(Unfit::Expired(at)));
        }
        let granted = &claims.grants;
        if self == Self::Validity || needed.are_met_by(granted) {
            return Ok(());
        }
        Err(Box::new(Unfit::Permissions { needed, granted: granted.clone() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::claims::token_with;
    use serde_json::{Value, json};
    use std::time::Duration;

    const NEEDED: Permissions = Permissions::new("A.Create,A.ReadWrite", "A.Create");

    fn verdict(claims: &Value, cloud: Option<Cloud>, needed: Permissions) -> Result<(), Unfit> {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000);
        let claims = Claims::read(&token_with(claims)).unwrap();
        Preflight::Permissions.check(&claims, cloud, needed, now).map_err(|unfit| *unfit)
    }

    #[test]
    fn one_permission_of_the_tokens_kind_is_enough() {
        for claims in [
            json!({"scp": "User.Read A.ReadWrite"}),
            json!({"scp": "a.create"}),
            json!({"roles": ["User.Read.All", "A.Create"]}),
        ] {
            assert_eq!(verdict(&claims, None, NEEDED), Ok(()), "{claims}");
        }
        for (claims, has) in [
            (json!({"scp": "User.Read"}), "User.Read (delegated)"),
            (json!({"scp": "", "roles": ["A.Create"]}), "none (delegated)"),
            (json!({"roles": ["A.ReadWrite"]}), "A.ReadWrite (application)"),
            (json!({}), "none (application)"),
        ] {
            let unfit = verdict(&claims, None, NEEDED).unwrap_err();
            let text = format!("it needs A.Create or A.ReadWrite (delegated), A.Create (application), it has {has}");
            assert!(unfit.to_string().contains(&text), "{unfit}");
            assert!(unfit.to_string().contains("preflight(false)"), "{unfit}");
        }
    }

    #[test]
    fn a_path_that_declares_none_of_the_kind_needs_none() {
        assert_eq!(verdict(&json!({}), None, Permissions::default()), Ok(()));
        assert_eq!(verdict(&json!({"scp": "x"}), None, Permissions::new("", "A.Create")), Ok(()));
        assert_eq!(verdict(&json!({"roles": ["x"]}), None, Permissions::new("A.Create", "")), Ok(()));
    }

    /// The list that a path declares is never complete.
    #[test]
    fn permissions_are_not_compared_by_default() {
        let claims = Claims::read(&token_with(&json!({"exp": 10, "roles": ["A.ReadWrite.All"]}))).unwrap();
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        for (preflight, in_time, late) in
            [(Preflight::default(), true, false), (Preflight::Off, true, true), (Preflight::Permissions, false, false)]
        {
            assert_eq!(preflight.check(&claims, None, NEEDED, at(9)).is_ok(), in_time, "{preflight:?}");
            assert_eq!(preflight.check(&claims, None, NEEDED, at(10)).is_ok(), late, "{preflight:?}");
        }
    }

    #[test]
    fn an_expired_token_is_unfit() {
        let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000);
        assert_eq!(verdict(&json!({"exp": 1_000}), None, Permissions::default()), Err(Unfit::Expired(at)));
        assert_eq!(verdict(&json!({"exp": 1_001}), None, Permissions::default()), Ok(()));
    }

    #[test]
    fn a_token_of_another_cloud_is_unfit() {
        let claims = json!({"aud": "https://graph.microsoft.us"});
        let unfit = verdict(&claims, Some(Cloud::Global), Permissions::default()).unwrap_err();
        assert!(
            unfit.to_string().starts_with(
                "the token is for `https://graph.microsoft.us`, the client for `https://graph.microsoft.com`"
            ),
            "{unfit}"
        );
        assert_eq!(verdict(&claims, Some(Cloud::UsGov), Permissions::default()), Ok(()));
        // A proxy or an emulator has no audience that could be known.
        assert_eq!(verdict(&claims, None, Permissions::default()), Ok(()));
    }
}
