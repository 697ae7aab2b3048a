//! The pages behind a request, each found by the link of the one before.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::cycle::Cycle;
use crate::client::GraphClient;
use crate::errors::error::Error;
use crate::operation::answered::Reader;
use crate::operation::link::InvalidLink;
use crate::operation::page::NextLink;
use crate::operation::request::Request;
use crate::operation::unsendable::Unsendable;

/// A page that may have a link to another.
pub(super) trait Linked: Send + 'static {
    /// The link, or `None` on the last page.
    fn next_link(&self) -> Option<&NextLink>;
}

type Fetch<P> = Pin<Box<dyn Future<Output = (Request, Result<P, Error>)> + Send>>;

/// A stream of pages. Nothing is sent before it is asked, nor for the page behind the current one without `prefetch`.
pub(super) struct Walk<P> {
    client: GraphClient,
    read: Reader<P>,
    prefetch: bool,
    /// The page to fetch next.
    pub(super) next: Option<Request>,
    fetching: Option<Fetch<P>>,
    cycle: Cycle,
}

impl<P: Linked> Walk<P> {
    pub(super) fn new(client: GraphClient, mut first: Request, read: Reader<P>, prefetch: bool) -> Self {
        first.leave_out_path_of(&client.shared.base_url);
        let cycle = Cycle::new(&first);
        Self { client, read, prefetch, next: Some(first), fetching: None, cycle }
    }

    pub(super) async fn next(&mut self) -> Option<Result<P, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn fetch(&mut self) {
        let Some(request) = self.next.take() else { return };
        let (client, read) = (self.client.clone(), self.read);
        self.fetching = Some(Box::pin(async move {
            let page = match client.deliver(&request).await {
                Ok(delivered) => delivered.read(read).map(|answered| answered.value),
                Err(error) => Err(error),
            };
            (request, page)
        }));
    }
}

impl<P: Linked> Stream for Walk<P> {
    type Item = Result<P, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.fetching.is_none() {
            self.fetch();
        }
        let Some(fetching) = &mut self.fetching else { return Poll::Ready(None) };
        let Poll::Ready((request, result)) = fetching.as_mut().poll(context) else { return Poll::Pending };
        self.fetching = None;
        if let Some(link) = result.as_ref().ok().and_then(Linked::next_link) {
            let next = link.clone().follow(&request, Some(&self.client.shared.base_url));
            let next =
                next.and_then(|next| if self.cycle.closes(&next) { Err(InvalidLink::EarlierPage) } else { Ok(next) });
            self.next = Some(next.unwrap_or_else(|invalid| request.with_problem(Unsendable::Link(invalid))));
            if self.prefetch {
                self.fetch();
                // Polled once, so that it is on its way while the page is consumed.
                if let Some(fetching) = &mut self.fetching
                    && let Poll::Ready(ready) = fetching.as_mut().poll(context)
                {
                    self.fetching = Some(Box::pin(async { ready }));
                }
            }
        }
        Poll::Ready(Some(result))
    }
}

// Nothing in it is pinned in place.
impl<P> Unpin for Walk<P> {}
