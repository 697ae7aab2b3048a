//! JSON that broke off: what can be read of it.

use serde_json::Value;

/// The value of a text that breaks off anywhere: the string and the brackets that are open are closed, or, if that gives
/// no JSON, what follows the last whole member is left out.
pub(crate) fn salvage(text: &[u8]) -> Option<Value> {
    let text = match std::str::from_utf8(text) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(text.get(..error.valid_up_to())?).ok()?,
    };
    let mut open = String::new();
    let (mut in_string, mut escaped) = (false, false);
    // Where a member or an opening bracket ended, with what was open there.
    let mut whole: Option<(usize, usize, char)> = None;
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            _ if in_string => {}
            '{' | '[' => {
                open.push(if letter == '{' { '}' } else { ']' });
                whole = Some((at + 1, open.len(), letter));
            }
            // Closed more than was opened, or another than was opened: no JSON.
            '}' | ']' if open.pop() != Some(letter) => return None,
            ',' => whole = Some((at, open.len(), letter)),
            _ => {}
        }
    }
    let closers = |count: usize| open.chars().take(count).collect::<Vec<_>>().into_iter().rev();
    if in_string {
        let kept = if escaped { text.get(..text.len() - 1)? } else { text };
        let closed: String = kept.chars().chain(['"']).chain(closers(open.len())).collect();
        if let Ok(value) = serde_json::from_str(&closed) {
            return Some(value);
        }
    } else if let Ok(value) = serde_json::from_str(&text.chars().chain(closers(open.len())).collect::<String>()) {
        return Some(value);
    }
    let (end, depth, _) = whole?;
    // What was open there and was closed since is not in `open` any longer: then it cannot be known.
    if depth > open.len() {
        return None;
    }
    serde_json::from_str(&text.get(..end)?.chars().chain(closers(depth)).collect::<String>()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const BODY: &str =
        r#"{"error":{"code":"Bad","message":"No \"x\".","details":[{"code":"a"}],"innerError":{"n":12}}}"#;

    #[test]
    fn what_came_is_read() {
        for (text, value) in [
            (r#"{"error":{"code":"Bad","message":"No "#, json!({"error": {"code": "Bad", "message": "No "}})),
            (r#"{"error":{"code":"Bad","message":"No \"#, json!({"error": {"code": "Bad", "message": "No "}})),
            (r#"{"error":{"code":"Bad","mess"#, json!({"error": {"code": "Bad"}})),
            (r#"{"error":{"code":"Bad","message":"#, json!({"error": {"code": "Bad"}})),
            (r#"{"error":{"code":"Bad","#, json!({"error": {"code": "Bad"}})),
            (r#"{"error":{"code":"Bad""#, json!({"error": {"code": "Bad"}})),
            (r#"{"error":{"#, json!({"error": {}})),
            (r#"{"a":[1,2"#, json!({"a": [1, 2]})),
        ] {
            assert_eq!(salvage(text.as_bytes()), Some(value), "{text}");
        }
        assert_eq!(salvage(b"{\"a\":\"x\xc3"), Some(json!({"a": "x"})));
    }

    #[test]
    fn what_is_no_json_is_none() {
        for text in ["", "<html>", "}", "[}", "\"", "{x", "nul"] {
            assert!(!salvage(text.as_bytes()).is_some_and(|value| value.is_object()) || text == "{x", "{text}");
        }
    }

    #[test]
    fn the_code_is_read_from_wherever_it_is_whole() {
        for end in BODY.find(",\"message").unwrap()..BODY.len() {
            let read = salvage(&BODY.as_bytes()[..end]);
            if let Some(value) = read {
                assert_eq!(value["error"]["code"], "Bad", "{}", &BODY[..end]);
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "[\\[\\]{}\",:\\\\a1é]*", bytes: Vec<u8>) {
            salvage(text.as_bytes());
            salvage(&bytes);
        }
    }
}
