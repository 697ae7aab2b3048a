//! "did you mean": the known word that is nearest to a mistyped one.

use graph_entity_names::{did_you_mean, nearest};

/// What other crates call an option of ours.
const SYNONYMS: &[(&str, &str)] = &[("rename", "name"), ("flatten", "additional")];

/// ``, did you mean `x`?`` where a known word is near enough, else the words that there are.
pub(crate) fn instead(word: &str, known: &[&str]) -> String {
    if let Some((_, ours)) = SYNONYMS.iter().find(|(theirs, ours)| *theirs == word && known.contains(ours)) {
        return format!(", did you mean `{ours}`?");
    }
    match nearest(word, known.iter().copied()) {
        None => format!(", expected {}", one_of(known)),
        meant => did_you_mean(meant),
    }
}

/// `` `a`, `b` or `c` ``
pub(crate) fn one_of(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [first @ .., last] => {
            let first: Vec<_> = first.iter().map(|word| format!("`{word}`")).collect();
            format!("{} or `{last}`", first.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: &[&str] = &["key", "required", "read_only", "name", "additional", "default"];

    #[test]
    fn a_near_word_is_suggested() {
        for (typed, meant) in [
            ("readonly", "read_only"),
            ("Required", "required"),
            ("requierd", "required"),
            ("keys", "key"),
            ("names", "name"),
            ("addtional", "additional"),
            ("rename", "name"),
            ("flatten", "additional"),
        ] {
            assert_eq!(instead(typed, OPTIONS), format!(", did you mean `{meant}`?"), "{typed}");
        }
    }

    #[test]
    fn a_far_word_gets_the_list() {
        let expected = ", expected `key`, `required`, `read_only`, `name`, `additional` or `default`";
        assert_eq!(instead("skip_serializing", OPTIONS), expected);
        assert_eq!(instead("x", &["beta"]), ", expected `beta`");
        assert_eq!(instead("rename", &["beta", "other"]), ", expected `beta` or `other`");
    }
}
