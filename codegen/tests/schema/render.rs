//! Findings in every form: `tests/schema/render/<form>.txt`. `GRAPHDOWN_BLESS=1` rewrites the expectations.

use std::path::Path;
use std::time::{Duration, Instant};

use graphdown_codegen::diag::{
    Code, Diagnostic, Diagnostics, Format, Levels, Severity, Style, render, summarize, summary,
};
use graphdown_codegen::source::{FileId, SourceFile, SourceMap, Span};
use graphdown_test_support::golden;

/// A map of two files and findings of every shape.
fn example() -> (SourceMap, Diagnostics) {
    let mut sources = SourceMap::default();
    let page = add(
        &mut sources,
        "api-reference/v1.0/résumé, x.md",
        &format!(
            "# é\tTitle\r\n|a|Strnig|One \u{202e}two\u{1b}[31m|\r\n{}|{}|\r\nlast",
            "long ".repeat(100),
            "line ".repeat(100)
        ),
    );
    let other = add(&mut sources, "other.md", "first\nsecond line\n");
    let mut found = Diagnostics::new(Levels::default());
    let text = &sources.file(page).text;
    let at = |text: &str, part: &str| text.find(part).unwrap();
    let typo = at(text, "Strnig");
    found.push(
        Diagnostic::new(
            Code::UnknownType,
            Span::new(page, typo, typo + 6),
            "`Strnig` is no type",
        )
        .help("write `String`, or link the type's page")
        .related(Span::new(page, 2, 4), "this page")
        .related(Span::new(other, 6, 12), "declared here"),
    );
    let pipe = at(text, " |");
    found.push(Diagnostic::new(
        Code::UnescapedPipe,
        Span::new(page, pipe + 1, pipe + 2),
        "100 % sure, \u{202e}or: not\nat all",
    ));
    found.push(Diagnostic::new(
        Code::UnclosedComment,
        Span::new(page, typo, text.len()),
        "runs over lines",
    ));
    found.push(Diagnostic::new(
        Code::InvalidUtf8,
        Span::new(other, 18, 18),
        "at the very end",
    ));
    found.push(Diagnostic::placeless(Code::NoPages, "`pages` is empty").help("give a folder"));
    found.push(Diagnostic::new(
        Code::RepairedExample,
        Span::new(other, 0, 5),
        "a comma",
    ));
    found.sort();
    (sources, found)
}

fn add(sources: &mut SourceMap, name: &str, text: &str) -> FileId {
    sources.add(SourceFile {
        name: name.to_owned(),
        path: Path::new("docs").join(name),
        text: text.to_owned(),
        is_include: false,
    })
}

#[test]
fn findings_are_written_as_expected() {
    let (sources, found) = example();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema/render");
    let forms = [
        ("text", render(&sources, &found, Format::Text, Style::Plain)),
        ("styled", render(&sources, &found, Format::Text, Style::Styled)),
        ("short", render(&sources, &found, Format::Short, Style::Plain)),
        ("json", render(&sources, &found, Format::Json, Style::Plain)),
        ("github", render(&sources, &found, Format::Github, Style::Plain)),
        (
            "summary",
            format!("{}\n{}", summary(&found), summarize(&sources, &found)),
        ),
    ];
    golden::hold(|golden| {
        for (form, got) in forms {
            golden.file(&folder.join(format!("{form}.txt")), &got);
        }
    });
}

#[test]
fn no_form_lets_page_text_act() {
    let (sources, found) = example();
    for format in [
        Format::Text,
        Format::Short,
        Format::Json,
        Format::Github,
        Format::Sarif,
    ] {
        let text = render(&sources, &found, format, Style::Plain);
        assert!(!text.contains(['\u{1b}', '\u{202e}', '\r']), "{format:?}");
    }
    // One command for each finding: no text of a page begins a line.
    let commands = render(&sources, &found, Format::Github, Style::Plain);
    assert_eq!(commands.lines().count(), found.len());
    assert!(commands.lines().all(|line| line.starts_with("::")));
}

#[test]
fn sarif_points_at_rules_and_places() {
    let (sources, found) = example();
    let log: serde_json::Value =
        serde_json::from_str(&render(&sources, &found, Format::Sarif, Style::Plain)).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), found.len());
    for result in results {
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
    }
    let typo = results.iter().find(|it| it["ruleId"] == "unknown-type").unwrap();
    let place = &typo["locations"][0]["physicalLocation"];
    assert_eq!(
        place["artifactLocation"]["uri"],
        "docs/api-reference/v1.0/r%C3%A9sum%C3%A9%2C%20x.md"
    );
    assert_eq!(place["region"]["startLine"], 2);
    assert_eq!(place["region"]["startColumn"], 4);
    assert_eq!(place["region"]["endColumn"], 10);
}

#[test]
fn levels_drop_and_raise() {
    let (_, mut found) = example();
    assert_eq!(
        (found.count(Severity::Error), found.count(Severity::Note)),
        (1, 1)
    );
    found.retain(Severity::Warning);
    assert_eq!(found.count(Severity::Note), 0);
    assert_eq!(summary(&found), "1 error, 4 warnings in 2 pages");
}

/// Ten thousand findings, in a page of 10 MB that is one line and in one of many lines, are written in seconds even in
/// a debug build: the work for each does not grow with the page.
#[test]
fn many_findings_in_a_large_page() {
    for text in ["é ".repeat(3_500_000), "é rows\n".repeat(1_000_000)] {
        let mut sources = SourceMap::default();
        let page = add(&mut sources, "large.md", &text);
        let mut found = Diagnostics::default();
        for index in 0..10_000 {
            // A multiple of both pieces' lengths is a character's boundary.
            let at = index * 696;
            found.push(Diagnostic::new(
                Code::UnknownType,
                Span::new(page, at, at),
                "here",
            ));
        }
        let start = Instant::now();
        let rendered = render(&sources, &found, Format::Text, Style::Plain);
        assert!(rendered.len() < 10_000 * 2_000);
        assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    }
}
