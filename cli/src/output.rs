//! Where text goes: what was asked for to standard output, all else to standard error. Both drop colours where nobody
//! sees them.

use std::fmt;
use std::io::{self, ErrorKind, IsTerminal as _, Write as _};

/// Writes what was asked for. A reader that has seen enough (`… | head`) is no failure.
pub(crate) fn print(text: &str) -> io::Result<()> {
    let mut stdout = anstream::stdout().lock();
    unless_closed(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
}

/// Writes bytes as they are.
pub(crate) fn print_bytes(bytes: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    unless_closed(stdout.write_all(bytes).and_then(|()| stdout.flush()))
}

fn unless_closed(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Tells a person something beside it. Where nobody listens there is nobody to tell that to.
pub(crate) fn tell(text: impl fmt::Display) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Whether a person is looking at standard error.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}
