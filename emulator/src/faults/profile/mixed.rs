//! Any of the faults, by chance.

use std::time::Duration;

use super::Drawn;
use crate::faults::fault::Fault;
use crate::random::Random;

/// Faults by chance, each as often as its weight: all of them with [`Profile::mixed`](super::Profile::mixed),
/// some with [`Profile::faults`](super::Profile::faults).
///
/// A fault is drawn for every request, and for every part of a batch that is carried out; what cannot happen to it
/// (a shuffled answer to a single create) is not drawn.
#[derive(Debug, Clone)]
#[must_use]
pub struct Mixed {
    weights: Vec<(Fault, u32)>,
    rate: f64,
    wait: Duration,
    random: Random,
    pub(super) reads: bool,
}

impl Mixed {
    pub(super) fn new(seed: u64, weights: Vec<(Fault, u32)>) -> Self {
        Self { weights, rate: 0.3, wait: Duration::from_secs(1), random: Random::new(seed), reads: false }
    }

    /// The chance of a fault, 0 to 1, in place of 0.3.
    pub fn rate(mut self, rate: f64) -> Self {
        self.rate = rate;
        self
    }

    /// The time that faults have to do with, in place of a second; see [`Fault::answer_with`].
    pub fn wait(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    /// Has faults happen to reads as well.
    pub fn reads(mut self) -> Self {
        self.reads = true;
        self
    }

    /// Sets how often `fault` is drawn beside the others; 0 is never.
    pub fn weight(mut self, fault: Fault, weight: u32) -> Self {
        self.weights.retain(|(other, _)| *other != fault);
        self.weights.push((fault, weight));
        self
    }

    pub(super) fn draw(&mut self, is_batch: bool, is_read: bool) -> Drawn {
        self.draw_from(|fault| (is_batch || !fault.is_for_batches()) && (is_read || !fault.is_for_pages()))
    }

    pub(super) fn draw_for_part(&mut self) -> Drawn {
        self.draw_from(Fault::is_for_parts)
    }

    fn draw_from(&mut self, can_happen: impl Fn(Fault) -> bool) -> Drawn {
        if !self.random.happens(self.rate) {
            return Drawn::Nothing;
        }
        let possible = || self.weights.iter().filter(|(fault, _)| can_happen(*fault));
        let total: u64 = possible().map(|(_, weight)| u64::from(*weight)).sum();
        let mut left = self.random.below(total);
        for (fault, weight) in self.weights.iter().filter(|(fault, _)| can_happen(*fault)) {
            match left.checked_sub(u64::from(*weight)) {
                Some(rest) => left = rest,
                None if *fault == Fault::BatchShuffled => {
                    let order = self.random.below(u64::MAX);
                    return Drawn::Answer(Box::new(fault.answer_with(self.wait).shuffled(order)));
                }
                None => return Drawn::Answer(Box::new(fault.answer_with(self.wait))),
            }
        }
        Drawn::Nothing
    }
}
