//! Which links of the service are followed.

use std::fmt;

use reqwest::Url;

use super::request::Request;
use crate::client::base_url::BaseUrl;
use crate::client::cloud::Cloud;

/// Why a link, to the next page or to later changes, cannot be followed. The token was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidLink {
    /// It is not a valid URL.
    NotAUrl,
    /// It is the link of the page that it stands in: following it would not end.
    SamePage,
    /// It leads back to a page that was read before: following it would not end.
    EarlierPage,
    /// It is of this origin, which is neither the client's nor one of Graph's.
    OtherOrigin(String),
}

/// What a link is that is checked alone, without the page that it stands in.
const EITHER: &str = "the link to the next page or to later changes";

impl fmt::Display for InvalidLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAUrl => write!(f, "{EITHER} is not a valid URL"),
            Self::SamePage => f.write_str("the link to the next page leads to the page that it stands in"),
            Self::EarlierPage => f.write_str("the link to the next page leads back to a page that was read before"),
            Self::OtherOrigin(origin) => {
                write!(f, "{EITHER} leads to `{}`, where the token must not go", origin.escape_debug())
            }
        }
    }
}

impl std::error::Error for InvalidLink {}

/// Whether a link of this origin is followed by a client of another.
pub(crate) fn check_origin(link: &str, client: &str) -> Result<(), InvalidLink> {
    if link == client || Cloud::at(link).is_some() { Ok(()) } else { Err(InvalidLink::OtherOrigin(link.to_owned())) }
}

/// The request behind a link, with the headers and the options of an earlier one, on this base URL if it is known.
pub(crate) fn request_behind(
    link: &str,
    earlier: &Request,
    base_url: Option<&BaseUrl>,
) -> Result<Request, InvalidLink> {
    let url = Url::parse(link).map_err(|_| InvalidLink::NotAUrl)?;
    let mut request = earlier.clone();
    request.link_origin = Some(url.origin().ascii_serialization());
    url.path().clone_into(&mut request.path);
    url.query().unwrap_or_default().clone_into(&mut request.query);
    if let Some(base_url) = base_url {
        request.leave_out_path_of(base_url);
    }
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_followed_to_the_client_or_to_a_graph() {
        for (link, client, follows) in [
            ("http://127.0.0.1:80", "http://127.0.0.1:80", true),
            ("https://graph.microsoft.com", "https://gateway.contoso.com", true),
            ("https://graph.microsoft.us", "https://graph.microsoft.com", true),
            ("https://evil.example", "https://graph.microsoft.com", false),
            ("http://graph.microsoft.com", "https://graph.microsoft.com", false),
            ("https://graph.microsoft.com.evil.example", "https://graph.microsoft.com", false),
            ("http://127.0.0.1:81", "http://127.0.0.1:80", false),
            ("null", "https://graph.microsoft.com", false),
        ] {
            assert_eq!(check_origin(link, client).is_ok(), follows, "{link} {client}");
        }
    }

    #[test]
    fn a_link_to_later_changes_is_not_called_one_to_the_next_page() {
        for (invalid, expected) in [
            (InvalidLink::NotAUrl, "the link to the next page or to later changes is not a valid URL"),
            (
                InvalidLink::OtherOrigin("https://evil.example".to_owned()),
                "the link to the next page or to later changes leads to `https://evil.example`, where the token must not go",
            ),
            // A circle is one of pages.
            (InvalidLink::SamePage, "the link to the next page leads to the page that it stands in"),
            (InvalidLink::EarlierPage, "the link to the next page leads back to a page that was read before"),
        ] {
            assert_eq!(invalid.to_string(), expected);
        }
    }
}
