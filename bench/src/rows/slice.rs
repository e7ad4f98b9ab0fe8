//! One resource and what it needs, through a build script, against the whole of the pages through the same build script.
//!
//! Everything else is built before: the dependencies and the build scripts themselves. A page is touched, so that cargo runs
//! the build script again, and what it generates is checked again.

use std::fs::File;
use std::path::Path;
use std::time::SystemTime;

use crate::context::Context;
use crate::crates::{Ask, Crates};
use crate::row::Row;
use crate::turns::{Time, compare};
use crate::{Failure, Result, corpus};

/// A resource with as many properties and operations as any.
const RESOURCE: &str = "message";
const SLICE: &str = "one-resource";
const WHOLE: &str = "whole-reference";
/// Of the time that the whole takes.
const SHARE: f64 = 0.1;

const LIBRARY: &str =
    "//! A client from a build script.\n\ngraphdown_runtime::include_client!(pub mod graph);\n";

pub(crate) fn measure(context: &Context) -> Result<Vec<Row>> {
    let pages = match context.pages("v1.0") {
        Ok(pages) => pages,
        Err(skipped) => return Ok(vec![skipped]),
    };
    // A copy, so that the pages themselves are not touched.
    let copy = context.work.join("touched");
    corpus::copy(&pages, &copy, 1)?;
    write(context, &copy, SLICE, &format!(".include({RESOURCE:?})"))?;
    write(context, &copy, WHOLE, "")?;
    let page = corpus::files(&copy)?.into_iter().next().ok_or("no pages")?;
    let found = [
        ("build script", Crates::new(context)?),
        (
            "optimised build script",
            Crates::new(context)?.with_optimised_scripts(),
        ),
    ]
    .map(|(script, crates)| -> Result<Row> {
        for name in [SLICE, WHOLE] {
            crates.prepare(Ask::Check, name, &[])?;
        }
        let found = compare::<Failure>(
            context.few(),
            || again(&crates, &page, SLICE),
            || again(&crates, &page, WHOLE),
        )?;
        let what = format!("{script} and check of `{RESOURCE}` and what it needs / of the whole reference");
        Ok(Row::ratio(what, &found, SHARE))
    });
    found.into_iter().collect()
}

/// The time from a change of a page to the end of the check.
fn again(crates: &Crates<'_>, page: &Path, name: &str) -> Result<Time> {
    File::options()
        .append(true)
        .open(page)?
        .set_modified(SystemTime::now())?;
    let cost = crates.cargo(Ask::Check, name, &[])?;
    if cost.succeeded {
        return Ok(cost.time);
    }
    Err(format!("`{name}` does not compile").into())
}

/// A crate as a user would write it.
fn write(context: &Context, pages: &Path, name: &str, selection: &str) -> Result<()> {
    let part = |folder: &str| context.repository.join(folder).display().to_string();
    let manifest = format!(
        "[dependencies]\ngraphdown-runtime = {{ path = {:?} }}\n\n\
         [build-dependencies]\ngraphdown-codegen = {{ path = {:?} }}\n",
        part("runtime"),
        part("codegen"),
    );
    let script = format!(
        "//! Generates the client.\n\nfn main() -> Result<(), graphdown_codegen::Report> {{\n    \
         graphdown_codegen::Builder::new().pages({:?}){selection}.build()\n}}\n",
        pages.display().to_string(),
    );
    Crates::write(context, name, &manifest, "lib.rs", LIBRARY)?;
    std::fs::write(context.work.join("crates").join(name).join("build.rs"), script)?;
    Ok(())
}
