//! `graphdown completions`: what makes a shell ask this program how a word goes on.

use clap::{Args, ValueEnum};
use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Zsh};

use crate::exit::{DONE, Failure};
use crate::output::print_bytes;

const COMPLETIONS: &str = "\
Add this to the file that your shell reads at its start:
  bash        source <(graphdown completions bash)
  zsh         source <(graphdown completions zsh)
  fish        graphdown completions fish | source
  powershell  graphdown completions powershell | Out-String | Invoke-Expression

Documented paths are read from `schemas/*/pages`, `pages`, --pages or GRAPHDOWN_PAGES, as `graphdown call` does.";

#[derive(Args)]
#[command(after_help = COMPLETIONS)]
pub(crate) struct Completions {
    /// The shell
    pub(crate) shell: Shell,
}

#[derive(Clone, Copy, ValueEnum, PartialEq, Eq)]
pub(crate) enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

/// Prints the registration. It asks the program by its name each time, so that documented paths are completed from
/// the pages as they are now.
pub(crate) fn run(args: &Completions) -> Result<u8, Failure> {
    let shell: &dyn EnvCompleter = match args.shell {
        Shell::Bash => &Bash,
        Shell::Elvish => &Elvish,
        Shell::Fish => &Fish,
        Shell::Powershell => &Powershell,
        Shell::Zsh => &Zsh,
    };
    let mut script = Vec::new();
    let program = "graphdown";
    shell.write_registration("COMPLETE", program, program, program, &mut script)?;
    print_bytes(&script)?;
    Ok(DONE)
}
