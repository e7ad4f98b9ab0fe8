//! Code fences, and those that nothing closes.

use std::borrow::Cow;
use std::ops::Range;

/// A fenced block as it should be read.
pub(super) struct Fence {
    /// The lines between the fences.
    pub(super) body: Range<usize>,
    /// Where the text goes on.
    pub(super) end: usize,
    pub(super) problem: Option<Problem>,
}

/// What is wrong with a block that is not closed.
pub(super) enum Problem {
    /// It runs to the end of what holds it.
    ToTheEnd,
    /// It runs into another block; this is where that begins.
    Swallows(usize),
}

/// Looks at a block for the closing fence that it lacks. A fence with a language inside the body opens a block, so the
/// one before it is not closed; the body then ends where the next heading, comment or fence begins.
///
/// Without `may_end_early` the block keeps the body that the parser gave it.
pub(super) fn read(
    text: &str,
    block: &Range<usize>,
    body: Option<Range<usize>>,
    may_end_early: bool,
) -> Fence {
    let opening = &text[block.clone()];
    let mark = opening.as_bytes().first().copied().unwrap_or(b'`');
    let width = opening.bytes().take_while(|it| *it == mark).count();
    let first_line = opening.find('\n').map_or(opening.len(), |at| at + 1);
    let body = body.unwrap_or(block.start + first_line..block.start + first_line);
    let closed = opening[first_line..]
        .trim_end()
        .rsplit('\n')
        .next()
        .is_some_and(|line| is_closing(line, mark, width));
    // Hardly any code holds a fence: then there is nothing to look for, line by line.
    if closed && !text[body.clone()].contains(char::from(mark)) {
        return Fence {
            body,
            end: block.end,
            problem: None,
        };
    }
    // Where the first line is that belongs to something else.
    let mut other = None;
    let mut swallows = false;
    let mut at = body.start;
    for line in text[body.clone()].split_inclusive('\n') {
        let opens = opens(line, mark, width);
        if other.is_none() && (opens || line.starts_with("<!--") || is_heading(line)) {
            other = Some(at);
        }
        swallows |= opens;
        at += line.len();
    }
    match other {
        Some(other) if may_end_early && (swallows || !closed) => Fence {
            body: body.start..other,
            end: other,
            problem: Some(Problem::Swallows(other)),
        },
        _ => Fence {
            body,
            end: block.end,
            problem: (!closed).then_some(Problem::ToTheEnd),
        },
    }
}

/// The first word behind the fence, in lower case.
pub(super) fn language<'s>(info: &Cow<'s, str>) -> Cow<'s, str> {
    let word = |info: &'s str| info.split_whitespace().next().unwrap_or_default();
    match info {
        Cow::Borrowed(info) if !word(info).chars().any(char::is_uppercase) => Cow::Borrowed(word(info)),
        info => Cow::Owned(info.split_whitespace().next().unwrap_or_default().to_lowercase()),
    }
}

fn is_closing(line: &str, mark: u8, width: usize) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
    line.len() >= width && line.bytes().all(|it| it == mark)
}

/// A fence at the margin with a language behind it.
fn opens(line: &str, mark: u8, width: usize) -> bool {
    let rest = line.trim_start_matches(char::from(mark));
    let rest = rest.trim_end();
    line.len() - line.trim_start_matches(char::from(mark)).len() >= width
        && !rest.is_empty()
        && !rest.contains('`')
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    (2..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
}
