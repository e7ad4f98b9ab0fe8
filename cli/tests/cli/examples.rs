//! The report on the pages' examples.

use serde_json::Value;

use crate::support::{audit, expect, run};

fn faulty() -> String {
    let review = concat!(env!("CARGO_MANIFEST_DIR"), "/../review/tests/pages");
    review.to_owned()
}

#[test]
fn faults_are_told_and_are_no_failure() {
    let ran = expect(0, &["examples", &faulty()]);
    assert!(ran.stdout.contains("answer-in-an-envelope"), "{}", ran.stdout);
    assert!(ran.stderr.contains("--output report.md"), "{}", ran.stderr);
    let ran = expect(0, &["examples", &audit()]);
    assert_eq!(ran.stdout, "");
    assert!(ran.stderr.contains("0 faults"), "{}", ran.stderr);
}

#[test]
fn the_file_says_the_format() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).display().to_string();
    expect(0, &["examples", &faulty(), "-o", &file("report.md")]);
    let text = std::fs::read_to_string(file("report.md")).unwrap();
    assert!(text.starts_with("# Examples"), "{text}");
    expect(0, &["examples", &faulty(), "-o", &file("report.json")]);
    let text = std::fs::read_to_string(file("report.json")).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    assert!(json["contradictions"].as_u64().unwrap() > 10);
}

#[test]
fn one_kind_is_shown_in_full() {
    let ran = expect(0, &["examples", &faulty(), "--only", "value-of-another-type"]);
    assert_eq!(ran.stdout.lines().count(), 5, "{}", ran.stdout);
    let ran = run(&["examples", &faulty(), "--only", "no-such-kind"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("unknown-member"), "{}", ran.stderr);
}

#[test]
fn what_no_test_wrote_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("found");
    std::fs::write(&file, "no JSON\n").unwrap();
    let ran = run(&["examples", &faulty(), "--tested", &file.display().to_string()]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("not what the tests"), "{}", ran.stderr);
}
