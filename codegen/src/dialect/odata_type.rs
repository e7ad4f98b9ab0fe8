//! The type that an annotation names: `#microsoft.graph.user`, `#Collection(Edm.String)`.
//!
//! In JSON it is the value of `@odata.type` (OData JSON Format 4.01, chapter 4.6.3), in comment blocks of `@odata.type` and
//! `baseType`. Pages leave the `#` out, and write it inside of the parentheses too.

use super::scan::trim;

/// The name without `#` and `Collection(…)`, and whether it stood in one. Empty where nothing is named.
pub fn read(written: &str) -> (&str, bool) {
    let name = trim(written).trim_start_matches('#');
    match name.strip_prefix("Collection(") {
        Some(element) => (element.trim_end_matches(')').trim_start_matches('#'), true),
        None => (name, false),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn names_lose_what_is_around_them() {
        let cases = [
            ("#microsoft.graph.user", ("microsoft.graph.user", false)),
            (" microsoft.graph.user", ("microsoft.graph.user", false)),
            ("#Collection(String)", ("String", true)),
            (
                "Collection(#microsoft.graph.user)",
                ("microsoft.graph.user", true),
            ),
            ("Collection(String", ("String", true)),
            ("#", ("", false)),
        ];
        for (written, read_as) in cases {
            assert_eq!(read(written), read_as, "{written}");
        }
    }
}
