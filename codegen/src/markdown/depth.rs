//! Keeps pages shallow: the parser's time grows with the depth of quotes and lists *times* the lines below them, so a
//! page of a few megabytes could keep it busy for hours.

use std::ops::Range;

/// Quotes and lists deeper than this are text. The deepest page known has four levels.
const MAX_DEPTH: usize = 100;

/// A prefix of so many bytes is the shortest that can be too deep: each level takes two.
const STRIDE: usize = MAX_DEPTH;

/// The markers, each the first on its line that is too deep. What is behind them is text once they are masked.
pub(super) fn too_deep(text: &str) -> Vec<usize> {
    let text = text.as_bytes();
    let mut found = Vec::new();
    // A prefix that is too deep is longer than a stride, so it has a byte at a multiple of one.
    let mut at = 0;
    while at < text.len() {
        if !is_prefix(text[at]) {
            at += STRIDE;
            continue;
        }
        let run = run(text, at);
        let begins_line = run.start == 0 || text[run.start - 1] == b'\n';
        if begins_line && run.len() > STRIDE {
            found.extend(first_too_deep(text, run.clone()));
        }
        at = (run.end / STRIDE + 1) * STRIDE;
    }
    found
}

/// The bytes around a place that containers' markers consist of.
fn run(text: &[u8], at: usize) -> Range<usize> {
    let before = text[..at].iter().rev().take_while(|it| is_prefix(**it)).count();
    let after = text[at..].iter().take_while(|it| is_prefix(**it)).count();
    at - before..at + after
}

fn is_prefix(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'\t' | b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b'0'..=b'9'
    )
}

/// Two columns of blanks count as a level: so far can a list item be indented in another.
fn first_too_deep(text: &[u8], run: Range<usize>) -> Option<usize> {
    let (mut depth, mut blanks) = (0, 0);
    for at in run {
        let next_is_blank = || {
            text.get(at + 1)
                .is_none_or(|it| matches!(it, b' ' | b'\t' | b'\r' | b'\n'))
        };
        match text[at] {
            b' ' => blanks += 1,
            b'\t' => blanks += 4,
            b'>' => depth += 1,
            b'-' | b'*' | b'+' | b'.' | b')' if next_is_blank() => depth += 1,
            _ => continue,
        }
        if depth + blanks / 2 > MAX_DEPTH && !matches!(text[at], b' ' | b'\t') {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::too_deep;

    const NONE: [usize; 0] = [];

    #[test]
    fn only_deep_prefixes_are_found() {
        assert_eq!(too_deep(&format!("x\n{}x", "> ".repeat(60))), NONE);
        assert_eq!(too_deep(&"-".repeat(1_000)), NONE);
        assert_eq!(too_deep(&format!("| {}", "- ".repeat(1_000))), NONE);
        for marker in ["> ", "- ", "1. ", ">", "> * "] {
            let found = too_deep(&format!("x\n{}x\n", marker.repeat(200)));
            assert_eq!(found.len(), 1, "{marker}");
        }
        assert_eq!(too_deep(&format!("{}- x", " ".repeat(300))), [300]);
        assert_eq!(too_deep(&format!("{}x", " ".repeat(300))), NONE);
    }
}
