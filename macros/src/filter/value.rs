//! The right side of an operator: the tokens of an expression, up to the next `&&` or `||`.
//!
//! As in Rust, no comparison stands in it outside of parentheses. So each `<` is told from the begin of generic arguments.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::Token;
use syn::parse::ParseStream;

use super::parse::is_at_end;

/// Reads a value, which may be empty. If it has a comparison, that is left, and its place is the error.
pub(super) fn value(input: ParseStream<'_>) -> Result<TokenStream, Span> {
    let mut value = Value { tokens: TokenStream::new(), behind: Behind::Operator };
    while !is_at_end(input) {
        if input.peek(Token![<]) && value.behind != Behind::Operand && value.generics(input) {
            continue;
        }
        let is_comparison = input.peek(Token![==])
            || input.peek(Token![!=])
            || input.peek(Token![<=])
            || input.peek(Token![>=])
            || input.peek(Token![<]) && !input.peek(Token![<<])
            || input.peek(Token![>]) && !input.peek(Token![>>]);
        if is_comparison {
            return Err(input.span());
        }
        let is_shift = input.peek(Token![<<]) || input.peek(Token![>>]);
        // Its second sign is not a comparison.
        let is_arrow = input.peek(Token![->]) || input.peek(Token![=>]);
        let has_condition = input.peek(Token![if]) || input.peek(Token![match]);
        value.token(input);
        if is_shift || is_arrow {
            value.token(input);
        }
        if has_condition {
            value.condition_and_block(input);
        }
    }
    Ok(value.tokens)
}

struct Value {
    tokens: TokenStream,
    behind: Behind,
}

/// What stands before the next token.
#[derive(Clone, Copy, PartialEq)]
enum Behind {
    /// An operator, or nothing, or `::`: a `<` begins generic arguments or a qualified path.
    Operator,
    /// The path of a type, behind `as`: a `<` begins its generic arguments.
    Type,
    /// The end of an operand: a `<` compares it.
    Operand,
}

impl Value {
    /// Takes the next token.
    fn token(&mut self, input: ParseStream<'_>) {
        let Ok(token) = input.parse::<TokenTree>() else { return };
        self.behind = match (&token, self.behind) {
            (TokenTree::Ident(word), _) if word == "as" => Behind::Type,
            (TokenTree::Ident(_), Behind::Type) => Behind::Type,
            (TokenTree::Punct(sign), Behind::Type) if sign.as_char() == ':' => Behind::Type,
            (TokenTree::Punct(sign), _) if sign.as_char() != '?' => Behind::Operator,
            _ => Behind::Operand,
        };
        self.tokens.extend([token]);
    }

    /// Takes generic arguments or the begin of a qualified path, from `<` to its `>`. `false` if there is no such `>`.
    fn generics(&mut self, input: ParseStream<'_>) -> bool {
        let ahead = input.fork();
        let (mut depth, mut length) = (0_usize, 0_usize);
        loop {
            if is_at_end(&ahead) {
                return false;
            }
            let is_arrow = ahead.peek(Token![->]) || ahead.peek(Token![=>]);
            let Ok(token) = ahead.parse::<TokenTree>() else { return false };
            length += 1;
            match token {
                TokenTree::Punct(sign) if sign.as_char() == '<' => depth += 1,
                TokenTree::Punct(sign) if sign.as_char() == '>' => depth -= 1,
                _ if is_arrow && ahead.parse::<TokenTree>().is_ok() => length += 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        for _ in 0..length {
            self.token(input);
        }
        self.behind = Behind::Operand;
        true
    }

    /// Takes what stands between `if` or `match` and its block, and the block: its operators are not those of the filter.
    fn condition_and_block(&mut self, input: ParseStream<'_>) {
        while !input.is_empty() {
            let is_block = matches!(
                input.fork().parse::<TokenTree>(),
                Ok(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace
            );
            self.token(input);
            if is_block {
                return;
            }
        }
    }
}
