//! `graphdown emulate`: a local server that answers as the pages say.

use std::pin::pin;

use graphdown_codegen::pipeline;
use graphdown_emulator::{Emulator, Source, log::Entry};

use crate::args::{Emulate, Global};
use crate::output::{print, tell};
use crate::run::{self, Failure};
use crate::{DONE, FAILED};

pub(crate) fn run(global: &Global, args: &Emulate) -> Result<u8, Failure> {
    let front = run::read(global, &args.pages, pipeline::read)?;
    if run::report(global, &args.pages, &front) {
        return Ok(FAILED);
    }
    let quiet = global.quiet;
    let emulator = Emulator::new(front.schema)
        .require_token(!args.no_auth)
        .log(move |entry: &Entry| {
            if !quiet {
                tell(entry);
            }
        });
    if !quiet {
        list(&emulator);
    }
    tokio::runtime::Runtime::new()?.block_on(serve(emulator, args))?;
    Ok(DONE)
}

/// Serves until the user breaks it off.
async fn serve(emulator: Emulator, args: &Emulate) -> Result<(), Failure> {
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
    // Standard output has the address and nothing else, for scripts that wait for it.
    print(&format!("{}\n", running.base_url()))?;
    tell("serving; Ctrl-C ends it");
    if !args.no_auth {
        tell("calls need a bearer token; `--no-auth` serves without");
    }
    interrupted.await?;
    running.shutdown().await?;
    Ok(())
}

/// What is served, and where each answer comes from.
fn list(emulator: &Emulator) {
    for served in emulator.operations() {
        let source = match served.source {
            Source::Store => "stored",
            Source::Handler => "handled",
            Source::Example => "example of the page",
            _ => "empty value",
        };
        let operation = served.operation;
        tell(format!("{:<6} {}  ({source})", operation.method, operation.path));
    }
}
