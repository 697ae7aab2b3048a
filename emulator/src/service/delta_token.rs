//! The tokens in the links of changes.

use crate::store::delta::Position;

/// Which tokens are valid.
#[derive(Debug)]
pub(crate) struct TokenPolicy {
    /// Tokens have the number of the generation that they were given in; those of an earlier one have expired.
    pub(crate) generation: u64,
    /// The code of the answer to an expired token.
    pub(crate) code: String,
}

impl Default for TokenPolicy {
    fn default() -> Self {
        Self { generation: 0, code: "syncStateNotFound".to_owned() }
    }
}

impl TokenPolicy {
    /// Lets all tokens that were given expire.
    pub(crate) fn expire(&mut self, code: &str) {
        self.generation += 1;
        code.clone_into(&mut self.code);
    }
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Token {
    pub(crate) generation: u64,
    pub(crate) position: Position,
    /// The number of empty pages before it, so that the link of an empty page differs from its own.
    pub(crate) empty: u64,
}

impl Token {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let [generation, since, after, start, empty] = text.split('.').collect::<Vec<_>>().try_into().ok()?;
        let number = |text: &str| text.parse().ok();
        let since = if since.is_empty() { None } else { Some(number(since)?) };
        let position = Position { since, after: number(after)?, start: number(start)? };
        Some(Self { generation: number(generation)?, position, empty: number(empty)? })
    }

    pub(crate) fn text(self) -> String {
        let Self { generation, position: Position { since, after, start }, empty } = self;
        let since = since.map_or_else(String::new, |since| since.to_string());
        format!("{generation}.{since}.{after}.{start}.{empty}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_as_it_was_written() {
        for since in [Some(2), None] {
            let token = Token { generation: 1, position: Position { since, after: 3, start: 4 }, empty: 5 };
            assert_eq!(Token::parse(&token.text()), Some(token));
        }
        for text in ["", "1.2.3.4", "1.2.3.4.5.6", "1.2.3.4.x", "-1.2.3.4.5", "latest"] {
            assert_eq!(Token::parse(text), None, "{text}");
        }
    }
}
