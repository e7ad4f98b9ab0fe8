//! The one rule for pages' text that reaches Markdown, and by it HTML.
//!
//! Code spans and emphasis stay what they are; all else that Markdown gives a meaning to is escaped. The rule stands on
//! two facts of `CommonMark`. A code span is closed by the next run of as many backticks (6.1), so no two runs may touch:
//! grown together, they would close nothing, and what stands between them would be live. And outside of code spans a
//! backslash takes the meaning from any punctuation (2.4).

use std::ops::Range;

use crate::text::visible;

/// A line of the pages' Markdown that stays a paragraph, in which only code spans and emphasis are live.
pub(super) fn inert(line: &str) -> String {
    let line = visible(line);
    let mut result = String::with_capacity(line.len() + 8);
    let mut at = 0;
    while let Some(run) = next_backticks(&line, at) {
        words(&line, at..run.start, &mut result);
        if let Some(end) = closing(&line, &run) {
            result.push_str(&line[run.start..end]);
            at = end;
        } else {
            result.push_str(&"\\`".repeat(run.len()));
            at = run.end;
        }
    }
    words(&line, at..line.len(), &mut result);
    escape_start(result)
}

/// The next run of backticks.
fn next_backticks(line: &str, from: usize) -> Option<Range<usize>> {
    let start = from + line[from..].find('`')?;
    let length = line[start..].bytes().take_while(|it| *it == b'`').count();
    Some(start..start + length)
}

/// Where the code span ends that this run opens. Long runs open none: looking for each of their ends would take a
/// hostile line's length squared.
fn closing(line: &str, opening: &Range<usize>) -> Option<usize> {
    if opening.len() > 3 {
        return None;
    }
    let mut at = opening.end;
    while let Some(run) = next_backticks(line, at) {
        if run.len() == opening.len() {
            return Some(run.end);
        }
        at = run.end;
    }
    None
}

/// What stands outside of code spans. An address becomes a code span, which rustdoc neither links nor warns of; where it
/// touches a backtick of the page, it is escaped instead.
fn words(line: &str, range: Range<usize>, result: &mut String) {
    let text = &line[range.clone()];
    if !text.contains("://") && !text.contains("www.") {
        return escape(text, &SPECIAL, result);
    }
    let beside = [
        line[..range.start].ends_with('`'),
        line[range.end..].starts_with('`'),
    ];
    let mut pieces = text.split(' ').enumerate().peekable();
    while let Some((at, word)) = pieces.next() {
        if at > 0 {
            result.push(' ');
        }
        let is_address = word.contains("://") || word.starts_with("www.");
        let touches = at == 0 && beside[0] || pieces.peek().is_none() && beside[1];
        match (is_address, touches) {
            (true, false) => result.extend(["`", word, "`"]),
            (true, true) => escape(word, &SPECIAL_IN_ADDRESS, result),
            (false, _) => escape(word, &SPECIAL, result),
        }
    }
}

/// What begins a link, an image, HTML, an escape or a table's cell.
const SPECIAL: [char; 6] = ['[', ']', '<', '>', '\\', '|'];

/// And what makes an address one: rustdoc's lint `bare_urls` looks for `://`.
const SPECIAL_IN_ADDRESS: [char; 7] = ['[', ']', '<', '>', '\\', '|', ':'];

fn escape(text: &str, special: &[char], result: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        let (before, special) = rest.split_at(at);
        let (special, after) = special.split_at(1);
        result.extend([before, "\\", special]);
        rest = after;
    }
    result.push_str(rest);
}

/// Keeps the first characters from opening a block: a list, a heading, a fence, a table, a rule.
fn escape_start(mut line: String) -> String {
    let opens = line.starts_with(['#', '-', '+', '*', '=', '~', ':', '!']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']);
    if numbered {
        line.insert(digits, '\\');
    } else if opens && !line.starts_with("**") || is_rule(&line) {
        line.insert(0, '\\');
    }
    line
}

/// A thematic break (`CommonMark` 4.1) is three or more of one mark and nothing else but spaces. The `*` of a list of ours
/// may stand before the words, so that two make one, too.
fn is_rule(line: &str) -> bool {
    let is_of = |mark: u8| line.bytes().all(|it| it == mark || it == b' ');
    !line.is_empty() && (is_of(b'*') || is_of(b'_') || is_of(b'-'))
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn words_stay_words() {
        let cases = [
            ("Plain `code<T>` and *more*.", "Plain `code<T>` and *more*."),
            ("See [User](x.md) or [Foo].", "See \\[User\\](x.md) or \\[Foo\\]."),
            ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
            ("an `open span", "an \\`open span"),
            ("```rust", "\\`\\`\\`rust"),
            ("~~~", "\\~~~"),
            ("# Heading", "\\# Heading"),
            ("1. item", "1\\. item"),
            ("    indented code", "indented code"),
            ("https://example.com/<x>", "`https://example.com/<x>`"),
            ("a\u{202e}b\0c\u{200b}d", "abcd"),
            ("**Note:** bold", "**Note:** bold"),
            ("*/ #![no_std] \"]", "\\*/ #!\\[no_std\\] \"\\]"),
            ("***", "\\***"),
            ("** *", "\\** *"),
            ("__ _", "\\__ _"),
            ("**", "\\**"),
            ("__init__", "__init__"),
        ];
        for (text, expected) in cases {
            assert_eq!(inert(text), expected, "{text}");
        }
    }

    #[test]
    fn no_two_runs_of_backticks_touch() {
        let cases = [
            ("http://x``<b>`` end", "http\\://x``<b>`` end"),
            ("``<b>``http://x end", "``<b>``http\\://x end"),
            ("`a`www.x`b`", "`a`www.x`b`"),
            ("`a` http://x `b`", "`a` `http://x` `b`"),
            ("http://x`<b>", "http\\://x\\`\\<b\\>"),
            ("`http://x", "\\`http\\://x"),
        ];
        for (text, expected) in cases {
            assert_eq!(inert(text), expected, "{text}");
        }
    }
}
