//! What pages say reaches a reader's browser as text: no HTML, no script, no link, no block of theirs comes out of what
//! is generated, read as rustdoc reads it.

use graphdown_codegen::emit::documentation;
use graphdown_codegen::pipeline::{Input, generate, read_texts};
use graphdown_codegen::source::SourceMap;
use proptest::prelude::*;

use crate::fuzzed;

/// What Markdown and HTML give a meaning to, in pieces that grow together.
const PIECES: &[&str] = &[
    "`",
    "``",
    "```",
    "````",
    "\\",
    "\\`",
    "http://",
    "https://x.y",
    "://",
    "www.",
    "<b>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</b>",
    "<!--",
    "-->",
    "<!DOCTYPE html>",
    "<![CDATA[",
    "<?php",
    "<http://x>",
    "<a@b.c>",
    "[a]",
    "[a](b)",
    "[a](javascript:alert(1))",
    "[",
    "]",
    "(",
    ")",
    "![",
    "[^1]",
    "[^1]: x",
    "[x]: y",
    "[ ] ",
    "[`A`]",
    "|",
    "a | b",
    "|-|-|",
    "---",
    "--",
    "- ",
    "-",
    "***",
    "**",
    "*",
    "* ",
    "___",
    "__",
    "_",
    "+ ",
    "+",
    "=",
    "===",
    "#",
    "# ",
    "1.",
    "1) ",
    "> ",
    ">",
    "~",
    "~~",
    "~~~",
    ":",
    ": ",
    "!",
    "&lt;script&gt;",
    "&#96;",
    "&#x60;",
    "&",
    "\n",
    "\n\n",
    "\n- ",
    "\r",
    "\t",
    " ",
    "    ",
    "\u{a0}",
    "\u{2028}",
    "\u{202e}",
    "\u{200b}",
    "\u{0}",
    "a",
    "é",
    "\"",
    "'",
    "...",
    "{",
    "}",
    "$x$",
    "$$",
];

fn text(pieces: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z]{1,6}",
    ];
    prop::collection::vec(piece, pieces).prop_map(|it| it.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn words_of_pages_are_text(text in text(0..14)) {
        fuzzed::words(&text);
    }
}

proptest! {
    // Each case formats a crate.
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_crate_has_no_markup_of_its_pages(text in text(1..10)) {
        fuzzed::documented(&text);
    }
}

/// Every line of up to four of the marks that broke out once, or nearly did.
#[test]
fn short_words_are_text() {
    let marks = [
        "`", "``", "http://", "www.", "<b>", "[a](b)", " ", "\\", "*", "_", "-", "\n",
    ];
    let mut lines = vec![String::new()];
    for _ in 0..4 {
        lines = lines
            .iter()
            .flat_map(|line| marks.iter().map(move |mark| format!("{line}{mark}")))
            .collect();
        for line in &lines {
            fuzzed::words(line);
        }
    }
    assert_eq!(lines.len(), marks.len().pow(4));
}

#[test]
fn attacks_are_text_in_every_place() {
    let attacks = [
        "http://x``<script>alert(2)</script>`` end.",
        "``<script>alert(2)</script>``http://x",
        "`a`http://x``<img src=x onerror=alert(1)>``",
        "://`<b>``",
        "://[a]``(``",
        "www.a``[`String`](javascript:alert(3))``",
        "***",
        "_ _ _",
        "```\nfn main() { std::process::exit(1) }\n```",
        "text\n---\ntext\n===",
        "- [ ] task\n- ***\n- # heading",
        "[^1]\n\n[^1]: note",
        "| a | b |\n|---|---|\n| c | d |",
    ];
    for attack in attacks {
        fuzzed::words(attack);
        fuzzed::documented(attack);
    }
}

/// The page writes characters as entities and behind backslashes, so that they reach the documentation as text.
#[test]
fn a_page_cannot_smuggle_markup_by_entities() {
    let words = "The key. http://x&#96;&#96;&lt;script&gt;alert(2)&lt;/script&gt;&#96;&#96; end.";
    let escaped = "The key. http://x\\`\\`\\<script>alert(2)\\</script>\\`\\` end.";
    for words in [words, escaped] {
        let page = format!(
            "# thing resource type\n\nNamespace: microsoft.graph\n\n{words}\n\n## Properties\n\n\
             |Property|Type|Description|\n|:--|:--|:--|\n|id|String|{words}|\n"
        );
        let mut front = read_texts(&Input::default(), SourceMap::of_pages([("thing.md", page)]));
        let target = graphdown_codegen::emit::Target::Included;
        let files = generate(&front.schema, &target, &mut front.diagnostics);
        let thing = files
            .iter()
            .find(|it| it.path.ends_with("thing.rs"))
            .expect("the type");
        assert_eq!(thing.text.matches("alert(2)").count(), 2, "{}", thing.text);
        let described = front.schema.types[0].properties[0].description.clone();
        fuzzed::words(&described.expect("a description"));
        assert!(!thing.text.contains("```"), "{}", thing.text);
    }
}

#[test]
fn words_stay_readable() {
    assert_eq!(
        documentation("See https://example.com/a.\n\n- **One** `code`\n- ~~two~~"),
        "See `https://example.com/a.`\n\n* **One** `code`\n* \\~~two~~"
    );
}
