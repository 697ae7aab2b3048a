//! The HTTP request that an operation is at a client's base URL.

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::link;
use super::request::Request;
use super::unsendable::Unsendable;
use crate::client::Shared;
use crate::client::base_url::BaseUrl;
use crate::errors::error::ErrorKind;
use crate::wire::headers;

impl Request {
    /// The body as it is sent to this base URL.
    pub(crate) fn content(&self, base_url: &BaseUrl) -> Bytes {
        match &self.refers_to {
            Some(path) => reference(&format!("{base_url}{path}")),
            None => self.body.clone(),
        }
    }

    /// Whether it can be sent to this origin.
    ///
    /// # Errors
    ///
    /// The reason why it cannot.
    pub(crate) fn check_for(&self, base_url: &BaseUrl) -> Result<(), ErrorKind> {
        if let Some(origin) = &self.link_origin {
            link::check_origin(origin, base_url.origin()).map_err(ErrorKind::Link)?;
        }
        self.check()
    }

    /// The same request as a part of a batch of this client, with the client's headers; if it comes from a link that the client
    /// must not follow, with that as its problem.
    pub(crate) fn as_part_of(mut self: Box<Self>, client: &Shared) -> Box<Self> {
        let base_url = &client.base_url;
        if let Some(Err(invalid)) = self.link_origin.as_deref().map(|link| link::check_origin(link, base_url.origin()))
        {
            self.set_problem(Unsendable::Link(invalid));
        }
        self.leave_out_path_of(base_url);
        if self.refers_to.is_some() {
            self.body = self.content(base_url);
            self.refers_to = None;
        }
        if !client.headers.is_empty() {
            let own = std::mem::replace(&mut self.headers, client.headers.clone());
            for (name, value) in &own {
                headers::add(&mut self.headers, name, value);
            }
        }
        self
    }

    /// Leaves out the path of this base URL, if the request comes from a link that has it.
    pub(crate) fn leave_out_path_of(&mut self, base_url: &BaseUrl) {
        let own = self.own_path(base_url);
        if own.len() < self.path.len() {
            self.path = own.to_owned();
        }
    }

    /// The path with its version, which stands behind this base URL.
    pub(crate) fn own_path(&self, base_url: &BaseUrl) -> &str {
        match &self.link_origin {
            Some(origin) => base_url.own_path(origin, &self.path),
            None => &self.path,
        }
    }

    /// The request as it is sent to this origin, but for the headers of each attempt.
    pub(crate) fn to_http_request(&self, base_url: &BaseUrl) -> Result<http::Request<Bytes>, ErrorKind> {
        self.check_for(base_url)?;
        let uri = [base_url.as_str(), &self.with_query(self.own_path(base_url))].concat();
        let request = http::Request::builder().method(self.method.clone()).uri(uri).body(self.content(base_url));
        let mut request = request.map_err(ErrorKind::Http)?;
        *request.headers_mut() = headers::of_every_request();
        if !self.has_content() {
            request.headers_mut().remove(CONTENT_TYPE);
        }
        self.extend_headers(request.headers_mut());
        Ok(request)
    }
}

/// The body that refers to an entity, by its address
/// ([OData JSON format 4.01, section
/// 14](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html#sec_EntityReference)).
fn reference(address: &str) -> Bytes {
    let address = serde_json::Value::from(address);
    format!(r#"{{"@odata.id":{address}}}"#).into()
}
