//! Puts documentation in the place of its number, and functions apart.

use crate::emit::DocTable;

/// The printed text with the documentation in it, and an empty line behind each function of an `impl`, which prettyplease
/// does not write.
///
/// A number stands on a line of its own, where no page's words can: in printed syntax these are in string literals,
/// which `quote` writes in one line.
pub(super) fn filled_in(printed: &str, docs: &DocTable) -> String {
    let mut text = String::with_capacity(printed.len() * 3);
    let mut lines = printed.lines().peekable();
    while let Some(line) = lines.next() {
        if !fill_in(line, docs, &mut text) {
            text.extend([line, "\n"]);
        }
        let ends_function = line == "    }";
        if ends_function && lines.peek().is_some_and(|next| *next != "}") {
            text.push('\n');
        }
    }
    text
}

/// Writes the documentation, where the line stands for it.
fn fill_in(line: &str, docs: &DocTable, text: &mut String) -> bool {
    let attribute = line.trim_start();
    let indent = &line[..line.len() - attribute.len()];
    let (mark, number) = match (
        attribute.strip_prefix("#[doc_"),
        attribute.strip_prefix("#![doc_"),
    ) {
        (Some(rest), _) => ("///", rest),
        (_, Some(rest)) => ("//!", rest),
        (None, None) => return false,
    };
    let number = number.strip_suffix(']').and_then(|it| it.parse().ok());
    let Some(lines) = number.and_then(|it| docs.lines(it)) else {
        return false;
    };
    for line in lines {
        let space = if line.is_empty() { "" } else { " " };
        text.extend([indent, mark, space, line, "\n"]);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::filled_in;
    use crate::emit::DocTable;

    fn table(texts: &[&str]) -> DocTable {
        let mut docs = DocTable::default();
        for text in texts {
            docs.line(text);
        }
        docs
    }

    #[test]
    fn functions_of_an_impl_stand_apart() {
        let printed = "impl A {\n    fn a() {\n        b\n    }\n    #[doc_0]\n    fn c() {}\n}\n";
        assert_eq!(
            filled_in(printed, &table(&["Words."])),
            "impl A {\n    fn a() {\n        b\n    }\n\n    /// Words.\n    fn c() {}\n}\n"
        );
    }

    #[test]
    fn every_line_is_a_comment() {
        let docs = table(&["Of the file.", "Two\n\nparagraphs.", "#[doc_1]"]);
        assert_eq!(
            filled_in(
                "#![doc_0]\n\n#[doc_1]\nstruct A {\n    #[doc_2]\n    a: B,\n}\n",
                &docs
            ),
            "//! Of the file.\n\n/// Two\n///\n/// paragraphs.\nstruct A {\n    /// #[doc_1]\n    a: B,\n}\n"
        );
    }

    #[test]
    fn other_attributes_stay() {
        let printed = "#[doc_1]\n#[doc(alias = \"a\")]\nstruct A;\n";
        assert_eq!(filled_in(printed, &table(&["Words."])), printed);
    }
}
