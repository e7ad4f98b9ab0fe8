//! The lines of a block's JSON members.
//!
//! The reader of JSON repairs as it goes and keeps no places. Members are met in the order of the text, so each is the next
//! of its name behind the one before it.

use graphdown_codegen::dialect::json::Node;

/// The text of a block, and how far it has been followed.
pub(crate) struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: Option<usize>,
}

impl<'t> Lines<'t> {
    /// A block that begins in this line of a page, and ends before its closing fence.
    pub(crate) fn new(page: &'t str, line: Option<usize>) -> Self {
        let start = line.map_or(0, |line| offset(page, line));
        let block = page.get(start..).unwrap_or_default();
        let end = block.find("\n```").unwrap_or(block.len());
        Self {
            text: if line.is_some() { &block[..end] } else { "" },
            at: 0,
            line,
        }
    }

    /// Goes on to the next member of this name, and gives the line that it is in.
    pub(crate) fn member(&mut self, name: &str) -> Option<usize> {
        let rest = &self.text[self.at..];
        let quoted = format!("\"{name}\"");
        let mut from = 0;
        while let Some(found) = rest[from..].find(&quoted) {
            let end = from + found + quoted.len();
            if rest[end..].trim_start().starts_with(':') {
                let passed = rest[..end].bytes().filter(|it| *it == b'\n').count();
                self.at += end;
                self.line = self.line.map(|line| line + passed);
                break;
            }
            from = end;
        }
        self.line
    }

    /// Goes past all members of a value that nobody looks into.
    pub(crate) fn pass(&mut self, node: &Node<'_>) {
        match node {
            Node::Object(members) => {
                for (name, value) in members {
                    self.member(name);
                    self.pass(value);
                }
            }
            Node::Array(elements) => elements.iter().for_each(|it| self.pass(it)),
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
        }
    }
}

/// Where a line begins, from 1.
fn offset(text: &str, line: usize) -> usize {
    let ends = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0)
        .chain(ends)
        .nth(line.saturating_sub(1))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_followed_line_by_line() {
        let page = "# A\n```json\n{\n  \"a\": \"b\",\n  \"b\": {\n    \"a\": 1 },\n  \"a\":\n  2\n}\n```\n\"b\": 1\n";
        let mut lines = Lines::new(page, Some(3));
        let found: Vec<_> = ["a", "b", "a", "a", "b", "none"]
            .into_iter()
            .map(|it| lines.member(it))
            .collect();
        assert_eq!(found, [Some(4), Some(5), Some(6), Some(7), Some(7), Some(7)]);
        assert_eq!(Lines::new(page, Some(99)).member("a"), Some(99));
        assert_eq!(Lines::new(page, None).member("a"), None);
    }
}
