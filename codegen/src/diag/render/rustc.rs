//! Findings as rustc shows its own: title, place, source line, label, help.

use std::io;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::Style;
use super::harmless::{harmless, shown};
use super::place::Place;
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::source::{SourceMap, Span};

/// How much of a line stands before the marked part, in characters, where the line is too long to be shown whole.
const BEFORE: usize = 60;

/// How much of a line is shown at most, in characters.
const WIDTH: usize = 180;

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
    let place = Place::of(sources, span);
    let (line, range) = sources.line_at(span.file, span.start);
    let text = &sources.file(span.file).text;
    let (shown, marked) = window(&text[range.clone()], mark(span, &range));
    let cut = shown.starts_with(CUT);
    let path = harmless(&place.path).into_owned();
    let snippet = Snippet::source(shown)
        .line_start(line)
        .annotation(kind.span(marked).label(harmless(label)));
    if !cut {
        return vec![snippet.path(path).into()];
    }
    // The renderer would count columns in the part that is shown.
    let origin = Origin::path(path).line(place.line).char_column(place.column);
    vec![origin.into(), snippet.into()]
}

/// The part of a span that is on its first line, as a range in that line.
fn mark(span: Span, line: &Range<usize>) -> Range<usize> {
    let start = (span.start as usize).clamp(line.start, line.end);
    let end = (span.end as usize).clamp(start, line.end);
    start - line.start..end - line.start
}

/// The part of a line around its marked range, as it may be shown, and the range in that.
fn window(line: &str, mark: Range<usize>) -> (String, Range<usize>) {
    let mut start = mark.start;
    while !line.is_char_boundary(start) {
        start -= 1;
    }
    let whole = line.len() <= WIDTH;
    let before = line[..start].char_indices().rev().take(BEFORE).last();
    let from = if whole {
        0
    } else {
        before.map_or(start, |(at, _)| at)
    };
    let mut text = String::new();
    if from > 0 {
        text.push(CUT);
    }
    let mut marked = None;
    let mut marked_end = None;
    let mut cut = false;
    for (count, (at, character)) in line[from..].char_indices().enumerate() {
        let at = from + at;
        if at >= mark.start && marked.is_none() {
            marked = Some(text.len());
        }
        if at >= mark.end && marked_end.is_none() {
            marked_end = Some(text.len());
        }
        if !whole && count == WIDTH {
            cut = true;
            break;
        }
        // A tab is left to the renderer, which shows it as four blanks.
        text.push(if character == '\t' { '\t' } else { shown(character) });
    }
    let end = text.len();
    if cut {
        text.push(CUT);
    }
    let marked = marked.unwrap_or(end);
    (text, marked..marked_end.unwrap_or(end).max(marked))
}

#[cfg(test)]
mod tests {
    use super::window;

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let line = format!("{}MARK{}", "a".repeat(1_000_000), "b".repeat(1_000_000));
        let (shown, mark) = window(&line, 1_000_000..1_000_004);
        assert_eq!(&shown[mark], "MARK");
        assert!(shown.starts_with("…a") && shown.ends_with("b…") && shown.chars().count() < 200);
        let (shown, mark) = window(&line, 0..2_000_004);
        assert!(shown.len() < 300 && mark.start == 0);
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
