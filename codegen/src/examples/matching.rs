//! Whether an address is one that a method makes, and with which arguments.

use crate::dialect::address::shown::{self, Token};
use crate::model::{Argument, ArgumentType, Step};

/// What the address gives to the parameters of the steps, in their order; `None` where it is another address.
pub(super) fn arguments<'a>(steps: impl Iterator<Item = &'a Step>, tokens: &[Token]) -> Option<Vec<String>> {
    let mut found = Vec::new();
    let mut rest = tokens;
    for step in steps {
        rest = match step {
            Step::Segment(name) => without_parentheses(named(name, rest)?),
            Step::Key(..) => {
                let (key, rest) = key(rest)?;
                found.push(key);
                rest
            }
            Step::ItemPath(_) => match rest {
                [Token::ItemPath(path), rest @ ..] => {
                    found.push(path.clone());
                    rest
                }
                _ => return None,
            },
            Step::Function(name, parameters) => call(parameters, named(name, rest)?, &mut found)?,
            Step::AlternateKey(parameters) => alternate_key(parameters, rest, &mut found)?,
        };
    }
    rest.is_empty().then_some(found)
}

fn named<'t>(name: &str, tokens: &'t [Token]) -> Option<&'t [Token]> {
    match tokens {
        [Token::Name(own), rest @ ..] if is_same(own, name) => Some(rest),
        _ => None,
    }
}

/// The case and the namespace of a name are the business of the comparison; here they only must not hide the method.
fn is_same(own: &str, name: &str) -> bool {
    fn last(name: &str) -> &str {
        name.rsplit('.').next().unwrap_or(name)
    }
    own.eq_ignore_ascii_case(name)
        || (is_qualified(own) || is_qualified(name)) && last(own).eq_ignore_ascii_case(last(name))
}

/// True for a name with a namespace before it: `microsoft.graph.delta`. A namespace has two parts at least.
pub(super) fn is_qualified(name: &str) -> bool {
    let is_part = |it: &str| it.starts_with(|c: char| c.is_ascii_alphabetic());
    name.matches('.').count() > 1
        && name.split('.').all(is_part)
        && name
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'_'))
}

fn without_parentheses(tokens: &[Token]) -> &[Token] {
    match tokens {
        [Token::Parentheses(inside), rest @ ..] if inside.trim().is_empty() => rest,
        tokens => tokens,
    }
}

/// A key behind a slash, or alone in parentheses.
fn key(tokens: &[Token]) -> Option<(String, &[Token])> {
    match tokens {
        [Token::Parentheses(inside), rest @ ..] if !inside.is_empty() && !inside.contains('=') => {
            Some((shown::unquoted(inside.trim()), rest))
        }
        // A key that has parentheses of its own.
        [Token::Name(name), Token::Parentheses(inside), rest @ ..] if inside.is_empty() => {
            Some((format!("{name}()"), rest))
        }
        [Token::Name(name), rest @ ..] => Some((name.clone(), rest)),
        _ => None,
    }
}

fn call<'t>(parameters: &[Argument], tokens: &'t [Token], found: &mut Vec<String>) -> Option<&'t [Token]> {
    match tokens {
        [Token::Parentheses(inside), rest @ ..] => {
            by_name(parameters, &shown::arguments(inside)?, found)?;
            Some(rest)
        }
        tokens if parameters.iter().all(|it| it.is_optional) => {
            found.extend(parameters.iter().map(|_| String::new()));
            Some(tokens)
        }
        _ => None,
    }
}

/// `(appId='x')`, or `appId=x` as a segment of its own.
fn alternate_key<'t>(
    parameters: &[Argument],
    tokens: &'t [Token],
    found: &mut Vec<String>,
) -> Option<&'t [Token]> {
    let (Token::Parentheses(inside) | Token::Name(inside)) = tokens.first()? else {
        return None;
    };
    if parameters.iter().all(|it| it.wire.is_empty()) {
        let parts: Vec<&str> = inside.split(',').map(str::trim).collect();
        (parts.len() == parameters.len()).then_some(())?;
        found.extend(parts.into_iter().map(shown::unquoted));
    } else {
        by_name(parameters, &shown::arguments(inside)?, found)?;
    }
    tokens.get(1..)
}

/// Every parameter, and nothing else.
fn by_name(parameters: &[Argument], given: &[(&str, &str)], found: &mut Vec<String>) -> Option<()> {
    let is_known = |name: &str| parameters.iter().any(|it| name.eq_ignore_ascii_case(&it.wire));
    if !given.iter().all(|(name, _)| is_known(name)) {
        return None;
    }
    for parameter in parameters {
        let value = given
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(&parameter.wire));
        let Some((_, value)) = value else {
            // What may be left out is given as nothing.
            found.push(parameter.is_optional.then(String::new)?);
            continue;
        };
        found.push(match parameter.ty {
            ArgumentType::Any => (*value).to_owned(),
            ArgumentType::Of(_) => shown::unquoted(value),
        });
    }
    Some(())
}
