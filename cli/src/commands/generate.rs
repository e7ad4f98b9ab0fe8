//! `graphdown generate`: a crate with a typed client.

use std::path::{Component, Path, PathBuf};

use graphdown_codegen::emit::{Origin, Package, Runtime, Target};
use graphdown_codegen::pipeline::{self, Parts};
use graphdown_codegen::slice::Selection;
use graphdown_codegen::write::Mode;

use crate::args::{Generate, Global};
use crate::output::tell;
use crate::run::{self, Failure};
use crate::{DONE, FAILED};

pub(crate) fn run(global: &Global, args: &Generate) -> Result<u8, Failure> {
    let mut front = run::read(global, &args.pages, pipeline::read)?;
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
    let failed = run::report(global, &args.pages, &front);
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
        run::tell_stale(&args.output, &written);
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
/// unless the user gave one. By default the checkout that this program was built from.
fn runtime(args: &Generate) -> Result<Runtime, Failure> {
    let Some(given) = &args.runtime else {
        let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("runtime");
        return Ok(if checkout.is_dir() {
            Runtime::Path(relative(&checkout, &args.output)?)
        } else {
            Runtime::Version(env!("CARGO_PKG_VERSION").to_owned())
        });
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
