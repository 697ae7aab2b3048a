//! What can be put into a batch: requests of any types, in any arrangement; the outcomes come in the same one.

use super::queue::Outcome;
use crate::operation::request::Request;

mod arrangements;
mod operations;

/// What goes into a batch together: a `Create`, `Get`, `Update`, `Delete`, `Put`, `Upsert`, `Call`, `Reference` or
/// [`Request`], and every tuple, `Vec`, array and `Option` of such.
///
/// The outcomes have the same arrangement. See [`GraphClient::batch_of`](crate::GraphClient::batch_of). The trait cannot be
/// implemented for other types.
pub trait BatchInput: Sized + Send + 'static {
    /// What each `send` gives: of a `Create<T>`, a `Result<T, Error>`.
    type Outcomes: Send + 'static;

    /// What each `send_full` gives: of a `Create<T>`, a `Result<Created<T>, Error>`.
    type Full: Send + 'static;

    #[doc(hidden)]
    type Collector: Collect<Full = Self::Full> + Send + 'static;

    /// Takes the requests apart: what is sent, in order, and the places for what it ends in.
    #[doc(hidden)]
    fn split(self, into: &mut Requests) -> Self::Collector;

    /// Not by way of `Full`: an outcome is moved once.
    #[doc(hidden)]
    fn outcomes(collector: Self::Collector) -> Self::Outcomes;
}

/// The requests of a batch, in order.
#[derive(Default)]
pub struct Requests(pub(super) Vec<Box<Request>>);

/// Collects what requests end in, as they end.
pub trait Collect {
    type Full;

    /// Of how many requests.
    fn len(&self) -> usize;

    /// What one of them ended in, read at once.
    fn put(&mut self, index: usize, settled: Settled);

    fn full(self) -> Self::Full;
}

/// What a request ended in.
pub struct Settled(pub(super) Outcome);
