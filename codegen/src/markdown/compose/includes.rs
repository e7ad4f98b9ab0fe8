//! `[!INCLUDE [label](path)]`: the text of a fragment where it is asked for, as publishers of these pages put it there.

use super::super::page::Absent;
use super::super::{front_matter, include};
use super::draft::Draft;
use super::lines::{self, Line};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Target};

/// Fragments inside of fragments deeper than this are not followed.
const DEEPEST: usize = 8;

/// The most that a page may become, in bytes. A page includes a few kilobytes.
const LARGEST: usize = 16 << 20;

/// A quick look for the directive.
pub(super) fn may_be_in(text: &str) -> bool {
    let mut marks = memchr::memmem::find_iter(text.as_bytes(), b"[!");
    marks.any(|at| crate::text::after(&text[at + 2..], "include").is_some())
}

/// A page with all that it includes.
pub(super) fn expand(
    file: FileId,
    sources: &SourceMap,
    absent: &mut Vec<Absent>,
    diagnostics: &mut Diagnostics,
) -> Draft {
    let mut expansion = Expansion {
        sources,
        absent,
        diagnostics,
        open: vec![file],
        size: 0,
    };
    let text = Draft::of_file(file, &sources.file(file).text);
    expansion.whole(file, &text)
}

struct Expansion<'a> {
    sources: &'a SourceMap,
    absent: &'a mut Vec<Absent>,
    diagnostics: &'a mut Diagnostics,
    /// The files that are being put together, the page first.
    open: Vec<FileId>,
    /// How much was included so far.
    size: usize,
}

/// A directive: its place in the text, and the path as written.
struct Directive<'t> {
    start: usize,
    end: usize,
    path: &'t str,
}

impl Expansion<'_> {
    fn whole(&mut self, file: FileId, from: &Draft) -> Draft {
        let mut draft = Draft::default();
        let lines = lines::all(&from.text);
        let mut in_code_tab = false;
        for (index, line) in lines.iter().enumerate() {
            let text = &from.text[line.text.clone()];
            if let Some(label) = tab(text) {
                in_code_tab = !label.eq_ignore_ascii_case("http");
            } else if text.starts_with('#') {
                in_code_tab = false;
            }
            let found = if line.hidden || in_code_tab {
                Vec::new()
            } else {
                directives(text, line.text.start)
            };
            match found.as_slice() {
                [] => draft.copy(from, line.text.start..line.next),
                [only] if is_alone(text, only, line) => {
                    let is_block =
                        is_blank(from, &lines, index.wrapping_sub(1)) && is_blank(from, &lines, index + 1);
                    self.block(file, from, line, only, is_block, &mut draft);
                }
                several => self.inline(file, from, line, several, &mut draft),
            }
        }
        draft
    }

    /// A directive in a line of its own: every line of the fragment behind what stands before the directive.
    fn block(
        &mut self,
        file: FileId,
        from: &Draft,
        line: &Line,
        directive: &Directive<'_>,
        is_block: bool,
        draft: &mut Draft,
    ) {
        let Some(fragment) = self.fragment(file, from, directive, is_block) else {
            // What the reader meets as a block of its own is told there.
            if is_block {
                draft.copy(from, line.text.start..line.next);
            }
            return;
        };
        let prefix = line.text.start..directive.start;
        for part in fragment.text.split_inclusive('\n') {
            let start = part.as_ptr().addr() - fragment.text.as_ptr().addr();
            if !part.trim().is_empty() {
                draft.copy(from, prefix.clone());
            }
            draft.copy(&fragment, start..start + part.len());
        }
        if !draft.is_at_line_start() {
            draft.put("\n", from, line.text.clone());
        }
    }

    /// Directives in the middle of a line: the words of the fragments.
    fn inline(
        &mut self,
        file: FileId,
        from: &Draft,
        line: &Line,
        directives: &[Directive<'_>],
        draft: &mut Draft,
    ) {
        let mut at = line.text.start;
        for directive in directives {
            draft.copy(from, at..directive.start);
            at = directive.end;
            let Some(fragment) = self.fragment(file, from, directive, false) else {
                let is_doubled = draft.text.ends_with(' ') || draft.is_at_line_start();
                at += usize::from(is_doubled && from.text[at..].starts_with(' '));
                continue;
            };
            let mut parts = fragment.text.lines().map(str::trim).filter(|it| !it.is_empty());
            if let Some(first) = parts.next() {
                let start = first.as_ptr().addr() - fragment.text.as_ptr().addr();
                draft.copy(&fragment, start..start + first.len());
            }
            for part in parts {
                let start = part.as_ptr().addr() - fragment.text.as_ptr().addr();
                draft.put(" ", from, directive.start..directive.end);
                draft.copy(&fragment, start..start + part.len());
            }
        }
        draft.copy(from, at..line.next);
    }

    /// The Markdown of a fragment. `None` where it is not there, which is noted unless it `stays` in the text.
    fn fragment(
        &mut self,
        file: FileId,
        from: &Draft,
        directive: &Directive<'_>,
        stays: bool,
    ) -> Option<Draft> {
        let span = from.place(directive.start..directive.end);
        let Target::Found(target) = self.sources.resolve(file, directive.path) else {
            if !stays {
                self.absent.push(Absent {
                    path: directive.path.to_owned(),
                    span,
                });
            }
            return None;
        };
        let text = &self.sources.file(target).text;
        self.size += text.len();
        let refused = if self.open.contains(&target) {
            Some("it includes itself, so nothing is read there")
        } else if self.open.len() > DEEPEST || self.size > LARGEST {
            Some("too much is included already, so nothing is read there")
        } else {
            None
        };
        if let Some(why) = refused {
            let message = format!("`{}`: {why}", directive.path);
            let diagnostic = Diagnostic::new(Code::MissingInclude, span, message);
            self.diagnostics
                .push(diagnostic.help("put the text where it is needed"));
            return Some(Draft::default());
        }
        let end = front_matter::scan(target, text).end;
        let whole = Draft::of_file(target, text);
        let mut body = Draft::default();
        let content = text[end..].trim_matches(['\r', '\n']).trim_end();
        let start = content.as_ptr().addr() - text.as_ptr().addr();
        body.copy(&whole, start..start + content.len());
        self.open.push(target);
        let expanded = self.whole(target, &body);
        self.open.pop();
        Some(expanded)
    }
}

/// The directives of a line.
fn directives(line: &str, at: usize) -> Vec<Directive<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = line[from..].find("[!").map(|it| from + it) {
        match include::directive(&line[start..]) {
            Some((path, length)) => {
                let end = start + length;
                found.push(Directive {
                    start: at + start,
                    end: at + end,
                    path,
                });
                from = end;
            }
            None => from = start + 2,
        }
    }
    found
}

/// The most that stands before a directive in a line of its own: every line of the fragment gets it.
const LONGEST_PREFIX: usize = 64;

/// True where nothing but blanks and the marks of quotes stands beside the directive.
fn is_alone(text: &str, directive: &Directive<'_>, line: &Line) -> bool {
    let (start, end) = (directive.start - line.text.start, directive.end - line.text.start);
    let is_mark = |c: char| matches!(c, ' ' | '\t' | '>');
    start <= LONGEST_PREFIX && text[..start].chars().all(is_mark) && text[end..].trim().is_empty()
}

/// True for a line that no text of a paragraph stands in: blank, not there, a title, a comment, a directive too.
fn is_blank(from: &Draft, lines: &[Line], index: usize) -> bool {
    lines.get(index).is_none_or(|line| {
        let text = from.text[line.text.clone()].trim_matches([' ', '\t', '>']);
        let is_other = ["[!", "#", "<!--", ":::"].iter().any(|it| text.starts_with(it));
        text.is_empty() || is_other || text.ends_with("-->")
    })
}

/// The label of a heading that opens a tab: `# [C#](#tab/csharp)`.
fn tab(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('#')?.trim_start_matches('#').trim_start();
    let (label, target) = rest.strip_prefix('[')?.split_once("](")?;
    target.starts_with("#tab/").then_some(label)
}
