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
    /// `Required`, `Required?`, `Required (Y/N)`.
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
                "type" | "return type" | "data type" | "(csv) return type" | "(json) return type" => {
                    &mut columns.ty
                }
                "value" | "int value" | "values" | "numeric value" => &mut columns.value,
                title
                    if title.starts_with("description")
                        || matches!(title, "notes" | "details" | "meaning" | "explanation") =>
                {
                    &mut columns.description
                }
                title if title.starts_with("required") => &mut columns.required,
                title if is_name(title) => &mut columns.name,
                _ => continue,
            };
            slot.get_or_insert(index);
        }
        columns
    }
}

/// Titles of columns that hold names.
fn is_name(title: &str) -> bool {
    const NAMES: [&str; 14] = [
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
            "parameters" | "method" | "function" | "navigation property"
        )
}
