//! What can be set of every operation before it is sent.

/// The methods that a type with a field `request` has in common with the others.
macro_rules! settings {
    ($type:ident<$value:ident>) => {
        impl<$value> $type<$value> {
            /// Sets a header of this call, such as `Prefer`, whose values are joined. See
            /// [`Request::header`](crate::Request::header).
            pub fn header(mut self, name: &str, value: &str) -> Self {
                self.request.add_header(name, value);
                self
            }

            /// How often it is sent again after a refusal for now; 0 sends it once. See
            /// [`GraphClientBuilder::retries`](crate::GraphClientBuilder::retries), which is for all calls of a client.
            pub fn retries(mut self, retries: u32) -> Self {
                self.request.options.retries = Some(retries);
                self
            }

            /// How long it may take in all. See [`GraphClientBuilder::deadline`](crate::GraphClientBuilder::deadline), which
            /// is for all calls of a client.
            pub fn deadline(mut self, deadline: std::time::Duration) -> Self {
                self.request.options.deadline = Some(deadline);
                self
            }

            /// Carries it out only after the request at this position of the same [batch](crate::GraphClient::batch_of)
            /// succeeded; else it ends [`NotSent`](crate::Disposition::NotSent). Can be called several times. Positions count
            /// from 0 through all requests of the batch, and name an earlier one. Sent alone, it does not matter.
            pub fn depends_on(mut self, position: usize) -> Self {
                self.request.depends_on.push(position);
                self
            }

            /// The permissions that the path declares.
            #[must_use]
            pub fn permissions(&self) -> crate::Permissions {
                self.request.permissions
            }

            /// The request as it would be sent, but for the headers that each attempt has of its own, `Authorization` and
            /// `client-request-id`, and for those of the client.
            ///
            /// # Errors
            ///
            /// Those of a request that is [`NotSent`](crate::Disposition::NotSent).
            pub fn to_http(
                &self,
                base_url: &crate::BaseUrl,
            ) -> Result<crate::http::Request<crate::bytes::Bytes>, crate::Error> {
                self.request.to_http(base_url)
            }

            /// The same request without its type, for a batch of many types.
            pub fn into_request(self) -> crate::Request {
                *self.into_boxed()
            }

            /// The same, in a box: those who send many move it often.
            pub(crate) fn into_boxed(self) -> Box<crate::Request> {
                // Some have it in one, and some as it is.
                self.request.into()
            }
        }

        impl<$value> std::fmt::Debug for $type<$value> {
            /// The method and the path; the content may be personal data and is not shown.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($type)).field(&self.request).finish()
            }
        }
    };
}

/// The setting for directories that replicate.
macro_rules! replicating {
    ($type:ident<$value:ident>) => {
        impl<$value> $type<$value> {
            /// For how long a 404 is taken for an entity that was created and is not there yet, and the request sent again, with
            /// growing waits. Without this a 404 is an error at once.
            pub fn replicating(mut self, within: std::time::Duration) -> Self {
                self.request.options.replicating = Some(within);
                self
            }
        }
    };
}

/// The setting for operations on one version of an entity.
macro_rules! if_match {
    ($type:ident<$value:ident>) => {
        impl<$value> $type<$value> {
            /// Carries it out only if the entity still has this `ETag` (`@odata.etag`); else the service answers with 412.
            pub fn if_match(self, etag: &str) -> Self {
                self.header("If-Match", etag)
            }
        }
    };
}

pub(crate) use {if_match, replicating, settings};
