//! The changes of a collection as streams: of pages, and of changes.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::walk::{Linked, Walk};
use crate::client::GraphClient;
use crate::errors::error::Error;
use crate::operation::answered::Reader;
use crate::operation::change::Change;
use crate::operation::delta_page::{DeltaPage, DeltaToken};
use crate::operation::page::NextLink;
use crate::operation::request::Request;

impl<T: 'static> Linked for DeltaPage<T> {
    fn next_link(&self) -> Option<&NextLink> {
        match &self.next {
            DeltaToken::Next(link) => Some(link),
            DeltaToken::Delta(_) => None,
        }
    }
}

/// The pages of a round of changes: a [`Stream`], made by [`Delta::pages`](crate::Delta::pages).
///
/// The token of each page, its [`next`](DeltaPage::next), is to be stored after the changes of that page, or with them. It is
/// `Unpin`. Nothing is sent before it is polled. The next page is not fetched before it is asked for, unless
/// [`prefetch`](crate::Delta::prefetch) is set.
#[must_use = "a stream does nothing until it is asked"]
pub struct DeltaPages<T> {
    walk: Walk<DeltaPage<T>>,
}

impl<T: 'static> DeltaPages<T> {
    pub(crate) fn new(client: GraphClient, first: Request, read: Reader<DeltaPage<T>>, prefetch: bool) -> Self {
        Self { walk: Walk::new(client, first, read, prefetch) }
    }

    /// The next page, or `None` behind the last of the round.
    pub async fn next(&mut self) -> Option<Result<DeltaPage<T>, Error>> {
        self.walk.next().await
    }
}

impl<T: 'static> Stream for DeltaPages<T> {
    type Item = Result<DeltaPage<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.walk).poll_next(context)
    }
}

/// The changes of a round: a [`Stream`], made by [`Delta::stream`](crate::Delta::stream).
///
/// It is `Unpin`.
#[must_use = "a stream does nothing until it is asked"]
pub struct Changes<T> {
    pages: DeltaPages<T>,
    items: vec::IntoIter<Change<T>>,
    /// The token of the page that the items are of.
    current: Option<DeltaToken>,
    /// The token of the last page whose items were all handed out.
    token: Option<DeltaToken>,
}

impl<T: 'static> Changes<T> {
    pub(crate) fn new(pages: DeltaPages<T>) -> Self {
        Self { pages, items: Vec::new().into_iter(), current: None, token: None }
    }

    /// The next change, or `None` behind the last of the round.
    pub async fn next(&mut self) -> Option<Result<Change<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T> Changes<T> {
    /// The token to store once all changes are stored that came **before the last call of `next`**: that of the last page whose
    /// changes all came before it. So the change that `next` returned last does not count; after the end of the stream, all do.
    ///
    /// `None` while the first page is not complete: the token that was stored before stays valid. Changes that are read ahead of
    /// their use, such as by `buffered`, count as stored; use [`pages`](crate::Delta::pages) then.
    #[must_use]
    pub fn token(&self) -> Option<&DeltaToken> {
        self.token.as_ref()
    }
}

// Nothing in it is pinned in place.
impl<T> Unpin for Changes<T> {}

impl<T: 'static> Stream for Changes<T> {
    type Item = Result<Change<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            if let Some(current) = self.current.take() {
                self.token = Some(current);
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                Some(Ok(DeltaPage { items, next })) => {
                    self.items = items.into_iter();
                    self.current = Some(next);
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> fmt::Debug for DeltaPages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeltaPages").field("next", &self.walk.next).finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Changes<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Changes").field("pages", &self.pages).field("token", &self.token).finish_non_exhaustive()
    }
}
