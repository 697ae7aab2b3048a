//! Numbers that follow from a seed: `SplitMix64`, the same on every machine and in every version.

/// A sequence of numbers. Its constants are those of <https://prng.di.unimi.it/splitmix64.c>.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    /// A number below `end`; 0 if that is 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        u64::try_from((u128::from(self.next()) * u128::from(end)) >> 64).unwrap_or(0)
    }

    /// Whether something with this chance, from 0 to 1, happens now.
    pub(crate) fn happens(&mut self, chance: f64) -> bool {
        let fraction = u32::try_from(self.next() >> 32).map_or(0.0, f64::from) / (f64::from(u32::MAX) + 1.0);
        fraction < chance
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let position = self.below(u64::try_from(from.len()).unwrap_or(u64::MAX));
        usize::try_from(position).ok().and_then(|position| from.get(position))
    }

    /// All of `values` in another order, which is by chance the same.
    pub(crate) fn shuffle<T>(&mut self, values: &mut [T]) {
        for end in (1..values.len()).rev() {
            let other = usize::try_from(self.below(u64::try_from(end).unwrap_or(0) + 1)).unwrap_or(0);
            values.swap(end, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_means_the_same_forever() {
        // The first numbers of the reference implementation with the seed 1234567.
        let mut random = Random::new(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn chances_are_kept() {
        let mut random = Random::new(7);
        let times = (0..10_000).filter(|_| random.happens(0.25)).count();
        assert!((2_300..2_700).contains(&times), "{times}");
        assert!((0..1_000).all(|_| random.happens(1.0)));
        assert!(!(0..1_000).any(|_| random.happens(0.0)));
    }

    #[test]
    fn every_value_is_picked_and_none_is_lost() {
        let mut random = Random::new(7);
        let mut picked = [0; 6];
        for _ in 0..600 {
            picked[*random.pick(&[0_usize, 1, 2, 3, 4, 5]).unwrap()] += 1;
        }
        assert!(picked.iter().all(|times| (60..150).contains(times)), "{picked:?}");
        assert_eq!(random.pick::<u8>(&[]), None);

        let mut values: Vec<u8> = (0..20).collect();
        random.shuffle(&mut values);
        assert_ne!(values, (0..20).collect::<Vec<u8>>());
        values.sort_unstable();
        assert_eq!(values, (0..20).collect::<Vec<u8>>());
    }
}
