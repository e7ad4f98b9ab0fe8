//! Pages to files on the disk: all of them, again with nothing changed, and again with one page changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use graphdown_codegen::schema::Schema;

use super::pages::{bare_pass, pool};
use crate::context::Context;
use crate::row::{Row, megabytes};
use crate::turns::{compare, timed};
use crate::{Failure, Result, corpus, crates};

/// Times of the bare pass.
const TIME: f64 = 8.0;

/// The resources to which a property is added: one that much depends on, and one that nothing is derived from.
const CHANGED: [&str; 2] = ["message", "emailAddress"];

pub(crate) fn measure(context: &Context) -> Result<Vec<Row>> {
    let pages = match context.pages("v1.0") {
        Ok(pages) => pages,
        Err(skipped) => return Ok(vec![skipped]),
    };
    let outputs = context.work.join("generated");
    if outputs.exists() {
        fs::remove_dir_all(&outputs)?;
    }
    let (_, bytes) = corpus::size(&pages)?;
    // A new folder each time, removed at the end: some file systems are slow to make files where many were just removed.
    let mut turn = 0;
    let mut against = |threads: usize, name: &str| -> Result<Row> {
        let pool = pool(threads)?;
        let found = compare::<Failure>(
            context.many(),
            || {
                turn += 1;
                let output = outputs.join(turn.to_string());
                let mut made = None;
                let time = timed(|| made = Some(crates::generate(&pages, &output, "graph")));
                made.transpose().map(|_| time)
            },
            || Ok(pool.install(|| bare_pass(&pages))),
        )?;
        let what = format!(
            "all threads: {} of pages to files / the bare pass on {name}",
            megabytes(bytes)
        );
        Ok(Row::ratio(what, &found, TIME))
    };
    let mut rows = vec![against(0, "all threads")?, against(1, "one thread")?];

    let output = outputs.join("again");
    crates::generate(&pages, &output, "graph")?;
    let again = crates::generate(&pages, &output, "graph")?;
    rows.push(Row::claim(
        "again, nothing changed",
        again.written.to_string(),
        "0 files written",
        again.written.is_current(),
    ));
    let copy = context.work.join("changed");
    for name in CHANGED {
        corpus::copy(&pages, &copy, 1)?;
        rows.push(one_changed(&copy, &output, name)?);
    }
    fs::remove_dir_all(&outputs)?;
    Ok(rows)
}

/// Adds a property to a resource. The files of the resource and of what is derived from it may change, no other.
fn one_changed(pages: &Path, output: &Path, name: &str) -> Result<Row> {
    let what = format!("again, one property added to `{name}`");
    let before = crates::generate(pages, output, "graph")?;
    add_property(&page_of(&before.front.schema, pages, name)?)?;
    let after = crates::generate(pages, output, "graph")?;

    let mut expected: BTreeSet<String> = derived(&after.front.schema, name)
        .iter()
        .map(|it| file_of(it))
        .collect();
    expected.insert(file_of(name));
    let written = &after.written.written;
    let others: Vec<&String> = written
        .iter()
        .filter(|path| {
            let stem = Path::new(path).file_stem().unwrap_or_default().to_string_lossy();
            !expected.contains(&stem.replace('_', ""))
        })
        .collect();
    let measured = if others.is_empty() {
        format!("{}: {}", after.written, written.join(", "))
    } else {
        format!("{}, of which do not depend on it: {others:?}", after.written)
    };
    let holds = others.is_empty() && !written.is_empty() && after.written.removed.is_empty();
    Ok(Row::claim(what, measured, "only what depends on it", holds))
}

fn page_of(schema: &Schema, pages: &Path, name: &str) -> Result<PathBuf> {
    let of_type = schema.types.iter().find(|it| it.name == name);
    let page = of_type.and_then(|it| it.page.as_ref());
    let page = page.ok_or_else(|| format!("no page documents `{name}`"))?;
    Ok(pages.join(page))
}

/// Puts a row below the delimiter of the first table with a column of types.
fn add_property(page: &Path) -> Result<()> {
    let text = fs::read_to_string(page)?;
    let mut lines: Vec<&str> = text.lines().collect();
    let header = lines.iter().position(|line| {
        let line = line.to_lowercase();
        line.contains('|') && line.contains("property") && line.contains("type")
    });
    let header = header.ok_or("the page has no table of properties")?;
    lines.insert(
        header + 2,
        "|benchProperty|String|Added to see what is written again.|",
    );
    fs::write(page, lines.join("\n"))?;
    Ok(())
}

/// The names of every type derived from one, at any distance.
fn derived(schema: &Schema, name: &str) -> Vec<String> {
    let mut found = vec![name.to_owned()];
    let mut next = 0;
    while let Some(base) = found.get(next).cloned() {
        let more = schema.types.iter().filter(|it| it.base.as_deref() == Some(&base));
        found.extend(more.map(|it| it.name.clone()));
        next += 1;
    }
    found
}

/// `emailaddress` for `emailAddress`: a file's name without what separates its words.
fn file_of(name: &str) -> String {
    name.to_lowercase()
}
