//! The read of what changed in a collection, page by page.

use http::Method;

use super::answered::{Answered, Reader};
use super::delta_page::{self, DeltaPage, DeltaToken};
use super::effect::Effect;
use super::expectation::{Expectation, Expected};
use super::permissions::Permissions;
use super::projection::{project, select_all};
use super::request::Request;
use super::settings::settings;
use super::unsendable::Unsendable;
use crate::client::GraphClient;
use crate::errors::error::Error;
use crate::errors::restart::DeltaRestart;
use crate::filter::Filter;
use crate::json::entity::GraphEntity;
use crate::lists::{Changes, DeltaPages};

/// A request to read what changed in a collection of `T` ([delta query](https://learn.microsoft.com/graph/delta-query-overview)),
/// not sent yet: what the functions of [`#[graph_delta]`](macro@crate::graph_delta) return.
///
/// Without a token it reads the whole collection. The last page has a [token](DeltaToken); a later query with it reads what
/// changed since. It asks for the properties that `T` declares (`$select`). It is read [page by page](Self::pages) or as a
/// [stream of changes](Self::stream); each page is retried alone, and one page is in memory at a time.
///
/// No change is missed, but a service may send a change more than once, and with more properties than
/// [those that changed](crate::Partial). A token expires after some days; then the synchronization [starts again](Self::restart).
///
/// ```no_run
/// use std::collections::HashMap;
///
/// use graph_entity::{Change, DeltaToken, Error, GraphClient, GraphEntity, graph_delta};
///
/// #[derive(GraphEntity)]
/// #[graph_entity("microsoft.graph.group")]
/// #[graph_delta("/groups/delta", application = "Group.Read.All")]
/// struct Group {
///     #[graph_entity(key)]
///     id: Option<String>,
///     display_name: Option<String>,
/// }
///
/// /// Brings `known` up to date, and returns the token for the next time.
/// async fn sync(
///     graph: &GraphClient,
///     known: &mut HashMap<String, Group>,
///     token: Option<DeltaToken>,
/// ) -> Result<Option<DeltaToken>, Box<dyn std::error::Error>> {
///     let mut delta = Group::delta();
///     if let Some(token) = &token {
///         delta = delta.resume(token.clone());
///     }
///     let mut changes = delta.stream(graph);
///     while let Some(change) = changes.next().await {
///         match change? {
///             Change::Changed(part) => {
///                 let id = part.id().ok_or("a group without an id")?;
///                 match known.get_mut(id) {
///                     Some(group) => part.apply_to(group)?,
///                     None => drop(known.insert(id.to_owned(), part.read()?)),
///                 }
///             }
///             Change::Removed(removed) => drop(known.remove(&removed.id)),
///         }
///     }
///     // To be stored after what is in `known`, or with it.
///     Ok(changes.token().cloned().or(token))
/// }
/// ```
#[must_use = "a delta query does nothing until it is sent"]
#[derive(Clone)]
pub struct Delta<T> {
    request: Request,
    read: Reader<DeltaPage<T>>,
    prefetch: bool,
}

/// What the functions of `#[graph_delta]` call.
pub fn delta<T: GraphEntity>(
    template: &'static str,
    delegated: &'static str,
    application: &'static str,
    arguments: &[&str],
) -> Delta<T> {
    let expectation = Expectation { effect: Effect::Read, answer: Expected::Changes };
    let permissions = Permissions::new(delegated, application);
    let mut request = Request::declared(Method::GET, template, permissions, arguments, expectation);
    project::<T>(&mut request);
    Delta { request, read: delta_page::read, prefetch: false }
}

settings!(Delta<T>);

impl<T> Delta<T> {
    /// Goes on where an earlier page ended, with its [`next`](DeltaPage::next): a [`NextLink`](crate::NextLink), a
    /// [`DeltaLink`](crate::DeltaLink) or a [`DeltaToken`], which is either. The link has the options of the first request;
    /// those of this call are ignored.
    pub fn resume(mut self, token: impl Into<DeltaToken>) -> Self {
        let next = token.into().follow(&self.request);
        self.request = next.unwrap_or_else(|invalid| self.request.with_problem(Unsendable::Link(invalid)));
        self
    }

    /// Starts again when the service no longer knows a token ([`Error::restart`]): with the link that the service gave or, if it
    /// gave none, with this request.
    ///
    /// The service sends the whole collection again. An entity that you have and that does not come was removed in the meantime.
    pub fn restart(self, restart: &DeltaRestart) -> Self {
        match restart.link() {
            Some(link) => self.resume(link.clone()),
            None => self,
        }
    }

    /// Gives no entities, but a token for what changes from now on (`$deltatoken=latest`). Directory objects, such as users
    /// and groups, support it.
    pub fn latest(self) -> Self {
        self.query("$deltatoken", "latest")
    }

    /// At most so many changes in a page (`$top`). Outlook's resources take
    /// `.header("Prefer", "odata.maxpagesize=50")` instead. The service may give fewer.
    pub fn top(self, changes: u32) -> Self {
        self.query("$top", &changes.to_string())
    }

    /// The changes of entities that meet a condition (`$filter`), as for a [list](crate::List::filter). Few resources
    /// support it, and most of these support few conditions.
    pub fn filter(mut self, filter: Filter<T>) -> Self {
        self.request.set_filter(filter);
        self
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

    /// Fetches the next page while the current one is consumed. Two pages are in memory then.
    pub fn prefetch(mut self) -> Self {
        self.prefetch = true;
        self
    }

    /// One page: the first, or the one that it [resumes](Self::resume) with.
    ///
    /// # Errors
    ///
    /// See [`Error::disposition`]. A read is sent again after every failure that may pass. If the service no longer knows the
    /// token, [`Error::restart`] says so.
    pub async fn page(self, client: &GraphClient) -> Result<DeltaPage<T>, Error> {
        self.page_full(client).await.map(|answered| answered.value)
    }

    /// As [`page`](Self::page), with what else the answer says.
    ///
    /// # Errors
    ///
    /// As for [`page`](Self::page).
    pub async fn page_full(self, client: &GraphClient) -> Result<Answered<DeltaPage<T>>, Error> {
        client.deliver(&self.request).await?.read(self.read)
    }
}

impl<T: 'static> Delta<T> {
    /// The changes, one after the other, as a [`Stream`](futures_core::Stream) that ends with the round. It has the
    /// [token](Changes::token) of what was handed out. After an error it ends.
    pub fn stream(self, client: &GraphClient) -> Changes<T> {
        Changes::new(self.pages(client))
    }

    /// The pages, one after the other, as a [`Stream`](futures_core::Stream) that ends with the round. After an error it ends.
    pub fn pages(self, client: &GraphClient) -> DeltaPages<T> {
        DeltaPages::new(client.clone(), self.request, self.read, self.prefetch)
    }
}
