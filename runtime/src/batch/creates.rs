//! What can be put into a batch: creates of any types, in any arrangement; the results come in the same one.

use serde::de::DeserializeOwned;

use super::failure::BatchError;
use super::queue::Ended;
use crate::errors::error::{Error, ErrorKind};
use crate::errors::outcome::Created;
use crate::operation::create::{Create, Reader, Unwritten};
use crate::wire::answer::read_text;

/// Creates that go into a batch together: a [`Create`], and every tuple, `Vec`, array and `Option` of such.
///
/// The outcomes have the same arrangement. See [`GraphClient::batch_of`](crate::GraphClient::batch_of). The trait cannot be
/// implemented for other types.
pub trait Creates<'a>: Sized + 'a {
    /// With the entities: of a `Create<'_, T>`, a `Result<T, Error>`.
    type Outcomes: 'a;

    /// With all that the answers say: of a `Create<'_, T>`, a `Result<Created<T>, Error>`.
    type Full: 'a;

    #[doc(hidden)]
    type Places: Places<Full = Self::Full> + Send + 'a;

    /// Takes the creates apart: what is sent, in order, and the places for what it ends in.
    #[doc(hidden)]
    fn split(self, into: &mut Parts<'a>) -> Self::Places;

    #[doc(hidden)]
    fn outcomes(full: Self::Full) -> Self::Outcomes;
}

/// The creates of a batch, in order.
#[derive(Default)]
pub struct Parts<'a>(pub(super) Vec<Unwritten<'a>>);

/// Places for what creates end in, as they end.
pub trait Places {
    type Full;

    /// For how many creates.
    fn len(&self) -> usize;

    /// What one of them ended in, read at once.
    fn put(&mut self, index: usize, landed: Landed);

    fn full(self) -> Self::Full;
}

/// What a create ended in.
pub struct Landed(pub(super) Ended);

/// The place for one create.
pub enum Place<T> {
    Waiting(Reader<T>),
    Done(Result<Created<T>, Error>),
}

impl<'a, T: DeserializeOwned + Send + 'a> Creates<'a> for Create<'a, T> {
    type Outcomes = Result<T, Error>;
    type Full = Result<Created<T>, Error>;
    type Places = Place<T>;

    fn split(self, into: &mut Parts<'a>) -> Place<T> {
        into.0.push(self.unwritten());
        Place::Waiting(|body| read_text(body))
    }

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full.map(|created| created.entity)
    }
}

impl<T> Places for Place<T> {
    type Full = Result<Created<T>, Error>;

    fn len(&self) -> usize {
        1
    }

    fn put(&mut self, _: usize, Landed(ended): Landed) {
        if let Self::Waiting(reader) = self {
            *self = Self::Done(ended.and_then(|exchange| exchange.read(*reader)));
        }
    }

    fn full(self) -> Self::Full {
        match self {
            Self::Done(result) => result,
            // Each is put. Were one not, this would be true of it.
            Self::Waiting(_) => Err(ErrorKind::Batch(BatchError::Missing { foreign: Vec::new() }).into()),
        }
    }
}

/// Places one behind the other, and where each ends.
pub struct Row<P> {
    places: Vec<P>,
    ends: Vec<usize>,
}

impl<P: Places> FromIterator<P> for Row<P> {
    fn from_iter<I: IntoIterator<Item = P>>(places: I) -> Self {
        let places: Vec<P> = places.into_iter().collect();
        let mut end = 0;
        let ends = places.iter().map(|places| {
            end += places.len();
            end
        });
        Self { ends: ends.collect(), places }
    }
}

impl<P: Places> Places for Row<P> {
    type Full = Vec<P::Full>;

    fn len(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }

    fn put(&mut self, index: usize, landed: Landed) {
        let at = self.ends.partition_point(|end| *end <= index);
        let begin = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        if let Some(places) = self.places.get_mut(at) {
            places.put(index - begin, landed);
        }
    }

    fn full(self) -> Self::Full {
        self.places.into_iter().map(P::full).collect()
    }
}

impl<'a, C: Creates<'a>> Creates<'a> for Vec<C> {
    type Outcomes = Vec<C::Outcomes>;
    type Full = Vec<C::Full>;
    type Places = Row<C::Places>;

    fn split(self, into: &mut Parts<'a>) -> Self::Places {
        self.into_iter().map(|creates| creates.split(into)).collect()
    }

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full.into_iter().map(C::outcomes).collect()
    }
}

impl<P: Places, const N: usize> Places for [P; N] {
    type Full = [P::Full; N];

    fn len(&self) -> usize {
        self.iter().map(P::len).sum()
    }

    fn put(&mut self, mut index: usize, landed: Landed) {
        for places in self {
            match index.checked_sub(places.len()) {
                Some(behind) => index = behind,
                None => return places.put(index, landed),
            }
        }
    }

    fn full(self) -> Self::Full {
        self.map(P::full)
    }
}

impl<'a, C: Creates<'a>, const N: usize> Creates<'a> for [C; N] {
    type Outcomes = [C::Outcomes; N];
    type Full = [C::Full; N];
    type Places = [C::Places; N];

    fn split(self, into: &mut Parts<'a>) -> Self::Places {
        self.map(|creates| creates.split(into))
    }

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full.map(C::outcomes)
    }
}

impl<P: Places> Places for Option<P> {
    type Full = Option<P::Full>;

    fn len(&self) -> usize {
        self.as_ref().map_or(0, P::len)
    }

    fn put(&mut self, index: usize, landed: Landed) {
        if let Some(places) = self {
            places.put(index, landed);
        }
    }

    fn full(self) -> Self::Full {
        self.map(P::full)
    }
}

impl<'a, C: Creates<'a>> Creates<'a> for Option<C> {
    type Outcomes = Option<C::Outcomes>;
    type Full = Option<C::Full>;
    type Places = Option<C::Places>;

    fn split(self, into: &mut Parts<'a>) -> Self::Places {
        self.map(|creates| creates.split(into))
    }

    fn outcomes(full: Self::Full) -> Self::Outcomes {
        full.map(C::outcomes)
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        #[expect(non_snake_case)]
        impl<$($name: Places),+> Places for ($($name,)+) {
            type Full = ($($name::Full,)+);

            fn len(&self) -> usize {
                let ($($name,)+) = self;
                0 $(+ $name.len())+
            }

            fn put(&mut self, mut index: usize, landed: Landed) {
                let ($($name,)+) = self;
                $(match index.checked_sub($name.len()) {
                    Some(behind) => index = behind,
                    None => return $name.put(index, landed),
                })+
                // There is no other.
                let _ = index;
            }

            fn full(self) -> Self::Full {
                let ($($name,)+) = self;
                ($($name.full(),)+)
            }
        }

        #[expect(non_snake_case)]
        impl<'a, $($name: Creates<'a>),+> Creates<'a> for ($($name,)+) {
            type Outcomes = ($($name::Outcomes,)+);
            type Full = ($($name::Full,)+);
            type Places = ($($name::Places,)+);

            fn split(self, into: &mut Parts<'a>) -> Self::Places {
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
