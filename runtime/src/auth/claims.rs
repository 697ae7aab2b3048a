//! The claims of an access token. They are read and not verified: the service does that, whatever is read here.

use std::fmt;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;

/// The longest token that is looked into, in bytes.
const LIMIT: usize = 64 << 10;

const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The claims that matter before sending, of
/// [access tokens](https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claims {
    /// `aud`: whom the token is for.
    pub(crate) audience: Option<String>,
    /// `exp`: from when on it is worth nothing.
    pub(crate) expires_on: Option<SystemTime>,
    /// `scp` or `roles`.
    pub(crate) grants: Grants,
}

/// The permissions that an access token has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Grants {
    /// Whether a user is signed in: the permissions are delegated (`scp`), not the application's own (`roles`).
    pub delegated: bool,
    /// Their names, as the token lists them.
    pub permissions: Vec<String>,
}

impl fmt::Display for Grants {
    /// `A.Read, B.ReadWrite (delegated)`, or `none (application)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.delegated { "delegated" } else { "application" };
        if self.permissions.is_empty() { write!(f, "none") } else { f.write_str(&self.permissions.join(", ")) }?;
        write!(f, " ({kind})")
    }
}

impl Claims {
    /// The claims of a JWT ([RFC 7519](https://www.rfc-editor.org/rfc/rfc7519)); none of a token that is opaque.
    pub(crate) fn read(token: &str) -> Option<Self> {
        if token.len() > LIMIT {
            return None;
        }
        let mut parts = token.split('.');
        let (_header, payload, _signature) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            // Five parts are an encrypted token: opaque.
            return None;
        }
        let payload: Value = serde_json::from_slice(&BASE64URL.decode(payload).ok()?).ok()?;
        let claims = payload.as_object()?;
        let scopes = claims.get("scp");
        Some(Self {
            audience: claims.get("aud").and_then(Value::as_str).map(str::to_owned),
            expires_on: claims.get("exp").and_then(moment),
            grants: Grants { delegated: scopes.is_some(), permissions: names(scopes.or_else(|| claims.get("roles"))) },
        })
    }
}

/// A `NumericDate`: seconds since 1970.
fn moment(value: &Value) -> Option<SystemTime> {
    let seconds = Duration::try_from_secs_f64(value.as_f64()?).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(seconds)
}

/// `"A B"` or `["A", "B"]`.
fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => text.split_ascii_whitespace().map(str::to_owned).collect(),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// A token with these claims, and no signature.
#[cfg(test)]
pub(crate) fn token_with(claims: &Value) -> String {
    let encode = |text: &str| BASE64URL.encode(text).trim_end_matches('=').to_owned();
    format!("{}.{}.signature", encode(r#"{"typ":"JWT","alg":"RS256"}"#), encode(&claims.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn a_delegated_token_is_read() {
        let token = token_with(&json!({
            "aud": "https://graph.microsoft.com", "exp": 1_700_000_000, "scp": "User.Read Group.ReadWrite.All",
            "roles": ["not.of.this.kind"], "name": "Personal Data",
        }));
        let claims = Claims::read(&token).unwrap();
        assert_eq!(claims.audience.as_deref(), Some("https://graph.microsoft.com"));
        assert_eq!(claims.expires_on, Some(SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000)));
        assert_eq!(claims.grants.to_string(), "User.Read, Group.ReadWrite.All (delegated)");
        assert!(!format!("{claims:?}").contains("Personal"));
    }

    #[test]
    fn an_applications_token_is_read() {
        let claims = Claims::read(&token_with(&json!({"roles": ["Group.Create"]}))).unwrap();
        assert_eq!(claims.grants.to_string(), "Group.Create (application)");
        let claims = Claims::read(&token_with(&json!({"exp": "soon", "aud": 5}))).unwrap();
        assert_eq!(claims.grants.to_string(), "none (application)");
        assert_eq!((claims.audience, claims.expires_on), (None, None));
        for exp in [json!(-1), json!(1e300), json!(null)] {
            assert_eq!(Claims::read(&token_with(&json!({ "exp": exp }))).unwrap().expires_on, None);
        }
    }

    #[test]
    fn other_tokens_are_opaque() {
        let token = token_with(&json!({"roles": []}));
        let large = token_with(&json!({"roles": ["x".repeat(LIMIT)]}));
        for opaque in ["", "secret", "a.b", "a.b.c", "..", "a.e30.c.d.e", &token[1..].replace('.', "-"), &large] {
            assert_eq!(Claims::read(opaque), None);
        }
        assert_eq!(Claims::read(&token_with(&json!([1]))), None);
    }

    proptest! {
        #[test]
        fn no_token_breaks_the_reader(token in "\\PC*", payload: Vec<u8>) {
            Claims::read(&token);
            Claims::read(&format!("a.{}.b", BASE64URL.encode(payload)));
        }

        #[test]
        fn no_claims_break_the_reader(text in "\\PC*", number: f64) {
            Claims::read(&token_with(&json!({"aud": text, "exp": number, "scp": [text, number], "roles": text})));
        }
    }
}
