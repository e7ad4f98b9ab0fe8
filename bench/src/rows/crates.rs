//! Checking the generated crates: no warning, and time and memory against a peer that covers the same API untyped.

use crate::context::Context;
use crate::crates::{Ask, Crates};
use crate::row::{Row, megabytes};
use crate::turns::compare;
use crate::{Failure, Result};

/// Every area, and a client that can be made.
pub(crate) const ALL: &[&str] = &["--all-features"];

/// Covers the same API with untyped values; from the registry, at this version.
const PEER: (&str, &str) = ("graph-rs-sdk", "3.0.1");

/// Times of the peer.
const TIME: f64 = 2.5;
/// Gigabytes, of the v1.0 crate.
const MEMORY: f64 = 1.3;
/// Megabytes for each type, of the Intune beta crate.
const MEMORY_OF_TYPE: f64 = 1.2;

pub(crate) fn measure(context: &Context) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let (v1, beta) = match (context.pages("v1.0"), context.pages("beta")) {
        (Ok(v1), Ok(beta)) => (v1, beta),
        (Err(skipped), _) | (_, Err(skipped)) => return Ok(vec![skipped]),
    };
    Crates::generate(context, &v1, "graph-v1")?;
    let of_beta = Crates::generate(context, &beta, "graph-beta")?;
    let types = of_beta.front.schema.types.len();
    let (name, version) = PEER;
    let manifest = format!("[dependencies]\n{name} = \"={version}\"\n");
    Crates::write(context, "peer", &manifest, "lib.rs", "")?;

    let crates = Crates::new(context)?;
    crates.prepare(Ask::Check, "peer", &[])?;
    for package in ["graph-v1", "graph-beta"] {
        crates.prepare(Ask::Check, package, ALL)?;
    }
    for package in ["graph-v1", "graph-beta"] {
        for (ask, what) in [(Ask::Check, "check"), (Ask::Clippy, "clippy"), (Ask::Doc, "doc")] {
            let cost = crates.alone(ask, package, ALL)?;
            let measured = format!("{} warnings", cost.warnings());
            let holds = cost.succeeded && cost.warnings() == 0;
            rows.push(Row::claim(
                format!("{package}, all features: `cargo {what}`"),
                measured,
                "no warning",
                holds,
            ));
        }
    }

    let check = |package: &str, features: &[&str]| {
        let cost = crates.alone(Ask::Check, package, features)?;
        Ok::<_, Failure>(cost.time)
    };
    let found = compare(context.few(), || check("graph-v1", ALL), || check(name, &[]))?;
    rows.push(Row::ratio(
        format!("check of graph-v1 / of {name} {version}"),
        &found,
        TIME,
    ));
    rows.push(memory(&crates, "graph-v1", MEMORY, 1e9, " GB", 1)?);
    rows.push(memory(
        &crates,
        "graph-beta",
        MEMORY_OF_TYPE,
        1e6,
        " MB for each type",
        types,
    )?);
    Ok(rows)
}

#[expect(clippy::cast_precision_loss, reason = "rounded to be read")]
fn memory(
    crates: &Crates<'_>,
    package: &str,
    limit: f64,
    unit: f64,
    unit_name: &str,
    parts: usize,
) -> Result<Row> {
    let what = format!("check of {package}: peak memory of rustc");
    Ok(match crates.alone(Ask::Check, package, ALL)?.peak {
        Some(peak) => {
            let figure = peak as f64 / unit / parts as f64;
            Row::at_most(what, megabytes(peak), figure, unit_name, limit)
        }
        None => Row::skipped(what, "not measured on this system"),
    })
}
