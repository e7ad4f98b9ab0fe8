//! Generating crates into the folder of work, and having cargo check and build them there.
//!
//! All of them are members of one workspace, so that their dependencies are built once. What cargo is asked to measure
//! is the crate alone: it is cleaned before, its dependencies are not.

use std::fs;
use std::path::Path;

use graphdown_codegen::emit::{Origin, Package, Runtime, Target};
use graphdown_codegen::pipeline::{self, Front, Input};
use graphdown_codegen::print::OutFile;
use graphdown_codegen::write::{self, Mode};

use crate::Result;
use crate::child::{self, Cost};
use crate::context::Context;

/// What was generated, and all that it was made of: a measurement ends when the files are there, not when memory is
/// given back, which the command line leaves to the system.
pub(crate) struct Generated {
    pub(crate) front: Front,
    pub(crate) written: write::Written,
    _files: Vec<OutFile>,
}

/// Pages to a crate on the disk, as the command line does it.
pub(crate) fn generate(pages: &Path, output: &Path, name: &str) -> Result<Generated> {
    let mut front = pipeline::read(&Input {
        pages: vec![pages.to_owned()],
        ..Input::default()
    });
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("runtime");
    let target = Target::Crate(Package {
        name: name.to_owned(),
        runtime: Runtime::Path(runtime.display().to_string()),
        origin: Origin::default(),
    });
    let files = pipeline::generate(&front.schema, &target, &mut front.diagnostics);
    if front.diagnostics.has_errors() {
        return Err(format!("the pages below `{name}` have errors").into());
    }
    Ok(Generated {
        written: write::write(output, &files, Mode::Write)?,
        front,
        _files: files,
    })
}

/// A workspace of crates to measure.
pub(crate) struct Crates<'a> {
    context: &'a Context,
    /// For cargo, beside what every run sets.
    environment: Vec<(&'static str, String)>,
}

/// How cargo is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ask {
    Check,
    Build,
    Clippy,
    Doc,
}

impl<'a> Crates<'a> {
    /// The workspace, with every folder in it that has a manifest.
    pub(crate) fn new(context: &'a Context) -> Result<Self> {
        let folder = context.work.join("crates");
        fs::create_dir_all(&folder)?;
        let mut members = Vec::new();
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.path().join("Cargo.toml").is_file() {
                members.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        members.sort();
        fs::write(
            folder.join("Cargo.toml"),
            format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"),
        )?;
        let lock = folder.join("Cargo.lock");
        if !lock.exists() {
            // The versions that the checkout was tested with.
            fs::copy(context.repository.join("Cargo.lock"), lock)?;
        }
        Ok(Self {
            context,
            environment: Vec::new(),
        })
    }

    /// With build scripts and procedural macros optimised, as a user can set it in a manifest.
    pub(crate) fn with_optimised_scripts(mut self) -> Self {
        let variable = "CARGO_PROFILE_DEV_BUILD_OVERRIDE_OPT_LEVEL";
        self.environment.push((variable, "3".to_owned()));
        self
    }

    /// Generates a member from pages.
    pub(crate) fn generate(context: &'a Context, pages: &Path, name: &str) -> Result<Generated> {
        generate(pages, &context.work.join("crates").join(name), name)
    }

    /// Writes a member by hand: a manifest and the root of its library or program.
    pub(crate) fn write(context: &Context, name: &str, manifest: &str, root: &str, text: &str) -> Result<()> {
        let folder = context.work.join("crates").join(name);
        fs::create_dir_all(folder.join("src"))?;
        let head = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n");
        fs::write(folder.join("Cargo.toml"), head + manifest)?;
        fs::write(folder.join("src").join(root), text)?;
        Ok(())
    }

    /// What cargo needs for these packages, their dependencies built and they themselves not: takes two runs where the
    /// dependencies are not yet built.
    pub(crate) fn prepare(&self, ask: Ask, package: &str, features: &[&str]) -> Result<()> {
        let cost = self.cargo(ask, package, features)?;
        if cost.succeeded {
            return Ok(());
        }
        Err(format!("`{package}` does not compile:\n{}", tail(&cost.stderr)).into())
    }

    /// The cost of checking or building one package, its dependencies built.
    pub(crate) fn alone(&self, ask: Ask, package: &str, features: &[&str]) -> Result<Cost> {
        self.clean(package)?;
        self.cargo(ask, package, features)
    }

    /// Forgets what was built of one package.
    pub(crate) fn clean(&self, package: &str) -> Result<()> {
        let arguments = ["clean", "--quiet", "--package", package].map(str::to_owned);
        self.run(&arguments, &[])?;
        Ok(())
    }

    /// Runs cargo for one package.
    pub(crate) fn cargo(&self, ask: Ask, package: &str, features: &[&str]) -> Result<Cost> {
        let mut arguments: Vec<String> = ask.arguments().iter().map(|&it| it.to_owned()).collect();
        arguments.extend(["--package".to_owned(), package.to_owned()]);
        arguments.extend(features.iter().map(|&it| it.to_owned()));
        self.run(
            &arguments,
            &[("RUSTDOCFLAGS", String::new()), ("RUSTFLAGS", String::new())],
        )
    }

    fn run(&self, arguments: &[String], environment: &[(&str, String)]) -> Result<Cost> {
        let target = self.context.work.join("target").display().to_string();
        let mut all = vec![
            ("CARGO_TARGET_DIR", target),
            ("CARGO_INCREMENTAL", "0".to_owned()),
        ];
        all.extend_from_slice(environment);
        all.extend_from_slice(&self.environment);
        child::measure(
            &self.context.work.join("crates"),
            &self.context.work.join("cost"),
            std::env::var_os("CARGO")
                .unwrap_or_else(|| "cargo".into())
                .as_os_str(),
            arguments,
            &all,
        )
    }
}

impl Ask {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Build => &["build"],
            Self::Clippy => &["clippy", "--no-deps"],
            Self::Doc => &["doc", "--no-deps"],
        }
    }
}

impl Cost {
    /// How many warnings the compiler gave, without cargo's own count of them.
    pub(crate) fn warnings(&self) -> usize {
        let warns = |line: &&str| line.starts_with("warning") && !line.contains(" generated ");
        self.stderr.lines().filter(warns).count()
    }
}

/// The end of what cargo said: where it fails, the reason is there.
pub(crate) fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(30)..].join("\n")
}
