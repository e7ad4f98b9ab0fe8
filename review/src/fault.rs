//! One fault.

use graphdown_codegen::text::is_unseen;
use graphdown_runtime::examples::ExampleKind;
use graphdown_runtime::examples::excerpt::beginning;

use crate::FaultKind;

/// A contradiction between an example and what the pages document, at its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The page, below the root of the pages.
    pub page: String,
    /// The line, from 1; `None` where a schema was read in place of pages, which tells no lines.
    pub line: Option<usize>,
    /// What it is.
    pub kind: FaultKind,
    /// What it is about: names, types, and single values cut short.
    pub what: String,
    /// What the block is.
    pub shown: ExampleKind,
    /// Where the block begins.
    pub block: Option<usize>,
}

impl Fault {
    /// `api/user-get.md:112`
    pub fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.page),
            None => self.page.clone(),
        }
    }
}

/// The beginning of a text of a page: on one line, without what steers a terminal, and without the backticks that would
/// end a code span.
pub(crate) fn short(text: &str) -> String {
    let harmless = |it: char| match it {
        '`' => '\'',
        it if it.is_whitespace() || it.is_control() || is_unseen(it) => ' ',
        it => it,
    };
    beginning(text.chars().map(harmless))
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn texts_of_pages_stay_in_their_code_span() {
        assert_eq!(short("a`b\n# c\u{202e}d"), "a'b # c d");
        assert_eq!(short(&"é".repeat(81)), "é".repeat(80) + "…");
    }
}
