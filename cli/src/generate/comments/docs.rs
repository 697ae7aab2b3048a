//! The schema's descriptions as doc comments.
//!
//! They are prose, with an occasional tag or address in it; rustdoc would take brackets for links, angle brackets for HTML and a
//! line's first sign for a list. So each is escaped where it would be taken for more than it is.

use crate::generate::comments::boilerplate::says_nothing;
use crate::output::printable::is_printable;

/// The width that a line of a comment is filled to, without its indentation.
const WIDTH: usize = 100;

/// The lines of a doc comment, each with `///`, or none if the description of what has this name says nothing.
pub(in crate::generate) fn doc_comment(description: Option<&str>, name: &str) -> String {
    let description = description.filter(|description| !says_nothing(description, name));
    let lines = lines(description.unwrap_or_default()).into_iter();
    lines.flat_map(|line| ["/// ".to_owned(), line, "\n".to_owned()]).collect()
}

/// The text in lines, each word escaped.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    // Before escaping: a character that is not printable would hide the first character of a word.
    let is_space = |letter: char| letter.is_whitespace() || letter.is_control();
    let printable = text.chars().filter(|letter| is_space(*letter) || is_printable(*letter)).collect::<String>();
    for word in printable.split(is_space).filter(|word| !word.is_empty()) {
        let word = escaped(word);
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(&word);
            }
            _ => lines.push(at_start_of_line(word)),
        }
    }
    lines
}

/// A word that starts a line: what would be a heading, a list, a quotation or a table there is escaped.
fn at_start_of_line(word: String) -> String {
    if word.starts_with(['#', '>', '-', '+', '=', '|', '~', ':']) {
        return format!("\\{word}");
    }
    let digits = word.trim_start_matches(|letter: char| letter.is_ascii_digit());
    match digits.chars().next() {
        Some(sign @ ('.' | ')')) if digits.len() < word.len() && digits.len() == 1 => {
            format!("{}\\{sign}", word.trim_end_matches(sign))
        }
        _ => word,
    }
}

fn escaped(word: &str) -> String {
    if let Some(start) = word.find("https://").or_else(|| word.find("http://"))
        && let Some((before, address)) = word.split_at_checked(start)
    {
        let end = address.find(['<', '>', '"', '\'', ')', ']', '}', '`', '\\', ',']).unwrap_or(address.len());
        let (address, after) = address.split_at_checked(end).unwrap_or((address, ""));
        let trimmed = address.trim_end_matches(['.', ';', ':', '!', '?']);
        let tail = address.strip_prefix(trimmed).unwrap_or_default();
        let host = trimmed.split_once("://").map_or("", |(_, host)| host);
        if word.contains('{') && !word.contains('`') {
            return format!("`{word}`");
        }
        if !host.is_empty() {
            return format!("{}<{trimmed}>{tail}{}", escaped_plain(before), escaped_plain(after));
        }
    }
    escaped_plain(word)
}

fn escaped_plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '[' | ']' | '<' | '>' | '*' | '_' | '`' | '\\' | '&' | '~' | '|') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markdown_would_take_for_more_is_escaped() {
        for (text, comment) in [
            ("", ""),
            ("Plain text.", "/// Plain text.\n"),
            ("a\n\n    b\tc", "/// a b c\n"),
            ("[x] and <b>", "/// \\[x\\] and \\<b\\>\n"),
            ("ends */ here \"so\"", "/// ends \\*/ here \"so\"\n"),
            ("# no heading", "/// \\# no heading\n"),
            ("1. no list", "/// 1\\. no list\n"),
            ("- no list", "/// \\- no list\n"),
            ("See https://aka.ms/x.", "/// See <https://aka.ms/x>.\n"),
            ("See (https://aka.ms/x) `there", "/// See (<https://aka.ms/x>) \\`there\n"),
            ("https://{tenant}/x", "/// `https://{tenant}/x`\n"),
            ("https://", "/// https://\n"),
            ("\u{202e}# no heading \u{e0001}", "/// \\# no heading\n"),
            ("a\u{200b}b\u{61c}c\u{1b}d\u{2028}e", "/// abc d e\n"),
            ("\u{feff}", ""),
        ] {
            assert_eq!(doc_comment(Some(text), "name"), comment, "{text}");
        }
        assert_eq!(doc_comment(None, "name"), "");
    }

    #[test]
    fn a_long_one_is_wrapped_between_words() {
        let text = "word ".repeat(60);
        let comment = doc_comment(Some(&text), "name");
        assert_eq!(comment.lines().count(), 3);
        assert!(comment.lines().all(|line| line.len() <= WIDTH + 4 && !line.ends_with(' ')), "{comment}");
        assert_eq!(doc_comment(Some(&"x".repeat(300)), "name").lines().count(), 1);
    }
}
