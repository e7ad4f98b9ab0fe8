//! The documented methods and paths, one in a line, for people and for scripts.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;

use graphdown_codegen::diag::counted;
use graphdown_emulator::Emulator;

use super::offered::offered;
use crate::output;

/// Prints those whose path begins with `prefix`, whatever its case, and tells how many are left out because they do not
/// belong on a command line.
pub(super) fn print(emulator: &Emulator, prefix: &str) -> io::Result<()> {
    let begins = |path: &str| {
        path.get(..prefix.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(prefix))
    };
    let mut lines = BTreeSet::new();
    let mut left_out = BTreeSet::new();
    for served in emulator.operations() {
        let (path, method) = (&served.operation.path, &served.operation.method);
        match offered(path) {
            Some(path) if begins(&path) => {
                lines.insert((path, method.clone()));
            }
            None if begins(path) => {
                left_out.insert(path.clone());
            }
            _ => {}
        }
    }
    let mut text = String::new();
    for (path, method) in lines {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{method:<6} {path}");
    }
    output::print(&text)?;
    if !left_out.is_empty() {
        output::tell(format!(
            "{} left out: the client does not take them, or a shell would act on them; `graphdown check` tells more",
            counted(left_out.len(), "path")
        ));
    }
    Ok(())
}
