//! The read of a collection as a value, page by page.

use http::Method;

use super::answered::{Answered, Reader};
use super::effect::Effect;
use super::expectation::{Expectation, Expected};
use super::page::{NextLink, Page};
use super::permissions::Permissions;
use super::projection::{project, select_all};
use super::request::Request;
use super::settings::settings;
use super::unsendable::Unsendable;
use crate::client::GraphClient;
use crate::errors::error::Error;
use crate::filter::Filter;
use crate::json::entity::GraphEntity;
use crate::lists::{Items, Pages};
use crate::wire::body;

/// A request to read a collection of `T`, not sent yet: what the methods of `#[graph_list]` return.
///
/// It asks for the properties that `T` declares (`$select`). It is read [page by page](Self::pages), as a
/// [stream of entities](Self::stream), or [whole](Self::all); each page is retried alone, and memory is that of one page.
#[must_use = "a list does nothing until it is sent"]
#[derive(Clone)]
pub struct List<T> {
    request: Request,
    read: Reader<Page<T>>,
    prefetch: bool,
}

/// What the methods of `#[graph_list]` call.
pub fn list<T: GraphEntity>(
    template: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
) -> List<T> {
    let expectation = Expectation { effect: Effect::Read, answer: Expected::Page };
    let permissions = Permissions::new(delegated, application);
    let mut request = Request::declared(Method::GET, template, permissions, arguments, expectation);
    project::<T>(&mut request);
    List { request, read: |bytes| body::read(bytes), prefetch: false }
}

settings!(List<T>);

impl<T> List<T> {
    /// At most so many entities in a page (`$top`). The service may give fewer.
    pub fn top(self, entities: u32) -> Self {
        self.query("$top", &entities.to_string())
    }

    /// Those that meet a condition (`$filter`): [`filter!`](macro@crate::filter) makes one. Called again, it asks for those that
    /// meet all of the conditions; `&` and `|` combine filters too.
    pub fn filter(mut self, filter: Filter<T>) -> Self {
        self.request.set_filter(filter);
        self
    }

    /// Those that match a text (`$search`), such as `"displayName:sales"` with its quotes.
    pub fn search(self, text: &str) -> Self {
        self.query("$search", text)
    }

    /// In this order (`$orderby`), such as `displayName desc`. Called again, it orders those that are equal by the first.
    pub fn order_by(self, properties: &str) -> Self {
        self.query("$orderby", properties)
    }

    /// Asks how many entities the whole collection has (`$count=true`): [`Page::count`] of the first page.
    pub fn count(self) -> Self {
        self.query("$count", "true")
    }

    /// With the [advanced query capabilities](https://learn.microsoft.com/graph/aad-advanced-queries) of directory objects: the
    /// header `ConsistencyLevel: eventual` and `$count=true`.
    pub fn eventual(self) -> Self {
        self.header("ConsistencyLevel", "eventual").count()
    }

    /// Any other query option. Name and value are percent-encoded. `$filter`, `$select`, `$expand` and `$orderby` are joined with
    /// what is there, any other with `$` replaces it.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.request.set_option(name, value);
        self
    }

    /// Asks for all properties: for endpoints that refuse `$select`. What is marked `expand` is expanded all the same.
    pub fn select_all(mut self) -> Self {
        select_all(&mut self.request);
        self
    }

    /// Goes on behind an earlier page, with its [`next`](Page::next): its own options stand in the link, and those of this call
    /// do not count.
    pub fn resume(mut self, next: NextLink) -> Self {
        let next = next.follow(&self.request, None);
        self.request = next.unwrap_or_else(|invalid| self.request.with_problem(Unsendable::Link(invalid)));
        self
    }

    /// Fetches the next page while the current one is consumed. Memory is that of two pages then.
    pub fn prefetch(mut self) -> Self {
        self.prefetch = true;
        self
    }

    /// One page: the first, or the one behind an earlier page that it [resumes](Self::resume).
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`]. A read is sent again after every failure that may pass.
    pub async fn page(self, client: &GraphClient) -> Result<Page<T>, Error> {
        self.page_full(client).await.map(|answered| answered.value)
    }

    /// As [`page`](Self::page), with what else the answer says.
    ///
    /// # Errors
    ///
    /// As for [`page`](Self::page).
    pub async fn page_full(self, client: &GraphClient) -> Result<Answered<Page<T>>, Error> {
        client.deliver(&self.request).await?.read(self.read)
    }
}

impl<T: Send + 'static> List<T> {
    /// The entities, one after the other, as a [`Stream`](futures_core::Stream). After an error it ends.
    pub fn stream(self, client: &GraphClient) -> Items<T> {
        Items::new(self.pages(client))
    }

    /// The pages, one after the other, as a [`Stream`](futures_core::Stream). After an error it ends.
    pub fn pages(self, client: &GraphClient) -> Pages<T> {
        Pages::new(client.clone(), self.request, self.read, self.prefetch)
    }

    /// All entities, in memory at once. How many there are is the service's to say: [`stream`](Self::stream) is for a collection
    /// of unknown size.
    ///
    /// # Errors
    ///
    /// The first error of a page; what was read before it is lost. [`pages`](Self::pages) keeps it.
    pub async fn all(self, client: &GraphClient) -> Result<Vec<T>, Error> {
        let mut pages = self.pages(client);
        let mut all = Vec::new();
        while let Some(page) = pages.next().await {
            all.append(&mut page?.items);
        }
        Ok(all)
    }
}
