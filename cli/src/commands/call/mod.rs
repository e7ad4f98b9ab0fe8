//! `graphdown call`: one documented call, answered here as the pages say, or by a service.

mod args;
mod colored;
mod complete;
mod find_pages;
mod list;
mod offered;
mod operation;
mod request;
mod send;
mod show;

use std::sync::{Arc, OnceLock};

use graphdown_codegen::pipeline;
use graphdown_codegen::schema::Schema;
use graphdown_emulator::{Emulator, log::Entry};

pub(crate) use args::Call;

use crate::args::{Global, Pages};
use crate::exit::{DONE, FAILED, Failure};
use crate::{findings, input};

pub(crate) fn run(global: &Global, args: &Call) -> Result<u8, Failure> {
    let pages = pages(args)?;
    let front = input::read(global, &pages, pipeline::read)?;
    if front.diagnostics.has_errors() && findings::report(global, &pages, &front) {
        return Ok(FAILED);
    }
    let version = front.schema.api_version.clone();
    // Another page might answer better than the one that the caller chose, so only that one is kept for the answer.
    let whole = args.page.is_some().then(|| front.schema.clone());
    let logged = Logged::default();
    let emulator = emulator(front.schema, &logged);
    if let Some(prefix) = &args.list {
        list::print(&emulator, prefix)?;
        return Ok(DONE);
    }
    let operation = operation::find(&emulator, args)?;
    let request = request::build(&operation, &version, args)?;
    if !global.quiet {
        show::request(&operation, &request, args.base_url.is_none());
    }
    let response = match (&args.base_url, whole) {
        (Some(_), _) => send::over_network(request)?,
        (None, None) => emulator.answer(request),
        (None, Some(mut schema)) => {
            schema.operations.retain(|it| it.page == operation.operation.page);
            self::emulator(schema, &logged).answer(request)
        }
    };
    if let (false, Some(entry)) = (global.quiet, logged.get()) {
        show::notes(&operation, entry);
    }
    show::response(global, &response)?;
    let status = response.status();
    if [401, 403].contains(&status.as_u16()) {
        show::permissions(&operation);
    }
    // Reports are answered with the address of a file: a redirection is no refusal.
    let succeeded = status.is_success() || status.is_redirection();
    Ok(if succeeded { DONE } else { FAILED })
}

/// What the emulator tells of the one call.
type Logged = Arc<OnceLock<Entry>>;

fn emulator(schema: Schema, logged: &Logged) -> Emulator {
    let logged = Arc::clone(logged);
    Emulator::new(schema)
        .answer_with_examples(true)
        .log(move |entry: &Entry| {
            logged.get_or_init(|| entry.clone());
        })
}

fn pages(args: &Call) -> Result<Pages, Failure> {
    let mut pages = find_pages::find(&args.pages)?;
    pages.overrides.extend(args.overrides.iter().cloned());
    pages.api_version.clone_from(&args.api_version);
    pages.service.clone_from(&args.service);
    Ok(pages)
}
