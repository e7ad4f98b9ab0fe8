//! The real program over the pages of other tests.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The program with these arguments, away from whatever the caller's terminal and environment say.
pub(crate) fn graphdown(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_graphdown"));
    command
        .args(arguments)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("CLICOLOR")
        .stdin(Stdio::null());
    command
}

/// The program in the repository's root, where it finds the audit pages by itself.
pub(crate) fn in_repository(arguments: &[&str]) -> Command {
    let mut command = graphdown(arguments);
    command
        .current_dir(repository())
        .env_remove("GRAPHDOWN_PAGES")
        .env_remove("GRAPHDOWN_TOKEN");
    command
}

/// What a run gave.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub(crate) fn run(arguments: &[&str]) -> Ran {
    graphdown(arguments).output().unwrap().into()
}

/// Runs, and holds the exit code.
#[track_caller]
pub(crate) fn expect(code: i32, arguments: &[&str]) -> Ran {
    let ran = run(arguments);
    assert_eq!(
        ran.code,
        Some(code),
        "{arguments:?}\n{}\n{}",
        ran.stdout,
        ran.stderr
    );
    ran
}

/// Pages without a finding.
pub(crate) fn audit() -> String {
    repository().join("schemas/audit/pages").display().to_string()
}

/// The corrections that belong to them.
pub(crate) fn audit_overrides() -> String {
    repository()
        .join("schemas/audit/overrides.yaml")
        .display()
        .to_string()
}

/// Pages that bring out this code.
pub(crate) fn pages_of(code: &str) -> String {
    let cases = repository().join("codegen/tests/schema/diagnostics");
    cases.join(code).join("pages").display().to_string()
}

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A path as an argument.
pub(crate) fn arg(path: &Path) -> &str {
    path.to_str().unwrap()
}
