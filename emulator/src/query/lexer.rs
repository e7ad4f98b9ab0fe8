//! The words of a `$filter`.

/// One word and where it starts, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) at: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Open,
    Close,
    Comma,
    /// `'it''s'`, or `microsoft.graph.remoteAction'factoryReset'` with its type left off. Quotes are gone.
    Text(String),
    /// A property path, an operator, a number, a time …
    Word(String),
}

/// Reads the words; an error says which byte cannot be read and why.
pub(crate) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        let kind = match c {
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '(' => single(TokenKind::Open, &mut at),
            ')' => single(TokenKind::Close, &mut at),
            ',' => single(TokenKind::Comma, &mut at),
            '\'' => TokenKind::Text(quoted(text, &mut at)?),
            c if is_word(c) => {
                let length = text[at..].find(|c| !is_word(c)).unwrap_or(text.len() - at);
                at += length;
                if text[at..].starts_with('\'') {
                    TokenKind::Text(quoted(text, &mut at)?)
                } else {
                    TokenKind::Word(text[start..at].to_owned())
                }
            }
            c => {
                return Err(format!(
                    "unexpected character '{}' at position {at}",
                    c.escape_debug()
                ));
            }
        };
        tokens.push(Token { kind, at: start });
    }
    Ok(tokens)
}

fn single(kind: TokenKind, at: &mut usize) -> TokenKind {
    *at += 1;
    kind
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || "_.:-+/@$#".contains(c)
}

/// Reads a text in quotes; two quotes are one inside it.
fn quoted(text: &str, at: &mut usize) -> Result<String, String> {
    let start = *at;
    let mut inside = String::new();
    let mut rest = &text[start + 1..];
    while let Some(end) = rest.find('\'') {
        inside.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        let Some(after) = rest.strip_prefix('\'') else {
            *at = text.len() - rest.len();
            return Ok(inside);
        };
        inside.push('\'');
        rest = after;
    }
    Err(format!("the text that starts at position {start} has no end"))
}
