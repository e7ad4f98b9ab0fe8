//! Reads a `$filter` (OData 4.01, part 2, section 5.1.1): comparisons, `in`, `has`, `and`, `or`, `not`, some
//! functions, and the lambdas `any` and `all`. What is not known is an error, never a guess.

use serde_json::{Number, Value};

use super::expr::{Comparison, Expr, Function, Lambda, Time};
use super::lexer::{Token, TokenKind, tokens};

/// How deep parentheses, `not` and calls may be nested.
const DEEPEST: usize = 64;

/// Reads a filter; an error is one sentence without its full stop.
pub(crate) fn parse(text: &str) -> Result<Expr, String> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
    };
    let expr = parser.disjunction()?;
    match parser.next() {
        None => Ok(expr),
        Some(token) => Err(unexpected(&token)),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn disjunction(&mut self) -> Result<Expr, String> {
        let first = self.conjunction()?;
        let mut all = vec![first];
        while self.eat_word("or") {
            all.push(self.conjunction()?);
        }
        Ok(if all.len() == 1 {
            all.remove(0)
        } else {
            Expr::Or(all)
        })
    }

    fn conjunction(&mut self) -> Result<Expr, String> {
        let first = self.negation()?;
        let mut all = vec![first];
        while self.eat_word("and") {
            all.push(self.negation()?);
        }
        Ok(if all.len() == 1 {
            all.remove(0)
        } else {
            Expr::And(all)
        })
    }

    fn negation(&mut self) -> Result<Expr, String> {
        if self.eat_word("not") {
            return self.deeper(|it| Ok(Expr::Not(Box::new(it.negation()?))));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Expr, String> {
        let left = self.operand()?;
        let Some(TokenKind::Word(word)) = self.tokens.get(self.at).map(|it| &it.kind) else {
            return Ok(left);
        };
        if word == "in" {
            self.at += 1;
            return Ok(Expr::In(Box::new(left), self.list()?));
        }
        let Some(comparison) = Comparison::from_name(word) else {
            return Ok(left);
        };
        self.at += 1;
        let right = self.operand()?;
        Ok(Expr::Compare(comparison, Box::new(left), Box::new(right)))
    }

    /// `('a','b')`.
    fn list(&mut self) -> Result<Vec<Expr>, String> {
        self.expect(&TokenKind::Open)?;
        let mut list = vec![self.operand()?];
        while self.eat(&TokenKind::Comma) {
            list.push(self.operand()?);
        }
        self.expect(&TokenKind::Close)?;
        Ok(list)
    }

    fn operand(&mut self) -> Result<Expr, String> {
        let token = self
            .next()
            .ok_or("it ends where a value or a property is expected")?;
        match &token.kind {
            TokenKind::Text(text) => Ok(Expr::Literal(Value::String(text.clone()))),
            TokenKind::Open => self.deeper(|it| {
                let inside = it.disjunction()?;
                it.expect(&TokenKind::Close)?;
                Ok(inside)
            }),
            TokenKind::Word(word) if self.eat(&TokenKind::Open) => self.deeper(|it| it.call(word, token.at)),
            TokenKind::Word(word) => word_alone(word).ok_or_else(|| unexpected(&token)),
            TokenKind::Close | TokenKind::Comma => Err(unexpected(&token)),
        }
    }

    /// What follows `name(`.
    fn call(&mut self, name: &str, at: usize) -> Result<Expr, String> {
        let lambda = name
            .rsplit_once('/')
            .and_then(|(path, end)| match end.to_ascii_lowercase().as_str() {
                "any" => Some((path, false)),
                "all" => Some((path, true)),
                _ => None,
            });
        if let Some((path, all)) = lambda {
            return self.lambda(path, all);
        }
        let function = Function::from_name(name)
            .ok_or_else(|| format!("the function '{name}' at position {at} is not known"))?;
        let mut arguments = vec![self.disjunction()?];
        while self.eat(&TokenKind::Comma) {
            arguments.push(self.disjunction()?);
        }
        self.expect(&TokenKind::Close)?;
        if arguments.len() != function.arity() {
            return Err(format!(
                "the function '{name}' takes {} argument(s)",
                function.arity()
            ));
        }
        Ok(Expr::Call(function, arguments))
    }

    /// What follows `path/any(`: nothing, or `x:condition`.
    fn lambda(&mut self, path: &str, all: bool) -> Result<Expr, String> {
        let path = property_path(path).ok_or_else(|| format!("'{path}' is not a property"))?;
        if !all && self.eat(&TokenKind::Close) {
            return Ok(Expr::Lambda(Lambda {
                path,
                all,
                variable: String::new(),
                condition: None,
            }));
        }
        let wrong = || "a lambda needs a variable and a colon: any(x:x eq 1)".to_owned();
        let Some(Token {
            kind: TokenKind::Word(word),
            at,
        }) = self.next()
        else {
            return Err(wrong());
        };
        let (variable, rest) = word.split_once(':').ok_or_else(wrong)?;
        if !rest.is_empty() {
            // `x:x/name` is one word to the lexer, as times have colons too.
            let kind = TokenKind::Word(rest.to_owned());
            self.at -= 1;
            self.tokens[self.at] = Token {
                kind,
                at: at + variable.len() + 1,
            };
        }
        let condition = Some(Box::new(self.disjunction()?));
        self.expect(&TokenKind::Close)?;
        Ok(Expr::Lambda(Lambda {
            path,
            all,
            variable: variable.to_owned(),
            condition,
        }))
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Result<Expr, String>) -> Result<Expr, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!("it is nested deeper than {DEEPEST}"));
        }
        let expr = read(self);
        self.depth -= 1;
        expr
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += usize::from(token.is_some());
        token
    }

    fn eat(&mut self, kind: &TokenKind) -> bool {
        let eaten = self.tokens.get(self.at).is_some_and(|it| it.kind == *kind);
        self.at += usize::from(eaten);
        eaten
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let eaten =
            matches!(self.tokens.get(self.at), Some(Token { kind: TokenKind::Word(it), .. }) if it == word);
        self.at += usize::from(eaten);
        eaten
    }

    fn expect(&mut self, kind: &TokenKind) -> Result<(), String> {
        if self.eat(kind) {
            return Ok(());
        }
        Err(self
            .next()
            .map_or_else(|| "a parenthesis is not closed".to_owned(), |it| unexpected(&it)))
    }
}

fn unexpected(token: &Token) -> String {
    let shown = match &token.kind {
        TokenKind::Open => "(",
        TokenKind::Close => ")",
        TokenKind::Comma => ",",
        TokenKind::Text(it) | TokenKind::Word(it) => it,
    };
    format!("'{shown}' at position {} is not expected", token.at)
}

/// A literal without quotes, or a property.
fn word_alone(word: &str) -> Option<Expr> {
    let literal = match word {
        "null" => Some(Value::Null),
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ => number(word).map(Value::Number),
    };
    if let Some(literal) = literal {
        return Some(Expr::Literal(literal));
    }
    if let Some(time) = Time::from_text(word) {
        return Some(Expr::Time(time));
    }
    if uuid::Uuid::try_parse(word).is_ok() {
        return Some(Expr::Guid(word.to_lowercase()));
    }
    property_path(word).map(Expr::Path)
}

fn number(word: &str) -> Option<Number> {
    if !word.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return None;
    }
    word.parse::<i64>()
        .map(Number::from)
        .ok()
        .or_else(|| Number::from_f64(word.parse().ok()?))
}

/// `actor/userId` in its names.
pub(crate) fn property_path(text: &str) -> Option<Vec<String>> {
    let is_name = |it: &str| {
        let plain = |c: char| c.is_alphanumeric() || "_@.".contains(c);
        it.chars().all(plain) && it.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '@')
    };
    text.split('/')
        .map(|it| is_name(it).then(|| it.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_known_is_an_error() {
        let cases = [
            ("", "it ends where"),
            ("a eq", "it ends where"),
            ("a eq 'x", "has no end"),
            ("a like 'x'", "'like' at position 2"),
            ("a eq 1 b", "'b' at position 7"),
            ("(a eq 1", "not closed"),
            ("a in ()", "')' at position 6"),
            ("soundex(a) eq 1", "the function 'soundex'"),
            ("contains(a)", "takes 2 argument(s)"),
            ("a eq {1}", "unexpected character '{'"),
            ("a/any(b)", "needs a variable"),
        ];
        for (text, expected) in cases {
            let error = parse(text).err().unwrap_or_default();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn nesting_has_an_end() {
        for (open, close) in [("(", ")"), ("not ", ""), ("tolower(", ")"), ("a/any(x:", ")")] {
            let deep = |by: usize| format!("{}a eq 1{}", open.repeat(by), close.repeat(by));
            assert!(parse(&deep(50)).is_ok(), "{open}");
            assert!(
                parse(&deep(100_000)).is_err_and(|it| it.contains("nested deeper")),
                "{open}"
            );
        }
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in "\\PC*") {
            let _ = parse(&text);
        }

        #[test]
        fn parsing_of_near_filters_never_panics(words in proptest::collection::vec(
            prop_oneof![
                Just("a"), Just("eq"), Just("'x'"), Just("("), Just(")"), Just(","), Just("not"), Just("and"), Just("in"),
                Just("b/any(t:"), Just("contains("), Just("2017-01-01"), Just("'"), Just("-1e9"), Just("é"), Just("x:"),
            ],
            0..24,
        )) {
            let _ = parse(&words.join(" "));
            let _ = parse(&words.concat());
        }
    }
}
