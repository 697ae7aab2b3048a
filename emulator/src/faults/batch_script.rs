//! The changes to the answer of a batch: single parts, their order and their number.

/// The changes to a batch's answer. Without effect on any other request. `A` is the scripted answer of a part: a
/// parameter, because scripted answers hold a `BatchScript` themselves.
#[derive(Debug, Clone)]
pub(crate) struct BatchScript<A> {
    parts: Vec<(Which, A)>,
    pub(crate) shuffled: Option<u64>,
    pub(crate) duplicated: Vec<usize>,
    pub(crate) foreign: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Which {
    One(usize),
    EverySecond,
    Every,
}

impl<A> BatchScript<A> {
    pub(crate) const fn new() -> Self {
        Self { parts: Vec::new(), shuffled: None, duplicated: Vec::new(), foreign: Vec::new() }
    }

    pub(crate) fn push(&mut self, which: Which, answer: A) {
        self.parts.push((which, answer));
    }

    /// The scripted answer of the part at `position`.
    pub(crate) fn part(&self, position: usize) -> Option<&A> {
        let is_meant = |which: Which| match which {
            Which::One(only) => only == position,
            Which::EverySecond => position % 2 == 1,
            Which::Every => true,
        };
        self.parts.iter().rev().find(|(which, _)| is_meant(*which)).map(|(_, answer)| answer)
    }
}
