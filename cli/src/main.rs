//! The command line of graphdown. Each verb has a file below `commands`; all of them drive the same pipeline as
//! the build script's `Builder`.

mod args;
mod cli;
mod commands;
mod exit;
mod findings;
mod input;
mod output;
mod progress;
mod stale;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};
use clap_complete::CompleteEnv;
use graphdown_codegen::text::InertLines;

use crate::cli::{Cli, Command};
use crate::exit::UNUSABLE;

fn main() -> ExitCode {
    // Where a shell asks for completions, this answers and ends the program.
    CompleteEnv::with_factory(Cli::command).complete();
    let cli = Cli::parse();
    cli.global.color.write_global();
    let done = match &cli.command {
        Command::Check(args) => commands::check::run(&cli.global, args),
        Command::Coverage(args) => commands::coverage::run(&cli.global, args),
        Command::Schema(args) => commands::schema::run(&cli.global, args),
        Command::Examples(args) => commands::examples::run(&cli.global, args),
        Command::Generate(args) => commands::generate::run(&cli.global, args),
        Command::Emulate(args) => commands::emulate::run(&cli.global, args),
        Command::Call(args) => commands::call::run(&cli.global, args),
        Command::Completions(args) => commands::completions::run(args),
        Command::Facts(args) => commands::facts::run(args),
        Command::Explain(args) => commands::explain::run(args),
    };
    match done {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            let error = error.to_string();
            output::tell(format!(
                "{ERROR}error:{ERROR:#} {}",
                InertLines(&error),
                ERROR = cli::ERROR
            ));
            ExitCode::from(UNUSABLE)
        }
    }
}
