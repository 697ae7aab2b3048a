//! Requests that no declaration covers.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use http::header::CONTENT_TYPE;
use percent_encoding::utf8_percent_encode;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::effect::Effect;
use super::expectation::{Expectation, Expected};
use super::header::{InvalidHeader, header};
use super::path::{self, QUERY, fill};
use super::permissions::Permissions;
use super::request::Request;
use super::unsendable::Unsendable;
use crate::client::GraphClient;
use crate::client::base_url::BaseUrl;
use crate::errors::error::Error;
use crate::wire::body;

const V1: &str = "/v1.0";
const BETA: &str = "/beta";

impl Request {
    /// A request to this path of `v1.0`, such as `/users/{id}/photo/$value`, with an argument for each placeholder, in order.
    ///
    /// Each argument is one segment and cannot change the path: it is percent-encoded; empty, `.` and `..` are refused when it
    /// is sent. A `GET` can end in a function of which a parameter is empty: `/me/drive/root/search(q='{q}')`. Its [effect](Self::effect) follows from the method: `Read` for `GET`, `Idempotent` for `DELETE` and `PUT`,
    /// `Once` for any other.
    pub fn new(method: Method, path: impl Into<Cow<'static, str>>, arguments: &[&str]) -> Self {
        let path = path.into();
        let template = format!("{V1}{path}");
        let expectation = Expectation { effect: Effect::of(&method), answer: Expected::Raw };
        let filled = fill(&template, arguments, expectation.end_of_path(&method));
        let mut request = Self::with_path(method, template.into(), filled, expectation);
        if let Err(invalid) = path::check(&path, arguments.len()) {
            request.problem = Some(Unsendable::Path(invalid).into());
        }
        request
    }

    /// The same request to `beta`.
    pub fn beta(mut self) -> Self {
        if let Some(path) = self.template.strip_prefix(V1) {
            self.template = format!("{BETA}{path}").into();
        }
        if let Some(path) = self.path.strip_prefix(V1) {
            self.path = format!("{BETA}{path}");
        }
        self
    }

    /// Adds a query option, such as `$select`. Name and value are percent-encoded.
    ///
    /// ```
    /// use graph_entity::Request;
    /// use graph_entity::http::Method;
    ///
    /// let request = Request::new(Method::GET, "/users", &[]).query("$filter", "displayName eq 'O''Neil & Sons'");
    /// let request = request.to_http(&"https://graph.microsoft.com".parse()?)?;
    /// assert_eq!(request.uri().query(), Some("$filter=displayName%20eq%20%27O%27%27Neil%20%26%20Sons%27"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.add_query(name, value);
        self
    }

    pub(crate) fn add_query(&mut self, name: &str, value: &str) {
        self.begin_query(name);
        self.query.extend(utf8_percent_encode(value, QUERY));
    }

    /// Adds a query option. If it is there, its value is joined with the new one or replaced: OData allows each of its options once
    /// ([URL conventions, section 5.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
    pub(crate) fn join_query(&mut self, name: &str, value: &str) {
        let encoded = |text| utf8_percent_encode(text, QUERY).to_string();
        let (before, between, behind) = match name {
            "$filter" => ("(", ") and (", ")"),
            "$select" | "$expand" | "$orderby" => ("", ",", ""),
            _ => {
                if name.starts_with('$') {
                    self.remove_query(name);
                }
                return self.add_query(name, value);
            }
        };
        let mut options: Vec<String> = self.query.split('&').map(str::to_owned).collect();
        let there = options.iter_mut().find_map(|option| {
            option.strip_prefix(name)?.strip_prefix('=').map(str::to_owned).map(|earlier| (option, earlier))
        });
        let Some((option, earlier)) = there else { return self.add_query(name, value) };
        let [before, between, value, behind] = [before, between, value, behind].map(encoded);
        *option = format!("{name}={before}{earlier}{between}{value}{behind}");
        self.query = options.join("&");
    }

    fn remove_query(&mut self, name: &str) {
        let is_other = |option: &&str| !option.strip_prefix(name).is_some_and(|rest| rest.starts_with('='));
        if !self.query.split('&').all(|option| is_other(&option)) {
            self.query = self.query.split('&').filter(is_other).collect::<Vec<_>>().join("&");
        }
    }

    fn begin_query(&mut self, name: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.extend(utf8_percent_encode(name, QUERY));
        self.query.push('=');
    }

    /// Sets a header of this request, such as `ConsistencyLevel`. The values of `Prefer` are joined with those that are set
    /// before.
    ///
    /// One that this crate writes (`Authorization`, `Host`, `Content-Type`, `client-request-id`) is refused when it is sent.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.add_header(name, value);
        self
    }

    pub(crate) fn add_header(&mut self, name: &str, value: &str) {
        match header(name, value) {
            Ok((name, value)) => crate::wire::headers::add(&mut self.headers, &name, &value),
            Err(invalid) => self.set_problem(Unsendable::Header(invalid)),
        }
    }

    /// The body, written as JSON.
    pub fn json(self, body: &(impl Serialize + ?Sized)) -> Self {
        self.with_other_body(serde_json::to_vec(body).map(Bytes::from).map_err(Unsendable::Json))
    }

    /// The body as it is, with its media type, such as `image/jpeg`.
    pub fn bytes(mut self, media_type: &str, body: impl Into<Bytes>) -> Self {
        match media_type.try_into() {
            Ok(media_type) => {
                self.headers.insert(CONTENT_TYPE, media_type);
            }
            Err(_) => self.set_problem(Unsendable::Header(InvalidHeader::media_type())),
        }
        self.with_other_body(Ok(body.into()))
    }

    /// Replaces the body, and with it the idempotency key of a create.
    fn with_other_body(mut self, body: Result<Bytes, Unsendable>) -> Self {
        if matches!(self.expectation, Expectation::KEYED_CREATION | Expectation::CREATION_WITH_OWN_KEY) {
            (self.expectation, self.generated_key) = (Expectation::CREATION, None);
        }
        self.with_body(body)
    }

    /// States what happens if the request is carried out twice, if that does not follow from the method: a `POST` that only
    /// reads, or a `PATCH` that may be repeated.
    pub fn effect(mut self, effect: Effect) -> Self {
        self.expectation.effect = effect;
        self
    }

    /// Carries it out only after the request at this position of the same [batch](crate::GraphClient::batch_of)
    /// succeeded; else it ends [`NotSent`](crate::Disposition::NotSent). Can be called several times. Positions count
    /// from 0 through all requests of the batch, and name an earlier one. Sent alone, it does not matter.
    pub fn depends_on(mut self, position: usize) -> Self {
        self.depends_on.push(position);
        self
    }

    /// How often it is sent again after a refusal for now. See
    /// [`GraphClientBuilder::retries`](crate::GraphClientBuilder::retries).
    pub fn retries(mut self, retries: u32) -> Self {
        self.options.retries = Some(retries);
        self
    }

    /// How long it may take in all. See [`GraphClientBuilder::deadline`](crate::GraphClientBuilder::deadline).
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.options.deadline = Some(deadline);
        self
    }

    /// Declares the permissions that a 403 names: lists with commas, such as `User.Read.All,Directory.Read.All`.
    pub fn declare_permissions(mut self, delegated: &'static str, application: &'static str) -> Self {
        self.permissions = Permissions::new(delegated, application);
        self
    }

    /// Sends it, and reads a success as JSON; `()` for an answer without a body. A success whose body is Graph's error object is
    /// an error; [`send_raw`](Self::send_raw) returns it as it came.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`].
    pub async fn send_as<T: DeserializeOwned>(self, client: &GraphClient) -> Result<T, Error> {
        client
            .deliver(&self)
            .await?
            .without_error()?
            .read(|bytes| body::read_or_null(bytes))
            .map(|answered| answered.value)
    }

    /// Sends it, and returns a success as it came: status, headers, and at most 16 MiB of the body.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`].
    pub async fn send_raw(self, client: &GraphClient) -> Result<http::Response<Bytes>, Error> {
        Ok(client.deliver(&self).await?.into_response())
    }

    /// The request as it would be sent, but for the headers that each attempt has of its own, `Authorization` and
    /// `client-request-id`, and for those of the client.
    ///
    /// # Errors
    ///
    /// Those of a request that is [`NotSent`](crate::Disposition::NotSent).
    pub fn to_http(&self, base_url: &BaseUrl) -> Result<http::Request<Bytes>, Error> {
        Ok(self.to_http_request(base_url)?)
    }
}
