//! The list behind an introduction.

use std::collections::BTreeSet;

use super::InlineValue;
use super::intro::Intro;
use super::token::{Style, Token};
use crate::dialect::scan::trim;
use crate::source::Span;

/// The values of a list; empty where there is none.
pub(super) fn read(tokens: &[Token<'_>], intro: Intro) -> Vec<InlineValue> {
    let mut list = List {
        tokens,
        at: intro.start,
        is_bulleted: false,
        values: Vec::new(),
        names: BTreeSet::new(),
    };
    list.skip_separators();
    list.is_bulleted = list.at > intro.start && tokens.get(list.at - 1) == Some(&Token::Bullet);
    match list.style() {
        Some(style) => list.set_apart(style, intro.strong),
        None if list.is_bulleted => list.bulleted(),
        None if intro.strong || intro.colon => list.bare(),
        None => {}
    }
    let values = list.values;
    let is_list = intro.strong || (values.len() > 1 && !qualifies(tokens.get(list.at)));
    // `true` and `false` are no names.
    let is_named = values
        .iter()
        .any(|value| !matches!(value.name.as_str(), "true" | "false"));
    if is_list && is_named { values } else { Vec::new() }
}

/// Words behind a weakly introduced list that show it to be none: `either **a** or **b** properties`.
fn qualifies(next: Option<&Token<'_>>) -> bool {
    const WORDS: [&str; 12] = [
        "if",
        "when",
        "indicates",
        "indicate",
        "means",
        "property",
        "properties",
        "parameter",
        "parameters",
        "permission",
        "header",
        "then",
    ];
    next.is_some_and(|token| token.is_any(&WORDS))
}

struct List<'a, 't> {
    tokens: &'a [Token<'t>],
    at: usize,
    /// The values stand in an HTML list.
    is_bulleted: bool,
    values: Vec<InlineValue>,
    names: BTreeSet<&'t str>,
}

impl<'t> List<'_, 't> {
    fn peek(&self) -> Option<Token<'t>> {
        self.tokens.get(self.at).copied()
    }

    fn peek_at(&self, at: usize) -> Option<Token<'t>> {
        self.tokens.get(at).copied()
    }

    /// How the first value is set apart; `None` for bare words.
    fn style(&self) -> Option<Style> {
        let at = self.number().map_or(self.at, |(_, at)| at);
        match self.peek_at(at) {
            Some(Token::Set(style, ..)) => Some(style),
            _ => None,
        }
    }

    /// `0 -` before a value: the number, and where the value stands.
    fn number(&self) -> Option<(i64, usize)> {
        let mut at = self.at;
        let is_negative = self.peek_at(at) == Some(Token::Mark('-'));
        at += usize::from(is_negative);
        let Some(Token::Word(digits, _)) = self.peek_at(at) else {
            return None;
        };
        let number: i64 = digits.parse().ok()?;
        let Some(Token::Mark('-' | '–' | '—' | ':' | '=')) = self.peek_at(at + 1) else {
            return None;
        };
        Some((if is_negative { -number } else { number }, at + 2))
    }

    /// Values in backticks, emphasis or quotes.
    fn set_apart(&mut self, style: Style, strong: bool) {
        let mut delimiter = None;
        loop {
            self.skip_separators();
            let number = self.number();
            let at = number.map_or(self.at, |(_, at)| at);
            let Some(Token::Set(found, text, span)) = self.peek_at(at) else {
                return;
            };
            // Strong and emphasis are mixed freely; a value in backticks among words in bold is not one of them.
            if !alike(found, style) {
                return;
            }
            self.at = at + 1;
            self.push(text, number.map(|(number, _)| number), span);
            self.skip_parenthesis();
            // `` `a1` through `a9` `` names two of many.
            if self.peek().is_some_and(|token| token.is_any(&["through", "to"])) {
                self.values.clear();
                return;
            }
            let explains = match self.peek() {
                Some(Token::Mark(mark @ ('-' | '–' | '—' | ':' | '='))) => {
                    delimiter.get_or_insert(mark);
                    true
                }
                _ => false,
            };
            let goes_on = if explains {
                self.skip_explanation(style, delimiter)
            } else {
                !self.is_at_word() || self.skip_words(style, strong)
            };
            if !goes_on {
                return;
            }
        }
    }

    fn is_at_word(&self) -> bool {
        match self.peek() {
            Some(token @ Token::Word(..)) => !token.is_any(&["and", "or", "and/or"]),
            _ => false,
        }
    }

    /// Goes to the next value behind an explanation, `… - Channel inherits its members.` It stands at the beginning of
    /// a line, or behind it stands the same delimiter.
    fn skip_explanation(&mut self, style: Style, delimiter: Option<char>) -> bool {
        if self.is_bulleted {
            return self.skip_to_bullet(style);
        }
        for at in self.at + 1..self.tokens.len() {
            let Token::Set(found, ..) = self.tokens[at] else {
                continue;
            };
            let opens_line = matches!(self.tokens[at - 1], Token::Break | Token::Bullet);
            let next = self.peek_at(at + 1);
            let same =
                matches!((next, delimiter), (Some(Token::Mark(mark)), Some(delimiter)) if mark == delimiter);
            let follows = matches!(self.tokens[at - 1], Token::Mark(',' | ';' | '.'))
                || self.tokens[at - 1].is_any(&["or", "and"]);
            if alike(found, style) && (opens_line || (same && follows)) {
                self.at = at;
                return true;
            }
        }
        false
    }

    /// Goes to the next value behind words that say what the last one is for: `` `a` for users, or `b` for groups``. The
    /// sentence must go on, and a comma must come before the next value.
    fn skip_words(&mut self, style: Style, strong: bool) -> bool {
        if self.is_bulleted {
            return self.skip_to_bullet(style);
        }
        let stops = |token: &Token<'_>| token.ends_sentence() || matches!(token, Token::Set(..));
        let rest = &self.tokens[self.at..];
        let Some(stop) = rest.iter().position(stops) else {
            return false;
        };
        let before = match rest[..stop].split_last() {
            Some((last, before)) if last.is_any(&["or", "and"]) => before,
            _ => &rest[..stop],
        };
        let is_next = matches!(rest[stop], Token::Set(found, ..) if alike(found, style));
        if strong && is_next && before.last() == Some(&Token::Mark(',')) {
            self.at += stop;
            return true;
        }
        false
    }

    /// Goes to the next bullet that begins with a value.
    fn skip_to_bullet(&mut self, style: Style) -> bool {
        for at in self.at..self.tokens.len() {
            let begins = matches!(self.peek_at(at + 1), Some(Token::Set(found, ..)) if alike(found, style));
            if begins && self.tokens[at] == Token::Bullet {
                self.at = at;
                return true;
            }
        }
        false
    }

    /// `a, b and c`: single words up to the end of the sentence, two at least, and not all of them numbers.
    fn bare(&mut self) {
        let mut values = Vec::new();
        let mut is_joined = false;
        loop {
            let Some(Token::Word(word, span)) = self.peek() else {
                return;
            };
            self.at += 1;
            values.push((word, span));
            self.skip_parenthesis();
            let before = self.at;
            self.skip_separators();
            match self.peek() {
                None => break,
                Some(token) if token.ends_sentence() => break,
                Some(_) if before == self.at => return,
                Some(_) => is_joined = true,
            }
        }
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        if is_joined && !values.iter().all(|(word, _)| is_number(word)) {
            for (word, span) in values {
                self.push(word, None, span);
            }
        }
    }

    /// The first word of each bullet that has nothing else, or an explanation, behind it.
    fn bulleted(&mut self) {
        while let Some(Token::Word(word, span)) = self.peek() {
            let next = self.peek_at(self.at + 1);
            let is_alone = matches!(
                next,
                None | Some(Token::Break | Token::Bullet | Token::Mark('-' | '–' | '—' | ':' | '('))
            );
            if is_alone {
                self.push(word, None, span);
            }
            let rest = &self.tokens[self.at..];
            let Some(bullet) = rest.iter().position(|token| *token == Token::Bullet) else {
                return;
            };
            self.at += bullet;
            self.skip_separators();
        }
    }

    /// Adds a value, or each of several in one run: `*Binary, Boolean, DateTime*`. Two values in backticks without a comma
    /// between them are one run too: the marks between them close nothing.
    fn push(&mut self, text: &'t str, number: Option<i64>, span: Span) {
        for name in text.split(',').flat_map(|part| part.split("``")) {
            let name = trim(name).trim_matches(['"', '\'', '“', '”', '`']);
            let name = name.trim_end_matches('.');
            // `null` is the absence of a value.
            let is_value = !matches!(name, "" | "null" | "etc");
            if is_value && self.names.insert(name) {
                self.values.push(InlineValue {
                    name: name.to_owned(),
                    number,
                    span,
                });
            }
        }
    }

    /// Skips what stands between two values.
    fn skip_separators(&mut self) {
        while let Some(token) = self.peek() {
            let is_separator = matches!(
                token,
                Token::Mark(',' | ';' | '/' | '|' | '•' | '·') | Token::Break | Token::Bullet
            ) || token.is_any(&["and", "or", "and/or"]);
            if !is_separator {
                return;
            }
            self.at += 1;
        }
    }

    /// Skips `(default value)` behind a value.
    fn skip_parenthesis(&mut self) {
        if self.peek() != Some(Token::Mark('(')) {
            return;
        }
        let mut depth = 0_usize;
        for at in self.at..self.tokens.len() {
            match self.tokens[at] {
                Token::Mark('(') => depth += 1,
                Token::Mark(')') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.at = at + 1;
                return;
            }
        }
    }
}

fn alike(found: Style, style: Style) -> bool {
    found == style
        || matches!(
            (found, style),
            (Style::Strong | Style::Emphasis, Style::Strong | Style::Emphasis)
        )
}
