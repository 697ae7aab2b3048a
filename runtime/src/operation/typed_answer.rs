//! How the answer of each operation is read, for batches and imports, which keep the requests of all types together.

use serde::de::DeserializeOwned;

use super::answered::Answered;
use super::call::{self, Call};
use super::create::Create;
use super::delete::Delete;
use super::get::Get;
use super::put::Put;
use super::reference::Reference;
use super::update::Update;
use super::upsert::{self, Upsert, Upserted};
use crate::errors::error::Error;
use crate::send::delivered::Delivered;
use crate::wire::body;

/// An operation whose answer has a type.
pub(crate) trait TypedAnswer {
    /// What its success gives.
    type Value;

    /// Reads what its request ended in.
    fn read(delivered: Delivered) -> Result<Answered<Self::Value>, Error>;
}

macro_rules! typed_answers {
    ($($type:ident<$entity:ident $(: $bound:path)?> -> $value:ty, $read:expr;)*) => {$(
        impl<$entity $(: $bound)?> TypedAnswer for $type<$entity> {
            type Value = $value;

            fn read(delivered: Delivered) -> Result<Answered<$value>, Error> {
                $read(delivered)
            }
        }
    )*};
}

typed_answers! {
    Create<T: DeserializeOwned> -> T, |delivered: Delivered| delivered.read(|bytes| body::read(bytes));
    Get<T: DeserializeOwned> -> T, |delivered: Delivered| delivered.read(|bytes| body::read(bytes));
    Update<T: DeserializeOwned> -> Option<T>, |delivered: Delivered| delivered.read(|bytes| body::read_if_any(bytes));
    Put<T: DeserializeOwned> -> Option<T>, |delivered: Delivered| delivered.read(|bytes| body::read_if_any(bytes));
    Upsert<T: DeserializeOwned> -> Upserted<T>, |delivered: Delivered| delivered.read_answer(upsert::read);
    Call<R: DeserializeOwned> -> R, |delivered| call::read(delivered, call::read_answer);
    Delete<T> -> (), |delivered: Delivered| delivered.read(|_| Ok(()));
    Reference<T> -> (), |delivered: Delivered| delivered.read(|_| Ok(()));
}
