//! What the tests of several crates have in common. No code that is shipped depends on it.
//!
//! * [`corpus`]: where the reference pages lie that are no part of the repository, and what becomes of a test without them.
//! * [`golden`]: expectations that are files, and their rewriting with `GRAPHDOWN_BLESS=1`.
//! * [`cargo()`]: cargo for a crate that a test has written, away from the settings of whoever runs the test.

mod cargo;
pub mod corpus;
pub mod golden;

use std::path::Path;

pub use cargo::cargo;

/// The root of the repository.
///
/// # Panics
///
/// If this crate was moved elsewhere.
pub fn repository() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors()
        .nth(2)
        .expect("the crate is two folders below the root")
}

/// Says on standard error that a test, or a part of it, was left out. `eprintln!` would not do: the test harness keeps what it
/// prints, and shows it only for a test that fails.
pub fn skipped(reason: &str) {
    use std::io::Write as _;
    // Where nobody listens, nobody is told.
    let _ = writeln!(std::io::stderr(), "SKIPPED: {reason}");
}
