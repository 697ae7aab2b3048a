//! What was most likely meant by a name that is not there.

/// The candidate nearest to the name, where one is near enough to be a slip of it.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let distances = candidates.into_iter().map(|candidate| {
        let distance = strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase());
        (distance, candidate)
    });
    distances
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, _)| *distance <= name.len() / 3 + 1)
        .map(|(_, candidate)| candidate)
}

/// ``, did you mean `name`?``, or nothing.
#[must_use]
pub fn did_you_mean(nearest: Option<&str>) -> String {
    nearest.map(|name| format!(", did you mean `{name}`?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_and_another_word_is_not() {
        let names = ["displayName", "description", "mailEnabled"];
        assert_eq!(nearest("displayname", names), Some("displayName"));
        assert_eq!(nearest("dispalyName", names), Some("displayName"));
        assert_eq!(nearest("id", names), None);
        assert_eq!(did_you_mean(None), "");
    }
}
