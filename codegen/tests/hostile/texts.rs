//! No page brings the reader down: not its bytes, not its size, not its nesting.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use graphdown_codegen::diag::{Diagnostics, Format, Style, render};
use graphdown_codegen::load::load;
use graphdown_codegen::markdown::page::{BlockKind, Page};
use graphdown_codegen::markdown::parse;
use graphdown_codegen::source::{FileId, SourceFile, SourceMap, Span};

use proptest::prelude::*;

use crate::dump;

/// A page of this text.
fn map_of(text: String) -> (SourceMap, FileId) {
    let mut sources = SourceMap::default();
    let id = sources.add(SourceFile {
        name: "x.md".to_owned(),
        path: PathBuf::from("x.md"),
        text,
        is_include: false,
    });
    (sources, id)
}

/// Reads a page and looks at everything in it.
fn check(text: String) -> usize {
    let (sources, id) = map_of(text);
    let mut found = Diagnostics::default();
    let page = parse(id, sources.file(id), &mut found);
    hold(&page);
    render(&sources, &found, Format::Text, Style::Plain);
    page.blocks.len()
}

/// What every page holds, whatever its text.
fn hold(page: &Page<'_>) {
    let inside = |span: Span| {
        assert!(
            page.text.get(span.range()).is_some(),
            "{span:?} is no part of the text"
        );
    };
    page.front_matter.iter().for_each(|it| inside(it.span));
    page.inlines.iter().for_each(|it| inside(it.span));
    page.cells.iter().for_each(|it| inside(it.span));
    page.sections.iter().for_each(|it| inside(it.span));
    for block in &page.blocks {
        inside(block.span);
        let section = &page.sections[block.section as usize];
        if !matches!(block.kind, BlockKind::Heading(_)) {
            assert!(block.span.start >= section.span.start);
        }
        page.block_inlines(block);
        match &block.kind {
            BlockKind::Code { body, .. } | BlockKind::Comment { body, .. } => inside(*body),
            _ => {}
        }
    }
    for table in &page.tables {
        inside(table.span);
        let columns = page.columns(table).len();
        for row in page.rows(table) {
            inside(row.span);
            assert!(page.cells(row).len() <= columns);
        }
    }
    for (index, section) in page.sections() {
        page.section_blocks(section);
        assert!(page.ancestors(index).count() <= 7);
    }
    dump::dump(page);
}

/// Pieces of the dialect, so that random pages reach the odd corners.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "|",
            "\\|",
            "---",
            "|---|",
            "|:--|--:|\n",
            "|a|b|\n",
            "\n",
            "\r\n",
            "\r",
            "\t",
            " ",
            "    ",
            "\n\n",
            "`",
            "```",
            "```http\n",
            "~~~",
            "<!--",
            "-->",
            "<!-- {",
            "<br>",
            "<server>",
            "<div>",
            "# ",
            "## ",
            "#tab/",
            "[x](y)",
            "[x][]",
            "[!INCLUDE [a](b)]",
            "> ",
            "- ",
            "1. ",
            "*",
            "**",
            "_",
            "&amp;",
            "&lt;",
            "\\",
            "\u{0}",
            "\u{1}",
            "\u{2}",
            "é",
            "\u{202e}",
            "\u{a0}",
            "\u{200b}",
            "key: value\n",
            "---\n",
            "===\n",
            "(",
            ")",
            "{",
            "}",
            "\"",
            "'",
            "![",
            "]: x\n",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
        "[a-z]{1,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_reads(pieces in prop::collection::vec(piece(), 0..60)) {
        check(pieces.concat());
    }

    #[test]
    fn any_text_reads_behind_front_matter(pieces in prop::collection::vec(piece(), 0..30)) {
        check(format!("---\ntitle: x\n---\n{}", pieces.concat()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_load(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.md");
        fs::write(&path, &bytes).unwrap();
        let mut found = Diagnostics::default();
        let sources = load(&[path], &mut found);
        prop_assert_eq!(sources.len(), 1);
        prop_assert_eq!(found.is_empty(), std::str::from_utf8(&bytes).is_ok());
        render(&sources, &found, Format::Text, Style::Plain);
    }
}

/// Pages that are large in one direction. Each must be read in a time that is in proportion to its size.
#[expect(clippy::too_many_lines, reason = "a table of cases")]
fn large(size: usize) -> Vec<(&'static str, String)> {
    let fill = |piece: &str| piece.repeat(size / piece.len());
    let line = |piece: &str, count: usize| piece.repeat(count);
    vec![
        ("one line", fill("x ")),
        ("one cell", format!("|a|b|\n|-|-|\n|x|{}|", fill("text "))),
        ("one row of pipes", format!("|a|b|\n|-|-|\n{}", fill("|x"))),
        ("many columns", {
            let columns = size / 12;
            format!(
                "{}\n{}\n{}\n",
                line("|a", columns),
                line("|-", columns),
                line("|b", columns)
            )
        }),
        ("many columns, short rows", {
            let columns = size / 12;
            format!(
                "{}\n{}\n{}",
                line("|a", columns),
                line("|-", columns),
                line("|b|\n", columns)
            )
        }),
        ("many tables", fill("|a|b|\n|-|-|\n|x|y|\n\n")),
        (
            "broken rows",
            format!("|a|b|c|\n|-|-|-|\n{}", fill("|x|y|z\nmore\n")),
        ),
        (
            "one broken row",
            format!("|a|b|c|\n|-|-|-|\n|x|y|z{}", fill("\nmore")),
        ),
        ("delimiters", fill("|a|b|c|d|\n|-|-|\n\n")),
        ("quotes in one line", fill("> ")),
        ("nested quotes", fill("> > > > > > > >\n")),
        (
            "quotes, then lazy lines",
            format!("{}\n{}", line("> ", 10_000), fill("x\n")),
        ),
        ("lists in one line", format!("{}x", fill("- "))),
        ("numbered lists in one line", format!("{}x", fill("1. "))),
        ("quotes and lists in one line", format!("{}x", fill("> - "))),
        (
            "deep lists, then blank lines",
            format!("{}x\n{}y", line("- ", 10_000), fill("\n")),
        ),
        (
            "deep lists, then lazy lines",
            format!("{}x\n{}", line("- ", 10_000), fill("y\n")),
        ),
        (
            "deep lists, then indented lines",
            format!("{}x\n{}", line("- ", 10_000), fill("                y\n\n")),
        ),
        (
            "deep lists, then items",
            format!("{}x\n{}", line("- ", 10_000), fill("- y\n")),
        ),
        (
            "deep quotes, then blank quotes",
            format!("{}x\n{}", line("> ", 10_000), fill(">\n")),
        ),
        (
            "deep quotes, then a table",
            format!("{}x\n{}", line("> ", 10_000), fill("|a|\n|-|\n|b|\n\n")),
        ),
        (
            "deep lists again and again",
            fill(&format!("{}x\n\n", line("- ", 1_000))),
        ),
        ("nested list", {
            let depth = (size / 2).isqrt();
            let mut text: String = (0..depth)
                .flat_map(|it| [" ".repeat(2 * it), "- x\n".to_owned()])
                .collect();
            text.push_str(&line("\n", size / 2));
            text
        }),
        ("numbered list", fill("1. x\n")),
        ("open brackets", fill("[")),
        ("open images", fill("![")),
        ("bracket pairs", fill("[]")),
        ("nested links", format!("{}{}", fill("["), fill("](x)"))),
        ("reference links", fill("[x][] ")),
        ("definitions", format!("{}\n{}", fill("[x]: y\n\n"), fill("[x] "))),
        (
            "one definition, many uses",
            format!("[x]: {}\n\n{}", line("y", size / 8), fill("[x]\n")),
        ),
        ("unclosed links", fill("[x](")),
        ("unclosed angle links", fill("[x](<")),
        ("emphasis", fill("*a ")),
        ("emphasis, both kinds", fill("*a_ ")),
        ("strong", fill("**a ")),
        ("nested emphasis", format!("{}a{}", fill("*"), fill("*"))),
        (
            "backticks",
            (1..size.isqrt()).map(|it| "`".repeat(it) + " ").collect(),
        ),
        ("one backtick each", fill("` a `` ")),
        ("less than", fill("<")),
        ("open tags", fill("<a ")),
        ("open comments in text", fill("x <!-- ")),
        ("open comments", fill("<!--\n")),
        ("metadata comments that run away", fill("<!-- {\n```\n")),
        ("comments", fill("<!-- x -->\n")),
        ("processing instructions", fill("x <? ")),
        ("cdata", fill("x <![CDATA[ ")),
        ("declarations", fill("x <!A ")),
        ("entities", fill("&amp;")),
        ("half entities", fill("&")),
        ("backslashes", fill("\\")),
        ("fences", fill("```http\n")),
        ("fences and headings", fill("```http\n## x\n")),
        ("headings", fill("# x\n")),
        ("tabs", fill("# [x](#tab/y)\n")),
        ("setext", fill("x\n---\n")),
        ("includes", fill("[!INCLUDE [a](b)]\n")),
        ("unclosed includes", fill("[!INCLUDE [a](b)\n")),
        (
            "includes in one paragraph",
            format!("{}x", fill("[!INCLUDE [a](b)]\n")),
        ),
        ("front matter", format!("---\n{}", fill("a: b\n"))),
        ("blank lines", fill("\n")),
        ("spaces", fill(" ")),
        ("returns", fill("\r")),
        ("NUL", fill("\0")),
    ]
}

/// The time grows with the page and not with its square: half a megabyte of anything is read within seconds, in a debug
/// build on a busy machine.
#[test]
fn large_pages_take_time_in_proportion() {
    let mut slow = Vec::new();
    for (name, text) in large(500_000) {
        let start = Instant::now();
        check(text);
        let time = start.elapsed();
        println!("{name}: {time:?}");
        if time > Duration::from_secs(20) {
            slow.push(format!("{name}: {time:?}"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}
