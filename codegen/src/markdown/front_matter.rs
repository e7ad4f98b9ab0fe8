//! The `key: value` lines at the top of a page.
//!
//! They are scanned line by line: a YAML reader would cost more than the whole Markdown pass, pages use nothing but
//! flat scalars, and a page whose front matter is not quite YAML (a colon in a plain scalar) is read all the same.

use super::page::FrontMatter;
use crate::source::{FileId, Span};

/// What stands before the Markdown.
pub(super) struct Front<'s> {
    pub(super) entries: Vec<FrontMatter<'s>>,
    /// Where the Markdown begins.
    pub(super) end: usize,
    /// The opening `---`, where nothing closes it: there is no front matter then.
    pub(super) unclosed: Option<Span>,
}

/// Reads the front matter of a page.
pub(super) fn scan(file: FileId, text: &str) -> Front<'_> {
    let mut front = Front {
        entries: Vec::new(),
        end: 0,
        unclosed: None,
    };
    let open = blank_lines(text);
    let mut at = open;
    let mut lines = text[at..].split_inclusive('\n');
    match lines.next() {
        Some(line) if line.trim_end() == "---" => at += line.len(),
        _ => return front,
    }
    let first = at;
    for line in lines {
        let content = line.trim_end();
        if content == "---" || content == "..." {
            front.end = at + line.len();
            return front;
        }
        entries(file, at, content, &mut front.entries);
        at += line.len();
    }
    // A lone `---` is a thematic break; only lines that look like front matter make it an opening.
    let next = text[first..].lines().next();
    front.unclosed = next
        .and_then(|line| entry(file, first, line))
        .map(|_| Span::new(file, open, open + "---".len()));
    front.entries.clear();
    front
}

/// The length of the blank lines at the beginning.
fn blank_lines(text: &str) -> usize {
    text.split_inclusive('\n')
        .take_while(|line| line.trim().is_empty())
        .map(str::len)
        .sum()
}

/// Keys that pages write. Only at one of these a second entry begins in a line: a value may hold colons.
const KEYS: [&str; 12] = [
    "title",
    "toc.title",
    "description",
    "author",
    "localization_priority",
    "ms.localizationpriority",
    "ms.prod",
    "ms.subservice",
    "ms.author",
    "ms.date",
    "ms.topic",
    "doc_type",
];

/// The entries of one line: mostly one. Some pages of 2018 have several in a line, or all.
fn entries<'s>(file: FileId, mut at: usize, mut line: &'s str, found: &mut Vec<FrontMatter<'s>>) {
    while let Some(next) = next_entry(line) {
        found.extend(entry(file, at, line[..next].trim_end()));
        at += next;
        line = &line[next..];
    }
    found.extend(entry(file, at, line));
}

/// Where another entry begins in a line, outside of quotes.
fn next_entry(line: &str) -> Option<usize> {
    let mut colons = line.match_indices(": ").map(|(at, _)| at);
    // The first one is that of the line's own key.
    colons.next()?;
    colons.find_map(|colon| {
        let start = line[..colon].rfind(' ')? + 1;
        let is_key = KEYS.iter().any(|it| it.eq_ignore_ascii_case(&line[start..colon]));
        let is_open = line[..start].matches('"').count() % 2 == 1;
        (is_key && !is_open).then_some(start)
    })
}

/// One line, if it is `key: value` at the margin.
fn entry(file: FileId, at: usize, line: &str) -> Option<FrontMatter<'_>> {
    let (key, rest) = line.split_once(':')?;
    if let None | Some(b' ' | b'\t' | b'#' | b'-') = key.as_bytes().first() {
        return None;
    }
    if !matches!(rest.as_bytes().first(), None | Some(b' ' | b'\t')) {
        return None;
    }
    let value = rest.trim();
    let quoted = ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    let start = at + line.len() - rest.trim_start().len() + usize::from(quoted.is_some());
    let value = quoted.unwrap_or(value);
    Some(FrontMatter {
        key: key.trim_end(),
        value,
        span: Span::new(file, start, start + value.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::scan;
    use crate::source::FileId;

    #[test]
    fn values_keep_colons_and_lose_quotes() {
        let text = "---\r\ntitle: \"a: b\"\nowner: 'x'\nms.date: 08/01/2024\nempty:\nlist:\n  - no\n---\n# T";
        let front = scan(FileId::default(), text);
        let read: Vec<_> = front.entries.iter().map(|it| (it.key, it.value)).collect();
        assert_eq!(
            read,
            [
                ("title", "a: b"),
                ("owner", "x"),
                ("ms.date", "08/01/2024"),
                ("empty", ""),
                ("list", "")
            ]
        );
        assert_eq!(&text[front.end..], "# T");
        for it in &front.entries {
            assert_eq!(&text[it.span.range()], it.value);
        }
    }

    #[test]
    fn several_entries_may_share_a_line() {
        let text = "---\ntitle: \"a author: b\" description: one: two. author: x ms.prod: \"y\"\nMS.date: 1 doc_type: z\n---\n";
        let front = scan(FileId::default(), text);
        let read: Vec<_> = front.entries.iter().map(|it| (it.key, it.value)).collect();
        assert_eq!(
            read,
            [
                ("title", "a author: b"),
                ("description", "one: two."),
                ("author", "x"),
                ("ms.prod", "y"),
                ("MS.date", "1"),
                ("doc_type", "z"),
            ]
        );
        for it in &front.entries {
            assert_eq!(&text[it.span.range()], it.value);
        }
    }

    #[test]
    fn what_never_ends_is_no_front_matter() {
        assert!(
            scan(FileId::default(), "\u{a0}\n---\ntitle: x\n# T\n")
                .unclosed
                .is_some()
        );
        assert!(scan(FileId::default(), "---\n\ntext\n").unclosed.is_none());
        assert!(scan(FileId::default(), "# T\n").unclosed.is_none());
    }
}
