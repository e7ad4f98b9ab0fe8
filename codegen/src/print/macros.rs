//! Formats a macro call that stands as an item, of which prettyplease knows no grammar.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The widest line that is not broken at its commas.
const WIDTH: usize = 100;

/// `path!(name: "text", word ["text", "text"], "a" | "b" [c::D]);`, with lists spread over lines where it is long.
pub(super) fn call(path: &str, arguments: &TokenStream) -> String {
    let arguments = parts(arguments);
    let line = format!(
        "{path}!({});\n",
        arguments.iter().map(Part::line).collect::<Vec<_>>().join(", ")
    );
    if line.len() <= WIDTH {
        return line;
    }
    let arguments: String = arguments.iter().map(Part::lines).collect();
    format!("{path}!(\n{arguments});\n")
}

/// What stands between two commas: words, and a list at the end.
#[derive(Default)]
struct Part {
    words: String,
    list: Option<Vec<String>>,
}

impl Part {
    fn line(&self) -> String {
        match &self.list {
            Some(list) => format!("{} [{}]", self.words, list.join(", ")),
            None => self.words.clone(),
        }
    }

    fn lines(&self) -> String {
        let line = format!("    {},\n", self.line());
        match &self.list {
            Some(list) if line.len() > WIDTH => {
                format!(
                    "    {} [\n        {},\n    ],\n",
                    self.words,
                    list.join(",\n        ")
                )
            }
            _ => line,
        }
    }
}

fn parts(tokens: &TokenStream) -> Vec<Part> {
    let mut parts = vec![Part::default()];
    for token in tokens.clone() {
        match token {
            TokenTree::Punct(it) if it.as_char() == ',' => parts.push(Part::default()),
            token => {
                if let Some(part) = parts.last_mut() {
                    add(part, token);
                }
            }
        }
    }
    parts.retain(|it| !it.words.is_empty());
    parts
}

fn add(part: &mut Part, token: TokenTree) {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
            part.list = Some(parts(&group.stream()).iter().map(Part::line).collect());
        }
        TokenTree::Punct(it) if it.as_char() == '|' => part.words.push_str(" |"),
        TokenTree::Punct(it) => part.words.push(it.as_char()),
        token => {
            if !part.words.is_empty() && !part.words.ends_with("::") {
                part.words.push(' ');
            }
            part.words.push_str(&token.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::call;

    #[test]
    fn reads_like_code() {
        assert_eq!(call("::a::b", &quote!(User)), "::a::b!(User);\n");
        let short = call("model", &quote!(User: "a.user", bases ["a.entity", "a.b"]));
        assert_eq!(
            short,
            "model!(User: \"a.user\", bases [\"a.entity\", \"a.b\"]);\n"
        );
        let modules = call(
            "types",
            &quote!("a" | "b" [user::User, group::Group], "c" [drive::Drive]),
        );
        assert_eq!(
            modules,
            "types!(\"a\" | \"b\" [user::User, group::Group], \"c\" [drive::Drive]);\n"
        );
        let name = "n".repeat(60);
        let long = call(
            "model",
            &quote!(User: #name, bases ["a.entity"], derived [#name, #name]),
        );
        let expected = format!(
            "model!(\n    User: \"{name}\",\n    bases [\"a.entity\"],\n    derived [\n        \"{name}\",\n        \"{name}\",\n    ],\n);\n"
        );
        assert_eq!(long, expected);
    }
}
