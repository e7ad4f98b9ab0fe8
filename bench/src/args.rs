//! The options.

use std::path::PathBuf;

use clap::Parser;

/// Measures graphdown against its limits and its peers, and writes BENCHMARKS.md.
///
/// Give it the machine alone where you can. Each figure is the median of runs that take turns with what they are
/// compared to.
#[derive(Parser)]
#[command(name = "graphdown-bench", version, max_term_width = 100)]
pub(crate) struct Args {
    /// Measure only the groups of this name; may be repeated. BENCHMARKS.md is not written
    #[arg(long, value_name = "GROUP")]
    pub(crate) only: Vec<String>,
    /// List the groups and what each measures
    #[arg(long)]
    pub(crate) list: bool,
    /// The folder that holds `v1.0` and `beta` pages; by default `$GRAPHDOWN_SHARED/corpus/2021/api-reference`, or the same
    /// in `../shared`
    #[arg(long, value_name = "DIR")]
    pub(crate) pages: Option<PathBuf>,
    /// Fewer runs: for a look, not for a claim. BENCHMARKS.md is not written
    #[arg(long)]
    pub(crate) quick: bool,
    /// Where crates are generated and built; by default beside this program
    #[arg(long, value_name = "DIR")]
    pub(crate) work: Option<PathBuf>,
}
