//! The documented methods and paths, one in a line, for people and for scripts.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;

use graphdown_emulator::Emulator;

use crate::inert::Inert;
use crate::output;

/// Prints those whose path begins with `prefix`, whatever its case.
pub(super) fn print(emulator: &Emulator, prefix: &str) -> io::Result<()> {
    let begins = |path: &str| {
        path.get(..prefix.len())
            .is_some_and(|it| it.eq_ignore_ascii_case(prefix))
    };
    let served = emulator.operations();
    let lines: BTreeSet<(&str, &str)> = served
        .iter()
        .map(|it| (it.operation.path.as_str(), it.operation.method.as_str()))
        .filter(|(path, _)| begins(path))
        .collect();
    let mut text = String::new();
    for (path, method) in lines {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{method:<6} {}", Inert(path));
    }
    output::print(&text)
}
