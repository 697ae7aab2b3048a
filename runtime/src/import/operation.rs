//! What can be imported, and how its answer is read.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::outcome::Imported;
use crate::errors::error::Error;
use crate::operation::answered::Created;
use crate::operation::create::Create;
use crate::operation::delete::Delete;
use crate::operation::put::Put;
use crate::operation::request::Request;
use crate::operation::update::Update;
use crate::operation::upsert::{self, Upsert};
use crate::send::delivered::Delivered;
use crate::wire::body;

/// What one item of an import becomes: a [`Create`], [`Update`], [`Delete`], [`Put`], [`Upsert`] or, of any mixture of them, a
/// [`Request`].
///
/// The trait cannot be implemented for other types.
pub trait ImportOperation {
    /// The entity that the service may return.
    type Entity;

    #[doc(hidden)]
    fn into_row(self) -> Row<Self::Entity>;
}

/// A request of an import, and what its success is.
pub struct Row<T> {
    pub(super) request: Box<Request>,
    pub(super) read: Read<T>,
}

/// Reads what a request ended in.
pub(super) type Read<T> = fn(Delivered) -> Result<Imported<T>, Error>;

impl<T: DeserializeOwned> ImportOperation for Create<T> {
    type Entity = T;

    fn into_row(self) -> Row<T> {
        let read: Read<T> =
            |delivered| delivered.read(|bytes| body::read(bytes)).map(Created::from).map(Imported::Created);
        Row { request: self.into_boxed(), read }
    }
}

impl<T: DeserializeOwned> ImportOperation for Update<T> {
    type Entity = T;

    fn into_row(self) -> Row<T> {
        row(self.into_request(), |delivered| delivered.read(|bytes| body::read_if_any(bytes)).map(Imported::Updated))
    }
}

impl<T: DeserializeOwned> ImportOperation for Put<T> {
    type Entity = T;

    fn into_row(self) -> Row<T> {
        row(self.into_request(), |delivered| delivered.read(|bytes| body::read_if_any(bytes)).map(Imported::Put))
    }
}

impl<T: DeserializeOwned> ImportOperation for Upsert<T> {
    type Entity = T;

    fn into_row(self) -> Row<T> {
        row(self.into_request(), |delivered| delivered.read_answer(upsert::read).map(Imported::Upserted))
    }
}

impl<T> ImportOperation for Delete<T> {
    type Entity = T;

    fn into_row(self) -> Row<T> {
        row(self.into_request(), |delivered| delivered.read(|_| Ok(())).map(Imported::Deleted))
    }
}

impl ImportOperation for Request {
    type Entity = Bytes;

    fn into_row(self) -> Row<Bytes> {
        row(self, |delivered| delivered.read(|bytes| Ok(Bytes::copy_from_slice(bytes))).map(Imported::Answered))
    }
}

fn row<T>(request: Request, read: Read<T>) -> Row<T> {
    Row { request: Box::new(request), read }
}
