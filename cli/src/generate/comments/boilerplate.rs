//! The descriptions of the schema that say nothing, and are left out.

/// Descriptions that Microsoft gives to many members and properties alike, in small letters and without what ends a sentence.
///
/// All of them are of `unknownFutureValue`, the member of an enumeration that stands for those that come later: `Other` is written
/// for these.
const BOILERPLATE: &[&str] = &[
    "evolvable enumeration sentinel value. do not use",
    "a marker value for members added after the release of this api",
    "placeholder for evolvable enum, but this enum is never returned to the caller, so it shouldn't be necessary",
    "placeholder for evolvable enum, but this enum is never returned to the caller, so it shoudn't be necessary",
    "this will help in making this enum evolable and adding more values in the future",
];

/// Whether a description is boilerplate, or repeats the name of what it is of: `Device name.` of `deviceName`.
pub(super) fn says_nothing(description: &str, name: &str) -> bool {
    let lower = description.trim().to_lowercase();
    let letters = |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    BOILERPLATE.contains(&lower.trim_end_matches(['.', '-', ' '])) || letters(&lower) == letters(&name.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boilerplate_and_repeated_names_say_nothing() {
        for (description, name, expected) in [
            ("Evolvable enumeration sentinel value. Do not use.", "unknownFutureValue", true),
            ("Evolvable enumeration sentinel value. Do not use", "unknownFutureValue", true),
            ("A marker value for members added after the release of this API.", "unknownFutureValue", true),
            ("This will help in making this enum evolable and adding more values in the future-", "x", true),
            ("Device name.", "deviceName", true),
            ("UserPrincipalName", "userPrincipalName", true),
            ("Not configured.", "notConfigured", true),
            ("...", "", true),
            ("The name of the device.", "deviceName", false),
            ("Default Value. Do not use.", "none", false),
            ("User Defined, default value, no intent.", "userDefined", false),
            ("Unknown", "unknownFutureValue", false),
        ] {
            assert_eq!(says_nothing(description, name), expected, "{description}");
        }
        for description in BOILERPLATE {
            assert_eq!(*description, description.to_lowercase().trim_end_matches('.'));
        }
    }
}
