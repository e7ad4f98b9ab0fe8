//! `graphdown generate`: a crate with a typed client.

use std::path::{Component, Path, PathBuf};

use clap::Args;
use graphdown_codegen::emit::{Origin, Package, Runtime, Target};
use graphdown_codegen::pipeline::{self, Parts};
use graphdown_codegen::slice::Selection;
use graphdown_codegen::write::Mode;

use crate::args::{Global, Pages};
use crate::exit::{DONE, FAILED, Failure};
use crate::output::tell;
use crate::{findings, input, stale};

#[derive(Args)]
pub(crate) struct Generate {
    #[command(flatten)]
    pub(crate) pages: Pages,
    /// The crate's folder: new, empty, or written by graphdown before
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Write only this and what comes with it: a type (`user`), an operation (`GET /users/{id}`), paths
    /// (`/users/**`), or a glob (`remote*`); may be given several times
    #[arg(long, value_name = "PATTERN")]
    pub(crate) include: Vec<String>,
    /// Write only the operations below this first segment of paths, and what comes with them
    #[arg(long, value_name = "SEGMENT")]
    pub(crate) area: Vec<String>,
    /// The crate's name
    #[arg(long, value_name = "NAME", default_value = "graphdown-client")]
    pub(crate) name: String,
    /// Where the crate finds graphdown-runtime: the path of a checkout's `runtime` folder, or a published version; by
    /// default this program's own version
    #[arg(long, value_name = "PATH|VERSION")]
    pub(crate) runtime: Option<String>,
    /// Where the pages are from, for the crate's README: an address or a name
    #[arg(long, value_name = "TEXT")]
    pub(crate) source: Option<String>,
    /// The pages' licence, whose words become the documentation: an SPDX expression, as CC-BY-4.0 for Microsoft
    /// Graph's reference
    #[arg(long, value_name = "SPDX")]
    pub(crate) license: Option<String>,
    /// Write a test for each documented example, too: `cargo test` in the crate runs them
    #[arg(long)]
    pub(crate) examples: bool,
    /// Write nothing; show the difference and exit with 1 where the crate is not current
    #[arg(long)]
    pub(crate) check: bool,
}

pub(crate) fn run(global: &Global, args: &Generate) -> Result<u8, Failure> {
    let mut front = input::read(global, &args.pages, pipeline::read)?;
    let mut model = None;
    if !front.diagnostics.has_errors() {
        let parts = Parts {
            selection: Selection {
                include: args.include.clone(),
                areas: args.area.clone(),
            },
            examples: args.examples,
        };
        model = pipeline::model(&mut front, &parts)?;
    }
    let failed = findings::report(global, &args.pages, &front);
    let Some(model) = model.filter(|_| !failed) else {
        return Ok(FAILED);
    };

    let mode = if args.check { Mode::Check } else { Mode::Write };
    let target = Target::Crate(Package {
        name: args.name.clone(),
        runtime: runtime(args)?,
        origin: Origin {
            source: args.source.clone(),
            license: args.license.clone(),
        },
    });
    let written = pipeline::write(&model, &target, &args.output, mode)?;
    if args.check && !written.is_current() {
        stale::tell(&args.output, &written);
        return Ok(FAILED);
    }
    if !global.quiet {
        tell(format!("{}: {written}", args.output.display()));
    }
    // The program ends here: the system takes memory back faster than it is given back piece by piece.
    std::mem::forget((front, model));
    Ok(DONE)
}

/// A version as given, or a path relative to the crate that is written: what is committed holds no absolute path
/// unless the user gave one. By default this program's own version: a path to the checkout that it was built from may
/// belong to somebody else where the program was handed on.
fn runtime(args: &Generate) -> Result<Runtime, Failure> {
    let Some(given) = &args.runtime else {
        return Ok(Runtime::Version(env!("CARGO_PKG_VERSION").to_owned()));
    };
    let looks_like_path = given.contains(['/', '\\']) || Path::new(given).is_dir();
    if !looks_like_path {
        return Ok(Runtime::Version(given.clone()));
    }
    let path = Path::new(given);
    if path.is_absolute() {
        return Ok(Runtime::Path(given.replace('\\', "/")));
    }
    Ok(Runtime::Path(relative(path, &args.output)?))
}

/// The way from one folder to another, with `/`; neither needs to exist.
fn relative(to: &Path, from: &Path) -> Result<String, Failure> {
    let (to, from) = (absolute(to)?, absolute(from)?);
    let to: Vec<_> = to.components().collect();
    let from: Vec<_> = from.components().collect();
    if to.first() != from.first() {
        // Two drives: there is no relative way.
        return Ok(to
            .iter()
            .collect::<PathBuf>()
            .to_string_lossy()
            .replace('\\', "/"));
    }
    let shared = to.iter().zip(&from).take_while(|(a, b)| a == b).count();
    let up = from[shared..].iter().map(|_| "..".to_owned());
    let down = to[shared..]
        .iter()
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<_>>().join("/"))
}

fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    let mut clean = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            _ => clean.push(part),
        }
    }
    Ok(clean)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_between_folders_is_relative() -> Result<(), Failure> {
        assert_eq!(
            relative(Path::new("runtime"), Path::new("generated"))?,
            "../runtime"
        );
        assert_eq!(
            relative(Path::new("a/./b/../runtime"), Path::new("x/y"))?,
            "../../a/runtime"
        );
        Ok(())
    }
}
