//! Which column of a table holds what, from its header.

use std::borrow::Cow;

/// The columns of a table whose rows declare properties or parameters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    /// Names.
    pub(crate) name: Option<usize>,
    /// Types.
    pub(crate) ty: Option<usize>,
    /// Words.
    pub(crate) description: Option<usize>,
    /// `Required`, `Required?`, `Required (Y/N)`, `Mandatory`.
    pub(crate) required: Option<usize>,
    /// Values: of members, of headers.
    pub(crate) value: Option<usize>,
}

impl Columns {
    /// Reads a header.
    pub(crate) fn read<'p>(header: impl Iterator<Item = Cow<'p, str>>) -> Self {
        let mut columns = Self::default();
        for (index, title) in header.enumerate() {
            let title = title
                .trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | ':' | '\u{200B}'))
                .to_ascii_lowercase();
            let slot = match title.as_str() {
                title if is_type(title) => &mut columns.ty,
                "value" | "int value" | "values" | "numeric value" => &mut columns.value,
                title
                    if title.starts_with("description")
                        || matches!(
                            title,
                            "notes" | "details" | "meaning" | "explanation" | "comments" | "remarks"
                        ) =>
                {
                    &mut columns.description
                }
                title if title.starts_with("required") || title.starts_with("mandatory") => {
                    &mut columns.required
                }
                title if is_name(title) => &mut columns.name,
                _ => continue,
            };
            slot.get_or_insert(index);
        }
        columns
    }

    /// True for a column whose title says nothing.
    pub(crate) fn is_free(&self, column: usize) -> bool {
        let taken = [self.name, self.ty, self.description, self.required, self.value];
        !taken.contains(&Some(column))
    }
}

/// Titles of columns that hold types. What a relationship leads to is its type.
fn is_type(title: &str) -> bool {
    matches!(title, "type" | "types" | "datatype" | "target")
        || title
            .strip_suffix(" type")
            .is_some_and(|kind| kind != "permission")
}

/// Titles of columns that hold names.
fn is_name(title: &str) -> bool {
    const NAMES: [&str; 17] = [
        "element",
        "elements",
        "key",
        "property",
        "properties",
        "property name",
        "relationship",
        "relationships",
        "relationship name",
        "name",
        "parameter",
        "parameter name",
        "query parameter",
        "path parameter",
        "attribute",
        "field",
        "header",
    ];
    NAMES.contains(&title)
        || matches!(
            title,
            "parameters" | "method" | "function" | "navigation property" | "navigation"
        )
        || title.strip_suffix(" name").is_some_and(|kind| {
            matches!(
                kind,
                "field" | "element" | "attribute" | "column" | "key" | "navigation"
            )
        })
}
