//! The lines of a text, and which of them Markdown does not look into.

use std::ops::Range;

/// A line.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Without its end mark.
    pub(super) text: Range<usize>,
    /// Where the next line begins.
    pub(super) next: usize,
    /// It is code, or taken out by a comment.
    pub(super) hidden: bool,
}

/// All lines of a text.
pub(super) fn all(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = 0;
    let mut fence: Option<(char, usize)> = None;
    let mut in_comment = false;
    // A comment that nothing closes is told where the page is read, and hides nothing here.
    let last_close = memchr::memmem::rfind(text.as_bytes(), b"-->").unwrap_or(0);
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let inner = line.trim_start_matches([' ', '\t', '>']);
        let mut hidden = fence.is_some() || in_comment;
        if let Some((mark, width)) = fence {
            // A heading or a comment in a block that nothing closed: the reader ends it there too.
            let escapes = inner.starts_with("## ") || inner.starts_with("### ");
            if escapes {
                (fence, hidden) = (None, false);
            } else if run(inner, mark) >= width && inner.trim_start_matches(mark).trim().is_empty() {
                fence = None;
            }
        } else if in_comment {
            in_comment = !line.contains("-->");
        } else if let Some(mark) = ['`', '~'].into_iter().find(|mark| run(inner, *mark) >= 3)
            && !inner.trim_start_matches(mark).contains('`')
        {
            fence = Some((mark, run(inner, mark)));
            hidden = true;
        } else if let Some(open) = line.rfind("<!--")
            && !line[open..].contains("-->")
            && at + open < last_close
        {
            in_comment = true;
            hidden = true;
        }
        lines.push(Line {
            text: at..at + line.len(),
            next: at + whole.len(),
            hidden,
        });
        at += whole.len();
    }
    lines
}

fn run(line: &str, mark: char) -> usize {
    line.len() - line.trim_start_matches(mark).len()
}

/// True for lines such as `|:---|---|`.
pub(super) fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    line.contains('-')
        && line.contains('|')
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// How many cells a line of pipes has.
pub(super) fn cells(line: &str) -> usize {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line
        .strip_suffix('|')
        .filter(|it| !it.ends_with('\\'))
        .unwrap_or(line);
    let pipes = line
        .bytes()
        .enumerate()
        .filter(|(at, byte)| *byte == b'|' && (*at == 0 || line.as_bytes()[at - 1] != b'\\'));
    pipes.count() + 1
}
