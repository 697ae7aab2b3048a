//! Which name was meant by one that does not exist.

use std::cmp::{Ordering, Reverse};

/// The likeness below which a name is not what was meant, from 0 (nothing alike) to 1 (the same but for case and separators).
const LEAST: f64 = 2.0 / 3.0;

/// The fewest letters that are taken for the start of a longer name.
const SHORTEST_START: usize = 4;

/// The length beyond which a name is compared with nothing, in bytes: the comparison is quadratic.
const MAX_LENGTH: usize = 512;

/// How alike two names are; more is greater.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Likeness {
    /// The share of the letters that agree, from 0 to 1.
    share: f64,
    /// How much longer one name is, with all that counts for nothing in `share`: `userName` is nearer to `userNam` than `user_Name` is.
    longer_by: Reverse<usize>,
}

/// A name that was written, to compare others with. Case, `_` and `-` do not count: `readonly` is `read_only`.
#[derive(Debug, Clone)]
pub struct Written {
    length: usize,
    letters: Vec<char>,
    counts: [usize; 32],
}

impl Written {
    /// The name as it was written.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let letters = if name.len() > MAX_LENGTH { Vec::new() } else { plain(name) };
        Self { length: name.len(), counts: counts(&letters), letters }
    }

    /// How alike a name is. A name of more than 512 bytes is like nothing.
    #[must_use]
    pub fn likeness(&self, name: &str) -> Likeness {
        if self.letters.is_empty() || name.len() > MAX_LENGTH {
            return Likeness { share: 0.0, longer_by: Reverse(usize::MAX) };
        }
        let plain = plain(name);
        let share = self.share(distance(&self.letters, &plain), &plain);
        Likeness { share, longer_by: Reverse(self.length.abs_diff(name.len())) }
    }

    /// How alike a name is if it is so alike that it may be what was meant, or `None`.
    #[must_use]
    pub fn meant(&self, name: &str) -> Option<Likeness> {
        // Most names have too few letters in common to be looked at closely: a macro compares thousands of types.
        let plain = plain(name);
        let (mut more, mut less) = (0, 0);
        for (written, found) in self.counts.iter().zip(counts(&plain)) {
            more += written.saturating_sub(found);
            less += found.saturating_sub(*written);
        }
        let is_possible = self.share(more.max(less), &plain) >= LEAST;
        let likeness = (is_possible || self.starts(&plain)).then(|| self.likeness(name))?;
        (likeness.share >= LEAST || self.starts(&plain)).then_some(likeness)
    }

    /// Whether a name starts with what was written, such as `createdDateTime` with `created`.
    fn starts(&self, name: &[char]) -> bool {
        self.letters.len() >= SHORTEST_START && name.starts_with(&self.letters)
    }

    /// The share of the letters that agree with a name at this distance.
    fn share(&self, distance: usize, name: &[char]) -> f64 {
        let float = |length: usize| f64::from(u32::try_from(length).unwrap_or(u32::MAX));
        1.0 - float(distance) / float(self.letters.len().max(name.len()).max(1))
    }
}

/// The names like one that was written, the most alike first, and of equals the one that came first.
///
/// ```
/// use graph_entity_names::alike;
///
/// assert_eq!(alike("mesage", ["user", "messages", "message"]), ["message", "messages"]);
/// ```
#[must_use]
pub fn alike<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let written = Written::new(written);
    let mut alike: Vec<(Likeness, &str)> =
        names.into_iter().filter_map(|name| Some((written.meant(name)?, name))).collect();
    alike.sort_by(|(a, _), (b, _)| b.partial_cmp(a).unwrap_or(Ordering::Equal));
    alike.into_iter().map(|(_, name)| name).collect()
}

/// The name that is most like one that was written, or `None` if none is like it.
///
/// ```
/// use graph_entity_names::nearest;
///
/// assert_eq!(nearest("readonly", ["key", "read_only"]), Some("read_only"));
/// assert_eq!(nearest("rename", ["key", "read_only"]), None);
/// ```
#[must_use]
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    alike(written, names).into_iter().next()
}

/// The end of a message about a name that does not exist: ``, did you mean `name`?``, or nothing.
#[must_use]
pub fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map(|name| format!(", did you mean `{name}`?")).unwrap_or_default()
}

/// What of a name counts.
fn plain(name: &str) -> Vec<char> {
    name.chars().filter(|letter| !matches!(letter, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// How often each letter occurs. Letters that fall together make names look more alike than they are, never less.
fn counts(name: &[char]) -> [usize; 32] {
    let mut counts = [0; 32];
    for letter in name {
        if let Some(count) = usize::try_from(u32::from(*letter) % 32).ok().and_then(|index| counts.get_mut(index)) {
            *count += 1;
        }
    }
    counts
}

/// How many letters are put in, left out, replaced or swapped with their neighbour to make one name of the other.
fn distance(a: &[char], b: &[char]) -> usize {
    // The distances of the starts of `a` that end two letters ago, one letter ago and here, from each start of `b`.
    let mut two_ago: Vec<usize> = Vec::new();
    let mut one_ago: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.iter().enumerate() {
        let mut here = Vec::with_capacity(b.len() + 1);
        let mut left = i + 1;
        here.push(left);
        for (j, (other, pair)) in b.iter().zip(one_ago.windows(2)).enumerate() {
            let &[diagonal, above] = pair else { break };
            let mut least = (diagonal + usize::from(letter != other)).min(above + 1).min(left + 1);
            let before = |name: &[char], index: usize| index.checked_sub(1).and_then(|index| name.get(index).copied());
            if before(a, i) == Some(*other) && before(b, j) == Some(*letter) {
                least = least.min(two_ago.get(j - 1).map_or(least, |swapped| swapped + 1));
            }
            here.push(least);
            left = least;
        }
        two_ago = std::mem::replace(&mut one_ago, here);
    }
    one_ago.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn distance_of(a: &str, b: &str) -> usize {
        distance(&plain(a), &plain(b))
    }

    #[test]
    fn distances() {
        for (a, b, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("name", "name", 0),
            ("name", "names", 1),
            ("requierd", "required", 1),
            ("ab", "ba", 1),
            ("kitten", "sitting", 3),
            ("id", "displayName", 10),
        ] {
            assert_eq!((distance_of(a, b), distance_of(b, a)), (expected, expected), "{a} {b}");
        }
    }

    #[test]
    fn a_slip_is_found_and_another_word_is_not() {
        let names = ["displayName", "description", "mailEnabled"];
        assert_eq!(nearest("displayname", names), Some("displayName"));
        assert_eq!(nearest("dispalyName", names), Some("displayName"));
        assert_eq!(nearest("display-name", names), Some("displayName"));
        assert_eq!(nearest("userNam", ["user_Name", "userName"]), Some("userName"));
        assert_eq!(nearest("mail", names), Some("mailEnabled"));
        assert_eq!(nearest("id", names), None);
        assert_eq!(nearest("", names), None);
        assert_eq!(nearest(&"x".repeat(MAX_LENGTH + 1), [&*"x".repeat(MAX_LENGTH + 1)]), None);
        assert_eq!(did_you_mean(None), "");
    }

    proptest! {
        #[test]
        fn a_distance_is_one_of_names(a in "[a-c]{0,8}", b in "[a-c]{0,8}", c in "[a-c]") {
            let found = distance_of(&a, &b);
            prop_assert_eq!(found, distance_of(&b, &a));
            prop_assert_eq!(found == 0, a == b);
            prop_assert!(found <= a.len().max(b.len()) && found >= a.len().abs_diff(b.len()));
            let longer = [a, c].concat();
            prop_assert!(distance_of(&longer, &b).abs_diff(found) <= 1);
        }

        #[test]
        fn the_letters_in_common_never_hide_a_likeness(a in "[a-dA-D_]{0,6}", b in "[a-dA-D_]{0,6}") {
            let written = Written::new(&a);
            let is_meant = written.likeness(&b).share >= LEAST || written.starts(&plain(&b));
            prop_assert_eq!(written.meant(&b), is_meant.then(|| written.likeness(&b)));
        }
    }
}
