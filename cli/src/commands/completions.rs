//! `graphdown completions`: what makes a shell ask this program how a word goes on.

use clap_complete::env::{Bash, Elvish, EnvCompleter, Fish, Powershell, Zsh};

use crate::DONE;
use crate::args::{Completions, Shell};
use crate::output::print_bytes;
use crate::run::Failure;

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
