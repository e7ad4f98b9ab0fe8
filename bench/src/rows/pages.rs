//! Reading pages to the schema, nothing serialised, against the least that any reader of Markdown does: reading the
//! same files and one pass of pulldown-cmark that only counts its events.

use std::fs;
use std::path::{Path, PathBuf};

use graphdown_codegen::pipeline::{self, Input};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::context::Context;
use crate::probe::PROBE;
use crate::row::{Row, megabytes};
use crate::turns::{Comparison, Time, compare, timed};
use crate::{Result, child, corpus};

/// Times of the bare pass: a guard. A fifth of a second for eleven thousand pages is nothing that anybody waits for.
const TIME: f64 = 2.8;
/// Times the bytes of the pages.
const MEMORY: f64 = 8.0;
/// How far from proportion is noise.
const GROWTH: f64 = 1.1;

pub(crate) fn measure(context: &Context) -> Result<Vec<Row>> {
    let pages = match context.pages("v1.0") {
        Ok(pages) => pages,
        Err(skipped) => return Ok(vec![skipped]),
    };
    let (count, bytes) = corpus::size(&pages)?;
    let of = format!("{count} pages, {}", megabytes(bytes));
    let mut rows = Vec::new();
    for (threads, name) in [(1, "1 thread"), (0, "all threads")] {
        let pool = pool(threads)?;
        let found = against_bare(context, &pool, &pages)?;
        rows.push(Row::ratio(format!("{name}: {of}"), &found, TIME));
    }
    let alone = pool(1)?;
    let halves = context.work.join("half");
    corpus::copy(&pages, &halves, 2)?;
    let (_, half_bytes) = corpus::size(&halves)?;
    let copies = copies(context, &pages, 4)?;
    for (what, larger, smaller, factor) in [
        (
            "all pages / half of them, as much as they are larger",
            std::slice::from_ref(&pages),
            std::slice::from_ref(&halves),
            ratio(bytes, half_bytes),
        ),
        (
            "four copies of all pages / all pages, as much as they are larger",
            copies.as_slice(),
            std::slice::from_ref(&pages),
            4.0,
        ),
    ] {
        let mut found = compare::<crate::Failure>(
            context.many() / 2 + 1,
            || Ok(alone.install(|| to_schema(larger))),
            || Ok(alone.install(|| to_schema(smaller))),
        )?;
        found.ratio /= factor;
        found.cores /= factor;
        rows.push(Row::ratio(what, &found, GROWTH));
    }
    rows.push(memory(context, &pages, bytes)?);
    Ok(rows)
}

pub(super) fn pool(threads: usize) -> Result<ThreadPool> {
    Ok(ThreadPoolBuilder::new().num_threads(threads).build()?)
}

/// Both in turns.
fn against_bare(context: &Context, pool: &ThreadPool, pages: &Path) -> Result<Comparison> {
    let folders = [pages.to_owned()];
    compare(
        context.many(),
        || Ok(pool.install(|| to_schema(&folders))),
        || Ok(pool.install(|| bare_pass(pages))),
    )
}

/// The time to read pages and make their schema.
fn to_schema(folders: &[PathBuf]) -> Time {
    let input = Input {
        pages: folders.to_vec(),
        ..Input::default()
    };
    timed(|| pipeline::read(&input))
}

/// The time to find and read the same pages and count the events of their Markdown.
pub(super) fn bare_pass(pages: &Path) -> Time {
    timed(|| {
        let files = corpus::files(pages).unwrap_or_default();
        let count = |path: &PathBuf| {
            let text = fs::read_to_string(path).unwrap_or_default();
            pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::ENABLE_TABLES).count()
        };
        files.par_iter().map(count).sum::<usize>()
    })
}

fn copies(context: &Context, pages: &Path, count: usize) -> Result<Vec<PathBuf>> {
    let folders: Vec<_> = (0..count)
        .map(|it| context.work.join(format!("copies/{it}")))
        .collect();
    for folder in &folders {
        corpus::copy(pages, folder, 1)?;
    }
    Ok(folders)
}

fn memory(context: &Context, pages: &Path, bytes: u64) -> Result<Row> {
    let what = "peak memory / bytes of the pages, all threads";
    let cost = child::measure(
        &context.work,
        &context.work.join("cost"),
        std::env::current_exe()?.as_os_str(),
        &[PROBE.to_owned(), pages.display().to_string()],
        &[],
    )?;
    Ok(match cost.peak {
        Some(peak) => Row::at_most(what, megabytes(peak), ratio(peak, bytes), "", MEMORY),
        None => Row::skipped(what, "not measured on this system"),
    })
}

#[expect(clippy::cast_precision_loss, reason = "rounded to be read")]
fn ratio(of: u64, to: u64) -> f64 {
    of as f64 / to as f64
}
