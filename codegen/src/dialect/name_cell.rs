//! The cell that names a row: a property, a member, a parameter, a type.

use crate::markdown::page::{Inline, InlineKind};

/// The name in a cell, and whether the cell marks it as deprecated: `id (deprecated)`, `id [DEPRECATED]`, `~~id~~`. What
/// is raised above the line (`id<sup>1</sup>`) is a note's number.
pub(crate) fn read(cell: &[Inline<'_>]) -> (String, bool) {
    if let [only] = cell
        && only.kind == InlineKind::Text
        && only
            .text
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || it == b' ')
    {
        return (only.text.trim().to_owned(), false);
    }
    let mut text = String::new();
    let mut raised = 0_usize;
    for inline in cell {
        match inline.kind {
            InlineKind::Html if inline.text.starts_with("<sup") => raised += 1,
            InlineKind::Html if inline.text.starts_with("</sup") => raised = raised.saturating_sub(1),
            InlineKind::Html | InlineKind::LinkStart | InlineKind::LinkEnd => {}
            _ if raised == 0 => text.push_str(&inline.text),
            _ => {}
        }
    }
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let is_struck = text.len() > 4 && text.starts_with("~~") && text.ends_with("~~");
    let is_marked = is_struck || lower.contains("(deprecated") || lower.contains("[deprecated");
    (clean_name(text), is_marked)
}

/// The name in a cell: without marks that only decorate it.
pub(crate) fn clean_name(text: &str) -> String {
    // Nearly every name is bare.
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b' ' | b'.' | b'-' | b'@');
    if text.bytes().all(is_bare) {
        return text.trim().to_owned();
    }
    let mut name: String = text
        .chars()
        .filter(|c| !matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{200C}' | '\u{200D}') && !c.is_control())
        .map(|c| if c == '\u{A0}' { ' ' } else { c })
        .collect();
    loop {
        let before = name.len();
        let trimmed = name
            .trim()
            .trim_matches('`')
            .trim_end_matches('*')
            .trim_matches('"')
            .trim();
        let struck = trimmed.strip_prefix("~~").and_then(|it| it.strip_suffix("~~"));
        let trimmed = struck.unwrap_or(trimmed);
        name = without_remark(trimmed).to_owned();
        if name.len() == before {
            return name;
        }
    }
}

/// `id (deprecated)` → `id`
fn without_remark(name: &str) -> &str {
    match name.split_once(['(', '[']) {
        Some((head, rest)) if !head.trim().is_empty() && rest.ends_with([')', ']']) => head.trim_end(),
        _ => name,
    }
}

/// Letters, digits and what names of properties and annotations hold beside them.
pub(crate) fn is_name_character(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '@' | '.' | '-' | '$' | '#')
}

#[cfg(test)]
mod tests {
    use super::clean_name;

    #[test]
    fn marks_around_a_name_are_no_part_of_it() {
        for text in [
            "id",
            " id ",
            "`id`",
            "id (deprecated)",
            "id*",
            "\u{200B}id",
            "id [deprecated]",
        ] {
            assert_eq!(clean_name(text), "id", "{text:?}");
        }
        assert_eq!(
            clean_name("@microsoft.graph.downloadUrl"),
            "@microsoft.graph.downloadUrl"
        );
    }
}
