//! What holds for any text. The fuzz targets and the tests that replay what they found share these.

use graphdown_codegen::coverage::Unit;
use graphdown_codegen::diag::{Diagnostics, Format, Style, render, summarize};
use graphdown_codegen::dialect::{json, shape, type_expr};
use graphdown_codegen::emit::{Origin, Package, Runtime, Target, documentation};
use graphdown_codegen::markdown;
use graphdown_codegen::pipeline::{Front, Input, generate, read_texts};
use graphdown_codegen::resolve::resolve;
use graphdown_codegen::schema::{Schema, yaml};
use graphdown_codegen::source::SourceMap;
use graphdown_codegen::text::{Inert, InertLines, acts, shell_word};

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

/// Any text as words of a page's documentation: rustdoc's Markdown has nothing in it but text, emphasis, code spans,
/// paragraphs and lists of words.
pub(crate) fn words(text: &str) {
    let markdown = documentation(text);
    let live = live(&markdown);
    assert!(live.is_empty(), "{text:?} gives {live:?} in {markdown:?}");
}

/// Any text in every place of a schema that is shown to a reader, through to the generated crate: its documentation,
/// notes and README have the HTML, links, blocks and rules of our own and no others.
pub(crate) fn documented(text: &str) {
    let (expected, code) = live_in_crate("Words.");
    let (found, found_code) = live_in_crate(text);
    assert_eq!(found, expected, "{text:?}");
    // Whether a request is shown depends on what the page shows of it.
    assert!(found_code <= code, "{text:?}");
}

/// What rustdoc reads Markdown with.
fn as_rustdoc() -> pulldown_cmark::Options {
    use pulldown_cmark::Options;
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// What is more than text in Markdown: HTML, links, images, and blocks beside paragraphs and lists.
fn live(markdown: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Parser, Tag};
    let quiet = |it: &Event<'_>| match it {
        Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak | Event::End(_) => true,
        Event::Start(tag) => matches!(
            tag,
            Tag::Paragraph | Tag::List(None) | Tag::Item | Tag::Emphasis | Tag::Strong | Tag::Strikethrough
        ),
        _ => false,
    };
    Parser::new_ext(markdown, as_rustdoc())
        .filter(|it| !quiet(it))
        .map(|it| format!("{it:?}"))
        .collect()
}

/// What is live in the Markdown of a crate whose schema says `words` everywhere, and the number of code blocks.
fn live_in_crate(words: &str) -> (Vec<String>, usize) {
    let package = Package {
        name: "documented".to_owned(),
        runtime: Runtime::Version("1".to_owned()),
        origin: Origin::default(),
    };
    let mut found = Diagnostics::default();
    let files = generate(&wordy_schema(words), &Target::Crate(package), &mut found);
    let texts = files.iter().flat_map(|file| match file.path.as_str() {
        "README.md" => vec![file.text.clone()],
        "Cargo.toml" => Vec::new(),
        _ => documentation_of(&file.text),
    });
    let live: Vec<String> = texts.flat_map(|it| live(&it)).collect();
    assert!(!live.is_empty(), "the crate has a README with headings at least");
    let is_block = |it: &String| it.starts_with("Start(CodeBlock");
    let blocks = live.iter().filter(|it| is_block(it)).count();
    let kinds = ["ignore", "rust", "rust,no_run", "toml"]
        .map(|kind| format!("Start(CodeBlock(Fenced(Borrowed({kind:?}))))"));
    let foreign = live.iter().find(|it| is_block(it) && !kinds.contains(it));
    assert_eq!(foreign, None, "{words:?}");
    (live.into_iter().filter(|it| !is_block(it)).collect(), blocks)
}

/// The Markdown of each run of documentation comments, and of each note.
fn documentation_of(code: &str) -> Vec<String> {
    let mut texts = Vec::new();
    let mut open: Option<(&str, String)> = None;
    for line in code.lines().map(str::trim_start) {
        let comment = ["///", "//!"]
            .into_iter()
            .find_map(|mark| Some((mark, line.strip_prefix(mark)?)));
        match (comment, &mut open) {
            (Some((mark, words)), Some((before, text))) if *before == mark => {
                text.extend(["\n", words.strip_prefix(' ').unwrap_or(words)]);
            }
            (comment, open) => {
                texts.extend(open.take().map(|(_, text)| text));
                *open = comment.map(|(mark, words)| (mark, words.trim_start().to_owned()));
            }
        }
        let note = line.find("note = \"").map(|at| &line[at + "note = ".len()..]);
        let literal = note.map(|it| it.trim_end_matches([')', ']', ',']));
        texts.extend(literal.map(|it| syn::parse_str::<syn::LitStr>(it).expect("a literal").value()));
    }
    texts.extend(open.map(|(_, text)| text));
    texts
}

/// A schema whose every word for readers is this text.
fn wordy_schema(words: &str) -> Schema {
    let text = serde_json::json!({
        "format": 1,
        "types": [
            {
                "name": "thing", "namespace": "microsoft.graph", "kind": "entity", "page": words,
                "also": [words], "description": words, "deprecated": words,
                "properties": [
                    {"name": "id", "type": "String", "description": words, "deprecated": words},
                    {"name": "none", "type": "Json", "documented": words},
                    {"name": "state", "type": "state", "documented": words, "description": words},
                ],
            },
            {
                "name": "state", "namespace": "microsoft.graph", "kind": "enum", "page": words,
                "description": words, "deprecated": words, "members": ["on"],
                "memberFacts": {"on": {"description": words, "deprecated": words}},
            },
        ],
        "operations": [{
            "method": "POST", "path": "/things/{id}/go", "kind": "action", "title": words, "page": words,
            "description": words, "deprecated": words, "returns": {"type": "thing"},
            "parameters": [
                {"name": "size", "type": "String", "in": "body", "description": words},
                {"name": "depth", "type": "Int32", "in": "query", "description": words},
                {"name": "If-Match", "type": "String", "in": "header", "description": words},
            ],
            "permissions": {"delegated": [words, "Thing.Read"], "application": [words]},
            "examples": [{
                "kind": "request", "start": format!("POST https://graph.microsoft.com/v1.0/things/{words}/go"),
                "headers": [format!("If-Match: {words}")],
                "body": serde_json::json!({"size": words}).to_string(),
            }],
        }, {
            "method": "GET", "path": "/things", "kind": "list", "title": words, "page": words,
            "returns": {"type": "thing", "collection": true},
            "permissions": {"delegated": [words], "application": [words], "unsplit": true},
        }],
    });
    yaml::from_json(&text.to_string(), "schema.json").expect("a schema")
}

/// Any text where a terminal, a log or a shell gets it: nothing in it acts, no finding begins a second line of a workflow's
/// commands, and a shell reads one word.
pub(crate) fn shown(text: &str) {
    let inert = Inert(text).to_string();
    assert!(!inert.chars().any(acts), "{text:?} is shown as {inert:?}");
    let lines = InertLines(text).to_string();
    assert!(is_quiet(&lines), "{text:?} is shown as {lines:?}");
    let word = shell_word(text);
    assert!(is_one_word(&word), "{text:?} is {word:?} for a shell");

    let resource = format!(
        "# {text} resource type\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|{text}|{text}|{text}|\n"
    );
    let call = format!(
        "# Do it\n\n## HTTP request\n\n```http\nPOST /things/{text}\n```\n\n[!INCLUDE [x](../{text}.md)]\n"
    );
    // A page is called as its file, whatever that is.
    let odd = format!("resources/{text}.md");
    let pages = [(odd.as_str(), resource), (NAMES[1], call)];
    let front = read_texts(&Input::default(), SourceMap::of_pages(pages));
    let findings = front.diagnostics.iter().count();
    for format in [
        Format::Text,
        Format::Short,
        Format::Json,
        Format::Github,
        Format::Sarif,
    ] {
        let shown = render(&front.sources, &front.diagnostics, format, Style::Plain);
        assert!(is_quiet(&shown), "{text:?} is shown as {shown:?}");
        if matches!(format, Format::Github | Format::Short) {
            assert_eq!(shown.lines().count(), findings, "{text:?} is shown as {shown:?}");
        }
    }
    let summary = summarize(&front.sources, &front.diagnostics);
    assert!(is_quiet(&summary), "{text:?} is summed up as {summary:?}");
}

/// Nothing acts but the ends of lines.
fn is_quiet(text: &str) -> bool {
    !text.chars().any(|it| it != '\n' && acts(it))
}

/// Whether a POSIX shell takes all of it as one word, in which it expands nothing.
fn is_one_word(word: &str) -> bool {
    let mut rest = word.chars();
    while let Some(character) = rest.next() {
        let is_taken_as_it_is = match character {
            '\'' => rest.any(|it| it == '\''),
            '\\' => rest.next() == Some('\''),
            it => it.is_alphanumeric() || "/_.,:@%+=-".contains(it),
        };
        if !is_taken_as_it_is {
            return false;
        }
    }
    !word.is_empty()
}

/// Any text as the names and paths of a schema: what is written lies below the crate's folder, under names that every file
/// system takes and tells apart.
pub(crate) fn files(text: &str) {
    let Ok(schema) = yaml::from_json(&named_schema(text).to_string(), "schema.json") else {
        return;
    };
    let package = Package {
        name: "files".to_owned(),
        runtime: Runtime::Version("1".to_owned()),
        origin: Origin::default(),
    };
    let mut found = Diagnostics::default();
    let files = generate(&schema, &Target::Crate(package), &mut found);
    let mut met = std::collections::BTreeSet::new();
    for file in &files {
        let path = &file.path;
        assert!(is_plain_path(path), "{text:?} gives {path:?}");
        assert!(met.insert(path.to_lowercase()), "{text:?} gives {path:?} twice");
    }
}

/// A path that means the same on every system: relative, of plain characters, without names that Windows keeps for devices.
fn is_plain_path(path: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let is_device = |stem: &str| {
        let stem = stem.to_ascii_lowercase();
        let is_port = ["com", "lpt"].iter().any(|it| {
            let number = stem.strip_prefix(it).unwrap_or_default();
            number.len() == 1 && number.bytes().all(|it| it.is_ascii_digit())
        });
        DEVICES.contains(&stem.as_str()) || is_port
    };
    let is_plain = |name: &str| {
        let stem = name.split('.').next().unwrap_or_default();
        let is_ours = name == ".graphdown" || name == ".gitattributes";
        (1..=255).contains(&name.len())
            && (is_ours || !name.starts_with('.'))
            && !name.ends_with('.')
            && !is_device(stem)
            && name
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || b"_.-".contains(&it))
    };
    path.len() < 1_000 && path.split('/').all(is_plain)
}

/// A schema whose every name is a part of this text.
fn named_schema(text: &str) -> serde_json::Value {
    let parts: Vec<&str> = text.split(NEXT_PAGE).collect();
    let part = |at: usize| parts[at % parts.len()];
    serde_json::json!({
        "format": 1,
        "types": [
            {
                "name": part(0), "namespace": part(1), "kind": "entity", "page": part(2),
                "properties": [{"name": part(2), "type": "String"}, {"name": part(3), "type": part(4)}],
            },
            {"name": part(3), "namespace": part(1), "kind": "complex", "page": part(0)},
            {"name": part(4), "namespace": part(0), "kind": "enum", "page": part(0), "members": [part(2), part(5)]},
            {"name": "thing", "namespace": "microsoft.graph", "kind": "entity", "page": "thing.md"},
        ],
        "operations": [
            {
                "method": "GET", "path": format!("/{}", part(0)), "kind": "get", "title": part(1), "page": part(2),
                "returns": {"type": "thing"},
            },
            {
                "method": "POST", "path": format!("/things/{{id}}/{}", part(3)), "kind": "action", "title": part(1),
                "page": part(2),
                "parameters": [
                    {"name": part(2), "type": "String", "in": "body"},
                    {"name": part(5), "type": "String", "in": "query"},
                ],
            },
            {
                "method": "GET", "path": format!("/{}/{}(a='{{{}}}')", part(4), part(5), part(0)), "kind": "function",
                "title": part(1), "page": part(2), "returns": {"type": "String"},
            },
        ],
    })
}
