//! `:::zone pivot="…"` and `::: moniker range="…"`: blocks of one version, and other lines between three colons, which are
//! never words of a page.

use super::super::page::Versions;
use super::draft::Draft;
use super::lines;
use super::version::{self, Version};

/// A block that is open.
struct Open {
    kind: &'static str,
    kept: bool,
}

/// The text without the blocks of other versions, and without the lines that open and close blocks. Those of a layout in
/// rows and columns stay.
pub(super) fn strip(from: &Draft, versions: &mut Versions) -> Draft {
    let wanted = versions.wanted.as_deref().and_then(version::of);
    let wanted = wanted.unwrap_or_else(|| Version::Stable(vec![1]));
    let mut draft = Draft::default();
    let mut open: Vec<Open> = Vec::new();
    let lines = lines::all(&from.text);
    for (index, line) in lines.iter().enumerate() {
        let text = &from.text[line.text.clone()];
        let kept = open.iter().all(|it| it.kept);
        let Some(directive) = directive(text).filter(|_| !line.hidden) else {
            if kept {
                draft.copy(from, line.text.start..line.next);
            }
            continue;
        };
        let (name, rest) = directive.split_once([' ', '\t']).unwrap_or((directive, ""));
        match name.to_ascii_lowercase().as_str() {
            "row" | "row-end" | "column" | "column-end" => {
                if kept {
                    draft.copy(from, line.text.start..line.next);
                }
                continue;
            }
            "zone" => {
                // Zones never stand in each other: a second one ends the first.
                close(&mut open, "zone");
                let place = line.text.clone();
                let kept = attribute(rest, "pivot")
                    .is_none_or(|it| pivots(it, &wanted, versions, || from.place(place)))
                    && attribute(rest, "target").is_none_or(|it| !it.eq_ignore_ascii_case("chromeless"));
                open.push(Open { kind: "zone", kept });
            }
            "moniker" => {
                close(&mut open, "moniker");
                let range = attribute(rest, "range").unwrap_or_default();
                let kept = version::range_holds(range, &wanted);
                if kept.is_some() {
                    note(range.split(['|', ',']), versions, || {
                        from.place(line.text.clone())
                    });
                }
                open.push(Open {
                    kind: "moniker",
                    kept: kept.unwrap_or(true),
                });
            }
            "zone-end" => close(&mut open, "zone"),
            "moniker-end" => close(&mut open, "moniker"),
            _ => {}
        }
        // Between two rows of a table nothing may stand; everywhere else a block ends here.
        let before = draft.text.strip_suffix('\n').unwrap_or_default();
        let before = before.rsplit('\n').next().unwrap_or_default();
        let after = lines.get(index + 1).map_or("", |it| &from.text[it.text.clone()]);
        let behind = lines.get(index + 2).map_or("", |it| &from.text[it.text.clone()]);
        let in_table = is_row(before) && is_row(after) && !lines::is_delimiter(behind);
        if !in_table {
            draft.put("\n", from, line.text.clone());
        }
    }
    draft
}

fn is_row(line: &str) -> bool {
    line.trim_start().starts_with('|')
}

/// What stands between the colons of a line, if it is such a line.
fn directive(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches([' ', '\t', '>']).strip_prefix(":::")?;
    Some(rest.trim_start_matches(':').trim().trim_end_matches(':').trim())
}

/// The value of `name="…"`.
fn attribute<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let at = text.find(name)? + name.len();
    let rest = text[at..].trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split(quote).next()
}

fn close(open: &mut Vec<Open>, kind: &str) {
    if let Some(at) = open.iter().rposition(|it| it.kind == kind) {
        open.remove(at);
    }
}

/// Whether a block of these pivots is kept. A pivot that is no version keeps its block.
fn pivots(
    list: &str,
    wanted: &Version,
    versions: &mut Versions,
    place: impl FnOnce() -> crate::source::Span,
) -> bool {
    let named: Vec<_> = list.split(',').filter_map(version::of).collect();
    if named.is_empty() {
        return true;
    }
    note(list.split(','), versions, place);
    named.contains(wanted)
}

/// Notes of which versions there are blocks.
fn note<'t>(
    names: impl Iterator<Item = &'t str>,
    versions: &mut Versions,
    place: impl FnOnce() -> crate::source::Span,
) {
    for name in names {
        match version::of(name) {
            Some(Version::Stable(_)) => versions.stable = true,
            Some(Version::Preview) => versions.preview = true,
            None => {}
        }
    }
    if versions.first.is_none() {
        versions.first = Some(place());
    }
}
