//! What can be put into a batch: requests of any types, in any arrangement; the outcomes come in the same one.

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::queue::Outcome;
use crate::errors::disposition::Verdict;
use crate::errors::error::{BatchError, Error, ErrorKind};
use crate::operation::answered::{Answered, Created};
use crate::operation::call::{self, Call};
use crate::operation::create::Create;
use crate::operation::delete::Delete;
use crate::operation::get::Get;
use crate::operation::permissions::Permissions;
use crate::operation::put::Put;
use crate::operation::reference::Reference;
use crate::operation::request::Request;
use crate::operation::update::Update;
use crate::operation::upsert::{self, Upsert, Upserted};
use crate::send::delivered::Delivered;
use crate::wire::body;

/// What goes into a batch together: a [`Create`], [`Get`], [`Update`], [`Delete`], [`Put`], [`Upsert`], [`Call`],
/// [`Reference`] or [`Request`],
/// and every tuple, `Vec`, array and `Option` of such.
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

    #[doc(hidden)]
    fn outcomes(full: Self::Full) -> Self::Outcomes;
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

impl<T: DeserializeOwned + Send + 'static> BatchInput for Create<T> {
    type Outcomes = Result<T, Error>;
    type Full = Result<Created<T>, Error>;
    type Collector = Pending<Created<T>>;

    fn split(self, into: &mut Requests) -> Self::Collector {
        into.0.push(self.into_boxed());
        Pending::new(|delivered| delivered.read(|bytes| body::read(bytes)).map(Created::from))
    }

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full.map(|created| created.entity)
    }
}

/// The operations whose answers are an `Answered` of this.
macro_rules! answered {
    ($($type:ident<$entity:ident> -> $value:ty, $read:expr, $outcomes:expr;)*) => {$(
        impl<$entity: DeserializeOwned + Send + 'static> BatchInput for $type<$entity> {
            type Outcomes = Result<$value, Error>;
            type Full = Result<Answered<$value>, Error>;
            type Collector = Pending<Answered<$value>>;

            fn split(self, into: &mut Requests) -> Self::Collector {
                into.0.push(Box::new(self.into_request()));
                Pending::new(|delivered| delivered.read($read))
            }

            fn outcomes(full: Self::Full) -> Self::Outcomes {
                $outcomes(full.map(|answered| answered.value))
            }
        }
    )*};
}

answered! {
    Get<T> -> T, |bytes| body::read(bytes), std::convert::identity;
    Update<T> -> Option<T>, |bytes| body::read_if_any(bytes), unless_unchanged;
    Put<T> -> Option<T>, |bytes| body::read_if_any(bytes), std::convert::identity;
    Delete<T> -> (), |_| Ok(()), std::convert::identity;
    Reference<T> -> (), |_| Ok(()), std::convert::identity;
}

impl<R: DeserializeOwned + Send + 'static> BatchInput for Call<R> {
    type Outcomes = Result<R, Error>;
    type Full = Result<Answered<R>, Error>;
    type Collector = Pending<Answered<R>>;

    fn split(self, into: &mut Requests) -> Self::Collector {
        into.0.push(Box::new(self.into_request()));
        Pending::new(|delivered| call::read(delivered, call::read_answer))
    }

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full.map(|answered| answered.value)
    }
}

impl<T: DeserializeOwned + Send + 'static> BatchInput for Upsert<T> {
    type Outcomes = Result<Upserted<T>, Error>;
    type Full = Result<Answered<Upserted<T>>, Error>;
    type Collector = Pending<Answered<Upserted<T>>>;

    fn split(self, into: &mut Requests) -> Self::Collector {
        into.0.push(Box::new(self.into_request()));
        Pending::new(|delivered| delivered.read_answer(upsert::read))
    }

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full.map(|answered| answered.value)
    }
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

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full
    }
}

/// The error of a request without an outcome. Each has one; if one had not, this would be true of it.
fn missing() -> Error {
    let kind = ErrorKind::Batch(BatchError::Missing { foreign: Vec::new() });
    Error::after(kind, Verdict::Unknown, Vec::new(), Permissions::default())
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

/// Collects one behind the other, and where each ends.
pub struct Sequence<P> {
    parts: Vec<P>,
    ends: Vec<usize>,
}

impl<P: Collect> FromIterator<P> for Sequence<P> {
    fn from_iter<I: IntoIterator<Item = P>>(parts: I) -> Self {
        let parts: Vec<P> = parts.into_iter().collect();
        let mut end = 0;
        let ends = parts.iter().map(|parts| {
            end += parts.len();
            end
        });
        Self { ends: ends.collect(), parts }
    }
}

impl<P: Collect> Collect for Sequence<P> {
    type Full = Vec<P::Full>;

    fn len(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }

    fn put(&mut self, index: usize, settled: Settled) {
        let at = self.ends.partition_point(|end| *end <= index);
        let begin = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        if let Some(parts) = self.parts.get_mut(at) {
            parts.put(index - begin, settled);
        }
    }

    fn full(self) -> Self::Full {
        self.parts.into_iter().map(P::full).collect()
    }
}

impl<C: BatchInput> BatchInput for Vec<C> {
    type Outcomes = Vec<C::Outcomes>;
    type Full = Vec<C::Full>;
    type Collector = Sequence<C::Collector>;

    fn split(self, into: &mut Requests) -> Self::Collector {
        into.0.reserve(self.len());
        self.into_iter().map(|input| input.split(into)).collect()
    }

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full.into_iter().map(C::outcomes).collect()
    }
}

impl<P: Collect, const N: usize> Collect for [P; N] {
    type Full = [P::Full; N];

    fn len(&self) -> usize {
        self.iter().map(P::len).sum()
    }

    fn put(&mut self, mut index: usize, settled: Settled) {
        for parts in self {
            match index.checked_sub(parts.len()) {
                Some(behind) => index = behind,
                None => return parts.put(index, settled),
            }
        }
    }

    fn full(self) -> Self::Full {
        self.map(P::full)
    }
}

impl<C: BatchInput, const N: usize> BatchInput for [C; N] {
    type Outcomes = [C::Outcomes; N];
    type Full = [C::Full; N];
    type Collector = [C::Collector; N];

    fn split(self, into: &mut Requests) -> Self::Collector {
        self.map(|input| input.split(into))
    }

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full.map(C::outcomes)
    }
}

impl<P: Collect> Collect for Option<P> {
    type Full = Option<P::Full>;

    fn len(&self) -> usize {
        self.as_ref().map_or(0, P::len)
    }

    fn put(&mut self, index: usize, settled: Settled) {
        if let Some(parts) = self {
            parts.put(index, settled);
        }
    }

    fn full(self) -> Self::Full {
        self.map(P::full)
    }
}

impl<C: BatchInput> BatchInput for Option<C> {
    type Outcomes = Option<C::Outcomes>;
    type Full = Option<C::Full>;
    type Collector = Option<C::Collector>;

    fn split(self, into: &mut Requests) -> Self::Collector {
        self.map(|input| input.split(into))
    }

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full.map(C::outcomes)
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        #[expect(non_snake_case)]
        impl<$($name: Collect),+> Collect for ($($name,)+) {
            type Full = ($($name::Full,)+);

            fn len(&self) -> usize {
                let ($($name,)+) = self;
                0 $(+ $name.len())+
            }

            fn put(&mut self, mut index: usize, settled: Settled) {
                let ($($name,)+) = self;
                $(match index.checked_sub($name.len()) {
                    Some(behind) => index = behind,
                    None => return $name.put(index, settled),
                })+
                // Each index has a part before it.
                let _ = index;
            }

            fn full(self) -> Self::Full {
                let ($($name,)+) = self;
                ($($name.full(),)+)
            }
        }

        #[expect(non_snake_case)]
        impl<$($name: BatchInput),+> BatchInput for ($($name,)+) {
            type Outcomes = ($($name::Outcomes,)+);
            type Full = ($($name::Full,)+);
            type Collector = ($($name::Collector,)+);

            fn split(self, into: &mut Requests) -> Self::Collector {
                let ($($name,)+) = self;
                ($($name.split(into),)+)
            }

            fn outcomes(($($name,)+): Self::Full) -> Self::Outcomes {
                ($($name::outcomes($name),)+)
            }
        }
    };
}

tuples!(A);
tuples!(A B);
tuples!(A B C);
tuples!(A B C D);
tuples!(A B C D E);
tuples!(A B C D E F);
tuples!(A B C D E F G);
tuples!(A B C D E F G H);
