//! What an import can take its entities from.

use futures_core::Stream;
use futures_util::stream::{Iter, iter};

/// What [`GraphClient::import`](crate::GraphClient::import) takes: every iterator and collection ([`IntoIterator`]), and
/// every [`Stream`].
///
/// `By` keeps the implementations apart. It is inferred for all but the few types that are both, such as
/// `FuturesUnordered`: give an adapter of those, such as `unordered.map(|entity| entity)`, which is a stream only.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be imported, it is neither an iterator nor a stream",
    label = "not an iterator or a stream",
    note = "`import` takes a `Vec`, an array, any other `IntoIterator`, or a `futures_core::Stream`"
)]
pub trait ImportSource<By> {
    /// The entities, or what holds them.
    type Item;

    #[doc(hidden)]
    type Entities: Stream<Item = Self::Item>;

    #[doc(hidden)]
    fn entities(self) -> Self::Entities;
}

/// Marks the [`ImportSource`]s that are an [`IntoIterator`].
#[doc(hidden)]
#[derive(Debug)]
pub enum ByIterator {}

/// Marks the [`ImportSource`]s that are a [`Stream`].
#[doc(hidden)]
#[derive(Debug)]
pub enum ByStream {}

impl<I: IntoIterator> ImportSource<ByIterator> for I {
    type Item = I::Item;
    type Entities = Iter<I::IntoIter>;

    fn entities(self) -> Self::Entities {
        iter(self)
    }
}

impl<S: Stream> ImportSource<ByStream> for S {
    type Item = S::Item;
    type Entities = S;

    fn entities(self) -> Self {
        self
    }
}
