//! The options of `graphdown call`.

use std::path::PathBuf;

use clap::Args;
use clap_complete::ArgValueCompleter;
use graphdown_codegen::dialect::http::METHODS;

use super::{complete, find_pages};

const EXAMPLES: &str = "\
Examples:
  graphdown call --list /deviceManagement                        what can be called
  graphdown call POST /deviceManagement/remoteActionAudits --example
  graphdown call GET '/users/{id}' --example=2                   the second request that the page shows
  graphdown call GET /users --query '$top=5' --query '$select=id'
  graphdown call PATCH /users/42 --body changes.json
  graphdown call GET /me --scope User.Read                       is this permission enough?
  graphdown call GET /me --base-url https://graph.microsoft.com/v1.0

Without --base-url the call is answered here, as the pages say, and nothing is sent anywhere.
Exit codes: 0 the call succeeded, 1 it was refused, 2 usage, pages that cannot be read, or no answer.";

/// Make one documented call.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Call {
    /// The method
    #[arg(required_unless_present = "list", value_parser = METHODS, ignore_case = true, value_name = "METHOD")]
    pub(super) method: Option<String>,
    /// The path: as documented, with its placeholders or with values for them; a whole address does too
    #[arg(required_unless_present = "list", value_name = "PATH", add = ArgValueCompleter::new(complete::paths))]
    pub(super) path: Option<String>,
    /// Send what the page shows: its query, headers and body; with =N its N-th request
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "1")]
    pub(super) example: Option<usize>,
    /// Where several pages document the call, the one that speaks for it: its file's name, or the whole path
    #[arg(long, value_name = "NAME")]
    pub(super) page: Option<String>,
    /// Send this file as the body; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(super) body: Option<PathBuf>,
    /// Add a query option, such as `$top=5`; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    pub(super) query: Vec<String>,
    /// Add a header; may be given several times
    #[arg(short = 'H', long = "header", value_name = "NAME: VALUE")]
    pub(super) headers: Vec<String>,
    /// Call this service instead of answering here
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    /// The access token; a service gets that of `GRAPHDOWN_TOKEN`, where nobody else can read it, unless this is given
    #[arg(long, value_name = "TOKEN", conflicts_with = "scope")]
    pub(super) token: Option<String>,
    /// Answer here as for a user who granted this permission only; may be given several times
    #[arg(long, value_name = "PERMISSION", conflicts_with = "base_url")]
    pub(super) scope: Vec<String>,
    /// Make no call: print the documented methods and paths, those that begin with PREFIX
    #[arg(long, value_name = "PREFIX", num_args = 0..=1, default_missing_value = "")]
    pub(super) list: Option<String>,
    /// Folders of pages, or a `schema.yaml`; by default `schemas/*/pages`, else `pages`
    #[arg(long, value_name = "DIR", env = find_pages::VARIABLE)]
    pub(super) pages: Vec<PathBuf>,
    /// Correct what the pages say by this file; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) overrides: Vec<PathBuf>,
    /// What is set of the service (docs/service.md)
    #[arg(long, value_name = "FILE")]
    pub(super) service: Option<PathBuf>,
    /// Keep this API version where the pages hold several
    #[arg(long, value_name = "VERSION")]
    pub(super) api_version: Option<String>,
}
