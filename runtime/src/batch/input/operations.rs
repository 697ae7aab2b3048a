//! The operations and requests that a batch takes, one by one.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::{BatchInput, Collect, Requests, Settled};
use crate::errors::disposition::Verdict;
use crate::errors::error::{BatchError, Error, ErrorKind};
use crate::operation::answered::{Answered, Created};
use crate::operation::call::Call;
use crate::operation::create::Create;
use crate::operation::delete::Delete;
use crate::operation::get::Get;
use crate::operation::permissions::Permissions;
use crate::operation::put::Put;
use crate::operation::reference::Reference;
use crate::operation::request::Request;
use crate::operation::typed_answer::TypedAnswer;
use crate::operation::update::Update;
use crate::operation::upsert::{Upsert, Upserted};
use crate::send::delivered::Delivered;

/// The place for what one request ends in.
pub struct Pending<T> {
    read: fn(Delivered) -> Result<T, Error>,
    outcome: Option<Result<T, Error>>,
}

impl<T> Pending<T> {
    fn new(read: fn(Delivered) -> Result<T, Error>) -> Self {
        Self { read, outcome: None }
    }
}

impl<T> Collect for Pending<T> {
    type Full = Result<T, Error>;

    fn len(&self) -> usize {
        1
    }

    fn put(&mut self, _: usize, Settled(outcome): Settled) {
        self.outcome = Some(outcome.and_then(self.read));
    }

    fn full(self) -> Self::Full {
        self.outcome.unwrap_or_else(|| Err(missing()))
    }
}

/// The error of a request without an outcome. Each has one; if one had not, this would be true of it.
fn missing() -> Error {
    let kind = ErrorKind::Batch(BatchError::Missing { foreign: Vec::new() });
    Error::after(kind, Verdict::Unknown, Vec::new(), Permissions::default())
}

impl<T: DeserializeOwned + Send + 'static> BatchInput for Create<T> {
    type Outcomes = Result<T, Error>;
    type Full = Result<Created<T>, Error>;
    type Collector = Pending<Created<T>>;

    fn split(self, into: &mut Requests) -> Self::Collector {
        into.0.push(self.into_boxed());
        Pending::new(|delivered| <Self as TypedAnswer>::read(delivered).map(Created::from))
    }

    fn outcomes(pending: Self::Collector) -> Self::Outcomes {
        pending.full().map(|created| created.entity)
    }
}

/// The operations whose answers are an `Answered` of this.
macro_rules! answered {
    ($($type:ident<$entity:ident> -> $value:ty, $outcome:expr;)*) => {$(
        impl<$entity: DeserializeOwned + Send + 'static> BatchInput for $type<$entity> {
            type Outcomes = Result<$value, Error>;
            type Full = Result<Answered<$value>, Error>;
            type Collector = Pending<Answered<$value>>;

            fn split(self, into: &mut Requests) -> Self::Collector {
                into.0.push(self.into_boxed());
                Pending::new(<Self as TypedAnswer>::read)
            }

            fn outcomes(pending: Self::Collector) -> Self::Outcomes {
                $outcome(pending.full().map(|answered| answered.value))
            }
        }
    )*};
}

answered! {
    Get<T> -> T, std::convert::identity;
    Update<T> -> Option<T>, unless_unchanged;
    Put<T> -> Option<T>, std::convert::identity;
    Upsert<T> -> Upserted<T>, std::convert::identity;
    Call<R> -> R, std::convert::identity;
    Delete<T> -> (), std::convert::identity;
    Reference<T> -> (), std::convert::identity;
}

/// An update that has nothing to send is a success, as it is when it is sent alone.
fn unless_unchanged<T>(outcome: Result<Option<T>, Error>) -> Result<Option<T>, Error> {
    match outcome {
        Err(error) if matches!(error.kind(), ErrorKind::Unchanged) => Ok(None),
        outcome => outcome,
    }
}

impl BatchInput for Request {
    type Outcomes = Result<http::Response<Bytes>, Error>;
    type Full = Self::Outcomes;
    type Collector = Pending<http::Response<Bytes>>;

    fn split(self, into: &mut Requests) -> Self::Collector {
        into.0.push(Box::new(self));
        Pending::new(|delivered| Ok(delivered.into_response()))
    }

    fn outcomes(pending: Self::Collector) -> Self::Outcomes {
        pending.full()
    }
}
