//! `WWW-Authenticate`: what a 401 asks of the next token.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;

/// The longest challenge that is read, in bytes.
const LIMIT: usize = 16 << 10;

/// Both alphabets are in use; the one of URLs is translated before.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The claims that a token has to satisfy, as JSON, from `Bearer …, error="insufficient_claims", claims="base64"`:
/// [claims challenges](https://learn.microsoft.com/entra/identity-platform/claims-challenge).
#[cold]
pub(crate) fn claims(headers: &HeaderMap) -> Option<String> {
    headers.get_all(WWW_AUTHENTICATE).iter().find_map(|value| claims_of(value.to_str().ok()?))
}

fn claims_of(challenge: &str) -> Option<String> {
    if challenge.len() > LIMIT {
        return None;
    }
    let parameters: Vec<(String, String)> = parameters(challenge);
    let find = |wanted: &str| parameters.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    if find("error") != Some("insufficient_claims") {
        return None;
    }
    let claims = find("claims")?.replace('-', "+").replace('_', "/");
    let claims = String::from_utf8(BASE64.decode(claims).ok()?).ok()?;
    // Only what is JSON goes on to the credential.
    serde_json::from_str::<serde::de::IgnoredAny>(&claims).ok()?;
    Some(claims)
}

/// The parameters `name="value"` or `name=value` of every challenge in the header, [RFC 9110, section
/// 11.6.1](https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1); names in lower case.
fn parameters(challenge: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = challenge;
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.rsplit([',', ' ', '\t']).find(|word| !word.is_empty()).unwrap_or_default();
        let after = after.trim_start();
        let (value, left) = match after.strip_prefix('"') {
            Some(quoted) => quoted_string(quoted),
            None => {
                let end = after.find([',', ' ', '\t']).unwrap_or(after.len());
                let (value, left) = after.split_at(end);
                (value.to_owned(), left)
            }
        };
        found.push((name.to_ascii_lowercase(), value));
        rest = left;
    }
    found
}

/// What stands before the closing quote, and what follows it.
fn quoted_string(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, text.get(at + 1..).unwrap_or_default()),
            '\\' => value.extend(letters.next().map(|(_, letter)| letter)),
            letter => value.push(letter),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use proptest::prelude::*;

    const CLAIMS: &str = r#"{"access_token":{"nbf":{"essential":true, "value":"1604106651"}}}"#;

    #[test]
    fn the_claims_of_a_challenge_are_decoded() {
        // The example of Microsoft's page on claims challenges.
        let challenge = r#"Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwNDEwNjY1MSJ9fX0=""#;
        assert_eq!(claims_of(challenge).as_deref(), Some(CLAIMS));
        // Without padding, without quotes, with another challenge before it.
        let challenge = challenge.replace("9fX0=\"", "9fX0\"").replace("Bearer", "Basic realm=x, bearer");
        assert_eq!(claims_of(&challenge).as_deref(), Some(CLAIMS));
        let mut headers = HeaderMap::new();
        headers.append(WWW_AUTHENTICATE, HeaderValue::from_static("Basic"));
        headers.append(WWW_AUTHENTICATE, HeaderValue::from_str(&challenge).unwrap());
        assert_eq!(claims(&headers).as_deref(), Some(CLAIMS));
    }

    #[test]
    fn other_challenges_have_none() {
        for challenge in [
            "",
            "Bearer",
            "Bearer realm=\"\", error=\"invalid_token\", claims=\"e30=\"",
            "Bearer error=\"insufficient_claims\"",
            "Bearer error=\"insufficient_claims\", claims=\"***\"",
            // Not JSON.
            "Bearer error=\"insufficient_claims\", claims=\"eyJh\"",
            // The error is inside another value.
            "Bearer realm=\"error=\\\"insufficient_claims\\\", claims=e30=\"",
        ] {
            assert_eq!(claims_of(challenge), None, "{challenge}");
        }
        assert_eq!(claims_of(&format!("Bearer error=\"insufficient_claims\", claims=\"{}\"", "A".repeat(LIMIT))), None);
    }

    proptest! {
        #[test]
        fn no_header_breaks_the_reader(challenge in "\\PC*", tail in "[ ,=\"\\\\a]*") {
            claims_of(&challenge);
            claims_of(&format!("Bearer error=\"insufficient_claims\",{tail}"));
        }
    }
}
