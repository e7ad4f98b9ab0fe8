//! Adds up what tests of documented examples have found.
//!
//! ```text
//! GRAPHDOWN_EXAMPLES_REPORT=/tmp/found cargo test --no-fail-fast    # in a crate of `graphdown generate --examples`
//! cargo run -p graphdown-runtime --features examples --example examples_report /tmp/found
//! ```

use std::{env, error::Error, fs};

use graphdown_runtime::examples::Report;

fn main() -> Result<(), Box<dyn Error>> {
    let mut report = Report::default();
    for path in env::args_os().skip(1) {
        report
            .outcomes
            .extend(Report::read(&fs::read_to_string(path)?)?.outcomes);
    }
    println!("{report}");
    Ok(())
}
