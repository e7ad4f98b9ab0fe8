//! What `check` prints, for people and for programs.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::support::{arg, audit, audit_overrides, expect, pages_of};

#[test]
fn nothing_found_is_said() {
    let ran = expect(0, &["check", &audit(), "--overrides", &audit_overrides()]);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.ends_with("pages: nothing found\n"), "{}", ran.stderr);
    let ran = expect(
        0,
        &["check", &audit(), "--overrides", &audit_overrides(), "--quiet"],
    );
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
}

#[test]
fn an_absolute_path_is_shown_once_and_whole() {
    let pages = pages_of("unknown-type");
    let ran = expect(0, &["check", &pages]);
    let shown = pages.replace('\\', "/");
    assert!(
        ran.stdout.contains(&format!("--> {shown}/thing.md:17:2")),
        "{}",
        ran.stdout
    );
}

#[test]
fn every_format_for_programs_is_valid() {
    let pages = pages_of("unknown-type");
    let of = |format| expect(0, &["check", &pages, "--format", format]).stdout;

    let json: Value = serde_json::from_str(&of("json")).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 2);
    assert_eq!(json[0]["code"], "unknown-type");

    let sarif: Value = serde_json::from_str(&of("sarif")).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 2);

    let github = of("github");
    assert_eq!(github.lines().count(), 2);
    assert!(
        github.lines().all(|line| line.starts_with("::warning file=")),
        "{github}"
    );

    let short = of("short");
    for line in short.lines() {
        let (place, told) = line.split_once(": ").unwrap();
        let mut parts = place.rsplitn(3, ':');
        let (column, line_number) = (parts.next().unwrap(), parts.next().unwrap());
        assert!(
            column.parse::<u32>().is_ok() && line_number.parse::<u32>().is_ok(),
            "{line}"
        );
        assert!(told.starts_with("warning[unknown-type]: "), "{line}");
    }
}

#[test]
fn formats_for_programs_hold_nothing_where_nothing_is_found() {
    let (pages, overrides) = (audit(), audit_overrides());
    let of = |format| {
        expect(
            0,
            &["check", &pages, "--overrides", &overrides, "--format", format],
        )
    };
    assert_eq!(
        serde_json::from_str::<Value>(&of("json").stdout).unwrap(),
        Value::Array(Vec::new())
    );
    let sarif: Value = serde_json::from_str(&of("sarif").stdout).unwrap();
    assert_eq!(sarif["runs"][0]["results"], Value::Array(Vec::new()));
    assert_eq!(of("github").stdout, "");
    assert_eq!(of("short").stdout, "");
}

/// A page with very many findings, and one with few.
fn many() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut page = String::from("# many resource type\n\n## Properties\n\n|Property|Type|\n|:--|:--|\n");
    for index in 0..150 {
        let _ = writeln!(page, "|p{index}|String or Int32|");
    }
    fs::write(folder.path().join("many.md"), page).unwrap();
    let few = "# few resource type\n\n## Properties\n\n|Property|Type|\n|:--|:--|\n|a|[b](b.md)|\n";
    fs::write(folder.path().join("few.md"), few).unwrap();
    folder
}

#[test]
fn very_many_findings_are_told_by_kind() {
    let folder = many();
    let pages = arg(folder.path());
    let ran = expect(0, &["check", pages]);
    assert!(ran.stdout.lines().count() < 12, "{}", ran.stdout);
    assert!(
        ran.stdout
            .contains("    150       1  warning[unknown-type]: unknown type\n"),
        "{}",
        ran.stdout
    );
    assert!(
        ran.stderr.contains("2 pages: 151 warnings in 2 pages"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr
            .contains(&format!("graphdown check {pages} --only unknown-type")),
        "{}",
        ran.stderr
    );
    let all = expect(0, &["check", pages, "--all"]);
    assert_eq!(all.stdout.matches("warning[").count(), 151);
}

#[test]
fn only_shows_one_kind_and_the_rest_still_counts() {
    let folder = many();
    let pages = arg(folder.path());
    let ran = expect(0, &["check", pages, "--only", "external-type"]);
    assert_eq!(ran.stdout.matches("warning[").count(), 1);
    assert!(
        ran.stderr.contains("151 warnings in 2 pages; 1 shown"),
        "{}",
        ran.stderr
    );
    let ran = expect(0, &["check", pages, "--only", "unknown-type"]);
    assert_eq!(ran.stdout.matches("warning[unknown-type]").count(), 150);
    let arguments = [
        "check",
        pages,
        "--only",
        "external-type",
        "--deny",
        "unknown-type",
    ];
    assert_eq!(expect(1, &arguments).stdout.matches('[').count(), 2);
}

#[test]
fn a_limit_is_set_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let page = "# Get thing\n\nNamespace: microsoft.graph\n\nGets it.\n\n## HTTP request\n\n```http\nGET /a\nGET /b\nGET /c\n```\n\n\
                ## Response\n\nIf successful, returns `204 No Content`.\n";
    fs::write(folder.path().join("thing-get.md"), page).unwrap();
    let pages = arg(folder.path());
    let ran = expect(0, &["check", pages, "--limit", "requests=2"]);
    assert!(ran.stdout.contains("warning[over-limit]"), "{}", ran.stdout);
    assert!(ran.stdout.contains("`--limit requests=COUNT`"), "{}", ran.stdout);
    let ran = expect(0, &["check", pages]);
    assert!(!ran.stdout.contains("over-limit"), "{}", ran.stdout);

    let ran = expect(2, &["check", pages, "--limit", "request=2"]);
    assert!(
        ran.stderr.contains("`all-properties`, `requests`"),
        "{}",
        ran.stderr
    );
    let ran = expect(2, &["check", pages, "--limit", "requests"]);
    assert!(ran.stderr.contains("`requests=1000`"), "{}", ran.stderr);
}
