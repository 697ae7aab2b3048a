//! The headers of a client.

use super::GraphClientBuilder;
use crate::operation::header::header;
use crate::wire::headers;

impl GraphClientBuilder {
    /// Sets a header of every request of the client, also of each in a batch, such as `Prefer`. A call's own
    /// [`header`](crate::Request::header) of the same name replaces it, but the values of `Prefer` are joined.
    ///
    /// ```
    /// # use graph_entity::GraphClient;
    /// let builder = GraphClient::builder().token_from_env("GRAPH_TOKEN");
    /// let graph = builder.header("Prefer", r#"IdType="ImmutableId""#).build()?;
    ///
    /// let builder = GraphClient::builder().token_from_env("GRAPH_TOKEN");
    /// let error = builder.header("Authorization", "Bearer …").build().unwrap_err();
    /// assert!(error.to_string().contains("the header `Authorization` cannot be set"));
    /// # Ok::<(), graph_entity::Error>(())
    /// ```
    ///
    /// [`build`](Self::build) returns [`Header`](crate::ErrorKind::Header) for one that this crate writes (`Authorization`, `Host`,
    /// `Content-Type`, `client-request-id`), and for a name or a value that HTTP cannot carry.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header(name, value) {
            Ok((name, value)) => headers::add(&mut self.headers, &name, &value),
            Err(invalid) => {
                self.invalid_header.get_or_insert(invalid);
            }
        }
        self
    }

    /// The `User-Agent` of every request, in place of `graph-entity` with its version, such as `contoso-sync/1.0`.
    ///
    /// ```
    /// # use graph_entity::GraphClient;
    /// let graph = GraphClient::builder().token_from_env("GRAPH_TOKEN").user_agent("contoso-sync/1.0").build()?;
    /// # Ok::<(), graph_entity::Error>(())
    /// ```
    ///
    /// [`build`](Self::build) returns [`Header`](crate::ErrorKind::Header) if HTTP cannot carry it.
    #[must_use]
    pub fn user_agent(mut self, product: &str) -> Self {
        match header("User-Agent", product) {
            Ok((_, value)) => self.user_agent = Some(value),
            Err(invalid) => {
                self.invalid_header.get_or_insert(invalid);
            }
        }
        self
    }
}
