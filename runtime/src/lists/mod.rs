//! Collections as streams: of pages, of entities, and of changes.

mod cycle;
mod delta;
mod walk;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use futures_core::Stream;

pub use delta::{Changes, DeltaPages};
use walk::{Linked, Walk};

use crate::client::GraphClient;
use crate::errors::error::Error;
use crate::operation::answered::Reader;
use crate::operation::page::{NextLink, Page};
use crate::operation::request::Request;

impl<T: Send + 'static> Linked for Page<T> {
    fn next_link(&self) -> Option<&NextLink> {
        self.next.as_ref()
    }
}

/// The pages of a collection: a [`Stream`], made by [`List::pages`](crate::List::pages).
///
/// It is `Unpin`. Nothing is sent before it is asked, nor for the page behind the current one, unless
/// [`prefetch`](crate::List::prefetch) says so.
#[must_use = "a stream does nothing until it is asked"]
pub struct Pages<T> {
    walk: Walk<Page<T>>,
}

impl<T: Send + 'static> Pages<T> {
    pub(crate) fn new(client: GraphClient, first: Request, read: Reader<Page<T>>, prefetch: bool) -> Self {
        Self { walk: Walk::new(client, first, read, prefetch) }
    }

    /// The next page, or `None` behind the last.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        self.walk.next().await
    }
}

impl<T: Send + 'static> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.walk).poll_next(context)
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
        f.debug_struct("Pages").field("next", &self.walk.next).finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).finish_non_exhaustive()
    }
}
