//! `graphdown emulate`: a local server that answers as the pages say.

use graphdown_emulator::{Emulator, Source, log::Entry};

use crate::args::{Emulate, Global};
use crate::run::{self, Failure};
use crate::{DONE, FAILED};

pub(crate) fn run(global: &Global, args: &Emulate) -> Result<u8, Failure> {
    let front = run::read(global, &args.pages)?;
    if run::report(global, &args.pages, &front)? {
        return Ok(FAILED);
    }
    let quiet = global.quiet;
    let emulator = Emulator::new(front.schema)
        .require_token(!args.no_auth)
        .log(move |entry: &Entry| {
            if !quiet {
                anstream::eprintln!("{entry}");
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
    let running = emulator.serve(([127, 0, 0, 1], args.port)).await?;
    // Standard output has the address and nothing else, for scripts that wait for it.
    println!("{}", running.base_url());
    anstream::eprintln!("serving; Ctrl-C ends it");
    if !args.no_auth {
        anstream::eprintln!("calls need a bearer token; `--no-auth` serves without");
    }
    tokio::signal::ctrl_c().await?;
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
        anstream::eprintln!("{:<6} {}  ({source})", operation.method, operation.path);
    }
}
