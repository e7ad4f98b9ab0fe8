//! The readers over the shared corpus: how much of it they read. Prints the figures that it holds.

use std::collections::BTreeMap;

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::dialect::type_expr::{self, TypeNote};
use graphdown_codegen::dialect::{http, json, metadata, permissions, prose, values};
use graphdown_codegen::load::load;
use graphdown_codegen::markdown::page::{BlockKind, Page};
use graphdown_codegen::markdown::parse;
use graphdown_test_support::corpus;

/// What was met and how often.
#[derive(Default)]
struct Counts(BTreeMap<&'static str, usize>);

impl Counts {
    fn add(&mut self, name: &'static str) {
        *self.0.entry(name).or_default() += 1;
    }

    fn get(&self, name: &str) -> usize {
        self.0.get(name).copied().unwrap_or_default()
    }

    /// Holds that at least `least` of a thousand `whole` are `part`.
    fn hold(&self, part: &str, whole: &str, least: usize) {
        let (part_count, whole_count) = (self.get(part), self.get(whole));
        let share = part_count * 1000 / whole_count.max(1);
        println!("{part}: {part_count} of {whole_count} {whole} ({share} of 1000)");
        assert!(
            share >= least,
            "{part}: {share} of 1000 {whole}, at least {least}"
        );
    }
}

#[test]
fn the_corpus_is_read() {
    let Some(root) = corpus::pages("corpus") else {
        return;
    };
    let mut diagnostics = Diagnostics::default();
    let map = load(&[root], &mut diagnostics);
    let mut counts = Counts::default();
    for (id, file) in map.pages() {
        let page = parse(id, file, &mut diagnostics);
        tables(&page, &mut counts);
        blocks(&page, &mut counts);
    }
    counts.hold("typed cells", "type cells", 998);
    counts.hold("clean typed cells", "type cells", 995);
    counts.hold("listed values", "value wordings", 985);
    counts.hold("permission cells read", "permission cells", 997);
    counts.hold("comment blocks strict", "comment blocks", 993);
    counts.hold("request lines", "lines with a method", 998);
    counts.hold("strict JSON", "JSON bodies", 972);
    counts.hold("JSON", "JSON bodies", 996);
    counts.hold("results with a status", "response sentences", 990);
    counts.hold("results with content", "200 and 201 sentences", 970);
}

fn tables(page: &Page<'_>, counts: &mut Counts) {
    for table in &page.tables {
        let columns: Vec<String> = page
            .columns(table)
            .map(|it| it.trim().to_ascii_lowercase())
            .collect();
        let place = |name: &str| columns.iter().position(|it| it == name);
        let is_permissions = columns.first().is_some_and(|it| it == "permission type");
        for row in page.rows(table) {
            if let Some(expr) = place("type").and_then(|column| type_expr::read(page.cell(row, column))) {
                counts.add("type cells");
                if expr.note != Some(TypeNote::Unreadable) {
                    counts.add("typed cells");
                }
                if matches!(expr.note, None | Some(TypeNote::Alias | TypeNote::Qualified(_))) {
                    counts.add("clean typed cells");
                }
            }
            if let Some(column) = place("description") {
                let cell = page.cell(row, column);
                if prose::plain(cell)
                    .to_ascii_lowercase()
                    .contains("possible values are: `")
                {
                    counts.add("value wordings");
                    if values::read(cell).is_some() {
                        counts.add("listed values");
                    }
                }
            }
            if is_permissions {
                let scopes = permissions::scopes(&prose::plain(page.cell(row, 1)));
                if scopes.support != permissions::Support::Empty {
                    counts.add("permission cells");
                }
                if matches!(
                    scopes.support,
                    permissions::Support::Scopes | permissions::Support::None
                ) {
                    counts.add("permission cells read");
                }
            }
        }
    }
}

fn blocks(page: &Page<'_>, counts: &mut Counts) {
    for block in &page.blocks {
        let section = &page.sections[block.section as usize];
        match &block.kind {
            BlockKind::Comment { body, .. } => {
                if let Some(metadata) = metadata::read(page.source(*body)) {
                    counts.add("comment blocks");
                    if metadata.repaired.is_none() {
                        counts.add("comment blocks strict");
                    }
                }
            }
            BlockKind::Code { body, .. } if section.title.eq_ignore_ascii_case("http request") => {
                for line in page.source(*body).lines() {
                    let is_prose = line.contains("**") || line.contains('"');
                    if ["GET", "POST", "PATCH", "PUT", "DELETE"]
                        .iter()
                        .any(|it| line.starts_with(it))
                        && !is_prose
                    {
                        counts.add("lines with a method");
                        if http::read(line).is_some() {
                            counts.add("request lines");
                        }
                    }
                }
            }
            BlockKind::Code { body, language, .. } if matches!(language.as_ref(), "http" | "json") => {
                let text = page.source(*body);
                let body = &text[http::example(text).body];
                // Nothing but a remark or a form begins with a bracket and then a word.
                let is_json =
                    body.starts_with(['{', '[']) && body.contains('"') || matches!(body, "{}" | "[]");
                if is_json {
                    counts.add("JSON bodies");
                    match json::read(body) {
                        Ok(read) => {
                            counts.add("JSON");
                            if read.repairs.is_empty() {
                                counts.add("strict JSON");
                            }
                        }
                        Err(error) => println!("{}: {error:?}", page.name),
                    }
                }
            }
            BlockKind::Paragraph { .. } if section.title == "Response" && section.level == 2 => {
                let inlines = page.block_inlines(block);
                let text = prose::plain(inlines);
                if text.starts_with("If successful") {
                    counts.add("response sentences");
                    let status = prose::status_code(&text);
                    if status.is_some() {
                        counts.add("results with a status");
                    }
                    if matches!(status, Some(200 | 201)) {
                        counts.add("200 and 201 sentences");
                        if prose::response_result(inlines).is_some() {
                            counts.add("results with content");
                        }
                    }
                }
            }
            _ => {}
        }
    }
}
