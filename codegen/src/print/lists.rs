//! Formats items that are a list: macro calls, of which prettyplease knows no grammar, and structures and enumerations. There is
//! no parser: a table of a thousand properties goes from tokens to text in one pass.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// The widest line that is not broken at its commas.
const WIDTH: usize = 100;

/// `path!(name: "text", word ["text", "text"], "a" | "b" [c::D]);`, with lists spread over lines where it is long;
/// `pub struct A(B);`; `pub struct A { … }` and `pub enum A { … }` with a line for each field or member. `None` for any
/// other item.
pub(super) fn item(item: &TokenStream) -> Option<String> {
    let mut text = String::new();
    let mut head = Words::default();
    let mut tokens = item.clone().into_iter();
    let list = loop {
        match tokens.next()? {
            TokenTree::Group(it) if head.text == "#" && it.delimiter() == Delimiter::Bracket => {
                text.extend(["#[", self::text(&it).as_str(), "]\n"]);
                head = Words::default();
            }
            TokenTree::Group(it) if it.delimiter() != Delimiter::Bracket => break it,
            token => head.add(&token),
        }
    };
    let head = head.text;
    let is_declaration = head.starts_with("pub struct ") || head.starts_with("pub enum ");
    let needs_semicolon = match list.delimiter() {
        Delimiter::Parenthesis if head.ends_with('!') => {
            let arguments = laid_out(&parts(&list), head.len() + 3, 0);
            text.extend([&head, "(", arguments.as_str(), ");\n"]);
            true
        }
        Delimiter::Parenthesis if is_declaration => {
            text.extend([&head, "(", self::text(&list).as_str(), ");\n"]);
            true
        }
        Delimiter::Brace if is_declaration => {
            text.extend([&head, " {", spread(&parts(&list), 0).as_str(), "}\n"]);
            false
        }
        _ => return None,
    };
    if needs_semicolon && !matches!(tokens.next(), Some(TokenTree::Punct(it)) if it.as_char() == ';') {
        return None;
    }
    tokens.next().is_none().then_some(text)
}

/// In one line where that fits behind `before` more characters, else a line for each part.
fn laid_out(parts: &[Part], before: usize, depth: usize) -> String {
    let has_attributes = parts.iter().any(|it| !it.attributes.is_empty());
    if before + width(parts) <= WIDTH && !has_attributes {
        return joined(parts);
    }
    spread(parts, depth)
}

/// A line for each part.
fn spread(parts: &[Part], depth: usize) -> String {
    let indent = "    ".repeat(depth + 1);
    let mut lines = String::from("\n");
    for part in parts {
        for attribute in &part.attributes {
            lines.extend([&indent, attribute.as_str(), "\n"]);
        }
        lines.extend([&indent, part.words.as_str()]);
        if let Some(list) = &part.list {
            let list = laid_out(list, indent.len() + part.words.len() + 4, depth + 1);
            lines.extend([" [", list.as_str(), "]"]);
        }
        lines.push_str(",\n");
    }
    lines + &"    ".repeat(depth)
}

/// The bytes of all of it in one line.
fn width(parts: &[Part]) -> usize {
    let widths = parts.iter().map(|it| {
        let list = it.list.as_ref().map_or(0, |it| width(it) + " []".len());
        it.words.len() + list + ", ".len()
    });
    widths.sum::<usize>().saturating_sub(", ".len())
}

/// In one line, without attributes.
fn joined(parts: &[Part]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|it| match &it.list {
            Some(list) => format!("{} [{}]", it.words, joined(list)),
            None => it.words.clone(),
        })
        .collect();
    parts.join(", ")
}

/// What stands between two commas: attributes, words, and a list at the end.
#[derive(Default)]
struct Part {
    attributes: Vec<String>,
    words: String,
    list: Option<Vec<Self>>,
}

fn parts(group: &Group) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut part = Part::default();
    let mut words = Words::default();
    for token in group.stream() {
        match token {
            TokenTree::Punct(it) if it.as_char() == ',' && words.angles == 0 => {
                part.words = std::mem::take(&mut words).text;
                parts.push(std::mem::take(&mut part));
            }
            TokenTree::Group(it) if it.delimiter() == Delimiter::Bracket => {
                if words.text == "#" {
                    words = Words::default();
                    part.attributes.push(format!("#[{}]", text(&it)));
                } else {
                    part.list = Some(self::parts(&it));
                }
            }
            token => words.add(&token),
        }
    }
    part.words = words.text;
    if !part.words.is_empty() {
        parts.push(part);
    }
    parts
}

fn text(group: &Group) -> String {
    let mut words = Words::default();
    group.stream().into_iter().for_each(|it| words.add(&it));
    words.text
}

/// Tokens as a line of code: types, names, literals and the little punctuation between them.
#[derive(Default)]
struct Words {
    text: String,
    /// A word that comes next stands apart.
    is_word: bool,
    /// The last punctuation goes on.
    is_joint: bool,
    /// How many `<` are open. A comma inside parts types.
    angles: usize,
}

impl Words {
    fn add(&mut self, token: &TokenTree) {
        match token {
            TokenTree::Punct(it) => self.punctuation(it.as_char(), it.spacing() == Spacing::Joint),
            TokenTree::Group(it) => {
                let (open, close) = match it.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                self.text.extend([open, text(it).as_str(), close]);
                (self.is_word, self.is_joint) = (true, false);
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if self.is_word {
                    self.text.push(' ');
                }
                // Writing into a string cannot fail.
                let _ = write!(self.text, "{token}");
                (self.is_word, self.is_joint) = (true, false);
            }
        }
    }

    fn punctuation(&mut self, character: char, is_joint: bool) {
        let is_second = self.is_joint;
        let ends_path = character == ':' && is_second;
        let begins_path = character == ':' && is_joint && self.text.ends_with(':');
        let stands_apart = (matches!(character, '=' | '|') && !is_second) || begins_path;
        if stands_apart && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push(character);
        let is_arrow = character == '>' && is_second && self.text.ends_with("=>");
        match character {
            '<' => self.angles += 1,
            '>' if !is_arrow => self.angles = self.angles.saturating_sub(1),
            _ => {}
        }
        self.is_word = match character {
            ':' => !ends_path && !is_joint,
            '=' | '|' => !is_joint,
            '>' => is_arrow,
            ',' => true,
            _ => false,
        };
        self.is_joint = is_joint;
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::item;

    fn formatted(tokens: &TokenStream) -> String {
        item(tokens).unwrap_or_default()
    }

    #[test]
    fn a_short_call_is_a_line() {
        let cases = [
            (quote!(::a::b!(User);), "::a::b!(User);\n"),
            (
                quote!(model!(User: "a.user", bases ["a.entity", "a.b"]);),
                "model!(User: \"a.user\", bases [\"a.entity\", \"a.b\"]);\n",
            ),
            (
                quote!(types!("a" | "b" [user::User, group::Group], "c" [drive::Drive]);),
                "types!(\"a\" | \"b\" [user::User, group::Group], \"c\" [drive::Drive]);\n",
            ),
            (
                quote!(model!(A: "a", properties [ID: "id" => r#id as List(Nav<Vec<super::b::C>>)]);),
                "model!(A: \"a\", properties [ID: \"id\" => r#id as List(Nav<Vec<super::b::C>>)]);\n",
            ),
            (
                quote!(model!(A: "a<", fields ["<" => a as Str, "=>" => b as Str]);),
                "model!(A: \"a<\", fields [\"<\" => a as Str, \"=>\" => b as Str]);\n",
            ),
        ];
        for (item, expected) in cases {
            assert_eq!(formatted(&item), expected);
        }
    }

    #[test]
    fn a_long_call_is_spread() {
        let name = "n".repeat(60);
        let item = quote! {
            model!(User: #name, bases ["a"], derived [#name, #name], properties [
                #[cfg(any(feature = "a", feature = "b"))] #[deprecated(note = "No.")] ID: "id" => id as Obj(::a::Nav<B>),
                TWO: "two" => two as Str(String)
            ]);
        };
        let expected = format!(
            "model!(
    User: \"{name}\",
    bases [\"a\"],
    derived [
        \"{name}\",
        \"{name}\",
    ],
    properties [
        #[cfg(any(feature = \"a\", feature = \"b\"))]
        #[deprecated(note = \"No.\")]
        ID: \"id\" => id as Obj(::a::Nav<B>),
        TWO: \"two\" => two as Str(String),
    ],
);
"
        );
        assert_eq!(formatted(&item), expected);
    }

    #[test]
    fn a_declaration_has_a_line_for_each_part() {
        let cases = [
            (
                quote!(
                    #[doc_0]
                    pub struct A(pub(super) Path);
                ),
                "#[doc_0]\npub struct A(pub(super) Path);\n",
            ),
            (
                quote! {
                    #[doc_0]
                    #[derive(Clone, Default)]
                    pub struct A {
                        #[doc_1]
                        #[doc(alias = "x")]
                        pub b: Option<Vec<super::C>>,
                        pub d: ::f::Map<String, E>,
                    }
                },
                "#[doc_0]
#[derive(Clone, Default)]
pub struct A {
    #[doc_1]
    #[doc(alias = \"x\")]
    pub b: Option<Vec<super::C>>,
    pub d: ::f::Map<String, E>,
}
",
            ),
            (
                quote!(
                    pub enum A {
                        B,
                        Unlisted(String),
                    }
                ),
                "pub enum A {\n    B,\n    Unlisted(String),\n}\n",
            ),
        ];
        for (item, expected) in cases {
            assert_eq!(formatted(&item), expected);
        }
    }

    #[test]
    fn other_items_are_no_lists() {
        for other in [
            quote!(
                mod a;
            ),
            quote!(
                struct A;
            ),
            quote!(a!{};),
            quote!(a!() + 1;),
            quote!(impl A {}),
            quote!(),
        ] {
            assert_eq!(item(&other), None, "{other}");
        }
    }
}
