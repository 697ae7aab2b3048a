//! The arrangements of what a batch takes: `Vec`s, arrays, `Option`s and tuples, of operations or of such again.

use super::{BatchInput, Collect, Requests, Settled};

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

    fn outcomes(collector: Self::Collector) -> Self::Outcomes {
        collector.parts.into_iter().map(C::outcomes).collect()
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

    fn outcomes(collector: Self::Collector) -> Self::Outcomes {
        collector.map(C::outcomes)
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

    fn outcomes(collector: Self::Collector) -> Self::Outcomes {
        collector.map(C::outcomes)
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

            fn outcomes(($($name,)+): Self::Collector) -> Self::Outcomes {
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
