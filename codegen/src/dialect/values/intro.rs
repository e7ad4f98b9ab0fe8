//! The words that introduce a list of values.

use super::token::Token;

/// Where a list may begin, and how much its introduction promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Intro {
    /// The first token of the list.
    pub(super) start: usize,
    /// It speaks of possible values. Otherwise the words may as well introduce something else, and only two values or
    /// more that end their sentence make a list.
    pub(super) strong: bool,
    /// The list adds to one that came before.
    pub(super) adds: bool,
    /// It ends in a colon.
    pub(super) colon: bool,
}

/// Words that make values *possible* ones.
const POSSIBLE: [&str; 16] = [
    "possible",
    "valid",
    "supported",
    "allowed",
    "accepted",
    "acceptable",
    "available",
    "permitted",
    "permissible",
    "following",
    "predefined",
    "known",
    "legal",
    "enum",
    "enumeration",
    "different",
];

/// Words before `value` that make it another one.
const OTHER: [&str; 12] = [
    "default", "example", "sample", "null", "initial", "returned", "maximum", "minimum", "boolean",
    "current", "same", "numeric",
];

/// Nouns that possible ones may be beside values.
const NOUNS: [&str; 8] = [
    "states",
    "types",
    "options",
    "statuses",
    "modes",
    "strings",
    "choices",
    "enumerations",
];

/// The words between `values` and the list.
const COPULAS: [&str; 12] = [
    "are", "is", "include", "includes", "be", "being", "contain", "contains", "can", "will", "must", "may",
];

/// Words that may follow the copula before the list begins.
const FILLERS: [&str; 20] = [
    "be",
    "one",
    "of",
    "the",
    "following",
    "only",
    "either",
    "as",
    "follows",
    "limited",
    "to",
    "but",
    "not",
    "are",
    "any",
    "include",
    "always",
    "set",
    "currently",
    "these",
];

/// The longest way from `values` to its copula: `values which you can add or remove using the API include`.
const REACH: usize = 14;

/// Every introduction, in order.
pub(super) fn all(tokens: &[Token<'_>]) -> impl Iterator<Item = Intro> {
    (0..tokens.len()).filter_map(|at| at_values(tokens, at).or_else(|| at_choice(tokens, at)))
}

/// `possible values are:`, `supported values for **x** are`, `the following value(s) in this evolvable enum:`.
fn at_values(tokens: &[Token<'_>], at: usize) -> Option<Intro> {
    let noun = tokens[at];
    let is_value = noun.is_any(&["value", "values", "value(s)"]);
    if !is_value && !noun.is_any(&NOUNS) {
        return None;
    }
    let before = sentence_before(tokens, at);
    if before.last().is_some_and(|word| word.is_any(&OTHER))
        || before.iter().any(|word| word.is_any(&["example", "default"]))
    {
        return None;
    }
    let near = &before[before.len().saturating_sub(4)..];
    let strong = near.iter().any(|word| word.is_any(&POSSIBLE));
    if !is_value && !strong {
        return None;
    }
    let adds = near.iter().any(|word| word.is_word("following"));
    let start = list_start(tokens, at + 1, strong)?;
    let colon = is_colon(tokens, start);
    Some(Intro {
        start,
        strong,
        adds,
        colon,
    })
}

/// `must be one of`, `either`, `can be`, `select from`.
fn at_choice(tokens: &[Token<'_>], at: usize) -> Option<Intro> {
    let pair = |first: &str, second: &str| {
        tokens[at].is_word(first) && tokens.get(at + 1).is_some_and(|it| it.is_word(second))
    };
    let start = if tokens[at].is_word("either") {
        at + 1
    } else if pair("one", "of") || pair("can", "be") || pair("must", "be") || pair("select", "from") {
        at + 2
    } else {
        return None;
    };
    let start = skip_fillers(tokens, start);
    let start = skip_colon(tokens, start);
    Some(Intro {
        start,
        strong: false,
        adds: false,
        colon: is_colon(tokens, start),
    })
}

/// The tokens of the sentence before a place, at most eight of them.
fn sentence_before<'t, 'a>(tokens: &'a [Token<'t>], at: usize) -> &'a [Token<'t>] {
    let reach = at.saturating_sub(8);
    let start = (reach..at)
        .rev()
        .find(|&it| tokens[it].ends_sentence() || tokens[it] == Token::Break)
        .map_or(reach, |it| it + 1);
    &tokens[start..at]
}

/// The first token of the list behind `values`.
fn list_start(tokens: &[Token<'_>], from: usize, strong: bool) -> Option<usize> {
    // `Supported values: …`, and without a colon where nothing else can be meant.
    match tokens.get(from)? {
        Token::Mark(':') => return Some(skip_colon(tokens, from)),
        Token::Set(..) | Token::Break | Token::Bullet if strong => return Some(from),
        _ => {}
    }
    let reach = tokens.len().min(from + REACH);
    // Words behind a copula may be a list of bare words, or the rest of `which you can add are`.
    let mut bare = None;
    for at in from..reach {
        match tokens[at] {
            Token::Mark(':') => return Some(skip_colon(tokens, at)),
            token if token.is_any(&COPULAS) => {
                let start = skip_fillers(tokens, at + 1);
                if is_supported(tokens, start) {
                    return bullet_after(tokens, start);
                }
                let start = skip_colon(tokens, start);
                if !matches!(tokens.get(start), Some(Token::Word(..))) {
                    return Some(start);
                }
                bare.get_or_insert(start);
            }
            token if token.ends_sentence() => break,
            _ => {}
        }
    }
    bare
}

/// `Following values are supported. … <ul><li>`: the list stands in bullets, sentences may come between.
fn is_supported(tokens: &[Token<'_>], at: usize) -> bool {
    tokens
        .get(at)
        .is_some_and(|it| it.is_any(&["supported", "allowed", "possible", "valid", "available"]))
        && tokens
            .get(at + 1)
            .is_none_or(|it| it.ends_sentence() || *it == Token::Mark(':'))
}

fn bullet_after(tokens: &[Token<'_>], from: usize) -> Option<usize> {
    (from..tokens.len()).find(|&at| tokens[at] == Token::Bullet)
}

fn skip_fillers(tokens: &[Token<'_>], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        let is_filler = token.is_any(&FILLERS)
            || token.is_any(&POSSIBLE)
            || token.is_any(&["values", "value", "string", "options"]);
        // `are supported.` is a sentence of its own.
        if !is_filler || is_supported(tokens, at) {
            break;
        }
        at += 1;
    }
    at
}

/// True where a colon stands before a place.
fn is_colon(tokens: &[Token<'_>], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| tokens.get(before)) == Some(&Token::Mark(':'))
}

fn skip_colon(tokens: &[Token<'_>], at: usize) -> usize {
    let is_colon = matches!(tokens.get(at), Some(Token::Mark(':' | '-' | ',')));
    at + usize::from(is_colon)
}
