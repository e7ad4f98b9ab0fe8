//! 0 done, 1 an error in the pages, 2 what cannot be done whatever the pages say.

use std::fs;

use graphdown_codegen::diag::Code;

use crate::support::{arg, audit, audit_overrides, expect, pages_of};

/// Each verb that reads pages, with what it needs to run to its end.
fn verbs(output: &str) -> [Vec<&str>; 4] {
    [
        vec!["check"],
        vec!["coverage"],
        vec!["schema"],
        vec!["generate", "--output", output],
    ]
}

#[test]
fn good_pages_are_done_and_warnings_too() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("client");
    for pages in [audit(), pages_of("unknown-type")] {
        for mut arguments in verbs(arg(&output)) {
            arguments.push(&pages);
            expect(0, &arguments);
        }
    }
}

#[test]
fn an_error_in_the_pages_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("client");
    let pages = pages_of("mixed-versions");
    for mut arguments in verbs(arg(&output)) {
        arguments.push(&pages);
        let ran = expect(1, &arguments);
        let told = format!("{}{}", ran.stdout, ran.stderr);
        assert!(told.contains("error[mixed-versions]"), "{told}");
    }
    assert!(!output.exists(), "nothing is written where a run fails");
    expect(1, &["emulate", &pages, "--port", "0"]);
}

#[test]
fn a_wrong_page_is_one_only_where_the_user_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("client");
    let pages = pages_of("no-name-column");
    for mut arguments in verbs(arg(&output)) {
        arguments.extend([pages.as_str(), "--deny", "no-name-column"]);
        let ran = expect(1, &arguments);
        let told = format!("{}{}", ran.stdout, ran.stderr);
        assert!(
            told.contains("error[no-name-column]") && told.contains("thing.md:14:1"),
            "{told}"
        );
    }
    assert!(!output.exists(), "nothing is written where a run fails");
    for mut arguments in verbs(arg(&output)) {
        arguments.push(&pages);
        expect(0, &arguments);
    }
}

#[test]
fn denied_warnings_are_errors_and_allowed_ones_nothing() {
    let pages = pages_of("unknown-type");
    expect(1, &["check", &pages, "--deny", "warnings"]);
    expect(1, &["check", &pages, "--deny", "unknown-type"]);
    let ran = expect(
        0,
        &["check", &pages, "--deny", "warnings", "--allow", "unknown-type"],
    );
    assert_eq!(ran.stdout, "");
}

#[test]
fn what_is_no_code_is_told_with_the_nearest() {
    let pages = audit();
    for option in ["--deny", "--warn", "--allow", "--only"] {
        let ran = expect(2, &["check", &pages, option, "unkown-type"]);
        assert!(
            ran.stderr.contains("did you mean `unknown-type`?"),
            "{}",
            ran.stderr
        );
    }
    expect(2, &["explain", "nothing-like-any"]);
}

#[test]
fn what_makes_a_run_meaningless_cannot_be_allowed() {
    for code in ["no-pages", "unreadable-folder", "bad-yaml", "unused-override"] {
        let ran = expect(2, &["check", &audit(), "--allow", code]);
        let told = format!("`{code}` makes a run meaningless");
        assert!(ran.stderr.contains(&told), "{}", ran.stderr);
    }
}

#[test]
fn every_finding_about_pages_can_be_raised_and_lowered() {
    let fatal = ["no-pages", "unreadable-folder", "bad-yaml", "unused-override"];
    for code in Code::ALL.iter().map(|code| code.name()) {
        if !fatal.contains(&code) {
            expect(0, &["check", &audit(), "--allow", code]);
        }
        expect(0, &["check", &audit(), "--warn", code]);
        expect(0, &["check", &audit(), "--deny", code]);
    }
    let pages = pages_of("mixed-versions");
    expect(0, &["check", &pages, "--warn", "mixed-versions"]);
    expect(0, &["check", &pages, "--allow", "mixed-versions"]);
}

#[test]
fn what_is_not_there_is_a_matter_of_usage() {
    for verb in ["check", "coverage", "schema"] {
        let ran = expect(2, &[verb, "no/such/folder"]);
        assert!(
            ran.stderr.contains("`no/such/folder` cannot be read"),
            "{}",
            ran.stderr
        );
        let ran = expect(2, &[verb]);
        assert!(ran.stderr.contains("<PAGES>"), "{}", ran.stderr);
    }
    let ran = expect(2, &["check", &audit(), "--overrides", "no/such/file.yaml"]);
    assert!(
        ran.stderr.contains("`no/such/file.yaml` cannot be read"),
        "{}",
        ran.stderr
    );
    expect(2, &["no-such-verb"]);
}

#[test]
fn an_empty_folder_is_an_error_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let ran = expect(1, &["check", arg(folder.path())]);
    assert!(ran.stdout.contains("error[no-pages]"), "{}", ran.stdout);
}

#[test]
fn one_page_is_enough() {
    let page = format!("{}/thing.md", pages_of("unknown-type"));
    let ran = expect(0, &["check", &page]);
    assert!(ran.stderr.starts_with("1 page: 2 warnings"), "{}", ran.stderr);
}

#[test]
fn a_schema_stands_for_its_pages() {
    let folder = tempfile::tempdir().unwrap();
    let (audit, overrides) = (audit(), audit_overrides());
    let from_pages = ["schema", &audit, "--overrides", &overrides];
    for ending in ["yaml", "json"] {
        let file = folder.path().join(format!("schema.{ending}"));
        expect(0, &[&from_pages[..], &["--output", arg(&file)]].concat());
        let read = expect(0, &["schema", arg(&file)]).stdout;
        assert_eq!(read, expect(0, &from_pages).stdout);
        expect(0, &["check", arg(&file)]);
    }
    let file = folder.path().join("schema.yaml");
    expect(2, &["check", arg(&file), &audit]);
    fs::write(&file, "types: [").unwrap();
    let ran = expect(1, &["check", arg(&file)]);
    assert!(ran.stdout.contains("error[bad-yaml]"), "{}", ran.stdout);
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letter.txt"), "Dear").unwrap();
    let ran = expect(2, &["generate", &audit(), "--output", arg(folder.path())]);
    assert!(
        ran.stderr.contains("was not written by graphdown"),
        "{}",
        ran.stderr
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn explain_gives_a_codes_page_and_lists_all() {
    let ran = expect(0, &["explain", "unknown-type"]);
    assert!(
        ran.stdout.starts_with("# unknown-type\n") && ran.stdout.contains("## What to do"),
        "{}",
        ran.stdout
    );
    let list = expect(0, &["explain"]).stdout;
    let codes = graphdown_codegen::diag::Code::ALL;
    assert_eq!(list.lines().count(), codes.len());
    assert!(
        codes
            .iter()
            .zip(list.lines())
            .all(|(code, line)| line.starts_with(code.name()))
    );
}
