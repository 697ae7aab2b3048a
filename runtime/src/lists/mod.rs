//! Collections as streams: of pages, and of entities.

mod cycle;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use futures_core::Stream;

use cycle::Cycle;

use crate::client::GraphClient;
use crate::errors::error::Error;
use crate::operation::answered::Reader;
use crate::operation::link::InvalidLink;
use crate::operation::page::Page;
use crate::operation::request::{Request, Unsendable};

type Fetch<T> = Pin<Box<dyn Future<Output = (Request, Result<Page<T>, Error>)> + Send>>;

/// The pages of a collection: a [`Stream`], made by [`List::pages`](crate::List::pages).
///
/// It is `Unpin`. Nothing is sent before it is asked, nor for the page behind the current one, unless
/// [`prefetch`](crate::List::prefetch) says so.
#[must_use = "a stream does nothing until it is asked"]
pub struct Pages<T> {
    client: GraphClient,
    read: Reader<Page<T>>,
    prefetch: bool,
    /// The page to fetch next.
    next: Option<Request>,
    fetching: Option<Fetch<T>>,
    cycle: Cycle,
}

impl<T: Send + 'static> Pages<T> {
    pub(crate) fn new(client: GraphClient, mut first: Request, read: Reader<Page<T>>, prefetch: bool) -> Self {
        first.leave_out_path_of(&client.shared.base_url);
        let cycle = Cycle::new(&first);
        Self { client, read, prefetch, next: Some(first), fetching: None, cycle }
    }

    /// The next page, or `None` behind the last.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
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

impl<T: Send + 'static> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.fetching.is_none() {
            self.fetch();
        }
        let Some(fetching) = &mut self.fetching else { return Poll::Ready(None) };
        let Poll::Ready((request, result)) = fetching.as_mut().poll(context) else { return Poll::Pending };
        self.fetching = None;
        if let Ok(Page { next: Some(link), .. }) = &result {
            let next = link.clone().follow(&request, Some(&self.client.shared.base_url));
            let next =
                next.and_then(|next| if self.cycle.closes(&next) { Err(InvalidLink::EarlierPage) } else { Ok(next) });
            self.next = Some(next.unwrap_or_else(|invalid| {
                let mut request = request;
                request.set_problem(Unsendable::Link(invalid));
                request
            }));
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

/// The entities of a collection: a [`Stream`], made by [`List::stream`](crate::List::stream).
///
/// It is `Unpin`.
#[must_use = "a stream does nothing until it is asked"]
pub struct Items<T> {
    pages: Pages<T>,
    items: vec::IntoIter<T>,
}

impl<T: Send + 'static> Items<T> {
    pub(crate) fn new(pages: Pages<T>) -> Self {
        Self { pages, items: Vec::new().into_iter() }
    }

    /// The next entity, or `None` behind the last.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

// Nothing in it is pinned in place.
impl<T> Unpin for Items<T> {}

impl<T: Send + 'static> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match Pin::new(&mut self.pages).poll_next(context) {
                Poll::Ready(Some(Ok(page))) => self.items = page.items.into_iter(),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("next", &self.next).finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}
