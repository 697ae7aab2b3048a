//! What can be put into a batch: creates of any types, in any arrangement; the results come in the same one.

use crate::client::GraphClient;
use crate::error::{Error, ErrorKind};
use crate::outcome::Created;
use crate::request::Create;

use super::failure::BatchError;
use super::item::PartOfBatch;
use super::queue::Ended;

/// Creates that go into a batch together: a [`Create`], and every tuple, `Vec`, array and `Option` of such.
///
/// The outcomes have the same arrangement. See [`GraphClient::batch_of`].
///
/// The trait cannot be implemented for other types.
pub trait Creates {
    /// With the entities: of a `Create<'_, T>`, a `Result<T, Error>`.
    type Outcomes;

    /// With all that the answers say: of a `Create<'_, T>`, a `Result<Created<T>, Error>`.
    type Full;

    #[doc(hidden)]
    type Readers: Send;

    /// Makes the creates ready, and keeps how their answers are read.
    #[doc(hidden)]
    fn prepare(self, into: &mut Preparation<'_>) -> Self::Readers;

    /// Reads the answers, in the order of the creates.
    #[doc(hidden)]
    fn full(readers: Self::Readers, results: &mut Results) -> Self::Full;

    #[doc(hidden)]
    fn outcomes(full: Self::Full) -> Self::Outcomes;
}

/// Where creates are made ready.
pub struct Preparation<'c> {
    pub(super) client: &'c GraphClient,
    pub(super) creates: Vec<Result<PartOfBatch, Error>>,
}

/// What they ended in, in their order.
pub struct Results(pub(super) std::vec::IntoIter<Option<Ended>>);

impl<T> Creates for Create<'_, T> {
    type Outcomes = Result<T, Error>;
    type Full = Result<Created<T>, Error>;
    type Readers = fn(&[u8]) -> Result<T, serde_json::Error>;

    fn prepare(self, into: &mut Preparation<'_>) -> Self::Readers {
        let reader = self.reader();
        into.creates.push(self.into_part(into.client));
        reader
    }

    fn full(reader: Self::Readers, results: &mut Results) -> Result<Created<T>, Error> {
        match results.0.next().flatten() {
            Some(result) => result?.read(reader),
            // There is one for each. Were there none, this would be true of it.
            None => Err(ErrorKind::Batch(BatchError::Missing { foreign: Vec::new() }).into()),
        }
    }

    fn outcomes(full: Result<Created<T>, Error>) -> Result<T, Error> {
        full.map(|created| created.entity)
    }
}

impl<C: Creates> Creates for Vec<C> {
    type Outcomes = Vec<C::Outcomes>;
    type Full = Vec<C::Full>;
    type Readers = Vec<C::Readers>;

    fn prepare(self, into: &mut Preparation<'_>) -> Self::Readers {
        self.into_iter().map(|creates| creates.prepare(into)).collect()
    }

    fn full(readers: Self::Readers, results: &mut Results) -> Self::Full {
        readers.into_iter().map(|readers| C::full(readers, results)).collect()
    }

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full.into_iter().map(C::outcomes).collect()
    }
}

impl<C: Creates, const N: usize> Creates for [C; N] {
    type Outcomes = [C::Outcomes; N];
    type Full = [C::Full; N];
    type Readers = [C::Readers; N];

    fn prepare(self, into: &mut Preparation<'_>) -> Self::Readers {
        self.map(|creates| creates.prepare(into))
    }

    fn full(readers: Self::Readers, results: &mut Results) -> Self::Full {
        readers.map(|readers| C::full(readers, results))
    }

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full.map(C::outcomes)
    }
}

impl<C: Creates> Creates for Option<C> {
    type Outcomes = Option<C::Outcomes>;
    type Full = Option<C::Full>;
    type Readers = Option<C::Readers>;

    fn prepare(self, into: &mut Preparation<'_>) -> Self::Readers {
        self.map(|creates| creates.prepare(into))
    }

    fn full(readers: Self::Readers, results: &mut Results) -> Self::Full {
        readers.map(|readers| C::full(readers, results))
    }

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full.map(C::outcomes)
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        #[expect(non_snake_case)]
        impl<$($name: Creates),+> Creates for ($($name,)+) {
            type Outcomes = ($($name::Outcomes,)+);
            type Full = ($($name::Full,)+);
            type Readers = ($($name::Readers,)+);

            fn prepare(self, into: &mut Preparation<'_>) -> Self::Readers {
                let ($($name,)+) = self;
                ($($name.prepare(into),)+)
            }

            fn full(($($name,)+): Self::Readers, results: &mut Results) -> Self::Full {
                ($($name::full($name, results),)+)
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
