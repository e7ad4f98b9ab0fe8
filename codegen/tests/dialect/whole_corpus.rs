//! Every page of the shared corpus reads, and about as much is found in it as was counted with other means.

use std::collections::BTreeMap;

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::load::load;
use graphdown_codegen::markdown::page::BlockKind;
use graphdown_codegen::markdown::parse;
use graphdown_test_support::corpus;

#[test]
fn every_page_reads() {
    let Some(root) = corpus::pages("corpus") else {
        return;
    };
    let mut diagnostics = Diagnostics::default();
    let map = load(&[root], &mut diagnostics);
    let mut counts = BTreeMap::<&str, usize>::new();
    for (id, file) in map.pages() {
        let page = parse(id, file, &mut diagnostics);
        let mut count = |name, by| *counts.entry(name).or_default() += by;
        count("pages", 1);
        count("front matter", usize::from(!page.front_matter.is_empty()));
        count("sections", page.sections.len() - 1);
        count("tables", page.tables.len());
        count("rows", page.rows.len());
        for block in &page.blocks {
            count(
                match &block.kind {
                    BlockKind::Heading(_) => "headings",
                    BlockKind::Tab(_) => "tabs",
                    BlockKind::Code { .. } => "code",
                    BlockKind::Comment { .. } => "comments",
                    BlockKind::Include(_) => "includes",
                    BlockKind::Html => "html",
                    BlockKind::Paragraph { .. } => "paragraphs",
                    BlockKind::Item { .. } => "items",
                    BlockKind::Table(_) => "table blocks",
                },
                1,
            );
            if matches!(block.kind, BlockKind::Paragraph { .. }) && page.source(block.span).starts_with('|') {
                println!(
                    "a table that is none: {} {:?}",
                    file.name,
                    page.source(block.span)
                );
            }
        }
        assert_eq!(page.name, file.name);
        assert_eq!(page.sections[0].level, 0);
    }
    println!("{counts:#?}");
    for it in &diagnostics {
        let span = it.span.unwrap();
        let (line, column) = map.line_column(span.file, span.start);
        println!(
            "{}:{line}:{column} {} {}",
            map.file(span.file).name,
            it.code.name(),
            it.message
        );
    }
    assert!(counts["pages"] > 7_500);
}
