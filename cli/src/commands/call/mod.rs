//! `graphdown call`: one documented call, answered here as the pages say, or by a service.

mod args;
mod list;
mod operation;
mod request;
mod send;
mod show;

use graphdown_codegen::pipeline;
use graphdown_emulator::{Emulator, log::Entry};

pub(crate) use args::{Call, METHODS};

use crate::args::{Global, Pages};
use crate::find_pages;
use crate::run::{self, Failure};
use crate::{DONE, FAILED};

pub(crate) fn run(global: &Global, args: &Call) -> Result<u8, Failure> {
    let pages = pages(args)?;
    let front = run::read(global, &pages, pipeline::read)?;
    if front.diagnostics.has_errors() && run::report(global, &pages, &front) {
        return Ok(FAILED);
    }
    let version = front.schema.api_version.clone();
    let tells = !global.quiet && args.base_url.is_none();
    let emulator = Emulator::new(front.schema)
        .answer_with_examples(true)
        .log(move |entry: &Entry| {
            if tells {
                show::notes(entry);
            }
        });
    if let Some(prefix) = &args.list {
        list::print(&emulator, prefix)?;
        return Ok(DONE);
    }
    let operation = operation::find(&emulator, args)?;
    let request = request::build(&operation, &version, args)?;
    if !global.quiet {
        show::request(&operation, &request, args.base_url.is_none());
    }
    let response = match &args.base_url {
        None => emulator.answer(request),
        Some(_) => send::over_network(request)?,
    };
    show::response(global, &response)?;
    let status = response.status();
    if [401, 403].contains(&status.as_u16()) {
        show::permissions(&operation);
    }
    // Reports are answered with the address of a file: a redirection is no refusal.
    let succeeded = status.is_success() || status.is_redirection();
    Ok(if succeeded { DONE } else { FAILED })
}

fn pages(args: &Call) -> Result<Pages, Failure> {
    let mut pages = find_pages::find(&args.pages)?;
    pages.overrides.extend(args.overrides.iter().cloned());
    pages.api_version.clone_from(&args.api_version);
    Ok(pages)
}
