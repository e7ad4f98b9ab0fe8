//! What pages show finds its methods and types. That the client makes it and reads it, the crates' own tests hold: here
//! nothing is compiled, so that the whole corpus can be read.

use std::path::Path;

use graphdown_codegen::diag::Diagnostics;
use graphdown_codegen::emit::{Origin, Package, Runtime, Target, emit};
use graphdown_codegen::examples::gather;
use graphdown_codegen::merge;
use graphdown_codegen::model::{Block, Example, Examples};
use graphdown_codegen::pipeline::{Front, Input, read};
use graphdown_codegen::print::print;
use graphdown_codegen::resolve::resolve;
use graphdown_codegen::schema::Schema;
use graphdown_codegen::source::SourceMap;
use graphdown_test_support::corpus;

fn all(examples: &Examples) -> impl Iterator<Item = &Example> {
    let of_areas = examples.areas.iter().flat_map(|it| &it.examples);
    of_areas.chain(&examples.types)
}

fn examples(front: &Front) -> Examples {
    let model = resolve(&front.schema, &mut Diagnostics::default());
    gather(&front.schema, &front.sources, &model)
}

#[test]
fn the_corpus_finds_its_methods() {
    // A folder, a version, and the shares of requests that are of a method and of all examples that can be tried.
    let corpora = [
        ("corpus/2021/api-reference/v1.0", None, 880, 930),
        ("corpus/2021/api-reference/beta", None, 999, 999),
        ("corpus/modern/api-reference", Some("v1.0"), 800, 900),
        ("corpus/modern/api-reference", Some("beta"), 990, 990),
    ];
    for (folder, version, of_methods, tried) in corpora {
        let Some(root) = corpus::pages(folder) else {
            continue;
        };
        let front = read(&Input {
            pages: vec![root],
            merge: merge::Options {
                api_version: version.map(str::to_owned),
            },
            ..Input::default()
        });
        let examples = examples(&front);
        let requests: Vec<_> = all(&examples)
            .filter(|it| matches!(it.shown, Block::Request { .. }))
            .collect();
        // In thousandths.
        let share = |part: usize, whole: usize| part * 1000 / whole.max(1);
        let made = requests.iter().filter(|it| it.refused.is_none()).count();
        let made = share(made, requests.len());
        let count = all(&examples).count();
        let kept = share(all(&examples).filter(|it| it.refused.is_none()).count(), count);
        println!("{folder} {version:?}: {count} examples, {made} ‰ of the requests, {kept} ‰ of all");
        assert!(
            made >= of_methods,
            "{folder}: {made} ‰ of the requests are of a method"
        );
        assert!(kept >= tried, "{folder}: {kept} ‰ of the examples can be tried");
        assert!(
            all(&examples).all(|it| it.line.is_some()),
            "{folder}: a line is missing"
        );
    }
}

/// Text that tries to leave every place that it is written to.
const HOSTILE: &str = "\"]}\n#![evil]*/ \u{202e}\\../x\0";

#[test]
fn what_pages_show_stays_data() {
    let operation = |path: &str, examples: serde_json::Value| {
        serde_json::json!({
            "method": "GET", "path": path, "kind": "get", "page": HOSTILE, "title": HOSTILE,
            "returns": { "type": "thing", "collection": false }, "examples": examples
        })
    };
    let schema = serde_json::json!({
        "format": 1,
        "types": [{
            "name": "thing", "namespace": "microsoft.graph", "kind": "entity", "page": HOSTILE,
            "representation": format!("{{\"a\": {}}}", serde_json::Value::from(HOSTILE)),
        }],
        "operations": [
            operation("/things/{id}", serde_json::json!([
                { "kind": "request", "start": format!("GET /things/{HOSTILE}"), "headers": [HOSTILE] },
                { "kind": "request", "start": "GET /things/a'b%00(\"c", "headers": [], "body": HOSTILE },
                { "kind": "response", "start": HOSTILE, "body": format!("{{\"a\": \"{HOSTILE}\", {HOSTILE}") },
            ])),
        ],
    });
    let schema: Schema = serde_json::from_value(schema).expect("a schema");
    let mut model = resolve(&schema, &mut Diagnostics::default());
    model.examples = gather(&schema, &SourceMap::default(), &model);
    assert_eq!(all(&model.examples).count(), 4);
    let target = Target::Crate(Package {
        name: "graphdown-hostile".to_owned(),
        runtime: Runtime::Version("0.1.0".to_owned()),
        origin: Origin::default(),
    });
    let files = print(&emit(&model, &target));
    let of_examples: Vec<_> = files.iter().filter(|it| it.path.starts_with("tests/")).collect();
    let paths: Vec<_> = of_examples.iter().map(|it| it.path.as_str()).collect();
    let expected = [
        "tests/examples/paths_things.json",
        "tests/examples/types.json",
        "tests/examples_paths_things.rs",
        "tests/examples_types.rs",
    ];
    assert_eq!(paths, expected);
    for file in of_examples {
        if Path::new(&file.path).extension().is_some_and(|it| it == "json") {
            let data: serde_json::Value = serde_json::from_str(&file.text).expect("data is JSON");
            assert_eq!(data["examples"][0]["page"], HOSTILE);
        } else {
            assert!(!file.text.contains("evil"), "{}", file.text);
        }
    }
}
