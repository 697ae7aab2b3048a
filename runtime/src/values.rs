//! Several values read as one tuple, so that generated code has one call where it would have a loop and a `match`.

use serde::de::{Deserialize, MapAccess};

use crate::read::Reader;

/// Values that are read by index and then taken together.
pub trait Values<'de>: Sized {
    /// How many there are.
    const COUNT: usize;
    /// A place for each value, which stays empty where the answer leaves the property out.
    type Slots;
    /// Every place empty.
    const SLOTS: Self::Slots;

    /// Reads the value at `index` into its place.
    fn fill<A: MapAccess<'de>>(slots: &mut Self::Slots, index: usize, reader: &mut Reader<'de, A>);

    /// All values, where `first` is the index of the first.
    fn take<A: MapAccess<'de>>(slots: Self::Slots, first: usize, reader: &mut Reader<'de, A>) -> Option<Self>;
}

/// A value, or its type's default where the answer leaves the property out.
pub fn or_default<T: Default>(value: Option<T>) -> T {
    value.unwrap_or_default()
}

/// More values than a tuple holds: a tuple, and the others behind it.
pub struct And<T, U>(pub T, pub U);

impl<'de, T: Values<'de>, U: Values<'de>> Values<'de> for And<T, U> {
    const COUNT: usize = T::COUNT + U::COUNT;
    type Slots = (T::Slots, U::Slots);
    const SLOTS: Self::Slots = (T::SLOTS, U::SLOTS);

    #[inline]
    fn fill<A: MapAccess<'de>>(slots: &mut Self::Slots, index: usize, reader: &mut Reader<'de, A>) {
        match index.checked_sub(T::COUNT) {
            None => T::fill(&mut slots.0, index, reader),
            Some(index) => U::fill(&mut slots.1, index, reader),
        }
    }

    #[inline]
    fn take<A: MapAccess<'de>>(slots: Self::Slots, first: usize, reader: &mut Reader<'de, A>) -> Option<Self> {
        Some(Self(T::take(slots.0, first, reader)?, U::take(slots.1, first + T::COUNT, reader)?))
    }
}

impl<'de> Values<'de> for () {
    const COUNT: usize = 0;
    type Slots = ();
    const SLOTS: () = ();

    fn fill<A: MapAccess<'de>>((): &mut (), _: usize, _: &mut Reader<'de, A>) {}

    fn take<A: MapAccess<'de>>((): (), _: usize, _: &mut Reader<'de, A>) -> Option<()> {
        Some(())
    }
}

macro_rules! tuple {
    ($count:literal: $($T:ident $index:tt)*) => {
        impl<'de, $($T: Deserialize<'de>),*> Values<'de> for ($($T,)*) {
            const COUNT: usize = $count;
            type Slots = ($(Option<$T>,)*);
            const SLOTS: Self::Slots = ($(None::<$T>,)*);

            #[inline]
            fn fill<A: MapAccess<'de>>(slots: &mut Self::Slots, index: usize, reader: &mut Reader<'de, A>) {
                match index {
                    $($index => reader.fill(&mut slots.$index),)*
                    _ => {}
                }
            }

            #[inline]
            fn take<A: MapAccess<'de>>(slots: Self::Slots, first: usize, reader: &mut Reader<'de, A>) -> Option<Self> {
                Some(($(reader.take(slots.$index, first + $index)?,)*))
            }
        }
    };
}

tuple!(1: T0 0);
tuple!(2: T0 0 T1 1);
tuple!(3: T0 0 T1 1 T2 2);
tuple!(4: T0 0 T1 1 T2 2 T3 3);
tuple!(5: T0 0 T1 1 T2 2 T3 3 T4 4);
tuple!(6: T0 0 T1 1 T2 2 T3 3 T4 4 T5 5);
tuple!(7: T0 0 T1 1 T2 2 T3 3 T4 4 T5 5 T6 6);
tuple!(8: T0 0 T1 1 T2 2 T3 3 T4 4 T5 5 T6 6 T7 7);
tuple!(9: T0 0 T1 1 T2 2 T3 3 T4 4 T5 5 T6 6 T7 7 T8 8);
tuple!(10: T0 0 T1 1 T2 2 T3 3 T4 4 T5 5 T6 6 T7 7 T8 8 T9 9);
tuple!(11: T0 0 T1 1 T2 2 T3 3 T4 4 T5 5 T6 6 T7 7 T8 8 T9 9 T10 10);
tuple!(12: T0 0 T1 1 T2 2 T3 3 T4 4 T5 5 T6 6 T7 7 T8 8 T9 9 T10 10 T11 11);
tuple!(13: T0 0 T1 1 T2 2 T3 3 T4 4 T5 5 T6 6 T7 7 T8 8 T9 9 T10 10 T11 11 T12 12);
tuple!(14: T0 0 T1 1 T2 2 T3 3 T4 4 T5 5 T6 6 T7 7 T8 8 T9 9 T10 10 T11 11 T12 12 T13 13);
tuple!(15: T0 0 T1 1 T2 2 T3 3 T4 4 T5 5 T6 6 T7 7 T8 8 T9 9 T10 10 T11 11 T12 12 T13 13 T14 14);
tuple!(16: T0 0 T1 1 T2 2 T3 3 T4 4 T5 5 T6 6 T7 7 T8 8 T9 9 T10 10 T11 11 T12 12 T13 13 T14 14 T15 15);
