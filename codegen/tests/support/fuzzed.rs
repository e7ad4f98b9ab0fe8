//! What holds for any text. The fuzz targets and the tests that replay what they found share these.

use graphdown_codegen::coverage::Unit;
use graphdown_codegen::diag::{Diagnostics, Format, Style, render, summarize};
use graphdown_codegen::dialect::{json, shape, type_expr};
use graphdown_codegen::emit::Target;
use graphdown_codegen::markdown;
use graphdown_codegen::pipeline::{Front, Input, generate, read_texts};
use graphdown_codegen::resolve::resolve;
use graphdown_codegen::schema::yaml;
use graphdown_codegen::source::SourceMap;

/// Parts a text into pages: a resource, an operation, an include and further pages.
const NEXT_PAGE: char = '\u{c}';

const NAMES: [&str; 5] = [
    "resources/thing.md",
    "api/thing-get.md",
    "includes/permissions.md",
    "resources/other.md",
    "api/thing-list.md",
];

/// Any text as pages: no panic, every unit has its verdict, every span is in its file, and the schema reads back as it
/// was written.
pub(crate) fn pages(text: &str) {
    checked(apart(text));
}

/// Any text as pages, to the end: where there is no error there is a client.
pub(crate) fn client(text: &str) {
    let mut front = read_texts(&Input::default(), apart(text));
    if front.diagnostics.has_errors() {
        return;
    }
    let files = generate(&front.schema, &Target::Included, &mut front.diagnostics);
    assert_eq!(files.is_empty(), front.diagnostics.has_errors());
}

fn apart(text: &str) -> SourceMap {
    SourceMap::of_pages(NAMES.into_iter().zip(text.split(NEXT_PAGE).map(str::to_owned)))
}

/// Any text as a schema that was written before, to the end.
pub(crate) fn schema(text: &str) {
    let Ok(schema) = yaml::from_yaml(text, "schema.yaml") else {
        return;
    };
    let mut found = Diagnostics::default();
    let files = generate(&schema, &Target::Included, &mut found);
    assert_eq!(files.is_empty(), found.has_errors());
}

/// Any text as the table of a resource page, and as that of a request body.
pub(crate) fn table(text: &str) {
    let resource = format!("# thing resource type\n\n## Properties\n\n{text}\n");
    let sources = SourceMap::of_pages([(NAMES[0], resource.clone())]);
    for (id, file) in sources.iter() {
        let page = markdown::parse(id, file, &mut Diagnostics::default());
        for table in &page.tables {
            let columns = page.columns(table).len();
            assert!(
                page.rows(table)
                    .iter()
                    .all(|row| page.cells(row).len() <= columns)
            );
        }
    }
    let operation = format!(
        "# Do it\n\n## HTTP request\n\n```http\nPOST /things/{{id}}/do\n```\n\n## Request body\n\n{text}\n\n## Response\n\n\
         It returns a [thing](../resources/thing.md).\n"
    );
    checked(SourceMap::of_pages([(NAMES[0], resource), (NAMES[1], operation)]));
}

/// Any text as a type cell.
pub(crate) fn type_expr(text: &str) {
    let Some(read) = type_expr::read_text(text) else {
        return;
    };
    assert!(
        !read.name.chars().any(char::is_whitespace),
        "{:?} is no name",
        read.name
    );
}

/// Any text as an example. What is strict JSON is read without repair.
pub(crate) fn json(text: &str) {
    let is_strict = serde_json::from_str::<serde_json::Value>(text).is_ok();
    match json::read(text) {
        Ok(read) => {
            assert!(!is_strict || read.repairs.is_empty(), "{:?}", read.repairs);
            let _ = shape::read(&read.node);
        }
        Err(error) => {
            let is_bound = error.kind == json::JsonErrorKind::TooDeep;
            assert!(!is_strict || is_bound, "{error:?}");
        }
    }
}

fn checked(sources: SourceMap) {
    let mut front = read_texts(&Input::default(), sources);
    if !front.diagnostics.has_errors() {
        resolve(&front.schema, &mut front.diagnostics);
    }
    hold(&front);
}

/// What every outcome holds, good or bad.
pub(crate) fn hold(front: &Front) {
    for unit in Unit::ALL {
        assert_eq!(
            front.coverage.total(unit),
            front.coverage.judged(unit),
            "{}",
            unit.plural()
        );
    }
    for it in &front.diagnostics {
        let spans = it.related.iter().map(|(span, _)| *span).chain(it.span);
        for span in spans {
            assert!(
                front.sources.file(span.file).text.get(span.range()).is_some(),
                "{it:?}"
            );
        }
    }
    for format in [
        Format::Text,
        Format::Short,
        Format::Json,
        Format::Github,
        Format::Sarif,
    ] {
        render(&front.sources, &front.diagnostics, format, Style::Plain);
    }
    summarize(&front.sources, &front.diagnostics);
    if !front.diagnostics.has_errors() {
        // The writer reads back what it wrote, and refuses to give what would not be the same.
        yaml::to_yaml(&front.schema).unwrap();
    }
}
