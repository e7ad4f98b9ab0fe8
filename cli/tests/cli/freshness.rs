//! `--check` of `schema` and `generate`: what CI runs.

use std::fmt::Write as _;
use std::fs;

use crate::support::{arg, audit, expect};

#[test]
fn a_schema_is_current_or_shows_what_differs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("schema.yaml");
    let pages = audit();
    let arguments = ["schema", &pages, "--output", arg(&file), "--check"];
    expect(1, &arguments);
    assert!(!file.exists(), "--check writes nothing");
    expect(0, &arguments[..4]);
    assert_eq!(expect(0, &arguments).stderr, "");

    let text = fs::read_to_string(&file).unwrap();
    let (first, rest) = text.split_once("kind: ").unwrap();
    let edited = format!("{first}kind: odd\n{rest}");
    fs::write(&file, &edited).unwrap();
    let ran = expect(1, &arguments);
    assert!(
        ran.stderr
            .contains("is not current; the same command without --check"),
        "{}",
        ran.stderr
    );
    assert!(
        ran.stderr
            .lines()
            .any(|line| line.starts_with('-') && line.ends_with("kind: odd")),
        "{}",
        ran.stderr
    );
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        edited,
        "--check writes nothing"
    );
}

#[test]
fn a_crate_is_current_or_shows_what_differs() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("client");
    let pages = audit();
    let arguments = ["generate", &pages, "--output", arg(&output), "--check"];
    expect(1, &arguments);
    assert!(!output.exists(), "--check writes nothing");
    expect(0, &arguments[..4]);
    expect(0, &arguments);
    let again = expect(0, &arguments[..4]);
    assert!(
        again.stderr.contains("0 files written, 0 removed"),
        "{}",
        again.stderr
    );

    let lib = output.join("src/lib.rs");
    let mut text = fs::read_to_string(&lib).unwrap();
    for index in 0..500 {
        let _ = writeln!(text, "// by hand {index}");
    }
    fs::write(&lib, &text).unwrap();
    let ran = expect(1, &arguments);
    assert!(
        ran.stderr.contains("src/lib.rs: differs at line") && ran.stderr.contains("-// by hand 0"),
        "{}",
        ran.stderr
    );
    assert!(ran.stderr.contains("more lines"), "{}", ran.stderr);
    assert!(ran.stderr.lines().count() < 150, "a difference is cut");
}

/// What lies on the disk may be anybody's: it does not act on a terminal, and line ends that git changed are named.
#[test]
fn a_difference_is_readable_and_inert() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("client");
    let pages = audit();
    let arguments = ["generate", &pages, "--output", arg(&output), "--check"];
    expect(0, &arguments[..4]);
    let lib = output.join("src/lib.rs");
    let text = fs::read_to_string(&lib).unwrap();

    fs::write(&lib, text.replace('\n', "\r\n")).unwrap();
    let ran = expect(1, &arguments);
    assert!(
        ran.stderr.contains("src/lib.rs: its lines end in CR LF"),
        "{}",
        ran.stderr
    );

    fs::write(&lib, format!("\u{1b}]0;title\u{7}\u{202e}\n::error::x\n{text}")).unwrap();
    let ran = expect(1, &arguments);
    let acts = |it: char| it != '\n' && graphdown_codegen::text::acts(it);
    assert!(!ran.stderr.contains(acts), "{:?}", ran.stderr);
    assert!(ran.stderr.contains("-\\u{1b}]0;title"), "{}", ran.stderr);
    let is_command = |line: &str| line.trim_start().starts_with("::");
    assert!(!ran.stderr.lines().any(is_command), "{}", ran.stderr);
    let changed = |line: &&str| line.starts_with(['-', '+']);
    assert_eq!(ran.stderr.lines().filter(changed).count(), 2, "{}", ran.stderr);
}

#[test]
fn check_without_a_file_makes_no_sense() {
    expect(2, &["schema", &audit(), "--check"]);
}
