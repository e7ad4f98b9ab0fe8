//! Pages with a hundred thousand of one thing: what they take grows with their size, not with its square.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use graphdown_codegen::Limits;
use graphdown_codegen::diag::Code;
use graphdown_codegen::pipeline::{Front, Input, read_texts};
use graphdown_codegen::source::SourceMap;

const MANY: usize = 100_000;

/// Wide: in a debug build on a busy machine each takes a few seconds, and by the square a minute or more.
const LONG: Duration = Duration::from_secs(45);

const RESOURCE: &str = "# thing resource type\n\n## Properties\n\n|Property|Type|Description|\n|:--|:--|:--|\n|id|String|The key.|\n";
const CALL: &str = "# thing: turn\n\n## HTTP request\n\n```http\nPOST /things/turn\n```\n\n";

fn read(name: &str, head: &str, entry: impl Fn(usize) -> String, tail: &str) -> Front {
    let mut text = head.to_owned();
    for index in 0..MANY {
        let _ = writeln!(text, "{}", entry(index));
    }
    text.push_str(tail);
    let start = Instant::now();
    let front = read_texts(&Input::default(), SourceMap::of_pages([("thing.md", text)]));
    let time = start.elapsed();
    assert!(time < LONG, "{name}: {time:?}");
    front
}

#[test]
fn members_and_values() {
    let table = |title: &str| format!("{RESOURCE}\n### {title}\n\n|Value|\n|:--|\n");
    let entry = |index| format!("|m{index}|");
    let members = read("members", &table("thingState values"), entry, "");
    assert_eq!(members.schema.types[1].members.len(), MANY);
    for title in ["id values", "thing id options"] {
        let front = read(title, &table(title), entry, "");
        assert_eq!(front.schema.types[0].properties[0].values.len(), MANY, "{title}");
    }
}

#[test]
fn parameters_headers_and_permissions() {
    let table = |title: &str, columns: &str| format!("{CALL}## {title}\n\n{columns}\n|:--|:--|\n");
    let body = table("Request body", "|Parameter|Type|");
    let front = read("body", &body, |index| format!("|p{index}|String|"), "");
    assert_eq!(front.schema.operations[0].parameters.len(), MANY);
    let headers = table("Request headers", "|Header|Value|");
    let front = read("headers", &headers, |index| format!("|x-{index}|A value.|"), "");
    assert_eq!(front.schema.operations[0].parameters.len(), MANY);
    let scopes = table("Permissions", "|Permission type|Permissions|");
    let front = read("scopes", &scopes, |index| format!("|Application|A.b{index}|"), "");
    let permissions = front.schema.operations[0].permissions.as_ref().unwrap();
    assert_eq!(permissions.application.len(), MANY);
}

#[test]
fn request_lines_and_open_types() {
    let head = "# Get thing\n\n## HTTP request\n\n```http\n";
    let front = read("requests", head, |index| format!("GET /things{index}"), "```\n");
    // Each request repeats the page's words: past the limit they are told, and left out.
    assert_eq!(front.schema.operations.len(), Limits::default().requests);
    let entries: Vec<String> = (0..MANY).map(|index| format!("\"p{index}\":[\"a\"]")).collect();
    let tail = format!(
        "\n<!-- {{\"blockType\":\"resource\",\"@odata.type\":\"microsoft.graph.thing\"}} -->\n```json\n{{{}}}\n```\n",
        entries.join(",")
    );
    let entry = |index| format!("|p{index}|String collection collection|A list.|");
    let front = read("open types", RESOURCE, entry, &tail);
    assert_eq!(front.schema.types[0].properties[1].ty, "String");
}

#[test]
fn a_chain_of_bases() {
    let page = |index: usize| {
        let next = (index + 1) % 3_000;
        let text = format!(
            "# t{index} resource type\n\nInherits from [t{next}](t{next}.md).\n\n## Properties\n\n|Property|Type|\n|:--|:--|\n|p{index}|[t{next}](t{next}.md) or [t0](t0.md)|\n"
        );
        (format!("t{index}.md"), text)
    };
    let pages: Vec<_> = (0..3_000).map(page).collect();
    let texts = pages.iter().map(|(name, text)| (name.as_str(), text.clone()));
    let start = Instant::now();
    let front = read_texts(&Input::default(), SourceMap::of_pages(texts));
    let time = start.elapsed();
    assert!(time < LONG, "{time:?}");
    assert_eq!(front.schema.types.len(), 3_000);
    let mut found = front;
    graphdown_codegen::pipeline::generate(
        &found.schema,
        &graphdown_codegen::emit::Target::Included,
        &mut found.diagnostics,
    );
    assert!(found.diagnostics.iter().any(|it| it.code == Code::BaseCycle));
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
}
