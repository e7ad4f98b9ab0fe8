//! The readers of the small languages inside pages, row by row: `tests/dialect/readers/<reader>.txt` holds lines of
//! `input ⇒ expected`. `↵` stands for a line end. `GRAPHDOWN_BLESS=1` rewrites what is expected.

use std::fmt::{Debug, Write as _};
use std::path::{Path, PathBuf};

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::dialect::json::{self, Node};
use graphdown_codegen::dialect::shape::{self, Shape, ShapeType};
use graphdown_codegen::dialect::{http, metadata, permissions, prose, type_expr, values};
use graphdown_codegen::markdown::page::{BlockKind, Inline};
use graphdown_codegen::markdown::parse;
use graphdown_codegen::source::{SourceFile, SourceMap};
use graphdown_test_support::golden;

#[test]
fn type_cells() {
    check("type_expr", |input| {
        in_cell(input, |cell| {
            let Some(expr) = type_expr::read(cell) else {
                return "empty".into();
            };
            let mut shown = expr.name.into_owned();
            shown.push_str(if expr.collection { "[]" } else { "" });
            shown.push_str(if expr.primitive { "" } else { " (named)" });
            if let Some(target) = expr.target {
                write!(shown, " → {target:?}").unwrap();
            }
            if let Some(note) = expr.note {
                write!(shown, " ! {note:?}").unwrap();
            }
            shown
        })
    });
}

#[test]
fn inline_values() {
    check("values", |input| {
        in_cell(input, |cell| {
            let Some(list) = values::read(cell) else {
                return "none".into();
            };
            let shown: Vec<_> = list
                .values
                .iter()
                .map(|value| match value.number {
                    Some(number) => format!("{number}={}", value.name),
                    None => value.name.clone(),
                })
                .collect();
            let several = if list.several { "several: " } else { "" };
            format!("{several}{}", shown.join(" | "))
        })
    });
}

#[test]
fn deprecations() {
    check("deprecation", |input| debug(&prose::deprecation(input)));
}

#[test]
fn secrets() {
    check("secret", |input| debug(&prose::is_secret(input)));
}

#[test]
fn plain_text() {
    check("plain", |input| in_cell(input, |cell| debug(&prose::plain(cell))));
}

#[test]
fn base_types() {
    check("inherits", |input| {
        in_paragraph(input, |run| match prose::inherits_from(run) {
            Some(base) => mention(&base),
            None => "none".into(),
        })
    });
}

#[test]
fn abstract_types() {
    check("abstract", |input| debug(&prose::is_abstract(input)));
}

#[test]
fn results() {
    check("result", |input| {
        in_paragraph(input, |run| {
            let status = prose::status_code(&prose::plain(run));
            format!(
                "{} {}",
                status.map_or("-".into(), |it| it.to_string()),
                content(prose::response_result(run))
            )
        })
    });
}

#[test]
fn bodies() {
    check("body", |input| {
        in_paragraph(input, |run| content(prose::request_body(run)))
    });
}

#[test]
fn needs_of_bodies() {
    check("need_of_body", |input| {
        format!("{:?}", prose::need_of_body(input.lines()))
    });
}

#[test]
fn permission_cells() {
    check("scopes", |input| {
        let scopes = permissions::scopes(input);
        format!("{:?} {}", scopes.support, scopes.names.join(" "))
            .trim_end()
            .to_owned()
    });
}

#[test]
fn permission_items() {
    check("permission_item", |input| match permissions::item(input) {
        Some((label, names)) => format!("{label} | {}", names.join(" ")),
        None => "no scopes".to_owned(),
    });
}

#[test]
fn permission_headers() {
    check("permission_column", |input| debug(&permissions::column(input)));
}

#[test]
fn permission_labels() {
    check("permission_label", |input| debug(&permissions::whose(input)));
}

#[test]
fn comment_blocks() {
    check("metadata", |input| match metadata::read(input) {
        Some(block) => {
            let mut shown = block.block_type;
            let mut field = |name: &str, value: String| {
                if !["None", "[]", "false"].contains(&value.as_str()) {
                    write!(shown, " {name}={value}").unwrap();
                }
            };
            field("names", debug(&block.names));
            field("type", debug(&block.odata_type));
            field("base", debug(&block.base_type));
            field("key", debug(&block.key_property));
            field("open", debug(&block.open_type));
            field("abstract", debug(&block.is_abstract));
            field("collection", debug(&block.is_collection));
            field("truncated", debug(&block.truncated));
            field("error", debug(&block.error));
            field("optional", debug(&block.optional_properties));
            field("repaired", debug(&block.repaired));
            shown
        }
        None => "none".into(),
    });
}

#[test]
fn json_blocks() {
    check("json", |input| match json::read(input) {
        Ok(read) => {
            let mut shown = node(&read.node);
            for repair in read.repairs {
                write!(shown, " ! {:?}@{}", repair.kind, repair.offset).unwrap();
            }
            shown
        }
        Err(error) => format!("error {:?}@{}", error.kind, error.offset),
    });
}

#[test]
fn request_lines() {
    check("request", |input| match http::read(input) {
        Some(line) => {
            let mut shown = format!("{} {}", line.method, line.path);
            if let Some(query) = line.query {
                write!(shown, " ? {query}").unwrap();
            }
            if let Some(version) = line.version {
                write!(shown, " @ {version}").unwrap();
            }
            shown
        }
        None => "none".into(),
    });
}

#[test]
fn example_blocks() {
    check("example", |input| {
        let example = http::example(input);
        let glued = if example.is_glued { " glued" } else { "" };
        format!(
            "{:?} {:?}{glued} {:?}",
            example.start,
            example.headers,
            &input[example.body.clone()]
        )
    });
}

#[test]
fn shapes() {
    check("shape", |input| match json::read(input) {
        Ok(read) => shape_type(&shape::type_of(&read.node)),
        Err(error) => debug(&error),
    });
}

fn debug(it: &impl Debug) -> String {
    format!("{it:?}")
}

fn mention(it: &prose::Mention) -> String {
    let collection = if it.collection { "[]" } else { "" };
    let target = it
        .target
        .as_ref()
        .map_or(String::new(), |target| format!(" → {target}"));
    format!("{}{collection}{target}", it.name)
}

fn content(content: Option<prose::Content>) -> String {
    match content {
        None => "unknown".into(),
        Some(prose::Content::Types(types)) => types.iter().map(mention).collect::<Vec<_>>().join(", "),
        Some(other) => debug(&other).to_lowercase(),
    }
}

fn node(it: &Node<'_>) -> String {
    match it {
        Node::Null => "null".into(),
        Node::Bool(value) => value.to_string(),
        Node::Number(text) => (*text).to_owned(),
        Node::String(text) => debug(text),
        Node::Array(items) => format!("[{}]", items.iter().map(node).collect::<Vec<_>>().join(", ")),
        Node::Object(entries) => {
            let entries: Vec<_> = entries
                .iter()
                .map(|(key, value)| format!("{key:?}: {}", node(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn shape_type(it: &ShapeType) -> String {
    match it {
        ShapeType::Unknown => "?".into(),
        ShapeType::Primitive(primitive) => primitive.name().into(),
        ShapeType::Named(name) => format!("<{name}>"),
        ShapeType::Collection(element) => format!("{}[]", shape_type(element)),
        ShapeType::Object(Shape {
            odata_type,
            properties,
        }) => {
            let properties: Vec<_> = properties
                .iter()
                .map(|(name, ty)| format!("{name}: {}", shape_type(ty)))
                .collect();
            format!(
                "{} {{{}}}",
                odata_type.as_deref().unwrap_or("-"),
                properties.join(", ")
            )
        }
    }
}

/// Reads a text as the cell of a table.
fn in_cell(text: &str, read: impl FnOnce(&[Inline<'_>]) -> String) -> String {
    let page = format!("|A|B|\n|:-|:-|\n|a|{text}|\n");
    with_page(page, |page| {
        let row = &page.rows(&page.tables[0])[0];
        read(page.cell(row, 1))
    })
}

/// Reads a text as a paragraph.
fn in_paragraph(text: &str, read: impl FnOnce(&[Inline<'_>]) -> String) -> String {
    with_page(text.to_owned(), |page| {
        let paragraph = page
            .blocks
            .iter()
            .find(|block| matches!(block.kind, BlockKind::Paragraph { .. }));
        read(paragraph.map_or(&[], |block| page.block_inlines(block)))
    })
}

fn with_page<R>(text: String, read: impl FnOnce(&graphdown_codegen::markdown::Page<'_>) -> R) -> R {
    let mut map = SourceMap::default();
    let id = map.add(SourceFile {
        name: "page.md".into(),
        path: "page.md".into(),
        text,
        is_include: false,
    });
    read(&parse(id, map.file(id), &mut Diagnostics::default()))
}

/// Compares every row of a table with what the reader gives.
fn check(table: &str, read: impl Fn(&str) -> String) {
    const ARROW: &str = " ⇒ ";
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/dialect/readers")
        .join(format!("{table}.txt"));
    let rows = std::fs::read_to_string(&path).unwrap();
    let mut actual = String::new();
    let mut count = 0;
    for row in rows.lines() {
        let input = row.split(ARROW).next().unwrap_or_default().trim_end_matches(" ⇒");
        if row.is_empty() || row.starts_with("//") {
            writeln!(actual, "{row}").unwrap();
        } else {
            let answer = read(&input.replace('↵', "\n")).replace('\n', "↵");
            writeln!(actual, "{input}{ARROW}{answer}").unwrap();
            count += 1;
        }
    }
    assert!(count > 0, "{table} has no rows");
    golden::hold(|golden| golden.file(&path, &actual));
}
