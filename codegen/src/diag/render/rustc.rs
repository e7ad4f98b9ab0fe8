//! Findings as rustc shows its own: title, place, source line, label, help.

use std::io;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::Style;
use super::harmless::{harmless, shown};
use super::position::Position;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::{SourceMap, Span};

/// The longest underline, in characters: a row of a table may have a thousand.
const WIDEST_MARK: usize = 60;

/// What is underlined of a wider place: its beginning, which is what a reader looks for.
const CUT_MARK: usize = 40;

/// How much of a line is shown behind the beginning of its marked part, in characters. What stands before is trimmed by
/// the renderer.
const BEHIND: usize = 90;

/// A place so far into its line, in bytes, is told without the line: the renderer works through all that is before.
const FAR: usize = 4096;

/// Stands for what is not shown.
const CUT: char = '…';

pub(super) fn write(
    out: &mut dyn io::Write,
    sources: &SourceMap,
    diagnostics: &Diagnostics,
    style: Style,
) -> io::Result<()> {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Styled => Renderer::styled(),
    };
    for it in diagnostics {
        writeln!(out, "{}\n", renderer.render(&[group(sources, it)]))?;
    }
    Ok(())
}

fn group<'a>(sources: &'a SourceMap, it: &'a Diagnostic) -> Group<'a> {
    let level = match it.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = Group::with_title(level.primary_title(it.code.title()).id(it.code.name()));
    match it.span {
        Some(span) => {
            group = group.elements(source(sources, span, &it.message, AnnotationKind::Primary));
        }
        None => group = group.element(Level::NOTE.message(harmless(&it.message))),
    }
    for (span, label) in &it.related {
        group = group.elements(source(sources, *span, label, AnnotationKind::Context));
    }
    match &it.help {
        Some(help) => group.element(Level::HELP.message(harmless(help))),
        None => group,
    }
}

/// The line of a span with its label.
fn source<'a>(sources: &'a SourceMap, span: Span, label: &'a str, kind: AnnotationKind) -> Vec<Element<'a>> {
    let place = Position::of(sources, span);
    let (line, range) = sources.line_at(span.file, span.start);
    let path = harmless(&place.path).into_owned();
    let mark = mark(span, &range);
    // Of a file that has no text, because it could not be read or is empty, there is no line to show.
    let text = &sources.file(span.file).text;
    if mark.start > FAR || text.is_empty() {
        let origin = Origin::path(path).line(place.line).char_column(place.column);
        return vec![origin.into(), Level::NOTE.message(harmless(label)).into()];
    }
    let (shown, marked) = window(&text[range], mark);
    let annotation = kind.span(marked).label(harmless(label));
    vec![
        Snippet::source(shown)
            .path(path)
            .line_start(line)
            .annotation(annotation)
            .into(),
    ]
}

/// The part of a span that is on its first line, as a range in that line.
fn mark(span: Span, line: &Range<usize>) -> Range<usize> {
    let start = (span.start as usize).clamp(line.start, line.end);
    let end = (span.end as usize).clamp(start, line.end);
    start - line.start..end - line.start
}

/// A line as it may be shown, cut behind its marked range, and what to underline of it.
fn window(line: &str, mark: Range<usize>) -> (String, Range<usize>) {
    let mut start = mark.start;
    while !line.is_char_boundary(start) {
        start -= 1;
    }
    let (before, rest) = line.split_at(start);
    let width = rest
        .char_indices()
        .take_while(|(at, _)| start + at < mark.end)
        .take(WIDEST_MARK + 1)
        .count();
    let width = if width > WIDEST_MARK { CUT_MARK } else { width };

    let mut text: String = before.chars().map(as_shown).collect();
    let marked = text.len();
    let mut marked_end = marked;
    let mut rest = rest.chars();
    for (index, character) in rest.by_ref().take(BEHIND).enumerate() {
        text.push(as_shown(character));
        if index < width {
            marked_end = text.len();
        }
    }
    if rest.next().is_some() {
        text.push(CUT);
    }
    (text, marked..marked_end)
}

/// A tab is left to the renderer, which shows it as four blanks.
fn as_shown(character: char) -> char {
    if character == '\t' { '\t' } else { shown(character) }
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn a_long_line_is_cut_behind_the_mark() {
        let line = format!("{}MARK{}", "a".repeat(1_000), "b".repeat(1_000_000));
        let (shown, mark) = window(&line, 1_000..1_004);
        assert_eq!(&shown[mark], "MARK");
        assert!(shown.ends_with("b…") && shown.chars().count() < 1_100);
    }

    #[test]
    fn a_wide_mark_is_cut_to_its_beginning() {
        let line = format!("x{}", "é".repeat(500));
        let (shown, mark) = window(&line, 1..line.len());
        assert_eq!(&shown[mark], "é".repeat(40));
        let (shown, mark) = window(&line, 1..121);
        assert_eq!(&shown[mark], "é".repeat(60));
    }

    #[test]
    fn what_acts_is_replaced_and_the_mark_stays() {
        let (shown, mark) = window("é\u{202e}é MARK", 8..12);
        assert_eq!(shown, "é\u{FFFD}é MARK");
        assert_eq!(&shown[mark], "MARK");
        let (shown, mark) = window("", 0..0);
        assert_eq!((shown.as_str(), mark), ("", 0..0));
    }
}
