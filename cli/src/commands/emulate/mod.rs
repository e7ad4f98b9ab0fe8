//! `graphdown emulate`: a local server that answers as the pages say.

mod served;
mod welcome;

use std::pin::pin;

use clap::Args;
use graphdown_codegen::pipeline;
use graphdown_emulator::{Emulator, log::Entry, token};

use crate::args::{Global, Pages};
use crate::exit::{DONE, FAILED, Failure};
use crate::output::{print, tell};
use crate::{findings, input};

#[derive(Args)]
pub(crate) struct Emulate {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// The port to listen on, on this machine only; 0 takes a free one
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Answer calls without a token too; otherwise each needs a bearer token that holds a documented permission
    #[arg(long)]
    pub(crate) no_auth: bool,
    /// Answer for items and lists that were never created, too, with the examples of the pages
    #[arg(long)]
    pub(crate) examples: bool,
    /// Take properties and members that the pages do not list, and say so in the log
    #[arg(long)]
    pub(crate) lenient: bool,
    /// Take calls for this host, too, and from its pages, as `graph.test` or `graph.test:8080`; otherwise only those for
    /// localhost or 127.0.0.1 at the own port. May be given several times
    #[arg(long, value_name = "HOST")]
    pub(crate) allow_host: Vec<String>,
    /// Serve nothing; print a token with these delegated permissions
    #[arg(long, value_name = "PERMISSION", num_args = 1.., value_delimiter = ',')]
    pub(crate) print_token: Vec<String>,
}

pub(crate) fn run(global: &Global, args: &Emulate) -> Result<u8, Failure> {
    if !args.print_token.is_empty() {
        let permissions: Vec<&str> = args.print_token.iter().map(String::as_str).collect();
        print(&format!("{}\n", token::delegated(&permissions)))?;
        return Ok(DONE);
    }
    let front = input::read(global, &args.pages, pipeline::read)?;
    if findings::report(global, &args.pages, &front) {
        return Ok(FAILED);
    }
    let quiet = global.quiet;
    let emulator = Emulator::new(front.schema)
        .require_token(!args.no_auth)
        .answer_with_examples(args.examples)
        .lenient(args.lenient)
        .log(move |entry: &Entry| {
            if !quiet {
                tell(entry);
            }
        });
    let emulator = args
        .allow_host
        .iter()
        .fold(emulator, |it, host| it.allow_host(host));
    let runtime = tokio::runtime::Runtime::new()?;
    let served = runtime.block_on(serve(global, emulator, args));
    // An answer that is still being made is for nobody: who ends the program does not wait for it.
    runtime.shutdown_background();
    served.map(|()| DONE)
}

/// Serves until the user breaks it off.
async fn serve(global: &Global, emulator: Emulator, args: &Emulate) -> Result<(), Failure> {
    let operations = emulator.operations();
    let table = served::table(&operations);
    let first_call = welcome::first_call(&operations);
    let port = args.port;
    let running = emulator.serve(([127, 0, 0, 1], port)).await.map_err(|error| {
        format!("port {port} cannot be served: {error}\nchoose another with --port; 0 takes a free one")
    })?;
    // Heeded before anybody can know that the server is up: a script may end it at once.
    let mut interrupted = pin!(tokio::signal::ctrl_c());
    tokio::select! {
        biased;
        _ = &mut interrupted => {}
        () = std::future::ready(()) => {}
    }
    if !global.quiet {
        let next = welcome::text(first_call.as_ref(), &running.base_url(), !args.no_auth);
        tell(format!("{table}\n\n{next}"));
    }
    // Last, as scripts wait for it. Standard output has the address and nothing else.
    print(&format!("{}\n", running.base_url()))?;
    interrupted.await?;
    running.shutdown().await?;
    Ok(())
}
