//! The command line of graphdown.
fn main() {}
