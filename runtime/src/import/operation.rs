//! What can be imported, and how its answer is read.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::outcome::Imported;
use crate::errors::error::Error;
use crate::operation::create::Create;
use crate::operation::delete::Delete;
use crate::operation::put::Put;
use crate::operation::request::Request;
use crate::operation::typed_answer::TypedAnswer;
use crate::operation::update::Update;
use crate::operation::upsert::Upsert;
use crate::send::delivered::Delivered;

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

macro_rules! operations {
    ($($type:ident<$entity:ident $(: $bound:path)?>, $imported:expr;)*) => {$(
        impl<$entity $(: $bound)?> ImportOperation for $type<$entity> {
            type Entity = $entity;

            fn into_row(self) -> Row<$entity> {
                Row { request: self.into_boxed(), read: |delivered| <Self as TypedAnswer>::read(delivered).map($imported) }
            }
        }
    )*};
}

operations! {
    Create<T: DeserializeOwned>, |answered| Imported::Created(answered.into());
    Update<T: DeserializeOwned>, Imported::Updated;
    Put<T: DeserializeOwned>, Imported::Put;
    Upsert<T: DeserializeOwned>, Imported::Upserted;
    Delete<T>, Imported::Deleted;
}

impl ImportOperation for Request {
    type Entity = Bytes;

    fn into_row(self) -> Row<Bytes> {
        let read: Read<Bytes> =
            |delivered| delivered.read(|bytes| Ok(Bytes::copy_from_slice(bytes))).map(Imported::Answered);
        Row { request: Box::new(self), read }
    }
}
