//! The two spellings of a name: Graph's `camelCase` and Rust's `snake_case`.

/// A field's name as Graph writes it: `user_display_name` → `userDisplayName`, `type_` → `type`.
pub(crate) fn camel_case(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for word in name.split('_').filter(|word| !word.is_empty()) {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !camel.is_empty() => camel.extend(first.to_uppercase()),
            Some(first) => camel.push(first),
            None => {}
        }
        camel.extend(letters);
    }
    camel
}

/// A variant's name as Graph writes it: `NotApplicable` → `notApplicable`.
pub(crate) fn lower_camel_case(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A placeholder's name as a Rust argument: `deviceConfigurationId` → `device_configuration_id`, `user-id` → `user_id`.
pub(crate) fn snake_case(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, letter) in letters.iter().copied().enumerate() {
        if !letter.is_alphanumeric() {
            if !snake.is_empty() && !snake.ends_with('_') {
                snake.push('_');
            }
            continue;
        }
        // A word starts at a capital after a small letter or digit, and at the last capital of `OSVersion`'s `OSV`.
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        let after = letters.get(index + 1);
        let starts = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase() || before.is_numeric() || after.is_some_and(|after| after.is_lowercase())
            });
        if starts && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
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
    fn placeholders_become_snake_case() {
        for (placeholder, argument) in [
            ("deviceConfigurationId", "device_configuration_id"),
            ("windows81TrustedRootCertificateId", "windows81_trusted_root_certificate_id"),
            ("id", "id"),
            ("OSVersion", "os_version"),
            ("user-id", "user_id"),
            ("user_id", "user_id"),
            ("ID", "id"),
            ("-", ""),
        ] {
            assert_eq!(snake_case(placeholder), argument);
        }
    }
}
