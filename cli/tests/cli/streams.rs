//! Colours, progress and pipes.

use std::io::Read as _;
use std::process::Stdio;

use crate::support::{Ran, audit, expect, graphdown, pages_of};

const ESCAPE: char = '\u{1b}';

#[test]
fn no_colours_and_no_progress_where_nobody_looks() {
    let pages = pages_of("unknown-type");
    let ran = expect(0, &["check", &pages]);
    assert!(!ran.stdout.contains(ESCAPE) && !ran.stderr.contains(ESCAPE));
    assert!(!ran.stderr.contains("reading pages"), "{}", ran.stderr);
    let ran = expect(2, &["check", "no/such/folder"]);
    assert!(!ran.stderr.contains(ESCAPE));
}

#[test]
fn colours_are_as_asked_for() {
    let pages = pages_of("unknown-type");
    let ran = expect(0, &["check", &pages, "--color", "always"]);
    assert!(ran.stdout.contains(ESCAPE));
    let forced = |arguments: &[&str], no_color: Option<&str>| -> Ran {
        let mut command = graphdown(arguments);
        command.env("CLICOLOR_FORCE", "1");
        if let Some(value) = no_color {
            command.env_remove("CLICOLOR_FORCE").env("NO_COLOR", value);
        }
        command.output().unwrap().into()
    };
    assert!(forced(&["check", &pages], None).stdout.contains(ESCAPE));
    assert!(
        !forced(&["check", &pages, "--color", "never"], None)
            .stdout
            .contains(ESCAPE)
    );
    assert!(!forced(&["check", &pages], Some("1")).stdout.contains(ESCAPE));
}

#[test]
fn formats_for_programs_have_no_colours() {
    let pages = pages_of("unknown-type");
    for format in ["short", "json", "github", "sarif"] {
        let ran = expect(0, &["check", &pages, "--color", "always", "--format", format]);
        assert!(!ran.stdout.contains(ESCAPE), "{format}");
    }
}

/// `graphdown schema … | head -1`
#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let (pages, warned) = (audit(), pages_of("unknown-type"));
    let verbs: [&[&str]; 5] = [
        &["schema", &pages],
        &["check", &warned],
        &["coverage", &pages],
        &["explain"],
        &["explain", "unknown-type"],
    ];
    for arguments in verbs {
        let mut child = graphdown(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{arguments:?} {told}");
        assert!(!told.contains("panicked") && !told.contains("error:"), "{told}");
    }
}

/// `graphdown check … 2>&1 | head -1`
#[test]
fn nobody_on_standard_error_is_no_failure() {
    let mut child = graphdown(&["check", &pages_of("unknown-type")])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
