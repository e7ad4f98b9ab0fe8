//! The options.

use clap::Parser;

/// Prints which remote actions were asked for, by whom, on which device and in what state.
///
/// Without options it runs against an emulator of the audit pages that it starts in the same process.
#[derive(Parser)]
#[command(name = "audit-report", version, max_term_width = 100)]
pub(crate) struct Args {
    /// The address of a real service, version and all: <https://graph.microsoft.com/beta>
    #[arg(long, requires = "token", value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// The bearer token for it
    #[arg(
        long,
        requires = "base_url",
        env = "GRAPH_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN"
    )]
    pub(crate) token: Option<String>,
    /// Write no sample records (they are removed again at the end)
    #[arg(long)]
    pub(crate) read_only: bool,
}
