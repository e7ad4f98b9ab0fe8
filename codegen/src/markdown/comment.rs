//! HTML comments: metadata of the pages, and text that an author took out.

use std::ops::Range;

/// A comment.
pub(super) struct Comment {
    /// All of it, marks included.
    pub(super) place: Range<usize>,
    /// The text between the marks.
    pub(super) body: Range<usize>,
    /// Nothing closes it, or only the mark of a comment behind it.
    pub(super) unclosed: bool,
    /// It was given an end before the one that HTML gives it: the rest is read as text.
    pub(super) resumes: bool,
}

/// The first comment that begins in a stretch of the text. It may end behind the stretch; with `may_end_early`, also
/// before its mark.
pub(super) fn next(text: &str, within: Range<usize>, may_end_early: bool) -> Option<Comment> {
    let stretch = &text[within.clone()];
    let start = if stretch.starts_with("<!--") {
        within.start
    } else {
        within.start + stretch.find("<!--")?
    };
    let open = start + 4;
    // `<!-->` and `<!--->` are whole comments.
    for short in [">", "->"] {
        if text[open..].starts_with(short) {
            return Some(Comment {
                place: start..open + short.len(),
                body: open..open,
                unclosed: false,
                resumes: false,
            });
        }
    }
    let close = close(&text[open..]).map(|at| open + at);
    let body = &text[open..close.unwrap_or(text.len())];
    // Metadata is short and flat: another mark or a code fence inside means that its own mark is missing.
    if may_end_early
        && body.trim_start().starts_with('{')
        && let Some(length) = runaway(body)
    {
        let end = open + length;
        return Some(Comment {
            place: start..end,
            body: open..end,
            unclosed: true,
            resumes: true,
        });
    }
    Some(Comment {
        place: start..close.map_or(text.len(), |close| close + 3),
        body: open..open + body.len(),
        unclosed: close.is_none(),
        resumes: false,
    })
}

/// Where `-->` begins. It is found by its last character, which comments hardly hold elsewhere.
fn close(text: &str) -> Option<usize> {
    let mut ends = text.match_indices('>').map(|(at, _)| at);
    ends.find(|at| text[..*at].ends_with("--")).map(|at| at - 2)
}

/// The length of a metadata comment that another comment or a code fence follows before it is closed.
fn runaway(body: &str) -> Option<usize> {
    let mut at = 0;
    let mut lines = body.split_inclusive('\n');
    at += lines.next()?.len();
    for line in lines {
        let content = line.trim_start();
        if content.starts_with("```")
            || content.starts_with("<!--")
            || content.starts_with("# ")
            || content.starts_with("## ")
        {
            return Some(at);
        }
        at += line.len();
    }
    None
}
