//! `[!INCLUDE [label](path)]`.

use crate::source::Span;
use crate::text::until;

/// The includes of a paragraph that holds nothing else: each path as written, with the directive's place.
pub(super) fn alone(text: &str, paragraph: Span) -> Option<Vec<(&str, Span)>> {
    let mut found = Vec::new();
    let mut at = paragraph.start as usize;
    let end = paragraph.end as usize;
    loop {
        let rest = &text[at..end];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '>']).len();
        at += blank;
        if at == end {
            return Some(found);
        }
        let (path, length) = directive(&text[at..end])?;
        found.push((path, Span::new(paragraph.file, at, at + length)));
        at += length;
    }
}

/// The directive that a text begins with: its path and its length.
pub(super) fn directive(text: &str) -> Option<(&str, usize)> {
    let word = "[!INCLUDE";
    if !text.get(..word.len())?.eq_ignore_ascii_case(word) {
        return None;
    }
    let line = until(text, &['\n']);
    let closes_label = |(at, _): &(usize, &str)| line[at + 1..].starts_with('(');
    let open = line.match_indices(']').find(closes_label)?.0 + 2;
    let close = open + text[open..].find(')')?;
    let path = text[open..close].trim();
    let end = close + 1 + text[close + 1..].find(']')? + 1;
    (!path.contains('\n') && text[close + 1..end - 1].trim().is_empty()).then_some((path, end))
}
