//! The spellings of a name: Graph's `camelCase`, and Rust's `snake_case` and `PascalCase`.

/// The JSON name of a Rust field: `user_display_name` → `userDisplayName`, `type_` → `type`.
#[must_use]
pub fn camel_case(field: &str) -> String {
    let mut name = String::with_capacity(field.len());
    let mut starts_word = false;
    for letter in field.chars() {
        if letter == '_' {
            starts_word = !name.is_empty();
        } else if starts_word {
            name.extend(letter.to_uppercase());
            starts_word = false;
        } else {
            name.push(letter);
        }
    }
    name
}

/// The JSON name of a Rust variant: `NotApplicable` → `notApplicable`.
#[must_use]
pub fn lower_camel_case(variant: &str) -> String {
    let mut letters = variant.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The Rust field or argument for a name in Graph: `userDisplayName` → `user_display_name`, `OSVersion` → `os_version`.
///
/// Letters beyond ASCII count as separators, as Graph's names have none.
#[must_use]
pub fn snake_case(name: &str) -> String {
    // One pass, because the macros do this for each placeholder, and users compile them without optimization.
    let mut snake = String::with_capacity(name.len() + 8);
    let (mut before, mut letters) = (None, name.chars().peekable());
    while let Some(letter) = letters.next() {
        if letter.is_ascii_alphanumeric() {
            if !snake.is_empty() && starts_word(before, letter, letters.peek().copied()) {
                snake.push('_');
            }
            snake.push(letter.to_ascii_lowercase());
        }
        before = Some(letter);
    }
    snake
}

/// Whether a word starts at a letter or digit, by what stands beside it.
fn starts_word(before: Option<char>, letter: char, after: Option<char>) -> bool {
    let Some(before) = before else { return true };
    if !before.is_ascii_alphanumeric() {
        return true;
    }
    letter.is_ascii_uppercase()
        && (before.is_ascii_lowercase()
            || before.is_ascii_digit()
            || after.is_some_and(|after| after.is_ascii_lowercase()))
}

/// The Rust type or variant for a name in Graph: `complianceStatus` → `ComplianceStatus`, `macOSVersion` → `MacOSVersion`.
///
/// A name that would not start with a letter gets an `N` in front: `365` → `N365`.
#[must_use]
pub fn pascal_case(name: &str) -> String {
    let parts = name.split(|letter: char| !letter.is_ascii_alphanumeric());
    let pascal: String = parts.map(capitalized).collect();
    if pascal.starts_with(|first: char| first.is_ascii_alphabetic()) { pascal } else { format!("N{pascal}") }
}

/// The word with a capital first letter; the other letters stay as they are.
fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The words of a name: `userDisplayName` → `user`, `Display`, `Name`.
///
/// A word starts at a capital after a small letter or digit, and at the last capital of `OSVersion`'s `OSV`.
#[must_use]
pub fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (index, letter) in letters.iter().copied().enumerate() {
        if !letter.is_ascii_alphanumeric() {
            words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        if !word.is_empty() && starts_word(before.copied(), letter, letters.get(index + 1).copied()) {
            words.push(std::mem::take(&mut word));
        }
        word.push(letter);
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fields_become_camel_case() {
        for (field, json) in [
            ("user_display_name", "userDisplayName"),
            ("id", "id"),
            ("type_", "type"),
            ("_private", "private"),
            ("ip_v4", "ipV4"),
            ("alreadyCamel", "alreadyCamel"),
            ("__", ""),
        ] {
            assert_eq!(camel_case(field), json);
        }
    }

    #[test]
    fn variants_become_camel_case() {
        for (variant, json) in [("NotApplicable", "notApplicable"), ("Error", "error"), ("A", "a"), ("", "")] {
            assert_eq!(lower_camel_case(variant), json);
        }
    }

    #[test]
    fn names_become_snake_case() {
        for (name, snake) in [
            ("deviceConfigurationId", "device_configuration_id"),
            ("windows81TrustedRootCertificateId", "windows81_trusted_root_certificate_id"),
            ("id", "id"),
            ("OSVersion", "os_version"),
            ("isAIEnabled", "is_ai_enabled"),
            ("user-id", "user_id"),
            ("user_id", "user_id"),
            ("ID", "id"),
            ("Größe", "gr_e"),
            ("-", ""),
        ] {
            assert_eq!(snake_case(name), snake);
        }
    }

    #[test]
    fn names_become_pascal_case() {
        for (name, pascal) in [
            ("complianceStatus", "ComplianceStatus"),
            ("macOSVersion", "MacOSVersion"),
            ("v10_2H20", "V102H20"),
            ("6to4", "N6to4"),
            ("", "N"),
        ] {
            assert_eq!(pascal_case(name), pascal);
        }
    }

    proptest! {
        #[test]
        fn a_snake_case_name_is_its_words(name in "[a-zA-Z0-9_ö-]{0,12}") {
            prop_assert_eq!(snake_case(&name), words(&name).join("_").to_ascii_lowercase());
        }

        #[test]
        fn a_camel_case_name_has_each_word_but_the_first_capitalized(field in "[a-zA-Z0-9_ß]{0,12}") {
            let mut words = field.split('_').filter(|word| !word.is_empty());
            let first = words.next().unwrap_or_default().to_owned();
            prop_assert_eq!(camel_case(&field), first + &words.map(capitalized).collect::<String>());
        }
    }
}
