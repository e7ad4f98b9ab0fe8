//! The reference application: an audit report over the client that `build.rs` generates from `schemas/audit`.
//!
//! It writes some records, reads them back and prints who asked for which remote action on which device: against
//! a local emulator of the same pages, or with `--base-url` and `--token` against the real service.

mod args;
mod audit;
mod calls;
mod report;
mod sample;
mod service;

/// The client, as `build.rs` wrote it into `OUT_DIR`.
pub mod graph {
    include!(concat!(env!("OUT_DIR"), "/graphdown/mod.rs"));
}

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::Args;
use crate::audit::Audit;
use crate::calls::Calls;
use crate::service::Service;

/// What can go wrong here is for a person to read.
type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: &Args) -> Result<(), Failure> {
    let service = Service::start(args).await?;
    let graph = service.client()?;
    let mut calls = Calls::default();

    let mut written = sample::Written::default();
    let audit = write_and_read(args, &graph, &mut written, &mut calls).await;
    // Whatever came of it, what was written is removed again.
    sample::remove(&graph, written, &mut calls).await?;

    anstream::print!("{}", report::render(&service, &audit?, &calls));
    service.stop().await
}

async fn write_and_read(
    args: &Args,
    graph: &graph::Client,
    written: &mut sample::Written,
    calls: &mut Calls,
) -> Result<Audit, Failure> {
    if !args.read_only {
        sample::write(graph, written, calls).await?;
    }
    Audit::read(graph, calls).await
}
