//! The documented methods and paths, one in a line, for people and for scripts.

use std::collections::BTreeSet;
use std::io::{self, Write as _};

use graphdown_emulator::Emulator;

use crate::inert::Inert;

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
    let mut stdout = io::stdout().lock();
    for (path, method) in lines {
        writeln!(stdout, "{method:<6} {}", Inert(path))?;
    }
    Ok(())
}
